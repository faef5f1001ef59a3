"""Reading order: which body line follows which. Source order is kept wherever nothing speaks clearly against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.model import Diagnostic, Join


@dataclass(frozen=True, slots=True)
class AssemblyOptions:
    """This steers assembly. `apply_threshold` is the confidence below which a repair keeps source order and is only flagged."""

    apply_threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """This is the reading order of a page: for each text stretch its lines in order, and the joins that were decided on."""

    orders: Mapping[int, tuple[int, ...]]
    joins: Mapping[tuple[int, int], Join]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_order(stretches: Sequence[Stretch], page: PageShape, options: AssemblyOptions) -> Reading:
    """This orders the lines of every text stretch."""
    orders = {stretch.order: stretch.lines for stretch in stretches if stretch.kind == "text"}
    return Reading(orders, {})
