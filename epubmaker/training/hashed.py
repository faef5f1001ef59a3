"""Logistic regression over hashed runs of characters, as `label/title_words.py` reads it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from epubmaker.label.folding import folding
from epubmaker.label.title_words import HEADER, TitleWords, word_slots


def slots_of(texts: Iterable[str], bits: int) -> csr_matrix:
    """Return the share of every slot in each text, (texts, slots)."""
    table = folding()
    starts, places, shares = [0], array("i"), array("f")
    for text in texts:
        slots = list(word_slots(text.translate(table), bits))
        places.extend(slots)
        shares.extend([len(slots) ** -0.5] * len(slots))
        starts.append(len(places))
    return csr_matrix(
        (np.frombuffer(shares, np.float32), np.frombuffer(places, np.int32), np.array(starts)),
        shape=(len(starts) - 1, 1 << bits),
    )


def learn_weights(
    slots: csr_matrix, truth: np.ndarray, weight: np.ndarray, ridge: float, rounds: int
) -> np.ndarray:
    """Learn the weights of the slots, and a constant behind them; `weight` is what each row counts, one in all."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value = slots @ weights[:-1].astype(np.float32) + weights[-1]
        slope = weight * (1 / (1 + np.exp(-np.clip(value, -30, 30))) - truth)
        cost = (weight * np.logaddexp(0, np.where(truth, -value, value))).sum()
        gradient = slots.T @ slope.astype(np.float32) + 2 * ridge * weights[:-1]
        return float(cost + ridge * weights[:-1] @ weights[:-1]), np.append(gradient, slope.sum()).astype(
            float
        )

    start = np.zeros(slots.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(len(truth), "rows, loss", round(float(found.fun), 4), flush=True)
    return found.x


def in_steps(weights: np.ndarray, bits: int) -> TitleWords:
    """Return weights as whole numbers of one byte, with their step."""
    step = float(np.quantile(np.abs(weights[:-1]), 0.9999)) / 127
    levels = np.clip(np.round(weights[:-1] / step), -127, 127).astype(np.int8)
    return TitleWords(bits, step, float(weights[-1]), array("b", levels.tobytes()))


def write_words(words: TitleWords, out: Path) -> None:
    """Write weights."""
    out.write_bytes(HEADER.pack(words.bits, words.step, words.one) + words.weights.tobytes())
