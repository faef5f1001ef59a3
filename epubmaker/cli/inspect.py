"""`epubmaker inspect`: what each stage made of a text."""

from __future__ import annotations

from pathlib import Path

import click

from epubmaker.cli.options import read_options, reading
from epubmaker.cli.output import deliver
from epubmaker.cli.stages import STAGES
from epubmaker.pipeline import reconstruct_and_explain
from epubmaker.readers import read_text


@click.command("inspect")
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--stage", type=click.Choice(list(STAGES)), default="edition", show_default=True)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to stdout."
)
@reading
def inspect_command(
    source: Path, stage: str, out: Path | None, encoding: str | None, max_size: float, max_rows: int
) -> None:
    """Show what a stage made of one text, as tab-separated rows."""
    result = reconstruct_and_explain(read_text(source, read_options(encoding, max_size, max_rows)))
    deliver(STAGES[stage](result), out)
