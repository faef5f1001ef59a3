"""Corrections files: TOML that people write by hand, so every complaint names its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from epubmaker.errors import CorrectionsError, InputError
from epubmaker.files import parse_toml, read_side_text, readable_name
from epubmaker.files.toml import STRINGS
from epubmaker.messages import Message
from epubmaker.model import BlockForm, Role
from epubmaker.model.corrections import GRAMMAR, MASTHEAD_TEXTS, Corrections, Quotation, Statement, Verb
from epubmaker.text import patterns as re

CORRECTIONS_SUFFIX = ".corrections.toml"
PLAIN = "paragraph"  # the form of running text
MAX_BYTES = 1 << 20  # thousands of statements; more is no work of hands
# What can hide a brace in TOML, then the braces and brackets themselves, then the head of a table in an array.
_TOKEN = re.compile(
    STRINGS + r"|(?P<head>^[ \t]*\[\[[ \t]*corrections[ \t]*\]\])|(?P<mark>[{}\[\]])",
    re.DOTALL | re.MULTILINE,
)


def corrections_path(path: str | Path) -> Path:
    """Return where the corrections to a text lie: `page.txt.corrections.toml` beside `page.txt`."""
    return Path(f"{path}{CORRECTIONS_SUFFIX}")


def corrections_beside(path: str | Path) -> Corrections | None:
    """Read the corrections that lie beside a text, None where there are none; raises `CorrectionsError`."""
    return read_corrections(corrections_path(path)) if has_corrections(path) else None


def has_corrections(path: str | Path) -> bool:
    """Say whether corrections lie beside a text; never where their name would be too long for a file."""
    try:
        return corrections_path(path).exists()
    except (OSError, ValueError):
        return False


def read_corrections(path: str | Path) -> Corrections:
    """Read a corrections file; raises `CorrectionsError` with the line of what is wrong."""
    path = Path(path)
    try:
        text = read_side_text(path, MAX_BYTES, "corrections file")
    except InputError as error:
        raise CorrectionsError(str(error)) from error
    return parse_corrections(text, readable_name(path.name))


def parse_corrections(text: str, name: str = "<corrections>") -> Corrections:
    """Read the text of a corrections file; raises `CorrectionsError` with the line of what is wrong."""
    try:
        values = parse_toml(text)
    except ValueError as error:
        found = re.search(r"at line (\d+)", str(error))
        row = int(found[1]) if found else text.count("\n") + 1
        raise CorrectionsError(
            Message("{name}, line {row}: not TOML ({error})", name=name, row=row, error=Message(str(error)))
        ) from error
    return _Reader(text, name).corrections(values)


class _Reader:
    """Reader of TOML values as corrections that knows on which line each stands."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def corrections(self, values: Mapping[str, Any]) -> Corrections:
        for key in values:
            if key not in ("corrections", "masthead"):
                raise self._error(
                    self._row_of_key(key),
                    Message("unknown key {key!r}; there are corrections and masthead", key=key),
                )
        entries = values.get("corrections", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._error(
                self._row_of_key("corrections"), Message("corrections should be a list of { ... }")
            )
        rows = (*self._rows(), *[1] * len(entries))
        statements = tuple(self._statement(entry, row) for entry, row in zip(entries, rows, strict=False))
        return Corrections(statements, self._masthead(values.get("masthead", {})), self._name)

    def _statement(self, entry: Mapping[str, Any], row: int) -> Statement:
        verbs: list[Verb] = [verb for verb in GRAMMAR if verb in entry]
        if len(verbs) != 1:
            found = ", ".join(verbs) if verbs else Message("none")
            said = Message(
                "a correction has one of the keys {known}; here is {found}",
                known=", ".join(GRAMMAR),
                found=found,
            )
            raise self._error(row, said)
        (verb,) = verbs
        second, kind = GRAMMAR[verb]
        for key in entry:
            if key not in (verb, second):
                said = Message("unknown key {key!r} beside {verb}", key=key, verb=verb)
                raise self._error(
                    row, Message("{said}; it takes {second}", said=said, second=second) if second else said
                )
        what = self._quotation(entry[verb], verb, row)
        if kind == "none":
            return Statement(verb, what, row=row)
        if second not in entry:
            raise self._error(row, Message("{verb} needs the key {second!r} too", verb=verb, second=second))
        if kind == "quotation":
            return Statement(verb, what, self._quotation(entry[second], second, row), row=row)
        value = entry[second]
        if not isinstance(value, str):
            raise self._error(row, Message("{second} should be text", second=second))
        self._check_name(kind, value, row)
        return Statement(verb, what, value=value, row=row)

    def _check_name(self, kind: str, value: str, row: int) -> None:
        if kind == "role" and value not in {*Role}:
            raise self._error(
                row,
                Message("there is no role {value!r}; there are {known}", value=value, known=", ".join(Role)),
            )
        if kind == "form" and value not in (PLAIN, *get_args(BlockForm)):
            known = ", ".join((PLAIN, *get_args(BlockForm)))
            raise self._error(
                row, Message("there is no form {value!r}; there are {known}", value=value, known=known)
            )

    def _quotation(self, value: object, key: str, row: int) -> Quotation:
        match value:
            case str(text) if text.strip():
                return Quotation(text)
            case [str(text), int(occurrence)] if text.strip() and occurrence >= 1 and occurrence is not True:
                return Quotation(text, occurrence)
            case _:
                raise self._error(
                    row,
                    Message(
                        '{key} should quote the text: "words", or ["words", 2] for the second such place',
                        key=key,
                    ),
                )

    def _masthead(self, fields: object) -> tuple[tuple[str, str | int | date], ...]:
        if not isinstance(fields, dict):
            raise self._error(self._row_of_key("masthead"), Message("masthead should be a table"))
        return tuple((key, self._field(key, value)) for key, value in fields.items())

    def _field(self, key: str, value: object) -> str | int | date:
        row = self._row_of_key(key)
        if key == "date":
            if not isinstance(value, date) or isinstance(value, datetime):
                raise self._error(
                    row, Message("date should be a day such as 2020-01-10, without quotation marks")
                )
            return value
        if key == "issue_number":
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise self._error(row, Message("issue_number should be a whole number"))
            return value
        if key not in MASTHEAD_TEXTS:
            known = ", ".join(("date", "issue_number", *MASTHEAD_TEXTS))
            raise self._error(
                row, Message("the masthead has no {key!r}; it has {known}", key=key, known=known)
            )
        if not isinstance(value, str):
            raise self._error(row, Message("{key} should be text", key=key))
        return value

    def _rows(self) -> list[int]:
        """Return the line on which each correction begins, by walking over strings and comments."""
        rows: list[int] = []
        braces = brackets = 0
        for token in _TOKEN.finditer(self._text):
            mark = token["mark"]
            if token["head"] or (mark == "{" and not braces and brackets):
                rows.append(self._row_at(token.end()))
            braces += (mark == "{") - (mark == "}")
            brackets += (mark == "[") - (mark == "]")
        return rows

    def _row_of_key(self, key: str) -> int:
        found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}\b", self._text, re.MULTILINE)
        return self._row_at(found.end()) if found else 1

    def _row_at(self, offset: int) -> int:
        return self._text.count("\n", 0, offset) + 1

    def _error(self, row: int, said: str) -> CorrectionsError:
        return CorrectionsError(Message("{name}, line {row}: {said}", name=self._name, row=row, said=said))
