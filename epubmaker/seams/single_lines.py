"""What a single line, and a joint of the source, shows: paragraph openings, closings, and whether the order holds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.candidates import Pairs
from epubmaker.seams.evidence import Evidence
from epubmaker.seams.page_text import PageText

Floats = NDArray[np.float64]
# Lines on either side that show how orderly a page is.
AROUND = 6

LINE_FEATURES = {
    "opens": (
        "one", "language", "indented", "indented_joint", "indent_seen", "never_first", "quote_first",
        "first_of_block", "newline", "after_end", "after_short_end", "after_blank_quote",
        "after_open_end", "slightly_short",
    ),
    "closes": (
        "one", "language", "ends", "ends_short", "short", "short_joint", "full_end", "never_last",
        "last_of_block", "before_newline", "before_indented", "ends_last", "before_indent_seen",
    ),
}  # fmt: skip
IN_ORDER_FEATURES = (
    "one", "ratio", "row_lead", "column_lead", "space", "newline", "blank", "closes", "opens",
    "orderly_here", "orderly_space", "ratio_here",
)  # fmt: skip


def line_features(evidence: Evidence) -> dict[str, Floats]:
    """Return the features of paragraph openings and closings, (n, features) each."""
    columns = _columns(evidence)
    language = {
        "opens": evidence.opening.astype(float),
        "closes": np.maximum(evidence.closing.astype(float), -12),
    }
    return {
        side: np.stack([language[side] if name == "language" else columns[name] for name in names], axis=1)
        for side, names in LINE_FEATURES.items()
    }


def _columns(evidence: Evidence) -> dict[str, Floats]:
    """Return what lines show by themselves and beside their neighbours, each sign a column over all lines."""
    page = evidence.page
    before, after = _joints(page)
    ends, short = evidence.ends.astype(float), evidence.short.astype(float)
    indented = evidence.indented.astype(float)
    seen = _printed_indents(page.indents)
    quote = np.array([text[:1] == '"' for text in page.folded], float)
    first, last = (before != "space").astype(float), (after != "space").astype(float)
    return {
        "one": np.ones(len(page)),
        "indented": indented,
        "indented_joint": indented * first,
        "indent_seen": seen,
        "before_indent_seen": _shifted(seen, -1),
        "slightly_short": ((short >= 0.5) & ~evidence.indented).astype(float),
        "after_open_end": _shifted((1 - ends) * (short < 1), 1) * (before != "start"),
        "never_first": np.array([text[:1] in "，。、；：！？）》" for text in page.folded], float),
        "quote_first": quote,
        "first_of_block": np.isin(before, ("blank", "start")).astype(float),
        "newline": (before == "newline").astype(float),
        "after_end": _shifted(ends, 1) * first,
        "after_short_end": _shifted(ends * (short > 1), 1) * first,
        "after_blank_quote": quote * (before == "blank"),
        "ends": ends,
        "ends_short": ends * (short > 1),
        "short": short,
        "short_joint": (short > 1) * last,
        "full_end": ends * (short <= 0.5),
        "never_last": np.array([text[-1:] in "（《，、" for text in page.folded], float),
        "last_of_block": np.isin(after, ("blank", "start")).astype(float),
        "before_newline": (after == "newline").astype(float),
        "before_indented": _shifted(indented, -1) * last,
        "ends_last": ends * last,
    }


def _printed_indents(indents: NDArray[np.float32]) -> Floats:
    """Say which lines the source itself indents, where that sets some lines of the page apart from most."""
    seen = indents >= 1
    return seen.astype(float) if 0 < seen.mean() < 0.5 else np.zeros(len(indents))


def in_order_features(page: PageText, pairs: Pairs, ratio: Floats, opens: Floats, closes: Floats) -> Floats:
    """Return the features of "the next line continues this one", (n, features); the last line's are zero."""
    count = len(page)
    next_pair = np.flatnonzero(pairs.right == pairs.left + 1)
    own = np.zeros(count)
    own[pairs.left[next_pair]] = ratio[next_pair]
    rows, columns = _best_rivals(pairs, ratio)
    after = _joints(page)[1]
    inside = (after == "space") | (after == "newline")
    orderly = np.where(inside, np.clip(own, -3, 6), 0)
    window = np.ones(2 * AROUND + 1)
    window[AROUND] = 0
    held = _local(orderly, window) / np.maximum(_local(inside.astype(float), window), 1)
    features = np.stack(
        [
            np.ones(count),
            own,
            np.clip(own - rows, -6, 6),
            np.clip(own - np.roll(columns, -1), -6, 6),
            (after == "space").astype(float),
            (after == "newline").astype(float),
            (after == "blank").astype(float),
            np.clip(closes, -5, 5),
            np.clip(np.roll(opens, -1), -5, 5),
            held,
            held * (after == "space"),
            held * np.clip(own, -4, 4),
        ],
        axis=1,
    )
    features[-1] = 0
    return features


def _best_rivals(pairs: Pairs, ratio: Floats) -> tuple[Floats, Floats]:
    """Return each line's best log-odds with any line but the next, and with any line but the one before it."""
    rival = pairs.right != pairs.left + 1
    rows, columns = np.full(pairs.lines, -6.0), np.full(pairs.lines, -6.0)
    np.maximum.at(rows, pairs.left[rival], ratio[rival])
    np.maximum.at(columns, pairs.right[rival], ratio[rival])
    return rows, columns


def _joints(page: PageText) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Return the joint before and after each line; lines left out of the graph part like an empty row."""
    before = np.array(
        [joint if near else "blank" for joint, near in zip(page.joints, page.adjacent, strict=True)]
    )
    after = np.append(before[1:], "start")
    return before, after


def _shifted(values: Floats, by: int) -> Floats:
    """Return the values of the line before (1) or after (-1) each line, 0 at the page's ends."""
    shifted = np.roll(values, by)
    shifted[0 if by > 0 else -1] = 0
    return shifted


def _local(values: Floats, window: Floats) -> Floats:
    """Sum values over a window around each line."""
    return np.convolve(values, window, mode="full")[AROUND : AROUND + len(values)]
