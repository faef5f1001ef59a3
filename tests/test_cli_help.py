"""How the command line explains itself, completes, keeps quiet, and looks after its own health."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version

import click
import pytest
from click.shell_completion import get_completion_class
from conftest import ROOT

from epubmaker.cli import doctor, run
from epubmaker.cli.app import app
from epubmaker.cli.speech import Speech
from epubmaker.resources import data_file

EXTRA = re.compile(r"""pip install ["']?([\w.{}-]+)\[([\w,{}]+)\]""")
SMALL = "河东新桥通车\n\n■记者 王小明\n\n河东镇昨天举行新桥通车仪式，两岸居民过河不再绕路。\n"
COMMANDS = {name: app.get_command(click.Context(app), name) for name in app.list_commands(click.Context(app))}


def help_of(name, capfd):
    assert run([name, "--help"]) == 0
    return capfd.readouterr().out


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "one.txt").write_text(SMALL, encoding="utf-8")
    (folder / "two.txt").write_text("", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_every_option_once_and_two_examples(name, capfd):
    shown = help_of(name, capfd)
    for option in (one for one in COMMANDS[name].params if isinstance(one, click.Option)):
        assert len(re.findall(rf"^  {option.opts[0]}[ ,\n]", shown, re.M)) == 1
        assert option.help
    examples = shown.split("Examples:\n")[1].strip().splitlines()
    assert len(examples) >= 2


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_have_options_that_exist(name):
    for example in COMMANDS[name].examples:
        for words in (shlex.split(part) for part in example.split("&&")):
            options = {option for one in COMMANDS[words[1]].params for option in one.opts}
            assert {word for word in words[2:] if word.startswith("-")} <= options


def test_options_stand_under_headings_with_their_defaults(capfd):
    shown = help_of("build", capfd)
    sections = {part.split(":\n")[0]: part for part in shown.split("\n\n") if ":\n" in part}
    assert "--theme" in sections["The look of the books"]
    assert "--jobs" in sections["Sharing the work"]
    assert "--encoding " in sections["Reading the input"]
    for words in ("[default: epub,pdf]", "[default: A4]", "[default: 1; x>=1]", "[default: classic]"):
        assert words in " ".join(shown.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_options(shell):
    source = subprocess.run(
        [sys.executable, "-m", "epubmaker"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"_EPUBMAKER_COMPLETE": f"{shell}_source"},
        check=False,
    )
    if shell == "bash" and source.returncode and not shutil.which("bash"):
        pytest.skip("click asks bash for its version")
    assert source.returncode == 0
    assert "_EPUBMAKER_COMPLETE" in source.stdout
    complete = get_completion_class(shell)(app, {}, "epubmaker", "_EPUBMAKER_COMPLETE")
    assert {item.value for item in complete.get_completions([], "re")} == {"reconstruct", "review"}
    assert "--catalogue" in {item.value for item in complete.get_completions(["build"], "--c")}
    assert [item.value for item in complete.get_completions(["build", "--paper"], "a")] == ["a4", "a5"]
    assert [item.value for item in complete.get_completions(["build", "--theme"], "m")] == ["modern"]
    assert [item.type for item in complete.get_completions(["build", "--theme"], "my/")] == ["dir"]
    assert [item.value for item in complete.get_completions(["build", "--convert"], "s2hk")] == [
        "s2hk",
        "s2hkp",
    ]
    assert complete.get_completions(["build", "--facing"], "zz") == []


@pytest.mark.parametrize(
    ("language", "command", "option"),
    [
        ("en", "Make EPUB and PDF books of texts.", "PDF: columns on a page."),
        ("zh-Hans", "把文本做成 EPUB 和 PDF 书。", "PDF：每页的栏数。"),
        ("zh-Hant", "把文字檔做成 EPUB 和 PDF 書。", "PDF：每頁的欄數。"),
    ],
)
def test_completions_are_explained_in_the_language_of_the_run(language, command, option):
    asked = get_completion_class("zsh")(
        app, {"obj": Speech(language)}, "epubmaker", "_EPUBMAKER_COMPLETE"
    ).get_completions
    assert {item.value: item.help for item in asked([], "b")} == {"build": command}
    assert {item.value: item.help for item in asked(["build"], "--col")}["--columns"] == option
    assert all("\n" not in (item.help or "") for item in asked(["build"], "-")), "a row each"


TO_COMPLETE = (
    (["epubmaker", "re"], {"reconstruct", "review"}),
    (["epubmaker", "build", "--convert", "s2hk"], {"s2hk", "s2hkp"}),
)
# The start file as the README gives it; then what a press of Tab asks for, in the place of the widgets that draw it.
START = {
    "zsh": """autoload -Uz compinit && compinit -u -D
eval "$(_EPUBMAKER_COMPLETE=zsh_source epubmaker)"
_describe() { print -rl -- ${${(P)3}%%:*} }
compadd() { print -rl -- $completions }
""",
    "fish": "_EPUBMAKER_COMPLETE=fish_source epubmaker | source\n",
}
TAB = {
    "zsh": "print -r -- next; words=({words}) CURRENT={count}; $_comps[epubmaker]\n",
    "fish": 'echo next; complete -C "{words}"\n',
}
ALONE = {"zsh": "-f", "fish": "--no-config"}  # without the start files of who runs the tests


@pytest.mark.validator
@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_the_lines_of_the_readme_make_a_shell_complete(name, tool, tmp_path):
    command = tmp_path / "epubmaker"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m epubmaker "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    own = {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    tabs = [TAB[name].format(words=" ".join(words), count=len(words)) for words, _ in TO_COMPLETE]
    said = subprocess.run(
        [tool(name), ALONE[name], "-c", START[name] + "".join(tabs)],
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stderr == ""
    _, *shown = said.stdout.split("next\n")
    assert [{row.partition("\t")[0] for row in one.splitlines()} for one in shown] == [
        wanted for _, wanted in TO_COMPLETE
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["buid", "x"], "No such command 'buid'. Did you mean 'build'?"),
        (["docter"], "No such command 'docter'. Did you mean 'doctor'?"),
        (["print"], "No such command 'print'."),
        (["--language", "zh-Hans", "inspct"], "没有 'inspct' 这个命令。是否想用 'inspect'？"),
    ],
)
def test_a_command_that_there_is_not_names_the_nearest(words, said, capfd):
    assert run(words) == 2
    assert said in capfd.readouterr().err


def test_quiet_says_only_what_went_wrong(archive, tmp_path, capfd):
    out = tmp_path / "books"
    note = out / "one.epub"
    out.mkdir()
    note.write_bytes(b"somebody's")
    assert run(["build", str(archive), "-o", str(out), "--format", "epub"]) == 1
    told = capfd.readouterr().err
    assert "one.epub.old" in told
    shutil.rmtree(out)
    out.mkdir()
    note.write_bytes(b"somebody's")
    assert run(["build", str(archive), "-o", str(out), "--format", "epub", "--quiet"]) == 1
    quiet = capfd.readouterr().err
    assert "one.epub.old" not in quiet
    assert "two.txt" in quiet


def test_verbose_tells_of_each_edition(archive, tmp_path, capfd):
    assert run(["build", str(archive), "-o", str(tmp_path / "books"), "--format", "epub", "-v"]) == 1
    lines = capfd.readouterr().err.splitlines()
    assert any(line.startswith("epubmaker: 1/2 one: built, articles: 1, to look at: ") for line in lines)
    assert any("2/2 two: failed" in line for line in lines)


def findings(capfd):
    code = run(["doctor"])
    rows = capfd.readouterr().out.splitlines()
    return code, {row[7:].split("  ")[0]: row for row in rows}


def test_the_doctor_finds_this_machine_well(capfd):
    code, found = findings(capfd)
    assert code == 0
    for thing in ("epubmaker", "Python", "libraries", "fonts", "themes", "models", "conversion"):
        assert found[thing].startswith("ok ")
    assert "classic, modern" in found["themes"]
    assert f"click {version('click')}" in found["libraries"]


def test_the_doctor_names_a_font_that_is_damaged(tmp_path, monkeypatch, capfd):
    copy = tmp_path / "fonts"
    shutil.copytree(data_file("fonts", "SHA256SUMS").parent, copy)
    with (copy / "epubmaker-kai-400.ttf").open("ab") as face:
        face.write(b"\0")
    monkeypatch.setattr(doctor, "data_file", lambda _folder, name: copy / name)
    code, found = findings(capfd)
    assert code == 1
    assert found["fonts"].startswith("WRONG")
    assert "epubmaker-kai-400.ttf" in found["fonts"]


def test_the_doctor_names_a_library_that_is_missing(monkeypatch, capfd):
    def absent(name):
        if name == "reportlab":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(doctor, "version", absent)
    code, found = findings(capfd)
    assert code == 1
    assert "pip install reportlab" in found["reportlab"]


def test_the_doctor_forgives_what_is_optional(monkeypatch, capfd):
    monkeypatch.setattr(doctor, "find_spec", lambda _name: None)
    code, found = findings(capfd)
    assert code == 0
    assert found["extra review"].startswith("- ")
    assert "[review]'" in found["extra review"]


def test_extras_are_named_by_one_name_everywhere():
    """In a checkout as `.`, by the program as pip knows it once it is installed: that name needs no folder and no index."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = ROOT / "epubmaker"
    found = (path for kind in ("*.py", "*.po") for path in package.rglob(kind))
    said = [path for path in found if not {"training", "docs"} & {*path.relative_to(package).parts}]
    told = {name for path in said for name in re.findall(EXTRA, path.read_text(encoding="utf-8"))}
    assert {name for name, _ in told} - {"{distribution}"} == {project["name"]} == {doctor.DISTRIBUTION}
    written = [*package.rglob("*.md"), ROOT / "README.md", ROOT / ".github/CONTRIBUTING.md"]
    shown = {name for path in written for name in re.findall(EXTRA, path.read_text(encoding="utf-8"))}
    assert {name for name, _ in shown} <= {".", project["name"]}
    extras = {extra for _, both in told | shown for extra in both.split(",")}
    assert extras <= {*project["optional-dependencies"], "{name}"}
    assert {"ocr", "review", "evaluate", "dask"} <= extras
