"""The masthead of an edition: which lines it is, what it says, and what the text tells where it says nothing.

lines ─▶ masthead_rows ─▶ fields as printed ─▶ date, weekday and lunar date checked ─▶ Masthead
                                                    └─ no date: masthead_infer ─┘
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from epubmaker.label.calendar_lunar import LunarReading, find_lunar_dates
from epubmaker.label.dates import calendar_day, find_dates, find_weekdays, fold, number
from epubmaker.label.masthead_check import Verdict, weigh
from epubmaker.label.masthead_fields import (
    PlacedToken,
    placed,
    read_cn,
    read_issn,
    read_issue_number,
    read_page,
    read_publisher,
    read_title,
)
from epubmaker.label.masthead_infer import Inference, infer_date
from epubmaker.label.masthead_page import PageText, page_text, rows_of
from epubmaker.label.masthead_rows import MastheadRow, labelled_rows, masthead_lines, masthead_rows
from epubmaker.label.masthead_tokens import Token
from epubmaker.label.webpage import PAGE_NUMBER, POSTED, RULE, dates_a_post, says_when_and_who
from epubmaker.messages import Message
from epubmaker.model import Diagnostic, Label, Line, Masthead, Role, Severity, Span

__all__ = ["masthead_lines", "read_masthead"]

_NEAR_NUMBER = 3  # rows between `2020年1月` and the day set large beside it
_OUTVOTED = 0.8  # a second date is worth naming where its row is as sure as this


def read_masthead(lines: Sequence[Line], labels: Sequence[Label]) -> tuple[Masthead, tuple[Diagnostic, ...]]:
    """Read an edition's masthead, and infer its date from the text where none is printed.

    Every field stands as printed, without the white space a recogniser leaves inside; a weekday or lunar date that is
    not printed stays None. Title: the newspaper's name and its edition, the name taken from the publisher (`…报社`) where
    it is not printed alone. `evidence` gives the source spans of each field, for an inferred date those of its clues.
    Diagnostics: `masthead-date-conflict`, `masthead-inferred`, `masthead-undated`.
    """
    page = page_text(lines)
    rows = labelled_rows(page, _of_the_paper(page, masthead_rows(page), labels), labels)
    masthead, evidence = _plain_fields(page, rows)
    dated = _read_dates(page, rows)
    verdict = weigh(dated.day, dated.weekday, dated.lunar)
    evidence |= dated.evidence
    masthead = replace(masthead, date=verdict.chosen, weekday=dated.weekday_text, lunar_date=dated.lunar_text)
    diagnostics = [*_conflicts(dated, verdict), *_misread(page, rows)]
    if verdict.chosen is not None and verdict.chosen != dated.day:
        masthead = replace(masthead, inferred=("date",))
    if verdict.chosen is None:
        inference = infer_date(lines, labels, _allowed(dated, verdict))
        masthead = replace(masthead, date=inference.day, inferred=("date",) if inference.day else ())
        if inference.day:
            evidence["date"] = tuple(sorted({*evidence.get("date", ()), *inference.spans}))
        diagnostics.append(_inference_note(inference))
    ordered = tuple(
        (field, evidence[field]) for field in sorted(evidence) if getattr(masthead, field) is not None
    )
    return replace(masthead, evidence=ordered), tuple(diagnostics)


def _says_when(row: str) -> bool:
    """Say whether a row tells when an article was posted, and who wrote it."""
    return dates_a_post(row) or says_when_and_who(row)


def _of_the_paper(
    page: PageText, rows: Sequence[MastheadRow], labels: Sequence[Label]
) -> tuple[MastheadRow, ...]:
    """Return the rows without what a web page puts round its text (评论 12), and with those that say when it was posted."""
    kept = [
        row for row in rows if _rule(page, row.start, labels) not in ("rights", RULE, PAGE_NUMBER, POSTED)
    ]
    kept = [row for row in kept if not _says_when(page.text[row.start : row.end])]
    posted = [
        MastheadRow(index, row.start, row.end, _days(page, row.start, row.end), Role.MASTHEAD, 0.5, POSTED)
        for index, row in enumerate(rows_of(page))
        if _rule(page, row.start, labels) == POSTED or _says_when(page.text[row.start : row.end])
    ]
    return tuple(sorted([*kept, *posted], key=lambda row: row.start))


def _rule(page: PageText, start: int, labels: Sequence[Label]) -> str:
    return labels[page.lines[page.at(start)].number].rule


def _days(page: PageText, start: int, end: int) -> tuple[Token, ...]:
    found = find_dates(page.text[start:end])
    return tuple(Token("date", start + day.start, start + day.end) for day in found)


def _plain_fields(
    page: PageText, rows: Sequence[MastheadRow]
) -> tuple[Masthead, dict[str, tuple[Span, ...]]]:
    title, publisher = read_title(page, rows), read_publisher(page, rows)
    issue, folio = read_issue_number(page, rows), read_page(page, rows)
    issn, cn = read_issn(page, rows), read_cn(page, rows)
    evidence: dict[str, tuple[Span, ...]] = {}
    named = (("title", title), ("publisher", publisher), ("page", folio), ("issn", issn), ("cn", cn))
    for name, field in named:
        if field is not None:
            evidence[name] = field.spans
    if issue is not None:
        evidence["issue_number"] = issue[1]
    masthead = Masthead(
        title=title.text if title else None,
        publisher=publisher.text if publisher else None,
        issue_number=issue[0] if issue else None,
        page=folio.text if folio else None,
        issn=issn.text if issn else None,
        cn=cn.text if cn else None,
    )
    return masthead, evidence


@dataclass(frozen=True, slots=True)
class _Dates:
    """What the masthead prints of a date; `month_day` where a year is missing, `rival` for a second, different date."""

    day: date | None
    weekday: int | None
    lunar: LunarReading | None
    weekday_text: str | None
    lunar_text: str | None
    evidence: dict[str, tuple[Span, ...]]
    month_day: tuple[int, int] | None = None
    rival: date | None = None
    broken: str = ""


def _read_dates(page: PageText, rows: Sequence[MastheadRow]) -> _Dates:
    evidence: dict[str, tuple[Span, ...]] = {}
    days = [(_day_of(page, found), found) for found in placed(rows, "date")]
    known = [(day, found) for day, found in days if day is not None]
    day, rival, broken = None, None, ""
    near: PlacedToken | None = None
    if known:
        day, near = max(known, key=lambda pair: round(pair[1].row.confidence, 2))
        rivals = [other for other, found in known if other != day and found.row.confidence >= _OUTVOTED]
        rival = rivals[0] if rivals else None
    elif days:
        near = days[0][1]
        broken = _squeezed(page.printed(near.token.start, near.token.end))
    elif (large := _day_set_apart(page, rows) or _year_set_apart(page, rows)) is not None:
        day, evidence["date"] = large
    if near is not None:
        evidence["date"] = page.spans(near.token.start, near.token.end)
    weekday = _nearest_to(placed(rows, "weekday"), near)
    lunar = _nearest_to(placed(rows, "lunar", "lunar-day", "lunar-year"), near)
    month_day = _month_day(page, rows) if day is None else None
    if month_day is not None:
        evidence["date"] = month_day[1]
    for name, found in (("weekday", weekday), ("lunar_date", lunar)):
        if found is not None:
            evidence[name] = page.spans(found.token.start, found.token.end)
    return _Dates(
        day,
        find_weekdays(_words(page, weekday))[0].index if weekday else None,
        find_lunar_dates(_words(page, lunar))[0] if lunar else None,
        _weekday_text(page, weekday) if weekday else None,
        _squeezed(page.printed(lunar.token.start, lunar.token.end)) if lunar else None,
        evidence,
        month_day[0] if month_day else None,
        rival,
        broken,
    )


def _words(page: PageText, found: PlacedToken) -> str:
    return page.text[found.token.start : found.token.end]


def _weekday_text(page: PageText, found: PlacedToken) -> str:
    """Return a weekday as printed, what was misread in it as it was read: it stands on the title page of the book."""
    printed = _squeezed(page.printed(found.token.start, found.token.end))
    read = _squeezed(_words(page, found))
    if len(printed) != len(read):
        return printed
    return "".join(old if fold(old) == new else new for old, new in zip(printed, read, strict=True))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _day_of(page: PageText, found: PlacedToken) -> date | None:
    readings = find_dates(_words(page, found))
    return readings[0].day if readings else None


def _nearest_to(tokens: Sequence[PlacedToken], near: PlacedToken | None) -> PlacedToken | None:
    """Return the token that stands nearest to the date, or the surest where there is no date."""
    if not tokens:
        return None
    if near is None:
        return max(tokens, key=lambda found: (found.token.kind == "lunar", found.row.confidence))
    return min(
        tokens,
        key=lambda found: (found.token.kind == "lunar-year", abs(found.token.start - near.token.start)),
    )


def _day_set_apart(page: PageText, rows: Sequence[MastheadRow]) -> tuple[date, tuple[Span, ...]] | None:
    """Read a date whose day is set large in a row of its own, beside `2020年1月`."""
    numbers = placed(rows, "bare-number")
    for month in placed(rows, "year-month"):
        figures = [number(part) for part in _number_parts(_words(page, month))]
        if len(figures) != 2:
            continue
        first = bisect_left(numbers, month.row.index - _NEAR_NUMBER, key=_row_of)
        for found in numbers[first : bisect_right(numbers, month.row.index + _NEAR_NUMBER, key=_row_of)]:
            day = calendar_day(figures[0], figures[1], number(_words(page, found)))
            if day is not None:
                spans = [
                    *page.spans(month.token.start, month.token.end),
                    *page.spans(found.token.start, found.token.end),
                ]
                return day, tuple(sorted(spans))
    return None


def _year_set_apart(page: PageText, rows: Sequence[MastheadRow]) -> tuple[date, tuple[Span, ...]] | None:
    """Read a date whose year stands in a row of its own, above or below `1月10日`."""
    years = placed(rows, "year")
    for found in placed(rows, "month-day"):
        figures = [number(part) for part in re.split("[月日号]", _words(page, found)) if part.strip()]
        for year in years:
            near = abs(year.row.index - found.row.index) <= _NEAR_NUMBER
            day = (
                calendar_day(number(_words(page, year).strip(" 年")), *figures[:2])
                if near and len(figures) > 1
                else None
            )
            if day is not None:
                spans = [
                    *page.spans(year.token.start, year.token.end),
                    *page.spans(found.token.start, found.token.end),
                ]
                return day, tuple(sorted(spans))
    return None


def _row_of(found: PlacedToken) -> int:
    return found.row.index


def _number_parts(text: str) -> list[str]:
    return [part for part in re.split(r"[年月./\-\s]+", text) if part]


def _month_day(
    page: PageText, rows: Sequence[MastheadRow]
) -> tuple[tuple[int, int], tuple[Span, ...]] | None:
    for found in placed(rows, "month-day"):
        month, _, rest = _words(page, found).partition("月")
        parts = number(month), number(rest.strip("日号 "))
        if parts[0] and parts[1] and calendar_day(2000, parts[0], parts[1]):
            return (parts[0], parts[1]), page.spans(found.token.start, found.token.end)
    return None


def _allowed(dated: _Dates, verdict: Verdict) -> tuple[date, ...]:
    """Return the days a masthead without a full date leaves open; empty where it says nothing."""
    if dated.month_day is None:
        return verdict.candidates
    days = [calendar_day(year, *dated.month_day) for year in range(1870, 2101)]
    return tuple(
        day
        for day in days
        if day is not None
        and (dated.weekday is None or day.weekday() == dated.weekday)
        and (not verdict.candidates or day in verdict.candidates)
    )


def _conflicts(dated: _Dates, verdict: Verdict) -> Sequence[Diagnostic]:
    spans = tuple(sorted({span for field in dated.evidence.values() for span in field}))
    found = []
    if verdict.conflict:
        found.append(Diagnostic("warning", "masthead-date-conflict", verdict.conflict, spans))
    if dated.rival is not None:
        message = Message("页上印有两个报头日期：{day}和{rival}，取前者。", day=dated.day, rival=dated.rival)
        found.append(Diagnostic("warning", "masthead-date-conflict", message, spans))
    if dated.broken:
        message = Message("报头印作“{broken}”，历上没有这一天。", broken=dated.broken)
        found.append(Diagnostic("warning", "masthead-date-conflict", message, spans))
    return found


def _misread(page: PageText, rows: Sequence[MastheadRow]) -> Sequence[Diagnostic]:
    """Return notes of the dates and weekdays that were read although a recogniser had them otherwise."""
    found = []
    for piece in placed(rows, "date", "weekday", "year-month", "month-day"):
        printed = page.printed(piece.token.start, piece.token.end)
        read = _words(page, piece)
        if _squeezed(fold(printed)) != _squeezed(read):
            message = Message(
                "报头印作“{printed}”，有误识，读作“{read}”。",
                printed=_squeezed(printed),
                read=_squeezed(read),
            )
            spans = page.spans(piece.token.start, piece.token.end)
            found.append(Diagnostic("info", "masthead-misread", message, spans))
    return found


def _inference_note(inference: Inference) -> Diagnostic:
    if inference.day is None:
        return Diagnostic("warning", "masthead-undated", inference.reason, inference.spans)
    severity: Severity = "info" if inference.confidence >= 0.9 else "warning"
    return Diagnostic(severity, "masthead-inferred", inference.reason, inference.spans)
