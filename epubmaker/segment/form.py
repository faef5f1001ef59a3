"""How the rows of a text stand for its paragraphs, told from the whole text.

People keep texts in plain forms: a paragraph on a row, or rows wrapped at some width with white space before the first of
each paragraph (CLREQ 3.4.1: two characters). Where such a form is plain to see, what it prints outweighs every guess from
words and widths. Where it is not (columns of a page, recognised lines), nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from epubmaker.model import set_width
from epubmaker.segment.complete import ANNOUNCES, are_complete
from epubmaker.segment.rows import Row
from epubmaker.text.marks import BRACKETED, BULLET, ends_sentence, heading_level

LONG = 32.0  # em: wider than a column of a newspaper, or a headline over several
MOST_INDENT = 4.5  # em; more is a position on the page, not the opening of a paragraph
LEAST_INDENT = 1.5  # em: three spaces, or one and a half characters
SURE = 0.9  # share of rows that have to follow a form for it to be one
FEW = 2  # rows: fewer show no form
MOST_END = 0.6  # of the long rows end a sentence: of printed rows, wrapped or set apart, a quarter does
APART = 0.97  # share of rows before which an empty row stands where each is a part by itself
MOST_TEXT, MUCH_TEXT, MANY = 0.5, 0.25, 8  # share of the text that long rows hold: less where they are many
NEARLY_ALL = 0.8  # share of the text in long rows from which paragraphs whose ends are lost count for less
VARIED = (
    1.4  # times the width of a long row is that of another one, at the quartiles, where rows are paragraphs
)
FULL = 0.75  # of the usual width: a row narrower than that goes on nowhere
MOST_TITLES = 4  # rows of headline, byline and the like between two texts


def openings(rows: Sequence[Row], text: str) -> tuple[bool | None, ...]:
    """Return for each row whether a paragraph opens with it (True), goes on (False), or whether nothing is known (None).

    Linear in the text.
    """
    texts = [row.span.of(text) for row in rows]
    widths = [set_width(content) for content in texts]
    ended = [ends_sentence(content) or bool(BRACKETED.fullmatch(content)) for content in texts]
    found: tuple[bool | None, ...] = (None,) * len(rows)
    if _are_apart(rows, widths, ended):
        found = (True,) * len(rows)
    elif _are_paragraphs(widths, ended):
        found = _paragraph_openings(rows, widths, ended)
    elif _are_marked(rows, widths, ended):
        found = _marked_openings(rows, widths, ended)
    elif are_complete(texts, ended):
        closed = [end or text[-1] in ANNOUNCES for end, text in zip(ended, texts, strict=True)]
        found = _complete_openings(rows, closed)
    titles = [heading_level(content) > 0 for content in texts]
    beside = zip(titles, [False, *titles], found, strict=False)
    items = [bool(BULLET.match(content)) for content in texts]
    markdown = any(titles)
    for here in range(1, len(rows)):  # an empty row ends a list, and in Markdown every paragraph
        parts = markdown or bool(BULLET.match(texts[here - 1]))
        items[here] = items[here] or (parts and rows[here].block != rows[here - 1].block)
    return tuple(
        title or after or item or known for (title, after, known), item in zip(beside, items, strict=True)
    )


def _are_apart(rows: Sequence[Row], widths: Sequence[float], ended: Sequence[bool]) -> bool:
    """Say whether an empty row parts all rows, and the long ones are paragraphs: then each is a part by itself."""
    parted = sum(row.block != before.block for before, row in pairwise(rows))
    long = [end for width, end in zip(widths, ended, strict=True) if width >= LONG]
    return parted >= APART * (len(rows) - 1) and len(long) >= FEW and sum(long) >= MOST_END * len(long)


def _are_paragraphs(widths: Sequence[float], ended: Sequence[bool]) -> bool:
    """Say whether a row holds a paragraph: long rows hold much of the text, and nearly all of them end a sentence.

    Fewer may do where long rows hold nearly all of the text, or are of as many widths as paragraphs are: wrapped rows have one.
    """
    long = [(width, end) for width, end in zip(widths, ended, strict=True) if width >= LONG]
    if len(long) < FEW:
        return False
    held, closed = sum(width for width, _ in long) / sum(widths), sum(end for _, end in long) / len(long)
    much = MOST_TEXT if len(long) < MANY else MUCH_TEXT
    if closed < MOST_END or held < much:
        return False
    ordered = sorted(width for width, _ in long)
    vary = ordered[3 * len(ordered) // 4] >= VARIED * ordered[len(ordered) // 4]
    return closed >= SURE or held >= NEARLY_ALL or vary


def _paragraph_openings(
    rows: Sequence[Row], widths: Sequence[float], ended: Sequence[bool]
) -> tuple[bool | None, ...]:
    """Return the openings where a row is a paragraph: unknown only between titles, and after a row that breaks off."""
    texts = [end or width >= LONG for width, end in zip(widths, ended, strict=True)]
    found: list[bool | None] = [True]
    for before in range(len(rows) - 1):
        here = before + 1
        broken_off = texts[before] and not ended[before] and not _is_set_in(rows[here])
        found.append(None if broken_off or not (texts[before] or texts[here]) else True)
    return tuple(found)


def _complete_openings(rows: Sequence[Row], ended: Sequence[bool]) -> tuple[bool | None, ...]:
    """Return the openings where no row breaks off: every row is a part, but for few rows above a text, which may be one title."""
    found: list[bool | None] = [True] * len(rows)
    first = 0
    for here in range(1, len(rows) + 1):
        parted = here == len(rows) or rows[here].block != rows[here - 1].block
        if parted or ended[here] or ended[here - 1]:
            below = here < len(rows) and ended[here]
            if below and not ended[first] and here - first <= MOST_TITLES:
                found[first + 1 : here] = [None] * (here - first - 1)
            first = here
    return tuple(found)


def _are_marked(rows: Sequence[Row], widths: Sequence[float], ended: Sequence[bool]) -> bool:
    """Say whether white space marks where paragraphs open: always as much of it, and behind texts that have come to their end."""
    indents = Counter(row.indent for row in rows if row.indent)
    if not indents or indents.total() == len(rows):
        return False
    usual, count = indents.most_common(1)[0]
    narrow = _narrow(widths)
    marked = [number for number, row in enumerate(rows) if number and _is_set_in(row)]
    torn = sum(
        not ended[number - 1]
        and rows[number - 1].block == rows[number].block
        and not narrow[number - 1]
        and _first_title(rows, ended, narrow, number) == number
        for number in marked
    )
    return (
        LEAST_INDENT <= usual <= MOST_INDENT
        and count >= SURE * indents.total()
        and len(marked) + _is_set_in(rows[0]) >= FEW
        and torn <= (1 - SURE) * len(marked)
    )


def _marked_openings(
    rows: Sequence[Row], widths: Sequence[float], ended: Sequence[bool]
) -> tuple[bool | None, ...]:
    """Return the openings where white space marks them: rows without go on, but for titles between two texts."""
    narrow = _narrow(widths)
    found: list[bool | None] = [_is_set_in(row) for row in rows]
    for here, row in enumerate(rows):
        first = _first_title(rows, ended, narrow, here) if _is_set_in(row) else here
        if first < here:
            found[first:here] = [True, *[None] * (here - first - 1)]
    return (True, *found[1:])


def _first_title(rows: Sequence[Row], ended: Sequence[bool], narrow: Sequence[bool], here: int) -> int:
    """Return the first of the titles right before a row that is set in, or that row where there are none.

    Titles are few rows that are not set in and end no sentence, behind a text that has ended or an empty row; or one such
    row behind a narrow one, which goes on nowhere, whatever its marks.
    """
    first = here
    while first and here - first <= MOST_TITLES and not (_is_set_in(rows[first - 1]) or ended[first - 1]):
        if first < here and rows[first].block != rows[first - 1].block:
            return first
        first -= 1
    if here <= first + MOST_TITLES and (not first or ended[first - 1]):
        return first
    alone = here > 1 and not _is_set_in(rows[here - 1]) and not ended[here - 1] and narrow[here - 2]
    return here - 1 if alone else here


def _narrow(widths: Sequence[float]) -> list[bool]:
    """Say which rows are clearly narrower than the text is set: the last of a paragraph, or a title."""
    full = FULL * sorted(widths)[(3 * len(widths)) // 4]
    return [width < full for width in widths]


def _is_set_in(row: Row) -> bool:
    return LEAST_INDENT <= row.indent <= MOST_INDENT
