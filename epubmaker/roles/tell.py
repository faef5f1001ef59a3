"""What every line is, in probabilities, and the best chain of what they are.

Two forests read the signs: the first a line's own and its neighbours', the second also what the first makes of the lines
around. The best chain weighs what lines say with what usually follows what (Viterbi).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Label, Line, SeamTable
from epubmaker.roles.forests import Forest, read_forests
from epubmaker.roles.signs import PAGE, line_signs
from epubmaker.roles.tags import Tag

Floats = NDArray[np.float32]
DATA = Path(__file__).parent / "data"
BESIDE = 2  # lines on either side whose signs are read with a line's own
AROUND = 4  # lines on either side whose first reading is read with a line's own
NOTHING = -99.0  # the sign of a line that is not there
LEAST = 1e-6  # no probability is less
GIVEN = 0.999  # how sure a tag is that a person, or the text's own markup, has given
SPOKEN_OF = (Tag.HEADLINE, Tag.HEADLINE_ON, Tag.KICKER, Tag.DECK), (Tag.BYLINE,), (Tag.SIGNATURE,), (Tag.KICKER,), (Tag.DECK,), (Tag.CROSSHEAD,)


@dataclass(frozen=True, slots=True)
class LineTags:
    """Hold what the lines of a page are.

    odds  (lines, tags) probabilities
    tags  the best chain, one a line
    """

    odds: Floats
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class TagModel:
    """Hold the two readings, and what usually follows what: log-odds against its being anywhere, (tags, tags)."""

    first: Forest
    second: Forest
    steps: Floats
    weight: float


@lru_cache(maxsize=1)
def tag_model(folder: Path = DATA) -> TagModel:
    """Return the shipped model, read once a process."""
    forests = read_forests(folder / "tags.npz")
    stored = json.loads((folder / "tags.json").read_text("utf-8"))
    return TagModel(forests["first"], forests["second"], np.array(stored["steps"], np.float32), stored["weight"])


def tell_tags(
    lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable, given: Mapping[int, Tag]
) -> LineTags:
    """Return what every line is. `given` holds what is known for certain, by line. About linear in the text."""
    if not lines:
        return LineTags(np.zeros((0, len(Tag)), np.float32), ())
    model = tag_model()
    signs = beside(line_signs(lines, labels, seams))
    first = probabilities(model.first.log_odds(signs))
    odds = probabilities(model.second.log_odds(second_signs(signs, first)))
    for number, tag in given.items():
        odds[number] = (1 - GIVEN) / (len(Tag) - 1)
        odds[number, tag] = GIVEN
    return LineTags(odds, best_chain(odds, model))


def beside(signs: Floats) -> Floats:
    """Return each line's signs beside those of its neighbours; the page's own once."""
    own = signs[:, : -len(PAGE)]
    none = np.full((BESIDE, own.shape[1]), NOTHING, np.float32)
    padded = np.vstack([none, own, none])
    shifted = [padded[by : by + len(signs)] for by in range(2 * BESIDE + 1)]
    together: Floats = np.hstack([*shifted, signs[:, -len(PAGE) :]])
    return together


def second_signs(signs: Floats, first: Floats) -> Floats:
    """Return the signs of the second reading: those of the first, and what it made of the lines around and of the page."""
    none = np.zeros((AROUND, first.shape[1]), np.float32)
    padded = np.vstack([none, first, none])
    shifted = [padded[by : by + len(first)] for by in range(2 * AROUND + 1)]
    page = [first[:, list(tags)].sum(axis=1).mean() for tags in SPOKEN_OF]
    told: Floats = np.hstack([signs, *shifted, np.tile(np.array(page, np.float32), (len(first), 1))])
    return told


def probabilities(log_odds: Floats) -> Floats:
    """Return the probabilities that adding up to one makes of log-odds, row by row."""
    power = np.exp(log_odds - log_odds.max(axis=1, keepdims=True))
    shares: Floats = power / power.sum(axis=1, keepdims=True)
    return shares


def best_chain(odds: Floats, model: TagModel) -> tuple[Tag, ...]:
    """Return the tags that are likeliest together."""
    said = np.log(odds + LEAST)
    best, back = said[0].copy(), []
    for own in said[1:]:
        step = best[:, None] + model.weight * model.steps
        back.append(step.argmax(axis=0))
        best = step.max(axis=0) + own
    at = int(best.argmax())
    tags = [at]
    for came_from in reversed(back):
        at = int(came_from[at])
        tags.append(at)
    return tuple(Tag(tag) for tag in reversed(tags))
