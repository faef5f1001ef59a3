"""Where a heading may be broken: between words, never inside one; shared by both kinds of book.

Words are those of the lexicon and the edition's own names. Two characters that the article itself sets side by side
mostly stay together (一日捐), and no line ends in a preposition or begins with a particle.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from unicodedata import category

from epubmaker.model import Article, Edition
from epubmaker.render.titles import Titles
from epubmaker.render.words import word_ends
from epubmaker.text import patterns as re
from epubmaker.text.ideographs import is_ideograph

# What a break costs, in the units of `typeset.ragged`: em squared of unequal lines.
TORN = 1000.0  # inside a word
_PARTICLE = 120.0  # a line that ends in 为 or begins with 的
_OWN = 60.0  # inside what the article keeps together
_UNKNOWN = (
    40.0  # between two characters that no dictionary joins, and that are no words by themselves: 中缅, 网信办
)
_BRACKETS = (
    12.0  # inside a short title or quotation; behind a double dash, as it better begins a row than ends it
)
_SUBTITLE = 40.0  # behind the first words of a subtitle, which stand alone with their dash at the end of the title's row
_FIRST_WORDS = 3  # characters
_NEVER_LAST = frozenset("为為的之与與在和对對及把被从從向以将將")
# The same where they are words by themselves: adverbs, and what counts or points at the word behind it.
_LEANS_ON = frozenset(
    "不没沒太很最更只还還已莫勿别別再也都就又才各每这這那某该該两兩几幾让讓使给給由比至到无無未所并並而或将將一二三四五六七八九十"
)
_STRAY = 120.0  # one character of a clause alone at the end or the start of a row
_NEVER_FIRST = frozenset("的了着著们們")
# Words of one character, which stand by themselves in a headline.
_WORDS = frozenset(
    "就将將要更又也都已不没沒再还還才只或及和与與为為在对對把被让讓使给給向从從到由以于於是有无無的地得了着著过過之而但等"
    "最很太可能会會应應须須该該各每个個位名次年月日人家市县縣区區省上下里裡内內外前后後大小多少新老好高低长長"
)
_OPENING = frozenset({"Ps", "Pi"})
_PAUSES = ("Po", "Zs")  # categories of Unicode: comma and stop, space
_INSIDE = re.compile("《[^《》]{1,16}》|“[^“”]{1,16}”|「[^「」]{1,16}」|【[^【】]{1,16}】|（[^（）]{1,16}）")
_SHORT_QUOTE = 6  # characters, marks included: a longer one may be broken on a phone
_LEAST_TIMES = 3  # a pair of characters is the article's own from so many times on ...
_KEEPS = 0.5  # ... and if one of them stands in this share of its places beside the other
_LONGEST_OWN = 6  # characters; longer chains of such pairs may be broken like other text
_COUNTED = (
    "个個次届屆天年月日版期名位台臺辆輛头頭只隻件项項条條座家户戶所间間部份场場岁歲元吨噸亩畝里米人级級层層号號度倍"
    "种種类類批组組套队隊艘架棵片张張支幅篇本册冊国國省市县縣区區村"
)
_NUMBER = re.compile(
    f"[0-9０-９]+[\u4e00-\u9fff]|[第〇一二三四五六七八九十百千万萬亿億两兩]{{2,}}[{_COUNTED}]?"
)

_DASHES = re.compile("——|⸺")
_LETTERED = re.compile("(?<![A-Za-z0-9])[A-Za-z][\u4e00-\u9fff]")  # A股, B超, C罗, T恤


class Headings:
    """The words of the headings of one edition, or of a book without one, and `names` besides."""

    def __init__(self, edition: Edition | None = None, names: Iterable[str] = ()) -> None:
        articles = edition.articles if edition else ()
        title = (edition.masthead.title or "") if edition else ""
        known = {name for article in articles for line in article.bylines for name in line.names}
        self._names = frozenset(name for name in (*known, title, *names) if len(name) > 1)
        self._articles = {text: article for article in articles for text in _headings(article)}
        self._clauses: dict[str, tuple[int, ...]] = {}
        if edition is not None:
            titles = Titles.of(edition)
            self._articles |= {titles.line(article): article for article in articles if article.headline}
            self._clauses = {article.headline or "": titles.clause_ends(article) for article in articles}

    def costs(self, text: str) -> dict[int, float]:
        """Return what it costs to end a line after each offset inside `text`; `TORN` inside a word."""
        ends = word_ends(text, self._names)
        whole = (*_NUMBER.finditer(text), *_LETTERED.finditer(text))
        numbers = {at for found in whole for at in range(found.start() + 1, found.end())}
        body = self._body(text)
        own = self._own(text, body)
        inside = {
            at: _BRACKETS if len(found[0]) > _SHORT_QUOTE else _UNKNOWN
            for found in _INSIDE.finditer(text)
            for at in range(found.start() + 1, found.end())
        }
        costs = {}
        for place in range(1, len(text)):
            costs[place] = TORN
            if place not in ends or place in numbers or _is_tied(text[place - 1], text[place]):
                continue
            unknown = _is_unknown(text, place, ends)
            if unknown and (place in own or text[place - 1 : place + 1] in body):
                continue
            cost = _OWN * (place in own) + _UNKNOWN * unknown + inside.get(place, 0.0)
            alone = place == 1 or place - 1 in ends
            leans = text[place - 1] in _NEVER_LAST or (alone and text[place - 1] in _LEANS_ON)
            if leans or text[place] in _NEVER_FIRST:
                cost += _PARTICLE
            if _is_stray(text, place):
                cost += _STRAY
            costs[place] = cost
        for start, end in dashes(text):
            costs[start] = inside.get(start, 0.0)
            costs[end] = _BRACKETS + inside.get(end, 0.0)
            for place in range(end + 1, min(end + _FIRST_WORDS, len(text) - 1) + 1):
                costs[place] += _SUBTITLE
        return costs | dict.fromkeys(self.clause_ends(text), 0.0)

    def clause_ends(self, text: str) -> tuple[int, ...]:
        """Return the offsets inside a headline at which one of its printed rows ended, and a clause with it."""
        return self._clauses.get(text, ())

    def pieces(self, text: str) -> list[str]:
        """Cut a heading where a line may end."""
        ends = [place for place, cost in sorted(self.costs(text).items()) if cost <= _BRACKETS]
        return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]

    def _body(self, heading: str) -> str:
        """Return the text of the article below a heading."""
        article = self._articles.get(heading)
        return "\n".join(block.text for block in article.blocks) if article else ""

    @staticmethod
    def _own(text: str, body: str) -> set[int]:
        """Return the offsets between characters that the article keeps together."""
        bound = [place for place in range(1, len(text)) if _is_own(text[place - 1 : place + 1], body)]
        own: set[int] = set()
        run: list[int] = []
        for place in (*bound, len(text) + 2):
            if run and place != run[-1] + 1:
                if len(run) < _LONGEST_OWN:
                    own.update(run)
                run = []
            run.append(place)
        return own


def dashes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where double dashes inside a heading begin and end: what follows is a subtitle, and begins its row with them."""
    return (found.span() for found in _DASHES.finditer(text) if found.start() > 0 and found.end() < len(text))


