"""The date of an edition that prints none, worked out from its text.

Every day of every year that the clues leave open gets a log-likelihood: the clues to the year add to all its days, the
clues to the day add to the few days at their usual gap. The best day is taken if it holds most of the probability.
Cost: linear in the text, then years x clues x gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

from epubmaker.label.masthead_check import plain_day
from epubmaker.label.masthead_clues import (
    DayClue,
    YearClue,
    day_clues,
    event_log_likelihood,
    year_clues,
)
from epubmaker.label.masthead_page import RUNNING, PageText, page_text
from epubmaker.messages import Message
from epubmaker.model import Label, Line, Role, Span

_YEARS = range(1912, 2101)
# What is handed in as text is mostly of the years in which newspapers were made on computers, or is dated anyway.
_LIKELY_YEARS, _UNLIKELY_YEAR = range(1990, 2036), -2.0
_OPEN = 7.0  # years this many nats below the best are out of the race
_CERTAIN_ENOUGH = 0.6
_MOST_DAY_CLUES = 80
# Clues share articles and sources; their log-likelihoods are counted at this part (fitted on pages of a dated daily).
_DAY_SHARE, _YEAR_SHARE = 0.7, 0.8
_NOT_THE_PAPERS_TEXT = frozenset(
    {Role.ADVERTISEMENT, Role.NOTICE, Role.WEATHER, Role.COLOPHON, Role.MASTHEAD, Role.FOLIO}
)


@dataclass(frozen=True, slots=True)
class Inference:
    """An inferred day with its probability, the reasoning in one Chinese sentence, and the clues' spans.

    `day` is None where the clues do not suffice; `reason` then says so.
    """

    day: date | None
    confidence: float
    reason: str
    spans: tuple[Span, ...] = ()


def infer_date(lines: Sequence[Line], labels: Sequence[Label], allowed: Sequence[date] = ()) -> Inference:
    """Infer the date of an edition from its text; `allowed` are the days left open by a partial masthead."""
    page = page_text(
        (line for line in lines if labels[line.number].role not in _NOT_THE_PAPERS_TEXT), RUNNING
    )
    days, years = day_clues(page.text), year_clues(page.text)
    days = tuple(sorted(days, key=lambda clue: -clue.weight)[:_MOST_DAY_CLUES])
    if not years or not (days or allowed):
        return Inference(None, 0.0, Message("报头没有日期，正文也没有足以推定日期的线索。"))
    scores = _scores(days, years, frozenset(allowed))
    if not scores:
        return Inference(None, 0.0, Message("报头的日期残缺，正文的线索与它不合。"))
    best = max(scores, key=lambda day: (scores[day], -day.toordinal()))
    total = sum(exp(score - scores[best]) for score in scores.values())
    confidence = 1 / total
    used = _supporting(best, days, years)
    spans = _spans(page, used)
    if confidence < _CERTAIN_ENOUGH:
        return Inference(
            None,
            confidence,
            Message(
                "报头没有日期；正文线索不足以推定，最可能是{day}（可信度{sure:.2f}）。",
                day=plain_day(best),
                sure=confidence,
            ),
            spans,
        )
    return Inference(best, confidence, _reason(best, confidence, used), spans)


def _scores(
    days: Sequence[DayClue], years: Sequence[YearClue], allowed: frozenset[date]
) -> dict[date, float]:
    by_year = {year: _year_score(years, year) for year in _YEARS}
    if allowed:
        by_year = {year: by_year[year] for year in {day.year for day in allowed} if year in by_year}
    if not by_year:
        return {}
    best = max(by_year.values())
    open_years = [year for year, score in by_year.items() if score > best - _OPEN]
    scores: dict[date, float] = {}
    for year in open_years:
        scores |= _days_of_year(year, by_year[year], days, years)
    if allowed:
        return {day: scores[day] for day in allowed if day in scores}
    return scores


def _year_score(years: Sequence[YearClue], year: int) -> float:
    last = date(year, 12, 31)
    score = 0.0 if year in _LIKELY_YEARS else _UNLIKELY_YEAR
    for clue in years:
        score += clue.likely.get(year, clue.other)
        if clue.since is not None and last < clue.since:
            score += event_log_likelihood(clue, last)
    return score * _YEAR_SHARE


def _days_of_year(
    year: int, base: float, days: Sequence[DayClue], years: Sequence[YearClue]
) -> dict[date, float]:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    scores = [base] * (last - first + 1)
    for clue in years:
        _add_event(scores, clue, year, first)
    for day_clue in days:
        _add_day_clue(scores, day_clue, year, first)
    return {date.fromordinal(first + place): score for place, score in enumerate(scores)}


def _add_event(scores: list[float], clue: YearClue, year: int, first: int) -> None:
    """Add an event's likelihood: day by day in the year it falls in, one value for the whole of a later year."""
    if clue.since is None or clue.since > date(year, 12, 31):
        return
    whole = event_log_likelihood(clue, date(year, 7, 1)) if clue.since.year < year else None
    for place in range(len(scores)):
        day_value = event_log_likelihood(clue, date.fromordinal(first + place)) if whole is None else whole
        scores[place] += _YEAR_SHARE * day_value


