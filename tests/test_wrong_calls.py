"""Calls that no type checker has seen: each is refused in one line that names the right function or value."""

from __future__ import annotations

import pytest
from conftest import SEEDS
from made import edition_of

import epubmaker
from epubmaker.errors import InputDamagedError, OptionError
from epubmaker.readers import ReadOptions


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: epubmaker.read_text(None), "read_text takes a path, not NoneType"),
        (lambda: epubmaker.read_bytes("雨"), r"read_bytes takes bytes \(read_string takes text"),
        (lambda: epubmaker.read_string("雨".encode()), r"read_string takes text \(read_bytes takes bytes"),
        (lambda: epubmaker.reconstruct("雨"), "reconstruct takes a SourceText .*, not str"),
        (lambda: epubmaker.convert("雨", "s2t"), "convert takes an Edition .*, not str"),
        (lambda: epubmaker.render_epub(None), "render_epub takes an Edition .*, not NoneType"),
        (lambda: epubmaker.render_pdf(b""), "render_pdf takes an Edition .*, not bytes"),
        (lambda: epubmaker.ReconstructOptions(earlier="雨"), "earlier is a tuple of texts, not str"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(call, said):
    with pytest.raises(TypeError, match=said):
        call()


@pytest.mark.parametrize("options", [{"errors": "ignore"}, {"max_bytes": 0}, {"max_rows": -1}])
def test_options_of_reading_that_mean_nothing_are_refused_when_they_are_made(options):
    with pytest.raises(OptionError, match=r"choose strict or replace|a limit is at least 1"):
        ReadOptions(**options)


def test_what_is_called_a_pdf_and_cannot_be_read_is_a_damaged_one(tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(InputDamagedError, match=r"page\.pdf: does not begin as a PDF"):
        epubmaker.read_text(path)
    path.write_text("本报讯 昨天下雨，今天天晴。", encoding="utf-8")
    assert epubmaker.read_text(path).text == "本报讯 昨天下雨，今天天晴。"


def test_a_text_may_speak_of_markup():
    assert epubmaker.read_string("<html>是网页的开头标记。").text.startswith("<html>")


def test_the_right_calls_are_let_through():
    edition = edition_of(SEEDS[1])
    assert epubmaker.convert(edition, "s2t").edition.source == edition.source
