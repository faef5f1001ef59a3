"""Article bodies: paragraphs that belong together, told apart by what stands between them and how they open."""

from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.assemble.kinship import Kinship
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.label.marks import ends_sentence, starts_with_dateline
from epubmaker.model import Chain, Role

NEIGHBOURS = 0.6  # of the log-odds of two paragraphs being one article, against cutting between them
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

    `titles` are the lines of the two headlines. None if the body is one paragraph.
    """
    before, after = titles
    best: tuple[float, int] | None = None
    for place in range(1, len(body.chains)):
        head, tail = (_lines(part) for part in (body.chains[:place], body.chains[place:]))
        last, first = body.chains[place - 1].lines, body.chains[place].lines
        score = kinship.of_title(before, head) + kinship.of_title(after, tail)
        score += kinship.of_title(after, first) - kinship.of_title(before, first)
        score -= NEIGHBOURS * kinship.one_article(last, first)
        score -= 0.0 if ends_sentence(page.lines[last[-1]].text) else UNENDED
        if best is None or score > best[0]:
            best = score, place
    if best is None:
        return None
    place = best[1]
    return make_body(body.chains[:place], body.stretch, page), make_body(
        body.chains[place:], body.stretch, page
    )


def _lines(chains: Sequence[Chain]) -> tuple[int, ...]:
    return tuple(number for chain in chains for number in chain.lines)
