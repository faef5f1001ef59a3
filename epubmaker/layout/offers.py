"""Advertisements: what reads as one belongs to the page, and stands in no article."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.layout.articles import Draft
from epubmaker.layout.atoms import Atom
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Kind, Told
from epubmaker.model import Role
from epubmaker.model.placed import PlacedLine

OFFER = 0.7  # how likely the rows of an advertisement are such, on the average
LONGEST_OFFER = 400  # characters of one


def is_offer(draft: Draft, lines: Sequence[PlacedLine], told: Told) -> bool:
    """Say whether what was taken for an article is an advertisement: nearly all its rows read so, and they are few."""
    rows = [*draft.column, *draft.kicker, *draft.headline, *draft.deck, *draft.byline]
    rows += [number for number, _, _ in draft.body]
    short = sum(len(lines[number].text) for number in rows) <= LONGEST_OFFER
    return bool(rows) and short and not draft.figures and told.mean(rows, Kind.OFFER) > OFFER


def offers_of(atoms: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale, told: Told) -> list[Atom]:
    """Return the blocks of text that read as an advertisement, each of several rows or beside another: no article holds them."""
    likely = [
        atom
        for atom in atoms
        if atom.kind == "text"
        and told.mean(atom.lines, Kind.OFFER) > OFFER
        and sum(len(lines[number].text) for number in atom.lines) <= LONGEST_OFFER
    ]
    return [
        atom
        for atom in likely
        if len(atom.lines) > 1
        or any(
            other is not atom
            and -other.box.down(atom.box) < 2 * scale.pitch
            and other.box.across(atom.box) > 0
            for other in likely
        )
    ]


def offer_draft(atom: Atom) -> Draft:
    """Return the draft of a block that reads as an advertisement."""
    rows = [*atom.lines, *(number for _, quote in atom.quoted for number in quote)]
    return Draft(body=[(number, Role.BODY, at == 0) for at, number in enumerate(rows)])
