"""Patterns filled with names, places, numbers and clauses of one setting, in the page's script."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from .corpus import Source
from .words import Words


class Filling:
    """Calling it with a pattern fills `{street}`, `{phone}`, ... and sets it in the page's script.

    `{}` is what is given, or a new name for each where nothing is given.
    """

    def __init__(self, rng: random.Random, source: Source, words: Words):
        self.rng, self.source, self.words = rng, source, words
        self._clauses: list[str] = []
        self._makers: dict[str, Callable[[], str]] = {
            "": self.name,
            "place": lambda: rng.choice(words.places),
            "street": self.street,
            "firm": lambda: rng.choice(words.places) + rng.choice(words.firms),
            "phone": self.phone,
            "mail": self.mail,
            "surname": lambda: rng.choice(words.surnames),
            "month": lambda: str(rng.randint(1, 12)),
            "day": lambda: str(rng.randint(1, 28)),
            "number": lambda: str(rng.randint(101, 9999)),
            "count": lambda: str(rng.randint(2, 60)),
            "page": lambda: str(rng.randint(2, 16)),
            "n": lambda: str(rng.randint(1, 7)),
            "clause": self.clause,
        }

    def __call__(self, pattern: str, given: str = "") -> str:
        """Return the pattern filled and in the page's script."""

        def one(found: re.Match[str]) -> str:
            return given if given and not found[1] else self._makers[found[1]]()

        return self.source.set(re.sub(r"\{(\w*)\}", one, pattern))

    def name(self) -> str:
        """Return a person's name of two or three characters."""
        rng = self.rng
        given = "".join(rng.sample(self.words.given, rng.choice([1, 2, 2])))
        return self.source.set(rng.choice(self.words.surnames) + given)

    def street(self) -> str:
        """Return an address."""
        rng = self.rng
        return f"{rng.choice(self.words.places)}{rng.choice('市县区')}{rng.choice(self.words.streets)}{rng.randint(1, 400)}号"

    def phone(self) -> str:
        """Return a telephone number, with a code of its area or not."""
        rng = self.rng
        return rng.choice([f"0{rng.randint(311, 899)}-", "", f"（0{rng.randint(311, 899)}）"]) + str(
            rng.randint(2000000, 89999999)
        )

    def mail(self) -> str:
        """Return an address of mail."""
        rng = self.rng
        return (
            "".join(rng.choices("abcdefghjkmnpqrstwxyz", k=rng.randint(3, 7)))
            + f"{rng.randint(10, 999)}@example.com"
        )

    def clause(self) -> str:
        """Return a clause of 6 to 22 characters out of a story that is not on the page."""
        while not self._clauses:
            paras = self.source.draw().prose
            self._clauses = [c for _ in range(6) if (c := self.source.clause(paras, 6, 22))]
        return self._clauses.pop()
