"""Files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from epubmaker.errors import OutputError


@contextmanager
def replacing(path: Path | str) -> Iterator[BinaryIO]:
    """This opens a file that takes the place of `path` when the block ends without an exception.

    It is written beside `path`, flushed to the disk and renamed: a crash or a full disk leaves the old file
    whole. Permissions are those of a new file, or of the file it replaces. Raises `OutputError`.
    """
    target = Path(path)
    if target.is_symlink():
        target = target.resolve()
    beside = None
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=".part")
        beside = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(_permissions(target))
        beside.replace(target)
        _flush_folder(target.parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"cannot write {target}: {reason}; choose another place with --out or free some space"
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def write_atomically(path: Path | str, payload: bytes | Iterable[bytes]) -> None:
    """This writes `payload` to `path` whole or not at all; raises `OutputError`."""
    with replacing(path) as stream:
        for piece in (payload,) if isinstance(payload, bytes) else payload:
            stream.write(piece)


def _permissions(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)  # the only portable way to read it; put back at once
        os.umask(mask)
        return 0o666 & ~mask


def _flush_folder(folder: Path) -> None:
    """This makes the rename itself durable where the system lets a folder be opened (not on Windows)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
