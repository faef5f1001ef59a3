"""Edition files from disk."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from epubmaker.edition_file import edition_from_dict
from epubmaker.errors import EditionFormatError, InputError
from epubmaker.files import read_regular
from epubmaker.messages import Message
from epubmaker.model import Edition
from epubmaker.model.pictures import EditionPicture
from epubmaker.readers.kinds import UNKNOWN_JSON
from epubmaker.readers.text import ReadOptions, read_plain

EDITION_SUFFIX = ".edition.json"
MEDIA_SUFFIX = ".media"
# An edition file is that much larger than its text at most, with an edit for every character.
_GROWTH = 64
MOST_BYTES = 16 << 20  # of one picture


def read_edition(path: str | Path, options: ReadOptions = ReadOptions()) -> Edition:
    """Read an edition file written by `epubmaker reconstruct --json` or `build`.

    Raises `EditionFormatError` with the place of what is wrong, and the errors of `read_text`.
    """
    path = Path(path)
    source = read_plain(path, edition_limits(options))
    try:
        values = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise EditionFormatError(
            Message(
                "{name}: not JSON at row {lineno}, column {colno}: {msg}",
                name=path.name,
                lineno=error.lineno,
                colno=error.colno,
                msg=error.msg,
            )
        ) from error
    except (RecursionError, ValueError) as error:
        raise EditionFormatError(
            Message("{name}: not an edition file ({error})", name=path.name, error=Message(str(error)))
        ) from error
    if not isinstance(values, dict) or "format" not in values:
        raise EditionFormatError(Message("{name}: {other}", name=path.name, other=UNKNOWN_JSON))
    try:
        return _with_pictures(edition_from_dict(values), path)
    except EditionFormatError as error:
        raise EditionFormatError(
            Message("{name}: {error}", name=path.name, error=Message(str(error)))
        ) from error


def _with_pictures(edition: Edition, path: Path) -> Edition:
    """Return the edition with the bytes of its pictures, those that lie beside its file as it says."""
    if not edition.images:
        return edition
    folder = path.with_name(path.name.removesuffix(EDITION_SUFFIX) + MEDIA_SUFFIX)
    return replace(
        edition,
        pictures=tuple(_with_bytes(picture, folder) for picture in edition.pictures),
        facsimiles=tuple(
            replace(facsimile, picture=_with_bytes(facsimile.picture, folder))
            for facsimile in edition.facsimiles
        ),
    )


def _with_bytes(picture: EditionPicture, folder: Path) -> EditionPicture:
    try:
        payload = read_regular(folder / picture.file, MOST_BYTES, "picture")
    except InputError:
        return picture
    return replace(picture, payload=payload) if sha256(payload).hexdigest() == picture.sha256 else picture


def edition_limits(options: ReadOptions) -> ReadOptions:
    """Turn limits on a text into limits on the edition file made of it.

    Rows mean nothing in JSON, and an edition file is UTF-8 whatever encoding its text had (edition format, version 1).
    """
    size = options.max_bytes * _GROWTH
    return replace(options, encoding="utf-8", max_bytes=max(1, size), max_rows=max(1, size))
