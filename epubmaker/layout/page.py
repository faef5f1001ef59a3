"""READ THIS FIRST of the room: a page's lines, rules and pictures become rows in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from epubmaker.layout.articles import Draft, articles_of
from epubmaker.layout.atoms import Atom, text_blocks
from epubmaker.layout.bare import with_bare_titles, with_pictures_of_titles
from epubmaker.layout.dropcaps import with_drop_caps
from epubmaker.layout.figures import figures
from epubmaker.layout.frames import frames_of
from epubmaker.layout.furniture import head_and_foot
from epubmaker.layout.gutters import split_at_gutters
from epubmaker.layout.heads import SURE, opening_odds, titles_told
from epubmaker.layout.lost_rows import rows_after_lost_ones
from epubmaker.layout.measured import evened
from epubmaker.layout.offers import is_offer, offer_draft, offers_of
from epubmaker.layout.overprint import beside_titles, titles_over
from epubmaker.layout.picture_rows import split_below_pictures
from epubmaker.layout.quotes import Quote, around_figures, around_quotes, pulled_quotes
from epubmaker.layout.regions import Cutter
from epubmaker.layout.run_in import part_run_in, run_in_tails
from epubmaker.layout.scale import Scale, scale_of
from epubmaker.layout.stanzas import joined_stanzas, verse_rows
from epubmaker.layout.telling import Kind, Told, tell_rows
from epubmaker.layout.title_rows import with_rest_of_titles, without_text_running_on
from epubmaker.layout.titles import (
    merge_touching_groups,
    take_bylines,
    title_groups,
    title_lines,
)
from epubmaker.layout.turning import is_vertical, turned, turned_back
from epubmaker.model import FURNITURE, Role, Span
from epubmaker.model.placed import Box, Picture, PlacedLine, PlacedRow, SourcePage

INLINE = 1.6  # sizes: a title larger than this is no crosshead
FOOT = 1.2  # sizes: a title below text and above nothing is a crosshead at the foot of a column, where it is that small
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a page in reading order (their spans are not known yet), and to which article each picture belongs."""

    rows: tuple[PlacedRow, ...]
    figures: tuple[int, ...] = ()
    body: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page is cut by: its lines as they are read, its measures, its closed frames, the smallest first.

    lost  rows above which one is lost, each with the row above that
    """

    page: SourcePage
    lines: Sequence[PlacedLine]
    scale: Scale
    whole: Box
    frames: Sequence[Box]
    lost: Mapping[int, int]


def lay_out(page: SourcePage) -> Reading:
    """Return the rows of a page in reading order, each with its article and role."""
    if page.ordered:
        return _as_ordered([line for line in page.lines if line.text.strip()], page.pictures)
    if is_vertical(page):
        reading = lay_out(turned(page))
        return replace(reading, rows=tuple(turned_back(row, page.width) for row in reading.rows))
    sheet = prepared(page)
    if sheet is None:
        return Reading((), (-1,) * len(page.pictures))
    lines, scale = sheet.lines, sheet.scale
    head, foot = head_and_foot(lines, page.rules, sheet.whole, scale)
    told = tell_rows(lines, page, scale, sheet.frames)
    drafts = with_bare_titles(_drafts(sheet, set(range(len(lines))) - head - foot, told), lines, scale)
    drafts = with_pictures_of_titles(drafts, lines, scale)
    rows = [_row(lines[number], -1, Role.MASTHEAD) for number in _level_order(head, lines)]
    owners = [-1] * len(page.pictures)
    verse = verse_rows(range(len(lines)), lines, scale)
    for number, draft in enumerate(drafts):
        own = _article_rows(draft, number, lines, owners, verse)
        rows += _offers(own) if is_offer(draft, lines, told) else own
    rows += [_row(lines[number], -1, Role.COLOPHON) for number in _level_order(foot, lines)]
    return Reading(tuple(rows), tuple(owners), scale.body)


def prepared(page: SourcePage) -> Sheet | None:
    """Return what a page is cut by, None for a page without text: lines over gutters are split, sizes measured."""
    lines = [line for line in page.lines if line.text.strip()]
    if not lines:
        return None
    scale = scale_of(lines)
    if not scale.exact:
        lines = evened(lines)
        scale = replace(scale_of(lines), exact=False)
    whole = Box(0, 0, page.width, page.height)
    lines = split_below_pictures(split_at_gutters(lines, scale), page.pictures, scale)
    lines = with_drop_caps(part_run_in(lines, scale), scale)
    frames = frames_of(page.rules, whole, scale)
    return Sheet(page, lines, scale, whole, frames, rows_after_lost_ones(lines, scale, page.rules))


def _as_ordered(lines: Sequence[PlacedLine], pictures: Sequence[Picture]) -> Reading:
    """Return the rows of a page whose articles, roles and order its source gives; a caption is in the region of its picture."""
    shown = {(one.article, one.region): at for at, one in enumerate(pictures) if one.region}
    numbers: dict[str, int] = {}
    rows = []
    for before, line in zip([None, *lines], lines, strict=False):
        role = line.role or Role.BODY
        article = -1 if role in FURNITURE else numbers.setdefault(line.article, len(numbers))
        opens = before is None or (before.article, before.region) != (line.article, line.region)
        figure = shown.get((line.article, line.region), -1) if role is Role.CAPTION else -1
        rows.append(_row(line, article, role, opens, figure))
    return Reading(tuple(rows), tuple(numbers.get(one.article, -1) for one in pictures))


def _drafts(sheet: Sheet, numbers: set[int], told: Told) -> list[Draft]:
    """Return the articles of a page: those in frames apart from those around."""
    lines, scale, rules = sheet.lines, sheet.scale, sheet.page.rules
    printed_over = titles_over(sheet.page.pictures, numbers, lines, scale)
    pictures, taken = figures(sheet.page.pictures, numbers - printed_over, lines, scale, told)
    beside_titles(pictures, printed_over, lines)
    free = numbers - taken
    found, tails = _title_rows(free, printed_over, sheet, told)
    groups = title_groups(found, lines, rules, scale, told, tails)
    bylines = take_bylines(groups, free - found, lines, rules, scale, told)
    groups = merge_touching_groups(groups, lines, rules, scale)
    text = free - found - bylines
    frames = [frame for frame in sheet.frames if _is_filled(frame, text, lines)]
    quotes = pulled_quotes(groups, text, lines, rules, scale, told)
    _mark_inline(groups, text, sheet, told)
    loose = [*pictures, *groups]
    drafts: dict[int, list[Draft]] = {}
    nested: list[Atom] = []
    for index, frame in enumerate([*frames, sheet.whole]):
        last = index == len(frames)
        inside = {number for number in text if last or frame.holds(lines[number].box, scale.body)}
        own = [atom for atom in loose if last or frame.holds(atom.box, scale.body)]
        held = [atom for atom in nested if last or frame.holds(atom.box, scale.body)]
        text -= inside
        loose = [atom for atom in loose if atom not in own]
        nested = [atom for atom in nested if atom not in held]
        here = [quote for quote in quotes if quote.group in own or quote.group in loose]
        blocks, placed = _blocks(inside, own, here, sheet)
        loose, own = ([atom for atom in part if atom not in placed] for part in (loose, own))
        offers = offers_of(blocks, lines, scale, told)
        atoms = [*(atom for atom in blocks if atom not in offers), *own, *held]
        made = _cut(atoms, sheet, drafts, told) + [offer_draft(atom) for atom in offers]
        if not last and made:
            atom = Atom("frame", frame, picture=index)
            nested.append(atom)
            drafts[index] = made
        elif last:
            return made
    return []


def _title_rows(
    free: set[int], printed_over: set[int], sheet: Sheet, told: Told
) -> tuple[set[int], dict[int, int]]:
    """Return the rows of titles, and those that go on others for certain, each with the row it goes on."""
    lines, scale = sheet.lines, sheet.scale
    set_as_titles = title_lines(sorted(free), lines, scale)
    found = titles_told(free, set_as_titles, told, exact=scale.exact) | printed_over
    found = without_text_running_on(found, set_as_titles | printed_over, lines, scale)
    found = with_rest_of_titles(found, free, lines, scale, told)
    found -= verse_rows(free, lines, scale)
    tails = {tail: row for tail, row in run_in_tails(lines, scale).items() if row in found and tail in free}
    return found | tails.keys(), tails


def _blocks(
    inside: set[int], own: Sequence[Atom], quotes: Sequence[Quote], sheet: Sheet
) -> tuple[list[Atom], list[Atom]]:
    """Return the blocks of text of some rows, whatever stands in the middle of them, and the title groups that belong to them."""
    verse = verse_rows(inside, sheet.lines, sheet.scale)
    parts = text_blocks(inside, sheet.lines, sheet.page.rules, sheet.scale, sheet.lost)
    blocks, placed = around_quotes(joined_stanzas(parts, verse, sheet.lines, sheet.scale), quotes)
    pictures = [atom for atom in own if atom.kind == "figure"]
    return around_figures(blocks, pictures, sheet.lines, sheet.scale), placed


def _cut(atoms: list[Atom], sheet: Sheet, nested: dict[int, list[Draft]], told: Told) -> list[Draft]:
    """Return the articles of some pieces, those of frames among them right behind the article they stand in."""
    made: list[Draft] = []
    for region in Cutter(atoms, sheet.lines, sheet.page.rules, sheet.scale, told).regions():
        drafts = articles_of(region, sheet.lines, sheet.scale, told)
        made += [draft for draft in drafts if not draft.is_empty()]
        for draft in drafts:
            for frame in draft.frames:
                inner = nested[frame.picture]
                if draft.headline and _is_note(inner, told):
                    draft.body = (
                        inner[0].body + draft.body
                        if _is_above(frame, draft, sheet)
                        else draft.body + inner[0].body
                    )
                else:
                    made += inner
    return made


def _is_note(drafts: Sequence[Draft], told: Told) -> bool:
    """Say whether a frame holds nothing but an editor's note, which belongs to the article that it is set into."""
    rows = [number for draft in drafts for number, _, _ in draft.body]
    return (
        len(drafts) == 1
        and bool(rows)
        and told.mean(rows, Kind.NOTE) > SURE
        and drafts[0] == Draft(body=drafts[0].body)
    )


