"""One change of code at a time, each in a process of its own that has everything loaded, and the tests that run its row.

Nothing on the disk is changed. The tests are collected once; for each change the process forks, and the child puts the code of the
changed function in place of its own (whoever has imported it calls the changed one), or the changed constant in place of the old
wherever a module names it. Then it runs tests until one fails. A child takes as long as its tests, and no second longer.
"""

from __future__ import annotations

import ast
import gc
import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

TIME, AT_LEAST = (
    10.0,
    5.0,
)  # what takes so many times what it takes unchanged, and seconds, would never end: it has been caught
UNSEEN = "no test sees it"


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of a file from number `row` on, as they are and as they are to be."""

    path: str
    row: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    def __str__(self) -> str:
        """Return the change as it stands in a report."""
        rows = [f"-{row}" for row in self.old] + [f"+{row}" for row in self.new]
        return "\n".join((f"{self.path}:{self.row}", *rows))

    def placed(self) -> Change | None:
        """Return the change where its rows are now, the nearest if they occur twice; None where they are no more."""
        rows = Path(self.path).read_text(encoding="utf-8").splitlines() if Path(self.path).exists() else []
        size = len(self.old)
        found = [at + 1 for at in range(len(rows)) if tuple(rows[at : at + size]) == self.old]
        place = min(found, key=lambda at: abs(at - self.row), default=None)
        return None if place is None else Change(self.path, place, self.old, self.new)

    def text(self) -> str:
        """Return the file with the change in it."""
        rows = Path(self.path).read_text(encoding="utf-8").splitlines()
        rows[self.row - 1 : self.row - 1 + len(self.old)] = self.new
        return "\n".join(rows) + "\n"


def read_changes(report: Path) -> Iterator[Change]:
    """Yield the changes that stand in a report; what else it says is passed over."""
    for block in report.read_text(encoding="utf-8").split("\n\n"):
        rows = block.strip("\n").split("\n")
        place, colon, row = rows[0].rpartition(":")
        if colon and row.isdigit() and place.endswith(".py"):
            old, new = (tuple(text[1:] for text in rows[1:] if text[:1] == sign) for sign in "-+")
            yield Change(place, int(row), old, new)


class Trial:
    """A plugin of pytest: run no test as usual, show each change to those that run its rows."""

    def __init__(self, changes: Iterable[Change], folders: tuple[str, ...], seconds: float) -> None:
        self.changes, self.folders, self.seconds = changes, folders, seconds
        self.told: list[tuple[Change, str]] = []
        self.failed = ""
        self.spent: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note how long each part of a test took, and which failed."""
        self.spent[report.nodeid] = self.spent.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_runtestloop(self, session: Any) -> bool:
        """Show every change to the tests, and keep what came of it."""
        self.warm()
        functions = named_functions()
        noted = in_child(lambda: self.noted(session.items), 3600.0)
        if not isinstance(noted, tuple):
            pytest.exit(f"the tests fail before anything was changed: {noted}", 1)
        seconds, tests = noted
        quick = sorted(session.items, key=lambda item: seconds.get(item.nodeid, 0.0))
        start = time.monotonic()
        for change in self.changes:
            if time.monotonic() - start > self.seconds:
                break
            items = [item for item in quick if item.nodeid in tests_of(tests, change)] or quick
            limit = AT_LEAST + TIME * sum(seconds.get(item.nodeid, 0.0) for item in items)
            said = in_child(lambda change=change, items=items: self.shown(change, items, functions), limit)
            self.told.append((change, str(said)))
        return True

    def warm(self) -> None:
        """Load the models that all tests need, and forget what the changed rooms have made of anything."""
        from epubmaker import reconstruct  # noqa: PLC0415  (in the process of the room only)
        from epubmaker.readers import read_text  # noqa: PLC0415

        reconstruct(read_text(min(Path("seeds").glob("*.txt"))))
        rooms = tuple(folder.replace("/", ".") for folder in (*self.folders, "epubmaker/text"))
        for kept in [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]:
            if str(kept.__module__).startswith(rooms):
                kept.cache_clear()

    def noted(self, items: list[Any]) -> object:
        """Run all tests unchanged; return how long each took and which ran each row, or the name of one that failed."""
        from coverage import Coverage  # noqa: PLC0415  (nobody else needs it)

        watch = Coverage(data_file=None, include=[f"{folder}/*" for folder in self.folders])
        watch.start()
        for item, following in zip(items, [*items[1:], None], strict=True):
            watch.switch_context(item.nodeid)
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        watch.stop()
        data = watch.get_data()
        rows = {
            (os.path.relpath(path), row): set(names)
            for path in data.measured_files()
            for row, names in data.contexts_by_lineno(path).items()
        }
        return self.failed or (self.spent, rows)

    def shown(self, change: Change, items: list[Any], functions: dict[tuple[str, str], list[Any]]) -> str:
        """Make the change, run the tests until one fails, and return its name."""
        put_in_place(change, functions)
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return self.failed
        return UNSEEN


