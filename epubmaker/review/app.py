"""The web application of the desk: the page, one way to change something, one way back. It serves no files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from secrets import compare_digest
from typing import TYPE_CHECKING, Any

from epubmaker.errors import CorrectionsError, DependencyError, EpubmakerError, InputError
from epubmaker.messages import Message
from epubmaker.review.gate import App, DroppedError, Gate
from epubmaker.review.session import Session, StaleError
from epubmaker.review.trouble import trouble_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
MAX_BODY = 1 << 20  # bytes; a change is a few hundred
MISSING = Message("the proof desk needs two more libraries: pip install 'epubmaker-zh[review]'")


class _Refusal(Exception):  # noqa: N818  (it is no error of ours)
    """Raised to answer a request with a status and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Desk:
    """The answers to the requests for one session, one after the other."""

    def __init__(
        self, session: Session, token: str, hosts: set[str], body_seconds: float, say: Callable[[str], str]
    ) -> None:
        self._session = session
        self._token = token
        self._origins = {f"http://{host}" for host in hosts}
        self._body_seconds = body_seconds
        self._say = say
        self._lock = asyncio.Lock()

    @property
    def _address(self) -> str:
        return f"/{self._token}/"

    async def page(self, request: Request) -> Response:
        """Send the page, or what keeps the files from making one."""
        self._check_token(request)
        try:
            async with self._lock:
                return _html(await asyncio.to_thread(self._session.page, self._address))
        except EpubmakerError as error:
            status = 409 if isinstance(error, CorrectionsError | InputError) else 500
            return _html(trouble_page(error, self._session.name, self._address, self._say), status)

    async def change(self, request: Request) -> Response:
        """Make a change and send the new page."""
        asked = await self._asked(request)
        return await self._done(self._session.change, asked.get("revision"), asked.get("change") or {})

    async def undo(self, request: Request) -> Response:
        """Take a change back and send the new page."""
        asked = await self._asked(request)
        return await self._done(self._session.undo, asked.get("revision"))

    async def _done(self, act: Callable[..., None], *arguments: Any) -> Response:
        async with self._lock:
            try:
                await asyncio.to_thread(act, *arguments)
                return _html(await asyncio.to_thread(self._session.last_page, self._address))
            except StaleError as error:
                return _said(409, self._say(str(error)))
            except CorrectionsError as error:
                return _said(422, self._say(str(error)))
            except EpubmakerError as error:
                return _said(500, self._say(str(error)))

    async def _asked(self, request: Request) -> dict[str, Any]:
        """Return the body of a request that came from the page itself."""
        self._check_token(request)
        if request.headers.get("origin") not in self._origins:
            raise _Refusal(403)
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise _Refusal(403)
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            raise _Refusal(415)
        try:
            asked = json.loads((await self._body(request)).decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise _Refusal(400) from error
        if not isinstance(asked, dict) or not isinstance(asked.get("change", {}), dict):
            raise _Refusal(400)
        return asked

    async def _body(self, request: Request) -> bytes:
        """Return the body of a request, if it is not too long and arrives in time."""
        from starlette.requests import ClientDisconnect  # noqa: PLC0415  (an extra)

        body = bytearray()
        try:
            async with asyncio.timeout(self._body_seconds):
                async for part in request.stream():
                    body += part
                    if len(body) > MAX_BODY:
                        raise _Refusal(413)
        except TimeoutError as error:
            raise _Refusal(408) from error
        except ClientDisconnect as error:
            raise DroppedError from error
        return bytes(body)

    def _check_token(self, request: Request) -> None:
        if not compare_digest(request.path_params["token"].encode(), self._token.encode()):
            raise _Refusal(404)


def desk_app(
    session: Session, token: str, port: int, body_seconds: float, say: Callable[[str], str] = str
) -> App:
    """Return the web application of the desk, which tells errors as `say` puts them; raises `DependencyError` without starlette."""
    try:
        from starlette.routing import Route, Router  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise DependencyError(MISSING) from error
    end = "" if port == 80 else f":{port}"  # browsers leave out the port of HTTP
    hosts = {f"{HOST}{end}", f"localhost{end}"}
    desk = _Desk(session, token, hosts, body_seconds, say)
    # A redirect would send a request on to an address made of its own host; a router alone has no handlers of errors,
    # which answer in their own words and raise all the same.
    router = Router(
        routes=[
            Route("/{token}/", _guarded(desk.page), methods=["GET"]),
            Route("/{token}/change", _guarded(desk.change), methods=["POST"]),
            Route("/{token}/undo", _guarded(desk.undo), methods=["POST"]),
        ],
        redirect_slashes=False,
    )
    return Gate(router, hosts)


def _guarded(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that turns refusals into empty answers."""

    async def guarded(request: Request) -> Response:
        try:
            return await answer(request)
        except _Refusal as refusal:
            return _said(refusal.status, "")

    return guarded


def _html(page: str, status: int = 200) -> Response:
    from starlette.responses import HTMLResponse  # noqa: PLC0415

    # Half a character, from the name of a file that is not UTF-8, becomes a question mark.
    return HTMLResponse(page.encode("utf-8", "replace"), status)


def _said(status: int, message: str) -> Response:
    from starlette.responses import PlainTextResponse  # noqa: PLC0415

    # What is still to come of a body that was not awaited is not read as the next request.
    headers = {"Connection": "close"} if status in (408, 413) else None
    return PlainTextResponse(message.encode("utf-8", "replace"), status, headers)
