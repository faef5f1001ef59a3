"""The plan of a page from the reading that was found: every line in exactly one place."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.beside import below_titles, captions_of, neighbours, signatures
from epubmaker.articles.blocks import Blocks, blocks, caption
from epubmaker.articles.headers import HeaderRow, told_apart
from epubmaker.articles.layout import Layout, TitleGroup
from epubmaker.articles.paragraphs import PageShape
from epubmaker.articles.scene import Found
from epubmaker.label.markup import MARKUP
from epubmaker.model import ArticlePlan, BylinePlan, Chain, FurniturePlan, Label, Line, Plan, Role
from epubmaker.roles.tags import HEADS, Tag
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence

PHOTO = 220  # characters: the text under a picture is no longer
BACK = re.compile("上接")  # what a jump line says at the head of the other part
LEAD = 90  # characters of a text that are its lead
INSIDE = -2.0  # log-odds of opening and of closing a paragraph below which a line stands inside one
BRIEF = 140  # characters: a news item in brief (简讯) is no longer


@dataclass(frozen=True, slots=True)
class Header:
    """The lines of an article's header group, part by part."""

    headline: tuple[int, ...] = ()
    kicker: tuple[int, ...] = ()
    deck: tuple[int, ...] = ()
    column: tuple[int, ...] = ()
    bylines: tuple[int, ...] = ()


def make_plan(
    found: Found, labels: Sequence[Label], joined: bool, parted: Container[int] = frozenset()
) -> Plan:
    """Return the plan of a page, nothing of it weighed yet.

    joined  that a row of the source holds a paragraph
    parted  the lines before which an article ends for certain
    """
    layout, runs = found.scene.layout, found.runs
    ground = found.scene.evidence.ground
    lines = ground.lines
    page = Blocks(PageShape(lines, labels, ground.seams, joined), ground.odds)
    headers = _told_headers(found, labels, page, parted)
    below = below_titles(layout, runs, found.reading.titles)
    names = signatures(layout, runs, below)
    captions = captions_of(layout, runs, below)
    articles = []
    for place, header in enumerate(headers):
        if place in found.homes:
            continue
        members = _members(place, found.homes)
        own = [(runs[member], _inner_title(layout, member, found)) for member in members]
        signed = [lines for member in members for lines in names[member]]
        shown = [captions[member] for member in members]
        articles.append(_article(layout, own, header, (signed, shown), page))
    articles = _with_jumps(_without_fragments(articles, page), lines, labels)
    furniture = tuple(_furniture(layout, labels))
    placed = {number for item in furniture for number in item.lines}
    placed.update(number for article in articles for number in lines_of(article))
    return Plan(
        articles=tuple(articles),
        furniture=furniture,
        unplaced=tuple(number for number in range(len(lines)) if number not in placed),
    )


def _told_headers(
    found: Found, labels: Sequence[Label], page: Blocks, parted: Container[int]
) -> list[Header]:
    """Return the header group of every run of paragraphs, its rows told apart."""
    layout, titles, lines = found.scene.layout, found.reading.titles, page.shape.lines
    own_titles = [None if place in found.homes else title for place, title in enumerate(titles)]
    marked = {number for number, label in enumerate(labels) if label.rule == MARKUP}
    taken = {
        *titles,
        *(at for at, title in enumerate(layout.titles) if not marked.isdisjoint(title.lines)),
    }
    headers = _headers(layout, own_titles, taken, parted)
    return [
        _told_apart(header, _lead(layout, run, lines), page)
        if marked.isdisjoint(header.headline)
        else _as_marked(header, marked)
        for header, run in zip(headers, found.runs, strict=True)
    ]


def _members(place: int, homes: Mapping[int, int]) -> list[int]:
    """Return a run and those that go on with its article, in reading order behind it."""
    members = [place]
    for other in sorted(homes):
        root = other
        while root in homes:
            root = homes[root]
        if root == place:
            members.append(other)
    return members


def _inner_title(layout: Layout, place: int, found: Found) -> tuple[int, ...]:
    """Return the title of a run that goes on with another article: it stands inside it."""
    title = found.reading.titles[place]
    return layout.titles[title].lines if title is not None and place in found.homes else ()


