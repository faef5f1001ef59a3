"""The flow of a page: what stands between what, in source order.

Body lines between two rows that are not text form a stretch. Titles, bylines and credits that follow each other form groups.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from epubmaker.model import FURNITURE, Label, Line, Role

FlowKind = Literal["text", "title", "byline", "furniture", "jump"]
KINDS: dict[Role, FlowKind] = {
    Role.BODY: "text",
    Role.CROSSHEAD: "text",
    Role.LABEL: "text",
    Role.CAPTION: "text",
    Role.HEADLINE: "title",
    Role.KICKER: "title",
    Role.DECK: "title",
    Role.BYLINE: "byline",
    Role.CREDIT: "byline",
    Role.JUMP_LINE: "jump",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """This is a run of lines of one kind; `lines` are line numbers in source order, `order` its place in the flow."""

    kind: FlowKind
    order: int
    lines: tuple[int, ...]


def split_flow(lines: Sequence[Line], labels: Sequence[Label]) -> tuple[Stretch, ...]:
    """This cuts the page into stretches. Titles and bylines also end at a blank row; furniture ends where its role does."""
    stretches: list[Stretch] = []
    for members in _runs(lines, labels):
        kind = _kind(labels[members[0].number])
        stretches.append(Stretch(kind, len(stretches), tuple(line.number for line in members)))
    return tuple(stretches)


def _kind(label: Label) -> FlowKind:
    return "furniture" if label.role in FURNITURE else KINDS[label.role]


def _runs(lines: Sequence[Line], labels: Sequence[Label]) -> Iterator[list[Line]]:
    """This yields the lines of each stretch."""
    count = 0

    def key(line: Line) -> tuple[FlowKind, object]:
        nonlocal count
        kind = _kind(labels[line.number])
        if kind in ("title", "byline") and line.joint in ("blank", "start"):
            count += 1
        if kind == "furniture":
            return kind, labels[line.number].role
        return kind, count if kind in ("title", "byline") else None

    for _, members in groupby(lines, key=key):
        yield list(members)
