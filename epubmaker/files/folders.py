"""Folders to write to."""

from __future__ import annotations

import os
from pathlib import Path

from epubmaker.errors import OutputError
from epubmaker.files.leftovers import create_locked
from epubmaker.messages import Message, system_reason


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where there is none; raises `OutputError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = Message(
            "cannot make the folder {folder}: {reason}", folder=folder, reason=system_reason(error)
        )
        raise OutputError(Message("{reason}; choose another place with --out", reason=reason)) from error


def output_folder(out: Path | str) -> Path:
    """Make the output folder, try whether it takes files before hours of work are done for it, and return its absolute path.

    Raises `OutputError`.
    """
    try:
        out = Path(out).absolute()
        out.mkdir(parents=True, exist_ok=True)
        descriptor, probe = create_locked(out)
    except FileExistsError as error:
        raise OutputError(
            Message(
                "cannot write to {out}: it is a file, and a folder is wanted; choose another place with "
                "--out",
                out=out,
            )
        ) from error
    except (OSError, ValueError) as error:
        reason = Message(getattr(error, "strerror", None) or str(error))
        raise OutputError(
            Message(
                "cannot write to {out}: {reason}; choose another place with --out", out=out, reason=reason
            )
        ) from error
    os.close(descriptor)
    probe.unlink(missing_ok=True)
    return out


def is_folder(path: Path) -> bool:
    """Say whether `path` is a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that is too long, a folder above that is closed
        return False
