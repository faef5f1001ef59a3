"""Titles printed over a picture, white out of a dark sky or across a band of it, are titles and no words of the picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from epubmaker.layout.atoms import Atom
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, Picture, PlacedLine
from epubmaker.text.ideographs import is_ideograph

LARGE, SMALL = 1.8, 1.1  # sizes of the text: the largest row of such a title, and the least of its rows
MOST_ROWS = 5  # more rows in a picture are its own words: a chart, a poster, an advertisement
WORDS = 4  # ideographs of the largest row; figures and single characters are parts of a chart
APART = 1.5  # of the size of the row above or below: rows of one title stand no further apart
WIDE = 0.2  # of the picture's width: the largest row


def titles_over(
    pictures: Sequence[Picture], numbers: Iterable[int], lines: Sequence[PlacedLine], scale: Scale
) -> set[int]:
    """Return the rows of titles that are printed over pictures; only a PDF tells them from what a photograph shows."""
    found: set[int] = set()
    if not scale.exact:
        return found
    rows = sorted(numbers, key=lambda number: lines[number].box.y0)
    for picture in pictures:
        inside = [number for number in rows if picture.box.holds(lines[number].box, 0.3 * scale.body)]
        if _is_title(inside, picture.box, lines, scale):
            found.update(inside)
    return found


def _is_title(inside: Sequence[int], picture: Box, lines: Sequence[PlacedLine], scale: Scale) -> bool:
    """Say whether the rows in a picture are a title: few, the largest much larger than text, right below each other."""
    if not 0 < len(inside) <= MOST_ROWS:
        return False
    own = [lines[number] for number in inside]
    top = max(own, key=lambda line: line.size)
    close = all(
        lower.box.y0 - upper.box.y1 <= APART * max(upper.size, lower.size) for upper, lower in pairwise(own)
    )
    return (
        close
        and top.size >= LARGE * scale.body
        and min(line.size for line in own) >= SMALL * scale.body
        and sum(map(is_ideograph, top.text)) >= WORDS
        and top.box.width >= WIDE * picture.width
    )


def beside_titles(figures: Sequence[Atom], titles: Iterable[int], lines: Sequence[PlacedLine]) -> None:
    """Take the pictures with a title over them for the larger part above or below it: no cut goes through a picture."""
    for number in titles:
        box = lines[number].box
        for figure in figures:
            if figure.box.holds(box, 0.3 * lines[number].size):
                above = Box(figure.box.x0, figure.box.y0, figure.box.x1, box.y0)
                below = Box(figure.box.x0, box.y1, figure.box.x1, figure.box.y1)
                figure.box = max(above, below, key=lambda part: part.height)


__all__ = ["beside_titles", "titles_over"]
