"""Words of a text set large in the middle of a column part nothing."""

from __future__ import annotations

from placed_samples import LEFT, RIGHT, column, level, placed_page

from epubmaker.layout import lay_out
from epubmaker.layout.atoms import Atom, text_blocks
from epubmaker.layout.page import prepared
from epubmaker.layout.quotes import around_figures
from epubmaker.model import Role
from epubmaker.model.placed import Box, Picture

QUOTE = ["“看了三年，总算", "看到修好。”"]


def page(middle, *, below=None, rules=()):
    """Return an article of one long column, parted in the middle by rows of larger type."""
    above, rest = [*LEFT, RIGHT[0]], below or RIGHT[1:]
    x, width = 60.0, 150.0
    rows = [("河东老街今年变个样", x, 60.0, 22.0, "Hei")]
    rows += column(above, x, 100, font="Song")
    rows += [(text, x + 6, 202 + 20 * at, 13.0, "Kai") for at, text in enumerate(middle)]
    rows += column(rest, x, 257, indent=bool(below), font="Song")
    rows.append(("北山果园昨天开园", 330, 60.0, 22.0, "Hei"))
    rows += [row for y in (100, 165, 230) for row in column(LEFT, 330, y, font="Song")]
    return placed_page(rows, (*rules, level(x, 196, x + width), level(x, 242, x + width)))


def articles(reading):
    """Return for each article its rows as (role, text)."""
    found: dict[int, list[tuple[Role, str]]] = {}
    for row in reading.rows:
        found.setdefault(row.article, []).append((row.role, row.line.text))
    return found


def test_large_words_stand_behind_the_paragraph_that_runs_on_around_them():
    (own,) = [
        rows
        for rows in articles(lay_out(page(QUOTE))).values()
        if (Role.HEADLINE, "河东老街今年变个样") in rows
    ]
    text = [words for role, words in own if role is Role.BODY]
    assert text == [*LEFT, *RIGHT]
    assert [words for role, words in own if role is Role.LABEL] == QUOTE
    assert own.index((Role.LABEL, QUOTE[0])) > own.index((Role.BODY, RIGHT[2]))


def test_a_title_below_which_a_paragraph_begins_is_no_quote():
    begun = articles(lay_out(page(["老井石坊都留下"], below=LEFT)))
    assert not any(role is Role.LABEL for rows in begun.values() for role, _ in rows)


def test_a_rule_across_the_page_parts_articles():
    across = level(40, 198, 520)
    parted = articles(lay_out(page(QUOTE, rules=[across])))
    assert not any(role is Role.LABEL for rows in parted.values() for role, _ in rows)


def pictured(*, indent):
    """Return an article whose one column runs on below a picture, or begins a paragraph there, beside a column of another one."""
    rows = [("河东老街今年变个样", 60.0, 60.0, 22.0, "Hei")]
    rows += column([*LEFT, RIGHT[0]], 60.0, 100, font="Song")
    rows += column(RIGHT[1:] if not indent else LEFT, 60.0, 270, indent=indent, font="Song")
    rows.append(("北山果园昨天开园", 230, 60.0, 22.0, "Hei"))
    rows += [row for y in (100, 165, 230, 295) for row in column(LEFT, 230, y, font="Song")]
    return placed_page(rows, pictures=[Picture(Box(60, 184, 195, 260))])


def test_a_picture_in_the_middle_of_a_column_does_not_part_it():
    (block,) = around_figures(*pieces(pictured(indent=False)))
    assert len(block.lines) == len([*LEFT, *RIGHT])
    assert len(around_figures(*pieces(pictured(indent=True)))) == 2


def pieces(page):
    """Return the blocks of the first column with its picture, and what tells how far things stand apart."""
    sheet = prepared(page)
    own = {number for number, line in enumerate(sheet.lines) if line.box.x0 < 200 and line.size < 10}
    figure = Atom("figure", page.pictures[0].box, picture=0)
    return text_blocks(own, sheet.lines, (), sheet.scale), [figure], sheet.lines, sheet.scale


def test_a_whole_sentence_set_large_is_no_title():
    said = ["“路修好了，老人", "出门方便。”"]
    found = articles(lay_out(page(said, below=LEFT)))
    assert [words for rows in found.values() for role, words in rows if role is Role.LABEL] == said
