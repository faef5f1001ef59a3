"""Titles in the row of their text, and spaces that are no line ends."""

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.segment import split_lines

BRIEFS = {
    "图书馆夜间开放": "市图书馆昨起每晚开放到九点，读者可以凭身份证入馆，周末另有讲座。",
    "早市搬进大棚": "西门早市近日搬进新建的大棚，摊位由一百个增加到一百八十个，车位也多了一倍。",
    "夜校春季班开班": "青年夜校春季班昨晚开班，首批课程有茶艺、摄影和急救，每门收费五百元。",
}


def rows_of(gap, briefs=BRIEFS):
    return read_string("\n".join(f"　　{title}{gap}{text}" for title, text in briefs.items()))


@pytest.mark.parametrize("gap", ["　", " "])
def test_several_paragraphs_that_open_with_a_title_are_parted_from_it(gap):
    lines = split_lines(rows_of(gap))
    assert [line.text for line in lines] == [part for item in BRIEFS.items() for part in item]
    assert all(line.opens for line in lines)


def test_short_news_with_run_in_titles_has_them_as_headlines():
    edition = reconstruct(rows_of("　"))
    assert [article.headline for article in edition.articles] == list(BRIEFS)


@pytest.mark.parametrize(
    "heads", [("本报讯",) * 3, ("本报记者　李明",) * 3, ("新华社北京三月四日电",) * 3, ("问", "答", "问")]
)
def test_datelines_writers_and_speakers_are_no_titles(heads):
    rows = [f"{head}　{text}" for head, text in zip(heads, BRIEFS.values(), strict=True)]
    assert [line.text for line in split_lines(read_string("\n".join(rows)))] == rows


def test_two_such_paragraphs_are_no_set():
    source = rows_of("　", dict(list(BRIEFS.items())[:2]))
    assert len(split_lines(source)) == 2


def test_latin_names_tear_no_paragraph():
    rows = [
        "公司推出了 Apple Vision Pro 的新系统，开发者可以在 Apple Watch 和 Apple TV 上试用全新的界面设计与功能。",
        "与此同时，华尔街的 Goldman Sachs 把经济增长率下调，认为 Wall Street 的乐观情绪难以持续到年底以前。",
    ]
    assert [line.text for line in split_lines(read_string("\n".join(rows)))] == rows
