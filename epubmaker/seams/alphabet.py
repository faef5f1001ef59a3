"""The small alphabet in which seams are scored.

A recogniser's marks vary (ASCII or full width, straight or curved quotes), and numbers and Latin words say little about
what continues what. So text is folded before any model sees it: marks unified, digits to `0`, letters to `a`, white space
dropped, Traditional characters to their Simplified image one by one. One model then serves both scripts and both
kinds of source.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PARAGRAPH = 0
UNKNOWN = 1
# 12 bits a symbol, so that five of them fit one 64-bit key
SIZE = 4096
DATA = Path(__file__).parent / "data"

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


class _Folding(dict[int, str]):
    """This is a table for `str.translate` that works out a character when it first meets it."""

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


class Alphabet:
    """This folds text and numbers its characters: 0 is a paragraph mark, 1 any character not in the alphabet."""

    def __init__(self, characters: str, variants: dict[str, str]) -> None:
        import numpy as np  # noqa: PLC0415

        self.characters = characters
        self._folding = _Folding(variants)
        self._numbers = np.full(0x11_0000, UNKNOWN, np.uint16)
        codes = np.frombuffer(characters.encode("utf-32-le"), np.uint32)
        self._numbers[codes] = np.arange(2, 2 + len(codes), dtype=np.uint16)
        self._numbers[ord("\n")] = PARAGRAPH

    def fold(self, text: str) -> str:
        """This returns the image of `text` on the alphabet, white space dropped."""
        return text.translate(self._folding)

    def encode(self, text: str) -> NDArray[np.uint16]:
        """This returns the symbol numbers of `text`, which may hold `\\n` as a paragraph mark only once folded."""
        return self.encode_folded(self.fold(text))

    def encode_folded(self, folded: str) -> NDArray[np.uint16]:
        """This returns the symbol numbers of folded text; `\\n` is a paragraph mark."""
        import numpy as np  # noqa: PLC0415

        numbers: NDArray[np.uint16] = self._numbers[
            np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
        ]
        return numbers


def read_variants(path: Path = DATA / "variants.txt") -> dict[str, str]:
    """This reads the one-to-one map of Traditional characters to Simplified ones: a row of each."""
    traditional, simplified = path.read_text("utf-8").split("\n")[:2]
    return dict(zip(traditional, simplified, strict=True))


@lru_cache(maxsize=1)
def alphabet() -> Alphabet:
    """This returns the shipped alphabet, read once a process."""
    return Alphabet((DATA / "alphabet.txt").read_text("utf-8").strip("\n"), read_variants())
