"""Count character n-grams and estimate the interpolated Kneser-Ney model.

    python -m epubmaker.training.ngrams WORK -o WORK/model.npz [--keep 2250000] [--order 5] [--half]       (after `prepare`)

Writes the pruned model as sorted arrays; `epubmaker.training.pack` turns it into the shipped file.

Method. Modified Kneser-Ney (Chen and Goodman 1999): the highest order from counts, weighted by corpus, every lower one from
the number of distinct left neighbours. Then weighted-difference pruning (Seymore and Rosenfeld 1996): an n-gram stays if
count * (log P - log of what backing off would give) is large, and if it was seen at least twice, in whatever order;
whatever a kept n-gram needs, its first and last n-1 symbols, stays too. Back-off weights are computed anew after pruning.
Paragraph marks stand only first or last in an n-gram: nothing is learnt across them.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

BITS = np.uint64(12)
# Weight of a corpus in sixteenths: the office news, agency copy and local web news are nearest to local newspapers.
WEIGHTS = {"institution-news": 48, "wire-news": 32, "web-news": 32, "traditional-news": 16}
OTHERS = 16
# Documents in a row that go to the same half.
STRETCH = 200


def mask(order: int) -> np.uint64:
    """Return the mask of the last `order` symbols of a key."""
    return np.uint64((1 << (12 * order)) - 1)


@dataclass
class Counts:
    """The n-grams of one order: sorted keys, raw counts, weighted counts."""

    keys: np.ndarray
    raw: np.ndarray
    weighted: np.ndarray


@dataclass
class Model:
    """A back-off model: for each order sorted keys, natural log probabilities, back-off weights, raw counts."""

    order: int
    keys: dict[int, np.ndarray] = field(default_factory=dict)
    logp: dict[int, np.ndarray] = field(default_factory=dict)
    backoff: dict[int, np.ndarray] = field(default_factory=dict)
    raw: dict[int, np.ndarray] = field(default_factory=dict)

    def find(self, order: int, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the places of keys and whether they are there."""
        at = np.minimum(np.searchsorted(self.keys[order], keys), len(self.keys[order]) - 1)
        return at, self.keys[order][at] == keys

    def probability(self, order: int, keys: np.ndarray) -> np.ndarray:
        """Return log P of the last symbol of each key of `order` symbols after the others."""
        found = np.full(len(keys), -14.0)
        spent = np.zeros(len(keys))
        open_ = np.arange(len(keys))
        for size in range(order, 0, -1):
            part = keys[open_] & mask(size)
            at, hit = self.find(size, part)
            found[open_[hit]] = spent[open_[hit]] + self.logp[size][at[hit]]
            open_, part = open_[~hit], part[~hit]
            if size > 1 and len(open_):
                at, hit = self.find(size - 1, part >> BITS)
                spent[open_[hit]] += self.backoff[size - 1][at[hit]]
        found[open_] = spent[open_] - 14.0
        return found


def runs(keys: np.ndarray) -> np.ndarray:
    """Return where each run of equal keys begins."""
    return np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))


