"""How far on the text continues: the lag, in lines, from each line to its successor, as a distribution along the page.

Text in order has the lag one everywhere. A page read row by row over k columns has about the lag k, more or less where a column
begins or ends or a title stands across several. Which lag holds where is read off the seams of all pairs up to some lag:
every pair is worth as much as it is the best of its left and of its right line; what the pairs around a place are worth is the
distribution there, and it weighs the pairs anew. A few rounds settle it (the expectation-maximisation scheme).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import SeamTable

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
NUMBERS = Path(__file__).parent / "data" / "order.json"
# Windows beyond three standard deviations hold .3 % of a bell curve.
TAIL = 3


@dataclass(frozen=True, slots=True)
class OrderNumbers:
    """What the decoder takes for granted; `data/order.json` says where each number comes from.

    longest  the longest lag, in lines
    lag_one  how likely the lag one is before anything is known
    far      log-odds of going on at any other line than those within the longest lag
    window   standard deviation, in lines, of the bell curve over which the lag is held to be the same
    unseen   lines that stand for what is likely before anything is known, in each window
    rounds   of weighing pairs and lags in turn
    seam, parted  the least and the most that a seam, that the end of a paragraph may count, in log-odds
    edge, parting  the share of a line's own opening and closing log-odds in a paragraph's end, and what it costs
    """

    longest: int
    lag_one: float
    far: float
    window: float
    unseen: float
    rounds: int
    seam: tuple[float, float]
    parted: tuple[float, float]
    edge: float
    parting: float


@lru_cache(maxsize=1)
def order_numbers(path: Path = NUMBERS) -> OrderNumbers:
    """Return the shipped numbers, read once a process."""
    stored = json.loads(path.read_text("utf-8"))
    del stored["origin"]
    return OrderNumbers(**stored)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of lines that may follow one another, (pairs,) each.

    left, right  line numbers
    worth        log-odds of the right line coming behind the left one, in its paragraph or as the next one
    """

    left: Indices
    right: Indices
    worth: Floats
    lines: int

    @property
    def lags(self) -> Indices:
        """Return how many lines on the right one stands in the source; negative where it stands before."""
        return self.right - self.left


def possible_pairs(seams: SeamTable, numbers: OrderNumbers) -> Pairs:
    """Return every candidate of the seam table and every line within the longest lag. Linear in the lines."""
    count = len(seams.candidates)
    left, right, known = _seams(seams)
    ahead = np.arange(1, numbers.longest + 1)
    first = np.repeat(np.arange(count), numbers.longest)
    second = (np.arange(count)[:, None] + ahead).ravel()
    inside = second < count
    keys = np.concatenate([left * count + right, first[inside] * count + second[inside]])
    odds = np.concatenate([known, np.full(int(inside.sum()), numbers.seam[0])])
    keys, places = np.unique(keys, return_index=True)  # the first of two alike: what the table says
    left, right, odds = keys // max(1, count), keys % max(1, count), odds[places]
    other = left != right
    left, right, odds = left[other], right[other], odds[other]
    closes, opens = np.array(seams.closes), np.array(seams.opens)
    parted = numbers.edge * (closes[left] + opens[right]) + numbers.parting
    worth = np.maximum(np.clip(odds, *numbers.seam), np.clip(parted, *numbers.parted))
    return Pairs(left, right, worth, count)


def _seams(seams: SeamTable) -> tuple[Indices, Indices, Floats]:
    """Return the left lines, the right lines and the log-odds of all seams."""
    every = [seam for row in seams.candidates for seam in row]
    return (
        np.array([seam.left for seam in every], np.int64),
        np.array([seam.right for seam in every], np.int64),
        np.array([seam.log_odds for seam in every], np.float64),
    )


def lag_prior(pairs: Pairs, numbers: OrderNumbers) -> Floats:
    """Return for every pair the log of how likely its lag is at its place. Linear in the pairs."""
    near = np.flatnonzero((pairs.lags > 0) & (pairs.lags <= numbers.longest))
    lines, lags = pairs.left[near], pairs.lags[near]
    usual = np.full(numbers.longest + 1, (1 - numbers.lag_one) / numbers.longest)
    usual[0], usual[1] = 0.0, usual[1] + numbers.lag_one
    prior = np.full(len(pairs.worth), numbers.far)
    prior[near] = np.log(usual[lags])
    bell = _bell(numbers.window)
    for _ in range(numbers.rounds):
        shares = np.sqrt(_shares(pairs.worth + prior, pairs.left) * _shares(pairs.worth + prior, pairs.right))
        votes = np.zeros((pairs.lines, numbers.longest + 1))
        votes[lines, lags] = shares[near]
        told = np.stack([_smoothed(column, bell) for column in votes.T], axis=1)
        told += numbers.unseen * numbers.longest * usual
        prior[near] = np.log(told[lines, lags] / told.sum(axis=1)[lines])
    return prior


def _shares(values: Floats, groups: Indices) -> Floats:
    """Return each value's share of its group: the exponentials, adding up to one."""
    count = int(groups.max(initial=-1)) + 1
    top = np.full(count, -np.inf)
    np.maximum.at(top, groups, values)
    power = np.exp(values - top[groups])
    shares: Floats = power / np.bincount(groups, weights=power, minlength=count)[groups]
    return shares


def _bell(width: float) -> Floats:
    reach = int(TAIL * width)
    bell: Floats = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    return bell


def _smoothed(votes: Floats, bell: Floats) -> Floats:
    half = len(bell) // 2
    smoothed: Floats = np.convolve(votes, bell, "full")[half : half + len(votes)]
    return smoothed
