"""The index of persons, organisations and places, and the page of keywords."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby

from epubmaker.convert.engine import configuration, convert_pieces
from epubmaker.errors import DependencyError
from epubmaker.render.epub.binding import Binder
from epubmaker.render.epub.compose import Place
from epubmaker.render.epub.navigation import INDEX
from epubmaker.render.epub.press import Press
from epubmaker.render.epub.templates import fill
from epubmaker.render.epub.terms import Kind, Term, Word, find_terms, read_words
from epubmaker.render.fonts import is_traditional
from epubmaker.render.toc import Entry, one_line
from epubmaker.seams.dictionary import rarity

KEYWORDS = "keywords.xhtml"
_KINDS: tuple[Kind, ...] = ("person", "organisation", "place", "reporter")
# A reference names its article with so many characters.
_REFERENCE = 16
# So many keywords fill one page of a phone; each leads to the articles that say most about it.
_KEYWORDS, _ARTICLES_EACH = 36, 3
_KEYWORD_TAGS = ("n", "vn", "nz", "l", "j", "an")
# Words that stand in more than one of some 700 texts (natural logarithm) tell nothing about one newspaper: 社会, 发展.
_COMMON = 6.5
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
class Line:
    """One entry of the index: what it names, and where that stands."""

    term: str
    references: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the index: its heading, and its lines under their first letters."""

    heading: str
    letters: tuple[tuple[str, tuple[Line, ...]], ...]