def _is_above(frame: Atom, draft: Draft, sheet: Sheet) -> bool:
    """Say whether a frame stands above the text of an article, or beside its beginning."""
    return not draft.body or frame.box.y0 < sheet.lines[draft.body[0][0]].box.y0


def _is_filled(frame: Box, text: Iterable[int], lines: Sequence[PlacedLine]) -> bool:
    return any(frame.holds(lines[number].box, 2.0) for number in text)


def _mark_inline(groups: Sequence[Atom], text: set[int], sheet: Sheet, told: Told) -> None:
    """Mark the titles that may be crossheads: small, no wider than the column right below, or right above at its foot."""
    scale = sheet.scale
    for group in groups:
        group.opens = opening_odds(group.lines, told)
        if group.rank > INLINE or sheet.lines[group.lines[0]].vertical:
            continue
        near = [sheet.lines[number].box for number in text]
        below = [box for box in near if box.y0 >= group.box.y0 and box.y0 - group.box.y1 < 1.6 * scale.pitch]
        above = [box for box in near if group.rank < FOOT and 0 < group.box.y0 - box.y0 < 2.6 * scale.pitch]
        narrow = any(
            box.x0 - 3.2 * scale.body <= group.box.x0 and group.box.x1 <= box.x1 + 1.5 * scale.body
            for box in (*below, *above)
        )
        group.inline = narrow or told.mean(group.lines, Kind.CROSSHEAD) > SURE


