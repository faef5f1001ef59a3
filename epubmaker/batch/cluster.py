"""Editions shared out over the workers of a Dask scheduler, on one machine or on many.

The input and output folders have to be reachable under the same paths from every worker.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from epubmaker.batch.executors import Work
from epubmaker.batch.report import Failure, Outcome
from epubmaker.batch.tasks import Task
from epubmaker.errors import DependencyError, EngineError, OptionError
from epubmaker.messages import Message

if TYPE_CHECKING:
    from distributed import Client, Future

# Editions handed to the scheduler at a time: enough for any number of workers we know of, and little to hold.
_IN_HAND = 1_000


@dataclass(frozen=True, slots=True)
class Cluster:
    """Executor that shares the editions out over the workers of the Dask scheduler at `address` (`tcp://host:8786`).

    A worker that dies costs nothing: its editions go to the others. An edition on which several workers in turn die
    is reported as failed. Raises `DependencyError` without Dask, `OptionError` where no scheduler answers, `EngineError`
    where the scheduler is lost while it works.
    """

    address: str
    timeout_seconds: float = 20.0

    def run(self, work: Work, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Yield the outcomes as they come."""
        from asyncio import CancelledError as TaskCancelled  # noqa: PLC0415  (50 ms, and Dask has it loaded)
        from concurrent.futures import CancelledError as FutureCancelled  # noqa: PLC0415

        with _quiet(_connect(self.address, self.timeout_seconds)) as client:
            try:
                _wait_for_workers(client, self)
                yield from _outcomes(client, work, tasks)
            except (FutureCancelled, TaskCancelled, OSError) as error:
                raise EngineError(
                    Message(
                        "--scheduler {address}: the Dask scheduler is lost; start it again and run the same "
                        "command: what was built is kept",
                        address=self.address,
                    )
                ) from error


def _wait_for_workers(client: Client, cluster: Cluster) -> None:
    """Wait for a worker, but not for ever and without a word."""
    try:
        client.wait_for_workers(1, timeout=cluster.timeout_seconds)
    except TimeoutError as error:
        raise EngineError(
            Message(
                "--scheduler {address}: no worker is there to build; start some: dask worker {address}",
                address=cluster.address,
            )
        ) from error


@contextmanager
def _quiet(client: Client) -> Iterator[Client]:
    """Use a client, and keep Dask from printing tracebacks of connections that break: that is told once, in our words."""
    handlers = logging.getLogger("distributed").handlers
    levels = [handler.level for handler in handlers]
    for handler in handlers:
        handler.setLevel(logging.CRITICAL + 1)
    try:
        with client:
            yield client
    finally:
        for handler, level in zip(handlers, levels, strict=False):
            handler.setLevel(level)


def _connect(address: str, timeout_seconds: float) -> Client:
    try:
        from distributed import Client  # noqa: PLC0415  (an optional extra; 0.5 s)
    except ImportError as error:
        raise DependencyError(
            Message("--scheduler needs Dask: pip install 'epubmaker-zh[dask]' here and on every worker")
        ) from error
    try:
        # Dask's own types end here: its constructors carry none.
        return Client(address, timeout=timeout_seconds, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise OptionError(
            Message(
                "--scheduler {address}: no Dask scheduler answers there ({reason}); give an address such as "
                "tcp://host:8786, and start one with: dask scheduler",
                address=address,
                reason=reason,
            )
        ) from error


def _outcomes(client: Client, work: Work, tasks: Sequence[Task]) -> Iterator[Outcome]:
    from distributed import as_completed  # noqa: PLC0415

    waiting = iter(tasks)
    in_hand: dict[object, Task] = {}

    def submit(task: Task) -> Future[Outcome]:
        # An edition is not a pure function: it writes files.
        future = client.submit(work, task, pure=False)
        in_hand[future.key] = task
        return future

    first = [submit(task) for task in islice(waiting, _IN_HAND)]
    done = as_completed(first, loop=client.loop)  # type: ignore[no-untyped-call]
    for future in done:
        task = in_hand.pop(future.key)
        yield _outcome(future, task)
        for following in islice(waiting, 1):
            done.add(submit(following))  # type: ignore[no-untyped-call]


def _outcome(future: Future[Outcome], task: Task) -> Outcome:
    error = future.exception()  # type: ignore[no-untyped-call]
    inputs = tuple(map(str, task.paths))
    if error is None:
        return replace(future.result(), inputs=inputs)
    message = Message(
        "{name}: the workers of the cluster failed on this edition ({kind}: {error})",
        name=task.name,
        kind=type(error).__name__,
        error=Message(str(error)),
    )
    failure = Failure(type(error).__name__, EngineError.exit_code, message)
    return Outcome(task.name, inputs, "failed", failure=failure)
