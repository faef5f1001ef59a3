"""What ARCHITECTURE.md says of the house is so: the walk of a line, the files it names, the words of the glossary."""

from __future__ import annotations

import re

from conftest import ROOT
from walk import HOUSE, walk, written

from epubmaker.model import Role

PACKAGE = ROOT / "epubmaker"
TOPS = ("epubmaker", "tests", "styles", "fonts")


def test_the_walk_is_what_the_stages_make():
    text = HOUSE.read_text(encoding="utf-8")
    table = walk()
    assert table.count("\n") == 17
    assert written(text, table) == text, "models have changed: python tests/walk.py --write"


def test_the_files_that_are_named_exist():
    """Names are meant from the top, from the package, or from the room that is spoken of."""
    text = HOUSE.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_/.]+\.(?:py|md|toml|tsv|json|npz|bin|css))`", text))
    assert len(named) > 80
    files = {f"/{path.relative_to(ROOT)}" for top in TOPS for path in (ROOT / top).rglob("*.*")}
    lost = {name for name in named if not any(path.endswith(f"/{name}") for path in files)}
    assert lost == {"page.txt.corrections.toml"}  # what a user has


def test_every_role_has_its_row_in_the_glossary():
    text = (PACKAGE / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [line.split("|")[2] for line in text.splitlines() if line.startswith("|")]
    assert {f"`{role}`" for role in Role} <= {word for row in rows for word in re.findall(r"`[^`]+`", row)}
