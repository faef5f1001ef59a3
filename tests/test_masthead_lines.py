"""Mastheads and folio lines of Chinese newspapers of many kinds: what must be found, and what must not."""

import re
from datetime import date
from pathlib import Path

import pytest

from epubmaker.label.masthead import masthead_lines, read_masthead
from epubmaker.model import Label, Line, Masthead, Role, Span, set_width

BODY = """会议指出，要进一步深化改革，推动各项工作再上新台阶，
为全市经济社会高质量发展作出新的更大的贡献。与会人员
围绕下一步工作进行了认真讨论，提出了意见和建议。"""


def lines_of(text: str, *, split: bool = True) -> tuple[Line, ...]:
    """Cut a text into lines as the segmenter does: rows, and with `split` the pieces between spaces in a row."""
    lines: list[Line] = []
    position = block = 0
    blank = False
    for row, words in enumerate(text.split("\n")):
        if not words.strip():
            blank, block = True, block + 1
        for order, match in enumerate(re.finditer(r"\S+" if split else r"\S(?:.*\S)?", words)):
            joint = "space" if order else "start" if not lines else "blank" if blank else "newline"
            span = Span(position + match.start(), position + match.end())
            lines.append(Line(len(lines), span, match.group(), joint, row, block, set_width(match.group())))
            blank = False
        position += len(words) + 1
    return tuple(lines)


def read(text: str, *, split: bool = True) -> Masthead:
    lines = lines_of(text, split=split)
    return read_masthead(lines, [Label(Role.BODY, 0.5, "test")] * len(lines))[0]


def codes(text: str) -> list[str]:
    lines = lines_of(text)
    found = read_masthead(lines, [Label(Role.BODY, 0.5, "test")] * len(lines))[1]
    return [diagnostic.code for diagnostic in found]


D = date(2020, 1, 10)

