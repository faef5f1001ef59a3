"""Progress and summary on a terminal; silence where output is piped."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from epubmaker.batch.build import Watch
from epubmaker.batch.report import Status
from epubmaker.cli.output import complain
from epubmaker.cli.speech import current
from epubmaker.messages import Message

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from epubmaker.batch.report import Outcome

# So many editions are listed one by one at the end; of more only the totals are shown.
_LISTED = 20

STATUSES: dict[Status, Message] = {
    "built": Message("built"),
    "current": Message("current"),
    "failed": Message("failed"),
}
_HEADINGS = (Message("edition"), Message(""), Message("articles"), Message("to look at"), Message("books"))

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

    console, say = Console(stderr=True), current().say
    start = perf_counter()
    outcomes: list[Outcome] = []
    with _bar(console) as bar:
        task = bar.add_task(say(Message("editions")), total=None, rate="")

        def watch(outcome: Outcome, done: int, total: int) -> None:
            outcomes.append(outcome)
            rate = say(Message("{count:.0f}/min", count=60 * done / max(perf_counter() - start, 1e-3)))
            bar.update(task, completed=done, total=total, rate=rate)

        yield watch
    _summarise(console, outcomes, perf_counter() - start)


def _say(outcome: Outcome, done: int, total: int) -> None:
    """Say what became of an edition; why one failed is said at the end."""
    said = Message(
        "{done}/{total} {name}: {status}",
        done=done,
        total=total,
        name=outcome.name,
        status=STATUSES[outcome.status],
    )
    if outcome.status != "failed":
        said = Message(
            "{said}, articles: {articles}, to look at: {warnings}",
            said=said,
            articles=outcome.articles,
            warnings=outcome.warnings,
        )
    complain(Message("{said}, {seconds:.1f} s", said=said, seconds=outcome.seconds))


@contextmanager
def recognising() -> Iterator[Callable[[int, int], None] | None]:
    """Yield what a reader calls while it recognises the pages of a scan: a bar with the time that remains, or None.

    The bar comes with the first call, so that nothing shows where there is no scan, or its result is kept.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  (40 ms, of use on a terminal only)

    with _bar(Console(stderr=True)) as bar:

        def tell(done: int, total: int) -> None:
            if not bar.task_ids:
                bar.add_task(current().say(Message("pages of the scan")), total=total, rate="")
            task = bar.task_ids[0]
            bar.update(task, completed=done, total=total)

        yield tell


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

    say = current().say
    if len(outcomes) <= _LISTED:
        table = Table(box=None, pad_edge=False)
        for heading in _HEADINGS:
            table.add_column(say(heading))
        for outcome in outcomes:
            books = " ".join(output.removeprefix(outcome.name) for output in outcome.outputs)
            counts = (
                (str(outcome.articles), str(outcome.warnings)) if outcome.status != "failed" else ("", "")
            )
            table.add_row(Text(outcome.name), say(STATUSES[outcome.status]), *counts, Text(books))
        console.print(table)
    totals = Counter(outcome.status for outcome in outcomes)
    words = Message.joined(
        ", ",
        (
            Message("{count} {status}", count=totals[status], status=said)
            for status, said in STATUSES.items()
            if totals[status]
        ),
    )
    console.print(say(Message("{words} in {seconds:.1f} s", words=words, seconds=seconds)), highlight=False)
