"""One text on the desk: what has been said of it, what becomes of it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from epubmaker.files import write_atomically
from epubmaker.model import Label, Line, SeamTable
from epubmaker.model.corrections import Corrections
from epubmaker.pipeline import Reconstruction, ReconstructOptions, reconstruct_and_explain
from epubmaker.readers import ReadOptions, corrections_path, read_text
from epubmaker.readers.corrections import parse_corrections, read_corrections
from epubmaker.review.changes import ChangeError, Clerk, field_value
from epubmaker.review.page import Desk, render_review
from epubmaker.review.saving import with_changes, with_field
from epubmaker.seams import SeamScorer, default_scorer


class StaleError(ChangeError):
    """This page shows a state that is no longer the last: the file was changed elsewhere."""


class _Remembering:
    """This scores seams as another scorer does, but a page only once: most corrections leave lines and labels as they were."""

    def __init__(self, scorer: SeamScorer) -> None:
        self._scorer = scorer
        self._asked: tuple[tuple[Line, ...], tuple[Label, ...]] | None = None
        self._table = SeamTable((), (), ())

    def score(self, lines: Sequence[Line], labels: Sequence[Label]) -> SeamTable:
        """This returns the table of seams of a page."""
        asked = tuple(lines), tuple(labels)
        if asked != self._asked:
            self._asked, self._table = asked, self._scorer.score(lines, labels)
        return self._table


class Session:
    """This holds a text and its corrections file. Every change is tried first, then saved at once, whole or not at all."""

    def __init__(self, path: Path, read: ReadOptions, options: ReconstructOptions) -> None:
        self._path = path
        scorer = options.scorer or default_scorer(options.earlier)
        self._options = replace(options, scorer=_Remembering(scorer))
        self._source = read_text(path, read)
        self._past: list[str] = []
        self._text = self._on_disk()
        self._made = self._reconstructed(self._text)

    @property
    def revision(self) -> str:
        """This names the state of the corrections."""
        return sha256(self._text.encode()).hexdigest()[:16]

    def page(self, address: str) -> str:
        """This returns the editable page of the present state; a file changed by hand is read again."""
        on_disk = self._on_disk()
        if on_disk != self._text:
            self._made = self._reconstructed(on_disk)
            self._text, self._past = on_disk, []
        corrections = self._parsed(self._text)
        desk = Desk(address, self.revision, can_undo=bool(self._past or corrections.statements))
        return render_review(self._made, corrections, desk)

    def change(self, revision: object, asked: Mapping[str, Any]) -> None:
        """This makes and saves a change; raises `CorrectionsError`, with nothing changed, if it does not fit."""
        self._check(revision)
        if asked.get("verb") == "masthead":
            text = with_field(self._text, *field_value(asked.get("field"), asked.get("value")))
        else:
            change = Clerk(self._made, self._parsed(self._text)).change(asked)
            text = with_changes(self._text, change.dropped, change.added)
        made = self._reconstructed(text)
        past = [*self._past, self._text]
        self._save(text)
        self._text, self._made, self._past = text, made, past

    def undo(self, revision: object) -> None:
        """This takes the last change back; after a new start, the last statement of the file."""
        self._check(revision)
        statements = self._parsed(self._text).statements
        if not self._past and not statements:
            raise ChangeError("there is nothing to take back")
        text = self._past[-1] if self._past else with_changes(self._text, statements[-1:])
        made = self._reconstructed(text)
        self._save(text)
        self._text, self._made, self._past = text, made, self._past[:-1]

    def _check(self, revision: object) -> None:
        if revision != self.revision or self._on_disk() != self._text:
            raise StaleError("the corrections were changed elsewhere; load the page again")

    def _reconstructed(self, text: str) -> Reconstruction:
        corrections = self._parsed(text)
        return reconstruct_and_explain(self._source, replace(self._options, corrections=corrections))

    def _parsed(self, text: str) -> Corrections:
        return parse_corrections(text, corrections_path(self._path).name)

    def _on_disk(self) -> str:
        path = corrections_path(self._path)
        if not path.exists():
            return ""
        read_corrections(path)  # the same refusals as everywhere
        return path.read_text(encoding="utf-8-sig")

    def _save(self, text: str) -> None:
        path = corrections_path(self._path)
        if not text:
            path.unlink(missing_ok=True)
            return
        write_atomically(path, text.encode("utf-8"))
