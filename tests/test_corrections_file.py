"""Corrections files as people write them, and what is said about those that are wrong."""

from __future__ import annotations

from datetime import date

import pytest

from epubmaker.errors import CorrectionsError
from epubmaker.model.corrections import Quotation, Statement
from epubmaker.readers import corrections_beside, corrections_path, read_corrections
from epubmaker.readers.corrections import parse_corrections

GOOD = """\
# what the scanner got wrong
corrections = [
    { join = "市委常委会率先", with = "垂范,从自身做起" },
    { break = ["各级{党员", 2] },   # a brace in a quotation
    { replace = "婚烟", with = "婚姻" },
    { role = '讲述"故事"', is = "column-label" },
]

[masthead]
title = "河东日报"
date = 2021-03-04
issue_number = 88
"""


def test_a_file_is_read_with_the_line_of_each_statement():
    corrections = parse_corrections(GOOD)
    assert corrections.statements == (
        Statement("join", Quotation("市委常委会率先"), Quotation("垂范,从自身做起")),
        Statement("break", Quotation("各级{党员", 2)),
        Statement("replace", Quotation("婚烟"), value="婚姻"),
        Statement("role", Quotation('讲述"故事"'), value="column-label"),
    )
    assert [statement.row for statement in corrections.statements] == [3, 4, 5, 6]
    assert dict(corrections.masthead) == {"title": "河东日报", "date": date(2021, 3, 4), "issue_number": 88}


def test_statements_may_stand_as_tables():
    corrections = parse_corrections(
        '[[corrections]]\njoin = "甲"\nwith = "乙"\n\n[[corrections]]\nbreak = "丙"\n'
    )
    assert [(s.verb, s.row) for s in corrections.statements] == [("join", 1), ("break", 5)]


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        (
            'corrections = [\n  { join = "甲", with = "乙" },\n  { jion = "甲", with = "乙" },\n]',
            3,
            "jion|join",
        ),
        ('corrections = [\n  { join = "甲", with = "乙", why = "x" },\n]', 2, "why"),
        ('corrections = [\n\n  { join = "甲" },\n]', 3, "with"),
        ('corrections = [\n  { join = "甲", break = "乙" },\n]', 2, "join, break"),
        ('corrections = [\n  { join = 3, with = "乙" },\n]', 2, "quote"),
        ('corrections = [\n  { break = ["甲", 0] },\n]', 2, "quote"),
        ('corrections = [\n  { break = " " },\n]', 2, "quote"),
        ('corrections = [\n  { role = "甲", is = "king" },\n]', 2, "king"),
        ('corrections = [\n  { replace = "甲", with = 3 },\n]', 2, "text"),
        ('corrections = "甲"', 1, "list"),
        ("# note\ncorrection = []", 2, "correction"),
        ("[masthead]\nname = '甲'", 2, "name"),
        ("[masthead]\n\ndate = '2020-01-10'", 3, "date"),
        ("[masthead]\nissue_number = -1", 2, "issue_number"),
        ("corrections = [\n{ join = }\n]", 2, "TOML"),
        ('corrections = [\n  { role = “甲”, is = "body" },\n]', 2, '“ outside of a quotation: type "'),
        ('corrections = [\n  { role = "甲，乙", is = "body" }，\n]', 2, "， outside of a quotation: type ,"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, row, said):
    with pytest.raises(CorrectionsError, match=rf"line {row}: .*({said})"):
        parse_corrections(text)


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path):
    path = tmp_path / "page.txt.corrections.toml"
    path.write_bytes("# 一\n# 二\n".encode() + "corrections = [] # 三".encode("gb18030"))
    with pytest.raises(CorrectionsError, match="line 3: not UTF-8"):
        read_corrections(path)


def test_a_huge_file_is_refused(tmp_path):
    path = tmp_path / "page.txt.corrections.toml"
    path.write_bytes(b"#" * ((1 << 20) + 1))
    with pytest.raises(CorrectionsError, match="1 MiB"):
        read_corrections(path)


def test_corrections_lie_beside_their_text(tmp_path):
    page = tmp_path / "page.txt"
    assert corrections_beside(page) is None
    corrections_path(page).write_text(GOOD, encoding="utf-8")
    assert corrections_beside(page) == parse_corrections(GOOD, "page.txt.corrections.toml")
