"""`epubmaker review`: the proof page of a text, to look at or to correct."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from epubmaker.cli.help import Sectioned
from epubmaker.cli.options import reading, reconstructing
from epubmaker.cli.output import deliver, refuse_inputs
from epubmaker.cli.sources import is_pipe, source_of
from epubmaker.cli.speech import current
from epubmaker.cli.values import FILE, Whole
from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.readers import ReadOptions, corrections_beside, corrections_path


@click.command(
    "review",
    cls=Sectioned,
    examples=("epubmaker review page.txt", "epubmaker review page.txt --edit"),
)
@click.argument("source", metavar="INPUT", type=FILE)
@click.option(
    "-o",
    "--out",
    type=FILE,
    metavar="FILE",
    help="Write the page there, or to stdout (-), not to INPUT.review.html.",
)
@click.option("--edit", is_flag=True, help="Serve the page on this machine and save what is corrected on it.")
@click.option("--port", type=Whole(0, 65535), metavar="N", help="Port for --edit (a free one).")
@reconstructing
@reading
def review_command(
    *,
    source: Path,
    out: Path | None,
    edit: bool,
    port: int | None,
    reconstruct_options: ReconstructOptions,
    read: ReadOptions,
) -> None:
    """Show where a text was put together with doubt, as one HTML page with its source.

    Corrections in INPUT.corrections.toml are applied; with --edit they are made on the page, until Ctrl-C. INPUT may be -,
    standard input; its page goes to stdout.
    """
    from epubmaker.review import Session, is_proof_page, render_review, serve  # noqa: PLC0415  (only this command needs it)

    read = replace(read, facsimile=True)
    if edit:
        if out is not None:
            raise OptionError(Message("--out is for the page as a file; --edit serves it instead"))
        if is_pipe(source):
            raise OptionError(Message("--edit saves corrections beside the text; name a file"))
        serve(Session(source, read, reconstruct_options), port or 0, _announce, current().say)
        return
    if port is not None:
        raise OptionError(Message("--port is for the page that --edit serves"))
    if out is None and not is_pipe(source):
        out = Path(f"{source}.review.html")
    refuse_inputs(out, (source, corrections_path(source)))
    corrections = corrections_beside(source)
    options = replace(reconstruct_options, corrections=corrections)
    made = reconstruct_and_explain(source_of(source, read), options)
    deliver(render_review(made, corrections), out, is_proof_page)


def _announce(address: str) -> None:
    click.echo(address)
    sys.stdout.flush()