def count_highest(text: np.ndarray, weight: np.ndarray, order: int) -> Counts:
    """Count the n-grams of the highest order. `weight` is 0 outside the training text, 1..3 times 16 inside."""
    length = len(text) - order + 1
    keys = np.zeros(length, np.uint64)
    bad = np.zeros(length, bool)
    for offset in range(order):
        piece = text[offset : offset + length]
        keys = (keys << BITS) | piece
        bad |= (piece == 0) if 0 < offset < order - 1 else np.False_
        bad |= weight[offset : offset + length] == 0
    bad |= (text[:length] == 0) & (text[order - 1 : order - 1 + length] == 0)
    # The four spare bits of a key carry the weight, so that one sort serves both.
    keys = (keys << np.uint64(4)) | (weight[:length].astype(np.uint64) // np.uint64(16))
    keys = keys[~bad]
    keys.sort()
    weights = (keys & np.uint64(15)).astype(np.float32)
    keys >>= np.uint64(4)
    starts = runs(keys)
    weighted = np.add.reduceat(weights, starts)
    raw = np.diff(np.append(starts, len(keys))).astype(np.int32)
    return Counts(keys[starts], raw, weighted)


def left_neighbours(higher: Counts, order: int) -> tuple[np.ndarray, np.ndarray]:
    """Return for each n-gram of `order` the number of distinct symbols before it."""
    suffixes = higher.keys & mask(order)
    suffixes.sort()
    starts = runs(suffixes)
    return suffixes[starts], np.diff(np.append(starts, len(suffixes))).astype(np.float32)


def discounts(counts: np.ndarray) -> tuple[float, float, float]:
    """Return the three discounts of modified Kneser-Ney."""
    one, two, three, four = (float((counts == k).sum()) for k in (1, 2, 3, 4))
    if not one or not two:  # a text too small or too regular to tell
        return (0.75, 0.75, 0.75)
    share = one / (one + 2 * two)
    found = (1 - 2 * share * two / one, 2 - 3 * share * three / two, 3 - 4 * share * four / max(three, 1))
    one, two, three = (float(np.clip(d, 0.1, k + 0.9)) for k, d in enumerate(found))
    return one, two, three


def lookup(keys: np.ndarray, values: np.ndarray, wanted: np.ndarray, default: float) -> np.ndarray:
    """Return the values of the wanted keys."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], default)


def estimate(text: np.ndarray, weight: np.ndarray, order: int) -> tuple[Model, dict[int, np.ndarray]]:
    """Estimate the model with every n-gram seen at least twice; return, besides, the pruning gain of each."""
    model = Model(order)
    gains: dict[int, np.ndarray] = {}
    counts = {size: count_highest(text, weight, size) for size in range(1, order + 1)}
    print({size: len(c.keys) for size, c in counts.items()}, flush=True)
    for size in range(1, order + 1):
        mine = counts[size]
        if size == order:
            values, plain = mine.weighted, mine.raw
        else:
            keys, left = left_neighbours(counts[size + 1], size)
            plain = lookup(keys, left, mine.keys, 0.0)
            # An n-gram that only ever opens a paragraph has no left neighbour but the mark: its own count stands in.
            opens = (mine.keys >> (BITS * np.uint64(size - 1))) == 0
            plain = np.where(opens | (plain == 0), mine.raw, plain)
            values = plain
        if size == 1:
            total = values.sum()
            probability = (np.maximum(values - 0.75, 0) + np.minimum(values, 0.75).mean()) / total
            model.keys[1], model.logp[1], model.raw[1] = (
                mine.keys,
                np.log(np.maximum(probability, 1e-9)),
                mine.raw,
            )
            continue
        add_order(model, mine, values, plain, size)
        gains[size] = mine.weighted[mine.raw >= 2] * (model.logp[size] - backed_off(model, size))
        print("order", size, len(model.keys[size]), flush=True)
    return model, gains


def add_order(model: Model, mine: Counts, values: np.ndarray, plain: np.ndarray, size: int) -> None:
    """Add one order to the model: discounted share of the context plus the rest of the lower order."""
    steps = np.array([0.0, *discounts(plain)])
    discount = steps[np.minimum(plain, 3).astype(int)] * values / np.maximum(plain, 1)
    contexts = mine.keys >> BITS
    starts = runs(contexts)
    index = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(contexts))))
    total = np.add.reduceat(values.astype(np.float64), starts)
    spare = np.add.reduceat(discount.astype(np.float64), starts) / total
    keep = mine.raw >= 2
    keys, index_kept = mine.keys[keep], index[keep]
    lower = np.exp(model.probability(size - 1, keys & mask(size - 1)))
    probability = (values - discount)[keep] / total[index_kept] + spare[index_kept] * lower
    model.keys[size], model.logp[size], model.raw[size] = (
        keys,
        np.log(np.maximum(probability, 1e-9)),
        mine.raw[keep],
    )
    at, hit = model.find(size - 1, contexts[starts])
    weights = np.zeros(len(model.keys[size - 1]))
    weights[at[hit]] = np.log(np.maximum(spare[hit], 1e-6))
    model.backoff[size - 1] = weights


def backed_off(model: Model, size: int) -> np.ndarray:
    """Return what each n-gram of an order would get without its own entry."""
    keys = model.keys[size]
    at, hit = model.find(size - 1, keys >> BITS)
    return model.probability(size - 1, keys & mask(size - 1)) + np.where(
        hit, model.backoff[size - 1][at], 0.0
    )


def prune(model: Model, gains: dict[int, np.ndarray], keep: int) -> Model:
    """Keep the `keep` n-grams of most gain, and what they need; back-off weights are made anew."""
    threshold = -np.sort(-np.concatenate(list(gains.values())))[: int(keep * 1.5)]
    low, high = threshold[-1], threshold[0]
    if sum(map(len, gains.values())) <= keep:  # of a small corpus all are kept, whatever they gain
        low = high = -np.inf
    for _ in range(40 if low < high else 0):  # what closure adds depends on the threshold: halve the interval
        middle = np.sqrt(low * high)
        chosen = closed(model, {size: gain >= middle for size, gain in gains.items()})
        if sum(int(c.sum()) for c in chosen.values()) > keep:
            low = middle
        else:
            high = middle
    chosen = closed(model, {size: gain >= high for size, gain in gains.items()})
    small = Model(model.order)
    for size in range(1, model.order + 1):
        some = chosen.get(size, np.ones(len(model.keys[size]), bool))
        small.keys[size], small.logp[size], small.raw[size] = (
            model.keys[size][some],
            model.logp[size][some],
            model.raw[size][some],
        )
    for size in range(2, model.order + 1):
        renormalise(small, size)
    return small


def closed(model: Model, chosen: dict[int, np.ndarray]) -> dict[int, np.ndarray]:
    """Add to the chosen n-grams the first and the last n-1 symbols of each."""
    for size in range(model.order, 2, -1):
        keys = model.keys[size][chosen[size]]
        for needed in (keys >> BITS, keys & mask(size - 1)):
            at, hit = model.find(size - 1, needed)
            chosen[size - 1][at[hit]] = True
    return chosen


def renormalise(model: Model, size: int) -> None:
    """Set the back-off weights of the contexts of one order so that each sums to one."""
    keys = model.keys[size]
    contexts = keys >> BITS
    starts = runs(contexts)
    taken = np.add.reduceat(np.exp(model.logp[size]), starts)
    lower = np.add.reduceat(np.exp(model.probability(size - 1, keys & mask(size - 1))), starts)
    weights = np.zeros(len(model.keys[size - 1]))
    at, hit = model.find(size - 1, contexts[starts])
    ratio = np.maximum(1 - taken, 1e-4) / np.maximum(1 - lower, 1e-4)
    weights[at[hit]] = np.log(np.minimum(ratio, 1.0))[hit]
    model.backoff[size - 1] = weights


def perplexity(model: Model, text: np.ndarray) -> float:
    """Return the perplexity a symbol of a text, paragraph marks not counted."""
    order = model.order
    keys = np.zeros(len(text) - order + 1, np.uint64)
    for offset in range(order):
        keys = (keys << BITS) | text[offset : offset + len(keys)]
    # A paragraph mark inside the context hides what is before it.
    symbols = [text[offset : offset + len(keys)] for offset in range(order)]
    total, count = 0.0, 0
    last_mark = np.zeros(len(keys), int)
    for offset in range(order - 1):
        last_mark = np.where(symbols[offset] == 0, offset, last_mark)
    for offset in range(order):
        here = (last_mark == offset) & (symbols[-1] > 1)
        total += model.probability(order - offset, keys[here] & mask(order - offset)).sum()
        count += int(here.sum())
    return float(np.exp(-total / count))


def second_half(count: int) -> np.ndarray:
    """Mark about half of `count` documents, in stretches, so that what stands together stays together."""
    stretch = np.arange(count, dtype=np.int64) // STRETCH
    return stretch * 2654435761 % 1000 < 500


def read_training(work: Path, half: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Read the text and the weight of each symbol: 0 outside the training part, or outside its first half."""
    text = np.load(work / "text.npy")
    documents = np.load(work / "documents.npy")
    names = json.loads((work / "corpora.json").read_text("utf-8"))
    weight = np.zeros(len(text), np.uint8)
    left_out = second_half(len(documents)) & half
    for (start, end, corpus, part), out in zip(documents, left_out, strict=True):
        if part == 0 and not out:
            weight[start:end] = WEIGHTS.get(names[corpus], OTHERS)
    return text, weight


def save(model: Model, path: Path) -> None:
    """Write the model's arrays."""
    arrays = {
        f"{name}{size}": array
        for name in ("keys", "logp", "backoff", "raw")
        for size, array in getattr(model, name).items()
    }
    np.savez(path, order=model.order, **arrays)


def load(path: Path) -> Model:
    """Read a model that `save` wrote."""
    stored = np.load(path)
    model = Model(int(stored["order"]))
    for name in ("keys", "logp", "backoff", "raw"):
        getattr(model, name).update(
            {int(key[len(name) :]): stored[key] for key in stored.files if key.startswith(name)}
        )
    return model


def main() -> None:
    """Count, estimate, prune and write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--keep", type=int, default=2_250_000)
    parser.add_argument("--order", type=int, default=5)
    parser.add_argument(
        "--half", action="store_true", help="leave out the documents that `reranker` trains on"
    )
    options = parser.parse_args()
    text, weight = read_training(options.work, options.half)
    model, gains = estimate(text, weight, options.order)
    save(model, options.out.with_suffix(".full.npz"))
    by_size: dict[str, Any] = {str(size): gain for size, gain in gains.items()}
    np.savez(options.out.with_suffix(".gains.npz"), **by_size)
    small = prune(model, gains, options.keep)
    print("kept", {size: len(keys) for size, keys in small.keys.items()}, flush=True)
    save(small, options.out)


if __name__ == "__main__":
    main()
