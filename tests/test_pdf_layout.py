"""Legs and pages, with pieces made by hand."""

from dataclasses import replace
from itertools import product

import pytest
from pdf_samples import SEEDS, seed_edition

from epubmaker.render.headings import Headings
from epubmaker.render.pdf import PdfOptions
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.geometry import divide, sheet_for
from epubmaker.render.pdf.imposition import Copy, impose
from epubmaker.render.pdf.makeup import CONTINUED_ROWS, Frame, Mark, Module, Piece, balance, make_up
from epubmaker.render.pdf.makeup.legs import fill_legs
from epubmaker.render.pdf.manuscript import front_of, stories_of
from epubmaker.render.pdf.tags import TagTree
from epubmaker.render.pdf.theme import load_theme
from epubmaker.render.pdf.typefaces import Typefaces
from epubmaker.render.pdf.typesetters import Typesetters

SEPARATOR = Piece(1, yields=True)


def text(rows):
    return Piece(rows, flows=True)


def heading(rows=2):
    return Piece(rows, keep=True)


def story(*rows, head=3, columns=3, rank=3):
    return Module([text(count) for count in rows], [head] * columns, rank)


def test_a_paragraph_is_divided_leaving_no_single_line():
    fill = fill_legs([text(5)], Mark(0), [4, 4])
    assert fill.used == (3, 2)
    assert fill.ends == (Mark(0, 3), Mark(1))


def test_three_lines_stay_together():
    assert fill_legs([text(2), text(3)], Mark(0), [4, 4]).used == (2, 3)


def test_a_heading_takes_two_lines_of_text_with_it():
    assert fill_legs([text(4), heading(), text(6)], Mark(0), [7, 8]).used == (4, 8)
    assert fill_legs([text(4), heading(), text(6)], Mark(0), [8, 8]).used == (8, 4)


def test_a_separator_is_left_out_at_the_top_of_a_column():
    assert fill_legs([text(4), SEPARATOR, text(4)], Mark(0), [4, 4]).used == (4, 4)


def test_balanced_columns_differ_by_no_more_than_a_row():
    for rows in range(4, 60):
        fill = balance([text(rows)], Mark(0), 2, 40)
        assert fill is not None
        assert sum(fill.used) == rows
        assert fill.spread <= 1


def test_balance_gives_up_where_the_text_does_not_fit():
    assert balance([text(30)], Mark(0), 2, 14) is None


def covered(pages, modules):
    """How many rows of each module stand on the pages, read from the parts' fillings; order is checked on the way."""
    rows = [0] * len(modules)
    reached = [Mark(0)] * len(modules)
    for page in pages:
        for part in page.parts:
            assert part.start == reached[part.number]
            reached[part.number] = part.fill.ends[-1]
            rows[part.number] += sum(part.fill.used)
    assert [mark.piece for mark in reached] == [len(module.pieces) for module in modules]
    return rows


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_every_row_of_every_story_stands_on_a_page_once_and_in_order(columns):
    modules = [story(7, 9, 2, columns=columns), story(60, 40, columns=columns, rank=1)]
    modules += [story(rows, 5, columns=columns) for rows in (3, 12, 30, 8, 21, 90, 4, 17)]
    pages = make_up(modules, Frame(columns, 30))
    assert covered(pages, modules) == [sum(piece.rows for piece in module.pieces) for module in modules]


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_parts_stay_on_the_page_and_off_each_other(columns):
    modules = [story(rows, 5, columns=columns) for rows in (3, 12, 30, 8, 21, 90, 4, 17, 44, 6, 6, 6)]
    for page in make_up(modules, Frame(columns, 26)):
        taken = set()
        for part in page.parts:
            cells = {
                (row, column)
                for row in range(part.row, part.row + part.rows)
                for column in range(part.column, part.column + part.width)
            }
            assert not cells & taken
            taken |= cells
            assert part.row + part.rows <= 26
            assert part.column + part.width <= columns
            assert part.opens or part.head == CONTINUED_ROWS


