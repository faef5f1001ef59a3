"""Read the corpora once: folded, deduplicated, kept clean of test pages, numbered, and split.

    python -m epubmaker.training.prepare CORPUS_DIR -o WORK --keep-clean-of PAGE.txt ... [--held-out 199801.txt]

CORPUS_DIR holds `*.jsonl.xz`, one article a row: {"title": str, "paras": [str]}. WORK receives
    alphabet.txt variants.txt    the alphabet (to be copied to seams/data and label/data)
    text.npy                     uint16 symbols, 0 = paragraph mark; one mark after each paragraph, two after a document
    documents.npy                int64 rows: start, end, corpus, part
    corpora.json                 names of the corpora
    articles/CORPUS-PART.jsonl   articles of the parts `weights` and `test`, as they came, for the page simulator
    held-out.jsonl               the articles of the held-out newspaper, if given

Parts: 0 train, 1 weights, 2 test, by a hash of the article's text. A corpus in HELD_OUT gives nothing to part 0.
"""

from __future__ import annotations

import argparse
import collections
import json
import lzma
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import opencc

from epubmaker.label.folding import read_variants
from epubmaker.seams.alphabet import SIZE, Alphabet

# A whole source that no model is trained on: weights and calibration are learnt where the language is foreign,
# as it will be on a user's newspaper.
HELD_OUT = ("city-papers-2006",)
PARTS = ("train", "weights", "test")
# Text of these is what the library is for: it comes first, so that a paragraph that runs in several stays here.
FIRST = ("institution-news", "city-papers-2006", "wire-news", "web-news")
SHARED_WITH_PAGES = 10
SHARED_WITH_NEWSPAPER = 20


def derive_variants() -> tuple[str, str]:
    """Derive the one-to-one map of Traditional to Simplified characters from OpenCC."""
    converter = opencc.OpenCC("t2s")
    blocks = (range(0x4E00, 0xA000), range(0x3400, 0x4DC0), range(0xF900, 0xFB00))
    pairs = [(chr(code), converter.convert(chr(code))) for block in blocks for code in block]
    changed = [(left, right) for left, right in pairs if left != right and len(right) == 1]
    return "".join(left for left, _ in changed), "".join(right for _, right in changed)


def read_articles(path: Path) -> Iterator[dict[str, Any]]:
    """Read the articles of one corpus."""
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)


def read_segmented_newspaper(path: Path) -> Iterator[dict[str, Any]]:
    """Read the segmented People's Daily of 1998: `word/tag word/tag ...`, one paragraph a row.

    The rows do not say where an article begins; a short row without a full stop is taken for a headline.
    """
    title = ""
    paragraphs: list[str] = []
    for row in path.read_text("utf-8").splitlines():
        text = "".join(word.rsplit("/", 1)[0].lstrip("[") for word in row.split())
        headline = 0 < len(text) <= 30 and not re.search(r"[。！？）”’；：…]$", text)
        if headline and paragraphs:
            yield {"title": title, "paras": paragraphs}
            title, paragraphs = text, []
        elif headline:
            title = text
        elif text:
            paragraphs.append(text)
    if paragraphs:
        yield {"title": title, "paras": paragraphs}


