"""The stage: lines in reading order, tagged, become a plan of articles."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from epubmaker.articles.apart import apart_cuts, apart_tags, articles_apart
from epubmaker.articles.ground import Ground
from epubmaker.articles.kin import Kin
from epubmaker.articles.layout import Rows, read_layout
from epubmaker.articles.marked import marked_cuts, marked_headlines, marked_tags, titles_in_rows
from epubmaker.articles.parts import part_lines, part_seams, parts_of
from epubmaker.articles.plan import make_plan
from epubmaker.articles.scene import Found, Move
from epubmaker.articles.search import Search
from epubmaker.articles.weigh import Weigher, weigher
from epubmaker.articles.written import with_all_placed
from epubmaker.label.furniture import names_part
from epubmaker.label.markup import ITEM, MARKUP
from epubmaker.label.numbered import numbered_rows
from epubmaker.label.rows import rows_hold_paragraphs
from epubmaker.label.webpage import RULE as WEB_PAGE
from epubmaker.model import FURNITURE, Label, Line, Plan, Role, SeamTable, is_written
from epubmaker.order import ReadingOrder, arranged_plan
from epubmaker.roles.tags import OF_ROLE, Tag
from epubmaker.roles.tell import LineTags, tell_tags

DOUBTFUL = 0.08  # probability of being a title's row from which a line counts for no text
# Rows by which a page names itself, and its rights: on generated pages nine of ten that the labeller is so sure of are furniture.
SURE, OWN = 0.75, frozenset({Role.MASTHEAD, Role.FOLIO, Role.WEATHER})
OWN_RULES = frozenset(
    {"rights", WEB_PAGE}
)  # of rows that say by themselves that they are no text: whose the rights are, 分享到：微信
POSSIBLE = 0.02  # probability of being a title's row from which a line's words are looked for
ROLE_OF = {
    Tag.CROSSHEAD: Role.CROSSHEAD,
    Tag.HEADLINE: Role.HEADLINE,
    Tag.HEADLINE_ON: Role.HEADLINE,
    Tag.KICKER: Role.KICKER,
    Tag.DECK: Role.DECK,
    Tag.BYLINE: Role.BYLINE,
    Tag.SIGNATURE: Role.BYLINE,
    Tag.LABEL: Role.LABEL,
    Tag.CAPTION: Role.CAPTION,
}


@dataclass(frozen=True, slots=True)
class Articles:
    """What became of a page in reading order: its labels, its plan, and what the search found in each part of it."""

    labels: tuple[Label, ...]
    plan: Plan
    found: tuple[Found, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What the search for the articles of a part is given beside its lines."""

    tags: LineTags
    given: Mapping[int, Role]
    weigher: Weigher
    without: Collection[str]


def find_articles(
    lines: Sequence[Line],
    labels: Sequence[Label],
    seams: SeamTable,
    given: Mapping[int, Role],
    without: Collection[str] = (),
) -> Articles:
    """Return the articles of a page.

    `labels` are what lines are by their own words, `given` what a person knows them to be, `without` the moves of the search
    (`MOVES`) that are not made. About linear in the lines: a page longer than any of print is searched in parts.
    """
    if not lines:
        return Articles((), Plan(()))
    tags = tell_tags(lines, labels, seams, known_tags(lines, labels, given))
    parts = list(parts_of(tags.tags))
    if len(parts) == 1:
        return _find(lines, labels, seams, _Known(tags, given, weigher(), without))
    return _together(
        [
            (
                part,
                _find(
                    part_lines(lines, part),
                    labels[part.start : part.stop],
                    part_seams(seams, part),
                    _Known(
                        _part_tags(tags, part),
                        {n - part.start: role for n, role in given.items() if n in part},
                        weigher(long=True),
                        without,
                    ),
                ),
            )
            for part in parts
        ]
    )


def _find(
    lines: Sequence[Line],
    labels: Sequence[Label],
    seams: SeamTable,
    known: _Known,
) -> Articles:
    """Return the articles of one part."""
    tags, given = known.tags, known.given
    rows = page_rows(lines, seams, labels)
    ground = page_ground(lines, seams, tags, rows)
    heads = marked_headlines(labels, lines)
    apart = () if heads else articles_apart(lines, tags.tags, given)
    if apart:
        told = apart_tags(lines, tags.tags, apart, given)
        rows = replace(rows, marked=frozenset(apart))
    else:
        rows = replace(rows, marked=rows.marked.union(heads))
        told = marked_tags(tags.tags, heads, rows.marked)
    search = Search(ground, rows, told, known.weigher, known.without)
    if apart:
        found = search.settled(partial(apart_cuts, starts=apart))
    else:
        found = search.settled(partial(marked_cuts, heads=heads)) if heads else search.best()
    settled = _labels(found, labels, tags, given)
    plan = make_plan(found, settled, rows_hold_paragraphs(lines), frozenset(apart))
    if is_written(lines):
        plan = with_all_placed(plan, lines, settled)
    return Articles(settled, plan, (found,), found.moves)


