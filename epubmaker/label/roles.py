"""Every row gets a role: the plain kinds first, by one ordered table; then titles, by what stands around them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from epubmaker.label.bylines import byline_role
from epubmaker.label.crossheads import mark_crossheads
from epubmaker.label.furniture import (
    advertisement_role,
    colophon_role,
    jump_role,
    notice_role,
    prompt_role,
    weather_role,
)
from epubmaker.label.markup import marked_items, marked_titles
from epubmaker.label.masthead import masthead_lines
from epubmaker.label.rows import LabelRow, group_rows, rows_hold_paragraphs
from epubmaker.label.titles import (
    ROW_A_LINE,
    ROW_A_PARAGRAPH,
    Surroundings,
    group_words,
    is_impossible,
    may_be_crosshead,
    title_label,
    title_score,
    title_signs,
)
from epubmaker.label.webpage import web_rows
from epubmaker.model import Label, Line, Role
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence, starts_with_dateline

# First match wins. Kinds that are recognised by their own words come before those that are guessed from their shape.
PLAIN: tuple[Callable[[LabelRow], Label | None], ...] = (
    jump_role,
    byline_role,
    colophon_role,
    weather_role,
    notice_role,
    prompt_role,
    advertisement_role,
)
HAN = re.compile(r"[\u4e00-\u9fff]")
BODY = Label(Role.BODY, 0.9, "text")
SURE = 0.93  # a role of its own words less sure than this is not taken out of running text


def label_lines(lines: Sequence[Line]) -> tuple[Label, ...]:
    """Label every line with its role, in source order. Linear in the lines."""
    rows = group_rows(lines)
    plain = _plain_labels(rows, lines)
    own = {
        index for index, label in plain.items() if label.role is Role.MASTHEAD and label.confidence >= SURE
    }
    marked = marked_titles([row for row in rows if row.index not in own])
    labels = plain | marked | marked_items(rows)
    titles = _label_titles(rows, labels)
    mark_crossheads(rows, labels, titles.possible)
    labels = {**titles.nearly, **labels}
    by_line = {line.number: labels.get(row.index, BODY) for row in rows for line in row.lines}
    return tuple(by_line[line.number] for line in lines)


def judged_titles(lines: Sequence[Line]) -> tuple[tuple[LabelRow, tuple[float, ...]], ...]:
    """Return every row that was weighed as a title with what spoke for it, to learn the weights from."""
    rows = group_rows(lines)
    return tuple(_label_titles(rows, _plain_labels(rows, lines)).judged)


def _plain_labels(rows: Sequence[LabelRow], lines: Sequence[Line]) -> dict[int, Label]:
    """Label the rows that their own words give away."""
    mastheads = masthead_lines(lines)
    labels: dict[int, Label] = web_rows(rows)
    for row in rows:
        if row.index in labels:
            continue
        staff = colophon_role(row)
        found = (
            staff if staff and staff.rule == "staff" else _masthead_label(row, mastheads) or _plain_label(row)
        )
        if found and not (found.confidence < SURE and _runs_on(row, rows, labels)):
            labels[row.index] = found
    return labels


def _runs_on(row: LabelRow, rows: Sequence[LabelRow], labels: Mapping[int, Label]) -> bool:
    """Say whether a row continues the text right above it: a full line that ends no sentence."""
    before = rows[row.index - 1] if row.index else None
    if before is None or before.run != row.run or before.index in labels or not row.measure:
        return False
    return abs(before.lines[-1].width - row.measure) <= 1.0 and not ends_sentence(before.text)


def _masthead_label(row: LabelRow, mastheads: Mapping[int, tuple[Role, float, str]]) -> Label | None:
    """Take a row for masthead or folio if all its lines are."""
    found = [mastheads.get(line.number) for line in row.lines]
    if not all(found):
        return None
    role, confidence, rule = min((entry for entry in found if entry), key=lambda entry: entry[1])
    return Label(role, confidence, rule)


def _plain_label(row: LabelRow) -> Label | None:
    for rule in PLAIN:
        found = rule(row)
        if found:
            return found
    return None


@dataclass(slots=True)
class _Titles:
    """What came of weighing titles: rows that could be crossheads, rows nearly titles, and all rows judged."""

    possible: set[int] = field(default_factory=set)
    nearly: dict[int, Label] = field(default_factory=dict)
    judged: list[tuple[LabelRow, tuple[float, ...]]] = field(default_factory=list)


def _label_titles(rows: Sequence[LabelRow], labels: dict[int, Label]) -> _Titles:
    """Find the titles among the rows without role, in place."""
    titles = _Titles()
    last_text: LabelRow | None = None
    weights = (
        ROW_A_PARAGRAPH if rows_hold_paragraphs([line for row in rows for line in row.lines]) else ROW_A_LINE
    )
    for _, members in groupby(rows, key=lambda row: row.run):
        run = tuple(members)
        final = next((row.index for row in reversed(run) if row.index not in labels), -1)
        before, passed = None, 0  # the last row of text before a group; rows are looked at once
        for group in _title_groups(run, labels):
            first = group[0].index - run[0].index
            earlier = reversed(run[passed:first])
            before, passed = next((row for row in earlier if row.index not in labels), before), first
            alone = before is None and group[-1].index == final
            around = _surroundings(rows, labels, group, before or last_text, _Within(before is None, alone))
            words = group_words(group)
            signs = [title_signs(row, around, words) for row in group]
            titles.judged.extend(zip(group, signs, strict=True))
            _label_group(group, [title_score(own, weights) for own in signs], around, labels, titles)
        last_text = next(
            (row for row in reversed(run) if row.index not in labels and HAN.search(row.text)), last_text
        )
    return titles


def _label_group(
    group: Sequence[LabelRow],
    scores: Sequence[float],
    around: Surroundings,
    labels: dict[int, Label],
    titles: _Titles,
) -> None:
    """Label the rows of one group; each is judged half by itself, half by all of them."""
    together = sum(scores) / len(scores)
    prompts = len(group) == 1 and not around.by_byline
    for row, own in zip(group, scores, strict=True):
        found = title_label(row, (own + together) / 2, prompts)
        if found:
            (titles.nearly if found.role is Role.BODY else labels)[row.index] = found
        if may_be_crosshead(row, around):
            titles.possible.add(row.index)


def _title_groups(run: Sequence[LabelRow], labels: Mapping[int, Label]) -> Iterator[tuple[LabelRow, ...]]:
    """Yield the rows of a run that may be titles, those that follow each other together."""
    group: list[LabelRow] = []
    for row, after in zip_longest(run, run[1:]):
        follows = after if after is not None and after.index not in labels else None
        if row.index not in labels and not is_impossible(row, group[-1] if group else None, follows):
            group.append(row)
        elif group:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


@dataclass(frozen=True, slots=True)
class _Within:
    """Where a group stands in its run: no text before it, no other row without a label."""

    opens: bool
    alone: bool


def _surroundings(
    rows: Sequence[LabelRow],
    labels: Mapping[int, Label],
    group: Sequence[LabelRow],
    text_before: LabelRow | None,
    within: _Within,
) -> Surroundings:
    first, last = group[0], group[-1]
    beside = [labels[index].role for index in (first.index - 1, last.index + 1) if index in labels]
    following = next((row for row in rows[last.index + 1 : last.index + 6] if row.index not in labels), None)
    by_byline = Role.BYLINE in beside
    tight = within.opens and following is not None and (by_byline or starts_with_dateline(following.text))
    return Surroundings(
        before_closed=text_before is None or ends_sentence(text_before.text),
        after_opens=following is None or starts_with_dateline(following.text) or by_byline,
        by_byline=by_byline,
        alone=(within.alone and len(group) <= 4) or (tight and len(group) <= 4),
        doubled=any(line.again is not None for row in group for line in row.lines),
    )
