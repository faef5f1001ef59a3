"""What the desk of one page does in all its articles: pages of life are of one subject, and sign alike.

Drawn by article, subjects change at every border and an opening with a place and an agency stands at half of them; a page of one
subject whose articles end with a bare name has neither.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

OPENING = re.compile(
    r"^(?:[^。！？；，“”「」]{0,24}?(?:[电電讯訊]|报道|報道|報導)(?:[（(][^（）()]{2,40}[）)]|[：:\s])|本报讯|本報訊)[\s　：:，,]*"
)
NEVER, OFTEN = 0.0, 0.6  # share of the articles that bear the label of their column
SIGNED_ALIKE = ("name", "name", "top", "end", "last", "opening", "bare")  # places of bylines
ALIKE, ONE_SUBJECT, NO_OPENINGS = 0.6, 0.45, 0.45  # of the pages
HELD = 0.85  # of the articles of a page that signs alike


@dataclass(frozen=True)
class Habits:
    """What holds for nearly all articles of a page.

    place        where bylines stand, empty where every article has its own way
    one_subject  whether stories resemble each other
    openings     whether news opens with a place, a day, an agency
    labels       share of the articles that bear a label, None for the usual one
    """

    place: str = ""
    one_subject: bool = False
    openings: bool = True
    labels: float | None = None

    def byline_place(self, places: tuple[str, ...], rng: random.Random) -> str:
        """Return where an article's byline stands, of `places` where the page has no way of its own."""
        return self.place if self.place and rng.random() < HELD else rng.choice(places)

    def opened(self, paras: tuple[str, ...]) -> tuple[str, ...]:
        """Return paragraphs, the first without its opening where the page prints none."""
        if self.openings or not paras:
            return paras
        first = OPENING.sub("", paras[0], count=1)
        return (first, *paras[1:]) if len(first) >= len(paras[0]) / 3 else paras


def habits_of(name: str) -> Habits:
    """Return the habits of a page; the same page has always the same."""
    rng = random.Random(f"{name} habits")
    return Habits(
        place=rng.choice(SIGNED_ALIKE) if rng.random() < ALIKE else "",
        one_subject=rng.random() < ONE_SUBJECT,
        openings=rng.random() >= NO_OPENINGS,
        labels=rng.choice([None, None, NEVER, OFTEN]),
    )
