"""What holds of texts that somebody typed or pasted, beyond what the networks learnt: rows stand there in their order.

Each function takes odds (lines, tags) and returns new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from epubmaker.label.rows import is_cut_dateline
from epubmaker.label.web_words import DATE, TIME
from epubmaker.model import Line
from epubmaker.roles.conventions import HEADED, HEADED_BY, MOST_ROWS, moved
from epubmaker.roles.tags import HEADS, TEXT, Tag
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence, starts_with_dateline
from epubmaker.text.short_news import names_short_news
from epubmaker.text.surnames import is_name

Floats = NDArray[np.float32]
# Two to four characters between a headline and its text: all 16 such rows of the texts that this was made with name the author.
BARE_NAME, RATHER_NAMES = re.compile("[\u4e00-\u9fff]{2,4}"), 3.0
# None of 15,040 articles of four papers and agencies opens so, and 3,400 of their 108,408 later paragraphs do.
GOES_ON = re.compile(
    r"(?:此外|[据據](?:了解|悉|介[绍紹])|[会會]上|(?:与此|與此)?同[时時]|然而|不[过過]|[随隨][后後]|[对對]此|另外|[当當]然|事[实實]上)，"
)
LABEL = re.compile(r"【[^【】]{2,8}】|［[^［］]{2,8}］|\[[^\[\]]{2,8}\]|〖[^〖〗]{2,8}〗")
POSTED = re.compile(rf"[（(]?{DATE}(?:[ \u3000]*{TIME})?[）)]?")
# How letters close (此致 敬礼, 祝 工作顺利), and who signs them.
REGARDS, WISH = re.compile(r"此致|(?:此致)?敬[礼禮][！!。]?|[祝颂頌]"), re.compile(r"[^，。；]{2,10}[！!]")
SIGNER = re.compile(
    r"(?:[读讀]者|居民|市民|旅客|[学學]生|家[长長]|[业業]主|村民|[职職]工|同[学學]|朋友|群[众眾]|[顾顧]客|乘客)$"
)
LONGEST_SIGNER = 16  # characters
LEAST_CELLS, LEAST_ROWS = 3, 3  # of a table: two words apart are a title or a name with its office
# Who made the picture, in brackets behind its caption; news that ends so is longer.
PICTURED, LONGEST_CAPTION = re.compile(r"[（(][^（()）]{0,20}(?:[摄攝]影?|[供制製資资][料]?[图圖])[）)]$"), 60


def as_typed(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds of a text that somebody typed with all that this module knows. Linear in the lines."""
    for convention in (
        _as_names, _as_datelines, _as_labels, _as_posted, _as_letters, _as_captions, _as_inside, _as_short_news,
        _as_tables,
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


def _as_inside(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what stands above a text that goes on with another: no titles, but words of pictures or a crosshead."""
    odds = odds.copy()
    for number, after in enumerate(lines[2:], start=1):
        if not GOES_ON.match(after.text):
            continue
        for above in range(number, max(0, number - MOST_ROWS), -1):
            if ends_sentence(lines[above].text):
                break
            moved(odds[above], [*HEADS, Tag.KICKER, Tag.DECK], Tag.CROSSHEAD)
    return odds


def _as_short_news(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what stands between the texts below the name of a column of short news: their titles.

    The column ends at a label, and where a text has a second row.
    """
    odds, among = odds.copy(), False
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if names_short_news(before.text):
            among = True
        elif odds[before.number, Tag.LABEL] > HEADED or (
            ends_sentence(before.text) and ends_sentence(line.text)
        ):
            among = False
        if (
            among
            and ends_sentence(before.text)
            and ends_sentence(after.text)
            and not ends_sentence(line.text)
        ):
            moved(odds[line.number], [Tag.CROSSHEAD], Tag.HEADLINE)
    return odds


def _as_tables(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what rows are that follow each other and hold as many cells each: those of a table."""
    odds = odds.copy()
    for cells, run in groupby(lines, key=_cells):
        rows = list(run)
        if cells >= LEAST_CELLS and len(rows) >= LEAST_ROWS:
            for line in rows:
                moved(odds[line.number], Tag, Tag.TABLE)
    return odds


def _cells(line: Line) -> int:
    """Return how many cells a row holds that blanks part; none where it is a sentence."""
    return 0 if ends_sentence(line.text) else len(line.text.split())
