"""Shelves: strips over the whole page in which stories stand side by side, each a rectangle of its own.

A shelf takes the next few stories in order and shares its columns among stacks of them. All ways to do so that keep the
order are tried, and those in which one story leaves its turn; a group of stories is measured once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from epubmaker.render.pdf.makeup import costs
from epubmaker.render.pdf.makeup.legs import Fill, Mark, balance, fill_legs
from epubmaker.render.pdf.makeup.modules import CONTINUED_ROWS, SEAM_ROWS, SHELF_ROWS, Frame, Module
from epubmaker.render.pdf.makeup.shares import MOST_WHITE, SOME_WHITE, Share, alike, may_hold, shares_of

Place = tuple[int, Mark]  # module, and where in its body

START = Mark(0)
_MOST_STORIES = 7  # on one shelf
_MANY_STORIES = 200  # in one document: an archive rather than an edition, for which less is tried
_NOTE = 1  # row at the foot of the last leg for the page on which a story goes on
_FULL = 0.4  # of a shelf that goes on on the next page has to be text; heads take a part of it


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is tried.

    ways        kept from page to page
    free_order  stories among which one may leave its turn
    options     shelves kept for the same stories
    """

    ways: int = 3
    free_order: int = 3
    options: int = 2


class Box(NamedTuple):
    """One story in a stack: its place, its head in rows, how its legs are filled, the rows of both together."""

    place: Place
    head: int
    fill: Fill
    rows: int
    broken: bool = False


class Stack(NamedTuple):
    """Stories one above the other, all of one width."""

    width: int
    boxes: tuple[Box, ...]
    rows: int
    cost: float


class Shelf(NamedTuple):
    """Stacks side by side, what they cost together, and the place from which the next shelf goes on."""

    stacks: tuple[Stack, ...]
    rows: int
    cost: float
    next: Place


