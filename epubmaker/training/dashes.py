"""Learn what tells a dash that was read as 一一 from the adverb: weights for `restore/data/dash_weights.tsv`.

    python -m epubmaker.training.dashes CORPUS_FOLDER > epubmaker/restore/data/dash_weights.tsv

Dashes of clean news between two Han characters are what a recogniser reads as 一一; adverbs are those that stand there as they are.
A few of these are dashes that were misread before the corpus was made: they count against the rule. One place in four is kept to
judge by; what is found there goes to standard error. Only weights leave this script.
"""

import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from epubmaker.restore.characters import HAN
from epubmaker.restore.dash_evidence import CONSTANT, GAIN, Sides, sides_of, signs
from epubmaker.restore.rules.dashes import open_numerals
from epubmaker.seams.expectation import gains
from epubmaker.text import patterns as re
from epubmaker.training.logistic import ridge_logistic
from epubmaker.training.prepare import read_articles

BETWEEN_WORDS = re.compile(f"(?<=[{HAN}])——(?=[{HAN}])")
MOST = 600  # dashes of one corpus: there are far more of them than of adverbs
LEAST = 4  # places with a sign; fewer say nothing about it
KEPT = 4  # one place in so many is kept to judge by
SHORTER = (2, 4)  # characters left on either side in copies of each place, as titles and short rows have them
ALLOWED = (0, 5, 10, 15)  # adverbs in a thousand that are taken for dashes


def places(folder: Path) -> tuple[list[Sides], list[Sides]]:
    """Return what stands beside dashes, and beside adverbs, each text once."""
    dashes: dict[Sides, None] = {}
    adverbs: dict[Sides, None] = {}
    for path in sorted(folder.glob("*.jsonl.xz")):
        of_corpus: dict[Sides, None] = {}
        for text in _texts(path):
            adverbs.update(
                (sides_of(text, found), None) for found in open_numerals(text) if _between(text, found)
            )
            if len(of_corpus) < MOST:
                of_corpus.update((sides_of(text, found), None) for found in BETWEEN_WORDS.finditer(text))
        dashes.update(of_corpus)
    return list(dashes), list(adverbs)


def _texts(path: Path) -> Iterator[str]:
    for article in read_articles(path):
        for text in article["paras"]:
            if "一一" in text or "——" in text:
                yield text.replace("\n", "")


def _between(text: str, found: re.Match[str]) -> bool:
    beside = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
    return re.fullmatch(f"[{HAN}]{{2}}", beside) is not None


def main() -> None:
    """Print the signs with their weights."""
    dashes, adverbs = places(Path(sys.argv[1]))
    whole = [*dashes, *adverbs]
    if not whole:
        sys.exit(
            "no dash and no 一一 between characters stands in this corpus: nothing can be learnt of them"
        )
    every = [*whole, *((before[-size:], after[:size]) for size in SHORTER for before, after in whole)]
    truth = np.array(([1.0] * len(dashes) + [0.0] * len(adverbs)) * (1 + len(SHORTER)))
    found = [list(signs(sides)) for sides in every]
    counts: dict[str, int] = {}
    for sign in (sign for of_place in found for sign in of_place):
        counts[sign] = counts.get(sign, 0) + 1
    names = [CONSTANT, GAIN, *sorted(sign for sign, n in counts.items() if n >= LEAST and sign != CONSTANT)]
    number = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(every), len(names)))
    for row, of_place in zip(table, found, strict=True):
        row[[number[sign] for sign in of_place if sign in number]] = 1.0
    table[:, 1] = gains(every, "——", "一一")
    kept = np.array([zlib.crc32("".join(sides).encode()) % KEPT == 0 for sides in whole] * (1 + len(SHORTER)))
    odds = table @ ridge_logistic(table[~kept], truth[~kept])
    for part in np.split(np.arange(len(every)), 1 + len(SHORTER)):
        of_part = part[kept[part]]
        _judge(odds[of_part], truth[of_part])
    print(
        "# What stands beside 一一, and what it adds to the log odds (base e) of a dash; `gain` counts for each unit."
    )
    print("# Origin: dashes and adverbs of clean news; training/dashes.py.")
    for name, weight in zip(names, ridge_logistic(table, truth), strict=True):
        print(f"{name}\t{weight:.2f}")


def _judge(odds: np.ndarray, truth: np.ndarray) -> None:
    """Say what part of the dashes kept back is found, by how many adverbs are taken for dashes."""
    adverbs = np.sort(odds[truth == 0])[::-1]
    for thousandths in ALLOWED:
        bound = adverbs[thousandths * len(adverbs) // 1000]
        share = (odds[truth == 1] > bound).mean()
        print(f"{thousandths} of 1,000 adverbs above {bound:.2f}: {share:.3f} of the dashes", file=sys.stderr)


if __name__ == "__main__":
    main()
