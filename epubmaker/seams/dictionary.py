"""jieba and its dictionary: words with their parts of speech, and how rare a word is. Only the index asks for them.

This is the one home of jieba. It loads in about a second, once a process, with a tokenizer of our own and without jieba's
cache. Of `jieba.posseg` nothing is loaded: its tables for guessing tags take 50 megabytes, and the tags of words stand in the
dictionary.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from math import log
from sys import intern
from typing import Any

from epubmaker.errors import DependencyError
from epubmaker.messages import Message
from epubmaker.text import patterns as re

HAN = re.compile("[\u4e00-\u9fd5]+")  # what jieba takes for such


def tag_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a Simplified text, in order and without gaps, each with jieba's part-of-speech tag.

    Only words of the dictionary come as words: what it does not know comes as single characters. (Guessing words by
    jieba's hidden Markov model finds persons in 慈善 and 慈善爱心.) `ns` is a place, `nt` an organisation, `nr` a person,
    `x` unknown; but the dictionary's tags are rough and want corroboration.
    """
    tokenizer, tags = _jieba()
    words = _likeliest(text, tokenizer.FREQ) if HAN.fullmatch(text) else tokenizer.cut(text, HMM=False)
    for word in words:
        yield word, tags.get(word, "x")


def _likeliest(text: str, frequencies: dict[str, int]) -> Iterator[str]:
    """Yield the likeliest words of a run of Han characters: what jieba makes of it, in a third of the time."""
    weights = _weights()
    length = len(text)
    best, ends = [0.0] * (length + 1), [0] * length
    for at in range(length - 1, -1, -1):
        end, top, chosen = at + 1, float("-inf"), at + 1
        frequency = frequencies.get(text[at])
        while frequency is not None:
            if frequency:
                value = weights[frequency] + best[end]
                if value >= top:  # of two that are as likely the longer
                    top, chosen = value, end
            end += 1
            frequency = frequencies.get(text[at:end]) if end <= length else None
        best[at] = weights[1] + best[chosen] if top == float("-inf") else top
        ends[at] = chosen
    at = 0
    while at < length:
        yield text[at : ends[at]]
        at = ends[at]


@lru_cache(maxsize=1)
def _weights() -> dict[int, float]:
    """Return the logarithm of the share of words that are met so often."""
    tokenizer, _ = _jieba()
    total = log(tokenizer.total)
    return {frequency: log(frequency) - total for frequency in {1, *tokenizer.FREQ.values()} if frequency}


def tag_of(word: str) -> str | None:
    """Return the tag of a word of the dictionary, None for any other."""
    return _jieba()[1].get(word)


@lru_cache(maxsize=1)
def rarity() -> tuple[dict[str, float], float]:
    """Return the inverse document frequency (natural logarithm) of known words, and the median for all others.

    It needs the memory of the dictionary no more, which `forget` gives back.
    """
    listing = files("jieba").joinpath("analyse", "idf.txt").read_text(encoding="utf-8")
    known = {word: float(value) for word, _, value in (line.partition(" ") for line in listing.splitlines())}
    return known, sorted(known.values())[len(known) // 2]


def forget() -> None:
    """Give the memory of the dictionary back, 110 megabytes; whoever asks for a word again has it read again."""
    for remembered in (_jieba, _weights, rarity):
        remembered.cache_clear()


@lru_cache(maxsize=1)
def _jieba() -> tuple[Any, dict[str, str]]:
    """Return a tokenizer and the tags of the dictionary's words."""
    try:
        import jieba  # noqa: PLC0415  (heavy: it reads a dictionary of 350,000 words)
    except ImportError as error:
        raise DependencyError(Message("the index needs jieba: pip install jieba")) from error
    jieba.setLogLevel(logging.WARNING)  # it sets its logger to DEBUG when imported
    tokenizer = jieba.Tokenizer()
    # What `initialize` does, less its cache: that is a file which others may plant in a shared folder, read by `marshal`,
    # and it saves half a second.
    with files("jieba").joinpath("dict.txt").open(encoding="utf-8") as listing:
        tokenizer.FREQ, tokenizer.total, tags = _read(listing)
    tokenizer.initialized = True
    return tokenizer, tags


def _read(listing: Iterable[str]) -> tuple[dict[str, int], int, dict[str, str]]:
    """Return how often each word is met, how often all are, and the words' tags.

    Beginnings of words that are no words themselves are met never, as jieba wants them.
    Equal numbers and equal tags are one object.
    """
    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    numbers: dict[str, int] = {}
    total = 0
    for line in listing:
        word, count, tag = line.split()
        frequencies[word] = numbers.setdefault(count, int(count))
        total += frequencies[word]
        tags[word] = intern(tag)
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    return frequencies, total, tags
