"""Which row of a head is the headline where somebody typed the text: no type and no place tells it, so the words must.

Two rows in their order are a kicker and its headline or a headline and its deck. A row of a few characters, one that reports who
said something or on which occasion, introduces what stands below it. A question waits for its answer below;
a row that opens with who said it, whom it portrays or what was asked for tells more of what stands above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.text import patterns as re

# Rows that are left open: the verb of saying or the occasion at their end introduces the headline.
SAYS = re.compile(
    r"(?:建议|建議|显示|顯示|发布|發布|公布|通报|通報|提醒|调查|調查|发现|發現|解读|解讀|明确|明確|规定|規定|预测|預測|预警|預警"
    r"|案例|强调|強調|透露|指出|回应|回應|声明|聲明|研究)$"
)
OCCASION = re.compile(
    r"(?:召开|召開|举行|舉行|闭幕|閉幕|开幕|開幕|揭幕|揭晓|揭曉|在即|在望|将至|將至|来临|來臨|[周週]年|之后|之後|前夕|之际|之際|时|時|前"
    r"|后|後|上|中|整治|行动|行動|首例|首次|首趟|研制|研製)$"
)
QUESTION = re.compile(
    r"[？！?!]”?$|[吗嗎呢][？?]?$|谁|誰|怎么|怎麼|怎样|怎樣|如何|为何|為何|为什么|為什麼|何以|何时|何時|何在|多少钱|多少錢"
    r"|该不该|該不該|能不能|要不要|何去何从|何去何從|[几幾]何$|[与與能该該应應可]否$"
)
# Rows that only a deck begins or ends as: who is portrayed, what was asked for, who was there, who says so.
TELLS_MORE = re.compile(
    r"^(?:记|記|访|訪|写在|寫在|来自|來自|致|强调|強調|要求|祝愿|祝願|决定|決定|双方|雙方|两国|兩國|建议|建議|并|並|有的|向[^，]{2,20}(?:致以|表示)"
    r"|为[^，]{2,8}，|為[^，]{2,8}，|[^，]{2,8}[：:])"
    r"|(?:主持|出席|参加|參加|陪同|讲话|講話|致辞|致辭|作报告|作報告|到会祝贺|到會祝賀)(?:会议|會議|大会|大會|活动|活動)?$"
)
# Who says it: a person by what he is, a body by its name.
SPEAKER = re.compile(
    r"[^，]{0,9}(?:专家|專家|学者|學者|教授|[院校局部会會市县縣镇鎮处處][长長]|主任|书记|書記|代表|委员|委員|律师|律師|[医醫][生师師]|志愿者|志願者"
    r"|发言人|發言人|负责人|負責人)|[^，]{2,6}(?:[卫衛]健委|[发發]改委|局|厅|廳|协会|協會|公会|公會)"
)
SHORT = 6  # characters of a row that hardly is a headline


@dataclass(frozen=True, slots=True)
class TypedWeights:
    """What speaks for the lower one of two rows being the headline, in log-odds (`data/headers.json`).

    constant  before anything is known      tag       by the log-odds of the upper row being a kicker and no headline
    question  that the lower row asks and the upper one does not, or the other way round
    worded    that a row is worded as only a kicker or a deck is; that the upper row ends in what is said, in an occasion, is short
    deck      that the lower row tells more by its first or last words
    lead      by the share of the lower row's words that the text says first; that it plainly says one of the two
    """

    constant: float
    tag: float
    question: float
    worded: tuple[float, float, float, float]
    deck: float
    lead: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows of a head in their order, beside what is known of them.

    kicker  log-odds by its tag of the upper row being a kicker and no headline
    ends    that the upper row ends as only a kicker does, or names a column
    deck    that the lower row opens as only a deck does
    said    the share of the lower row's words that the text says first; 1 if it plainly says this row, -1 if the upper one
    """

    upper: str
    lower: str
    kicker: float
    ends: bool
    deck: bool
    said: tuple[float, int]


def lower_worth(pair: Pair, weights: TypedWeights) -> float:
    """Return the log-odds of the lower row being the headline."""
    upper, lower = pair.upper, pair.lower
    asks = (QUESTION.search(lower) is not None) - (QUESTION.search(upper) is not None)
    worth = weights.constant + weights.tag * pair.kicker + weights.question * asks + _worded(pair, weights)
    said, once_more = pair.said
    return worth + weights.lead[0] * said + weights.lead[1] * once_more


def _worded(pair: Pair, weights: TypedWeights) -> float:
    """Return what the words at the ends of two rows say; a row that ends as a kicker has its headline below it."""
    last, says, occasion, short = weights.worded
    if pair.ends or pair.deck:
        return last if pair.ends else -last
    if TELLS_MORE.search(pair.lower):
        return weights.deck
    worth = short * (len(pair.upper) <= SHORT)
    if SAYS.search(pair.upper) or SPEAKER.fullmatch(pair.upper):
        return worth + says
    return worth + (occasion if OCCASION.search(pair.upper) else 0.0)


def headline_of(pairs: Sequence[float]) -> int:
    """Return which of some rows is the headline: the one that gains most over those above and below it.

    `pairs` are the log-odds of each row but the first being the headline rather than the one above it.
    """
    worth, best, most = 0.0, 0, 0.0
    for at, gain in enumerate(pairs, 1):
        worth += gain
        if worth > most:
            best, most = at, worth
    return best
