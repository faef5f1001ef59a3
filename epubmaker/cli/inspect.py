"""`epubmaker inspect`: what each stage made of a text."""

from __future__ import annotations

from pathlib import Path

import click

from epubmaker.cli.help import Sectioned
from epubmaker.cli.options import reading
from epubmaker.cli.output import deliver, refuse_inputs
from epubmaker.cli.sources import source_of
from epubmaker.cli.stages import STAGES
from epubmaker.cli.values import FILE
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.readers import ReadOptions, corrections_beside, corrections_path


@click.command(
    "inspect",
    cls=Sectioned,
    examples=(
        "epubmaker inspect page.txt --stage lines",
        "epubmaker inspect page.txt --stage seams -o seams.tsv",
    ),
)
@click.argument("source", metavar="INPUT", type=FILE)
@click.option(
    "--stage",
    type=click.Choice(list(STAGES)),
    default="edition",
    help="What to show, in the order of the stages.",
)
@click.option("-o", "--out", type=FILE, metavar="FILE", help="Write there, not to stdout (-).")
@reading
def inspect_command(*, source: Path, stage: str, out: Path | None, read: ReadOptions) -> None:
    """Show what a stage made of one text, as tab-separated rows. INPUT may be -, standard input."""
    refuse_inputs(out, (source, corrections_path(source)))
    options = ReconstructOptions(corrections=corrections_beside(source))
    deliver(STAGES[stage](reconstruct_and_explain(source_of(source, read), options)), out)
