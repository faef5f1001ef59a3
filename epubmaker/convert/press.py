"""Phrase forms and the language of newspapers: which words they may reword, and where one word ends.

Phrase forms (`s2twp`) give 软件 as 軟體 and 出租车 as 計程車, which readers want; but also 优化 as 最佳化 and 文件 as 檔案, which
is computer language, and their longest match finds words that are none: 通信 in 畅通信息, 的士 in 城堡的士兵. So where phrase forms
change a run of characters, jieba says what its words are: words of the press list keep their characters, and the text is parted
where a phrase would take the end of one word and the beginning of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise

from epubmaker.convert.engine import Configuration, convert_pieces

HAN_RUN = re.compile("[\u3400-\u9fff]{2,}")
AROUND = 4  # characters on either side in which a compound can stand
SIDE = 2  # characters that a phrase across two words takes of each


@dataclass(frozen=True, slots=True)
class Wording:
    """Where in a text words of the press stand, and where it must be parted before phrase forms are set."""

    kept: tuple[tuple[int, int], ...] = ()
    partings: tuple[int, ...] = ()


def press_wording(text: str, chosen: Configuration) -> Wording:
    """Return what phrase forms must not do in a Simplified text; nothing for configurations without them.

    Linear in the text; jieba reads only the runs of characters that phrase forms change.
    """
    plain = chosen.character_form
    if plain is None or chosen.origin != "s":
        return Wording()
    runs = [(match.start(), match[0]) for match in HAN_RUN.finditer(text)]
    words = [run for _, run in runs]
    reworded = zip(runs, convert_pieces(words, chosen), convert_pieces(words, plain), strict=True)
    changed = [(start, _tokens(run)) for (start, run), phrases, simple in reworded if phrases != simple]
    kept = tuple(span for start, tokens in changed for span in _press_words(text, start, tokens))
    return Wording(kept, tuple(_crossed(changed, chosen)))


def _tokens(run: str) -> list[str]:
    from epubmaker.seams.dictionary import tag_words  # noqa: PLC0415  (loads jieba's dictionary: a second)

    return [word for word, _ in tag_words(run)]


def _press_words(text: str, start: int, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the words of a run that hold a word of the list, unless they stand in a compound of computers."""
    pattern, compounds = _list()
    for token in tokens:
        end = start + len(token)
        found = pattern.search(token)
        if found is not None:
            around = text[max(0, start - AROUND) : end + AROUND]
            if not any(compound in around for compound in compounds.get(found[0], ())):
                yield start, end
        start = end


def _crossed(changed: Iterable[tuple[int, list[str]]], chosen: Configuration) -> Iterator[int]:
    """Yield the borders between words over which a phrase form would reach, taking a part of one of the words."""
    asked: list[tuple[int, str, str]] = []
    for start, tokens in changed:
        borders = [start + length for length in accumulate(map(len, tokens))]
        for border, (left, right) in zip(borders, pairwise(tokens), strict=False):
            asked += [(border, tail, head) for tail, head in _pieces_across(left, right)]
    whole = convert_pieces([tail + head for _, tail, head in asked], chosen)
    tails = convert_pieces([tail for _, tail, _ in asked], chosen)
    heads = convert_pieces([head for _, _, head in asked], chosen)
    crossed = {
        border
        for (border, _, _), together, tail, head in zip(asked, whole, tails, heads, strict=True)
        if together != tail + head
    }
    yield from sorted(crossed)


def _pieces_across(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Yield what a phrase over two words could take of each: the whole of both is a phrase of its own right."""
    for taken in range(1, SIDE + 1):
        for given in range(1, SIDE + 1):
            if taken <= len(left) and given <= len(right) and (taken < len(left) or given < len(right)):
                yield left[-taken:], right[:given]


@cache
def _list() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return a pattern for the words of the list, and by word the compounds in which it is another; read once a process."""
    rows = files("epubmaker.convert").joinpath("data", "press_words.txt").read_text("utf-8").splitlines()
    compounds: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row and not row.startswith("#"):
            word, _, others = row.partition("\t")
            compounds[word] = tuple(others.split())
    longest_first = sorted(compounds, key=lambda word: (-len(word), word))
    return re.compile("|".join(longest_first)), compounds
