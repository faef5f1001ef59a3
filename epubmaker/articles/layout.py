"""Paragraphs and title groups of a page, from what its lines are and where one title ends and the next begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from epubmaker.roles.tags import HEADS, TEXT, TITLES, Tag
from epubmaker.text.marks import ends_sentence


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of text: its kind (first line's tag) and its lines."""

    tag: Tag
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TitleGroup:
    """The rows of one title, in order, and what each is.

    gap     how many paragraphs begin before it
    inside  that the paragraph before it goes on behind it
    """

    lines: tuple[int, ...]
    tags: tuple[Tag, ...]
    gap: int
    inside: bool

    def of(self, *tags: Tag) -> tuple[int, ...]:
        """Return its lines that are one of some tags."""
        return tuple(line for line, tag in zip(self.lines, self.tags, strict=True) if tag in tags)

    @property
    def head(self) -> tuple[int, ...]:
        """Return the lines of the headline; of a group without one, those of its kicker or deck, else its label."""
        for tags in (tuple(HEADS), (Tag.KICKER, Tag.DECK), (Tag.LABEL,)):
            if found := self.of(*tags):
                return found
        return self.lines


@dataclass(frozen=True)
class Layout:
    """What a page is made of.

    tags        what each line is
    paragraphs  in order
    titles      the title groups, in order
    signatures  lines of signatures and of bylines that stand by themselves, by the paragraphs before them
    captions    runs of caption lines, by the paragraphs before them
    furniture   the lines of the page itself
    joints      the title rows that stand right behind another title row: where one title may end
    """

    tags: tuple[Tag, ...]
    paragraphs: tuple[Paragraph, ...]
    titles: tuple[TitleGroup, ...]
    signatures: dict[int, tuple[int, ...]]
    captions: tuple[tuple[int, tuple[int, ...]], ...]
    furniture: tuple[int, ...]
    joints: tuple[int, ...]

    @cached_property
    def starts(self) -> list[int]:
        """Return the first line of every paragraph."""
        return [paragraph.lines[0] for paragraph in self.paragraphs]

    @cached_property
    def titles_in(self) -> dict[int, list[int]]:
        """Return the title groups that stand between two paragraphs, by the paragraphs before them."""
        found: dict[int, list[int]] = {}
        for number, title in enumerate(self.titles):
            if not title.inside:
                found.setdefault(title.gap, []).append(number)
        return found


@dataclass(frozen=True, slots=True)
class Rows:
    """What a layout is read from beside tags.

    texts    of the lines
    goes_on  whether a line goes on with the text before it, by the seams
    marked   the lines that the text itself marks as headings: each begins a title
    """

    texts: Sequence[str]
    goes_on: Sequence[bool]
    marked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bare:
    """What tags alone make of a page, wherever one title ends and the next begins: a layout but for its titles.

    runs    the runs of title rows
    signed  the lines of signatures, by the paragraphs before them
    """

    tags: tuple[Tag, ...]
    paragraphs: tuple[Paragraph, ...]
    starts: list[int]
    runs: tuple[tuple[int, ...], ...]
    signed: Mapping[int, tuple[int, ...]]
    captions: tuple[tuple[int, tuple[int, ...]], ...]
    furniture: tuple[int, ...]
    joints: tuple[int, ...]

    def parted(self, borders: frozenset[int]) -> Layout:
        """Return the layout; `borders` are the title rows that begin another title than the row above.

        A run of bylines alone is no title.
        """
        titles: list[TitleGroup] = []
        signatures = {gap: list(lines) for gap, lines in self.signed.items()}
        for run in self.runs:
            for lines in _parted(run, borders, self.tags):
                gap = bisect_left(self.starts, lines[0])
                own = tuple([self.tags[line] for line in lines])
                if set(own) == {Tag.BYLINE}:
                    signatures.setdefault(gap, []).extend(lines)
                    continue
                inside = gap > 0 and self.paragraphs[gap - 1].lines[-1] > lines[0]
                titles.append(TitleGroup(lines, own, gap, inside))
        return Layout(
            self.tags,
            self.paragraphs,
            tuple(titles),
            {gap: tuple(lines) for gap, lines in signatures.items()},
            self.captions,
            self.furniture,
            self.joints,
        )


