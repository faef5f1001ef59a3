"""Pack the n-gram model into the file that ships.

    python -m epubmaker.training.pack WORK/model.npz -o epubmaker/seams/data/ngrams.npz

Probabilities and back-off weights are quantised to 256 levels an order, each level the mean of an equal share of the
n-grams; keys go into hashed tables (see `seams/hashed_table.py`).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from epubmaker.seams.hashed_table import SLOT_BITS, fingerprints, mix, slots
from epubmaker.training.ngrams import Model, load

LEVELS = 256
# Cells a key; below 1.222 the peeling that fills the table does not come to an end.
ROOM = 1.235


def quantise(values: np.ndarray, levels: int = LEVELS) -> tuple[np.ndarray, np.ndarray]:
    """Return the level of each value and the mean value of each level."""
    edges = np.quantile(values, np.linspace(0, 1, levels + 1)[1:-1])
    level = np.searchsorted(edges, values).astype(np.uint8)
    count = np.bincount(level, minlength=levels)
    mean = np.bincount(level, weights=values, minlength=levels) / np.maximum(count, 1)
    return level, mean.astype(np.float32)


def peel(places: np.ndarray, cells: int) -> list[tuple[np.ndarray, np.ndarray]] | None:
    """Order the keys so that each has a cell that no key placed later shares: rounds of (keys, their cells)."""
    count = np.bincount(places.ravel(), minlength=cells)
    owner = np.zeros(cells, np.int64)
    for third in range(3):
        np.bitwise_xor.at(owner, places[third], np.arange(places.shape[1]))
    rounds, placed = [], 0
    single = np.flatnonzero(count == 1)
    while len(single):
        keys, first = np.unique(owner[single], return_index=True)
        rounds.append((keys, single[first]))
        placed += len(keys)
        touched = places[:, keys]
        for third in range(3):
            np.subtract.at(count, touched[third], 1)
            np.bitwise_xor.at(owner, touched[third], keys)
        touched = np.unique(touched)
        single = touched[count[touched] == 1]
    return rounds if placed == places.shape[1] else None


def fill(
    keys: np.ndarray, values: np.ndarray, extras: np.ndarray | None, value_bits: int = 8
) -> dict[str, np.ndarray]:
    """Build the cells of a hashed table."""
    segment = int(len(keys) * ROOM / 3) + 32
    assert segment < 1 << SLOT_BITS
    for seed in range(1, 50):
        mixed = mix(keys, seed)
        places = np.stack(slots(mixed, segment))
        rounds = peel(places, 3 * segment)
        if rounds is not None:
            break
    else:
        raise RuntimeError("no seed fills the table")
    wanted = fingerprints(mixed, value_bits) | values.astype(np.uint16)
    table = {"cells": place(rounds, places, wanted, 3 * segment), "seed": np.array(seed)}
    table["extras"] = (
        place(rounds, places, extras, 3 * segment) if extras is not None else np.zeros(0, np.uint8)
    )
    return table


def place(
    rounds: list[tuple[np.ndarray, np.ndarray]], places: np.ndarray, wanted: np.ndarray, cells: int
) -> np.ndarray:
    """Set the cells, last peeled first, so that three of them combine to what is wanted."""
    table = np.zeros(cells, wanted.dtype)
    for keys, mine in reversed(rounds):
        one, two, three = places[:, keys]
        table[mine] = 0
        table[mine] = table[one] ^ table[two] ^ table[three] ^ wanted[keys]
    return table


def pack(model: Model) -> dict[str, np.ndarray]:
    """Return the arrays that ship."""
    arrays: dict[str, np.ndarray] = {"order": np.array(model.order)}
    singles = np.full((2, 4096), -14.0, np.float32)
    singles[1] = 0
    singles[0, model.keys[1].astype(int)] = model.logp[1]
    singles[1, model.keys[1].astype(int)] = model.backoff[1]
    arrays["singles"] = singles
    for size in range(2, model.order + 1):
        level, arrays[f"logp{size}"] = quantise(model.logp[size])
        extra = None
        if size < model.order:
            extra, arrays[f"backoff{size}"] = quantise(model.backoff[size])
        for name, array in fill(model.keys[size], level, extra).items():
            arrays[f"{name}{size}"] = array
    return arrays


def main() -> None:
    """Pack the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    arrays: dict[str, Any] = dict(pack(load(options.model)))
    np.savez(options.out, **arrays)
    print(options.out.stat().st_size / 1e6, "MB")


if __name__ == "__main__":
    main()
