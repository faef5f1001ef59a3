"""The stage: blocks of articles told apart by what kind of text they are. Lines change places between blocks, none is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from epubmaker.kinds.lists import item_rows, named_rows
from epubmaker.kinds.notices import is_contact, is_day, is_office, is_signature, signing
from epubmaker.kinds.rows import Row, rows_of
from epubmaker.kinds.speech import turns
from epubmaker.kinds.tables import names_columns, table_rows
from epubmaker.kinds.verse import verse_rows
from epubmaker.model import ArticlePlan, BlockForm, BylinePlan, Chain, Line, Plan, Role
from epubmaker.text.cells import cells_of
from epubmaker.text.marks import ends_sentence

GOES_ON = frozenset({"item", "question", "answer", "turn"})  # forms of text that may run over several rows
SHORTEST, MORE = (
    4,
    8,
)  # characters of a headline that is said once more, and what may stand beside it: （体育快讯）
Forms = dict[int, BlockForm]


def with_forms(plan: Plan, lines: Sequence[Line]) -> Plan:
    """Return a plan whose blocks say what kind of text they are (`Chain.form`), by their words and the shape of their rows.

    `lines` are numbered as the plan numbers them. Rows of tables and lines of verse become blocks of their own, signatures of
    notices blocks at the end of their text. The articles stay as many as they were.
    """
    return replace(
        plan, articles=tuple(_with_forms(_with_repeated(one, lines), lines) for one in plan.articles)
    )


def _with_repeated(article: ArticlePlan, lines: Sequence[Line]) -> ArticlePlan:
    """Return an article in which a first block that says the headline once more is a crosshead, not text without an end."""
    title = "".join(lines[number].text for number in article.headline)
    first = article.chains[0] if article.chains else None
    if first is None or first.kind is not Role.BODY or len(title) < SHORTEST:
        return article
    text = "".join(lines[number].text for number in first.lines)
    if title not in text or len(text) > len(title) + MORE or ends_sentence(text):
        return article
    again = replace(first, kind=Role.CROSSHEAD, truncated=False)
    return replace(article, chains=(again, *article.chains[1:]))


def _with_forms(article: ArticlePlan, lines: Sequence[Line]) -> ArticlePlan:
    rows = rows_of(article.chains, lines)
    forms = _forms(rows) if rows else {}
    bylines, signed = _signatures(article, lines)
    if not forms and not signed:
        return article
    by_chain = {place: list(members) for place, members in groupby(rows, key=lambda row: row.chain)}
    own = {row.lines: forms[place] for place, row in enumerate(rows) if place in forms}
    chains = [
        made
        for place, chain in enumerate(article.chains)
        for made in _parted(chain, own, by_chain.get(place, ()))
    ]
    chains += [Chain(Role.BODY, row.lines, form="signature") for row in signed]
    return replace(article, chains=tuple(chains), bylines=tuple(bylines))


def _forms(rows: Sequence[Row]) -> Forms:
    """Return the rows that are no plain text, by their places, each with its form."""
    forms = _of_tables(rows)
    for place, form in turns(rows).items():
        forms.setdefault(place, form)
    for places in (*item_rows(rows), *named_rows(rows)):
        if forms.keys().isdisjoint(places):
            forms.update(dict.fromkeys(places, "item"))
    for places in verse_rows(rows):
        if forms.keys().isdisjoint(places):
            forms.update(_stanzas(places, rows))
    forms.update({place: "contact" for place, row in enumerate(rows) if row.alone and is_contact(row.text)})
    return _with_signature(forms, rows)


def _of_tables(rows: Sequence[Row]) -> Forms:
    """Return the rows of tables; the first of one is its head where it names the columns."""
    forms: Forms = {}
    for places in table_rows(rows):
        cells = [cells_of(rows[place].text) for place in places]
        forms.update(dict.fromkeys(places, "row"))
        if names_columns(rows[places[0]], cells):
            forms[places[0]] = "head-row"
    return forms


def _stanzas(places: Sequence[int], rows: Sequence[Row]) -> Forms:
    """Return the lines of a poem; where not all of them stand apart, one that does begins a stanza."""
    spaced = all(rows[place].apart for place in places[1:])
    begins = {place for place in places if place == places[0] or (rows[place].apart and not spaced)}
    return {place: "stanza" if place in begins else "verse" for place in places}


def _with_signature(forms: Forms, rows: Sequence[Row]) -> Forms:
    """Return forms with the last rows of a text as a signature, where they are an office and a day."""
    last = len(rows) - 1
    if last in forms or not last:
        return forms
    if is_signature(rows[last].text):
        return forms | {last: "signature"}
    if (
        rows[last].alone
        and is_day(rows[last].text)
        and rows[last - 1].alone
        and is_office(rows[last - 1].text)
    ):
        return forms | {last - 1: "signature", last: "signature"}
    return forms


def _signatures(article: ArticlePlan, lines: Sequence[Line]) -> tuple[list[BylinePlan], list[Row]]:
    """Return the bylines of an article, and the rows among them that sign a notice: an office and a day behind the text."""
    end = max((line for chain in article.chains for line in chain.lines), default=len(lines))
    kept: list[BylinePlan] = []
    signed: list[Row] = []
    for byline in article.bylines:
        rows = rows_of([Chain(Role.BODY, byline.lines)], lines)
        own = signing(rows) if min(byline.lines) > end else []
        signed += own
        rest = tuple(number for row in rows if row not in own for number in row.lines)
        kept += [replace(byline, lines=rest)] if rest else []
    return kept, signed


def _parted(chain: Chain, forms: Mapping[tuple[int, ...], BlockForm], rows: Sequence[Row]) -> Iterator[Chain]:
    """Yield a block cut where rows of another form begin."""
    if not any(row.lines in forms for row in rows):
        yield chain
        return
    groups: list[tuple[BlockForm | None, list[int]]] = []
    for row in rows:
        form = forms.get(row.lines)
        if groups and form is None and (groups[-1][0] is None or groups[-1][0] in GOES_ON):
            groups[-1][1].extend(row.lines)
        else:
            groups.append((form, list(row.lines)))
    for form, members in groups:
        pairs = set(pairwise(members))
        joins = tuple(join for join in chain.joins if (join.left, join.right) in pairs)
        cut_off = chain.truncated and members[-1] == chain.lines[-1] and form not in ("row", "verse")
        yield Chain(chain.kind, tuple(members), joins, cut_off, form)
