"""Titles inside an article: a title between two texts that speak of the same things is a crosshead (小标题), not a headline.

Weighed by how much alike the texts are, on their own and against all others of the page, and by how the title is set. The
weights were learnt on simulated pages made of articles that have crossheads (`training/assembly.py` makes the pages).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from epubmaker.assemble.flow import Stretch, split_flow
from epubmaker.assemble.kinship import Kinship
from epubmaker.label.marks import ends_sentence, starts_with_dateline
from epubmaker.model import Label, Line, Role, Subjects, probability

Lines = tuple[int, ...]
CERTAIN = 0.6  # probability from which a title is taken for a crosshead
NEARBY = 24  # texts compared with: more than a page has articles
LONG_TEXT = 400  # characters: a text is told from others by so many


@dataclass(frozen=True, slots=True)
class InnerWeights:
    """These weigh the signs of a title being a crosshead.

    alike, alike_most  how many words the texts before and after share, and how much more than either with any other
    subject, subject_most  the same of the subjects they speak of
    dated   the text after opens with a dateline
    wide    the title is wider than the column
    length  characters of the title; `marks`: it holds a stop inside
    closed  the text before ends a sentence
    texts   characters of the texts, up to LONG_TEXT each
    titled_after  a title or a byline follows the text after
    """

    one: float = 1.96
    alike: float = 18.9
    alike_most: float = -2.0
    subject: float = 3.2
    subject_most: float = 0.33
    dated: float = -2.88
    wide: float = -1.5
    length: float = -0.094
    closed: float = 0.97
    marks: float = 0.79
    texts: float = -0.004
    titled_after: float = -0.36


WEIGHTS = InnerWeights()


def settle_inner_titles(
    lines: Sequence[Line], labels: Sequence[Label], subjects: Subjects | None
) -> tuple[Label, ...]:
    """This returns the labels with titles that stand inside an article turned into crossheads."""
    known = astuple(WEIGHTS)
    settled = list(labels)
    for title, signs in inner_signs(lines, labels, subjects):
        chance = probability(sum(weight * sign for weight, sign in zip(known, signs, strict=True)))
        if chance >= CERTAIN:
            for number in title.lines:
                settled[number] = Label(Role.CROSSHEAD, round(chance, 3), "inner-title")
    return tuple(settled)


def inner_signs(
    lines: Sequence[Line], labels: Sequence[Label], subjects: Subjects | None
) -> Iterator[tuple[Stretch, tuple[float, ...]]]:
    """This yields every title between two texts with what speaks for it being a crosshead, in the order of `InnerWeights`."""
    stretches = split_flow(lines, labels)
    texts = {stretch.order: stretch.lines for stretch in stretches if stretch.kind == "text"}
    kinship = Kinship(texts.values(), lines, subjects)
    for title in _between_texts(stretches):
        before, after = stretches[title.order - 1], stretches[title.order + 1]
        words, subject = (
            _likeness(before.order, after.order, texts, likeness)
            for likeness in (kinship.of_texts, kinship.alike)
        )
        behind = stretches[after.order + 1].kind if after.order + 1 < len(stretches) else None
        yield (
            title,
            (
                1.0,
                *words,
                *subject,
                *_setting(title, before, after, lines),
                float(sum(min(LONG_TEXT, _length(stretch, lines)) for stretch in (before, after))),
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


def _length(stretch: Stretch, lines: Sequence[Line]) -> int:
    """This returns how many characters a text has."""
    return sum(len(lines[number].text) for number in stretch.lines)


def _likeness(
    first: int, second: int, texts: Mapping[int, Lines], likeness: Callable[[Lines, Lines], float]
) -> tuple[float, float]:
    """This returns how much alike two texts are, and how much more than either is like any other of the page."""
    near = sorted(
        (order for order in texts if order not in (first, second)), key=lambda order: abs(order - first)
    )
    pairs = ((order, own) for order in near[:NEARBY] for own in (first, second))
    most = max((likeness(texts[own], texts[order]) for order, own in pairs), default=0.0)
    alike = likeness(texts[first], texts[second])
    return alike, alike - most
