"""Roles of rows, by cases written from what newspapers print."""

import pytest

from epubmaker.label import label_lines
from epubmaker.label.title_words import title_words
from epubmaker.model import Role, SourceText
from epubmaker.model.roles import FURNITURE
from epubmaker.render.epub.furniture import ORDER
from epubmaker.render.epub.wording import wording
from epubmaker.review.wording import ROLES
from epubmaker.segment import split_lines

BODY = "　　河东镇昨天举行新桥通车仪\n式，两岸居民过河不再绕路，\n沿线村庄的果农十分高兴。镇\n里还计划再修两条公路。\n"


def role_of(row):
    lines = split_lines(SourceText(f"{BODY}\n{row}\n\n{BODY}"))
    labels = label_lines(lines)
    return next(labels[line.number].role for line in lines if line.text and line.text in row)


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ("■记者 王小明", Role.BYLINE),
        ("本报记者 王小明 通讯员 李大力", Role.BYLINE),
        ("■记 者 王 明", Role.BYLINE),
        ("文/王小明", Role.BYLINE),
        ("本报记者 王小明 河东报道", Role.BYLINE),
        ("记者 买买提·艾力", Role.BYLINE),
        ("记者 从维熙", Role.BYLINE),
        ("招领启事", Role.NOTICE),
        ("（记者 王小明）", Role.BYLINE),
        ("■摄影 王小明", Role.CREDIT),
        ("王小明 摄", Role.CREDIT),
        ("■摄影王小明", Role.CREDIT),
        ("本报记者 王小明 摄", Role.CREDIT),
        ("（新华社记者 王小明 摄）", Role.CREDIT),
        ("编辑/王小明 版式/李大力 校对/张三", Role.COLOPHON),
        ("责任编辑：王小明 电话：12345678", Role.COLOPHON),
        ("编辑/戴 琰 电话/85018195 版式/李春霞 校对/张 真", Role.COLOPHON),
        ("要闻版　编辑：李大力", Role.COLOPHON),
        ("責任編輯：陳小明　校對：張三", Role.COLOPHON),
        ("主编：阿依古丽 美编：李大力", Role.COLOPHON),
        ("本报所有内容未经授权不得转载、摘编。", Role.COLOPHON),
        ("今天晴到多云，最高气温25℃，明晨最低气温14℃。", Role.WEATHER),
        ("温馨提示：出行请带雨具", Role.NOTICE),
        ("（下转第3版）", Role.JUMP_LINE),
        ("上接1版", Role.JUMP_LINE),
        ("［下转第4版］", Role.JUMP_LINE),
        ("（紧接第2版）", Role.JUMP_LINE),
        ("（上接第2版《守在山里的中医馆》）", Role.JUMP_LINE),
        ("核心提示：新桥今天通车", Role.LABEL),
        ("新桥今天正式通车 两岸居民不再绕路", Role.HEADLINE),
        ("家具城开业特惠 地址：河东路1号 电话：12345678", Role.ADVERTISEMENT),
    ],
)
def test_a_row_is_known_by_its_words_or_its_shape(row, role):
    assert role_of(row) is role


@pytest.mark.parametrize(
    "row",
    [
        "记者在现场看到，新桥两侧挂满了彩旗，居民纷纷前来拍照留念。",
        "作者是一位退休教师，他用三年时间写成了这本书。",
        "昨天气温高达38℃，工人们仍在桥上施工。",
        "他说，下一步还要修路。",
        "紧接着大家走进展厅，",
        "紧接第二届运动会的步伐，",
        "编辑：您怎么看这座新桥？",
        "主编：这本书我们写了三年。",
        "校对：本文已经多人核对，仍难免有误",
        "全书由张三任主编：李四、王五参加编写",
        "文化研究，对乡村文化建设及大",
        "文明家庭王小明家，堂前",
        "记者从河东镇获悉，",
        "记者了解到，果农合作社",
        "记者走进果园，陈皮飘香",
        "公告称，随着客流增加",
        "挑选后订购，也可在网上挑选后再到实地订购，",
        "（作者单位：河东镇农业研究所）",
        "（本报河东6月3日电）",
    ],
)
def test_running_text_is_not_taken_for_anything_else(row):
    assert role_of(row) is Role.BODY


@pytest.mark.parametrize("row", ["图书馆、文化馆", "摄像头", "摄影爱好者", "新闻摄影", "现场拍摄"])
def test_a_word_that_begins_or_ends_like_a_credit_is_none(row):
    assert role_of(row) is not Role.CREDIT


