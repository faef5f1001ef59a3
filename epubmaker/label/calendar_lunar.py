"""The Chinese calendar: lunar dates as printed, and what day of the common calendar they are.

Conversion is lunar_python's (MIT), from the tables of the Purple Mountain Observatory; it is imported inside functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from epubmaker.label.dates import number
from epubmaker.text import patterns as re

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
SOLAR_TERMS = (
    "小寒|大寒|立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|"
    "小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至"
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
# `巳` and `已` are the mistakes a recogniser makes for `己` and the other way round, so all three are read alike.
_STEM = "[甲乙丙丁戊己已巳庚辛壬癸]"
_BRANCH = "[子丑寅卯辰巳己已午未申酉戌亥]"
_ANIMAL = "[鼠牛虎兔龙龍蛇马馬羊猴鸡雞狗猪豬]?"
_PREFIX = r"(?:农历|夏历|旧历|阴历|古历|黄历)"
_CYCLE = rf"(?P<stem>{_STEM})\s?(?P<branch>{_BRANCH})\s?[（(]?{_ANIMAL}[)）]?\s?年"
_MONTH = r"(?P<leap>闰)?\s?(?P<month>十[一二]|[正一二三四五六七八九十冬腊])\s?月\s?[大小]?"
_SURE_DAY = r"初\s?[一二三四五六七八九十]|廿[一二三四五六七八九]?|卅|[一二]十[一二三四五六七八九]?|三十|十[一二三四五六七八九]"
_LUNAR = re.compile(
    rf"(?:(?P<prefix>{_PREFIX})\s*)?(?:{_CYCLE}\s*|(?<![0-9〇一二三四五六七八九十年第])(?!\s))(?P<date>{_MONTH}\s*(?P<day>{_SURE_DAY}))日?"
    rf"|(?P<alone>(?:(?P<alone_prefix>{_PREFIX})\s*)?(?P<alone_stem>{_STEM})\s?(?P<alone_branch>{_BRANCH})\s?"
    rf"[（(]?{_ANIMAL}[)）]?\s?年)"
)


@dataclass(frozen=True, slots=True)
class LunarReading:
    """A lunar date found in a text: characters `start:end`; `cycle` is the year's place in the cycle of sixty.

    `cycle` is None where no year stands there (or no such pair of stem and branch exists); `month` and `day` are 0
    where only the year is printed; `sure` says that it can be nothing but a lunar date.
    """

    start: int
    end: int
    cycle: int | None
    month: int
    day: int
    leap: bool
    sure: bool


def find_lunar_dates(folded: str) -> tuple[LunarReading, ...]:
    """Find lunar dates in a folded text: `农历己亥年十二月十六`, `庚子年九月廿四`, `腊月十六`, `闰四月初三`."""
    return tuple(_reading(match) for match in _LUNAR.finditer(folded))


def _reading(match: re.Match[str]) -> LunarReading:
    if match["alone"]:
        cycle, sure = _cycle(match["alone_stem"], match["alone_branch"]), bool(match["alone_prefix"])
        return LunarReading(match.start(), match.end(), cycle, 0, 0, leap=False, sure=sure)
    cycle = _cycle(match["stem"], match["branch"]) if match["stem"] else None
    month = _MONTHS.get(match["month"]) or number(match["month"]) or 0
    day_text = "".join(match["day"].split())
    sure = bool(match["prefix"] or match["stem"] or match["leap"]) or (
        match["month"] in _MONTHS or day_text[0] in "初廿卅"
    )
    start = (
        match.start("prefix")
        if match["prefix"]
        else match.start("stem")
        if match["stem"]
        else match.start("date")
    )
    return LunarReading(
        start, match.end(), cycle, month, number(day_text.removeprefix("初")) or 0, bool(match["leap"]), sure
    )


def _cycle(stem: str, branch: str) -> int | None:
    stems, branches = (
        STEMS.find(stem if stem not in "已巳" else "己"),
        BRANCHES.find(branch if branch not in "已己" else "巳"),
    )
    # A pair exists only where both are odd or both even: 6·stem − 5·branch solves the two congruences.
    return (6 * stems - 5 * branches) % 60 if (stems - branches) % 2 == 0 else None


def lunar_of(day: date) -> tuple[int, int, int]:
    """Return year, month and day of `day` in the Chinese calendar; a leap month is negative."""
    from lunar_python import Solar  # noqa: PLC0415

    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return lunar.getYear(), lunar.getMonth(), lunar.getDay()


def cycle_of_year(lunar_year: int) -> int:
    """Return the place of a lunar year in the cycle of sixty; 0 is 甲子, as 1984."""
    return (lunar_year - 4) % 60


def agrees(reading: LunarReading, day: date) -> bool:
    """Say whether the lunar reading names `day`, as far as it is printed; an unprinted leap is forgiven."""
    year, month, number_of_day = lunar_of(day)
    if reading.cycle is not None and reading.cycle != cycle_of_year(year):
        return False
    if reading.month and (reading.month, reading.day) != (abs(month), number_of_day):
        return False
    return not reading.leap or month < 0


def solar_days(reading: LunarReading, years: range) -> tuple[date, ...]:
    """Return the days a full lunar reading can be, for lunar years in `years`; empty where no day is printed."""
    if not reading.month:
        return ()
    from lunar_python import LunarYear  # noqa: PLC0415

    days = []
    for year in years:
        if reading.cycle is not None and reading.cycle != cycle_of_year(year):
            continue
        for month in LunarYear.fromYear(year).getMonths():
            right_month = month.getYear() == year and abs(month.getMonth()) == reading.month
            if (
                right_month
                and (not reading.leap or month.getMonth() < 0)
                and reading.day <= month.getDayCount()
            ):
                days.append(_solar(year, month.getMonth(), reading.day))
    return tuple(days)


def _solar(year: int, month: int, day: int) -> date:
    from lunar_python import Lunar  # noqa: PLC0415

    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def lunar_day(year: int, month: int, day: int) -> date:
    """Return the day of the common calendar for a lunar date of a year; day 30 of a short month is its last day."""
    from lunar_python import LunarMonth  # noqa: PLC0415

    return _solar(year, month, min(day, LunarMonth.fromYm(year, month).getDayCount()))


def solar_term_day(year: int, name: str) -> date:
    """Return the day of a solar term in a year: `清明` `冬至` and the rest."""
    from lunar_python import Lunar  # noqa: PLC0415

    # The table of a lunar year runs from the winter solstice before it; the terms of December belong to this one.
    for lunar_year in (year, year + 1):
        for term, solar in Lunar.fromYmd(lunar_year, 6, 1).getJieQiTable().items():
            if term == name and solar.getYear() == year:
                return date(solar.getYear(), solar.getMonth(), solar.getDay())
    raise ValueError(name)
