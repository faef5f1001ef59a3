"""Reading order: which text line follows which.

First rows that interleave columns are untangled; then lines that strayed are put where they belong, all of them weighed
together. The order so far is kept wherever nothing speaks clearly against it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise

from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.graph import Gains, OrderCosts, TextGraph, text_graph
from epubmaker.assemble.interleave import untangle_rows
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.assemble.repairs import JoinWeights, find_repairs, repaired_joins
from epubmaker.assemble.strays import find_strays
from epubmaker.order.successors import END, Successors, find_rings
from epubmaker.model import Join, Role, probability

PATIENT = 2  # rounds in which doubtful repairs lose one join each
NOTED = 0.9  # joins below are recorded in the edition


@dataclass(frozen=True, slots=True)
class AssemblyOptions:
    """This steers assembly. `apply_threshold` is the confidence below which a repair keeps source order and is only flagged."""

    apply_threshold: float = 0.8
    costs: OrderCosts = field(default_factory=OrderCosts)
    weights: JoinWeights = field(default_factory=JoinWeights)


@dataclass(frozen=True, slots=True)
class Reading:
    """This is the reading order of a page: for each text stretch its lines in order.

    joins     the joins worth a note, should they fall inside a paragraph: those that moved, and those not beyond doubt
    withheld  the joins of repairs that were not sure enough to be made
    """

    orders: Mapping[int, tuple[int, ...]]
    joins: Mapping[tuple[int, int], Join]
    withheld: tuple[Join, ...] = ()


def read_order(stretches: Sequence[Stretch], page: PageShape, options: AssemblyOptions) -> Reading:
    """This orders the lines of every text stretch."""
    base = base_orders(stretches, page)
    graph = text_graph(base, page)
    strays = find_strays(graph, page, options.costs)
    gains = Gains(graph, page, options.costs, strays.may_follow).rows()
    wanted, moved, withheld = _sure_successors(graph, gains, page, options)
    _cut_rings(wanted, moved)
    orders = _set_in_order(base, graph, wanted)
    noted = {(join.left, join.right): join for join in (*_in_order_joins(orders, page), *moved)}
    return Reading(orders, noted, tuple(withheld))


def _sure_successors(
    graph: TextGraph, gains: list[dict[int, float]], page: PageShape, options: AssemblyOptions
) -> tuple[dict[int, int], list[Join], list[Join]]:
    """This returns the successors of all lines, the joins that moved, and those that were not sure enough.

    A repair that is not sure as a whole loses its least sure join, and the lines around it are weighed anew. On pages of
    many such repairs they lose all their joins after some rounds, and in the end their lines keep to source order: rounds,
    each linear in the lines, would otherwise grow with the page.
    """
    withheld: list[Join] = []
    successors = Successors(gains)
    for turn in count():
        wanted = {
            graph.lines[k]: graph.lines[after] for k, after in enumerate(successors.chosen) if after != END
        }
        moved: list[Join] = []
        doubtful: list[Join] = []
        for repair in find_repairs(graph, wanted, gains):
            joins = repaired_joins(repair, graph, page, options.weights)
            moved.extend(joins)
            if joins and sum(join.confidence for join in joins) < options.apply_threshold * len(joins):
                doubtful += joins if turn >= PATIENT else [min(joins, key=lambda join: join.confidence)]
        if not doubtful:
            break
        withheld += doubtful
        given_up = [(graph.place[join.left], graph.place[join.right]) for join in doubtful]
        if turn >= 2 * PATIENT:
            given_up += _leaving_source(gains, doubtful, graph)
        for left, right in given_up:
            gains[left].pop(right, None)
        successors.withdraw(given_up)
    return _with_source_order(wanted, graph), moved, withheld


def _leaving_source(
    gains: Sequence[Mapping[int, float]], doubtful: Sequence[Join], graph: TextGraph
) -> list[tuple[int, int]]:
    """This returns the pairs on either side of doubtful joins that are no neighbours in the source, by their places."""
    lefts, rights = {join.left for join in doubtful}, {join.right for join in doubtful}
    found = []
    for left, row in enumerate(gains):
        line = graph.lines[left]
        follows = graph.following.get(line)
        for right in row:
            after = graph.lines[right]
            if (line in lefts or after in rights) and after != follows:
                found.append((left, right))
    return found


def _with_source_order(wanted: Mapping[int, int], graph: TextGraph) -> dict[int, int]:
    """This lets a line without successor be followed by the next of the source where that one follows none."""
    successors = dict(wanted)
    followed = set(successors.values())
    for left, right in graph.following.items():
        if left not in successors and right not in followed:
            successors[left] = right
    return successors


def base_orders(stretches: Sequence[Stretch], page: PageShape) -> dict[int, tuple[int, ...]]:
    """This returns the lines of every text stretch with interleaved columns untangled: the order that repairs start from."""
    return {stretch.order: _untangled(stretch.lines, page) for stretch in stretches if stretch.kind == "text"}


def _cut_rings(successors: dict[int, int], moved: list[Join]) -> None:
    """This cuts rings, which can arise where some repairs were made and others not, at their least sure join."""
    for ring in find_rings(successors):
        made = [join for join in moved if join.left in ring]
        weakest = min(made, key=lambda join: join.confidence)
        moved.remove(weakest)
        del successors[weakest.left]


def _untangled(lines: Sequence[int], page: PageShape) -> tuple[int, ...]:
    """This untangles the text lines of a stretch, run by run between its crossheads and labels."""
    ordered: list[int] = []
    for run in _text_runs(lines, page):
        if len(run) > 1 and not page.joined:
            ordered.extend(number for column in untangle_rows(run, page) for number in column)
        else:
            ordered.extend(run)
    return tuple(ordered)


def _text_runs(lines: Sequence[int], page: PageShape) -> Iterator[list[int]]:
    """This yields the runs of body lines, and every other line by itself."""
    run: list[int] = []
    for number in lines:
        if page.labels[number].role is Role.BODY:
            run.append(number)
            continue
        yield from ([run] if run else [])
        yield [number]
        run = []
    yield from ([run] if run else [])


def _in_order_joins(orders: Mapping[int, Sequence[int]], page: PageShape) -> Iterator[Join]:
    """This yields the joins of neighbours in the source that are not beyond doubt."""
    for numbers in orders.values():
        for left, right in pairwise(numbers):
            if right != left + 1 or not page.seams.in_order:
                continue
            confidence = probability(page.seams.in_order[left])
            if confidence < NOTED and page.labels[left].role is page.labels[right].role is Role.BODY:
                yield Join(left, right, round(confidence, 3), moved=False)


def _set_in_order(
    base: Mapping[int, Sequence[int]], graph: TextGraph, successors: Mapping[int, int]
) -> dict[int, tuple[int, ...]]:
    """This sets the chains of successors into the flow: each stands where its longest run of the base order stands."""
    chains = _chains(graph, successors)
    others = [(number,) for numbers in base.values() for number in numbers if number not in graph.place]
    rank = {number: k for k, number in enumerate(n for numbers in base.values() for n in numbers)}
    stretch = {number: order for order, numbers in base.items() for number in numbers}
    placed: dict[int, list[int]] = {order: [] for order in base}
    for chain in sorted([*chains, *others], key=lambda chain: rank[_anchor(chain, graph)]):
        placed[stretch[_anchor(chain, graph)]].extend(chain)
    return {order: tuple(numbers) for order, numbers in placed.items()}


def _chains(graph: TextGraph, successors: Mapping[int, int]) -> list[tuple[int, ...]]:
    """This follows the successors from every line that follows none."""
    followed = set(successors.values())
    chains = []
    for start in graph.lines:
        if start in followed:
            continue
        chain = [start]
        while (after := successors.get(chain[-1])) is not None:
            chain.append(after)
        chains.append(tuple(chain))
    return chains


def _anchor(chain: Sequence[int], graph: TextGraph) -> int:
    """This returns the first line of the longest run of a chain that follows the base order."""
    best, length, start = chain[0], 0, 0
    for k in range(1, len(chain) + 1):
        if k == len(chain) or graph.following.get(chain[k - 1]) != chain[k]:
            if k - start > length:
                best, length = chain[start], k - start
            start = k
    return best