def read_bare(tags: Sequence[Tag], rows: Rows) -> Bare:
    """Return what tags alone make of lines. Linear in them."""
    shown = tuple(_runs(tags, {Tag.CAPTION}))
    titled = frozenset(line for run in shown if _is_titled(run, tags) for line in run)
    paragraphs = tuple(_paragraphs(tags, rows, titled))
    starts = [paragraph.lines[0] for paragraph in paragraphs]
    signed: dict[int, list[int]] = {}
    for line, tag in enumerate(tags):
        if tag is Tag.SIGNATURE:
            signed.setdefault(bisect_left(starts, line), []).append(line)
    runs = tuple(_runs(tags, TITLES))
    return Bare(
        tuple(tags),
        paragraphs,
        starts,
        runs,
        {gap: tuple(lines) for gap, lines in signed.items()},
        tuple((bisect_left(starts, run[0]), run) for run in shown if run[0] not in titled),
        tuple(line for line, tag in enumerate(tags) if tag is Tag.FURNITURE),
        tuple(line for run in runs for line in run[1:]),
    )


def read_layout(tags: Sequence[Tag], borders: frozenset[int], rows: Rows) -> Layout:
    """Return the layout of tagged lines; `borders` are the title rows that begin another title than the row above."""
    return read_bare(tags, rows).parted(borders | rows.marked)


def _is_titled(run: Sequence[int], tags: Sequence[Tag]) -> bool:
    """Say whether a caption is all the text that the title above it has: news of one picture, and no picture of an article."""
    above, below = run[0] - 1, run[-1] + 1
    return above >= 0 and tags[above] in HEADS and (below == len(tags) or tags[below] in TITLES)


def _paragraphs(tags: Sequence[Tag], rows: Rows, titled: Container[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs: a later line goes on with the last one, over whatever stands between; `titled` captions are some."""
    lines: list[int] = []
    for line, tag in enumerate(tags):
        if lines and _goes_on(line, tag, lines, tags, rows):
            lines.append(line)
        elif tag in TEXT or line in titled:
            if lines:
                yield Paragraph(tags[lines[0]], tuple(lines))
            lines = [line]
    if lines:
        yield Paragraph(tags[lines[0]], tuple(lines))


def _goes_on(line: int, tag: Tag, lines: Sequence[int], tags: Sequence[Tag], rows: Rows) -> bool:
    """Say whether a line goes on with the paragraph that lines make, or with the caption."""
    first = tags[lines[0]]
    if first is Tag.CAPTION:
        return tag is Tag.CAPTION and lines[-1] == line - 1
    return tag is Tag.MORE and first in (Tag.FIRST, Tag.MORE) and not _is_fresh(line, lines[-1], rows)


def _is_fresh(line: int, last: int, rows: Rows) -> bool:
    """Say whether a line opens a paragraph although it looks like a later one: it stands apart from a text that has ended."""
    return line - last > 1 and not rows.goes_on[line] and ends_sentence(rows.texts[last])


def _runs(tags: Sequence[Tag], kinds: frozenset[Tag] | set[Tag]) -> Iterator[tuple[int, ...]]:
    """Yield the runs of lines of some kinds."""
    run: list[int] = []
    for line, tag in enumerate(tags):
        if tag in kinds:
            run.append(line)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _parted(run: Sequence[int], borders: frozenset[int], tags: Sequence[Tag]) -> Iterator[tuple[int, ...]]:
    """Yield the parts of a run of title rows; bylines alone are no part but belong to the one above."""
    parts = [[run[0]]]
    for line in run[1:]:
        if line in borders:
            parts.append([])
        parts[-1].append(line)
    joined = parts[:1]
    for part in parts[1:]:
        if all(tags[line] is Tag.BYLINE for line in part):
            joined[-1].extend(part)
        else:
            joined.append(part)
    yield from map(tuple, joined)


def joint_runs(joints: Sequence[int]) -> Iterator[list[int]]:
    """Yield the joints of each run of title rows together."""
    run: list[int] = []
    for line in joints:
        if run and line != run[-1] + 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run
