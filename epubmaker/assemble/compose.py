"""The plan of a page: reading order, paragraphs, bodies, headings, bylines, and what belongs to no article."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from epubmaker.assemble.assurance import with_assurance
from epubmaker.assemble.attach_bylines import Credits, attach_bylines
from epubmaker.assemble.attach_headers import Heading, attach_headers
from epubmaker.assemble.bodies import Body, split_bodies
from epubmaker.assemble.doubts import doubt_diagnostics
from epubmaker.assemble.flow import Stretch, split_flow
from epubmaker.assemble.headers import HeaderGroup, doubled_part, header_groups
from epubmaker.assemble.headless import merge_headless
from epubmaker.assemble.leftovers import place_leftovers
from epubmaker.assemble.order import AssemblyOptions, Reading, read_order
from epubmaker.assemble.paragraphs import PageShape, cut_paragraphs
from epubmaker.assemble.tails import bring_tails_home
from epubmaker.label.rows import rows_hold_paragraphs
from epubmaker.model import (
    ArticlePlan,
    Chain,
    Diagnostic,
    FurniturePlan,
    Join,
    Label,
    Line,
    Plan,
    Removal,
    Role,
    SeamTable,
)

DEFAULT = AssemblyOptions()
PHOTO = 220  # characters: the text under a picture is no longer
BRIEF = 140  # characters: a news item in brief


@dataclass(frozen=True, slots=True)
class Composed:
    """This is a page put together: its articles, with joins as sure as their words, and what is left of it.

    withheld  the joins of repairs that were not sure enough to be made
    """

    articles: tuple[ArticlePlan, ...]
    withheld: tuple[Join, ...]
    credited: Credits
    stretches: tuple[Stretch, ...]
    page: PageShape


def assemble(
    lines: Sequence[Line],
    labels: Sequence[Label],
    seams: SeamTable,
    options: AssemblyOptions = DEFAULT,
) -> Plan:
    """This decides which lines make which article, in which order. Every line stands in exactly one place of the plan."""
    made = compose_page(lines, labels, seams, options)
    sure = with_assurance(made.articles, made.withheld, made.page)
    articles = _with_jump_lines(sure, made.stretches)
    joins = (join for article in articles for chain in article.chains for join in chain.joins)
    furniture = tuple(
        FurniturePlan(labels[s.lines[0]].role, s.lines) for s in made.stretches if s.kind == "furniture"
    )
    return Plan(
        articles=articles,
        furniture=furniture,
        unplaced=_without_place(len(lines), articles, furniture),
        removals=_removals(articles, lines),
        diagnostics=(
            *doubt_diagnostics(joins, made.withheld, made.page),
            *_byline_diagnostics(made.credited, articles, lines),
        ),
    )


def compose_page(
    lines: Sequence[Line],
    labels: Sequence[Label],
    seams: SeamTable,
    options: AssemblyOptions = DEFAULT,
) -> Composed:
    """This reads a page and gives every text its headline and bylines."""
    stretches = split_flow(lines, labels)
    page = PageShape(lines, labels, seams, joined=rows_hold_paragraphs(lines))
    reading = Reading({s.order: s.lines for s in stretches if s.kind == "text"}, {})
    bodies = page_bodies(stretches, reading, page)
    headings = attach_headers(bodies, header_groups(stretches, lines), stretches, page)
    merged = merge_headless(headings.matched, stretches, page)
    matched, left_over = place_leftovers(merged, headings.left_over, stretches, page)
    matched = bring_tails_home(matched, page)
    credited = attach_bylines(matched, stretches, labels)
    articles = _articles(matched, left_over, credited, page)
    return Composed(tuple(articles), reading.withheld, credited, tuple(stretches), page)


def page_bodies(stretches: Sequence[Stretch], reading: Reading, page: PageShape) -> list[Body]:
    """This returns the article bodies of a page, each text stretch cut into paragraphs and at its datelines."""
    bodies: list[Body] = []
    for stretch in stretches:
        order = reading.orders.get(stretch.order, ())
        if order:
            bodies.extend(split_bodies(cut_paragraphs(order, reading.joins, page), stretch.order, page))
    return bodies


def _articles(
    headings: Sequence[Heading], left_over: Sequence[HeaderGroup], credited: Credits, page: PageShape
) -> list[ArticlePlan]:
    """This makes the articles."""
    articles: list[ArticlePlan] = []
    spare = _Spare(left_over)
    for place, heading in enumerate(headings):
        group = heading.group
        column = spare.take_before(group) if group else None
        remark = spare.take_after(group) if group else None
        photo = bool(credited.pictures[place]) and len(heading.body.text) <= PHOTO
        chains = [_as_caption(chain) if photo else chain for chain in heading.body.chains]
        chains += [Chain(Role.CREDIT, tuple(row)) for row in _rows(credited.pictures[place], page)]
        chains += [Chain(Role.CAPTION, remark.lines)] if remark else []
        kind = (
            "photo" if photo else "brief" if group is None and len(heading.body.text) <= BRIEF else "article"
        )
        articles.append(
            ArticlePlan(
                kind=kind,
                headline=group.headline if group else (),
                kicker=group.kicker if group else (),
                deck=group.deck if group else (),
                column=column.lines if column else (),
                bylines=credited.bylines[place],
                chains=tuple(chains),
                confidence=heading.confidence,
            )
        )
    return articles


class _Spare:
    """The titles that found no article, by where they begin and end in the flow; each is taken once."""

    def __init__(self, groups: Sequence[HeaderGroup]) -> None:
        self._beginning = {group.first: group for group in groups}
        self._ending = {group.last: group for group in groups}

    def take_before(self, group: HeaderGroup) -> HeaderGroup | None:
        """Take the title right before a header group: a column label."""
        return self._taken(self._ending.get(group.first - 1))

    def take_after(self, group: HeaderGroup) -> HeaderGroup | None:
        """Take the title right after a header group: a caption."""
        return self._taken(self._beginning.get(group.last + 1))

    def _taken(self, found: HeaderGroup | None) -> HeaderGroup | None:
        if found is not None:
            del self._beginning[found.first], self._ending[found.last]
        return found


def _as_caption(chain: Chain) -> Chain:
    return replace(chain, kind=Role.CAPTION) if chain.kind is Role.BODY else chain


def _rows(numbers: Sequence[int], page: PageShape) -> list[tuple[int, ...]]:
    return [tuple(members) for _, members in groupby(numbers, key=lambda number: page.lines[number].row)]


def _with_jump_lines(
    articles: Sequence[ArticlePlan], stretches: Sequence[Stretch]
) -> tuple[ArticlePlan, ...]:
    """This gives every jump line (下转、上接) to the article whose lines stand nearest before it, else after it."""
    if not articles:
        return ()
    owned = sorted((n, k) for k, a in enumerate(articles) for c in a.chains for n in c.lines)
    added: dict[int, list[Chain]] = {}
    # The last jump line so far and its article: the last of the page where nothing stands before.
    latest = -1, len(articles) - 1
    for stretch in stretches:
        if stretch.kind == "jump":
            at = bisect_left(owned, (stretch.lines[0], 0))
            _, place = max(latest, owned[at - 1]) if at else latest
            added.setdefault(place, []).append(Chain(Role.LABEL, stretch.lines))
            latest = max(stretch.lines), place
    return tuple(replace(a, chains=(*a.chains, *added.get(k, ()))) for k, a in enumerate(articles))


def _without_place(
    count: int, articles: Sequence[ArticlePlan], furniture: Sequence[FurniturePlan]
) -> tuple[int, ...]:
    """Return the lines that neither an article nor furniture has taken, whatever their role: no line may be lost."""
    placed = {number for piece in furniture for number in piece.lines}
    for article in articles:
        placed.update(article.kicker, article.headline, article.deck, article.column)
        placed.update(number for byline in article.bylines for number in byline.lines)
        placed.update(number for chain in article.chains for number in chain.lines)
    return tuple(number for number in range(count) if number not in placed)


def _removals(articles: Sequence[ArticlePlan], lines: Sequence[Line]) -> tuple[Removal, ...]:
    """This drops the second copy of titles set twice."""
    titles = [
        n for article in articles for n in article.kicker + article.headline + article.deck + article.column
    ]
    found = [doubled_part(lines[number]) for number in titles]
    return tuple(removal for removal in found if removal is not None)


def _byline_diagnostics(
    credited: Credits, articles: Sequence[ArticlePlan], lines: Sequence[Line]
) -> tuple[Diagnostic, ...]:
    """This names the other articles that an uncertain byline could belong to."""
    made = []
    for numbers, place, others in credited.unsure:
        names = "".join(lines[n].text for n in numbers)
        choices = "、".join(f"《{_headline(articles[other], lines)}》" for other in others) or "无"
        message = f"署名“{names}”归入《{_headline(articles[place], lines)}》没有把握，也可能属于：{choices}"
        made.append(Diagnostic("warning", "byline-unsure", message, tuple(lines[n].span for n in numbers)))
    return tuple(made)


def _headline(article: ArticlePlan, lines: Sequence[Line]) -> str:
    numbers = article.headline or (article.chains[0].lines[:1] if article.chains else ())
    return "".join(lines[number].text for number in numbers)
