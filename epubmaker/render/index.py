"""What an index names and in which order, for both kinds of book: persons, organisations, places, reporters, keywords."""

from __future__ import annotations

import gc
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby

from epubmaker.convert.engine import configuration, convert_pieces
from epubmaker.errors import DependencyError
from epubmaker.messages import Message
from epubmaker.render.fonts import FORMS, is_traditional
from epubmaker.render.persons import Word
from epubmaker.render.terms import Kind, find_terms, read_words

# The parts of an index in their order, and their headings in Simplified and Traditional characters.
HEADINGS: dict[Kind, tuple[str, str]] = {
    "person": ("人名", "人名"),
    "organisation": ("机构", "機構"),
    "place": ("地名", "地名"),
    "reporter": ("记者与通讯员", "記者與通訊員"),
}
INDEX = "索引"
_READER = "pypinyin"
_OTHER = "其他"  # over what no letter stands over
_PERSONS = frozenset({"person", "reporter"})
_KEYWORD_TAGS = ("n", "vn", "nz", "l", "j", "an")
# Surnames that are read otherwise than the same character elsewhere.
_SURNAMES_READ = dict(
    pair.split(":")
    for line in (
        "单:shan 單:shan 曾:zeng 仇:qiu 解:xie 区:ou 區:ou 查:zha 任:ren 朴:piao 翟:zhai 覃:qin",
        "盖:ge 蓋:ge 乐:yue 樂:yue 缪:miao 繆:miao 员:yun 种:chong 尉:yu 长:zhang 洗:xian 冼:xian",
        "华:hua 華:hua 纪:ji 宁:ning 召:shao 晟:cheng",
    )
    for pair in line.split()
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of an edition's text; `place` is the caller's own name for where it stands. A byline gives no keywords."""

    text: str
    place: int
    is_byline: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text: what it names, as it is written, the passage it stands in and where in it."""

    kind: Kind
    name: str
    passage: Passage
    offset: int


class IndexReading:
    """The text of one edition in one piece, and the way back from an offset to the passage it stands in.

    `credited` are the names that bylines give: reporters.
    """

    def __init__(self, passages: Iterable[Passage], credited: Iterable[str], language: str) -> None:
        self._passages = tuple(passages)
        self._text = "\n".join(passage.text for passage in self._passages)
        simplify = simplified if is_traditional(language) else str
        text = simplify(self._text)
        self._words = read_words(text)
        self._starts = list(accumulate((len(passage.text) + 1 for passage in self._passages), initial=0))
        self._terms = sorted(
            find_terms(text, self._words, map(simplify, credited)), key=lambda term: (term.start, term.end)
        )

    def names(self) -> Iterator[Named]:
        """Yield the names in reading order."""
        for term in self._terms:
            passage, offset = self._at(term.start)
            yield Named(term.kind, self._text[term.start : term.end], passage, offset)

    def keywords(self) -> Iterator[tuple[str, Passage]]:
        """Yield the words that may be keywords: nouns of two characters and more, outside names."""
        named = {at for term in self._terms if term.kind in _PERSONS for at in range(term.start, term.end)}
        for word in self._words:
            if _may_tell(word) and word.start not in named:
                passage, _ = self._at(word.start)
                if not passage.is_byline:
                    yield self._text[word.start : word.end], passage

    def _at(self, start: int) -> tuple[Passage, int]:
        number = bisect_right(self._starts, start) - 1
        return self._passages[number], start - self._starts[number]


def by_letter(names: Iterable[str], kind: Kind) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield names in the order of their pronunciation, under their first letters."""
    keyed = sorted((_reading(name, persons=kind in _PERSONS), name) for name in names)
    for letter, group in groupby(keyed, lambda pair: _letter(pair[0])):
        yield letter, tuple(name for _, name in group)


@contextmanager
def readings_for_now() -> Iterator[None]:
    """Read the readings of characters and words for what is done inside, and give their 40 megabytes back.

    Where the caller's program has loaded pypinyin itself, it stays.
    """
    others = {name for name in sys.modules if name.partition(".")[0] == _READER}
    yield
    if not others:
        for name in [name for name in sys.modules if name.partition(".")[0] == _READER]:
            del sys.modules[name]
        gc.collect()  # modules and their functions know each other


# What any newspaper says on any day, rare as it may be elsewhere.
_EMPTY = frozenset(
    word
    for line in (
        "全市 全省 全县 全区 全镇 我市 我省 我县 本市 本报 事关 大力 深化 高质量 意见建议 出席会议 专题 特色 决策 交流 宣传 精准",
        "定点 上线 牢记 长效机制 宣传报道 有关 相关 方面 情况 问题 工作 活动 会议 讲话 精神 要求 措施 成效 力度 水平 环节 重点",
    )
    for word in line.split()
)


def _may_tell(word: Word) -> bool:
    return len(word.text) > 1 and word.text not in _EMPTY and _is_telling(word.tag)


def _is_telling(tag: str) -> bool:
    return tag.startswith(_KEYWORD_TAGS) and not tag.startswith(("nr", "ns", "nt"))


@cache
def _simplified_character(character: str) -> str:
    (converted,) = convert_pieces([FORMS.get(character, character)], configuration("t2s"))
    return converted if len(converted) == 1 else character


def simplified(text: str) -> str:
    """Return a Traditional text in Simplified characters, one for one, so that offsets stay."""
    return "".join(map(_simplified_character, text))


def _letter(reading: tuple[str, ...]) -> str:
    first = reading[0][:1].upper() if reading else ""
    return first if "A" <= first <= "Z" else _OTHER


def _reading(term: str, *, persons: bool) -> tuple[str, ...]:
    """Return the pinyin of a term, syllable by syllable; surnames are read as surnames."""
    try:
        from pypinyin import lazy_pinyin  # noqa: PLC0415  (it reads 40,000 readings)
    except ImportError as error:
        raise DependencyError(Message("the index needs pypinyin: pip install pypinyin")) from error
    reading = lazy_pinyin(term)
    if persons and term[0] in _SURNAMES_READ:
        reading[0] = _SURNAMES_READ[term[0]]
    return tuple(reading)
