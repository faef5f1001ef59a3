"""Files half written: how they are named and locked, and how those of killed runs are told from those in use.

A file is written under `.epubmaker-HOST-RANDOM.part` and locked as long as somebody writes it. The lock ends with its
process, however that ends, so a leftover of this machine is one that can be locked. On other machines the lock may not
be seen; there, and where the system knows no locks, only age tells.
"""

from __future__ import annotations

import os
import platform
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from time import time

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

# Writing a book takes less than a second, a volume of decades minutes.
_LEFTOVER_SECONDS = 3600.0
_OURS = re.compile(r"\.epubmaker-(?P<host>[0-9a-f]{6})-[0-9a-z_]{8}\.part")


def create_locked(folder: Path) -> tuple[int, Path]:
    """Create an empty file in `folder` under a name of ours, locked, and return its descriptor and path."""
    while True:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=f".epubmaker-{_host()}-", suffix=".part")
        if not _lock(descriptor) or os.fstat(descriptor).st_nlink:
            return descriptor, Path(name)
        os.close(descriptor)  # cleared away by another run before it was locked


def clear_leftovers(folders: Iterable[Path]) -> None:
    """Remove what killed runs have left half written in `folders`; what is being written, or not ours, stays.

    A folder whose name the locale cannot write is left alone: whoever writes there says so.
    """
    for folder in folders:
        with suppress(OSError, UnicodeEncodeError):
            for entry in os.scandir(folder):
                found = _OURS.fullmatch(entry.name)
                if found and entry.is_file(follow_symlinks=False):
                    _clear(Path(entry.path), here=found["host"] == _host())


def _clear(leftover: Path, *, here: bool) -> None:
    with suppress(OSError):
        descriptor = os.open(leftover, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        try:
            is_old = time() - os.fstat(descriptor).st_mtime > _LEFTOVER_SECONDS
            is_free = _lock(descriptor)
            if (is_free and (here or is_old)) or (is_free is None and is_old):
                leftover.unlink()
        finally:
            os.close(descriptor)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep everybody else who asks out of a folder for as long as the block runs; nothing happens where there are no locks."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folder
        yield
        return
    try:
        if fcntl is not None:
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool | None:
    """Lock a file; return whether that was possible, None where there are no locks."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _host() -> str:
    return sha256(platform.node().encode("utf-8", "surrogatepass")).hexdigest()[:6]
