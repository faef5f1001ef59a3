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
    assert len(CASES) >= 260
