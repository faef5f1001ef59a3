"""Processes: same outcomes as one after the other, whatever happens to a worker."""

import os
import signal
import sys
from pathlib import Path

import pytest

from epubmaker.batch import Outcome, Processes, Serial, Task

TASKS = [Task(f"t{number}", ()) for number in range(12)]


def succeed(task):
    return Outcome(task.name, (), "built", seconds=0.0)


def die_on_t5(task):
    if task.name == "t5":
        os.kill(os.getpid(), signal.SIGKILL)
    return succeed(task)


class DieOnce:
    """A task that kills its worker the first time t5 is tried, and leaves a file to know by."""

    def __init__(self, flag):
        self.flag = flag

    def __call__(self, task):
        if task.name == "t5" and not self.flag.exists():
            self.flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return succeed(task)


def resident_mib():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20


def free_much(task):
    """Free a wide array, then a narrower one; `articles` is what the process has grown by, in MiB."""
    before = resident_mib()
    for size in (24, 20):
        array = b"x" * (size << 20)
        del array
    return Outcome(task.name, (), "built", articles=resident_mib() - before)


def by_name(outcomes):
    return sorted(outcomes, key=lambda outcome: outcome.name)


def test_processes_give_what_serial_gives():
    assert by_name(Processes(2).run(succeed, TASKS)) == by_name(Serial().run(succeed, TASKS))


def test_no_tasks_need_no_workers():
    assert list(Processes(2).run(succeed, [])) == []


def test_a_worker_that_dies_costs_only_its_own_edition():
    outcomes = by_name(Processes(2).run(die_on_t5, TASKS))
    assert [outcome.name for outcome in outcomes] == sorted(task.name for task in TASKS)
    (failed,) = [outcome for outcome in outcomes if outcome.status == "failed"]
    assert failed.name == "t5"
    assert "worker process died" in failed.failure.message


def test_a_worker_killed_from_outside_costs_nothing(tmp_path):
    outcomes = by_name(Processes(2).run(DieOnce(tmp_path / "died"), TASKS))
    assert (tmp_path / "died").exists()
    assert all(outcome.status == "built" for outcome in outcomes)
    assert len(outcomes) == len(TASKS)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and asks glibc")
def test_a_worker_keeps_no_memory_that_is_free():
    (outcome,) = Processes(1).run(free_much, TASKS[:1])
    assert outcome.articles <= 8
