"""Which ends of jumps answer each other: by the pages they name, by titles that are printed with them, by what they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from epubmaker.model import Article
from epubmaker.pages.parting import page_order
from epubmaker.text import patterns as re

_TITLE = re.compile("《(.+?)》")
_HAN = re.compile("[一-龥]{2,}")
# Share of the rarer word pairs of one text that the other has, on pages that an edition's stories were set to: two parts of one
# article have .08 to .4, others seldom more than .03.
_LEAST = 0.06
_LEAD = 1.5  # times the share of the next best
_LONGEST = 4000  # characters of an article that are looked at


@dataclass(frozen=True, slots=True)
class Part:
    """One end of a jump: the article, the page it stands on, the page it names, and the words of its jump line."""

    article: Article
    page: str
    names: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Two ends that are one article. `printed` says that the pages alone, or a title, tell so; otherwise their words do."""

    first: Part
    second: Part
    printed: bool = True


def answers(onward: Sequence[Part], back: Sequence[Part], articles: Sequence[Article]) -> Iterator[Answer]:
    """Yield the ends that answer each other, those that are certain first; about linear in the text."""
    open_onward, open_back = list(onward), list(back)
    words = _Words(articles)
    for rule in (_by_title, _by_words, _by_page):
        for first, second in list(rule(open_onward, open_back, words)):
            if first in open_onward and second in open_back:
                open_onward.remove(first)
                open_back.remove(second)
                yield Answer(first, second, printed=rule is not _by_words)


def answering(part: Part, others: Sequence[Article], articles: Sequence[Article]) -> Article | None:
    """Return the article that a lone end goes on with, or comes from, by its words alone; None where that is not plain."""
    words = _Words(articles)
    shares = sorted(
        ((words.share(part.article, other), place) for place, other in enumerate(others)), reverse=True
    )
    if not shares or shares[0][0] < _LEAST or (len(shares) > 1 and shares[0][0] < _LEAD * shares[1][0]):
        return None
    return others[shares[0][1]]


def same_page(one: str, other: str) -> bool:
    """Say whether two labels name one page."""
    return one == other or (one.isascii() and other.isascii() and page_order(one) == page_order(other))


def _answer(first: Part, second: Part) -> bool:
    return same_page(first.names, second.page) and same_page(second.names, first.page)


def _by_page(onward: Sequence[Part], back: Sequence[Part], _words: _Words) -> Iterator[tuple[Part, Part]]:
    """Yield the ends of which nothing else names the same pages."""
    for first in onward:
        found = [second for second in back if _answer(first, second)]
        rivals = [
            other
            for other in onward
            if same_page(other.names, first.names) and same_page(other.page, first.page)
        ]
        if len(found) == len(rivals) == 1:
            yield first, found[0]


def _by_title(onward: Sequence[Part], back: Sequence[Part], _words: _Words) -> Iterator[tuple[Part, Part]]:
    """Yield the ends of which the second has the first's headline, in its jump line or as its own."""
    for second in back:
        titles = [*_TITLE.findall(second.said), second.article.headline or ""]
        found = [
            first
            for first in onward
            if _answer(first, second) and any(_is_title(title, first.article) for title in titles)
        ]
        if len(found) == 1:
            yield found[0], second


def _is_title(title: str, article: Article) -> bool:
    """Say whether a title is that of an article, perhaps shortened."""
    headline = "".join((article.headline or "").split())
    wanted = "".join(title.split()).rstrip("…")
    return len(wanted) > 1 and headline.startswith(wanted)


def _by_words(onward: Sequence[Part], back: Sequence[Part], words: _Words) -> Iterator[tuple[Part, Part]]:
    """Yield the ends that answer each other where several do, if their words tell them apart both ways."""
    shares = {
        (one, other): words.share(first.article, second.article)
        for one, first in enumerate(onward)
        for other, second in enumerate(back)
        if _answer(first, second)
    }
    for (one, other), share in sorted(shares.items(), key=lambda entry: -entry[1]):
        rivals = [
            value
            for pair, value in shares.items()
            if pair != (one, other) and (pair[0] == one or pair[1] == other)
        ]
        if rivals and share >= _LEAST and share >= _LEAD * max(rivals):
            yield onward[one], back[other]


class _Words:
    """The word pairs of an edition's articles, and how rare each is."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._known: dict[str, frozenset[str]] = {}
        self._in: Counter[str] = Counter()
        self._count = len(articles)
        for article in articles:
            own = self._of(article)
            self._in.update(own)

    def share(self, one: Article, other: Article) -> float:
        """Return how much of the shorter article's words, the rarer the more, the other one has."""
        left, right = self._of(one), self._of(other)
        least = min(self._weight(left), self._weight(right))
        return self._weight(left & right) / least if least else 0.0

    def _weight(self, pairs: frozenset[str]) -> float:
        return sum(log(1 + self._count / self._in[pair]) - log(2) for pair in pairs)

    def _of(self, article: Article) -> frozenset[str]:
        if article.id not in self._known:
            text = (article.headline or "") + "。" + "。".join(block.text for block in article.blocks)
            runs = _HAN.findall(text[:_LONGEST])
            self._known[article.id] = frozenset(
                run[at : at + 2] for run in runs for at in range(len(run) - 1)
            )
        return self._known[article.id]
