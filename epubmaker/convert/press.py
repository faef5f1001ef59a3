"""Phrase forms and the language of newspapers: which words they may reword, and where one word ends.

Phrase forms (`s2twp`) give 软件 as 軟體 and 出租车 as 計程車, which readers want; but also 优化 as 最佳化 and 文件 as 檔案, which
is computer language, and their longest match finds words that are none: 通信 in 畅通信息, 的士 in 城堡的士兵. So where phrase forms
change a run of characters, jieba says what its words are: words of the press list keep their characters, and the text is parted
where a phrase would take the end of one word and the beginning of the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, islice, pairwise

from epubmaker.convert.clauses import Clause
from epubmaker.convert.engine import Asked, Configuration
from epubmaker.text import patterns as re

LISTS = {
    "s": "press_words.txt",
    "tw": "press_words_back.txt",
    "hk": "press_words_back.txt",
}  # by what is converted
AROUND = 4  # characters on either side in which a compound can stand
SIDE = 2  # characters that a phrase across two words takes of each


@dataclass(frozen=True, slots=True)
class Wording:
    """Where in a text words of the press stand, and where it must be parted before phrase forms are set."""

    kept: tuple[tuple[int, int], ...] = ()
    partings: tuple[int, ...] = ()


def press_wording(clauses: Iterable[Clause], chosen: Configuration, asked: Asked) -> Wording:
    """Return what phrase forms must not do in the clauses of a text; nothing without phrase forms.

    Linear in the text; jieba reads only the clauses that phrase forms change.
    """
    if chosen.origin not in LISTS:
        return Wording()
    changed = [
        _Run(start, run, plain if chosen.simplifies and len(plain) == len(run) else run, phrased)
        for start, run, phrased, plain in clauses
        if phrased != plain
    ]
    told = [(run, run.tokens()) for run in changed]
    kept = tuple(span for run, tokens in told for span in _press_words(run, tokens, LISTS[chosen.origin]))
    return Wording(kept, tuple(_crossed(told, chosen, asked)))


@dataclass(frozen=True, slots=True)
class _Run:
    """A clause at `start`, as it is written, in the characters by which its words are told, and with phrase forms."""

    start: int
    written: str
    read: str
    phrased: str

    def tokens(self) -> list[str]:
        """Return the words of the run, in the characters by which they are told."""
        from epubmaker.seams.dictionary import tag_words  # noqa: PLC0415  (loads jieba's dictionary: a second)

        return [word for word, _ in tag_words(self.read)]

    def as_written(self, tokens: Sequence[str]) -> list[str]:
        """Return the words as they are written."""
        edges = list(accumulate(map(len, tokens), initial=0))
        return [self.written[low:high] for low, high in pairwise(edges)]


def _press_words(run: _Run, tokens: Sequence[str], listed: str) -> Iterator[tuple[int, int]]:
    """Yield the words of a run that hold a word of the list, unless they stand in a compound of computers.

    A word of the list that is several to jieba (数位|民众) is kept as it stands.
    """
    pattern, compounds = _list(listed)
    edges = list(accumulate(map(len, tokens), initial=0))
    for found in pattern.finditer(run.read):
        low = edges[bisect_right(edges, found.start()) - 1]
        high = edges[bisect_left(edges, found.end(1))]
        borders = edges[bisect_right(edges, low) : bisect_left(edges, high)]
        if borders and (low, high) != found.span(1):  # half of two words, and no word
            continue
        around = run.read[max(0, low - AROUND) : high + AROUND]
        if not any(compound in around for compound in compounds[found[1]]):
            yield run.start + low, run.start + high


def _crossed(
    told: Iterable[tuple[_Run, Sequence[str]]], chosen: Configuration, asked: Asked
) -> Iterator[int]:
    """Yield the borders between words over which a phrase form would reach, taking a part of one of the words.

    A run that becomes what its words become one by one holds none.
    """
    written = [(run, tokens, run.as_written(tokens)) for run, tokens in told]
    alone = iter(asked.of([word for _, _, words in written for word in words], chosen))
    across: list[tuple[int, str, str]] = []
    for run, tokens, words in written:
        if "".join(islice(alone, len(words))) == run.phrased:
            continue
        borders = islice(accumulate(map(len, words), initial=run.start), 1, None)
        for border, read, (left, right) in zip(borders, pairwise(tokens), pairwise(words), strict=False):
            if not (chosen.simplifies and _left_over(*read)):
                across += [(border, tail, head) for tail, head in _pieces_across(left, right)]
    whole = asked.of([tail + head for _, tail, head in across], chosen)
    tails = asked.of([tail for _, tail, _ in across], chosen)
    heads = asked.of([head for _, _, head in across], chosen)
    crossed = {
        border
        for (border, _, _), together, tail, head in zip(across, whole, tails, heads, strict=True)
        if together != tail + head
    }
    yield from sorted(crossed)


def _left_over(left: str, right: str) -> bool:
    """Say whether a word of one character is what a word of the mainland left of one of the region: 无线网|路, which is 网路."""
    from epubmaker.seams.dictionary import tag_of  # noqa: PLC0415  (loads jieba's dictionary: a second)

    return len(right) == 1 and len(left) > SIDE and tag_of(left[-1] + right) is not None


def _pieces_across(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Yield what a phrase over two words could take of each: the whole of both is a phrase of its own right."""
    heads = [right[:given] for given in range(1, min(SIDE, len(right)) + 1)]
    for taken in range(1, min(SIDE, len(left)) + 1):
        tail = left[-taken:]
        for head in heads:
            if head != right or tail != left:
                yield tail, head


@cache
def _list(name: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return a pattern for the words of the list, and by word the compounds in which it is another; read once a process."""
    rows = files("epubmaker.convert").joinpath("data", name).read_text("utf-8").splitlines()
    compounds: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row and not row.startswith("#"):
            word, _, others = row.partition("\t")
            compounds[word] = tuple(others.split())
    longest_first = sorted(compounds, key=lambda word: (-len(word), word))
    return re.compile(
        f"(?=({'|'.join(longest_first)}))"
    ), compounds  # a word may begin inside what looked like another
