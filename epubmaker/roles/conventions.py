"""What conventions of print and of writing add to the odds of tags, beyond what the networks learnt.

Each function takes odds (lines, tags) and returns new ones; a row keeps a small chance of being something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Label, Line
from epubmaker.roles.tags import TEXT, Tag
from epubmaker.text import patterns as re
from epubmaker.text.jump_marks import is_jump
from epubmaker.text.marks import SUBTITLE, ends_sentence
from epubmaker.text.surnames import is_name

Floats = NDArray[np.float32]
PARALLEL = "parallel"  # the labeller's rule for rows that are written as a set
# Generated pages hold no sets of crossheads, real ones do: among them, rows so written are crossheads some ten times as often.
RATHER_CROSSHEADS, SET = 12.0, 0.95
LEAST = 0.01  # how likely it remains that a row is text at first and something else then
HEADED = 0.5  # probability of being a title's row from which what stands below is read as below a title
MOST_ROWS = 4  # of a title that ends in the row in which its text begins
SHORTEST = 5  # characters of such a title: fewer are the name of who wrote
TITLE_ROWS = (Tag.HEADLINE, Tag.HEADLINE_ON)
HEADED_BY = (*TITLE_ROWS, Tag.DECK)
SIGNED, NEARBY = re.compile("[◎○●□■◇◆△▲☆★/／][ \u3000]?"), 5  # lines: items of a list are hardly longer


def as_rows(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a row is: a line that goes on in the row of a line of text is text too."""
    odds, text = odds.copy(), sorted(TEXT)
    others = [tag for tag in Tag if tag not in TEXT]
    for number, line in enumerate(lines):
        if line.joint == "space" and number:
            odds[number, others] *= max(LEAST, 1 - float(odds[number - 1, text].sum()))
            odds[number] /= odds[number].sum()
    return odds


def as_sets(odds: Floats, labels: Sequence[Label]) -> Floats:
    """Return the odds with what a set is: rows of one form and length are one thing, and crossheads rather than anything else."""
    members = [number for number, label in enumerate(labels) if label.rule == PARALLEL]
    if len(members) < 2:
        return odds
    odds = odds.copy()
    together = odds[members].mean(axis=0)
    together[Tag.CROSSHEAD] *= RATHER_CROSSHEADS
    together /= together.sum()
    if together.argmax() == Tag.CROSSHEAD:  # a set is one thing: what is true of one row is as sure of all
        together = together * (1 - SET) + SET * np.eye(len(Tag), dtype=np.float32)[Tag.CROSSHEAD]
    odds[members] = together
    return odds


def as_signed(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a sign before a bare name says: below a headline it names who wrote (◎周明远).

    Several such rows are the items of a list (◎时间, ◎地点).
    """
    odds, others = odds.copy(), [tag for tag in Tag if tag is not Tag.BYLINE]
    signed = [line for line in lines if SIGNED.match(line.text)]
    for at, line in enumerate(signed):
        beside = [*signed[max(0, at - 1) : at], *signed[at + 1 : at + 2]]
        alone = all(abs(other.number - line.number) > NEARBY for other in beside)
        headed = line.number > 0 and odds[line.number - 1, (Tag.KICKER, *HEADED_BY)].sum() > HEADED
        if alone and headed and is_name(SIGNED.sub("", line.text)):
            moved(odds[line.number], others, Tag.BYLINE)
    return odds


def as_subtitles(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a double dash opens: below a headline it is a deck and no further row of the headline.

    The same words once more below a headline are the first of its text.
    """
    odds = odds.copy()
    for before, line in pairwise(lines):
        if odds[before.number, HEADED_BY].sum() <= HEADED:
            continue
        if SUBTITLE.match(line.text):
            moved(odds[line.number], [Tag.HEADLINE_ON], Tag.DECK)
        elif before.text == line.text and line.row != before.row:
            moved(odds[line.number], HEADED_BY, Tag.FIRST)
    return odds


def is_run_in(title: Line, text: Line) -> bool:
    """Say whether a line is a title in the row of its text (`segment/run_in.py`), and neither of them a jump."""
    together = text.row == title.row and text.joint == "blank"
    return together and not (is_jump(title.text) or is_jump(text.text))


def as_run_in(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a row says that holds a title's end and the first words of its text: the title is none of the text.

    So are the rows right above it back to the last that ends a sentence or is something else.
    """
    odds, others = odds.copy(), [*sorted(TEXT), Tag.DECK, Tag.CROSSHEAD]  # larger type runs in neither
    for upper, lower in pairwise(lines):
        if not is_run_in(upper, lower):
            continue
        first = upper.number
        while _goes_up(odds, lines, first, upper.number):
            first -= 1
        if sum(len(line.text) for line in lines[first : lower.number]) < SHORTEST:
            continue
        headed = first > 0 and lines[first].joint == "newline" and odds[first - 1].argmax() in TITLE_ROWS
        for number in range(first, upper.number + 1):
            moved(odds[number], others, Tag.HEADLINE if number == first and not headed else Tag.HEADLINE_ON)
        moved(odds[lower.number], TITLE_ROWS, Tag.FIRST)
    return odds


def _goes_up(odds: Floats, lines: Sequence[Line], first: int, last: int) -> bool:
    """Say whether the line above a title's row that seems to be text is a row of the same title."""
    if first == 0 or last - first >= MOST_ROWS - 1 or lines[first].joint != "newline":
        return False
    above = lines[first - 1]
    adjacent = above.row == lines[first].row - 1
    return adjacent and odds[first - 1].argmax() in TEXT and not ends_sentence(above.text)


def moved(odds: Floats, tags: Iterable[Tag], home: Tag) -> None:
    """Give nearly all the odds of some tags to another one, in place."""
    for tag in tags:
        if tag is not home:
            odds[home] += (1 - LEAST) * odds[tag]
            odds[tag] *= LEAST
