"""What an attacker found: links, forged stamps, other options' files, races, pipes where books go."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT
from test_batch_shelf import EPUB, TEXT, changed, cli, edit, names

from epubmaker import build
from epubmaker.batch.stamps import Stamp, read_stamp, write_stamp
from epubmaker.errors import OptionError


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "y.txt").write_text(TEXT + "另一页。\n", encoding="utf-8")
    return tmp_path


# Links.


@pytest.mark.parametrize("target", ["x.txt", "x.txt.corrections.toml"])
def test_the_proof_page_is_not_written_through_a_link_to_an_input(here, target):
    Path("x.txt.corrections.toml").touch()
    Path("x.txt.review.html").symlink_to(target)
    before = Path(target).read_bytes()
    assert cli("review", "x.txt") == 20
    assert Path(target).read_bytes() == before


def test_a_link_in_out_is_replaced_and_what_it_leads_to_stays(here):
    Path("b").mkdir()
    Path("b/x.epub").symlink_to("../y.txt")
    Path("b/y.epub").symlink_to("../y.txt.corrections.toml")  # leads nowhere yet
    before = Path("y.txt").read_bytes()
    assert cli("build", "x.txt", "y.txt", "-o", "b", "--format", "epub") == 0
    assert Path("y.txt").read_bytes() == before
    assert not Path("y.txt.corrections.toml").exists()
    assert Path("b/x.epub.old").read_bytes() == before
    assert not Path("b/x.epub").is_symlink()
    assert not Path("b/y.epub").is_symlink()


# Files that other options read, and that others made.


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "x.txt", "-o", "b", "--convert", "s2tw", "--glossary", "g.toml", "--report", "g.toml"],
        ["build", "x.txt", "-o", "g.epub", "--convert", "s2tw", "--glossary", "g.epub"],
        ["reconstruct", "x.txt", "--adapt", "ad", "-o", "ad/e.txt"],
        ["build", "x.txt", "--adapt", "ad", "-o", "b", "--report", "ad/e.txt"],
        ["build", "x.txt", "--adapt", "ad", "-o", "ad/l.epub"],
    ],
    ids=" ".join,
)
def test_files_of_other_options_are_inputs_too(here, arguments):
    Path("ad").mkdir()
    for name in ("g.toml", "g.epub", "ad/e.txt"):
        Path(name).write_text("春耕\t春播\n" if name[0] == "g" else TEXT, encoding="utf-8")
    Path("ad/l.epub").symlink_to("e.txt")
    before = {name: Path(name).read_bytes() for name in ("g.toml", "g.epub", "ad/e.txt")}
    assert cli(*arguments) == 20
    assert {name: Path(name).read_bytes() for name in before} == before


def test_one_book_over_another_file_keeps_that_file(here, capfd):
    Path("x.pdf").write_bytes(b"%PDF my scan")
    assert cli("build", "x.txt", "-o", "x.pdf") == 0
    assert Path("x.pdf.old").read_bytes() == b"%PDF my scan"
    assert "x.pdf.old" in capfd.readouterr().err
    assert cli("build", "x.txt", "-o", "x.pdf") == 0
    assert names(here) == ["x.pdf", "x.pdf.old", "x.txt", "y.txt"], "the same bytes need no copy"


@pytest.mark.parametrize(
    "place", ["b/y.epub", "b/collected-all.epub", "b/.epubmaker/x.json", "b", "b/q.edition.json", "/dev/null"]
)
def test_a_report_takes_no_book_s_place(here, place):
    arguments = ["x.txt", "-o", "b", "--format", "epub", "--name", "y", "--collect", "all"]
    assert cli("build", *arguments) == 0
    before = {path: path.read_bytes() for path in Path("b").rglob("*") if path.is_file()}
    assert cli("build", *arguments, "--rebuild", "--report", place) == 20
    assert {path: path.read_bytes() for path in Path("b").rglob("*") if path.is_file()} == before


def test_a_report_may_lie_in_the_folder_that_the_build_makes(here):
    assert cli("build", "x.txt", "-o", "new", "--format", "epub", "--report", "new/report.json") == 0
    assert json.loads(Path("new/report.json").read_text("utf-8"))["built"] == 1


# Stamps.


def stamp_of(name="x", out="b"):
    path = Path(out, ".epubmaker", f"{name}.json")
    return path, json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("part", ["outputs", "others"])
@pytest.mark.parametrize("kind", ["above", "absolute", "another's"])
def test_a_forged_stamp_removes_nothing(here, part, kind):
    Path("in").mkdir()
    for name in ("x", "k"):
        Path(f"in/{name}.txt").write_text(TEXT + name, encoding="utf-8")
    build("in", "b", EPUB)
    Path("victim.txt").write_text("precious", encoding="utf-8")
    victim = {"above": "../victim.txt", "absolute": str(here / "victim.txt"), "another's": "k.edition.json"}[
        kind
    ]
    digest = sha256(Path("b", victim).read_bytes()).hexdigest()
    path, values = stamp_of()
    values[part].append([victim, Path("b", victim).stat().st_size, digest])
    path.write_text(json.dumps(values), "utf-8")
    Path("in/x.txt").unlink()
    build("in", "b", changed(EPUB, clean=True))
    assert Path("b", victim).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"date": "garbage"},
        {"date": 5},
        {"articles": "many"},
        {"others": [["a" * 5000, 1, "x"]]},
        {"inputs": 3},
        {"inputs": ["/" + "a" * 5000]},
        {"key": None, "outputs": None},
    ],
    ids=str,
)
def test_a_stamp_changed_by_hand_is_none(here, change):
    options = replace(EPUB, collect="month")
    build("x.txt", "b", options)
    path, values = stamp_of()
    path.write_text(json.dumps(values | change), "utf-8")
    report = build(["x.txt", "y.txt"], "b", changed(options, clean=True))
    assert {outcome.status for outcome in report.outcomes + report.volumes} <= {"built", "current"}


def test_the_stamp_of_a_volume_of_decades_can_be_read_back(tmp_path):
    stamp = Stamp(
        "k", (), inputs=tuple(f"{'河东日报的一个很深的文件夹/' * 8}{n}.edition.json" for n in range(20_000))
    )
    write_stamp(tmp_path, "collected-all", stamp)
    assert read_stamp(tmp_path, "collected-all") == stamp


def test_stamps_that_may_not_be_read_are_no_edit(here, monkeypatch):
    build("x.txt", "b", EPUB)
    opened = os.open

    def refuse(path, *rest, **options):
        if str(path).endswith(".epubmaker/x.json"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *rest, **options)

    monkeypatch.setattr(os, "open", refuse)
    (failed,) = build("x.txt", "b", EPUB).failures
    assert failed.failure.exit_code == 20
    assert "Permission denied" in failed.failure.message


# Cleaning.


def test_clean_goes_by_where_folders_are_not_by_how_they_are_spelt(here, monkeypatch):
    for folder in ("in", "other"):
        Path(folder).mkdir()
    Path("other/o.txt").write_text(TEXT, encoding="utf-8")
    Path("in/a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(here / "in")
    build("../other", "../b", EPUB)
    shutil.move(here / "other", here / "unmounted")
    build(".", "../b", changed(EPUB, clean=True))
    assert (here / "b/o.epub").exists(), "its folder was not named"
    (here / "in/a.txt").rename(here / "in/c.txt")
    (here / "link").symlink_to("in")
    monkeypatch.chdir(here)
    build("link", "b", changed(EPUB, clean=True))
    assert not (here / "b/a.epub").exists()


def test_clean_takes_no_book_that_came_through_a_pipe(here):
    Path("in/tmp").mkdir(parents=True)
    Path("in/a.txt").write_text(TEXT, encoding="utf-8")
    environment = os.environ | {"TMPDIR": str(here / "in/tmp"), "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "epubmaker",
        "build",
        "-",
        "-o",
        "b",
        "--format",
        "epub",
        "--name",
        "piped",
    ]
    subprocess.run(command, input=TEXT.encode(), env=environment, check=True, timeout=60)
    build("in", "b", changed(EPUB, clean=True))
    assert Path("b/piped.epub").exists()


def test_clean_removes_no_folder_of_the_inputs(here):
    Path("in/sub").mkdir(parents=True)
    for name in ("a", "sub/s"):
        Path(f"in/{name}.txt").write_text(TEXT, encoding="utf-8")
    build("in", "in", EPUB)
    Path("in/sub/s.txt").unlink()
    build("in", "in", changed(EPUB, clean=True))
    assert names(Path("in")) == ["a.edition.json", "a.epub", "a.txt"]
    assert Path("in/sub").is_dir()


def test_clean_that_fails_midway_tells_what_it_did(here, monkeypatch):
    Path("in").mkdir()
    for name in "abk":
        Path(f"in/{name}.txt").write_text(TEXT + name, encoding="utf-8")
    build("in", "b", EPUB)
    for name in "ab":
        Path(f"in/{name}.txt").unlink()
    unlink = Path.unlink

    def refuse(path, **options):
        if path.name == "a.edition.json":
            raise PermissionError(1, "Operation not permitted", str(path))
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", refuse)
    report = build("in", "b", changed(EPUB, clean=True))
    assert {"a.epub", "b.epub", "b.edition.json"} == set(report.cleaned)
    assert "not permitted" in report.uncleaned[0]
    assert report.exit_code == 20


def test_a_volume_in_a_folder_that_was_moved_is_cleaned_too(here):
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT, encoding="utf-8")
    build("in", "b", replace(EPUB, collect="all"))
    shutil.move("b", "c")
    Path("in/a.txt").rename("in/z.txt")
    build("in", "c", changed(EPUB, clean=True))
    assert not Path("c/collected-all.epub").exists()


# Names.


def test_a_name_of_one_s_own_goes_through_the_same_place(here):
    report = build("x.txt", "b", replace(EPUB, collect="all", name="collected-all"))
    assert report.outcomes[0].name != "collected-all"
    assert {"collected-all.epub", f"{report.outcomes[0].name}.epub"} <= set(names(Path("b")))
    with pytest.raises(OptionError, match="one edition"):
        build(["x.txt", "y.txt"], "b", replace(EPUB, name="z"))


def test_names_with_a_hash_do_not_hang_on_the_spelling(here):
    shutil.copy("x.txt", "x.md")
    first = build(["x.txt", "x.md"], "b", EPUB)
    second = build([here / "x.txt", here / "x.md"], "b", EPUB)
    assert [o.name for o in first.outcomes] == [o.name for o in second.outcomes]
    assert second.count("current") == 2


def test_a_folder_called_like_a_stamp_does_not_take_its_place(here):
    Path("in/a.json").mkdir(parents=True)
    for name in ("a", "a.json/b"):
        Path(f"in/{name}.txt").write_text(TEXT + name, encoding="utf-8")
    assert build("in", "b", EPUB).count("built") == 2


def test_edition_files_under_other_names_are_edition_files(here, capfd):
    build("x.txt", "b", EPUB)
    for name in ("x.edition.json.old", "y.json", "Z.EDITION.JSON", "w.edition.json.old-2"):
        shutil.copy("b/x.edition.json", name)
        (outcome,) = build(name, "c", EPUB).outcomes
        assert (outcome.status, outcome.name) == ("built", name[0])
    shown = subprocess.run(
        [sys.executable, "-m", "epubmaker", "reconstruct", "-"],
        input=Path("y.json").read_bytes(),
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert shown.returncode == 18


# Pipes and devices where books go, and two at once.


@pytest.mark.parametrize("name", ["x.epub", "x.edition.json"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_where_a_book_goes_is_refused(here, name, kind):
    Path("b").mkdir()
    if kind == "pipe":
        os.mkfifo(f"b/{name}")
    else:
        Path(f"b/{name}").symlink_to("/dev/zero")
    (failed,) = build("x.txt", "b", changed(EPUB, verify=True)).failures
    assert failed.failure.exit_code == 20
    assert "move it away" in failed.failure.message


def test_two_builds_at_once_take_nothing_of_each_other_for_an_edit(here):
    def start(title):
        arguments = ["build", "x.txt", "-o", "b", "--format", "epub", "--title", title]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.Popen([sys.executable, "-m", "epubmaker", *arguments], env=environment)

    for _ in range(3):
        running = [start("甲报"), start("乙报")]
        assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert not list(Path("b").glob("*.old*"))
    assert build("x.txt", "b", EPUB).count("built") == 1


def test_a_pipe_under_a_tight_umask(here):
    line = f"umask 777; {sys.executable} -m epubmaker build - -o {here}/b --format epub --name q < x.txt"
    Path("b").mkdir()
    subprocess.run(
        ["/bin/bash", "-c", line], env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, timeout=60
    )
    assert Path("b/q.epub").exists()


def test_an_edit_survives_everything_else(here):
    build("x.txt", "b", EPUB)
    edited = edit(Path("b/x.edition.json"))
    for options in (EPUB, replace(EPUB, collect="all"), changed(EPUB, clean=True, verify=True)):
        build("x.txt", "b", options)
        build("x.txt", "b", options, rebuild=True)
        build("b/x.edition.json", "b", options)
    assert Path("b/x.edition.json").read_bytes() == edited


def test_a_locale_that_cannot_write_chinese_names_says_so(here):
    shutil.copy("x.txt", "河东.txt")
    environment = os.environ | {
        "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(ROOT)
    }  # fmt: skip
    command = [sys.executable, "-m", "epubmaker", "build", "河东.txt", "-o", "b", "--format", "epub"]
    shown = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert shown.returncode == 20
    assert b"PYTHONUTF8=1" in shown.stderr
    named = subprocess.run([*command, "--name", "hedong"], env=environment, check=False, timeout=60)
    assert named.returncode == 0
    assert Path("b/hedong.epub").is_file()
