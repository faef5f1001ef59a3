"""What title rows of texts that somebody typed head, and which row of a head the source itself marks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Line
from epubmaker.roles.conventions import HEADED, LEAST, SIGNED, moved
from epubmaker.roles.sections import DATA, HEAD, OTHER, Row, heads_told, may_be_title
from epubmaker.roles.sections import TEXT as TEXT_ROW
from epubmaker.roles.tags import TITLES, Tag
from epubmaker.text import patterns as re
from epubmaker.text.surnames import is_name

Floats = NDArray[np.float32]
# What stands beside titles and texts; rows of text whatever their shape.
BESIDE = [Tag.BYLINE, Tag.SIGNATURE, Tag.CAPTION, Tag.FURNITURE]
RUNNING = [Tag.MORE, Tag.TABLE, Tag.VERSE]
# Words quoted end a title as they end a sentence; a row that ends no sentence in them is a title.
CLOSING = frozenset("”’」』》")
ASKED = re.compile(r"[^“”「」『』：:。]{5,26}[？！?!]")  # a title that asks or calls
MOST_ASKED = 3
LABEL = re.compile(r"[\u4e00-\u9fff]{2,4}")  # the name of a column, above a longer row
LONGER = 2  # characters
HEADED_OR_PARTED = 0.2  # probability of being a headline or a crosshead from which it is asked which of both
HEAD_TAGS = sorted(TITLES)
BELOW = [Tag.HEADLINE, Tag.HEADLINE_ON, Tag.KICKER, Tag.LABEL]  # what no row below the marked headline is
ABOVE = [Tag.HEADLINE, Tag.HEADLINE_ON, Tag.DECK]  # nor one above


@dataclass(frozen=True, slots=True)
class HeadWeights:
    """What the forest and the networks are worth beside each other; `data/sections.json` says where the numbers come from.

    networks  share of the networks' log-odds of headline against crosshead that is added
    rows      log-odds of a head of three rows or four, about which the forest is not asked
    begins    what is added to all: more heads begin articles than sections
    least     probability below which nothing is told apart
    """

    networks: float
    rows: float
    begins: float
    least: float


@cache
def head_weights(path: Path = DATA / "sections.json") -> HeadWeights:
    """Return the shipped numbers."""
    found = json.loads(path.read_text("utf-8"))
    return HeadWeights(found["networks"], found["rows"], found["begins"], found["least"])


def as_headed(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what title rows between texts head: the next article, or a section of the one above."""
    odds = odds.copy()
    rows = _rows(odds, lines)
    told = heads_told(rows)
    worth = dict(told.odds) | dict.fromkeys(told.stacks, head_weights().rows)
    worth = {head: value + _networks_say(odds, head) for head, value in worth.items()}
    for head in (*told.certain, *(head for head, value in worth.items() if len(head) > 1 and value > 0)):
        _as_head(odds, rows, head)
    for head, value in worth.items():
        for number in head if len(head) == 1 or value <= 0 else ():
            _as_heading(odds[number], rows[number], value)
    return odds


def _networks_say(odds: Floats, head: Sequence[int]) -> float:
    """Return what the networks add to the log-odds that an article begins with a head."""
    weights = head_weights()
    told = odds[list(head)]
    headlines = float(told[:, [Tag.HEADLINE, Tag.KICKER]].sum(axis=1).mean())
    crossheads = float(told[:, Tag.CROSSHEAD].mean())
    return weights.begins + weights.networks * log((headlines + weights.least) / (crossheads + weights.least))


def _as_head(odds: Floats, rows: Sequence[Row], head: Sequence[int]) -> None:
    """Read the rows of a head as those of an article, in place."""
    for number in head:
        if SIGNED.match(rows[number].text):  # behind a sign stands a name, or an item of a list
            continue
        if odds[number, Tag.FIRST] < HEADED or rows[number].bold:
            shares = odds[number, HEAD_TAGS] + head_weights().least / len(HEAD_TAGS)
            odds[number, HEAD_TAGS] += (1 - LEAST) * odds[number, Tag.CROSSHEAD] * shares / shares.sum()
            odds[number, Tag.CROSSHEAD] *= LEAST
    _as_marked(odds, rows, head)
    _as_named(odds, rows, head)


def _as_heading(odds: Floats, row: Row, value: float) -> None:
    """Read a row as the headline of an article or as a crosshead, in place; `value` is the log-odds of the first."""
    if row.bold:
        moved(odds, Tag, Tag.HEADLINE)
    elif row.text[-1] in CLOSING:
        moved(odds, [Tag.FIRST], Tag.HEADLINE)
    both = float(odds[[Tag.HEADLINE, Tag.CROSSHEAD]].sum())
    if both > HEADED_OR_PARTED:
        odds[Tag.HEADLINE] = both / (1 + exp(-value))
        odds[Tag.CROSSHEAD] = both - odds[Tag.HEADLINE]


def _as_marked(odds: Floats, rows: Sequence[Row], head: Sequence[int]) -> None:
    """Read the one row of a head that is set in bold type as the headline, in place; the others stand above or below it."""
    bold = [number for number in head if rows[number].bold]
    if len(bold) != 1:
        return
    moved(odds[bold[0]], Tag, Tag.HEADLINE)
    for number in head:
        if number < bold[0]:
            moved(odds[number], ABOVE, Tag.KICKER)
        elif number > bold[0]:
            moved(odds[number], BELOW, Tag.DECK)


def _as_named(odds: Floats, rows: Sequence[Row], head: Sequence[int]) -> None:
    """Read a few characters above a longer row of a head as the name of the column, in place: no kicker is so short."""
    first, *others = head
    below = rows[others[0]].text if others else ""
    is_label = LABEL.fullmatch(rows[first].text) is not None and not rows[first].bold
    if is_label and not is_name(below) and len(below) >= len(rows[first].text) + LONGER:
        moved(odds[first], Tag, Tag.LABEL)


def _rows(odds: Floats, lines: Sequence[Line]) -> list[Row]:
    """Return the rows of a text with what each may be."""
    beside, text = odds[:, BESIDE].sum(axis=1), odds[:, RUNNING].sum(axis=1)
    kinds = []
    for line in lines:
        kind = OTHER if beside[line.number] > HEADED else HEAD if may_be_title(line.text) else TEXT_ROW
        kinds.append(TEXT_ROW if text[line.number] > HEADED and not line.bold else kind)
    asked = [line for line in lines if kinds[line.number] == TEXT_ROW and ASKED.fullmatch(line.text)]
    if len(asked) <= MOST_ASKED:  # more are the questions of an interview
        for line in asked:
            near = (kinds[max(0, line.number - 1)], kinds[min(len(kinds) - 1, line.number + 1)])
            kinds[line.number] = HEAD if line.bold or HEAD in near else TEXT_ROW
    return [Row(line.text, kind, line.apart, line.bold) for line, kind in zip(lines, kinds, strict=True)]
