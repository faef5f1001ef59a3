"""Progress and summary on a terminal; silence where output is piped."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from epubmaker.batch.build import Watch
from epubmaker.cli.output import complain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from epubmaker.batch.report import Outcome

# So many editions are listed one by one at the end; of more only the totals are shown.
_LISTED = 20

Loudness = Literal["quiet", "usual", "verbose"]


@contextmanager
def watching(loudness: Loudness = "usual") -> Iterator[Watch | None]:
    """Yield what `build` calls after each edition: on a terminal a bar with rate and remaining time.

    A verbose command has a line for each edition instead; where nothing is to be said, there is None.
    """
    if loudness == "verbose":
        yield _say
        return
    if loudness == "quiet" or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  (40 ms, of use on a terminal only)

    console = Console(stderr=True)
    start = perf_counter()
    outcomes: list[Outcome] = []
    with _bar(console) as bar:
        task = bar.add_task("editions", total=None, rate="")

        def watch(outcome: Outcome, done: int, total: int) -> None:
            outcomes.append(outcome)
            rate = f"{60 * done / max(perf_counter() - start, 1e-3):.0f}/min"
            bar.update(task, completed=done, total=total, rate=rate)

        yield watch
    _summarise(console, outcomes, perf_counter() - start)


def _say(outcome: Outcome, done: int, total: int) -> None:
    """Say what became of an edition; why one failed is said at the end."""
    words = [f"{done}/{total} {outcome.name}: {outcome.status}"]
    if outcome.status != "failed":
        words.append(f"{outcome.articles} articles, {outcome.warnings} to look at")
    complain(", ".join((*words, f"{outcome.seconds:.1f} s")))


def _bar(console: Console) -> Progress:
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


def _summarise(console: Console, outcomes: list[Outcome], seconds: float) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415  (names of files are text, not markup)

    if len(outcomes) <= _LISTED:
        table = Table(box=None, pad_edge=False)
        for heading in ("edition", "", "articles", "to look at", "books"):
            table.add_column(heading)
        for outcome in outcomes:
            books = " ".join(output.removeprefix(outcome.name) for output in outcome.outputs)
            counts = (
                (str(outcome.articles), str(outcome.warnings)) if outcome.status != "failed" else ("", "")
            )
            table.add_row(Text(outcome.name), outcome.status, *counts, Text(books))
        console.print(table)
    totals = Counter(outcome.status for outcome in outcomes)
    words = ", ".join(
        f"{totals[status]} {status}" for status in ("built", "current", "failed") if totals[status]
    )
    console.print(f"{words} in {seconds:.1f} s", highlight=False)
