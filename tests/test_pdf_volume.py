"""Volumes as PDF, read from the written files: contents by date, page numbers, bookmarks, index, memory."""

from __future__ import annotations

import importlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pymupdf
import pytest
from pdf_samples import SEEDS, seed_edition
from volume_samples import FIRST, editions

from epubmaker.errors import InputEmptyError
from epubmaker.model import Masthead
from epubmaker.render.index import by_letter, readings_for_now
from epubmaker.render.pdf import PdfOptions, render_pdf, write_pdf_volume

DAYS = 9
HEAD = 60  # points; running heads stand above
NAMED = {"人名": 8, "地名": 6}


def volume(source, **options) -> bytes:
    sink = io.BytesIO()
    write_pdf_volume(source, sink, PdfOptions(**options))
    return sink.getvalue()


def plain(text: str) -> str:
    return "".join(text.split())


def heads_index(page) -> bool:
    return "索引" in plain(page.get_text(clip=pymupdf.Rect(0, 0, 600, HEAD)))


def entries(document) -> list[tuple[str, str, int]]:
    """Return the lines of the contents as (title, printed number, page they lead to), read from links and the text under them."""
    found = []
    for page in document:
        if heads_index(page):
            continue
        for link in sorted(
            page.get_links(), key=lambda link: (link["from"].x0 > page.rect.width / 2, link["from"].y0)
        ):
            lines = page.get_text(clip=link["from"]).split()
            found.append(("".join(lines[:-1]), lines[-1], link["page"]))
    return found


@pytest.fixture(scope="module")
def document():
    return pymupdf.open(stream=volume(editions(DAYS, named=True), index=True), filetype="pdf")


@pytest.fixture(scope="module")
def texts(document):
    return [plain(page.get_text()) for page in document]


def written(number: int) -> str:
    day = FIRST + timedelta(days=number)
    return f"{day.year}年{day.month}月{day.day}日"


def test_contents_name_each_day_and_its_stories_with_the_number_of_their_page(document, texts):
    lines = entries(document)
    days = [title for title, _, _ in lines if title.endswith("日")]
    assert days == [written(number) for number in range(DAYS)]
    stories = [article for edition in editions(DAYS, named=True) for article in edition.articles]
    assert len(lines) == DAYS + len(stories)
    for title, number, target in lines:
        assert document[target].get_label() == number
        assert title.rstrip("…") in texts[target]


def test_every_page_of_the_editions_bears_its_number_and_date(document, texts):
    day = -1
    starts = {target: title for title, _, target in entries(document) if title.endswith("日")}
    body = [page for page in range(len(document)) if document[page].get_label().isdigit()]
    assert [document[page].get_label() for page in body] == [str(number + 1) for number in range(len(body))]
    for page in body:
        day += page in starts
        head = plain(document[page].get_text(clip=pymupdf.Rect(0, 0, 600, HEAD)))
        number = document[page].get_label()
        assert head.startswith(number) or head.endswith(number)
        if "索引" not in head:
            assert written(day) in head


def test_leading_pages_have_roman_numbers_and_are_even_in_number(document):
    labels = [page.get_label() for page in document]
    leading = labels[: labels.index("1")]
    assert leading[:2] == ["i", "ii"]
    assert len(leading) % 2 == 0


@pytest.mark.parametrize("vertical", [False, True])
def test_text_of_a_volume_stands_off_its_spine(vertical):
    """By five millimetres more than off the other edge, on pages of either side; vertical books are bound on the right."""
    language = "zh-Hant-TW" if vertical else "zh-Hans"
    book = pymupdf.open(
        stream=volume([seed_edition(SEEDS[0], language)] * 2, vertical=vertical), filetype="pdf"
    )
    rules = 0
    for number, page in enumerate(book):
        lines = [
            drawing["rect"] for drawing in page.get_drawings() if drawing["rect"].width > page.rect.width / 2
        ]
        if not lines:
            continue
        rules += 1
        left, right = min(line.x0 for line in lines), page.rect.width - max(line.x1 for line in lines)
        inner, outer = (left, right) if (number % 2 == 0) is not vertical else (right, left)
        assert inner - outer == pytest.approx(5 * 72 / 25.4, abs=1)
    assert rules >= 4


