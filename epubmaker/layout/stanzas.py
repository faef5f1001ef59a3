"""Verse: rows set in the type of the text that begin below each other and end where they will. None of them is a title."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from epubmaker.layout.atoms import Atom
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import PlacedLine, bounds
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence

LEAST = 6  # rows of a poem; fewer are as well a title in the type of the text with what stands round it
FLUSH, FULL = 0.2, 0.5  # sizes: rows that begin together, and rows that end together
ENDED, MARKED = 0.25, 0.15  # share of rows that end a sentence, and that hold marks, figures or blanks
TOGETHER = 0.5  # share of the rows that end together: more is prose that fills its column
_INSIDE = re.compile(r"[，。、；：！？].|[0-9A-Za-z\u3000]|^[（(【·●■]")
BETWEEN = 2.6  # of the page's pitch: from the last row of a stanza to the first of the next
PLAIN = 0.02  # of the size: what rows of one type differ by at most


def verse_rows(numbers: Iterable[int], lines: Sequence[PlacedLine], scale: Scale) -> set[int]:
    """Return the rows of poems and lists, on a page whose typefaces are known: a title is set otherwise than the rows below it."""
    if not scale.exact or not scale.knows_fonts:
        return set()
    plain = [number for number in numbers if _is_plain(lines[number], scale)]
    poems: list[list[int]] = []
    for number in sorted(plain, key=lambda number: (lines[number].box.y0, lines[number].box.x0)):
        box = lines[number].box
        for poem in reversed(poems):
            last = lines[poem[-1]].box
            if abs(last.x0 - box.x0) <= FLUSH * scale.body and 0 < box.y0 - last.y0 <= BETWEEN * scale.pitch:
                poem.append(number)
                break
        else:
            poems.append([number])
    return {number for poem in poems if _is_verse(poem, lines, scale) for number in poem}


def joined_stanzas(
    blocks: Sequence[Atom], verse: set[int], lines: Sequence[PlacedLine], scale: Scale
) -> list[Atom]:
    """Return blocks of text, stanzas that stand below each other in one: no cut goes through a poem."""
    made: list[Atom] = []
    for block in sorted(blocks, key=lambda block: block.box.y0):
        above = next((other for other in reversed(made) if _follows(other, block, verse, lines, scale)), None)
        if above is None:
            made.append(block)
        else:
            box, quoted = bounds([above.box, block.box]), [*above.quoted, *block.quoted]
            made[made.index(above)] = Atom(
                "text", box, [*above.lines, *block.lines], above.rank, quoted=quoted
            )
    return made


def _follows(upper: Atom, lower: Atom, verse: set[int], lines: Sequence[PlacedLine], scale: Scale) -> bool:
    last, first = lines[upper.lines[-1]].box, lines[lower.lines[0]].box
    return (
        verse.issuperset(upper.lines)
        and verse.issuperset(lower.lines)
        and abs(last.x0 - first.x0) <= FLUSH * scale.body
        and 0 < first.y0 - last.y0 <= BETWEEN * scale.pitch
    )


def _is_plain(line: PlacedLine, scale: Scale) -> bool:
    """Say whether a row is set in the type of the text."""
    return (
        line.font == scale.font
        and abs(line.size - scale.body) <= PLAIN * scale.body
        and not line.vertical
        and line.bold == scale.bold
    )


def _is_verse(poem: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> bool:
    """Say whether rows that begin together end apart, and hardly any of them ends a sentence, holds a mark or opens an item."""
    rows = [lines[number] for number in poem]
    if len(rows) < LEAST:
        return False
    ends = sorted(row.box.x1 for row in rows)
    full = max(bisect_right(ends, end + FULL * scale.body) - at for at, end in enumerate(ends))
    ended = sum(ends_sentence(row.text) for row in rows)
    marked = sum(_INSIDE.search(row.text) is not None for row in rows)
    return full <= TOGETHER * len(rows) and ended <= ENDED * len(rows) and marked <= MARKED * len(rows)


__all__ = ["joined_stanzas", "verse_rows"]
