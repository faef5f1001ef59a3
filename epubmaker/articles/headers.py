"""Which rows of a header group are kicker (引题), headline and deck (副题): kicker rows first, deck rows last.

What each row is by its tag, what the rows say, whether a border would tear a word, and which row the text says once more are
weighed together. A kicker reports who said it or on which occasion; a deck opens with a dash, names the kind of piece, or who
was there.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from epubmaker.text import patterns as re

# A kicker that reports speech ends in the verb of saying, or with the occasion at which something was said.
KICKER_END = re.compile(
    r"(?:强调|指出|要求|表示|提出|希望|批示|号召|呼吁|透露|获悉|认为|宣布|主持|致辞|寄语|前夕|之际|以来)[:：]?$"
)
# Rows that end so are a kicker if they are set for themselves: the rows of one headline are broken to be of like length.
KICKER_END_APART = re.compile(r"(?:(?<![临及按准小当计同平])(?<!进行)时|[会议式动坛场礼展赛课典]上|[:：])$")
LIKE_LENGTH = 0.75
# Rows that name what they are: the facts, the background, what the piece is about.
NAMED = re.compile(
    r"^(?:新闻[一-龥]{1,3}|新聞[一-龥]{1,3}|核心提示|内容提要|內容提要|阅读提示|閱讀提示|提要|导读|導讀)[:：]"
)
DECK_START, DASH_END = re.compile(r"^[—\-–―－─]"), re.compile(r"[—–―－─]$")
# A deck may name the kind of piece that the headline opens.
DECK_END = re.compile(
    r"(?:综述|侧记|纪实|纪事|速写|掠影|述评|评述|观察|透视|扫描|巡礼|访谈|专访|解读(?:之.{1,2})?|系列报道(?:之.{1,2})?|探访|素描|见闻)[）)]?$"
)
# Who took the chair or was there, in a row below the headline of a meeting.
PRESIDING = re.compile(r"^[一-龥]{2,4}(?:主持|出席|参加|陪同|讲话|致辞|作报告)(?:会议)?$")
# A row of two or more short phrases set apart by spaces announces the headline below it.
ENUMERATION = re.compile(r"^\S{2,6}(?:[\s\u3000]+\S{2,6}){1,4}$")
HALF = 4  # characters of one of two phrases
HAN = re.compile("[一-龥]{2,}")
SAID, LEAD = 0.6, 2.0  # share of a headline's word pairs that the lead has, times as many as of any other row
MUCH_LONGER = 1.5  # times as long: of rows of one headline .015 are, of rows below a kicker or a headline .32


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row of a header group.

    odds   how likely it is kicker, headline, deck by its tag
    joint  log-odds that it goes on with the row before it, by the seams; None where that row stands elsewhere
    """

    text: str
    odds: tuple[float, float, float] = (1.0, 1.0, 1.0)
    joint: float | None = None


@dataclass(frozen=True, slots=True)
class HeaderWeights:
    """What speaks for a border between the parts of a header group (`data/headers.json`).

    least   the least odds of a tag that count
    worded  that the rows beside a border are worded as kicker or deck; also against rows so worded inside the headline
    longer  that the row below a kicker, below a headline is much longer than the one above
    torn    constant and slope: how much a border loses by seams that go on over it
    most    what a seam counts at most, either way
    lead    that the headline holds the row that the text says first
    sure    log-odds of a seam from which two rows are one, whatever else is said
    """

    least: float
    worded: float
    longer: tuple[float, float]
    torn: tuple[float, float]
    most: tuple[float, float]
    lead: float
    sure: float


@cache
def header_weights() -> HeaderWeights:
    """Return the shipped numbers."""
    found = json.loads((Path(__file__).parent / "data" / "headers.json").read_text("utf-8"))
    pairs = {name: (found[name][0], found[name][1]) for name in ("longer", "torn", "most")}
    return HeaderWeights(found["least"], found["worded"], **pairs, lead=found["lead"], sure=found["sure"])


