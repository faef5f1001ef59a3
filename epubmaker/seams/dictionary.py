"""jieba and its dictionary: words with their parts of speech, and how rare a word is. Only the index asks for them.

This is the one home of jieba. It loads in about a second and a half, once a process, with a tokenizer of our own and
without jieba's cache.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from epubmaker.errors import DependencyError
from epubmaker.messages import Message


def tag_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a Simplified text, in order and without gaps, each with jieba's part-of-speech tag.

    Only words of the dictionary come as words: what it does not know comes as single characters. (Guessing words by
    jieba's hidden Markov model finds persons in 慈善 and 慈善爱心.) `ns` is a place, `nt` an organisation, `nr` a person,
    `x` unknown; but the dictionary's tags are rough and want corroboration.
    """
    tokenizer, tags = _jieba()
    for word in tokenizer.cut(text, HMM=False):
        yield word, tags.get(word, "x")


def tag_of(word: str) -> str | None:
    """Return the tag of a word of the dictionary, None for any other."""
    return _jieba()[1].get(word)


@lru_cache(maxsize=1)
def rarity() -> tuple[dict[str, float], float]:
    """Return the inverse document frequency (natural logarithm) of known words, and the median for all others."""
    _jieba()
    listing = files("jieba").joinpath("analyse", "idf.txt").read_text(encoding="utf-8")
    known = {word: float(value) for word, _, value in (line.partition(" ") for line in listing.splitlines())}
    return known, sorted(known.values())[len(known) // 2]


@lru_cache(maxsize=1)
def _jieba() -> tuple[Any, dict[str, str]]:
    """Return a tokenizer and the tags of the dictionary's words."""
    try:
        import jieba  # noqa: PLC0415  (heavy: it reads a dictionary of 350,000 words)
        import jieba.posseg  # noqa: PLC0415
    except ImportError as error:
        raise DependencyError(Message("the index needs jieba: pip install jieba")) from error
    jieba.setLogLevel(logging.WARNING)  # it sets its logger to DEBUG when imported
    tokenizer = jieba.Tokenizer()
    # What `initialize` does, less its cache: that is a file which others may plant in a shared folder, read by `marshal`,
    # and it saves half a second.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer, jieba.posseg.dt.word_tag_tab
