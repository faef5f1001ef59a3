"""What was decided of a page, in line numbers only."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from epubmaker.model.diagnostics import Diagnostic
from epubmaker.model.edition import BlockForm
from epubmaker.model.roles import Role


@dataclass(frozen=True, slots=True)
class Join:
    """The decision to set line `right` after line `left` in one paragraph.

    `moved` says that they do not stand together in the source.
    """

    left: int
    right: int
    confidence: float
    moved: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """One block of an article: its lines in reading order and the joins between them.

    `kind` is body (a paragraph), crosshead, caption, credit or label. `truncated` says that its end is lost; `form` what kind
    of text a paragraph is, None where it is running text.
    """

    kind: Role
    lines: tuple[int, ...]
    joins: tuple[Join, ...] = ()
    truncated: bool = False
    form: BlockForm | None = None


@dataclass(frozen=True, slots=True)
class BylinePlan:
    """A byline given to an article: its lines and how sure that is."""

    lines: tuple[int, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ArticlePlan:
    """One article in line numbers: header group, bylines, blocks."""

    kind: str
    headline: tuple[int, ...] = ()
    kicker: tuple[int, ...] = ()
    deck: tuple[int, ...] = ()
    column: tuple[int, ...] = ()
    bylines: tuple[BylinePlan, ...] = ()
    chains: tuple[Chain, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FurniturePlan:
    """One item that belongs to the page, not to an article."""

    kind: Role
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """A change of characters `start:end` of a line's text to `after`, because a person said so."""

    line: int
    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole reconstruction in line numbers. Every line stands in exactly one place of it."""

    articles: tuple[ArticlePlan, ...]
    furniture: tuple[FurniturePlan, ...] = ()
    unplaced: tuple[int, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default_factory=tuple)

    def with_diagnostics(self, more: Iterable[Diagnostic]) -> "Plan":
        """Return the plan with more diagnostics after its own."""
        return replace(self, diagnostics=(*self.diagnostics, *more))
