"""How sure every join is, once all of them are made.

What the words say of a join was weighed before the page was put in order. Now its neighbours are known too: beside a join that
is wrong another one is, a line that fits better elsewhere may be missed there, and a repair that was not sure enough to be
made leaves its lines where they may not belong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from typing import NamedTuple

from epubmaker.assemble.paragraphs import PageShape, break_score
from epubmaker.label.marks import ends_sentence
from epubmaker.model import ArticlePlan, Chain, Join, Role, SeamTable, probability

Pair = tuple[int, int]
NO_NEIGHBOUR = 4.0  # log-odds of the join beside a paragraph's first or last one
ASKED = 8  # other continuations of a line that are looked at
STRANGER = -4.0  # log-odds: no join is less at home than this
MOST, LEAST = 7.0, -4.0  # log-odds of a join before its neighbours are known
LIMIT = 6.0  # log-odds either way of everything else


class AssuranceWeights(NamedTuple):
    """These weigh the signs of a join being right, all joins of the page known.

    own           what was said of it before
    seam          its seam
    lead_left, lead_right  the seam less the best other one of the left line, of the right line
    least_lead    the lesser of the two
    before, behind  what was said of the join before it and behind it
    unbroken      that no paragraph ends between
    withheld_left, withheld_right  a repair of the left line, of the right line was not sure enough to be made
    rival         how much better than where it stands another line would stand behind the left one
    row_goes_on   both lines stand in one row
    ends          the left line ends a sentence
    """

    one: float
    own: float
    seam: float
    lead_left: float
    lead_right: float
    least_lead: float
    before: float
    behind: float
    unbroken: float
    withheld_left: float
    withheld_right: float
    rival: float
    row_goes_on: float
    ends: float


# By whether a row holds a paragraph, and whether the join leaves source order. Learnt on simulated pages
# (`training/assembly.py`), a wrong join counting for two: a reader's newspaper is more foreign to the models than theirs.
# For the first kind it counts for 2.2 by now; that moved its constant, -0.92 when learnt, by the logarithm of the change. A later
# run of the script, on other pages, gave weights close to these and the same figures within a join or two.
WEIGHTS = {
    (True, False): AssuranceWeights(
        -1.02, 0.10, 0.34, -0.19, -0.01, 0.41, 0.19, 0.19, 0.35, -2.88, -1.69, -0.43, 1.38, -0.36
    ),
    (True, True): AssuranceWeights(
        -0.91, 0.71, -0.03, -0.05, 0.15, 0.00, 0.04, 0.19, 0.13, -2.45, -2.65, -0.11, 0.23, -2.07
    ),
    (False, False): AssuranceWeights(
        -3.84, 0.86, 0.51, -0.45, -0.01, -0.05, 0.14, 0.26, 0.40, -3.90, 1.69, -0.16, 0.00, 1.21
    ),
    (False, True): AssuranceWeights(
        -1.12, 1.12, -0.58, 0.23, 0.34, 0.25, 0.14, 0.30, 0.13, 0.00, 0.00, -0.21, 0.00, 1.73
    ),
}


@dataclass(frozen=True, slots=True)
class KnownJoins:
    """This is what is known of a page's joins: how sure each was, which line stands before and behind which, what was withheld.

    claims  for each line its two best seams from the left: log-odds and left line
    """

    said: Mapping[Pair, float]
    before: Mapping[int, int]
    behind: Mapping[int, int]
    withheld_left: frozenset[int]
    withheld_right: frozenset[int]
    claims: Mapping[int, Sequence[tuple[float, int]]]


def with_assurance(
    articles: Sequence[ArticlePlan], withheld: Sequence[Join], page: PageShape
) -> list[ArticlePlan]:
    """This returns the articles with every join of their paragraphs as sure as it is among the others.

    Without a table that knows how source order holds, the joins stay as they are. Linear in the joins and the seams.
    """
    if not page.seams.in_order:
        return list(articles)
    known = known_joins(articles, withheld, page)
    return [
        replace(article, chains=tuple(_assured(chain, known, page) for chain in article.chains))
        for article in articles
    ]


def known_joins(articles: Sequence[ArticlePlan], withheld: Sequence[Join], page: PageShape) -> KnownJoins:
    """This gathers what is known of the joins inside paragraphs."""
    said = {
        pair: odds for article in articles for chain in article.chains for pair, odds in _said(chain, page)
    }
    return KnownJoins(
        said,
        {right: left for left, right in said},
        dict(said.keys()),
        frozenset(join.left for join in withheld),
        frozenset(join.right for join in withheld),
        _claims(page),
    )


def _said(chain: Chain, page: PageShape) -> Iterator[tuple[Pair, float]]:
    """This yields the joins of a paragraph with the log-odds that they had so far."""
    if chain.kind is not Role.BODY:
        return
    noted = {(join.left, join.right): _log_odds(join.confidence) for join in chain.joins}
    for pair in pairwise(chain.lines):
        yield pair, noted.get(pair, page.seams.in_order[pair[0]])


def _claims(page: PageShape) -> dict[int, list[tuple[float, int]]]:
    """This returns for each line its two best seams from the left."""
    claims: dict[int, list[tuple[float, int]]] = {}
    for seams in page.seams.candidates:
        for seam in seams:
            best = claims.setdefault(seam.right, [])
            best.append((seam.log_odds, seam.left))
            if len(best) > 2:
                best.remove(min(best))
    return claims


def _assured(chain: Chain, known: KnownJoins, page: PageShape) -> Chain:
    """This returns a paragraph with all its joins, each as sure as it is among the others."""
    if chain.kind is not Role.BODY:
        return chain
    joins = []
    for place, (left, right) in enumerate(pairwise(chain.lines)):
        after = chain.lines[place + 2] if place + 2 < len(chain.lines) else None
        signs = assurance_signs((left, right), after, known, page)
        weights = WEIGHTS[page.joined, right != left + 1]
        log_odds = sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
        joins.append(Join(left, right, round(probability(log_odds), 3), moved=right != left + 1))
    return replace(chain, joins=tuple(joins))


def assurance_signs(pair: Pair, after: int | None, known: KnownJoins, page: PageShape) -> tuple[float, ...]:
    """This returns what speaks for a join, in the order of `AssuranceWeights`; `after` is the line behind it."""
    (left, right), seams, lines = pair, page.seams, page.lines
    seam = seams.log_odds(left, right)
    others = (other.log_odds for other in seams.candidates[left] if other.right != right)
    lead_left = _limited(seam - max(others, default=seams.floor))
    claims = (odds for odds, other in known.claims.get(right, ()) if other != left)
    lead_right = _limited(seam - max(claims, default=seams.floor))
    beyond = None if after is None else lines[after]
    return (
        1.0,
        min(MOST, max(LEAST, known.said[pair])),
        _limited(seam),
        lead_left,
        lead_right,
        min(lead_left, lead_right),
        _limited(known.said.get((known.before.get(left, -1), left), NO_NEIGHBOUR), LEAST),
        _limited(known.said.get((right, known.behind.get(right, -1)), NO_NEIGHBOUR), LEAST),
        _limited(-break_score(lines[left], lines[right], beyond, page)),
        float(left in known.withheld_left),
        float(right in known.withheld_right),
        _rival(pair, known, seams),
        float(lines[right].joint == "space"),
        float(ends_sentence(lines[left].text)),
    )


def _rival(pair: Pair, known: KnownJoins, seams: SeamTable) -> float:
    """This returns how much better another line would stand behind the left line than it does where it stands."""
    left, right = pair
    best = -LIMIT
    for other in seams.candidates[left][:ASKED]:
        if other.right == right:
            continue
        before = known.before.get(other.right)
        at_home = 0.0 if before is None else max(STRANGER, seams.log_odds(before, other.right))
        best = max(best, other.log_odds - at_home)
    return min(LIMIT, best)


def _log_odds(confidence: float) -> float:
    """This turns a probability back into log-odds."""
    bounded = min(0.999, max(0.001, confidence))
    return log(bounded / (1 - bounded))


def _limited(value: float, least: float = -LIMIT) -> float:
    return min(LIMIT, max(least, value))
