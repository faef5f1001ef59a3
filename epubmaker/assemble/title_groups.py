"""Rows that may be a title, those that follow each other together: one title, kept whole in what is decided about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from epubmaker.assemble.affinity import pairs
from epubmaker.label.titles import halves_alike
from epubmaker.model import Label, Line

SCALE = 8.0  # as in label/titles.py
SURE = 0.93  # titles above are beyond doubt for the labeller: doubled, beside a byline, far wider than the column
POSSIBLE = frozenset({"title", "title-like", "parallel"})


@dataclass(frozen=True)
class TitleGroup:
    """This is one or more rows that may be a title.

    rows    the lines of every row
    score   log-odds of being a title by the labeller's word, the mean of the rows
    parallel, sure  that the labeller took it for one of a set of crossheads, for a title beyond doubt
    """

    rows: tuple[tuple[Line, ...], ...]
    score: float
    parallel: bool
    sure: bool

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """This returns the lines in source order."""
        return tuple(line for row in self.rows for line in row)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """This returns the line numbers in source order."""
        return tuple(line.number for line in self.lines)

    @property
    def first(self) -> int:
        """This returns the number of the first line."""
        return self.numbers[0]

    @property
    def last(self) -> int:
        """This returns the number of the last line."""
        return self.numbers[-1]

    @cached_property
    def doubled(self) -> bool:
        """This says whether a row is the same text set twice."""
        return any(halves_alike(_text(row)) for row in self.rows)

    @cached_property
    def text(self) -> str:
        """This returns the text, what is set twice once."""
        texts = map(_text, self.rows)
        return "".join(text[: len(text) // 2] if halves_alike(text) else text for text in texts)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """This returns the pairs of characters of the text."""
        return pairs(self.text)


def title_groups(lines: Sequence[Line], labels: Sequence[Label]) -> list[TitleGroup]:
    """This returns the groups of rows that may be titles; a blank row or one that is no title ends a group."""
    groups: list[TitleGroup] = []
    rows: list[tuple[Line, ...]] = []
    for _, members in groupby(lines, key=lambda line: line.row):
        row = tuple(members)
        possible = labels[row[0].number].rule in POSSIBLE
        if rows and (not possible or row[0].joint == "blank"):
            groups.append(_group(rows, labels))
            rows = []
        if possible:
            rows.append(row)
    if rows:
        groups.append(_group(rows, labels))
    return groups


def _group(rows: Sequence[tuple[Line, ...]], labels: Sequence[Label]) -> TitleGroup:
    own = [labels[row[0].number] for row in rows]
    score = sum(map(_score, own)) / len(own)
    sure = own[0].rule == "title" and own[0].confidence >= SURE
    return TitleGroup(tuple(rows), score, own[0].rule == "parallel", sure)


def _score(label: Label) -> float:
    """This returns the title score that a label stands for."""
    score = SCALE * (label.confidence - 0.5)
    return {"title": score, "title-like": -score}.get(label.rule, 0.0)


def _text(row: Sequence[Line]) -> str:
    return "".join(line.text for line in row)
