"""One edition into one file that the caller names: `-o book.epub`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import get_args

from epubmaker.batch.options import BuildOptions, Format
from epubmaker.batch.report import BuildReport, Failure, Outcome
from epubmaker.batch.tasks import Task
from epubmaker.batch.work import edition_of, render, verdicts_of
from epubmaker.errors import EpubmakerError, OptionError, OutputError
from epubmaker.files import check_target, is_folder, kept_other, same_file, write_atomically
from epubmaker.messages import Message
from epubmaker.readers import corrections_path


def is_book_path(out: Path) -> bool:
    """Say whether `out` names a book, not a folder of books."""
    return out.suffix.lower().removeprefix(".") in get_args(Format) and not is_folder(out)


def build_book(tasks: Sequence[Task], out: Path, options: BuildOptions) -> BuildReport:
    """Make the book of a lone edition at `out`, in the format of its suffix, and nothing else.

    Raises `OptionError` where there are several editions, or an option asks for more than that book; `OutputError` where
    `out` is the input.
    """
    start = perf_counter()
    kind: Format = "epub" if out.suffix.lower() == ".epub" else "pdf"
    _check(tasks, out, kind, options)
    (task,) = tasks
    outcome = Outcome(out.stem, tuple(map(str, task.paths)), "failed", notes=task.notes)
    try:
        edition = edition_of(task, options)
        files, said = render(edition, task.name, replace(options, formats=(kind,)))
        payload = files[f"{task.name}.{kind}"]
        notes = task.notes + said + _kept(out, payload)
        write_atomically(out, payload)
    except EpubmakerError as error:
        return BuildReport((replace(outcome, failure=Failure.of(error)),), (), perf_counter() - start)
    seconds = perf_counter() - start
    day = edition.masthead.date
    built = replace(
        outcome,
        status="built",
        outputs=(out.name,),
        seconds=round(seconds, 3),
        date=day.isoformat() if day else None,
        notes=notes,
        articles=len(edition.articles),
        warnings=sum(diagnostic.severity != "info" for diagnostic in edition.diagnostics),
        verdicts=verdicts_of(edition),
    )
    return BuildReport((built,), (), seconds, strict=options.strict)


def _kept(out: Path, payload: bytes) -> tuple[str, ...]:
    """Keep what lies at `out` already, and return what to note of it: nothing says that it is ours."""
    copy = kept_other(out, payload)
    return (Message("{out}: what was there is kept as {name}", out=out, name=copy.name),) if copy else ()


def _check(tasks: Sequence[Task], out: Path, kind: Format, options: BuildOptions) -> None:
    if len(tasks) != 1:
        raise OptionError(
            Message(
                "{out} is one book, and the inputs hold {count} editions; name a folder with --out",
                out=out,
                count=len(tasks),
            )
        )
    if options.formats not in ((kind,), get_args(Format)):
        raise OptionError(
            Message(
                "{out} is no {kind}; name it so, or a folder, with --out",
                out=out,
                kind=options.formats[0].upper(),
            )
        )
    if options.collect or options.name is not None or options.existing.clean or options.catalogues:
        raise OptionError(
            Message(
                "{out} is one book; --collect, --name, --catalogue and --clean are for a folder of books",
                out=out,
            )
        )
    if any(same_file(out, path) for source in tasks[0].paths for path in (source, corrections_path(source))):
        raise OutputError(Message("{out}: is the input itself; choose another place with --out", out=out))
    check_target(out)
