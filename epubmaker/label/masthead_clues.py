"""What the text of an edition tells of its date: clues to the day of the year, and clues to the year.

A clue is a span of the text and what it makes likely, as probabilities over the gap between the day it speaks of and the
day of the edition, or over years. The gaps are those of a national daily of one whole year (6,300 datelines, 3,400 other
mentions): 92 % of its datelines are of the day before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from math import log

from epubmaker.label.calendar_events import ANNIVERSARIES, PUBLIC_EVENTS, plan_years
from epubmaker.label.calendar_festivals import FESTIVAL_NAMES, Festival, festival_named
from epubmaker.label.dates import HAN_NUMERAL, NUMERAL, calendar_day, find_dates, find_weekdays, number
from epubmaker.messages import Message
from epubmaker.text import patterns as re

Gaps = Mapping[int, float]

# Probability that the edition appears so many days after the day named; what is missing to 1 is any other day.
DATELINE: Gaps = {0: 0.03, 1: 0.92, 2: 0.04, 3: 0.004}
EVENT: Gaps = {0: 0.05, 1: 0.40, 2: 0.25, 3: 0.08, 4: 0.04, 5: 0.02, 6: 0.02, 7: 0.02}
MENTION: Gaps = {-1: 0.01, 0: 0.03, 1: 0.25, 2: 0.20, 3: 0.06, 4: 0.03, 5: 0.02, 6: 0.02, 7: 0.01}
DAY_ONLY: Gaps = {0: 0.10, 1: 0.60, 2: 0.15, 3: 0.05}
# `昨天` is one day before the edition, or, in copy written for the day after, two.
_RELATIVE: Mapping[str, Gaps] = {
    "今": {0: 0.68, 1: 0.28, 2: 0.02},
    "昨": {1: 0.94, 2: 0.04, 0: 0.005},
    "前": {2: 0.92, 3: 0.05},
    "明": {-1: 0.70, 0: 0.25},
    "后": {-2: 0.70, -1: 0.25},
}
# Probability that a page of year E names year E - k, from the same daily; a later year is a plan or a target.
_NAMED_YEARS = {0: 0.22, 1: 0.27, 2: 0.11, 3: 0.07, 4: 0.05, 5: 0.04}
_OLD_YEAR, _COMING_YEAR = 0.015, 0.02
# Congresses and plenary sessions are announced some months ahead; before that nobody names them.
_ANNOUNCED, _BEFORE_EVENT, _AHEAD = 0.08, 1e-3, timedelta(days=100)
# One count in two hundred and one jubilee in ten belong to some other of a hundred and fifty years.
_MISCOUNTED, _OTHER_JUBILEE = log(0.005 / 150), log(0.1 / 150)
# Words like `昨天` set beside a date or a festival fix the day by themselves, whatever else the page tells.
_FIRM = 1.4
_CALM_YEARS = 3.0  # an event is named less by this factor of e in as many years

_RELATIVE_WORD = r"(?P<rel>今|昨|前|明|后)[天日](?:上午|下午|晚|晚上)?"
_FESTIVAL = re.compile(
    rf"{_RELATIVE_WORD}(?:，|,)?\s?(?:正?[是为系]|适逢|恰逢|迎来)(?P<between>[^，。；！？\n]{{0,18}}?)(?P<name>{FESTIVAL_NAMES})"
)
_COUNTED = re.compile(
    rf"第\s?(?P<count>{NUMERAL}{{1,5}})\s?[个次届](?P<between>[^，。；！？第\n]{{0,8}}?)(?P<name>{FESTIVAL_NAMES})"
)
_ANNIVERSARY = re.compile(
    "(?:" + "|".join(f"(?P<a{index}>{pattern})" for index, (_, pattern, _) in enumerate(ANNIVERSARIES)) + ")"
    rf"(?P<count>{NUMERAL}{{1,5}})周年"
)
_DATELINE = re.compile(
    r"(?:本报|新华社|中新社|中新网|人民网|电通社|中央社|本社|记者)[^\d，。\n]{0,12}?(?P<m>\d{1,2})月(?P<d>\d{1,2})日\s?(?:专?电|讯|消息)"
)
_MONTH_DAY = re.compile(
    rf"(?<![年\d{HAN_NUMERAL}])(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月\s?"
    rf"(?P<d>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]"
    r"(?P<weekday>[(（,，、]?(?:星期|周)[一二三四五六日天][)）]?)?(?P<after>.{0,2})"
)
_RELATIVE_DAY = re.compile(
    rf"{_RELATIVE_WORD}\s?[(（,，]\s?(?:(?P<m>1[0-2]|0?[1-9])月)?(?P<d>[12]\d|3[01]|[1-9])[日号]\s?[)）]?"
    r"|(?:(?P<m2>1[0-2]|0?[1-9])月)?(?P<d2>[12]\d|3[01]|[1-9])[日号]\s?[(（](?P<rel2>今|昨|前|明|后)[天日][)）]"
)
_DAY_OF_MONTH = re.compile(
    r"(?<![月\d\-—至到、.第])(?P<d>[12]\d|3[01]|[1-9])日(?=上午|下午|晚|凌晨|清晨|从|在|电|，|,|召开|举行|宣布|说)"
)
_COMING = re.compile("(?:将|至|到|于是|定|截至|预计|即日起|—|-|~|从|前|预定|有望|计划)(?:于|在)?$")
_HAPPENED = ("上午", "下午", "晚", "晚上", "凌晨", "清晨", "傍晚", "中午", "，我", "，记")
_YEAR = re.compile(
    rf"(?<![\d.])(?P<y>(?:19|20)\d\d|[一二][九〇零][{HAN_NUMERAL}]{{2}})(?:年|[-—](?P<y2>(?:19|20)\d\d)年?度?)"
)
_PLAN = re.compile(
    r"“?(?P<tens>十)?(?P<ones>[一二三四五六七八九])五”?(?P<verb>规划|计划)?(?P<work>编制|建议)?"
)
_PLANNING = re.compile(r"编制“?十?[一二三四五六七八九]五")


@dataclass(frozen=True, slots=True)
class DayClue:
    """A clue that makes editions `gaps` days after the days `where(year)` likely; `weight` counts how often it was said."""

    start: int
    end: int
    note: str
    where: Callable[[int], tuple[date, ...]]
    gaps: Gaps
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class YearClue:
    """Log-likelihoods over the year of the edition, `other` for years not named; `since` is a lower bound."""

    start: int
    end: int
    note: str
    likely: Mapping[int, float] = field(default_factory=dict)
    other: float = 0.0
    since: date | None = None
    lasting: bool = False


def day_clues(text: str) -> tuple[DayClue, ...]:
    """Find what tells of the day in folded running text; repeated mentions of a day are one clue with weight."""
    found: dict[tuple[str, str], DayClue] = {}
    for key, clue in _all_day_clues(text):
        earlier = found.get(key)
        found[key] = clue if earlier is None else _said_again(earlier)
    return tuple(found.values())


def _said_again(clue: DayClue) -> DayClue:
    # Repeated mentions depend on one another: the second adds half of the first, the third a third.
    weight = min(3.0, clue.weight + 1 / (clue.weight + 1))
    return DayClue(clue.start, clue.end, clue.note, clue.where, clue.gaps, weight)


def _all_day_clues(text: str) -> Iterator[tuple[tuple[str, str], DayClue]]:
    yield from _festival_clues(text)
    taken: set[int] = set()
    for pattern, kind, gaps in ((_DATELINE, "dateline", DATELINE), (_RELATIVE_DAY, "relative", None)):
        for match in pattern.finditer(text):
            taken.update(range(match.start(), match.end()))
            yield from _plain_day(match, kind, gaps)
    for match in _MONTH_DAY.finditer(text):
        if match.start() not in taken and not _COMING.search(text[max(0, match.start() - 4) : match.start()]):
            happened = match["after"].startswith(_HAPPENED)
            yield from _plain_day(match, "event" if happened else "mention", EVENT if happened else MENTION)
    for match in _DAY_OF_MONTH.finditer(text):
        if match.start() not in taken:
            yield from _plain_day(match, "day", DAY_ONLY)
    yield from _full_dates(text)


def _festival_clues(text: str) -> Iterator[tuple[tuple[str, str], DayClue]]:
    for match in _FESTIVAL.finditer(text):
        festival = festival_named(match["name"])
        if festival is None or "不" in match["between"]:
            continue
        quote, where = f"“{_short(match.group())}”", partial(_festival_days, festival)
        clue = DayClue(match.start(), match.end(), quote, where, _RELATIVE[match["rel"]], _FIRM)
        yield ("festival", festival.name + match["rel"]), clue


def _full_dates(text: str) -> Iterator[tuple[tuple[str, str], DayClue]]:
    for reading in find_dates(text):
        if reading.day is not None:
            note = f"“{_short(text[reading.start : reading.end])}”"
            clue = DayClue(reading.start, reading.end, note, partial(_one_day, reading.day), MENTION)
            yield ("full", reading.day.isoformat()), clue


def _plain_day(
    match: re.Match[str], kind: str, gaps: Gaps | None
) -> Iterator[tuple[tuple[str, str], DayClue]]:
    parts = match.groupdict()
    month = number(parts.get("m") or parts.get("m2") or "")
    day = number(parts.get("d") or parts.get("d2") or "")
    relative = parts.get("rel") or parts.get("rel2")
    if day is None or not 1 <= day <= 31:
        return
    where: Callable[[int], tuple[date, ...]] = (
        partial(_days, month, day) if month else partial(_month_days, day)
    )
    note = f"{month}月{day}日" if month else f"{day}日"
    said = gaps if gaps is not None else _RELATIVE[relative or "昨"]
    quote, weight = f"“{_short(match.group())}”", _FIRM if gaps is None else 1.0
    yield (kind + (relative or ""), note), DayClue(match.start(), match.end(), quote, where, said, weight)


def _short(text: str) -> str:
    return "".join(text.split())


def _festival_days(festival: Festival, year: int) -> tuple[date, ...]:
    return (festival.day(year),)


def _one_day(day: date, year: int) -> tuple[date, ...]:
    return (day,) if day.year == year else ()


def _days(month: int, day: int, year: int) -> tuple[date, ...]:
    found = calendar_day(year, month, day)
    return (found,) if found is not None else ()


def _month_days(day: int, year: int) -> tuple[date, ...]:
    days = (calendar_day(year, month, day) for month in range(1, 13))
    return tuple(found for found in days if found is not None)


def year_clues(text: str) -> tuple[YearClue, ...]:
    """Find what tells of the year in folded running text: counts, anniversaries, events, years, weekdays."""
    found: dict[str, YearClue] = {}
    for clue in (
        *_counted(text),
        *_anniversaries(text),
        *_weekdays(text),
        *_events(text),
        *_plans(text),
        *_years(text),
    ):
        found.setdefault(clue.note, clue)
    return tuple(found.values())


def _counted(text: str) -> Iterator[YearClue]:
    for match in _COUNTED.finditer(text):
        festival, count = festival_named(match["name"]), number(match["count"])
        if festival is not None and festival.first and count:
            year = festival.first + count - 1
            note = Message(
                "第{count}个{name}在{year}年（首个在{first}年）",
                count=count,
                name=_plain_name(festival),
                year=year,
                first=festival.first,
            )
            yield YearClue(
                match.start(), match.end(), note, {year: 0.0, year - 1: -5.0, year + 1: -5.0}, _MISCOUNTED
            )


def _plain_name(festival: Festival) -> str:
    return festival.name.split("|")[-1].replace("?", "")


def _anniversaries(text: str) -> Iterator[YearClue]:
    for match in _ANNIVERSARY.finditer(text):
        index = next(index for index in range(len(ANNIVERSARIES)) if match[f"a{index}"])
        name, _, base = ANNIVERSARIES[index]
        if count := number(match["count"]):
            year = base + count
            note = Message("{name}{count}周年在{year}年", name=name, count=count, year=year)
            yield YearClue(
                match.start(), match.end(), note, {year: 0.0, year + 1: -2.0, year - 1: -2.7}, _OTHER_JUBILEE
            )


def _weekdays(text: str) -> Iterator[YearClue]:
    for match in _MONTH_DAY.finditer(text):
        month, day = number(match["m"]), number(match["d"])
        weekdays = find_weekdays(match["weekday"]) if match["weekday"] else ()
        if not weekdays or month is None or day is None:
            continue
        years = [
            year
            for year in range(1900, 2101)
            if (found := calendar_day(year, month, day)) is not None and found.weekday() == weekdays[0].index
        ]
        note = Message(
            "{month}月{day}日是{weekday}", month=month, day=day, weekday=match["weekday"].strip("()（）,，、")
        )
        yield YearClue(match.start(), match.end(), note, dict.fromkeys(years, 0.0), -2.5)


def _events(text: str) -> Iterator[YearClue]:
    for event in PUBLIC_EVENTS:
        if match := re.search(event.pattern, text):
            note = Message(
                "提到{name}（{year}年{month}月）",
                name=event.name,
                year=event.since.year,
                month=event.since.month,
            )
            yield YearClue(match.start(), match.end(), note, since=event.since, lasting=event.lasting)


def _plans(text: str) -> Iterator[YearClue]:
    named: dict[int, re.Match[str]] = {}
    drafted: dict[int, re.Match[str]] = {}
    for match in _PLAN.finditer(text):
        order = (10 if match["tens"] else 0) + (number(match["ones"]) or 0)
        # `七五` and the like are plans only where the text says so; the first five reach back before modern pages.
        if order < 6 or (order < 11 and not match["verb"]):
            continue
        drafting = match["work"] or _PLANNING.search(text[max(0, match.start() - 3) : match.end()])
        (drafted if drafting else named).setdefault(order, match)
    for order, match in (named | drafted).items():
        yield _plan_clue(order, match, drafted=order in drafted)


def _plan_clue(order: int, match: re.Match[str], *, drafted: bool) -> YearClue:
    years = plan_years(order)
    likely = {years.start - 2: -1.5, years.start - 1: 0.0, years.start: -0.3}
    if not drafted:
        likely |= (
            {years.start - 2: -3.0, years.start - 1: -0.7} | dict.fromkeys(years, 0.0) | {years.stop: -0.7}
        )
    name = f"“{'十' if match['tens'] else ''}{match['ones']}五”{'规划编制' if drafted else '时期'}"
    return YearClue(
        match.start(),
        match.end(),
        Message("提到{name}（{start}—{stop}年）", name=name, start=years.start, stop=years.stop - 1),
        likely,
        -3.0,
    )


def _years(text: str) -> Iterator[YearClue]:
    for match in _YEAR.finditer(text):
        if _COMING.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        for figures in (match["y"], match["y2"]):
            year = number(figures) if figures else None
            if year is not None:
                yield YearClue(
                    match.start(),
                    match.end(),
                    Message("提到{year}年", year=year),
                    _named_year(year),
                    log(_COMING_YEAR),
                )


def _named_year(year: int) -> dict[int, float]:
    return {year + age: log(_NAMED_YEARS.get(age, _OLD_YEAR)) for age in range(2101 - year)}


def event_log_likelihood(clue: YearClue, day: date) -> float:
    """Return how the day fits an event that the text names: next to nothing before it, fading with the years."""
    if clue.since is None:
        return 0.0
    if day < clue.since:
        return log(_ANNOUNCED if clue.since - day <= _AHEAD else _BEFORE_EVENT)
    years = (day - clue.since) / timedelta(days=365.25)
    return 0.0 if clue.lasting else -min(years / _CALM_YEARS, 2.5)
