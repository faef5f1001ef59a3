"""The output folder: what of an edition lies there, who put it there, and how it is replaced without a loss."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from epubmaker.batch.stamps import (
    FOLDER,
    Output,
    Stamp,
    lasting_inputs,
    read_stamp,
    remove_stamp,
    write_stamp,
)
from epubmaker.batch.tasks import Task
from epubmaker.errors import InputUnreadableError, OutputEditedError, OutputError
from epubmaker.files import kept_copy, locked, make_folder, regular_digest, same_file, write_atomically
from epubmaker.messages import Message
from epubmaker.readers import EDITION_SUFFIX

_UNKNOWN = Stamp("", ())


@dataclass(frozen=True, slots=True)
class Shelf:
    """The place of one edition in the output folder, with the stamp of its last build."""

    out: Path
    task: Task
    known: Stamp
    overwrite_edits: bool = False

    @classmethod
    def of(cls, out: Path, task: Task, *, overwrite_edits: bool = False) -> Shelf:
        """Look up what the last build has left; raises `OutputError` where that may not be read."""
        try:
            os.fsencode(out / task.name)
        except UnicodeEncodeError as error:
            raise OutputError(
                Message(
                    "{name}: this locale writes file names in {encoding}, which lacks some of these "
                    "characters; set PYTHONUTF8=1, or give another --name",
                    name=task.name,
                    encoding=error.encoding,
                )
            ) from error
        return cls(out, task, read_stamp(out, task.name) or _UNKNOWN, overwrite_edits)

    def check_edition_file(self) -> None:
        """Raise `OutputEditedError` at once where a person's edition file would be refused after all the work."""
        name = f"{self.task.name}{EDITION_SUFFIX}"
        if self.known is not _UNKNOWN and not self._is_input(self.out / name) and self._is_foreign(name):
            self._refuse_edited(name)

    def put(self, books: Mapping[str, bytes], stamp: Stamp) -> tuple[Stamp, tuple[str, ...]]:
        """Write the files of an edition, in order, and record them as `stamp`; return that stamp and what is to be noted.

        An input is never written over. Who changed an edition file is asked first (`OutputEditedError`); of a book that
        was changed since it was left, annotated say, a copy is kept.
        """
        make_folder(self.out / FOLDER)
        with locked(self.out / FOLDER):  # of two builds in one folder one puts its files after the other
            now = replace(self, known=read_stamp(self.out, self.task.name) or _UNKNOWN)
            return now._put(books, stamp)

    def _put(self, books: Mapping[str, bytes], stamp: Stamp) -> tuple[Stamp, tuple[str, ...]]:
        written = {name: payload for name, payload in books.items() if not self._is_own_input(name)}
        outputs = tuple(Output.of(name, payload) for name, payload in written.items())
        foreign = [output.name for output in outputs if self._is_foreign(output.name, output.sha256)]
        for name in foreign:
            self._refuse_edited(name)
        left = tuple(output for output in self.known.outputs + self.known.others if output not in outputs)
        stamp = replace(stamp, outputs=outputs, inputs=lasting_inputs(self.out, self.task.paths))
        write_stamp(self.out, self.task.name, replace(stamp, key="", others=left), durable=False)
        notes = tuple(self._keep(name) for name in foreign)
        self._write_all(written)
        still = tuple(
            output for output in left if output.name not in written and (self.out / output.name).exists()
        )
        final = replace(stamp, others=still)
        write_stamp(self.out, self.task.name, final)
        return final, notes

    def _write_all(self, files: Mapping[str, bytes]) -> None:
        for number, (name, payload) in enumerate(files.items()):
            try:
                self._write(name, payload)
            except OutputError:
                if not number:  # everything is as it was, and so is the stamp
                    self._take_back_stamp()
                raise

    def _take_back_stamp(self) -> None:
        if self.known is _UNKNOWN:
            remove_stamp(self.out, self.task.name)
        else:
            write_stamp(self.out, self.task.name, self.known, durable=False)

    def _write(self, name: str, payload: bytes) -> None:
        target = self.out / name
        make_folder(target.parent)
        digest = Output.of(name, payload).sha256

        def check() -> None:  # it may have been edited while the book was made
            if name.endswith(EDITION_SUFFIX) and self._is_foreign(name, digest):
                self._refuse_edited(name)

        write_atomically(target, payload, follow=False, before_rename=check)

    def _is_own_input(self, name: str) -> bool:
        """Say whether a file to be written is an input that may stay as it is; raise `OutputError` for any other input."""
        if not self._is_input(self.out / name):
            return False
        if name.endswith(EDITION_SUFFIX):
            return True
        raise OutputError(
            Message("{out}: is the input itself; choose another place with --out", out=self.out / name)
        )

    def _is_input(self, target: Path) -> bool:
        page = self.task.stands_for
        return any(same_file(target, path) for path in (*self.task.paths, *([page] if page else [])))

    def _is_foreign(self, name: str, wanted: str = "") -> bool:
        """Say whether something lies there that no build has left and that is not what is to be written either."""
        try:
            digest = regular_digest(self.out / name)
        except FileNotFoundError:
            return False
        except InputUnreadableError as error:
            raise OutputError(
                Message(
                    "{error}, and a book belongs there; move it away, or choose another --out",
                    error=Message(str(error)),
                )
            ) from error
        return digest != wanted and not self.known.knows(name, digest)

    def _refuse_edited(self, name: str) -> None:
        if name.endswith(EDITION_SUFFIX) and not self.overwrite_edits:
            path = self.out / name
            raise OutputEditedError(
                Message(
                    "{path}: is not as a build left it, and is kept as somebody's edit; to make books of it, "
                    "build {path}; to make it again from the text, add --overwrite-edits, which keeps a copy",
                    path=path,
                )
            )

    def _keep(self, name: str) -> str:
        copy = kept_copy(self.out / name)
        return Message(
            "{out}: was not as a build left it; what was there is kept as {name}",
            out=self.out / name,
            name=copy.name,
        )
