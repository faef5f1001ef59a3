"""Titles that stand in the row of their text: `市图书馆延长开放时间　本报讯　昨天…`, as short news is printed by the dozen.

The bold type that tells such a title from its text is lost in a text; the space behind it is left. One row alone proves nothing (a
dateline, a name and a speaker stand so too): several such paragraphs have to follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from epubmaker.model import Span, set_width
from epubmaker.segment.rows import Row

# How wide a title is, in em: shorter ones are speakers and names, longer ones hardly stand in a row of text.
NARROWEST, WIDEST = 5.5, 34.0
LEAST_TEXT = 10.0  # em behind the title: less is a cell of a list
SET = 3  # paragraphs that follow one another so
WIDE_GAP, GAP = re.compile("\\u3000+"), re.compile("(?<=[^\\x00-\\x7f])[ \\t\\u00a0]+(?=[^\\x00-\\x7f])")
SENTENCE = re.compile("[。！？!?；;…]")
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
    found: dict[int, tuple[Span, Span]] = {}
    for run in _runs([index for index, known in enumerate(opens) if known], rows, text):
        if len(run) >= SET:
            found.update(run)
    return found


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
    )
    if not is_title:
        return None
    return Span(span.start, span.start + gap.start()), Span(span.start + gap.end(), span.end)
