"""The proof desk draws the pages whose layout is known, and no others."""

from __future__ import annotations

import re

from conftest import SEEDS
from made import proof_of
from placed_samples import article_rows, level, pdf, placed_page

from epubmaker.layout import lay_out, source_of_pages
from epubmaker.model.placed import Box, Picture
from epubmaker.pipeline import reconstruct_and_explain
from epubmaker.readers import ReadOptions, read_bytes
from epubmaker.review import render_review

ZONE = re.compile(
    r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)" class="zone( c\d)?" data-line="(\d+)"'
)


def desk(page):
    made = reconstruct_and_explain(source_of_pages([(page, lay_out(page))], "page", "pdf", "0" * 64))
    return made, render_review(made)


def test_every_line_has_its_zone_where_it_stands():
    page = placed_page(article_rows())
    made, html = desk(page)
    zones = ZONE.findall(html)
    assert [int(zone[5]) for zone in zones] == list(range(len(made.lines)))
    boxes = {(round(line.box.x0, 1), round(line.box.y0, 1)) for line in page.lines}
    assert {(float(zone[0]), float(zone[1])) for zone in zones} == boxes


def test_an_article_has_one_colour_and_rules_are_drawn():
    _, html = desk(placed_page(article_rows(), [level(60, 90, 300)]))
    assert len({zone[4] for zone in ZONE.findall(html) if zone[4]}) == 1
    assert html.count('class="rule"') == 1


def test_a_pdf_shows_its_page():
    made = reconstruct_and_explain(read_bytes(pdf(article_rows()), "page.pdf"))
    assert len(ZONE.findall(render_review(made))) == len(made.lines)


def test_a_picture_is_shown_as_one():
    picture = Picture(Box(60, 300, 200, 380), "image/png", b"\x89PNG\r\n\x1a\n", (10, 10))
    rows = [*article_rows(), ("图为棚下的菜摊。林向东摄", 62, 384, 9.0, "")]
    made, html = desk(placed_page(rows, pictures=[picture]))
    assert any(block.kind == "picture" for article in made.edition.articles for block in article.blocks)
    assert html.count('class="photo"') == 1
    assert 'data-t="picture"' in html


def test_a_bare_text_has_no_drawing():
    html = proof_of(SEEDS[0])
    assert 'class="zone' not in html
    assert "<svg" not in html


def test_the_image_of_a_page_lies_under_its_zones_where_it_is_kept():
    payload = pdf(article_rows())
    bare = render_review(reconstruct_and_explain(read_bytes(payload, "page.pdf")))
    assert "<image" not in bare
    assert "img-src" not in bare
    kept = render_review(
        reconstruct_and_explain(read_bytes(payload, "page.pdf", ReadOptions(facsimile=True)))
    )
    assert kept.count("<image") == 1
    assert "img-src data:" in kept
    assert kept.index("<image") < kept.index('class="zone')
    assert len(ZONE.findall(kept)) == len(ZONE.findall(bare))
