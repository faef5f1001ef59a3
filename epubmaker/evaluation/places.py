"""Where the pieces of a gold stand in the source.

A piece is a line of the source, as a rule; some are parts of one. A text that stands several times is given the place that
goes on where the piece before it ends, or that ends where the piece behind it begins; otherwise the first that is free.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.evaluation.folding import fold_with_origins
from epubmaker.evaluation.gold import Gold
from epubmaker.model import SourceText, Span
from epubmaker.segment import split_lines

MOST = 32  # places weighed for a piece that is not a line of its own

Found = tuple[int, int]  # half-open range of the folded source


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """A gold article in source spans: for each body block its pieces, `None` for one that is not in the source."""

    blocks: tuple[tuple[Span | None, ...], ...]
    captions: tuple[Span | None, ...]


def place(gold: Gold, source: str) -> tuple[PlacedArticle, ...]:
    """Find every piece of the gold in the source, each in a place of its own."""
    search = _Search(source)
    blocks = [block.pieces for article in gold.articles for block in article.blocks]
    captions = [(caption,) for article in gold.articles for caption in article.captions]
    placed = iter(search.spans([*blocks, *captions]))
    bodies = [tuple(next(placed) for _ in article.blocks) for article in gold.articles]
    return tuple(
        PlacedArticle(body, tuple(next(placed)[0] for _ in article.captions))
        for body, article in zip(bodies, gold.articles, strict=True)
    )


class _Search:
    """The folded source, which gives out its places."""

    def __init__(self, source: str) -> None:
        self._text, self._origins = fold_with_origins(source)
        self._free = bytearray(b"\x01") * len(self._text)
        self._lines: dict[str, list[int]] = defaultdict(list)
        for line in split_lines(SourceText(source)):
            folded = fold_with_origins(line.text)[0]
            self._lines[folded].append(bisect_left(self._origins, line.span.start))

    def spans(self, blocks: Sequence[Sequence[str]]) -> list[tuple[Span | None, ...]]:
        """Place blocks of pieces, those with one possible place first."""
        folded = [[fold_with_origins(piece)[0] for piece in pieces] for pieces in blocks]
        places = [[self._places(piece) for piece in pieces] for pieces in folded]
        found: list[list[Found | None]] = [[None] * len(pieces) for pieces in folded]
        for only_certain in (True, False):
            for b, pieces in enumerate(folded):
                for k, piece in enumerate(pieces):
                    if found[b][k] is None and (len(places[b][k]) == 1) == only_certain:
                        found[b][k] = self._take(piece, self._ordered(places[b][k], len(piece), found[b], k))
        return [tuple(self._span(place) for place in placed) for placed in found]

    def _places(self, piece: str) -> list[int]:
        """Return where a piece may begin: the lines of its text, or, if there is none, inside lines."""
        if not piece:
            return []
        starts = list(self._lines.get(piece, ()))
        at = -1 if not starts else len(self._text)
        while len(starts) < MOST and (at := self._text.find(piece, at + 1)) >= 0:
            starts.append(at)
        return starts

    def _ordered(self, starts: list[int], length: int, found: list[Found | None], k: int) -> list[int]:
        """Sort the places of a piece, those that touch its neighbours first."""
        before = found[k - 1] if k else None
        behind = found[k + 1] if k + 1 < len(found) else None

        def distance(start: int) -> tuple[int, int]:
            touching = (before is not None and start == before[1]) + (
                behind is not None and start + length == behind[0]
            )
            return -touching, start

        return sorted(starts, key=distance)

    def _take(self, piece: str, starts: list[int]) -> Found | None:
        for start in starts:
            end = start + len(piece)
            if all(self._free[start:end]):
                self._free[start:end] = bytes(len(piece))
                return start, end
        return None

    def _span(self, found: Found | None) -> Span | None:
        return found and Span(self._origins[found[0]], self._origins[found[1] - 1] + 1)
