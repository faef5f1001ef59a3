"""Which stretch of the converted text came from which stretch of the original."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import compress
from operator import ne

from epubmaker.convert.engine import Asked, Configuration, convert_pieces
from epubmaker.restore.characters import HAN
from epubmaker.text import patterns as re

# Letters before a word can be part of it: U盘 is 隨身碟.
RUN = re.compile(f"[A-Za-z]*+[{HAN}]+|[^{HAN}A-Za-z]+|[A-Za-z]+")
Stretch = tuple[int, int, str]


def converted_stretches(
    pieces: Sequence[str], offsets: Sequence[int], chosen: Configuration, asked: Asked
) -> Iterator[Stretch]:
    """Convert pieces that begin at the offsets and yield what changed: start, end, new characters.

    Characters change one for one, except in phrase forms (`出租车`, `計程車`; `博客`, `部落格`). There a run of Han
    characters is compared with what it becomes character by character, and the stretch that differs is one change.
    """
    if chosen.character_form is None:
        converted = convert_pieces(pieces, chosen)
        if all(map(_same_length, pieces, converted)):
            for piece, offset, after in zip(pieces, offsets, converted, strict=True):
                yield from _one_for_one(piece, offset, after)
            return
    runs = [
        (match[0], offset + match.start())
        for piece, offset in zip(pieces, offsets, strict=True)
        for match in RUN.finditer(piece)
    ]
    words = [run for run, _ in runs]
    whole = asked.of(words, chosen)
    plain = asked.of(words, chosen.character_form or chosen)
    for (run, offset), after, made in zip(runs, whole, plain, strict=True):
        if after == made == run:
            continue
        single = made if len(made) == len(run) else run
        if after == single:
            yield from _one_for_one(run, offset, after)
        else:
            yield from _by_difference(run, offset, after, single)


def _same_length(before: str, after: str) -> bool:
    return len(before) == len(after)


def _one_for_one(before: str, offset: int, after: str) -> Iterator[Stretch]:
    """Yield the runs of characters that changed in a text that kept its length."""
    if before == after:
        return
    changed = list(compress(range(len(before)), map(ne, before, after)))
    start = previous = changed[0]
    for at in changed:
        if at > previous + 1:
            yield offset + start, offset + previous + 1, after[start : previous + 1]
            start = at
        previous = at
    yield offset + start, offset + previous + 1, after[start : previous + 1]


def _by_difference(run: str, offset: int, after: str, single: str) -> Iterator[Stretch]:
    """Yield the changes of a run with phrase forms in it, found by what the plain forms leave in place."""
    reached, new_reached = 0, 0
    for low, high, new_low, new_high in _reworded(single, after):
        yield from _one_for_one(run[reached:low], offset + reached, after[new_reached:new_low])
        yield offset + low, offset + high, after[new_low:new_high]
        reached, new_reached = high, new_high
    yield from _one_for_one(run[reached:], offset + reached, after[new_reached:])


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