def named_functions() -> dict[tuple[str, str], list[Any]]:
    """Return every function of the house that is loaded, by file and name."""
    found: dict[tuple[str, str], list[Any]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and "epubmaker" in one.__code__.co_filename:
            found.setdefault((one.__code__.co_filename, one.__code__.co_qualname), []).append(one)
    return found


def put_in_place(change: Change, functions: dict[tuple[str, str], list[Any]]) -> None:
    """Give the functions of a file their changed code; where none has changed, the modules the changed constants."""
    path = str(Path(change.path).resolve())
    changed = compile(change.text(), path, "exec")
    name = function_at(change)
    if name:
        code = next(one for one in codes(changed) if one.co_qualname == name)
        for function in functions[path, name]:
            function.__code__ = code
        return
    module = next(one for one in sys.modules.values() if getattr(one, "__file__", None) == path)
    fresh = dict(vars(module))
    exec(changed, fresh)
    for constant, value in fresh.items():
        old = vars(module).get(constant)
        if isinstance(old, (FunctionType, type, _lru_cache_wrapper)) or constant.startswith("__"):
            continue
        for other in [one for one in sys.modules.values() if getattr(one, constant, None) is old]:
            setattr(other, constant, value)


def codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a code object and all within it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def function_at(change: Change) -> str:
    """Return the qualified name of the outermost function in which a change stands; nothing outside of functions."""
    nodes: list[tuple[ast.AST, str]] = [(ast.parse(Path(change.path).read_text(encoding="utf-8")), "")]
    for node, outer in nodes:
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.FunctionDef) and inner.lineno <= change.row <= (inner.end_lineno or 0):
                return f"{outer}{inner.name}"
            if isinstance(inner, ast.ClassDef):
                nodes.append((inner, f"{outer}{inner.name}."))
    return ""


def tests_of(tests: dict[tuple[str, int], set[str]], change: Change) -> set[str]:
    """Return the tests that run the statement in which a change stands; none where it runs when its module is loaded."""
    named = [tests.get((change.path, row), set()) for row in statement(Path(change.path), change.row)]
    found = set().union(*named)
    return set() if "" in found else found


def statement(path: Path, row: int) -> range:
    """Return the rows of the innermost statement in which a row stands; of one with a body, those of its head."""
    spans = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            if node.lineno <= row <= max(end, node.lineno):
                spans.append(range(node.lineno, max(end, node.lineno) + 1))
    return min(spans, key=len, default=range(row, row + 1))


def in_child(work: Any, limit: float) -> object:
    """Return what a function returns in a forked process; that it broke, or took longer than the limit, is said in words."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        said: object = "it breaks what is loaded"
        with suppress(BaseException):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            said = work()
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(said, stream)
        os._exit(0)
    os.close(writing)
    try:
        if not select.select([reading], [], [], limit)[0]:
            return "it never ends"
        with os.fdopen(reading, "rb", closefd=False) as stream:
            return pickle.load(stream)
    except EOFError:
        return "it ends the process"
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
