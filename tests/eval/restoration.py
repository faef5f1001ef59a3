"""How well restoration undoes damage it did not see: clean newspaper text is damaged, restored, and compared.

Run: python -m pytest tests/eval/restoration.py -s
The articles are those of ../shared/corpus beside the repository, where it is; otherwise invented ones, which are few and plain.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

import pytest

from epubmaker.restore import Setting, restore_text
from epubmaker.training.corpus import Article
from epubmaker.training.pages.invented import invented_articles

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SOURCES = ("city-papers-2006", "institution-news", "wire-news", "national-daily-2020", "web-news")
ARTICLES = 400  # of each source, spread over the file

ASCII_FORMS = str.maketrans("，；：？！（）", ",;:?!()")
STRAIGHT_FORMS = str.maketrans("“”‘’", "\"\"''")
HAN = "\u4e00-\u9fff"
# What a clean paragraph does not have: it would be damage already.
DIRTY = re.compile(
    rf"""[{HAN}”’」》）][ \t\u00a0\u3000]+|[ \t\u00a0\u3000]+[{HAN}“‘「《（]|["'`´＂＇]|[０-９Ａ-Ｚａ-ｚ％]|\.{{2,}}|。。|--
    |[{HAN}”’》）0-9A-Za-z][,;:?!()](?![0-9A-Za-z])|[,;:?!()][{HAN}“‘《（]|(?<!…)…(?!…)|[─━―–]|[\u200b\ufeff\u00ad]
    |[{HAN}]\.|[°º˚]C|[·・]{{2,}}|\?|，，|、、|[，、；：]。|，{{2}}|[(),;]|:(?![0-9])|(?<![0-9]):
    |[{HAN}][•・∙‧⋅][{HAN}]|[\ue000-\uf8ff]|—{{3,}}|\\n""",
    re.VERBOSE,
)
LINE = 14  # characters: a newspaper's column


def paragraphs() -> Iterator[tuple[str, str]]:
    """Clean paragraphs of the corpus, each with the one behind it."""
    for article in articles():
        texts = [text.strip() for text in article["paras"]]
        for text, following in zip(texts, [*texts[1:], ""], strict=True):
            if len(text) > 20 and not DIRTY.search(text) and nested(text):
                yield text, following


def articles() -> Iterator[Article]:
    if not CORPUS.is_dir():
        yield from invented_articles(ARTICLES)
        return
    for source in SOURCES:
        with lzma.open(CORPUS / f"{source}.jsonl.xz", "rt", encoding="utf-8") as rows:
            yield from (json.loads(row) for row in islice(rows, 0, 5 * ARTICLES, 5))


def nested(text: str) -> bool:
    """Whether the quotation marks of a paragraph are paired."""
    opened = []
    for mark in re.findall("[“”‘’]", text):
        if mark in "“‘":
            if opened and opened[-1] == mark:  # what a keyboard left: GB/T 15834 nests ‘ ’ in “ ”
                return False
            opened.append(mark)
        elif not opened or opened.pop() != {"”": "“", "’": "‘"}[mark]:
            return False
    return not opened


def damaged(text: str, rng: random.Random) -> str:
    """Return the text as a recogniser would give it: ASCII marks, straight quotes, a space for every line end and some more."""
    text = text.translate(ASCII_FORMS).translate(STRAIGHT_FORMS)
    pieces = [text[0]]
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        inside_word = before.isascii() and after.isascii() and before not in "\"'" and after not in "\"'"
        if not inside_word and (at % LINE == 0 or rng.random() < 0.02):
            pieces.append(" ")
        pieces.append(after)
    return "".join(pieces)


@pytest.fixture(scope="module")
def measured() -> Counter[str]:
    rng = random.Random(4)
    counts: Counter[str] = Counter()
    for text, following in paragraphs():
        setting = Setting(quote_goes_on=following.startswith("“"))
        kept = restore_text(text, setting)
        counts["characters"] += len(text)
        counts["changes"] += len(kept.edits(text))
        broken = damaged(text, rng)
        compare(text, broken, restore_text(broken, setting).text, counts)
    print(dict(sorted(counts.items())))
    return counts


def compare(clean: str, broken: str, restored: str, counts: Counter[str]) -> None:
    """Count what was restored right, mark by mark; spaces by how many are left over."""
    counts["spaces"] += broken.count(" ") - clean.count(" ")
    counts["spaces wrong"] += abs(len(re.findall(r"\s", restored)) - len(re.findall(r"\s", clean)))
    left, right = re.sub(r"\s", "", clean), re.sub(r"\s", "", restored)
    pairs = zip(left, right, strict=True) if len(left) == len(right) else aligned(left, right)
    for before, after in pairs:
        kind = "marks" if before in "，；：？！（）" else "quotes" if before in "“”‘’" else None
        if kind:
            counts[kind] += 1
            counts[f"{kind} wrong"] += before != after
        elif before != after:
            counts["others wrong"] += 1


def aligned(left: str, right: str) -> Iterator[tuple[str, str]]:
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(left[a:b], right[c:d], strict=True)
        else:
            yield from ((one, "") for one in left[a:b])


def share(counts: Counter[str], kind: str) -> float:
    return 1 - counts[f"{kind} wrong"] / counts[kind]


def test_marks_are_restored(measured):
    assert share(measured, "marks") >= 0.995


def test_spaces_are_restored(measured):
    assert share(measured, "spaces") >= 0.999


def test_quotes_are_restored(measured):
    assert share(measured, "quotes") >= 0.99


def test_clean_text_is_left_alone(measured):
    assert measured["changes"] <= measured["characters"] / 10_000
