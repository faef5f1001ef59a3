"""Pack jieba's dictionary (MIT) and newer words (`newer_words.txt`) into sorted tables of words that headings are broken by.

python -m epubmaker.training.heading_words -o epubmaker/render/data/words.bin

The file: a row of text with the sizes of its parts, then for words of one to four characters their keys (the characters in UTF-16,
as one number: 2, 4, 8 and 8 bytes, ascending, little endian) and a byte each, eight times minus the logarithm of the word's
frequency; then pairs of characters, Traditional and Simplified (OpenCC, Apache 2.0), 2 bytes each.
"""

import argparse
import math
from array import array
from importlib.resources import files
from pathlib import Path

import opencc

# A rarer word tells nothing that its characters do not.
LEAST = 3
# Of a newer word, as often as 巡察 or 扶贫款 in jieba's counts: more than its characters one by one, less than common words.
NEWER = 50
CODES = {1: "H", 2: "I", 3: "Q", 4: "Q"}


def dictionary() -> dict[str, int]:
    """Read words of one to four characters of the Basic Multilingual Plane with their counts."""
    source = Path(str(files("jieba"))) / "dict.txt"
    rows = (row.split() for row in source.read_text("utf-8").splitlines())
    newer = Path(__file__).with_name("newer_words.txt").read_text("utf-8").splitlines()
    counts = {word: NEWER for row in newer if not row.startswith("#") for word in row.split()}
    counts |= {row[0]: max(int(row[1]), counts.get(row[0], 0)) for row in rows}
    plain = (word for word in counts if len(word) <= 4 and all("\u3400" <= sign <= "\u9fff" for sign in word))
    return {word: counts[word] for word in plain if len(word) == 1 or counts[word] >= LEAST}


def variants() -> list[tuple[str, str]]:
    """Return Traditional characters with the one Simplified character that stands for them."""
    convert = opencc.OpenCC("t2s").convert
    signs = (chr(code) for code in range(0x3400, 0xA000))
    return [
        (sign, image)
        for sign in signs
        if (image := convert(sign)) != sign and len(image) == 1 and ord(image) < 0x10000
    ]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--out", type=Path, required=True)
    out = parser.parse_args().out
    counts = dictionary()
    total = sum(counts.values())
    parts: list[bytes] = []
    sizes: list[int] = []
    for length, code in CODES.items():
        keyed = sorted(
            (int.from_bytes(word.encode("utf-16-be"), "big"), count)
            for word, count in counts.items()
            if len(word) == length
        )
        parts += [array(code, [key for key, _ in keyed]).tobytes()]
        parts += [bytes(min(255, round(-8 * math.log(max(1, count) / total))) for _, count in keyed)]
        sizes.append(len(keyed))
    pairs = variants()
    parts.append(array("H", [ord(sign) for pair in pairs for sign in pair]).tobytes())
    head = " ".join(map(str, [*sizes, len(pairs)])).ljust(63) + "\n"
    out.write_bytes(head.encode("ascii") + b"".join(parts))
    print(sizes, len(pairs), out.stat().st_size)


if __name__ == "__main__":
    main()
