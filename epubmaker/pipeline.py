"""READ THIS FIRST: the whole reconstruction, one line a stage.

bytes -> SourceText -> Lines -> Labels -> SeamTable -> Plan -> Edition. Each stage lives in its own folder; what each takes and
returns is in ARCHITECTURE.md. Rendering and building many editions start from the `Edition`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from epubmaker.amend import amend, share_out
from epubmaker.arrange import (
    label_rows,
    lines_in_order,
    lines_of_pages,
    numbers_as_read,
    plan_pages,
    with_facsimiles,
    with_inner_bylines,
    with_pictures,
)
from epubmaker.arrange.spaced import with_places
from epubmaker.articles import MOVES, Articles, Move, find_articles, with_titles_alone
from epubmaker.clean import Cleaned, clean, damage
from epubmaker.confidence import with_confidence
from epubmaker.errors import OptionError
from epubmaker.kinds import with_briefs, with_contacts, with_forms, with_heads
from epubmaker.label import label_lines, read_masthead, with_signed_rows
from epubmaker.messages import Message
from epubmaker.model import Edition, Label, Line, Plan, SeamTable, SourceText, Span
from epubmaker.model.checks import check_type
from epubmaker.model.conservation import assert_conserved
from epubmaker.model.corrections import Corrections
from epubmaker.model.placed import PlacedPage
from epubmaker.order import ReadingOrder, arranged_numbers, arranged_plan, in_source_order, read_lines
from epubmaker.pages import Page, merge_pages, split_pages
from epubmaker.restore import RestoreOptions, restore
from epubmaker.seams import SeamScorer, default_scorer
from epubmaker.segment import split_lines

_TAKES = "reconstruct takes a SourceText (read_text(path) or read_string(text))"


@dataclass(frozen=True, slots=True)
class ReconstructOptions:
    """The options of reconstruction; each stage's options stand beside the stage.

    `scorer` replaces the shipped seam scorer; `None` means the shipped one, loaded once a process.
    `earlier` holds texts of earlier editions of the same paper, whose language the shipped scorer adapts to.
    `corrections` are a person's own, such as `readers.corrections_beside` finds; they are never loaded unasked.
    `without` names moves of the search for articles that are not made, to find out what each is worth.
    """

    restore: RestoreOptions = field(default_factory=RestoreOptions)
    scorer: SeamScorer | None = None
    earlier: tuple[str, ...] = ()
    corrections: Corrections | None = None
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_type(self.earlier, tuple, "earlier is a tuple of texts")
        unknown = sorted(set(self.without) - MOVES)
        if unknown:
            raise OptionError(
                Message(
                    "without {unknown}: no such move; there are {moves}",
                    unknown=", ".join(unknown),
                    moves=", ".join(sorted(MOVES)),
                )
            )


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """An edition together with every decision that led to it, stage by stage.

    `moves` are those of the search for articles, each with what the page gained by it; their lines are the source's.
    `pages` say where the lines stand on paper, where that is known: row `n` of a line is row `n` of the pages, all counted on.
    """

    source: SourceText
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    seams: SeamTable
    plan: Plan
    edition: Edition
    moves: tuple[Move, ...] = ()
    pages: tuple[PlacedPage, ...] = ()


def reconstruct(source: SourceText, options: ReconstructOptions = ReconstructOptions()) -> Edition:
    """Reconstruct the edition that a flattened text was: its articles in order, with all that belongs to them.

    A text of several pages is cut where form feeds or rows that name pages part it (`pages.split_pages`), and every page is
    reconstructed by itself. An empty source makes an edition without articles. Raises `ConservationError` if a character
    would be lost, `CorrectionsError` if a correction does not fit.
    """
    check_type(source, SourceText, _TAKES)
    pages = split_pages(source)
    if len(pages) > 1 and options.corrections is not None:
        spans = [Span(page.start, page.start + len(page.source.text)) for page in pages]
        shares = share_out(options.corrections, source, spans)
        pages = tuple(replace(page, corrections=share) for page, share in zip(pages, shares, strict=True))
    return reconstruct_pages(source, pages, options)


def reconstruct_pages(
    source: SourceText, pages: Sequence[Page], options: ReconstructOptions = ReconstructOptions()
) -> Edition:
    """Reconstruct an edition of which the pages are known; `source` is the text in which they lie.

    Corrections of a page go before those of the options.
    """
    editions = []
    for page in pages:
        own = options.corrections if page.corrections is None else page.corrections
        editions.append(reconstruct_and_explain(page.source, replace(options, corrections=own)).edition)
    return merge_pages(source, pages, editions)


def reconstruct_and_explain(
    source: SourceText, options: ReconstructOptions = ReconstructOptions()
) -> Reconstruction:
    """Do what `reconstruct` does with the text of one page, and return what every stage decided."""
    check_type(source, SourceText, _TAKES)
    cleaned = clean(source)
    reading = with_places(cleaned.reading)
    if reading.pages:
        return _from_layout(source, cleaned, reading, options)
    others = tuple(
        text for text in options.earlier if text != source.text
    )  # its own wrong joins prove nothing
    scorer = options.scorer or _shipped_scorer(others)
    amended = amend(reading, split_lines(reading), options.corrections)
    lines = amended.lines
    page = read_lines(lines, scorer, amended.roles)
    given = arranged_numbers(amended.roles, page.order)
    found = find_articles(page.lines, label_lines(page.lines), page.seams, given, options.without)
    found = replace(found, plan=with_forms(found.plan, page.lines))
    labels = in_source_order(found.labels, page.order)
    told = with_titles_alone(with_confidence(found, page.lines, page.seams), found.labels)
    told = with_contacts(with_heads(with_briefs(told, page.lines), page.lines), page.lines)
    told = with_signed_rows(told, page.lines, given)
    plan = amended.plan(arranged_plan(told, page.order))
    masthead, doubts = amended.masthead(*read_masthead(lines, labels))
    restored = restore(reading, lines, plan.with_diagnostics(doubts), masthead, options.restore)
    edition = cleaned.traced(with_inner_bylines(restored, reading)).with_diagnostics(damage(source))
    assert_conserved(source, edition)
    return Reconstruction(
        source,
        cleaned.placed(lines),
        labels,
        page.source_seams,
        cleaned.placed(plan),
        edition,
        _moves(found, page.order),
    )


def _moves(found: Articles, order: ReadingOrder) -> tuple[Move, ...]:
    """Return the moves of the search with their lines as the source numbers them."""
    return tuple(replace(move, line=order.lines[move.line][0]) for move in found.moves)


def _from_layout(
    source: SourceText, cleaned: Cleaned, reading: SourceText, options: ReconstructOptions
) -> Reconstruction:
    """Reconstruct pages whose layout was read: the page shows the order of the rows and what each is."""
    amended = amend(reading, lines_of_pages(reading), options.corrections)
    lines = amended.lines
    order = ReadingOrder(numbers_as_read(lines))
    rows = lines_in_order(lines, order.sequence)
    labels = amended.labels(in_source_order(label_rows(reading, rows), order))
    arranged = plan_pages(reading, rows, [labels[number] for number in order.sequence])
    plan = amended.plan(arranged_plan(with_forms(arranged, rows), order))
    masthead, doubts = amended.masthead(*read_masthead(lines, labels))
    restored = restore(reading, lines, plan.with_diagnostics(doubts), masthead, options.restore)
    pictured = with_pictures(with_inner_bylines(restored, reading), reading)
    edition = cleaned.traced(with_facsimiles(pictured, reading)).with_diagnostics(damage(source))
    assert_conserved(source, edition)
    none: tuple[float, ...] = (0.0,) * len(lines)
    seams = SeamTable(((),) * len(lines), none, none)
    return Reconstruction(
        source,
        cleaned.placed(lines),
        labels,
        seams,
        cleaned.placed(plan),
        edition,
        pages=cleaned.placed(reading.pages),
    )


@lru_cache(maxsize=2)
def _shipped_scorer(earlier: tuple[str, ...]) -> SeamScorer:
    return default_scorer(earlier)
