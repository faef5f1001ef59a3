"""The order in which a PDF prints its lines: what extractors that follow the stream return."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from .values import TITLE_ROLES, Line, Page


def in_stream_order(page: Page, rng: random.Random) -> list[Line]:
    """Return the lines in the order in which the PDF prints them."""
    titles = (*TITLE_ROLES, "byline")
    late = ("caption", "credit", "furniture", "ad")
    places = sorted({line.place for line in page.lines})
    rng.shuffle(places)
    rank = {place: number for number, place in enumerate(places)}
    behind = {place: rng.random() < 0.5 for place in places}  # titles behind the text of their box
    unit = page.house.unit
    keys: dict[str, Callable[[Line], Any]] = {
        "article": lambda _: 0,
        "bodies": lambda line: (line.role in titles) + 2 * (line.role in late),
        "titles": lambda line: line.role not in titles,
        "columns": lambda line: (int(line.x / unit + 0.1), line.y),
        "height": lambda line: (round(line.y / 3), line.x),
        "boxes": lambda line: rank[line.place],
        "articles-shuffled": lambda line: (rank[line.place], behind[line.place] and line.role in titles),
    }
    return sorted(page.lines, key=keys[page.house.stream])
