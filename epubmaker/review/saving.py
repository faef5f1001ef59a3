"""Corrections as the text of a file: what people wrote and remarked in it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from epubmaker.errors import CorrectionsError
from epubmaker.model.corrections import GRAMMAR, Corrections, Quotation, Statement
from epubmaker.readers.corrections import parse_corrections

OPENED = re.compile(r"^corrections[ \t]*=[ \t]*\[[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
ONE_LINE = re.compile(r"^[ \t]*\{.*\}[ \t]*,?[ \t]*(?:#.*)?$")
TABLE = re.compile(r"^\[masthead\][ \t]*(?:#[^\n]*)?$", re.MULTILINE)
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def with_changes(text: str, dropped: Collection[Statement] = (), added: Collection[Statement] = ()) -> str:
    """This returns the text of a corrections file without some statements and with others at its end.

    Lines are taken out and put in where the file has a statement a line, so that remarks stay; a file of another form is
    written anew.
    """
    before = parse_corrections(text)
    rows = {statement.row for statement in dropped}
    kept = tuple(statement for statement in before.statements if statement.row not in rows)
    wanted = Corrections((*kept, *added), before.masthead)
    lines = [
        line for row, line in enumerate(text.splitlines(), 1) if row not in rows or not ONE_LINE.match(line)
    ]
    changed = _inserted("\n".join(lines) + "\n", [statement_text(statement) for statement in added])
    return changed if _says(changed, wanted) else whole_text(wanted)


def with_field(text: str, name: str, value: str | int | date | None) -> str:
    """This returns the text of a corrections file with a field of the masthead set, or, for None, left to the page."""
    before = parse_corrections(text)
    fields = {key: known for key, known in before.masthead if key != name}
    wanted = Corrections(
        before.statements, tuple((fields if value is None else fields | {name: value}).items())
    )
    lines = [line for line in text.splitlines() if not re.match(rf"{re.escape(name)}[ \t]*=", line)]
    changed = "\n".join(lines) + "\n"
    if value is not None:
        entry = f"{name} = {value_text(value)}\n"
        table = TABLE.search(changed)
        at = table.end() + 1 if table else len(changed)
        changed = changed[:at] + entry + changed[at:] if table else f"{changed}\n[masthead]\n{entry}"
    return changed if _says(changed, wanted) else whole_text(wanted)


def whole_text(corrections: Corrections) -> str:
    """This returns a corrections file, the same for the same corrections."""
    parts = ["corrections = ["]
    parts += [f"    {statement_text(statement)}," for statement in corrections.statements]
    parts.append("]")
    if corrections.masthead:
        parts += [
            "",
            "[masthead]",
            *(f"{name} = {value_text(value)}" for name, value in corrections.masthead),
        ]
    return "\n".join(parts) + "\n"


def statement_text(statement: Statement) -> str:
    """This returns a statement as an inline table of TOML."""
    second, kind = GRAMMAR[statement.verb]
    entries = [f"{statement.verb} = {_quotation_text(statement.what)}"]
    if kind == "quotation" and statement.target is not None:
        entries.append(f"{second} = {_quotation_text(statement.target)}")
    elif kind != "none":
        entries.append(f"{second} = {value_text(statement.value)}")
    return "{ " + ", ".join(entries) + " }"


def value_text(value: str | int | date) -> str:
    """This returns a value as TOML."""
    if isinstance(value, str):
        escaped = "".join(
            ESCAPES.get(c) or (c if c.isprintable() or c == "\u3000" else _escape(c)) for c in value
        )
        return f'"{escaped}"'
    return value.isoformat() if isinstance(value, date) else str(value)


def _escape(character: str) -> str:
    return f"\\U{ord(character):08x}"


def _quotation_text(quotation: Quotation) -> str:
    words = value_text(quotation.text)
    return f"[{words}, {quotation.occurrence}]" if quotation.occurrence else words


def _inserted(text: str, entries: list[str]) -> str:
    """This puts statements before the end of the list, or a list before everything else that is no remark."""
    if not entries:
        return text
    rows = "".join(f"    {entry},\n" for entry in entries)
    opened = OPENED.search(text)
    closed = text.find("\n]", opened.start()) if opened else -1
    if closed >= 0:
        head = text[: closed + 1]
        last = head.rstrip()
        if last.endswith("}"):  # the comma after the last statement may be left out
            head = f"{last},\n"
        return head + rows + text[closed + 1 :]
    lines = text.splitlines(keepends=True)
    start = next((k for k, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join([*lines[:start], f"corrections = [\n{rows}]\n", *lines[start:]])


def _says(text: str, wanted: Corrections) -> bool:
    try:
        found = parse_corrections(text)
    except CorrectionsError:
        return False
    return found.statements == wanted.statements and dict(found.masthead) == dict(wanted.masthead)
