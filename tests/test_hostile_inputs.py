"""Every hostile case of `hostile_inputs.py`: a documented exit code, lines without raw signs, nothing touched but the output.

`EPUBMAKER_HOSTILE=all` runs all cases; otherwise a quarter of each kind runs, the same each time.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import time
from pathlib import Path

import pytest
from hostile_case import PAGE, Case
from hostile_check import check_books, check_files, check_messages, check_report, snapshot
from hostile_inputs import KINDS, SEED, cases, sample

from epubmaker.cli import run

CASES = cases()
CHOSEN = CASES if os.environ.get("EPUBMAKER_HOSTILE") == "all" else sample(CASES)
MAX_WALL_SECONDS, MAX_SECONDS = 20, 5.0


class OutOfTimeError(BaseException):
    """Raised in a case that goes on for too long; no handler of errors takes it."""


def _out_of_time(_signal: int, _frame: object) -> None:
    raise OutOfTimeError


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory):
    """Load what the commands load once, so that no case pays for it."""
    folder = tmp_path_factory.mktemp("warm")
    page = folder / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    options = ("--convert", "s2tw", "--index", "--notes")
    assert run(["build", str(page), "-o", str(folder / "out"), *options]) == 0
    assert run(["review", str(page)]) == 0
    assert run(["reconstruct", str(page), "--json", "-o", str(folder / "e.json")]) == 0
    assert run(["evaluate", str(folder / "e.json"), str(folder / "e.json"), "-o", str(folder / "f")]) == 0


def place(folder: Path, case: Case) -> None:
    """Put the files of a case, and all that is no file, into a folder."""
    for name, payload in case.files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(payload)
    for name, kind in case.special:
        _place_special(folder / name, kind)


def _place_special(path: Path, kind: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        path.mkdir(exist_ok=True)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            here = Path.cwd()
            os.chdir(path.parent)  # the address of a socket is short
            listener.bind(path.name)
            os.chdir(here)
    elif kind == "device":
        try:  # like /dev/null, which itself is not put at risk
            os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        except OSError:  # only root may, and not everywhere
            os.mkfifo(path)
    else:
        path.symlink_to(kind.removeprefix("link:"))


def timed(case: Case) -> int:
    """Run the command of a case and return its exit code; fail where it takes too long."""
    start = time.process_time()
    before = signal.signal(signal.SIGALRM, _out_of_time)
    signal.alarm(MAX_WALL_SECONDS)
    try:
        code = run(list(case.arguments))
    except OutOfTimeError:
        pytest.fail(f"not done after {MAX_WALL_SECONDS} s")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert time.process_time() - start < MAX_SECONDS
    return code


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.kind}-{n}-{case.label}") for n, case in enumerate(CHOSEN)]
)
def test_hostile_inputs_do_no_harm(case, tmp_path, monkeypatch, capfdbinary):
    folder, sentinel = tmp_path / "case", tmp_path / "sentinel"
    folder.mkdir()
    sentinel.mkdir()
    (sentinel / "page.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(folder)
    place(folder, case)
    before = snapshot(tmp_path)
    capfdbinary.readouterr()
    code = timed(case)
    stdout, stderr = capfdbinary.readouterr()
    check_messages(case, code, stdout, stderr)
    check_files(case, before, snapshot(tmp_path), "case")
    report = folder / "report.json"
    if report.exists() and "report.json" in case.out:
        check_report(report, code)
    check_books(case, folder)


def test_cases_are_many_and_the_same_each_time():
    assert len(CASES) >= 3_500
    assert len(CHOSEN) >= 1_000
    assert cases(SEED) == CASES
    assert sample(CASES) == sample(cases(SEED))
    assert len({case.kind for case in CASES}) == len(KINDS)
    labels = [re.sub(r"\W", "", case.label) for case in CASES]
    assert all(labels)
