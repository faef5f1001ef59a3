"""Bylines: roles and names, in every order that newspapers and recognisers put them."""

from __future__ import annotations

import pytest
from conftest import ROOT

from epubmaker.label.bylines import byline_role
from epubmaker.label.rows import LabelRow
from epubmaker.model import Role
from epubmaker.restore import Setting, restore_text
from epubmaker.restore.names import parse_byline

BYLINES = [
    ("■记者 胡佳英 通讯员 纪亚千", [("记者", ["胡佳英"]), ("通讯员", ["纪亚千"])]),
    ("■记 者 华婷婷\n通讯员 倪春军 凌真烈", [("记者", ["华婷婷"]), ("通讯员", ["倪春军", "凌真烈"])]),
    ("记者 张三 李四", [("记者", ["张三", "李四"])]),
    ("记者张三", [("记者", ["张三"])]),
    ("本报记者 张三", [("记者", ["张三"])]),
    ("（记者 张三）", [("记者", ["张三"])]),
    ("(记者 张三 通讯员 李四)", [("记者", ["张三"]), ("通讯员", ["李四"])]),
    ("摄影 王 强", [("摄影", ["王强"])]),
    ("■摄影 王 强", [("摄影", ["王强"])]),
    ("记者 王 强 李小明", [("记者", ["王强", "李小明"])]),
    ("记者 王 强 李 明", [("记者", ["王强", "李明"])]),
    ("记者 王 小 明", [("记者", ["王小明"])]),
    ("记者 李晓 东 王强", [("记者", ["李晓东", "王强"])]),
    ("记者 李晓 东 王 强", [("记者", ["李晓东", "王强"])]),
    ("记者 李晓 王 强", [("记者", ["李晓", "王强"])]),
    ("记者 欧阳 修", [("记者", ["欧阳修"])]),
    ("记者 欧阳修 司马光", [("记者", ["欧阳修", "司马光"])]),
    ("记者 欧阳 小 丽", [("记者", ["欧阳小丽"])]),
    ("记者 欧阳 小 丽 王强", [("记者", ["欧阳小丽", "王强"])]),
    ("记者 欧阳 小 明", [("记者", ["欧阳小明"])]),  # 明 is a surname, but no name by itself
    ("记者 欧阳 修 王 强", [("记者", ["欧阳修", "王强"])]),
    ("张三 摄", [("摄影", ["张三"])]),
    ("张三/文 李四/图", [("文", ["张三"]), ("图", ["李四"])]),
    ("文/张三 图/李四", [("文", ["张三"]), ("图", ["李四"])]),
    ("记者 张三 文/摄", [("记者", ["张三"]), ("文/摄", [])]),
    ("见习记者 张三", [("见习记者", ["张三"])]),
    ("全媒体记者 张三 李四", [("全媒体记者", ["张三", "李四"])]),
    ("特约通讯员 张三", [("特约通讯员", ["张三"])]),
    ("本报通讯员 张三 本报记者 李四", [("通讯员", ["张三"]), ("记者", ["李四"])]),
    ("记者：张三、李四", [("记者", ["张三", "李四"])]),
    ("通讯员 阿依古丽·买买提", [("通讯员", ["阿依古丽·买买提"])]),
    ("记者 John Smith", [("记者", ["John Smith"])]),
    ("记者 Barthélémy 李小明", [("记者", ["Barthélémy", "李小明"])]),
    ("摄影 Élodie Müller", [("摄影", ["Élodie Müller"])]),
    ("作者 张三", [("作者", ["张三"])]),
    ("本报评论员", [("评论员", [])]),
]


@pytest.mark.parametrize(("printed", "persons"), BYLINES, ids=[printed for printed, _ in BYLINES])
def test_roles_and_names(printed, persons):
    restored = restore_text(printed, Setting("byline")).text
    read = [(credit.role, list(credit.names)) for credit in parse_byline(restored)]
    assert read == persons


def test_a_scrambled_row_gives_leading_names_to_the_office_without_names():
    restored = restore_text("居丹荔 ■记 者 通讯员 徐冰艳", Setting("byline")).text
    first, second = parse_byline(restored)
    assert (first.role, first.names) == ("记者", ("居丹荔",))
    assert (second.role, second.names) == ("通讯员", ("徐冰艳",))
    assert first.confidence < 0.9 <= second.confidence


def test_stretches_cover_the_byline():
    text = restore_text("■记者 胡佳英 通讯员 纪亚千", Setting("byline")).text
    covered = sorted(stretch for credit in parse_byline(text) for stretch in credit.stretches)
    assert "".join(text[start:end] for start, end in covered) == text


def test_a_line_without_office_or_name_has_no_persons():
    assert parse_byline("") == ()
    assert parse_byline("——") == ()


def forms():
    rows = (ROOT / "tests/cases/bylines.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [row.partition("\t")[::2] for row in rows if row and not row.startswith("#")]
    return [(printed, [name for name in names.split(",") if name]) for printed, names in pairs]


FORMS = forms()


@pytest.mark.parametrize(("printed", "names"), FORMS, ids=[printed for printed, _ in FORMS])
def test_the_names_of_a_byline_are_names_only(printed, names):
    text = restore_text(printed, Setting("byline")).text
    persons = parse_byline(text)
    assert [name for credit in persons for name in credit.names] == names
    covered = sorted(stretch for credit in persons for stretch in credit.stretches)
    assert "".join(text[start:end] for start, end in covered) == (text if persons else "")


def labelled(text):
    found = byline_role(LabelRow(0, 0, (), text, 0.0, 0.0))
    return found.role if found else None


@pytest.mark.parametrize(
    "row",
    [
        "【記者王小明／台北報導】",
        "記者王小明台北報導",
        "（中央社記者王小明台北10日電）",
        "撰文／李明華 攝影／王小明",
        "生活中心／陳大文報導",
        "本报记者 张三 北京报道",
        "光明日报记者 张三",
        "记者｜张三　编辑｜李四",
        "口述：张三 整理：李四",
        "王瑛 文/摄",
    ],
)
def test_a_row_that_names_its_writers_is_a_byline(row):
    assert labelled(row) is Role.BYLINE


@pytest.mark.parametrize(
    "row",
    [
        "记者在现场看到，居民正在排队报名",
        "记者从市教育局获悉",
        "记者采访了多位家长",
        "报道说，这项工程明年完工",
        "撰文介绍家乡的风光",
        "本报连续报道引起关注",
        "市民中心／办事指南",
        "整理好的衣物放进衣柜",
    ],
)
def test_a_row_that_only_speaks_of_reporters_is_none(row):
    assert labelled(row) is None
