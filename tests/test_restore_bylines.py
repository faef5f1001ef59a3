"""Bylines: roles and names, in every order that newspapers and recognisers put them."""

from __future__ import annotations

import pytest

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
    ("记者 欧阳 修", [("记者", ["欧阳修"])]),
    ("记者 欧阳修 司马光", [("记者", ["欧阳修", "司马光"])]),
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
