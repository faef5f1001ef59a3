"""Header groups to bodies, one to one: by what they speak of and by where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

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
TOO_FAR = -2 * TOPIC  # even all of its words would not make a body this far away a rival
SPOKEN_OF = 0.2  # share of a headline that its own part must speak of before a body is split for it
APART = 0.06  # and how much more than the other part does
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
    """This matches header groups to bodies; a body that two groups claim is split, a body that none claims stays without."""
    matcher = _Matcher(list(bodies), groups, stretches, page)
    gains = matcher.gains()
    matched = best_assignment(gains)
    for _ in range(len(groups)):
        if not matcher.split_for_free(matched):
            break
        gains = matcher.gains()
        matched = best_assignment(gains)
    return _headings(matcher.bodies, groups, matched, gains)


class _Matcher:
    """This holds what is compared: bodies (split when two groups claim one), groups with their titles, and the flow."""

    def __init__(
        self, bodies: list[Body], groups: Sequence[HeaderGroup], stretches: Sequence[Stretch], page: PageShape
    ) -> None:
        self.bodies = bodies
        self._groups = groups
        self._page = page
        self._titles = [self._title(group) for group in groups]
        self._affinity = Affinity(body.text for body in bodies)
        texts = [stretch.kind == "text" for stretch in stretches]
        self._texts_before = [0, *accumulate(texts)]

    def _title(self, group: HeaderGroup) -> str:
        return "".join(self._page.lines[n].text for n in group.kicker + group.headline + group.deck)

    def gains(self) -> list[list[float]]:
        """This returns the gain of every group with every body."""
        return [
            [self._gain(group, title, place) for place in range(len(self.bodies))]
            for group, title in zip(self._groups, self._titles, strict=True)
        ]

    def _gain(self, group: HeaderGroup, title: str, place: int) -> float:
        """This returns the gain of a group with a body; of one too far away the topic is not asked for."""
        gain = self._position(group, place) - LEAST
        if gain < TOO_FAR:
            return gain
        return gain + TOPIC * self._affinity.of_title(title, self.bodies[place].text)

    def _position(self, group: HeaderGroup, place: int) -> float:
        """This scores where a group stands to a body: next to it, or with other bodies between."""
        body = self.bodies[place]
        if group.last < body.stretch:
            between = self._texts_between(group.last, body.stretch)
            skipped = self._neighbours(place, -1)
        else:
            between = self._texts_between(body.stretch, group.first)
            skipped = self._neighbours(place, 1)
        away = between + skipped
        return NEXT_TO if away == 0 else -FAR * away

    def _texts_between(self, first: int, second: int) -> int:
        """This counts the text stretches between two places of the flow."""
        return self._texts_before[second] - self._texts_before[first + 1]

    def _neighbours(self, place: int, step: int) -> int:
        """This counts the bodies of the same stretch on one side of a body."""
        count, other = 0, place + step
        while 0 <= other < len(self.bodies) and self.bodies[other].stretch == self.bodies[place].stretch:
            count += 1
            other += step
        return count

    def split_for_free(self, matched: Sequence[int | None]) -> bool:
        """This splits a body that stands between its own group and one without a body, if each part speaks of its own."""
        owners = {body: group for group, body in enumerate(matched) if body is not None}
        for index, taken in enumerate(matched):
            if taken is not None:
                continue
            for place, owner in owners.items():
                parts = self._parts(place, owner, index)
                if parts is not None:
                    self.bodies[place : place + 1] = parts
                    return True
        return False

    def _parts(self, place: int, owner: int, free: int) -> tuple[Body, Body] | None:
        """This returns the two parts of a body for its own group and a free one on its other side."""
        body, own, other = self.bodies[place], self._groups[owner], self._groups[free]
        if len(body.chains) < 2:
            return None
        behind = own.last < body.stretch < other.first and not self._texts_between(body.stretch, other.first)
        ahead = other.last < body.stretch < own.first and not self._texts_between(other.last, body.stretch)
        if not (behind or ahead) or self._neighbours(place, 1 if behind else -1):
            return None
        titles = self._titles[owner], self._titles[free]
        first, second = titles if behind else titles[::-1]
        parts = best_split(body, (first, second), self._affinity, self._page)
        return parts if parts is not None and self._speak_apart(parts, first, second) else None

    def _speak_apart(self, parts: tuple[Body, Body], first: str, second: str) -> bool:
        """This says whether each part clearly speaks of its own headline and not of the other's."""
        of_title, (head, tail) = self._affinity.of_title, parts
        own = of_title(first, head.text), of_title(second, tail.text)
        crossed = of_title(first, tail.text), of_title(second, head.text)
        return min(own) >= SPOKEN_OF and own[0] - crossed[0] >= APART and own[1] - crossed[1] >= APART


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