# Masthead, and the fields it prints. Names of newspapers are real or made up; the numbers are made up.
VARIANTS = [
    ("2020年1月10日◆星期五", {"date": D, "weekday": "星期五"}),
    ("2020年1月10日 星期五", {"date": D, "weekday": "星期五"}),
    ("２０２０年１月１０日　星期五", {"date": D, "weekday": "星期五"}),
    ("2020年 1月 10日 星期 五", {"date": D, "weekday": "星期五"}),
    ("2 0 2 0 年 1 月 1 0 日 星 期 五", {"date": D, "weekday": "星期五"}),
    ("2020-01-10 星期五", {"date": D, "weekday": "星期五"}),
    ("2020.1.10 周五", {"date": D, "weekday": "周五"}),
    ("2020/01/10 第05版", {"date": D, "page": "05"}),
    ("二〇二〇年一月十日 星期五", {"date": D, "weekday": "星期五"}),
    ("二○二○年一月十日", {"date": D, "weekday": None}),
    ("二零二零年一月十日", {"date": D}),
    ("2020年1月10日", {"date": D}),
    ("2020年1月\n\n10\n\n星期五", {"date": D, "weekday": "星期五"}),
    ("2020年\n1月10日\n星期五", {"date": D, "weekday": "星期五"}),
    ("星期五 2020年1月10日", {"date": D, "weekday": "星期五"}),
    ("2020年1月10日 星期五 己亥年十二月十六", {"date": D, "lunar_date": "己亥年十二月十六"}),
    ("2020年1月10日 农历己亥年腊月十六", {"date": D, "lunar_date": "农历己亥年腊月十六"}),
    (
        "农历庚子年九月廿四\n2020年11月9日 星期一",
        {"date": date(2020, 11, 9), "lunar_date": "农历庚子年九月廿四"},
    ),
    (
        "1998年1月1日 星期四 农历丁丑年十二月初三",
        {"date": date(1998, 1, 1), "lunar_date": "农历丁丑年十二月初三"},
    ),
    ("2020年6月10日 星期三 庚子年闰四月十九", {"date": date(2020, 6, 10), "lunar_date": "庚子年闰四月十九"}),
    ("农历己亥年\n十二月十六\n2020年1月10日", {"date": D, "lunar_date": "农历己亥年十二月十六"}),
    ("2020年1月10日 星期五 十二月十六 今日8版", {"date": D, "lunar_date": "十二月十六"}),
    ("总第4364期\n2020年1月10日", {"date": D, "issue_number": 4364}),
    ("2020年1月10日 星期五 第12345期", {"date": D, "issue_number": 12345}),
    ("第 26133 期 2020年1月10日", {"date": D, "issue_number": 26133}),
    ("第12345号 2020年1月10日 今日十六版", {"date": D, "issue_number": 12345, "page": None}),
    ("2020年1月10日 第3期（总第456期）", {"date": D, "issue_number": 456}),
    ("總第4364期 2020年1月10日", {"date": D, "issue_number": 4364}),
    ("No.4364 2020年1月10日 星期五", {"date": D, "issue_number": 4364}),
    (
        "国内统一连续出版物号 CN 33-0001\n邮发代号31-1\n第12345期\n2020年1月10日",
        {"date": D, "issue_number": 12345},
    ),
    ("人民日报\nRENMIN RIBAO\n2020年1月10日 星期五", {"title": "人民日报", "date": D}),
    ("人 民 日 报\n第26133期 今日20版\n2020年1月10日", {"title": "人民日报", "date": D}),
    (
        "2020年1月10日 星期五 己亥年十二月十六 人民日报社出版 国内统一连续出版物号 CN 11-0065 代号1-1 第26133期 今日20版",
        {"title": "人民日报", "publisher": "人民日报社出版", "date": D, "issue_number": 26133},
    ),
    ("光明日报\n2020年1月10日 星期五 第05版", {"title": "光明日报", "page": "05", "date": D}),
    ("新民晚报\n2020年1月10日 星期五", {"title": "新民晚报"}),
    ("羊城晚报 2020年1月10日 星期五 A1", {"title": "羊城晚报", "page": "A1"}),
    ("南方都市报\n2020年1月10日 星期五 庚子年", {"title": "南方都市报"}),
    ("中国青年报\n2020年1月10日", {"title": "中国青年报"}),
    ("江海周刊\n2020年1月10日 总第88期", {"title": "江海周刊", "issue_number": 88}),
    ("新江时报 2020年1月10日 星期五 03版 综合", {"title": "新江时报", "page": "03"}),
    ("东州日报\n2020年1月10日\n第8812期", {"title": "东州日报", "issue_number": 8812}),
    ("人民日报\n海外版\n2020年1月10日 星期五", {"title": "人民日报 海外版"}),
    (
        "西江日报社 中共西江市委 联办\n2020年1月10日\n东山版",
        {"title": "西江日报 东山版", "publisher": "西江日报社 中共西江市委 联办"},
    ),
    ("西江日报社\n中共东山县委\n联办\n2020年1月10日", {"publisher": "西江日报社 中共东山县委 联办"}),
    ("中共西江市委主管主办 西江日报社出版\n2020年1月10日 星期五", {"title": "西江日报"}),
    (
        "主办：中共东山县委宣传部\n2020年1月10日 第77期",
        {"publisher": "主办：中共东山县委宣传部", "issue_number": 77},
    ),
    ("西江大学党委主办\n2020年1月10日 第501期", {"publisher": "西江大学党委主办", "issue_number": 501}),
    ("中華民國一〇九年一月十日 星期五", {"date": D}),
    ("民國109年1月10日 星期五", {"date": D, "weekday": "星期五"}),
    ("中華民國三十七年八月二十二日 星期日 第八千號", {"date": date(1948, 8, 22), "issue_number": 8000}),
    ("聯合報\n中華民國109年1月10日 星期五", {"title": "聯合報", "date": D}),
    ("中國時報\n民國八十七年一月一日 星期四", {"title": "中國時報", "date": date(1998, 1, 1)}),
    ("申報\n中華民國二十六年七月八日 星期四", {"title": "申報", "date": date(1937, 7, 8)}),
    ("1950年10月25日 星期三 第七百九十八号", {"date": date(1950, 10, 25), "issue_number": 798}),
    ("一九五六年十月一日 星期一 第二九四三号", {"date": date(1956, 10, 1), "issue_number": 2943}),
    ("一九五八年五月一日 第三六〇六号 今日八版", {"date": date(1958, 5, 1), "issue_number": 3606}),
    ("1949年6月15日 第一号", {"date": date(1949, 6, 15), "issue_number": 1}),
    ("公元1966年5月16日 夏历丙午年闰三月廿六 星期一", {"date": date(1966, 5, 16), "weekday": "星期一"}),
    ("FRIDAY, JANUARY 10, 2020", {"date": D, "weekday": "FRIDAY"}),
    ("Jan. 10, 2020 Fri", {"date": D}),
    ("10 January 2020\n2020年1月10日 星期五", {"date": D, "weekday": "星期五"}),
    ("2020年1月10日 星期五 责任编辑：张三 版式：李四 第2版", {"date": D, "page": "2"}),
    ("2020年1月10日 星期五 多云转晴 3~12℃ 东北风3级", {"date": D}),
    ("2020年1月10日 星期五 小寒", {"date": D}),
    ("创刊于1949年5月1日 2020年1月10日 星期五 总第9000期", {"date": D, "issue_number": 9000}),
    ("1948年6月15日创刊\n2020年1月10日 星期五", {"date": D}),
    ("新闻热线：0573-85012345 www.example.com\n2020年1月10日 星期五", {"date": D}),
    ("零售价1.00元 2020年1月10日 星期五 第9001期", {"date": D, "issue_number": 9001}),
    ("第四版\n一九五八年五月一日", {"page": "4", "date": date(1958, 5, 1)}),
    ("A1版 要闻\n2020年1月10日 星期五", {"page": "A1"}),
    ("2版 综合 2020年1月10日 星期五", {"page": "2"}),
    ("要闻 03\n2020年1月10日 星期五", {"page": "03"}),
    ("04版：国际\n2020年1月10日 星期五", {"page": "04"}),
    ("版次：A08\n2020年1月10日 星期五", {"page": "A08"}),
]


