"""The desk on 127.0.0.1, until Ctrl-C: the socket, and what a connection may cost."""

from __future__ import annotations

import socket
from collections.abc import Callable
from secrets import token_urlsafe

from epubmaker.errors import DependencyError, OutputError
from epubmaker.messages import Message, system_reason
from epubmaker.review.app import HOST, MISSING, desk_app
from epubmaker.review.connections import limited_protocol
from epubmaker.review.gate import is_debugging
from epubmaker.review.session import Session

# On every answer: no other page may frame, read or keep what is sent here, or learn its address.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Client and server are one machine, where a request arrives within milliseconds: the rest is room for a machine that swaps.
HEADER_SECONDS = 10.0
BODY_SECONDS = 10.0
# A browser opens the next connection as fast as it finds an old one closed.
KEEP_ALIVE_SECONDS = 5
# A browser opens six connections to one host: room for five windows, far below the 256 files that some systems allow.
MAX_CONNECTIONS = 32
# A change takes seconds on long texts and is not cut short by this, only its answer; Ctrl-C should feel like an end.
GRACE_SECONDS = 1


def serve(
    session: Session, port: int, announce: Callable[[str], None], say: Callable[[str], str] = str
) -> None:
    """Serve the desk until Ctrl-C; `announce` gets its address. Port 0 takes a free one; `say` puts errors into a language.

    Raises `DependencyError` without uvicorn, `OutputError` where the port is taken.
    """
    try:
        import uvicorn  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise DependencyError(MISSING) from error
    with socket.socket() as listener:
        token, port = token_urlsafe(24), _listen(listener, port)
        config = uvicorn.Config(
            desk_app(session, token, port, BODY_SECONDS, say),
            loop="asyncio",
            http=limited_protocol(HEADER_SECONDS),
            ws="none",
            lifespan="off",
            # What goes wrong the gate says in a line of its own; the server's words come with a traceback.
            log_level="warning" if is_debugging() else "critical",
            access_log=False,
            server_header=False,
            headers=list(HEADERS.items()),
            limit_concurrency=MAX_CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        announce(f"http://{HOST}:{port}/{token}/")
        uvicorn.Server(config).run(sockets=[listener])


def _listen(listener: socket.socket, port: int) -> int:
    """Listen on a port of this machine alone, and return which it is; raises `OutputError` where it is taken."""
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        raise OutputError(
            Message(
                "port {port} cannot be used ({reason}); choose another with --port",
                port=port,
                reason=system_reason(error),
            )
        ) from error
    return int(listener.getsockname()[1])
