"""Corrections beside an input are applied by every command, and checked."""

from __future__ import annotations

import json

import pytest

from epubmaker.cli import run
from epubmaker.errors import CorrectionsError
from epubmaker.model import SourceText
from epubmaker.model.conservation import check_conservation
from epubmaker.pipeline import ReconstructOptions, reconstruct
from epubmaker.readers import corrections_path
from epubmaker.readers.corrections import parse_corrections

PAGE = """\
春耕时节忙

■记者 李明

本报讯 昨天上午,河东乡的农民在田里忙着
播种小麦,一台台机器来回穿梭,到处都是一
派繁忙的景象。今年乡里添了三台新机器,农
民的劲头更足了,婚烟介绍所也来帮忙。
"""
CORRECTIONS = """\
corrections = [
    { replace = "婚烟", with = "婚姻" },
    { break = "派繁忙的景象" },
]

[masthead]
title = "河东日报"
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "texts" / "page.txt"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_corrected_edition_conserves_its_source():
    source = SourceText(PAGE, "page.txt")
    edition = reconstruct(source, ReconstructOptions(corrections=parse_corrections(CORRECTIONS)))
    texts = [block.text for article in edition.articles for block in article.blocks]
    assert any(text.startswith("派繁忙的景象") and "婚姻介绍所" in text for text in texts)
    assert edition.masthead.title == "河东日报"
    assert not check_conservation(source, edition)


def test_reconstruct_and_inspect_apply_what_lies_beside(page, tmp_path, capsysbinary):
    corrections_path(page).write_text(CORRECTIONS, encoding="utf-8")
    assert run(["reconstruct", str(page), "--json", "-o", str(tmp_path / "out.json")]) == 0
    edition = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert edition["masthead"]["title"] == "河东日报"
    assert "婚姻" in json.dumps(edition["articles"], ensure_ascii=False)
    assert run(["inspect", str(page)]) == 0
    assert "婚姻" in capsysbinary.readouterr().out.decode()


def test_build_applies_them_and_builds_again_when_they_change(page, tmp_path):
    books = tmp_path / "books"
    build = ["build", str(page), "-o", str(books), "--format", "epub"]
    made = books / "page.edition.json"
    assert run(build) == 0
    assert "婚姻" not in made.read_text(encoding="utf-8")
    corrections_path(page).write_text(CORRECTIONS, encoding="utf-8")
    assert run(build) == 0
    assert "婚姻" in made.read_text(encoding="utf-8")
    corrections_path(page).unlink()
    assert run(build) == 0
    assert "婚姻" not in made.read_text(encoding="utf-8")


def test_a_statement_that_does_not_fit_stops_the_build_with_its_line(page, tmp_path, capsys):
    corrections_path(page).write_text(CORRECTIONS.replace("派繁忙", "派悠闲"), encoding="utf-8")
    assert run(["build", str(page), "-o", str(tmp_path / "books")]) == CorrectionsError.exit_code == 60
    assert (
        "page.txt.corrections.toml, line 3: break: “派悠闲的景象” stands nowhere" in capsys.readouterr().err
    )
    assert not (tmp_path / "books" / "page.epub").exists()


def test_one_file_corrects_all_pages_of_a_text(page, tmp_path):
    page.write_text(PAGE + "\f" + PAGE.replace("河东", "河西"), encoding="utf-8")
    statement = '{ replace = ["婚烟", 2], with = "婚姻" },'
    corrections_path(page).write_text(f"corrections = [\n{statement}\n]\n", encoding="utf-8")
    assert run(["build", str(page), "-o", str(tmp_path / "books"), "--format", "epub"]) == 0
    edition = json.loads((tmp_path / "books" / "page.edition.json").read_text(encoding="utf-8"))
    texts = ["".join(block["text"] for block in article["blocks"]) for article in edition["articles"]]
    assert ["婚姻" in text for text in texts] == [False, True]
