"""`epubmaker build`: texts into books."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click

from epubmaker.batch import (
    BuildOptions,
    BuildReport,
    Executor,
    Existing,
    MastheadOverrides,
    PagePattern,
    build,
    is_report,
    plan_tasks,
)
from epubmaker.batch.names import BOOK_SUFFIXES
from epubmaker.batch.options import Catalogue, Conversion, Format
from epubmaker.batch.stamps import FOLDER as STAMPS
from epubmaker.cli.help import Sectioned
from epubmaker.cli.options import (
    Looks,
    converting,
    existing,
    group,
    imprinting,
    looking,
    overriding,
    reading,
    reconstructing,
    sharing,
    talking,
)
from epubmaker.cli.output import STDOUT, complain, deliver, refuse_inputs
from epubmaker.cli.progress import Loudness, watching
from epubmaker.cli.sources import spooled
from epubmaker.cli.values import FILE, WORD
from epubmaker.errors import OptionError, OutputError
from epubmaker.files import check_target, is_folder, readable_name
from epubmaker.messages import Message
from epubmaker.pipeline import ReconstructOptions
from epubmaker.process import give_back_memory
from epubmaker.readers import ReadOptions, corrections_path
from epubmaker.render.epub import PERIODS, Period

# What somebody who names such a file means is no folder.
_OTHER_BOOKS = {
    ".azw",
    ".azw3",
    ".doc",
    ".docx",
    ".fb2",
    ".htm",
    ".html",
    ".json",
    ".md",
    ".mobi",
    ".odt",
    ".txt",
    ".zip",
}
_MOST_NAMED = 12  # editions in a line


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[Format, ...]:
    names = [name.strip().lower() for name in value.split(",") if name.strip()]
    if not names or set(names) - set(get_args(Format)):
        raise click.BadParameter(
            Message("{value!r} is no list of formats; choose epub, pdf or epub,pdf", value=value)
        )
    return tuple(name for name in get_args(Format) if name in names)


def _catalogues(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[Catalogue, ...]:
    names = [name.strip().lower() for name in (value or "").split(",") if name.strip()]
    if value is not None and (not names or set(names) - set(get_args(Catalogue))):
        raise click.BadParameter(
            Message("{value!r} is no list of catalogues; choose of opds, marcxml, csl", value=value)
        )
    return tuple(name for name in get_args(Catalogue) if name in names)


class Archives(NamedTuple):
    """What is asked of many editions together."""

    pages: str | None
    collect: Period | None
    catalogues: tuple[Catalogue, ...]
    rebuild: bool
    report: Path | None


_archives = group(
    "archives",
    "Many editions",
    Archives,
    click.option(
        "--pages",
        type=WORD,
        metavar="PATTERN",
        help="Files that are pages of one edition: '{edition}-{page}'.",
    ),
    click.option(
        "--collect", type=click.Choice(PERIODS), help="Bind the editions into one book a period, too."
    ),
    click.option(
        "--catalogue",
        "catalogues",
        metavar="LIST",
        callback=_catalogues,
        help="Catalogues beside the books: opds (for reading apps), marcxml (for libraries), csl (for Zotero).",
    ),
    click.option("--rebuild", is_flag=True, help="Make again what has not changed since the last run."),
    click.option("--report", type=FILE, metavar="FILE", help="Write what became of each edition (JSON)."),
)


@click.command(
    "build",
    cls=Sectioned,
    examples=(
        "epubmaker build page.txt -o books",
        "epubmaker build archive -o books --format epub --jobs 4 --report report.json",
    ),
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FILE)
@click.option(
    "-o", "--out", required=True, type=FILE, metavar="OUT", help="Folder for the books, or one book: x.epub."
)
@click.option(
    "--format",
    "formats",
    metavar="LIST",
    callback=_formats,
    default="epub,pdf",
    help="Books to make: epub, pdf, or both.",
)
@click.option("--name", type=WORD, metavar="NAME", help="Name of the books of a lone edition.")
@click.option(
    "--strict", is_flag=True, help="Exit with 61 where an edition is in doubt as a whole; its books are made."
)
@reading
@overriding
@imprinting
@reconstructing
@converting
@looking
@_archives
@sharing
@existing
@talking
def build_command(
    *,
    inputs: tuple[Path, ...],
    out: Path,
    archives: Archives,
    executor: Executor,
    loudness: Loudness,
    **asked: Any,
) -> int:
    """Make EPUB and PDF books of texts.

    INPUT is a text, a folder of texts, an edition file, or - for standard input. The books of NAME.txt are OUT/NAME.epub,
    OUT/NAME.pdf and OUT/NAME.edition.json.
    """
    _check_out(out)
    options = _options(archives, **asked)
    give_back_memory()
    with spooled(inputs, options.read) as files:
        _check_report(archives.report, (*files, *inputs), options, out)
        with watching(loudness) as watch:
            result = build(files, out, options, executor, rebuild=archives.rebuild, watch=watch)
    _tell(result, loudness)
    if archives.report:
        deliver(result.to_json(), archives.report, is_report)
    return result.exit_code


def _options(
    archives: Archives,
    *,
    formats: tuple[Format, ...],
    masthead: MastheadOverrides,
    conversion: Conversion | None,
    reconstruct_options: ReconstructOptions,
    looks: Looks,
    name: str | None,
    existing_options: Existing,
    strict: bool,
    read: ReadOptions,
) -> BuildOptions:
    """Return what the command line asks of a build."""
    return BuildOptions(
        formats,
        conversion,
        PagePattern(archives.pages) if archives.pages is not None else None,
        archives.collect,
        masthead,
        read,
        reconstruct_options,
        *looks,
        name,
        existing_options,
        archives.catalogues,
        strict,
    )


def _check_out(out: Path) -> None:
    """Refuse an output that is an input of this command, or no file at all."""
    refuse_inputs(out, ())
    if out == STDOUT:
        raise OptionError(Message("books are files; name a folder, or a book such as x.epub, with --out"))
    if out.suffix.lower() in _OTHER_BOOKS and not is_folder(out):
        raise OptionError(
            Message(
                "{out}: no book of that kind is made; name a folder, or a book .epub or .pdf, with --out",
                out=out,
            )
        )


def _check_report(report: Path | None, inputs: tuple[Path, ...], options: BuildOptions, out: Path) -> None:
    """Refuse a report that would take the place of an input, or of the book, before hours of work are done for it."""
    if report is None or report == STDOUT:
        return
    tasks = plan_tasks(inputs, options.pages, lambda *_: None)
    files = [path for task in tasks for path in (*task.paths, task.stands_for) if path]
    refuse_inputs(report, (*files, *map(corrections_path, files)), "--report")
    top, place = Path(os.path.realpath(out)), Path(os.path.realpath(report))
    in_out = place.is_relative_to(top)
    if place == top or (in_out and (place.name.endswith(BOOK_SUFFIXES) or top / STAMPS in place.parents)):
        raise OutputError(
            Message("{report}: is where a book goes; choose another place with --report", report=report)
        )
    if place.parent != top or top.exists():  # the build makes that folder
        check_target(report)


def _tell(result: BuildReport, loudness: Loudness) -> None:
    """Say on stderr what went wrong, and, if not told to be quiet, what is otherwise than expected, a line each."""
    notes = [note for outcome in result.outcomes + result.volumes for note in outcome.notes]
    failures = [
        _placed(outcome.failure.message, outcome.inputs)
        for outcome in result.failures
        if outcome.failure and outcome.failure.message != result.lost
    ]
    removed = [Message("removed {name}, which no input makes any more", name=name) for name in result.cleaned]
    lost = [result.lost] if result.lost else []
    doubted = [_doubted(result)] if result.strict and result.doubted else []
    wrong = (*failures, *result.uncleaned, *doubted, *lost)
    for message in (
        wrong
        if loudness == "quiet"
        else (*notes, *failures, *removed, *result.uncleaned, *result.notes, *doubted, *lost)
    ):
        complain(message)


def _placed(message: str, inputs: tuple[str, ...]) -> str:
    """Return what is said of an input by the name of its file with its path: folders hold many files of one name."""
    if not isinstance(message, Message):
        return message
    named = message.values.get("name")
    paths = [path for path in inputs if readable_name(Path(path).name) == named]
    return Message(message.template, **{**message.values, "name": paths[0]}) if paths else message


def _doubted(result: BuildReport) -> str:
    named = [f"{one.name} ({', '.join(one.verdicts)})" for one in result.doubted[:_MOST_NAMED]]
    left = len(result.doubted) - _MOST_NAMED
    return Message(
        "--strict: not to be trusted as a whole, {count} of {all}: {named}{more}",
        count=len(result.doubted),
        all=len(result.outcomes),
        named="; ".join(named),
        more=Message(" and {count} more", count=left) if left > 0 else "",
    )
