"""All editions of a week, a month or a year in one book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from epubmaker.batch.options import BuildOptions
from epubmaker.batch.report import Failure, Outcome
from epubmaker.batch.stamps import Stamp, current_stamp, settings_digest, stamp_key, write_stamp
from epubmaker.errors import EpubmakerError
from epubmaker.files import replacing
from epubmaker.model import Edition
from epubmaker.readers import EDITION_SUFFIX, read_edition
from epubmaker.render.epub import Period, volume_name, write_volume

_PREFIX = "collected-"


def collect(
    outcomes: Iterable[Outcome], out: Path, options: BuildOptions, period: Period
) -> tuple[Outcome, ...]:
    """This binds the editions that were built into one EPUB a period, `OUT/collected-2020-01.epub`, by date.

    Editions are read back from their files one at a time, so that a year takes no more memory than a day. A volume
    whose editions have not changed is left alone.
    """
    volumes: dict[str, list[Outcome]] = {}
    for outcome in sorted(outcomes, key=lambda outcome: (outcome.date or "", outcome.name)):
        if outcome.status != "failed":
            day = date.fromisoformat(outcome.date) if outcome.date else None
            volumes.setdefault(volume_name(day, period), []).append(outcome)
    return tuple(_bind(f"{_PREFIX}{name}", editions, out, options) for name, editions in volumes.items())


def _bind(name: str, editions: Sequence[Outcome], out: Path, options: BuildOptions) -> Outcome:
    start = perf_counter()
    paths = [out / f"{edition.name}{EDITION_SUFFIX}" for edition in editions]
    outcome = Outcome(
        name, tuple(map(str, paths)), "failed", articles=sum(edition.articles for edition in editions)
    )
    book = f"{name}.epub"
    try:
        key = stamp_key(((path.name, path.read_bytes()) for path in paths), settings_digest(options))
        if current_stamp(out, name, key):
            return replace(outcome, status="current", outputs=(book,))
        with replacing(out / book) as stream:
            write_volume(_read(paths, options), stream, options.epub, options.collect or "all")
        write_stamp(out, name, Stamp(key, ((book, (out / book).stat().st_size),)))
    except EpubmakerError as error:
        return replace(outcome, failure=Failure.of(error))
    seconds = round(perf_counter() - start, 3)
    return replace(outcome, status="built", outputs=(book,), seconds=seconds)


def _read(paths: Iterable[Path], options: BuildOptions) -> Iterator[Edition]:
    return (read_edition(path, options.read) for path in paths)
