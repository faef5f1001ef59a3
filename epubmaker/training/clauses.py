"""Learn where a clause ends in a headline, to know which ends of its rows are a gap when it stands on one line.

    python -m epubmaker.training.clauses CORPUS_DIR -o epubmaker/render/data/clauses.bin

A place is a clause's end where a headline of the corpora has a gap or a comma, and where clauses of running text meet at a comma;
it is none between words inside a headline without gaps, of corpora that set gaps (`SPACED`), or inside a clause of running text.
One title in ten is kept to judge by. Gaps that a paper left out make a title look like one clause: what is judged wrong there is
not always wrong.
"""

from __future__ import annotations

import argparse
import random
import re
import zlib
from array import array
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from scipy.sparse.linalg import LinearOperator, cg

from epubmaker.render.clauses import HEADER, clause_slots
from epubmaker.render.headings import Headings
from epubmaker.render.words import folded
from epubmaker.training.corpus import weights_in
from epubmaker.training.prepare import read_articles

BITS = 18
RIDGE = 2.0
ROUNDS = 300
POLISHED, FLAT = 12, 1e-9  # steps of Newton's method at most, and the slope at which the minimum is found
PROSE = 0.3  # weight of a place of running text
MOST = 100_000  # places of running text of one corpus
KEPT = 10  # one title in so many is kept to judge by
# Corpora of which titles without a gap are one clause as a rule: others leave gaps out.
SPACED = {"broadcast-news": 1.0, "institution-news": 1.0}
TITLED = {"broadcast-news-2012": 1.0, "web-news": 1.0, "wire-news": 1.0, **SPACED}
PROSE_OF = {
    "national-daily-2020": 1.0,
    "wire-news": 1.0,
    "city-papers-2006": 1.0,
    "institution-news": 1.0,
    "web-news": 1.0,
}
BORDER = 12.0  # a heading may be broken at what costs no more (`Headings.costs`)
PLAIN = re.compile(r"[\u4e00-\u9fff“”《》0-9A-Za-z]+")
GAP = re.compile(r"[ \u3000，,]+")
COLUMN = re.compile(r"^(?:【[^】]*】|[^：]{2,8}：)")
HEADINGS = Headings()


class Place(NamedTuple):
    """A place between two stretches of text: does a clause end there, how much it counts, is it kept to judge by."""

    left: str
    right: str
    ends: bool
    weight: float
    kept: bool = False


def _inside(text: str, least: int, rng: random.Random) -> list[tuple[str, str]]:
    """Return a text cut at one border of words at random, no nearer to its ends than `least`."""
    places = [place for place, cost in HEADINGS.costs(text).items() if cost <= BORDER]
    places = [place for place in places if least <= place <= len(text) - least]
    return [(text[:place], text[place:]) for place in rng.sample(places, min(1, len(places)))]


def title_places(title: str, *, spaced: bool, rng: random.Random) -> Iterator[Place]:
    """Yield the gaps of a title, and where none is expected a place inside."""
    title = COLUMN.sub("", title.strip())
    parts = GAP.split(title)
    if not 1 <= len(parts) <= 3 or not all(PLAIN.fullmatch(part) for part in parts):
        return
    kept = zlib.crc32(title.encode()) % KEPT == 0
    if all(len(part) > 2 for part in parts):
        yield from (Place(left, right, True, 1.0, kept) for left, right in pairwise(parts))
    for part in parts if spaced else ():
        if len(part) >= 8 and (len(parts) == 1 or rng.random() < 0.5):
            yield from (Place(left, right, False, 1.0, kept) for left, right in _inside(part, 3, rng))


def prose_places(paragraph: str, rng: random.Random) -> Iterator[Place]:
    """Yield places of running text at some of its commas and inside some of its clauses."""
    pieces = re.split("([，。；！？：])", paragraph)
    for place in range(0, len(pieces) - 2, 2):
        left, mark, right = pieces[place : place + 3]
        if not PLAIN.fullmatch(left):
            continue
        short = 4 <= len(left) <= 13 and 4 <= len(right) <= 13
        if mark == "，" and short and PLAIN.fullmatch(right) and rng.random() < 0.5:
            yield Place(left, right, True, PROSE)
        if 9 <= len(left) <= 20 and rng.random() < 0.25:
            yield from (Place(*cut, False, PROSE) for cut in _inside(left, 4, rng))


def gather(folder: Path) -> list[Place]:
    """Gather places of titles and of running text."""
    rng = random.Random(5)
    places: list[Place] = []
    for corpus in weights_in(folder, TITLED):
        spaced = corpus in SPACED or corpus not in TITLED
        for article in read_articles(folder / f"{corpus}.jsonl.xz"):
            places += title_places(article.get("title") or "", spaced=spaced, rng=rng)
    for corpus in weights_in(folder, PROSE_OF):
        found: list[Place] = []
        for article in read_articles(folder / f"{corpus}.jsonl.xz"):
            if rng.random() < 0.4:
                found += (place for text in article["paras"][:8] for place in prose_places(text, rng))
            if len(found) > MOST:
                break
        places += found
    return places


