"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedRandom
from pathlib import Path

from epubmaker.errors import OutputError
from epubmaker.files.leftovers import create_locked
from epubmaker.messages import Message, system_reason

# What file systems answer that know no flushing (SMB, FAT over FUSE, some network mounts): the book is whole all the same.
_NO_FLUSHING = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM}

_MOST_OURS = 256 << 20  # bytes of a page or a report of ours


@contextmanager
def replacing(
    path: Path | str,
    *,
    durable: bool = True,
    follow: bool = True,
    before_rename: Callable[[], None] | None = None,
) -> Iterator[BufferedRandom]:
    """Open a file that takes the place of `path` when the block ends without an exception.

    It is written beside `path`, flushed to the disk and renamed: a crash or a full disk leaves the old file whole.
    Permissions are those of a new file, or of the file it replaces, where the file system knows any. `durable=False`
    leaves out the flushing, for what may be lost with the power. `follow=False` puts the file in the place of a link,
    not of what the link leads to. The stream can be read back. `before_rename` is called at the last moment and may raise to
    keep the old file. Raises `OutputError`, also where `path` is a device, a pipe or a folder.
    """
    target = _target(Path(path), follow=follow)
    beside = None
    try:
        descriptor, beside = create_locked(target.parent)
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            if durable:
                _flush(stream.fileno())
            with suppress(OSError):  # a file system without permissions
                beside.chmod(_permissions(target))
            if before_rename:
                before_rename()
            if os.name == "posix":  # while it is locked, so that nobody clears it away
                beside.replace(target)
        if os.name != "posix":  # Windows renames no open file
            beside.replace(target)
        if durable:
            _flush_folder(target.parent)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def write_atomically(
    path: Path | str,
    payload: bytes | Iterable[bytes],
    *,
    durable: bool = True,
    follow: bool = True,
    before_rename: Callable[[], None] | None = None,
) -> None:
    """Write `payload` to `path` whole or not at all; options and errors are those of `replacing`."""
    with replacing(path, durable=durable, follow=follow, before_rename=before_rename) as stream:
        for piece in (payload,) if isinstance(payload, bytes) else payload:
            stream.write(piece)


def kept_copy(path: Path) -> Path:
    """Give the file at `path` a second name beside it, `NAME.old`, `NAME.old-2` and so on, and return that name.

    The suffix is one that no reader and no later build picks up. Raises `OutputError`.
    """
    for number in range(1, 10_000):
        copy = path.with_name(f"{path.name}.old" + (f"-{number}" if number > 1 else ""))
        if copy.is_symlink() or copy.exists():
            continue
        with path.open("rb") as file, replacing(copy) as stream:
            shutil.copyfileobj(file, stream)
        return copy
    raise OutputError(
        Message("cannot keep a copy of {path}: there are too many already; move some away", path=path)
    )


def kept_other(path: Path, payload: bytes, is_ours: Callable[[bytes], bool] | None = None) -> Path | None:
    """Keep a copy of a file that `payload` is about to replace, and return its name; None where nothing is lost.

    Nothing is lost where there is no file, where it holds `payload` already, and where its bytes are `is_ours`: of a kind that this
    program makes and nobody works on. Raises `OutputError`.
    """
    try:
        if not path.is_file():
            return None
        size = path.stat().st_size
        # Of another size, or far too large for a file of ours, it need not be looked at.
        old = path.read_bytes() if size == len(payload) or (is_ours and size <= _MOST_OURS) else None
    except OSError as error:
        raise _cannot_write(path, error) from error
    if old is not None and (old == payload or (is_ours is not None and is_ours(old))):
        return None
    return kept_copy(path)


def check_target(path: Path) -> None:
    """Raise `OutputError` where a file cannot be written, before hours of work are done for it."""
    target = _target(path, follow=True)
    try:
        descriptor, beside = create_locked(target.parent)
    except OSError as error:
        raise _cannot_write(target, error) from error
    os.close(descriptor)
    beside.unlink(missing_ok=True)


def _target(path: Path, *, follow: bool) -> Path:
    """Return the regular file that is to be replaced; raises `OutputError` for anything else."""
    try:
        if path.is_symlink() and not follow:
            return path
        target = path.resolve() if path.is_symlink() else path
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return target
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a ring, before Python 3.13
        raise _cannot_write(path, error) from error
    if not stat.S_ISREG(mode):
        kind = Message("a folder") if stat.S_ISDIR(mode) else Message("a device, a pipe or a socket")
        raise OutputError(
            Message(
                "cannot write {target}: it is {kind}; name a file, or - for standard output",
                target=target,
                kind=kind,
            )
        )
    return target


def _cannot_write(target: Path, error: Exception) -> OutputError:
    reason = (
        system_reason(error)
        if isinstance(error, OSError) and error.strerror
        else Message(str(error) or type(error).__name__)
    )
    if isinstance(error, FileNotFoundError):
        return OutputError(
            Message(
                "cannot write {target}: there is no folder {parent}; make it, or choose another place",
                target=target,
                parent=target.parent,
            )
        )
    way_out = (
        Message("free some space, or choose another place")
        if _is_full(error)
        else Message("choose another place")
    )
    return OutputError(
        Message("cannot write {target}: {reason}; {way_out}", target=target, reason=reason, way_out=way_out)
    )


def _is_full(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _permissions(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)  # the only portable way to read it; put back at once
        os.umask(mask)
        return 0o666 & ~mask


def _flush(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FLUSHING:
            raise


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable where the system lets a folder be opened (not on Windows)."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # a folder that may be written to, but not listed
        return
    try:
        _flush(descriptor)
    finally:
        os.close(descriptor)
