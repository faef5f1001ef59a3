"""What texts are about: vectors of their character pairs, weighed by how rare each pair is in the language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.alphabet import alphabet
from epubmaker.seams.language_model import LanguageModel, language_model

Floats = NDArray[np.float32]
# Character pairs are hashed into so many signed dimensions; more change no ranking on pages of newspapers.
DIMENSIONS = 1024
# A pair as frequent as this (natural log) is a word of grammar and says nothing about the topic.
COMMON = 9.0


def topic_vectors(texts: Sequence[str], model: LanguageModel | None = None) -> Floats:
    """Return a vector for each text, (n, 1024), not normalised, so that vectors of parts add up to the whole's."""
    model = model or language_model()
    numbering = alphabet()
    encoded = [numbering.encode(text) for text in texts]
    owner = np.repeat(np.arange(len(texts)), [max(0, len(symbols) - 1) for symbols in encoded])
    first = np.concatenate([symbols[:-1] for symbols in encoded] or [np.zeros(0, np.uint16)])
    second = np.concatenate([symbols[1:] for symbols in encoded] or [np.zeros(0, np.uint16)])
    word = _han(first) & _han(second)
    keys, index = np.unique(
        first[word].astype(np.uint64) << np.uint64(12) | second[word], return_inverse=True
    )
    a, b = (keys >> np.uint64(12)).astype(np.uint16), (keys & np.uint64(4095)).astype(np.uint16)
    rarity = -model.log_probability(a[:, None], b) - model.log_probability(
        np.zeros((len(a), 0), np.uint16), a
    )
    weight = np.maximum(rarity - COMMON, 0)
    mixed = keys * np.uint64(0x9E3779B97F4A7C15)
    slot = (mixed >> np.uint64(54)).astype(np.int64)
    sign = np.where((mixed >> np.uint64(53)) & np.uint64(1), weight, -weight)
    vectors = np.bincount(
        owner[word] * DIMENSIONS + slot[index.reshape(-1)],
        weights=sign[index.reshape(-1)],
        minlength=len(texts) * DIMENSIONS,
    )
    table: Floats = vectors.reshape(len(texts), DIMENSIONS).astype(np.float32)
    return table


def similarity(texts: Sequence[str], others: Sequence[str]) -> Floats:
    """Return the likeness of topic of every text to every other, (n, m), from 0 (nothing shared) to 1."""
    likeness: Floats = np.maximum(unit(_dampened(texts)) @ unit(_dampened(others)).T, 0)
    return likeness


def unit(vectors: Floats) -> Floats:
    """Scale each vector to length one; a vector of nothing stays so."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = vectors / np.maximum(lengths, 1e-6)
    return scaled


def _dampened(texts: Sequence[str]) -> Floats:
    """Return topic vectors in which a pair that is often repeated counts little more than once."""
    vectors = topic_vectors(texts)
    dampened: Floats = np.sign(vectors) * np.sqrt(np.abs(vectors))
    return dampened


def _han(symbols: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Say which symbols are Han characters of the alphabet."""
    characters = alphabet().characters
    han = np.zeros(2 + len(characters), bool)
    han[2:] = ["\u3400" <= character <= "\u9fff" for character in characters]
    return han[symbols]
