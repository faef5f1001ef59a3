"""A real Dask cluster of two worker processes, one of them killed during the run."""

import os
import signal
import sys
import time

import pytest

from epubmaker.batch import Cluster, Outcome, Serial, Task
from epubmaker.errors import DependencyError, OptionError

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
    distributed = pytest.importorskip("distributed")
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
def test_no_scheduler_is_one_clear_error():
    pytest.importorskip("distributed")
    with pytest.raises(OptionError, match="no Dask scheduler answers"):
        list(Cluster("tcp://127.0.0.1:9", timeout_seconds=1).run(len, TASKS))


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DependencyError, match=r"epubmaker-zh\[dask\]"):
        list(Cluster("tcp://127.0.0.1:9").run(len, TASKS))
