"""Builds that are killed: at every call that makes a file last, and at random moments.

`python tests/interruption.py 60` tries sixty moments of every mode and signal.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from epubmaker import BuildOptions, EpubOptions, build  # noqa: E402
from epubmaker.cli import run  # noqa: E402
from epubmaker.process import use_one_thread  # noqa: E402

CALLS = ("fsync", "chmod", "replace")
MODES = {"single": [], "jobs": ["--jobs", "2"], "collect": ["--collect", "month"]}
OPTIONS = BuildOptions(formats=("epub",), collect="month", epub=EpubOptions(cover=False))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


def write_archive(folder: Path, count: int) -> None:
    """Write `count` small pages, no two alike."""
    folder.mkdir(parents=True)
    rows = (ROOT / "seeds/002_81eee3d8a5735701.txt").read_text(encoding="utf-8").splitlines()
    for number in range(count):
        body = "\n".join(random.Random(number).sample(rows, 4))
        text = f"河东日报\n\n2021年{number % 2 + 1}月{number % 28 + 1}日\n\n{body}\n"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")


def contents(out: Path) -> dict[str, bytes]:
    """Return every file below `out` by name; stamps name the folder itself, which is another in every trial."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes().replace(str(out).encode(), b"OUT")
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def check_whole(out: Path) -> None:
    """Raise where a file that can be seen is half a file."""
    for path in out.rglob("*"):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                assert book.testzip() is None, path
        elif path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))


# At every call.


def count_or_die(at: int | None) -> list[str]:
    """Make this process kill itself instead of the call number `at`; return the list that grows with each call."""
    made: list[str] = []
    for name in CALLS:
        call = getattr(os, name)

        def counted(*arguments: object, name: str = name, call=call, **options: object) -> object:
            made.append(name)
            if len(made) - 1 == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        setattr(os, name, counted)
    return made


def build_in_child(texts: Path, out: Path, at: int | None) -> tuple[int, int]:
    """Build in a fork of this process that dies at call number `at`; return its status and how many calls it made."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        made = count_or_die(at)
        failed = build(texts, out, OPTIONS).exit_code
        os.write(writing, str(len(made)).encode())
        os._exit(failed)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as stream:
        return status, int(stream.read() or 0)


def die_at_every_call(folder: Path) -> int:
    """Check each call in turn, for a first build and for one that replaces books; return how many calls there were."""
    use_one_thread()  # a fork and threads do not go together
    texts = folder / "texts"
    write_archive(texts, 2)
    build(texts, folder / "warm", OPTIONS)  # the children find models and modules loaded
    _, calls = build_in_child(texts, folder / "undisturbed", None)
    for at in range(calls):
        out = folder / f"out{at}"
        check_death(texts, out, at, contents(folder / "undisturbed"))
    (texts / "00.txt").write_text((texts / "00.txt").read_text("utf-8") + "新的一行。\n", encoding="utf-8")
    build_in_child(texts, folder / "undisturbed-again", None)
    for at in range(calls):  # the same folders hold whole books now; one of them is replaced
        check_death(texts, folder / f"out{at}", at, contents(folder / "undisturbed-again"))
    return calls


def check_death(texts: Path, out: Path, at: int, wanted: dict[str, bytes]) -> None:
    """Kill a build at a call, look at what it left, and go on."""
    build_in_child(texts, out, at)
    check_whole(out)
    status, _ = build_in_child(texts, out, None)
    assert status == 0, f"call {at}: the second run failed"
    assert contents(out) == wanted, f"call {at}: other files than those of an undisturbed run"


# At random moments.


@dataclass(frozen=True)
class Trial:
    """One build to be interrupted: how it runs, which signal, after how many seconds."""

    mode: str
    signal: signal.Signals
    after: float

    def arguments(self, texts: Path, out: Path) -> list[str]:
        """Return the arguments of the build."""
        return ["build", str(texts), "-o", str(out), "--format", "epub", *MODES[self.mode]]

    def command(self, texts: Path, out: Path) -> list[str]:
        """Return the command line of the build."""
        return [sys.executable, "-m", "epubmaker", *self.arguments(texts, out)]


def trials(count: int, longest: float, seed: int) -> Iterator[Trial]:
    """Yield `count` trials of each mode, signals in turn, moments spread over a run."""
    moments = random.Random(seed)
    for number in range(count):
        for place, mode in enumerate(MODES):
            yield Trial(mode, SIGNALS[(number + place) % len(SIGNALS)], moments.uniform(0.1, longest))


def interrupt(trial: Trial, texts: Path, out: Path) -> int:
    """Run a build, interrupt it, wait until all its processes are gone, and return its exit status."""
    process = subprocess.Popen(
        trial.command(texts, out),
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    try:
        process.wait(trial.after)
    except subprocess.TimeoutExpired:
        process.send_signal(trial.signal)
    _, err = process.communicate(timeout=120)
    if process.returncode == -signal.SIGINT:  # Python itself was starting, or our modules were loaded
        assert b"epubmaker/cli" not in err, err.decode()
    elif trial.signal is not signal.SIGKILL:
        assert b"Traceback" not in err, err.decode()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return process.returncode
        time.sleep(0.05)
    raise AssertionError("processes outlived the build by a minute")


def interrupt_at_random(folder: Path, count: int, seed: int = 1) -> dict[str, int]:
    """Check `count` trials of each mode; return how many ended how."""
    texts = folder / "texts"
    write_archive(texts, 4)
    wanted, longest = {}, 0.0
    for mode in MODES:
        start = time.monotonic()
        subprocess.run(Trial(mode, signal.SIGTERM, 0).command(texts, folder / mode), cwd=ROOT, check=True)
        longest = max(longest, time.monotonic() - start)
        wanted[mode] = contents(folder / mode)
    ends: dict[str, int] = {}
    for number, trial in enumerate(trials(count, longest, seed)):
        out = folder / f"out{number}"
        status = interrupt(trial, texts, out)
        ends[str(status)] = ends.get(str(status), 0) + 1
        if out.exists():
            check_whole(out)
        assert run(trial.arguments(texts, out)) == 0, trial  # here: what it goes on from lies on disk
        assert contents(out) == wanted[trial.mode], trial
    return ends


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        print(die_at_every_call(Path(scratch, "calls")), "calls, each fatal in a first and in a second build")
        print("exit statuses:", interrupt_at_random(Path(scratch, "moments"), int(sys.argv[1])))
