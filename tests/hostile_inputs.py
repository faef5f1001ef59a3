"""Hostile cases for the command line: four thousand, the same for the same seed.

Each `Case` is a set of files and a command line, as plain values; `test_hostile_inputs.py` runs them. Print the number of
cases of each kind, and of those in the sample, with `python tests/hostile_inputs.py`.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from random import Random

from hostile_case import Case
from hostile_editions import editions, golds
from hostile_places import names, options, outputs, sizes
from hostile_settings import corrections, glossaries, themes
from hostile_texts import characters, encodings, markup, runs

SEED = 20_210_304
KINDS = (
    encodings, characters, runs, markup, sizes, names, editions, golds, corrections, themes, glossaries, outputs, options,
)  # fmt: skip


def cases(seed: int = SEED) -> tuple[Case, ...]:
    """All hostile cases, in an order and with contents that only the seed decides."""
    return tuple(case for kind in KINDS for case in kind(Random(f"{seed} {kind.__name__}")))


def sample(whole: tuple[Case, ...], seed: int = SEED) -> tuple[Case, ...]:
    """Return a quarter of the cases of each kind, but no fewer than forty, in their order."""
    random = Random(f"{seed} sample")
    places: dict[str, list[int]] = {}
    for place, case in enumerate(whole):
        places.setdefault(case.kind, []).append(place)
    chosen = [random.sample(own, min(len(own), max(40, len(own) // 4))) for own in places.values()]
    return tuple(whole[place] for place in sorted(chain.from_iterable(chosen)))


if __name__ == "__main__":
    counts = Counter(case.kind for case in cases())
    sampled = Counter(case.kind for case in sample(cases()))
    for kind, count in counts.items():
        print(f"{kind}\t{count}\t{sampled[kind]}")
    print(f"all\t{counts.total()}\t{sampled.total()}")
