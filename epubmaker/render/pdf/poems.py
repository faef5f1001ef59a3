"""A short poem below a headline in the middle: a story that stands in its head, its lines in the middle of its module.

In columns such a poem would fill the first and leave the others empty under the same headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.render.pdf.composition import WHOLE_POEM, Composition
from epubmaker.render.pdf.manuscript import Story
from epubmaker.render.pdf.slabs import Matter, Slab, stacked
from epubmaker.typeset import Alignment

_VERSE = frozenset({"stanza", "verse"})


def is_poem(story: Story, body: Sequence[Slab], composition: Composition) -> bool:
    """Say whether a story is one poem that no column parts, under a headline that is set in the middle."""
    roles = {passage.role for passage in story.body}
    whole = bool(roles) and roles <= _VERSE and sum(slab.rows for slab in body) <= WHOLE_POEM
    middle = composition.header_style(story, "headline").align is Alignment.CENTRE
    headed = any(passage.role == "headline" for passage in story.header)
    return whole and middle and headed and composition.columns is composition.sheet.columns


def poem(
    story: Story, heads: Sequence[Slab | None], body: Sequence[Slab], composition: Composition
) -> Matter:
    """Set header and lines as one piece over one, two ... columns: in the column of its text, or in the middle of several."""
    sheet = composition.sheet
    lines = [strip for slab in body for strip in slab.strips]
    reach = max(strip.along + strip.line.end * strip.style.size for strip in lines)
    before = min(strip.along for strip in lines)
    whole = []
    for count, head in enumerate(heads, 1):
        shift = (sheet.columns.over(count) - reach - before) / 2 if count > 1 else 0.0
        moved = [
            replace(slab, strips=tuple(strip._replace(along=strip.along + shift) for strip in slab.strips))
            for slab in body
        ]
        slab = stacked([*([head] if head else []), *moved], sheet.leading)
        whole.append(replace(slab, anchor=story.name))
    return Matter((), tuple(whole), story.title, story.rank, whole=True)
