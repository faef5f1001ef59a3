"""The last headline and the last text: what is left when all others are matched belongs together, if it stands close by."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from epubmaker.assemble.attach_headers import ELIMINATED, Heading
from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.headers import HeaderGroup
from epubmaker.assemble.paragraphs import PageShape

SURE = 0.9  # that a title is a headline at all
REACH = 2  # texts that may stand between


def place_leftovers(
    headings: Sequence[Heading],
    left_over: Sequence[HeaderGroup],
    stretches: Sequence[Stretch],
    page: PageShape,
) -> tuple[list[Heading], list[HeaderGroup]]:
    """This gives a headline without a text the text without a headline, where each is the only one in the other's reach.

    The text must open with a dateline, as articles do. Returns the headings, and the groups that are still left over.
    """
    placed, left = list(headings), list(left_over)
    certain = [group for group in left_over if _is_headline(group, page)]
    bare = [place for place, heading in enumerate(headings) if heading.group is None and heading.body.dated]
    texts = [0, *accumulate(stretch.kind == "text" for stretch in stretches)]
    for group in certain:
        near = [place for place in bare if _between(group, placed[place], texts) <= REACH]
        if len(near) != 1:
            continue
        rivals = [other for other in certain if _between(other, placed[near[0]], texts) <= REACH]
        if rivals == [group]:
            placed[near[0]] = replace(placed[near[0]], group=group, confidence=ELIMINATED)
            left.remove(group)
    return placed, left


def _is_headline(group: HeaderGroup, page: PageShape) -> bool:
    return max(page.labels[number].confidence for number in group.headline) >= SURE


def _between(group: HeaderGroup, heading: Heading, texts: Sequence[int]) -> int:
    """This counts the texts between a group and a body; `texts` counts those before every place of the flow."""
    body = heading.body
    if group.last < body.stretch:
        return texts[body.stretch] - texts[group.last + 1]
    return texts[group.first] - texts[body.last + 1]
