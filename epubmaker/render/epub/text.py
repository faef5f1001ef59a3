"""Text as a book may carry it: NFC, no characters that XML forbids, numbers upright in vertical lines."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from epubmaker.text import patterns as re

if TYPE_CHECKING:
    from markupsafe import Markup

# XML 1.0, 2.2: no C0 controls but tab and line end, no surrogates, no U+FFFE/FFFF.
# HTML forbids DEL, C1 and every noncharacter too.
_PLANE_ENDS = "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_PLANE_ENDS}]"
)
_ROW_END = re.compile("\r\n?")
# CLREQ, horizontal-in-vertical: numbers of one or two digits stand upright; longer ones turn with their line.
_SHORT_NUMBER = re.compile(r"(?<![0-9A-Za-z.,:/%+\-])([0-9]{1,2})(?![0-9A-Za-z.,:/%+\-])")


def visible(character: str) -> str:
    """Return what stands for a character that no XHTML may hold.

    C0 controls and DEL become their control pictures (U+2400-U+2421), so that nothing is lost; the rest
    (C1, lone surrogates, noncharacters) become U+FFFD.
    """
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def forbidden(text: str) -> list[tuple[int, str]]:
    """List the characters of `text` that `visible` replaces, with their offsets."""
    return [(found.start(), found[0]) for found in _FORBIDDEN.finditer(text)]


def carried(value: Any) -> Any:
    """Return a value of a template, in a string or markup `visible` for each character that no XHTML may hold."""
    if not isinstance(value, str) or value.isprintable():
        return value
    from markupsafe import Markup  # noqa: PLC0415  (heavy libraries load when used)

    text = _without_forbidden(value)
    return Markup(text) if isinstance(value, Markup) else text  # noqa: S704  (it was markup before)


def _without_forbidden(text: str) -> str:
    return _FORBIDDEN.sub(lambda found: visible(found[0]), str(text))


def book_text(text: str) -> str:
    """Return `text` as the book carries it: LF, `visible` characters, NFC (W3C Charmod), stripped."""
    if not text.isprintable():  # most text is, and needs none of this
        text = _ROW_END.sub("\n", text)
        text = _without_forbidden(text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.strip()


def upright_numbers(text: str) -> Markup:
    """Escape `text` and mark the short numbers that stand upright in a vertical line."""
    from markupsafe import Markup, escape  # noqa: PLC0415  (heavy libraries load when used)

    pieces = _SHORT_NUMBER.split(text)
    return Markup().join(
        Markup('<span class="upright">{}</span>').format(piece) if position % 2 else escape(piece)
        for position, piece in enumerate(pieces)
    )
