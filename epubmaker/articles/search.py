"""The one search for articles: from the likeliest reading, moves are made as long as the page as a whole gains.

The worth of a reading is one sum of log-odds: of its cuts between paragraphs, of its borders between titles, of the best
one-to-one match of titles to the texts between cuts, less texts without a title and lines taken for what they hardly are.
Moves: cut or join texts, shift a cut, part or join title rows, take a row for a title or for none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.evidence import Evidence, Run
from epubmaker.articles.genres import generic_odds
from epubmaker.articles.ground import Ground
from epubmaker.articles.layout import Bare, Layout, Rows, TitleGroup, joint_runs, read_bare
from epubmaker.articles.matched import KnownMatches
from epubmaker.articles.scene import Cuts, Found, Move, Reading, Scene, runs_between
from epubmaker.articles.weigh import Weigher
from epubmaker.model import is_written
from epubmaker.order.matching import priced_assignment
from epubmaker.roles.tags import HEADS, Tag

Floats = NDArray[np.float64]
Settle = Callable[[Layout, Sequence[float]], tuple[Cuts, tuple[int | None, ...]]]
LITTLE = 1e-6  # no gain
CUT, SHIFT, HOME = "cut or join", "shift a cut", "carry home"
BORDER, TITLE = "part or join titles", "title or no title"
MOVES = frozenset({CUT, SHIFT, BORDER, TITLE, HOME})
NEARBY = 60  # lines around a turned row in which cuts are tried anew
MOST_QUESTIONS = 250  # of a page, those in most doubt: print has some sixty, a text of 500 rows of one character as many as rows
UNLIKELY = 0.01  # added to probabilities before their logarithm is taken


class Search:
    """The search for the articles of one page; `without` names moves that it does not make."""

    def __init__(
        self,
        ground: Ground,
        rows: Rows,
        tags: Sequence[Tag],
        weigher: Weigher,
        without: Collection[str] = (),
    ) -> None:
        self._ground, self._rows, self._weigher, self._without = ground, rows, weigher, without
        self._first_tags, self._is_written = tuple(tags), is_written(ground.lines)
        self._worth = weigher.worth
        self._moves: list[Move] = []
        self._known_borders: dict[tuple[int, int, int], float] = {}
        self._known_cuts: dict[tuple[object, ...], float] = {}
        self._known_matches = KnownMatches()

    def best(self) -> Found:
        """Return the best reading that moves lead to. Each round costs about the open questions times the page's titles."""
        scene = self._scene(read_bare(self._first_tags, self._rows), frozenset())
        reading = self._climb(scene, self._likely_cuts(scene))
        answered: dict[tuple[str, int], tuple[Scene, Cuts]] = {}
        for _ in range(self._worth.rounds):
            before = reading.worth
            for question in self._open_questions(scene):
                was, cuts = answered.get(question, (None, ()))
                if was is not scene or cuts != reading.cuts:  # else the answer is known: no
                    answered[question] = scene, reading.cuts
                    scene, reading = self._turned(*question, scene, reading)
            reading = self._climb(scene, reading.cuts)
            if reading.worth <= before + LITTLE:
                break
        return Found(scene, reading, tuple(self._moves), self._homes(scene, reading))

    def settled(self, settle: Settle) -> Found:
        """Return the reading of a page of which the titles are marked: `settle` names its cuts and the title of each text.

        It is told the layout and what a cut before each paragraph is worth.
        """
        scene = self._scene(read_bare(self._first_tags, self._rows), frozenset())
        unmarked = {line for line, odds in scene.border_odds.items() if odds > 0} - self._rows.marked
        scene = self._scene(scene.bare, frozenset(unmarked), scene)
        cuts, titles = settle(scene.layout, scene.cut_odds)
        worth = self._read(scene, cuts).worth
        return Found(scene, Reading(cuts, titles, worth), (), {})

    def _homes(self, scene: Scene, reading: Reading) -> dict[int, int]:
        """Return which runs go on with the article of another run: columns side by side, text that came out elsewhere.

        A run with a title of its own must be surer to: its title is then one inside the article.
        """
        if HOME in self._without:
            return {}
        runs = self._runs(scene, reading.cuts)
        pairs = [(one, other) for other in range(len(runs)) for one in range(len(runs)) if one != other]
        pairs = [pair for pair in pairs if self._may_follow(*pair, reading)]
        if not pairs:
            return {}
        signs = scene.evidence.follows([(runs[one], runs[other]) for one, other in pairs], len(runs))
        odds = self._weigher.follow.log_odds(signs.astype(np.float32))[:, 0].tolist()
        homes: dict[int, int] = {}
        alone, titled = self._worth.followed
        for value, (one, other) in sorted(zip(odds, pairs, strict=True), reverse=True):
            least = alone if reading.titles[other] is None else titled
            if value > least and other not in homes and not _leads_to(one, other, homes):
                homes[other] = one
                self._moves.append(Move(HOME, scene.layout.starts[runs[other][0]], value - least))
        return homes

    def _may_follow(self, one: int, other: int, reading: Reading) -> bool:
        """Say whether a run is asked about: one with a title only where lines have moved, and behind the other one."""
        if reading.titles[other] is None:
            return True
        return self._ground.places.moved > 0 and one < other

    def _scene(self, bare: Bare, toggled: frozenset[int], like: Scene | None = None) -> Scene:
        """Return the layout that tags make, with borders where they are likely but for those that are toggled.

        `like` is a scene of the same page, of which is taken over what is the same here.
        """
        odds = self._border_odds(bare)
        borders = frozenset(line for line, value in odds.items() if (value > 0) != (line in toggled))
        layout = bare.parted(borders | self._rows.marked)
        evidence = Evidence(self._ground, layout, like.evidence if like else None)
        cuts = self._cut_odds(layout, evidence)
        spent = sum(abs(odds[line]) for line in toggled if line in odds) + self._retagged(bare.tags)
        return Scene(bare, layout, evidence, cuts, odds, spent, toggled)

    def _border_odds(self, bare: Bare) -> dict[int, float]:
        """Return what a border before each joint is worth; what was weighed before in the same run of rows is not weighed anew."""
        keys = {}
        for run in joint_runs(bare.joints):
            keys.update({line: (line, run[0], run[-1]) for line in run})
        new = [line for line in bare.joints if keys[line] not in self._known_borders]
        if new:
            layout = bare.parted(self._rows.marked)
            odds = self._weigher.borders(Evidence(self._ground, layout), new) + generic_odds(
                [self._ground.lines[line - 1].text for line in new]
            )
            self._known_borders.update(zip((keys[line] for line in new), odds.tolist(), strict=True))
        return {line: self._known_borders[keys[line]] for line in bare.joints}

    def _cut_odds(self, layout: Layout, evidence: Evidence) -> list[float]:
        """Return what a cut before each paragraph is worth; what was weighed before between the same lines is not weighed anew."""
        keys: list[tuple[object, ...]] = [()]
        for gap in range(1, len(layout.paragraphs)):
            here = tuple(
                (layout.titles[n].lines, layout.titles[n].tags) for n in layout.titles_in.get(gap, ())
            )
            keys.append((layout.paragraphs[gap - 1].lines[-1], layout.paragraphs[gap].lines[0], here))
        new = [gap for gap in range(1, len(keys)) if keys[gap] not in self._known_cuts]
        if new:
            odds = self._weigher.cuts(evidence, new).tolist()
            self._known_cuts.update(zip((keys[gap] for gap in new), odds, strict=True))
        return [0.0, *(self._known_cuts[key] for key in keys[1:])]

    def _retagged(self, tags: Sequence[Tag]) -> float:
        """Return what it costs that some lines are taken for something else than their best tag."""
        odds = self._ground.odds
        cost = sum(
            log(odds[line, first] + UNLIKELY) - log(odds[line, tag] + UNLIKELY)
            for line, (first, tag) in enumerate(zip(self._first_tags, tags, strict=True))
            if first is not tag
        )
        return self._worth.retagged * cost

    def _likely_cuts(self, scene: Scene) -> Cuts:
        return tuple(gap for gap in range(len(scene.layout.paragraphs)) if not gap or scene.cut_odds[gap] > 0)

    def _read(self, scene: Scene, cuts: Cuts) -> Reading:
        """Return the reading that some cuts make, with the best match of titles to texts."""
        runs = self._runs(scene, cuts)
        self._weigh(scene, runs)
        worth = self._worth
        rows = [self._gains(scene, run) for run in runs]
        chosen, prices = priced_assignment(rows)
        total = sum(scene.cut_odds[cut] for cut in cuts[1:]) - scene.spent
        total += sum(
            row[title] if title is not None else -worth.untitled
            for row, title in zip(rows, chosen, strict=True)
        )
        return Reading(cuts, tuple(chosen), total, prices)

    def _gains(self, scene: Scene, run: Run) -> dict[int, float]:
        """Return what a run gains by each title that it may have."""
        known = scene.gains.get(run)
        if known is None:
            matched = self._worth.matched
            odds = enumerate(scene.matches[run].tolist())
            known = {
                title: value + matched
                for title, value in odds
                if value > -matched and self._may_head(scene.layout.titles[title], run)
            }
            scene.gains[run] = known
        return known

    def _may_head(self, title: TitleGroup, run: Run) -> bool:
        """Say whether a title is asked about: where the form of the text is plain, it stands right above its text."""
        return title.inside or title.gap == run[0] or not self._is_written

    @staticmethod
    def _runs(scene: Scene, cuts: Cuts) -> list[Run]:
        return runs_between(cuts, len(scene.layout.paragraphs))

    def _weigh(self, scene: Scene, runs: Sequence[Run]) -> None:
        """Weigh the matches of runs that were not asked for yet, all at once."""
        new = [run for run in dict.fromkeys(runs) if run not in scene.matches]
        titles = len(scene.layout.titles)
        if not new:
            return
        if not titles:
            scene.matches.update(dict.fromkeys(new, np.zeros(0)))
            return
        texts = [_lines_of(scene.layout, run) for run in new]
        numbers = self._known_matches.numbers(scene.layout.titles)
        odds = self._known_matches.of(texts, numbers)
        unknown = np.isnan(odds)
        asked = np.flatnonzero(unknown.any(axis=1)).tolist()
        if asked:
            odds[unknown] = self._weigher.matches(scene.evidence, [new[run] for run in asked], unknown[asked])
            self._known_matches.keep([texts[run] for run in asked], numbers, odds[asked])
        if not self._is_written:  # else the place of a title says all there is to say
            odds += scene.evidence.genres(new)
        scene.matches.update(zip(new, odds, strict=True))

    def _climb(self, scene: Scene, cuts: Cuts, near: int | None = None) -> Reading:
        """Return the best reading that cutting, joining and shifting lead to; with `near`, only around that line."""
        best = self._read(scene, cuts)
        for _ in range(self._worth.rounds):
            before = best.worth
            gaps = [gap for gap in self._open_gaps(scene) if near is None or self._is_near(scene, gap, near)]
            self._weigh(
                scene,
                [
                    run
                    for gap in gaps
                    for cuts in self._changed(best.cuts, gap, scene)
                    for run in self._beside(scene, cuts, gap)
                ],
            )
            for gap in gaps:
                best = self._improved(scene, best, gap)
            if best.worth <= before + LITTLE:
                break
        return best

    def _improved(self, scene: Scene, best: Reading, gap: int) -> Reading:
        """Return the best reading that a change at one gap leads to. Titles are matched only where it may be worth more."""
        for changed in self._changed(best.cuts, gap, scene):
            if self._at_most(scene, changed, best) > best.worth:
                tried = self._read(scene, changed)
                best = tried if tried.worth > best.worth + LITTLE else best
        return best

    def _at_most(self, scene: Scene, cuts: Cuts, best: Reading) -> float:
        """Return what some cuts are worth at most: each text with the title that it gains most by above that title's price.

        The prices may be any; those of a reading nearby leave little room (weak duality of the assignment problem). As
        many texts as have no title to choose from, or are more than there are titles, stay without one.
        """
        runs, prices, above = self._runs(scene, cuts), best.prices, best.above
        self._weigh(scene, runs)
        for run in runs:
            if run not in above:
                gains = self._gains(scene, run).items()
                above[run] = max([0.0, *(gain - prices.get(title, 0.0) for title, gain in gains)])
        bare = max(sum(not scene.gains[run] for run in runs), len(runs) - len(scene.layout.titles))
        texts = sum([above[run] for run in runs]) + sum(prices.values()) - bare * self._worth.untitled
        return sum([scene.cut_odds[cut] for cut in cuts[1:]]) - scene.spent + texts

    def _changed(self, cuts: Cuts, gap: int, scene: Scene) -> Iterator[Cuts]:
        """Yield the cuts with the one at a gap set, or taken away, or shifted by one paragraph."""
        if CUT not in self._without:
            yield tuple(sorted(set(cuts) ^ {gap}))
        if gap in cuts and SHIFT not in self._without:
            for other in (gap - 1, gap + 1):
                if 0 < other < len(scene.layout.paragraphs) and other not in cuts:
                    yield tuple(sorted(set(cuts) - {gap} | {other}))

    def _open_gaps(self, scene: Scene) -> list[int]:
        least, most = self._worth.open_cut
        return [gap for gap in range(1, len(scene.layout.paragraphs)) if least < scene.cut_odds[gap] < most]

    @staticmethod
    def _is_near(scene: Scene, gap: int, line: int) -> bool:
        return abs(scene.layout.starts[gap] - line) <= NEARBY

    def _beside(self, scene: Scene, cuts: Cuts, gap: int) -> list[Run]:
        """Return the runs on either side of a gap."""
        return [run for run in self._runs(scene, cuts) if run[0] <= gap + 1 and run[1] >= gap - 1]

    def _open_questions(self, scene: Scene) -> list[tuple[str, int]]:
        """Return the title rows of which another reading is worth trying, those in most doubt first."""
        titled = self._ground.odds[:, list(HEADS)].sum(axis=1)
        least, most = self._worth.open_title
        doubts = [
            (abs(value), BORDER, line)
            for line, value in scene.border_odds.items()
            if abs(value) < self._worth.open_border
        ]
        for line in np.flatnonzero((titled > least) & (titled < most)).tolist():
            doubts.append((abs(log(titled[line] / (1 - titled[line]))), TITLE, line))
        asked = [(name, line) for _, name, line in sorted(doubts) if name not in self._without]
        return asked[:MOST_QUESTIONS]

    def _turned(self, name: str, line: int, scene: Scene, reading: Reading) -> tuple[Scene, Reading]:
        """Return the page with one row read otherwise, if it gains by it; else as it is."""
        bare, toggled = scene.bare, scene.toggled
        if name == BORDER:
            if line not in scene.border_odds:
                return scene, reading
            toggled = toggled ^ {line}
        else:
            tags = bare.tags
            other = self._other_tag(line, tags[line])
            bare = read_bare((*tags[:line], other, *tags[line + 1 :]), self._rows)
        turned = self._scene(bare, toggled, scene)
        start = self._carried(scene, turned, reading.cuts)
        tried = self._best_start(turned, self._starts(turned, start, line))
        if tried.worth <= reading.worth - self._worth.patience:
            return scene, reading
        tried = self._climb(turned, tried.cuts, near=line)
        if tried.worth <= reading.worth + self._worth.turned:
            return scene, reading
        self._moves.append(Move(name, line, tried.worth - reading.worth))
        return turned, tried

    def _best_start(self, scene: Scene, starts: Iterator[Cuts]) -> Reading:
        """Return the best reading of some cuts, the first of which is read at any rate; others where they may be worth more."""
        best = self._read(scene, next(starts))
        for cuts in starts:
            if self._at_most(scene, cuts, best) > best.worth:
                best = max(best, self._read(scene, cuts), key=_worth)
        return best

    def _other_tag(self, line: int, tag: Tag) -> Tag:
        """Return what else a line may be: a headline, or the best that is none."""
        if tag not in HEADS:
            return Tag.HEADLINE
        others = [other for other in Tag if other not in HEADS]
        return max(others, key=lambda other: float(self._ground.odds[line, other]))

    @staticmethod
    def _carried(scene: Scene, other: Scene, cuts: Cuts) -> Cuts:
        """Return the cuts of one layout in another, by the lines before which they stand."""
        starts = other.layout.starts
        if not starts:
            return ()
        lines = [scene.layout.starts[cut] for cut in cuts]
        places = np.searchsorted(starts, [line for line in lines if line <= starts[-1]])
        return tuple(sorted({0, *places.tolist()}))

    def _starts(self, scene: Scene, cuts: Cuts, line: int) -> Iterator[Cuts]:
        """Yield cuts to start from: as they were, with the one at a changed line turned, with the text its title fits cut off."""
        yield cuts
        gap = int(np.searchsorted(scene.layout.starts, line))
        if 0 < gap < len(scene.layout.starts):
            yield tuple(sorted(set(cuts) ^ {gap}))
        for title, group in enumerate(scene.layout.titles):
            if line in group.lines or line - 1 in group.lines:
                yield from self._fitting(scene, cuts, title)

    def _fitting(self, scene: Scene, cuts: Cuts, title: int) -> Iterator[Cuts]:
        """Yield cuts with the one more that begins the text which fits a title best."""
        if CUT in self._without:
            return
        gaps = [gap for gap in self._open_gaps(scene) if gap not in cuts]
        ends = np.append(cuts, len(scene.layout.paragraphs))
        runs = [(gap, int(ends[np.searchsorted(ends, gap)])) for gap in gaps]
        self._weigh(scene, runs)
        worth = [
            scene.cut_odds[gap] + float(scene.matches[run][title])
            for gap, run in zip(gaps, runs, strict=True)
        ]
        if worth:
            yield tuple(sorted({*cuts, gaps[int(np.argmax(worth))]}))


def _leads_to(one: int, other: int, homes: Mapping[int, int]) -> bool:
    """Say whether a run goes on, over others, with another one: a ring would be no article."""
    while one in homes:
        one = homes[one]
    return one == other


def _worth(reading: Reading) -> float:
    return reading.worth


def _lines_of(layout: Layout, run: Run) -> tuple[int, int]:
    """Return the first and the last line of a run of paragraphs."""
    return layout.paragraphs[run[0]].lines[0], layout.paragraphs[run[1] - 1].lines[-1]
