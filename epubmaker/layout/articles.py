"""One region into articles: the parts of its title, small titles inside the text, tables, and where paragraphs begin."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from statistics import median

from epubmaker.layout.atoms import Atom
from epubmaker.layout.briefs import ROW, Items, is_list_of_items, openings
from epubmaker.layout.bylines import may_be_byline
from epubmaker.layout.columns import column_extents, flow, is_indented, is_short
from epubmaker.layout.heads import FURTHER, head_of, opening_odds
from epubmaker.layout.oddness import SMALLER
from epubmaker.layout.scale import Scale
from epubmaker.layout.tables import is_table, rows_of_table, titled_below
from epubmaker.layout.telling import Kind, Told
from epubmaker.layout.titles import names_section
from epubmaker.model import Role
from epubmaker.model.placed import PlacedLine, bounds
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence, starts_with_dateline
from epubmaker.text.offices import names_office
from epubmaker.text.surnames import is_name

# The words of a small title against it being one of the text's own (小标题). A news item in brief has a title of a sentence and
# opens as news does; a crosshead is short. Each is a vote; what all titles of one size in a region say together decides.
LONG, RATHER_LONG, BRIEF = 16, 13, 10  # characters
LARGE = 1.27  # sizes: crossheads are set in the text's own size, in bold
_SIGNED = re.compile(r"[（(][^（()）]{2,24}[）)]$")
_BRACKETS = re.compile(r"[（(【〔][^（()）【】〔〕]*[）)】〕]")
_WORK = re.compile(r"[\s\u3000]+[文图圖摄攝/／影]+$")  # what a person did: 王明　文/图
OWN_SIZE, HEADED = 1.1, 1.3  # sizes: a title of the text's own size, and a headline over it
UNDER = 1.5  # votes against a title of the text's own size opening an item under a headline
CERTAIN = 0.9  # how likely a headline is none but such (358 of 400 short ones on 28 pages; of 55 labels one)
SURE = 2.0  # a vote that needs no other title to agree
CLOSE, FEW_ROWS = 0.4, 13  # rows between titles of news in brief
STRAYED = 5.0  # times what rows stray: two distances between three rows differ by no more (three deviations, of three rows)


@dataclass(slots=True)
class Draft:
    """One article as the page shows it: its lines by part, in reading order.

    body   lines of text with their role (body or crosshead) and whether a paragraph begins there
    """

    headline: list[int] = field(default_factory=list)
    kicker: list[int] = field(default_factory=list)
    deck: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    byline: list[int] = field(default_factory=list)
    body: list[tuple[int, Role, bool | None]] = field(default_factory=list)
    figures: list[Atom] = field(default_factory=list)
    frames: list[Atom] = field(default_factory=list)

    def is_empty(self) -> bool:
        """Say whether nothing was put into it."""
        return not (
            self.headline
            or self.kicker
            or self.deck
            or self.column
            or self.byline
            or self.body
            or self.figures
        )


def articles_of(pieces: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale, told: Told) -> list[Draft]:
    """Return the articles of a region in reading order; lines of section labels come as articles with a column alone."""
    if below := titled_below(pieces, lines, told):
        above = [atom for atom in pieces if not any(atom is other for other in below)]
        return articles_of(above, lines, scale, told) + articles_of(below, lines, scale, told)
    titles = [atom for atom in pieces if atom.kind == "title" and not atom.inline]
    main = max(titles, key=lambda atom: (atom.rank, -atom.box.y0), default=None) or _only_head(pieces, scale)
    running = [atom for atom in pieces if atom.kind == "text" or (atom.kind == "title" and atom is not main)]
    if main is not None and (label := _label_of_items(main, running, lines, told)) is not None:
        main, item = label
        running.append(item)
    first = Draft()
    first.figures = [atom for atom in pieces if atom.kind == "figure"]
    first.frames = [atom for atom in pieces if atom.kind == "frame"]
    if main is not None:
        _share_title(first, main, lines, told, scale)
    texts = [atom for atom in running if atom.kind == "text"]
    if is_table(texts, lines, told):
        rows = rows_of_table([number for atom in running for number in atom.lines], lines)
        first.body = [(number, Role.BODY, opens) for number, opens in rows]
        drafts = [first]
    else:
        drafts = list(_segments(first, main, flow(running, lines, scale), lines, scale, told))
    for anchor, quote in (quoted for atom in texts for quoted in atom.quoted):
        _set_behind(anchor, quote, drafts)
    return drafts


def _set_behind(anchor: int, rows: Sequence[int], drafts: Sequence[Draft]) -> None:
    """Set the rows of a quote behind the paragraph that runs on around it."""
    holder = next((draft for draft in drafts if any(row[0] == anchor for row in draft.body)), drafts[-1])
    body = holder.body
    at = next((at for at, row in enumerate(body) if row[0] == anchor), len(body))
    end = next((k for k in range(at + 1, len(body)) if body[k][1] is not Role.BODY or body[k][2]), len(body))
    body[end:end] = [(number, Role.LABEL, first == 0) for first, number in enumerate(rows)]


def _label_of_items(
    main: Atom, running: Sequence[Atom], lines: Sequence[PlacedLine], told: Told
) -> tuple[Atom, Atom] | None:
    """Return a section label and the title of the first item below it, where they stand so close that they are one group."""
    top = max(lines[number].size for number in main.lines)
    label = [number for number in main.lines if lines[number].size > 0.9 * top]
    rest = [number for number in main.lines if number not in label]
    if not rest or not names_section(label, lines) or main.lines[: len(label)] != label:
        return None
    size, font = lines[rest[0]].size, lines[rest[0]].font
    alike = [
        atom
        for atom in running
        if atom.kind == "title"
        and abs(lines[atom.lines[0]].size - size) < 0.1 * size
        and lines[atom.lines[0]].font == font
    ]
    if not alike or not lines[rest[0]].bold or told.of(rest[0], Kind.BYLINE) > ROW:
        return None

    def part(numbers: list[int]) -> Atom:
        rank = main.rank * lines[numbers[0]].size / top
        return Atom(
            "title", bounds([lines[number].box for number in numbers]), numbers, rank, inline=numbers is rest
        )

    return part(label), part(rest)


def _only_head(pieces: Sequence[Atom], scale: Scale) -> Atom | None:
    """Return the one small title that stands above all text of a region, where there is no larger one."""
    texts = [atom for atom in pieces if atom.kind == "text"]
    if not texts:
        return None
    top = min(atom.box.y0 for atom in texts)
    heads = [atom for atom in pieces if atom.kind == "title" and atom.box.y1 <= top + 0.5 * scale.body]
    return heads[0] if len(heads) == 1 else None


def _share_title(draft: Draft, title: Atom, lines: Sequence[PlacedLine], told: Told, scale: Scale) -> None:
    """Give the rows of a title group to the parts of an article."""
    head = head_of(title.lines, lines, told, max(FURTHER, STRAYED * scale.stray))
    draft.column += head.column
    draft.kicker, draft.headline, draft.deck = head.kicker, head.headline, head.deck
    draft.byline += head.byline


def _segments(
    first: Draft,
    main: Atom | None,
    order: Sequence[Atom],
    lines: Sequence[PlacedLine],
    scale: Scale,
    told: Told,
) -> Iterator[Draft]:
    """Yield the articles that small titles part, or the one article whose crossheads they are."""
    parting = _Parting.of(first, main, order, lines, scale, told)
    for atom in order:
        yield from parting.title(atom) if atom.kind == "title" else parting.text(atom)
    yield parting.draft


@dataclass(slots=True)
class _Parting:
    """The way down a region: the article that is being filled, and what tells where the next begins.

    opening   titles, by their identity, that open an article
    items     which items in brief the texts that come may hold
    """

    first: Draft
    draft: Draft
    main: Atom | None
    order: Sequence[Atom]
    lines: Sequence[PlacedLine]
    scale: Scale
    told: Told
    opening: Collection[int]
    extents: Mapping[int, tuple[float, float]]
    items: Items = Items.NONE

    @classmethod
    def of(
        cls,
        first: Draft,
        main: Atom | None,
        order: Sequence[Atom],
        lines: Sequence[PlacedLine],
        scale: Scale,
        told: Told,
    ) -> _Parting:
        extents = column_extents([atom for atom in order if atom.kind == "text"], scale)
        opening = _opening_titles(main, order, lines, told)
        parting = cls(first, first, main, order, lines, scale, told, opening, extents)
        parting.begin(main, order)
        return parting

    def begin(self, title: Atom | None, order: Sequence[Atom]) -> None:
        """Tell what stands below a title, or below none, down to the next one: a text, or items in brief."""
        draft = self.draft
        texts = list(takewhile(lambda atom: atom.kind == "text", order))
        section = bool(draft.headline) and _is_section(draft.headline, self.lines, self.told)
        self.items = Items.NONE
        if not draft.headline or (section and not draft.deck):
            each = is_list_of_items(title, texts, self.extents, self.lines, self.told)
            self.items = Items.EACH if each else Items.SHOWN
        if self.items is Items.EACH and section:
            draft.column, draft.headline = [*draft.column, *draft.kicker, *draft.headline], []
            draft.kicker = []

    def title(self, atom: Atom) -> Iterator[Draft]:
        """Take a title: the name of a section, a crosshead, or the headline of the next article."""
        self.items = Items.NONE
        draft = self.draft
        bare = draft is self.first and bool(draft.headline) and not draft.body
        if bare and _names_section(atom, self.main, self.lines):
            draft.column += atom.lines
        elif id(atom) not in self.opening:
            draft.body += [(number, Role.CROSSHEAD, at == 0) for at, number in enumerate(atom.lines)]
        else:
            if bare and _is_section(draft.headline, self.lines, self.told):
                draft.column = draft.column + draft.kicker + draft.headline + draft.deck
                draft.headline, draft.kicker, draft.deck = [], [], []
            if not draft.is_empty():
                yield draft
                self.draft = Draft()
            _share_title(self.draft, atom, self.lines, self.told, self.scale)
            at = next(at for at, other in enumerate(self.order) if other is atom)
            self.begin(atom, self.order[at + 1 :])

    def text(self, atom: Atom) -> Iterator[Draft]:
        """Take a text, or the items in brief that it holds."""
        extent = self.extents[id(atom)]
        before = [number for number, _, _ in self.draft.body]
        rows = openings(atom, before, extent, self.lines, self.told, self.items)
        for number, opens in rows:
            if opens and self.draft.body:
                yield self.draft
                self.draft = Draft()
            _add_row(self.draft, number, extent, self.lines, self.scale, self.told)


def _is_section(rows: Sequence[int], lines: Sequence[PlacedLine], told: Told) -> bool:
    """Say whether the rows of a title name a section; headlines are as short, and all signs show them for what they are."""
    return names_section(rows, lines) and told.mean(rows, Kind.HEADLINE) < CERTAIN


def _names_section(title: Atom, main: Atom | None, lines: Sequence[PlacedLine]) -> bool:
    """Say whether a small title beside or right below the main one, before any text, names the section."""
    return (
        main is not None
        and not title.inline
        and title.rank < SMALLER * main.rank
        and names_section(title.lines, lines)
    )


def _add_row(
    draft: Draft,
    number: int,
    extent: tuple[float, float],
    lines: Sequence[PlacedLine],
    scale: Scale,
    told: Told,
) -> None:
    """Add a row of text with whether a paragraph begins there."""
    line = lines[number]
    role = _set_apart(number, lines, told)
    if role is not None:
        draft.body.append((number, role, True))
        return
    before = draft.body[-1] if draft.body else None
    opens = False
    if (
        before is None
        or before[1] is not Role.BODY
        or is_indented(line, extent)
        or starts_with_dateline(line.text)
        or told.of(number, Kind.TABLE) > ROW
    ):
        opens = True
    elif not scale.indents:
        last = lines[before[0]]
        opens = ends_sentence(last.text) and is_short(last, extent, scale)
    draft.body.append((number, Role.BODY, opens))


def _set_apart(number: int, lines: Sequence[PlacedLine], told: Told) -> Role | None:
    """Return what a row among the rows of text is that is none: a byline, a signature, a jump line.

    Offices sign their notices: only what may be persons is a signature.
    """
    text = lines[number].text.strip()
    persons = (
        is_name(_WORK.sub("", text)) or names_office(text) or (text[:1] in "（(" and may_be_byline(text))
    )
    if told.of(number, Kind.BYLINE) > ROW or (persons and told.of(number, Kind.BYLINE, Kind.SIGNATURE) > ROW):
        return Role.BYLINE
    said = _BRACKETS.search(
        text
    )  # where text stands before or behind the brackets, the row is one of the text
    jumps = told.of(number, Kind.JUMP) > ROW and (said is None or len(text) - len(said[0]) <= len("。▶"))
    return Role.JUMP_LINE if jumps else None


def _opening_titles(
    main: Atom | None, order: Sequence[Atom], lines: Sequence[PlacedLine], told: Told
) -> set[int]:
    """Return those of the small titles (by identity) that open an article of their own."""
    titles = [(at, atom) for at, atom in enumerate(order) if atom.kind == "title"]
    if not titles:
        return set()
    section = main is not None and _is_section(main.lines, lines, told)
    votes = {
        id(atom): _vote(main, order, at, lines, section=section) + opening_odds(atom.lines, told)
        for at, atom in titles
    }
    first = order[0]
    if first.kind == "title" and section and not names_section(first.lines, lines):
        return {id(atom) for _, atom in titles if abs(atom.rank - first.rank) < 0.12 or votes[id(atom)] > 0}
    opening: set[int] = set()
    for at, atom in titles:
        alike = [votes[id(other)] for _, other in titles if _is_set_alike(atom, other, lines)]
        together = sum(alike) / len(alike) + _nearness(titles, order)
        if (at == 0 and main is None) or together > 0 or votes[id(atom)] > SURE:
            opening.add(id(atom))
    return opening


def _is_set_alike(one: Atom, other: Atom, lines: Sequence[PlacedLine]) -> bool:
    """Say whether two small titles are of one size and typeface, and as narrow as a column both or neither."""
    faces = lines[one.lines[-1]].font, lines[other.lines[-1]].font
    return abs(other.rank - one.rank) < 0.12 and other.inline == one.inline and faces[0] == faces[1]


def _nearness(titles: Sequence[tuple[int, Atom]], order: Sequence[Atom]) -> float:
    """Return what the rows between small titles say: news in brief is brief, crossheads stand further apart."""
    places = [at for at, _ in titles]
    between = [
        sum(len(atom.lines) for atom in order[a:b] if atom.kind == "text")
        for a, b in pairwise([*places, len(order)])
    ]
    if len(between) < 3:
        return 0.0
    return CLOSE if median(between) <= FEW_ROWS else -CLOSE


def _vote(
    main: Atom | None, order: Sequence[Atom], at: int, lines: Sequence[PlacedLine], *, section: bool
) -> float:
    """Return what speaks for a small title opening an article of its own; `section` where the main one names a section."""
    title = order[at]
    words = "".join(lines[number].text for number in title.lines)
    score = (
        1.0
        if len(words) > LONG
        else 0.4
        if len(words) > RATHER_LONG
        else -0.8
        if len(words) <= BRIEF
        else -0.2
    )
    score += 0.8 if title.rank >= LARGE or not title.inline else -0.3
    score += 1.5 if not title.inline else 0.0
    if main is not None and title.rank < OWN_SIZE and main.rank > HEADED and not section:
        score -= UNDER
    after = order[at + 1] if at + 1 < len(order) and order[at + 1].kind == "text" else None
    if after is not None and starts_with_dateline(lines[after.lines[0]].text):
        score += 2.0
    before = order[at - 1] if at else None
    if before is None:
        score += 2.0 if main is None else 1.8 if section else -0.4
    elif before.kind == "text":
        last = lines[before.lines[-1]].text
        signed = _SIGNED.search(_last_words(order[:at], lines))
        score += 1.5 if signed else 0.0 if ends_sentence(last) else -0.6
    return score


def _last_words(order: Sequence[Atom], lines: Sequence[PlacedLine]) -> str:
    """Return the last two rows of the text that ends here: brackets may run over a column's end."""
    texts = takewhile(lambda atom: atom.kind == "text", reversed(order))
    rows = [number for atom in [*texts][1::-1] for number in atom.lines]
    return "".join(lines[number].text for number in rows[-2:])
