"""Titles that stand alone: what names a section or leads to the title below it belongs to the article below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from epubmaker.layout.articles import Draft
from epubmaker.layout.atoms import Atom
from epubmaker.layout.scale import Scale
from epubmaker.layout.titles import names_section
from epubmaker.model.placed import Box, PlacedLine, bounds
from epubmaker.text.short_news import names_short_news

PICTURED = 3.0  # sizes of the text between a title and the picture that it is set over
NEAR = 8.0  # sizes of the text between a title that stands alone and the title below it


def with_bare_titles(drafts: Sequence[Draft], lines: Sequence[PlacedLine], scale: Scale) -> list[Draft]:
    """Return the drafts of a page, those of a title alone given to the next one where its title stands right below.

    A few characters without marks name a section; anything else is a kicker, where there is none and it is set smaller. Over what
    has no title, such as a table in its frame, it is the headline.
    """
    made: list[Draft] = []
    for draft, after in pairwise([*drafts, Draft()]):
        if not (_is_bare(draft) and _stands_over(draft, after, lines, scale)):
            made.append(_as_label(draft, lines) if _is_bare(draft) else draft)
        elif not after.headline:  # what stands in a frame below the title comes behind it
            after.column, after.headline = [*draft.column, *after.column], draft.headline
        elif draft.frames:
            made.append(draft)
        elif names_section(draft.headline, lines):
            after.column = [*draft.column, *draft.headline, *after.column]
        elif not after.kicker and _size(draft, lines) < _size(after, lines):
            after.column = [*draft.column, *after.column]
            after.kicker = draft.headline
        else:
            made.append(draft)
    return made


def with_pictures_of_titles(
    drafts: Sequence[Draft], lines: Sequence[PlacedLine], scale: Scale
) -> list[Draft]:
    """Return the drafts of a page, the picture right below a title that stands alone given to that title.

    Where no straight cut parts two articles the pictures of both are with the first.
    """
    for draft in drafts:
        if not _is_bare(draft) or draft.frames:
            continue
        title = _box(draft, lines)
        for owner in drafts:
            below = [figure for figure in owner.figures if _is_set_over(title, figure, scale)]
            if below and owner is not draft:
                owner.figures = [figure for figure in owner.figures if figure not in below]
                draft.figures += below
    return list(drafts)


def _is_set_over(title: Box, figure: Atom, scale: Scale) -> bool:
    """Say whether a title stands right above a picture, most of one over the other."""
    gap = figure.box.y0 - title.y1
    shared = title.across(figure.box) > 0.6 * min(title.width, figure.box.width)
    return figure.picture >= 0 and shared and -scale.body < gap < PICTURED * scale.body


def _as_label(draft: Draft, lines: Sequence[PlacedLine]) -> Draft:
    """Return a title that stands alone as what it is where it names a column of short news: the label of a section."""
    words = "".join(lines[number].text for number in draft.headline)
    named = names_short_news(words) and not draft.column and not draft.frames
    return Draft(column=draft.headline) if named else draft


def _is_bare(draft: Draft) -> bool:
    more = (draft.kicker, draft.deck, draft.byline, draft.body, draft.figures)
    return bool(draft.headline) and not any(more)


def _size(draft: Draft, lines: Sequence[PlacedLine]) -> float:
    return max(lines[number].size for number in draft.headline)


def _box(draft: Draft, lines: Sequence[PlacedLine]) -> Box:
    title = [*draft.kicker, *draft.headline] or [number for number, _, _ in draft.body]
    return bounds([lines[number].box for number in title])


def _stands_over(draft: Draft, after: Draft, lines: Sequence[PlacedLine], scale: Scale) -> bool:
    if not after.headline and (not after.body or after.kicker):
        return False
    upper, lower = _box(draft, lines), _box(after, lines)
    gap = lower.y0 - upper.y1
    return -scale.body < gap < NEAR * scale.body and upper.across(lower) > 0.3 * min(upper.width, lower.width)
