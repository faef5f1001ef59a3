"""Editions shared out over the processes of one machine.

The modules of `concurrent.futures` and `multiprocessing` cost 50 ms, so they are imported where they are used.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from epubmaker.batch.executors import Work
from epubmaker.batch.report import Failure, Outcome
from epubmaker.batch.tasks import Task
from epubmaker.errors import EngineError
from epubmaker.messages import Message
from epubmaker.process import give_back_memory, use_one_thread

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

# Two editions a worker in hand: enough that none waits, few enough that a crash has few suspects.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Processes:
    """Executor that shares the editions out over processes of this machine, each of which loads the models once.

    Workers are started fresh (`spawn`): the same on every system, and safe beside threads. A worker that dies
    (out of memory, killed) costs only its own edition: what was in hand is tried again one by one, and an
    edition on which a worker dies alone is reported as failed.
    """

    workers: int

    def run(self, work: Work, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Yield the outcomes as they come."""
        waiting = deque(tasks)
        suspects: list[Task] = []
        while waiting:
            yield from self._run_until_crash(work, waiting, suspects)
        for task in suspects:
            yield _run_alone(work, task)

    def _run_until_crash(self, work: Work, waiting: deque[Task], suspects: list[Task]) -> Iterator[Outcome]:
        """Empty `waiting`, or stop at a crash with what was in hand added to `suspects`."""
        from concurrent.futures import FIRST_COMPLETED, wait  # noqa: PLC0415
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

        in_hand: dict[Future[Outcome], Task] = {}
        with _pool(min(self.workers, len(waiting))) as pool:
            try:
                while waiting or in_hand:
                    while waiting and len(in_hand) < _AHEAD * self.workers:
                        with _undisturbed():
                            future = pool.submit(work, waiting[0])
                        in_hand[future] = waiting.popleft()
                    for future in wait(in_hand, return_when=FIRST_COMPLETED).done:
                        outcome = future.result()
                        del in_hand[future]
                        yield outcome
            except BrokenProcessPool:
                suspects.extend(in_hand.values())


def _run_alone(work: Work, task: Task) -> Outcome:
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    with _pool(1) as pool:
        try:
            with _undisturbed():
                future = pool.submit(work, task)
            return future.result()
        except BrokenProcessPool:
            message = Message(
                "{name}: the worker process died on this edition; it may need more memory", name=task.name
            )
            failure = Failure.of(EngineError(message))
            return Outcome(task.name, tuple(map(str, task.paths)), "failed", failure=failure)


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C and `kill` back while workers are started: those half started would print tracebacks of their own."""
    if os.name != "posix":
        yield
        return
    import signal  # noqa: PLC0415

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Make a worker end when its parent does, even by SIGKILL, and leave Ctrl-C to the parent."""
    import signal  # noqa: PLC0415
    import threading  # noqa: PLC0415
    from multiprocessing import parent_process  # noqa: PLC0415

    use_one_thread()
    give_back_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name == "posix":  # it was born while both were held back
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
