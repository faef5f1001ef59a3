"""Which pieces are titles: told by how they are set and what stands around them, as generated pages have taught."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.arrange.spaced.signs import Page, signs_of
from epubmaker.arrange.spaced.trees import read_forest

# What a piece is set in: text, the text's size in a heavy typeface, a larger one, a headline's. The layout asks sizes only in
# their order; these numbers have lost nothing on generated pages whose sizes are known (order .894 as printed, .907 so).
CLASSES = ("text", "bold", "middle", "large")
SIZES = {"text": 1.0, "bold": 1.15, "middle": 1.35, "large": 1.8}
UNKNOWN = (0.0, 0.0, 0.0, 0.0)


def title_sizes(page: Page) -> list[float]:
    """Return the sizes of the characters of all pieces, in em."""
    signs = signs_of(page)
    first = [read_forest("titles").shares(row) for row in signs]
    again = read_forest("titles_again")
    return [SIZES[_likeliest(again.shares(row))] for row in with_neighbours(page, signs, first)]


def with_neighbours(
    page: Page, signs: Sequence[tuple[float, ...]], shares: Sequence[tuple[float, ...]]
) -> list[tuple[float, ...]]:
    """Return the signs of pieces with how likely they, and the pieces above and below, are each class."""
    made = []
    for number, row in enumerate(signs):
        upper, lower = page.places[number].above, page.below[number]
        beyond = page.below[lower] if lower >= 0 else -1
        near = [shares[one] if one >= 0 else UNKNOWN for one in (upper, lower, beyond)]
        made.append((*row, *shares[number], *(share for other in near for share in other)))
    return made


def _likeliest(shares: Sequence[float]) -> str:
    return CLASSES[max(range(len(shares)), key=lambda number: shares[number])]
