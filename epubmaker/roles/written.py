"""What holds of texts that somebody typed or pasted, beyond what the networks learnt: rows stand there in their order.

Each function takes odds (lines, tags) and returns new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epubmaker.label.rows import is_cut_dateline
from epubmaker.label.web_words import DATE, TIME
from epubmaker.model import Line
from epubmaker.roles.conventions import HEADED, HEADED_BY, moved
from epubmaker.roles.headed import as_headed
from epubmaker.roles.tags import TEXT, Tag
from epubmaker.roles.typed_rows import (
    as_columns,
    as_pointed,
    as_quoting,
    as_reached,
    as_writers,
    as_written_in,
)
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence, starts_with_dateline
from epubmaker.text.surnames import is_name

Floats = NDArray[np.float32]
# Two to four characters between a headline and its text: all 16 such rows of the texts that this was made with name the author.
BARE_NAME, RATHER_NAMES = re.compile("[\u4e00-\u9fff]{2,4}"), 3.0
LABEL = re.compile(r"【[^【】]{2,8}】|［[^［］]{2,8}］|\[[^\[\]]{2,8}\]|〖[^〖〗]{2,8}〗")
POSTED = re.compile(rf"[（(]?{DATE}(?:[ \u3000]*{TIME})?[）)]?")
# How letters close (此致 敬礼, 祝 工作顺利), and who signs them.
REGARDS, WISH = re.compile(r"此致|(?:此致)?敬[礼禮][！!。]?|[祝颂頌]"), re.compile(r"[^，。；]{2,10}[！!]")
SIGNER = re.compile(
    r"(?:[读讀]者|居民|市民|旅客|[学學]生|家[长長]|[业業]主|村民|[职職]工|同[学學]|朋友|群[众眾]|[顾顧]客|乘客)$"
)
LONGEST_SIGNER = 16  # characters
# Characters of a deck: shorter rows below a title name a part, an author or an item, longer ones are sentences.
SHORTEST_DECK, LONGEST_DECK, CLOSING = 6, 36, frozenset("”’」』》%％")
# Who made the picture, in brackets behind its caption; news that ends so is longer.
PICTURED, LONGEST_CAPTION = re.compile(r"[（(][^（()）]{0,20}(?:[摄攝]影?|[供制製資资][料]?[图圖])[）)]$"), 60


def as_typed(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds of a text that somebody typed with all that this module knows. Linear in the lines."""
    for convention in (
        _as_names, as_writers, _as_datelines, _as_labels, as_columns, _as_posted, _as_letters, as_written_in, _as_captions,
        as_pointed, as_quoting, as_reached, as_headed, _as_decks,
    ):  # fmt: skip
        odds = convention(odds, lines)
    return odds


def _as_names(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a bare name is: two to four characters between a headline and its text name who wrote."""
    odds = odds.copy()
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        headed = odds[before.number, HEADED_BY].sum() > HEADED
        if headed and BARE_NAME.fullmatch(line.text) and ends_sentence(after.text):
            odds[line.number, Tag.BYLINE] *= RATHER_NAMES
            odds[line.number] /= odds[line.number].sum()
    return odds


def _as_datelines(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a dateline is that fills a row of wrapped text: it opens the text that goes on in the next row."""
    odds = odds.copy()
    for line, after in pairwise(lines):
        if is_cut_dateline(line, after):
            moved(odds[line.number], Tag, Tag.FIRST)
            moved(odds[after.number], Tag, Tag.MORE)
    return odds


def _as_labels(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a few words in brackets are that stand above a title: the name of a section."""
    odds = odds.copy()
    for line, after in pairwise(lines):
        if (
            LABEL.fullmatch(line.text)
            and not starts_with_dateline(line.text[1:])
            and not ends_sentence(after.text)
        ):
            moved(odds[line.number], Tag, Tag.LABEL)
    return odds


def _as_decks(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a row without an end is that stands between a title and a longer paragraph: a deck, and no text."""
    odds = odds.copy()
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        headed = odds[before.number, (Tag.KICKER, *HEADED_BY)].sum() > HEADED
        again = before.text in line.text or line.text in before.text
        if headed and not (line.apart or again) and _may_be_deck(line.text) and _is_text_below(line, after):
            moved(odds[line.number], (Tag.FIRST, Tag.MORE), Tag.DECK)
    return odds


def _may_be_deck(text: str) -> bool:
    """Say whether a row is as long as a deck may be and ends as one does."""
    fits = SHORTEST_DECK <= len(text) <= LONGEST_DECK
    return fits and text[-1].isalnum() | (text[-1] in CLOSING) and not starts_with_dateline(text)


def _is_text_below(line: Line, after: Line) -> bool:
    return ends_sentence(after.text) and len(after.text) > len(line.text)


def _as_posted(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a date between a title and its text is: when the text was posted; below a text it signs."""
    odds = odds.copy()
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if not POSTED.fullmatch(line.text) or not ends_sentence(after.text):
            continue
        if odds[before.number, (*HEADED_BY, Tag.BYLINE)].sum() > HEADED:
            moved(odds[line.number], Tag, Tag.FURNITURE)
    return odds


def _as_letters(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with how letters close: regards and wishes are their text, a short row behind these signs."""
    odds = odds.copy()
    closing = False
    for before, line in pairwise(lines):
        if REGARDS.fullmatch(line.text) or (REGARDS.fullmatch(before.text) and WISH.fullmatch(line.text)):
            moved(odds[line.number], Tag, Tag.FIRST)
            closing = True
        elif closing:
            if _signs(line.text):
                moved(odds[line.number], Tag, Tag.SIGNATURE)
            closing = False
    return odds


def _signs(text: str) -> bool:
    """Say whether a row may be the name of who wrote a letter."""
    words = text.split()
    return len(text) <= LONGEST_SIGNER and (bool(SIGNER.search(text)) or is_name(words[-1]))


def _as_captions(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a short row below a text is that ends with who made the picture: its caption."""
    odds = odds.copy()
    for before, line in pairwise(lines):
        if len(line.text) > LONGEST_CAPTION or not PICTURED.search(line.text):
            continue
        if odds[before.number, sorted(TEXT)].sum() > HEADED:
            moved(odds[line.number], Tag, Tag.CAPTION)
    return odds
