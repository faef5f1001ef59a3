"""All editions of a week, a month or a year in one book."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import file_digest
from io import BufferedRandom
from os import SEEK_END
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from epubmaker.batch.names import UNTITLED, VOLUME_PREFIX, safe_name
from epubmaker.batch.options import BuildOptions, Format
from epubmaker.batch.report import Failure, Outcome
from epubmaker.batch.stamps import (
    Output,
    Stamp,
    is_current,
    lasting_inputs,
    read_stamp,
    settings_digest,
    stamp_key,
    write_stamp,
)
from epubmaker.errors import OUT_OF_MEMORY, EpubmakerError, OutOfMemoryError, OutputEditedError
from epubmaker.files import kept_copy, read_regular, regular_digest, replacing
from epubmaker.messages import Message
from epubmaker.model import Edition
from epubmaker.readers import EDITION_SUFFIX, read_edition
from epubmaker.readers.edition import edition_limits
from epubmaker.render.epub import Period, volume_name, write_volume
from epubmaker.render.pdf import write_pdf_volume


def collect(
    outcomes: Iterable[Outcome], out: Path, options: BuildOptions, period: Period
) -> tuple[Outcome, ...]:
    """Bind the editions that were built into one book a period and format, `OUT/collected-2020-01.epub`, by date.

    A volume holds editions of one paper only: where several fall into a period, their names tell them apart.

    Editions are read back from their files one at a time, so that a year takes no more memory than a day. A volume
    whose editions have not changed is left alone.
    """
    volumes: dict[str, dict[str, list[Outcome]]] = {}
    for outcome in sorted(outcomes, key=lambda outcome: (outcome.date or "", outcome.name)):
        if outcome.status != "failed" or _is_edited(outcome):
            day = date.fromisoformat(outcome.date) if outcome.date else None
            papers = volumes.setdefault(volume_name(day, period), {})
            papers.setdefault(outcome.paper, []).append(outcome)
    return tuple(
        _bind(f"{VOLUME_PREFIX}{name}{_of_paper(paper, papers)}", editions, out, options)
        for name, papers in volumes.items()
        for paper, editions in papers.items()
    )


def _of_paper(paper: str, papers: Collection[str]) -> str:
    """Return what follows the period in a volume's name, where editions of several papers fall into it."""
    return f"-{safe_name(paper or UNTITLED)}" if len(papers) > 1 else ""


def _bind(name: str, editions: Sequence[Outcome], out: Path, options: BuildOptions) -> Outcome:
    start = perf_counter()
    paths = [out / f"{edition.name}{EDITION_SUFFIX}" for edition in editions]
    outcome = Outcome(
        name, tuple(map(str, paths)), "failed", articles=sum(edition.articles for edition in editions)
    )
    books = tuple(f"{name}.{kind}" for kind in options.formats)
    try:
        key = stamp_key(_payloads(paths, options), settings_digest(options))
        known = read_stamp(out, name)
        if known and is_current(out, known, key, verify=options.existing.verify):
            return replace(outcome, status="current", outputs=books)
        old = known.outputs + known.others if known else ()
        made: tuple[Output, ...] = ()
        notes: tuple[str, ...] = ()
        for kind, book in zip(options.formats, books, strict=True):
            with replacing(out / book, follow=False) as stream:
                _write(kind, _read(paths, options), stream, options)
                made += (_output(book, stream),)
                notes += _kept(out / book, known, made[-1])
                stamp = Stamp(key, made, others=_others(old, made), inputs=lasting_inputs(out, paths))
                write_stamp(out, name, replace(stamp, key="", others=old), durable=False)
        write_stamp(out, name, stamp)
    except EpubmakerError as error:
        return replace(outcome, failure=Failure.of(error))
    except MemoryError:
        return replace(
            outcome,
            failure=Failure.of(
                OutOfMemoryError(Message("{name}: {out_of_memory}", name=name, out_of_memory=OUT_OF_MEMORY))
            ),
        )
    seconds = round(perf_counter() - start, 3)
    return replace(outcome, status="built", outputs=books, seconds=seconds, notes=notes)


def _write(kind: Format, editions: Iterator[Edition], stream: BinaryIO, options: BuildOptions) -> None:
    if kind == "epub":
        write_volume(editions, stream, options.epub, options.collect or "all")
    else:
        write_pdf_volume(editions, stream, options.pdf)


def _others(old: Iterable[Output], made: Iterable[Output]) -> tuple[Output, ...]:
    """Return what an earlier build left and this one makes no more: a volume in another format."""
    names = {output.name for output in made}
    return tuple(output for output in old if output.name not in names)


def _is_edited(outcome: Outcome) -> bool:
    """Say whether an edition failed only because a person edited it: what they made of it belongs in the volume."""
    return (
        outcome.failure is not None
        and outcome.failure.error == OutputEditedError.__name__
        and bool(outcome.outputs)
    )


def _payloads(paths: Iterable[Path], options: BuildOptions) -> Iterator[tuple[str, bytes]]:
    limit = edition_limits(options.read).max_bytes
    return ((path.name, read_regular(path, limit, "edition file")) for path in paths)


def _output(name: str, stream: BufferedRandom) -> Output:
    """Describe a volume that has just been written, and not yet put in its place."""
    stream.flush()
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    return Output(name, size, file_digest(stream, "sha256").hexdigest())


def _kept(book: Path, known: Stamp | None, made: Output) -> tuple[str, ...]:
    """Keep a copy of a volume that was changed since it was left, and return what to note of it."""
    if not book.is_file():
        return ()
    digest = regular_digest(book)
    if digest == made.sha256 or (known and known.knows(book.name, digest)):
        return ()
    return (
        Message(
            "{book}: was not as a build left it; what was there is kept as {name}",
            book=book,
            name=kept_copy(book).name,
        ),
    )


def _read(paths: Iterable[Path], options: BuildOptions) -> Iterator[Edition]:
    return (read_edition(path, options.read) for path in paths)
