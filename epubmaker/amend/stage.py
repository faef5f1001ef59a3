"""The stage: corrections, located in their source, and what they do to each value on its way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from epubmaker.amend.articles import STEPS, check_moves, set_headers
from epubmaker.amend.chains import Links, read_links, relink
from epubmaker.amend.lines import cut_lines, relabel, with_copies
from epubmaker.amend.quotations import Locator
from epubmaker.amend.replacements import replacements
from epubmaker.amend.roles import hold_roles
from epubmaker.messages import Message
from epubmaker.model import (
    BlockForm,
    Chain,
    Diagnostic,
    Label,
    Line,
    Masthead,
    Plan,
    Replacement,
    Role,
    SourceText,
    Span,
)
from epubmaker.model.corrections import Corrections, Statement, Verb

HEADERS = ("headline", "kicker", "deck", "column", "byline")
JOIN_DOUBTS = frozenset({"seam-unsure", "repair-withheld"})


@dataclass(frozen=True, slots=True)
class Amendments:
    """Corrections located in the lines of a source; without corrections it changes nothing."""

    lines: tuple[Line, ...]
    corrections: Corrections = field(default_factory=Corrections)
    locator: Locator | None = None
    roles: dict[int, Role] = field(default_factory=dict)
    links: Links = field(default_factory=lambda: Links({}, {}))
    replacements: tuple[Replacement, ...] = ()

    def labels(self, labels: tuple[Label, ...]) -> tuple[Label, ...]:
        """Return the labels with the roles that were given."""
        return relabel(labels, self.roles) if self.roles else labels

    def plan(self, plan: Plan) -> Plan:
        """Return the plan as corrected: paragraphs, articles, header groups, and the doubts that remain."""
        if self.locator is None:
            return plan
        plan = hold_roles(relink(plan, self.links, self.locator), self.roles)
        check_moves(plan, self._of("move"), self.locator)
        for statement in self.corrections.statements:
            if statement.verb in STEPS:
                plan = STEPS[statement.verb](plan, statement, self.locator)
        plan = set_headers(plan, self._of(*HEADERS), self.locator)
        for statement in self._of("form"):
            plan = _with_form(plan, statement, self.locator)
        plan = replace(plan, replacements=self.replacements, diagnostics=self._doubts(plan))
        return _with_ends(plan, self.replacements, self.lines)

    def masthead(
        self, masthead: Masthead, doubts: tuple[Diagnostic, ...]
    ) -> tuple[Masthead, tuple[Diagnostic, ...]]:
        """Return the masthead with the fields that were given, and the doubts about it that remain.

        A new date takes the weekday and the lunar date of the old one with it.
        """
        given: dict[str, object] = dict(self.corrections.masthead)
        if not given:
            return masthead, doubts
        if given.get("date", masthead.date) != masthead.date:
            given = {"weekday": None, "lunar_date": None} | given
        masthead = replace(
            masthead,
            **given,  # type: ignore[arg-type]  # the names are fields of Masthead: the reader has checked them
            evidence=tuple(entry for entry in masthead.evidence if entry[0] not in given),
            inferred=tuple(name for name in masthead.inferred if name not in given),
        )
        return masthead, () if "date" in given else doubts

    def _of(self, *verbs: Verb | str) -> list[Statement]:
        return [statement for statement in self.corrections.statements if statement.verb in verbs]

    def _doubts(self, plan: Plan) -> tuple[Diagnostic, ...]:
        """Drop the doubts about joins and bylines that a person has decided."""
        decided = {n for left, (right, _) in self.links.after.items() for n in (left, right)} | set(
            self.links.begins
        )
        joined = {
            (self.lines[left].span, self.lines[right].span)
            for article in plan.articles
            for chain in article.chains
            for left, right in zip(chain.lines, chain.lines[1:], strict=False)
            if (left, right) not in {(one, other) for one, (other, _) in self.links.after.items()}
        }
        touched = {self.lines[number].span for number in decided}
        credited = self._spans("byline")
        return tuple(note for note in plan.diagnostics if _stands(note, joined, touched, credited))

    def _spans(self, verb: Verb) -> set[Span]:
        if self.locator is None:
            return set()
        return {
            self.lines[line].span
            for statement in self._of(verb)
            for line in self.locator.touched(statement.what, statement)
        }


def _stands(
    note: Diagnostic, joined: set[tuple[Span, Span]], touched: set[Span], credited: set[Span]
) -> bool:
    """Say whether a doubt still stands: an unsure join that is still made, and a repair nobody decided on."""
    if note.code == "seam-unsure":
        return tuple(note.spans) in joined
    if note.code in JOIN_DOUBTS:
        return not touched & set(note.spans)
    return note.code != "byline-unsure" or not credited & set(note.spans)


def amend(source: SourceText, lines: tuple[Line, ...], corrections: Corrections | None) -> Amendments:
    """Locate corrections in a source.

    Raises `CorrectionsError`, with the line of the corrections file, for a quotation that is not there or stands in
    several places, and for statements that contradict each other. Linear in the source for each statement.
    """
    if not corrections:
        return Amendments(lines)
    locator = Locator.of(source.text, lines, corrections)
    statements = corrections.statements
    lines = with_copies(lines, _copied(statements, locator), source.text)
    locator = replace(locator, lines=lines)
    cuts = [locator.span(s.what, s).start for s in statements if s.verb == "split"]
    lines = cut_lines(lines, cuts)
    locator = replace(locator, lines=lines)
    begins = [s for s in statements if s.verb in ("break", "article")]
    return Amendments(
        lines,
        corrections,
        locator,
        _roles(statements, locator),
        read_links([s for s in statements if s.verb == "join"], begins, locator),
        _replacements(statements, locator, source.text),
    )


def _copied(statements: Sequence[Statement], locator: Locator) -> set[int]:
    """Return the lines that are set twice and are to be read twice."""
    copied: set[int] = set()
    for statement in statements:
        if statement.verb == "twice":
            touched = locator.touched(statement.what, statement)
            if any(locator.lines[line].again is None for line in touched):
                raise locator.error(statement, Message("this is no title that is set twice and read once"))
            copied.update(touched)
    return copied


def _roles(statements: Sequence[Statement], locator: Locator) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    for statement in statements:
        if statement.verb != "role":
            continue
        for line in locator.touched(statement.what, statement):
            if roles.get(line, statement.value) != statement.value:
                raise locator.error(
                    statement, Message("this text has been given the role {roles} above", roles=roles[line])
                )
            roles[line] = Role(statement.value)
    return roles


def _replacements(statements: Sequence[Statement], locator: Locator, text: str) -> tuple[Replacement, ...]:
    made: list[Replacement] = []
    for statement in statements:
        if statement.verb != "replace":
            continue
        span = locator.span(statement.what, statement)
        lines = [locator.lines[number] for number in locator.touched(statement.what, statement)]
        for change in replacements(span, statement.value, lines, text):
            if any(_overlap(change, other) for other in made):
                raise locator.error(statement, Message("another correction replaces the same characters"))
            made.append(change)
    return tuple(made)


def _overlap(one: Replacement, other: Replacement) -> bool:
    return one.line == other.line and one.start < other.end and other.start < one.end


def _with_form(plan: Plan, statement: Statement, locator: Locator) -> Plan:
    """Return the plan with the paragraphs that a quotation touches in another form; raises where it touches none."""
    touched = set(locator.touched(statement.what, statement))
    form = next((known for known in get_args(BlockForm) if known == statement.value), None)
    found = False
    articles = []
    for article in plan.articles:
        chains = []
        for chain in article.chains:
            own = chain.kind is Role.BODY and not touched.isdisjoint(chain.lines)
            found = found or own
            chains.append(replace(chain, form=form) if own else chain)
        articles.append(replace(article, chains=tuple(chains)))
    if not found:
        raise locator.error(statement, Message("stands in no paragraph; give it the role body first"))
    return replace(plan, articles=tuple(articles))


def _with_ends(plan: Plan, made: Sequence[Replacement], lines: Sequence[Line]) -> Plan:
    """Take a paragraph whose last character was retyped for whole: whoever did that has seen its end."""
    ended = {change.line for change in made if change.end == len(lines[change.line].text)}
    if not ended:
        return plan

    def whole(chain: Chain) -> Chain:
        return replace(chain, truncated=False) if chain.lines[-1] in ended else chain

    articles = (
        replace(article, chains=tuple(whole(chain) for chain in article.chains)) for article in plan.articles
    )
    return replace(plan, articles=tuple(articles))
