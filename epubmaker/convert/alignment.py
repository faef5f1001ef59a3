"""Which stretch of the converted text came from which stretch of the original."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from operator import itemgetter, ne

from epubmaker.convert.clauses import Clause
from epubmaker.text import patterns as re

CHANGED = re.compile(b"\x01+")
Stretch = tuple[int, int, str]


def even_stretches(before: str, after: str, offset: int = 0) -> list[Stretch]:
    """Return the runs of characters that changed in a text that kept its length: start, end, new characters."""
    if before == after:
        return []
    changed = bytes(map(ne, before, after))
    spans = (match.span() for match in CHANGED.finditer(changed))
    return [(offset + start, offset + end, after[start:end]) for start, end in spans]


def aligned_clauses(text: str, clauses: Iterable[Clause]) -> list[Stretch]:
    """Return what changed in the clauses of a text.

    Characters change one for one, except in phrase forms (`出租车`, `計程車`; `博客`, `部落格`). There a clause is compared with
    what it becomes character by character, and the stretch that differs is one change.
    """
    even: list[str] = []
    uneven: list[Stretch] = []
    at = 0
    for start, written, phrased, plain in clauses:
        if phrased == written:
            continue
        single = plain if len(plain) == len(written) else written
        if phrased == single:
            even += (text[at:start], phrased)
            at = start + len(written)
        else:
            uneven += _by_difference(start, written, phrased, single)
    found = even_stretches(text, "".join([*even, text[at:]]))
    return sorted([*found, *uneven], key=itemgetter(0)) if uneven else found


def _by_difference(start: int, written: str, after: str, single: str) -> list[Stretch]:
    """Return the changes of a clause with phrase forms in it, found by what the plain forms leave in place."""
    found: list[Stretch] = []
    reached, new_reached = 0, 0
    for low, high, new_low, new_high in _reworded(single, after):
        found += even_stretches(written[reached:low], after[new_reached:new_low], start + reached)
        found.append((start + low, start + high, after[new_low:new_high]))
        reached, new_reached = high, new_high
    return found + even_stretches(written[reached:], after[new_reached:], start + reached)


Opcode = tuple[int, int, int, int]


def _reworded(single: str, after: str) -> list[Opcode]:
    """Return where phrase forms replaced words, none of them empty.

    A word that only shifted (滑鼠, 鼠标) comes out as a loss and a gain around the character it kept: these are one.
    """
    found: list[Opcode] = []
    for kind, low, high, new_low, new_high in SequenceMatcher(
        None, single, after, autojunk=False
    ).get_opcodes():
        here = (low, high, new_low, new_high)
        if kind == "equal":
            continue
        if found and _belong_together(found[-1], here):
            before = found.pop()
            here = (before[0], high, before[2], new_high)
        found.append(here)
    return [_filled(change) for change in found]


def _belong_together(first: Opcode, second: Opcode) -> bool:
    """Say whether two changes touch, or have one character between them and are a loss or a gain."""
    uneven = any(low == high or new_low == new_high for low, high, new_low, new_high in (first, second))
    return second[0] - first[1] <= (1 if uneven else 0)


def _filled(change: Opcode) -> Opcode:
    """Write an insertion as a change of the character before it, or at the start of a text of the one behind."""
    low, high, new_low, new_high = change
    if low < high:
        return change
    return (low - 1, high, new_low - 1, new_high) if low else (low, high + 1, new_low, new_high + 1)
