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
from epubmaker.text import patterns as re

if TYPE_CHECKING:
    from distributed import Client, Future

# Editions handed to the scheduler at a time: enough for any number of workers we know of, and little to hold.
_IN_HAND = 1_000
# Where a scheduler listens: a host and a port, or a scheduler of this very process.
_ADDRESS = re.compile(
    r"(?:(?:tcp|tls|ucx|ws|wss)://)?(?:\[[\da-fA-F:.%]+\]|[^\s/:]+):(\d{1,5})/?|inproc://\S+"
)
_LAST_PORT = 65_535


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
    wrong = _wrong(address)
    if wrong is not None:
        raise _unanswered(address, wrong)
    try:
        # Dask's own types end here: its constructors carry none.
        return Client(address, timeout=timeout_seconds, set_as_default=False)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise _unanswered(
            address, Message("no answer within {seconds:g} s", seconds=timeout_seconds)
        ) from error
    except ValueError as error:
        raise _unanswered(address, Message(" ".join(str(error).split()))) from error


def _wrong(address: str) -> Message | None:
    """Return what is wrong with an address before anybody is asked: Dask would take a minute, and print a traceback."""
    found = _ADDRESS.fullmatch(address)
    if found is None or (found[1] and not 0 < int(found[1]) <= _LAST_PORT):
        return Message("this is no address of a scheduler")
    if address.startswith(("tls:", "wss:")):
        from distributed.security import Security  # noqa: PLC0415

        security = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
        if security["ssl_context"] is None:
            return Message("the certificates of this machine are not named in the configuration of Dask")
    return None


def _unanswered(address: str, reason: Message) -> OptionError:
    return OptionError(
        Message(
            "--scheduler {address}: no Dask scheduler answers there ({reason}); give an address such as "
            "tcp://host:8786, and start one with: dask scheduler",
            address=address,
            reason=reason,
        )
    )


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
        error=_why(error),
    )
    failure = Failure(type(error).__name__, EngineError.exit_code, message)
    return Outcome(task.name, inputs, "failed", failure=failure)


def _why(error: BaseException) -> Message:
    """Return why an edition failed on the cluster, in our own words where they are known."""
    tried = getattr(error, "allowed_failures", None)  # of Dask's KilledWorker
    if isinstance(tried, int):
        return Message("{count} workers in turn died while they made it", count=tried + 1)
    if isinstance(error, ModuleNotFoundError):
        return Message("a worker has no Python module {name}", name=error.name)
    return Message(" ".join(str(error).split()))
