"""Physical lines inside a row: some recognisers print a paragraph on one row and a space for every line end.

Such a space is told from a space of the text by what stands around it: the pieces between line ends are as wide as the
column, the pieces between other spaces (`本报讯 昨天`, `王 强`, `64 名`) are short.
"""

from collections.abc import Sequence
from itertools import pairwise

from epubmaker.model import Span, set_width
from epubmaker.segment.rows import Row
from epubmaker.text import patterns as re
from epubmaker.text.marks import heading_level

LONG = 8.0  # em: no news column is narrower than this, no spaced word is wider
WIDEST = 40.0  # em: no printed line of news is wider; a title and its text in one row are, together and mostly alone
SPACE = re.compile(r"[ \t\u00a0]+")
# A line ends anywhere, mostly between two Chinese characters; a space beside Latin letters or figures may be one of the text.
# So is one between an office and a name (记者 王强).
BETWEEN_HAN = re.compile(r"(?<=[^\x00-\x7f])(?<!记者)(?<!記者)(?<![讯訊][员員])[ \t\u00a0]+(?=[^\x00-\x7f])")
# Words in brackets, offices and the names of several writers mostly, have spaces of their own (本报讯（记者 王强 陈静）).
BRACKETED = re.compile(r"[（(〔\[【][^（(〔\[【）)〕\]】]{1,30}[）)〕\]】]")
# A dateline (电头) is followed by a space of its own, and numbers and Latin words by the recogniser's.
DATELINE = re.compile(
    r"^(?:本[报報][^，。,]{0,8}[讯訊电電]|.{0,8}[讯訊]|[据據]?(?:新[华華]社|中新[社网網])[^，。,]{0,16}[电電])$"
)
LONGEST_DATELINE = 21  # characters that `DATELINE` can match: 據新華社, sixteen, 電
PLAIN = re.compile(r"^[\x21-\x7e]+$")


def are_spaces_joints(rows: Sequence[Row], text: str) -> bool:
    """Say whether the page prints whole paragraphs on a row.

    Three characters in ten then stand in rows of several long pieces that are parted between Chinese characters, and most of
    what these hold is no wider than a line.
    """
    total = joined = 0
    held = wide = 0.0
    for row in rows:
        total += len(row.span)
        pieces = BETWEEN_HAN.split(BRACKETED.sub(_without_spaces, row.span.of(text)))
        if DATELINE.match(pieces[0]):  # the space behind it is one of the text
            del pieces[0]
        long = [width for width in map(set_width, pieces) if width >= LONG]
        if len(long) >= 2:
            joined += len(row.span)
            held += sum(long)
            wide += sum(width for width in long if width > WIDEST)
    return joined > 0.3 * total and 2 * wide < held


def _without_spaces(match: re.Match[str]) -> str:
    """Return what a pattern found without its spaces."""
    return SPACE.sub("", match.group())


def split_row(row: Row, text: str) -> tuple[Span, ...]:
    """Split a row of joined lines at its line ends; a row of a single line, and a marked headline, come back whole."""
    pieces = [row.span] if heading_level(row.span.of(text)) else _pieces(row.span, text)
    widths = [set_width(piece.of(text)) for piece in pieces]
    if sum(width >= LONG for width in widths) == 0 or len(pieces) == 1:
        return (row.span,)
    measure, width = max(widths), widths[0]
    lines = [pieces[0]]
    for (last, piece), own in zip(pairwise(pieces), widths[1:], strict=True):
        before = lines[-1]
        head = text[before.start : min(before.end, before.start + LONGEST_DATELINE + 1)]
        together = width + 0.5 + own <= measure + 1
        if together and _belong_together(head, width, last.of(text), piece.of(text)):
            lines[-1] = Span(before.start, piece.end)
            width += set_width(text[last.end : piece.start]) + own
        else:
            lines.append(piece)
            width = own
    return tuple(lines)


def _pieces(span: Span, text: str) -> list[Span]:
    """Return the pieces of a row between its spaces."""
    pieces, start = [], span.start
    for match in SPACE.finditer(text, span.start, span.end):
        pieces.append(Span(start, match.start()))
        start = match.end()
    return [*pieces, Span(start, span.end)]


def _belong_together(head: str, width: float, last: str, after: str) -> bool:
    """Return whether the space between a line so far and the next piece is one of the text and not a line end.

    Of the line its head, its width and its last piece are given: it would be long to look at as a whole for every piece.
    """
    if DATELINE.match(head) or PLAIN.match(last) or PLAIN.match(after):
        return True
    if last[-1] in "?!;:" and set_width(after) < LONG:  # recognisers set a space after an ASCII mark
        return True
    return last[-1].isascii() and last[-1].isalnum() and width < LONG and after[0].isdigit()
