"""Editions shared out over the processes of one machine.

The modules of `concurrent.futures` and `multiprocessing` cost 50 ms, so they are imported where they are used.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from epubmaker.batch.executors import Work
from epubmaker.batch.report import DEFECT_EXIT_CODE, Failure, Outcome
from epubmaker.batch.tasks import Task

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

# Two editions a worker in hand: enough that none waits, few enough that a crash has few suspects.
_AHEAD = 2
# Free memory that a process may keep, and the size from which an array is given back at once: wide enough that an
# edition is built no slower, narrow enough that memory is level.
_KEPT_BYTES = 8 << 20
_LARGE_BYTES = 1 << 20
# Names of the two in glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3


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
        waiting = deque(tasks)
        suspects: list[Task] = []
        while waiting:
            yield from self._run_until_crash(work, waiting, suspects)
        for task in suspects:
            yield _run_alone(work, task)

    def _run_until_crash(self, work: Work, waiting: deque[Task], suspects: list[Task]) -> Iterator[Outcome]:
        """This empties `waiting`, or stops at a crash with what was in hand added to `suspects`."""
        from concurrent.futures import FIRST_COMPLETED, wait  # noqa: PLC0415
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

        in_hand: dict[Future[Outcome], Task] = {}
        with _pool(min(self.workers, len(waiting))) as pool:
            try:
                while waiting or in_hand:
                    while waiting and len(in_hand) < _AHEAD * self.workers:
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
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            message = f"{task.name}: the worker process died on this edition; it may need more memory"
            failure = Failure("BrokenProcessPool", DEFECT_EXIT_CODE, message)
            return Outcome(task.name, tuple(map(str, task.paths)), "failed", failure=failure)


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)


def use_one_thread() -> None:
    """This keeps numpy, not loaded yet, from starting threads: they would fight with the other workers.

    The order of its sums, and with it the last digit of a score, would depend on the number of threads too.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def give_back_memory() -> None:
    """This makes the C library give back what is free, in a process of our own; nothing happens where it is not glibc.

    Left alone, glibc raises its thresholds to the largest array ever freed, and twice that, up to 64 MiB: a worker
    would keep the room of the widest page it has met, and seem to grow for as long as wider ones come.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def _start_worker() -> None:
    """This makes a worker end when its parent does, even by SIGKILL, and leaves Ctrl-C to the parent."""
    import signal  # noqa: PLC0415
    import threading  # noqa: PLC0415
    from multiprocessing import parent_process  # noqa: PLC0415

    use_one_thread()
    give_back_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