def test_crossheads_are_known_by_their_likeness():
    text = BODY + "\n修新桥，通公路\n\n" + BODY + "\n种果树，奔小康\n\n" + BODY
    lines = split_lines(SourceText(text))
    labels = label_lines(lines)
    assert [line.text for line in lines if labels[line.number].role is Role.CROSSHEAD] == [
        "修新桥，通公路",
        "种果树，奔小康",
    ]


@pytest.mark.parametrize(
    ("titles", "crossheads"),
    [
        (["村里修了新桥", "镇上开了书店"], 2),  # short, and no other title among them
        (["村里修了新桥", "镇上开了一家书店", "河边种了果树"], 0),
        (["河东镇的新桥昨天正式通车", "县城的书店开到夜里十二点"], 0),  # as well the titles of two items
        (["河东镇的新桥昨天正式通车", "县城的书店开到夜里十二点", "果农的车队头天就过了大河"], 3),
    ],
)
def test_titles_of_one_length_without_marks_are_a_set_if_short_or_three(titles, crossheads):
    text = BODY + "".join(f"\n{title}\n\n{BODY}" for title in titles)
    lines = split_lines(SourceText(text))
    labels = label_lines(lines)
    assert sum(labels[line.number].rule == "parallel" for line in lines) == crossheads


COLUMN = [
    "河东镇昨天举行新桥通车仪",
    "式，两岸居民过河不再绕路，",
    "沿线村庄的果农十分高兴，镇",
    "里还计划再修两条公路，公路",
]


@pytest.mark.parametrize("row", ["声明称，两镇同意在春耕之", "温馨提示：出行请带雨具"])
def test_a_row_that_runs_on_from_the_text_above_it_is_text(row):
    lines = split_lines(SourceText("\n".join([*COLUMN, row, "后再修一条公路。"]) + "\n"))
    labels = label_lines(lines)
    assert labels[4].role is Role.BODY


@pytest.mark.parametrize(
    "title",
    ["河东镇举行新桥通车仪式", "河東鎮舉行新橋通車儀式", "市领导调研春耕备耕工作", "我市中小学生艺术节开幕"],
)
def test_titles_sound_like_titles(title):
    assert title_words().log_odds(title) > 0.5


@pytest.mark.parametrize("text", ["的时候，他已经走了很远的路", "记者在现场看到，新桥两侧挂"])
def test_running_text_does_not_sound_like_a_title(text):
    assert title_words().log_odds(text) < -0.5


def test_one_title_in_two_rows_is_one_title():
    head = ["市场监管局部署开展移", "动式大型游乐设施整治"]
    lines = split_lines(SourceText(BODY + "\n" + "\n".join(head) + "\n\n" + BODY))
    labels = label_lines(lines)
    rows = [label for line, label in zip(lines, labels, strict=True) if line.text in head]
    assert len({label.role for label in rows}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("市中医院获评“百姓满意医院", "”称号举行揭牌仪式"),
        ("全市开展安全生产大检查（", "第三批督查组出发）"),
    ],
)
def test_a_mark_that_no_line_begins_or_ends_with_may_stand_between_two_rows_of_a_title(first, second):
    lines = split_lines(SourceText(f"{BODY}\n{first}\n{second}\n记者 王强\n\n{BODY}"))
    roles = {line.text: label.role for line, label in zip(lines, label_lines(lines), strict=True)}
    assert roles[first] is roles[second] is Role.HEADLINE


@pytest.mark.parametrize("row", ["驻村法律顾问走进农家", "版权所有", "法律顾问：王强律师"])
def test_a_legal_adviser_in_a_title_is_no_imprint(row):
    assert (role_of(row) is Role.COLOPHON) is (row != "驻村法律顾问走进农家")


def test_an_office_without_names_behind_it_makes_no_staff_row():
    assert role_of("编辑：请介绍一下 主编：好的") is not Role.COLOPHON
    assert role_of("《老街》主编：王明 出版社：河东人民出版社") is not Role.COLOPHON


def test_every_role_has_a_name_for_readers():
    assert set(ROLES) == set(Role)
    for language in ("zh-Hans", "zh-Hant"):
        words = wording(language)
        assert all(getattr(words, role.replace("-", "_")) for role in FURNITURE)
    assert set(ORDER) == set(FURNITURE)
