"""What assembly decides by weighed signs, with the truth beside: breaks, crossheads, doubtful titles, repairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from itertools import pairwise

import numpy as np

from epubmaker.assemble import assemble, settle_titles
from epubmaker.assemble.assurance_signs import body_chains, known_joins, paragraph_signs
from epubmaker.assemble.compose import compose_page
from epubmaker.assemble.flow import split_flow
from epubmaker.assemble.graph import Gains, OrderCosts, TextGraph, text_graph
from epubmaker.assemble.order import AssemblyOptions, base_orders, read_order
from epubmaker.assemble.paragraphs import CERTAIN, PageShape, across_signs, break_signs, shape_score
from epubmaker.assemble.repairs import JoinWeights, find_repairs, join_signs
from epubmaker.assemble.strays import find_strays
from epubmaker.order.successors import END, best_successors
from epubmaker.assemble.title_signs import title_signs
from epubmaker.model import Role, probability
from epubmaker.training.assembly_pages import ScoredPage

Row = tuple[tuple[float, ...], bool]
SIGNS = len(fields(JoinWeights))
MOST_OF_IT = 0.6  # of the lines of a group are part of what it is
LONGEST_CROSSHEAD = 6  # lines


@dataclass
class Table:
    """This gathers rows of signs with their truth."""

    rows: list[Row] = field(default_factory=list)

    def signs(self) -> np.ndarray:
        """This returns (rows, signs)."""
        return np.array([signs for signs, _ in self.rows], float)

    def truth(self) -> np.ndarray:
        """This returns (rows,) booleans."""
        return np.array([truth for _, truth in self.rows], bool)


def break_rows(page: ScoredPage) -> Iterator[tuple[str, Row]]:
    """This yields the breaks to be decided along the reading order, by kind: row a paragraph, row a line, lines apart."""
    labels = settle_titles(page.lines, page.labels, page.seams)
    shape = page.shape(labels)
    reading = read_order(split_flow(page.lines, labels), shape, AssemblyOptions())
    for order in reading.orders.values():
        for place, (left, right) in enumerate(pairwise(order)):
            joins = page.truth.successor.get(left) == right
            ends = left in page.truth.closes and right in page.truth.opens
            join = reading.joins.get((left, right))
            if joins == ends or (join is not None and join.moved):
                continue
            if not labels[left].role is labels[right].role is Role.BODY:
                continue
            after = page.lines[order[place + 2]] if place + 2 < len(order) else None
            score = shape_score(page.lines[left], page.lines[right], after, shape)
            if abs(score) >= CERTAIN:
                continue
            kind = "apart" if right != left + 1 else "paragraph" if page.joined else "line"
            yield kind, (break_signs(page.lines[left], page.lines[right], score, shape), ends)


def title_rows(page: ScoredPage) -> Iterator[tuple[str, tuple[float, ...]]]:
    """This yields the groups that may be titles, with what they are (headline, crosshead, text) and their signs.

    The simulator's articles keep their crossheads as paragraphs: short ones that end no sentence.
    """
    opens, closes, known = page.truth.opens, page.truth.closes, page.truth.known
    for group, signs in title_signs(page.lines, page.labels, page.seams):
        most = MOST_OF_IT * len(group.numbers)
        in_title = sum(number in page.title for number in group.numbers)
        if in_title >= most:
            yield "headline", signs
        elif not in_title and sum(number in known for number in group.numbers) >= most:
            whole = group.first in opens and group.last in closes and len(group.numbers) <= LONGEST_CROSSHEAD
            yield "crosshead" if whole and group.text[-1] not in "。！？；" else "text", signs


def assurance_rows(page: ScoredPage) -> Iterator[Row]:
    """This yields the joins of a page's paragraphs with their signs (`assurance_signs.SIGNS`): is each true?"""
    labels = settle_titles(page.lines, page.labels, page.seams)
    made = compose_page(page.lines, labels, page.seams)
    known = known_joins(made.articles, made.withheld, made.page)
    for chain in body_chains(made.articles):
        for (left, right), signs in paragraph_signs(chain, known):
            if left in page.truth.known:
                yield signs, page.truth.successor.get(left) == right


def column_rows(page: ScoredPage) -> Iterator[Row]:
    """This yields the joins that the untangling of columns made inside paragraphs: is each true?"""
    labels = settle_titles(page.lines, page.labels, page.seams)
    shape = page.shape(labels)
    for article in assemble(page.lines, labels, page.seams).articles:
        for chain in article.chains:
            for place, (left, right) in enumerate(pairwise(chain.lines)):
                if right == left + 1 or left not in page.truth.known:
                    continue
                after = page.lines[chain.lines[place + 2]] if place + 2 < len(chain.lines) else None
                signs = across_signs(page.lines[left], page.lines[right], after, shape)
                yield signs, page.truth.successor.get(left) == right


