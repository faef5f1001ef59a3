"""How likely each line goes on at each of the next ones: a page laid beside itself.

Whatever tool has read a page, it has gone over it in one direction: of two lines, the one that comes first is gone on with first,
whether the text runs on in the next line (text in order), k lines on (k columns, read row by row), or now this way and now that. So
lines and their successors are two readings of the page that never cross, as two texts do that are laid side by side; where a
column begins, ends or is interrupted, a line is passed over. All such alignments are weighed together (the forward-backward
scheme of pair hidden Markov models: Durbin et al., Biological Sequence Analysis, 1998, chapter 4): what all of them say of a
pair is how likely it is, and a line that most of them pass over goes on elsewhere.
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
NEVER = -1e30
MOST = 50.0  # log-odds: what counts at most
LEAST = 1e-6  # the least probability told
AT_FIRST = 0.05  # how much of a page is taken to be in order before anything is known
EDGE = 0.5  # log-odds: what each line costs that begins or ends a column at the head or the foot of the page
TAIL = 3  # standard deviations: windows beyond hold .3 % of a bell curve


@dataclass(frozen=True, slots=True)
class OrderNumbers:
    """What the decoder takes for granted; `data/order.json` says where each number comes from.

      longest  the longest lag, in lines
      skipped  what it costs to pass over a line, in log-odds
    settled  what the next line gains where all lines around go on in the next one, in log-odds
    window   standard deviation, in lines, of the bell curve that says how far around reaches
      far      log-odds of going on at any other line than the next ones
      unlikely the probability that is added to that of every pair of near lines
      without  what being followed by none costs, in log-odds
      unknown  log-odds of a seam of near lines that nothing is known of
    seam, parted  the least and the most that a seam, that the end of a paragraph may count, in log-odds
      shown, beside, parallel  what a far successor is worth at least to speak for those beside it, how many lines
               on either side it speaks for, and what a pair there that is as far apart gains
      sure     by how much a join must gain more than any other of its lines to stand when a page is read again, in log-odds
    changed, unsure  the share of lines that go on elsewhere when a page is read again, or that no sure join led to before: of one
             of them so much must be for that reading to stand
    likelier what is added to the log-odds of every join when a page is read again
      edge, parting  the share of a line's own opening and closing log-odds in a paragraph's end, and what it costs
    """

    longest: int
    skipped: float
    settled: float
    window: float
    far: float
    unlikely: float
    without: float
    unknown: float
    seam: tuple[float, float]
    parted: tuple[float, float]
    edge: float
    parting: float
    shown: float
    beside: int
    parallel: float
    sure: float
    changed: float
    unsure: float
    likelier: float


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
    odds = np.concatenate([known, np.full(int(inside.sum()), numbers.unknown)])
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


def followed_gains(pairs: Pairs, numbers: OrderNumbers) -> Floats:
    """Return what each pair is worth beside going on nowhere, (pairs,), in log-odds. Linear in the pairs.

    A near pair counts by its own worth and by how likely all the others make it; any other pair by its worth, less what going far
    costs. The page is aligned twice: where it turns out to be in order, little moves it.
    """
    near = (pairs.lags > 0) & (pairs.lags <= numbers.longest)
    left, lags = pairs.left[near], pairs.lags[near]
    worth = np.full((pairs.lines, numbers.longest + 1), NEVER)
    worth[left, lags] = pairs.worth[near]
    first = worth.copy()
    first[:, 1:2] += numbers.settled * AT_FIRST
    likely, _ = aligned(first, numbers.skipped)
    worth[:, 1:2] += numbers.settled * _in_order(likely, numbers.window)[:, None]
    _, before_words = aligned(worth, numbers.skipped)
    gains: Floats = pairs.worth + numbers.far
    gains[near] = pairs.worth[near] + np.log(before_words[left, lags] + numbers.unlikely)
    return gains + numbers.without


def aligned(worth: Floats, skipped: float) -> tuple[Floats, Floats]:
    """Return how likely each line is followed by each of the next ones, and how likely that is by the other lines alone.

    worth  (lines, longest + 1) log-odds of a line being followed so many lines on; nothing is followed by itself
    Both are (lines, longest + 1).
    """
    count, lags = worth.shape
    steps = skipped * np.arange(lags, dtype=np.float64)
    room = count - np.arange(lags)  # a line's place from which no line stands that far behind it
    before, behind = np.full((count + 1, lags), NEVER), np.full((count + 1, lags), NEVER)
    edge = -EDGE * np.arange(lags)
    before[0, 1:] = np.where(room >= 0, edge, NEVER)[1:]
    for line in range(count):
        here = before[line]
        told = here + worth[line]
        told[:-1] = np.logaddexp(told[:-1], here[1:] - skipped)
        before[line + 1] = np.where(room >= line + 1, _passing(told, steps), NEVER)
    behind[count] = np.where(room == count, 0.0, NEVER)
    for line in range(count - 1, -1, -1):
        after = behind[line + 1]
        told = after + worth[line]
        told[1:] = np.logaddexp(told[1:], after[:-1] - skipped)
        told = np.where(room == line, edge, np.where(room < line, NEVER, told))
        behind[line] = _passing(told[::-1], steps)[::-1]
    all_of_them = float(np.logaddexp.reduce(before[0] + behind[0]))
    around = before[:-1] + behind[1:] - all_of_them
    likely = np.exp(np.minimum(0.0, around + worth))
    return likely, _chance(around, 1.0 - likely)


def _chance(around: Floats, otherwise: Floats) -> Floats:
    """Return the probability of what weighs `around`, in logarithms, against all else."""
    weight = np.exp(np.minimum(around, MOST))
    chance: Floats = weight / (weight + np.maximum(otherwise, LEAST))
    return chance


def _in_order(likely: Floats, window: float) -> Floats:
    """Return the share of the lines around each one that go on in the next line, 0..1."""
    reach = int(TAIL * window)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / window) ** 2)
    count = len(likely)
    followed, in_order = (
        np.convolve(votes, bell)[reach : reach + count]
        for votes in (likely.sum(axis=1), likely[:, 1:2].sum(axis=1))
    )
    share: Floats = in_order / np.maximum(followed, LEAST)
    return share


def _passing(told: Floats, steps: Floats) -> Floats:
    """Return log-odds with those of passing over one, two ... of the lines behind; `steps` are the costs up to each."""
    passed: Floats = np.logaddexp.accumulate(told + steps) - steps
    return passed