def shingles(symbols: np.ndarray, length: int) -> np.ndarray:
    """Hash every run of `length` symbols; runs start at each position."""
    if len(symbols) < length:
        return np.zeros(0, np.uint64)
    count = len(symbols) - length + 1
    hashed = np.zeros(count, np.uint64)
    for offset in range(length):
        hashed = (hashed ^ symbols[offset : offset + count].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        hashed ^= hashed >> np.uint64(29)
    return hashed


class Filter:
    """Sieve for paragraphs that were met before or that share a run of symbols with test text."""

    def __init__(self, forbidden: dict[int, np.ndarray]) -> None:
        self._forbidden = forbidden
        self._met: set[int] = set()

    def fresh(self, folded: str) -> bool:
        """Say whether the paragraph is new."""
        key = hash(folded)
        new = key not in self._met
        self._met.add(key)
        return new

    def clean(self, symbols: np.ndarray) -> np.ndarray:
        """Mark the positions of `symbols` at which a forbidden run starts."""
        bad = np.zeros(len(symbols), bool)
        for length, hashes in self._forbidden.items():
            mine = shingles(symbols, length)
            at = np.minimum(np.searchsorted(hashes, mine), len(hashes) - 1)
            bad[: len(mine)] |= hashes[at] == mine
        return bad


def part_of(corpus: str, text: str) -> int:
    """Assign an article to a part by a hash of its opening."""
    bucket = zlib.crc32(text[:200].encode()) % 100
    if corpus in HELD_OUT:
        return 1 if bucket < 50 else 2
    return 1 if bucket in (3, 47) else 2 if bucket in (11, 78) else 0


def count_characters(corpora: Iterable[Path], fold: Alphabet) -> str:
    """Return the most frequent folded characters of the corpora, most frequent first."""
    counts: collections.Counter[str] = collections.Counter()
    for path in corpora:
        for article in read_articles(path):
            counts.update(fold.fold("".join(article["paras"])))
    return "".join(character for character, _ in counts.most_common(SIZE - 2))


def encode_corpus(
    path: Path, alphabet: Alphabet, screen: Filter, articles: Path
) -> tuple[list[np.ndarray], list[tuple[int, int]]]:
    """Encode one corpus: symbol arrays of its documents, and (corpus name is the caller's) part and length."""
    corpus = path.name.split(".")[0]
    rows: dict[int, list[str]] = {1: [], 2: []}
    documents, facts = [], []
    for article in read_articles(path):
        folded = [alphabet.fold(paragraph) for paragraph in article["paras"]]
        folded = [paragraph for paragraph in folded if len(paragraph) > 8 and screen.fresh(paragraph)]
        if sum(map(len, folded)) < 60:
            continue
        part = part_of(corpus, "".join(folded))
        if part:
            rows[part].append(
                json.dumps(
                    {"title": article.get("title") or folded[0][:18], "paras": article["paras"]},
                    ensure_ascii=False,
                )
            )
        documents.append(alphabet.encode_folded("\n".join(folded) + "\n\n"))
        facts.append((part, len(documents[-1])))
    for part, texts in rows.items():
        (articles / f"{corpus}-{PARTS[part]}.jsonl").write_text("\n".join(texts) + "\n", "utf-8")
    return documents, facts


def drop_marked(symbols: np.ndarray, bad: np.ndarray) -> np.ndarray:
    """Drop the paragraphs of a text that hold a marked position."""
    paragraph = np.cumsum(symbols == 0) - (symbols == 0)
    tainted = np.zeros(int(paragraph[-1]) + 1, bool)
    tainted[paragraph[bad]] = True
    return ~tainted[paragraph]


def main() -> None:
    """Prepare the work folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--keep-clean-of", type=Path, nargs="*", default=[])
    parser.add_argument("--held-out", type=Path)
    options = parser.parse_args()
    out: Path = options.out
    (out / "articles").mkdir(parents=True, exist_ok=True)
    (out / "variants.txt").write_text("\n".join(derive_variants()) + "\n", "utf-8")
    variants = read_variants(out / "variants.txt")
    paths = sorted(
        options.corpora.glob("*.jsonl.xz"), key=lambda path: (path.name.split(".")[0] not in FIRST, path.name)
    )
    characters = count_characters(paths, Alphabet("", variants))
    (out / "alphabet.txt").write_text(characters + "\n", "utf-8")
    alphabet = Alphabet(characters, variants)
    forbidden = {
        SHARED_WITH_PAGES: [
            shingles(alphabet.encode(page.read_text("utf-8")), SHARED_WITH_PAGES)
            for page in options.keep_clean_of
        ]
    }
    if options.held_out:
        kept = list(read_segmented_newspaper(options.held_out))
        (out / "held-out.jsonl").write_text(
            "\n".join(json.dumps(article, ensure_ascii=False) for article in kept) + "\n", "utf-8"
        )
        forbidden[SHARED_WITH_NEWSPAPER] = [
            shingles(alphabet.encode("".join(article["paras"])), SHARED_WITH_NEWSPAPER) for article in kept
        ]
    screen = Filter(
        {length: np.unique(np.concatenate(hashes)) for length, hashes in forbidden.items() if hashes}
    )
    write_text(paths, alphabet, screen, out)


def write_text(paths: list[Path], alphabet: Alphabet, screen: Filter, out: Path) -> None:
    """Encode all corpora and write the arrays."""
    texts, table, start = [], [], 0
    for number, path in enumerate(paths):
        documents, facts = encode_corpus(path, alphabet, screen, out / "articles")
        if not documents:
            print(path.name, "gives nothing: its articles are too short, or stood before", flush=True)
            continue
        symbols = np.concatenate(documents)
        keep = drop_marked(symbols, screen.clean(symbols))
        ends = np.cumsum([length for _, length in facts])
        kept_before = np.concatenate([[0], np.cumsum(keep)])
        bounds = kept_before[np.concatenate([[0], ends])]
        table += [
            (start + a, start + b, number, part)
            for a, b, (part, _) in zip(bounds[:-1], bounds[1:], facts, strict=True)
            if b - a > 60
        ]
        texts.append(symbols[keep])
        print(
            path.name,
            len(facts),
            "documents",
            len(symbols),
            "symbols",
            f"{1 - keep.mean():.4f} dropped as shared with test text",
            flush=True,
        )
        start += int(keep.sum())
    np.save(out / "text.npy", np.concatenate(texts))
    np.save(out / "documents.npy", np.array(table, np.int64))
    (out / "corpora.json").write_text(json.dumps([path.name.split(".")[0] for path in paths]), "utf-8")


if __name__ == "__main__":
    main()
