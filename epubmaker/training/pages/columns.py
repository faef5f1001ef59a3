"""The page as programs read it that cut it into columns, or that set its titles behind its texts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from .marked import Form, Writing
from .values import TITLE_ROLES, Line, Page

ACROSS, DOWN = 1.0, 0.6  # em: white bands across the page and down it that are cut at
RATHER = 1.2  # times wider than the widest band down the page a band across it must be to be cut at first
LATE = ("caption", "credit", "furniture", "ad", "weather")
SHUFFLED, BLANKS = 0.6, (0.0, 0.0, 0.5)
Read = Callable[[Line], list[str]]


def by_columns(page: Page, read: Read, rng: random.Random) -> dict[str, Form]:
    """Return the page cut again and again at its widest white band, and its texts before its titles."""
    seen = [line for line in page.lines if line.text.strip() and not line.vertical]
    return {
        "xycut": _written(page, cut_apart(seen, page.house.size), read, rng),
        "bodies": _written(page, bodies_first(page, rng), read, rng),
    }


def cut_apart(lines: list[Line], size: float) -> list[Line]:
    """Return lines in the order of recursive cuts at the widest white band, across or down the page."""
    if len(lines) < 2:
        return lines
    across = _widest(lines, lambda line: (line.y, line.y + line.high), ACROSS * size)
    down = _widest(lines, lambda line: (line.x, line.x + line.w), DOWN * size)
    if across is None and down is None:
        return sorted(lines, key=lambda line: (round(line.y / size * 1.2), line.x))
    if down is None or (across is not None and across[0] >= RATHER * down[0]):
        assert across is not None
        first = [line for line in lines if line.y < across[1]]
    else:
        first = [line for line in lines if line.x < down[1]]
    kept = set(map(id, first))
    return cut_apart(first, size) + cut_apart([line for line in lines if id(line) not in kept], size)


def _widest(
    lines: Iterable[Line], reach: Callable[[Line], tuple[float, float]], least: float
) -> tuple[float, float] | None:
    """Return how wide the widest white band between lines is, and its middle; None where none is wide enough."""
    spans = sorted(map(reach, lines))
    end, found = spans[0][1], None
    for start, stop in spans[1:]:
        if start - end > (found[0] if found else least):
            found = (start - end, (start + end) / 2)
        end = max(end, stop)
    return found


def bodies_first(page: Page, rng: random.Random) -> list[Line]:
    """Return the lines of texts box by box, and behind them those of titles and bylines, often in another order of boxes."""
    places = sorted({line.place for line in page.lines})
    rng.shuffle(places)
    texts = {place: number for number, place in enumerate(places)}
    if rng.random() < SHUFFLED:
        rng.shuffle(places)
    titles = {place: number for number, place in enumerate(places)}
    late = rng.random() < SHUFFLED
    heads = (*TITLE_ROLES, "byline", "label")

    def key(line: Line) -> tuple[int, int]:
        if line.role in heads:
            return 1, titles[line.place]
        if line.role in LATE:
            return 2 if late else -1, 0
        return 0, texts[line.place]

    return sorted((line for line in page.lines if line.text.strip()), key=key)


def _written(page: Page, lines: Sequence[Line], read: Read, rng: random.Random) -> Form:
    """Return a line a row, on some pages with blank rows between boxes."""
    out, blank, place = Writing(page), rng.choice(BLANKS), None
    for line in lines:
        if place is not None and line.place != place and rng.random() < blank:
            out.blank("\n")
        place = line.place
        out.add_line(line, read(line))
        out.blank("\n")
    return out.form()
