"""What speaks for the three things of which articles are made: a cut, a border, a match.

A cut: an article begins with this paragraph. A border: with this title row another title begins. A match: this title is the
title of these paragraphs. Each is described by signs, in the order of the tuples below; forests weigh them (`weigh.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.follows import Page, follow_signs
from epubmaker.articles.genres import genre_odds, title_genre
from epubmaker.articles.ground import Ground
from epubmaker.articles.kin import Texts, Titles, kinship
from epubmaker.articles.layout import Layout, TitleGroup
from epubmaker.articles.names import BORDER_SIGNS, BORDER_TAGS, CUT_SIGNS
from epubmaker.articles.prose import MOST, Prose, bounded
from epubmaker.articles.standing import border_signs, cut_signs
from epubmaker.roles.signs import ITEM, REPORTED
from epubmaker.roles.tags import TITLES, Tag
from epubmaker.text.marks import ends_sentence, starts_with_dateline

Floats = NDArray[np.float64]
Run = tuple[int, int]

NEAR, WIDE = 3, 6  # paragraphs on either side that are compared


class Evidence:
    """The signs of cuts, borders and matches of one layout."""

    def __init__(self, ground: Ground, layout: Layout, like: Evidence | None = None) -> None:
        """Prepare a layout; `like` is that of another one, whose paragraphs are asked no more where they are the same."""
        self.ground, self.layout = ground, layout
        same = like is not None and like.layout.paragraphs is layout.paragraphs
        self._prose: Prose = like._prose if like is not None and same else Prose(ground, layout)
        self._starts, self._ends = self._prose.starts, self._prose.ends
        self._texts, self._lengths = self._prose.texts, self._prose.lengths
        self._text_genres = self._prose.genres
        self._heads = [title.head for title in layout.titles]
        self._title_genres = [
            title_genre("".join(ground.lines[line].text for line in head)) for head in self._heads
        ]
        self._page = self._page_signs()

    @cached_property
    def _titles(self) -> Titles:
        return self.ground.kin.titles(self._heads)

    @cached_property
    def _own(self) -> Floats:
        """Return what each title is and how it stands among those beside it, (titles, signs)."""
        return np.array([self._title(number, title) for number, title in enumerate(self.layout.titles)])

    def texts(self, runs: Sequence[Run]) -> Texts:
        """Return runs of paragraphs (first, end) as texts."""
        first = np.array([run[0] for run in runs], np.int64)
        last = np.array([run[1] - 1 for run in runs], np.int64)
        return Texts(self._starts[first], np.maximum(self._ends[last], self._ends[first]), self._ends[first])

    def _page_signs(self) -> list[float]:
        """Return where titles stand on this page."""
        layout, count = self.layout, len(self.layout.paragraphs)
        titles = max(1, len(layout.titles))
        inside = layout.titles_in
        before = sum(len(inside.get(gap, ())) == 1 for gap in range(count))
        return [
            before / titles,
            sum(len(found) for found in inside.values() if len(found) > 1) / titles,
            len(inside.get(count, ())) / titles,
            sum(title.inside for title in layout.titles) / titles,
            len(layout.titles) / max(1, count),
            float(0 in inside),
            float(self._lengths[-1]) / max(1, count),
        ]

    def cuts(self, gaps: Sequence[int]) -> Floats:
        """Return the signs of a cut before some paragraphs, (gaps, signs)."""
        count = len(self.layout.paragraphs)
        if not gaps:
            return np.zeros((0, len(CUT_SIGNS)))
        told = self.ground.kin.told
        after = kinship(told(self._titles, self.texts([(g, min(count, g + NEAR)) for g in gaps])))
        before = kinship(told(self._titles, self.texts([(max(0, g - NEAR), g) for g in gaps])))
        return np.array([self._cut(gap, before[:, at], after[:, at]) for at, gap in enumerate(gaps)])

    def cuts_in_source(self, gaps: Sequence[int]) -> Floats | None:
        """Return what the source says of a cut before some paragraphs, (gaps, signs); None where it says nothing."""
        if self.ground.in_source is None:
            return None
        of = self.layout.paragraphs
        ends = [(of[gap - 1].lines[-1], of[gap].lines[0]) for gap in gaps]
        return cut_signs(self.ground.places, ends, self.ground.titled)

    def borders_in_source(self, joints: Sequence[int]) -> Floats | None:
        """Return what the source says of a border before some joints, (joints, signs); None where it says nothing."""
        return None if self.ground.in_source is None else border_signs(self.ground.places, joints)

    def matches_in_source(self, runs: Sequence[Run]) -> Floats | None:
        """Return what the source says of titles belonging to runs, (runs, titles, signs); None where it says nothing."""
        if self.ground.in_source is None:
            return None
        of = self.layout.paragraphs
        spans = [(of[first].lines[0], of[end - 1].lines[-1] + 1) for first, end in runs]
        return self.ground.in_source.signs(self._heads, spans)

    def _cut(self, gap: int, before: Floats, after: Floats) -> list[float]:
        layout = self.layout
        here = layout.titles_in.get(gap, [])
        upper, lower = layout.paragraphs[gap - 1], layout.paragraphs[gap]
        last, first = upper.lines[-1], lower.lines[0]
        return [
            len(here),
            float(gap in layout.signatures),
            float(starts_with_dateline(self._texts[gap]) or bool(REPORTED.search(self._texts[gap][:20]))),
            float(bool(ITEM.match(self._texts[gap]))),
            float(lower.tag is Tag.CROSSHEAD),
            min(MOST, first - last - 1),
            *self._alike(gap),
            *_rivals(before, after),
            float(after[here].max()) if here else -1.0,
            float(before[here].max()) if here else -1.0,
            *self._joint(last, first),
            min(500, len(self._texts[gap])),
            min(500, len(self._texts[gap - 1])),
            min(MOST, gap),
            min(MOST, len(layout.paragraphs) - gap),
            float(self._texts[gap - 1][-1] in "：:"),
            float(self._texts[gap - 1][-1] in ")）"),
            *self._between(last, first),
            *self._page,
        ]

    def _alike(self, gap: int) -> list[float]:
        """Return how alike the texts before and after a gap are: some paragraphs, one, and more."""
        count, starts, likeness = len(self.layout.paragraphs), self._starts, self.ground.kin.likeness
        near = likeness(
            int(starts[max(0, gap - NEAR)]), int(starts[gap]), int(starts[min(count, gap + NEAR)])
        )
        beside = likeness(int(starts[gap - 1]), int(starts[gap]), int(starts[gap + 1]))
        wide = likeness(
            int(starts[max(0, gap - WIDE)]), int(starts[gap]), int(starts[min(count, gap + WIDE)])
        )
        return [*near, *beside, wide[0]]

    def _joint(self, last: int, first: int) -> list[float]:
        """Return what the lines on either side of a gap say."""
        ground = self.ground
        return [
            float(ends_sentence(ground.lines[last].text)),
            bounded(ground.seams.closes[last]),
            bounded(ground.seams.opens[first]),
            bounded(ground.seams.log_odds(last, first)),
            float(ground.odds[first, Tag.FIRST]),
            bounded(ground.lines[first].width - ground.measures[last]),
            bounded(ground.measures[first] - ground.measures[last]),
            float(ground.lines[first].joint == "blank"),
        ]

    def _between(self, last: int, first: int) -> list[float]:
        """Return what stands between the lines on either side of a gap, by the odds of tags."""
        odds = self.ground.odds
        between = odds[last + 1 : first] if first > last + 1 else np.zeros((1, len(Tag)))
        return [
            float(between[:, Tag.SIGNATURE].max()),
            float(between[:, Tag.HEADLINE].max()),
            float(odds[first, Tag.HEADLINE]),
            float(between[:, Tag.CAPTION].max()),
        ]

    def matches(self, runs: Sequence[Run]) -> Floats:
        """Return the signs of every title belonging to every run of paragraphs, (runs, titles, signs)."""
        titles = self.layout.titles
        told = self.ground.kin.told(self._titles, self.texts(runs)).transpose(1, 0, 2)
        near = kinship(told)
        ordered = np.sort(near, axis=1)[:, ::-1]
        best = ordered[:, :1]
        second = ordered[:, 1:2] if len(titles) > 1 else best
        rival = np.where(near == best, second, best)
        rank = (near[:, None, :] > near[:, :, None]).sum(axis=2)
        own = self._own
        place = self._places(runs)
        text = np.array([self._run(first, end) for first, end in runs])
        shape = (len(runs), len(titles))
        parts = [
            told,
            np.stack([near, near - rival, np.minimum(rank, MOST)], axis=2),
            place,
            np.broadcast_to(own[None, :, :3], (*shape, 3)),
            np.broadcast_to(text[:, None, :2], (*shape, 2)),
            np.broadcast_to(own[None, :, 3:], (*shape, own.shape[1] - 3)),
            np.broadcast_to(text[:, None, 2:3], (*shape, 1)),
            np.clip(text[:, None, 3:4] - self._last_lines()[None, :, None], -40, 40),
            np.broadcast_to(best[:, :, None], (*shape, 1)),
            np.broadcast_to(np.array(self._page), (*shape, len(self._page))),
        ]
        return np.concatenate(parts, axis=2)

    def genres(self, runs: Sequence[Run]) -> Floats:
        """Return what their kinds say for every title being that of every run of paragraphs, (runs, titles), in log-odds."""
        return genre_odds(self._title_genres, [self._text_genres.of(first, end) for first, end in runs])

    def _last_lines(self) -> Floats:
        return np.array([title.lines[-1] for title in self.layout.titles], float)

    def _places(self, runs: Sequence[Run]) -> Floats:
        """Return where titles stand beside runs of paragraphs, (runs, titles, 6)."""
        gap = np.array([title.gap for title in self.layout.titles])[None, :]
        inside = np.array([title.inside for title in self.layout.titles])[None, :]
        first = np.array([run[0] for run in runs])[:, None]
        end = np.array([run[1] for run in runs])[:, None]
        columns = (
            (gap == first) & ~inside,
            (gap == end) & ~inside,
            (first < gap) & (gap < end),
            inside & (first < gap) & (gap <= end),
            np.clip(gap - first, -MOST, MOST),
            np.clip(gap - end, -MOST, MOST),
        )
        return np.stack([np.asarray(column, float) for column in columns], axis=2)

    def _title(self, number: int, title: TitleGroup) -> list[float]:
        """Return what a title is and how it stands among those beside it."""
        here = self.layout.titles_in.get(title.gap, [number])
        place = here.index(number) if number in here else 0
        ground = self.ground
        return [
            min(MOST, len(here)),
            min(MOST, place),
            min(MOST, len(here) - 1 - place),
            len(title.head),
            sum(len(ground.lines[line].text) for line in title.head),
            len(title.of(Tag.KICKER)),
            len(title.of(Tag.DECK)),
            len(title.of(Tag.BYLINE)),
            len(title.of(Tag.LABEL)),
            float(ground.odds[title.head[0], Tag.HEADLINE]),
        ]

    def _run(self, first: int, end: int) -> list[float]:
        """Return how long a run of paragraphs is, whether it opens as news does, and where."""
        return [
            min(40, end - first),
            min(4000, float(self._lengths[end] - self._lengths[first])),
            float(starts_with_dateline(self._texts[first])),
            float(self._starts[first]),
        ]

    def follows(self, pairs: Sequence[tuple[Run, Run]], runs: int) -> Floats:
        """Return the signs of the second run of each pair going on with the article of the first, (pairs, signs)."""
        every = sorted({run for pair in pairs for run in pair})
        near = kinship(self.ground.kin.of(self._heads, self.texts(every))).T
        page = Page(self.ground, self.layout, self._prose)
        return follow_signs(page, pairs, dict(zip(every, near, strict=True)), runs)

    def borders(self, joints: Sequence[int]) -> Floats:
        """Return the signs of a border before some joints of the layout, (joints, signs)."""
        layout, ground = self.layout, self.ground
        rows = [line for line, tag in enumerate(layout.tags) if tag in TITLES]
        if not joints or not layout.paragraphs:
            return np.zeros((len(joints), len(BORDER_SIGNS)))
        count = len(layout.paragraphs)
        runs = [(at, min(count, at + NEAR)) for at in range(count)]
        near = kinship(ground.kin.of([(row,) for row in rows], self.texts(runs)))
        profile = dict(zip(rows, near, strict=True))
        page = [
            len(layout.signatures),
            sum(map(starts_with_dateline, self._texts)),
            sum(tag is Tag.HEADLINE for tag in layout.tags),
            sum(tag in (Tag.KICKER, Tag.DECK, Tag.HEADLINE_ON) for tag in layout.tags),
            count,
        ]
        return np.array([[*self._border(line, profile), *page] for line in joints], float)

    def _border(self, line: int, profile: dict[int, Floats]) -> list[float]:
        ground, above = self.ground, line - 1
        upper, lower = ground.lines[above], ground.lines[line]
        one, other = profile[above], profile[line]
        best, its = int(one.argmax()), int(other.argmax())
        first = line
        while first - 1 in profile:
            first -= 1
        end = line
        while end in profile:
            end += 1
        norm = float(np.linalg.norm(one) * np.linalg.norm(other)) + 1e-6
        shared = ground.kin.shared(above, line)
        return [
            *(float(ground.odds[above, tag]) for tag in BORDER_TAGS),
            *(float(ground.odds[line, tag]) for tag in BORDER_TAGS),
            min(30, end - first),
            min(30, line - first),
            min(30, end - line),
            min(60, upper.width),
            min(60, lower.width),
            float(lower.joint == "blank"),
            float(end >= len(ground.lines) - 3),
            float(first < 3),
            float(one @ other) / norm,
            float(best == its),
            min(30, abs(best - its)),
            float(one[best]),
            float(other[its]),
            float(one[best] - one[its]),
            float(other[its] - other[best]),
            bounded(ground.seams.log_odds(above, line)),
            bounded(ground.seams.in_order[above]) if ground.seams.in_order else 0.0,
            shared,
            float(upper.text[-1] in "—：，、；-:"),
            float(lower.text[0] in "—“（「"),
        ]


def _rivals(before: Floats, after: Floats) -> list[float]:
    """Return how akin the best titles are to the text before and after a gap, and how much more than to the other text."""
    if not len(after):
        return [0.0] * 5
    best_after, best_before = int(after.argmax()), int(before.argmax())
    return [
        float(after[best_after]),
        float(before[best_before]),
        float(after[best_after] - after[best_before]),
        float(before[best_before] - before[best_after]),
        float(best_after != best_before),
    ]
