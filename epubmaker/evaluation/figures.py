"""The figures: each a count of what is right out of what was asked, so that the figures of several pages add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from epubmaker.evaluation.calibration import Calibration
from epubmaker.messages import Message


@dataclass(frozen=True, slots=True)
class Tally:
    """`right` out of `of`; an F1 counts twice the hits out of everything said and everything true."""

    right: float = 0.0
    of: float = 0.0

    @property
    def value(self) -> float | None:
        """Return the share, `None` where nothing was asked."""
        return self.right / self.of if self.of else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.of + other.of)


NOTHING = Tally()
UNCOUNTED = Calibration()
# What each figure counts, for those who read the table.
MEANINGS = {
    "order": Message("body text as it ought to stand: 1 - edit distance, by length"),
    "exact": Message("articles whose body is right to the last character"),
    "joins": Message("lines inside a paragraph followed by the right line"),
    "in_order": Message("the same where the right line is the next of the source"),
    "hard": Message("the same where it is not: broken joins repaired"),
    "repairs": Message("joins made against the source that are right"),
    "mid_precision": Message("lines followed by another in their paragraph, and rightly so"),
    "ends": Message("paragraph ends followed by the right paragraph"),
    "ends_precision": Message("paragraphs followed by another in their article, and rightly so"),
    "successors": Message("lines followed by the right line, paragraph breaks aside"),
    "paragraphs": Message("paragraph boundaries, F1"),
    "grouping": Message("lines in the right article: B-cubed F1, by characters"),
    "headline": Message("headlines right"),
    "kicker": Message("kickers right"),
    "deck": Message("decks right"),
    "bylines": Message("articles with a byline whose persons are all right"),
    "association": Message("headlines, kickers, decks and persons, F1"),
    "masthead": Message("fields of the masthead right"),
    "kept": Message("source characters that stand in the edition"),
    "true": Message("characters of the edition that stand in the source"),
    "wrong_flagged": Message("wrong joins that are on the review list (below .7)"),
    "right_flagged": Message("right joins that are on the review list (fewer is better)"),
    "wrong_noted": Message("wrong joins that the edition notes as unsure (below .9)"),
    "right_noted": Message("right joins that the edition notes as unsure (fewer is better)"),
    "silent_wrong": Message("joins that are wrong and bear no note, of all (less is better)"),
    "located": Message("pieces of the gold found in the source; joins of the others are not scored"),
    "calibration": Message("calibration error of all joins (less is better)"),
    "calibration_moved": Message("calibration error of joins made against the source"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of one page or of several; `MEANINGS` says what each counts."""

    order: Tally = NOTHING
    exact: Tally = NOTHING
    joins: Tally = NOTHING
    in_order: Tally = NOTHING
    hard: Tally = NOTHING
    repairs: Tally = NOTHING
    mid_precision: Tally = NOTHING
    ends: Tally = NOTHING
    ends_precision: Tally = NOTHING
    successors: Tally = NOTHING
    paragraphs: Tally = NOTHING
    grouping: Tally = NOTHING
    headline: Tally = NOTHING
    kicker: Tally = NOTHING
    deck: Tally = NOTHING
    bylines: Tally = NOTHING
    association: Tally = NOTHING
    masthead: Tally = NOTHING
    kept: Tally = NOTHING
    true: Tally = NOTHING
    wrong_flagged: Tally = NOTHING
    right_flagged: Tally = NOTHING
    wrong_noted: Tally = NOTHING
    right_noted: Tally = NOTHING
    silent_wrong: Tally = NOTHING
    located: Tally = NOTHING
    calibration: Calibration = UNCOUNTED
    calibration_moved: Calibration = UNCOUNTED

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            **{entry.name: getattr(self, entry.name) + getattr(other, entry.name) for entry in fields(self)}
        )

    def to_dict(self) -> dict[str, float | None]:
        """Return the figures by name, `None` where nothing was asked."""
        return {entry.name: getattr(self, entry.name).value for entry in fields(self)}


def sum_figures(pages: Iterable[Figures]) -> Figures:
    """Add up the figures of several pages; each join, boundary and character counts the same."""
    return sum(pages, Figures())
