"""Whether two paths are one file, however they are spelt."""

from __future__ import annotations

import os
from pathlib import Path

Identity = tuple[int, int] | str


def identity(path: Path | str) -> Identity:
    """Return what two paths of one file have in common: device and number of the file, or its real path where there is none."""
    try:
        status = Path(path).stat()
    except OSError:
        return os.path.realpath(path)
    except ValueError:  # no path at all: a NUL, or half a character
        return str(path)
    return status.st_dev, status.st_ino


def same_file(one: Path | str, other: Path | str) -> bool:
    """Say whether two paths lead to one file: through links, `..`, or another spelling."""
    return identity(one) == identity(other)
