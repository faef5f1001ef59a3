"""The clauses of a text (runs of Han characters, no mark between) and what each becomes with phrase forms and without them.

Most of a text is converted once for all stages: only clauses in which a later stage protects or parts something are asked again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from epubmaker.convert.engine import Configuration, convert_pieces
from epubmaker.convert.forms import CJK
from epubmaker.restore.characters import HAN
from epubmaker.text import patterns as re

# Letters before a word can be part of it: U盘 is 隨身碟.
RUN = re.compile(f"[A-Za-z]*+[{HAN}]+")
# Where it begins, as it is written, with phrase forms, and with plain forms of characters; of a part of a clause the same.
Clause = tuple[int, str, str, str]
Place = tuple[int, int]


def clauses_of(text: str, chosen: Configuration, parted: Iterable[int]) -> list[Clause]:
    """Return the clauses of a text; none for a configuration without phrase forms.

    Phrase forms are set apart on either side of the offsets at which the text is parted: 社会|发布了 holds another than 社会发布了.
    """
    plain = chosen.character_form
    if plain is None:
        return []
    starts: list[int] = []
    written: list[str] = []
    for match in RUN.finditer(text):
        starts.append(match.start())
        written.append(match[0])
    phrased = convert_pieces(written, chosen)
    inside = _edges_inside(starts, written, parted)
    places = [place for edges in inside.values() for place in pairwise(edges)]
    forms = iter(convert_pieces([text[low:high] for low, high in places], chosen))
    for number, edges in inside.items():
        phrased[number] = "".join(islice(forms, len(edges) - 1))
    return list(zip(starts, written, phrased, _plain_forms(written, phrased, plain), strict=True))


def _plain_forms(written: Sequence[str], phrased: Sequence[str], plain: Configuration) -> list[str]:
    """Return the plain forms of clauses: those in which each character became a form of its own have them already."""
    forms = _forms(plain)
    reworded = [
        number
        for number, (before, after) in enumerate(zip(written, phrased, strict=True))
        if len(before) != len(after) or not forms.issuperset(zip(before, after, strict=True))
    ]
    made = list(phrased)
    asked = convert_pieces([written[number] for number in reworded], plain)
    for number, form in zip(reworded, asked, strict=True):
        made[number] = form
    return made


@cache
def _forms(plain: Configuration) -> frozenset[tuple[str, str]]:
    """Return the characters with a form that a configuration gives them alone or, as its way back tells, in words."""
    characters = [chr(code) for code in CJK]
    forms = {
        *zip(characters, characters, strict=True),
        *zip(characters, convert_pieces(characters, plain), strict=True),
    }
    if plain.origin == "s":
        simplified = convert_pieces(characters, Configuration("t2s"))
        regional = convert_pieces(characters, Configuration(f"t2{plain.target}"))
        forms.update(zip(simplified, regional, strict=True))
    return frozenset(forms)


def outside(
    text: str, clauses: Sequence[Clause], kept: Sequence[Place], parted: Iterable[int], chosen: Configuration
) -> Iterator[Clause]:
    """Yield the clauses, in order, less what is kept of them (places in order, none in another) and parted at the edges."""
    starts = [start for start, _, _, _ in clauses]
    edges = {*parted, *(at for place in kept for at in place)}
    inside = _edges_inside(starts, [written for _, written, _, _ in clauses], edges)
    pieces = {number: left_over(pairwise(of_clause), kept) for number, of_clause in inside.items()}
    for start, end in kept:  # and the clauses that are kept whole
        for number in range(bisect_left(starts, start), bisect_left(starts, end)):
            pieces.setdefault(number, [])
    places = [place for of_clause in pieces.values() for place in of_clause]
    written = [text[low:high] for low, high in places]
    plain = convert_pieces(written, chosen.character_form or chosen)
    asked = zip([low for low, _ in places], written, convert_pieces(written, chosen), plain, strict=True)
    anew = {number: list(islice(asked, len(of_clause))) for number, of_clause in pieces.items()}
    for number, clause in enumerate(clauses):
        if number in anew:
            yield from anew[number]
        else:
            yield clause


def left_over(pieces: Iterable[Place], kept: Sequence[Place]) -> list[Place]:
    """Return the pieces that are not kept; none is kept in part."""
    left: list[Place] = []
    for low, high in pieces:
        number = bisect_left(kept, (low + 1,)) - 1
        if number < 0 or kept[number][1] <= low:
            left.append((low, high))
    return left


def _edges_inside(
    starts: Sequence[int], written: Sequence[str], edges: Iterable[int]
) -> dict[int, list[int]]:
    """Return the edges that stand inside clauses, by the number of the clause, with its own start and end about them."""
    inside: dict[int, list[int]] = {}
    for at in sorted(edges):
        number = bisect_left(starts, at) - 1
        if number >= 0 and at < starts[number] + len(written[number]):
            inside.setdefault(number, [starts[number]]).append(at)
    return {
        number: [*of_clause, starts[number] + len(written[number])] for number, of_clause in inside.items()
    }
