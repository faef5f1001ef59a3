"""Which rows of a page are masthead or folio line.

A row is judged by what it consists of: a masthead row is nothing but masthead pieces, so a sentence that mentions a date
never is one. Its score is a log-odds from its strongest piece, raised by other masthead rows near by and by a place at
the head of the page. Two passes over the rows, linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
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
    "year": -4.0,
    "latin": -2.6,
}
# Each further kind in the same row makes it surer: date and weekday side by side are a masthead's habit.
_COMPANION = 2.2
_ANCHOR = 1.3  # log-odds from which a row lends weight to its neighbours
_NEAR = 5  # rows that are neighbours; junk may lie between
_NEIGHBOUR = 2.4
# Rows too weak to stand alone hold each other up where they are of different kinds: `2020年` and `星期五`.
_MUTUAL = 1.5
_HOLDING = frozenset(
    {
        "date",
        "year",
        "year-month",
        "month-day",
        "weekday",
        "lunar-day",
        "lunar-year",
        "issue",
        "title",
        "publisher",
        "edition",
        "folio",
    }
)
_DAY_BY_MONTH, _BESIDE = 5.5, 3  # a day set large within so many rows of `2020年1月`
_APART = (("bare-number", "year-month"), ("year", "month-day"))  # parts of a date in rows of their own
_HEAD, _HEAD_ROWS = 1.4, 12
_FOOT, _FOOT_ROWS = 0.6, 12
_COVERED = 0.85  # part of a row's characters that pieces must explain
_LONG_ROW = 160
_STRONG = frozenset({"date", "lunar", "issue-total", "serial", "issue", "weekday", "pages"})
_LEADING = frozenset({"date", "lunar", "issue-total"})  # a part of a row needs one of these and a second kind
_DATED = frozenset({"date", "lunar", "month-day", "year-month"})


@dataclass(frozen=True, slots=True)
class MastheadRow:
    """A stretch of a row that is masthead: its tokens, its role, how sure, and the rule's name.

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
    """Find the masthead rows of a page, in order of place, each with a confidence of at least one half."""
    rows = rows_of(page)
    tokens = find_tokens(page, rows)
    stretches = list(_stretches(page.text, rows, tokens))
    scores = [_own_score(stretch) for stretch in stretches]
    found = []
    for place, (stretch, score) in enumerate(zip(stretches, scores, strict=True)):
        total = score + _place_score(stretch, len(rows)) + _neighbour_score(stretches, scores, place)
        if not stretch.whole and total <= score:  # a part of a row needs a place where mastheads stand
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
    """Return the lines that are masthead or folio line: line number to role, confidence and rule."""
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
    last_whole = -1
    for index, (row, touching) in enumerate(zip(rows, _by_row(rows, tokens), strict=True)):
        # What runs on from a row that is no masthead is a date broken by a line's end in running text.
        inside = [token for token in touching if token.start >= row.start or last_whole == index - 1]
        if not any(token.kind in _BASE for token in inside):
            continue
        short = row.end - row.start <= _LONG_ROW
        if short and _share(text, covered, row.start, row.end) >= _COVERED:
            last_whole = index
            yield _Stretch(index, row.start, row.end, _weighty(inside), whole=True)
        else:
            yield from _parts(text, covered, index, row, inside)


def _by_row(rows: Sequence[RowText], tokens: Sequence[Token]) -> list[list[Token]]:
    starts = [row.start for row in rows]
    touching: list[list[Token]] = [[] for _ in rows]
    for token in tokens:
        for index in range(bisect_right(starts, token.start) - 1, bisect_right(starts, token.end - 1)):
            touching[index].append(token)
    return touching


def _share(text: str, covered: bytearray, start: int, end: int) -> float:
    places = [place for place in range(start, end) if text[place].isalnum()]
    return sum(covered[place] for place in places) / len(places) if places else 0.0


