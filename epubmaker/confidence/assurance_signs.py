"""The signs of a join being right, once all joins of the page are known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log1p
from statistics import median

from epubmaker.articles.paragraphs import PageShape, break_score
from epubmaker.confidence.exchanges import ExchangeCosts, Exchanges
from epubmaker.model import ArticlePlan, Chain, Role
from epubmaker.text.marks import ends_sentence

Pair = tuple[int, int]
NO_NEIGHBOUR = 4.0  # log-odds of the join beside a paragraph's first or last one
ASKED = 8  # other continuations of a line that are looked at
STRANGER = -4.0  # log-odds: no join is less at home than this
MOST, LEAST = 7.0, -4.0  # log-odds of a join before its neighbours are known
LIMIT = 6.0  # log-odds either way of everything else
EXCHANGE = (-12.0, 10.0)  # log-odds
# own           what was said of it before
# seam          its seam
# lead_left, lead_right  the seam less the best other one of the left line, of the right line
# least_lead    the lesser of the two
# before, behind  what was said of the join before it and behind it
# unbroken      that no paragraph ends between
# rival         how much better than where it stands another line would stand behind the left one
# row_goes_on   both lines stand in one row
# ends          the left line ends a sentence
# exchange      what the page would gain by breaking it (`exchanges.py`)
# far           how far it leads, logarithm of lines; 0 to the next line
# step_before, step_behind  1 if the join before it, behind it leads as far and the same way, -1 if not, 0 without one
# left_length, right_length  how long its lines are beside the page's others
# joined        a row of the source holds a paragraph
# moved         it leaves source order
SIGNS = (
    "own",
    "seam",
    "lead_left",
    "lead_right",
    "least_lead",
    "before",
    "behind",
    "unbroken",
    "rival",
    "row_goes_on",
    "ends",
    "exchange",
    "far",
    "step_before",
    "step_behind",
    "left_length",
    "right_length",
    "joined",
    "moved",
)


@dataclass(frozen=True, slots=True)
class KnownJoins:
    """What is known of a page's joins: how sure each was, which line stands before and behind which.

    claims  for each line its two best seams from the left: log-odds and left line
    usual   the length of a line of the page, in characters
    ranks   the place of each line in the source
    """

    page: PageShape
    said: Mapping[Pair, float]
    before: Mapping[int, int]
    behind: Mapping[int, int]
    claims: Mapping[int, Sequence[tuple[float, int]]]
    exchanges: Exchanges
    usual: float
    ranks: Sequence[int]


def known_joins(articles: Sequence[ArticlePlan], page: PageShape) -> KnownJoins:
    """Gather what is known of the joins inside paragraphs."""
    said = {
        pair: odds for article in articles for chain in article.chains for pair, odds in _said(chain, page)
    }
    return KnownJoins(
        page,
        said,
        {right: left for left, right in said},
        dict(said.keys()),
        _claims(page),
        Exchanges(articles, page.seams, ExchangeCosts()),
        median(len(line.text) for line in page.lines) or 1.0,
        _ranks(page),
    )


def _ranks(page: PageShape) -> list[int]:
    """Return the place of each line in the source."""
    order = sorted(range(len(page.lines)), key=lambda number: page.lines[number].span.start)
    ranks = [0] * len(order)
    for rank, number in enumerate(order):
        ranks[number] = rank
    return ranks


def _said(chain: Chain, page: PageShape) -> Iterator[tuple[Pair, float]]:
    """Yield the joins of a paragraph with the log-odds that they had so far."""
    if chain.kind is not Role.BODY:
        return
    noted = {(join.left, join.right): _log_odds(join.confidence) for join in chain.joins}
    for pair in pairwise(chain.lines):
        yield pair, noted[pair] if pair in noted else _in_order(pair[0], page)


def _in_order(line: int, page: PageShape) -> float:
    """Return how sure a line is followed by the next; a scorer that does not say leaves it open."""
    return page.seams.in_order[line] if page.seams.in_order else 0.0


def _claims(page: PageShape) -> dict[int, list[tuple[float, int]]]:
    """Return for each line its two best seams from the left."""
    claims: dict[int, list[tuple[float, int]]] = {}
    for seams in page.seams.candidates:
        for seam in seams:
            best = claims.setdefault(seam.right, [])
            best.append((seam.log_odds, seam.left))
            if len(best) > 2:
                best.remove(min(best))
    return claims


def paragraph_signs(chain: Chain, known: KnownJoins) -> Iterator[tuple[Pair, tuple[float, ...]]]:
    """Yield the joins of a paragraph with their signs, in the order of `SIGNS`."""
    for left, right in pairwise(chain.lines):
        pair = (left, right)
        yield (
            pair,
            (
                *_word_signs(pair, known),
                _clipped(known.exchanges.gain(left, right), *EXCHANGE),
                *_way_signs(pair, known),
                len(known.page.lines[left].text) / known.usual,
                len(known.page.lines[right].text) / known.usual,
                float(known.page.joined),
                float(known.ranks[right] != known.ranks[left] + 1),
            ),
        )


def _word_signs(pair: Pair, known: KnownJoins) -> tuple[float, ...]:
    """Return what the words of the two lines, of their neighbours and rivals say."""
    (left, right), page = pair, known.page
    seams, lines = page.seams, page.lines
    seam = seams.log_odds(left, right)
    others = (other.log_odds for other in seams.candidates[left] if other.right != right)
    lead_left = _limited(seam - max(others, default=seams.floor))
    claims = (odds for odds, other in known.claims.get(right, ()) if other != left)
    lead_right = _limited(seam - max(claims, default=seams.floor))
    after = known.behind.get(right)
    beyond = None if after is None else lines[after]
    return (
        _clipped(known.said[pair], LEAST, MOST),
        _limited(seam),
        lead_left,
        lead_right,
        min(lead_left, lead_right),
        _limited(known.said.get((known.before.get(left, -1), left), NO_NEIGHBOUR)),
        _limited(known.said.get((right, known.behind.get(right, -1)), NO_NEIGHBOUR)),
        _limited(-break_score(lines[left], lines[right], beyond, page)),
        _rival(pair, known),
        float(lines[right].joint == "space"),
        float(ends_sentence(lines[left].text)),
    )


def _way_signs(pair: Pair, known: KnownJoins) -> tuple[float, float, float]:
    """Return how far a join leads, and whether its neighbours lead as far."""
    left, right = pair
    ranks = known.ranks
    before, behind = known.before.get(left), known.behind.get(right)
    return (
        log1p(abs(ranks[right] - ranks[left])) if ranks[right] != ranks[left] + 1 else 0.0,
        0.0 if before is None else _same(ranks[left] - ranks[before], ranks[right] - ranks[left]),
        0.0 if behind is None else _same(ranks[behind] - ranks[right], ranks[right] - ranks[left]),
    )


def _same(one: int, other: int) -> float:
    return 1.0 if one == other else -1.0


def _rival(pair: Pair, known: KnownJoins) -> float:
    """Return how much better another line would stand behind the left line than it does where it stands."""
    (left, right), seams = pair, known.page.seams
    best = -LIMIT
    for other in seams.candidates[left][:ASKED]:
        if other.right == right:
            continue
        before = known.before.get(other.right)
        at_home = 0.0 if before is None else max(STRANGER, seams.log_odds(before, other.right))
        best = max(best, other.log_odds - at_home)
    return min(LIMIT, best)


def body_chains(articles: Iterable[ArticlePlan]) -> Iterator[Chain]:
    """Yield the paragraphs of all articles."""
    yield from (chain for article in articles for chain in article.chains if chain.kind is Role.BODY)


def _log_odds(confidence: float) -> float:
    """Turn a probability back into log-odds."""
    bounded = min(0.999, max(0.001, confidence))
    return log(bounded / (1 - bounded))


def _limited(value: float) -> float:
    return _clipped(value, -LIMIT, LIMIT)


def _clipped(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))
