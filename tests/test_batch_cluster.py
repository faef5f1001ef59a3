"""A real Dask cluster of two worker processes, one of them killed during the run."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest
from conftest import ROOT, SEEDS, needed

from epubmaker import BuildOptions, EpubOptions, build
from epubmaker.batch import Cluster, Outcome, Serial, Task
from epubmaker.cli.speech import Speech
from epubmaker.errors import DependencyError, EngineError, OptionError

EPUB = BuildOptions(formats=("epub",), epub=EpubOptions(cover=False))
TASKS = [Task(f"t{number:02}", ()) for number in range(20)]


class SlowOnce:
    """A task that works a while, and kills its own worker on the first try of t07."""

    def __init__(self, flag):
        self.flag = flag

    def __call__(self, task):
        time.sleep(0.02)
        if task.name == "t07" and not self.flag.exists():
            self.flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Outcome(task.name, (), "built")


class Deadly:
    """A task that kills whichever worker takes it."""

    def __call__(self, task):
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def cluster():
    distributed = needed("distributed")
    two_deaths = needed("dask").config.set({"distributed.scheduler.allowed-failures": 1})
    with (
        two_deaths,
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as running,
    ):
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
def test_an_edition_on_which_workers_die_has_failed_and_the_reason_is_in_the_language_of_the_run(cluster):
    (outcome,) = Cluster(cluster.scheduler_address).run(Deadly(), [Task("t", ())])
    assert outcome.failure.exit_code == EngineError.exit_code
    assert "2 workers in turn died while they made it" in outcome.failure.message
    said = Speech("zh-Hans").say(outcome.failure.message)
    assert "先后有 2 个工作进程" in said
    assert "workers" not in said


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("address", "reason", "chinese"),
    [
        ("tcp://127.0.0.1:9", "no answer within 1 s", "1 秒内没有应答"),
        ("127.0.0.1", "no address of a scheduler", "不是调度器的地址"),
        ("http://127.0.0.1:80", "no address of a scheduler", "不是调度器的地址"),
        ("tcp://127.0.0.1:abc", "no address of a scheduler", "不是调度器的地址"),
        ("tcp://127.0.0.1:99999", "no address of a scheduler", "不是调度器的地址"),
        ("tls://127.0.0.1:9", "certificates", "没有指定本机的证书"),
    ],
)
def test_no_scheduler_is_one_clear_error(address, reason, chinese):
    needed("distributed")
    with pytest.raises(OptionError, match="no Dask scheduler answers") as raised:
        list(Cluster(address, timeout_seconds=1).run(len, TASKS))
    assert reason in str(raised.value)
    assert chinese in Speech("zh-Hans").say(str(raised.value))


@pytest.mark.parametrize(
    "address", ["tcp://host:8786", "host:8786", "tls://host:1", "tcp://[::1]:8786", "ws://a.b:80"]
)
def test_addresses_of_every_kind_are_asked(address, monkeypatch):
    distributed = needed("distributed")
    asked = []

    def client(named, **_options):
        asked.append(named)
        raise OSError("nobody")

    monkeypatch.setattr(distributed, "Client", client)
    monkeypatch.setattr(
        "distributed.security.Security.get_connection_args", lambda *_: {"ssl_context": object()}
    )
    with pytest.raises(OptionError, match="no answer"):
        list(Cluster(address, timeout_seconds=1).run(len, TASKS))
    assert asked == [address]


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DependencyError, match=r"epubmaker-zh\[dask\]"):
        list(Cluster("tcp://127.0.0.1:9").run(len, TASKS))


@pytest.fixture
def dask():
    """Return a function that starts a scheduler or a worker in a process that the test may kill, in another working folder."""
    needed("distributed")
    started = []

    def start(*arguments):
        command = [
            sys.executable,
            "-m",
            "distributed.cli.dask_" + arguments[0],
            *arguments[1:],
            "--no-dashboard",
        ]
        process = subprocess.Popen(
            command,
            cwd="/",
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def free_address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


def wait_until_open(port):
    """Wait until somebody listens at a port of this machine."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


@pytest.fixture
def own_scheduler(dask):
    address = free_address()
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2])
    dask("worker", address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
    return address, scheduler


def texts_in(folder, count):
    folder.mkdir()
    rows = SEEDS[1].read_text(encoding="utf-8").splitlines()
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(
            "\n".join(rows[number * 4 : number * 4 + 4]), encoding="utf-8"
        )


def epubmaker_command(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "epubmaker", *map(str, arguments)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=180,
    )


def test_relative_folders_are_those_of_the_caller(own_scheduler, tmp_path):
    address, _ = own_scheduler
    texts_in(tmp_path / "archive", 2)
    shutil.copytree(ROOT / "styles/classic", tmp_path / "mine")
    arguments = ["archive", "-o", "books", "--scheduler", address, "--report", "r.json", "--theme", "mine"]
    shown = epubmaker_command(tmp_path, "build", *arguments)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert sorted(path.name for path in (tmp_path / "books").glob("*.epub")) == ["00.epub", "01.epub"]
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["editions"][0]["inputs"] == ["archive/00.txt"]


def test_a_scheduler_that_is_lost_leaves_a_report_and_what_was_built(own_scheduler, tmp_path):
    address, scheduler = own_scheduler
    texts_in(tmp_path / "archive", 12)
    out = tmp_path / "books"

    def kill(_outcome, done, _total):
        if done == 3:
            scheduler.kill()

    report = build(tmp_path / "archive", out, EPUB, Cluster(address), watch=kill)
    assert report.exit_code == EngineError.exit_code == 41
    assert "the same command" in report.lost
    assert report.count("built") >= 3
    assert report.count("built") + report.count("failed") == len(report.outcomes) == 12
    assert json.loads(report.to_json())["lost"] == report.lost
    books = {path.name: path.stat().st_mtime_ns for path in out.glob("*.epub")}
    again = build(tmp_path / "archive", out, EPUB)
    assert again.count("current") >= report.count("built")
    assert again.count("built") + again.count("current") == 12
    assert {name: (out / name).stat().st_mtime_ns for name in books} == books


def test_a_scheduler_that_is_lost_is_one_line(own_scheduler, tmp_path):
    address, scheduler = own_scheduler
    texts_in(tmp_path / "archive", 30)
    arguments = [
        "build",
        "archive",
        "-o",
        "books",
        "--format",
        "epub",
        "--scheduler",
        address,
        "--report",
        "r.json",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "epubmaker", *arguments],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("books/*.epub")) and time.monotonic() < deadline:
        time.sleep(0.02)
    scheduler.kill()
    _, err = process.communicate(timeout=90)
    assert process.returncode == 41
    assert err.count(b"\n") == 1, err.decode()
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["lost"]


def test_a_scheduler_without_workers_is_one_clear_error(dask, tmp_path):
    address = free_address()
    port = address.rpartition(":")[2]
    dask("scheduler", "--host", "127.0.0.1", "--port", port)
    texts_in(tmp_path / "archive", 1)
    wait_until_open(int(port))
    report = build(tmp_path / "archive", tmp_path / "o", EPUB, Cluster(address, timeout_seconds=4))
    assert report.exit_code == 41
    assert "dask worker" in report.lost
