"""Texts that commands read: files, and what comes through a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from epubmaker.batch.stamps import SPOOL_PREFIX
from epubmaker.cli.progress import recognising
from epubmaker.errors import EditionFormatError, InputUnreadableError, OptionError, OutputError
from epubmaker.files import read_at_most
from epubmaker.messages import Message, system_reason
from epubmaker.model import SourceText
from epubmaker.readers import EDITION_SUFFIX, HEAD, ReadOptions, page_kind, read_bytes, read_text
from epubmaker.readers.edition import edition_limits
from epubmaker.text import patterns as re

STDIN = "stdin"
_NO_ROOM = "standard input cannot be kept in a temporary file: {reason}; free some space, or set TMPDIR to another folder"
# A pipe that is open already: standard input, or what a shell puts for <(command). Others might have nobody at the other end.
_OPEN_PIPE = re.compile(r"-|/dev/stdin|/dev/fd/(?P<descriptor>\d+)")
# How an edition file begins, so that one can be told in a pipe.
_EDITION = re.compile(rb'\s*\{\s*"format"\s*:\s*"epubmaker-edition"')


def is_pipe(path: Path) -> bool:
    """Say whether `path` stands for an open pipe: `-`, `/dev/stdin` or `/dev/fd/N`."""
    return _OPEN_PIPE.fullmatch(str(path)) is not None


def source_of(path: Path, options: ReadOptions) -> SourceText:
    """Return the text of a file, or of standard input for `-`; raises the `InputError`s of `read_text`."""
    if not is_pipe(path):
        with recognising() as tell:
            return read_text(path, replace(options, tell=tell))
    payload = _drained(path, options.max_bytes, edition_limits(options).max_bytes)
    if _EDITION.match(payload):
        raise EditionFormatError(
            Message("{path}: this is an edition file, not a text; make books of it with build", path=path)
        )
    return read_bytes(payload, STDIN, options)


@contextmanager
def spooled(inputs: Sequence[Path], options: ReadOptions) -> Iterator[tuple[Path, ...]]:
    """Yield the inputs of a build, with a file in the place of a pipe: workers have no standard input."""
    pipes = [path for path in inputs if is_pipe(path)]
    if not pipes:
        yield tuple(inputs)
        return
    if len(pipes) > 1:
        raise OptionError(Message("there is one standard input; name it once"))
    payload = _drained(pipes[0], options.max_bytes, edition_limits(options).max_bytes)
    with _spool_folder() as folder:
        path = Path(folder, f"{STDIN}{EDITION_SUFFIX}" if _EDITION.match(payload) else STDIN)
        _keep(payload, path)
        yield tuple(path if is_pipe(given) else given for given in inputs)


def _spool_folder() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix=SPOOL_PREFIX)
    except OSError as error:
        raise OutputError(Message(_NO_ROOM, reason=system_reason(error))) from error


def _keep(payload: bytes, path: Path) -> None:
    """Write a file of one's own, readable whatever the umask says."""
    try:
        path.parent.chmod(0o700)
        path.touch()
        path.chmod(0o600)
        path.write_bytes(payload)
    except OSError as error:
        raise OutputError(Message(_NO_ROOM, reason=system_reason(error))) from error


def _drained(path: Path, limit: int, edition_limit: int = 0) -> bytes:
    """Return all that comes through a pipe, up to one byte over the limit, which the reader then refuses."""
    found = _OPEN_PIPE.fullmatch(str(path))
    named = found["descriptor"] if found else None
    if named is None and sys.stdin is None:
        raise InputUnreadableError(Message("standard input is closed; name a file"))
    try:
        descriptor = int(named) if named else sys.stdin.fileno()
        with os.fdopen(os.dup(descriptor), "rb") as stream:
            payload = read_at_most(stream, limit + 1)
            if _EDITION.match(payload) or page_kind(payload[:HEAD]):
                payload += read_at_most(stream, edition_limit - limit)
    except (OSError, ValueError) as error:
        reason = Message(getattr(error, "strerror", None) or str(error))
        raise InputUnreadableError(
            Message("{path}: cannot be read ({reason})", path=path, reason=reason)
        ) from error
    return payload
