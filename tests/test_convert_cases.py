"""Script conversion case by case, from a file written from the rules."""

from __future__ import annotations

import pytest
from conftest import ROOT

from epubmaker.convert import convert_text


def cases():
    for row in (ROOT / "tests/cases/convert.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            name, before, after, reason = (column.replace("⏎", "\n") for column in row.split("\t"))
            yield pytest.param(name, before, after, id=f"{name}: {before} ({reason})")


CASES = list(cases())


@pytest.mark.parametrize(("name", "before", "after"), CASES)
def test_case(name, before, after):
    assert convert_text(before, name).text == after


def test_there_are_enough_cases():
    assert len(CASES) >= 1296


def test_a_third_of_those_that_were_added_must_not_change():
    """The first 140 were of the first version, and 13 of them stayed as they are."""
    unchanged = sum(case.values[1] == case.values[2] for case in CASES)
    assert 3 * (unchanged - 13) >= len(CASES) - 140


def names():
    rows = (ROOT / "tests/cases/names.tsv").read_text(encoding="utf-8").splitlines()
    return [row.split("\t") for row in rows if row and not row.startswith("#")]


def names_set_wrongly(rows):
    return [name for name, form, said in rows if form not in convert_text(said.format(name), "s2t").text]


def test_names_whose_surname_is_also_a_word():
    """Names of two characters before any word are not believed (老师余新退休): so may what is left over be."""
    rows = names()[:100]
    assert len({name for name, _, _ in rows}) == 100
    assert len(names_set_wrongly(rows)) <= 2


def test_names_whose_surname_is_nothing_else():
    rows = names()[100:]
    assert len({name for name, _, _ in rows}) == 100
    assert names_set_wrongly(rows) == []
