"""The desk on 127.0.0.1: the page, one way to change something, one way back. It serves no files and knows no paths."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from secrets import compare_digest, token_urlsafe
from typing import TYPE_CHECKING, Any

from epubmaker.errors import CorrectionsError, DependencyError, EpubmakerError, OutputError
from epubmaker.review.session import Session, StaleError

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
MAX_BODY = 1 << 20
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
MISSING = "the proof desk needs two more libraries: pip install 'epubmaker-zh[review]'"


class _Refusal(Exception):  # noqa: N818  (it is no error of ours)
    """This request is answered with a status and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Desk:
    """This answers requests for one session, one after the other."""

    def __init__(self, session: Session, token: str, port: int) -> None:
        self._session = session
        self._token = token
        self._hosts = {f"{HOST}:{port}", f"localhost:{port}"}
        self._lock = asyncio.Lock()

    async def page(self, request: Request) -> Response:
        """This sends the page."""
        self._check_address(request)
        async with self._lock:
            return _html(await asyncio.to_thread(self._session.page, f"/{self._token}/"))

    async def change(self, request: Request) -> Response:
        """This makes a change and sends the new page."""
        asked = await self._asked(request)
        return await self._done(self._session.change, asked.get("revision"), asked.get("change") or {})

    async def undo(self, request: Request) -> Response:
        """This takes a change back and sends the new page."""
        asked = await self._asked(request)
        return await self._done(self._session.undo, asked.get("revision"))

    async def _done(self, act: Callable[..., None], *arguments: Any) -> Response:
        async with self._lock:
            try:
                await asyncio.to_thread(act, *arguments)
                return _html(await asyncio.to_thread(self._session.page, f"/{self._token}/"))
            except StaleError as error:
                return _said(409, str(error))
            except CorrectionsError as error:
                return _said(422, str(error))
            except EpubmakerError as error:
                return _said(500, str(error))

    async def _asked(self, request: Request) -> dict[str, Any]:
        """This reads the body of a request that came from the page itself."""
        self._check_address(request)
        if request.headers.get("origin") not in {f"http://{host}" for host in self._hosts}:
            raise _Refusal(403)
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise _Refusal(403)
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            raise _Refusal(415)
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY:
                raise _Refusal(413)
        try:
            asked = json.loads(bytes(body).decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise _Refusal(400) from error
        if not isinstance(asked, dict) or not isinstance(asked.get("change", {}), dict):
            raise _Refusal(400)
        return asked

    def _check_address(self, request: Request) -> None:
        """This refuses other names for this machine (DNS rebinding) and whoever does not know the token."""
        if request.headers.get("host") not in self._hosts:
            raise _Refusal(421)
        if not compare_digest(request.path_params["token"].encode(), self._token.encode()):
            raise _Refusal(404)


def desk_app(session: Session, token: str, port: int) -> Starlette:
    """This returns the web application of the desk; raises `DependencyError` without starlette."""
    try:
        from starlette.applications import Starlette  # noqa: PLC0415  (an extra)
        from starlette.routing import Route  # noqa: PLC0415
    except ImportError as error:
        raise DependencyError(MISSING) from error
    desk = _Desk(session, token, port)
    return Starlette(
        routes=[
            Route("/{token}/", _guarded(desk.page), methods=["GET"]),
            Route("/{token}/change", _guarded(desk.change), methods=["POST"]),
            Route("/{token}/undo", _guarded(desk.undo), methods=["POST"]),
        ]
    )


def serve(session: Session, port: int, announce: Callable[[str], None]) -> None:
    """This serves the desk until Ctrl-C; `announce` gets its address. Port 0 takes a free one.

    Raises `DependencyError` without uvicorn, `OutputError` where the port is taken.
    """
    try:
        import uvicorn  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise DependencyError(MISSING) from error
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except OSError as error:
            raise OutputError(
                f"port {port} cannot be used ({error.strerror}); choose another with --port"
            ) from error
        token, port = token_urlsafe(24), listener.getsockname()[1]
        config = uvicorn.Config(
            desk_app(session, token, port),
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
        )
        announce(f"http://{HOST}:{port}/{token}/")
        uvicorn.Server(config).run(sockets=[listener])


def _guarded(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """This turns refusals into empty answers."""

    async def guarded(request: Request) -> Response:
        try:
            return await answer(request)
        except _Refusal as refusal:
            return _said(refusal.status, "")

    return guarded


def _html(page: str) -> Response:
    from starlette.responses import HTMLResponse  # noqa: PLC0415

    return HTMLResponse(page, headers=HEADERS)


def _said(status: int, message: str) -> Response:
    from starlette.responses import PlainTextResponse  # noqa: PLC0415

    return PlainTextResponse(message, status, headers=HEADERS)
