"""An archive under load: throughput, memory, scaling, a second run, validity.

    python tests/benchmarks/load_archive.py --editions 1000 --out FOLDER

Pages are simulated from `../shared/bench` where that lies beside the checkout; otherwise they are rows of the seeds,
shuffled. Prints one row a measure. Builds with one worker (a fifth of the editions) and with two (all of them).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
EPUBCHECKED = 30


def make_pages(folder: Path, count: int) -> str:
    """Write the texts and say where they come from."""
    folder.mkdir(parents=True)
    simulator = SHARED / "bench/simulate.py"
    if simulator.exists():
        news = SHARED / "corpus/institution-news.jsonl.xz"
        options = ["--pages", str(count), "--seed", "7", "--style", "mixed", "--out", str(folder)]
        subprocess.run([sys.executable, str(simulator), "--articles", str(news), *options], check=True)
        for gold in folder.glob("*.json"):
            gold.unlink()
        return "simulated"
    rows = [row for seed in SEEDS for row in seed.read_text(encoding="utf-8").splitlines() if row.strip()]
    for number in range(count):
        chosen = random.Random(number).choices(rows, k=300)
        (folder / f"{number:05}.txt").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    return "shuffled seeds"


def resident_mib(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *descendants(int(child))]
    return found


def build(texts: Path, out: Path, jobs: int, *more: str) -> tuple[float, dict[int, list[float]], dict]:
    """Run the command; return wall seconds, resident memory a process over time, and the report."""
    report = out.with_suffix(".json")
    command = [
        sys.executable,
        "-m",
        "epubmaker",
        "build",
        str(texts),
        "-o",
        str(out),
        "--report",
        str(report),
    ]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "--jobs", str(jobs), *more], cwd=ROOT)
    memory: dict[int, list[float]] = {}
    done = threading.Event()

    def sample() -> None:
        while not done.wait(0.5):
            for pid in (process.pid, *descendants(process.pid)):
                if size := resident_mib(pid):
                    memory.setdefault(pid, []).append(size)

    sampler = threading.Thread(target=sample)
    sampler.start()
    process.wait()
    done.set()
    sampler.join()
    return time.perf_counter() - start, memory, json.loads(report.read_text(encoding="utf-8"))


def growth(sizes: list[float]) -> float:
    """Return the last tenth of a run against its first tenth after the first tenth has warmed up."""
    tenth = max(1, len(sizes) // 10)
    return statistics.mean(sizes[-tenth:]) / statistics.mean(sizes[tenth : 2 * tenth] or sizes)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=1000)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    shutil.rmtree(chosen.out, ignore_errors=True)
    texts = chosen.out / "texts"
    print(f"pages: {chosen.editions} {make_pages(texts, chosen.editions)}")

    some = chosen.out / "some"
    some.mkdir()
    for path in sorted(texts.iterdir())[: max(10, chosen.editions // 5)]:
        shutil.copy(path, some)
    one, _, first = build(some, chosen.out / "one", 1)
    two, _, _ = build(some, chosen.out / "two", 2)
    print(f"1 worker: {60 * first['built'] / one:.0f} editions/min; 2 workers: {one / two:.2f} times as fast")

    seconds, memory, report = build(texts, chosen.out / "all", 2)
    print(f"all: {report['built']} built, {report['failed']} failed in {seconds:.0f} s", end="")
    print(f", {60 * report['built'] / seconds:.0f} editions/min")
    for pid, sizes in memory.items():
        if len(sizes) > 20:
            print(f"process {pid}: up to {max(sizes):.0f} MiB, growth {growth(sizes):.3f}")

    again, _, report = build(texts, chosen.out / "all", 2)
    print(f"second run: {report['current']} current, {report['built']} built in {again:.1f} s")

    books = sorted((chosen.out / "all").glob("*.epub"))
    sample = random.Random(1).sample(books, min(EPUBCHECKED, len(books)))
    return subprocess.run(
        [sys.executable, str(ROOT / "tests/check_epub.py"), *map(str, sample)], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
