"""Titles: the rows of headline groups (kicker, headline, deck), column labels and crossheads, told from rows of text.

A title is set apart: short, wider or narrower than the column, without a stop, between a text that has ended and one that
begins; and it is worded as a title (`title_words.py`). No single sign decides; a row is a title when the sum of the signs is
positive. Which title is the headline is decided with the articles, where the bodies are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from epubmaker.label.rows import LabelRow
from epubmaker.label.title_words import title_words
from epubmaker.model import Label, Role
from epubmaker.text import patterns as re
from epubmaker.text.marks import LEFT_OPEN, LINE_START_FORBIDDEN, ends_sentence, starts_with_dateline

MOST_ROWS = 3  # of one title
LONGEST = 60  # characters in one row of a title; three full headline lines
SCALE = 8.0  # title score for half of all confidence
NEARLY = 3.2  # score below zero at which text may still turn out a title
PROMPT = re.compile(r"^[一-龥]{2,4}[:：]\S")
NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.]|第[一二三四五六七八九十]+[、章节])")
REMARK = re.compile(
    r"^[（(](?:作者|据|来源|本文|记者|文中|注)[^）)]*[）)]?$"
)  # a remark on the article, in brackets
ENUMERATION = re.compile(r"^\S{2,8}(?:[\s　]\S{2,8}){1,4}$")  # 强交流 听意见 促发展


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a row: the text rows before and after it, and its neighbours in the run.

    before_closed  the text before it ends a sentence (or there is none)
    after_opens    what follows starts a news item or a paragraph (or is a byline)
    by_byline      a byline stands next to it
    alone          the run it stands in holds no row of running text
    doubled        its text is set twice in the row
    """

    before_closed: bool
    after_opens: bool
    by_byline: bool
    alone: bool
    doubled: bool


class TitleWeights(NamedTuple):
    """These weigh a constant, how a row is set, its words, and that it is as wide as a paragraph's first line.

    Learnt on simulated pages (`training/label_titles.py`). Where rows are paragraphs, such a lone line was torn off one.
    """

    one: float
    setting: float
    words: float
    first_line: float


# Where a row is a line of a column, titles are rare among the rows; where it is a paragraph, they are not.
ROW_A_LINE = TitleWeights(-1.2, 0.83, 1.12, 0.0)
ROW_A_PARAGRAPH = TitleWeights(0.85, 0.7, 1.1, -2.7)


def is_impossible(row: LabelRow, before: LabelRow | None = None, after: LabelRow | None = None) -> bool:
    """Say whether a row cannot be a title by its marks alone.

    `before` and `after` are the rows that it may be one title with: a mark that cannot begin or end a line may stand
    between two rows of a title.
    """
    text = row.text.strip()
    return (
        "。" in text
        or len(text) > LONGEST
        or (text[0] in LINE_START_FORBIDDEN and before is None)
        or bool(REMARK.match(text))
        or (text[-1] in LEFT_OPEN - {"：", ":"} and after is None)
        or starts_with_dateline(text)
        or not any("\u4e00" <= character <= "\u9fff" for character in text)
    )


def group_words(group: Sequence[LabelRow]) -> float | None:
    """Return how the rows of a short group sound as one title, None if they are too many for that."""
    texts = [row.text.strip() for row in group]
    whole = "".join(texts)
    if len(group) > MOST_ROWS or len(whole) > LONGEST:
        return None
    return title_words().log_odds(whole)


def title_signs(row: LabelRow, around: Surroundings, group: float | None) -> tuple[float, ...]:
    """Return what speaks for a row being a title, in the order of `TitleWeights`.

    `group` is how the row and those beside it sound as one title; a title cut in two sounds like none by halves.
    """
    words = title_words().log_odds(row.text) if group is None else group
    first_line = len(row.lines) == 1 and abs(row.width - (row.measure - 2)) <= 0.6
    return 1.0, setting_score(row, around), words, float(first_line)


def title_score(signs: Sequence[float], weights: TitleWeights) -> float:
    """Return the log-odds of a row being a title."""
    return sum(weight * sign for weight, sign in zip(weights, signs, strict=True))


def setting_score(row: LabelRow, around: Surroundings) -> float:
    """Add up how a row is set: its marks, its shape, and what stands around it."""
    text = row.text.strip()
    score = -0.4
    score += 1.0 if around.before_closed else -1.6
    score += 0.9 if around.after_opens else -0.3
    score += 1.6 if around.by_byline else 0.0
    score += 0.7 if around.alone else -2.2
    score += 3.0 if around.doubled else 0.0
    score += _shape_score(row)
    score -= 0.7 * (text.count("，") + text.count(","))
    score -= 0.8 if text.endswith(("；", ";", "：", ":")) else 0.0
    score += 0.8 if ENUMERATION.match(text) else 0.0
    score += 0.4 if text[0] in "—-――" else 0.0
    return score


def _shape_score(row: LabelRow) -> float:
    """Score the widths of a row's lines against the column that text is set in."""
    measure = row.measure
    if not measure:
        return 0.3
    if row.joined:
        return _joined_shape_score(row)
    if row.width > row.widest + 2.2:
        return 2.2  # wider than the column: not set in it
    if abs(row.width - measure) <= 1.0 or abs(row.width - (measure - 2)) <= 0.6:
        return -0.9 if abs(row.width - measure) <= 1.0 else -0.5  # a full line, or a paragraph's first
    if row.width < 0.75 * measure and not ends_sentence(row.text):
        return 1.7  # too short for a line that goes on, and no end
    return 0.3


def _joined_shape_score(row: LabelRow) -> float:
    """Score a row of several lines: text fills its column, a title is balanced."""
    full = sum(abs(line.width - row.measure) <= 1.0 for line in row.lines[:-1])
    opening = abs(row.lines[0].width - (row.measure - 2)) <= 1.0
    wide = any(line.width > row.widest + 2.2 for line in row.lines)
    return 2.2 * wide - 1.5 * full - 0.8 * (opening and not wide) - 0.4 * max(0, len(row.lines) - 2)


def may_be_crosshead(row: LabelRow, around: Surroundings) -> bool:
    """Say whether a row could be a title inside a text: alone, after an end, without an end of its own."""
    return around.alone and around.before_closed and not is_impossible(row) and not ends_sentence(row.text)


def title_label(row: LabelRow, score: float, prompts: bool) -> Label | None:
    """Label a row by its score: a title (headline for the time being, or a prompt), or text that is nearly one.

    `prompts` says that it stands where a prompt may: by itself, no byline beside it.
    The confidence of either tells how far from the border it stands; the roles of the page settle what is near it.
    """
    if score <= -NEARLY:
        return None
    if score <= 0:
        return Label(Role.BODY, 0.5 - score / SCALE, "title-like")
    role = Role.LABEL if prompts and PROMPT.match(row.text.strip()) else Role.HEADLINE
    return Label(role, min(0.97, 0.5 + score / SCALE), "title")
