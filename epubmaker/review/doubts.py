"""What to look at first: every doubt of a reconstruction, the greatest first."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from math import exp

from epubmaker.model import Diagnostic, Role, Span
from epubmaker.model.diagnostics import IMAGE_MISSING, TEXT_UNSEEN
from epubmaker.pipeline import Reconstruction
from epubmaker.render.titles import Titles

SURE = 0.9  # joins at least this sure, in the order of the source, need no mark
ALTERNATIVES = 3
# How much a diagnostic without a confidence of its own weighs against joins.
WEIGHTS = {"error": 0.95, "warning": 0.45, "info": 0.2}
# Joins speak for themselves; a removal is no doubt, and what is not seen on the page is none of the text.
SAID_ELSEWHERE = frozenset({"seam-unsure", "removed", IMAGE_MISSING, TEXT_UNSEEN})


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another line that could follow, with its share of what speaks for any of them."""

    line: int
    probability: float


@dataclass(frozen=True, slots=True)
class JoinMark:
    """A join to be shown: moved or unsure, with what else was possible."""

    left: int
    right: int
    confidence: float
    moved: bool
    alternatives: tuple[Alternative, ...]

    @property
    def key(self) -> str:
        """Return the name of the join in the page."""
        return f"{self.left}-{self.right}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One entry of the list: how doubtful (0..1), what kind, the words, and where it stands.

    `join` is set for a join, `spans` for everything else.
    """

    weight: float
    code: str
    message: str
    spans: tuple[Span, ...] = ()
    join: JoinMark | None = None


def join_marks(made: Reconstruction) -> dict[tuple[int, int], JoinMark]:
    """Return the joins inside paragraphs that moved or are unsure, by their lines."""
    marks = {}
    chains = [chain for article in made.plan.articles for chain in article.chains]
    text = {number for chain in chains if chain.kind is Role.BODY for number in chain.lines}
    for chain in chains:
        known = {(join.left, join.right): join for join in chain.joins}
        for place, pair in enumerate(zip(chain.lines, chain.lines[1:], strict=False)):
            join = known.get(pair)
            moved = pair[1] != pair[0] + 1
            confidence = join.confidence if join else 1.0
            if confidence < SURE or (moved and confidence < 1):
                others = _alternatives(pair, set(chain.lines[: place + 1]), text, made)
                marks[pair] = JoinMark(*pair, confidence, moved, others)
    return marks


def _alternatives(
    pair: tuple[int, int], before: Container[int], text: Container[int], made: Reconstruction
) -> tuple[Alternative, ...]:
    """Weigh the best other continuations among `text` against each other and the one that was chosen.

    Lines that stand before the join in its paragraph are none: they would close a ring. Nor are titles.
    """
    candidates = made.seams.candidates[pair[0]]
    odds = {
        seam.right: seam.log_odds for seam in candidates if seam.right in text and seam.right not in before
    }
    odds.setdefault(pair[1], made.seams.log_odds(*pair))
    most = max(odds.values())
    total = sum(exp(value - most) for value in odds.values())
    others = sorted((right for right in odds if right != pair[1]), key=lambda right: -odds[right])
    return tuple(Alternative(right, exp(odds[right] - most) / total) for right in others[:ALTERNATIVES])


def list_doubts(made: Reconstruction, marks: dict[tuple[int, int], JoinMark]) -> list[Doubt]:
    """Return all doubts, the greatest first, those alike in the order of the page."""
    found = [*_joins(made, marks), *_articles(made), *_notes(made.edition.diagnostics)]
    return sorted(found, key=lambda doubt: -doubt.weight)


def _joins(made: Reconstruction, marks: dict[tuple[int, int], JoinMark]) -> Iterator[Doubt]:
    for (left, right), mark in marks.items():
        if mark.confidence < SURE:
            words = f"{made.lines[left].text[-10:]}｜{made.lines[right].text[:10]}"
            yield Doubt(1 - mark.confidence, "join-moved" if mark.moved else "join-unsure", words, join=mark)


def _articles(made: Reconstruction) -> Iterator[Doubt]:
    titles = Titles.of(made.edition)
    for article in made.edition.articles:
        spans = next((spans for name, spans in article.evidence if name == "headline"), ())
        if article.headline and article.confidence < SURE:
            yield Doubt(1 - article.confidence, "headline-unsure", titles.line(article), spans)
        for byline in article.bylines:
            if byline.confidence < SURE:
                yield Doubt(1 - byline.confidence, "byline-doubtful", byline.text, byline.spans)


def _notes(diagnostics: tuple[Diagnostic, ...]) -> Iterator[Doubt]:
    for note in diagnostics:
        if note.code not in SAID_ELSEWHERE:
            yield Doubt(WEIGHTS[note.severity], note.code, note.message, note.spans)