def _add_day_clue(scores: list[float], clue: DayClue, year: int, first: int) -> None:
    rest = max(0.01, 1 - sum(clue.gaps.values())) / 365
    places = {day.toordinal() - first for near in (year - 1, year, year + 1) for day in clue.where(near)}
    chances: dict[int, float] = {}
    for place in places:
        for gap, chance in clue.gaps.items():
            if 0 <= place + gap < len(scores):
                chances[place + gap] = max(chance, chances.get(place + gap, 0.0))
    # A day of the month alone comes twelve times a year, so hitting it says a twelfth as much.
    share = max(1, len(clue.where(year)))
    for place, chance in chances.items():
        scores[place] += (
            _DAY_SHARE
            * clue.weight
            * max(0.0, log(chance / share / rest) if share == 1 else log(1 + chance * 365 / 12 / share))
        )


def _supporting(
    best: date, days: Sequence[DayClue], years: Sequence[YearClue]
) -> tuple[DayClue | YearClue, ...]:
    """Return the clues that speak for the best day, strongest first: two for the day, three for the year."""
    for_day = [(_gap_chance(clue, best) * clue.weight, clue) for clue in days]
    strong_days = [clue for chance, clue in sorted(for_day, key=lambda pair: -pair[0]) if chance >= 0.1]
    for_year = [
        clue for clue in years if clue.likely.get(best.year, clue.other) > -1.5 or clue.since is not None
    ]
    for_year.sort(key=lambda clue: -_year_strength(clue, best))
    return (*strong_days[:2], *for_year[:3])


def _gap_chance(clue: DayClue, best: date) -> float:
    gaps = [
        (best - day).days for near in (best.year - 1, best.year, best.year + 1) for day in clue.where(near)
    ]
    return max((clue.gaps.get(gap, 0.0) for gap in gaps), default=0.0)


def _year_strength(clue: YearClue, best: date) -> float:
    if clue.since is not None:
        age = (best - clue.since).days / 365
        return (0.5 if clue.lasting else 2.0) - age / 5 if age >= 0 else -9.0
    strength = clue.likely.get(best.year, clue.other) - clue.other
    return strength / 2 if len(clue.likely) > 12 else strength  # a year merely named comes last


def _spans(page: PageText, clues: Iterable[DayClue | YearClue]) -> tuple[Span, ...]:
    return tuple(sorted({span for clue in clues for span in page.spans(clue.start, clue.end)}))


def _reason(best: date, confidence: float, used: Sequence[DayClue | YearClue]) -> str:
    return Message(
        "报头没有日期，据正文推定为{day}（可信度{sure:.2f}）：{notes}。",
        day=plain_day(best),
        sure=confidence,
        notes=Message.joined("；", (clue.note for clue in used)),
    )
