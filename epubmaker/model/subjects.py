"""What lines speak of: vectors that add up, so that a title or a text of any lines can be asked for what it speaks of."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import add, mul

Vector = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What turns a sum of line vectors into a vector of length one: a matrix by its rows, and what is added."""

    rows: tuple[Vector, ...]
    added: Vector

    def of(self, total: Sequence[float]) -> Vector:
        """Return the vector that a sum stands for."""
        turned = [dot(row, total) + extra for row, extra in zip(self.rows, self.added, strict=True)]
        length = sqrt(dot(turned, turned)) or 1.0
        return tuple(value / length for value in turned)


@dataclass(frozen=True, slots=True)
class Subjects:
    """A vector for every line of a page, and how titles, texts and their leads are read.

    lines   the vectors one after the other, `depth` numbers each
    shares  what a title and a text of the same subject gain: by the whole text, by its lead
    """

    lines: array[float]
    depth: int
    title: Reading
    text: Reading
    lead: Reading
    shares: tuple[float, float]

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.lines) // self.depth

    def of_title(self, numbers: Iterable[int]) -> Vector:
        """Return what a title of some lines speaks of."""
        return self.title.of(self._sum(numbers))

    def of_text(self, numbers: Iterable[int]) -> Vector:
        """Return what a text of some lines speaks of."""
        return self.text.of(self._sum(numbers))

    def of_lead(self, numbers: Iterable[int]) -> Vector:
        """Return what the first lines of a text speak of."""
        return self.lead.of(self._sum(numbers))

    def agreement(self, title: Vector, text: Vector, lead: Vector) -> float:
        """Return how well a title suits a text, in log-odds against a text of another article."""
        whole, first = self.shares
        return whole * dot(title, text) + first * dot(title, lead)

    def _sum(self, numbers: Iterable[int]) -> list[float]:
        total = [0.0] * self.depth
        for number in numbers:
            start = number * self.depth
            total = list(map(add, total, self.lines[start : start + self.depth]))
        return total


def dot(first: Iterable[float], second: Iterable[float]) -> float:
    """Return the sum of the products of two rows of numbers."""
    total: float = sum(map(mul, first, second))
    return total
