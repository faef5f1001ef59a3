"""The character n-gram model: how likely one line's opening is after another line's end.

Modified interpolated Kneser-Ney of order five, pruned and quantised (see MODEL_CARD.md). Everything is asked for in
vectors, over many seams at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.alphabet import DATA, PARAGRAPH
from epubmaker.seams.hashed_table import HashedTable

Floats = NDArray[np.float32]
Symbols = NDArray[np.uint16]
Indices = NDArray[np.int64]
BITS = np.uint64(12)


@dataclass(frozen=True, slots=True)
class Order:
    """One order of the model: its n-grams and what their levels stand for."""

    table: HashedTable
    logp: Floats
    backoff: Floats

    def find(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], Floats, Floats]:
        """Return which n-grams are there, their log probability and their back-off weight."""
        there, level, extra = self.table.find(keys)
        weights = self.backoff[extra] if len(self.backoff) else np.zeros(len(keys), np.float32)
        return there, self.logp[level], np.where(there, weights, np.float32(0))


class LanguageModel:
    """How likely symbols are after others. Natural logarithms throughout."""

    def __init__(self, singles: Floats, orders: dict[int, Order]) -> None:
        self._singles = singles
        self._orders = orders
        self.order = max(orders)

    def continuations(self, tails: Symbols, heads: Symbols, left: Indices, right: Indices) -> Floats:
        """Return log P(head | tail) - log P(head) for pairs of lines.

        tails  (n, order - 1) last symbols of each line, the last one first, 0 beyond the line's start
        heads  (n, order - 1) first symbols of each line, 0 beyond its end
        left, right  (pairs,) rows of `tails` and `heads`
        """
        contexts = self._tail_contexts(tails)
        inside = self._head_alone(heads)
        total = np.zeros(len(left), np.float32)
        # By number of tail symbols: which pairs form a known n-gram with the head symbols taken so far, and its weight.
        known = [(there[left], weight[left]) for there, weight in contexts]
        for taken in range(1, self.order):
            shorter, alone = inside[taken - 1]
            alive, value = shorter[right], np.zeros(len(left), np.float32)
            for size in range(1, self.order - taken + 1):
                context, weight = known[size - 1]
                # What backing off from this context costs, unless the whole n-gram is found.
                value += np.where(context, weight, np.float32(0))
                ask = np.flatnonzero(context & alive)
                there, logp, backoff = self._orders[size + taken].find(
                    _across(tails[left[ask]], heads[right[ask]], size, taken)
                )
                hit = ask[there]
                value[hit] = logp[there] - alone[right[hit]]
                alive, weight = np.zeros(len(left), bool), np.zeros(len(left), np.float32)
                alive[hit], weight[hit] = True, backoff[there]
                known[size - 1] = alive, weight
            total += np.where(heads[right, taken - 1] > 0, value, np.float32(0))
        return total

    def _tail_contexts(self, tails: Symbols) -> list[tuple[NDArray[np.bool_], Floats]]:
        """Return for 1, 2 ... symbols at each line's end whether the model knows them, and the back-off weight."""
        found = [(tails[:, 0] > 0, self._singles[1, tails[:, 0]])]
        for size in range(2, self.order):
            there, _, backoff = self._orders[size].find(_pack(tails[:, size - 1 :: -1]))
            there &= (tails[:, size - 1] > 0) & found[-1][0]
            found.append((there, backoff))
        return found

    def _head_alone(self, heads: Symbols) -> list[tuple[NDArray[np.bool_], Floats]]:
        """Return for each of a line's first symbols whether all up to it form a known n-gram, and its log P alone."""
        found: list[tuple[NDArray[np.bool_], Floats]] = []
        for taken in range(1, self.order):
            present = heads[:, taken - 1] > 0
            if taken > 1:
                there, _, _ = self._orders[taken].find(_pack(heads[:, :taken]))
                present &= there & found[-1][0]
            found.append((present, self.log_probability(heads[:, : taken - 1], heads[:, taken - 1])))
        return found

    def log_probability(self, contexts: Symbols, symbols: Symbols) -> Floats:
        """Return log P of each symbol after its context, (n, k) symbols in reading order, 0 a paragraph mark."""
        width = min(contexts.shape[1], self.order - 1)
        contexts = contexts[:, contexts.shape[1] - width :]
        value: Floats = self._singles[0, symbols]
        for size in range(1, width + 1):
            context = contexts[:, width - size :]
            if size == 1:
                weight = self._singles[1, context[:, 0]]
            else:
                _, _, weight = self._orders[size].find(_pack(context))
            there, logp, _ = self._orders[size + 1].find(_pack(np.column_stack([context, symbols])))
            value = np.where(there, logp, value + weight)
        return value

    def together(self, first: Symbols, second: Symbols, left: Indices, right: Indices) -> NDArray[np.bool_]:
        """Say of pairs of a symbol of `first` and one of `second` whether the model knows the two as neighbours."""
        firsts, rows = np.unique(first, return_inverse=True)
        seconds, columns = np.unique(second, return_inverse=True)
        keys = (firsts.astype(np.uint64)[:, None] << BITS) | seconds.astype(np.uint64)[None, :]
        there, _, _ = self._orders[2].find(keys.ravel())
        known: NDArray[np.bool_] = there.reshape(keys.shape)[
            rows.reshape(-1)[left], columns.reshape(-1)[right]
        ]
        return known

    def opening(self, heads: Symbols) -> Floats:
        """Return how much likelier each head is at the start of a paragraph than anywhere."""
        total = np.zeros(len(heads), np.float32)
        mark = np.full((len(heads), 1), PARAGRAPH, np.uint16)
        for taken in range(min(heads.shape[1], self.order - 1)):
            symbols, before = heads[:, taken], heads[:, :taken]
            gain = self.log_probability(np.column_stack([mark, before]), symbols) - self.log_probability(
                before, symbols
            )
            total += np.where(symbols > 0, gain, 0)
        return total

    def closing(self, tails: Symbols) -> Floats:
        """Return the log probability that a paragraph ends after each tail (last symbol first)."""
        return self.log_probability(tails[:, ::-1], np.full(len(tails), PARAGRAPH, np.uint16))


def _pack(symbols: Symbols) -> NDArray[np.uint64]:
    """Pack rows of symbols into keys."""
    keys = np.zeros(len(symbols), np.uint64)
    for column in symbols.T:
        keys = (keys << BITS) | column
    return keys


def _across(tails: Symbols, heads: Symbols, size: int, taken: int) -> NDArray[np.uint64]:
    """Pack the last `size` symbols of tails and the first `taken` of heads into keys."""
    return (_pack(tails[:, size - 1 :: -1][:, :size]) << np.uint64(12 * taken)) | _pack(heads[:, :taken])


@lru_cache(maxsize=1)
def language_model(path: Path = DATA / "ngrams.npz") -> LanguageModel:
    """Return the shipped model, read once a process."""
    with np.load(path) as stored:
        order = int(stored["order"])
        nothing = np.zeros(0, np.float32)
        orders = {
            size: Order(
                HashedTable(stored[f"cells{size}"], stored[f"extras{size}"], int(stored[f"seed{size}"])),
                stored[f"logp{size}"],
                stored[f"backoff{size}"] if size < order else nothing,
            )
            for size in range(2, order + 1)
        }
        return LanguageModel(stored["singles"], orders)
