"""How editions are shared out.

An executor is anything with `run(work, tasks)` that yields one outcome a task, in any order: one after the other here,
over processes in `processes`, over machines in `cluster`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from epubmaker.batch.report import Outcome
from epubmaker.batch.tasks import Task

Work = Callable[[Task], Outcome]


class Executor(Protocol):
    """What an executor does: share out work."""

    def run(self, work: Work, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Yield the outcome of each task as it is done; the order is not settled."""
        ...


@dataclass(frozen=True, slots=True)
class Serial:
    """Executor that does one edition after the other, in this process."""

    def run(self, work: Work, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Yield the outcomes in the order of the tasks."""
        return map(work, tasks)
