"""`epubmaker build`: texts into books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import click

from epubmaker.batch import (
    BuildOptions,
    Cluster,
    Executor,
    MastheadOverrides,
    PagePattern,
    Processes,
    Serial,
    build,
)
from epubmaker.batch.options import Format
from epubmaker.cli.options import read_options, reading
from epubmaker.cli.output import complain
from epubmaker.cli.progress import watching
from epubmaker.errors import OptionError
from epubmaker.render.writing import write_atomically


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[Format, ...]:
    names = [name.strip().lower() for name in value.split(",") if name.strip()]
    if not names or set(names) - set(get_args(Format)):
        raise click.BadParameter(f"{value!r} is no list of formats; choose epub, pdf or epub,pdf")
    return tuple(name for name in get_args(Format) if name in names)


@click.command("build")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), metavar="OUT", help="Folder for the books."
)
@click.option(
    "--format",
    "formats",
    metavar="LIST",
    callback=_formats,
    default="epub,pdf",
    show_default=True,
    help="Books to make.",
)
@click.option(
    "--convert", metavar="CONFIG", help="Convert the script by this OpenCC configuration, such as s2tw."
)
@click.option(
    "--title", metavar="TEXT", help="Title of the newspaper, instead of the one read from the page."
)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Date of the edition."
)
@click.option("--issue", type=click.IntRange(min=0), metavar="N", help="Number of the edition.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Processes to share the work."
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Share the work over a Dask scheduler, such as tcp://host:8786."
)
@click.option(
    "--pages", metavar="PATTERN", help="Files that are pages of one edition, such as '{edition}-{page}'."
)
@click.option("--rebuild", is_flag=True, help="Make again what has not changed since the last run.")
@click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE", help="Write what became of each edition."
)
@reading
def build_command(**given: Any) -> int:
    """Make EPUB and PDF books of texts.

    INPUT is a text, a folder of texts, or an edition file. The books of NAME.txt are OUT/NAME.epub,
    OUT/NAME.pdf and OUT/NAME.edition.json.
    """
    request = _Request(**given)
    with watching() as watch:
        report = build(
            request.inputs,
            request.out,
            request.options(),
            request.executor(),
            rebuild=request.rebuild,
            watch=watch,
        )
    for outcome in report.failures:
        if outcome.failure:
            complain(outcome.failure.message)
    if request.report:
        write_atomically(request.report, report.to_json().encode("utf-8"))
    return report.exit_code


@dataclass(frozen=True, slots=True)
class _Request:
    """This holds the arguments of the command, and turns them into those of the library."""

    inputs: tuple[Path, ...]
    out: Path
    formats: tuple[Format, ...]
    convert: str | None
    title: str | None
    day: datetime | None
    issue: int | None
    jobs: int
    scheduler: str | None
    pages: str | None
    rebuild: bool
    report: Path | None
    encoding: str | None
    max_size: float
    max_rows: int

    def options(self) -> BuildOptions:
        return BuildOptions(
            formats=self.formats,
            convert=self.convert,
            pages=PagePattern(self.pages) if self.pages is not None else None,
            masthead=MastheadOverrides(self.title, self.day and self.day.date(), self.issue),
            read=read_options(self.encoding, self.max_size, self.max_rows),
        )

    def executor(self) -> Executor:
        if self.scheduler is not None:
            if self.jobs > 1:
                raise OptionError(
                    "--jobs and --scheduler exclude each other; the workers of the cluster are the jobs"
                )
            return Cluster(self.scheduler)
        return Processes(self.jobs) if self.jobs > 1 else Serial()
