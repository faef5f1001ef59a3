"""Read regular files, and never more of them than was agreed."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from epubmaker.errors import (
    InputEncodingError,
    InputMissingError,
    InputTooLargeError,
    InputUnreadableError,
)
from epubmaker.messages import Message

MEBIBYTE = 1 << 20
_PIECE = MEBIBYTE
# A pipe without a writer would block `open` itself; on Windows the C library would translate line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_ADDRESS = re.compile(r"(?:https?|ftp):[/\\]")  # of the web, as a path has it


def read_regular(path: Path, max_bytes: int, what: str = "file", way_out: str = "") -> bytes:
    """Return the bytes of a regular file of at most `max_bytes`.

    `what` names the kind of file in messages; `way_out` ends the message on size. A pipe, a device or a socket is refused
    unopened; a file that grows while it is read is refused too. Raises `InputMissingError`, `InputUnreadableError` and
    `InputTooLargeError`, each with a line that names the file.
    """
    try:
        _check_kind(path.stat(), path)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            _check_kind(status, path)  # it may have been replaced in between
            payload = read_at_most(file, max_bytes + 1) if status.st_size <= max_bytes else b""
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputMissingError(_missing(path)) from error
    except (OSError, ValueError) as error:
        raise InputUnreadableError(
            Message("{path}: cannot be read ({reason})", path=path, reason=_reason(error))
        ) from error
    size = max(status.st_size, len(payload))
    if size > max_bytes:
        limit = Message(
            "{max_bytes:g} MiB for one {what}", max_bytes=max_bytes / MEBIBYTE, what=Message(what)
        )
        raise InputTooLargeError(
            Message(
                "{path}: {size:.1f} MiB is over the limit of {limit}{way_out}",
                path=path,
                size=size / MEBIBYTE,
                limit=limit,
                way_out=way_out,
            )
        )
    return payload


def read_head(path: Path, count: int) -> bytes:
    """Return the first bytes of a regular file, to tell what it is; nothing where it cannot be read, which reading will explain."""
    try:
        _check_kind(path.stat(), path)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            _check_kind(os.fstat(file.fileno()), path)
            return read_at_most(file, count)
    except (OSError, ValueError, InputUnreadableError):
        return b""


def read_side_text(path: Path, max_bytes: int, what: str) -> str:
    """Return the text of a UTF-8 file that lies beside the work: a glossary, a theme's settings, corrections.

    A byte-order mark is taken off. Raises the errors of `read_regular`, and `InputEncodingError` with the row of the
    first byte that is not UTF-8.
    """
    payload = read_regular(path, max_bytes, what)
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = payload.count(b"\n", 0, error.start) + 1
        raise InputEncodingError(
            Message(
                "{path}, line {row}: not UTF-8; save the {what} as UTF-8",
                path=path,
                row=row,
                what=Message(what),
            )
        ) from error


def regular_digest(path: Path) -> str:
    """Return the SHA-256 of a regular file's bytes, read piece by piece: a volume may be larger than memory.

    Raises `FileNotFoundError` where there is none, and `InputUnreadableError` for anything else that cannot be read.
    """
    try:
        _check_kind(path.stat(), path)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            _check_kind(os.fstat(file.fileno()), path)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise InputUnreadableError(
            Message("{path}: cannot be read ({reason})", path=path, reason=_reason(error))
        ) from error


def regular_holds(path: Path, words: bytes) -> bool:
    """Say whether some bytes stand in a regular file, read piece by piece; not where it cannot be read."""
    try:
        _check_kind(path.stat(), path)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            _check_kind(os.fstat(file.fileno()), path)
            before = b""
            while piece := file.read(_PIECE):
                if words in before + piece:
                    return True
                before = piece[-len(words) :]
    except (OSError, InputUnreadableError):
        return False
    return False


def read_at_most(stream: BinaryIO, count: int) -> bytes:
    """Return up to `count` bytes of a stream, piece by piece: the limit may be far more than there is memory."""
    pieces: list[bytes] = []
    while count > 0 and (piece := stream.read(min(count, _PIECE))):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _check_kind(status: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise InputUnreadableError(Message("{path}: this is a folder; name a file", path=path))
    if not stat.S_ISREG(status.st_mode):
        raise InputUnreadableError(
            Message("{path}: this is a device or a pipe; name a regular file", path=path)
        )


def _missing(path: Path) -> Message:
    if _ADDRESS.search(str(path)):
        return Message("{path}: nothing is downloaded; save the page, and name the file", path=path)
    return Message("{path}: no such file", path=path)


def _reason(error: OSError | ValueError) -> Message:
    return Message(getattr(error, "strerror", None) or str(error))
