"""Stories of one subject, for pages that have one: those that share the most telling pairs of characters with a first story."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

Story = Mapping[str, Any]
MOST, LEAD, TITLE = 40, 1500, 3  # pairs kept of a story, characters read of it, how often its title counts
RARE, MANY, COMMON = 3, 30, 0.05  # stories, stories or share of them: pairs rarer or commoner tell no subject
ALIKE = 80  # stories of one subject


class Subjects:
    """The stories of a corpus by what they are about. About linear in their characters."""

    def __init__(self, stories: Sequence[Story]):
        self.stories = stories
        counts = [_pairs(story) for story in stories]
        spread = Counter(pair for count in counts for pair in count)
        self._own: list[dict[str, float]] = []
        self._with: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            own = self._telling(count, spread)
            self._own.append(own)
            for pair, weight in own.items():
                self._with[pair].append((number, weight))

    def _telling(self, count: Mapping[str, int], spread: Mapping[str, int]) -> dict[str, float]:
        """Return the pairs that tell most of a story, their weights of length one."""
        most = max(MANY, COMMON * len(self.stories))
        weights = {
            pair: (1 + math.log(times)) * math.log(len(self.stories) / spread[pair])
            for pair, times in count.items()
            if RARE <= spread[pair] <= most
        }
        kept = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST])
        length = math.sqrt(sum(weight**2 for weight in kept.values())) or 1.0
        return {pair: weight / length for pair, weight in kept.items()}

    def one(self, rng: random.Random) -> list[Story]:
        """Return the stories most like a drawn one, which is among them."""
        first = rng.randrange(len(self.stories))
        likeness: Counter[int] = Counter({first: 0})
        for pair, weight in self._own[first].items():
            for number, other in self._with[pair]:
                likeness[number] += weight * other  # type: ignore[assignment]
        found = sorted(likeness, key=lambda number: (-likeness[number], number))
        return [self.stories[number] for number in found[:ALIKE]]


def _pairs(story: Story) -> Counter[str]:
    """Return how often each pair of Han characters stands in a story."""
    text = story["title"] * TITLE + "".join(story["paras"])[:LEAD]
    pairs = (text[at : at + 2] for at in range(len(text) - 1))
    return Counter(pair for pair in pairs if all("\u4e00" <= c <= "\u9fff" for c in pair))
