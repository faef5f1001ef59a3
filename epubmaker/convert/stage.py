"""An edition in the other script: every text at once, spans and paragraphs untouched, every change an edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import itemgetter

from epubmaker.convert.alignment import Stretch, aligned_clauses
from epubmaker.convert.borders import crossed_borders
from epubmaker.convert.clauses import RUN, Clause, Place, clauses_of, left_over, outside
from epubmaker.convert.engine import Asked, Configuration, configuration, convert_pieces
from epubmaker.convert.forms import alternatives
from epubmaker.convert.leading_back import NO_RECORD, Record, record_of
from epubmaker.convert.options import ConvertOptions
from epubmaker.convert.partings import partings
from epubmaker.convert.press import press_wording
from epubmaker.convert.protection import Protected, protect
from epubmaker.convert.quotation import quotation_changes, sets_single_outside
from epubmaker.convert.report import ConversionReport, count_one_to_many, count_protected
from epubmaker.convert.rewriting import Rewriter
from epubmaker.convert.simplifying import engine_for, simplified_further
from epubmaker.model import Edition
from epubmaker.model.checks import check_edition

BETWEEN = "\n"  # parts the texts of an edition; no dictionary word reaches over it


@dataclass(frozen=True, slots=True)
class Conversion:
    """An edition in another script, and what was done to it."""

    edition: Edition
    report: ConversionReport


@dataclass(frozen=True, slots=True)
class TextConversion:
    """A text in another script, and what was done to it."""

    text: str
    report: ConversionReport


def convert(
    edition: Edition,
    configuration_name: str,
    options: ConvertOptions = ConvertOptions(),  # noqa: B008  (frozen)
) -> Conversion:
    """Convert an edition by one of OpenCC's configurations (`s2t`, `s2twp`, `t2s` ...).

    Titles, text, bylines, masthead and language tag change together; spans, paragraphs and seams stay what they are, and
    the changes stand among the edition's edits (rule `convert:s2t`), so the source can still be rebuilt. Raises
    `OptionError` for another name, `DependencyError` without the official OpenCC.
    """
    check_edition(edition, "convert")
    chosen = configuration(configuration_name)
    texts = tuple(dict.fromkeys(_texts(edition)))
    credited = tuple(
        name for article in edition.articles for byline in article.bylines for name in byline.names
    )
    changes, report = _changes(texts, chosen, options, credited, record_of(edition, chosen))
    return Conversion(
        Rewriter.of(edition, f"convert:{chosen.name}", changes).edition(chosen.language), report
    )


def convert_text(
    text: str,
    configuration_name: str,
    options: ConvertOptions = ConvertOptions(),  # noqa: B008  (frozen)
) -> TextConversion:
    """Convert a text by itself, with the same protection and quotation marks as an edition."""
    changes, report = _changes((text,), configuration(configuration_name), options, ())
    pieces: list[str] = []
    at = 0
    for start, end, after in changes[text]:
        pieces += (text[at:start], after)
        at = end
    return TextConversion("".join(pieces) + text[at:], report)


def _texts(edition: Edition) -> Iterator[str]:
    """Yield every text of an edition that a reader sees."""
    masthead = edition.masthead
    for value in (masthead.title, masthead.publisher, masthead.weekday, masthead.lunar_date, masthead.page):
        yield value or ""
    for article in edition.articles:
        for value in (article.headline, article.kicker, article.deck, article.column, article.dateline):
            yield value or ""
        for byline in article.bylines:
            yield from (byline.role, byline.text, *byline.names)
        yield from (block.text for block in article.blocks)
    yield from (piece.text for piece in (*edition.furniture, *edition.unplaced))


def _changes(
    texts: tuple[str, ...],
    chosen: Configuration,
    options: ConvertOptions,
    credited: tuple[str, ...],
    record: Record = NO_RECORD,
) -> tuple[dict[str, list[Stretch]], ConversionReport]:
    """Return what changes in each text, and the report.

    The texts are converted in one piece: names found in one are known in all.
    """
    whole = BETWEEN.join(texts)
    asked = Asked()
    parted = {*partings(whole), *crossed_borders(whole, chosen, asked)}
    clauses = clauses_of(whole, chosen, parted)
    press = press_wording(clauses, chosen, asked)
    kept = protect(whole, chosen, options.glossary, credited, press)
    edges = {*parted, *press.partings}
    stretches = sorted(
        [
            *_converted(whole, clauses, kept, edges, chosen),
            *_protected(whole, kept),
            *_quotation(texts, kept, chosen),
        ],
        key=itemgetter(0),
    )
    changes = {text: record.applied(text, found) for text, found in _by_text(texts, stretches).items()}
    if record.back:
        stretches = _of_the_whole(texts, changes)
    terms = sorted({claim.term for claim in kept if claim.evidence != "not text"})
    without = dict(zip(terms, convert_pieces(terms, chosen), strict=True))
    report = ConversionReport(
        configuration=chosen.name,
        language=chosen.language,
        changed=sum(end - start for start, end, _ in stretches),
        one_to_many=count_one_to_many(whole, stretches, alternatives(chosen)),
        protected=count_protected([claim for claim in kept if claim.term in without], without),
    )
    return changes, report


def _converted(
    whole: str, clauses: Sequence[Clause], kept: list[Protected], parted: set[int], chosen: Configuration
) -> Sequence[Stretch]:
    """Return what OpenCC changes outside the protected stretches, no word reaching over where the text is parted."""
    places = [(claim.start, claim.end) for claim in kept]
    if chosen.character_form is None:
        left = _by_characters(whole, places, parted, engine_for(whole, chosen))
    else:
        left = outside(whole, clauses, places, parted, chosen)
    found = aligned_clauses(whole, left)
    if not chosen.simplifies:
        return found
    return list(simplified_further(_unprotected(whole, kept), found, chosen))


def _by_characters(
    whole: str, kept: Sequence[Place], parted: set[int], chosen: Configuration
) -> Iterator[Clause]:
    """Yield what a configuration without phrase forms makes of the text between what is kept, whole pieces at once."""
    edges = sorted({0, len(whole), *parted, *(at for place in kept for at in place)})
    places = left_over(pairwise(edges), kept)
    pieces = [whole[start:end] for start, end in places]
    for (start, end), piece, made in zip(places, pieces, convert_pieces(pieces, chosen), strict=True):
        if len(made) == len(piece):
            yield start, piece, made, made
        else:
            runs = list(RUN.finditer(whole, start, end))
            forms = convert_pieces([run[0] for run in runs], chosen)
            for run, form in zip(runs, forms, strict=True):
                yield run.start(), run[0], form, form


def _unprotected(whole: str, kept: list[Protected]) -> str:
    """Return a text with its protected stretches blanked out."""
    pieces: list[str] = []
    at = 0
    for claim in kept:
        pieces += (whole[at : claim.start], " " * (claim.end - claim.start))
        at = claim.end
    return "".join([*pieces, whole[at:]])


def _protected(whole: str, kept: list[Protected]) -> Iterator[Stretch]:
    """Yield the changes that protected terms ask for themselves."""
    for claim in kept:
        if claim.form != whole[claim.start : claim.end]:
            yield claim.start, claim.end, claim.form


def _quotation(texts: tuple[str, ...], kept: list[Protected], chosen: Configuration) -> Iterator[Stretch]:
    """Yield the quotation marks that the region sets otherwise."""
    swapped = chosen.simplifies and sets_single_outside(texts)
    terms = {at for claim in kept if claim.evidence == "glossary" for at in range(claim.start, claim.end)}
    offset = 0
    for text in texts:
        for start, end, mark in quotation_changes(text, to_curly=chosen.simplifies, swapped=swapped):
            if offset + start not in terms:
                yield offset + start, offset + end, mark
        offset += len(text) + len(BETWEEN)


def _of_the_whole(texts: tuple[str, ...], changes: dict[str, list[Stretch]]) -> list[Stretch]:
    """Return the changes of the texts as stretches of the whole that they make together."""
    offsets = accumulate((len(text) + len(BETWEEN) for text in texts), initial=0)
    return [
        (offset + start, offset + end, after)
        for text, offset in zip(texts, offsets, strict=False)
        for start, end, after in changes[text]
    ]


def _by_text(texts: tuple[str, ...], stretches: list[Stretch]) -> dict[str, list[Stretch]]:
    """Hand the stretches of the whole out to its texts."""
    if len(texts) == 1:
        return {texts[0]: stretches}
    changes: dict[str, list[Stretch]] = {}
    number, offset = 0, 0
    for text in texts:
        inside: list[Stretch] = []
        while number < len(stretches) and stretches[number][0] < offset + len(text):
            start, end, after = stretches[number]
            inside.append((start - offset, end - offset, after))
            number += 1
        changes[text] = inside
        offset += len(text) + len(BETWEEN)
    return changes
