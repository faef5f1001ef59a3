"""A real Dask cluster of two worker processes, one of them killed during the run."""

import os
import signal
import sys
import time

import pytest
from conftest import SEEDS, needed

from epubmaker import BuildOptions, EpubOptions, build
from epubmaker.batch import Cluster, Outcome, Serial, Task
from epubmaker.errors import DependencyError, OptionError

EPUB = BuildOptions(formats=("epub",), epub=EpubOptions(cover=False))
TASKS = [Task(f"t{number:02}", ()) for number in range(20)]


class SlowOnce:
    """Works a while, and kills its own worker on the first try of t07."""

    def __init__(self, flag):
        self.flag = flag

    def __call__(self, task):
        time.sleep(0.02)
        if task.name == "t07" and not self.flag.exists():
            self.flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Outcome(task.name, (), "built")


@pytest.fixture(scope="module")
def cluster():
    distributed = needed("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_costs_nothing(cluster, tmp_path):
    work = SlowOnce(tmp_path / "killed")
    outcomes = list(Cluster(cluster.scheduler_address).run(work, TASKS))
    assert work.flag.exists()
    assert sorted(outcomes, key=lambda outcome: outcome.name) == list(Serial().run(work, TASKS))


@pytest.mark.filterwarnings("ignore")
def test_books_are_the_same_bytes_as_built_here(cluster, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    rows = SEEDS[1].read_text(encoding="utf-8").splitlines()
    for number in range(8):
        (texts / f"{number}.txt").write_text("\n".join(rows[number * 6 : number * 6 + 6]), encoding="utf-8")
    build(texts, tmp_path / "here", EPUB)

    def kill_one(_outcome, done, _total):
        if done == 2:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    report = build(texts, tmp_path / "there", EPUB, Cluster(cluster.scheduler_address), watch=kill_one)
    assert report.count("built") == 8
    for path in (tmp_path / "here").rglob("*"):
        if path.is_file():
            assert (
                tmp_path / "there" / path.relative_to(tmp_path / "here")
            ).read_bytes() == path.read_bytes()


@pytest.mark.filterwarnings("ignore")
def test_no_scheduler_is_one_clear_error():
    needed("distributed")
    with pytest.raises(OptionError, match="no Dask scheduler answers"):
        list(Cluster("tcp://127.0.0.1:9", timeout_seconds=1).run(len, TASKS))


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DependencyError, match=r"epubmaker-zh\[dask\]"):
        list(Cluster("tcp://127.0.0.1:9").run(len, TASKS))
