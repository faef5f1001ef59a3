"""What speaks for a group of rows being a headline, a crosshead, or text: words, setting, place, seams, subject.

A reader knows a headline by all of these at once: it is set apart, it is worded as one, the text before it has ended, what follows
begins, nothing on the page runs on into it or out of it, and it speaks of what the text below it, or another one, tells.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log2
from typing import NamedTuple

from epubmaker.assemble.kinship import Kinship
from epubmaker.assemble.title_groups import TitleGroup, title_groups
from epubmaker.label.title_words import title_words
from epubmaker.label.titles import NUMBERED, REMARK
from epubmaker.model import Label, Line, Role, SeamTable
from epubmaker.text.marks import ends_sentence, starts_with_dateline

MOST = 6.0  # log-odds: a seam counts so much at the most
WINDOW = 12  # lines of text before and after that a title is compared with
APART = 4  # lines between two of a window beyond which they are another text's
NEARBY = 12  # other texts on either side that are asked whether the title is theirs
REPEATED_WITHIN = 40  # groups on either side that may repeat a title
ALIKE = 0.6  # of the character pairs of the shorter: a title repeats another
LEAST_SHARED = 4  # character pairs
FURTHEST = 20  # lines to the next title that count
UNKNOWN_BLANK = 0.75  # for whether a blank row stands beside a title, where the source prints none
TEXT_BELOW = -1.0  # score under which a group counts as text to others
TITLES = frozenset({Role.HEADLINE, Role.LABEL, Role.KICKER, Role.DECK})


class Words(NamedTuple):
    """This is what a group's own text says.

    score   the labeller's log-odds     words  how it sounds as a title
    rows    how many (logarithm, base two)  length  tens of characters     short  fewer than six
    The others are marks: commas, a colon, a dash or bracket first or last, a stop at the end, a number before it.
    """

    score: float
    words: float
    parallel: float
    sure: float
    rows: float
    length: float
    short: float
    commas: float
    colon: float
    dash_first: float
    dash_last: float
    bracket_first: float
    bracket_last: float
    stop: float
    exclaims: float
    numbered: float
    digit_first: float
    remark: float
    doubled: float


class Setting(NamedTuple):
    """This is how a group is set beside the text around it.

    wide          wider than its columns                width        of the widest line, in columns
    as_first, as_full  its first line is as wide as a paragraph's first line, as a full one
    indented      its first line is two em shorter than its widest
    tail, even    its last line is less than half as wide as the widest; all are much alike
    as_column     the widest fills a column             one_measure  the texts before and after are equally wide
    blank_before, blank_after  that a blank row stands there, as far as the source prints any
    """

    wide: float
    width: float
    as_first: float
    as_full: float
    indented: float
    tail: float
    even: float
    as_column: float
    one_measure: float
    blank_before: float
    blank_after: float


class Place(NamedTuple):
    """This is what stands around a group: what kind of row right before and after, how the text before ends and goes on.

    closed         the text before ends a sentence             dated  what follows opens with a dateline
    closes, opens  log-odds that the line before closes a paragraph, that the one after opens one
    opens_itself, closes_itself  the same of the group's own first and last line
    title_near_before, title_near_after  lines to the next title (fives), as far as they count
    """

    edge_before: float
    text_before: float
    byline_before: float
    text_after: float
    byline_after: float
    closed: float
    dated: float
    closes: float
    opens: float
    opens_itself: float
    closes_itself: float
    title_near_before: float
    title_near_after: float


class Seams(NamedTuple):
    """This is whether a group runs on: from the line before, into the line after (log-odds, and what of them is above zero).

    from_elsewhere, to_elsewhere  the best seam with a line that is no neighbour, if any speaks for it
    """

    before: float
    before_runs_on: float
    after: float
    after_runs_on: float
    inside: float
    from_elsewhere: float
    to_elsewhere: float


class Subject(NamedTuple):
    """This is what a group speaks of.

    of_before, of_after, of_others  log-odds of being the title of the text before, after, or of the best of the others
    one_article, alike  that the texts before and after are one article; how much their subjects agree
    heading_above  how much more the title before speaks of the text after than this one does
    repeated       the share of it that another group repeats;   surer  how much likelier a title that one is
    """

    of_before: float
    of_after: float
    of_others: float
    one_article: float
    alike: float
    heading_above: float
    repeated: float
    surer: float


PARTS = (Words, Setting, Place, Seams, Subject)
SIGNS = ("one", *(f"{part.__name__.lower()}.{name}" for part in PARTS for name in part._fields))


def title_signs(
    lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable
) -> Iterator[tuple[TitleGroup, tuple[float, ...]]]:
    """This yields every group that may be a title with its signs, in the order of `SIGNS`."""
    page = _Page(lines, labels, seams)
    for place, group in enumerate(page.groups):
        yield group, page.signs(place, group)


class _Page:
    """This holds what is asked of a page again and again."""

    def __init__(self, lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable) -> None:
        self.lines, self.labels, self.seams = lines, labels, seams
        self.groups = title_groups(lines, labels)
        self.group_of = {number: group for group in self.groups for number in group.numbers}
        self.text = [line.number for line in lines if self._is_text(line.number)]
        self.texts = list(_stretches(self.text))
        self.starts = [text[0] for text in self.texts]
        self.kinship = Kinship(self.texts, lines, seams.subjects)
        self.titles = [group for group in self.groups if group.score > 0]
        self.title_starts = [group.first for group in self.titles]
        self.blanks = any(line.joint == "blank" for line in lines)
        self.incoming, self.outgoing = _best_elsewhere(seams)

    def _is_text(self, number: int) -> bool:
        """This says whether a line counts as text to the groups around it."""
        group = self.group_of.get(number)
        return self.labels[number].role is Role.BODY and (group is None or group.score <= TEXT_BELOW)

    def signs(self, place: int, group: TitleGroup) -> tuple[float, ...]:
        """This returns the signs of a group."""
        before, after = self._windows(group)
        parts = (
            _words(group),
            self._setting(group, before, after),
            self._place(group, before),
            self._seams(group),
            self._subject(place, group, before, after),
        )
        return 1.0, *(sign for part in parts for sign in part)

    def _windows(self, group: TitleGroup) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """This returns the lines of the text before and of the text after a group."""
        start, end = bisect_left(self.text, group.first), bisect_right(self.text, group.last)
        before = _together(self.text[max(0, start - WINDOW) : start][::-1])[::-1]
        return before, _together(self.text[end : end + WINDOW])

    def _setting(self, group: TitleGroup, before: Sequence[int], after: Sequence[int]) -> Setting:
        widths = [line.width for line in group.lines]
        widest, narrowest = max(widths), min(widths)
        measures = [self.lines[number].measure for number in (*before[-1:], *after[:1])]
        column = max((self.lines[number].measure for number in (*before[-3:], *after[:3])), default=0.0)
        several = len(widths) > 1
        following = group.last + 1
        return Setting(
            wide=float(bool(column) and widest > column + 1.5),
            width=min(2.0, widest / column) if column else 1.0,
            as_first=float(any(abs(widths[0] - (measure - 2)) <= 0.6 for measure in measures)),
            as_full=float(any(abs(widths[0] - measure) <= 1.0 for measure in measures)),
            indented=float(several and abs(widths[0] - (widest - 2)) <= 1.0 and _full(widths, widest)),
            tail=float(several and widths[-1] < 0.5 * widest),
            even=float(several and narrowest > 0.7 * widest),
            as_column=float(bool(measures) and -2.6 <= widest - max(measures) <= 0.6),
            one_measure=float(len(measures) == 2 and abs(measures[0] - measures[1]) <= 1.0),
            blank_before=self._blank(group.first),
            blank_after=self._blank(following) if following < len(self.lines) else 1.0,
        )

    def _blank(self, number: int) -> float:
        """This says whether a blank row stands above a line; where the source prints none at all, nobody knows."""
        if not self.blanks:
            return UNKNOWN_BLANK
        return float(self.lines[number].joint in ("blank", "start"))

    def _place(self, group: TitleGroup, before: Sequence[int]) -> Place:
        upper, lower = group.first - 1, group.last + 1
        above, below = self._kind(upper), self._kind(lower)
        at = bisect_left(self.title_starts, group.first)
        earlier = self.titles[at - 1].last if at else -FURTHEST
        at = bisect_right(self.title_starts, group.last)
        later = self.title_starts[at] if at < len(self.titles) else group.last + FURTHEST
        return Place(
            edge_before=float(above == "edge"),
            text_before=float(above == "text"),
            byline_before=float(above == "byline"),
            text_after=float(below == "text"),
            byline_after=float(below == "byline"),
            closed=float(not before or ends_sentence(self.lines[before[-1]].text)),
            dated=float(lower < len(self.lines) and starts_with_dateline(self.lines[lower].text)),
            closes=_bounded(self.seams.closes[upper]) if above == "text" else 0.0,
            opens=_bounded(self.seams.opens[lower]) if below == "text" else 0.0,
            opens_itself=_bounded(self.seams.opens[group.first]),
            closes_itself=_bounded(self.seams.closes[group.last]),
            title_near_before=min(FURTHEST, group.first - earlier) / 5,
            title_near_after=min(FURTHEST, later - group.last) / 5,
        )

    def _kind(self, number: int) -> str:
        """This names what a row beside a group is."""
        if not 0 <= number < len(self.lines):
            return "edge"
        group, role = self.group_of.get(number), self.labels[number].role
        if group is not None:
            return "title" if group.score > 0 else "text"
        if role in TITLES:
            return "title"
        return {Role.BODY: "text", Role.BYLINE: "byline"}.get(role, "other")

    def _seams(self, group: TitleGroup) -> Seams:
        upper, lower = group.first - 1, group.last + 1
        before, after = self._seam(upper, group.first), self._seam(group.last, lower)
        inside = [self._seam(*pair) for pair in pairwise(group.numbers)]
        return Seams(
            before=before,
            before_runs_on=max(0.0, before),
            after=after,
            after_runs_on=max(0.0, after),
            inside=sum(inside) / len(inside) if inside else 0.0,
            from_elsewhere=self.incoming.get(group.first, 0.0),
            to_elsewhere=self.outgoing.get(group.last, 0.0),
        )

    def _seam(self, left: int, right: int) -> float:
        """This returns the log-odds of two neighbours, 0 where they were not worth asking about."""
        return _bounded(self.seams.log_odds(left, right)) if (left, right) in self.seams else 0.0

    def _subject(
        self, place: int, group: TitleGroup, before: tuple[int, ...], after: tuple[int, ...]
    ) -> Subject:
        kinship, numbers = self.kinship, group.numbers
        of_after = kinship.of_title(numbers, after) if after else 0.0
        both = bool(before and after)
        at = bisect_left(self.title_starts, group.first)
        above = kinship.of_title(self.titles[at - 1].numbers, after) - of_after if at and after else 0.0
        return Subject(
            kinship.of_title(numbers, before) if before else 0.0,
            of_after,
            max((kinship.of_title(numbers, text) for text in self._others(group)), default=0.0),
            _bounded(kinship.one_article(before, after)) if both else 0.0,
            kinship.alike(before, after) if both else 0.0,
            above,
            *self._repeated(place, group),
        )

    def _others(self, group: TitleGroup) -> Iterator[tuple[int, ...]]:
        """This yields the texts nearby that do not stand beside a group."""
        at = bisect_left(self.starts, group.first)
        for text in self.texts[max(0, at - NEARBY) : at + NEARBY]:
            if text[-1] < group.first - WINDOW or text[0] > group.last + WINDOW:
                yield text

    def _repeated(self, place: int, group: TitleGroup) -> tuple[float, float]:
        """This returns how much of a group another one repeats, and how much likelier a title that one is."""
        best, surer = 0.0, 0.0
        for other in self.groups[max(0, place - REPEATED_WITHIN) : place + REPEATED_WITHIN + 1]:
            share = repeats(group, other) if other is not group else 0.0
            if share > best:
                best, surer = share, _bounded(other.score - group.score)
        return best, surer


def repeats(group: TitleGroup, other: TitleGroup) -> float:
    """This returns the share of the shorter group's character pairs that the other holds too, 0 where they are few."""
    shared = len(group.pairs & other.pairs)
    if shared < LEAST_SHARED:
        return 0.0
    share = shared / min(len(group.pairs), len(other.pairs))
    return share if share > ALIKE else 0.0


