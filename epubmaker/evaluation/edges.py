"""Figures from places: which line follows which, where paragraphs begin, what belongs together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from epubmaker.evaluation.figures import Tally
from epubmaker.evaluation.places import PlacedArticle
from epubmaker.evaluation.told import NOWHERE, Told, adjacent
from epubmaker.model import Span

Pair = tuple[int, int]  # the last character of a line and the first of the next one, in source offsets


@dataclass(frozen=True, slots=True)
class Truth:
    """A gold by source position.

    within   the joins inside paragraphs        between  those from one paragraph of an article to the next
    ends     the last characters of all pieces  opens    the first characters of all paragraphs
    article  the gold article of each character of a body, by position
    """

    within: frozenset[Pair]
    between: frozenset[Pair]
    ends: tuple[int, ...]
    opens: frozenset[int]
    article: dict[int, int]


def truth_of(placed: Sequence[PlacedArticle], source: str) -> Truth:
    """Read a gold by source position; a join with a piece that is not in the source is unknown."""
    within: set[Pair] = set()
    between: set[Pair] = set()
    ends: list[int] = []
    opens: set[int] = set()
    article_of: dict[int, int] = {}
    for number, article in enumerate(placed):
        blocks = [block for block in article.blocks if block]
        within |= {(a.end - 1, b.start) for block in blocks for a, b in pairwise(block) if a and b}
        heads, tails = [block[0] for block in blocks], [block[-1] for block in blocks]
        between |= {(a.end - 1, b.start) for a, b in zip(tails, heads[1:], strict=False) if a and b}
        opens |= {head.start for head in heads if head}
        for span in (piece for block in blocks for piece in block if piece):
            ends.append(span.end - 1)
            inside = range(span.start, span.end)
            article_of.update((at, number) for at in inside if not source[at].isspace())
    return Truth(frozenset(within), frozenset(between), tuple(ends), frozenset(opens), article_of)


def told_join(left: int, told: Told) -> Pair | None:
    """Return the join that the edition makes behind a character, inside its paragraph."""
    right = told.after[left]
    if right == NOWHERE or told.block[right] != told.block[left]:
        return None
    return left, right


def edge_figures(truth: Truth, told: Told, source: str) -> dict[str, Tally]:
    """Compare what follows what. Precision is over the ends of gold pieces, the only ones of which truth is known."""
    right = {pair for pair in truth.within if told_join(pair[0], told) == pair}
    kept = {pair for pair in truth.within if adjacent(*pair, source)}
    made = [pair for left in truth.ends if (pair := told_join(left, told))]
    passed = [
        (left, told.after[left])
        for left in truth.ends
        if told.after[left] != NOWHERE and not told_join(left, told)
    ]
    every = truth.within | truth.between
    return {
        "joins": Tally(len(right), len(truth.within)),
        "in_order": Tally(len(right & kept), len(kept)),
        "hard": Tally(len(right - kept), len(truth.within - kept)),
        "repairs": Tally(sum(pair in truth.within for pair in told.jumps), len(told.jumps)),
        "mid_precision": Tally(sum(pair in truth.within for pair in made), len(made)),
        "ends": Tally(len(truth.between.intersection(passed)), len(truth.between)),
        "ends_precision": Tally(sum(pair in truth.between for pair in passed), len(passed)),
        "successors": Tally(sum(told.after[a] == b for a, b in every), len(every)),
    }


def paragraph_figure(truth: Truth, told: Told) -> Tally:
    """Compare where paragraphs begin: F1."""
    return Tally(2 * len(truth.opens & told.opens), len(truth.opens) + len(told.opens))


def grouping_figure(truth: Truth, told: Told) -> Tally:
    """Compare which characters share an article: B-cubed F1 (Bagga and Baldwin 1998) over the characters of gold lines.

    A character that the edition puts in no article is alone.
    """
    cells: Counter[Pair] = Counter()
    alone = 0
    for at, number in truth.article.items():
        if told.article[at] == NOWHERE:
            alone += 1
        cells[number, told.article[at] if told.article[at] != NOWHERE else -2 - at] += 1
    wanted: Counter[int] = Counter()
    given: Counter[int] = Counter()
    for (number, other), count in cells.items():
        wanted[number] += count
        given[other] += count
    total = len(truth.article)
    if not total:
        return Tally()
    precision = sum(count * count / given[other] for (_, other), count in cells.items()) / total
    recall = sum(count * count / wanted[number] for (number, _), count in cells.items()) / total
    return Tally(2 * precision * recall / (precision + recall) * total, total)


def match_articles(placed: Sequence[PlacedArticle], told: Told, source: str) -> dict[int, int]:
    """Match gold articles to articles of the edition one to one, those with the most characters in common first."""
    common: Counter[Pair] = Counter()
    for number, article in enumerate(placed):
        for span in _spans(article):
            for at in range(span.start, span.end):
                if told.article[at] != NOWHERE and not source[at].isspace():
                    common[number, told.article[at]] += 1
    matches: dict[int, int] = {}
    for (number, other), _ in sorted(common.items(), key=lambda entry: (-entry[1], entry[0])):
        if number not in matches and other not in matches.values():
            matches[number] = other
    return matches


def _spans(article: PlacedArticle) -> Iterator[Span]:
    yield from (span for block in article.blocks for span in block if span)
    yield from (span for span in article.captions if span)
