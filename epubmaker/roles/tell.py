"""What every line is, in probabilities.

A small convolutional network reads the signs of a line and the characters at its ends, together with those of the fifteen lines
on either side, and what the page as a whole looks like. Several of them, learnt on different pages, are asked; their mean counts
(`training/tags.py`, model card).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Label, Line, SeamTable, is_written
from epubmaker.roles.conventions import as_rows, as_run_in, as_sets, as_signed, as_subtitles
from epubmaker.roles.ends import HEAD, Symbols, line_ends
from epubmaker.roles.signs import line_signs
from epubmaker.roles.tags import Tag
from epubmaker.roles.written import as_typed

Floats = NDArray[np.float32]
MODEL = Path(__file__).parent / "data" / "tags.npz"
FARTHEST = 5.0  # standard deviations: no sign counts for more
GIVEN = 0.999  # how sure a tag is that a person, or the text's own markup, has given
DILATIONS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class LineTags:
    """What the lines of a page are.

    odds  (lines, tags) probabilities
    tags  the likeliest tag of each line
    """

    odds: Floats
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of one network, by the names of its layers: matrices (inputs, outputs), one a place for convolutions.

    characters  (symbols, depth) what each character of the alphabet stands for
    """

    layers: Mapping[str, tuple[Floats, ...]]
    biases: Mapping[str, Floats]
    characters: Floats

    def log_odds(self, signs: Floats, ends: Symbols) -> Floats:
        """Return the log-odds of every tag, (lines, tags), up to a constant a line.

        signs  (lines, signs) in standard deviations
        ends   (lines, 24) the characters at the ends of the lines
        """
        hidden = _positive(self._apply("inp", signs) + self._apply("ends", self._read_ends(ends)))
        for number, dilation in enumerate(DILATIONS):
            hidden = hidden + _positive(self._apply(f"blocks.{number}", hidden, dilation))
        hidden = hidden + _positive(self._apply("glob", hidden.mean(axis=0, keepdims=True)))
        hidden = hidden + _positive(self._apply("mix", hidden))
        return self._apply("out", hidden)

    def _read_ends(self, ends: Symbols) -> Floats:
        """Return what the characters say: the most of each trait at either end, and the traits of the outermost ones."""
        embedded = self.characters[ends]
        head = self._along(embedded[:, :HEAD], "head")
        tail = self._along(embedded[:, HEAD:], "tail")
        return np.concatenate(
            [head.max(axis=1), head[:, 0], head[:, 1], tail.max(axis=1), tail[:, -1]], axis=1
        )

    def _along(self, embedded: Floats, name: str) -> Floats:
        """Return the traits of every character with its neighbours, (lines, places, traits)."""
        count = embedded.shape[1]
        padded = np.pad(embedded, ((0, 0), (1, 1), (0, 0)))
        made: Floats = self.biases[name] + sum(
            padded[:, at : at + count] @ weights for at, weights in enumerate(self.layers[name])
        )
        return _positive(made)

    def _apply(self, name: str, hidden: Floats, dilation: int = 1) -> Floats:
        """Return what a layer makes of the lines: each with its neighbours, a convolution's places `dilation` lines apart."""
        places = self.layers[name]
        reach = len(places) // 2 * dilation
        padded = np.pad(hidden, ((reach, reach), (0, 0)))
        made: Floats = self.biases[name] + sum(
            padded[at * dilation : at * dilation + len(hidden)] @ weights for at, weights in enumerate(places)
        )
        return made


@dataclass(frozen=True, slots=True)
class TagModel:
    """The networks, and the mean and standard deviation of every sign.

    whole  how many networks, of the first, have learnt from texts of whole articles too: these alone are asked of such texts
    """

    networks: tuple[Network, ...]
    mean: Floats
    deviation: Floats
    whole: int

    def odds(self, signs: Floats, ends: Symbols, *, written: bool = False) -> Floats:
        """Return the probabilities of every tag, (lines, tags); `written` says that the form of the text is plain to see."""
        usual = np.clip((signs - self.mean) / self.deviation, -FARTHEST, FARTHEST).astype(np.float32)
        asked = self.networks[: self.whole] if written else self.networks
        told = [probabilities(network.log_odds(usual, ends)) for network in asked]
        odds: Floats = np.mean(told, axis=0)
        return odds


@lru_cache(maxsize=1)
def tag_model(path: Path = MODEL) -> TagModel:
    """Return the shipped model, read once a process."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    numbers = sorted({name.split(".")[0] for name in arrays if "." in name})
    return TagModel(
        tuple(_network(arrays, f"{number}.") for number in numbers),
        arrays["mean"],
        arrays["std"],
        int(arrays["whole"]) if "whole" in arrays else len(numbers),
    )


def _network(arrays: Mapping[str, Floats], prefix: str) -> Network:
    """Return the network whose arrays begin with a prefix: (outputs, inputs) or (outputs, inputs, places), as learnt."""
    layers, biases = {}, {}
    characters = arrays[f"{prefix}characters.weight"]
    for name, array in arrays.items():
        if not name.startswith(prefix) or array is characters:
            continue
        layer, kind = name[len(prefix) :].rsplit(".", 1)
        if kind == "bias":
            biases[layer] = array
        else:
            weights = array if array.ndim == 3 else array[:, :, None]
            layers[layer] = tuple(np.ascontiguousarray(weights[:, :, at].T) for at in range(weights.shape[2]))
    return Network(layers, biases, characters)


def tell_tags(
    lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable, given: Mapping[int, Tag]
) -> LineTags:
    """Return what every line is. `given` holds what is known for certain, by line. Linear in the text."""
    if not lines:
        return LineTags(np.zeros((0, len(Tag)), np.float32), ())
    told = tag_model().odds(line_signs(lines, labels, seams), line_ends(lines), written=is_written(lines))
    return settled_tags(told, lines, labels, given)


def settled_tags(
    told: Floats, lines: Sequence[Line], labels: Sequence[Label], given: Mapping[int, Tag]
) -> LineTags:
    """Return what every line is once it is known what print holds to (`conventions.py`), and what is given."""
    odds = as_subtitles(as_sets(as_rows(told, lines), labels), lines)
    odds = as_signed(as_run_in(odds, lines), lines)
    if is_written(lines):
        odds = as_typed(odds, lines)
    for number, tag in given.items():
        odds[number] = (1 - GIVEN) / (len(Tag) - 1)
        odds[number, tag] = GIVEN
    return LineTags(odds, tuple(Tag(int(tag)) for tag in odds.argmax(axis=1)))


def probabilities(log_odds: Floats) -> Floats:
    """Return the probabilities that log-odds stand for, row by row."""
    power = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
    shares: Floats = power / power.sum(axis=1, keepdims=True)
    return shares


def _positive(values: Floats) -> Floats:
    positive: Floats = np.maximum(values, 0)
    return positive
