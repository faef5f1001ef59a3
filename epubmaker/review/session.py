"""One text on the desk: what has been said of it, what becomes of it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from epubmaker.errors import CorrectionsError, InputError, OutputError
from epubmaker.files import write_atomically
from epubmaker.messages import Message
from epubmaker.model import Label, Line, SeamTable, SourceText
from epubmaker.pipeline import Reconstruction, ReconstructOptions, reconstruct_and_explain
from epubmaker.readers import ReadOptions
from epubmaker.review.changes import ChangeError, Clerk, field_value
from epubmaker.review.disk import CorrectionsFile, TextFile
from epubmaker.review.page import Desk, render_review
from epubmaker.review.saving import with_changes, with_field
from epubmaker.seams import SeamScorer, default_scorer


class StaleError(ChangeError):
    """Raised where a page shows a state that is no longer the last: the text or its corrections were changed elsewhere."""


class _Remembering:
    """A scorer of seams that scores a page only once: most corrections leave lines and labels as they were.

    A page is scored twice, as the source has it and in reading order; both are kept.
    """

    def __init__(self, scorer: SeamScorer) -> None:
        self._scorer = scorer
        self._known: list[tuple[tuple[tuple[Line, ...], tuple[Label, ...], int], SeamTable]] = []

    def score(self, lines: Sequence[Line], labels: Sequence[Label], ahead: int = 1) -> SeamTable:
        """Return the table of seams of a page."""
        asked = tuple(lines), tuple(labels), ahead
        table = next((table for known, table in self._known if known == asked), None)
        if table is None:
            table = self._scorer.score(lines, labels, ahead)
            self._known = [*self._known[-1:], (asked, table)]
        return table


class Session:
    """A text and its corrections file. Every change is tried first, then saved at once, whole or not at all."""

    def __init__(self, path: Path, read: ReadOptions, options: ReconstructOptions) -> None:
        scorer = options.scorer or default_scorer(options.earlier)
        self._options = replace(options, scorer=_Remembering(scorer))
        self._text_file = TextFile(path, read)
        self._corrections_file = CorrectionsFile(path)
        self._source = self._text_file.read()
        self._text = self._corrections_file.read()
        self._past: list[str] = []
        self._made = self._reconstructed(self._source, self._text)

    @property
    def name(self) -> str:
        """Return the name of the text's file."""
        return self._text_file.name

    @property
    def revision(self) -> str:
        """Return a name for the state of the text and its corrections."""
        return sha256(f"{self._source.sha256}\n{self._text}".encode()).hexdigest()[:16]

    def page(self, address: str) -> str:
        """Return the editable page of the files as they are on disk now; raises `EpubmakerError` if they make none."""
        source, text = self._text_file.read(), self._corrections_file.read()
        if source.sha256 != self._source.sha256 or text != self._text:
            made = self._reconstructed(source, text)
            self._source, self._text, self._made, self._past = source, text, made, []
        return self.last_page(address)

    def last_page(self, address: str) -> str:
        """Return the editable page of the state that was loaded or saved last, without a look at the disk."""
        corrections = self._corrections_file.parse(self._text)
        desk = Desk(address, self.revision, can_undo=bool(self._past or corrections.statements))
        return render_review(self._made, corrections, desk)

    def change(self, revision: object, asked: Mapping[str, Any]) -> None:
        """Make and save a change; raises `CorrectionsError`, with nothing changed, if it does not fit."""
        self._check(revision)
        if asked.get("verb") == "masthead":
            text = with_field(self._text, *field_value(asked.get("field"), asked.get("value")))
        else:
            change = Clerk(self._made, self._corrections_file.parse(self._text)).change(asked)
            text = with_changes(self._text, change.dropped, change.added)
        self._adopt(text, [*self._past, self._text])

    def undo(self, revision: object) -> None:
        """Take the last change back; after a new start, the last statement of the file."""
        self._check(revision)
        statements = self._corrections_file.parse(self._text).statements
        if not self._past and not statements:
            raise ChangeError(Message("there is nothing to take back"))
        text = self._past[-1] if self._past else with_changes(self._text, statements[-1:])
        self._adopt(text, self._past[:-1])

    def _adopt(self, text: str, past: list[str]) -> None:
        """Try, save and keep new corrections, in this order: whatever fails leaves all as it was."""
        made = self._reconstructed(self._source, text)
        self._save(text)
        self._text, self._made, self._past = text, made, past

    def _check(self, revision: object) -> None:
        if revision != self.revision:
            raise StaleError(
                Message("the text or its corrections were changed elsewhere; load the page again")
            )
        self._check_files()

    def _check_files(self) -> None:
        """Raise `StaleError` unless both files lie on disk as they were read or saved last."""
        try:
            found = self._text_file.read().sha256, self._corrections_file.read()
        except (CorrectionsError, InputError) as error:
            raise StaleError(
                Message(
                    "a file was changed elsewhere: {error}; mend it and load the page again",
                    error=Message(str(error)),
                )
            ) from error
        if found != (self._source.sha256, self._text):
            raise StaleError(
                Message("the text or its corrections were changed elsewhere; load the page again")
            )

    def _reconstructed(self, source: SourceText, text: str) -> Reconstruction:
        corrections = self._corrections_file.parse(text)
        return reconstruct_and_explain(source, replace(self._options, corrections=corrections))

    def _save(self, text: str) -> None:
        """Write the corrections, or remove their file where none are left.

        Reconstruction took seconds in which a person may have saved the file by hand: it is compared at the last moment.
        """
        if text:
            payload = text.encode("utf-8")
            try:
                write_atomically(self._corrections_file.path, payload, before_rename=self._check_files)
            except OutputError:
                self._check_files()  # a folder put in its place is a change made elsewhere, not a fault of the disk
                raise
        else:
            self._check_files()
            self._corrections_file.remove()