def _words(group: TitleGroup) -> Words:
    text = group.text
    return Words(
        score=group.score,
        words=title_words().log_odds(text),
        parallel=float(group.parallel),
        sure=float(group.sure),
        rows=log2(len(group.rows)),
        length=min(40, len(text)) / 10,
        short=float(len(text) < 6),
        commas=float(text.count("，") + text.count(",")),
        colon=float("：" in text or ":" in text),
        dash_first=float(text[0] in "—-―"),
        dash_last=float(text[-1] in "—-―"),
        bracket_first=float(text[0] in "(（[【《"),
        bracket_last=float(text[-1] in ")）"),
        stop=float(ends_sentence(text)),
        exclaims=float(text[-1] in "！？!?"),
        numbered=float(bool(NUMBERED.match(text))),
        digit_first=float(text[0].isdigit()),
        remark=float(bool(REMARK.match(text)) or "记者" in text or "報》" in text or "报》" in text),
        doubled=float(group.doubled),
    )


def _best_elsewhere(seams: SeamTable) -> tuple[dict[int, float], dict[int, float]]:
    """This returns the log-odds of the best seam into each line and out of each line above zero, neighbours left out."""
    incoming: dict[int, float] = {}
    outgoing: dict[int, float] = {}
    for row in seams.candidates:
        for seam in row:
            if seam.right != seam.left + 1:
                value = _bounded(seam.log_odds)
                incoming[seam.right] = max(value, incoming.get(seam.right, 0.0))
                outgoing[seam.left] = max(value, outgoing.get(seam.left, 0.0))
    return incoming, outgoing


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """This yields the runs of numbers that follow each other."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield tuple(run)
            run = []
        run.append(number)
    if run:
        yield tuple(run)


def _together(numbers: Sequence[int]) -> tuple[int, ...]:
    """This returns the first of some numbers up to where two lie far apart."""
    end = next((k + 1 for k, (one, next_) in enumerate(pairwise(numbers)) if abs(next_ - one) > APART), None)
    return tuple(numbers[:end])


def _full(widths: Sequence[float], widest: float) -> bool:
    """This says whether all lines between the first and the last fill the measure."""
    return all(abs(width - widest) <= 1.0 for width in widths[1:-1])


def _bounded(value: float) -> float:
    return max(-MOST, min(MOST, value))
