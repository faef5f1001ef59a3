"""Titles settled with all that is known of the page: headline, crosshead (小标题), or text after all.

The labeller sees shapes and marks. Whether words run on over a line end, and what texts speak of, is known only here: so every
group of rows that may be a title is weighed once more (`title_signs.py`), first as a headline, then as a crosshead. The weights
were learnt on simulated pages (`training/assembly_titles.py`), apart for pages with a row a line and a row a paragraph.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from epubmaker.assemble.title_groups import SURE, TitleGroup
from epubmaker.assemble.title_signs import REPEATED_WITHIN, SIGNS, TITLES, repeats, title_signs
from epubmaker.label.markup import MARKUP
from epubmaker.label.rows import rows_hold_paragraphs
from epubmaker.model import Label, Line, Role, SeamTable, probability
from epubmaker.text.marks import starts_with_dateline

WEIGHTS = Path(__file__).parent / "data" / "title_weights.json"
# A headline that is missed costs an article more than one too many, which is often made a crosshead later: log-odds.
RATHER_A_HEADLINE = 0.7
OF_AFTER, ITS_TEXT = SIGNS.index("subject.of_after"), 1.5  # log-odds of being the title of the text below
SAME_AGAIN = 0.75  # of the character pairs of the shorter
LIKE_LENGTH = 0.6
REPEATED = "repeated"
HEADS = frozenset({Role.HEADLINE, Role.KICKER, Role.DECK, Role.BYLINE, Role.LABEL})


@dataclass(frozen=True, slots=True)
class TitleWeights:
    """These weigh the signs of a group of rows, in the order of `SIGNS`: as a headline; if it is none, as a crosshead."""

    headline: tuple[float, ...]
    crosshead: tuple[float, ...]


@lru_cache(maxsize=1)
def title_weights(path: Path = WEIGHTS) -> Mapping[str, TitleWeights]:
    """This returns the shipped weights, read once a process, by what a row holds: `line` or `paragraph`."""
    stored = json.loads(path.read_text("utf-8"))
    return {
        kind: TitleWeights(*(tuple(group[of][sign] for sign in SIGNS) for of in ("headline", "crosshead")))
        for kind, group in stored.items()
    }


def possible_text(labels: Sequence[Label]) -> tuple[Label, ...]:
    """This returns the labels under which seams are scored: titles that are in doubt count as text."""
    return tuple(
        Label(Role.BODY, label.confidence, label.rule)
        if label.role in TITLES and label.rule == "title" and label.confidence < SURE
        else label
        for label in labels
    )


def settle_titles(lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable) -> tuple[Label, ...]:
    """This returns the labels with every group that may be a title made headline, crosshead or text.

    A title below another that says the same once more keeps its place between the texts; it is marked `REPEATED`.
    """
    settled = _speakers_as_headlines(lines, labels)
    weights = title_weights()["paragraph" if rows_hold_paragraphs(lines) else "line"]
    judged = []
    for group, signs in title_signs(lines, labels, seams):
        if labels[group.first].rule == MARKUP:  # printed as what it is
            continue
        found = _judged(group, signs, weights)
        if found.role is not Role.HEADLINE and _heads_news(group, lines, labels):
            found = Label(Role.HEADLINE, found.confidence, "dateline")
        judged.append((group, found))
        if settled[group.first].role is Role.LABEL and signs[OF_AFTER] >= ITS_TEXT:
            _no_prompt(group, settled)
    judged = _sets_together(judged)
    for place, (group, found) in enumerate(judged):
        repeated = _repeats_headline(place, judged, labels)
        label = Label(Role.HEADLINE, found.confidence, REPEATED) if repeated else found
        for number in group.numbers:
            own = settled[number]
            same = not repeated and _same_kind(own.role, label.role)
            settled[number] = Label(own.role, label.confidence, own.rule) if same else label
    return tuple(settled)


def _sets_together(judged: Sequence[tuple[TitleGroup, Label]]) -> list[tuple[TitleGroup, Label]]:
    """This makes crossheads of all rows that are written as a set if one of them is one, in place of text."""
    certain = max(
        (found.confidence for group, found in judged if group.parallel and found.role is Role.CROSSHEAD),
        default=0.0,
    )
    return [
        (group, Label(Role.CROSSHEAD, certain, "inner-title"))
        if certain and group.parallel and found.role is Role.BODY
        else (group, found)
        for group, found in judged
    ]


def _no_prompt(group: TitleGroup, settled: list[Label]) -> None:
    """This makes a headline of a title taken for a prompt, in place: a prompt does not stand above the text it speaks of."""
    for number in group.numbers:
        settled[number] = Label(Role.HEADLINE, settled[number].confidence, "title")


def _repeats_headline(
    place: int, judged: Sequence[tuple[TitleGroup, Label]], labels: Sequence[Label]
) -> bool:
    """This says whether a group says again what a headline near it says: it is none itself, or it alone stands upon text."""
    own, label = judged[place]
    if label.role is Role.BODY or (label.role is Role.HEADLINE and not _stands_on_text(own, labels)):
        return False
    nearby = judged[max(0, place - REPEATED_WITHIN) : place + REPEATED_WITHIN + 1]
    return any(
        found.role is Role.HEADLINE
        and group is not own
        and _same_again(own, group)
        and (label.role is Role.CROSSHEAD or not _stands_on_text(group, labels))
        for group, found in nearby
    )


def _stands_on_text(group: TitleGroup, labels: Sequence[Label]) -> bool:
    """This says whether text follows a group directly, with no byline between."""
    return group.last + 1 < len(labels) and labels[group.last + 1].role is Role.BODY


def _heads_news(group: TitleGroup, lines: Sequence[Line], labels: Sequence[Label]) -> bool:
    """Say whether a news item opens right below a group that stands behind an empty row (电头): inside an article none does."""
    below = group.last + 1
    if below >= len(lines) or labels[below].role is not Role.BODY:
        return False
    apart = lines[group.first].joint in ("blank", "start")
    return apart and starts_with_dateline(lines[below].text)


def _same_again(group: TitleGroup, other: TitleGroup) -> bool:
    """This says whether two titles say the same, one of them perhaps with a few words more."""
    shorter, longer = sorted((len(group.text), len(other.text)))
    return shorter >= LIKE_LENGTH * longer and repeats(group, other) >= SAME_AGAIN


def _judged(group: TitleGroup, signs: Sequence[float], weights: TitleWeights) -> Label:
    """This labels a group. What the seams do not know, titles beyond doubt, can be no text to them."""
    headline = _weighed(signs, weights.headline) + RATHER_A_HEADLINE
    if headline > 0:
        return Label(Role.HEADLINE, min(0.97, probability(headline)), "seam")
    crosshead = _weighed(signs, weights.crosshead)
    if crosshead > 0 or group.sure:
        return Label(Role.CROSSHEAD, min(0.97, probability(abs(crosshead))), "inner-title")
    return Label(Role.BODY, min(0.97, probability(-crosshead)), "seam")


def _weighed(signs: Sequence[float], weights: Sequence[float]) -> float:
    return sum(weight * sign for weight, sign in zip(weights, signs, strict=True))


def _same_kind(one: Role, other: Role) -> bool:
    """This says whether two roles are the same here: what kind of title it is, is told elsewhere."""
    return one is other or (one in TITLES and other in TITLES)


def _speakers_as_headlines(lines: Sequence[Line], labels: Sequence[Label]) -> list[Label]:
    """This makes headlines of the titles that name a speaker or a kind (李克强：…、评论：…).

    Only right behind a title or a byline do such words prompt the reader to what the article holds.
    """
    settled = list(labels)
    for _, members in groupby(lines, key=lambda line: line.row):
        row = [line.number for line in members]
        label = labels[row[0]]
        before = settled[row[0] - 1].role if row[0] else None
        if label.role is Role.LABEL and label.rule == "title" and before not in HEADS:
            settled[row[0] : row[-1] + 1] = [Label(Role.HEADLINE, label.confidence, label.rule)] * len(row)
    return settled