@dataclass(frozen=True)
class RepairRow:
    """This is one repair as the order costs suggest it.

    signs  of every join it makes; `right`: which of them are true
    lost   true joins of the source that it gives up
    mended true joins it makes that the source had broken
    """

    signs: np.ndarray
    right: np.ndarray
    lost: int
    mended: int


@dataclass(frozen=True)
class PageRepairs:
    """This holds the repairs suggested on a page, and how many true joins are broken and kept in its text."""

    repairs: tuple[RepairRow, ...]
    broken: int
    kept: int


@dataclass(frozen=True)
class TextPage:
    """This is a page with its text as a graph in base order, made once for many costs."""

    shape: PageShape
    graph: TextGraph
    successor: Mapping[int, int]


def text_page(page: ScoredPage) -> TextPage:
    """This settles titles and untangles columns."""
    labels = settle_titles(page.lines, page.labels, page.seams)
    shape = page.shape(labels)
    base = base_orders(split_flow(page.lines, labels), shape)
    return TextPage(shape, text_graph(base, shape), page.truth.successor)


def page_repairs(page: TextPage, costs: OrderCosts) -> PageRepairs:
    """This works out the repairs that the costs suggest on a page."""
    graph, shape, truth = page.graph, page.shape, page.successor
    gains = Gains(graph, shape, costs, find_strays(graph, shape, costs).may_follow).rows()
    chosen = best_successors(gains)
    wanted = {graph.lines[k]: graph.lines[after] for k, after in enumerate(chosen) if after != END}
    rows = []
    for repair in find_repairs(graph, wanted, gains):
        right = np.array([truth.get(left) == follows for left, follows in repair.made], bool)
        rows.append(
            RepairRow(
                np.array(join_signs(repair, graph, shape), float).reshape(-1, SIGNS),
                right,
                sum(truth.get(left) == follows for left, follows in repair.given_up),
                sum(truth.get(left) == follows and follows != left + 1 for left, follows in repair.made),
            )
        )
    broken = sum(follows != left + 1 for left, follows in truth.items())
    kept = sum(truth.get(left) == follows for left, follows in graph.following.items())
    return PageRepairs(tuple(rows), broken, kept)


def in_order_rows(page: ScoredPage) -> Iterator[tuple[float, bool]]:
    """This yields the confidence that two neighbours in source order are joined, and whether they are."""
    labels = settle_titles(page.lines, page.labels, page.seams)
    for left, right in pairwise(line.number for line in page.lines):
        if labels[left].role is labels[right].role is Role.BODY and left in page.truth.known:
            yield probability(page.seams.in_order[left]), page.truth.successor.get(left) == right


@dataclass(frozen=True)
class RepairFigures:
    """These count what repairs above a threshold come to on some pages.

    mended  of `broken` true joins; right of `made` joins; lost of `in_order` true joins of the source
    """

    mended: int
    broken: int
    right: int
    made: int
    lost: int
    in_order: int

    def __add__(self, other: RepairFigures) -> RepairFigures:
        """This adds the counts of other pages."""
        return RepairFigures(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def repaired(self) -> float:
        """This returns the share of the broken joins that are mended."""
        return self.mended / max(1, self.broken)

    @property
    def precision(self) -> float:
        """This returns the share of the joins made that are right."""
        return self.right / max(1, self.made)

    @property
    def kept(self) -> float:
        """This returns the share of the right joins of the source that stand."""
        return 1 - self.lost / max(1, self.in_order)

    def __str__(self) -> str:
        """This prints the figures."""
        return (
            f"repaired {self.repaired:.3f} of {self.broken}, precision {self.precision:.3f} of {self.made}, "
            f"kept {self.kept:.4f}"
        )


def repair_figures(pages: Sequence[PageRepairs], weights: np.ndarray, threshold: float) -> RepairFigures:
    """This counts what is repaired, right and lost if repairs of at least `threshold` confidence are made."""
    total = RepairFigures(0, 0, 0, 0, 0, 0)
    for page in pages:
        total += RepairFigures(0, page.broken, 0, 0, 0, page.kept)
        for repair in page.repairs:
            chances = 1 / (1 + np.exp(-repair.signs @ weights)) if len(repair.right) else np.ones(1)
            if chances.mean() >= threshold:
                right = int(repair.right.sum())
                total += RepairFigures(repair.mended, 0, right, len(repair.right), repair.lost, 0)
    return total