class Indexer:
    """What the articles of a book name, gathered one article after another."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._found: dict[Kind, dict[str, dict[str, Entry]]] = {kind: defaultdict(dict) for kind in _KINDS}
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._labels: dict[str, str] = {}

    def take(self, places: Iterable[Place], day: str = "") -> None:
        """Read the articles of one edition; `day` stands before their names in a collected volume."""
        reading = _Reading(places, self._press.language)
        for place in reading.places:
            self._labels[place.name] = " ".join(
                part for part in (day, one_line(place.label, _REFERENCE)) if part
            )
        for term, place, target in reading.terms():
            entry = Entry(self._labels[place.name], target)
            self._found[term.kind][reading.text[term.start : term.end]].setdefault(place.name, entry)
        for word, place in reading.keywords():
            self._counts[word][place.name] += 1

    def sections(self) -> tuple[Section, ...]:
        """Return the index: persons, organisations, places and reporters, each in the order of their pronunciation."""
        words = self._press.words
        headings: dict[Kind, str] = {
            "person": words.persons,
            "organisation": words.organisations,
            "place": words.places,
            "reporter": words.reporters,
        }
        return tuple(
            Section(
                headings[kind],
                tuple(_by_letter(found, words.other_initial, persons=kind in ("person", "reporter"))),
            )
            for kind, found in self._found.items()
            if found
        )

    def keywords(self) -> tuple[Line, ...]:
        """Return the words that tell this book from others (TF-IDF with jieba's document frequencies), best first."""
        known, median = rarity()
        simplify = _simplified if is_traditional(self._press.language) else str
        rare = {word: known.get(simplify(word), median) for word in self._counts}
        telling = [word for word, count in self._counts.items() if count.total() > 1 and rare[word] > _COMMON]
        chosen = sorted(telling, key=lambda word: (-self._counts[word].total() * rare[word], word))[
            :_KEYWORDS
        ]
        return tuple(Line(word, tuple(self._strongest(word))) for word in chosen)

    def bind(self, binder: Binder) -> tuple[Entry, ...]:
        """Add the index and the keywords to the book, where there are any; return their lines of the contents."""
        press, added = self._press, []
        if sections := self.sections():
            binder.add(INDEX, fill("index.xhtml.j2", press, title=press.words.index, sections=sections))
            added.append(Entry(press.words.index, INDEX))
        if lines := self.keywords():
            binder.add(KEYWORDS, fill("keywords.xhtml.j2", press, title=press.words.keywords, lines=lines))
            added.append(Entry(press.words.keywords, KEYWORDS))
        return tuple(added)

    def _strongest(self, word: str) -> Iterator[Entry]:
        counts = self._counts[word]
        best = sorted(counts, key=lambda name: (-counts[name], name))[:_ARTICLES_EACH]
        return (Entry(self._labels[name], name) for name in sorted(best))


class _Reading:
    """The text of one edition in one piece, and the way back from an offset to the passage it stands in."""

    def __init__(self, places: Iterable[Place], language: str) -> None:
        self.places = tuple(places)
        self._passages = [(place, target, text) for place in self.places for target, text in _passages(place)]
        self.text = "\n".join(text for _, _, text in self._passages)
        simplify = _simplified if is_traditional(language) else str
        simplified = simplify(self.text)
        self._words = read_words(simplified)
        self._starts = list(accumulate((len(text) + 1 for _, _, text in self._passages), initial=0))
        bylines = (byline for place in self.places for byline in place.article.bylines)
        names = (simplify(name) for byline in bylines for name in byline.names)
        self._terms = sorted(
            find_terms(simplified, self._words, names), key=lambda term: (term.start, term.end)
        )

    def terms(self) -> Iterator[tuple[Term, Place, str]]:
        """Go through the terms in reading order, each with its article and the place of its passage."""
        for term in self._terms:
            place, target, _ = self._passages[bisect_right(self._starts, term.start) - 1]
            yield term, place, target

    def keywords(self) -> Iterator[tuple[str, Place]]:
        """Go through the words that may be keywords: nouns of two characters and more, outside names."""
        named = {
            at
            for term in self._terms
            if term.kind in ("person", "reporter")
            for at in range(term.start, term.end)
        }
        for word in self._words:
            if _may_tell(word) and word.start not in named:
                place, _, text = self._passages[bisect_right(self._starts, word.start) - 1]
                if text not in place.laid.bylines:
                    yield self.text[word.start : word.end], place


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


def _passages(place: Place) -> Iterator[tuple[str, str]]:
    """Go through the texts of an article with the places they can be reached at."""
    laid = place.laid
    for text in (laid.kicker, laid.headline, laid.deck, *laid.bylines):
        if text:
            yield place.name, text
    for passage in laid.passages:
        yield (f"{place.name}#{passage.anchor}" if passage.anchor else place.name), passage.rest


@cache
def _simplified_character(character: str) -> str:
    (converted,) = convert_pieces([character], configuration("t2s"))
    return converted if len(converted) == 1 else character


def _simplified(text: str) -> str:
    """Return a Traditional text in Simplified characters, one for one, so that offsets stay."""
    return "".join(map(_simplified_character, text))


def _by_letter(
    found: dict[str, dict[str, Entry]], other: str, *, persons: bool
) -> Iterator[tuple[str, tuple[Line, ...]]]:
    keyed = sorted((_reading(term, persons=persons), term) for term in found)
    for letter, group in groupby(keyed, lambda pair: _letter(pair[0], other)):
        yield letter, tuple(Line(term, tuple(found[term].values())) for _, term in group)


def _letter(reading: tuple[str, ...], other: str) -> str:
    first = reading[0][:1].upper() if reading else ""
    return first if "A" <= first <= "Z" else other


def _reading(term: str, *, persons: bool) -> tuple[str, ...]:
    """Return the pinyin of a term, syllable by syllable; surnames are read as surnames."""
    try:
        from pypinyin import lazy_pinyin  # noqa: PLC0415  (it reads 40,000 readings)
    except ImportError as error:
        raise DependencyError("the index needs pypinyin: pip install pypinyin") from error
    reading = lazy_pinyin(term)
    if persons and term[0] in _SURNAMES_READ:
        reading[0] = _SURNAMES_READ[term[0]]
    return tuple(reading)
