"""The search for pages: shelf after shelf, page after page, the cheapest ways kept beside each other.

Within a page the cheapest way to each pair of row and place is kept; from page to page the cheapest few. A story stands on a
few pages only, so that the work grows with the number of stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from epubmaker.render.pdf.makeup import costs
from epubmaker.render.pdf.makeup.modules import LEAD, Frame, Made, Module
from epubmaker.render.pdf.makeup.settle import settle
from epubmaker.render.pdf.makeup.shelves import START, Place, Shelf, Shelver

_THIN_PAGE = 0.3  # of a page; a last page should hold more
_THIN = 30.0


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to the end of a page: where it goes on, what it cost, its pages so far (the last first)."""

    place: Place
    cost: float
    shelves: tuple[Shelf, ...]
    before: _Way | None
    filled: int


def make_up(modules: Sequence[Module], frame: Frame) -> list[Made]:
    """Set modules on pages of `frame.columns` columns and `frame.rows` rows; the same modules make the same pages."""
    shelver = Shelver(modules, frame)
    ways: Sequence[_Way | None] = [None]
    done: list[_Way] = []
    while ways:
        ends = _page_ends(shelver, ways)
        last = bool(done)  # ways that are a page longer are looked at, and no further
        done += [way for way in ends if way.place[0] >= len(modules)]
        ways = [] if last else [way for way in ends if way.place[0] < len(modules)][: shelver.effort.ways]
    best = min(done, key=lambda way: way.cost)
    pages = []
    way: _Way | None = best
    while way is not None:
        pages.append(way.shelves)
        way = way.before
    pages.reverse()
    return settle(pages, shelver)


def _page_ends(shelver: Shelver, ways: Sequence[_Way | None]) -> list[_Way]:
    """Return the ways to the ends of the next page, the cheapest first, one for each place to go on from."""
    best: dict[Place, _Way] = {}
    for way in ways:
        for end in _Page(shelver, way).ends():
            known = best.get(end.place)
            if known is None or end.cost < known.cost:
                best[end.place] = end
    return sorted(best.values(), key=lambda way: (way.cost, way.place))


class _Node(NamedTuple):
    cost: float
    shelves: tuple[Shelf, ...]


class _Page:
    """The ways to fill one page that goes on where `way` ended."""

    def __init__(self, shelver: Shelver, way: _Way | None) -> None:
        self._shelver = shelver
        self._rows = shelver.frame.rows
        self._way = way
        self._paid = way.cost + costs.PAGE if way else 0.0
        self._start = way.place if way else (0, START)
        self._levels: list[dict[Place, _Node]] = [{} for _ in range(self._rows + 1)]

    def ends(self) -> Iterator[_Way]:
        """Yield the ways to the end of this page."""
        blank = _Node(self._paid, ())
        self._levels[0][self._start] = blank
        found = list(self._below(0))
        if not found:
            shelf = self._shelver.forced(self._start, self._rows)
            if (
                shelf.next[1] == START and shelf.rows <= self._rows
            ):  # all that was left of a story: others may stand below it
                self._note(shelf.rows, shelf, blank)
                found = list(self._below(shelf.rows))
            found = found or [self._end(_Node(self._paid + shelf.cost, (shelf,)), shelf.next, self._rows)]
        yield from found

    def _below(self, row: int) -> Iterator[_Way]:
        """Yield the ways to end the page at a row or below it."""
        for each in range(row, self._rows + 1):
            for place, node in list(self._levels[each].items()):
                yield from self._go_on(each, place, node)

    def _go_on(self, row: int, place: Place, node: _Node) -> Iterator[_Way]:
        """Yield the ways to end the page at `row`, and note those that go on below."""
        modules = self._shelver.modules
        if place[0] >= len(modules):
            yield self._end(node, place, row)
            return
        if node.shelves and not self._keeps(node):
            foot = costs.cost_of_foot(self._rows - row, self._shelver.frame.columns, len(node.shelves))
            foot *= 1.0 if self._way else costs.FRONT
            yield self._end(_Node(node.cost + foot, node.shelves), place, row)
        top = row + (self._shelver.gap(place) if row else 0)
        for shelf in self._shelver.whole(place):
            if top + shelf.rows <= self._rows:
                self._note(top + shelf.rows, shelf, node)
        if self._rows - top > costs.LEAST_LEG:
            for shelf in self._shelver.broken(place, self._rows - top):
                cost = node.cost + shelf.cost
                yield self._end(_Node(cost, (*node.shelves, shelf)), shelf.next, self._rows)

    def _note(self, row: int, shelf: Shelf, node: _Node) -> None:
        cost = node.cost + shelf.cost
        known = self._levels[row].get(shelf.next)
        if known is None or cost < known.cost:
            self._levels[row][shelf.next] = _Node(cost, (*node.shelves, shelf))

    def _keeps(self, node: _Node) -> bool:
        last = node.shelves[-1].stacks[0].boxes[-1].place[0]
        return self._shelver.modules[last].keep

    def _lead_cost(self, place: Place) -> float:
        """Price a first page on which the lead does not begin.

        It is charged where that page ends: charged where the lead begins, it would make ways that put it off look cheap.
        """
        if self._way is not None:
            return 0.0
        rest = self._shelver.modules[place[0] + (place[1] != START) :]
        return costs.LEAD_ELSEWHERE if any(module.rank == LEAD for module in rest) else 0.0

    def _end(self, node: _Node, place: Place, row: int) -> _Way:
        cost = node.cost + self._lead_cost(place)
        if place[0] >= len(self._shelver.modules) and self._way and row < _THIN_PAGE * self._rows:
            cost += _THIN
        return _Way(place, cost, node.shelves, self._way, row)
