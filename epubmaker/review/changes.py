"""What a person does on the page, as statements of the corrections file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from epubmaker.amend.quotations import Locator
from epubmaker.errors import CorrectionsError
from epubmaker.messages import Message
from epubmaker.model import Line, Plan, Role, Span
from epubmaker.model.corrections import GRAMMAR, MASTHEAD_TEXTS, Corrections, Quotation, Statement, Verb
from epubmaker.pipeline import Reconstruction
from epubmaker.review.giving import Giver
from epubmaker.review.quoting import Quoter
from epubmaker.text.cells import BAR, BORDER
from epubmaker.text.cleaning import cleaned

LONGEST = 2000  # characters of a retyped line or a field
HEADERS = frozenset({"headline", "kicker", "deck", "column", "byline"})


class ChangeError(CorrectionsError):
    """Raised where a change asked for makes no sense on the page as it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the statements it takes back and those it makes."""

    dropped: tuple[Statement, ...]
    added: tuple[Statement, ...]


class Clerk:
    """Writer of changes as statements: it knows the page and what has been said of it so far."""

    def __init__(self, made: Reconstruction, corrections: Corrections) -> None:
        self._made = made
        self._known = corrections
        self._quoter = Quoter.of(made.source.text)
        self._locator = Locator.of(made.source.text, made.lines, corrections)

    def change(self, asked: Mapping[str, Any]) -> Change:
        """Return the change that the page asks for; raises `ChangeError` for one that makes no sense."""
        if asked.get("verb") == "give":
            return self._give(asked)
        verb = next((verb for verb in GRAMMAR if verb == asked.get("verb")), None)
        if verb is None:
            raise ChangeError(Message("there is no change {value!r}", value=asked.get("verb")))
        if verb == "replace":
            return self._retype(asked)
        lines = self._numbers(asked.get("lines"))
        target = self._number(asked.get("target")) if GRAMMAR[verb][1] == "quotation" else None
        made = self._statements(verb, lines, target, asked)
        return Change(self._overruled(verb, lines, target), made)

    def _statements(
        self, verb: Verb, lines: Sequence[int], target: int | None, asked: Mapping[str, Any]
    ) -> tuple[Statement, ...]:
        first = self._line(lines[0])
        if verb == "split":
            return (
                Statement(verb, self._quoter.onward(first.span.start + self._inside(asked.get("at"), first))),
            )
        if verb == "role":
            role = self._text(asked.get("value"))
            if role not in {*Role}:
                raise ChangeError(Message("there is no role {role!r}", role=role))
            return tuple(Statement(verb, self._quoter.inside(self._line(n)), value=role) for n in lines)
        second = self._beginning(self._line(target)) if target is not None else None
        if verb in HEADERS:
            return tuple(Statement(verb, self._quoter.inside(self._line(n)), second) for n in lines)
        if verb == "twice":
            return tuple(Statement(verb, self._quoter.inside(self._line(n))) for n in lines)
        if verb == "join":
            return (Statement(verb, self._quoter.up_to(first.span.end), second),)
        return (Statement(verb, self._beginning(first), second),)

    def _beginning(self, line: Line) -> Quotation:
        """Quote the place where a line begins; of a title that is set twice nothing but its first copy is quoted."""
        return self._quoter.inside(line) if line.again else self._quoter.onward(line.span.start)

    def _give(self, asked: Mapping[str, Any]) -> Change:
        """Give a region of the page to an article; what was said of its lines before is taken back where it contradicts."""
        line, target = self._number(asked.get("line")), self._number(asked.get("target"))
        given = Giver(self._made, self._quoter).give(line, target)
        return Change(self._crossed(set(given.region.lines), given.statements), given.statements)

    def _crossed(self, lines: set[int], made: Sequence[Statement]) -> tuple[Statement, ...]:
        """Return the earlier statements that moved, began or joined these lines otherwise than new statements do."""
        joins = [s for s in made if s.verb == "join"]
        lefts, rights = {self._left(s) for s in joins}, {self._right(s) for s in joins}
        begins = {self._first(s) for s in made if s.verb == "break"}
        crossed: dict[Verb, Callable[[Statement], bool]] = {
            "move": lambda s: not lines.isdisjoint(self._paragraph(self._first(s))),
            "break": lambda s: self._first(s) in lines | rights | begins,
            "join": lambda s: self._left(s) in lefts or self._right(s) in rights | begins,
        }
        return tuple(s for s in self._known.statements if s.verb in crossed and crossed[s.verb](s))

    def _retype(self, asked: Mapping[str, Any]) -> Change:
        """Make a replacement of what differs between a line and what was typed for it."""
        line = self._line(self._number(asked.get("line")))
        typed = self._text(asked.get("value")).strip()
        typed = typed.replace(BAR, BORDER) if BORDER in line.text else typed
        dropped = tuple(s for s in self._earlier("replace") if line.number in self._touched(s))
        if typed == line.text:
            return Change(dropped, ())
        head = _common(line.text, typed)
        tail = _common(line.text[head:][::-1], typed[head:][::-1])
        span = Span(line.span.start + head, line.span.end - tail)
        if len(line.text) != len(
            line.span
        ):  # cleaned: where its characters stand is not told by counting them
            span = line.span
        quotation, wide = self._quoter.around(span, line)
        after = typed[wide.start - line.span.start : len(typed) - (line.span.end - wide.end)]
        return Change(dropped, (Statement("replace", quotation, value=after),))

    def _overruled(self, verb: Verb, lines: Sequence[int], target: int | None) -> tuple[Statement, ...]:
        """Return the earlier statements that the new one contradicts: the last word counts."""
        rules: dict[str, Callable[[Statement], bool]] = {
            "join": lambda s: (
                (s.verb == "join" and (self._left(s) == lines[0] or self._right(s) == target))
                or (s.verb == "break" and self._first(s) == target)
            ),
            "break": lambda s: s.verb == "join" and self._right(s) == lines[0],
            "role": lambda s: s.verb == "role" and bool(set(self._touched(s)) & set(lines)),
            "move": lambda s: (
                s.verb == "move"
                and (
                    self._paragraph(self._first(s)) == self._paragraph(lines[0])
                    or (
                        self._paragraph(self._first(s)) == self._paragraph(target)
                        and self._paragraph(self._right(s)) == self._paragraph(lines[0])
                    )
                )
            ),
        }
        if verb in HEADERS:
            return tuple(s for s in self._earlier(*HEADERS) if set(self._touched(s)) & set(lines))
        rule = rules.get(verb)
        return tuple(s for s in self._known.statements if rule(s)) if rule else ()

    def _earlier(self, *verbs: str) -> list[Statement]:
        return [statement for statement in self._known.statements if statement.verb in verbs]

    def _touched(self, statement: Statement) -> tuple[int, ...]:
        return self._locator.touched(statement.what, statement)

    def _left(self, statement: Statement) -> int:
        return self._locator.last(statement.what, statement)

    def _first(self, statement: Statement) -> int:
        return self._locator.first(statement.what, statement)

    def _right(self, statement: Statement) -> int:
        return self._locator.target(statement)

    def _paragraph(self, line: int | None) -> tuple[int, ...]:
        return paragraph_of(self._made.plan, -1 if line is None else line)

    def _line(self, number: int) -> Line:
        return self._made.lines[number]

    def _numbers(self, value: object) -> list[int]:
        if not isinstance(value, list) or not value:
            raise ChangeError(Message("lines should be a list of line numbers"))
        return [self._number(number) for number in value]

    def _number(self, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < len(self._made.lines):
            raise ChangeError(Message("there is no line {value!r}", value=value))
        return value

    def _inside(self, value: object, line: Line) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < len(line.text):
            raise ChangeError(Message("a line is cut between its first and its last character"))
        at = value + len(line.text[value:]) - len(line.text[value:].lstrip())
        source = line.span.of(self._made.source.text)
        if len(source) == len(line.text):
            return at
        return next((before for before in range(1, len(source)) if len(cleaned(source[:before])) >= at), at)

    def _text(self, value: object) -> str:
        if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
            raise ChangeError(Message("this should be text on one line"))
        return value


def paragraph_of(plan: Plan, line: int) -> tuple[int, ...]:
    """Return the lines of the paragraph that a line stands in, or the line."""
    chains = (chain for article in plan.articles for chain in article.chains)
    return next((chain.lines for chain in chains if line in chain.lines), (line,))


def field_value(name: object, value: object) -> tuple[str, str | int | date | None]:
    """Read a field of the masthead as typed; None takes back what was set."""
    if not isinstance(name, str) or not isinstance(value, str) or len(value) > LONGEST:
        raise ChangeError(Message("a field has a name and a value"))
    typed = value.strip()
    if name not in (*MASTHEAD_TEXTS, "date", "issue_number"):
        raise ChangeError(Message("the masthead has no {name!r}", name=name))
    if not typed:
        return name, None
    try:
        if name == "date":
            return name, date.fromisoformat(typed)
        return name, int(typed) if name == "issue_number" else typed
    except ValueError as error:
        wanted = Message("a day such as 2020-01-10") if name == "date" else Message("a whole number")
        raise ChangeError(Message("{name} should be {wanted}", name=name, wanted=wanted)) from error


def _common(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count
