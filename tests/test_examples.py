"""The examples run as they stand."""

import os
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT, SEEDS

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
    assert set(EXAMPLES) == {"one_edition", "doubts", "traditional", "archive"}


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_one_edition(tmp_path, seed):
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
    for number, seed in enumerate(SEEDS):
        (folder / f"{number}.txt").write_bytes(seed.read_bytes())
    assert "2 built, 0 were current" in example("archive", folder, tmp_path / "books")
    assert "0 built, 2 were current" in example("archive", folder, tmp_path / "books")
