"""`epubmaker review`: the proof page of a text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from epubmaker.cli.options import FILE, reading, reconstructing
from epubmaker.cli.output import deliver
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.readers import ReadOptions, corrections_beside, read_text


@click.command("review")
@click.argument("source", metavar="INPUT", type=FILE)
@click.option(
    "-o", "--out", type=FILE, metavar="FILE", help="Write the page there; INPUT.review.html otherwise."
)
@reconstructing
@reading
def review_command(
    *, source: Path, out: Path | None, reconstruct_options: ReconstructOptions, read: ReadOptions
) -> None:
    """Show where a text was put together with doubt, as one HTML page beside its source.

    Corrections in INPUT.corrections.toml are applied.
    """
    from epubmaker.review import render_review  # noqa: PLC0415  (only this command needs it)

    corrections = corrections_beside(source)
    made = reconstruct_and_explain(
        read_text(source, read), replace(reconstruct_options, corrections=corrections)
    )
    deliver(render_review(made, corrections), out or Path(f"{source}.review.html"))
