"""Which characters given names are made of: counts for `convert/data/given_names.tsv`.

    python -m epubmaker.training.name_characters CORPUS_FOLDER > epubmaker/convert/data/given_names.tsv

Names are those of jieba's dictionary (MIT licence) tagged `nr` that begin with a surname and have three characters, or two; how
frequent a character is elsewhere comes from the texts of a folder of articles (JSON lines, xz). Only counts leave this script.
"""

import json
import lzma
import math
import sys
from collections import Counter
from pathlib import Path

import jieba

from epubmaker.text.surnames import SURNAMES

LEAST = 3  # names with a character; fewer say nothing about it
SHARED = 4  # persons who have a given name in common; fewer may be one person, or none
ADDED = 2.0
EVERY = 20  # article of the corpus


def given_counts() -> tuple[Counter[str], Counter[str]]:
    """Count the characters behind the surnames of the dictionary's persons, and the pairs of them."""
    counts: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for row in jieba.get_dict_file():
        word, _, tag = row.decode("utf-8").split()
        if tag == "nr" and len(word) in (2, 3) and word[0] in SURNAMES:
            counts.update(word[1:])
            pairs[word[1:]] += len(word) == 3
    return counts, pairs


def text_counts(folder: Path) -> Counter[str]:
    """Count the characters of running text."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as rows:
            for number, row in enumerate(rows):
                if number % EVERY == 0:
                    for text in json.loads(row)["paras"]:
                        counts.update(text)
    return counts


def main() -> None:
    """Print each character with the log odds (base e) of its standing in a given name rather than in text."""
    (given, pairs), text = given_counts(), text_counts(Path(sys.argv[1]))
    all_given, all_text = given.total(), sum(n for one, n in text.items() if "\u4e00" <= one <= "\u9fff")
    print("# Character, log odds (base e) of its standing in a given name rather than in running text.")
    print("# Origin: persons of jieba's dictionary (MIT) and counts of news; training/name_characters.py.")
    for character, count in sorted(given.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= LEAST:
            odds = math.log(count / all_given) - math.log((text[character] + 1) / all_text)
            print(f"{character}\t{odds:.1f}")
    print("# Given names of two characters that several persons have: what they add.")
    for pair, count in sorted(pairs.items()):
        if count >= SHARED:
            print(f"{pair}\t{ADDED}")


if __name__ == "__main__":
    main()
