"""Reading order: which body line follows which. Source order is kept wherever nothing speaks clearly against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.graph import Gains, OrderCosts, TextGraph, text_graph
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.assemble.successors import END, best_successors
from epubmaker.model import Diagnostic, Join


@dataclass(frozen=True, slots=True)
class AssemblyOptions:
    """This steers assembly. `apply_threshold` is the confidence below which a repair keeps source order and is only flagged."""

    apply_threshold: float = 0.5
    costs: OrderCosts = field(default_factory=OrderCosts)


@dataclass(frozen=True, slots=True)
class Reading:
    """This is the reading order of a page: for each text stretch its lines in order, and the joins that were decided on."""

    orders: Mapping[int, tuple[int, ...]]
    joins: Mapping[tuple[int, int], Join]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_order(stretches: Sequence[Stretch], page: PageShape, options: AssemblyOptions) -> Reading:
    """This orders the lines of every text stretch."""
    base = {stretch.order: stretch.lines for stretch in stretches if stretch.kind == "text"}
    graph = text_graph(base, page)
    chosen = best_successors(Gains(graph, page, options.costs).rows())
    successors = {graph.lines[k]: graph.lines[after] for k, after in enumerate(chosen) if after != END}
    joins = {
        (left, right): Join(left, right, 0.8, moved=True)
        for left, right in successors.items()
        if graph.following.get(left) != right
    }
    return Reading(_set_in_order(base, graph, successors), joins)


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
    """This follows the successors from every line that follows none, and cuts chains where a stretch has its other rows."""
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