@pytest.mark.parametrize(
    ("head", "fields"), VARIANTS, ids=[head.replace("\n", "/")[:40] for head, _ in VARIANTS]
)
@pytest.mark.parametrize("split", [True, False], ids=["pieces", "rows"])
def test_masthead_is_read(head: str, fields: dict[str, object], split: bool) -> None:
    masthead = read(f"{head}\n\n我市召开重点工作推进会\n\n{BODY}", split=split)
    assert {name: getattr(masthead, name) for name in fields} == fields
    assert "date" not in masthead.inferred


@pytest.mark.parametrize(
    ("head", "fields"), VARIANTS[::3], ids=[head.replace("\n", "/")[:40] for head, _ in VARIANTS[::3]]
)
def test_masthead_is_read_at_the_foot(head: str, fields: dict[str, object]) -> None:
    masthead = read("\n\n".join([BODY] * 8) + f"\n\n{head}")
    named = {name: value for name, value in fields.items() if name != "date" or fields.get("weekday")}
    assert {name: getattr(masthead, name) for name in named} == named


def test_masthead_is_read_among_junk() -> None:
    masthead = read(
        f"广告\n西江日报\n■\n今天多云\n2020年1月10日\n导读\n星期五\n》》\n总第 4364 期\n责编 王五\n{BODY}"
    )
    assert (masthead.title, masthead.date, masthead.weekday) == ("西江日报", D, "星期五")
    assert masthead.issue_number == 4364


def test_date_beside_a_headline_is_read_and_the_headline_is_not_masthead() -> None:
    lines = lines_of(f"2020年1月10日 星期五 我市召开重点工作推进会\n\n{BODY}")
    assert set(masthead_lines(lines)) == {0, 1}
    assert read("2020年1月10日 星期五 我市召开重点工作推进会\n\n" + BODY).date == D


NOT_MASTHEADS = [
    "会议定于2020年1月10日（星期五）上午9时在市行政中心召开。",
    "2020年1月10日，市委召开常委会会议，传达学习上级精神。",
    "本报讯 1月10日上午，我市召开重点工作推进会。",
    "据统计，2020年1月10日至2月10日期间，共接待游客12万人次。",
    "该报创刊于1949年5月1日，曾用名西江日报。",
    "他在西江日报社工作了三十年，写下了大量新闻作品。",
    "活动由市委宣传部主办，市文联、西江日报社承办。",
    "（下转第4版）",
    "上接第1版",
    "（紧接A1版）",
    "各地农历正月十五闹元宵，处处张灯结彩喜洋洋。",
    "每周五出版的副刊深受读者喜爱，已经办了八百多期。",
    "气象部门发布天气预报",
    "我市工业经济喜传捷报",
    "周末，孩子们来到图书馆",
    "第12345号提案办理情况反馈会召开",
    "今年第3号台风登陆，我市启动应急响应。",
    "新书第二版印了八千册，不到一个月便售罄。",
    "去年12月31日，合作社给1598户社员分了红。",
    "报名截止日期：2020年1月10日，电话85012345转8012",
    "星期五下午，记者来到集镇东头的老街",
    "农历新年将至，年货市场一天比一天热闹。",
]


@pytest.mark.parametrize("sentence", NOT_MASTHEADS)
@pytest.mark.parametrize("split", [True, False], ids=["pieces", "rows"])
def test_sentence_is_no_masthead(sentence: str, split: bool) -> None:
    text = f"西江日报\n2020年3月3日 星期二\n\n{BODY}\n{sentence}\n{BODY}\n\n{sentence}\n\n{BODY}"
    lines = lines_of(text, split=split)
    taken = {lines[number].text for number in masthead_lines(lines)}
    assert taken <= {"西江日报", "2020年3月3日", "星期二", "2020年3月3日 星期二"}
    assert read(text, split=split).date == date(2020, 3, 3)


@pytest.mark.parametrize("sentence", NOT_MASTHEADS)
def test_sentence_at_the_top_is_no_masthead(sentence: str) -> None:
    assert not masthead_lines(lines_of(f"{sentence}\n{BODY}", split=False))


