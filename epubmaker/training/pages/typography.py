"""Widths of characters and the breaking of rows, without any font: PDF writing spreads each line to the width said here."""

from __future__ import annotations

import re

NO_START = set("，。、；：？！）》〉」』”’】〕…—～·％%℃,.;:?!)]}")
NO_END = set("（《〈「『“‘【〔([{")
TOKENS = re.compile(r"[A-Za-z0-9.%\-/']+|.", re.DOTALL)
CUTS = "。！？；，"
# Em of the characters below U+0080: about what the project's sans and serif faces have.
NARROW = {
    " ": 0.25,
    "i": 0.28,
    "l": 0.28,
    "j": 0.28,
    "I": 0.3,
    ".": 0.28,
    ",": 0.28,
    "m": 0.85,
    "w": 0.75,
    "W": 0.88,
    "M": 0.85,
}


def em(text: str) -> float:
    """Return the width of a text in em."""
    return sum(1.0 if ord(c) > 0x7F else NARROW.get(c, 0.55) for c in text)


def tokens_of(text: str) -> list[str]:
    """Return what may stand alone on a row: single characters, and Latin words and numbers whole."""
    return TOKENS.findall(text)


def row_end(tokens: list[str], start: int, room: float) -> int:
    """Return the token behind the row that begins at `start` and is `room` em wide, at least one token on.

    A mark that may not open a row is squeezed in where there is room for a third of it, else a character goes down with it.
    """
    end, used = start, 0.0
    while end < len(tokens) and used + em(tokens[end]) <= room + 0.01:
        used += em(tokens[end])
        end += 1
    if end >= len(tokens):
        return end
    if (
        tokens[end] in NO_START
        and (end + 1 == len(tokens) or tokens[end + 1] not in NO_START)
        and room - used > -0.01
        and end > start
    ):
        return end + 1
    back = end
    while back > start + 1 and (tokens[back - 1] in NO_END or tokens[back] in NO_START):
        back -= 1
    return max(start + 1, back if back > start + 1 else end)


def title_rows(text: str, room: float, most: int, uneven: bool = False) -> list[str] | None:
    """Return a title in the fewest rows of `room` em, at most `most`; None where it does not fit."""
    words = text.strip().split(" ")
    tokens = [token for token in tokens_of(text.strip()) if token != " " or text.isascii()]
    for count in range(1, most + 1):
        rows = words if count == len(words) else _parted(tokens, count, uneven)
        if rows and all(rows) and all(em(row) <= room + 0.01 for row in rows):
            return rows
    return None


def _parted(tokens: list[str], count: int, uneven: bool) -> list[str]:
    """Return tokens in `count` rows of about equal length, or with a last row that is a good deal shorter."""
    rows, at = [], 0
    for k in range(count):
        share = (k + 1) / count
        end = len(tokens) if k == count - 1 else round(len(tokens) * (share**0.7 if uneven else share))
        while at < end < len(tokens) - 1 and (tokens[end] in NO_START or tokens[end - 1] in NO_END):
            end += 1
        rows.append("".join(tokens[at:end]))
        at = end
    return rows


def wrapped(text: str, room: float, indent: float = 0.0) -> list[str]:
    """Return a text in rows of `room` em, the first one narrower by the indent."""
    tokens, at = tokens_of(text), 0
    rows: list[str] = []
    while at < len(tokens):
        end = row_end(tokens, at, room - (0 if rows else indent))
        rows.append("".join(tokens[at:end]))
        at = end
    return rows


def shortened(text: str, room: int) -> str:
    """Return the longest beginning of a text within `room` characters that ends with a sentence or clause, or nothing."""
    if len(text) <= room:
        return text
    end = max(text.rfind(mark, 0, max(0, room)) for mark in CUTS)
    return re.sub("[；，]$", "。", text[: end + 1]) if end > 10 else ""
