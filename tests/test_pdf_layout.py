"""Filling columns and pages, with slabs made by hand."""

from dataclasses import replace
from itertools import product

import pytest
from pdf_samples import SEEDS, seed_edition

from epubmaker.render.pdf import PdfOptions
from epubmaker.render.pdf.columns import Mark, balance, fill_columns
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.geometry import divide, sheet_for
from epubmaker.render.pdf.imposition import impose
from epubmaker.render.pdf.manuscript import front_of, stories_of
from epubmaker.render.pdf.pagination import paginate
from epubmaker.render.pdf.slabs import Band, Slab, Strip
from epubmaker.render.pdf.tags import TagTree
from epubmaker.render.pdf.theme import TextStyle, load_theme
from epubmaker.render.pdf.typefaces import Typefaces
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.typeset import SetLine

STYLE = TextStyle("song", 10.0, 15.0)


def strips(count):
    return tuple(Strip(SetLine((), ()), STYLE, 0.0, 0.0, None) for _ in range(count))


def text(rows):
    return Slab(rows, strips(rows), flows=True)


def heading(rows=2):
    return Slab(rows, strips(1), keep=True)


SEPARATOR = Slab(1, yields=True)


def band(*slabs, columns=2, head=()):
    return Band(tuple(head), tuple(slabs), columns, least=2)


def test_a_paragraph_is_divided_leaving_no_single_line():
    fill = fill_columns(band(text(5)), Mark(0), [4, 4])
    assert fill.used == (3, 2)
    assert fill.ends == (Mark(0, 3), Mark(1))


def test_three_lines_stay_together():
    fill = fill_columns(band(text(2), text(3)), Mark(0), [4, 4])
    assert fill.used == (2, 3)


def test_a_heading_takes_two_lines_of_text_with_it():
    fill = fill_columns(band(text(4), heading(), text(6)), Mark(0), [7, 8])
    assert fill.used == (4, 8)
    fits = fill_columns(band(text(4), heading(), text(6)), Mark(0), [8, 8])
    assert fits.used == (8, 4)


def test_a_separator_is_left_out_at_the_top_of_a_column():
    fill = fill_columns(band(text(4), SEPARATOR, text(4)), Mark(0), [4, 4])
    assert fill.used == (4, 4)


def test_balanced_columns_differ_by_no_more_than_a_row():
    for rows in range(4, 60):
        fill = balance(band(text(rows), columns=2), Mark(0), 40)
        assert fill is not None
        assert sum(fill.used) == rows
        assert fill.spread <= 1


def test_balance_gives_up_where_the_text_does_not_fit():
    assert balance(band(text(30), columns=2), Mark(0), 14) is None


def test_a_remainder_that_could_not_be_balanced_takes_rows_from_the_page_before():
    pages = paginate([band(text(10), text(13))], 10)
    used = [0, 0]
    for placed in pages[1].placed:
        used[placed.column] += placed.stop - placed.first
    assert len(pages) == 2
    assert abs(used[0] - used[1]) <= 1
    assert min(used) >= 2


def test_every_line_stands_on_a_page_once_and_in_order():
    slabs = [slab for rows in (7, 2, 11, 3, 1, 29, 5) for slab in (SEPARATOR, heading(3), text(rows))]
    pages = paginate([band(*slabs, columns=3), band(*slabs, columns=3, head=[heading(4)])], 17)
    seen = [
        (id(placed.slab), line)
        for page in pages
        for placed in page.placed
        if placed.slab.flows
        for line in range(placed.first, placed.stop)
    ]
    expected = [
        (id(slab), line) for _ in range(2) for slab in slabs if slab.flows for line in range(slab.rows)
    ]
    assert seen == expected
    for page in pages:
        assert all(
            placed.row >= 0 and placed.row + placed.stop - placed.first <= 17 for placed in page.placed
        )


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant-TW"])
@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_columns_of_the_last_page_are_equal_to_one_line(path, columns, paper, language):
    """Rule 11, CLREQ 4.1.4, for what ends a digest: the stories, or the notices after them."""
    edition = seed_edition(path, language)
    for ending in (edition, replace(edition, furniture=(), unplaced=())):
        bands, sheet = imposed(ending, PdfOptions(paper=paper, columns=columns))
        last = {id(slab): slab for slab in bands[-1].body}
        bottoms = {}
        for placed in paginate(bands, sheet.rows)[-1].placed:
            if id(placed.slab) in last:
                height = placed.stop - placed.first if placed.slab.flows else placed.slab.rows
                bottoms[placed.column] = placed.row + height
        assert len(bottoms) == bands[-1].columns
        spread = max(bottoms.values()) - min(bottoms.values())
        assert spread <= 1 or spread <= least_spread(bands[-1])


def least_spread(band):
    """The least difference of columns there can be, found by trying all heights near the mean: a heading that may not
    be parted from its text can forbid equal ones."""
    rows = sum(slab.rows for slab in band.body) // band.columns
    fills = (
        fill_columns(band, Mark(0), heights)
        for heights in product(range(rows - 8, rows + 9), repeat=band.columns)
    )
    return min(fill.spread for fill in fills if fill.ends[-1].slab == len(band.body))


def imposed(edition, options):
    theme = load_theme(options.theme, options.paper)
    sheet = sheet_for(options, theme.paper)
    typesetters = Typesetters(Typefaces(edition.language), edition.language, options)
    composition = Composition(sheet, theme, typesetters, edition.language)
    front = front_of(edition.masthead, traditional=False)
    return impose(edition, front, stories_of(edition), composition, TagTree().root), sheet


def test_what_is_taller_than_a_page_is_set_all_the_same():
    pages = paginate([band(Slab(30, strips(1)), text(4))], 10)
    assert sum(len(page.placed) for page in pages) >= 2


def test_columns_are_whole_em_and_fill_the_width():
    columns = divide(515.0, 3, 1.6, 9.5)
    assert columns.measure == 17
    assert columns.start(2) + columns.width == 515.0
