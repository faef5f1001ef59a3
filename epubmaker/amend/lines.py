"""What corrections do before a page is read: lines are cut in two, roles are set."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
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


def relabel(labels: Sequence[Label], roles: Mapping[int, Role]) -> tuple[Label, ...]:
    """Set the roles that a person gave."""
    return tuple(
        Label(roles[number], 1.0, SAID) if number in roles else label for number, label in enumerate(labels)
    )
