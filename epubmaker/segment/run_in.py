"""Titles that stand in the row of their text: `市图书馆延长开放时间　本报讯　昨天…`, as short news is printed by the dozen.

The bold type that tells such a title from its text is lost in a text; the space behind it is left. One row alone proves nothing (a
dateline, a name and a speaker stand so too): several such paragraphs have to follow one another. Where no space is left either, an
agency's dateline inside the row tells where the text begins, and so do the title's words said once more; of 67,253 paragraphs of
articles 5 and 57 look so, none of them near another one: words need such a neighbour. In
columns, where the last row of a title may hold the first words of its text, the dateline alone tells (`datelines.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubmaker.model import Span, set_width
from epubmaker.segment.datelines import parted_at_datelines
from epubmaker.segment.rows import Row
from epubmaker.text import patterns as re
from epubmaker.text.short_news import names_short_news

# How wide a title is, in em: shorter ones are speakers and names, longer ones hardly stand in a row of text.
NARROWEST, WIDEST = 5.5, 34.0
FARTHEST_GAP = 2 * int(WIDEST) + 1  # characters: half an em each at least
LEAST_TEXT = 10.0  # em behind the title: less is a cell of a list
SET, SET_BELOW = 3, 2  # paragraphs that follow one another so; right below the name of a column of short news
MARKED = re.compile(r"(?P<mark>\*\*(?P<title>[^*\n]+)\*\*|【(?P<named>[^【】\n]+)】)[ \u3000]*")
WIDE_GAP, GAP = (
    re.compile("\\u3000+"),
    re.compile(r"(?<=[^\x00-\x7f])[ \t\u00a0]+(?=[^\x00-\x7f]|\d{1,4}[年月日])"),
)
GAPS = re.compile(
    "[\u3000\t]| {2}|(?<=[^\x00-\x7f]) (?=[\x00-\x7f])|(?<=[\x00-\x7f]) (?=[^\x00-\x7f])"
)  # between cells
SENTENCE, COMMA = re.compile("[。！？!?；;…]"), re.compile("[，,。！？!?；;…]")
AGENCY = re.compile(
    r"[据據]?(?:新[华華]社|中新[社网網])[^，。,：:]{1,16}[电電]|本[报報](?:[讯訊](?=[\s　（(【\[〔])|[^，。,：:]{1,12}?\d+日[电電])"
)
FARTHEST = 60  # characters from the opening of a row within which the dateline begins
CLAUSE = re.compile("[。！？!?；;…，,：:、]")
NOT_BEFORE = "、（(“‘《【[〔"  # what stands before an agency's name within a sentence, and before a sign-off
SHORTEST, LONGEST = 6, 34  # characters that are said once more: fewer are a name, more hardly a title
AGAIN, WHOLE = (
    70,
    12,
)  # characters behind them in which they are, and of a title whose words come again after a clause
NEIGHBOURS = 3  # openings within which there is another such row
# What stands before a space at the opening of a text and is no title.
NO_TITLE = re.compile(
    "(?:(?<![快简簡短])[讯訊]|[電电]|日)$|[记記]者|通[讯訊][员員]|[摄攝]影|[编編][辑輯]|责任|責任|[电電][话話]|[热熱][线線]|^[（(【\\[□■◎○△▲▼★☆]|^第|[：:，,、]$"
)


def run_in_titles(
    rows: Sequence[Row], opens: Sequence[bool | None], text: str
) -> dict[int, tuple[Span, Span]]:
    """Return the rows that hold a title and the beginning of its text, as those two. Linear in the text.

    opens  whether a paragraph opens with each row; rows of which nothing is known hold none
    """
    openings = [index for index, known in enumerate(opens) if known]
    found = _glued(openings, rows, text)
    for run in _runs(openings, rows, text):
        if len(run) >= SET:
            found |= run
    for run in _below_names(openings, rows, text):
        if len(run) >= SET_BELOW:
            found |= run
    return parted_at_datelines(rows, opens, text) | found


def _glued(openings: Sequence[int], rows: Sequence[Row], text: str) -> dict[int, tuple[Span, Span]]:
    """Return the rows in which a title is told from its text without a space between them."""
    found: dict[int, tuple[Span, Span]] = {}
    near: dict[int, int] = {}  # by place among the openings: where the title ends
    dated: set[int] = set()
    for place, index in enumerate(openings):
        row = rows[index].span.of(text)
        end = _before_dateline(row)
        if end is not None:
            dated.add(place)
        end = end or _said_again(row)
        if end is not None:
            near[place] = end
    for place, end in near.items():
        beside = any(place + step in near for step in range(-NEIGHBOURS, NEIGHBOURS + 1) if step)
        if place in dated or beside:
            span = rows[openings[place]].span
            title = len(span.of(text)[:end].rstrip())
            found[openings[place]] = Span(span.start, span.start + title), Span(span.start + end, span.end)
    return found


def _before_dateline(row: str) -> int | None:
    """Return where the title before an agency's dateline ends, None where there is none."""
    agency = AGENCY.search(row, 1, FARTHEST)
    if agency is None or row[agency.start() - 1] in NOT_BEFORE:
        return None
    return _as_title(row, agency.start())


