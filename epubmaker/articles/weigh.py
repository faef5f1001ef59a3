"""What cuts, borders and matches are worth: three forests, and the few numbers that set them against each other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from epubmaker.roles.forests import Forest, read_forests

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Worth:
    """The numbers of the one objective, all in log-odds; `data/articles.json` says where they come from.

    matched    what any match is worth beyond its own log-odds: a title with a text is better than either without
    untitled   what a text without a title costs
    retagged   share of the log-odds that it costs to take a line for something else than its best tag
    open_cut   log-odds of cuts (least, most) outside of which they are not tried otherwise
    open_border  log-odds of a border either way within which the other reading is tried
    open_title   probabilities of being a headline's row within which the other reading is tried
    followed   log-odds from which a text without a title, one with a title goes on with another article
    patience   what a turned row may lose before the cuts around it are tried anew
    turned     what a page must gain at least for a row to be read otherwise
    rounds     of moves over the whole page
    """

    matched: float
    untitled: float
    retagged: float
    open_cut: tuple[float, float]
    open_border: float
    open_title: tuple[float, float]
    followed: tuple[float, float]
    patience: float
    turned: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Weigher:
    """The forests by what they weigh, and the numbers of the objective."""

    cut: Forest
    border: Forest
    match: Forest
    follow: Forest
    worth: Worth


@lru_cache(maxsize=2)
def weigher(folder: Path = DATA, *, long: bool = False) -> Weigher:
    """Return the shipped weigher, read once a process; `long` asks only what is most open, for texts longer than any page."""
    forests = read_forests(folder / "articles.npz")
    stored = json.loads((folder / "articles.json").read_text("utf-8"))
    worth = Worth(**(stored["worth"] | (stored["long"] if long else {})))
    return Weigher(forests["cut"], forests["border"], forests["match"], forests["follow"], worth)
