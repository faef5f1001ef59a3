"""Words on the terminal and text on stdout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from epubmaker.files import write_atomically


def complain(message: str) -> None:
    """This prints one line on stderr, whatever the message holds."""
    click.echo(f"epubmaker: {one_line(message)}", err=True)


def one_line(message: str) -> str:
    """This returns `message` on one line, without anything that a terminal could take for a command."""
    flat = " ".join(message.split())
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in flat)


def deliver(text: str, path: Path | None) -> None:
    """This writes `text` as UTF-8, in whatever locale: to the file, whole or not at all, or to stdout."""
    payload = text.encode("utf-8")
    if path is not None:
        write_atomically(path, payload)
        return
    sys.stdout.buffer.write(payload)
    sys.stdout.buffer.flush()
