"""Corrections as the text of a file: what people wrote and remarked in it stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from epubmaker.errors import CorrectionsError
from epubmaker.model.corrections import GRAMMAR, Corrections, Quotation, Statement
from epubmaker.readers.corrections import parse_corrections
from epubmaker.text import patterns as re

# Rows end with LF or CRLF, as in TOML; what else Python takes for an end of line may stand inside a quotation.
OPENED = re.compile(r"^corrections[ \t]*=[ \t]*\[[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)
ONE_LINE = re.compile(r"^[ \t]*\{.*\}[ \t]*,?[ \t]*(?:#.*)?\r?$")
TABLE = re.compile(r"^\[masthead\][ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)
REMARKS = re.compile(r"(?:#[^\n]*\n)*")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def with_changes(text: str, dropped: Collection[Statement] = (), added: Collection[Statement] = ()) -> str:
    """Return the text of a corrections file without some statements and with others at its end.

    Lines are taken out and put in where the file has a statement a line, so that remarks and line ends stay; a file of
    another form is written anew.
    """
    before = parse_corrections(text)
    rows = {statement.row for statement in dropped}
    kept = tuple(statement for statement in before.statements if statement.row not in rows)
    wanted = Corrections((*kept, *added), before.masthead)
    lines = [
        line for row, line in enumerate(text.split("\n"), 1) if row not in rows or not ONE_LINE.match(line)
    ]
    end = _line_end(text)
    changed = _inserted(_ended(lines, end), [statement_text(statement) for statement in added], end)
    return changed if _says(changed, wanted) else whole_text(wanted).replace("\n", end)


def with_field(text: str, name: str, value: str | int | date | None) -> str:
    """Return the text of a corrections file with a field of the masthead set, or, for None, left to the page."""
    before = parse_corrections(text)
    fields = {key: known for key, known in before.masthead if key != name}
    wanted = Corrections(
        before.statements, tuple((fields if value is None else fields | {name: value}).items())
    )
    end = _line_end(text)
    changed = _ended(
        [line for line in text.split("\n") if not re.match(rf"{re.escape(name)}[ \t]*=", line)], end
    )
    if value is not None:
        entry = f"{name} = {value_text(value)}{end}"
        table = TABLE.search(changed)
        at = table.end() + 1 if table else len(changed)
        heading = "" if table else f"{end if changed else ''}[masthead]{end}"
        changed = f"{changed[:at]}{heading}{entry}{changed[at:]}"
    return changed if _says(changed, wanted) else whole_text(wanted).replace("\n", end)


def whole_text(corrections: Corrections) -> str:
    """Return a corrections file, the same for the same corrections."""
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
    """Return a statement as an inline table of TOML."""
    second, kind = GRAMMAR[statement.verb]
    entries = [f"{statement.verb} = {_quotation_text(statement.what)}"]
    if kind == "quotation" and statement.target is not None:
        entries.append(f"{second} = {_quotation_text(statement.target)}")
    elif kind != "none":
        entries.append(f"{second} = {value_text(statement.value)}")
    return "{ " + ", ".join(entries) + " }"


def value_text(value: str | int | date) -> str:
    """Return a value as TOML."""
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


def _line_end(text: str) -> str:
    """Return how most rows of a file end: Windows editors write CRLF, and every row would show as changed without it."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def _ended(lines: Sequence[str], end: str) -> str:
    """Return lines as one text whose last row has its end too."""
    text = "\n".join(lines)
    return text if not text or text.endswith("\n") else text + end


def _inserted(text: str, entries: list[str], end: str) -> str:
    """Return a text with statements before the end of its list, or with a list before everything that is no remark."""
    if not entries:
        return text
    rows = "".join(f"    {entry},{end}" for entry in entries)
    opened = OPENED.search(text)
    closed = text.find("\n]", opened.start()) if opened else -1
    if closed >= 0:
        head = text[: closed + 1]
        last = head.rstrip()
        if last.endswith("}"):  # the comma after the last statement may be left out
            head = f"{last},{end}"
        return head + rows + text[closed + 1 :]
    found = REMARKS.match(text)
    start = found.end() if found else 0
    return f"{text[:start]}corrections = [{end}{rows}]{end}{text[start:]}"


def _says(text: str, wanted: Corrections) -> bool:
    try:
        found = parse_corrections(text)
    except CorrectionsError:
        return False
    return found.statements == wanted.statements and dict(found.masthead) == dict(wanted.masthead)
