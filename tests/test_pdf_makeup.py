"""Every story is a rectangle of its own and says where it goes on: fifty made-up editions. The seeds: `test_pdf_typography.py`."""

import pytest
from pdf_editions import generated
from pdf_glyphs import Pdf
from pdf_modules import Makeup
from pdf_samples import SEEDS, digest

from epubmaker.render.pdf import PdfOptions, render_pdf

FORMS = (
    {},
    {"columns": 1},
    {"columns": 2},
    {"columns": 4},
    {"paper": "A5"},
    {"paper": "A5", "columns": 1},
    {"paper": "B5"},
    {"paper": "Letter", "theme": "modern"},
    {"vertical": True},
    {"vertical": True, "paper": "A5"},
)


def findings(edition, **options):
    pdf = Pdf(render_pdf(edition, PdfOptions(**options)))
    try:
        return Makeup(pdf).findings()
    finally:
        pdf.close()


@pytest.mark.parametrize("number", range(50))
def test_made_up_editions_are_modular_pages(number):
    assert findings(generated(number), **FORMS[number % len(FORMS)]) == []


def test_headlines_have_three_sizes_and_the_lead_is_alone_on_page_one():
    pdf = Pdf(digest(SEEDS[0]))
    makeup = Makeup(pdf)
    sizes = {}
    for story, portions in makeup.stories.items():
        for page, portion in portions.items():
            if portion.headline:
                sizes[story] = (portion.headline[0].size, page)
    pdf.close()
    largest = max(size for size, _ in sizes.values())
    assert [page for size, page in sizes.values() if size == largest] == [0]
    assert len({size for size, _ in sizes.values()}) == 3


def test_the_checker_sees_what_is_wrong():
    """Two stories moved onto one another, and a page number that is not right, are found."""
    edition = generated(8)
    pdf = Pdf(render_pdf(edition))
    makeup = Makeup(pdf)
    assert makeup.findings() == []
    turned = next(s for s, portions in makeup.stories.items() if len(portions) > 1)
    page = min(makeup.stories[turned])
    other = next(p[page] for s, p in makeup.stories.items() if s != turned and page in p)
    elsewhere = next(number for number in range(pdf.pages) if number not in makeup.stories[turned])
    makeup.stories[turned][elsewhere] = makeup.stories[turned].pop(page + 1)
    other.glyphs += makeup.stories[turned][page].glyphs
    found = " ".join(makeup.findings())
    pdf.close()
    assert "share ground" in found
    assert "goes on on" in found
