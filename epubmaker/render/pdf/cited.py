"""Citations behind paragraphs: where they may be parted, and how they stand where their paragraph leaves them no room."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from epubmaker.typeset import Composed, Unit
from epubmaker.typeset.classes import Sort
from epubmaker.typeset.units import Kind

_KNOWN = 4096  # numbers of rows and what stands round them, and their kinds: those of a book are few


def unbroken(units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units of a citation: a line may end in it behind a comma, where it names several rows, and nowhere else."""
    for unit, following in zip_longest(units, units[1:]):
        free = unit.kind.sort is Sort.PAUSE or following is None or not unit.kind.ends
        yield unit if free else _never_last(unit)


def below(cited: Composed) -> Composed:
    """Set a citation of one line at the end of the measure: a paragraph that has no room for it is not stretched."""
    *before, line = cited.lines
    shift = cited.measure - line.end
    return (
        cited
        if before
        else cited._replace(lines=(line._replace(start=line.start + shift, end=cited.measure),))
    )


@lru_cache(_KNOWN)
def _never_last(unit: Unit) -> Unit:
    return replace(unit, kind=_kind_never_last(unit.kind))


@lru_cache(_KNOWN)
def _kind_never_last(kind: Kind) -> Kind:
    return replace(kind, ends=False)
