"""Header groups to bodies, one to one: by what they speak of and by where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.assemble.affinity import Affinity
from epubmaker.assemble.bodies import Body, best_split
from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.headers import HeaderGroup
from epubmaker.assemble.matching import best_assignment
from epubmaker.assemble.paragraphs import PageShape

NEXT_TO = 1.0  # gain of standing right before or right after the body
FAR = 0.35  # loss for every body that stands between
TOPIC = 4.0  # gain of a headline all of whose words the body speaks of
LEAST = 0.25  # a match must gain this much
SPOKEN_OF = 0.25  # share of a headline that its own part must speak of before a body is split for it
APART = 0.12  # and how much more than the other part does
CONFIDENT = 1.2  # difference of gains to the second best at which a match is beyond doubt


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
    """This matches header groups to bodies; a body that two groups claim is split, a body that none claims joins the one before."""
    pool = list(bodies)
    affinity = Affinity(body.text for body in pool)
    titles = [_title(group, page) for group in groups]
    for _ in range(len(groups)):
        gains = _gains(pool, groups, titles, affinity, stretches)
        matched = best_assignment(gains)
        free = [index for index, body in enumerate(matched) if body is None]
        split = _split_for(free, matched, pool, groups, titles, affinity, page)
        if split is None:
            break
        place, parts = split
        pool[place : place + 1] = parts
    gains = _gains(pool, groups, titles, affinity, stretches)
    matched = best_assignment(gains)
    return _headings(pool, groups, matched, gains)


def _title(group: HeaderGroup, page: PageShape) -> str:
    return "".join(page.lines[number].text for number in group.kicker + group.headline + group.deck)


def _gains(
    bodies: Sequence[Body],
    groups: Sequence[HeaderGroup],
    titles: Sequence[str],
    affinity: Affinity,
    stretches: Sequence[Stretch],
) -> list[list[float]]:
    """This returns the gain of every group with every body."""
    text_order = [stretch.order for stretch in stretches if stretch.kind == "text"]
    gains = []
    for group, title in zip(groups, titles, strict=True):
        row = []
        for place, body in enumerate(bodies):
            row.append(
                TOPIC * affinity.of_title(title, body.text)
                + _position(group, place, bodies, text_order)
                - LEAST
            )
        gains.append(row)
    return gains


def _position(group: HeaderGroup, place: int, bodies: Sequence[Body], text_order: Sequence[int]) -> float:
    """This scores where a group stands to a body: next to it, or with other bodies between."""
    body = bodies[place]
    if group.last < body.stretch:
        first_here = place == 0 or bodies[place - 1].stretch != body.stretch
        between = sum(group.last < order < body.stretch for order in text_order)
        skipped = 0 if first_here else sum(other.stretch == body.stretch for other in bodies[:place])
    else:
        last_here = place + 1 == len(bodies) or bodies[place + 1].stretch != body.stretch
        between = sum(body.stretch < order < group.first for order in text_order)
        skipped = 0 if last_here else sum(other.stretch == body.stretch for other in bodies[place + 1 :])
    away = between + skipped
    return NEXT_TO if away == 0 else -FAR * away


def _split_for(
    free: Sequence[int],
    matched: Sequence[int | None],
    bodies: Sequence[Body],
    groups: Sequence[HeaderGroup],
    titles: Sequence[str],
    affinity: Affinity,
    page: PageShape,
) -> tuple[int, tuple[Body, Body]] | None:
    """This finds a body that stands between its own group and a group without one, and splits it between the two."""
    owners = {body: group for group, body in enumerate(matched) if body is not None}
    for index in free:
        group = groups[index]
        for place, body in enumerate(bodies):
            owner = owners.get(place)
            if owner is None or len(body.chains) < 2:
                continue
            after = group.first > body.stretch >= groups[owner].last and _adjacent(
                group.first, body, bodies, place, after=True
            )
            ahead = group.last < body.stretch <= groups[owner].first and _adjacent(
                group.last, body, bodies, place, after=False
            )
            if not (after or ahead):
                continue
            first, second = (titles[owner], titles[index]) if after else (titles[index], titles[owner])
            parts = best_split(body, first, second, affinity, page)
            if parts is not None and _speak_apart(parts, first, second, affinity):
                return place, parts
    return None


def _speak_apart(parts: tuple[Body, Body], first: str, second: str, affinity: Affinity) -> bool:
    """This says whether each part clearly speaks of its own headline and not of the other's."""
    head, tail = parts
    own = affinity.of_title(first, head.text), affinity.of_title(second, tail.text)
    crossed = affinity.of_title(first, tail.text), affinity.of_title(second, head.text)
    return min(own) >= SPOKEN_OF and own[0] - crossed[0] >= APART and own[1] - crossed[1] >= APART


def _adjacent(edge: int, body: Body, bodies: Sequence[Body], place: int, *, after: bool) -> bool:
    """This says whether no other body stands between a place in the flow and a body."""
    others = bodies[place + 1 :] if after else bodies[:place]
    if after:
        return not any(body.stretch <= other.stretch < edge for other in others)
    return not any(edge < other.stretch <= body.stretch for other in others)


def _headings(
    bodies: Sequence[Body],
    groups: Sequence[HeaderGroup],
    matched: Sequence[int | None],
    gains: Sequence[Sequence[float]],
) -> Headings:
    owners = {body: group for group, body in enumerate(matched) if body is not None}
    headings = []
    for place, body in enumerate(bodies):
        owner = owners.get(place)
        if owner is None:
            headings.append(Heading(body, None, 0.5))
            continue
        rivals = [gain for other, gain in enumerate(gains[owner]) if other != place]
        rivals += [row[place] for other, row in enumerate(gains) if other != owner]
        margin = gains[owner][place] - max(rivals, default=0.0)
        headings.append(Heading(body, groups[owner], _confidence(margin)))
    left = tuple(group for index, group in enumerate(groups) if matched[index] is None)
    return Headings(tuple(headings), left)


def _confidence(margin: float) -> float:
    """This turns the lead over the second best match into a confidence."""
    return min(0.99, max(0.3, 0.7 + 0.29 * margin / CONFIDENT))
