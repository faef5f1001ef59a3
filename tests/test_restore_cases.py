"""Restoration case by case, from a file written from the rules: what must change and what must not."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from epubmaker.model import Span
from epubmaker.model.edits import EditIndex
from epubmaker.restore import Setting, restore_text

SETTINGS = {
    "prose": Setting(),
    "heading": Setting("heading"),
    "deck": Setting("heading", deck=True),
    "byline": Setting("byline"),
    "matter": Setting("matter"),
    "cells": Setting("matter", cells=True),
    "heading, blanks meant": Setting("heading", meant=True),
    "prose, blanks meant": Setting("prose", meant=True),
    "caption, blanks meant": Setting("prose", meant=True, caption=True),
}


def cases():
    for row in (ROOT / "tests/cases/restore.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            kind, before, after, reason = row.split("\t")
            yield pytest.param(kind, plain(before), plain(after), id=f"{kind}: {before} ({reason})")


def plain(column):
    r"""Return the text of a column: ⏎ is a row end, ␉ a tab, and what cannot be seen is written \u200B."""
    return re.sub(
        r"\\u([0-9A-F]{4})",
        lambda match: chr(int(match[1], 16)),
        column.replace("⏎", "\n").replace("␉", "\t"),
    )


CASES = list(cases())


@pytest.mark.parametrize(("kind", "before", "after"), CASES)
def test_case(kind, before, after):
    restored = restore_text(before, SETTINGS[kind])
    assert restored.text == after
    edits = restored.edits(before)
    assert EditIndex.of(edits).text_of(restored.spans, before) == after
    assert all(edit.before == edit.span.of(before) for edit in edits)


@pytest.mark.parametrize(("kind", "before", "after"), CASES)
def test_restored_text_is_left_alone(kind, before, after):
    """Restoring twice changes nothing more: rules do not undo each other."""
    assert restore_text(after, SETTINGS[kind]).text == after


def test_there_are_enough_cases_of_both_kinds():
    unchanged = [case for case in CASES if case.values[1] == case.values[2]]
    assert len(CASES) >= 1359
    assert len(unchanged) >= 455


def test_edits_name_their_rule():
    restored = restore_text("共有 1,598个,好")
    assert [
        (edit.span, edit.before, edit.after, edit.rule) for edit in restored.edits("共有 1,598个,好")
    ] == [
        (Span(2, 3), " ", "", "space"),
        (Span(9, 10), ",", "，", "mark"),
    ]
