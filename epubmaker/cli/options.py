"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from epubmaker.readers import ReadOptions
from epubmaker.readers.text import DEFAULT_MAX_BYTES, DEFAULT_MAX_ROWS, MEBIBYTE

Command = TypeVar("Command", bound=Callable[..., Any])


def reading(command: Command) -> Command:
    """This adds the options on how a text is read; `read_options` takes them."""
    for option in (
        click.option(
            "--max-rows",
            type=click.IntRange(min=1),
            default=DEFAULT_MAX_ROWS,
            metavar="N",
            help=f"Refuse a text of more rows ({DEFAULT_MAX_ROWS}).",
        ),
        click.option(
            "--max-size",
            type=click.FloatRange(min=0, min_open=True),
            default=DEFAULT_MAX_BYTES / MEBIBYTE,
            metavar="MIB",
            help=f"Refuse a larger file ({DEFAULT_MAX_BYTES / MEBIBYTE:g} MiB).",
        ),
        click.option(
            "--encoding", metavar="NAME", help="Encoding of the text; told from its content otherwise."
        ),
    ):
        command = option(command)
    return command


def read_options(encoding: str | None, max_size: float, max_rows: int) -> ReadOptions:
    """This turns the options of `reading` into those of the readers."""
    return ReadOptions(encoding, int(max_size * MEBIBYTE), max_rows)
