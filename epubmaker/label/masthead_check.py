"""Date, weekday and lunar date as witnesses to one day: what two of the three support is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from epubmaker.label.calendar_lunar import LunarReading, agrees, lunar_of, solar_days
from epubmaker.label.dates import WEEKDAY_NAMES
from epubmaker.messages import Message

# A lunar date without a year is taken nearest to the printed date; half a lunar year to either side.
_LUNAR_REACH = 180
# Lunar years within which a masthead with a year of the sixty-year cycle alone is looked for: printed dailies.
_PRESS_YEARS = range(1870, 2101)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The day the witnesses point to: `chosen` differs from the printed date where the other two outvote it.

    `conflict` says in one sentence what disagrees, empty where nothing does. `candidates` are the days left open where
    no full date is printed.
    """

    chosen: date | None
    conflict: str = ""
    candidates: tuple[date, ...] = ()


def weigh(printed: date | None, weekday: int | None, lunar: LunarReading | None) -> Verdict:
    """Check a printed date against weekday (Monday 0) and lunar date, and choose what two of three support."""
    if printed is None:
        return _without_date(weekday, lunar)
    weekday_right = weekday is None or printed.weekday() == weekday
    lunar_right = lunar is None or agrees(lunar, printed)
    if weekday_right and lunar_right:
        return Verdict(printed)
    other = _nearest(printed, weekday, lunar) if lunar is not None and not lunar_right else None
    if other is not None and not weekday_right:
        return Verdict(
            other,
            Message(
                "{readings}：后两者一致，取{day}。",
                readings=_readings(printed, weekday, lunar),
                day=plain_day(other),
            ),
        )
    return Verdict(
        printed, Message("{readings}：取印出的日期。", readings=_readings(printed, weekday, lunar))
    )


def _nearest(printed: date, weekday: int | None, lunar: LunarReading) -> date | None:
    """Return the lunar reading's day nearest to the printed date, if the weekday supports it."""
    days = solar_days(lunar, range(printed.year - 1, printed.year + 2))
    fitting = [
        day
        for day in days
        if weekday is not None and day.weekday() == weekday and abs((day - printed).days) <= _LUNAR_REACH
    ]
    return min(fitting, key=lambda day: abs((day - printed).days), default=None)


def _without_date(weekday: int | None, lunar: LunarReading | None) -> Verdict:
    if lunar is None or lunar.cycle is None:
        return Verdict(None)
    days = [day for day in solar_days(lunar, _PRESS_YEARS) if weekday is None or day.weekday() == weekday]
    return Verdict(None, "", tuple(days))


def _readings(printed: date, weekday: int | None, lunar: LunarReading | None) -> str:
    named = WEEKDAY_NAMES[printed.weekday()]
    parts = [Message("报头日期{day}是{weekday}", day=plain_day(printed), weekday=named)]
    if lunar is not None:
        _, month, day = lunar_of(printed)
        reckoned = _lunar(abs(month), day, leap=month < 0)
        parts[0] = Message("{solar}、农历{lunar}", solar=parts[0], lunar=reckoned)
    if weekday is not None:
        parts.append(Message("报头印作{weekday}", weekday=WEEKDAY_NAMES[weekday]))
    if lunar is not None and lunar.month:
        parts.append(Message("农历印作{lunar}", lunar=_lunar(lunar.month, lunar.day, leap=lunar.leap)))
    return Message.joined("，", parts)


def _lunar(month: int, day: int | None, *, leap: bool) -> str:
    return f"{'闰' if leap else ''}{month}月{day}日"


def plain_day(day: date) -> Message:
    """Return a day as a message shows it."""
    return Message("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)
