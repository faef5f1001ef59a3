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


def parse_toml(text: str) -> dict[str, Any]:
    """Return the values of a TOML text; raises `ValueError` that says what is wrong, with the line where there is one.

    Numbers of thousands of digits, nesting without end and keys of dozens of parts are errors as any other.
    """
    if _LONG_KEY.search(_HIDING.sub("s", text)):
        raise ValueError(Message("a key of more than 32 parts"))
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(Message("lists or tables stand too deep in each other")) from error