def slots_of(places: list[Place]) -> csr_matrix:
    """Return which slots each place has, (places, slots)."""
    starts, slots = [0], array("i")
    for place in places:
        slots.extend(sorted(clause_slots(folded(place.left), folded(place.right), BITS)))
        starts.append(len(slots))
    ones = np.ones(len(slots), np.float32)
    return csr_matrix(
        (ones, np.frombuffer(slots, np.int32), np.array(starts)), shape=(len(places), 1 << BITS)
    )


def learn(places: list[Place]) -> np.ndarray:
    """Learn the weights of the slots, and a constant behind them; both answers count the same.

    The loss has one minimum, and it is sought until nothing but the last bits of a number are left: how a machine adds numbers up,
    and in which order, does not show in the file.
    """
    problem = _Problem(places)
    start = np.zeros(problem.slots.shape[1])
    found = minimize(problem.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    weights, slope = found.x, problem.loss(found.x)[1]
    for _ in range(POLISHED):
        weights = weights - problem.newton(weights, slope)
        total, slope = problem.loss(weights)
        if np.abs(slope).max() < FLAT:
            break
    print(
        len(places),
        "places, loss",
        round(total / len(places), 4),
        "slope",
        f"{np.abs(slope).max():.0e}",
        flush=True,
    )
    return weights


class _Problem:
    """The loss of weights for all places; a slot that every place has stands last, for the constant, and is not held small."""

    def __init__(self, places: list[Place]) -> None:
        ones = csr_matrix(np.ones((len(places), 1)))
        self.slots = hstack([slots_of(places).astype(float), ones], format="csr")
        self._across = self.slots.T.tocsr()
        self._truth = np.array([place.ends for place in places])
        self._weight = np.array([place.weight for place in places])
        for answer in (True, False):
            self._weight[self._truth == answer] /= 2 * self._weight[self._truth == answer].sum() / len(places)
        self._ridge = np.append(np.full(self.slots.shape[1] - 1, RIDGE), 0.0)

    def _told(self, weights: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-np.clip(self.slots @ weights, -30, 30)))

    def loss(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the loss of weights and its slope."""
        value = self.slots @ weights
        cost = (self._weight * np.logaddexp(0, np.where(self._truth, -value, value))).sum()
        slope = self._across @ (self._weight * (self._told(weights) - self._truth)) + self._ridge * weights
        return float(cost + (self._ridge * weights * weights).sum() / 2), slope

    def newton(self, weights: np.ndarray, slope: np.ndarray) -> np.ndarray:
        """Return the step that leads to where the slope would be none if it went on as it does here."""
        told = self._told(weights)
        bend = self._weight * told * (1 - told)
        least = self._across.multiply(self._across) @ bend + self._ridge
        size = len(weights)
        curve = LinearOperator(
            (size, size), matvec=lambda step: self._across @ (bend * (self.slots @ step)) + self._ridge * step
        )
        near = LinearOperator((size, size), matvec=lambda step: step / least)
        step, _ = cg(curve, slope, rtol=1e-8, maxiter=2000, M=near)
        return step


def report(places: list[Place], weights: np.ndarray) -> None:
    """Print how many places are told rightly, of those where a clause ends and of the others."""
    value = slots_of(places) @ weights[:-1] + weights[-1]
    truth = np.array([place.ends for place in places])
    shares = [f"{((value > 0) == truth)[truth == answer].mean():.3f}" for answer in (True, False)]
    print(len(places), "kept places, right where a clause ends", shares[0], "elsewhere", shares[1])


def in_steps(weights: np.ndarray) -> tuple[float, np.ndarray]:
    """Return weights in steps of one size, and that size."""
    step = float(np.quantile(np.abs(weights[:-1]), 0.9999)) / 127
    return step, np.clip(np.round(weights[:-1] / step), -127, 127).astype(np.int8)


def packed(weights: np.ndarray) -> bytes:
    """Return weights as the library reads them."""
    step, levels = in_steps(weights)
    return HEADER.pack(BITS, step, float(weights[-1])) + levels.tobytes()


def main() -> None:
    """Learn, report and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    places = gather(options.corpora)
    weights = learn([place for place in places if not place.kept])
    kept = [place for place in places if place.kept]
    step, levels = in_steps(weights)
    if kept:
        report(kept, np.append(levels * step, weights[-1]))
    options.out.write_bytes(packed(weights))


if __name__ == "__main__":
    main()
