"""A build that is killed leaves no half book, no orphan, and goes on to the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import ROOT
from interruption import interrupt_at_random

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def test_death_at_every_call_that_makes_a_file_last(tmp_path):
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'tests')\n"
        "from interruption import die_at_every_call; print(die_at_every_call(Path(sys.argv[1])))"
    )
    # In a process of its own, which forks: this one has threads.
    shown = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert shown.returncode == 0, shown.stderr
    assert int(shown.stdout) >= 30


def test_interruption_at_random_moments(tmp_path):
    ends = interrupt_at_random(tmp_path, 3)
    assert sum(ends.values()) == 9
