"""Mutated page files: an error of ours in one line, or an edition that conserves every character."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest
from placed_samples import article_rows, pdf

from epubmaker import read_bytes
from epubmaker.errors import InputTooLargeError
from epubmaker.readers import pdf as pdf_reader

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))


@pytest.mark.parametrize("seed", [1, 2])
def test_mutated_pages_are_read_or_refused(seed):
    run = import_module("fuzz_pages").run
    assert run(1.5, seed) > 20


def test_a_pdf_of_too_many_pages_is_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 2)
    with pytest.raises(InputTooLargeError, match="3 pages"):
        read_bytes(pdf(*[article_rows()] * 3))