def told_apart(
    rows: Sequence[HeaderRow], lead: str = "", most: int | None = None, *, whole: bool = False
) -> tuple[int, int]:
    """Return where the headline of some rows begins and where it ends.

    lead   the first words of the text below
    most   rows from this one on are no headline (they stand behind a byline)
    whole  the text holds a paragraph a row: then a headline is one row, but for rows that are plainly one
    """
    weights, texts = header_weights(), [row.text for row in rows]
    said = row_of_lead(texts, lead) if lead and len(rows) > 1 else None
    last = len(rows) if most is None else max(1, most)
    one = {
        at for at, row in enumerate(rows) if at < last and row.joint is not None and row.joint >= weights.sure
    }
    places = [
        (start, end)
        for start in range(last)
        for end in range(start + 1, last + 1)
        if one.isdisjoint((start, end)) and (not whole or one.issuperset(range(start + 1, end)))
    ]
    worth = {
        (start, end): sum(_tag_worth(rows, start, end, weights))
        + sum(_word_worth(texts, start, end, weights))
        - sum(_torn(rows[at].joint, weights) for at in (start, end) if 0 < at < len(rows))
        + (weights.lead / (end - start) if said is not None and start <= said < end else 0.0)
        for start, end in places
    }
    return max(places, key=lambda place: (worth[place], place[1] - place[0]))


def _tag_worth(rows: Sequence[HeaderRow], start: int, end: int, weights: HeaderWeights) -> Iterator[float]:
    for at, row in enumerate(rows):
        part = 0 if at < start else 1 if at < end else 2
        yield log(max(weights.least, row.odds[part]))


def _word_worth(texts: Sequence[str], start: int, end: int, weights: HeaderWeights) -> Iterator[float]:
    """Yield what the wording and the length of rows say for the borders of a headline, and against rows inside it.

    Larger type has fewer characters in a row: a row much longer than the one above is no more of its headline.
    """
    longer = [at > 0 and len(texts[at]) >= MUCH_LONGER * len(texts[at - 1]) for at in range(len(texts))]
    if start:
        yield weights.worded if _ends_kicker(texts, start - 1) else 0.0
        yield weights.longer[0] * longer[start]
        yield -weights.worded / 2 * _is_deck(texts, start)
    yield -weights.worded * sum(_ends_kicker(texts, at) for at in range(start, end - 1))
    for at in range(start + 1, min(end + 1, len(texts))):
        worth = weights.worded if _is_deck(texts, at) else weights.longer[1] * longer[at]
        yield worth if at == end else -worth


def _torn(joint: float | None, weights: HeaderWeights) -> float:
    """Return what a border loses by tearing what belongs together."""
    if joint is None:
        return 0.0
    return min(weights.most[1], max(weights.most[0], weights.torn[0] + weights.torn[1] * joint))


def row_of_lead(texts: Sequence[str], lead: str) -> int | None:
    """Return the row that the text's first words say once more: a headline's; None where no row is plainly that.

    A row that is worded as a kicker or a deck, or is much longer than one above, is said there too, and is none.
    """
    said = _pairs(lead)
    shares = [len(pairs & said) / len(pairs) if (pairs := _pairs(text)) else 0.0 for text in texts]
    best = max(range(len(texts)), key=shares.__getitem__)
    others = [share for at, share in enumerate(shares) if at != best]
    if any(pattern.search(texts[best]) for pattern in (KICKER_END, DECK_START, DECK_END, PRESIDING)):
        return None
    if best and len(texts[best]) >= MUCH_LONGER * min(map(len, texts[:best])):  # the facts, in small type
        return None
    return best if shares[best] >= SAID and shares[best] >= LEAD * max(others, default=0.0) else None


def _pairs(text: str) -> set[str]:
    return {run[at : at + 2] for run in HAN.findall(text) for at in range(len(run) - 1)}


def announces(text: str) -> bool:
    """Say whether a row is of short phrases of like length: it announces the headline below it.

    Two longer ones are a headline of two halves.
    """
    phrases = text.split()
    if not ENUMERATION.match(text) or (len(phrases) == 2 and max(map(len, phrases)) > HALF):
        return False
    return max(map(len, phrases)) - min(map(len, phrases)) <= 1


def _ends_kicker(texts: Sequence[str], at: int) -> bool:
    """Say whether a row ends a kicker: above a headline, so not a row that only a deck is worded as."""
    if at and (PRESIDING.match(texts[at]) or DECK_START.match(texts[at])):
        return False
    if KICKER_END.search(texts[at]):
        return True
    if not KICKER_END_APART.search(texts[at]):
        return at == 0 and announces(texts[at])
    shorter, longer = sorted((len(texts[at]), len(texts[at + 1])))
    return shorter < LIKE_LENGTH * longer


def _is_deck(texts: Sequence[str], at: int) -> bool:
    """Say whether a row begins the deck; a dash that two rows share is one of the text."""
    if DECK_START.match(texts[at]):
        return not DASH_END.search(texts[at - 1])
    worded = PRESIDING.match(texts[at]) or NAMED.match(texts[at])
    return bool(worded) or (at + 1 == len(texts) and bool(DECK_END.search(texts[at])))