class Shelver:
    """Maker of shelves for the modules of one document."""

    def __init__(self, modules: Sequence[Module], frame: Frame) -> None:
        self.modules = modules
        self.frame = frame
        self.effort = Effort() if len(modules) <= _MANY_STORIES else Effort(2, 0, 1)
        self._fills: dict[tuple[Place, int], Fill | None] = {}
        self._stacks: dict[tuple[Place, int, int], Stack | None] = {}
        self._rows: dict[Place, int] = {}
        self._whole: dict[Place, tuple[Shelf, ...]] = {}

    def whole(self, place: Place) -> tuple[Shelf, ...]:
        """Return the best shelves of whole stories that begin with `place`."""
        if place not in self._whole:
            self._whole[place] = tuple(self._search_whole(place))
        return self._whole[place]

    def broken(self, place: Place, rows: int) -> Iterator[Shelf]:
        """Yield shelves of exactly `rows` rows, the last of whose stories goes on on the next page."""
        module = self.modules[place[0]]
        if module.strip:
            yield from self._broken_strip(place, rows)
            return
        room = rows * self.frame.columns
        for places in self._runs(place):
            least = [self._least_rows(each) for each in places]
            upto = list(accumulate(least[:-1], initial=0))
            if upto[-1] > room:
                return
            if upto[-1] + least[-1] < _FULL * room:
                continue
            ends: dict[tuple[int, int], Stack | None] = {}  # shares that end alike end with the same stack
            for share in shares_of(self.frame.columns, len(places)):
                if may_hold(upto, share, rows):
                    shelf = self._broken_shelf(places, share, rows, ends)
                    if shelf is not None:
                        yield shelf

    def forced(self, place: Place, rows: int) -> Shelf:
        """Return a shelf that takes what it can of the story at `place`, where no rule can be kept."""
        module = self.modules[place[0]]
        legs = module.strip or self.frame.columns
        head = self.head(place, self.frame.columns)
        heights = [max(1, rows - head)] * legs
        whole = self.fill(place, self.frame.columns)
        if whole is not None:
            return self._over_all(_box(place, head, whole), costs.FORCED, (place[0] + 1, START))
        fill = fill_legs(module.pieces, place[1], [max(1, height - _NOTE) for height in heights], force=True)
        end = fill.ends[-1]
        following = (place[0], end) if end.piece < len(module.pieces) else (place[0] + 1, START)
        broken = following[0] == place[0] and not module.strip
        return self._over_all(_box(place, head, fill, broken=broken), costs.FORCED, following)

    def gap(self, place: Place) -> int:
        """Return the rows of white, with a rule in it, above a shelf that begins with `place` and is not the first."""
        number, mark = place
        headed = mark == START and number > 0 and self.modules[number - 1].keep
        return 0 if headed or self.modules[number].bare else SHELF_ROWS

    def head(self, place: Place, width: int) -> int:
        """Return the rows of the head over `width` columns: of the story, or of the line that says it is continued."""
        module = self.modules[place[0]]
        if place[1] == START:
            return module.heads[width - 1]
        return 0 if module.strip else CONTINUED_ROWS

    def fill(self, place: Place, width: int) -> Fill | None:
        """Return the equal legs of what is left of a story, None where a page could not hold them."""
        key = (place, width)
        if key not in self._fills:
            module = self.modules[place[0]]
            room = self.frame.rows - self.head(place, width)
            self._fills[key] = balance(module.pieces, place[1], module.strip or width, room)
        return self._fills[key]

    def _search_whole(self, place: Place) -> Iterator[Shelf]:
        for places in self._runs(place):
            following = (places[-1][0] + 1, START)
            found = self._in_order(places, following)
            for ordered, moved in _orders(places, self.effort.free_order):
                found += self._out_of_order(ordered, moved, following)
            found.sort(key=attrgetter("cost"))
            yield from found[: self.effort.options]

    def _in_order(self, places: tuple[Place, ...], following: Place) -> list[Shelf]:
        """Return the shelves of stories that stand in their turn."""
        found = []
        for share in alike(list(map(self._least_rows, places)), self.frame):
            stacks: list[Stack] = []
            for start, stop, width in share:
                stack = self._stack(places, start, stop, width)
                if stack is None:
                    break
                stacks.append(stack)
            else:
                shelf = _joined(stacks, max([stack.rows for stack in stacks]), following)
                if shelf is not None:
                    found.append(shelf)
        return found

    def _out_of_order(self, places: tuple[Place, ...], moved: int, following: Place) -> Iterator[Shelf]:
        """Yield the shelves of stories of which one has left its turn by `moved` places."""
        for share in alike(list(map(self._least_rows, places)), self.frame):
            stacks = [self._measured(places[start:stop], width) for start, stop, width in share]
            whole = [stack for stack in stacks if stack is not None]
            if len(whole) == len(stacks):
                shelf = _joined(whole, max([stack.rows for stack in whole]), following)
                if shelf is not None:
                    yield shelf._replace(cost=shelf.cost + costs.ORDER * moved)

    def _runs(self, place: Place) -> Iterator[tuple[Place, ...]]:
        """Yield the stories from `place` on that may share a shelf: one, two, three ..."""
        number = place[0]
        if number >= len(self.modules):
            return
        yield (place,)
        if self._stands_alone(number):
            return
        places = [place]
        rows = self._least_rows(place)
        for following in range(number + 1, min(number + _MOST_STORIES, len(self.modules))):
            if self._stands_alone(following):
                return
            places.append((following, START))
            rows += self._least_rows(places[-1])
            if rows > 1.15 * self.frame.rows * self.frame.columns:
                yield tuple(places)  # the last of them may still go on on the next page
                return
            yield tuple(places)

    def _stands_alone(self, number: int) -> bool:
        module = self.modules[number]
        return bool(module.strip) or module.keep or not (module.pieces or module.whole)

    def _least_rows(self, place: Place) -> int:
        if place not in self._rows:
            module = self.modules[place[0]]
            pieces = module.pieces
            rows = sum([pieces[k].rows for k in range(place[1].piece, len(pieces))])
            self._rows[place] = module.heads[0] if module.whole else rows - place[1].line
        return self._rows[place]

    def _stack(self, places: tuple[Place, ...], start: int, stop: int, width: int) -> Stack | None:
        """Return a stack of the stories from `start` to `stop`, which stand in their turn: all but the last, and that below."""
        key = (places[start], stop - start, width)
        if key not in self._stacks:
            if stop - start == 1:
                return self._single(places[start], width)
            above = self._stack(places, start, stop - 1, width)
            self._stacks[key] = self._below(above, self._single(places[stop - 1], width))
        return self._stacks[key]

    def _measured(self, places: tuple[Place, ...], width: int) -> Stack | None:
        stack = self._single(places[0], width)
        for place in places[1:]:
            stack = self._below(stack, self._single(place, width))
        return stack

    def _single(self, place: Place, width: int) -> Stack | None:
        """Return a stack of one story."""
        key = (place, 1, width)
        if key not in self._stacks:
            fill = self.fill(place, width)
            box = _box(place, self.head(place, width), fill) if fill is not None else None
            self._stacks[key] = self._of_one(box, width) if box is not None else None
        return self._stacks[key]

    def _of_one(self, box: Box, width: int) -> Stack | None:
        module, cost = self.modules[box.place[0]], 0.0
        if not module.strip:
            cost = costs.cost_of_part(module.rank, box.fill, width, self.frame)
            if box.broken or box.place[1] != START:
                cost += costs.cost_of_stub(box.fill)
        good = box.rows <= self.frame.rows and cost < costs.NEVER
        return Stack(width, (box,), box.rows, cost) if good else None

    def _below(self, above: Stack | None, stack: Stack | None) -> Stack | None:
        """Return two stacks of one width one above the other, None where a page cannot hold them."""
        if above is None or stack is None:
            return None
        rows = above.rows + SEAM_ROWS + stack.rows
        if rows > self.frame.rows:
            return None
        return Stack(above.width, above.boxes + stack.boxes, rows, above.cost + stack.cost)

    def _broken_strip(self, place: Place, rows: int) -> Iterator[Shelf]:
        module = self.modules[place[0]]
        head = self.head(place, self.frame.columns)
        whole = self.fill(place, self.frame.columns)
        if whole is not None and head + whole.rows <= rows:  # what has room is not parted
            return
        height = rows - head
        spare = self._least_rows(place) - (height + costs.LEAST_LEG) * module.strip
        if spare < 0:  # what goes on would be a stub: more goes on
            height += spare // module.strip
        if not module.pieces or height < costs.LEAST_LEG:
            return
        fill = fill_legs(module.pieces, place[1], [height] * module.strip)
        left = self._least_rows((place[0], fill.ends[-1]))
        if place[1] < fill.ends[-1] and left >= costs.LEAST_LEG * module.strip:
            white = costs.cost_of_white(rows - head - height, self.frame.columns, 0)
            yield self._over_all(_box(place, head, fill), white, (place[0], fill.ends[-1]))

    def _broken_shelf(
        self, places: tuple[Place, ...], share: Share, rows: int, ends: dict[tuple[int, int], Stack | None]
    ) -> Shelf | None:
        stacks: list[Stack] = []
        for start, stop, width in share[:-1]:
            stack = self._stack(places, start, stop, width)
            if stack is None or stack.rows > rows:
                return None
            stacks.append(stack)
        start, _, width = share[-1]
        if (start, width) not in ends:
            ends[start, width] = self._broken_stack(places[start:], width, rows)
        last = ends[start, width]
        if last is None:
            return None
        box = last.boxes[-1]
        return _joined(
            [*stacks, last], rows, (box.place[0], box.fill.ends[-1]), costs.cost_of_turn(self.frame)
        )

    def _broken_stack(self, places: tuple[Place, ...], width: int, rows: int) -> Stack | None:
        """Return a stack of `rows` rows whose last story goes on on the next page."""
        above = self._stack(places, 0, len(places) - 1, width) if len(places) > 1 else None
        if len(places) > 1 and above is None:
            return None
        box = self._broken_box(places[-1], width, rows - (above.rows + SEAM_ROWS if above else 0))
        stack = self._of_one(box, width) if box is not None else None
        return self._below(above, stack) if above is not None else stack

    def _broken_box(self, place: Place, width: int, rows: int) -> Box | None:
        """Return as much of a story as `rows` rows hold, None where what stands or what goes on would be a stub."""
        module = self.modules[place[0]]
        head = self.head(place, width)
        height = rows - head - _NOTE
        if height < costs.LEAST_LEG or not module.pieces:
            return None
        left = self._least_rows(place)
        alone = place[0] + 1 >= len(self.modules) or self._stands_alone(place[0] + 1)
        legs = self.frame.columns if alone else min(2, self.frame.columns)  # of what goes on
        spare = left - height * width - costs.LEAST_LEG * legs
        if spare < 0:  # what goes on would be a stub: more goes on
            height += spare // width
        if height < costs.LEAST_LEG:
            return None
        fill = _before_whole(module, place[1], fill_legs(module.pieces, place[1], [height] * width))
        if fill.ends[-1].piece >= len(module.pieces) or min(fill.used) < costs.LEAST_LEG:
            return None
        return _box(place, head, fill, broken=True)

    def _over_all(self, box: Box, cost: float, following: Place) -> Shelf:
        stack = Stack(self.frame.columns, (box,), box.rows, cost)
        return Shelf((stack,), stack.rows, cost, following)


