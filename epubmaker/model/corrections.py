"""What a person knows better than the machine: statements about the source, each with a quotation of the text it concerns."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Verb = Literal[
    "split",
    "twice",
    "role",
    "join",
    "break",
    "replace",
    "article",
    "merge",
    "move",
    "order",
    "headline",
    "kicker",
    "deck",
    "column",
    "byline",
    "form",
]
Complement = Literal["none", "quotation", "text", "role", "form"]

# For every verb the key beside it and what that key holds.
GRAMMAR: dict[Verb, tuple[str, Complement]] = {
    "split": ("", "none"),
    "twice": ("", "none"),
    "role": ("is", "role"),
    "join": ("with", "quotation"),
    "break": ("", "none"),
    "replace": ("with", "text"),
    "article": ("", "none"),
    "merge": ("into", "quotation"),
    "move": ("after", "quotation"),
    "order": ("after", "quotation"),
    "headline": ("of", "quotation"),
    "kicker": ("of", "quotation"),
    "deck": ("of", "quotation"),
    "column": ("of", "quotation"),
    "byline": ("of", "quotation"),
    "form": ("is", "form"),
}
MASTHEAD_TEXTS = ("title", "publisher", "weekday", "lunar_date", "page")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of the source, blanks and the width of its marks aside.

    `occurrence` counts from 1 where the same words stand several times; 0 says that they stand once.
    """

    text: str
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """One correction; what each verb means is in ARCHITECTURE.md.

    target  the second quotation, for the verbs that have one
    value   the new text of `replace`, the role of `role`, the form of `form`
    row     the line of the corrections file it stands on, for messages
    """

    verb: Verb
    what: Quotation
    target: Quotation | None = None
    value: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Corrections:
    """A corrections file: its statements in order, and the fields of the masthead it sets."""

    statements: tuple[Statement, ...] = ()
    masthead: tuple[tuple[str, str | int | date], ...] = ()
    name: str = "<corrections>"

    def __bool__(self) -> bool:
        return bool(self.statements or self.masthead)
