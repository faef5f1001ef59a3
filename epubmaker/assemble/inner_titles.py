"""Titles inside an article: a title between two texts that speak of the same things is a crosshead (小标题), not a headline.

Weighed by how much alike the texts are, on their own and against all others of the page, and by how the title is set. The
weights were learnt on simulated pages made of articles that have crossheads (`training/assembly.py` makes the pages).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.assemble.affinity import Affinity
from epubmaker.assemble.flow import Stretch, split_flow
from epubmaker.label.marks import ends_sentence, starts_with_dateline
from epubmaker.model import Label, Line, Role, probability

CERTAIN = 0.6  # probability from which a title is taken for a crosshead
NEARBY = 24  # texts compared with: more than a page has articles
LONG_TEXT = 400  # characters: a text is told from others by so many


@dataclass(frozen=True, slots=True)
class _Weights:
    one: float = 0.72
    alike: float = 20.4
    alike_most: float = 11.5
    dated: float = -2.12
    wide: float = -0.72
    length: float = -0.0375
    texts: float = -0.0032
    titled_after: float = 0.76
    closed: float = 0.56
    marks: float = 1.17


WEIGHTS = _Weights()


def settle_inner_titles(lines: Sequence[Line], labels: Sequence[Label]) -> tuple[Label, ...]:
    """This returns the labels with titles that stand inside an article turned into crossheads."""
    stretches = split_flow(lines, labels)
    texts = {s.order: "".join(lines[n].text for n in s.lines) for s in stretches if s.kind == "text"}
    affinity = Affinity(texts.values())
    settled = list(labels)
    for title in _between_texts(stretches):
        before, after = stretches[title.order - 1], stretches[title.order + 1]
        alike = affinity.of_texts(texts[before.order], texts[after.order])
        others = _most_alike(before.order, after.order, texts, affinity)
        titled_after = after.order + 1 < len(stretches) and stretches[after.order + 1].kind in (
            "title",
            "byline",
        )
        log_odds = (
            WEIGHTS.one
            + WEIGHTS.alike * alike
            + WEIGHTS.alike_most * (alike - others)
            + WEIGHTS.titled_after * titled_after
            + WEIGHTS.texts * sum(min(LONG_TEXT, len(texts[s.order])) for s in (before, after))
            + _set_log_odds(title, before, after, lines)
        )
        if probability(log_odds) >= CERTAIN:
            for number in title.lines:
                settled[number] = Label(Role.CROSSHEAD, round(probability(log_odds), 3), "inner-title")
    return tuple(settled)


def _between_texts(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """This yields the titles that stand between two texts, with nothing else beside them."""
    for stretch in stretches[1:-1]:
        beside = stretches[stretch.order - 1].kind, stretches[stretch.order + 1].kind
        if stretch.kind == "title" and beside == ("text", "text"):
            yield stretch


def _set_log_odds(title: Stretch, before: Stretch, after: Stretch, lines: Sequence[Line]) -> float:
    """This returns what the setting of the title and of the texts around it says."""
    text = "".join(lines[number].text for number in title.lines)
    measure = max(lines[number].measure for number in before.lines[-6:] + after.lines[:6])
    wide = max(lines[number].width for number in title.lines) > measure + 1.5
    return (
        WEIGHTS.dated * starts_with_dateline(lines[after.lines[0]].text)
        + WEIGHTS.wide * wide
        + WEIGHTS.length * min(len(text), 40)
        + WEIGHTS.closed * ends_sentence(lines[before.lines[-1]].text)
        + WEIGHTS.marks * any(mark in text for mark in "，,。：:")
    )


def _most_alike(first: int, second: int, texts: dict[int, str], affinity: Affinity) -> float:
    """This returns how much either text is like the text of the page, beside the two, that it is most like."""
    near = sorted(
        (order for order in texts if order not in (first, second)), key=lambda order: abs(order - first)
    )
    pairs = ((order, own) for order in near[:NEARBY] for own in (first, second))
    return max((affinity.of_texts(texts[own], texts[order]) for order, own in pairs), default=0.0)
