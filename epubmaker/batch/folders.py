"""Folders to write to."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import time

from epubmaker.errors import OutputError

# Writing a book takes less than a second, a volume of decades minutes.
_LEFTOVER_SECONDS = 3600.0


def make_folder(folder: Path) -> None:
    """This makes a folder where there is none; raises `OutputError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot make the folder {folder}: {error.strerror}"
        raise OutputError(f"{reason}; choose another place with --out") from error


def output_folder(out: Path) -> Path:
    """This makes the output folder and tries whether it takes files, before hours of work are done for it."""
    probe = out / ".epubmaker-probe"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"cannot write to {out}: {reason}; choose another place with --out") from error
    return out


def clear_leftovers(folders: Iterable[Path]) -> None:
    """This removes what runs that were killed in the middle of writing have left behind.

    A younger file may belong to another run that is writing just now.
    """
    for folder in folders:
        for leftover in folder.glob(".*.part"):
            with suppress(OSError):
                if time() - leftover.stat().st_mtime > _LEFTOVER_SECONDS:
                    leftover.unlink()
