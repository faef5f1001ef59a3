"""Restoration and script conversion: processor milliseconds for each seed, and seconds for ten megabytes of text.

    python tests/benchmarks/bench_restore.py [MEGABYTES]      (default 10)

The long text is the bodies of the first seed over and over, with its ASCII marks and straight quotes: all of it is work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from epubmaker.convert import convert  # noqa: E402
from epubmaker.model import ArticlePlan, Chain, Edition, Line, Masthead, Plan, Role, SourceText  # noqa: E402
from epubmaker.pipeline import reconstruct_and_explain  # noqa: E402
from epubmaker.readers import read_text  # noqa: E402
from epubmaker.restore import restore  # noqa: E402
from epubmaker.segment import split_lines  # noqa: E402

REPEATS = 10


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the least processor time of several runs, in seconds, after one that loads what must be loaded."""
    if repeats > 1:
        work()
    times = []
    for _ in range(repeats):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def seeds() -> None:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        made = reconstruct_and_explain(read_text(path))
        restored = best(lambda made=made: restore(made.source, made.lines, made.plan, made.edition.masthead))
        converted = {
            name: best(lambda made=made, name=name: convert(made.edition, name)) for name in ("s2tw", "s2twp")
        }
        print(f"{path.name[:3]}: restore {restored * 1000:.0f} ms", end="")
        print("".join(f", {name} {seconds * 1000:.0f} ms" for name, seconds in converted.items()))


def long_text(megabytes: float) -> tuple[SourceText, tuple[Line, ...], Plan]:
    """Rows of a seed, paragraph after paragraph, until they fill so many megabytes of UTF-8."""
    rows = [
        row
        for row in (ROOT / "seeds").glob("000*").__next__().read_text("utf-8").split("\n")
        if len(row) > 60
    ]
    page = "\n\n".join(rows)
    source = SourceText("\n\n".join([page] * round(megabytes * 1e6 / len(page.encode()))))
    lines = split_lines(source)
    blocks: dict[int, list[int]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.number)
    chains = tuple(Chain(Role.BODY, tuple(numbers)) for numbers in blocks.values())
    return source, lines, Plan((ArticlePlan("article", chains=chains),))


def long(megabytes: float) -> None:
    source, lines, plan = long_text(megabytes)
    made: list[Edition] = []
    seconds = best(lambda: made.append(restore(source, lines, plan, Masthead())), 1)
    print(f"{megabytes:g} MB in {len(lines)} lines: restore {seconds:.1f} s", end="", flush=True)
    print(f", s2tw {best(lambda: convert(made[0], 's2tw'), 1):.1f} s")


if __name__ == "__main__":
    seeds()
    long(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
