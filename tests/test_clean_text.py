"""Characters that stand for others, cleaned before any stage reads the text, and the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker import read_string, reconstruct
from epubmaker.clean import clean
from epubmaker.edition_file import edition_from_dict, edition_to_dict
from epubmaker.model.conservation import check_conservation
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.readers.corrections import parse_corrections
from epubmaker.restore import rebuild_source, restore_text
from epubmaker.text.cleaning import cleaned, is_blank

PAGE = (
    "河东日报\n2020年1月10日 星期五\n\n"
    "高台村人才公寓启用\n"
    "本报讯 昨天，高台村人才公寓正式启用，首批住户从四方赶来入住新房。\n"
    "馆内设有航天、海洋、农业三大主题展区，吸引了两千余名市民前来参观。\n"
)
# What fonts without a table make of the characters of PAGE.
RADICALS = str.maketrans("日月高人方用入大", "⽇⽉⾼⼈⽅⽤⼊⼤")


def text_of(edition):
    articles = [
        (article.headline, article.dateline, [block.text for block in article.blocks])
        for article in edition.articles
    ]
    return edition.masthead.title, edition.masthead.date, edition.masthead.weekday, articles


def checked(text):
    source = read_string(text)
    edition = reconstruct(source)
    assert rebuild_source(edition) == text
    assert not check_conservation(source, edition)
    return edition


def test_every_stage_reads_radicals_as_characters():
    edition = checked(PAGE.translate(RADICALS))
    assert text_of(edition) == text_of(checked(PAGE))
    assert {edit.rule for edit in edition.edits if "⽇" in edit.before} == {"character"}


def test_a_date_set_in_radicals_is_read():
    assert str(checked(PAGE.translate(RADICALS)).masthead.date) == "2020-01-10"


@pytest.mark.parametrize("dirt", ["\u200b", "\u200d", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u202c"])
def test_what_prints_nothing_changes_nothing(dirt):
    everywhere = dirt.join(PAGE[1:])
    assert text_of(checked(PAGE[0] + everywhere)) == text_of(checked(PAGE))


def test_rows_of_nothing_but_zero_width_spaces_are_empty_rows():
    assert text_of(checked(PAGE.replace("\n\n", "\n\u200b\ufeff\n"))) == text_of(checked(PAGE))


def test_entities_of_spaces_are_an_indent():
    rows = PAGE.splitlines(keepends=True)
    indented = "".join([*rows[:4], *(f"&nbsp;&nbsp;&nbsp;&nbsp;{row}" for row in rows[4:])])
    spaced = "".join([*rows[:4], *(f"    {row}" for row in rows[4:])])
    assert text_of(checked(indented)) == text_of(checked(spaced))


def titles_read(rows):
    """Return the rows that a page with some rows above its text is read as, above that text."""
    text = clean(read_string("\n".join([*rows, *PAGE.splitlines()]))).reading.text
    return text[: text.index("河东日报")].split("\n")[:-1]


def test_a_title_set_upright_is_one_row():
    assert titles_read("秋粮收购全面展开") == ["秋粮收购全面展开"]
    assert titles_read(["　秋 ", "粮", "收", "购", "11", "月", "展", "开"]) == ["　秋粮收购11月展开"]
    assert titles_read("A股昨日大涨") == ["A股昨日大涨"]
    upright = "\n".join([*PAGE.splitlines()[:3], *"高台村人才公寓启用", *PAGE.splitlines()[4:]])
    assert text_of(checked(upright)) == text_of(checked(PAGE))


def test_bold_type_set_upright_is_two_copies():
    assert titles_read("秋粮收购秋粮收购全面展开") == ["秋粮收购", "秋粮收购", "全面展开"]


@pytest.mark.parametrize(
    "rows",
    [
        "男女男男女女",
        "A对B错C是D无E有",
        "一二三四五六日",
        "甲乙丙丁",
        "一二三",
        "12345",
        "abcdef",
        ["秋", "", "粮", "", "收", "", "购"],
        ["第一", "第二", "第三", "第四"],
    ],
)
def test_cells_are_no_title(rows):
    assert titles_read(rows) == list(rows)


def test_a_page_of_one_character_a_row_stays_so():
    source = read_string("\n".join("秋粮收购全面展开各地仓容充足"))
    assert clean(source).reading is source


def test_a_clean_source_is_read_as_it_is():
    source = read_string(PAGE)
    assert clean(source).reading is source


def test_lines_and_plan_stand_in_the_source():
    text = PAGE.translate(RADICALS).replace("人才", "\u200b人才")
    made = reconstruct_and_explain(read_string(text))
    assert all(cleaned(line.span.of(text)) == line.text for line in made.lines)


@pytest.mark.parametrize("quoted", ["人才公寓正式启用", "⼈才公\u200d寓正式启⽤"])
def test_words_are_found_as_they_are_read_and_as_they_stand(quoted):
    text = PAGE.translate(RADICALS).replace("公寓", "公\u200d寓")
    corrections = parse_corrections(f'corrections = [{{ replace = "{quoted}", with = "人才新居正式启用" }}]')
    edition = reconstruct(read_string(text), ReconstructOptions(corrections=corrections))
    assert "人才新居正式启用" in edition.articles[0].blocks[0].text
    assert rebuild_source(edition) == text


def test_a_soft_hyphen_at_a_row_end_joins_the_word():
    assert restore_text("他在inter\u00ad\nnational论坛").text == "他在international论坛"


DIRT = [
    "\u200b",
    "\u200d",
    "&nbsp;",
    "&quot;",
    "\u2f47",
    "e\u0301",
    "\ufb03",
    "\n",
    " ",
    "\u3000",
    "\uf9e1",
    "&#8203;",
    "a\u00ad",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DIRT), st.integers(0, len(PAGE))), max_size=12))
def test_wherever_the_dirt_lies_nothing_is_lost(dirt):
    text = PAGE
    for piece, at in dirt:
        text = text[:at] + piece + text[at:]
    checked(text)


def test_blank_is_what_prints_nothing():
    assert is_blank("\u200b &nbsp;\ufeff\n\u00ad")
    assert not is_blank("&amp;")
    assert not is_blank("&nbsp;一")


SERIALS = "国内统一连续出版物号 CN 33-0000 ISSN {issn} 邮发代号31-00\n"


def test_serial_numbers_of_the_masthead_are_read():
    edition = checked(PAGE.replace("\n\n", "\n" + SERIALS.format(issn="1234-5679") + "\n"))
    assert (edition.masthead.issn, edition.masthead.cn) == ("1234-5679", "33-0000")
    assert edition_from_dict(edition_to_dict(edition)) == edition


def test_a_serial_number_with_a_wrong_check_digit_is_misread():
    edition = checked(PAGE.replace("\n\n", "\n" + SERIALS.format(issn="1234-5678") + "\n"))
    assert (edition.masthead.issn, edition.masthead.cn) == (None, "33-0000")


def test_a_page_without_serial_numbers_has_no_such_fields():
    assert not {"issn", "cn"} & set(edition_to_dict(checked(PAGE))["masthead"])
