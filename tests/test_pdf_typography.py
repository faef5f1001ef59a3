"""Both seeds, in both scripts and both directions, judged from the positions of their glyphs."""

import pymupdf
import pytest
from pdf_glyphs import Pdf
from pdf_modules import Makeup
from pdf_samples import SEEDS, digest, seed_edition, small_edition
from typography import judge

from epubmaker.render.pdf import PdfOptions, render_pdf, render_pdf_and_explain
from epubmaker.typeset import Prohibition

LANGUAGES = {"cn": "zh-Hans", "tw": "zh-Hant-TW"}
FORMS = (
    *({"paper": paper, "columns": columns} for paper in ("A4", "A5") for columns in (1, 2, 3)),
    {"columns": 4},
    {"paper": "B5"},
    {"paper": "Letter", "theme": "modern"},
    {"vertical": True},
    {"vertical": True, "paper": "A5"},
)


def judged(edition, region, **options):
    """Return what is said of the lines of a digest, what of that it does not report itself, and what is said of its make-up."""
    content, diagnostics = render_pdf_and_explain(edition, PdfOptions(**options))
    pdf = Pdf(content)
    try:
        judgement = judge(pdf, region=region, vertical=options.get("vertical", False))
        makeup = Makeup(pdf).findings()
    finally:
        pdf.close()
    reported = [d.message.partition(": ")[2] for d in diagnostics if d.code.startswith("line-")]
    return judgement, [f for f in judgement.findings if f.text not in reported], makeup


@pytest.mark.parametrize("form", FORMS, ids=str)
@pytest.mark.parametrize("region", LANGUAGES)
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_digest_breaks_no_rule_and_its_pages_are_modular(path, region, form):
    """One digest is judged for both: its lines by the rules of setting, its stories as rectangles of their own."""
    judgement, findings, makeup = judged(seed_edition(path, LANGUAGES[region]), region, **form)
    assert findings == []
    assert makeup == []
    assert judgement.lines > 90
    if "vertical" not in form:
        assert judgement.gaps > 10
        assert judgement.adjacent_marks > 5
        assert region == "tw" or judgement.marks_at_line_end > 3
        assert len(judgement.columns) == form.get("columns", len(judgement.columns))


def test_the_checker_sees_what_is_wrong():
    """A digest set without the rules is blamed for each of them: the checker is no rubber stamp."""
    edition = seed_edition(SEEDS[0])
    pdf = Pdf(render_pdf(edition, PdfOptions(prohibition=Prohibition.NONE)))
    rules = {finding.rule for finding in judge(pdf).findings}
    tw = {
        finding.rule
        for finding in judge(Pdf(render_pdf(seed_edition(SEEDS[0], "zh-Hant-TW"))), region="cn").findings
    }
    pdf.close()
    assert "1 line start" in rules
    assert "3 adjacent marks" in tw


def test_the_interpreter_agrees_with_mupdf():
    """Positions read by our small interpreter are those that MuPDF draws at."""
    content = digest(SEEDS[0])
    pdf = Pdf(content)
    mine = {(glyph.text[:1], round(glyph.along, 0), round(glyph.across, 0)) for glyph in pdf.glyphs(1)}
    page = pdf.document[1].get_text(
        "rawdict", flags=pymupdf.TEXTFLAGS_RAWDICT | pymupdf.TEXT_IGNORE_ACTUALTEXT
    )
    theirs = [
        (sign["c"], sign["origin"][0], sign["origin"][1])
        for block in page["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for sign in span["chars"]
        if not sign["c"].isspace()
    ]
    unknown = [
        place
        for place in theirs
        if not any(
            (place[0], round(place[1] + dx, 0), round(place[2] + dy, 0)) in mine
            for dx in (0, 0.1, -0.1)
            for dy in (0, 0.1, -0.1)
        )
    ]
    pdf.close()
    assert len(theirs) > 500
    assert unknown == []


def test_long_words_and_addresses_are_reported_where_they_break_a_rule():
    address = "详见https://www.example.com/a/very/long/path/that/goes/on?and=on&and=on，以及supercalifragilisticexpialidocious一词。"
    plain = "一二三四五六七八九十" * 30
    edition = small_edition(plain, address * 3, plain)
    _, findings, _ = judged(edition, "cn", columns=3)
    assert [f for f in findings if f.rule.startswith(("1", "3", "4"))] == []
