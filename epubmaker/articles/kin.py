"""What titles and texts of a page have to do with each other: words and subjects shared, for many of both at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Line, SeamTable, Subjects
from epubmaker.roles.shared import SHORT, arrays_of, unit_rows
from epubmaker.text.pairs import pairs

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Arrays = tuple[Floats, Floats]  # a matrix and what is added
WORDS, USUAL = (
    3.0,
    1.8,
)  # what all words of a title in a text count; the agreement in subject of any title with any text
MOST_LIKENESS = 60  # lines of a text that another is compared with


class Kin:
    """The words and subjects of a page's lines.

    `possible` are the lines that may be title rows; only their words are looked for. Rare words count more: `units` are the texts
    (line tuples) of which few must hold a word for it to be rare, and of all lines only those `counted` are text beyond doubt: a
    row that may be a title tells nothing of the text it would be part of.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        seams: SeamTable,
        possible: Sequence[int],
        units: Sequence[Sequence[int]],
        counted: NDArray[np.bool_],
    ) -> None:
        self._own = [pairs(line.text) for line in lines]
        held: dict[str, int] = {}
        for unit in units:
            for pair in set().union(*(self._own[line] for line in unit)):
                held[pair] = held.get(pair, 0) + 1
        self._weight: Mapping[str, float] = {
            pair: log((len(units) + 1) / (held.get(pair, 0) + 0.5)) for own in self._own for pair in own
        }
        sought = sorted(set().union(*(self._own[line] for line in possible))) if possible else []
        self._place = {pair: at for at, pair in enumerate(sought)}
        holds = np.zeros((len(lines) + 1, len(sought)), np.float32)
        for line, own in enumerate(self._own):
            if counted[line]:
                holds[line + 1, [self._place[pair] for pair in own if pair in self._place]] = 1
        self._held = np.cumsum(holds, axis=0)
        self._sought = np.array([self._weight[pair] for pair in sought])
        subjects = seams.subjects
        depth = subjects.depth if subjects is not None else 1
        self._shares = subjects.shares if subjects is not None else None
        self._title, self._text, self._lead = _arrays(subjects)
        self._vectors = (
            np.asarray(subjects.lines, float).reshape(len(lines), depth)
            if subjects is not None
            else np.zeros((len(lines), depth))
        )
        self._total = np.vstack([np.zeros(depth), np.cumsum(self._vectors * counted[:, None], axis=0)])
        self._counted = counted
        self._places: dict[tuple[int, ...], Indices] = {}
        self._likeness: dict[tuple[int, int, int], tuple[float, float]] = {}

    def of(self, titles: Sequence[Sequence[int]], texts: Texts) -> Floats:
        """Return (titles, texts, 3): words shared with a text, with its lead, and agreement in subject."""
        return self.told(self.titles(titles), texts)

    def titles(self, titles: Sequence[Sequence[int]]) -> Titles:
        """Return what is known of titles before any text."""
        words = np.zeros((len(titles), len(self._place)))
        for number, lines in enumerate(titles):
            found = self._found(tuple(lines))
            words[number, found] = self._sought[found]
        sums = np.array([self._vectors[list(lines)].sum(0) for lines in titles])
        subjects = unit_rows(self._title, sums.reshape(len(titles), -1)) if titles else sums
        return Titles(words, words.sum(axis=1, keepdims=True) + SHORT, subjects)

    def _found(self, lines: tuple[int, ...]) -> Indices:
        """Return the places of the words of some lines, looked up once."""
        if lines not in self._places:
            found = [self._place[pair] for line in lines for pair in self._own[line] if pair in self._place]
            self._places[lines] = np.array(found, np.int64)
        return self._places[lines]

    def told(self, titles: Titles, texts: Texts) -> Floats:
        """Return what `of` does, of titles of which all else is known."""
        told = np.zeros((len(titles.words), len(texts.start), 3))
        if not len(titles.words) or not len(texts.start):
            return told
        held, total, words, whole = self._held, self._total, titles.words, titles.whole
        told[:, :, 0] = words @ (held[texts.end] > held[texts.start]).T / whole
        told[:, :, 1] = words @ (held[texts.lead] > held[texts.start]).T / whole
        if self._shares is not None:
            title = titles.subjects
            text = unit_rows(self._text, total[texts.end] - total[texts.start])
            lead = unit_rows(self._lead, total[texts.lead] - total[texts.start])
            all_of_it, first_of_it = self._shares
            told[:, :, 2] = all_of_it * title @ text.T + first_of_it * title @ lead.T
        return told

    def likeness(self, first: int, border: int, last: int) -> tuple[float, float]:
        """Return how alike the lines `first:border` and `border:last` are in subject and in words, as far as they are text."""
        key = first, border, last
        if key not in self._likeness:
            one = [line for line in range(max(first, border - MOST_LIKENESS), border) if self._counted[line]]
            other = [line for line in range(border, min(last, border + MOST_LIKENESS)) if self._counted[line]]
            self._likeness[key] = self.alike(one, other)
        return self._likeness[key]

    def shared(self, one: int, other: int) -> float:
        """Return how many pairs of characters two lines share."""
        return float(len(self._own[one] & self._own[other]))

    def alike(self, one: Sequence[int], other: Sequence[int]) -> tuple[float, float]:
        """Return how alike two texts are in subject and in words; texts without a line are not."""
        return self.likened(self.spoken(one), self.spoken(other)) if one and other else (0.0, 0.0)

    def spoken(self, lines: Sequence[int]) -> Spoken:
        """Return what some lines say together."""
        pairs: set[str] = set().union(*(self._own[line] for line in lines))
        return Spoken(pairs, self._squares(pairs), self._vectors[list(lines)].sum(axis=0))

    def likened(self, one: Spoken, other: Spoken) -> tuple[float, float]:
        """Return how alike what some lines and what others say are in subject and in words."""
        norm = (one.squares or 1.0) * (other.squares or 1.0)
        words = self._squares(one.pairs & other.pairs) / norm**0.5
        if self._shares is None:
            return 0.0, words
        first, second = unit_rows(self._text, np.stack([one.subject, other.subject]))
        return float(first @ second), words

    def _squares(self, found: set[str]) -> float:
        return fsum(
            self._weight[pair] ** 2 for pair in found
        )  # exact: sets come in another order in every process


@dataclass(frozen=True, slots=True)
class Spoken:
    """What some lines say together: their pairs of characters, what these count squared, and the sum of what they speak of."""

    pairs: set[str]
    squares: float
    subject: Floats


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as ranges of lines.

    start, end  (texts,) lines      lead  (texts,) where the first paragraph of each ends
    """

    start: Indices
    end: Indices
    lead: Indices


@dataclass(frozen=True, slots=True)
class Titles:
    """What titles hold.

    words     (titles, words looked for) what each word counts
    whole     (titles, 1) what all of them do
    subjects  (titles, depth) what each speaks of
    """

    words: Floats
    whole: Floats
    subjects: Floats


def _arrays(subjects: Subjects | None) -> tuple[Arrays, Arrays, Arrays]:
    """Return how titles, texts and leads are read; where nothing is known of subjects, nothing is read."""
    if subjects is None:
        return ((np.zeros((1, 1)), np.zeros(1)),) * 3
    return arrays_of(subjects.title), arrays_of(subjects.text), arrays_of(subjects.lead)


def kinship(told: Floats) -> Floats:
    """Return one figure for what a title and a text have to do with each other, from what `Kin.of` tells."""
    near: Floats = WORDS * told[..., 0] + np.maximum(0.0, told[..., 2] - USUAL)
    return near
