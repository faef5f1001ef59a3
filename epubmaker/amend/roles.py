"""Roles given by a person hold after the page is read, too, whatever the lines around suggest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from epubmaker.amend.articles import article_lines, without_lines
from epubmaker.model import FURNITURE, ArticlePlan, Chain, FurniturePlan, Plan, Role

BLOCKS = frozenset({Role.BODY, Role.CROSSHEAD, Role.CAPTION, Role.CREDIT, Role.LABEL})
PARTS = {Role.HEADLINE: "headline", Role.KICKER: "kicker", Role.DECK: "deck"}


def hold_roles(plan: Plan, roles: Mapping[int, Role]) -> Plan:
    """Set every line that has been given a role where that role belongs."""
    plan = _as_furniture(plan, {line: role for line, role in roles.items() if role in FURNITURE})
    return replace(plan, articles=tuple(_with_roles(article, roles) for article in plan.articles))


def _as_furniture(plan: Plan, roles: Mapping[int, Role]) -> Plan:
    """Make furniture of lines; those that follow each other and have one role are one item."""
    settled = {
        line for furniture in plan.furniture for line in furniture.lines if roles.get(line) is furniture.kind
    }
    strays = sorted(set(roles) - settled)
    if not strays:
        return plan
    made = []
    for (role, _), members in groupby(
        enumerate(strays), key=lambda entry: (roles[entry[1]], entry[1] - entry[0])
    ):
        made.append(FurniturePlan(role, tuple(line for _, line in members)))
    plan = without_lines(plan, strays)
    return replace(plan, furniture=(*plan.furniture, *made))


def _with_roles(article: ArticlePlan, roles: Mapping[int, Role]) -> ArticlePlan:
    if not article_lines(article) & set(roles):
        return article
    chains = [part for chain in article.chains for part in _of_one_role(chain, roles)]
    return replace(_header_with_roles(article, roles), chains=tuple(chains))


def _of_one_role(chain: Chain, roles: Mapping[int, Role]) -> Iterator[Chain]:
    """Cut a chain where a line in it has been given another kind."""
    kinds = [_kind(line, chain, roles) for line in chain.lines]
    if all(kind is chain.kind for kind in kinds):
        yield chain
        return
    start = 0
    for kind, members in groupby(kinds):
        end = start + len(list(members))
        lines = chain.lines[start:end]
        pairs = set(pairwise(lines))
        joins = tuple(join for join in chain.joins if (join.left, join.right) in pairs)
        whole = chain.truncated and end == len(kinds) and kind is chain.kind
        yield Chain(kind, lines, joins, whole, chain.form if kind is chain.kind else None)
        start = end


def _kind(line: int, chain: Chain, roles: Mapping[int, Role]) -> Role:
    role = roles.get(line, chain.kind)
    return role if role in BLOCKS else chain.kind


def _header_with_roles(article: ArticlePlan, roles: Mapping[int, Role]) -> ArticlePlan:
    """Move lines between headline, kicker and deck."""
    parts: dict[str, Sequence[int]] = {part: getattr(article, part) for part in PARTS.values()}
    for line, role in roles.items():
        here = next((part for part, lines in parts.items() if line in lines), None)
        there = PARTS.get(role)
        if here is None or there is None or here == there:
            continue
        parts[here] = tuple(n for n in parts[here] if n != line)
        parts[there] = tuple(sorted((*parts[there], line)))
    return replace(article, **parts)  # type: ignore[arg-type]  # the names are fields of ArticlePlan
