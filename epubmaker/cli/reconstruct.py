"""`epubmaker reconstruct`: one text into an edition file."""

from __future__ import annotations

from pathlib import Path

import click

from epubmaker.cli.options import read_options, reading
from epubmaker.cli.output import deliver
from epubmaker.cli.stages import outline
from epubmaker.model.edition_file import edition_to_json
from epubmaker.pipeline import reconstruct
from epubmaker.readers import read_text


@click.command("reconstruct")
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the edition file instead of an outline.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write there, not to stdout."
)
@reading
def reconstruct_command(
    source: Path, as_json: bool, out: Path | None, encoding: str | None, max_size: float, max_rows: int
) -> None:
    """Reconstruct the articles of one text and print them."""
    edition = reconstruct(read_text(source, read_options(encoding, max_size, max_rows)))
    deliver(edition_to_json(edition) if as_json else outline(edition), out)
