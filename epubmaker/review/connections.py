"""Connections that do not stay open for nothing: time limits and a limit on their number, added to uvicorn's protocol."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol as _Protocol
else:
    _Protocol = asyncio.Protocol  # uvicorn is an extra; `limited_protocol` puts its class in between


class _Limited(_Protocol):
    """A connection that is closed where no whole request arrives in time, or where a newer one needs its place."""

    header_seconds = 10.0
    _opened = 0.0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        self._make_room()
        super().connection_made(transport)
        self._opened = self.loop.time()
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take bytes; a header that goes on for ever gets no more time for every byte."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._unwatch()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, after a moment even if its last answer was never read."""
        if not self.is_busy():
            self.transport.close()
            self.loop.call_later(self.header_seconds, self.transport.abort)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  (the signature is uvicorn's)
        """Answer what is no HTTP, with the headers of every answer, or only close where an answer has gone out already."""
        import h11  # noqa: PLC0415  (comes with uvicorn)

        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            headers = [
                *self.server_state.default_headers,
                (b"content-length", b"0"),
                (b"connection", b"close"),
            ]
            answer = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
            for event in (answer, h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def is_busy(self) -> bool:
        """Say whether a request is being answered; its handler has limits of its own."""
        return self.cycle is not None and not self.cycle.response_complete

    def _watch(self) -> None:
        if self.is_busy():
            self._unwatch()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.header_seconds, self.transport.abort)

    def _unwatch(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _make_room(self) -> None:
        """Close the connection that has waited longest where there are too many.

        Any page in a browser can open connections to this machine, though it reads nothing: to refuse new ones would let it
        keep the person out. Where all are busy, uvicorn answers 503.
        """
        if self.limit_concurrency is None or len(self.connections) < self.limit_concurrency - 1:
            return
        waiting = [one for one in self.connections if isinstance(one, _Limited) and not one.is_busy()]
        if waiting:
            oldest = min(waiting, key=lambda one: one._opened)
            self.connections.discard(oldest)  # now, for the next ones may come before it is closed
            oldest.transport.abort()


def limited_protocol(seconds: float) -> type[asyncio.Protocol]:
    """Return a class of connections on which a request's header arrives within so many seconds, or never."""
    from uvicorn.protocols.http.h11_impl import H11Protocol  # noqa: PLC0415  (an extra)

    return type("LimitedProtocol", (_Limited, H11Protocol), {"header_seconds": seconds})
