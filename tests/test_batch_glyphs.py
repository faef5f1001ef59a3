"""Characters that no font has are named: on stderr, in the report, in the edition file."""

import json
from dataclasses import replace

import pymupdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pdf_samples import small_edition

from epubmaker import render_pdf
from epubmaker.cli import run
from epubmaker.model import Block
from epubmaker.render.fonts import face_path
from epubmaker.render.pdf import PdfOptions, render_pdf_and_explain

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


FORMS = "學説與自衞，鬪舘裏吿訴鄕人；☏熱線"


def test_a_form_that_no_face_has_is_drawn_as_it_is_written_elsewhere():
    """The page shows the other form, copying it gives the characters of the text, and nothing is reported."""
    for language in ("zh-Hant", "zh-Hans"):
        edition = small_edition(f"{FORMS}。", language=language)
        content, faults = render_pdf_and_explain(edition, PdfOptions(columns=1))
        assert [one for one in faults if one.code == "glyph-missing"] == []
        shown = pymupdf.open(stream=content, filetype="pdf")[0].get_text().replace("\n", "")
        assert FORMS in shown
        other = small_edition("學說與自衛，鬥館裡告訴鄉人；☏熱線。", language=language)
        assert _pictures(content) == _pictures(render_pdf(other, PdfOptions(columns=1)))


def _pictures(content: bytes) -> list[bytes]:
    return [page.get_pixmap(dpi=60).samples for page in pymupdf.open(stream=content, filetype="pdf")]


def test_a_caption_is_drawn_with_signs_that_kai_has_not():
    edition = small_edition("春耕时节忙。")
    (article,) = edition.articles
    blocks = (*article.blocks, Block("caption", "图为☏热线◐与♫音符"))
    content, faults = render_pdf_and_explain(replace(edition, articles=(replace(article, blocks=blocks),)))
    assert [one for one in faults if one.code == "glyph-missing"] == []
    assert "☏" in pymupdf.open(stream=content, filetype="pdf")[0].get_text()


def test_a_font_of_ones_own_that_has_the_form_is_preferred_to_another_form(tmp_path):
    font = TTFont(face_path("kai", "zh-Hant"))
    cut = subset.Subsetter()
    cut.populate(text="鬱")
    cut.subset(font)
    for table in font["cmap"].tables:
        table.cmap[ord("舘")] = table.cmap[ord("鬱")]
    font.save(tmp_path / "own.ttf")
    edition = small_edition("舘中藏書。", language="zh-Hant")
    plain = render_pdf(edition)
    assert _pictures(render_pdf(edition, PdfOptions(font_dir=tmp_path))) != _pictures(plain)
    assert _pictures(plain) == _pictures(render_pdf(small_edition("館中藏書。", language="zh-Hant")))
