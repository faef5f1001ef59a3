"""Evaluation: an edition beside its gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from epubmaker.errors import EditionFormatError, OptionError
from epubmaker.evaluation.calibration import Calibration
from epubmaker.evaluation.edges import (
    Truth,
    edge_figures,
    grouping_figure,
    match_articles,
    paragraph_figure,
    told_join,
    truth_of,
)
from epubmaker.evaluation.figures import Figures, Tally
from epubmaker.evaluation.gold import Gold, traced_source
from epubmaker.evaluation.places import PlacedArticle, place
from epubmaker.evaluation.texts import conservation_figures, header_figures, masthead_figure, order_figures
from epubmaker.evaluation.told import NOWHERE, REVIEW, Told, adjacent, told_by
from epubmaker.messages import Message
from epubmaker.model import Edition
from epubmaker.model.edits import holders

# An edition states the confidence of a join only below .9 or if it is moved; silence says .9 to 1.
NOTED = 0.9  # joins below bear a note
SILENT = 0.95
SHOWN = 10  # characters of a line quoted on each side of a join


@dataclass(frozen=True, slots=True)
class MissedJoin:
    """A join of the gold that the edition does not make: the ends of the two lines, and what stands there instead."""

    left: str
    right: str
    instead: str


@dataclass(frozen=True, slots=True)
class JudgedJoin:
    """A join that the edition makes: how sure it is of it, whether it is right, and made against the source.

    `flagged` says that a reader is pointed to it: by a low confidence, or by a repair that was withheld there; `noted`, that
    the edition states a doubt at all.
    """

    confidence: float
    right: bool
    moved: bool
    flagged: bool
    noted: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How an edition compares with its gold: the figures, and the joins it missed."""

    figures: Figures
    missed: tuple[MissedJoin, ...]


def evaluate(
    gold: Gold,
    edition: Edition,
    source: str | None = None,
    confidences: Mapping[int, float] | None = None,
) -> Evaluation:
    """Compare an edition with its gold.

    `source` is the decoded text that the edition was made from; without it, it is rebuilt from the edition. `confidences`,
    from `confidences_of`, state the confidence of joins that the edition passes over in silence. Raises `OptionError` if
    the source is another text, `EditionFormatError` if it cannot be rebuilt, `DependencyError` without rapidfuzz.
    """
    text = traced_source(edition) if source is None else source
    _check_source(edition, text)
    placed, told = place(gold, text), told_by(edition, text)
    truth = truth_of(placed, text)
    judged = list(_judged(truth, told, text, confidences))
    matches = match_articles(placed, told, text)
    measured: dict[str, Any] = {
        **order_figures(gold.articles, edition, matches),
        **header_figures(gold.articles, edition, matches),
        **edge_figures(truth, told, text),
        **conservation_figures(edition, text),
        "paragraphs": paragraph_figure(truth, told),
        "grouping": grouping_figure(truth, told),
        "masthead": masthead_figure(gold, edition.masthead),
        "located": _located(placed),
        **_assurance_figures(judged),
    }
    return Evaluation(Figures(**measured), tuple(_missed(truth, told, text)))


def _check_source(edition: Edition, text: str) -> None:
    """Raise where an edition was not made from a text."""
    if len(text) != edition.source.characters:
        raise OptionError(
            Message(
                "the edition was made from a text of {characters} characters; this source has {count}",
                characters=edition.source.characters,
                count=len(text),
            )
        )
    if any(span.end > len(text) for holder in holders(edition) for span in holder.spans):
        raise EditionFormatError(
            Message("a span of the edition ends behind its source of {count} characters", count=len(text))
        )


def _assurance_figures(judged: Sequence[JudgedJoin]) -> dict[str, Tally | Calibration]:
    """Say how well the edition knows which of its joins are right."""
    return {
        "wrong_flagged": _share(join.flagged for join in judged if not join.right),
        "right_flagged": _share(join.flagged for join in judged if join.right),
        "wrong_noted": _share(join.noted for join in judged if not join.right),
        "right_noted": _share(join.noted for join in judged if join.right),
        "silent_wrong": _share(not join.right and not join.noted for join in judged),
        "calibration": _calibration(judged),
        "calibration_moved": _calibration(join for join in judged if join.moved),
    }


def _located(placed: tuple[PlacedArticle, ...]) -> Tally:
    pieces = [span for article in placed for block in article.blocks for span in block]
    return Tally(sum(span is not None for span in pieces), len(pieces))


def _judged(
    truth: Truth, told: Told, source: str, confidences: Mapping[int, float] | None
) -> Iterator[JudgedJoin]:
    """Yield the joins that the edition makes where the gold knows better or agrees."""
    for left in truth.ends:
        pair = told_join(left, told)
        if pair is None:
            continue
        stated = told.noted.get(pair[1])
        if stated is None:
            stated = SILENT if confidences is None else confidences.get(pair[1])
        if stated is not None:  # otherwise it is no join of two lines: the gold cuts a line in two
            withheld = left in told.withheld
            flagged, noted = stated < REVIEW or withheld, stated < NOTED or withheld
            yield JudgedJoin(stated, pair in truth.within, not adjacent(*pair, source), flagged, noted)


def _share(doubted: Iterable[bool]) -> Tally:
    flags = list(doubted)
    return Tally(sum(flags), len(flags))


def _calibration(judged: Iterable[JudgedJoin]) -> Calibration:
    return Calibration.of((join.confidence, join.right) for join in judged)


def _missed(truth: Truth, told: Told, source: str) -> Iterator[MissedJoin]:
    for left, right in sorted(truth.within):
        if told_join(left, told) != (left, right):
            instead = _head(told.after[left], source) if told.after[left] != NOWHERE else ""
            yield MissedJoin(source[max(0, left + 1 - SHOWN) : left + 1], _head(right, source), instead)


def _head(at: int, source: str) -> str:
    return source[at : at + SHOWN]
