"""Text folded to what it says: one image for both scripts, and for a recogniser's marks and a printer's.

A recogniser's marks vary (ASCII or full width, straight or curved quotes), and numbers and Latin words say little about
what kind of text they stand in. So text is folded before any learnt model sees it: marks unified, digits to `0`, letters to
`a`, white space dropped, Traditional characters to their Simplified image one by one.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

VARIANTS = Path(__file__).parent / "data" / "variants.txt"

_MARKS = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "｡": "。",
    "､": "、",
    "<": "《",
    ">": "》",
    "〈": "《",
    "〉": "》",
    "[": "（",
    "]": "）",
    "(": "（",
    ")": "）",
    "〔": "（",
    "〕": "）",
    "【": "（",
    "】": "）",
    "•": "·",
    "・": "·",
    "~": "～",
    "○": "〇",
    **dict.fromkeys("“”‘’「」『』'〝〞﹃﹄＂", '"'),
    **dict.fromkeys("–-－―─", "—"),
    **dict.fromkeys("□▲◆●⊙★▶", "■"),
}


class Folding(dict[int, str]):
    """A table for `str.translate` that works out a character when it first meets it."""

    def __init__(self, variants: dict[str, str]) -> None:
        super().__init__()
        self._variants = variants

    def __missing__(self, code: int) -> str:
        folded = "".join(map(self._fold, unicodedata.normalize("NFKC", chr(code))))
        self[code] = folded
        return folded

    def _fold(self, character: str) -> str:
        if character in _MARKS:
            return _MARKS[character]
        if character.isspace() or not character.isprintable():
            return ""
        if character.isdigit():
            return "0"
        if character.isascii() and character.isalpha():
            return "a"
        return self._variants.get(character, character)


def read_variants(path: Path = VARIANTS) -> dict[str, str]:
    """Read the one-to-one map of Traditional characters to Simplified ones: a row of each."""
    traditional, simplified = path.read_text("utf-8").split("\n")[:2]
    return dict(zip(traditional, simplified, strict=True))


@cache
def folding() -> Folding:
    """Return the shipped table, read once a process."""
    return Folding(read_variants())
