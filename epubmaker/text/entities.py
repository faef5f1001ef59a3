"""Entities of HTML that were left in a text, by half: `&nbsp;`, `&quot；`, `&amp;nbsp;`.

Source: the HTML standard, 13.5 (named character references), as Python's `html.entities` has it.
"""

from __future__ import annotations

from html.entities import html5

# A name or a number between & and a semicolon; converters have made some of the semicolons wide. Names of one letter
# (R&D;) are no entities.
ENTITY = "(?P<entity>&(?:amp[;；])*(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,10})[;；]|&nbsp(?![A-Za-z0-9;；=]))"
_OUR_BLANK = " "  # &nbsp; was typed for a gap, not to keep two words on a line
_LARGEST = 0x10FFFF


def decode_entity(entity: str) -> str | None:
    """Return the characters that an entity stands for; None where it is none."""
    name = entity.replace("；", ";").rstrip(";").rsplit(";", 1)[-1].removeprefix("&")
    if name.isupper():  # R&DD; AT&GT; are no entities that anybody writes
        return None
    decoded = _by_number(name[1:]) if name.startswith("#") else html5.get(f"{name};")
    return _OUR_BLANK if decoded == "\u00a0" else decoded


def _by_number(number: str) -> str | None:
    """Return the character of a number; None for what is no character of a text."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code > _LARGEST or 0xD800 <= code <= 0xDFFF or (code < 0x20 and code not in (9, 10, 13)):
        return None
    return _WINDOWS.get(code) or chr(code)


# Numbers of code page 1252, which old editors wrote: browsers read them so (HTML standard, 13.2.5.80).
_WINDOWS = {
    0x80: "€",
    0x85: "…",
    0x91: "‘",
    0x92: "’",
    0x93: "“",
    0x94: "”",
    0x95: "•",
    0x96: "–",
    0x97: "—",
    0x99: "™",
}
