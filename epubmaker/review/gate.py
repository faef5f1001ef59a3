"""What every request passes before the desk sees it, and every failure before it leaves: a layer of ASGI."""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from contextlib import suppress
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

_DEBUG = "EPUBMAKER_DEBUG"


class DroppedError(Exception):
    """Raised where the client has gone and nobody waits for an answer."""


class Gate:
    """An application before another one: it checks the host, whatever is asked for, and answers what the other raises."""

    def __init__(self, app: App, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request. Nothing is raised but what ends the process."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        status = 0
        try:
            if not self._is_ours(scope["headers"]):
                status = 421
            else:
                await self._app(scope, receive, sending)
        except DroppedError:
            return
        except asyncio.CancelledError:  # the server stops: this is the outermost frame of its task
            status = 503
        except Exception as error:  # noqa: BLE001  (the last line of defence: no user shall see a traceback)
            complain(error)
            status = 500
        if status and not begun:
            await send(
                {"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]}
            )
            await send({"type": "http.response.body", "body": b""})

    def _is_ours(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Say whether the host is a name of this machine: another one may lead here too (DNS rebinding)."""
        named = [value.decode("latin-1") for name, value in headers if name == b"host"]
        return len(named) == 1 and named[0] in self._hosts


def is_debugging() -> bool:
    """Say whether tracebacks are wanted."""
    return bool(os.environ.get(_DEBUG))


def complain(error: Exception) -> None:
    """Say on standard error, in one line, that something happened that should not."""
    with suppress(OSError, ValueError):  # nobody reads standard error any more
        if is_debugging():
            traceback.print_exception(error)
        kind = type(error).__name__
        sys.stderr.write(
            f"epubmaker: a defect of the proof desk ({kind}: {str(error)!a}); set {_DEBUG}=1 to see where, and report it\n"
        )
        sys.stderr.flush()
