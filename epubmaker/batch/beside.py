"""A file in a folder of inputs: a page to be read, a book that a build has left, or the source of the edition file beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epubmaker.batch.stamps import read_stamp
from epubmaker.errors import InputError, OutputError
from epubmaker.files import read_regular, regular_digest, regular_holds
from epubmaker.messages import Message
from epubmaker.readers import EDITION_SUFFIX, ReadOptions
from epubmaker.readers.edition import edition_limits
from epubmaker.render.pdf import PRODUCER

_INSTEAD = (
    "{page}: {edition} was made from it, and is built in its place; to read the page again, build it by name"
)
_ANOTHER = "{page}: {edition} beside it was not made from it, and is left out; to make books of that, build it by name"


@dataclass(frozen=True, slots=True)
class Input:
    """What is built in the place of a page, and what the report says of it."""

    path: Path
    notes: tuple[str, ...] = ()


def input_of(page: Path, *, again: bool = False) -> Input | None:
    """Return what to build of a text or PDF in a folder, None where it is a book that a build has left.

    A book is known by the stamp of its build, or, beside an edition file, by the program that it names as its maker. Of a page
    whose edition file lies beside it the edition file is built, since a person may have worked on it; not so where it is as a
    build left it, which will make it again, and never with `again`. An edition file that was made from something else is left
    out, and the note says so.
    """
    if is_printed(page) and _is_left(page, page.stem):
        return None
    edition = page.with_name(f"{page.stem}{EDITION_SUFFIX}")
    try:
        return _beside(page, edition, again) if edition.is_file() else Input(page)
    except (
        InputError,
        OSError,
    ):  # told when the page is read; a name may be too long for an edition file to lie beside it
        return Input(page)


def _beside(page: Path, edition: Path, again: bool) -> Input | None:
    """Return what to build of a page and the edition file of its name."""
    current = again or _is_left(edition, page.stem, regular_digest(edition))
    if current and not is_printed(page):
        return Input(page)
    if _source_digest(edition) == regular_digest(page):
        instead = Input(edition, (Message(_INSTEAD, page=page, edition=edition.name),))
        return Input(page) if current else instead
    if is_printed(page) and regular_holds(page, PRODUCER.encode("ascii")):
        return None
    return Input(page, () if current else (Message(_ANOTHER, page=page, edition=edition.name),))


def is_printed(page: Path) -> bool:
    """Say whether a file is a PDF by its name, as a page and a book may be."""
    return page.suffix.lower() == ".pdf"


def _source_digest(edition: Path) -> str | None:
    """Return the hash of what an edition file was made from, None where it is no edition file."""
    try:
        values: Any = json.loads(
            read_regular(edition, edition_limits(ReadOptions()).max_bytes, "edition file")
        )
        return str(values["source"]["sha256"])
    except (InputError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_left(path: Path, stem: str, digest: str = "") -> bool:
    """Say whether a build has left a file of that name here, with that hash where one is given; its stamp lies here or above."""
    absolute = path.absolute()
    for top in absolute.parents:
        below = absolute.relative_to(top)
        try:
            stamp = read_stamp(top, below.with_name(stem).as_posix())
        except (OutputError, OSError, ValueError):  # one that may not be read, or a name that can be none
            continue
        if stamp is not None:
            left = stamp.outputs + stamp.others
            return any(one.name == below.as_posix() and digest in ("", one.sha256) for one in left)
    return False
