"""The proof desk driven as a person drives it, in a real browser, on the seeds."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager

import pytest
from conftest import ROOT, SEEDS
from placed_samples import RIGHT, article_rows, column, pdf
from review_browser import browser_page, violations

from epubmaker.cli import run
from epubmaker.readers import corrections_path, read_corrections

pytestmark = pytest.mark.validator


@contextmanager
def desk(path):
    """Yield the address of `epubmaker review PATH --edit`, which is ended with Ctrl-C."""
    command = [sys.executable, "-m", "epubmaker", "review", str(path), "--edit"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as served:
        try:
            yield served.stdout.readline().strip()
        finally:
            served.terminate()


@pytest.fixture
def page_file(seed, tmp_path):
    return shutil.copy(seed, tmp_path / "page.txt")


def saved(page):
    page.wait_for_selector("#status[data-state=saved], #status[data-state=undone]")


def act(page, selector):
    page.evaluate("document.getElementById('status').dataset.state = ''")
    page.click(selector)
    saved(page)


def blocks(page, article):
    return page.locator(f"#{article} .text.paragraph").evaluate_all(
        "nodes => nodes.map(node => node.dataset.lines)"
    )


@pytest.mark.parametrize("seed", SEEDS[:1], ids=["first"])
def test_a_person_corrects_a_page_and_finds_it_in_the_book(page_file, tmp_path, tool):
    with (
        desk(page_file) as address,
        browser_page(tool("chromium"), viewport={"width": 1400, "height": 900}) as page,
    ):
        page.goto(address)
        assert violations(page) == []

        joins = page.locator(".doubt a[href^='#j']")
        if joins.count():
            chosen = choose_another_line(page, joins)
            assert read_corrections(corrections_path(page_file)).statements[-1].verb == "join"
        else:
            chosen = None
        moved = move_first_paragraph(page)
        before = blocks(page, "a2")
        assert moved in before
        page.reload()
        assert blocks(page, "a2") == before, "what was done is kept"

        act(page, "#undo")
        assert moved not in blocks(page, "a2")
        page.keyboard.press("Control+z") if chosen else None
        if chosen:
            page.wait_for_selector(".said", state="detached")
        page.reload()
        retype_first_headline(page)
        assert violations(page) == []
        assert page.problems == []
        assert all(asked.startswith(address.rsplit("/", 2)[0]) for asked in page.asked)
    assert run(["build", str(page_file), "-o", str(tmp_path / "books"), "--format", "epub"]) == 0
    with zipfile.ZipFile(tmp_path / "books" / "page.epub") as book:
        assert any(
            "校改过的题目" in book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")
        )


def test_a_region_of_the_page_goes_to_an_article_by_one_click(tmp_path, tool):
    lower = [
        ("渡口恢复通航", 60.0, 400.0, 22.0, ""),
        *column(["渡口昨天恢复通航，首班渡", "船载着乘客驶向对岸。"], 60.0, 440.0),
    ]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf([*article_rows(), *lower]))
    with (
        desk(path) as address,
        browser_page(tool("chromium"), viewport={"width": 1400, "height": 900}) as page,
    ):
        page.goto(address)
        assert page.locator(".drawing image").count() == 1
        before = page.locator("article").all_text_contents()
        line = page.locator(".lines li", has_text=RIGHT[2]).get_attribute("id")[1:]
        page.locator(f".zone[data-line='{line}']").click()
        assert page.locator(".zone.region").count() == len(RIGHT)
        assert violations(page) == []
        act(page, "#inspector .give")
        assert RIGHT[2] in page.locator("#a2").inner_text()
        assert RIGHT[2] not in page.locator("#a1").inner_text()
        page.locator(f".zone[data-line='{line}']").hover()
        assert page.locator(f".zone.lit[data-line='{line}']").count() == 1
        assert {s.verb for s in read_corrections(corrections_path(path)).statements} <= {
            "move",
            "break",
            "join",
        }
        act(page, "#undo")
        assert page.locator("article").all_text_contents() == before
        assert not corrections_path(path).exists()
        assert page.problems == []
        assert all(asked.startswith((address.rsplit("/", 2)[0], "data:")) for asked in page.asked)


def choose_another_line(page, joins):
    """Follow the most doubtful join to the source and choose the likeliest other line for it."""
    joins.first.click()
    key = joins.first.get_attribute("href")[2:]
    left = key.split("-")[0]
    assert page.locator(f"#l{left}.lit").count() == 1
    other = page.locator("#inspector .alternative").first
    wanted = other.inner_text()
    act(page, "#inspector .alternative >> nth=0")
    following = page.locator(f".text [data-l='{left}'] ~ [data-l] >> nth=0").inner_text()
    assert letters(following)[:2] in letters(wanted)  # the marks of the source are set as the book has them
    return key


def letters(text):
    return "".join(character for character in text if character.isalnum())


def move_first_paragraph(page):
    """Move the first paragraph of the first article to the end of the second; return its lines."""
    first = page.locator("#a1 .text.paragraph").first
    lines = first.get_attribute("data-lines")
    first.click(position={"x": 60, "y": 12})
    page.select_option(".choose-move-to", "a2")
    act(page, "#inspector .do-move-to")
    return lines


def retype_first_headline(page):
    page.locator("h3.text").first.click()
    page.fill("#typed", "校改过的题目")
    act(page, "#inspector .do-retype")
    assert "校改过的题目" in page.locator("h3.text").first.inner_text()


@pytest.mark.parametrize("seed", SEEDS[1:], ids=["second"])
def test_the_keyboard_alone_will_do(page_file, tool):
    with (
        desk(page_file) as address,
        browser_page(tool("chromium"), viewport={"width": 1400, "height": 900}) as page,
    ):
        page.goto(address)
        paragraph = page.locator("#a1 .text.paragraph").nth(1)
        lines = paragraph.get_attribute("data-lines")
        paragraph.focus()
        page.keyboard.press("Enter")
        page.locator("#inspector .do-move-up").focus()
        page.keyboard.press("Enter")
        saved(page)
        assert blocks(page, "a1")[0] == lines
        assert page.evaluate("document.activeElement.dataset.lines") is not None
        page.fill("#m-issue_number", "77")
        page.keyboard.press("Tab")
        page.wait_for_selector("#m-issue_number[value='77']")
        assert dict(read_corrections(corrections_path(page_file)).masthead) == {"issue_number": 77}
        page.fill("#m-date", "gestern")
        page.keyboard.press("Tab")
        page.wait_for_selector("#status.bad")
        assert "2020-01-10" in page.locator("#status").inner_text()
        assert dict(read_corrections(corrections_path(page_file)).masthead) == {"issue_number": 77}


def test_a_row_that_stands_twice_on_purpose_is_brought_back_by_one_click(tmp_path, tool):
    path = tmp_path / "page.txt"
    path.write_text(
        "我们的家乡在河东我们的家乡在河东\n\n本报讯 昨天上午,河东乡的农民在田里忙着\n播种小麦,到处都是一派繁忙的景象。\n",
        encoding="utf-8",
    )
    with (
        desk(path) as address,
        browser_page(tool("chromium"), viewport={"width": 1400, "height": 900}) as page,
    ):
        page.goto(address)
        assert page.locator(".lines del.again").count() == 1
        page.locator("#l0").click()
        act(page, "#inspector .do-read-twice")
        assert page.locator(".lines del.again").count() == 0
        assert page.locator(".lines .t", has_text="我们的家乡在河东").count() == 2
        assert [s.verb for s in read_corrections(corrections_path(path)).statements] == ["twice"]
        act(page, "#undo")
        assert page.locator(".lines del.again").count() == 1
        assert not corrections_path(path).exists()
        page.locator("#l1").click()
        assert page.locator("#inspector .do-read-twice").count() == 0
        assert violations(page) == []
        assert page.problems == []


SMALL = (
    "河东新桥通车\n\n本报讯 昨天上午，河东镇举行新桥通车仪式。\n\n两岸居民过河不再绕路，老人说等了三十年。\n\n"
    "镇里还修了两条小路。\n\n图书馆夜间开放\n\n本报讯 市图书馆从下周起开放到晚上十点。\n\n志愿者轮流值班。\n"
)


def test_every_control_of_a_paragraph_saves_what_it_says_and_all_can_be_undone(tmp_path, tool):
    path = tmp_path / "page.txt"
    path.write_text(SMALL, encoding="utf-8")

    def done():
        return [statement.verb for statement in read_corrections(corrections_path(path)).statements]

    with (
        desk(path) as address,
        browser_page(tool("chromium"), viewport={"width": 1400, "height": 900}) as page,
    ):
        page.goto(address)
        before = page.locator("article").all_text_contents()
        assert len(before) == 2

        def choose(words):
            page.locator("article .text.paragraph", has_text=words).first.click(position={"x": 60, "y": 12})

        def article_of(words):
            return page.locator("article", has_text=words).get_attribute("id")

        choose("两条小路")
        act(page, "#inspector .do-join-previous")
        assert done()[-1] == "join"
        assert page.locator(".text.paragraph", has_text="三十年。镇里").count() == 1
        choose("两岸居民")
        act(page, "#inspector .do-move-up")
        assert done()[-1] == "move"
        choose("志愿者轮流")
        page.select_option("#inspector .choose-role", "notice")
        act(page, "#inspector .do-set >> nth=0")
        assert done()[-1] == "role"
        assert page.locator("article .text.paragraph", has_text="志愿者轮流").count() == 0
        act(page, "#undo")
        choose("志愿者轮流")
        act(page, "#inspector .do-article-here")
        assert done()[-1] == "article"
        assert page.locator("article").count() == 3
        choose("志愿者轮流")
        act(page, "#inspector .do-merge-previous")
        assert done()[-1] == "merge"
        assert page.locator("article").count() == 2
        choose("市图书馆")
        page.evaluate("document.getElementById('typed').setSelectionRange(12, 12)")
        act(page, "#inspector .do-split-here")
        assert done()[-1] == "split"
        assert article_of("市图书馆") != article_of("新桥通车仪式")
        choose("新桥通车仪式")
        page.fill("#follows", "9999")
        page.click("#inspector .do-do-join")
        page.wait_for_selector("#status[data-state=failed]")
        assert "9999" in page.locator("#status").inner_text(), "a slip is told, and changes nothing"
        assert done()[-1] == "split"
        while page.locator("#undo").is_enabled():
            act(page, "#undo")
        assert page.locator("article").all_text_contents() == before
        assert not corrections_path(path).exists()
        assert violations(page) == []
