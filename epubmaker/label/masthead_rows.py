"""Which rows of a page are masthead or folio line.

A row is judged by what it consists of: a masthead row is nothing but masthead pieces, so a sentence that mentions a date
never is one. Its score is a log-odds from its strongest piece, raised by other masthead rows near by and by a place at
the head of the page. Two passes over the rows, linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from epubmaker.label.masthead_page import PageText, RowText, page_text, rows_of
from epubmaker.label.masthead_tokens import Token, find_tokens
from epubmaker.model import Label, Line, Role, probability

# Log-odds of a row that consists of this piece alone, in mid-page. A lone date may close an official notice, a lone
# weekday or number may be anything; a total issue number or a lunar date can hardly be anything else.
_BASE = {
    "issue-total": 3.5,
    "serial": 3.0,
    "lunar": 2.0,
    "pages": 1.5,
    "folio": 0.2,
    "issue": 0.0,
    "lunar-year": 0.0,
    "publisher": 0.5,
    "press": -0.3,
    "title": -0.2,
    "date": -0.6,
    "month-day": -1.5,
    "year-month": -1.5,
    "weekday": -1.5,
    "lunar-day": -1.5,
    "plain-title": -2.0,
    "edition": -1.6,
    "section": -2.4,
    "bare-page": -1.6,
    "bare-number": -4.0,
    "latin": -2.6,
}
# Each further kind in the same row makes it surer: date and weekday side by side are a masthead's habit.
_COMPANION = 2.2
_ANCHOR = 1.3  # log-odds from which a row lends weight to its neighbours
_NEAR = 5  # rows that are neighbours; junk may lie between
_NEIGHBOUR = 2.4
_HEAD, _HEAD_ROWS = 1.4, 12
_FOOT, _FOOT_ROWS = 0.6, 12
_COVERED = 0.85  # part of a row's characters that pieces must explain
_LONG_ROW = 160
_STRONG = frozenset({"date", "lunar", "issue-total", "serial", "issue", "weekday", "pages"})
_DATED = frozenset({"date", "lunar", "month-day", "year-month"})


@dataclass(frozen=True, slots=True)
class MastheadRow:
    """This is a stretch of a row that is masthead: its tokens, its role, how sure, and the rule's name.

    `index` numbers the rows of the page; `start:end` are characters of the page text; `whole` is false for a part of a row.
    """

    index: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    role: Role
    confidence: float
    rule: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Stretch:
    index: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    whole: bool


def masthead_rows(page: PageText) -> tuple[MastheadRow, ...]:
    """This finds the masthead rows of a page, in order of place, each with a confidence of at least one half."""
    rows = rows_of(page)
    tokens = find_tokens(page, rows)
    stretches = list(_stretches(page.text, rows, tokens))
    scores = [_own_score(stretch) for stretch in stretches]
    anchors = [stretch.index for stretch, score in zip(stretches, scores, strict=True) if score >= _ANCHOR]
    found = []
    for stretch, score in zip(stretches, scores, strict=True):
        total = score + _place_score(stretch, len(rows)) + _neighbour_score(stretch, anchors, score)
        if not stretch.whole and not _fit_for_part(stretch, total - score):
            continue
        if total >= 0:
            role, rule = _role(stretch.tokens)
            found.append(
                MastheadRow(
                    stretch.index,
                    stretch.start,
                    stretch.end,
                    stretch.tokens,
                    role,
                    min(0.99, probability(total)),
                    rule,
                    stretch.whole,
                )
            )
    return tuple(found)


def masthead_lines(lines: Sequence[Line]) -> dict[int, tuple[Role, float, str]]:
    """This returns the lines that are masthead or folio line: line number to role, confidence and rule."""
    page = page_text(lines)
    found: dict[int, tuple[Role, float, str]] = {}
    for row in masthead_rows(page):
        for index in range(page.at(row.start), page.at(max(row.start, row.end - 1)) + 1):
            found[page.lines[index].number] = (row.role, row.confidence, row.rule)
    return found


def _stretches(text: str, rows: Sequence[RowText], tokens: Sequence[Token]) -> Iterable[_Stretch]:
    covered = bytearray(len(text))
    for token in tokens:
        covered[token.start : token.end] = b"\x01" * (token.end - token.start)
    position = 0
    for index, row in enumerate(rows):
        while position and tokens[position - 1].end > row.start:
            position -= 1
        while position < len(tokens) and tokens[position].end <= row.start:
            position += 1
        inside = []
        for token in tokens[position:]:
            if token.start >= row.end:
                break
            if token.end > row.start:
                inside.append(token)
        if not any(token.kind in _BASE for token in inside):
            continue
        if row.end - row.start <= _LONG_ROW and _share(text, covered, row.start, row.end) >= _COVERED:
            yield _Stretch(index, row.start, row.end, _weighty(inside), whole=True)
        else:
            yield from _parts(text, covered, index, row, inside)


def _share(text: str, covered: bytearray, start: int, end: int) -> float:
    places = [place for place in range(start, end) if text[place].isalnum()]
    return sum(covered[place] for place in places) / len(places) if places else 0.0


def _parts(text: str, covered: bytearray, index: int, row: RowText, inside: Sequence[Token]) -> Iterable[_Stretch]:
    """This yields the runs of fully explained words in a row that also holds other text."""
    cuts = [row.start]
    runs: list[tuple[int, int]] = []
    start = row.start
    for place in range(row.start, row.end + 1):
        if place == row.end or text[place].isspace():
            if place > start:
                explained = _share(text, covered, start, place) >= _COVERED
                if explained and runs and cuts[-1] == runs[-1][1]:
                    runs[-1] = (runs[-1][0], place)
                elif explained:
                    runs.append((start, place))
                cuts.append(place)
            start = place + 1
    for first, last in runs:
        held = tuple(token for token in inside if token.start >= first and token.end <= last)
        if held:
            yield _Stretch(index, first, last, _weighty(held), whole=False)


def _weighty(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """This drops pieces that lie inside a weightier piece: `第12345号` inside a serial number, a page inside a date."""
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda token: (token.start, -token.end, -_BASE.get(token.kind, -9.0))):
        if token.kind == "cover" or token.kind not in _BASE:
            continue
        if kept and token.end <= kept[-1].end and _BASE[kept[-1].kind] >= _BASE[token.kind]:
            continue
        if kept and kept[-1].start >= token.start and _BASE[kept[-1].kind] < _BASE[token.kind]:
            kept.pop()
        kept.append(token)
    return tuple(kept)


def _own_score(stretch: _Stretch) -> float:
    if not stretch.tokens:
        return -9.0
    kinds = {token.kind for token in stretch.tokens}
    best = max(_BASE[kind] for kind in kinds)
    return best + _COMPANION * (len(kinds & (_STRONG | _DATED | {"title", "publisher", "folio", "edition"})) - 1 if len(kinds) > 1 else 0)


def _place_score(stretch: _Stretch, rows: int) -> float:
    if stretch.index < _HEAD_ROWS:
        return _HEAD
    kinds = {token.kind for token in stretch.tokens}
    if stretch.index >= rows - _FOOT_ROWS and kinds != {"date"}:
        return _FOOT
    return 0.0


def _neighbour_score(stretch: _Stretch, anchors: Sequence[int], score: float) -> float:


    place = bisect_left(anchors, stretch.index)
    others = [
        anchor
        for anchor in anchors[max(0, place - 1) : place + 2]
        if anchor != stretch.index or (score < _ANCHOR and anchor == stretch.index)
    ]
    return _NEIGHBOUR if any(abs(anchor - stretch.index) <= _NEAR for anchor in others) else 0.0


def _fit_for_part(stretch: _Stretch, support: float) -> bool:
    """This asks more of a part of a row: two kinds of pieces, one a date or an issue, and a place where mastheads stand."""
    kinds = {token.kind for token in stretch.tokens}
    return support > 0 and bool(kinds & {"date", "lunar", "issue-total"}) and len(kinds & _STRONG) >= 2


def _role(tokens: Sequence[Token]) -> tuple[Role, str]:
    kinds = [token.kind for token in tokens]
    leading = max(kinds, key=lambda kind: _BASE[kind])
    folio = {"folio", "section", "bare-page"} & set(kinds)
    if folio and not {"issue", "issue-total", "publisher", "serial", "lunar", "pages"} & set(kinds):
        return Role.FOLIO, f"folio-{leading}"
    return Role.MASTHEAD, f"masthead-{leading}"




def labelled_rows(page: PageText, found: Sequence[MastheadRow], labels: Sequence[Label]) -> tuple[MastheadRow, ...]:
    """This adds to the rows found those that hold masthead pieces and that the labeller called masthead or folio."""
    roles = {Role.MASTHEAD, Role.FOLIO}
    rows = rows_of(page)
    known = {row.index for row in found}
    named = {
        index
        for index, row in enumerate(rows)
        if index not in known and any(labels[page.lines[k].number].role in roles for k in range(row.first, row.last))
    }
    if not named:
        return tuple(found)
    added = [
        MastheadRow(stretch.index, stretch.start, stretch.end, stretch.tokens, *_role(stretch.tokens)[:1], 0.5, "labelled")
        for stretch in _stretches(page.text, rows, find_tokens(page, rows))
        if stretch.index in named and stretch.tokens
    ]
    return tuple(sorted([*found, *added], key=lambda row: row.start))
