"""`epubmaker build`: texts into books."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from epubmaker.batch import BuildOptions, Executor, MastheadOverrides, PagePattern, build
from epubmaker.batch.options import Conversion, Format
from epubmaker.cli.options import (
    FILE,
    Looks,
    converting,
    looking,
    overriding,
    reading,
    reconstructing,
    sharing,
)
from epubmaker.cli.output import complain
from epubmaker.cli.progress import watching
from epubmaker.files import write_atomically
from epubmaker.pipeline import ReconstructOptions
from epubmaker.process import give_back_memory
from epubmaker.readers import ReadOptions
from epubmaker.render.epub import PERIODS, Period


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[Format, ...]:
    names = [name.strip().lower() for name in value.split(",") if name.strip()]
    if not names or set(names) - set(get_args(Format)):
        raise click.BadParameter(f"{value!r} is no list of formats; choose epub, pdf or epub,pdf")
    return tuple(name for name in get_args(Format) if name in names)


@click.command("build")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FILE)
@click.option("-o", "--out", required=True, type=FILE, metavar="OUT", help="Folder for the books.")
@click.option(
    "--format",
    "formats",
    metavar="LIST",
    callback=_formats,
    default="epub,pdf",
    show_default=True,
    help="Books to make.",
)
@overriding
@converting
@reconstructing
@looking
@click.option("--pages", metavar="PATTERN", help="Files that are pages of one edition: '{edition}-{page}'.")
@click.option("--collect", type=click.Choice(PERIODS), help="Bind the editions into one EPUB a period, too.")
@sharing
@click.option("--rebuild", is_flag=True, help="Make again what has not changed since the last run.")
@click.option("--report", type=FILE, metavar="FILE", help="Write what became of each edition (JSON).")
@reading
def build_command(
    *,
    inputs: tuple[Path, ...],
    out: Path,
    formats: tuple[Format, ...],
    masthead: MastheadOverrides,
    conversion: Conversion | None,
    reconstruct_options: ReconstructOptions,
    looks: Looks,
    pages: str | None,
    collect: Period | None,
    executor: Executor,
    rebuild: bool,
    report: Path | None,
    read: ReadOptions,
) -> int:
    """Make EPUB and PDF books of texts.

    INPUT is a text, a folder of texts, or an edition file. The books of NAME.txt are OUT/NAME.epub,
    OUT/NAME.pdf and OUT/NAME.edition.json.
    """
    options = BuildOptions(
        formats,
        conversion,
        PagePattern(pages) if pages is not None else None,
        collect,
        masthead,
        read,
        reconstruct_options,
        *looks,
    )
    give_back_memory()
    with watching() as watch:
        result = build(inputs, out, options, executor, rebuild=rebuild, watch=watch)
    for outcome in result.failures:
        if outcome.failure:
            complain(outcome.failure.message)
    if report:
        write_atomically(report, result.to_json().encode("utf-8"))
    return result.exit_code
