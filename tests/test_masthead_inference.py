"""The date of an edition that prints none, worked out from its text."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.label.masthead import read_masthead
from epubmaker.model import Diagnostic, Label, Line, Masthead, Role
from tests.test_masthead_lines import lines_of

SEEDS = Path(__file__).parent.parent / "seeds"


def read(text: str, role: Role = Role.BODY) -> tuple[Masthead, tuple[Diagnostic, ...]]:
    lines: tuple[Line, ...] = lines_of(text)
    return read_masthead(lines, [Label(role, 0.9, "test")] * len(lines))


# Texts of our own, each with clues that fix one day for a reader.
DATED = {
    "festival with a count, told of yesterday": (
        "昨天是全国第三十六个教师节。9月9日下午，市庆祝大会举行。",
        date(2020, 9, 11),
    ),
    "the clue runs over line ends": (
        "昨天是我国第三\n十六个教师\n节。9月9日下\n午，市庆祝大会举行。",
        date(2020, 9, 11),
    ),
    "festival of today": ("今天是第二十个记者节。全市新闻工作者欢聚一堂。", date(2019, 11, 8)),
    "lunar festival and jubilee": (
        "昨天是元宵节，社区里笑语欢声。今年是中国共产党成立100周年。",
        date(2021, 2, 27),
    ),
    "datelines and a jubilee": (
        "新华社北京9月30日电 庆祝中华人民共和国成立70周年招待会举行。本报上海9月30日电 记者获悉。",
        date(2019, 10, 1),
    ),
    "day of the week": (
        "今天（11月9日，星期一）起施行。抗击新冠肺炎疫情中，昨天（8日）复工复产。2020年以来投资增长。",
        date(2020, 11, 9),
    ),
    "explicit dates": (
        "本报讯 2020年11月6日，会议召开。2020年11月7日下午，座谈会举行。2019年增长。昨天（11月7日）闭幕。",
        date(2020, 11, 8),
    ),
    "yesterday by day": ("昨日（3月12日）是第41个植树节，干部群众义务植树。", date(2019, 3, 13)),
}


@pytest.mark.parametrize(("text", "day"), DATED.values(), ids=DATED.keys())
def test_date_is_inferred(text: str, day: date) -> None:
    masthead, diagnostics = read(text)
    assert (masthead.date, masthead.inferred) == (day, ("date",))
    assert masthead.weekday is None
    assert masthead.lunar_date is None
    (diagnostic,) = diagnostics
    assert diagnostic.code == "masthead-inferred"
    assert f"{day.year}年{day.month}月{day.day}日" in diagnostic.message


def test_evidence_is_the_clue() -> None:
    text = "本报讯 昨天是全国第三\n十六个教师节。市里举行庆祝大会。"
    masthead, _ = read(text)
    spans = dict(masthead.evidence)["date"]
    assert "".join(span.of(text) for span in spans).replace("\n", "").startswith("昨天是全国第三十六个教师节")


UNDATED = [
    "会议指出，要进一步深化改革，推动各项工作再上新台阶。",
    "11月7日上午，会议召开。11月6日下午，座谈会举行。",
    "2019年，全市投资增长百分之五。",
    "近日，四辆收运车出现在街头。",
    "报名截止日期2020年1月10日。",
    "",
]


@pytest.mark.parametrize("text", UNDATED)
def test_too_little_is_not_guessed(text: str) -> None:
    masthead, diagnostics = read(text)
    assert masthead.date is None
    assert masthead.inferred == ()
    assert [diagnostic.code for diagnostic in diagnostics] == ["masthead-undated"]


def test_advertisements_do_not_date_an_edition() -> None:
    assert read("昨天是全国第三十六个教师节。", Role.ADVERTISEMENT)[0].date is None


def test_masthead_without_a_year_takes_it_from_the_text() -> None:
    body = "市里召开会议。今年是中华人民共和国成立70周年。党的十九大以来，各项事业取得新成就。"
    masthead, diagnostics = read(f"西江日报\n6月3日 星期一\n\n{body}")
    assert (masthead.date, masthead.weekday) == (date(2019, 6, 3), "星期一")
    assert masthead.inferred == ("date",)
    assert [diagnostic.code for diagnostic in diagnostics] == ["masthead-inferred"]


def test_masthead_with_a_lunar_date_alone() -> None:
    body = "全市召开会议。今年是中华人民共和国成立70周年，党的十九大以来各项事业取得新成就。"
    masthead, _ = read(f"西江日报\n农历己亥年五月初一 星期一 总第88期\n\n{body}")
    assert (masthead.date, masthead.inferred) == (date(2019, 6, 3), ("date",))


def test_printed_date_is_never_replaced_by_an_inference() -> None:
    masthead, diagnostics = read("2018年3月3日 星期六\n\n昨天是全国第三十六个教师节。")
    assert (masthead.date, masthead.inferred, diagnostics) == (date(2018, 3, 3), (), ())


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        "昨今天是第十六个教师节记者年月日，。0123456789新华社电成立周星期一二五 \n（）“”十四五规划",
        max_size=120,
    )
)
def test_any_text_gives_a_masthead(text: str) -> None:
    masthead, diagnostics = read(text)
    assert (masthead.date is not None) == ("date" in masthead.inferred or "date" in dict(masthead.evidence))
    assert all(span.start < span.end <= len(text) for found in diagnostics for span in found.spans)


def test_seed_without_a_masthead() -> None:
    seed = next(SEEDS.glob("002_*.txt")).read_text(encoding="utf-8")
    masthead, (diagnostic,) = read(seed)
    assert masthead.date == date(2020, 11, 9)
    assert masthead.inferred == ("date",)
    assert (
        masthead.title
        is masthead.publisher
        is masthead.weekday
        is masthead.issue_number
        is masthead.page
        is None
    )
    assert diagnostic.severity == "info"
    assert "第21个记者节在2020年（首个在2000年）" in diagnostic.message