def test_bookmarks_go_by_date_then_story(document, texts):
    outline = document.get_toc()
    assert [title for level, title, _ in outline if level == 1] == [*map(written, range(DAYS)), "索引"]
    for level, title, page in outline:
        if level > 1:
            assert plain(title).rstrip("…") in texts[page - 1]


def test_text_of_the_volume_is_that_of_its_editions(texts):
    whole = "".join(texts)
    for edition in editions(DAYS, named=True):
        for article in edition.articles:
            for block in article.blocks:
                assert plain(block.text)[:12] in whole


def test_numbers_of_the_index_lead_to_their_pages(document):
    told, torn = 0, ""
    for page in filter(heads_index, document):
        for link in page.get_links():
            number = torn + plain(page.get_text(clip=link["from"] + (1, 2, -1, -2))).strip("、")
            assert re.fullmatch(r"\d+(–\d*)?", number)
            assert document[link["page"]].get_label() == number.partition("–")[0]
            torn = number if number.endswith("–") else ""  # a span of pages that goes on on the next line
            told += 1
    assert told > 100


def index_of(document) -> dict[str, dict[str, list[int]]]:
    """Return the index as heading -> name -> numbers, read from its lines column by column."""
    found: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    last = ""
    for page in filter(heads_index, document):
        rows = [row for block in page.get_text("dict")["blocks"] for row in block.get("lines", ())]
        for row in [row for row in rows if row["bbox"][3] >= HEAD]:  # above is the number of the page
            line = "".join(span["text"] for span in row["spans"]).strip()
            if line in ("人名", "机构", "地名", "记者与通讯员"):
                current = found.setdefault(line, {})
            elif match := re.fullmatch(r"(\D+?)\s*(\d[\d、–\s]*)", line):
                last = match[1].strip()
                current[last] = plain(match[2])
            elif last and re.fullmatch(r"[\d、–]+", plain(line)):
                current[last] += plain(line)
    return {
        heading: {name: numbers(told) for name, told in names.items()} for heading, names in found.items()
    }


def numbers(text: str) -> list[int]:
    found: list[int] = []
    for part in filter(None, text.split("、")):
        first, _, last = part.partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


def assert_index_right(document, texts):
    """Every page that names someone is given, and no other, all over the volume."""
    index = index_of(document)
    assert {heading: len(index[heading]) for heading in NAMED} == NAMED
    labels = {page.get_label(): number for number, page in enumerate(document)}
    body = [
        number for label, number in labels.items() if label.isdigit() and "索引" not in texts[number][:40]
    ]
    # a story without headline is called by its first words where it goes on; that is no text of the page
    said = {number: re.split(r"（上接第\d+页）", texts[number])[-1] for number in body}
    for heading in NAMED:
        for name, given in index[heading].items():
            holding = {number for number in body if name in said[number]}
            told = {labels[str(number)] for number in given}
            # a name that is divided between columns or pages stands on a page without being found there
            assert holding <= told
            for number in told - holding:
                assert any(part in texts[number] for part in (name[:-1], name[1:], name[0]))


def assert_turns_right(document, texts):
    labels = {page.get_label(): number for number, page in enumerate(document)}
    turned = 0
    for number, text in enumerate(texts):
        for found in re.finditer(r"下转第(\d+)页", text):
            turned += 1
            target = labels[found[1]]
            assert target > number
            assert f"上接第{document[number].get_label()}页" in texts[target]
    assert turned


def test_the_index_gives_every_page_that_names_someone_and_no_other(document, texts):
    assert_index_right(document, texts)


def test_the_index_of_one_edition_gives_its_pages():
    edition = next(iter(editions(1, named=True)))
    single = pymupdf.open(stream=render_pdf(edition, PdfOptions(index=True)), filetype="pdf")
    assert single.get_toc()[-1][1:] == ["索引", len(single)]
    pages = [plain(page.get_text()) for page in single]
    for name, given in index_of(single)["人名"].items():
        assert given == [number for number, text in enumerate(pages[:-1], 1) if name in text]


