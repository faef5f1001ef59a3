"""Which pieces are titles: told by how they are set and what stands around them, as generated pages have taught."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.arrange.spaced.signs import Page, signs_of
from epubmaker.arrange.spaced.trees import read_forest

# What a piece is set in: text, the text's size in a heavy typeface, a larger one, a headline's. The layout asks sizes mostly in
# their order; larger numbers cost .03 of order on 16 generated pages, and brought .01 of headlines.
CLASSES = ("text", "bold", "middle", "large")
SIZES = {"text": 1.0, "bold": 1.12, "middle": 1.2, "large": 1.4}
ALIKE = (
    2.0  # times: rows set together are rather of one class (1 to 8 tried: headlines .461, .478 at 2, .458)
)
TOGETHER, OFFSET = 4.0, 6.0  # em between base lines and left edges of rows set together
ROUNDS = 4  # over the page, until nothing changes
UNKNOWN = (0.0, 0.0, 0.0, 0.0)


def title_sizes(page: Page) -> list[float]:
    """Return the sizes of the characters of all pieces, in em."""
    signs = signs_of(page)
    first = [read_forest("titles").shares(row) for row in signs]
    again = read_forest("titles_again")
    shares = [again.shares(row) for row in with_neighbours(page, signs, first)]
    return [SIZES[CLASSES[number]] for number in _settled(page, shares)]


def _settled(page: Page, shares: Sequence[tuple[float, ...]]) -> list[int]:
    """Return the class of every piece: its likeliest, where rows that are set together are rather of one class."""
    classes = [max(range(len(row)), key=row.__getitem__) for row in shares]
    for _ in range(ROUNDS):
        before = list(classes)
        for number, row in enumerate(shares):
            near = [
                classes[other]
                for other in (page.places[number].above, page.below[number])
                if other >= 0 and classes[other] and _is_set_with(number, other, page)
            ]
            if near:
                worth = [share * ALIKE ** near.count(one) for one, share in enumerate(row)]
                classes[number] = worth.index(max(worth))
        if classes == before:
            break
    return classes


def _is_set_with(number: int, other: int, page: Page) -> bool:
    """Say whether two pieces stand as rows of a title do: close, and one wider than the other on either side, or flush."""
    one, two = page.places[number], page.places[other]
    return abs(one.base - two.base) <= TOGETHER and abs(one.left - two.left) <= OFFSET


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
