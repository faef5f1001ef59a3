"""How editions are shared out: one after the other, or over processes.

An executor is anything with `run(work, tasks)` that yields one outcome a task, in any order.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Protocol

from epubmaker.batch.report import DEFECT_EXIT_CODE, Failure, Outcome
from epubmaker.batch.tasks import Task

Work = Callable[[Task], Outcome]
# Two editions a worker in hand: enough that none waits, few enough that a crash has few suspects.
_AHEAD = 2


class Executor(Protocol):
    """This shares out work."""

    def run(self, work: Work, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """This yields the outcome of each task as it is done; the order is not settled."""
        ...


@dataclass(frozen=True, slots=True)
class Serial:
    """This does one edition after the other, in this process."""

    def run(self, work: Work, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """This yields the outcomes in the order of the tasks."""
        return map(work, tasks)


@dataclass(frozen=True, slots=True)
class Processes:
    """This shares the editions out over processes of this machine, each of which loads the models once.

    Workers are started fresh (`spawn`): the same on every system, and safe beside threads. A worker that dies
    (out of memory, killed) costs only its own edition: what was in hand is tried again one by one, and an
    edition on which a worker dies alone is reported as failed.
    """

    workers: int

    def run(self, work: Work, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """This yields the outcomes as they come."""
        suspects: list[Task] = []
        waiting = deque(tasks)
        while waiting:
            yield from self._run_until_crash(work, waiting, suspects)
        for task in suspects:
            yield _run_alone(work, task)

    def _run_until_crash(self, work: Work, waiting: deque[Task], suspects: list[Task]) -> Iterator[Outcome]:
        """This empties `waiting`, or stops at a crash with what was in hand added to `suspects`."""
        in_hand: dict[Future[Outcome], Task] = {}
        with _pool(min(self.workers, len(waiting))) as pool:
            try:
                while waiting or in_hand:
                    while waiting and len(in_hand) < _AHEAD * self.workers:
                        future = pool.submit(work, waiting[0])
                        in_hand[future] = waiting.popleft()
                    done, _ = wait(in_hand, return_when=FIRST_COMPLETED)
                    for future in done:
                        outcome = future.result()
                        del in_hand[future]
                        yield outcome
            except BrokenProcessPool:
                suspects.extend(in_hand.values())


def _run_alone(work: Work, task: Task) -> Outcome:
    with _pool(1) as pool:
        try:
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            message = f"{task.name}: the worker process died on this edition; it may need more memory"
            failure = Failure("BrokenProcessPool", DEFECT_EXIT_CODE, message)
            return Outcome(task.name, tuple(map(str, task.paths)), "failed", failure=failure)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_with_parent)


def _leave_with_parent() -> None:
    """This makes a worker end when its parent does, even by SIGKILL, and leaves Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