def _parts(
    text: str, covered: bytearray, index: int, row: RowText, inside: Sequence[Token]
) -> Iterable[_Stretch]:
    """Yield the runs of fully explained words, with a date or an issue, in a row that also holds other text."""
    if not any(token.kind in _LEADING for token in inside):
        return
    run: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text[row.start : row.end]):
        first, last = row.start + match.start(), row.start + match.end()
        if _share(text, covered, first, last) >= _COVERED:
            run.append((first, last))
        else:
            yield from _part(index, run, inside)
            run = []
    yield from _part(index, run, inside)


def _part(index: int, run: Sequence[tuple[int, int]], inside: Sequence[Token]) -> Iterable[_Stretch]:
    if not run:
        return
    start, end = run[0][0], run[-1][1]
    first, last = (bisect_left(inside, place, key=_token_start) for place in (start, end))
    held = _weighty(token for token in inside[first:last] if token.end <= end)
    kinds = {token.kind for token in held}
    if kinds & _LEADING and len(kinds & _STRONG) >= 2:
        yield _Stretch(index, start, end, held, whole=False)


def _token_start(token: Token) -> int:
    return token.start


def _weighty(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Drop pieces that lie inside a weightier piece: `第12345号` inside a serial number, a page inside a date."""
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
    return best + _COMPANION * (
        len(kinds & (_STRONG | _DATED | {"title", "publisher", "folio", "edition"})) - 1
        if len(kinds) > 1
        else 0
    )


def _place_score(stretch: _Stretch, rows: int) -> float:
    if stretch.index < _HEAD_ROWS:
        return _HEAD
    kinds = {token.kind for token in stretch.tokens}
    if stretch.index >= rows - _FOOT_ROWS and kinds != {"date"}:
        return _FOOT
    return 0.0


def _neighbour_score(stretches: Sequence[_Stretch], scores: Sequence[float], place: int) -> float:
    """Return the weight that rows near by lend: much from a sure one, some from weak ones of another kind."""
    here, kinds = stretches[place], {token.kind for token in stretches[place].tokens}
    best = 0.0
    for step in (-1, 1):
        other = place + step
        while 0 <= other < len(stretches) and abs(other - place) <= _NEAR:
            if abs(stretches[other].index - here.index) > _NEAR:
                break
            near = {token.kind for token in stretches[other].tokens}
            if scores[other] >= _ANCHOR and stretches[other].index != here.index:
                best = max(best, _NEIGHBOUR)
            elif near & _HOLDING - kinds and stretches[other].whole:
                best = max(best, _MUTUAL)
            if (
                any(kinds == {part} and whole in near for part, whole in _APART)
                and abs(stretches[other].index - here.index) <= _BESIDE
            ):
                return _DAY_BY_MONTH
            other += step
    return best


def _role(tokens: Sequence[Token]) -> tuple[Role, str]:
    kinds = [token.kind for token in tokens]
    leading = max(kinds, key=lambda kind: _BASE[kind])
    folio = {"folio", "section", "bare-page"} & set(kinds)
    if folio and not {"issue", "issue-total", "publisher", "serial", "lunar", "pages"} & set(kinds):
        return Role.FOLIO, f"folio-{leading}"
    return Role.MASTHEAD, f"masthead-{leading}"


def labelled_rows(
    page: PageText, found: Sequence[MastheadRow], labels: Sequence[Label]
) -> tuple[MastheadRow, ...]:
    """Add to the rows found those that hold masthead pieces and that the labeller called masthead or folio."""
    roles = {Role.MASTHEAD, Role.FOLIO}
    rows = rows_of(page)
    known = {row.index for row in found}
    named = {
        index
        for index, row in enumerate(rows)
        if index not in known
        and any(labels[page.lines[k].number].role in roles for k in range(row.first, row.last))
    }
    if not named:
        return tuple(found)
    added = [
        MastheadRow(
            stretch.index,
            stretch.start,
            stretch.end,
            stretch.tokens,
            *_role(stretch.tokens)[:1],
            0.5,
            "labelled",
        )
        for stretch in _stretches(page.text, rows, find_tokens(page, rows))
        if stretch.index in named and stretch.tokens
    ]
    return tuple(sorted([*found, *added], key=lambda row: row.start))
