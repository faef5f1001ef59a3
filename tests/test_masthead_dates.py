"""Dates, numbers and the Chinese calendar, as newspapers print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epubmaker import read_string, reconstruct
from epubmaker.label.calendar_events import PUBLIC_EVENTS, plan_years
from epubmaker.label.calendar_festivals import FESTIVALS, festival_named
from epubmaker.label.calendar_lunar import agrees, find_lunar_dates, lunar_of, solar_days, solar_term_day
from epubmaker.label.dates import find_dates, find_weekdays, fold, number
from epubmaker.label.misread_dates import mend_dates

PRINTED_DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("figures", "value"),
    [
        ("4364", 4364), ("４３６４", 4364), ("二〇二〇", 2020), ("二○一九", 2019), ("一九四九", 1949), ("十", 10), ("二十一", 21),
        ("一百零九", 109), ("三千六百零六", 3606), ("廿四", 24), ("卅", 30), ("元", 1), ("两", 2), ("2 0 2 0", 2020), ("〇", 0),
    ],
)  # fmt: skip
def test_number(figures: str, value: int) -> None:
    assert number(figures) == value


@pytest.mark.parametrize("words", ["", "报", "三报", "1a", "十报"])
def test_no_number(words: str) -> None:
    assert number(words) is None


@given(st.integers(0, 9999))
def test_digit_by_digit_numbers_round_trip(value: int) -> None:
    assert number("".join(PRINTED_DIGITS[int(digit)] for digit in str(value))) == value


@given(
    st.dates(date(1912, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{y}年{m}月{d}日", "{y}-{m:02}-{d:02}", "{y}.{m}.{d}", "{y} 年 {m} 月 {d} 日"]),
)
def test_every_day_is_read_in_every_shape(day: date, shape: str) -> None:
    printed = shape.format(y=day.year, m=day.month, d=day.day)
    assert [reading.day for reading in find_dates(fold(f"讯 {printed} 讯"))] == [day]


@given(st.text("0123456789年月日号.-/ 〇一二三十廿星期五己亥闰初农历\n", max_size=40))
def test_any_text_is_read_without_error_and_in_bounds(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    for reading in (*find_dates(folded), *find_weekdays(folded), *find_lunar_dates(folded)):
        assert 0 <= reading.start < reading.end <= len(text)
        assert text[reading.start : reading.end].strip() == text[reading.start : reading.end]


@pytest.mark.parametrize(
    ("words", "indices"),
    [
        ("星期五", [4]), ("周日", [6]), ("禮拜天", [6]), ("週三", [2]), ("Friday", [4]), ("SUN", [6]),
        ("每周五出版", []), ("周三至周五", []), ("上周五", []), ("周一岁", []),
    ],
)  # fmt: skip
def test_weekdays(words: str, indices: list[int]) -> None:
    assert [reading.index for reading in find_weekdays(fold(words))] == indices


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("农历己亥年十二月十六", date(2020, 1, 10)),
        ("己亥年腊月十六", date(2020, 1, 10)),
        ("農曆庚子年閏四月十九", date(2020, 6, 10)),
        ("庚子年九月廿四", date(2020, 11, 9)),
        ("丁丑年十二月初三", date(1998, 1, 1)),
        ("丁丑年五月二十九", date(1937, 7, 7)),
        ("辛丑（牛）年正月初一", date(2021, 2, 12)),
        ("已亥年十二月十六", date(2020, 1, 10)),  # `己` misread
    ],
)
def test_lunar_dates(words: str, day: date) -> None:
    (reading,) = find_lunar_dates(fold(words))
    assert agrees(reading, day)
    assert day in solar_days(reading, range(1930, 2030))
    assert not agrees(reading, date.fromordinal(day.toordinal() + 1))


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_lunar_conversion_round_trips(day: date) -> None:
    year, month, number_of_day = lunar_of(day)
    months = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"]
    days = [*(f"初{n}" for n in "一二三四五六七八九十"), *(f"十{n}" for n in "一二三四五六七八九"), "二十"]
    days += [*(f"廿{n}" for n in "一二三四五六七八九"), "三十"]
    printed = f"农历{'闰' if month < 0 else ''}{months[abs(month) - 1]}月{days[number_of_day - 1]}"
    (reading,) = find_lunar_dates(printed)
    assert day in solar_days(reading, range(year, year + 1))


def test_every_festival_has_a_day_in_its_year() -> None:
    for year in (1999, 2020, 2024):
        for festival in FESTIVALS:
            assert festival.day(year).year == year, festival.name


# Days from the State Council's holiday notices and the observatory's almanac.
@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("春节", date(2020, 1, 25)), ("除夕", date(2020, 1, 24)), ("元宵", date(2020, 2, 8)), ("清明", date(2020, 4, 4)),
        ("端午", date(2020, 6, 25)), ("中秋节", date(2020, 10, 1)), ("重阳节", date(2020, 10, 25)), ("冬至", date(2020, 12, 21)),
        ("腊八", date(2020, 1, 2)), ("母亲节", date(2020, 5, 10)), ("父亲节", date(2020, 6, 21)), ("农民丰收节", date(2020, 9, 22)),
        ("助残日", date(2020, 5, 17)), ("记者节", date(2020, 11, 8)), ("教师节", date(2020, 9, 10)),
    ],
)  # fmt: skip
def test_festival_days(name: str, day: date) -> None:
    festival = festival_named(name)
    assert festival is not None
    assert festival.day(2020) == day


def test_solar_terms_run_through_the_year() -> None:
    assert solar_term_day(2020, "小寒") == date(2020, 1, 6)
    assert solar_term_day(2023, "冬至") == date(2023, 12, 22)
    with pytest.raises(ValueError, match="大热"):
        solar_term_day(2020, "大热")


def test_five_year_plans() -> None:
    assert plan_years(13) == range(2016, 2021)
    assert plan_years(14) == range(2021, 2026)


def test_plenums_of_a_congress_follow_it() -> None:
    congress = {event.name: event.since for event in PUBLIC_EVENTS}
    for event in PUBLIC_EVENTS:
        session, _, order = event.name.partition("届")
        if order.endswith("中全会") and f"{session}大" in congress:
            assert event.since > congress[f"{session}大"], event.name


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("二OOO年一月十日", "2000-01-10"),
        ("二Ｏ二Ｏ年一月十日", "2020-01-10"),
        ("二ＯＯ八年十二月二十五日", "2008-12-25"),
        ("ニ○二○年五月一日", "2020-05-01"),
        ("2020年1月1O日", "2020-01-10"),
        ("2020年l月lO日", "2020-01-10"),
        ("2OO0年1月10日", "2000-01-10"),
        ("2020年I0月3l日", "2020-10-31"),
        ("l998年3月5日", "1998-03-05"),
        ("2020年1月10曰", "2020-01-10"),
        ("2O20-O1-1O", "2020-01-10"),
        ("2020年1月10日—16日", "2020-01-10"),
        ("2020年1月10日一16日", "2020-01-10"),
    ],
)
def test_dates_as_recognised(printed: str, read: str) -> None:
    assert [str(found.day) for found in find_dates(mend_dates(fold(printed)))][:1] == [read]


@pytest.mark.parametrize(
    "words",
    [
        "OPPO手机年销量",
        "他说OK",
        "IO年会",
        "VOL年度",
        "第二日",
        "iOS系统",
        "5l水桶",
        "1Ol室",
        "Q3年报",
        "星期一",
        "星期五到星期日",
        "2020年1月10日的报纸",
    ],
)
def test_other_letters_are_no_figures(words: str) -> None:
    assert mend_dates(words) == words


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2019年10月3日 星期囚", "2019年10月3日 星期四"),
        ("2019年10月3日 星期玉", "2019年10月3日 星期五"),
        ("2019年10月3日 星朋四", "2019年10月3日 星期四"),
        ("2019年10月3口 星期四", "2019年10月3日 星期四"),
        ("2019牛10月3日", "2019年10月3日"),
        ("2019年10目3日", "2019年10月3日"),
        ("第l2345期", "第12345期"),
        ("总第8O12期", "总第8012期"),
        ("已亥年九月初玉", "己亥年九月初五"),
        ("戍戌年 戊戍年", "戊戌年 戊戌年"),
        ("廾四", "廿四"),
    ],
)
def test_misread_dates_are_read(printed, read):
    assert mend_dates(printed) == read


@pytest.mark.parametrize(
    "text",
    [
        "全村5月3口人外出",
        "他叫王初玉，今年三十",
        "她已未年满六十",
        "戍边三年",
        "第5期OPPO手机",
        "卫戍区",
        "2019牛市",
        "3月5目标",
        "人口目前12月有三万",
        "星斯四",
    ],
)
def test_words_that_look_like_misread_dates_stay(text):
    assert mend_dates(text) == text


P = "今年入秋以来，各地粮库陆续开仓收粮，农户排队售粮，秩序井然。收储企业增开晚间窗口，农户最快二十分钟便可结算离场。"


@pytest.mark.parametrize(
    "rows",
    [
        "10月3日\n2019年\n星期四\n海滨晚报",
        "海滨晚报\n2019年\n10月3日\n星期四",
        "海滨晚报\n总第8O12期 2019年10月3日 星期囚",
        "第12345期\n2019年10月\n海滨晚报\n3\n星期四",
    ],
)
def test_a_date_in_rows_out_of_order_or_misread(rows):
    masthead = reconstruct(read_string(f"{rows}\n\n全市秋粮收购启动\n本报讯　{P}\n")).masthead
    assert (masthead.title, str(masthead.date), masthead.weekday) == ("海滨晚报", "2019-10-03", "星期四")