def test_signature_date_of_a_notice_is_no_masthead() -> None:
    notice = f"公告\n\n{BODY}\n\n西江市人民政府\n2020年1月10日\n\n" + "\n\n".join([BODY] * 5)
    assert not masthead_lines(lines_of("\n\n".join([BODY] * 5) + "\n\n" + notice))


def test_roles_tell_masthead_from_folio() -> None:
    lines = lines_of(f"西江日报\n2020年1月10日 星期五 总第4364期\n\n{BODY}\n\n第2版 综合\n", split=False)
    found = masthead_lines(lines)
    assert found[1][0] is Role.MASTHEAD
    assert found[len(lines) - 1][0] is Role.FOLIO
    assert all(0.5 <= confidence < 1 for _, confidence, _ in found.values())


def test_evidence_points_at_what_was_read() -> None:
    text = f"西江日报社 中共东山县委 联办\n\n2020年 1月 10日◆星期五\n\n己亥年十二月十六 总第4364期\n\n东山版\n\n{BODY}"
    evidence = dict(read(text).evidence)
    printed = {name: "|".join(span.of(text) for span in spans) for name, spans in evidence.items()}
    assert printed == {
        "title": "西江日报|东山版",
        "publisher": "西江日报社 中共东山县委 联办",
        "date": "2020年 1月 10日",
        "weekday": "星期五",
        "lunar_date": "己亥年十二月十六",
        "issue_number": "总第4364期",
    }


def test_labelled_line_is_read_in_spite_of_its_place() -> None:
    lines = lines_of(f"{BODY}\n\n{BODY}\n\n第 501 期\n\n" + "\n\n".join([BODY] * 8), split=False)
    labels = [Label(Role.MASTHEAD if "501" in line.text else Role.BODY, 0.9, "test") for line in lines]
    assert read_masthead(lines, labels)[0].issue_number == 501


def test_three_witnesses_outvote_a_misread_date() -> None:
    head = "2020年1月16日 星期五 农历己亥年十二月十六"
    masthead = read(f"{head}\n\n{BODY}")
    assert masthead.date == D
    assert masthead.inferred == ("date",)
    assert codes(f"{head}\n\n{BODY}") == ["masthead-date-conflict"]


@pytest.mark.parametrize(
    "head",
    [
        "2020年1月10日 星期四",
        "2020年1月10日 星期五 农历己亥年十二月十九",
        "2020年1月10日 星期四 农历己亥年十二月十六",
    ],
)
def test_disagreement_is_told_and_the_supported_date_kept(head: str) -> None:
    assert read(f"{head}\n\n{BODY}").date == D
    assert codes(f"{head}\n\n{BODY}") == ["masthead-date-conflict"]


def test_agreeing_witnesses_are_silent() -> None:
    assert codes(f"2020年1月10日 星期五 农历己亥年十二月十六\n\n{BODY}") == []


def test_impossible_date_is_told() -> None:
    head = "2020年2月30日 星期五"
    assert read(f"{head}\n\n{BODY}").date is None
    assert codes(f"{head}\n\n{BODY}")[0] == "masthead-date-conflict"


def test_two_mastheads_with_different_dates_are_told() -> None:
    text = f"2020年1月10日 星期五\n\n{BODY}\n\n2020年1月11日 星期六"
    assert "masthead-date-conflict" in codes(text)


def test_weekday_and_lunar_date_are_not_invented() -> None:
    masthead = read(f"2020年1月10日 总第4364期\n\n{BODY}")
    assert masthead.weekday is None
    assert masthead.lunar_date is None


def test_several_pages_leave_the_page_open() -> None:
    assert read(f"第1版\n2020年1月10日 星期五\n\n{BODY}\n\n第2版\n2020年1月10日 星期五\n{BODY}").page is None


def test_empty_page() -> None:
    masthead, diagnostics = read_masthead((), ())
    assert masthead == Masthead()
    assert [diagnostic.code for diagnostic in diagnostics] == ["masthead-undated"]


@pytest.mark.parametrize("split", [True, False], ids=["pieces", "rows"])
def test_seed_with_a_masthead(split: bool) -> None:
    seed = next((Path(__file__).parent.parent / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    lines = lines_of(seed, split=split)
    masthead = read(seed, split=split)
    assert masthead.title == "嘉兴日报 平湖版"
    assert masthead.publisher == "嘉兴日报社 中共平湖市委 联办"
    assert (masthead.date, masthead.weekday, masthead.lunar_date) == (D, "星期五", "农历己亥年十二月十六")
    assert (masthead.issue_number, masthead.page, masthead.inferred) == (4364, None, ())
    assert max(lines[number].span.end for number in masthead_lines(lines)) == seed.index("JIAXING") + len(
        "JIAXING"
    )
