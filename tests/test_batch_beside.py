"""What a folder of inputs gives: texts of every kind, and an edition file in the place of the text that it was made from."""

from __future__ import annotations

import json

import pytest

from epubmaker import BuildOptions, EpubOptions, build
from epubmaker.batch import plan_tasks
from epubmaker.cli import run

EPUB = BuildOptions(formats=("epub",), epub=EpubOptions(cover=False))
TEXT = "春季植树活动举行\n\n本报讯 昨天上午，全市春季植树活动在河边公园举行，三百多名市民参加。\n"


def folder_with_a_text_and_its_edition(folder, suffix=".txt"):
    """Put a text and an edition file that was made from it, and worked on since, into a folder."""
    folder.mkdir()
    page, edition = folder / f"page{suffix}", folder / "page.edition.json"
    page.write_text(TEXT, encoding="utf-8")
    assert run(["reconstruct", str(page), "--json", "-o", str(edition)]) == 0
    edition.write_text(edition.read_text("utf-8").replace("三百多名", "五百多名"), encoding="utf-8")
    return folder


def words_of(edition):
    articles = json.loads(edition.read_text("utf-8"))["articles"]
    return "".join(block["text"] for article in articles for block in article["blocks"])


def built(folder, out, capsys, *arguments):
    """Build a folder; return the words of the book `page` and what was said."""
    assert run(["build", str(folder), "-o", str(out), "--format", "epub", *arguments]) == 0
    return words_of(out / "page.edition.json"), capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".md"])
def test_an_edition_file_goes_before_the_text_that_it_was_made_from_and_says_so(tmp_path, capsys, suffix):
    folder = folder_with_a_text_and_its_edition(tmp_path / "texts", suffix)
    words, (said,) = built(folder, tmp_path / "books", capsys)
    assert "五百多名" in words
    assert f"page{suffix}: page.edition.json was made from it, and is built in its place" in said


def test_a_text_that_is_named_is_read(tmp_path, capsys):
    folder = folder_with_a_text_and_its_edition(tmp_path / "texts")
    words, said = built(folder / "page.txt", tmp_path / "books", capsys)
    assert "三百多名" in words
    assert not said


def test_a_text_is_read_again_where_edits_are_to_be_overwritten(tmp_path, capsys):
    folder = folder_with_a_text_and_its_edition(tmp_path / "texts")
    words, _ = built(folder, tmp_path / "books", capsys, "--overwrite-edits")
    assert "三百多名" in words
    words, (said,) = built(folder, folder, capsys, "--overwrite-edits")
    assert "三百多名" in words
    assert "page.edition.json.old" in said
    assert "五百多名" in words_of(folder / "page.edition.json.old")


def test_an_edition_file_of_something_else_is_left_out_and_that_is_said(tmp_path, capsys):
    folder = folder_with_a_text_and_its_edition(tmp_path / "texts")
    (folder / "page.txt").write_text(TEXT.replace("河边", "东门"), encoding="utf-8")
    words, (said,) = built(folder, tmp_path / "books", capsys)
    assert "东门公园" in words
    assert "page.edition.json beside it was not made from it, and is left out" in said


def test_books_beside_their_texts_are_made_again_without_a_word(tmp_path, capsys):
    folder = tmp_path / "texts"
    folder.mkdir()
    page = folder / "page.txt"
    page.write_text(TEXT, encoding="utf-8")
    assert built(folder, folder, capsys)[1] == []
    page.write_text(TEXT.replace("河边", "东门"), encoding="utf-8")
    words, said = built(folder, folder, capsys)
    assert "东门公园" in words
    assert not said


def test_what_was_worked_on_beside_its_text_is_built_and_stays_as_it_is(tmp_path, capsys):
    folder = folder_with_a_text_and_its_edition(tmp_path / "texts")
    before = (folder / "page.edition.json").read_bytes()
    words, said = built(folder, folder, capsys)
    assert "五百多名" in words
    assert len(said) == 1
    assert (folder / "page.edition.json").read_bytes() == before
    assert (folder / "page.txt").read_text("utf-8") == TEXT


def test_a_report_never_takes_the_place_of_the_text(tmp_path):
    folder = folder_with_a_text_and_its_edition(tmp_path / "texts")
    call = ["build", str(folder), "-o", str(tmp_path / "books"), "--report", str(folder / "page.txt")]
    assert run(call) != 0
    assert (folder / "page.txt").read_text("utf-8") == TEXT


def test_something_that_is_no_edition_file_beside_a_text_changes_nothing(tmp_path, capsys):
    folder = folder_with_a_text_and_its_edition(tmp_path / "texts")
    (folder / "page.edition.json").write_text("{", encoding="utf-8")
    words, said = built(folder, tmp_path / "books", capsys)
    assert "三百多名" in words
    assert len(said) == 1


def test_a_folder_gives_its_texts_in_markdown_and_no_readme(tmp_path):
    for name in (
        "a.md",
        "b.MARKDOWN",
        "sub/c.md",
        "README.md",
        "Readme.markdown",
        ".d.md",
        "e.mdx",
        "f.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# 标题\n\n{TEXT}", encoding="utf-8")
    assert [task.name for task in plan_tasks([tmp_path])] == ["a", "b", "sub/c"]
    report = build(tmp_path, tmp_path / "books", EPUB)
    assert (report.count("built"), report.exit_code) == (3, 0)


def test_a_text_and_its_markdown_of_the_same_name_are_two_books(tmp_path):
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "page.md").write_text(f"# 标题\n\n{TEXT}", encoding="utf-8")
    text, markdown = plan_tasks([tmp_path])
    assert text.name != markdown.name
    assert all(task.notes for task in (text, markdown)), "that their books are called otherwise is said"


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_name_beside_which_no_edition_file_can_lie_is_no_hindrance(tmp_path, suffix):
    """File systems take 255 bytes: `NAME.txt` fits, `NAME.edition.json` does not."""
    (tmp_path / f"{'长' * 82}{suffix}").write_text(TEXT, encoding="utf-8")
    assert len(plan_tasks([tmp_path])) == 1
    assert build(tmp_path, tmp_path / "books", EPUB).exit_code == 0