def _part_tags(tags: LineTags, part: range) -> LineTags:
    return LineTags(tags.odds[part.start : part.stop], tags.tags[part.start : part.stop])


def _together(parts: Sequence[tuple[range, Articles]]) -> Articles:
    """Return the articles of all parts as those of the page."""
    plans = [arranged_plan(made.plan, ReadingOrder(tuple(part))) for part, made in parts]
    return Articles(
        tuple(label for _, made in parts for label in made.labels),
        Plan(
            articles=tuple(article for plan in plans for article in plan.articles),
            furniture=tuple(item for plan in plans for item in plan.furniture),
            unplaced=tuple(line for plan in plans for line in plan.unplaced),
        ),
        tuple(found for _, made in parts for found in made.found),
        tuple(replace(move, line=move.line + part.start) for part, made in parts for move in made.moves),
    )


def page_rows(lines: Sequence[Line], seams: SeamTable, labels: Sequence[Label] = ()) -> Rows:
    """Return what a layout asks of lines: their texts, and whether each goes on the line of text before it."""
    goes_on = [False, *(seams.log_odds(left, left + 1) >= -1 for left in range(len(lines) - 1))]
    marked = frozenset(number for number, label in enumerate(labels) if label.rule == MARKUP)
    return Rows([line.text for line in lines], goes_on, marked)


def page_ground(lines: Sequence[Line], seams: SeamTable, tags: LineTags, rows: Rows) -> Ground:
    """Return what is known of a page before its articles are looked for."""
    titled = tags.odds[:, [Tag.HEADLINE, Tag.HEADLINE_ON, Tag.KICKER, Tag.DECK, Tag.LABEL, Tag.BYLINE]].sum(
        axis=1
    )
    possible = [line.number for line in lines if titled[line.number] > POSSIBLE]
    units = [paragraph.lines for paragraph in read_layout(tags.tags, frozenset(), rows).paragraphs]
    counted = np.zeros(len(lines), bool)
    counted[[line for unit in units for line in unit if titled[line] < DOUBTFUL]] = True
    return Ground.of(lines, seams, tags.odds.astype(float), Kin(lines, seams, possible, units, counted))


def known_tags(lines: Sequence[Line], labels: Sequence[Label], given: Mapping[int, Role]) -> dict[int, Tag]:
    """Return the tags that are known: of rows numbered on, of jump lines, of marked headings, and those that a person has given."""
    known, written = {}, is_written(lines)
    if written:
        rows = numbered_rows([line.text for line in lines])
        known = {number: Tag.CROSSHEAD if head else Tag.FIRST for number, head in rows.items()}
        known.update(dict.fromkeys(_run_in_titles(lines, labels), Tag.HEADLINE))
        known.update((line.number, Tag.CROSSHEAD) for line in lines[1:] if names_part(line.text))
    known |= {
        number: OF_ROLE.get(label.role, Tag.FURNITURE)
        for number, label in enumerate(labels)
        if label.role is Role.JUMP_LINE or label.rule == MARKUP or _speaks_for_itself(label, written=written)
    }
    known.update((number, Tag.FIRST) for number, label in enumerate(labels) if label.rule == ITEM)
    for number, role in given.items():
        known[number] = OF_ROLE.get(role, Tag.FURNITURE)
    return known


def _run_in_titles(lines: Sequence[Line], labels: Sequence[Label]) -> list[int]:
    """Return the titles in the rows of their texts that are headlines for certain: none stands above, or others are marked."""
    titles = titles_in_rows(lines)
    return titles if titles[:1] == [0] or len(marked_headlines(labels, lines)) > len(titles) else []


def _speaks_for_itself(label: Label, *, written: bool) -> bool:
    """Say whether a row is the page's own whatever stands around it; the weather that somebody typed is a text."""
    if written and label.role is Role.WEATHER:
        return False
    return (label.role in OWN or label.rule in OWN_RULES) and label.confidence >= SURE


def _labels(
    found: Found, labels: Sequence[Label], tags: LineTags, given: Mapping[int, Role]
) -> tuple[Label, ...]:
    """Return what every line came to be."""
    settled = []
    for number, tag in enumerate(found.scene.layout.tags):
        own = labels[number]
        role = given.get(number) or _role(tag, own)
        settled.append(
            Label(role, round(float(tags.odds[number, tag]), 3), own.rule if role is own.role else "page")
        )
    return tuple(settled)


def _role(tag: Tag, own: Label) -> Role:
    if tag is Tag.FURNITURE:
        return own.role if own.role in FURNITURE or own.role is Role.JUMP_LINE else Role.NOTICE
    if tag is Tag.CAPTION and own.role is Role.CREDIT:
        return Role.CREDIT
    return ROLE_OF.get(tag, Role.BODY)
