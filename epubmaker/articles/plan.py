"""The plan of a page from the reading that was found: every line in exactly one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from epubmaker.articles.doubled import doubled_part
from epubmaker.articles.layout import Layout, Paragraph, TitleGroup
from epubmaker.articles.search import Found
from epubmaker.model import ArticlePlan, BylinePlan, Chain, FurniturePlan, Label, Line, Plan, Removal, Role
from epubmaker.roles.tags import Tag

BRIEF = 140  # characters: a news item in brief (简讯) is no longer
OF_TAG = {Tag.CROSSHEAD: Role.CROSSHEAD}


@dataclass(frozen=True, slots=True)
class Header:
    """Hold the lines of an article's header group, part by part."""

    headline: tuple[int, ...] = ()
    kicker: tuple[int, ...] = ()
    deck: tuple[int, ...] = ()
    column: tuple[int, ...] = ()
    bylines: tuple[int, ...] = ()


def make_plan(found: Found, lines: Sequence[Line], labels: Sequence[Label], sure: Sequence[float]) -> Plan:
    """Return the plan of a page. `sure` says of each article how sure its headline is."""
    layout, reading = found.scene.layout, found.reading
    runs = list(zip(reading.cuts, (*reading.cuts[1:], len(layout.paragraphs)), strict=True))
    headers = _headers(layout, reading.titles)
    credits = _signatures(layout, runs)
    captions = _captions(layout, runs)
    articles = [
        _article(layout, run, header, (signed, shown), (lines, labels, confidence))
        for run, header, signed, shown, confidence in zip(runs, headers, credits, captions, sure, strict=True)
    ]
    articles = _with_jumps(articles, lines, labels)
    furniture = tuple(_furniture(layout, labels))
    placed = {number for item in furniture for number in item.lines}
    placed.update(number for article in articles for number in _lines_of(article))
    return Plan(
        articles=tuple(articles),
        furniture=furniture,
        unplaced=tuple(number for number in range(len(lines)) if number not in placed),
        removals=tuple(_removals(articles, lines)),
    )


def _headers(layout: Layout, titles: Sequence[int | None]) -> list[Header]:
    """Return the header group of every article: its title, and what stands right beside it and no text has claimed."""
    free = [number for number in range(len(layout.titles)) if number not in titles]
    beside = {(layout.titles[number].lines[0], layout.titles[number].lines[-1]): number for number in free}
    starts, ends = {first: n for (first, _), n in beside.items()}, {last: n for (_, last), n in beside.items()}
    headers = []
    for title in titles:
        if title is None:
            headers.append(Header())
            continue
        group = layout.titles[title]
        header = _header(group)
        before = ends.pop(group.lines[0] - 1, None)
        after = starts.pop(group.lines[-1] + 1, None)
        if before is not None:
            header = _above(layout.titles[before], header)
            starts.pop(layout.titles[before].lines[0], None)
        if after is not None:
            header = _below(layout.titles[after], header)
            ends.pop(layout.titles[after].lines[-1], None)
        headers.append(header)
    return headers


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


def _signatures(layout: Layout, runs: Sequence[tuple[int, int]]) -> list[list[tuple[int, ...]]]:
    """Return the signatures of every article: below its last paragraph, or between two of its own."""
    signed: list[list[tuple[int, ...]]] = [[] for _ in runs]
    for gap, lines in sorted(layout.signatures.items()):
        for place, (first, end) in enumerate(runs):
            if first < gap <= end or (gap == 0 and place == 0):
                signed[place].extend(_neighbours(lines))
    return signed


def _captions(layout: Layout, runs: Sequence[tuple[int, int]]) -> list[dict[int, list[tuple[int, ...]]]]:
    """Return the captions of every article, by the paragraphs before them."""
    shown: list[dict[int, list[tuple[int, ...]]]] = [{} for _ in runs]
    for gap, lines in layout.captions:
        for place, (first, end) in enumerate(runs):
            if first < gap <= end or (gap == 0 and place == 0):
                shown[place].setdefault(gap, []).append(lines)
    return shown


def _article(
    layout: Layout,
    run: tuple[int, int],
    header: Header,
    beside: tuple[Sequence[tuple[int, ...]], dict[int, list[tuple[int, ...]]]],
    known: tuple[Sequence[Line], Sequence[Label], float],
) -> ArticlePlan:
    """Return one article."""
    (signed, shown), (lines, labels, confidence) = beside, known
    chains: list[Chain] = [chain for caption in shown.get(run[0], ()) for chain in _caption(caption, labels)]
    for gap in range(*run):
        chains.append(_block(layout.paragraphs[gap]))
        chains.extend(chain for caption in shown.get(gap + 1, ()) for chain in _caption(caption, labels))
    length = sum(len(lines[line].text) for gap in range(*run) for line in layout.paragraphs[gap].lines)
    bylines = [*_neighbours(header.bylines), *signed]
    return ArticlePlan(
        kind="brief" if not header.headline and length <= BRIEF else "article",
        headline=header.headline,
        kicker=header.kicker,
        deck=header.deck,
        column=header.column,
        bylines=tuple(BylinePlan(tuple(one)) for one in bylines),
        chains=tuple(chains),
        confidence=confidence,
    )


def _block(paragraph: Paragraph) -> Chain:
    return Chain(OF_TAG.get(paragraph.tag, Role.BODY), paragraph.lines)


def _caption(lines: Sequence[int], labels: Sequence[Label]) -> Iterator[Chain]:
    """Yield a caption and its credits."""
    for role, members in groupby(lines, key=lambda line: labels[line].role is Role.CREDIT):
        yield Chain(Role.CREDIT if role else Role.CAPTION, tuple(members))


def _neighbours(lines: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the runs of lines that follow each other."""
    for _, members in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        yield tuple(line for _, line in members)


def _with_jumps(articles: list[ArticlePlan], lines: Sequence[Line], labels: Sequence[Label]) -> list[ArticlePlan]:
    """Give every jump line (下转、上接) to the article whose lines stand nearest before it, else after it."""
    if not articles:
        return articles
    owner: dict[int, int] = {number: place for place, article in enumerate(articles) for number in _lines_of(article)}
    for line in lines:
        if labels[line.number].role is not Role.JUMP_LINE or line.number in owner:
            continue
        before = next((owner[n] for n in range(line.number - 1, -1, -1) if n in owner), None)
        place = before if before is not None else min(owner.values(), default=0)
        article = articles[place]
        articles[place] = replace(article, chains=(*article.chains, Chain(Role.LABEL, (line.number,))))
        owner[line.number] = place
    return articles


def _furniture(layout: Layout, labels: Sequence[Label]) -> Iterator[FurniturePlan]:
    """Yield what belongs to the page: neighbours of one kind together."""
    own = [line for line in layout.furniture if labels[line].role is not Role.JUMP_LINE]
    for members in _neighbours(own):
        for role, lines in groupby(members, key=lambda line: labels[line].role):
            yield FurniturePlan(role, tuple(lines))


def _lines_of(article: ArticlePlan) -> Iterator[int]:
    yield from (*article.headline, *article.kicker, *article.deck, *article.column)
    yield from (number for byline in article.bylines for number in byline.lines)
    yield from (number for chain in article.chains for number in chain.lines)


def _removals(articles: Sequence[ArticlePlan], lines: Sequence[Line]) -> Iterator[Removal]:
    """Yield the second copies of titles set twice."""
    for article in articles:
        for number in (*article.kicker, *article.headline, *article.deck, *article.column):
            if (removal := doubled_part(lines[number])) is not None:
                yield removal