def test_stories_that_go_on_name_pages_of_the_volume(document, texts):
    assert_turns_right(document, texts)


def test_a_volume_has_the_same_bytes_every_time_and_none_of_nothing():
    assert volume(editions(3)) == volume(editions(3))
    with pytest.raises(InputEmptyError, match="no edition"):
        volume(())


@pytest.mark.parametrize(
    "options", [{"vertical": True}, {"large_print": True}, {"paper": "A5", "theme": "modern"}]
)
def test_volumes_in_other_forms(options):
    language = "zh-Hant-TW" if options.get("vertical") else "zh-Hans"
    two = [seed_edition(path, language) for path in SEEDS]
    book = pymupdf.open(stream=volume(two, **options), filetype="pdf")
    lines = entries(book) if not options.get("vertical") else []
    assert all(book[target].get_label() == number for _, number, target in lines)
    assert len([1 for level, _, _ in book.get_toc() if level == 1]) == 2


def test_editions_without_date_and_title_are_bound_all_the_same():
    edition = replace(seed_edition(SEEDS[0]), masthead=Masthead())
    book = pymupdf.open(stream=volume([edition, edition]), filetype="pdf")
    assert [title for level, title, _ in book.get_toc() if level == 1] == [SEEDS[0].stem] * 2


def taken(kind: str, count: int, folder: Path) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).with_name("volume_samples.py")), kind, str(count)]
    ran = subprocess.run(
        [*command, str(folder / f"{count}.{kind}")], capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


# Days of a volume that is to take hardly more memory than that of a fortnight.
FEW, MANY = (31, 180) if os.environ.get("EPUBMAKER_LONG") else (14, 60)
A_DAY, MOST = 0.35, 20  # megabytes; the text of a day takes more


def test_many_days_take_little_more_memory_than_few_and_their_contents_and_index_are_right(tmp_path):
    """The dictionary of words is given back before readings of characters are needed, and those before the index is set."""
    few, many = taken("pdf", FEW, tmp_path), taken("pdf", MANY, tmp_path)
    assert many["megabytes"] < 150
    assert many["megabytes"] < few["megabytes"] + min(MOST, A_DAY * (MANY - FEW))
    book = pymupdf.open(tmp_path / f"{MANY}.pdf")
    texts = [plain(page.get_text()) for page in book]
    lines = entries(book)
    assert [title for title, _, _ in lines if title.endswith("日")] == [
        written(number) for number in range(MANY)
    ]
    wrong = [
        title
        for title, number, target in lines
        if book[target].get_label() != number or title.rstrip("…") not in texts[target]
    ]
    assert not wrong
    assert_index_right(book, texts)
    assert_turns_right(book, texts)


@pytest.mark.parametrize("loaded", [False, True])
def test_what_the_index_reads_is_given_back_unless_the_caller_has_it_too(monkeypatch, loaded):
    for name in [name for name in sys.modules if name.split(".")[0] == "pypinyin"]:
        monkeypatch.delitem(sys.modules, name)
    theirs = importlib.import_module("pypinyin") if loaded else None
    with readings_for_now():
        assert [letter for letter, _ in by_letter(["重庆", "长沙", "安康"], "place")] == ["A", "C"]
    assert sys.modules.get("pypinyin") is theirs
    assert [letter for letter, _ in by_letter(["重庆"], "place")] == [
        "C"
    ]  # and read again where it is asked for


def test_many_days_as_epub(tmp_path):
    few, many = taken("epub", FEW, tmp_path), taken("epub", MANY, tmp_path)
    assert many["megabytes"] < few["megabytes"] + min(30, 0.5 * (MANY - FEW))
    with zipfile.ZipFile(tmp_path / f"{MANY}.epub") as book:
        nav = book.read("epub/nav.xhtml").decode()
        assert book.testzip() is None
        documents = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")}
    for target in re.findall(r'<a [^>]*href="([^"]+)"', nav):
        name, _, anchor = target.partition("#")
        assert f"epub/{name}" in documents
        assert not anchor or f'id="{anchor}"' in documents[f"epub/{name}"]
    assert re.findall(r"2021年\d+月\d+日(?=</a>)", nav) == [written(n) for n in range(MANY)]
