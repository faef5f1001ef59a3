"""Article bodies: paragraphs that belong together, told apart by what stands between them and how they open."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from epubmaker.assemble.kinship import Kinship
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.model import Chain, Role
from epubmaker.text.marks import ends_sentence, starts_with_dateline

# What speaks for a cut, chosen on simulated pages: that each paragraph speaks of its own side's headline, is of one article
# with its own side's text, and that the texts on either side of the cut are not of one article.
PARAGRAPH, MOST = 0.5, 2.0
SIDE, APART = 0.6, 0.8
REACH = 20  # lines on either side of a cut that are compared
# Every cut is weighed with all of the text on both sides. A page of 12,000 characters has fewer paragraphs.
MOST_PARAGRAPHS = 250
UNENDED = 1.0  # against cutting behind a paragraph whose last line is lost


@dataclass(frozen=True, slots=True)
class Body:
    """This is one article body: its chains and lines in reading order, and the stretches it begins and ends in.

    A stretch is a place in the flow. `dated` says that it opens with a dateline, so that it is an article of its own.
    """

    chains: tuple[Chain, ...]
    lines: tuple[int, ...]
    stretch: int
    last: int
    text: str
    dated: bool


def make_body(chains: Sequence[Chain], stretch: int, page: PageShape, last: int | None = None) -> Body:
    """This makes a body of chains that stand in one stretch, or in several up to `last`."""
    lines = _lines(chains)
    text = "".join(page.lines[number].text for number in lines)
    first = next((chain for chain in chains if chain.kind is Role.BODY), chains[0])
    dated = starts_with_dateline(page.lines[first.lines[0]].text)
    return Body(tuple(chains), lines, stretch, stretch if last is None else last, text, dated)


def join_bodies(first: Body, second: Body, page: PageShape, between: Sequence[Chain] = ()) -> Body:
    """This makes one body of two, in this order, with what stands between them inside."""
    ends = first.stretch, first.last, second.stretch, second.last
    return make_body((*first.chains, *between, *second.chains), min(ends), page, max(ends))


def split_bodies(chains: Sequence[Chain], stretch: int, page: PageShape) -> list[Body]:
    """This splits the paragraphs of one stretch into bodies: a paragraph that opens with a dateline begins a new one."""
    bodies: list[Body] = []
    start = 0
    for place in range(1, len(chains) + 1):
        if place == len(chains) or _opens_article(chains[place], page):
            bodies.append(make_body(chains[start:place], stretch, page))
            start = place
    return bodies


def _opens_article(chain: Chain, page: PageShape) -> bool:
    return chain.kind is Role.BODY and starts_with_dateline(page.lines[chain.lines[0]].text)


def best_split(
    body: Body, titles: tuple[tuple[int, ...], tuple[int, ...]], kinship: Kinship, page: PageShape
) -> tuple[Body, Body] | None:
    """This cuts a body in two where the part before speaks most of one headline and the part after most of another.

    `titles` are the lines of the two headlines. None if the body is one paragraph, or more than an article has.
    """
    if len(body.chains) > MOST_PARAGRAPHS:
        return None
    cuts = _Cuts([chain.lines for chain in body.chains], titles, kinship)
    best: tuple[float, int] | None = None
    for place in range(1, len(body.chains)):
        ended = ends_sentence(page.lines[body.chains[place - 1].lines[-1]].text)
        score = cuts.score(place) - (0.0 if ended else UNENDED)
        if best is None or score > best[0]:
            best = score, place
    if best is None:
        return None
    head, tail = body.chains[: best[1]], body.chains[best[1] :]
    return make_body(head, body.stretch, page), make_body(tail, body.stretch, page)


class _Cuts:
    """This scores the places where a body of two articles may be cut."""

    def __init__(
        self,
        paragraphs: Sequence[tuple[int, ...]],
        titles: tuple[tuple[int, ...], tuple[int, ...]],
        kinship: Kinship,
    ) -> None:
        self.paragraphs, self.kinship = paragraphs, kinship
        self.before, self.after = titles
        leanings = [max(-MOST, min(MOST, self._leaning(paragraph))) for paragraph in paragraphs]
        self.leaning = [0.0, *accumulate(leanings)]

    def score(self, place: int) -> float:
        """This scores a cut in front of a paragraph."""
        head, tail = self._joined(self.paragraphs[:place]), self._joined(self.paragraphs[place:])
        score = self.kinship.of_title(self.before, head) + self.kinship.of_title(self.after, tail)
        score -= self._leaning(self.paragraphs[place])
        score += PARAGRAPH * (2 * self.leaning[place] - self.leaning[-1])
        score -= APART * self.kinship.one_article(head[-REACH:], tail[:REACH])
        return score + SIDE * self._sides(place, head, tail)

    def _leaning(self, paragraph: tuple[int, ...]) -> float:
        """This returns how much more a paragraph speaks of the first headline than of the second."""
        return self.kinship.of_title(self.before, paragraph) - self.kinship.of_title(self.after, paragraph)

    def _sides(self, place: int, head: tuple[int, ...], tail: tuple[int, ...]) -> float:
        """This returns how much more the paragraphs at a cut are of one article with their own side than with the other."""
        last, first = self.paragraphs[place - 1], self.paragraphs[place]
        before = self._joined(self.paragraphs[: place - 1])[-REACH:]
        after = self._joined(self.paragraphs[place + 1 :])[:REACH]
        alike, score = self.kinship.one_article, 0.0
        if before:
            score += alike(before, last) - alike(last, tail[:REACH])
        if after:
            score += alike(first, after) - alike(head[-REACH:], first)
        return score

    @staticmethod
    def _joined(paragraphs: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        return tuple(number for paragraph in paragraphs for number in paragraph)


def _lines(chains: Sequence[Chain]) -> tuple[int, ...]:
    return tuple(number for chain in chains for number in chain.lines)