def _said_again(row: str) -> int | None:
    """Return where the title ends whose words the row says once more: right behind it, or all of them after a clause."""
    for count in range(min(LONGEST, len(row) // 2), SHORTEST - 1, -1):
        again = row.find(row[:count], count, 2 * count + AGAIN)
        if again > 0:
            parted = row[count].isspace()
            whole = parted or CLAUSE.search(row, count, again) is not None
            return (
                _as_title(row, count if whole else again) if count >= WHOLE or parted or not whole else None
            )
    return None


def _as_title(row: str, end: int) -> int | None:
    """Return the end if what stands before it may be a title and enough text stands behind."""
    title, behind = row[:end].rstrip(), row[end:]
    return end if _is_title(title, behind) and not CLAUSE.match(behind) else None


def _is_title(title: str, behind: str) -> bool:
    """Say whether words may be a title, by their width and their marks, with enough text behind them."""
    wide = NARROWEST <= set_width(title) <= WIDEST and set_width(behind) >= LEAST_TEXT
    return wide and not SENTENCE.search(title[:-1]) and not NO_TITLE.search(title)


def _is_cells(behind: str) -> bool:
    """Say whether what stands behind a name is no text but cells: an address, a number, without any mark of a sentence."""
    return not CLAUSE.search(behind) and (GAPS.search(behind) is not None or behind[-1].isdigit())


def _runs(openings: Sequence[int], rows: Sequence[Row], text: str) -> Iterator[dict[int, tuple[Span, Span]]]:
    """Yield the runs of paragraphs that open with a title; one that has none, the second of an item, does not end a run."""
    run: dict[int, tuple[Span, Span]] = {}
    missed = 0
    for index in openings:
        parts = _parted(rows[index].span, text)
        missed = 0 if parts else missed + 1
        if parts is not None:
            run[index] = parts
        elif missed > 1:
            yield run
            run = {}
    yield run


def _below_names(
    openings: Sequence[int], rows: Sequence[Row], text: str
) -> Iterator[dict[int, tuple[Span, Span]]]:
    """Yield the runs of paragraphs that open with a title right below the name of a column of short news (简讯)."""
    run: dict[int, tuple[Span, Span]] = {}
    for index in openings:
        above = rows[index - 1].span.of(text) if index else ""
        goes_on = index - 1 in run
        parts = None
        if goes_on or names_short_news(above):
            parts = _marked(rows[index].span, text) or _parted(rows[index].span, text)
        if not goes_on or parts is None:
            yield run
            run = {}
        if parts is not None:
            run[index] = parts
    yield run


def _marked(span: Span, text: str) -> tuple[Span, Span] | None:
    """Return the title and the text of a row that sets its title in bold type or in brackets (**…**, 【…】), or None."""
    row = span.of(text)
    mark = MARKED.match(row)
    title = (mark["title"] or mark["named"]) if mark else ""
    if mark is None or not _is_title(title, row[mark.end() :]) or SENTENCE.search(title):
        return None
    return Span(span.start, span.start + mark.end("mark")), Span(span.start + mark.end(), span.end)


def _parted(span: Span, text: str) -> tuple[Span, Span] | None:
    """Return the title and the text of a row, or None: at its first wide gap that may stand so.

    Where it has none, at the last gap between Chinese characters before the first comma or stop, since a title may have two
    phrases; at the first gap where there is none before a comma.
    """
    row = span.of(text)
    found = [gap for gap in WIDE_GAP.finditer(row, 0, FARTHEST_GAP) if _may_part(row, gap)][:1]
    if not found:
        gaps = [gap for gap in GAP.finditer(row, 0, FARTHEST_GAP) if _may_part(row, gap)]
        found = [gap for gap in gaps if not COMMA.search(row, 0, gap.start())][-1:] or gaps[:1]
    if not found:
        return None
    gap = found[0]
    return Span(span.start, span.start + gap.start()), Span(span.start + gap.end(), span.end)


def _may_part(row: str, gap: re.Match[str]) -> bool:
    """Say whether a title may end at a gap of a row, and a text begin behind it."""
    behind = row[gap.end() :]
    return _is_title(row[: gap.start()], behind) and not _is_cells(behind)
