"""Header groups to bodies, one to one: by what they speak of and by where they stand.

A page is read in the way that leaves the least without: a body that two groups claim is cut in two, and a title between two
texts of one article, taken for a headline, is a crosshead where that gives the article's own headline its body.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.assemble.bodies import Body, best_split, join_bodies, make_body
from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.header_matching import CERTAINLY, HeaderMatcher, Matching, neighbours
from epubmaker.assemble.headers import HeaderGroup
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.assemble.titles import REPEATED
from epubmaker.model import Chain, Role, probability

SPOKEN_OF = 1.0  # log-odds of a headline and its own part before a body is split for it
ALONE = (
    1.0  # and how much more than with the other part, where the headlines stand on either side of the body
)
TOGETHER = 1.5  # the same where both stand on one side
# How sure a headline is of its body: log-odds, and for each unit of its lead over the second best match. Learnt on 827
# headlines of simulated pages: with a lead below .5 three of four stand right, above 2 ninety-seven of a hundred.
CERTAINTY = 0.93, 0.86
ELIMINATED = 0.6  # how sure a headline is of the text that was left when all others were matched
ROUNDS = 4  # of splitting bodies
REACH = 6  # bodies on either side that are matched anew
MOST_INNER = 2  # titles between two texts that may all be crossheads
# Characters of one article: a broadsheet page holds 12,000. Each title inside costs a reading of all the text before it.
MOST_TEXT = 20_000
BETTER = 0.5  # worth that a new reading must gain: more than likeness alone can give
ALIKE = 0.5  # of the log-odds of two texts being one article, beyond `UNLIKE`
UNLIKE = -1.0
MOST_ALIKE = 1.0
INNER = 0.3  # of the log-odds of a title being a headline, against making it a crosshead


@dataclass(frozen=True, slots=True)
class Heading:
    """This gives a body its header group (or none) and says how sure that is."""

    body: Body
    group: HeaderGroup | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Headings:
    """This is the matching of a page: every body with its group, in reading order, and the groups that found none."""

    matched: tuple[Heading, ...]
    left_over: tuple[HeaderGroup, ...]


def attach_headers(
    bodies: Sequence[Body], groups: Sequence[HeaderGroup], stretches: Sequence[Stretch], page: PageShape
) -> Headings:
    """This matches header groups to bodies; a body that two groups claim is split, a body that none claims stays without."""
    matcher = HeaderMatcher(bodies, stretches, page)
    matching = matcher.match(*_with_repeated_titles(bodies, groups, page))
    for _ in range(ROUNDS):
        split = _with_bodies_split(matching, matcher)
        if split is None:
            break
        matching = split
    matching = _with_inner_titles(_with_opening_crossheads(matching, matcher), matcher)
    return _headings(_with_titles_between(matching, matcher))


def _with_repeated_titles(
    bodies: Sequence[Body], groups: Sequence[HeaderGroup], page: PageShape
) -> tuple[list[Body], list[HeaderGroup]]:
    """This makes a title that only repeats another a crosshead that opens the body right below it."""
    opened, kept = list(bodies), []
    starts = {body.stretch: place for place, body in reversed(list(enumerate(bodies)))}
    for group in groups:
        place = starts.get(group.last + 1)
        if place is None or any(page.labels[number].rule != REPEATED for number in group.lines):
            kept.append(group)
            continue
        body = opened[place]
        chains = Chain(Role.CROSSHEAD, group.lines), *body.chains
        opened[place] = make_body(chains, body.stretch, page, body.last)
    return opened, kept


def _with_bodies_split(matching: Matching, matcher: HeaderMatcher) -> Matching | None:
    """This splits bodies that stand between their own group and one without a body, if each part speaks of its own.

    Every body is split once at the most; a body in three parts takes another round.
    """
    owners = {body: group for group, body in enumerate(matching.chosen) if body is not None}
    starts = [body.stretch for body in matching.bodies]
    cut: dict[int, tuple[Body, Body]] = {}
    for free in matching.unplaced:
        group = matching.groups[free]
        for place in (bisect_left(starts, group.first) - 1, bisect_right(starts, group.last)):
            if place in owners and place not in cut:
                parts = _parts(matching, place, owners[place], free, matcher)
                if parts is not None:
                    cut[place] = parts
                    break
    if not cut:
        return None
    bodies = [part for place, body in enumerate(matching.bodies) for part in cut.get(place, (body,))]
    return matcher.match(bodies, matching.groups)


def _parts(
    matching: Matching, place: int, owner: int, free: int, matcher: HeaderMatcher
) -> tuple[Body, Body] | None:
    """This returns the two parts of a body for its own group and a free one, if nothing but titles stands between them.

    Where the groups stand on either side of it, so do their parts; where both stand on one side, either part may come first.
    """
    body, own, other = matching.bodies[place], matching.groups[owner], matching.groups[free]
    if len(body.chains) < 2 or not all(_touches(body, one, matcher) for one in (own, other)):
        return None
    before = [one.last < body.stretch for one in (own, other)]
    behind = neighbours(matching.bodies, place, 1), neighbours(matching.bodies, place, -1)
    if any(behind[one] for one in before):
        return None
    orders = [(own, other), (other, own)]
    if before[0] != before[1]:
        orders = orders[:1] if before[0] else orders[1:]
    apart = ALONE if len(orders) == 1 else TOGETHER
    found = (_split_for(body, first, second, apart, matcher) for first, second in orders)
    return next((parts for parts in found if parts is not None), None)


def _touches(body: Body, group: HeaderGroup, matcher: HeaderMatcher) -> bool:
    """This says whether a group stands before or behind a body with no text between."""
    if group.last < body.stretch:
        return not matcher.texts_between(group.last, body.stretch)
    return group.first > body.last and not matcher.texts_between(body.last, group.first)


def _split_for(
    body: Body, first: HeaderGroup, second: HeaderGroup, apart: float, matcher: HeaderMatcher
) -> tuple[Body, Body] | None:
    """This cuts a body for two groups if each part clearly speaks of its own and not of the other."""
    titles = first.lines_in_order, second.lines_in_order
    parts = best_split(body, titles, matcher.kinship, matcher.page)
    if parts is None:
        return None
    of_title, (head, tail) = matcher.kinship.of_title, (part.lines for part in parts)
    own = of_title(titles[0], head), of_title(titles[1], tail)
    crossed = of_title(titles[0], tail), of_title(titles[1], head)
    clear = all(mine - theirs >= apart for mine, theirs in zip(own, crossed, strict=True))
    return parts if clear and min(own) >= SPOKEN_OF else None


def _with_opening_crossheads(matching: Matching, matcher: HeaderMatcher) -> Matching:
    """This makes the title below a byline a crosshead that opens the body, if a title above the byline has no body."""
    for group in [matching.groups[free] for free in matching.unplaced]:
        found = _below_byline(group, matching, matcher)
        if found is not None:
            place, inner = found
            body = matching.bodies[place]
            chains = (Chain(Role.CROSSHEAD, tuple(inner.lines)), *body.chains)
            bodies = [*matching.bodies]
            bodies[place] = make_body(chains, body.stretch, matcher.page, body.last)
            matching = matcher.match(bodies, [one for one in matching.groups if one is not inner])
    return matching


def _below_byline(
    group: HeaderGroup, matching: Matching, matcher: HeaderMatcher
) -> tuple[int, HeaderGroup] | None:
    """This returns the body right below two groups with a byline between them, and the lower of the two.

    `group` is one of them, the body's own group the other.
    """
    firsts = [one.first for one in matching.groups]
    own = bisect_left(firsts, group.first)
    for number in range(max(0, own - 1), min(len(firsts), own + 2)):  # the two beside it, in the page's order
        place = matching.chosen[number]
        if place is None:
            continue
        upper, lower = sorted((group, matching.groups[number]), key=lambda one: one.first)
        if lower.last + 1 != matching.bodies[place].stretch or lower.first != upper.last + 2:
            continue
        if matcher.stretches[upper.last + 1].kind == "byline":
            return place, lower
    return None


def _with_titles_between(matching: Matching, matcher: HeaderMatcher) -> Matching:
    """This makes a title without a body, between two bodies that have theirs, a crosshead where that puts each text right.

    Its article may begin before it, where nothing but the subject tells: the two bodies are then cut there.
    """
    owners = {body: matching.groups[group] for group, body in enumerate(matching.chosen) if body is not None}
    unplaced = [matching.groups[free] for free in matching.unplaced]
    bodies = list(matching.bodies)
    made: set[HeaderGroup] = set()
    for inner in unplaced:
        place = bisect_left(bodies, inner.first, key=lambda body: body.stretch) - 1
        first, second = bodies[max(0, place) : place + 2] if 0 <= place < len(bodies) - 1 else (None, None)
        if first is None or second is None or not {place, place + 1} <= owners.keys():
            continue
        if _inner_groups(bodies, unplaced, place, matcher) != [inner]:
            continue
        crosshead = Chain(Role.CROSSHEAD, tuple(inner.lines))
        joined = join_bodies(first, second, matcher.page, [crosshead])
        parts = _split_for(joined, owners[place], owners[place + 1], ALONE, matcher)
        if parts is not None and parts[0].chains[-1] != crosshead:
            head, tail = parts
            bodies[place] = make_body(head.chains, first.stretch, matcher.page, first.last)
            bodies[place + 1] = make_body(tail.chains, first.stretch, matcher.page, second.last)
            made.add(inner)
    return matcher.match(bodies, [one for one in matching.groups if one not in made]) if made else matching


def _with_inner_titles(matching: Matching, matcher: HeaderMatcher) -> Matching:
    """This joins two bodies over the titles between them where the headlines around then stand better, in one pass."""
    bodies, groups = list(matching.bodies), list(matching.groups)
    place = 0
    while place < len(bodies) - 1:
        beside = _beside(bodies, groups, place, matcher)
        inner = _inner_groups(bodies, beside, place, matcher)
        joined = _joined(bodies, beside, place, inner, matcher) if inner else None
        if joined is None:
            place += 1
        else:
            bodies[place : place + 2] = [joined]
            at = bisect_left(groups, inner[0].first, key=lambda one: one.first)
            del groups[at : at + len(inner)]
    return matching if len(bodies) == len(matching.bodies) else matcher.match(bodies, groups)


def _beside(
    bodies: Sequence[Body], groups: Sequence[HeaderGroup], place: int, matcher: HeaderMatcher
) -> list[HeaderGroup]:
    """This returns the groups among the bodies around a place."""
    low, high = max(0, place - REACH), place + 2 + REACH
    start = bodies[low].stretch if low else -1
    end = bodies[high - 1].last if high < len(bodies) else len(matcher.stretches)
    first = bisect_left(groups, start, key=lambda one: one.first)
    last = bisect_right(groups, end, key=lambda one: one.first)
    return [one for one in groups[first:last] if one.last <= end]


def _joined(
    bodies: Sequence[Body],
    beside: Sequence[HeaderGroup],
    place: int,
    inner: Sequence[HeaderGroup],
    matcher: HeaderMatcher,
) -> Body | None:
    """This returns a body and the next as one, the titles between them as crossheads, if that is the better reading."""
    first, second = bodies[place : place + 2]
    if len(first.text) + len(second.text) > MOST_TEXT:
        return None
    crossheads = [Chain(Role.CROSSHEAD, tuple(one.lines)) for one in inner]
    body = join_bodies(first, second, matcher.page, crossheads)
    alike = matcher.kinship.one_article(first.lines, second.lines)
    gained = _gained(bodies, beside, place, inner, body, matcher)
    gained -= INNER * sum(min(CERTAINLY, matcher.headline(one)) for one in inner)
    return body if gained + min(MOST_ALIKE, ALIKE * (alike - UNLIKE)) > BETTER else None


def _inner_groups(
    bodies: Sequence[Body], beside: Sequence[HeaderGroup], place: int, matcher: HeaderMatcher
) -> list[HeaderGroup]:
    """This returns the groups between a body and the next if they may be crossheads: few, no byline, no dateline."""
    first, second = bodies[place : place + 2]
    between = matcher.stretches[first.last + 1 : second.stretch]
    if second.dated or any(stretch.kind == "byline" for stretch in between):
        return []
    start = bisect_right(beside, first.last, key=lambda one: one.first)
    inner = list(beside[start : bisect_left(beside, second.stretch, key=lambda one: one.last)])
    return inner if len(inner) <= MOST_INNER else []


def _gained(
    bodies: Sequence[Body],
    beside: Sequence[HeaderGroup],
    place: int,
    inner: Sequence[HeaderGroup],
    body: Body,
    matcher: HeaderMatcher,
) -> float:
    """This returns how much the matching around a place gains if two bodies become one.

    What the inner titles share with the text below them counts in either reading: a crosshead speaks of its text too.
    """
    low, high = max(0, place - REACH), place + 2 + REACH
    joined = [*bodies[low:place], body, *bodies[place + 2 : high]]
    before = matcher.match(bodies[low:high], beside).worth
    after = matcher.match(joined, [one for one in beside if one not in inner]).worth
    return after - before + sum(matcher.topic(one, bodies[place + 1]) for one in inner)


def _headings(matching: Matching) -> Headings:
    owners = {body: group for group, body in enumerate(matching.chosen) if body is not None}
    claims: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for group, row in enumerate(matching.gains):
        for place, gain in row.items():
            claims[place].append((gain, group))
    headings = []
    for place, body in enumerate(matching.bodies):
        owner = owners.get(place)
        if owner is None:
            headings.append(Heading(body, None, 0.5))
            continue
        rivals = [gain for other, gain in matching.gains[owner].items() if other != place]
        rivals += [gain for gain, other in claims[place] if other != owner]
        margin = matching.gains[owner][place] - max(rivals, default=0.0)
        headings.append(Heading(body, matching.groups[owner], _confidence(margin)))
    return Headings(tuple(headings), tuple(matching.groups[free] for free in matching.unplaced))


def _confidence(margin: float) -> float:
    """This turns the lead over the second best match into a confidence."""
    alone, lead = CERTAINTY
    return round(min(0.99, probability(alone + lead * margin)), 3)
