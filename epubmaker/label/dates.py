"""Dates and numbers as Chinese newspapers print them: Arabic or Chinese figures, eras, weekdays, English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from epubmaker.text import patterns as re

DIGIT = "0-9〇零一二三四五六七八九"
HAN_NUMERAL = "〇零一二三四五六七八九十百千廿卅元"
NUMERAL = f"[0-9{HAN_NUMERAL}]"
WEEKDAY_NAMES = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")

# Full-width ASCII and the ideographic space have their half-width form at a fixed distance; the circles all stand
# for zero; the rest are the traditional forms that occur in dates and mastheads. One character for one, so that
# every offset in the folded text is an offset in the original.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(old): ord(new)
    for old, new in zip(
        "\u3000\u00a0○◯Ｏ號曆歷農總報國華陰週禮兩臘閏統臺聞黨會員設體時變長陽穀蟄處東聯辦發責編價網電話張見轉學數兒記臨",
        "  〇〇〇号历历农总报国华阴周礼两腊闰统台闻党会员设体时变长阳谷蛰处东联办发责编价网电话张见转学数儿记临",
        strict=True,
    )
}

_VALUES = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "元": 1,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}

# Years of the common era = years of the era + offset. The lunar-year eras of the Qing are not read.
_ERAS = {"民国": 1911, "康德": 1933, "昭和": 1925, "大正": 1911, "明治": 1867}

_SPACED_YEAR = rf"[{DIGIT}](?:\s?[{DIGIT}]){{3}}"
# Months and days out of range are read too: they are slips of a recogniser, to be reported, not passed over.
_MONTH = r"(?:[0-9]\s?[0-9]?|十[一二]?|[一二三四五六七八九元正])"
_DAY = r"(?:[0-9]\s?[0-9]?|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
_YEAR = rf"(?:(?P<era>民国|康德|昭和|大正|明治)\s*(?P<era_year>{NUMERAL}{{1,4}})|(?P<year>{_SPACED_YEAR}))"
_FULL = re.compile(
    rf"(?<![{DIGIT}])(?:(?:公元|公历|西历|中华)\s*)?{_YEAR}\s*年\s*(?P<month>{_MONTH})\s*月\s*(?P<day>{_DAY})\s*[日号]"
)
_NUMERIC = re.compile(
    r"(?<![\d.\-])(?P<year>1[89]\d\d|20\d\d)(?P<mark>\s?[-./·—–]\s?)(?P<month>0?[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>[12]\d|3[01]|0?[1-9])(?![\d\-]|\.\d)"
)
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?"
_ENGLISH = re.compile(
    rf"(?<![a-z])(?:{_ENGLISH_MONTH}\s*(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s*,?\s*(?P<year>(?:1[89]|20)\d\d)"
    rf"|(?P<day2>[0-3]?\d)\s*{_ENGLISH_MONTH.replace('month', 'month2')}\s*,?\s*(?P<year2>(?:1[89]|20)\d\d))(?!\d)",
    re.IGNORECASE,
)
# `每周五出版`, `逢周三见报`, `周三至周五` speak of a rhythm, not of this day.
_WEEKDAY = re.compile(
    r"(?<![每逢至、到上下个])(?P<han>(?:星\s?期|礼\s?拜|周)\s?[一二三四五六日天])(?![至、到]|年|岁)"
    r"|(?<![A-Za-z])(?P<english>(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)(?![A-Za-z])",
    re.IGNORECASE,
)
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date found in a text: characters `start:end`; `day` is None where the calendar has no such day."""

    start: int
    end: int
    day: date | None


@dataclass(frozen=True, slots=True)
class WeekdayReading:
    """A weekday found in a text: characters `start:end`, Monday is 0."""

    start: int
    end: int
    index: int


def fold(text: str) -> str:
    """Make figures, marks and the characters of dates uniform, one character for one, so offsets stay."""
    return text.translate(_FOLD)


def number(text: str) -> int | None:
    """Return the value of Arabic or Chinese figures, `二〇二〇`, `二十一`, `廿四`, `109`; None for anything else.

    White space between the figures is passed over; positional figures reach 9999.
    """
    figures = "".join(fold(text).split())
    if not figures:
        return None
    if figures.isascii():
        return int(figures) if figures.isdecimal() else None
    if any(figure in _UNITS or figure in _TENS for figure in figures):
        return _positional(figures)
    digits = [int(figure) if figure.isdecimal() else _VALUES.get(figure) for figure in figures]
    if any(digit is None for digit in digits):
        return None
    return int("".join(str(digit) for digit in digits))


def _positional(figures: str) -> int | None:
    total, pending = 0, None
    for figure in figures:
        if figure in _UNITS:
            total += (1 if pending is None else pending) * _UNITS[figure]
            pending = None
        elif figure in _TENS:
            total += _TENS[figure]
        elif figure.isdecimal() and figure.isascii():
            pending = (pending or 0) * 10 + int(figure)
        elif figure in _VALUES:
            pending = _VALUES[figure]
        else:
            return None
    return total + (pending or 0)


def calendar_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """Return the day of the common calendar, or None where there is no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_dates(folded: str) -> tuple[DateReading, ...]:
    """Find every full date in a folded text, in order of place.

    Shapes: `2020年1月10日`, `二〇二〇年一月十日`, `民国109年1月10日`, `2020-01-10`, `2020.1.10`, `January 10, 2020`.
    White space, row ends too, may stand between the parts.
    """
    found = [*_han_dates(folded), *_numeric_dates(folded), *_english_dates(folded)]
    return tuple(sorted(found, key=lambda reading: (reading.start, reading.end)))


def _han_dates(folded: str) -> Iterator[DateReading]:
    for match in _FULL.finditer(folded):
        if match["era"]:
            years = number(match["era_year"])
            year = None if years is None else years + _ERAS[match["era"]]
        else:
            year = number(match["year"])
        month = 1 if match["month"] in "元正" else number(match["month"])
        yield DateReading(match.start(), match.end(), calendar_day(year, month, number(match["day"])))


def _numeric_dates(folded: str) -> Iterator[DateReading]:
    for match in _NUMERIC.finditer(folded):
        day = calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
        yield DateReading(match.start(), match.end(), day)


def _english_dates(folded: str) -> Iterator[DateReading]:
    for match in _ENGLISH.finditer(folded):
        name = match["month"] or match["month2"]
        month = _ENGLISH_MONTHS.index(name[:3].lower()) + 1
        day = calendar_day(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
        yield DateReading(match.start(), match.end(), day)


def find_weekdays(folded: str) -> tuple[WeekdayReading, ...]:
    """Find every weekday in a folded text that names one day, `星期五`, `周五`, `礼拜五`, `Friday`."""
    return tuple(
        WeekdayReading(match.start(), match.end(), _weekday_index(match))
        for match in _WEEKDAY.finditer(folded)
    )


def _weekday_index(match: re.Match[str]) -> int:
    if match["english"]:
        return _ENGLISH_DAYS.index(match["english"][:3].lower())
    return "一二三四五六日天".index(match["han"][-1]) % 7 if match["han"][-1] != "天" else 6
