"""`--strict`: an edition that is not to be trusted as a whole is written, said, and no success; every other one is untouched."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from conftest import SEEDS

from epubmaker import BuildOptions, EpubOptions, build, read_string, reconstruct
from epubmaker.cli import run

EPUB = BuildOptions(formats=("epub",), epub=EpubOptions(cover=False))
STRICT = replace(EPUB, strict=True)
CALM = "春季植树活动举行\n本报讯 昨天上午，全市春季植树活动在河边公园举行，三百多名市民参加。\n"
LOST = "春季植树活动举行\n本报讯 昨天上午，全市春季植树活动在河边公\ufffd举行，三百多名市民参加。\n"


@pytest.fixture
def short(tmp_path):
    """Write a text in order, and one of which a character is lost."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in {"calm": CALM, "lost": LOST}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def texts(short):
    """Write besides a text whose rows are shuffled."""
    rows = SEEDS[0].read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(rows)
    (short / "mixed.txt").write_text("\n".join(rows), encoding="utf-8")
    return short


def test_verdicts_of_an_edition(texts):
    said = {
        path.stem: [one.code for one in reconstruct(read_string(path.read_text("utf-8"))).verdicts]
        for path in texts.iterdir()
    }
    assert said == {"calm": [], "mixed": ["order-doubtful"], "lost": ["undecodable"]}


def test_the_seeds_bear_no_verdict(seed):
    assert reconstruct(read_string(seed.read_text("utf-8"))).verdicts == ()


@pytest.mark.parametrize(("name", "code"), [("calm", 0), ("lost", 61)])
def test_reconstruct_prints_the_edition_and_then_says(short, name, code, capfdbinary):
    path = str(short / f"{name}.txt")
    assert run(["reconstruct", path]) == 0
    plain = capfdbinary.readouterr()
    assert run(["reconstruct", path, "--strict"]) == code
    strict = capfdbinary.readouterr()
    assert strict.out == plain.out
    assert strict.err.count(b"\n") == (1 if code else 0)
    assert (b"epubmaker review" in strict.err) == bool(code)


def test_build_writes_the_books_and_says_which_are_in_doubt(texts, tmp_path, capfdbinary):
    command = ["build", str(texts), "-o", str(tmp_path / "out"), "--format", "epub"]
    assert run(command) == 0
    capfdbinary.readouterr()
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("[!.]*.e*")}
    # Nothing is made again, and what was current is still known to be in doubt.
    report = tmp_path / "report.json"
    assert run([*command, "--strict", "--report", str(report)]) == 61
    said = capfdbinary.readouterr().err.decode()
    assert "2 of 3: lost (undecodable); mixed (order-doubtful)" in said
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").glob("[!.]*.e*")} == before
    editions = json.loads(report.read_text("utf-8"))["editions"]
    assert {one["name"]: (one["status"], one["verdicts"]) for one in editions} == {
        "calm": ("current", []),
        "lost": ("current", ["undecodable"]),
        "mixed": ("current", ["order-doubtful"]),
    }


def test_what_failed_goes_before_what_is_in_doubt(short, tmp_path):
    (short / "none.txt").write_text(" \n", encoding="utf-8")
    assert build(short, tmp_path / "all", STRICT).exit_code == 1
    assert build(short / "none.txt", tmp_path / "none", STRICT).exit_code == 13
    assert build(short / "lost.txt", tmp_path / "lost", STRICT).exit_code == 61
    assert build(short / "calm.txt", tmp_path / "calm", STRICT).exit_code == 0
    assert build(short / "lost.txt", tmp_path / "lost", EPUB).exit_code == 0


def test_one_book_by_name(short, tmp_path):
    report = build(short / "lost.txt", tmp_path / "lost.epub", STRICT)
    assert report.exit_code == 61
    assert (tmp_path / "lost.epub").is_file()
    assert report.doubted[0].verdicts == ("undecodable",)


def test_an_edition_file_keeps_its_verdict(short, tmp_path):
    build(short / "lost.txt", tmp_path / "one", EPUB)
    assert build(tmp_path / "one/lost.edition.json", tmp_path / "two", STRICT).exit_code == 61
