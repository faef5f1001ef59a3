"""The moves of the search for articles have names, and each can be left out."""

from __future__ import annotations

from itertools import islice
from math import inf

import pytest
from conftest import SEEDS
from made import explained

from epubmaker import read_string, read_text, reconstruct
from epubmaker.articles import MOVES
from epubmaker.articles.search import Search
from epubmaker.errors import OptionError
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.training.pages.command import flat_forms
from epubmaker.training.pages.corpus import Corpus
from epubmaker.training.pages.layout import make_page
from epubmaker.training.pages.settings import SETTINGS

BORDER = "part or join titles"


def moves(seed, *without):
    return [
        move.name
        for move in (
            reconstruct_and_explain(read_text(seed), ReconstructOptions(without=without))
            if without
            else explained(seed)
        ).moves
    ]


def test_what_is_left_out_is_not_made(seed):
    made = set(moves(seed))
    assert made <= MOVES
    for name in made:
        assert name not in moves(seed, name)


def test_what_is_not_looked_at_would_not_have_been_chosen(monkeypatch):
    """Readings that cannot be worth more are passed over; with all of them tried, the same one is found by the same moves."""
    spared = explained(SEEDS[1])
    monkeypatch.setattr(Search, "_at_most", lambda *_: inf)
    tried = reconstruct_and_explain(read_text(SEEDS[1]))
    assert tried.moves == spared.moves
    assert tried.edition == spared.edition


def test_a_page_is_read_without_any_move(seed):
    edition = reconstruct(read_text(seed), ReconstructOptions(without=tuple(MOVES)))
    assert len(edition.articles) > 2


def test_an_unknown_move_is_refused():
    with pytest.raises(OptionError, match="without magic: no such move; there are carry home, cut or join"):
        ReconstructOptions(without=("magic",))


def with_one_border_move():
    """Yield pages, with and without the move, in which it was made once; a few seconds a page."""
    for number in range(6):
        page = make_page(f"moves-{number}", Corpus.invented(), SETTINGS["test"], "spaced")
        for form in flat_forms(page, SETTINGS["test"]).values():
            source = read_string(form.text)
            found = reconstruct_and_explain(source)
            if [move.name for move in found.moves].count(BORDER) == 1:
                yield found, reconstruct_and_explain(source, ReconstructOptions(without=(BORDER,)))


def test_parting_or_joining_titles_changes_whether_two_rows_are_of_one_heading():
    """So it is on one of the first pages with the move; on others the row is of another heading, or of none, in one reading."""

    def headings(reading):
        return [{*one.column, *one.kicker, *one.headline, *one.deck} for one in reading.plan.articles]

    def is_seen(found, without):
        (line,) = (move.line for move in found.moves if move.name == BORDER)
        before, after = headings(without), headings(found)
        parted = [any({line - 1, line} <= heading for heading in reading) for reading in (before, after)]
        return parted[0] != parted[1] and all(any(line in one for one in each) for each in (before, after))

    assert any(is_seen(found, without) for found, without in islice(with_one_border_move(), 6))
