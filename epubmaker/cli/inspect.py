"""`epubmaker inspect`: what each stage made of a text."""

from __future__ import annotations

from pathlib import Path

import click

from epubmaker.cli.options import FILE, reading
from epubmaker.cli.output import deliver
from epubmaker.cli.stages import STAGES
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.readers import ReadOptions, corrections_beside, read_text


@click.command("inspect")
@click.argument("source", metavar="INPUT", type=FILE)
@click.option("--stage", type=click.Choice(list(STAGES)), default="edition", show_default=True)
@click.option("-o", "--out", type=FILE, metavar="FILE", help="Write there, not to stdout.")
@reading
def inspect_command(*, source: Path, stage: str, out: Path | None, read: ReadOptions) -> None:
    """Show what a stage made of one text, as tab-separated rows."""
    options = ReconstructOptions(corrections=corrections_beside(source))
    deliver(STAGES[stage](reconstruct_and_explain(read_text(source, read), options)), out)
