"""What is lost or doubtful is said in both books, in the same words; read from the written files."""

from dataclasses import replace

import pymupdf
from epub_reading import NS, Book, text
from epub_samples import sample
from made import edition_of
from pdf_samples import SEEDS

from epubmaker.model import Article, Block, Diagnostic, SeamNote, Span
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf

LOST = "〔原文以下缺失〕"


def printed(edition, **options):
    document = pymupdf.open(stream=render_pdf(edition, PdfOptions(**options)), filetype="pdf")
    return "".join("".join(page.get_text().split()) for page in document)


def shown(edition, **options):
    book = Book(render_epub(edition, EpubOptions(**options)))
    return ["".join(text(book.tree(href)).split()) for href in book.spine]


def joined(*confidences):
    """Return an article whose second row is joined at offset 8, and the diagnostic that names another continuation."""
    blocks = tuple(
        Block(
            "paragraph",
            "农机手说今年雨水多，播种推迟了一周。",
            (Span(100 * n, 100 * n + 8), Span(100 * n + 9, 100 * n + 19)),
            None,
            (SeamNote(8, confidence, False),),
        )
        for n, confidence in enumerate(confidences)
    )
    said = tuple(
        Diagnostic(
            "warning", "seam-unsure", f"顺接没有把握（{confidence:.2f}）：“甲”→“乙”；或接“桥梁通车”；或接“丙”",
            (Span(100 * n, 100 * n + 8), Span(100 * n + 9, 100 * n + 19)),
        )
        for n, confidence in enumerate(confidences)
    )  # fmt: skip
    edition = sample()
    return replace(edition, articles=(Article("a1", "article", "春耕", blocks=blocks),), diagnostics=said)


def test_a_lost_end_is_marked_in_both_books_without_being_asked():
    edition = sample()
    lost = [block.text for article in edition.articles for block in article.blocks if block.truncated]
    assert len(lost) == 1
    assert "".join(lost[0].split()) + LOST in printed(edition)
    assert any("".join(lost[0].split()) + LOST in page for page in shown(edition))


def test_every_truncated_block_of_the_seeds_is_marked():
    for seed in SEEDS:
        edition = edition_of(seed)
        count = sum(block.truncated for article in edition.articles for block in article.blocks)
        assert printed(edition).count(LOST) == count
        assert sum(page.count(LOST) for page in shown(edition)) == count


def test_whole_blocks_are_not_marked():
    edition = sample()
    whole = replace(
        edition,
        articles=tuple(
            replace(article, blocks=tuple(replace(block, truncated=False) for block in article.blocks))
            for article in edition.articles
        ),
    )
    assert LOST not in printed(whole)
    assert not any(LOST in page for page in shown(whole))


def test_what_was_worked_out_says_so_in_both_books():
    edition = sample()
    dated = replace(edition, masthead=replace(edition.masthead, inferred=("date",)))
    for told in (printed(dated), shown(dated)[1]):
        assert "2021年3月4日（推定）" in told or "2021年3月4日星期四（推定）" in told
    assert "（推定）" not in printed(replace(edition, masthead=replace(edition.masthead, inferred=())))


def test_notes_give_both_rows_and_the_alternative_below_seven_tenths_only():
    edition = joined(0.42, 0.71, 0.95)
    for told in (printed(edition, notes=True), "".join(shown(edition, notes=True))):
        assert told.count("两行拼接") == 1
        assert "“农机手说今年雨水”与“多，播种推迟了一周。”" in told
        assert "42%" in told
        assert "也可能接“桥梁通车”" in told


def test_printed_notes_are_numbered_where_they_belong_and_at_the_end():
    told = printed(joined(0.42, 0.6), notes=True)
    text_of_notes = told.index("注释")
    for number in (1, 2):
        assert told.index(f"〔{number}〕") < text_of_notes < told.rindex(f"〔{number}〕")
    assert "农机手说今年雨水〔1〕多，播种推迟了一周。" in told


def test_no_notes_unless_asked_for():
    assert "拼接" not in printed(joined(0.42))
    assert not any("拼接" in page for page in shown(joined(0.42)))


def test_a_page_that_could_not_be_put_in_order_says_so_at_its_head():
    warned = "次序没有把握"
    unsure = joined(0.2, 0.3, 0.1, 0.4)
    verdict = Diagnostic("warning", "order-doubtful", "本版的阅读顺序没有把握")
    doubtful = replace(unsure, diagnostics=(*unsure.diagnostics, verdict))
    document = pymupdf.open(stream=render_pdf(doubtful), filetype="pdf")
    assert warned in "".join(document[0].get_text().split())
    book = Book(render_epub(doubtful))
    assert warned in "".join(text(book.tree(book.spine[1]).find(".//h:section", NS)).split())
    assert warned not in printed(
        unsure
    )  # the page is judged in one place; doubtful joins have their own notes
    assert not any(warned in page for page in shown(unsure))