def _level_order(numbers: Iterable[int], lines: Sequence[PlacedLine]) -> list[int]:
    return sorted(
        numbers,
        key=lambda number: (
            round(lines[number].box.middle[1] / max(lines[number].size, 1)),
            lines[number].box.x0,
        ),
    )


def _row(
    line: PlacedLine, article: int, role: Role, opens: bool | None = None, figure: int = -1
) -> PlacedRow:
    return PlacedRow(NOWHERE, line, article, role, opens, 1.0, figure)


def _offers(rows: Sequence[PlacedRow]) -> list[PlacedRow]:
    """Return the rows of an advertisement: they belong to the page."""
    return [replace(row, article=-1, role=Role.ADVERTISEMENT, opens=None, figure=-1) for row in rows]


def _article_rows(
    draft: Draft, number: int, lines: Sequence[PlacedLine], owners: list[int], verse: set[int]
) -> list[PlacedRow]:
    """Return the rows of an article: title group, text (every row of verse a paragraph), then pictures with their lines."""
    parts = (
        (draft.column, Role.COLUMN_LABEL),
        (draft.kicker, Role.KICKER),
        (draft.headline, Role.HEADLINE),
        (draft.deck, Role.DECK),
        (draft.byline, Role.BYLINE),
    )
    rows = [
        _row(lines[one], number, role, at == 0) for members, role in parts for at, one in enumerate(members)
    ]
    rows += [_row(lines[one], number, role, opens or one in verse) for one, role, opens in draft.body]
    for figure in draft.figures:
        if figure.picture >= 0:
            owners[figure.picture] = number
        rows += [
            _row(lines[one], number, Role.CAPTION, at == 0, figure.picture)
            for at, one in enumerate(figure.lines)
        ]
    return rows


__all__ = ["Reading", "Sheet", "lay_out", "prepared"]
