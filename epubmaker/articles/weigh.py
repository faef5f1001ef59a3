"""What cuts, borders and matches are worth: forests, and the few numbers that set them against each other.

Of each there are two: one reads what stands around in the reading order, and one where the lines stand in the source
(`standing.py`), with what the first has said among its signs. Their log-odds are added.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.evidence import Evidence, Run
from epubmaker.forests import Forest, read_forests

DATA = Path(__file__).parent / "data"
Floats = NDArray[np.float64]


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
class Weighed:
    """What weighs one kind of thing: a forest for the signs of the reading order, one for those of the source beside them.

    share  of what the second forest says that is added to the first
    """

    ordered: Forest
    standing: Forest
    share: float

    def told(self, signs: Floats, standing: Floats) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return what the second forest reads, (rows, signs), and the log-odds that it adds to, (rows,)."""
        short = signs.astype(np.float32)
        odds = self.ordered.log_odds(short)
        return np.concatenate([short, standing.astype(np.float32), odds], axis=1), odds[:, 0]

    def log_odds(self, signs: Floats, standing: Floats | None) -> Floats:
        """Return the log-odds of rows of signs, (rows,); `standing` is None where the source says nothing beside."""
        if standing is None or not len(signs):
            return self.ordered.log_odds(signs.astype(np.float32))[:, 0].astype(float)
        told, odds = self.told(signs, standing)
        return (odds + self.share * self.standing.log_odds(told)[:, 0]).astype(float)


@dataclass(frozen=True, slots=True)
class Weigher:
    """What cuts, borders, matches and continuations are weighed with, and the numbers of the objective."""

    cut: Weighed
    border: Weighed
    match: Weighed
    follow: Forest
    worth: Worth

    def cuts(self, evidence: Evidence, gaps: Sequence[int]) -> Floats:
        """Return the log-odds of an article beginning with some paragraphs, (gaps,)."""
        return self.cut.log_odds(evidence.cuts(gaps), evidence.cuts_in_source(gaps))

    def borders(self, evidence: Evidence, joints: Sequence[int]) -> Floats:
        """Return the log-odds of another title beginning with some title rows, (joints,)."""
        return self.border.log_odds(evidence.borders(joints), evidence.borders_in_source(joints))

    def matches(self, evidence: Evidence, runs: Sequence[Run], asked: NDArray[np.bool_]) -> Floats:
        """Return the log-odds of titles belonging to runs, of those that `asked` (runs, titles) is true of, in its order."""
        standing = evidence.matches_in_source(runs)
        return self.match.log_odds(
            evidence.matches(runs)[asked], None if standing is None else standing[asked]
        )


@lru_cache(maxsize=2)
def weigher(folder: Path = DATA, *, long: bool = False) -> Weigher:
    """Return the shipped weigher, read once a process; `long` asks only what is most open, for texts longer than any page."""
    forests, standing = read_forests(folder / "articles.npz"), read_forests(folder / "standing.npz")
    stored = json.loads((folder / "articles.json").read_text("utf-8"))
    worth = Worth(**(stored["worth"] | (stored["long"] if long else {})))
    shares = stored["standing"]
    cut, border, match = (
        Weighed(forests[name], standing[name], shares[name]) for name in ("cut", "border", "match")
    )
    return Weigher(cut, border, match, forests["follow"], worth)
