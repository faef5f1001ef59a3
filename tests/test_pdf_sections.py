"""Where a printed page begins with a story that has no title, its name in the contents still leads there."""

from __future__ import annotations

import io
from dataclasses import replace
from hashlib import sha256

import pymupdf
from pdf_samples import small_edition
from PIL import Image

from epubmaker import render_pdf
from epubmaker.model import Article, Block
from epubmaker.model.pictures import EditionPicture

TEXT = "河东老街改造昨天开工，施工分三期进行，首期改造四条巷子，工期半年，居民可从东门绕行，公交照常停靠。"


def photograph() -> EditionPicture:
    out = io.BytesIO()
    Image.new("RGB", (120, 80), (90, 120, 160)).save(out, "JPEG")
    digest = sha256(out.getvalue()).hexdigest()
    return EditionPicture(
        f"p{digest[:16]}",
        "image/jpeg",
        digest,
        120,
        80,
        (0.0, 0.0, 120.0, 80.0),
        file="p.jpg",
        payload=out.getvalue(),
    )


def article(number: int, page: str, *blocks: Block, headline: str | None = None) -> Article:
    return Article(f"a{number}", "article", headline, blocks=tuple(replace(one, page=page) for one in blocks))


def test_a_photograph_may_open_a_printed_page():
    shown = photograph()
    first = [article(n, "1", Block("paragraph", TEXT), headline=f"老街新事之{n}") for n in (1, 2, 3)]
    photo = article(4, "2", Block("picture", "", picture=shown.id), Block("caption", "东门外的桥。"))
    rest = [article(n, "2", Block("paragraph", TEXT), headline=f"东门新事之{n}") for n in (5, 6, 7)]
    edition = replace(small_edition(TEXT), articles=(*first, photo, *rest), pictures=(shown,))
    with pymupdf.open(stream=render_pdf(edition)) as book:
        text = "".join("".join(page.get_text().split()) for page in book)
        named = [title for _, title, _ in book.get_toc()]
    assert "东门外的桥。" in text
    assert "东门新事之5" in named
    assert "东门新事之7" in named
