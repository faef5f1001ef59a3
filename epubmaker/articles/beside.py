"""What stands beside the texts of a page: signatures and captions, each by the article that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from epubmaker.articles.layout import Layout


def below_titles(
    layout: Layout, runs: Sequence[tuple[int, int]], titles: Sequence[int | None]
) -> dict[int, tuple[int, int]]:
    """Return the articles whose title stands right above their text, and its last line, by their first paragraph."""
    own = [None if title is None else layout.titles[title] for title in titles]
    return {
        first: (place, title.lines[-1])
        for place, ((first, _), title) in enumerate(zip(runs, own, strict=True))
        if title is not None and title.gap == first and not title.inside
    }


def _ended(runs: Sequence[tuple[int, int]], gap: int) -> list[int]:
    """Return the articles that what stands behind so many paragraphs, and below no title, belongs to."""
    return [
        place for place, (first, end) in enumerate(runs) if first < gap <= end or (gap == 0 and place == 0)
    ]


def signatures(
    layout: Layout, runs: Sequence[tuple[int, int]], below: Mapping[int, tuple[int, int]]
) -> list[list[tuple[int, ...]]]:
    """Return the signatures of every article: below its last paragraph, between two of its own, or below its title."""
    signed: list[list[tuple[int, ...]]] = [[] for _ in runs]
    for gap, lines in sorted(layout.signatures.items()):
        here, last = below.get(gap, (0, len(layout.tags)))
        own = [line for line in lines if line > last]
        if own:
            signed[here].extend(neighbours(own))
        for place in _ended(runs, gap):
            signed[place].extend(neighbours([line for line in lines if line <= last]))
    return signed


def captions_of(
    layout: Layout, runs: Sequence[tuple[int, int]], below: Mapping[int, tuple[int, int]]
) -> list[dict[int, list[tuple[int, ...]]]]:
    """Return the captions of every article, by the paragraphs before them: those between a title and its text are of this one."""
    shown: list[dict[int, list[tuple[int, ...]]]] = [{} for _ in runs]
    for gap, lines in layout.captions:
        here, last = below.get(gap, (0, len(layout.tags)))
        for place in [here] if last < lines[0] else _ended(runs, gap):
            shown[place].setdefault(gap, []).append(lines)
    return shown


def neighbours(lines: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the runs of lines that follow each other."""
    for _, members in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        yield tuple(line for _, line in members)
