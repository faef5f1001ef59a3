"""Words on the terminal and text on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from epubmaker.errors import OutputError
from epubmaker.files import identity, write_atomically

STDOUT = Path("-")


def complain(message: str) -> None:
    """Print one line on stderr, whatever the message holds; where that is closed or full, nothing."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"epubmaker: {one_line(message)}\n")
            sys.stderr.flush()


def one_line(message: str) -> str:
    """Return `message` on one line, without anything that a terminal could take for a command."""
    flat = " ".join(message.split())
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in flat)


def deliver(text: str, path: Path | None) -> None:
    """Write `text` as UTF-8, in whatever locale: to the file, whole or not at all, or to stdout for None and `-`.

    Raises `OutputError`, `BrokenPipeError` where the reader of stdout has gone.
    """
    payload = text.encode("utf-8")
    if path not in (None, STDOUT):
        write_atomically(path, payload)
        return
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with --out")
    try:
        sys.stdout.buffer.write(payload)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_stdout()
        raise OutputError(
            f"cannot write to standard output: {error.strerror}; name a file with --out"
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
    if any(identity(path) == wanted for path in inputs):
        raise OutputError(
            f"{out}: is an input of this command and would be lost; choose another file with {option}"
        )
