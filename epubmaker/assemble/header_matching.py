"""What a header group gains with a body: by what the body speaks of, and by where both stand."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

from epubmaker.assemble.bodies import Body
from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.headers import HeaderGroup
from epubmaker.assemble.kinship import Kinship
from epubmaker.order.matching import best_assignment
from epubmaker.assemble.paragraphs import PageShape

# Gains are log-odds in the unit of `kinship.SUBJECT`; place was learnt beside words and subjects (`training/assembly.py`).
NEXT_TO = 0.6  # gain of standing right before or right after the body
FAR = 0.7  # loss for every body that stands between
LEAST = 0.25  # a match must gain this much
# A title that may be none gains less: so much for each unit of its log-odds of being a headline below `CERTAINLY`.
DOUBT, CERTAINLY = 0.6, 2.0
REACH = 22  # bodies between, beyond which even all of its words would not win a body for a title
UNPLACED = 2.0  # loss for a header group without a body
HEADLESS = 0.5  # loss for a body without a header group


@dataclass(frozen=True, slots=True)
class Matching:
    """This is the best matching of some header groups to some bodies.

    gains   for each group what it gains with the bodies within its reach, by their places
    chosen  for each group its body's place, or None
    """

    bodies: tuple[Body, ...]
    groups: tuple[HeaderGroup, ...]
    gains: tuple[Mapping[int, float], ...]
    chosen: tuple[int | None, ...]

    @property
    def worth(self) -> float:
        """This returns what the matching gains beyond standing well, less what it leaves without.

        Otherwise a page cut into more articles, each with some title beside it, would always be worth more.
        """
        placed = [self.gains[group][body] for group, body in enumerate(self.chosen) if body is not None]
        unplaced, headless = len(self.groups) - len(placed), len(self.bodies) - len(placed)
        return sum(placed) - (NEXT_TO - LEAST) * len(placed) - UNPLACED * unplaced - HEADLESS * headless

    @property
    def unplaced(self) -> list[int]:
        """This returns the groups that found no body."""
        return [group for group, body in enumerate(self.chosen) if body is None]


class HeaderMatcher:
    """This weighs header groups against bodies; what a title shares with a text is worked out once."""

    def __init__(self, bodies: Sequence[Body], stretches: Sequence[Stretch], page: PageShape) -> None:
        self.page = page
        self.stretches = stretches
        self.kinship = Kinship((body.lines for body in bodies), page.lines, page.seams.subjects)
        self._texts_before = [0, *accumulate(stretch.kind == "text" for stretch in stretches)]

    def match(self, bodies: Sequence[Body], groups: Sequence[HeaderGroup]) -> Matching:
        """This matches one to one so that the gains are greatest."""
        starts = [body.stretch for body in bodies]
        gains = tuple(self._gains(group, bodies, bisect_left(starts, group.first)) for group in groups)
        return Matching(tuple(bodies), tuple(groups), gains, tuple(best_assignment(gains)))

    def _gains(self, group: HeaderGroup, bodies: Sequence[Body], at: int) -> dict[int, float]:
        """This returns the gains of a group with the bodies around place `at`."""
        reach = range(max(0, at - 1 - REACH), min(len(bodies), at + REACH + 1))
        return {place: self._gain(group, bodies, place) for place in reach}

    def topic(self, group: HeaderGroup, body: Body) -> float:
        """This returns the gain of what a body speaks of what a group says."""
        return self.kinship.of_title(group.lines_in_order, body.lines)

    def texts_between(self, first: int, second: int) -> int:
        """This counts the text stretches between two places of the flow."""
        return self._texts_before[second] - self._texts_before[first + 1]

    def _gain(self, group: HeaderGroup, bodies: Sequence[Body], place: int) -> float:
        """This returns the gain of a group with a body."""
        known = self.position(group, bodies, place) - LEAST + self.topic(group, bodies[place])
        return known - DOUBT * max(0.0, CERTAINLY - self.headline(group))

    def headline(self, group: HeaderGroup) -> float:
        """This returns the log-odds of a group being a headline at all, by the most certain of its lines."""
        chance = max(self.page.labels[number].confidence for number in group.lines)
        chance = max(0.01, min(0.99, chance))
        return log(chance / (1 - chance))

    def position(self, group: HeaderGroup, bodies: Sequence[Body], place: int) -> float:
        """This scores where a group stands to a body: next to it, or with other bodies between."""
        body = bodies[place]
        if group.last < body.stretch:
            between = self.texts_between(group.last, body.stretch)
            skipped = neighbours(bodies, place, -1)
        elif group.first > body.last:
            between = self.texts_between(body.last, group.first)
            skipped = neighbours(bodies, place, 1)
        else:
            between = skipped = 0
        away = between + skipped
        return NEXT_TO if away == 0 else -FAR * away


def neighbours(bodies: Sequence[Body], place: int, step: int) -> int:
    """This counts the bodies that share a stretch with a body, on one side of it."""
    count, other = 0, place + step
    edge = bodies[place].stretch if step < 0 else bodies[place].last
    while 0 <= other < len(bodies) and bodies[other].stretch <= edge <= bodies[other].last:
        count += 1
        other += step
    return count
