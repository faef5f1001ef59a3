"""Words on the terminal and text on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import click

from epubmaker.cli.speech import current
from epubmaker.errors import OutputError
from epubmaker.files import identity, is_folder, kept_other, write_atomically
from epubmaker.messages import Message, system_reason

STDOUT = Path("-")
_READ = ("glossary", "adapt", "font_dir", "theme")  # options that name files or folders to read


def complain(message: str) -> None:
    """Print one line on stderr, in the language of the run, whatever it holds; where that is closed or full, nothing."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"epubmaker: {one_line(current().say(message))}\n")
            sys.stderr.flush()


def one_line(message: str) -> str:
    """Return `message` on one line, without anything that a terminal could take for a command."""
    flat = " ".join(message.split())
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in flat)


def deliver(text: str, path: Path | None, is_ours: Callable[[bytes], bool] | None = None) -> None:
    """Write `text` as UTF-8, in whatever locale: to the file, whole or not at all, or to stdout for None and `-`.

    What the file held is kept beside it, and a line says so, unless it is the same, or `is_ours`: made by this program, and nothing
    that people work on. Raises `OutputError`, `BrokenPipeError` where the reader of stdout has gone.
    """
    payload = text.encode("utf-8")
    if path is not None and path != STDOUT:
        copy = kept_other(path, payload, is_ours)
        write_atomically(path, payload)
        if copy:
            complain(Message("{out}: what was there is kept as {name}", out=path, name=copy.name))
        return
    if sys.stdout is None:
        raise OutputError(Message("standard output is closed; name a file with --out"))
    try:
        sys.stdout.buffer.write(payload)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_stdout()
        raise OutputError(
            Message(
                "cannot write to standard output: {reason}; name a file with --out",
                reason=system_reason(error),
            )
        ) from error


def discard_stdout() -> None:
    """Send what is left of stdout nowhere: Python writes it once more at exit, and would complain once more."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def refuse_inputs(out: Path | None, inputs: Iterable[Path], option: str = "--out") -> None:
    """Raise `OutputError` where a file to be written is one of those that are read, however it is spelt."""
    if out is None or out == STDOUT:
        return
    wanted = identity(out)
    named = click.get_current_context(silent=True)
    given = named.params.items() if named else ()
    others = [Path(value) for name, value in given if name in _READ and value is not None]
    # What lies in a folder to be read is an input too; a name where nothing lies (no pair of numbers) is none.
    folders = {identity(path) for path in others if is_folder(path)} if isinstance(wanted, tuple) else set()
    is_read = any(identity(path) == wanted for path in (*inputs, *others))
    if is_read or (folders and identity(out.resolve().parent) in folders):
        raise OutputError(
            Message(
                "{out}: is an input of this command and would be lost; choose another file with {option}",
                out=out,
                option=option,
            )
        )
