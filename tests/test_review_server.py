"""The desk's server among files that break, clients that go away or never come to the point, and other hosts."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from html import unescape
from itertools import product

import pytest
from conftest import ROOT, needed
from test_review_desk import PAGE, ask, served
from test_review_files import BREAK, BROKEN, SCORER, TEXTS, replaced_by

from epubmaker.pipeline import ReconstructOptions
from epubmaker.readers import ReadOptions, corrections_path
from epubmaker.review import server
from epubmaker.review.session import Session

HEADERS = {name.lower(): value for name, value in server.HEADERS.items()}


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def session(page):
    needed("uvicorn")
    return Session(page, ReadOptions(), ReconstructOptions(scorer=SCORER))


def place(address):
    """Host with port, port, and path of a desk."""
    host, _, path = address.removeprefix("http://").partition("/")
    return host, int(host.rpartition(":")[2]), f"/{path}"


@contextlib.contextmanager
def connected(address, payload=b""):
    with socket.create_connection(("127.0.0.1", place(address)[1]), timeout=10) as client:
        client.sendall(payload)
        yield client


def received(client):
    """All that comes until the other side closes."""
    parts = []
    with contextlib.suppress(ConnectionResetError):
        while part := client.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def posted(address, length, body=b"", **headers):
    """Return a request to change something, as bytes."""
    host, _, path = place(address)
    fields = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/json"} | headers
    rows = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"POST {path}change HTTP/1.1\r\n{rows}Content-Length: {length}\r\n\r\n".encode() + body


def has_headers(headers):
    return {name: value for name, value in headers.items() if name in HEADERS} == HEADERS


def eventually(condition):
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_broken_corrections_are_shown_with_their_line_until_they_are_mended(session, page, capfd):
    path = corrections_path(page)
    with served(session) as address:
        for kind, make in BROKEN.items():
            change = {"revision": session.revision, "change": BREAK}
            make(path)
            status, words, headers = ask(address)
            assert (kind, status, has_headers(headers)) == (kind, 409, True)
            assert headers["content-type"] == "text/html; charset=utf-8"
            assert path.name in words
            if kind in ("no TOML", "a misfit", "no UTF-8"):
                assert f"line {2 if kind != 'no UTF-8' else 3}: " in words
            assert "<b>" not in words
            assert "重新载入" in words
            assert "load this page again" in words
            assert "default-src 'none'; style-src 'sha256-" in unescape(words)
            assert "script-src 'none'" in unescape(words)
            status, words, headers = ask(address, "POST", "change", change)
            assert (kind, status, has_headers(headers)) == (kind, 409, True)
            assert "load the page again" in words
            replaced_by(lambda path: None)(path)
            assert ask(address)[0] == 200
        assert ask(address, "POST", "change", change)[0] == 200
    assert capfd.readouterr() == ("", "")


def test_a_text_that_cannot_be_read_is_shown_as_such_until_it_is_back(session, page, capfd):
    with served(session) as address:
        for kind, make in TEXTS.items():
            change = {"revision": session.revision, "change": BREAK}
            make(page)
            status, words, headers = ask(address)
            assert (kind, status, has_headers(headers)) == (kind, 409, True)
            assert page.name in words
            assert "Put the text file back" in words
            assert ask(address, "POST", "change", change)[0] == 409
            changed = PAGE.replace("春耕", f"春耕{kind}")
            replaced_by(lambda path, text=changed: path.write_text(text, encoding="utf-8"))(page)
            assert ask(address, "POST", "change", change)[0] == 409
            status, words, _ = ask(address)
            assert status == 200
            assert f"春耕{kind}" in words
    assert capfd.readouterr() == ("", "")


def test_a_file_name_that_is_not_utf_8_can_be_shown(tmp_path, capfd):
    needed("uvicorn")
    path = tmp_path / os.fsdecode("页".encode("gb18030") + b".txt")
    try:
        path.write_text(PAGE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    session = Session(path, ReadOptions(), ReconstructOptions(scorer=SCORER))
    with served(session) as address:
        assert ask(address)[0] == 200
        corrections_path(path).write_text("=", encoding="utf-8")
        assert ask(address)[0] == 409
        assert ask(address, "POST", "change", {"revision": session.revision, "change": BREAK})[0] == 409
    assert capfd.readouterr() == ("", "")


def test_clients_that_go_away_leave_no_trace(session, capfd, monkeypatch):
    begun, go_on, finished = threading.Event(), threading.Event(), threading.Event()
    kept = session.page

    def slow(address):
        begun.set()
        assert go_on.wait(10)
        finished.set()
        return kept(address)

    with served(session) as address:
        for payload in (posted(address, 100, b"{"), posted(address, 100), b"POST / HT", b""):
            with connected(address, payload):
                time.sleep(0.1)
        monkeypatch.setattr(session, "page", slow)
        host, _, path = place(address)
        with connected(address, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()):
            assert begun.wait(10)
        with connected(address, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # closed with a reset
            time.sleep(0.1)
        go_on.set()
        assert finished.wait(10)
        assert ask(address)[0] == 200
    assert capfd.readouterr() == ("", "")


def test_a_client_that_goes_away_in_the_middle_of_a_change_does_not_undo_it(
    session, page, capfd, monkeypatch
):
    begun, go_on = threading.Event(), threading.Event()
    kept = session.change

    def slow(*arguments):
        begun.set()
        assert go_on.wait(10)
        kept(*arguments)

    monkeypatch.setattr(session, "change", slow)
    body = b'{"revision": "%s", "change": {"verb": "break", "lines": [4]}}' % session.revision.encode()
    with served(session) as address:
        with connected(address, posted(address, len(body), body)):
            assert begun.wait(10)
        go_on.set()
        assert eventually(corrections_path(page).exists)
        assert ask(address)[0] == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "error", [RuntimeError("two\nlines of \udcff"), KeyError("x"), MemoryError(), OSError(5, "x")]
)
def test_a_defect_is_an_empty_answer_and_one_line(session, capfd, monkeypatch, error):
    def broken(*arguments):
        raise error

    for name in ("page", "change"):
        monkeypatch.setattr(session, name, broken)
    with served(session) as address:
        for status, words, headers in (ask(address), ask(address, "POST", "change", {"revision": "x"})):
            assert (status, words) == (500, "")
            assert has_headers(headers)
        assert ask(address, path="/wrong/")[0] == 404
    out, err = capfd.readouterr()
    assert out == ""
    assert [line.startswith("epubmaker: ") for line in err.splitlines()] == [True, True]
    monkeypatch.setenv("EPUBMAKER_DEBUG", "1")
    with served(session) as address:
        assert ask(address)[0] == 500
    assert "Traceback" in capfd.readouterr().err


def test_what_is_no_http_is_refused_in_silence(session, capfd):
    with served(session) as address:
        host = place(address)[0]
        wrong = (
            b"\x16\x03\x01\x02\x00\x01\x00\x01",  # a browser that tries TLS
            b"GET / HTTP/1.1\r\n\r\n",
            f"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n".encode(),
        )
        for payload in wrong:
            with connected(address, payload) as client:
                head, _, body = received(client).partition(b"\r\n\r\n")
            first, *rows = head.decode().split("\r\n")
            assert first == "HTTP/1.1 400 Bad Request"
            assert body == b""
            assert {row.partition(":")[0].lower() for row in rows} >= set(HEADERS)
        # An answer has gone out before the body turns out to be none, and a body turns out to be none before any answer.
        for origin, answers in (("null", (b"403",)), (f"http://{host}", (b"400", b""))):
            request = posted(address, 5, Origin=origin).replace(
                b"Content-Length: 5", b"Transfer-Encoding: chunked"
            )
            with connected(address, request) as client:
                time.sleep(0.1)
                client.sendall(b"no chunk\r\n")
                assert received(client).partition(b" ")[2][:3] in answers
        upgrade = (
            f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n"
        )
        with connected(address, upgrade.encode()) as client:
            assert received(client).startswith(b"HTTP/1.1 404")
        assert ask(address)[0] == 200
    assert capfd.readouterr() == ("", "")


METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW")


def test_the_host_is_checked_before_everything_else(session, capfd):
    with served(session) as address:
        _, port, path = place(address)
        paths = ("/", "/abc", path, path[:-1], f"{path}change", f"{path}change/", "/a/b/c", "//abc", "/*?x=1")
        for foreign in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port}@x", ""):
            for method, asked in product(METHODS, paths):
                status, words, headers = ask(address, method, asked, Host=foreign)
                assert (status, words) == (421, "")
                assert "location" not in headers
                assert has_headers(headers)
        for method, asked in product(METHODS, paths):
            status, words, headers = ask(address, method, asked)
            if asked == path:
                assert status == (200 if method in ("GET", "HEAD") else 405)
            elif asked == f"{path}change":
                assert status == (400 if method == "POST" else 405)
            else:
                assert status == 404
            assert "location" not in headers
            assert has_headers(headers)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def impatient(monkeypatch):
    for name in ("HEADER_SECONDS", "BODY_SECONDS", "KEEP_ALIVE_SECONDS"):
        monkeypatch.setattr(server, name, 0.5, raising=False)


def is_closed_in_time(client):
    """Whether the other side closes a connection within four seconds, though a byte comes every tenth of one."""
    end = time.monotonic() + 4
    client.settimeout(0.1)
    while time.monotonic() < end:
        try:
            if not client.recv(1 << 16):
                return True
        except TimeoutError:
            with contextlib.suppress(OSError):
                client.sendall(b"x")
        except OSError:
            return True
    return False


def test_requests_that_never_end_are_ended(session, impatient, capfd):
    with served(session) as address:
        host, _, path = place(address)
        whole = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
        begun = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Long: ".encode()
        for payload in (
            b"",
            begun,
            whole + begun,
            posted(address, 1000),
            posted(address, 1000, Origin="null"),
        ):
            with connected(address, payload) as client:
                assert is_closed_in_time(client), payload
    assert capfd.readouterr() == ("", "")


def test_a_body_that_does_not_come_is_a_timeout(session, impatient, capfd):
    with served(session) as address, connected(address, posted(address, 1000, b"{")) as client:
        head = received(client).decode()
        assert head.startswith("HTTP/1.1 408 ")
        assert set(HEADERS) <= {row.partition(":")[0].lower() for row in head.split("\r\n")}
    assert capfd.readouterr() == ("", "")


def test_an_idle_connection_is_closed(session, impatient):
    with served(session) as address:
        host, _, path = place(address)
        with connected(address, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()) as client:
            started = time.monotonic()
            assert received(client).startswith(b"HTTP/1.1 200")
            assert time.monotonic() - started < 3


def test_an_answer_that_is_not_read_keeps_no_connection(session, impatient, monkeypatch):
    monkeypatch.setattr(session, "page", lambda address: "x" * (32 << 20))
    with served(session) as address:
        host, _, path = place(address)
        with connected(address, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()) as client:
            time.sleep(2)
            assert len(received(client)) < 32 << 20


def test_connections_that_ask_nothing_keep_nobody_out(session, monkeypatch, capfd):
    monkeypatch.setattr(server, "MAX_CONNECTIONS", 8, raising=False)
    with served(session) as address, contextlib.ExitStack() as opened:
        clients = [opened.enter_context(connected(address, b"GET ")) for _ in range(20)]
        assert ask(address)[0] == 200

        def count():
            open_ones = 0
            for client in clients:
                client.setblocking(False)
                try:
                    open_ones += client.recv(1) != b""
                except BlockingIOError:
                    open_ones += 1
                except OSError:
                    pass
            return open_ones

        assert eventually(lambda: count() < 8)
        assert count() > 3
    assert capfd.readouterr() == ("", "")


def test_busy_beyond_measure_is_an_answer_too(session, monkeypatch, capfd):
    monkeypatch.setattr(server, "MAX_CONNECTIONS", 4, raising=False)
    with served(session) as address, contextlib.ExitStack() as opened:
        for _ in range(3):
            opened.enter_context(connected(address, posted(address, 1000, b"{")))
        time.sleep(0.3)
        status, _, headers = ask(address)
        assert (status, has_headers(headers)) == (503, True)
    assert capfd.readouterr() == ("", "")


def test_ctrl_c_ends_the_desk_with_connections_half_open(page):
    needed("uvicorn")
    command = [sys.executable, "-m", "epubmaker", "review", str(page), "--edit"]
    with (
        subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # a job in the background of a shell is born deaf to interrupts, and so would the desk be
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        ) as served_desk,
        contextlib.ExitStack() as opened,
    ):
        try:
            address = served_desk.stdout.readline().strip()
            host, _, path = place(address)
            for payload in (b"", b"GET ", posted(address, 100, b"{"), posted(address, 100, Origin="null")):
                opened.enter_context(connected(address, payload))
            idle = opened.enter_context(
                connected(address, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            )
            assert idle.recv(1 << 16).startswith(b"HTTP/1.1 200")
            served_desk.send_signal(signal.SIGINT)
            _, said = served_desk.communicate(timeout=8)
        finally:
            served_desk.kill()
    assert said.strip() == "epubmaker: stopped; run the same command again to go on"
