"""Make every data file again from a corpus, in order; what is made already is not made again.

    python -m epubmaker.training all --corpus FOLDER --work WORK [--into epubmaker] [--simulator FILE] [--only NAME ...] [--list]

FOLDER is what `corpus` takes. Files are written into the package of this checkout, where git shows what has changed, or
with `--into` into a copy of it (models that a job runs with are always those of this package). A job is made again when
its arguments, the corpus, or a job that it builds upon has changed; a run that was stopped goes on where it was. Jobs
whose packages are not installed (`pip install '.[training]'`) are told and left, and so are those behind them; the exit
code is then 1. Three jobs take the time they are given (towers 65 minutes, reranker 60, subjects 20); generated pages and
what is read of them take hours beside. `--simulator` names another maker of pages for `weights` than `flattened.py`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from epubmaker.training.jobs import BY_HAND, JOBS, Job

PACKAGE = Path(__file__).resolve().parents[1]
SEEDS = PACKAGE.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run works upon: sources, the folder between, the package to write into, another maker of pages if there is one."""

    sources: tuple[Path, ...]
    work: Path
    into: Path = PACKAGE
    simulator: Path | None = None

    def words(self, template: str) -> list[str]:
        """Return the arguments that a template stands for."""
        lists = {
            "{sources}": self.sources,
            "{files}": tuple(sorted((self.work / "corpus").glob("*.jsonl.xz"))),
            "{seeds}": tuple(sorted(SEEDS.glob("*.txt"))),
        }
        if template == "{maker}":
            return ["--simulator", str(self.simulator)] if self.simulator else []
        if template in lists:
            return [str(path) for path in lists[template]]
        return [template.format(corpus=self.work / "corpus", work=self.work, into=self.into)]

    def command(self, job: Job) -> list[str]:
        """Return the words of a job behind `python -m epubmaker.training`."""
        return [word for template in job.command for word in self.words(template)]

    def files(self, job: Job) -> list[Path]:
        """Return what a job makes."""
        return [Path(self.words(template)[0]) for template in job.makes]


@dataclass(slots=True)
class Ledger:
    """What was made, by job: the key of all that it was made from; kept in WORK, so that a run can be gone on with."""

    path: Path
    made: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, work: Path) -> Ledger:
        """Read the ledger of a work folder; an unreadable one is empty, and all is made again."""
        path = work / "made.json"
        try:
            return cls(path, dict(json.loads(path.read_text("utf-8"))))
        except (OSError, ValueError):
            return cls(path)

    def note(self, job: Job, key: str) -> None:
        """Note that a job is done."""
        self.made[job.name] = key
        self.path.write_text(json.dumps(self.made, indent=1) + "\n", "utf-8")


def keys_of(plan: Plan) -> dict[str, str]:
    """Return for every job a key of all that it is made from: its words, the sources, and the keys of what it builds upon."""
    keys: dict[str, str] = {}
    for job in JOBS:
        parts = [
            *(
                word
                for template in job.command
                for word in ([template] if template == "{files}" else plan.words(template))
            )
        ]
        if "{sources}" in job.command:
            parts += [
                f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"
                for path in _files_below(plan.sources)
            ]
        parts += [keys[name] for name in (*job.after, *job.upon)]
        keys[job.name] = sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
    return keys


def _files_below(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        yield from (
            [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())
        )


def hindrance(job: Job, left: Mapping[str, str]) -> str:
    """Return why a job cannot run, empty where it can."""
    behind = [name for name in job.after if name in left]
    missing = [name for name in job.packages if find_spec(name) is None]
    if behind:
        return f"waits for {', '.join(behind)}"
    if missing:
        return f"needs {', '.join(missing)}: pip install '.[training,test]'"
    return ""


def run_all(plan: Plan, only: Sequence[str] = ()) -> int:
    """Run the jobs that are not current, those named alone if any are; return the exit code."""
    plan.work.mkdir(parents=True, exist_ok=True)
    ledger, keys = Ledger.read(plan.work), keys_of(plan)
    left: dict[str, str] = {}
    for job in JOBS:
        if only and job.name not in only:
            continue
        if ledger.made.get(job.name) == keys[job.name] and all(path.exists() for path in plan.files(job)):
            print(f"{job.name}: is made", flush=True)
            continue
        why = hindrance(job, left)
        if why:
            left[job.name] = why
            print(f"{job.name}: left, {why}", flush=True)
            continue
        print(f"{job.name}: {_said(job, plan)}", flush=True)
        code = _run(job, plan)
        if code:
            print(
                f"{job.name}: failed with exit code {code}; mend it and run the same command again",
                flush=True,
            )
            return code
        ledger.note(job, keys[job.name])
    return int(bool(left))


def _said(job: Job, plan: Plan) -> str:
    """Return what a job does, as a person would do it."""
    copied = f"copies {', '.join(path.name for path in plan.files(job))} out of {plan.work}"
    return copied if job.name == "alphabet" else f"python -m epubmaker.training {' '.join(plan.command(job))}"


def _run(job: Job, plan: Plan) -> int:
    """Run a job in a process of its own; what it prints for a file is put there whole or not at all."""
    for path in plan.files(job):
        path.parent.mkdir(parents=True, exist_ok=True)
    if job.name == "alphabet":
        for path in plan.files(job):
            shutil.copyfile(plan.work / path.name, path)
        return 0
    command = [sys.executable, "-m", "epubmaker.training", *plan.command(job)]
    if not job.printed:
        return subprocess.run(command, check=False, cwd=PACKAGE.parent).returncode
    done = subprocess.run(command, check=False, cwd=PACKAGE.parent, stdout=subprocess.PIPE)
    if done.returncode == 0:
        plan.files(job)[0].write_bytes(done.stdout)
    return done.returncode


def main(arguments: Sequence[str]) -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m epubmaker.training all",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, metavar="FOLDER")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--into", type=Path, default=PACKAGE)
    parser.add_argument("--simulator", type=Path, help="a maker of pages other than flattened.py")
    parser.add_argument("--only", nargs="+", default=[], choices=[job.name for job in JOBS], metavar="NAME")
    parser.add_argument("--list", action="store_true", help="print the jobs and run none")
    given = parser.parse_args(arguments)
    lost = [str(path) for path in given.corpus if not path.exists()]
    if lost:
        parser.error(f"no such file or folder: {', '.join(lost)}")
    simulator = given.simulator.resolve() if given.simulator else None
    sources = tuple(path.resolve() for path in given.corpus)
    plan = Plan(sources, given.work.resolve(), given.into.resolve(), simulator)
    if given.list:
        for job in JOBS:
            print(f"{job.name}: {_said(job, plan)}")
        for name, how in BY_HAND.items():
            print(f"by hand: {name}: {how}")
        return
    sys.exit(run_all(plan, given.only))
