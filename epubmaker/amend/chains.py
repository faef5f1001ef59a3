"""Joins and breaks: which line follows which, as a person says.

The lines of all paragraphs and the links between them form paths. A join makes a link and undoes the two that stood in its
way; a break undoes one. All are weighed together, so their order means nothing. Where the links undone by joins leave one
line without a successor and one without a predecessor, these two belong to each other: take a line out of a paragraph by
two joins and the gap it leaves closes by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from epubmaker.amend.quotations import Locator
from epubmaker.messages import Message
from epubmaker.model import ArticlePlan, Chain, Join, Plan, Role
from epubmaker.model.corrections import Statement

BY_ELIMINATION = 0.9
PARAGRAPHS = frozenset(
    {"item", "question", "answer", "turn"}
)  # forms of text that are sentences, and may be joined
Place = tuple[int, int, float]  # article, chain, line: where a line stood
Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Links:
    """What joins and breaks ask for, in line numbers.

    after   for a line the line that shall follow it, and the statement that says so
    begins  the lines that shall begin a paragraph
    """

    after: Mapping[int, tuple[int, Statement]]
    begins: Mapping[int, Statement]


def read_links(joins: Sequence[Statement], breaks: Sequence[Statement], locator: Locator) -> Links:
    """Locate joins and breaks, and refuse those that contradict each other."""
    after: dict[int, tuple[int, Statement]] = {}
    before: dict[int, Statement] = {}
    for statement in joins:
        left, right = locator.last(statement.what, statement), locator.target(statement)
        if left == right:
            raise locator.error(statement, Message("both quotations stand in one line"))
        for other in (after[left][1] if left in after else None, before.get(right)):
            if other is not None:
                raise locator.error(statement, Message("contradicts the join on line {row}", row=other.row))
        after[left], before[right] = (right, statement), statement
    begins = {locator.first(statement.what, statement): statement for statement in breaks}
    for line, statement in begins.items():
        if line in before:
            raise locator.error(
                statement, Message("contradicts the join on line {row}", row=before[line].row)
            )
    links = Links(after, begins)
    _refuse_rings(links, locator)
    return links


def _refuse_rings(links: Links, locator: Locator) -> None:
    """Refuse joins that lead back to where they began."""
    cleared: set[int] = set()
    for start in links.after:
        seen, line = {start}, start
        while line in links.after and line not in cleared:
            line, statement = links.after[line]
            if line in seen:
                raise locator.error(
                    statement, Message("goes round in a circle: this line would follow itself")
                )
            seen.add(line)
        cleared |= seen


def relink(plan: Plan, links: Links, locator: Locator) -> Plan:
    """Put the paragraphs of a plan together by the links; raises `CorrectionsError` where that cannot be."""
    if not links.after and not links.begins:
        return plan
    places = _places(plan)
    plan = _called_in(plan, links, places, locator)
    known = [chain for article in plan.articles for chain in article.chains]
    following = dict(pair for chain in known for pair in pairwise(chain.lines))
    made = _link(following, links)
    ring = _ring(following)
    if ring is not None:
        statement = next(links.after[line][1] for line in ring if line in links.after)
        raise locator.error(
            statement, Message("goes round in a circle: its paragraph would follow itself; join its end, too")
        )
    return _rebuilt(plan, places, following, made)


def _places(plan: Plan) -> dict[int, Place]:
    return {
        line: (article, place, float(position))
        for article, planned in enumerate(plan.articles)
        for place, chain in enumerate(planned.chains)
        for position, line in enumerate(chain.lines)
    }


def _called_in(plan: Plan, links: Links, places: dict[int, Place], locator: Locator) -> Plan:
    """Take lines that a join names, and that stand in no paragraph, out of furniture and what was not placed."""
    waiting = [(left, right, statement) for left, (right, statement) in links.after.items()]
    called: set[int] = set()
    while waiting:
        ready = [entry for entry in waiting if entry[0] in places or entry[1] in places]
        if not ready:
            raise locator.error(
                waiting[0][2], Message("neither line stands in a paragraph; move one to an article first")
            )
        for left, right, statement in ready:
            for line, beside, shift in ((left, right, -0.5), (right, left, 0.5)):
                if line in places:
                    continue
                if not _is_spare(plan, line):
                    raise locator.error(
                        statement,
                        Message("one of the lines is a title or byline; give it the role body first"),
                    )
                article, chain, position = places[beside]
                places[line] = (article, chain, position + shift)
                called.add(line)
        waiting = [entry for entry in waiting if entry not in ready]
    return without_spare(plan, called)


def _is_spare(plan: Plan, line: int) -> bool:
    return line in plan.unplaced or any(line in furniture.lines for furniture in plan.furniture)


def without_spare(plan: Plan, lines: set[int]) -> Plan:
    """Take lines out of furniture and of what was not placed."""
    if not lines:
        return plan
    furniture = [
        replace(planned, lines=tuple(n for n in planned.lines if n not in lines))
        for planned in plan.furniture
    ]
    return replace(
        plan,
        furniture=tuple(planned for planned in furniture if planned.lines),
        unplaced=tuple(n for n in plan.unplaced if n not in lines),
    )


def _link(following: dict[int, int], links: Links) -> dict[tuple[int, int], float]:
    """Make and undo links; return how sure each new one is."""
    preceding = {right: left for left, right in following.items()}
    tied = list(_tied(following, preceding, links))
    for left, (right, _) in links.after.items():
        following.pop(left, None)
        following.pop(preceding.get(right, -1), None)
    for line in links.begins:
        following.pop(preceding.get(line, -1), None)
    made = {}
    for left, (right, _) in links.after.items():
        following[left] = right
        made[left, right] = 1.0
    taken = set(following.values())
    for group in _groups(tied):
        lefts = [line for side, line in group if side == "left" and line not in following]
        rights = [
            line for side, line in group if side == "right" and line not in taken and line not in links.begins
        ]
        if len(lefts) == len(rights) == 1 and not _leads_to(rights[0], lefts[0], following):
            following[lefts[0]] = rights[0]
            made[lefts[0], rights[0]] = BY_ELIMINATION
    return made


def _tied(
    following: Mapping[int, int], preceding: Mapping[int, int], links: Links
) -> Iterator[tuple[Node, Node]]:
    """Yield the ends of lines that new links tie together, with those that the old ones did."""
    for left, (right, _) in links.after.items():
        yield ("left", left), ("right", right)
        if left in following:
            yield ("left", left), ("right", following[left])
        if right in preceding:
            yield ("left", preceding[right]), ("right", right)


def _groups(tied: Iterable[tuple[Node, Node]]) -> Iterator[set[Node]]:
    """Yield what hangs together."""
    groups: list[set[Node]] = []
    for first, second in tied:
        touching = [group for group in groups if first in group or second in group]
        groups = [group for group in groups if group not in touching]
        groups.append({first, second}.union(*touching))
    yield from groups


def _leads_to(start: int, end: int, following: Mapping[int, int]) -> bool:
    line, steps = start, 0
    while line != end and line in following and steps <= len(following):
        line, steps = following[line], steps + 1
    return line == end


def _ring(following: Mapping[int, int]) -> list[int] | None:
    """Return the lines of a ring of links, None where every path ends."""
    cleared: set[int] = set()
    for start in following:
        path, line = [], start
        while line in following and line not in cleared:
            cleared.add(line)
            path.append(line)
            line = following[line]
        if line in path:
            return path[path.index(line) :]
    return None


def _rebuilt(
    plan: Plan,
    places: Mapping[int, Place],
    following: Mapping[int, int],
    made: Mapping[tuple[int, int], float],
) -> Plan:
    """Read the paragraphs off the links; each stands where its first line stood."""
    known = {chain.lines: chain for article in plan.articles for chain in article.chains}
    joins = {(join.left, join.right): join for chain in known.values() for join in chain.joins}
    joins |= {pair: Join(*pair, sure, moved=pair[1] != pair[0] + 1) for pair, sure in made.items()}
    kinds = {line: chain.kind for chain in known.values() for line in chain.lines}
    lost = {chain.lines[-1] for chain in known.values() if chain.truncated}
    forms = {chain.lines[0]: chain.form for chain in known.values()}
    chains: dict[int, list[Chain]] = {}
    for head in sorted(set(places) - set(following.values()), key=lambda line: places[line]):
        path = [head]
        while path[-1] in following:
            path.append(following[path[-1]])
        lines = tuple(path)
        own = tuple(joins[pair] for pair in pairwise(lines) if pair in joins)
        form = forms.get(head) if lines in known or forms.get(head) in PARAGRAPHS else None
        chain = Chain(kinds.get(head, Role.BODY), lines, own, lines[-1] in lost, form)
        chains.setdefault(places[head][0], []).append(chain)
    articles = [
        replace(article, chains=tuple(chains.get(number, ()))) for number, article in enumerate(plan.articles)
    ]
    return replace(plan, articles=tuple(article for article in articles if not is_bare(article)))


def is_bare(article: ArticlePlan) -> bool:
    """Say whether nothing is left of an article."""
    header = (article.headline, article.kicker, article.deck, article.column, article.bylines, article.chains)
    return not any(header)
