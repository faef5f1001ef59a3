"""Streams, signals and surroundings of the command: pipes in and out, closed and full descriptors, odd names, little memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

from epubmaker import BuildOptions, build, read_string, reconstruct
from epubmaker.batch import MastheadOverrides
from epubmaker.cli import run
from epubmaker.edition_file import edition_from_dict
from epubmaker.errors import OptionError

TEXT = "春季植树活动举行\n\n本报讯 昨天上午，全市春季植树活动在河边公园举行，三百多名市民参加。\n"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "epubmaker", *map(str, arguments)],
        cwd=options.pop("cwd", ROOT),
        env=os.environ | {"PYTHONPATH": str(ROOT)} | options.pop("env", {}),
        capture_output="stdout" not in options and "shell" not in options,
        check=False,
        timeout=120,
        **options,
    )


def shell(line, **environment):
    return subprocess.run(
        ["/bin/bash", "-c", line],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
        env=os.environ | {"E": f"{sys.executable} -m epubmaker"} | environment,
    )


# Standard input and output.


def test_standard_input_is_read_and_standard_output_written(tmp_path):
    payload = TEXT.encode("gb18030")
    shown = command("reconstruct", "-", "--json", "-o", "-", input=payload)
    assert (shown.returncode, shown.stderr) == (0, b"")
    edition = edition_from_dict(json.loads(shown.stdout))
    assert (edition.source.name, edition.source.encoding) == ("stdin", "gb18030")
    page = command("review", "-", input=payload)
    assert page.returncode == 0
    assert page.stdout.startswith(b"<!DOCTYPE html>")
    assert command("inspect", "-", "--stage", "lines", input=payload).stdout.startswith(b"line\trow")


def test_every_form_of_an_open_pipe_is_read(tmp_path, page):
    for line in (
        f"cat {page} | $E reconstruct /dev/stdin",
        f"$E reconstruct <(cat {page})",
        f"$E reconstruct - < {page}",
        f"$E reconstruct /dev/stdin < {page}",
    ):
        shown = shell(line)
        assert shown.returncode == 0, (line, shown.stderr)
        assert "植树活动" in shown.stdout.decode("utf-8")


def test_a_build_of_standard_input(tmp_path, page):
    out = tmp_path / "out"
    shown = command("build", "-", "-o", out, "--format", "epub", input=TEXT.encode())
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert sorted(path.name for path in out.glob("[!.]*")) == ["stdin.edition.json", "stdin.epub"]
    named = command("build", "-", "-o", out, "--format", "epub", "--name", "河东", input=TEXT.encode())
    assert named.returncode == 0
    assert (out / "河东.epub").is_file()
    piped = shell(f"$E reconstruct {page} --json | $E build - -o {out} --name again --format epub --jobs 2")
    assert piped.returncode == 0, piped.stderr
    assert zipfile.ZipFile(out / "again.epub").testzip() is None


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["build", "page.txt", "-o", "-"], 30, "folder"),
        (["build", "-", "-", "-o", "out"], 30, "once"),
        (["review", "-", "--edit"], 30, "file"),
        (["reconstruct", "-"], 13, "white space"),
        (["build", "-", "-o", "out"], 13, "white space"),
    ],
)
def test_what_makes_no_sense_with_pipes(arguments, code, word, page, monkeypatch, capfd):
    monkeypatch.chdir(page.parent)
    with Path(os.devnull).open(encoding="utf-8") as empty:
        monkeypatch.setattr(sys, "stdin", empty)
        assert run(arguments) == code
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert word in said
    assert not Path("-").exists()


@pytest.mark.parametrize("closing", ["<&-", "0<&- 2>&-"])
def test_closed_standard_input(closing):
    assert shell(f"$E reconstruct - {closing}").returncode in (12, 13)


# One input, one book.


@pytest.mark.parametrize(("name", "head"), [("book.epub", b"PK"), ("河东.PDF", b"%PDF")])
def test_one_book_where_the_caller_says(page, tmp_path, capfd, name, head):
    out = tmp_path / "sub"
    out.mkdir()
    assert run(["build", str(page), "-o", str(out / name)]) == 0
    assert [path.name for path in out.iterdir()] == [name]
    assert (out / name).read_bytes().startswith(head)
    report = build(page, out / name, BuildOptions())
    assert (report.count("built"), report.outcomes[0].articles) == (1, 1)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["page.txt", "other.txt", "-o", "book.epub"],
        ["page.txt", "-o", "book.epub", "--format", "pdf"],
        ["page.txt", "-o", "book.epub", "--collect", "all"],
        ["page.txt", "-o", "book.epub", "--name", "x"],
        ["page.txt", "-o", "book.epub", "--clean"],
    ],
    ids=" ".join,
)
def test_one_book_is_no_folder(page, tmp_path, capfd, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.txt").write_text(TEXT, encoding="utf-8")
    assert run(["build", *arguments]) == 30
    assert capfd.readouterr().err.count("\n") == 1
    assert not (tmp_path / "book.epub").exists()


def test_a_folder_of_that_name_is_a_folder(page, tmp_path):
    (tmp_path / "old.epub").mkdir()
    assert run(["build", str(page), "-o", str(tmp_path / "old.epub"), "--format", "epub"]) == 0
    assert (tmp_path / "old.epub/page.epub").is_file()


# Descriptors that are closed or full.


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("$E build {page} -o {out} --format epub 2>&-", 0),
        ("$E build {page} -o {out} --format epub >&- 2>&- <&-", 0),
        ("$E build {page} -o {out} --format epub 2> /dev/full", 0),
        ("$E reconstruct {page} >&-", 20),
        ("$E reconstruct {page} > /dev/full", 20),
        ("$E inspect {page} > /dev/full", 20),
        ("$E --help > /dev/full", 20),
        ("$E --version > /dev/full", 20),
        ("$E reconstruct none.txt 2> /dev/full", 11),
        ("$E reconstruct none.txt 2>&-", 11),
    ],
)
def test_descriptors_that_are_closed_or_full(page, tmp_path, line, code):
    shown = shell(line.format(page=page, out=tmp_path / "out"))
    assert shown.returncode == code, shown.stderr
    assert b"Traceback" not in shown.stderr
    assert b"Exception ignored" not in shown.stderr
    assert shown.stderr.count(b"\n") == (1 if code == 20 else 0)
    if "build" in line:
        assert zipfile.ZipFile(tmp_path / "out/page.epub").testzip() is None


# Names and values.


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--max-size", "nan"], 2),
        (["--max-size", "inf"], 2),
        (["--max-size", "1e400"], 2),
        (["--max-size", "1e300"], 2),
        (["--title", "\udcff"], 30),
        (["--report", "n" * 300], 20),
        (["--report", "none/report.json"], 20),
        (["--theme", "n" * 300], 30),
        (["--font-dir", "n" * 300], 30),
        (["--glossary", "n" * 300, "--convert", "s2t"], 12),
        (["--adapt", "n" * 300], 11),
    ],
)
def test_values_nobody_means(page, tmp_path, monkeypatch, capfd, arguments, code):
    monkeypatch.chdir(tmp_path)
    assert run(["build", "page.txt", "-o", "out", "--format", "epub", *arguments]) == code
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("verb", ["build", "reconstruct", "inspect", "review"])
def test_names_that_are_too_long(page, monkeypatch, capfd, verb):
    monkeypatch.chdir(page.parent)
    assert run([verb, "n" * 300, "-o", "out"]) == 12
    assert run([verb, str(page), "-o", "n" * 300]) == 20
    assert capfd.readouterr().err.count("\n") == 2


@pytest.mark.parametrize("verb", ["build", "reconstruct", "inspect", "review"])
def test_an_input_that_may_not_be_read_has_our_code(page, tmp_path, monkeypatch, capfd, verb):
    opened = os.open

    def refuse(path, *rest, **options):
        if str(path).endswith("page.txt"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *rest, **options)

    monkeypatch.setattr(os, "access", lambda *_arguments, **_options: False)
    monkeypatch.setattr(os, "open", refuse)
    assert run([verb, str(page), "-o", str(tmp_path / "out")]) == 12
    assert "Permission denied" in capfd.readouterr().err


@pytest.mark.parametrize(
    "name", [b"\xba\xd3\xb6\xab.txt", b"\xff\xfe\xff.txt"], ids=["gb18030", "no encoding"]
)
def test_a_name_that_is_not_utf_8(tmp_path, monkeypatch, capfdbinary, name):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / os.fsdecode(name)).write_text(TEXT, encoding="utf-8")
    (texts / "other.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert (
        run(["build", "texts", "-o", "out", "--format", "epub", "--collect", "all", "--report", "r.json"])
        == 0
    )
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["built"] == 2
    if name.startswith(b"\xba"):
        assert (tmp_path / "out/河东.epub").is_file()
    inputs = {os.fsencode(path) for edition in report["editions"] for path in edition["inputs"]}
    assert inputs == {b"texts/" + name, b"texts/other.txt"}
    assert run(["reconstruct", f"texts/{os.fsdecode(name)}", "--json"]) == 0
    edition_from_dict(json.loads(capfdbinary.readouterr().out.decode("utf-8")))


def test_edition_files_are_read_back_as_utf_8_whatever_the_texts_are(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
    arguments = ["--format", "epub", "--encoding", "gb18030", "--collect", "all"]
    assert run(["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "o"), *arguments]) == 0
    assert zipfile.ZipFile(tmp_path / "o/collected-all.epub").testzip() is None
    assert run(["build", str(tmp_path / "o/a.edition.json"), "-o", str(tmp_path / "p"), *arguments]) == 0


def test_one_closed_folder_does_not_refuse_the_archive(tmp_path, monkeypatch, capfd):
    for name in ("a", "closed/b", "deep/c"):
        path = tmp_path / "texts" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = tmp_path / "r.json"
    assert (
        run(
            [
                "build",
                str(tmp_path / "texts"),
                "-o",
                str(tmp_path / "o"),
                "--format",
                "epub",
                "--report",
                str(report),
            ]
        )
        == 1
    )
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert "closed" in err
    values = json.loads(report.read_text(encoding="utf-8"))
    assert (values["built"], values["failed"]) == (2, 1)
    assert values["editions"][-1]["failure"]["exit_code"] == 12


@pytest.mark.parametrize("part", ["masthead", "article"])
def test_an_unknown_key_of_evidence_is_passed_over(page, tmp_path, part):
    assert run(["reconstruct", str(page), "--json", "-o", str(tmp_path / "e.edition.json")]) == 0
    values = json.loads((tmp_path / "e.edition.json").read_text(encoding="utf-8"))
    place = values["masthead"] if part == "masthead" else values["articles"][0]
    place["evidence"] = place.get("evidence", {}) | {"colour": [[0, 3]]}
    (tmp_path / "e.edition.json").write_text(json.dumps(values), encoding="utf-8")
    for convert in ([], ["--convert", "s2tw"]):
        assert (
            run(["build", str(tmp_path / "e.edition.json"), "-o", str(tmp_path / "o"), "--notes", *convert])
            == 0
        )


def test_a_lone_surrogate_is_no_title():
    with pytest.raises(OptionError, match="--title"):
        MastheadOverrides(title="\ud800")


def test_a_text_as_a_string_is_a_type_error_that_says_what_to_do():
    with pytest.raises(TypeError, match="read_string"):
        reconstruct("本报讯")
    assert reconstruct(read_string("本报讯 昨天下雨。")).articles


# Memory, and signals.


def test_too_little_memory_is_said(page, tmp_path, monkeypatch, capfd):
    def exhaust(*_arguments):
        raise MemoryError

    monkeypatch.setattr("epubmaker.batch.work.render_epub", exhaust)
    assert run(["build", str(page), "-o", str(tmp_path / "o"), "--format", "epub"]) == 42
    assert "memory" in capfd.readouterr().err
    monkeypatch.setattr("epubmaker.cli.reconstruct.reconstruct", exhaust)
    assert run(["reconstruct", str(page)]) == 42
    assert "memory" in capfd.readouterr().err


def test_ctrl_c_while_modules_are_loaded_prints_no_traceback():
    code = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'epubmaker.cli.app':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from epubmaker.__main__ import main\n"
        "main()\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert shown.returncode == -signal.SIGINT
    assert shown.stderr == b""


@pytest.mark.parametrize(("sent", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
@pytest.mark.parametrize("times", [1, 3])
def test_a_signal_that_arrives_in_a_callback_ends_the_command_all_the_same(sent, code, times):
    """Python forgets what is raised there, and prints it; the command neither goes on nor shows a traceback."""
    program = (
        "import os, signal, time, weakref\n"
        "import click\n"
        "from epubmaker.cli import app\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Freed: pass\n"
        "def struck(_):\n"
        f"    os.kill(os.getpid(), signal.{sent})\n"
        "    time.sleep(0)\n"
        "def wait(*_):\n"
        f"    for _ in range({times}):\n"
        "        freed = Freed()\n"
        "        seen = weakref.ref(freed, struck)\n"
        "        del freed\n"
        "    time.sleep(20)\n"
        "    print('went on')\n"
        "app.app.callback = click.pass_context(wait)\n"
        "app.main()\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert (shown.returncode, shown.stdout) == (code, b"")
    assert b"Traceback" not in shown.stderr, shown.stderr.decode()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_terminated_build_ends_with_its_code_and_leaves_nothing_half_written(tmp_path, jobs):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(TEXT * 10 + str(number), encoding="utf-8")
    out = tmp_path / "o"
    arguments = ["build", str(tmp_path), "-o", str(out), "--format", "epub", "--jobs", str(jobs)]
    process = subprocess.Popen(
        [sys.executable, "-m", "epubmaker", *arguments], cwd=ROOT, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not list(out.glob("*.epub")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.terminate()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 143
    assert err == b""
    assert not list(out.rglob("*.part"))
