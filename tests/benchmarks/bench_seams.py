"""How long the seams of a page take, and how the cost grows: 200, 450, 2,000 and 20,000 lines.

    OMP_NUM_THREADS=1 PYTHONPATH=. python tests/benchmarks/bench_seams.py PAGE.txt ...

The lines of the pages given are repeated until there are enough. Times are processor seconds on one core, models loaded.
"""

from __future__ import annotations

import itertools
import resource
import sys
import time
from pathlib import Path

from epubmaker.label import label_lines
from epubmaker.model import SourceText
from epubmaker.seams import default_scorer
from epubmaker.segment import split_lines

SIZES = (200, 450, 2_000, 20_000)


def main() -> None:
    """Print a row for each size."""
    started = time.process_time()
    scorer = default_scorer()
    scorer.score((), ())
    pages = [Path(name).read_text("utf-8") for name in sys.argv[1:]]
    small = split_lines(SourceText("\n".join(pages[0].splitlines()[:40])))
    scorer.score(small, label_lines(small))
    print(f"models loaded in {time.process_time() - started:.2f} s")
    for size in SIZES:
        text, lines = "", ()
        for page in itertools.cycle(pages):
            text += page + "\n\n"
            lines = split_lines(SourceText(text))
            if len(lines) >= size:
                break
        lines = lines[:size]
        labels = label_lines(lines)
        started = time.process_time()
        scorer.score(lines, labels)
        seconds = time.process_time() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(lines):6} lines {seconds:7.2f} s {1e6 * seconds / len(lines):7.0f} us a line, peak {memory:.0f} MB"
        )


if __name__ == "__main__":
    main()