def _is_unknown(text: str, place: int, ends: Container[int]) -> bool:
    """Say whether the characters on both sides of an offset are words of one character, and such as are none."""
    alone = place - 1 in ends or place == 1, place in ends, place + 1 in ends
    pair = text[place - 1 : place + 1]
    return all(alone) and all(is_ideograph(sign) and sign not in _WORDS for sign in pair)


def _is_stray(text: str, place: int) -> bool:
    """Say whether a row end would part one character from the rest of its clause: 已/来　向, ，这/是."""
    before, after = text[place - 2 : place - 1], text[place + 1 : place + 2]
    begins = before and category(before) in _PAUSES
    ends = after and category(after) in (*_PAUSES, "Pe", "Pf")
    return bool(begins or ends)


def _is_tied(left: str, right: str) -> bool:
    """Say whether marks or letters forbid a line end between two characters, whatever the words."""
    if is_ideograph(left) and is_ideograph(right):  # most of all pairs
        return False
    before, after = category(left), category(right)
    if before in _OPENING or before == "Pd" or (after[0] == "P" and after not in _OPENING):
        return True
    if left.isascii() and right.isascii() and not left.isspace() and not right.isspace():
        return True
    return all(kind[0] in "LN" and kind != "Lo" for kind in (before, after))


def _is_own(pair: str, body: str) -> bool:
    times = body.count(pair)
    return times >= _LEAST_TIMES and times >= _KEEPS * min(body.count(sign) for sign in pair)


def _headings(article: Article) -> Iterator[str]:
    for text in (article.column, article.kicker, article.headline, article.deck):
        if text:
            yield text
    yield from (block.text for block in article.blocks if block.kind in ("crosshead", "label") and block.text)
