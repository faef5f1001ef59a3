"""What a piece of text says about itself by its marks."""

import pytest

from epubmaker.text.marks import ends_sentence, starts_with_dateline


@pytest.mark.parametrize("text", ["通车了。", "通车了！”", "……", "“好极了。”", "怎么办？）", "真的?"])
def test_sentence_ends(text):
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["通车，", "通车", "正在修建的“", "一、"])
def test_no_sentence_ends(text):
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("本报讯 昨天", True),
        ("本报讯（记者 张三）昨天", True),
        ("新华社北京1月1日电 今天", True),
        ("本报记者来到现场", False),
        ("本市昨天通车", False),
    ],
)
def test_datelines(text, dated):
    assert starts_with_dateline(text) is dated
