"""Festivals and commemorations that date a newspaper: on which day they fall, and from when they are counted.

`first` is the year of the one that the press counts as number one, so that number n falls in `first + n - 1`. Sources:
the State Council's holiday regulation (全国年节及纪念日放假办法) and the founding resolution of each day: 记者节 (State
Council, 2000), 教师节 (NPC Standing Committee, 1985), 植树节 (1979), 烈士纪念日, 国家公祭日 and 宪法日 (2014), and so on;
the counts are those in use at the agencies, checked against dated news text where it had them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from epubmaker.label.calendar_lunar import SOLAR_TERMS, lunar_day, solar_term_day


@dataclass(frozen=True, slots=True)
class Festival:
    """A day of the year that a newspaper names: its names (a pattern), how it falls, and since when it counts.

    `rule` is one of `MM-DD`, `lunar MM-DD`, `term 清明`, `eve` (the day before the lunar year), `MM week N D` (the N-th
    weekday D of a month, Monday 1). `first` is None where nobody counts.
    """

    name: str
    rule: str
    first: int | None = None

    def day(self, year: int) -> date:
        """Return the day of the common calendar on which the festival falls in `year`."""
        kind, _, rest = self.rule.partition(" ")
        if kind == "eve":
            return lunar_day(year, 1, 1) - timedelta(days=1)
        if kind == "lunar":
            month, day = (int(part) for part in rest.split("-"))
            # The twelfth month of a lunar year lies in the January after it.
            return lunar_day(year - 1 if month == 12 else year, month, day)
        if kind == "term":
            return solar_term_day(year, rest)
        if rest:
            return _nth_weekday(year, int(kind), *(int(part) for part in rest.split()[1:]))
        month, day = (int(part) for part in kind.split("-"))
        return date(year, month, day)


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


# Longer names stand before those they contain.
FESTIVALS = (
    Festival("记者节", "11-08", 2000),
    Festival("教师节", "09-10", 1985),
    Festival("植树节", "03-12", 1979),
    Festival("消费者权益日", "03-15", 1983),
    Festival("护士节", "05-12"),
    Festival("医师节", "08-19", 2018),
    Festival("警察节", "01-10", 2021),
    Festival("农民丰收节", "term 秋分", 2018),
    Festival("宪法日", "12-04", 2014),
    Festival("国家公祭日", "12-13", 2014),
    Festival("烈士纪念日", "09-30", 2014),
    Festival("国家安全教育日", "04-15", 2016),
    Festival("航天日", "04-24", 2016),
    Festival("科技工作者日", "05-30", 2017),
    Festival("品牌日", "05-10", 2017),
    Festival("中国旅游日", "05-19", 2011),
    Festival("防灾减灾日", "05-12", 2009),
    Festival("全民健身日", "08-08", 2009),
    Festival("全国交通安全日", "12-02", 2012),
    Festival("全国生态日", "08-15", 2023),
    Festival("土地日", "06-25", 1991),
    Festival("世界读书日", "04-23", 1996),
    Festival("世界环境日", "06-05"),
    Festival("世界地球日", "04-22", 1970),
    Festival("世界水日", "03-22", 1993),
    Festival("世界气象日", "03-23", 1961),
    Festival("世界无烟日", "05-31", 1988),
    Festival("国际禁毒日", "06-26", 1988),
    Festival("世界艾滋病日", "12-01", 1988),
    Festival("世界献血者日", "06-14", 2004),
    Festival("国际志愿者日", "12-05", 1986),
    Festival("爱耳日", "03-03", 2000),
    Festival("爱眼日", "06-06", 1996),
    Festival("助残日", "05 week 3 7", 1991),
    Festival("妇女节", "03-08", 1911),
    Festival("劳动节", "05-01"),
    Festival("青年节", "05-04"),
    Festival("儿童节", "06-01"),
    Festival("建党节", "07-01"),
    Festival("建军节", "08-01"),
    Festival("国庆节", "10-01"),
    Festival("消防日", "11-09", 1992),
    Festival("元旦", "01-01"),
    Festival("圣诞节", "12-25"),
    Festival("母亲节", "05 week 2 7"),
    Festival("父亲节", "06 week 3 7"),
    Festival("除夕", "eve"),
    Festival("大年初一|正月初一|春节", "lunar 01-01"),
    Festival("元宵节?|正月十五", "lunar 01-15"),
    Festival("端午节?", "lunar 05-05"),
    Festival("七夕节?", "lunar 07-07"),
    Festival("中秋节?", "lunar 08-15"),
    Festival("重阳节?", "lunar 09-09"),
    Festival("腊八节?", "lunar 12-08"),
    *(Festival(term, f"term {term}") for term in SOLAR_TERMS.split("|")),
)

FESTIVAL_NAMES = "|".join(festival.name for festival in FESTIVALS)


def festival_named(name: str, festivals: Iterable[Festival] = FESTIVALS) -> Festival | None:
    """Return the festival that a text names, None for an unknown one."""
    return next((festival for festival in festivals if re.fullmatch(festival.name, name)), None)
