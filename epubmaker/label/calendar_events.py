"""Public events that bound the date of a text: what a page mentions, it cannot precede.

Each has the day on which it became public (communiqués and announcements of the Xinhua agency; WHO and State Council for
epidemics). `lasting` events are cited for decades and say nothing about how soon after them a page was printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event a page can mention only after `since`: `pattern` finds it in folded text."""

    name: str
    pattern: str
    since: date
    lasting: bool = False


def _plenum(session: str, days: dict[str, tuple[int, int, int]]) -> tuple[PublicEvent, ...]:
    return tuple(
        PublicEvent(f"{session}届{order}中全会", f"{session}届{order}中全会", date(*day))
        for order, day in days.items()
    )


PUBLIC_EVENTS = (
    PublicEvent("十一届三中全会", "十一届三中全会", date(1978, 12, 22), lasting=True),
    PublicEvent("十二大", "党的十二大", date(1982, 9, 1), lasting=True),
    PublicEvent("十三大", "党的十三大", date(1987, 10, 25)),
    PublicEvent("十四大", "党的十四大", date(1992, 10, 12)),
    PublicEvent("十五大", "党的十五大", date(1997, 9, 12)),
    PublicEvent("十六大", "党的十六大", date(2002, 11, 8)),
    PublicEvent("十七大", "党的十七大", date(2007, 10, 15)),
    PublicEvent("十八大", "党的十八大", date(2012, 11, 8), lasting=True),
    PublicEvent("十九大", "党的十九大", date(2017, 10, 18)),
    PublicEvent("二十大", "党的二十大", date(2022, 10, 16)),
    *_plenum("十四", {"三": (1993, 11, 11), "四": (1994, 9, 25), "五": (1995, 9, 25), "六": (1996, 10, 7)}),
    *_plenum("十五", {"三": (1998, 10, 12), "四": (1999, 9, 19), "五": (2000, 10, 9), "六": (2001, 9, 24)}),
    *_plenum("十六", {"三": (2003, 10, 11), "四": (2004, 9, 16), "五": (2005, 10, 8), "六": (2006, 10, 8)}),
    *_plenum("十七", {"三": (2008, 10, 9), "四": (2009, 9, 15), "五": (2010, 10, 15), "六": (2011, 10, 15)}),
    *_plenum("十八", {"三": (2013, 11, 9), "四": (2014, 10, 20), "五": (2015, 10, 26), "六": (2016, 10, 24)}),
    *_plenum("十九", {"三": (2018, 2, 26), "四": (2019, 10, 28), "五": (2020, 10, 26), "六": (2021, 11, 8)}),
    *_plenum("二十", {"二": (2023, 2, 26), "三": (2024, 7, 15), "四": (2025, 10, 20)}),
    PublicEvent("“三个代表”", "“?三个代表”?重要思想", date(2000, 2, 25)),
    PublicEvent("科学发展观", "科学发展观", date(2003, 8, 28)),
    PublicEvent("和谐社会", "和谐社会", date(2004, 9, 16)),
    PublicEvent("中国梦", "中国梦", date(2012, 11, 29), lasting=True),
    PublicEvent("中央八项规定", "八项规定", date(2012, 12, 4), lasting=True),
    PublicEvent("党的群众路线教育实践活动", "群众路线教育实践活动", date(2013, 6, 18)),
    PublicEvent("“一带一路”", "一带一路", date(2013, 9, 7), lasting=True),
    PublicEvent("“三严三实”", "三严三实", date(2014, 3, 9)),
    PublicEvent("“两学一做”", "两学一做", date(2016, 2, 24)),
    PublicEvent("乡村振兴战略", "乡村振兴", date(2017, 10, 18), lasting=True),
    PublicEvent("新时代中国特色社会主义思想", "新时代中国特色社会主义思想", date(2017, 10, 18), lasting=True),
    PublicEvent("雄安新区", "雄安新区", date(2017, 4, 1), lasting=True),
    PublicEvent("“不忘初心、牢记使命”主题教育", "牢记使命.{0,2}主题教育", date(2019, 5, 31)),
    PublicEvent("党史学习教育", "党史学习教育", date(2021, 2, 20)),
    PublicEvent("非典", "非典型肺炎|抗击非典|防治非典", date(2003, 2, 11)),
    PublicEvent("新冠疫情", "新冠|新型冠状病毒", date(2020, 1, 8)),
    PublicEvent("复工复产", "复工复产", date(2020, 2, 1)),
    PublicEvent("“双碳”目标", "双碳|碳达峰", date(2020, 9, 22), lasting=True),
    PublicEvent("“双减”", "“双减”|双减政策", date(2021, 7, 24)),
    PublicEvent("新质生产力", "新质生产力", date(2023, 9, 7)),
    PublicEvent("汶川地震", "汶川(?:特大|大)?地震", date(2008, 5, 12)),
    PublicEvent("加入世贸组织", "加入(?:世贸|世界贸易组织)", date(2001, 11, 10), lasting=True),
    PublicEvent("西部大开发", "西部大开发", date(1999, 11, 15), lasting=True),
    PublicEvent("香港特别行政区", "香港特别行政区政府", date(1997, 7, 1), lasting=True),
    PublicEvent("微信", "微信", date(2011, 1, 21), lasting=True),
    PublicEvent("微博", "微博", date(2009, 8, 28), lasting=True),
    PublicEvent("中华人民共和国", "中华人民共和国", date(1949, 10, 1), lasting=True),
)

# What is celebrated by number of years: pattern of the subject, and the year counted from.
ANNIVERSARIES = (
    ("中华人民共和国成立", "(?:新中国|中华人民共和国|共和国|建国|国庆|祖国)(?:成立|华诞|诞生)?", 1949),
    ("中国共产党成立", "(?:中国共产党(?:成立|建党|诞生)|建党|党的生日|中共成立)", 1921),
    ("建军", "(?:建军|中国人民解放军(?:建军|成立|诞生))", 1927),
    ("香港回归", "香港回归(?:祖国)?", 1997),
    ("澳门回归", "澳门回归(?:祖国)?", 1999),
    ("改革开放", "改革开放", 1978),
    ("抗日战争胜利", "(?:抗日战争|抗战)(?:暨世界反法西斯战争)?胜利", 1945),
    ("长征胜利", "(?:红军)?长征胜利", 1936),
    ("志愿军出国作战", "抗美援朝(?:出国作战)?", 1950),
    ("五四运动", "五四运动", 1919),
    ("辛亥革命", "辛亥革命", 1911),
    ("浦东开发开放", "浦东开发开放", 1990),
    ("深圳经济特区建立", "深圳经济特区(?:建立|成立)", 1980),
    ("毛泽东诞辰", "毛泽东(?:同志)?诞辰", 1893),
    ("邓小平诞辰", "邓小平(?:同志)?诞辰", 1904),
    ("周恩来诞辰", "周恩来(?:同志)?诞辰", 1898),
    ("汶川地震", "汶川(?:特大|大)?地震", 2008),
)


def plan_years(order: int) -> range:
    """Return the years of the `order`-th five-year plan, from the sixth (1981-1985) on."""
    start = 1981 + 5 * (order - 6)
    return range(start, start + 5)
