"""Characters retyped: what of a quotation changes, line by line."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from epubmaker.amend.quotations import is_blank
from epubmaker.model import Line, Replacement, Span


def replacements(span: Span, after: str, lines: Sequence[Line], text: str) -> Iterator[Replacement]:
    """Yield the changes that make `after` of the source characters of a span; `lines` are those it touches.

    Only what differs is changed. Where as many characters stand before as after, each changes where it stands, so that a
    word may be broken over two lines; otherwise the line in which the difference begins takes all that is new.
    Every change takes at least one character of the source, as an insertion by itself would belong to nobody.
    """
    places = [at for at in range(span.start, span.end) if not is_blank(text[at])]
    before = [text[at] for at in places]
    wanted = [character for character in after if not is_blank(character)]
    if len(before) == len(wanted) and not _has_inner_blanks(after):
        for at, new in zip(places, wanted, strict=True):
            if text[at] != new:
                yield _in_line(at, at + 1, new, lines)
        return
    yield from _stretch(places, after.strip(), lines, text)


def _has_inner_blanks(words: str) -> bool:
    return any(is_blank(character) for character in words.strip())


def _stretch(places: Sequence[int], after: str, lines: Sequence[Line], text: str) -> Iterator[Replacement]:
    """Change one stretch of the quotation: all but what it has in common with the new text at its ends."""
    before = "".join(text[at] for at in places)
    head = min(_common(before, after), len(places) - 1)
    tail = _common(before[head + 1 :][::-1], after[head:][::-1])
    new = after[head : len(after) - tail]
    for line in lines:
        inside = [at for at in places[head : len(places) - tail] if line.span.start <= at < line.span.end]
        if inside:
            yield _in_line(inside[0], inside[-1] + 1, new, (line,))
            new = ""


def _in_line(start: int, end: int, after: str, lines: Sequence[Line]) -> Replacement:
    line = next(line for line in lines if line.span.start <= start < line.span.end)
    return Replacement(line.number, start - line.span.start, end - line.span.start, after)


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
