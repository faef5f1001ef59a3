"""Titles inside an article: a title between two texts that speak of the same things is a crosshead (小标题), not a headline.

Weighed by how much alike the texts are, on their own and against all others of the page, and by how the title is set. The
weights were learnt on simulated pages made of articles that have crossheads (`training/assembly.py` makes the pages).
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from epubmaker.assemble.affinity import Affinity
from epubmaker.assemble.flow import Stretch, split_flow
from epubmaker.label.marks import ends_sentence, starts_with_dateline
from epubmaker.model import Label, Line, Role, probability

CERTAIN = 0.6  # probability from which a title is taken for a crosshead
NEARBY = 24  # texts compared with: more than a page has articles
LONG_TEXT = 400  # characters: a text is told from others by so many


@dataclass(frozen=True, slots=True)
class InnerWeights:
    """These weigh the signs of a title being a crosshead.

    alike, alike_most  how alike the texts before and after are, and how much more than either is like any other
    dated   the text after opens with a dateline
    wide    the title is wider than the column
    length  characters of the title; `marks`: it holds a stop inside
    closed  the text before ends a sentence
    texts   characters of the texts, up to LONG_TEXT each
    titled_after  a title or a byline follows the text after
    """

    one: float = 1.7
    alike: float = 44.0
    alike_most: float = 9.0
    dated: float = -2.6
    wide: float = -1.5
    length: float = -0.053
    closed: float = 1.1
    marks: float = 0.3
    texts: float = -0.0045
    titled_after: float = -0.05


WEIGHTS = InnerWeights()


def settle_inner_titles(lines: Sequence[Line], labels: Sequence[Label]) -> tuple[Label, ...]:
    """This returns the labels with titles that stand inside an article turned into crossheads."""
    known = astuple(WEIGHTS)
    settled = list(labels)
    for title, signs in inner_signs(lines, labels):
        chance = probability(sum(weight * sign for weight, sign in zip(known, signs, strict=True)))
        if chance >= CERTAIN:
            for number in title.lines:
                settled[number] = Label(Role.CROSSHEAD, round(chance, 3), "inner-title")
    return tuple(settled)


def inner_signs(
    lines: Sequence[Line], labels: Sequence[Label]
) -> Iterator[tuple[Stretch, tuple[float, ...]]]:
    """This yields every title between two texts with what speaks for it being a crosshead, in the order of `InnerWeights`."""
    stretches = split_flow(lines, labels)
    texts = {s.order: "".join(lines[n].text for n in s.lines) for s in stretches if s.kind == "text"}
    affinity = Affinity(texts.values())
    for title in _between_texts(stretches):
        before, after = stretches[title.order - 1], stretches[title.order + 1]
        alike = affinity.of_texts(texts[before.order], texts[after.order])
        behind = stretches[after.order + 1].kind if after.order + 1 < len(stretches) else None
        yield (
            title,
            (
                1.0,
                alike,
                alike - _most_alike(before.order, after.order, texts, affinity),
                *_setting(title, before, after, lines),
                float(sum(min(LONG_TEXT, len(texts[stretch.order])) for stretch in (before, after))),
                float(behind in ("title", "byline")),
            ),
        )


def _between_texts(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """This yields the titles that stand between two texts, with nothing else beside them."""
    for stretch in stretches[1:-1]:
        beside = stretches[stretch.order - 1].kind, stretches[stretch.order + 1].kind
        if stretch.kind == "title" and beside == ("text", "text"):
            yield stretch


def _setting(
    title: Stretch, before: Stretch, after: Stretch, lines: Sequence[Line]
) -> tuple[float, float, float, float, float]:
    """This returns the signs in the setting of the title and of the texts around it."""
    text = "".join(lines[number].text for number in title.lines)
    measure = max(lines[number].measure for number in before.lines[-6:] + after.lines[:6])
    return (
        float(starts_with_dateline(lines[after.lines[0]].text)),
        float(max(lines[number].width for number in title.lines) > measure + 1.5),
        float(min(len(text), 40)),
        float(ends_sentence(lines[before.lines[-1]].text)),
        float(any(mark in text for mark in "，,。：:")),
    )


def _most_alike(first: int, second: int, texts: dict[int, str], affinity: Affinity) -> float:
    """This returns how much either text is like the text of the page, beside the two, that it is most like."""
    near = sorted(
        (order for order in texts if order not in (first, second)), key=lambda order: abs(order - first)
    )
    pairs = ((order, own) for order in near[:NEARBY] for own in (first, second))
    return max((affinity.of_texts(texts[own], texts[order]) for order, own in pairs), default=0.0)
