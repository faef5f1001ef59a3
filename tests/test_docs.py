"""The documentation: pages that exist, commands that work as the tutorial says, the edition file told whole."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from importlib.util import module_from_spec, spec_from_file_location

import click
import pytest
from conftest import ROOT, SEEDS

from epubmaker import read_edition
from epubmaker.cli import run
from epubmaker.cli.app import app
from epubmaker.version import __version__

DOCS = ROOT / "epubmaker/docs"
PAGES = sorted((DOCS / "pages").rglob("*.md"))


@pytest.fixture(scope="module")
def made():
    """Return the pages that the site takes from elsewhere, by name."""
    spec = spec_from_file_location("docs_hooks", DOCS / "hooks.py")
    hooks = module_from_spec(spec)
    spec.loader.exec_module(hooks)
    return hooks.made_pages()


def shell(page):
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    return [row.split(" #")[0].strip() for block in blocks for row in block.splitlines() if row.strip()]


def test_what_the_navigation_names_exists_and_nothing_else(made):
    named = set(re.findall(r"([a-z/-]+\.md)$", (DOCS / "mkdocs.yml").read_text(encoding="utf-8"), re.M))
    written = {path.relative_to(DOCS / "pages").as_posix() for path in PAGES}
    assert named == written | set(made)


def test_pages_are_taken_whole(made):
    assert "One line on its way" in made["house/architecture.md"]
    assert made["house/decisions.md"].count("\n## ") == 12
    cards = list((ROOT / "epubmaker").glob("*/data/MODEL_CARD.md"))
    assert len(cards) >= 5
    assert made["house/models.md"].count("\n## `") == len(cards)
    for name in app.list_commands(click.Context(app)):
        assert f"\n## {name}\n" in made["reference/command-line.md"]
    assert "--catalogue LIST" in made["reference/command-line.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(page, made):
    known = {(DOCS / "pages" / name).resolve() for name in made} | {path.resolve() for path in PAGES}
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).resolve() in known, link


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_commands_and_options_exist(page):
    context = click.Context(app)
    text = page.read_text(encoding="utf-8")
    for command in shell(page) + re.findall(r"`(epubmaker [^`]+)`", text):
        words = shlex.split(command)
        if words[0] == "epubmaker" and words[1] != "COMMAND":
            known = {option for one in app.get_command(context, words[1]).params for option in one.opts}
            assert {word for word in words if word.startswith("--")} <= known | {"--help"}, command


def test_the_tutorial_works_as_it_says(tmp_path, monkeypatch, capfd):
    """Every command but those that install, serve or copy is run in its order; the corrections are those of the page."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "seeds", "seeds")
    text = (DOCS / "pages/tutorial.md").read_text(encoding="utf-8")
    done = []
    for command in shell(DOCS / "pages/tutorial.md"):
        words = shlex.split(command)
        if words[0] == "cp":
            shutil.copy(words[1], words[2])
            corrections = re.search(r"```toml\n(.*?)```", text, re.S)[1]
            (tmp_path / f"{words[2]}.corrections.toml").write_text(corrections, encoding="utf-8")
        elif words[0] == "epubmaker" and "--edit" not in words:
            assert run(words[1:]) == 0, (command, capfd.readouterr().err)
            done.append(words[1])
    assert done.count("build") == 4
    books = {path.name for path in (tmp_path / "books").iterdir() if path.is_file()}
    assert books == {f"{seed.stem}.{kind}" for seed in SEEDS for kind in ("epub", "pdf", "edition.json")}
    headlines = {
        article.headline
        for article in read_edition(tmp_path / "books/000_78004bad7335606d.edition.json").articles
    }
    assert re.search(r"among them (\S+)\.", text)[1] in headlines
    corrected = read_edition(tmp_path / "corrected/page.edition.json")
    words = "".join(block.text for article in corrected.articles for block in article.blocks)
    assert "市委常委会率先垂范，从自身做起" in words
    assert "没有“名分”的婚姻" in words


def test_the_tutorial_says_the_same_in_chinese():
    pages = [DOCS / "pages" / name for name in ("tutorial.md", "tutorial-zh.md")]
    english, chinese = (page.read_text(encoding="utf-8") for page in pages)
    assert shell(pages[0]) == shell(pages[1])
    assert english.count("\n## ") == chinese.count("\n## ")
    corrections = [re.search(r"```toml\n(.*?)```", text, re.S)[1] for text in (english, chinese)]
    assert corrections[0] == corrections[1]


def test_the_edition_file_is_told_whole():
    text = (DOCS / "pages/reference/edition-file.md").read_text(encoding="utf-8")
    schema = json.loads((ROOT / "epubmaker/schema/edition-2.schema.json").read_text(encoding="utf-8"))
    fields = set(schema["properties"])
    for definition in schema["$defs"].values():
        fields |= set(definition.get("properties", ()))
    assert {field for field in fields if f"`{field}`" not in text and f"`{field}`," not in text} == set()


def test_the_changelog_begins_with_what_is_not_released_yet():
    text = (DOCS / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[([^\]]+)\]", text, re.M)
    assert headings[0] == "Unreleased"
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in headings
    assert version == __version__


def test_the_wheel_takes_neither_documentation_nor_training():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"][
        "targets"
    ]["wheel"]
    assert {"epubmaker/docs", "epubmaker/training"} <= set(wheel["exclude"])
