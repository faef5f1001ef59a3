"""The moves of the search for articles have names, and each can be left out."""

from __future__ import annotations

import pytest
from made import explained

from epubmaker import read_text, reconstruct
from epubmaker.articles import MOVES
from epubmaker.errors import OptionError
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain


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


def test_a_page_is_read_without_any_move(seed):
    edition = reconstruct(read_text(seed), ReconstructOptions(without=tuple(MOVES)))
    assert len(edition.articles) > 2


def test_an_unknown_move_is_refused():
    with pytest.raises(OptionError, match="without magic: no such move; there are carry home, cut or join"):
        ReconstructOptions(without=("magic",))
