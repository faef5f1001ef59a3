"""Pack jieba's dictionary (MIT) into the hashed table that ships.

python -m epubmaker.training.lexicon -o epubmaker/seams/data/lexicon.npz
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from epubmaker.seams.alphabet import SIZE, UNKNOWN, alphabet
from epubmaker.seams.lexicon import LONGEST, VALUE_BITS
from epubmaker.training.pack import fill, quantise


def read_dictionary() -> dict[str, int]:
    """Read jieba's dictionary, `word frequency tag` a row, folded to the alphabet."""
    source = Path(str(files("jieba"))) / "dict.txt"
    words: dict[str, int] = {}
    for row in source.read_text("utf-8").splitlines():
        word, frequency = row.split(" ")[:2]
        folded = alphabet().fold(word)
        words[folded] = words.get(folded, 0) + int(frequency)
    return words


def main() -> None:
    """Write the lexicon."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    words = read_dictionary()
    total = np.log(sum(words.values()))
    # A character that is no word of its own is one e rarer than the rarest word.
    singles = np.full(SIZE, -total - 1, np.float32)
    keys, logs = [], []
    for word, frequency in words.items():
        symbols = alphabet().encode_folded(word)
        if frequency == 0 or not 1 <= len(symbols) <= LONGEST or (symbols <= UNKNOWN).any():
            continue
        if len(symbols) == 1:
            singles[symbols[0]] = np.log(frequency) - total
            continue
        keys.append(int("".join(f"{symbol:03x}" for symbol in symbols), 16))
        logs.append(np.log(frequency) - total)
    level, levels = quantise(np.array(logs), 1 << VALUE_BITS)
    table: dict[str, Any] = dict(fill(np.array(keys, np.uint64), level, None, VALUE_BITS))
    np.savez(options.out, singles=singles, levels=levels, **table)
    print(len(keys), "words", options.out.stat().st_size / 1e6, "MB")


if __name__ == "__main__":
    main()
