"""The README in both languages: the same commands, figures and sections; commands and files that exist; the first ones work."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import click
import pytest
from conftest import ROOT

from epubmaker.cli import run
from epubmaker.cli.app import app

ENGLISH = ROOT / "README.md"
CHINESE = ROOT / "epubmaker/docs/README.zh-CN.md"
BOTH = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=["en", "zh"])


def commands_of(readme):
    """Return the lines of the shell blocks without their remarks, cut at `&&` and `|`."""
    blocks = re.findall(r"```sh\n(.*?)```", readme.read_text(encoding="utf-8"), re.S)
    rows = (row.split(" #")[0].strip() for block in blocks for row in block.splitlines())
    return [part.strip() for row in rows for part in re.split(r"&&|(?<!\\)\|", row) if part.strip()]


def known_commands():
    context = click.Context(app)
    return {name: app.get_command(context, name) for name in app.list_commands(context)}


@BOTH
def test_commands_and_options_exist(readme):
    known, seen = known_commands(), set()
    for command in commands_of(readme):
        words = shlex.split(command)
        if words[0] != "epubmaker":
            continue
        seen.add(words[1])
        options = {option for parameter in known[words[1]].params for option in parameter.opts}
        assert {word for word in words[2:] if word.startswith("--")} <= options | {"--help"}, command
    assert {"build", "reconstruct", "inspect", "review", "evaluate"} <= seen


@BOTH
def test_files_that_are_named_exist(readme):
    text = readme.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    named = re.findall(r"`((?:epubmaker|examples|\.github|\.ci)/[A-Za-z0-9_./-]*)`", text)
    assert links
    assert named
    assert [link for link in links if not (readme.parent / link).exists()] == []
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_languages_link_to_each_other_first():
    for readme, other in ((ENGLISH, "README.zh-CN.md"), (CHINESE, "README.md")):
        first = readme.read_text(encoding="utf-8").splitlines()[0]
        assert re.search(rf"\]\([./a-z]*{re.escape(other)}\)", first), readme


def test_both_say_the_same():
    english, chinese = (readme.read_text(encoding="utf-8") for readme in (ENGLISH, CHINESE))
    assert commands_of(ENGLISH) == commands_of(CHINESE)
    assert english.count("\n## ") == chinese.count("\n## ")
    assert english.count("\n| ") == chinese.count("\n| ")
    accuracy = [text.split("\n## ")[3] for text in (english, chinese)]
    figures = [re.findall(r"(?<![0-9])\.\d+", part) for part in accuracy]
    assert len(figures[0]) > 20
    assert figures[0] == figures[1], "change the figures in both languages"


def test_the_page_of_the_examples_is_the_first_to_be_made(tmp_path):
    """The pages of `seeds` are the next; `test_docs.py` makes them as the tutorial says."""
    build, seeds = [command for command in commands_of(ENGLISH) if command.startswith("epubmaker build")][:2]
    assert build == "epubmaker build examples/paper.pdf -o books"
    assert seeds == "epubmaker build seeds -o books"
    assert run(["build", str(ROOT / "examples/paper.pdf"), "-o", str(tmp_path)]) == 0
    made = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert made == {"paper.epub", "paper.pdf", "paper.edition.json"}


def python_part(readme):
    return re.search(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.S)[1]


def test_the_python_part_runs(tmp_path):
    code, chinese = (re.sub(r"  #.*", "", python_part(readme)) for readme in (ENGLISH, CHINESE))
    assert code == chinese
    (tmp_path / "archive").mkdir()
    for path in (tmp_path / "page.txt", tmp_path / "archive/page.txt"):
        path.write_text(
            "河东新桥通车\n\n河东镇昨天举行新桥通车仪式，两岸居民过河不再绕路。\n", encoding="utf-8"
        )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "books/page.epub").exists()
