"""Title rows of texts in order: the head of the next article, or of a section of the one above.

Between two paragraphs a short row that ends no sentence is one or the other, and nothing in the row alone says which: readers
tell it by the text below (it opens as articles do, or goes on), by what this shares with the text above, by the row's words and
length, and by what the other title rows of the text are like. A forest weighs these signs (`training/sections.py`; model card
beside the data).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import fsum, log, sqrt
from pathlib import Path
from statistics import fmean, median

import numpy as np
from numpy.typing import NDArray

from epubmaker.forests import Forest, read_forests
from epubmaker.label.folding import folding
from epubmaker.label.title_words import TitleWords, title_words
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence, starts_with_dateline
from epubmaker.text.pairs import pairs
from epubmaker.text.short_news import names_short_news

Floats = NDArray[np.float32]
DATA = Path(__file__).parent / "data"
MOST_ROWS, SHORT_HEAD = 4, 2  # rows of a head: more are a list; so many that it may be that of a section
LONGEST = 40  # characters of a title row
OPENING = 40  # characters of a paragraph by which it is told whether it opens an article
REPORT = re.compile(r"[记記]者|[获獲]悉|[报報][导導道]|[讯訊电電](?=[\s　（(])")
NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|第[一二三四五六七八九十]{1,2}[章节節步个個次]|[①-⑩]"
)
SIGNED = re.compile(r"[）)]$")
LONGEST_ANNOUNCED = 10  # characters
ANNOUNCED = re.compile(
    r"(?:公告|通告|[启啟啓]事|[声聲]明|公示|[讣訃]告|招[标標聘租生募][领領]?|招[领領]|征[集文稿]|徵[集文稿]|更正|[遗遺]失|[寻尋]人|出[租售]|行情"
    r"|[赛賽]程|[预預]告|通知|[导導][读讀]|看[点點]|一[览覽]|名[单單]|排行榜?|榜[单單]?|[节節]目[单單表]?)$"
)
OPEN_ENDS = frozenset("，、；：,;:")
FAR = 9  # heads: no other stands farther away
FARTHEST = 40  # sections: those of a page; no other is compared
NEIGHBOURS = (-2, -1, 1, 2)
TEXT, HEAD, OTHER = (
    "t",
    "h",
    "o",
)  # kinds of rows: running text, rows that may be titles, neither (names, captions, furniture)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a text in order: its text, its kind (`TEXT`, `HEAD`, `OTHER`), whether an empty row parts it, whether it is bold."""

    text: str
    kind: str
    blank: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A run of title rows and the text below it.

    head, other, body  rows: titles, names and captions between or behind them, paragraphs
    """

    head: tuple[int, ...]
    other: tuple[int, ...]
    body: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """What title rows below texts head.

    certain  the rows of each head with which an article begins by all that stands there: names below, a dateline, or a title that
             names a notice
    stacks   the rows of each other head of three rows or four: hardly a section has such
    odds     of the rows of each other head the log-odds that an article begins with them
    """

    certain: tuple[tuple[int, ...], ...]
    stacks: tuple[tuple[int, ...], ...]
    odds: Mapping[tuple[int, ...], float]


def _announces(text: str) -> bool:
    """Say whether a title names no subject, but what kind of notice or list it heads: no section of an article is one."""
    return names_short_news(text) or (len(text) <= LONGEST_ANNOUNCED and bool(ANNOUNCED.search(text)))


def may_be_title(text: str) -> bool:
    """Say whether a row may be a title by its shape: short, and it ends neither a sentence nor a clause."""
    text = text.strip()
    return 0 < len(text) <= LONGEST and not ends_sentence(text) and text[-1] not in OPEN_ENDS


def sections_of(rows: Sequence[Row]) -> list[Section]:
    """Return the sections of a text: each begins with the title rows that follow a paragraph."""
    found: list[Section] = []
    head: list[int] = []
    other: list[int] = []
    body: list[int] = []
    for number, row in enumerate(rows):
        if row.kind == HEAD and body:
            found.append(Section(tuple(head), tuple(other), tuple(body)))
            head, other, body = [], [], []
        if row.kind == OTHER and body and number + 1 < len(rows) and rows[number + 1].kind == TEXT:
            continue
        {HEAD: head, OTHER: other, TEXT: body}[row.kind].append(number)
    found.append(Section(tuple(head), tuple(other), tuple(body)))
    return found


def opening_of(text: str) -> str:
    """Return the characters by which a paragraph is told to open an article, folded."""
    return text.strip().translate(folding())[:OPENING]


@dataclass(frozen=True, slots=True)
class Words:
    """How the paragraphs open that open articles, and the words of headlines against those of crossheads."""

    openings: TitleWords
    heads: TitleWords


@lru_cache(maxsize=1)
def shipped_words() -> Words:
    """Return the shipped weights."""
    return Words(title_words(DATA / "openings.bin"), title_words(DATA / "crossheads.bin"))


class Signs:
    """The signs of every section's head: does an article begin with it?"""

    def __init__(self, rows: Sequence[Row], words: Words) -> None:
        self.rows, self.sections, self._said = rows, sections_of(rows), words
        texts = ["".join(rows[number].text for number in one.body) for one in self.sections]
        self._sizes = [len(text) for text in texts]
        self._pairs = [pairs(text.translate(folding())) for text in texts]
        self._heads = [[rows[number].text.strip() for number in one.head] for one in self.sections]
        self._head_pairs = [pairs("".join(head).translate(folding())) for head in self._heads]
        held: dict[str, int] = {}
        for found in self._pairs:
            for pair in found:
                held[pair] = held.get(pair, 0) + 1
        self._weight = {pair: log((len(texts) + 1) / count) for pair, count in held.items()}
        self._squares = [self._sum(found) for found in self._pairs]
        self._lengths = [max(map(len, head), default=0) for head in self._heads]
        self._sorted = sorted(filter(None, self._lengths))
        self._bold = [any(rows[number].bold for number in one.head) for one in self.sections if one.head]
        self._usual = (median(self._sorted) if self._sorted else 0.0, median(self._sizes))
        self._bold_share = fmean(self._bold) if self._bold else 0.0
        self._opens = [self._opening(one) for one in self.sections]
        self._numbered = min(9, sum(bool(NUMBERED.match(head[0])) for head in self._heads if head))
        self._words = [
            max((words.heads.log_odds(text) for text in head), default=0.0) for head in self._heads
        ]
        self._usual_words = fmean(self._words)
        self._certain = [self._is_certain(at) for at in range(len(self.sections))]
        self._strong = [
            known or len(head) > SHORT_HEAD for known, head in zip(self._certain, self._heads, strict=True)
        ]
        self._whole = self._of_whole()

    def lone(self) -> list[int]:
        """Return the sections in doubt: below a text, their head a row or two, a text right below that bears no dateline."""
        return [
            at
            for at, one in enumerate(self.sections)
            if one.body and 0 < len(one.head) <= SHORT_HEAD and not self._strong[at]
        ]

    def certain(self) -> list[Section]:
        """Return the sections that begin an article for certain, the first one among them."""
        return [
            one
            for at, one in enumerate(self.sections)
            if one.body and self._certain[at] and 0 < len(one.head) <= MOST_ROWS
        ]

    def stacks(self) -> list[Section]:
        """Return the sections below a text with a head of three rows or four and nothing else that is certain."""
        return [
            one
            for at, one in enumerate(self.sections)
            if one.body and not self._certain[at] and SHORT_HEAD < len(one.head) <= MOST_ROWS
        ]

    def of(self, asked: Sequence[int]) -> Floats:
        """Return the signs of the heads of some sections, (sections, signs)."""
        return np.array([self._section(at) for at in asked], np.float32)

    def _sum(self, found: frozenset[str]) -> float:
        return fsum(
            self._weight[pair] ** 2 for pair in found
        )  # exact: sets come in another order in every process

    def _opening(self, one: Section) -> float:
        return self._opens_with(one.body[0]) if one.body else 0.0

    def _opens_with(self, number: int) -> float:
        return self._said.openings.log_odds(opening_of(self.rows[number].text))

    def _is_certain(self, at: int) -> bool:
        """Say whether a section begins an article for certain: it is the first, names stand below its head, or a dateline."""
        one, head = self.sections[at], self._heads[at]
        if (
            at == 0
            or (head and _announces(head[0]))
            or any(number < one.body[0] for number in one.other if one.body)
        ):
            return True
        return bool(one.body) and starts_with_dateline(self.rows[one.body[0]].text)

    def _of_whole(self) -> list[float]:
        """Return what the text is like as a whole."""
        rows, sections = self.rows, self.sections
        lengths = self._sorted
        blanks = [row.blank for row in rows[1:]]
        heads = [rows[one.head[0]].blank for one in sections[1:] if one.head]
        return [
            min(40, len(sections)),
            fmean(len(one.body) for one in sections),
            self._usual[1],
            fmean(self._strong),
            float(np.std(lengths)) if lengths else 0.0,
            fmean(blanks) if blanks else 0.0,
            fmean(heads) if heads else 0.0,
            fmean(self._opens),
            fmean(_likeness)
            if (_likeness := [self._alike(at - 1, at) for at in range(1, len(sections))])
            else 0.0,
            fmean(len(one.head) > 1 for one in sections),
        ]

    def _alike(self, one: int, other: int) -> float:
        """Return how many words two sections share, as a cosine; none where there is no such section."""
        if not (0 <= one < len(self._pairs) and 0 <= other < len(self._pairs)):
            return 0.0
        both = self._sum(self._pairs[one] & self._pairs[other])
        return both / (sqrt(self._squares[one] * self._squares[other]) + 1.0)

    def _shared(self, at: int, other: int) -> float:
        """Return the share of a head's words that stand in a section."""
        if not 0 <= other < len(self._pairs):
            return 0.0
        own = self._head_pairs[at]
        return len(own & self._pairs[other]) / (len(own) + 2)

    def _section(self, at: int) -> list[float]:
        return [*self._row(at), *self._texts(at), *self._kin(at), *self._place(at), *self._whole]

    def _row(self, at: int) -> list[float]:
        """Return what the title row is by itself and beside the others."""
        head, row = self._heads[at], self.rows[self.sections[at].head[0]]
        text = max(head, key=len)
        return [
            len(head),
            len(head[-1]) - len(head[0]),
            min(map(len, head)),
            len(text),
            len(text) - self._lengths[0],
            len(text) - self._usual[0],
            1 - bisect_right(self._sorted, len(text)) / len(self._sorted),
            float("，" in text or "," in text),
            float("：" in text or ":" in text),
            float(bool(re.search("[？！?!]", text))),
            float(text[0] in "“「《") + float(text[-1] in "”」》"),
            float(" " in text or "　" in text),
            float(any(character.isdigit() for character in text)),
            float(bool(NUMBERED.match(text))),
            float(self._numbered),
            self._words[at],
            self._words[at] - self._usual_words,
            float(row.blank),
            float(self.rows[self.sections[at].body[0]].blank),
            float(any(self.rows[number].bold for number in self.sections[at].head)),
            float(self._bold[0]),
            self._bold_share,
        ]

    def _texts(self, at: int) -> list[float]:
        """Return what the texts above and below are by themselves."""
        one, above = self.sections[at], self.sections[at - 1]
        first, last = self.rows[one.body[0]].text, self.rows[above.body[-1]].text if above.body else ""
        sizes = self._sizes
        return [
            self._opens[at],
            max((self._opens_with(number) for number in one.body[1:4]), default=0.0),
            float(bool(REPORT.search(first[:40]))),
            float(bool(REPORT.search(last[-20:]))),
            float(bool(SIGNED.search(last.strip()))),
            float(first[:1] in "“「"),
            float(bool(above.other and above.body and above.other[-1] > above.body[-1])),
            len(first),
            len(last),
            len(one.body),
            len(above.body),
            sizes[at],
            sizes[at - 1],
            sizes[at] / (self._usual[1] + 1),
        ]

    def _kin(self, at: int) -> list[float]:
        """Return what the section shares with those around it, and its title with it and them."""
        since = self._since(at)
        runs = [self._alike(other, at) for other in range(at - since, at)]
        after = [self._alike(at, at + step) for step in (1, 2)]
        near = range(max(0, at - FARTHEST), min(len(self.sections), at + FARTHEST + 1))
        far = [self._alike(at, other) for other in near if abs(at - other) > 2]
        return [
            self._alike(at - 1, at),
            self._alike(at - 2, at),
            max(runs, default=0.0),
            *after,
            max(far, default=0.0),
            self._shared(at, at),
            self._shared(at, at - 1),
            max((self._shared(at, other) for other in range(at - since, at)), default=0.0),
            self._shared(at, at + 1),
            self._shared(at - since, at),
            self._shared(at - 1, at),
            len(self._head_pairs[at] & self._head_pairs[at - 1]) / (len(self._head_pairs[at]) + 2),
        ]

    def _since(self, at: int) -> int:
        """Return how many sections above an article certainly began."""
        return next((step for step in range(1, at + 1) if step >= FAR or self._strong[at - step]), at)

    def _place(self, at: int) -> list[float]:
        """Return where the section stands among the others."""
        count = len(self.sections)
        until = next(
            (step for step in range(1, count - at) if step >= FAR or self._strong[at + step]), count - at
        )
        near = [at + step for step in NEIGHBOURS]
        return [
            min(FAR, self._since(at)),
            min(FAR, until),
            at / count,
            *(float(0 < other < count and self._strong[other]) for other in near),
            *(self._opens[other] if 0 <= other < count else 0.0 for other in near),
            *(
                float(self._lengths[other] - self._lengths[at]) if 0 <= other < count else 0.0
                for other in near
            ),
            *(self._words[other] - self._words[at] if 0 <= other < count else 0.0 for other in near),
        ]


