"""What a row is: by its place and size (the layout's word), and by its own words where place leaves it open.

Bylines are set as text or as a deck is, credits as captions are: only their words tell them. Signatures at the end of an article,
jump lines, staff lines and advertisements are found as they are in bare text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise

from epubmaker.label.bylines import byline_role
from epubmaker.label.folding import read_variants
from epubmaker.label.furniture import colophon_role, jump_role
from epubmaker.label.rows import LabelRow
from epubmaker.layout.bylines import is_byline, opens_with_office
from epubmaker.layout.figures import CREDIT, MOST_ROWS
from epubmaker.model import Label, Line, Role, SourceText
from epubmaker.model.placed import PlacedRow
from epubmaker.text.ideographs import is_ideograph
from epubmaker.text.marks import ends_sentence, starts_with_dateline
from epubmaker.text.surnames import SURNAMES, is_name

BY_PLACE = "layout"
FIRST_ROWS, LAST_ROWS = 2, 3  # rows of text, at either end, among which a byline may stand
LONGEST_REST = 12  # characters of a byline's second row
INDENTED = 3.2  # sizes that the first row of a paragraph may be narrower than its column
SAME_END = 0.5  # sizes: rows that end so close to each other end with their column
LONGEST_NAME = 5  # characters of a name set alone, its gap included
TITLES = frozenset({Role.HEADLINE, Role.KICKER, Role.DECK, Role.CROSSHEAD})
_MARKS = "□■◎◆●▲○◇"
_OPENING, _CLOSINGS = "（(【〔[［", "）)】〕]］"
_LISTED = "、，,"  # a row of names that goes on
_TEXT = (Role.BODY, Role.CROSSHEAD)


def label_rows(source: SourceText, lines: Sequence[Line]) -> tuple[Label, ...]:
    """Return a label for every line."""
    rows = [row for page in source.pages for row in page.rows]
    labels = [Label(rows[line.row].role, 0.95, BY_PLACE) for line in lines]
    for (_, article), members in groupby(lines, key=lambda line: (line.block, rows[line.row].article)):
        own = list(members)
        if article < 0:
            continue
        for before, line in zip([None, *own], own, strict=False):
            role = _by_words(line, rows[line.row])
            if role is not None and not (role.role is Role.CREDIT and before and leaves_open(before.text)):
                labels[line.number] = role
                if role.role is Role.BYLINE and rows[line.row].role is Role.CROSSHEAD:
                    _label_rest(line, own, labels)
        _label_wrapped(own, labels)
        _label_first(own, labels)
        _label_ends(own, labels, rows)
        _label_wrapped(own, labels)
    return tuple(labels)


def _by_words(line: Line, row: PlacedRow) -> Label | None:
    """Return the label of a row whose words alone say what it is."""
    own = _label_row(line)
    if row.role in (Role.HEADLINE, Role.CROSSHEAD):
        found = byline_role(own)
        says = "：" in line.text and not is_byline(line.text)  # 评论员：着眼全局 is a title, whoever says it
        return found if found and found.role is Role.BYLINE and not says else None
    if row.role is Role.CAPTION:
        found = byline_role(own)
        return Label(Role.CREDIT, found.confidence, found.rule) if found else None
    if row.role in (Role.DECK, Role.KICKER):
        return byline_role(own) or (_bare_name(line) if row.role is Role.DECK else None)
    if row.role is Role.BODY:
        return jump_role(own) or colophon_role(own)
    return None


def _label_first(own: Sequence[Line], labels: list[Label]) -> None:
    """Label a name that stands alone between headline and text as a small title would: names may head the parts of a text."""
    roles = {labels[line.number].role for line in own}
    small = [line for line in own if labels[line.number].role is Role.CROSSHEAD]
    if not small or Role.HEADLINE not in roles or Role.BYLINE in roles:
        return
    first = next(line for line in own if labels[line.number].role in (Role.CROSSHEAD, Role.BODY))
    named = [line for line in small if _bare_name(line) is not None]
    if named == [first]:
        labels[first.number] = _bare_name(first) or labels[first.number]


def _label_row(line: Line) -> LabelRow:
    """Return a line as a row of its own, in Simplified characters: the patterns of words know no others."""
    return LabelRow(line.row, 0, (line,), line.text.translate(_simplified()), line.measure, line.measure)


def _is_wrapped(line: Line, text: Sequence[Line]) -> bool:
    """Say whether a row and the next one are a byline together, which was too long for one row."""
    after = next((other for other in text if other.number == line.number + 1), None)
    if after is None or len(after.text.strip()) > LONGEST_REST or ends_sentence(after.text):
        return False
    found = byline_role(_label_row(replace(line, text=f"{line.text}{after.text}")))
    return _names_on(line, after) or (found is not None and found.role is Role.BYLINE)


def _goes_on_open(line: Line, text: Sequence[Line], rows: Sequence[PlacedRow]) -> bool:
    """Say whether brackets round names end in a later row, or names open a paragraph: it names its writer inside.

    A row that runs in behind a title is as short as that leaves it, and filled where it ends as the next row does.
    """
    row = line.text
    if leaves_open(row):
        return True
    after = next((other for other in text if other.number == line.number + 1), None)
    if after is None or after.opens is not False:
        return False
    own, other = rows[line.row].line, rows[after.row].line
    level = own.vertical == other.vertical and abs(own.box.x1 - other.box.x1) < SAME_END * own.size
    runs_in = level and own.box.x0 - other.box.x0 > INDENTED * own.size
    filled = line.opens is True and (runs_in or line.measure - line.width < INDENTED)
    return starts_with_dateline(row) or (filled and not _names_on(line, after))


def _ends_open(line: Line, text: Sequence[Line]) -> bool:
    """Say whether a row closes brackets that open inside the text of the row before it."""
    before = next((other for other in text if other.number == line.number - 1), None)
    if before is None or line.opens is not False or not leaves_open(before.text):
        return False
    return before.text.strip()[:1] not in _OPENING and not leaves_open(f"{before.text}{line.text}")


def _label_wrapped(own: Sequence[Line], labels: list[Label]) -> None:
    """Label the other row of a byline or jump line that was too long for its column: together they are one, and nothing else."""
    for line, after in pairwise(own):
        first, second = labels[line.number], labels[after.number]
        if first.role is Role.BYLINE and second.role in _TEXT:
            if _names_on(line, after):
                labels[after.number] = first
        elif (first.role is Role.BODY or first.role in TITLES) and second.role is Role.BYLINE:
            listed = line.text.strip()[-1:] in _LISTED
            if (listed or opens_with_office(line.text + after.text)) and _names_on(line, after):
                labels[line.number] = second
        elif first.role is Role.JUMP_LINE and second.role in _TEXT and _goes_on_jump(line, after):
            labels[after.number] = first


def _names_on(line: Line, after: Line) -> bool:
    """Say whether two rows are one byline: the row ends inside a name or between two."""
    rest = after.text.strip()
    return len(rest) <= LONGEST_REST and any(is_byline(f"{line.text}{gap}{rest}") for gap in ("", "　"))


def _goes_on_jump(line: Line, after: Line) -> bool:
    """Say whether a row ends the brackets that a jump line has left open."""
    whole = f"{line.text}{after.text}"
    return leaves_open(line.text) and not leaves_open(whole) and after.text.strip()[-1:] in _CLOSINGS


def leaves_open(text: str) -> bool:
    """Say whether a row opens brackets that it does not close."""
    return sum(map(text.count, _OPENING)) > sum(map(text.count, _CLOSINGS))


def _label_rest(line: Line, own: Sequence[Line], labels: list[Label]) -> None:
    """Label the rest of a byline that did not fit into its row: a few characters, the end of a name."""
    after = next((other for other in own if other.number == line.number + 1), None)
    if (
        after is not None
        and labels[after.number].role in (Role.BODY, Role.CROSSHEAD)
        and len(after.text.strip()) <= 3
        and line.width > 0.6 * line.measure
    ):
        labels[after.number] = labels[line.number]


@cache
def _simplified() -> dict[int, str]:
    return {ord(traditional): simple for traditional, simple in read_variants().items()}


def _bare_name(line: Line) -> Label | None:
    """Label a name that stands alone under a headline: an author."""
    text = line.text.strip()
    marked = text[:1] in _MARKS
    bare = text[1:-1] if text[:1] in "（(" and text[-1:] in "）)" else text.lstrip(_MARKS)
    name = "".join(bare.split())
    if (
        2 <= len(name) <= 4
        and all(map(is_ideograph, name))
        and len(bare) <= LONGEST_NAME
        and (name[0] in SURNAMES or marked)
    ):
        return Label(Role.BYLINE, 0.8, "name")
    return None


def _signed_from(line: Line) -> Label | None:
    """Label a row that names a writer and where this one lives, as letters of readers end: 王小明　松原."""
    words = line.text.strip().split()
    if len(words) != 2 or not all(2 <= len(word) <= 3 and all(map(is_ideograph, word)) for word in words):
        return None
    return Label(Role.BYLINE, 0.8, "name") if is_name(words[0]) else None


def _label_ends(own: Sequence[Line], labels: list[Label], rows: Sequence[PlacedRow]) -> None:
    """Label the bylines among the first and the last rows of an article's text; a few rows without a title may be a caption."""
    text = [line for line in own if labels[line.number].role is Role.BODY]
    titled = any(labels[line.number].role in TITLES for line in own)
    if not titled and 1 < len(text) <= MOST_ROWS and CREDIT.search(text[-1].text.strip()):
        for line in text[:-1]:
            labels[line.number] = Label(Role.CAPTION, 0.8, "credit")
        labels[text[-1].number] = Label(Role.CREDIT, 0.9, "credit")
        return
    ends = [*text[:FIRST_ROWS], *text[-LAST_ROWS:]]
    for at, line in enumerate(ends):
        if labels[line.number].role is not Role.BODY:
            continue
        inside = _goes_on_open(line, text, rows) or _ends_open(line, text)
        found = None if inside else byline_role(_label_row(line))
        if found and found.role in (Role.BYLINE, Role.CREDIT):
            labels[line.number] = Label(Role.BYLINE, found.confidence, found.rule)
            _label_rest(line, own, labels)
        elif _is_wrapped(line, text):
            labels[line.number] = Label(Role.BYLINE, 0.85, "byline")
            labels[line.number + 1] = labels[line.number]
        elif (
            len(text) > 1
            and line.width < 0.6 * line.measure
            and (
                (at == 0 and titled and text[1].opens is not False)
                or (line is text[-1] and ends_sentence(text[-2].text))
            )
        ):
            signed = _bare_name(line) or (_signed_from(line) if line is text[-1] else None)
            labels[line.number] = signed or labels[line.number]
