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

# How wide a title is, in em: shorter ones are speakers and names, longer ones hardly stand in a row of text.
NARROWEST, WIDEST = 5.5, 34.0
LEAST_TEXT = 10.0  # em behind the title: less is a cell of a list
SET = 3  # paragraphs that follow one another so
WIDE_GAP, GAP = re.compile("\\u3000+"), re.compile("(?<=[^\\x00-\\x7f])[ \\t\\u00a0]+(?=[^\\x00-\\x7f])")
GAPS = re.compile(
    "[\u3000\t]| {2}|(?<=[^\x00-\x7f]) (?=[\x00-\x7f])|(?<=[\x00-\x7f]) (?=[^\x00-\x7f])"
)  # between cells
SENTENCE = re.compile("[。！？!?；;…]")
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
    "(?:[讯訊電电]|日)$|[记記]者|通[讯訊][员員]|[摄攝]影|[编編][辑輯]|责任|責任|[电電][话話]|[热熱][线線]|^[（(【\\[□■◎○△▲▼★☆]|^第|[：:，,、]$"
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
            found = run | found
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
            whole = CLAUSE.search(row, count, again) is not None
            return _as_title(row, count if whole else again) if count >= WHOLE or not whole else None
    return None


def _as_title(row: str, end: int) -> int | None:
    """Return the end if what stands before it may be a title and enough text stands behind."""
    title, behind = row[:end].rstrip(), row[end:]
    wide = NARROWEST <= set_width(title) <= WIDEST and set_width(behind) >= LEAST_TEXT
    return end if wide and not SENTENCE.search(title[:-1]) and not NO_TITLE.search(title) else None


def _is_cells(behind: str) -> bool:
    """Say whether what stands behind a name is no text but cells: an address, a number, without any mark of a sentence."""
    return not CLAUSE.search(behind) and (GAPS.search(behind) is not None or behind[-1].isdigit())


def _runs(openings: Sequence[int], rows: Sequence[Row], text: str) -> Iterator[dict[int, tuple[Span, Span]]]:
    """Yield the runs of paragraphs that open with a title."""
    run: dict[int, tuple[Span, Span]] = {}
    for index in openings:
        parts = _parted(rows[index].span, text)
        if parts is not None:
            run[index] = parts
        elif run:
            yield run
            run = {}
    yield run


def _parted(span: Span, text: str) -> tuple[Span, Span] | None:
    """Return the title and the text of a row, or None: at its first wide gap, else at its first gap between Chinese characters."""
    row = span.of(text)
    gap = WIDE_GAP.search(row) or GAP.search(row)
    if gap is None:
        return None
    title, behind = row[: gap.start()], row[gap.end() :]
    is_title = (
        NARROWEST <= set_width(title) <= WIDEST
        and set_width(behind) >= LEAST_TEXT
        and not SENTENCE.search(title[:-1])
        and not NO_TITLE.search(title)
        and not _is_cells(behind)
    )
    if not is_title:
        return None
    return Span(span.start, span.start + gap.start()), Span(span.start + gap.end(), span.end)
