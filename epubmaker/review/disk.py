"""The two files a session works on, as they lie on disk now: the text and its corrections."""

from __future__ import annotations

from pathlib import Path
from time import time

from epubmaker.errors import CorrectionsError, InputError, InputMissingError, OutputError
from epubmaker.files import read_side_text, readable_name
from epubmaker.messages import Message
from epubmaker.model import SourceText
from epubmaker.model.corrections import Corrections
from epubmaker.readers import ReadOptions, corrections_path, read_text
from epubmaker.readers.corrections import MAX_BYTES, parse_corrections

# FAT keeps times in steps of two seconds: a file that young may change once more and bear the same time.
_COARSEST_CLOCK = 2.0

_Mark = tuple[int, int, int, int]


class TextFile:
    """The file of the text, decoded again only when it has changed."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        self._path = path
        self._options = options
        self._mark: _Mark | None = None
        self._source: SourceText | None = None

    @property
    def name(self) -> str:
        """Return the name of the file as it can be printed."""
        return readable_name(self._path.name)

    def read(self) -> SourceText:
        """Return the text; the same value as long as the bytes are the same. Raises `InputError`."""
        mark = self._present_mark()
        if self._source is not None and mark is not None and mark == self._mark:
            return self._source
        found = read_text(self._path, self._options)
        if self._source is None or found.sha256 != self._source.sha256:
            self._source = found
        self._mark = mark
        return self._source

    def _present_mark(self) -> _Mark | None:
        """Return what changes with the file, None where that cannot be relied on."""
        try:
            status = self._path.stat()
        except (OSError, ValueError):
            return None
        if abs(time() - status.st_mtime) < _COARSEST_CLOCK:
            return None
        return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


class CorrectionsFile:
    """The corrections file beside a text, byte-order mark aside exactly as it is written; no file is the empty text."""

    def __init__(self, text_path: Path) -> None:
        self.path = corrections_path(text_path)

    def read(self) -> str:
        """Return the text of the file; raises `CorrectionsError`, whatever lies there instead of a file of corrections."""
        try:
            return read_side_text(self.path, MAX_BYTES, "corrections file")
        except InputMissingError:
            return ""
        except InputError as error:
            raise CorrectionsError(str(error)) from error

    def parse(self, text: str) -> Corrections:
        """Return what a text of this file says; raises `CorrectionsError` with the line of what is wrong."""
        name = readable_name(self.path.name)
        try:
            return parse_corrections(text, name)
        except ValueError as error:  # a number of more digits than Python converts
            raise CorrectionsError(
                Message("{name}: not TOML ({error})", name=name, error=Message(str(error)))
            ) from error

    def remove(self) -> None:
        """Remove the file, if there is one; raises `OutputError`. A link to it stays, as it does when the file is written."""
        try:
            self.path.resolve().unlink(missing_ok=True)
        except (OSError, RuntimeError) as error:  # RuntimeError: links in a ring, before Python 3.13
            reason = Message(getattr(error, "strerror", None) or str(error))
            raise OutputError(
                Message(
                    "cannot remove {path}: {reason}; the corrections stay as they were",
                    path=self.path,
                    reason=reason,
                )
            ) from error
