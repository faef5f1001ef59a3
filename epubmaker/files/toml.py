"""TOML that people write: what it says, in bounded time."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from epubmaker.messages import Message

# What can hide a dot or a brace in TOML: strings and comments.
STRINGS = r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
_HIDING = re.compile(STRINGS, re.DOTALL)
# tomllib takes time that grows with the square of the parts of a dotted key. No file of ours has keys of more than two.
_LONG_KEY = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){32}")
# Marks that a Chinese keyboard types where TOML has its own.
_PLAIN = dict(zip("“”‘’＂，｛｝［］【】＝：", '""\'\'",{}[][]=:', strict=True))
_WIDE = re.compile(f"[{''.join(_PLAIN)}]")


def _blank(match: re.Match[str]) -> str:
    """Return blanks and row ends in the place of what hides marks, so that places stay."""
    return re.sub(r"[^\n]", " ", match[0])


def parse_toml(text: str) -> dict[str, Any]:
    """Return the values of a TOML text; raises `ValueError` that says what is wrong, with the line where there is one.

    Numbers of thousands of digits, nesting without end and keys of dozens of parts are errors as any other.
    """
    if _LONG_KEY.search(_HIDING.sub("s", text)):
        raise ValueError(Message("a key of more than 32 parts"))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mark = _WIDE.search(_HIDING.sub(_blank, text))
        if mark is None:
            raise
        row = text.count("\n", 0, mark.start()) + 1
        raise ValueError(
            Message(
                "{mark} outside of a quotation: type {plain} there (at line {row})",
                row=row,
                mark=mark[0],
                plain=_PLAIN[mark[0]],
            )
        ) from error
    except RecursionError as error:
        raise ValueError(Message("lists or tables stand too deep in each other")) from error
