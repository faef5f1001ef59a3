"""`epubmaker reconstruct`: one text into an edition file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from epubmaker.cli.help import Sectioned
from epubmaker.cli.options import reading, reconstructing
from epubmaker.cli.output import deliver, refuse_inputs
from epubmaker.cli.sources import source_of
from epubmaker.cli.stages import outline
from epubmaker.cli.values import FILE
from epubmaker.edition_file import edition_to_json
from epubmaker.errors import EditionDoubtfulError
from epubmaker.messages import Message
from epubmaker.pipeline import ReconstructOptions, reconstruct
from epubmaker.readers import ReadOptions, corrections_beside, corrections_path


@click.command(
    "reconstruct",
    cls=Sectioned,
    examples=("epubmaker reconstruct page.txt", "epubmaker reconstruct page.txt --json -o page.edition.json"),
)
@click.argument("source", metavar="INPUT", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the edition file instead of an outline.")
@click.option("-o", "--out", type=FILE, metavar="FILE", help="Write there, not to stdout (-).")
@click.option(
    "--strict", is_flag=True, help="Exit with 61 where the edition is in doubt as a whole; it is printed."
)
@reconstructing
@reading
def reconstruct_command(
    *,
    source: Path,
    as_json: bool,
    out: Path | None,
    strict: bool,
    reconstruct_options: ReconstructOptions,
    read: ReadOptions,
) -> None:
    """Reconstruct the articles of one text and print them.

    Corrections in INPUT.corrections.toml are applied. INPUT may be -, standard input.
    """
    refuse_inputs(out, (source, corrections_path(source)))
    text = source_of(source, read)
    edition = reconstruct(text, replace(reconstruct_options, corrections=corrections_beside(source)))
    deliver(edition_to_json(edition) if as_json else outline(edition), out)
    if strict and edition.verdicts:
        codes = ", ".join(sorted({one.code for one in edition.verdicts}))
        raise EditionDoubtfulError(
            Message(
                "--strict: {name} is not to be trusted as a whole ({codes}); look at it with: epubmaker "
                "review",
                name=text.name,
                codes=codes,
            )
        )
