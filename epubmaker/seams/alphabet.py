"""The small alphabet in which seams are scored: folded text (`label/folding.py`), its characters numbered."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from epubmaker.label.folding import Folding, read_variants

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PARAGRAPH = 0
UNKNOWN = 1
# 12 bits a symbol, so that five of them fit one 64-bit key
SIZE = 4096
DATA = Path(__file__).parent / "data"


class Alphabet:
    """Folding of text to numbered characters: 0 is a paragraph mark, 1 any character not in the alphabet."""

    def __init__(self, characters: str, variants: dict[str, str]) -> None:
        import numpy as np  # noqa: PLC0415

        self.characters = characters
        self._folding = Folding(variants)
        self._numbers = np.full(0x11_0000, UNKNOWN, np.uint16)
        codes = np.frombuffer(characters.encode("utf-32-le"), np.uint32)
        self._numbers[codes] = np.arange(2, 2 + len(codes), dtype=np.uint16)
        self._numbers[ord("\n")] = PARAGRAPH

    def fold(self, text: str) -> str:
        """Return the image of `text` on the alphabet, white space dropped."""
        return text.translate(self._folding)

    def encode(self, text: str) -> NDArray[np.uint16]:
        r"""Return the symbol numbers of `text`, which may hold `\n` as a paragraph mark only once folded."""
        return self.encode_folded(self.fold(text))

    def encode_folded(self, folded: str) -> NDArray[np.uint16]:
        r"""Return the symbol numbers of folded text; `\n` is a paragraph mark."""
        import numpy as np  # noqa: PLC0415

        numbers: NDArray[np.uint16] = self._numbers[
            np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
        ]
        return numbers


@lru_cache(maxsize=1)
def alphabet() -> Alphabet:
    """Return the shipped alphabet, read once a process."""
    return Alphabet((DATA / "alphabet.txt").read_text("utf-8").strip("\n"), read_variants())
