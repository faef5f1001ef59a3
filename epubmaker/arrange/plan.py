"""Labelled rows in reading order become a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from epubmaker.arrange.labels import leaves_open
from epubmaker.arrange.matter import page_matter
from epubmaker.model import ArticlePlan, BylinePlan, Chain, FurniturePlan, Label, Line, Plan, Role, SourceText
from epubmaker.model.placed import PlacedRow
from epubmaker.text.marks import ends_sentence

UNTITLED = 0.5  # how sure an article without a headline is
BRIEF = 140  # characters: a news item in brief
ROOM = 1.6  # sizes left free at the end of a full row, at most
_BLOCKS = frozenset({Role.BODY, Role.CROSSHEAD, Role.CAPTION, Role.CREDIT, Role.LABEL, Role.JUMP_LINE})


@dataclass(slots=True)
class _Article:
    """The lines of one article by part."""

    parts: dict[Role, list[int]] = field(default_factory=dict)
    blocks: list[list[int]] = field(default_factory=list)
    furniture: list[tuple[Role, list[int]]] = field(default_factory=list)


def plan_pages(source: SourceText, lines: Sequence[Line], labels: Sequence[Label]) -> Plan:
    """Return the plan of pages whose layout was read. Every line stands in exactly one place of it."""
    rows = [row for page in source.pages for row in page.rows]
    articles: list[ArticlePlan] = []
    furniture: list[FurniturePlan] = []
    for (_, number), members in groupby(lines, key=lambda line: (line.block, rows[line.row].article)):
        own = list(members)
        if number < 0:
            furniture += _furniture(own, labels)
            continue
        matter = page_matter("".join(line.text for line in own))
        if matter is not None:
            furniture.append(FurniturePlan(matter, tuple(line.number for line in own)))
            continue
        made = _gathered(own, rows, labels)
        furniture += [FurniturePlan(role, tuple(numbers)) for role, numbers in made.furniture]
        plan = _article(made, lines, labels)
        if plan is not None:
            sure = min(page.sure for page in source.pages) if plan.headline else UNTITLED
            articles.append(replace(plan, confidence=sure))
        else:
            column = made.parts.get(Role.COLUMN_LABEL)
            furniture += [FurniturePlan(Role.COLUMN_LABEL, tuple(column))] if column else []
    return Plan(tuple(articles), tuple(furniture))


def _furniture(own: Sequence[Line], labels: Sequence[Label]) -> Iterator[FurniturePlan]:
    for role, members in groupby(own, key=lambda line: labels[line.number].role):
        yield FurniturePlan(role, tuple(line.number for line in members))


def _gathered(own: Sequence[Line], rows: Sequence[PlacedRow], labels: Sequence[Label]) -> _Article:
    """Share the lines of an article out among its parts."""
    made = _Article()
    previous: Line | None = None
    for line in own:
        role = labels[line.number].role
        if role in _BLOCKS:
            if previous is not None and _goes_on(previous, line, rows, labels):
                made.blocks[-1].append(line.number)
            else:
                made.blocks.append([line.number])
            previous = line
            continue
        if role is Role.COLOPHON:
            made.furniture.append((role, [line.number]))
        else:
            made.parts.setdefault(role, []).append(line.number)
        previous = None
    return made


def _goes_on(left: Line, right: Line, rows: Sequence[PlacedRow], labels: Sequence[Label]) -> bool:
    """Say whether a row goes on the block of the row before it."""
    role = labels[right.number].role
    if labels[left.number].role is not role or rows[left.row].figure != rows[right.row].figure:
        return False
    if role in (Role.JUMP_LINE, Role.CREDIT):
        return role is Role.JUMP_LINE and leaves_open(left.text)
    if role in (Role.CAPTION, Role.CROSSHEAD):
        return not right.opens
    if right.opens is None:
        return not (ends_sentence(left.text) and left.measure - left.width > ROOM)
    return not right.opens


def _article(made: _Article, lines: Sequence[Line], labels: Sequence[Label]) -> ArticlePlan | None:
    """Return the article, None where there is nothing but a section label."""
    part = {role: tuple(numbers) for role, numbers in made.parts.items()}
    if not made.blocks and not (part.keys() - {Role.COLUMN_LABEL}):
        return None
    chains = tuple(_chain(numbers, labels) for numbers in made.blocks)
    bylines = tuple(
        BylinePlan(group, labels[group[0]].confidence) for group in _runs(part.get(Role.BYLINE, ()))
    )
    headline = part.get(Role.HEADLINE, ())
    body = sum(len(lines[number].text) for numbers in made.blocks for number in numbers)
    text = any(chain.kind is Role.BODY for chain in chains)
    kind = "photo" if chains and not text else "brief" if not headline and body <= BRIEF else "article"
    return ArticlePlan(
        kind,
        headline=headline,
        kicker=part.get(Role.KICKER, ()),
        deck=part.get(Role.DECK, ()),
        column=part.get(Role.COLUMN_LABEL, ()),
        bylines=bylines,
        chains=chains,
    )


def _chain(numbers: Sequence[int], labels: Sequence[Label]) -> Chain:
    role = labels[numbers[0]].role
    return Chain(Role.LABEL if role is Role.JUMP_LINE else role, tuple(numbers))


def _runs(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Return line numbers in runs that follow each other."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [tuple(run) for run in runs]
