"""The corrections of the first seed put it right, whatever the reconstruction makes of it without them."""

from __future__ import annotations

import shutil

from conftest import ROOT, SEEDS

from epubmaker.cli import run
from epubmaker.readers import corrections_path, read_corrections, read_edition

FOLDER = ROOT / "examples" / "corrections"
NAME = SEEDS[0].stem


def letters(text):
    """Return what is left when marks and spacing, which restoration may come to set better, are left out."""
    return "".join(character for character in text or "" if character.isalnum())


def articles(edition):
    return [
        (
            letters(article.headline),
            [letters(block.text) for block in article.blocks],
            [(byline.role, byline.names) for byline in article.bylines],
        )
        for article in edition.articles
    ]


def test_the_example_puts_the_first_seed_right(tmp_path):
    seed = shutil.copy(SEEDS[0], tmp_path)
    shutil.copy(corrections_path(FOLDER / SEEDS[0].name), tmp_path)
    made = tmp_path / "made.edition.json"
    assert run(["reconstruct", str(seed), "--json", "-o", str(made)]) == 0
    assert articles(read_edition(made)) == articles(read_edition(FOLDER / f"{NAME}.edition.json"))


def test_the_example_is_short():
    path = corrections_path(FOLDER / SEEDS[0].name)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40
    assert {statement.verb for statement in read_corrections(path).statements} >= {
        "join",
        "break",
        "role",
        "replace",
    }
