"""What corrections do before a page is read: lines are cut in two, roles are set."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from epubmaker.model import Label, Line, Role, Span, set_width

SAID = "correction"


def cut_lines(lines: Sequence[Line], cuts: Sequence[int]) -> tuple[Line, ...]:
    """Cut lines before the source offsets `cuts`; a cut where a line begins anyway changes nothing."""
    if not cuts:
        return tuple(lines)
    made = list(lines)
    for cut in sorted(cuts):
        place = bisect_right(made, cut, key=lambda line: line.span.start) - 1
        if place >= 0 and made[place].span.start < cut < made[place].span.end:
            made[place : place + 1] = _halves(made[place], cut)
    return tuple(replace(line, number=number) for number, line in enumerate(made))


def _halves(line: Line, cut: int) -> tuple[Line, Line]:
    at = cut - line.span.start
    before = line.text[:at].rstrip()
    head = replace(
        line,
        span=Span(line.span.start, line.span.start + len(before)),
        text=before,
        width=set_width(before),
        again=None,  # the copy of a line that is set twice stays with what comes last
    )
    text = line.text[at:]
    tail = replace(
        line, span=Span(cut, line.span.end), text=text, width=set_width(text), joint="space", indent=0.0
    )
    return head, tail


def with_copies(lines: Sequence[Line], copied: Collection[int], text: str) -> tuple[Line, ...]:
    """Return the lines with the second copies of some that are set twice as lines of their own, in source order.

    copied  the numbers of the lines whose copy is to be read too; `text` is that of the source
    """
    if not copied:
        return tuple(lines)
    made = [replace(line, again=None) if line.number in copied else line for line in lines]
    made += [_copy(lines[number], text) for number in copied]
    made.sort(key=lambda line: line.span.start)
    return tuple(replace(line, number=number) for number, line in enumerate(made))


def _copy(line: Line, text: str) -> Line:
    """Return the second copy of a line as a line."""
    span = line.again or line.span
    rows = len(text[line.span.start : span.start + 1].splitlines()) - 1
    return replace(
        line,
        span=span,
        text=span.of(text),
        joint="newline" if rows else "space",
        row=line.row + rows,
        again=None,
    )


def relabel(labels: Sequence[Label], roles: Mapping[int, Role]) -> tuple[Label, ...]:
    """Set the roles that a person gave."""
    return tuple(
        Label(roles[number], 1.0, SAID) if number in roles else label for number, label in enumerate(labels)
    )