def _headers(
    layout: Layout, titles: Sequence[int | None], taken: Container[int | None], parted: Container[int]
) -> list[Header]:
    """Return the header group of every article: its title, and what stands right beside it and no text has claimed."""
    free = [number for number in range(len(layout.titles)) if number not in taken]
    beside = {(layout.titles[number].lines[0], layout.titles[number].lines[-1]): number for number in free}
    starts, ends = (
        {first: n for (first, _), n in beside.items()},
        {last: n for (_, last), n in beside.items()},
    )
    headers = []
    for title in titles:
        if title is None:
            headers.append(Header())
            continue
        group = layout.titles[title]
        header = _header(group)
        first, below = group.lines[0], group.lines[-1] + 1
        before = ends.pop(first - 1, None) if first not in parted else None
        after = starts.pop(below, None) if below not in parted else None
        if before is not None:
            header = _above(layout.titles[before], header)
            starts.pop(layout.titles[before].lines[0], None)
        if after is not None:
            header = _below(layout.titles[after], header)
            ends.pop(layout.titles[after].lines[-1], None)
        headers.append(header)
    return headers


def _as_marked(header: Header, marked: Container[int]) -> Header:
    """Return a header of which the text itself marks the headline: rows beside the marks are kicker and deck."""
    own = [number for number in header.headline if number in marked]
    if not own:
        return header
    return replace(
        header,
        headline=tuple(own),
        kicker=header.kicker + tuple(number for number in header.headline if number < own[0]),
        deck=tuple(n for n in header.headline if n > own[0] and n not in marked) + header.deck,
    )


def _lead(layout: Layout, run: tuple[int, int], lines: Sequence[Line]) -> str:
    """Return the first words of a text."""
    return "".join(lines[line].text for gap in range(*run) for line in layout.paragraphs[gap].lines)[:LEAD]


def _told_apart(header: Header, lead: str, page: Blocks) -> Header:
    """Return a header whose rows are kicker, headline and deck in this order, by all that is known of them together."""
    numbers = sorted((*header.kicker, *header.headline, *header.deck))
    if len(numbers) < 2:
        return replace(header, kicker=(), headline=tuple(numbers), deck=())
    rows = [
        HeaderRow(
            page.shape.lines[number].text,
            _part_odds(page.odds[number]),
            page.shape.seams.log_odds(number - 1, number) if number - 1 in numbers else None,
        )
        for number in numbers
    ]
    byline = min((line for line in header.bylines if line > numbers[0]), default=None)
    most = None if byline is None else sum(number < byline for number in numbers)
    start, end = told_apart(rows, lead, most, whole=page.shape.written)
    return replace(
        header,
        kicker=tuple(numbers[:start]),
        headline=tuple(numbers[start:end]),
        deck=tuple(numbers[end:]),
    )


