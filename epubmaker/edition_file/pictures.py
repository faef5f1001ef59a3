"""Pictures in the edition file: plain values and back."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any, NoReturn

from epubmaker.messages import Message
from epubmaker.model.pictures import EditionPicture, Facsimile

Refuse = Callable[[str], NoReturn]
_TYPES = ("image/jpeg", "image/png")


def picture_values(picture: EditionPicture) -> dict[str, Any]:
    """Return a picture as plain values; its bytes lie in a file of their own."""
    return {
        "id": picture.id,
        "media_type": picture.media_type,
        "sha256": picture.sha256,
        "width": picture.width,
        "height": picture.height,
        "box": list(picture.box),
        "page": picture.page,
        "file": picture.file,
    }


def facsimile_values(facsimile: Facsimile) -> dict[str, Any]:
    """Return the image of a page with its zones as plain values."""
    zones = [{"box": list(zone.box), "span": [zone.span.start, zone.span.end]} for zone in facsimile.zones]
    return {**picture_values(facsimile.picture), "zones": zones}


def zone_box(values: dict[str, Any], refuse: Refuse) -> tuple[float, float, float, float]:
    """Return the box of a zone; `refuse` is told of what is wrong."""
    box = values.get("box")
    if (
        not isinstance(box, list)
        or len(box) != 4
        or not all(_is_number(part) and 0 <= part <= 1 for part in box)
    ):
        refuse(Message("box should be four parts of the image's width and height, 0 to 1"))
    left, top, right, bottom = map(float, box)
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def picture_of(values: dict[str, Any], refuse: Refuse) -> EditionPicture:
    """Return a picture of plain values; `refuse` is told of what is wrong."""
    texts = {key: values.get(key) for key in ("id", "media_type", "sha256", "file")}
    for key, text in texts.items():
        if not isinstance(text, str) or (any(sign in text for sign in "/\\\0") and key != "media_type"):
            refuse(Message("{key} should be a plain name", key=key))
    if texts["media_type"] not in _TYPES:
        refuse(Message("media_type should be one of {types}", types=", ".join(_TYPES)))
    sizes = [values.get(key) for key in ("width", "height")]
    if not all(isinstance(size, int) and 0 < size < 1 << 20 for size in sizes):
        refuse(Message("width and height should be numbers of pixels"))
    box = values.get("box")
    if not isinstance(box, list) or len(box) != 4 or not all(_is_number(number) for number in box):
        refuse(Message("box should be four numbers"))
    page = values.get("page")
    return EditionPicture(
        id=str(texts["id"]),
        media_type=str(texts["media_type"]),
        sha256=str(texts["sha256"]),
        width=int(values["width"]),
        height=int(values["height"]),
        box=(float(box[0]), float(box[1]), float(box[2]), float(box[3])),
        page=page if isinstance(page, str) else None,
        file=str(texts["file"]),
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
