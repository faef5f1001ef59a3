"""Doubtful titles, settled by the seams: what continues the text before it, or is continued by the text after it, is text.

The labeller sees shapes and marks; whether words run on over a line end it cannot see. So rows near the border between title
and text are scored with the text, and the seams decide.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby
from math import log2

from epubmaker.assemble.inner_titles import settle_inner_titles
from epubmaker.label.rows import rows_hold_paragraphs
from epubmaker.model import Label, Line, Role, SeamTable, probability

SURE = 0.93  # titles above are beyond doubt: doubled, beside a byline, far wider than the column
SCALE = 8.0  # as in label/titles.py
OPENING = 8  # characters by which one row is known to repeat another
TOGETHER = 3  # rows: so many in doubt beside each other are judged as one
MOST = 6.0  # log-odds: a seam counts so much at the most
TITLES = frozenset({Role.HEADLINE, Role.LABEL})
HEADS = frozenset({Role.HEADLINE, Role.KICKER, Role.DECK, Role.BYLINE, Role.LABEL})


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """This is a row that may be a title or text: its first and last line, and its title score."""

    first: int
    last: int
    score: float


Weighed = tuple[DoubtfulRow, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class TitleWeights:
    """These weigh the signs of a row in doubt being a title.

    Learnt on simulated pages (`training/assembly.py`), apart for pages with a row a line and a row a paragraph.
    score       the labeller's
    runs_on     the seam to the text before or after, where it runs on
    breaks_off  the better of the two, where both break off
    closes, opens   that the text before has come to its end, that the text after begins
    repeated    another row of the page opens with the same words
    rows        how many rows in doubt follow each other (logarithm, base two)
    """

    one: float
    score: float
    runs_on: float
    breaks_off: float
    closes: float
    opens: float
    repeated: float
    rows: float


ROW_A_LINE = TitleWeights(1.95, 0.75, -0.5, -0.03, 0.0, 0.1, -0.25, -1.9)
ROW_A_PARAGRAPH = TitleWeights(0.41, 0.75, -0.43, 0.04, -0.11, 0.15, 2.19, 0.0)


def possible_text(labels: Sequence[Label]) -> tuple[Label, ...]:
    """This returns the labels under which seams are scored: titles that are in doubt count as text."""
    return tuple(
        Label(Role.BODY, label.confidence, label.rule)
        if label.role in TITLES and label.rule == "title" and label.confidence < SURE
        else label
        for label in labels
    )


def settle_titles(
    lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable, *, inner: bool = True
) -> tuple[Label, ...]:
    """This returns the labels with doubtful titles turned into text, and doubtful text into titles, where the seams say so.

    With `inner`, titles that stand inside an article are made crossheads.
    """
    settled = _speakers_as_headlines(lines, labels)
    joined = rows_hold_paragraphs(lines)
    known = astuple(ROW_A_PARAGRAPH if joined else ROW_A_LINE)
    for group in _groups_with_signs(lines, labels, seams):
        for row, log_odds in _weighed(group, known):
            if (log_odds > 0) == (row.score > 0) or (joined and log_odds > 0):
                continue  # on pages with strays seams break off everywhere: that makes no title
            label = Label(
                Role.HEADLINE if log_odds > 0 else Role.BODY, min(0.97, probability(abs(log_odds))), "seam"
            )
            settled[row.first : row.last + 1] = [label] * (row.last + 1 - row.first)
    return settle_inner_titles(lines, settled, seams.subjects) if inner else tuple(settled)


def _weighed(group: Sequence[Weighed], weights: Sequence[float]) -> list[tuple[DoubtfulRow, float]]:
    """This returns the log-odds of every row of a group; the rows of a short one are one title or one text."""
    odds = [sum(weight * sign for weight, sign in zip(weights, signs, strict=True)) for _, signs in group]
    if len(group) <= TOGETHER:
        odds = [sum(odds) / len(odds)] * len(odds)
    return [(row, value) for (row, _), value in zip(group, odds, strict=True)]


def _speakers_as_headlines(lines: Sequence[Line], labels: Sequence[Label]) -> list[Label]:
    """This makes headlines of the titles that name a speaker or a kind (李克强：…、评论：…).

    Only right behind a title or a byline do such words prompt the reader to what the article holds.
    """
    settled = list(labels)
    for _, members in groupby(lines, key=lambda line: line.row):
        row = [line.number for line in members]
        label = labels[row[0]]
        before = settled[row[0] - 1].role if row[0] else None
        if label.role is Role.LABEL and label.rule == "title" and before not in HEADS:
            settled[row[0] : row[-1] + 1] = [Label(Role.HEADLINE, label.confidence, label.rule)] * len(row)
    return settled


def title_signs(
    lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable
) -> Iterator[tuple[DoubtfulRow, tuple[float, ...]]]:
    """This yields every row in doubt with what speaks for it being a title, in the order of `TitleWeights`."""
    for group in _groups_with_signs(lines, labels, seams):
        yield from group


def _groups_with_signs(
    lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable
) -> Iterator[list[Weighed]]:
    """This yields the groups of rows in doubt, each row with its signs."""
    openings = Counter(_opening(list(row)) for _, row in groupby(lines, key=lambda line: line.row))
    for group in _doubtful_groups(lines, labels):
        evidence = _evidence(group[0].first, group[-1].last, labels, seams)
        weighed: list[Weighed] = []
        for row in group:
            repeated = float(openings[_opening(lines[row.first : row.last + 1])] > 1)
            weighed.append((row, (1.0, row.score, *evidence, repeated, log2(len(group)))))
        yield weighed


def _opening(row: Sequence[Line]) -> str:
    """This returns the first characters of a row, spaces left out."""
    return "".join("".join(line.text for line in row[:OPENING]).split())[:OPENING]


def _doubtful_groups(lines: Sequence[Line], labels: Sequence[Label]) -> Iterator[list[DoubtfulRow]]:
    """This yields the rows near the border between title and text, those of one run together."""
    group: list[DoubtfulRow] = []
    for _, members in groupby(lines, key=lambda line: line.row):
        row = list(members)
        score = _title_score(labels[row[0].number])
        if group and (score is None or row[0].joint == "blank"):
            yield group
            group = []
        if score is not None:
            group.append(DoubtfulRow(row[0].number, row[-1].number, score))
    if group:
        yield group


def _title_score(label: Label) -> float | None:
    """This returns the title score that a doubtful label stands for, None if the label is in no doubt."""
    score = SCALE * (label.confidence - 0.5)
    if label.rule == "title" and label.confidence < SURE:
        return score
    return -score if label.rule == "title-like" else None


def _evidence(
    first: int, last: int, labels: Sequence[Label], seams: SeamTable
) -> tuple[float, float, float, float]:
    """This returns what the seams to the text before and after a group say."""
    before = _seam((first - 1, first), first - 1, labels, seams)
    after = _seam((last, last + 1), last + 1, labels, seams)
    best = max((value for value in (before, after) if value is not None), default=0.0)
    return (
        max(0.0, min(MOST, best)),
        max(0.0, min(MOST, -best)),
        0.0 if before is None else max(-MOST, min(MOST, seams.closes[first - 1])),
        0.0 if after is None else max(-MOST, min(MOST, seams.opens[last + 1])),
    )


def _seam(pair: tuple[int, int], beside: int, labels: Sequence[Label], seams: SeamTable) -> float | None:
    """This returns the log-odds of two neighbours; None where the line beside the group is no text."""
    if not 0 <= beside < len(labels) or labels[beside].role is not Role.BODY or pair not in seams:
        return None
    return seams.log_odds(*pair)
