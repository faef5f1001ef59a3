"""A drawing of the page: where its lines stand on paper, those of an article in one colour, rules and pictures among them."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterator, Mapping

from epubmaker.model.placed import Box, PageImage, PlacedPage
from epubmaker.review.markup import Html, join, tag
from epubmaker.review.regions import regions_of
from epubmaker.review.sheet import Sheet
from epubmaker.review.wording import word

COLOURS = 8  # neighbours on a page differ; more could not be told apart
MARGIN = 0.02  # of the width, around what the page holds
SIDE, QUALITY = 1_400, 60  # pixels and quality of a page's image: the drawing is half a window high
THICK = 0.0015  # of the width: a rule is drawn no thinner


def drawing_section(sheet: Sheet) -> Html:
    """Return the drawings of the pages whose layout is known, nothing where none is.

    Every line is a zone with its number, its region and its text's id, as the rows of the source are: pointing at it and choosing
    it mean the same. Under the zones lies the image of the page, where there is one.

    Readers of the screen are told the lines by the source's list, not by the drawing.
    """
    drawings = []
    first = 0
    regions = {line: at for at, region in enumerate(regions_of(sheet.made)) for line in region.lines}
    for page in sheet.made.pages:
        drawings.append(_drawing(page, (first, regions), sheet))
        first += len(page.rows)
    return tag("div", *drawings, class_="drawing") if drawings else Html("")


def shows_images(sheet: Sheet) -> bool:
    """Say whether the drawings hold images of pages."""
    return any(page.scans for page in sheet.made.pages)


def _drawing(page: PlacedPage, place: tuple[int, Mapping[int, int]], sheet: Sheet) -> Html:
    whole = _whole(page)
    margin = MARGIN * whole.width
    view = (whole.x0 - margin, whole.y0 - margin, whole.width + 2 * margin, whole.height + 2 * margin)
    return tag(
        "svg",
        tag("title", word("drawing")),
        *(_image(scan) for scan in page.scans),
        *(_rect(picture.box, class_="photo") for picture in page.pictures),
        *(
            _rect(_drawn(rule.box, THICK * whole.width), class_="rule")
            for rule in page.rules
            if not page.scans
        ),
        *_zones(page, place, sheet),
        class_="scanned" if page.scans else None,
        viewBox=" ".join(f"{value:.1f}" for value in view),
        role="img",
        aria_label="版面",
        data_label="drawing",
    )


def _whole(page: PlacedPage) -> Box:
    """Return the box around everything that a page holds; the page itself may be larger, or not be known."""
    boxes = [row.line.box for row in page.rows] + [picture.box for picture in page.pictures]
    return Box(
        min([0.0, *(box.x0 for box in boxes)]),
        min([0.0, *(box.y0 for box in boxes)]),
        max([1.0, *(box.x1 for box in boxes)]),
        max([1.0, *(box.y1 for box in boxes)]),
    )


def _image(scan: PageImage) -> Html:
    """Return the image of a page, as large as the drawing can show it."""
    from PIL import Image  # noqa: PLC0415  (heavy: loaded where it is used)

    with Image.open(io.BytesIO(scan.payload)) as opened:
        shown = opened.convert("RGB")
    shown.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=QUALITY)
    return tag(
        "image",
        href=f"data:image/jpeg;base64,{b64encode(out.getvalue()).decode('ascii')}",
        x=f"{scan.box.x0:.1f}",
        y=f"{scan.box.y0:.1f}",
        width=f"{scan.box.width:.1f}",
        height=f"{scan.box.height:.1f}",
        preserveAspectRatio="none",
    )


def _zones(page: PlacedPage, place: tuple[int, Mapping[int, int]], sheet: Sheet) -> Iterator[Html]:
    """Yield the lines of a page; parts of a row that was split share its box."""
    first, regions = place
    for number, line in enumerate(sheet.made.lines):
        if not first <= line.row < first + len(page.rows):
            continue
        home = sheet.homes.get(number)
        yield _rect(
            page.rows[line.row - first].line.box,
            class_=join("zone", _colour(home)),
            data_line=number,
            data_home=home,
            data_region=regions.get(number),
        )


def _colour(home: str | None) -> str:
    """Return the class of the colour of an article, by the id of a text of it; furniture has none."""
    if home is None or not home.startswith("t-a") or not home[3:].split("-")[0].isdigit():
        return ""
    return f" c{int(home[3:].split('-')[0]) % COLOURS}"


def _drawn(box: Box, thick: float) -> Box:
    return Box(box.x0, box.y0, max(box.x1, box.x0 + thick), max(box.y1, box.y0 + thick))


def _rect(box: Box, **attributes: str | int | None) -> Html:
    return tag(
        "rect",
        x=f"{box.x0:.1f}",
        y=f"{box.y0:.1f}",
        width=f"{box.width:.1f}",
        height=f"{box.height:.1f}",
        **attributes,
    )