def heads_told(rows: Sequence[Row]) -> Heads:
    """Return which title rows articles begin with. Linear in the text.

    The forest is asked twice: the second time with what it said of the rows around.
    """
    signs = Signs(rows, shipped_words())
    certain = tuple(one.head for one in signs.certain())
    stacks = tuple(one.head for one in signs.stacks())
    asked = signs.lone()
    if not asked:
        return Heads(certain, stacks, {})
    first, second = _forests()
    own = signs.of(asked)
    told = first.log_odds(own)[:, 0]
    odds = second.log_odds(np.concatenate([own, around(asked, told)], axis=1))[:, 0]
    return Heads(
        certain,
        stacks,
        {signs.sections[at].head: float(value) for at, value in zip(asked, odds, strict=True)},
    )


def around(asked: Sequence[int], told: Floats) -> Floats:
    """Return what was said of each head, of those beside it, and of all, (heads, signs)."""
    said = dict(zip(asked, told.tolist(), strict=True))
    return np.array(
        [[said[at], *(said.get(at + step, 0.0) for step in NEIGHBOURS), float(told.mean())] for at in asked],
        np.float32,
    )


@cache
def _forests() -> tuple[Forest, Forest]:
    forests = read_forests(DATA / "sections.npz")
    return forests["first"], forests["second"]
