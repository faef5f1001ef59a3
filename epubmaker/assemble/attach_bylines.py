"""Bylines and credits to articles, one to one where the page allows it, unsure where it does not."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.assemble.attach_headers import Heading
from epubmaker.assemble.flow import Stretch
from epubmaker.model import BylinePlan, Label, Role

BESIDE_TITLE = 4.0
BEFORE_BODY = 3.0
AFTER_BODY = 2.0
SURE = {BESIDE_TITLE: 0.97, BEFORE_BODY: 0.92, AFTER_BODY: 0.75}
UNSURE = 0.4  # given to an article only because it has no byline yet
# Other articles named beside an uncertain byline: no page holds more, and a list of thousands for each of thousands helps nobody.
MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Credits:
    """This is what the bylines of a page came to.

    bylines   for each heading its bylines
    pictures  for each heading the picture credits (line numbers) that belong to its captions
    unsure    for each uncertain byline its lines, the heading chosen, and the other headings that could have been meant
    """

    bylines: tuple[tuple[BylinePlan, ...], ...]
    pictures: tuple[tuple[int, ...], ...]
    unsure: tuple[tuple[tuple[int, ...], int, tuple[int, ...]], ...]


def attach_bylines(
    headings: Sequence[Heading], stretches: Sequence[Stretch], labels: Sequence[Label]
) -> Credits:
    """This gives every byline to an article: the nearest claims come first, each article takes one, the rest go to the free."""
    credit_only: list[Stretch] = []
    written: list[Stretch] = []
    for stretch in stretches:
        if stretch.kind == "byline":
            pictures_only = all(labels[n].role is Role.CREDIT for n in stretch.lines)
            (credit_only if pictures_only else written).append(stretch)
    taken: dict[int, list[BylinePlan]] = {}
    given: dict[int, int] = {}
    for strength, negative, place in sorted(_claims(written, headings), reverse=True):
        index = -negative
        if index not in given and place not in taken:
            given[index] = place
            taken[place] = [BylinePlan(written[index].lines, SURE[strength])]
    unsure = _give_rest(written, given, taken, len(headings))
    pictures = _attach_credits(credit_only, headings)
    return Credits(
        tuple(tuple(taken.get(place, ())) for place in range(len(headings))),
        pictures,
        tuple(unsure),
    )


def _claims(written: Sequence[Stretch], headings: Sequence[Heading]) -> Iterator[tuple[float, int, int]]:
    """Yield every claim with its strength, the byline counted backwards and the heading; only neighbours have any."""
    known = {stretch.order: index for index, stretch in enumerate(written)}
    for place, heading in enumerate(headings):
        beside = {heading.body.stretch - 1, heading.body.last + 1}
        if heading.group:
            beside |= {heading.group.first - 1, heading.group.last + 1}
        for index in (known[order] for order in beside if order in known):
            strength = _claim(written[index], heading)
            if strength > 0:
                yield strength, -index, place


def _claim(stretch: Stretch, heading: Heading) -> float:
    """This returns how strongly an article claims a byline, by where it stands."""
    group, body = heading.group, heading.body
    if group and (stretch.order == group.last + 1 or stretch.order == group.first - 1 == body.stretch):
        return BESIDE_TITLE if stretch.order == group.last + 1 else AFTER_BODY
    if stretch.order == body.stretch - 1:
        return BEFORE_BODY
    if stretch.order == body.last + 1:
        return AFTER_BODY
    return 0.0


def _give_rest(
    written: Sequence[Stretch], given: dict[int, int], taken: dict[int, list[BylinePlan]], count: int
) -> list[tuple[tuple[int, ...], int, tuple[int, ...]]]:
    """This gives the bylines nobody claims to the articles without one, in order, as unsure."""
    free = deque(place for place in range(count) if place not in taken)
    alternatives = tuple(free)[: MOST_NAMED + 1]
    unsure = []
    for index, stretch in enumerate(written):
        if index in given or not free:
            continue
        place = free.popleft()
        given[index] = place
        taken[place] = [BylinePlan(stretch.lines, UNSURE)]
        others = tuple(other for other in alternatives if other != place)
        unsure.append((stretch.lines, place, others[:MOST_NAMED]))
    return unsure


def _attach_credits(
    credit_only: Sequence[Stretch], headings: Sequence[Heading]
) -> tuple[tuple[int, ...], ...]:
    """This gives picture credits to the text that stands right before them, or right after."""
    pictures: list[list[int]] = [[] for _ in headings]
    ending = {heading.body.last: place for place, heading in enumerate(headings)}  # the last that ends there
    opening: dict[int, int] = {}
    for place, heading in enumerate(headings):
        opening.setdefault(heading.body.stretch, place)
    for stretch in credit_only:
        nearest = ending.get(stretch.order - 1, opening.get(stretch.order + 1))
        if nearest is not None:
            pictures[nearest].extend(stretch.lines)
    return tuple(tuple(lines) for lines in pictures)