def _before_whole(module: Module, mark: Mark, fill: Fill) -> Fill:
    """Return legs of equal length where a picture or a table that goes on on the next page has left the last of them short."""
    end = fill.ends[-1]
    parted = end.line or end.piece >= len(module.pieces) or module.pieces[end.piece].flows
    if parted or fill.spread <= 1 or end <= mark:
        return fill
    return balance(module.pieces[: end.piece], mark, len(fill.used), fill.rows) or fill


def _box(place: Place, head: int, fill: Fill, *, broken: bool = False) -> Box:
    return Box(place, head, fill, head + fill.rows + (_NOTE if broken else 0), broken)


def _joined(stacks: list[Stack], rows: int, following: Place, extra: float = 0.0) -> Shelf | None:
    cost = extra
    for stack in stacks:
        blank = rows - stack.rows
        if len(stacks) > 1 and blank > max(SOME_WHITE, MOST_WHITE * rows):
            return None
        cost += stack.cost + costs.cost_of_white(blank, stack.width, len(stack.boxes) - 1)
    return Shelf(tuple(stacks), rows, cost, following)


def _orders(places: tuple[Place, ...], free: int) -> Iterator[tuple[tuple[Place, ...], int]]:
    """Yield the orders in which one place stands first or last out of its turn, and by how much."""
    if 1 < len(places) <= free and places[0][1] == START:
        last = len(places) - 1
        for moved in range(len(places)):
            rest = places[:moved] + places[moved + 1 :]
            if moved:
                yield (places[moved], *rest), moved
            if moved < last - 1:
                yield (*rest, places[moved]), last - moved
