"""Catalogues beside the books of a folder: written anew by every build that asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from epubmaker.batch.options import BuildOptions, Catalogue
from epubmaker.batch.report import Outcome
from epubmaker.errors import OutputError
from epubmaker.files import kept_copy, read_at_most, replacing
from epubmaker.messages import Message, system_reason
from epubmaker.model import Edition
from epubmaker.readers import EDITION_SUFFIX, read_edition
from epubmaker.render.catalogue import (
    File,
    Record,
    citations_of,
    csl_items,
    marc_collection,
    opds_feed,
    opds_publications,
    record_of,
)

_TYPES = {".epub": "application/epub+zip", ".pdf": "application/pdf"}
_TITLE = "epubmaker"
_IDENTIFIER = "urn:epubmaker:catalogue"
_OURS = (b"<feed ", b"http://opds-spec.org", b"MARC21/slim", b"article-newspaper", b"[\n]", b'"publications"')
_LOOKED_AT = 4096  # bytes of a file that tell whether it is a catalogue


def write_catalogues(outcomes: Iterable[Outcome], out: Path, options: BuildOptions) -> tuple[str, ...]:
    """Write the catalogues asked for, of the editions that were built or are current; return notes of what was kept beside.

    Editions are read one at a time, and again for each catalogue.
    """
    shown = [outcome for outcome in outcomes if outcome.status != "failed"]

    def records() -> Iterator[Record]:
        return (record for record, _ in _editions(shown, out, options))

    last = max((outcome.date for outcome in shown if outcome.date), default="2000-01-01")
    about = (_IDENTIFIER, _TITLE, f"{last}T00:00:00Z")
    files: dict[Catalogue, dict[str, Callable[[str], Iterable[bytes]]]] = {
        "opds": {
            "catalogue.opds.xml": lambda name: opds_feed(records(), name, about),
            "catalogue.opds.json": lambda name: opds_publications(records(), name, about),
        },
        "marcxml": {"catalogue.marc.xml": lambda _: marc_collection(records())},
        "csl": {
            "catalogue.csl.json": lambda _: csl_items(
                citation
                for record, edition in _editions(shown, out, options)
                for citation in citations_of(edition, record)
            )
        },
    }
    notes: list[str] = []
    for kind in options.catalogues:
        for name, made in files[kind].items():
            notes += _written(out / name, made(name))
    return tuple(notes)


def _editions(
    outcomes: Iterable[Outcome], out: Path, options: BuildOptions
) -> Iterator[tuple[Record, Edition]]:
    for outcome in outcomes:
        edition = read_edition(out / f"{outcome.name}{EDITION_SUFFIX}", options.read)
        files = tuple(
            File(quote(name), _TYPES[Path(name).suffix], (out / name).stat().st_size)
            for name in outcome.outputs
            if Path(name).suffix in _TYPES
        )
        yield record_of(edition, files, options.epub), edition


def _written(path: Path, pieces: Iterable[bytes]) -> list[str]:
    """Write a catalogue. What lies there and is none is somebody's, and is kept beside."""
    notes: list[str] = []
    if path.is_file() and not _is_catalogue(path):
        notes.append(
            Message(
                "{path}: was no catalogue; what was there is kept as {name}",
                path=path,
                name=kept_copy(path).name,
            )
        )
    try:
        with replacing(path, follow=False) as stream:
            for piece in pieces:
                stream.write(piece)
    except OSError as error:
        raise OutputError(
            Message(
                "cannot write {path}: {reason}; choose another place with --out",
                path=path,
                reason=system_reason(error),
            )
        ) from error
    return notes


def _is_catalogue(path: Path) -> bool:
    with path.open("rb") as stream:
        head = read_at_most(stream, _LOOKED_AT)
    return any(sign in head for sign in _OURS)
