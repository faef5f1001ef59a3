"""The index of persons, organisations and places, and the page of keywords."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest

from epubmaker.render.epub.binding import Binder
from epubmaker.render.epub.compose import Place
from epubmaker.render.epub.navigation import INDEX
from epubmaker.render.epub.press import Press
from epubmaker.render.epub.templates import fill
from epubmaker.render.fonts import is_traditional
from epubmaker.render.index import HEADINGS, IndexReading, Passage, by_letter, simplified
from epubmaker.render.terms import Kind
from epubmaker.render.toc import Entry, one_line
from epubmaker.seams.dictionary import forget, rarity

KEYWORDS = "keywords.xhtml"
# A reference names its article with so many characters.
_REFERENCE = 16
# So many keywords fill one page of a phone; each leads to the articles that say most about it.
_KEYWORDS, _ARTICLES_EACH = 36, 3
# Words that stand in more than one of some 700 texts (natural logarithm) tell nothing about one newspaper: 社会, 发展.
_COMMON = 6.5


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


@dataclass(slots=True)
class _Said:
    """How often a word is said in a book, and the articles that say it most, each as (- times, name)."""

    times: int = 0
    most: list[tuple[int, str]] = field(default_factory=list)

    def add(self, counts: Counter[str]) -> None:
        """Add how often each of some articles says the word."""
        self.times += counts.total()
        told = ((-count, name) for name, count in counts.items())
        self.most = nsmallest(_ARTICLES_EACH, [*self.most, *told])


class Indexer:
    """What the articles of a book name, gathered one article after another."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._found: dict[Kind, dict[str, dict[str, Entry]]] = {kind: defaultdict(dict) for kind in HEADINGS}
        self._said: dict[str, _Said] = defaultdict(_Said)
        self._keywords: tuple[Line, ...] | None = None
        self._labels: dict[str, str] = {}

    def take(self, places: Iterable[Place], day: str = "") -> None:
        """Read the articles of one edition; `day` stands before their names in a collected volume."""
        articles = tuple(places)
        for place in articles:
            self._labels[place.name] = " ".join(
                part for part in (day, one_line(place.label, _REFERENCE)) if part
            )
        found = list(_passages(articles))
        credited = (name for place in articles for byline in place.article.bylines for name in byline.names)
        reading = IndexReading((passage for _, _, passage in found), credited, self._press.language)
        for named in reading.names():
            place, target, _ = found[named.passage.place]
            entry = Entry(self._labels[place.name], target)
            self._found[named.kind][named.name].setdefault(place.name, entry)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for word, passage in reading.keywords():
            counts[word][found[passage.place][0].name] += 1
        for word, said in counts.items():
            self._said[word].add(said)

    def close(self) -> None:
        """Give the dictionary of words back and choose the keywords; no article is taken any more."""
        forget()
        self._keywords = self.keywords()
        self._said.clear()
        forget()

    def sections(self) -> tuple[Section, ...]:
        """Return the index: persons, organisations, places and reporters, each in the order of their pronunciation."""
        traditional = is_traditional(self._press.language)
        return tuple(
            Section(HEADINGS[kind][traditional], tuple(_by_letter(found, kind)))
            for kind, found in self._found.items()
            if found
        )

    def keywords(self) -> tuple[Line, ...]:
        """Return the words that tell this book from others (TF-IDF with jieba's document frequencies), best first."""
        known, median = rarity()
        simplify = simplified if is_traditional(self._press.language) else str
        repeated = {word: said.times for word, said in self._said.items() if said.times > 1}
        rare = {word: known.get(simplify(word), median) for word in repeated}
        telling = [word for word in repeated if rare[word] > _COMMON]
        chosen = nsmallest(_KEYWORDS, telling, lambda word: (-repeated[word] * rare[word], word))
        return tuple(Line(word, tuple(self._strongest(word))) for word in chosen)

    def bind(self, binder: Binder) -> tuple[Entry, ...]:
        """Add the index and the keywords to the book, where there are any; return their lines of the contents."""
        press, added = self._press, []
        if sections := self.sections():
            binder.add(INDEX, fill("index.xhtml.j2", press, title=press.words.index, sections=sections))
            added.append(Entry(press.words.index, INDEX))
        if lines := self.keywords() if self._keywords is None else self._keywords:
            binder.add(KEYWORDS, fill("keywords.xhtml.j2", press, title=press.words.keywords, lines=lines))
            added.append(Entry(press.words.keywords, KEYWORDS))
        return tuple(added)

    def _strongest(self, word: str) -> Iterator[Entry]:
        best = sorted(name for _, name in self._said[word].most)
        return (Entry(self._labels[name], name) for name in best)


def _passages(places: tuple[Place, ...]) -> Iterator[tuple[Place, str, Passage]]:
    """Yield the texts of articles with their article and the place they can be reached at."""
    number = 0
    for place in places:
        laid = place.laid
        head = ((place.name, text) for text in (laid.kicker, laid.headline, laid.deck, *laid.bylines) if text)
        anchors = (f"{place.name}#{one.anchor}" if one.anchor else place.name for one in laid.passages)
        texts = (one.rest for one in laid.passages)
        for target, text in (*head, *zip(anchors, texts, strict=True)):
            yield place, target, Passage(text, number, text in laid.bylines)
            number += 1


def _by_letter(found: dict[str, dict[str, Entry]], kind: Kind) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for letter, names in by_letter(found, kind):
        yield letter, tuple(Line(name, tuple(found[name].values())) for name in names)