def _part_odds(odds: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return how likely a line is kicker, headline, deck."""
    return float(odds[Tag.KICKER]), float(odds[list(HEADS)].sum()), float(odds[Tag.DECK])


def _header(group: TitleGroup) -> Header:
    head = group.head
    return Header(
        headline=head,
        kicker=tuple(line for line in group.of(Tag.KICKER) if line not in head),
        deck=tuple(line for line in group.of(Tag.DECK) if line not in head),
        column=tuple(line for line in group.of(Tag.LABEL) if line not in head),
        bylines=group.of(Tag.BYLINE),
    )


def _above(group: TitleGroup, header: Header) -> Header:
    """Return a header with a group set above it: its kicker, or its label."""
    label = group.of(Tag.LABEL)
    rest = tuple(line for line in group.lines if line not in label and line not in group.of(Tag.BYLINE))
    return replace(
        header,
        kicker=rest + header.kicker,
        column=label + header.column,
        bylines=group.of(Tag.BYLINE) + header.bylines,
    )


def _below(group: TitleGroup, header: Header) -> Header:
    """Return a header with a group set below it: its deck, or more of its headline."""
    on = group.of(Tag.HEADLINE_ON)
    rest = tuple(line for line in group.lines if line not in on and line not in group.of(Tag.BYLINE))
    if header.bylines:  # behind a byline nothing of a headline stands
        return replace(header, deck=header.deck + on + rest, bylines=header.bylines + group.of(Tag.BYLINE))
    return replace(
        header,
        headline=header.headline + on,
        deck=header.deck + rest,
        bylines=header.bylines + group.of(Tag.BYLINE),
    )


def _article(
    layout: Layout,
    runs: Sequence[tuple[tuple[int, int], tuple[int, ...]]],
    header: Header,
    beside: tuple[Sequence[tuple[int, ...]], Sequence[dict[int, list[tuple[int, ...]]]]],
    page: Blocks,
) -> ArticlePlan:
    """Return one article."""
    signed, shown = beside
    lines, labels = page.shape.lines, page.shape.labels
    chains: list[Chain] = []
    for (run, inner), captions in zip(runs, shown, strict=True):
        chains.extend(Chain(Role.CROSSHEAD, rows) for rows in neighbours(inner))
        chains.extend(chain for rows in captions.get(run[0], ()) for chain in caption(rows, labels))
        for gaps in _pools(range(*run), captions):
            chains.extend(blocks([layout.paragraphs[gap] for gap in gaps], page))
            chains.extend(chain for rows in captions.get(gaps[-1] + 1, ()) for chain in caption(rows, labels))
    length = sum(
        len(lines[line].text)
        for run, _ in runs
        for gap in range(*run)
        for line in layout.paragraphs[gap].lines
    )
    kinds = {chain.kind for chain in chains}
    photo = length <= PHOTO and (Role.CREDIT in kinds or kinds == {Role.CAPTION})
    if photo:
        chains = [replace(chain, kind=Role.CAPTION) if chain.kind is Role.BODY else chain for chain in chains]
    bylines = [*neighbours(header.bylines), *signed]
    return ArticlePlan(
        kind="photo" if photo else "brief" if not header.headline and length <= BRIEF else "article",
        headline=header.headline,
        kicker=header.kicker,
        deck=header.deck,
        column=header.column,
        bylines=tuple(BylinePlan(tuple(one)) for one in bylines),
        chains=tuple(chains),
    )


def _without_fragments(articles: Sequence[ArticlePlan], page: Blocks) -> list[ArticlePlan]:
    """Return the articles, a title whose whole text is one line out of the middle of a sentence without that line.

    What is left of such an article stands where its title does.
    """
    kept: list[ArticlePlan] = []
    bare: list[ArticlePlan] = []
    for article in articles:
        if article.headline and len(article.chains) == 1 and _is_fragment(article.chains[0], page):
            bare.append(replace(article, chains=()))
        else:
            kept.append(article)
    for article in bare:
        place = next((n for n, other in enumerate(kept) if _first(other) > article.headline[0]), len(kept))
        kept.insert(place, article)
    return kept


def _is_fragment(chain: Chain, page: Blocks) -> bool:
    """Say whether a text is one line that by all signs comes from another and goes on in another.

    A row of which the form of the text says that a paragraph opens there comes from nowhere.
    """
    if chain.kind is not Role.BODY or len(chain.lines) != 1:
        return False
    line, seams = chain.lines[0], page.shape.seams
    if page.shape.lines[line].opens:
        return False
    ended = ends_sentence(page.shape.lines[line].text)
    return not ended and seams.opens[line] < INSIDE and seams.closes[line] < INSIDE


def _first(article: ArticlePlan) -> int:
    """Return the first line of an article's text, or of its title where it has none."""
    return min(
        (line for chain in article.chains for line in chain.lines), default=min(article.headline, default=0)
    )


def _pools(gaps: Sequence[int], captions: Mapping[int, object]) -> Iterator[list[int]]:
    """Yield the paragraphs that no caption parts together."""
    pool: list[int] = []
    for gap in gaps:
        pool.append(gap)
        if gap + 1 in captions:
            yield pool
            pool = []
    if pool:
        yield pool


def _with_jumps(
    articles: list[ArticlePlan], lines: Sequence[Line], labels: Sequence[Label]
) -> list[ArticlePlan]:
    """Give every jump line to an article: 下转 to the end of the one nearest before, 上接 to the head of the one nearest after."""
    if not articles:
        return articles
    owner: dict[int, int] = {
        number: place for place, article in enumerate(articles) for number in lines_of(article)
    }
    for line in lines:
        if labels[line.number].role is not Role.JUMP_LINE or line.number in owner:
            continue
        before = next((owner[n] for n in range(line.number - 1, -1, -1) if n in owner), None)
        after = next((owner[n] for n in range(line.number + 1, len(lines)) if n in owner), None)
        back = BACK.search(line.text) is not None and after is not None
        place = after if back or before is None else before
        place = min(owner.values()) if place is None else place
        article, jump = articles[place], Chain(Role.LABEL, (line.number,))
        articles[place] = replace(
            article, chains=(jump, *article.chains) if back else (*article.chains, jump)
        )
        owner[line.number] = place
    return articles


def _furniture(layout: Layout, labels: Sequence[Label]) -> Iterator[FurniturePlan]:
    """Yield what belongs to the page: neighbours of one kind together."""
    own = [line for line in layout.furniture if labels[line].role is not Role.JUMP_LINE]
    for members in neighbours(own):
        for role, lines in groupby(members, key=lambda line: labels[line].role):
            yield FurniturePlan(role, tuple(lines))


def lines_of(article: ArticlePlan) -> Iterator[int]:
    """Yield the lines of an article: of its header group, its bylines, its blocks."""
    yield from (*article.headline, *article.kicker, *article.deck, *article.column)
    yield from (number for byline in article.bylines for number in byline.lines)
    yield from (number for chain in article.chains for number in chain.lines)