def test_a_story_that_fits_stands_whole():
    pages = make_up([story(20), story(20), story(20)], Frame(3, 24))
    assert len(pages) == 1
    assert [part.column for part in pages[0].parts] == [0, 1, 2]


def test_the_lead_spans_the_page_on_the_first_one():
    modules = [story(9), story(120, rank=1), story(9), story(9)]
    first = make_up(modules, Frame(3, 40))[0]
    lead = next(part for part in first.parts if part.number == 1)
    assert lead.width == 3


def test_the_same_modules_make_the_same_pages():
    modules = [story(rows, 5) for rows in (3, 12, 30, 8, 21, 90, 4, 17, 44)]
    assert make_up(modules, Frame(3, 30)) == make_up(list(modules), Frame(3, 30))


def test_what_is_taller_than_a_page_is_set_all_the_same():
    pages = make_up([Module([Piece(30), text(4)], [2], 3)], Frame(1, 10))
    assert sum(len(page.parts) for page in pages) >= 2


def test_an_edition_without_stories_has_a_page():
    assert len(make_up([Module([], [8], strip=1, keep=True, bare=True)], Frame(1, 20))) == 1


def test_work_grows_with_the_number_of_stories():
    """Ten times the stories are looked at no more than some ten times as often each."""
    looked = []
    for count in (30, 300):
        modules = [CountedModule([text(10 + 7 * (n % 9))], [3, 3, 3], 3) for n in range(count)]
        CountedModule.looks = 0
        make_up(modules, Frame(3, 40))
        looked.append(CountedModule.looks)
    assert looked[1] < 15 * looked[0]


class CountedModule(Module):
    looks = 0

    def __getattribute__(self, name):
        if name == "pieces":
            CountedModule.looks += 1
        return super().__getattribute__(name)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant-TW"])
@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_columns_of_the_last_page_are_equal_to_one_line(path, columns, paper, language):
    """Rule 11, CLREQ 4.1.4, for what ends a digest: the stories, or the notices after them."""
    edition = seed_edition(path, language)
    for ending in (edition, replace(edition, furniture=(), unplaced=())):
        matters, pages = imposed(ending, PdfOptions(paper=paper, columns=columns))
        last = {id(slab): slab for slab in matters[-1].body}
        bottoms = {}
        for placed in pages[-1].placed:
            if id(placed.slab) in last:
                height = placed.stop - placed.first if placed.slab.flows else placed.slab.rows
                bottoms[placed.column] = placed.row + height
        spread = max(bottoms.values()) - min(bottoms.values())
        assert spread <= 1 or spread <= least_spread(matters[-1], len(bottoms))


def least_spread(matter, legs):
    """Return the least difference of legs there can be, found by trying all heights near the mean.

    A heading that may not be parted from its text can forbid equal ones.
    """
    body = [slab.piece for slab in matter.body]
    rows = sum(piece.rows for piece in body) // legs
    fills = (fill_legs(body, Mark(0), heights) for heights in product(range(rows - 8, rows + 9), repeat=legs))
    return min(fill.spread for fill in fills if fill.ends[-1].piece == len(body))


def imposed(edition, options):
    theme = load_theme(options.theme, options.paper)
    sheet = sheet_for(options, theme.paper)
    typesetters = Typesetters(Typefaces(edition.language), edition.language, options)
    composition = Composition(sheet, theme, typesetters, Headings(edition), edition.language)
    copy = Copy(front_of(edition), stories_of(edition), [])
    return impose(edition, copy, composition, TagTree().root)


def test_columns_are_whole_em_and_fill_the_width():
    columns = divide(515.0, 3, 1.6, 9.5)
    assert columns.measure == 17
    assert columns.start(2) + columns.width == 515.0


def test_a_single_column_is_no_wider_than_can_be_read():
    sheet = sheet_for(PdfOptions(columns=1), load_theme("classic", "A4").paper)
    assert sheet.columns.measure == 42
    assert sheet.left * 2 + sheet.length == pytest.approx(sheet.width)
