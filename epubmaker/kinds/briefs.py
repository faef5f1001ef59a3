"""Short news (简讯): items that stand in one article although each is one of its own.

A crosshead right above a text that opens with a dateline is the headline of an item. Where no title holds texts together, each
dateline opens an item. Below the name of a column of short news
(简讯、短波、微新闻) every paragraph that stands without a title is an item.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from epubmaker.model import ArticlePlan, BylinePlan, Chain, Line, Plan, Role, is_written
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence, starts_with_dateline
from epubmaker.text.short_news import names_short_news

SECTION = re.compile(r"[一-鿿]{2,4}(?:新[闻聞]|要[闻聞]|消息|[动動][态態]|[资資][讯訊])")
WIDEST = 24  # em: columns of a newspaper are narrower
ITEM = 20  # characters: a row below is no item of news
CLOSED = 0.75  # share of the items that end as sentences do
ALONE = 3  # items that show the headline of a text to be such a name; below a name by itself two do


def with_briefs(plan: Plan, lines: Sequence[Line]) -> Plan:
    """Return a plan in which every item of short news is an article; no line changes its place.

    Items: a crosshead right above a dateline (电头) with what follows, a dateline in a text without a title, and the paragraphs
    below the name of such a column. In a text that is not set in columns this goes on up to the next title.
    """
    titled = [part for article in plan.articles for part in _parted(article, lines)]
    parts = [part for article in titled for part in _dated(article, lines)]
    widths = sorted(line.width for line in lines)
    in_order = is_written(lines) or (bool(widths) and widths[3 * len(widths) // 4] > WIDEST)
    articles, at = [], 0
    while at < len(parts):
        end = at + 1
        while in_order and end < len(parts) and _is_untitled(parts[end]):
            end += 1
        items = _items(parts[at:end], lines)
        articles += items or parts[at : at + 1]
        at = end if items else at + 1
    return _with_names(replace(plan, articles=tuple(articles)), lines)


def _with_names(plan: Plan, lines: Sequence[Line]) -> Plan:
    """Return a plan in which the name of a column of short news heads the article below it, and is no kicker and no article."""
    bare = {article.headline for article in plan.articles if _is_name_alone(article, lines)}
    names = [*plan.unplaced, *(row for rows in bare for row in rows)]
    free = {row + 1: row for row in names if _names_column((row,), lines)}
    articles = tuple(_with_name(article, free, lines) for article in plan.articles)
    named = {row for article in articles for row in article.column}
    return replace(
        plan,
        articles=tuple(one for one in articles if one.headline not in bare or named.isdisjoint(one.headline)),
        unplaced=tuple(row for row in plan.unplaced if row not in named),
    )


def _is_name_alone(article: ArticlePlan, lines: Sequence[Line]) -> bool:
    """Say whether an article is nothing but the name of a column of short news."""
    more = article.kicker or article.deck or article.column or article.bylines or article.chains
    return not more and _names_column(article.headline, lines)


def _with_name(article: ArticlePlan, free: Mapping[int, int], lines: Sequence[Line]) -> ArticlePlan:
    """Return an article with the name of its column; `free` holds the names that stand right above a line, by that line."""
    if article.column:
        return article
    if article.headline and _names_column(article.kicker, lines):
        return replace(article, column=article.kicker, kicker=())
    above = free.get(min((*article.kicker, *article.headline), default=-1))
    return article if above is None else replace(article, column=(above,))


def _is_untitled(article: ArticlePlan) -> bool:
    return not (article.headline or article.kicker or article.deck or article.column)


def _items(articles: Sequence[ArticlePlan], lines: Sequence[Line]) -> list[ArticlePlan]:
    """Return what stands above a column of short news in the first of some articles, and the items; nothing where it has none."""
    first = articles[0]
    named, start = _column(first, lines)
    chains = [*first.chains[start:], *(chain for article in articles[1:] for chain in article.chains)]
    places = [at for at, chain in enumerate(chains) if _is_item(chain, lines)]
    closed = sum(_is_closed(chains[at], lines) for at in places)
    least = 2 if start or _is_section(first, lines) else ALONE
    if not named or len(places) < least or places[0] or closed < CLOSED * len(places):
        return []
    if any(_is_title(chain, lines) for chain in chains):  # a column of items with titles
        return []
    starts = [chains[at].lines[0] for at in places]
    signed: list[list[BylinePlan]] = [[] for _ in starts]
    above: list[BylinePlan] = []
    for byline in (byline for article in articles for byline in article.bylines):
        before = [number for number, start in enumerate(starts) if start < byline.lines[0]]
        (signed[max(before, key=starts.__getitem__)] if before else above).append(byline)
    head = [replace(first, chains=first.chains[: start - 1], bylines=tuple(above))] if start > 1 else []
    if not head:
        signed[0] = [*above, *signed[0]]
    own = () if head or first.column == named else first.column
    columns = [(*own, *named), *[()] * len(places)]
    ends = [*places[1:], len(chains)]
    return head + [
        ArticlePlan(
            "brief",
            (),
            (),
            (),
            columns[number],
            tuple(signed[number]),
            tuple(chains[at : ends[number]]),
            first.confidence,
        )
        for number, at in enumerate(places)
    ]


def _column(article: ArticlePlan, lines: Sequence[Line]) -> tuple[tuple[int, ...], int]:
    """Return the rows that name a column of short news in an article, and which of its chains follows; no rows where none does."""
    alone = not article.kicker and not article.deck
    if alone and (_names_column(article.headline, lines) or _is_section(article, lines)):
        return article.headline, 0
    if not article.headline and _names_column(article.column, lines):
        return article.column, 0
    for place, chain in enumerate(article.chains):
        if not place and not _is_untitled(article):
            continue  # a title without a text is no article
        if chain.kind in (Role.BODY, Role.CROSSHEAD, Role.LABEL) and _names_column(chain.lines, lines):
            return chain.lines, place + 1
    return (), 0


def _is_section(article: ArticlePlan, lines: Sequence[Line]) -> bool:
    """Say whether a headline names a section (国内新闻) all texts of which open with datelines, two or more."""
    texts = [chain for chain in article.chains if chain.kind is Role.BODY]
    named = len(article.headline) == 1 and SECTION.fullmatch(lines[article.headline[0]].text.strip())
    return bool(named) and len(texts) > 1 and all(_opens(chain, lines) for chain in texts)


def _names_column(rows: Sequence[int], lines: Sequence[Line]) -> bool:
    return len(rows) == 1 and names_short_news(lines[rows[0]].text)


def _is_item(chain: Chain, lines: Sequence[Line]) -> bool:
    """Say whether a paragraph is long enough for an item of news."""
    return chain.kind is Role.BODY and sum(len(lines[line].text) for line in chain.lines) >= ITEM


def _is_title(chain: Chain, lines: Sequence[Line]) -> bool:
    short = chain.kind is Role.BODY and not _is_item(chain, lines) and not _is_closed(chain, lines)
    return short or chain.kind is Role.CROSSHEAD


def _is_closed(chain: Chain, lines: Sequence[Line]) -> bool:
    text = lines[chain.lines[-1]].text
    return ends_sentence(text) or text[-1] in "）)"


def _parted(article: ArticlePlan, lines: Sequence[Line]) -> Iterator[ArticlePlan]:
    chains = article.chains
    starts = [
        place
        for place in range(1, len(chains) - 1)
        if chains[place].kind is Role.CROSSHEAD and _opens(chains[place + 1], lines)
    ]
    if not starts or not any(_opens(chain, lines) for chain in chains[: starts[0]]):
        yield article  # the first text has none either: these are parts of one report
        return
    yield replace(article, chains=chains[: starts[0]])
    for start, end in zip(starts, [*starts[1:], len(chains)], strict=True):
        yield ArticlePlan(
            "article",
            headline=chains[start].lines,
            chains=chains[start + 1 : end],
            confidence=article.confidence,
        )


def _dated(article: ArticlePlan, lines: Sequence[Line]) -> Iterator[ArticlePlan]:
    """Yield the parts of an article without a title: one begins with every dateline behind a text that has come to its end.

    A row of columns may begin with a source in the middle of a sentence.
    """
    chains, written = article.chains, is_written(lines)
    starts = [
        place
        for place in range(1, len(chains))
        if _is_untitled(article)
        and _opens(chains[place], lines)
        and (written or _is_closed(chains[place - 1], lines))
    ]
    firsts = [chains[place].lines[0] for place in starts]
    for part, (start, end) in enumerate(pairwise([0, *starts, len(chains)])):
        signed = tuple(one for one in article.bylines if bisect_right(firsts, one.lines[0]) == part)
        yield replace(article, chains=chains[start:end], bylines=signed) if starts else article


def _opens(chain: Chain, lines: Sequence[Line]) -> bool:
    return chain.kind is Role.BODY and starts_with_dateline(lines[chain.lines[0]].text)
