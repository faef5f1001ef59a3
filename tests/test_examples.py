"""The examples run as they stand."""

import os
import subprocess
import sys
import tomllib
import zipfile

import pymupdf
from conftest import ROOT, SEEDS
from made import edition_of

EXAMPLES = {path.stem: path for path in sorted((ROOT / "examples").glob("*.py"))}


def example(name, *arguments):
    shown = subprocess.run(
        [sys.executable, EXAMPLES[name], *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    return shown.stdout


def test_every_example_has_its_test():
    assert set(EXAMPLES) == {"one_edition", "doubts", "traditional", "archive", "paper"}


def test_one_edition(tmp_path):
    seed = SEEDS[1]
    shown = example("one_edition", seed, tmp_path)
    assert shown.count("\n- ") >= 5
    assert zipfile.is_zipfile(tmp_path / f"{seed.stem}.epub")
    assert (tmp_path / f"{seed.stem}.pdf").read_bytes().startswith(b"%PDF")


def test_doubts():
    rows = [row for row in example("doubts", SEEDS[0]).splitlines() if row[0].isdigit()]
    assert rows == sorted(rows, key=lambda row: row[:4])


def test_traditional(tmp_path):
    shown = example("traditional", SEEDS[0], tmp_path / "book.epub")
    assert any(character in shown for character in "國會個時來對發東車門")
    assert zipfile.is_zipfile(tmp_path / "book.epub")


def test_archive(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(
            f"河东{number}号桥通车\n\n　　河东镇昨天举行通车仪式。\n", encoding="utf-8"
        )
    assert "2 built, 0 were current" in example("archive", folder, tmp_path / "books")
    assert "0 built, 2 were current" in example("archive", folder, tmp_path / "books")


def test_the_page_of_the_examples_is_set_from_its_words(tmp_path):
    example("paper", tmp_path / "paper.pdf")
    made, kept = (pymupdf.open(path) for path in (tmp_path / "paper.pdf", ROOT / "examples" / "paper.pdf"))
    assert made[0].get_text("words") == kept[0].get_text("words")
    assert len(made[0].get_images()) == len(kept[0].get_images()) == 1


def test_the_page_of_the_examples_becomes_its_articles():
    """Every word, title, byline and caption of paper.toml is where it belongs; nothing else is."""
    words = tomllib.loads((ROOT / "examples" / "paper.toml").read_text("utf-8"))
    stories = {plain(one["headline"]): one for key, one in words.items() if key != "masthead"}
    edition = edition_of(ROOT / "examples" / "paper.pdf")
    assert edition.masthead.title == words["masthead"]["title"]
    assert {article.headline for article in edition.articles} == set(stories)
    for article in edition.articles:
        story = stories[article.headline]
        assert plain(article.kicker or "") == plain(story.get("kicker", ""))
        assert plain(article.deck or "") == plain(story.get("deck", ""))
        assert plain("".join(byline.text for byline in article.bylines)) == plain(story.get("byline", ""))
        texts = [block.text for block in article.blocks if block.kind == "paragraph"]
        assert [plain(text) for text in texts] == [plain(text) for text in story["text"]]
        shown = [(block.kind, plain(block.text)) for block in article.blocks if block.kind != "paragraph"]
        if "caption" in story:
            assert shown == [
                ("picture", ""),
                ("caption", story["caption"]),
                ("credit", plain(story["credit"])),
            ]
        else:
            assert shown == []


def plain(text):
    return "".join(text.split())
