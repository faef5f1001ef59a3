"""Characters that no font has are named: on stderr, in the report, in the edition file."""

import json

import pymupdf
from pdf_samples import small_edition

from epubmaker import render_pdf
from epubmaker.cli import run

RARE = "表情😀与✓，ʘ和한글。"


def built(tmp_path, capsys, text):
    (tmp_path / "page.txt").write_text(f"春耕时节忙\n\n　　{text * 3}\n", encoding="utf-8")
    report = tmp_path / "report.json"
    code = run(["build", str(tmp_path / "page.txt"), "-o", str(tmp_path / "out"), "--report", str(report)])
    edition = json.loads((tmp_path / "out" / "page.edition.json").read_text(encoding="utf-8"))
    return code, capsys.readouterr().err, json.loads(report.read_text(encoding="utf-8")), edition


def test_missing_characters_are_named_everywhere(tmp_path, capsys):
    code, said, report, edition = built(tmp_path, capsys, RARE)
    assert code == 0
    (line,) = [line for line in said.splitlines() if "no font has" in line]
    told = [d["message"] for d in edition["diagnostics"] if d["code"] == "glyph-missing"]
    for sign in "😀✓ʘ한글":
        assert sign in line
        assert sum(sign in message for message in told) == 1
    assert "--font-dir" in line
    assert line.endswith(report["editions"][0]["notes"][-1])


def test_nothing_is_said_where_every_character_has_a_glyph(tmp_path, capsys):
    _, said, report, edition = built(tmp_path, capsys, "农机手来到田头，播种开始。")
    assert "font" not in said
    assert report["editions"][0]["notes"] == []
    assert not [d for d in edition["diagnostics"] if d["code"] == "glyph-missing"]


def test_a_run_that_finds_nothing_to_do_says_it_again(tmp_path, capsys):
    built(tmp_path, capsys, RARE)
    _, said, report, _ = built(tmp_path, capsys, RARE)
    assert report["editions"][0]["status"] == "current"
    assert "no font has" in said


def test_variation_selectors_stay_with_their_character():
    for selector in ("\ufe0f", "\ufe00", "\U000e0100"):
        content = render_pdf(small_edition(f"山{selector}川在此，过了一村又一村。"))
        text = pymupdf.open(stream=content, filetype="pdf")[0].get_text()
        assert f"山{selector}川" in text.replace("\n", "")
        assert "☒" not in text
        assert "〓" not in text
