"""The proof page by itself: whole, small, safe, and true to the edition."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import opencc
import pytest
from conftest import SEEDS
from made import explained

from epubmaker.cli import run
from epubmaker.model import SourceText
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.readers.corrections import parse_corrections
from epubmaker.review import render_review
from epubmaker.review.doubts import join_marks, list_doubts
from epubmaker.review.markup import join, tag
from epubmaker.review.sheet import Sheet
from epubmaker.review.wording import WORDS, dictionary

MEBIBYTE = 1 << 20


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.stem[:3])
def made(request):
    return explained(request.param)


class Page(HTMLParser):
    """What a page holds: its ids, links, texts by id, and what it would fetch."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.fetched, self.texts, self.stack = [], [], [], {}, []
        self.feed(html)

    def handle_starttag(self, name, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        if name == "a":
            self.links.append(values["href"])
        self.fetched += [values[key] for key in ("src", "srcset", "action") if key in values]
        if name not in ("meta", "input"):
            self.stack.append((name, values.get("id"), values.get("class", "")))

    def handle_endtag(self, name):
        assert self.stack.pop()[0] == name

    def handle_data(self, words):
        skipped = any("role" in kind.split() or element == "button" for element, _, kind in self.stack)
        for _, name, kind in self.stack:
            if name and "text" in kind.split() and not skipped:
                self.texts[name] = self.texts.get(name, "") + words


def test_the_page_is_one_file_that_asks_for_nothing(made):
    html = render_review(made)
    page = Page(html)
    assert len(html.encode("utf-8")) < 600_000
    assert not page.fetched
    assert not re.search(r"https?://", html)
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert not page.stack


def test_every_text_of_the_edition_stands_in_the_page_as_it_is(made):
    page = Page(render_review(made))
    for article in made.edition.articles:
        for number, block in enumerate(article.blocks):
            assert page.texts[f"t-{article.id}-block-{number}"] == block.text
        if article.headline:
            assert page.texts[f"t-{article.id}-headline"] == article.headline
    for number, furniture in enumerate(made.edition.furniture):
        assert page.texts[f"t-furniture-{number}"] == furniture.text


def test_every_line_of_the_source_knows_its_text(made):
    sheet = Sheet.of(made)
    removed = {span for note in made.edition.diagnostics if note.code == "removed" for span in note.spans}
    for line in made.lines:
        assert line.number in sheet.homes or line.span in removed


def test_doubts_stand_in_order_and_name_only_joins_that_are_made(made):
    marks = join_marks(made)
    doubts = list_doubts(made, marks)
    assert [d.weight for d in doubts] == sorted((d.weight for d in doubts), reverse=True)
    joined = {
        pair
        for article in made.plan.articles
        for chain in article.chains
        for pair in zip(chain.lines, chain.lines[1:], strict=False)
    }
    assert set(marks) <= joined
    assert all(doubt.code in WORDS for doubt in doubts)
    for mark in marks.values():
        assert mark.right not in {other.line for other in mark.alternatives}
        assert 0 <= sum(other.probability for other in mark.alternatives) <= 1


def test_a_join_decided_by_hand_is_no_longer_doubted(made):
    marks = [mark for mark in join_marks(made).values() if not mark.moved]
    if not marks:
        pytest.skip("no unsure join in this seed")
    mark = min(marks, key=lambda mark: mark.confidence)
    left, right = made.lines[mark.left].text, made.lines[mark.right].text
    corrections = parse_corrections(f"corrections = [\n{{ join = '''{left}''', with = '''{right}''' }},\n]")
    again = reconstruct_and_explain(made.source, ReconstructOptions(corrections=corrections))
    assert (mark.left, mark.right) not in join_marks(again)


def test_hostile_text_stays_text():
    source = SourceText('</script><img src=x onerror=alert(1)>"&\n<b>不是标签</b>，只是字。\n', "<x>.txt")
    html = render_review(reconstruct_and_explain(source))
    assert "<img" not in html
    assert "<b>不" not in html
    assert html.count("<script") == html.count("</script>") == 2


def test_markup_escapes_text_and_only_text():
    inner = tag("b", "1 < 2 & 3")
    assert join("<i>", inner) == "&lt;i&gt;<b>1 &lt; 2 &amp; 3</b>"
    assert tag("p", class_="a", data_l=3, hidden=True, id=None, title='"') == (
        '<p class="a" data-l="3" hidden title="&quot;"></p>'
    )


def test_every_word_exists_in_three_languages():
    for key, words in dictionary().items():
        assert len(words) == 3, key
        assert all(words), key
        assert key == "language" or not re.search("[一-鿿]", words[2]), key


def test_nothing_in_the_traditional_words_is_simplified():
    characters = opencc.OpenCC("s2t")
    for key, (_, traditional, _) in dictionary().items():
        plain = traditional.replace("游標", "")  # which OpenCC takes for two words
        assert key == "language" or characters.convert(plain) == plain, key


def test_the_command_writes_the_page_beside_its_input(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("春耕忙\n\n本报讯 昨天放晴，大家下田。\n", encoding="utf-8")
    assert run(["review", str(page)]) == 0
    assert (tmp_path / "page.txt.review.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run(["review", str(page), "-o", str(tmp_path / "other.html")]) == 0
    assert (tmp_path / "other.html").exists()
