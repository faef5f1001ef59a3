"""How much what stands beside 一一 says for a dash (——) and against an adverb (one by one).

What is dashed may be any word; of one by one something is done. So three things are weighed: which of the two the language model
expects there, what kinds of words stand before it and behind it, and how soon a mark ends what follows. The weights are learnt
(`training/dashes.py`) from dashes and adverbs of news that is clean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from epubmaker.text import patterns as re

REACH = 8  # characters on either side
LONGEST_WORD = 4  # that is told by its length
NEAREST_STOP = 5  # characters to a mark; further ones are one sign
STOP = re.compile("[，。；：！？、]")
GAIN, CONSTANT = "gain", "constant"
PLACE = "ns"  # a word that names a place, as the dictionary tags it

Sides = tuple[str, str]


def sides_of(text: str, match: re.Match[str]) -> Sides:
    """Return what stands before and behind a place."""
    return text[max(0, match.start() - REACH) : match.start()], text[match.end() : match.end() + REACH]


def signs(sides: Sides) -> Iterator[str]:
    """Yield the signs of a place, besides what the language model expects."""
    from epubmaker.seams.dictionary import tag_words  # noqa: PLC0415  (loads jieba's dictionary: a second)

    before, after = sides
    yield CONSTANT
    *_, (_, last) = tag_words(before)
    yield f"before {last}"
    (word, tag), *rest = tag_words(after)
    yield f"behind {tag}"
    yield f"of {min(len(word), LONGEST_WORD)}"
    yield f"then {rest[0][1] if rest else 'nothing'}"
    stop = STOP.search(after)
    yield f"{stop[0]} at {min(stop.start(), NEAREST_STOP)}" if stop else "no stop"


def names_its_kind(sides: Sides) -> bool:
    """Say whether a place stands behind whose name ends as what stands before (内陆国一一蒙古国): one is what the other is."""
    from epubmaker.seams.dictionary import tag_words  # noqa: PLC0415

    before, after = sides
    (word, tag), *_ = tag_words(after)
    return tag == PLACE and len(word) > 1 and word[-1] == before[-1]


def log_odds(sides: Sequence[Sides]) -> list[float]:
    """Return for each pair of texts before and behind the log odds (base e) of a dash between them; none may be empty."""
    from epubmaker.seams.expectation import gains  # noqa: PLC0415  (loads numpy and the model)

    weights = _weights()
    return [
        gain * weights[GAIN] + sum(weights.get(sign, 0.0) for sign in signs(pair))
        for gain, pair in zip(gains(sides, "——", "一一"), sides, strict=True)
    ]


@cache
def _weights() -> dict[str, float]:
    rows = files("epubmaker.restore").joinpath("data", "dash_weights.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {sign: float(weight) for sign, weight in pairs}
