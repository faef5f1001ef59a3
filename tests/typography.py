"""Judges a digest's typesetting from the positions of its glyphs alone: the rules of CLREQ that the project promises.

`findings_of(pdf)` returns one `Finding` for each breach in the text (tag P, body size). The measure, the columns and the
line grid are worked out from the page, not asked of the code that made it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mode

from pdf_glyphs import Glyph, Pdf

OPENING = set("（《〈「『【〔“‘([{")
CLOSING = set("）》〉」』】〕”’")
STOPS = set("。．，、；：！？")
NEVER_FIRST = CLOSING | STOPS | set("·・‧～–/／%％‰℃")
HALF_WIDTH = set("·‧•/-–‐")  # GB/T 15834: half an em, whatever the font's own width
CENTRED_IN_COLUMNS = set("：；！？")  # their ink stands in the middle of the em there: no half of it is blank
TOLERANCE = 0.02  # em


@dataclass(frozen=True)
class Finding:
    rule: str
    page: int
    text: str
    measured: float = 0.0


@dataclass
class Line:
    glyphs: list[Glyph]
    column: int = -1
    first: bool = False
    last: bool = False

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def shown(self) -> list[Glyph]:
        glyphs = list(self.glyphs)
        while glyphs and glyphs[-1].text.isspace():
            glyphs.pop()
        return glyphs

    @property
    def start(self) -> float:
        return self.glyphs[0].along

    @property
    def across(self) -> float:
        return mode(round(glyph.across, 2) for glyph in self.glyphs)

    @property
    def page(self) -> int:
        return self.glyphs[0].page


@dataclass
class Column:
    """A column of text on the page: where its lines start, and where those that are full end, in points."""

    start: float
    end: float = 0.0


@dataclass
class Judgement:
    findings: list[Finding] = field(default_factory=list)
    lines: int = 0
    marks_at_line_end: int = 0
    adjacent_marks: int = 0
    gaps: int = 0
    columns: list[Column] = field(default_factory=list)
    measure: float = 0.0
    leading: float = 0.0


def is_han(text: str) -> bool:
    return bool(text) and (0x3400 <= ord(text[0]) <= 0x9FFF or ord(text[0]) > 0x20000)


def is_latin(text: str) -> bool:
    return bool(text) and text[0].isascii() and text[0].isalnum()


def paragraphs_of(pdf: Pdf, tags: frozenset[str] = frozenset({"P"})) -> list[list[Line]]:
    """Return the lines of every element of the given tags, in reading order."""
    gathered: dict[int, list[Glyph]] = {}
    for page in range(pdf.pages):
        for glyph in pdf.glyphs(page):
            if glyph.tag in tags:
                gathered.setdefault(glyph.element, []).append(glyph)
    return [_lines(glyphs) for glyphs in gathered.values()]


def _lines(glyphs: list[Glyph]) -> list[Line]:
    lines = [Line([glyphs[0]])]
    for before, glyph in pairwise(glyphs):
        back = glyph.along < before.along - 1.2 * glyph.size
        aside = abs(glyph.across - before.across) > 0.8 * glyph.size
        if glyph.page != before.page or back or aside:
            lines.append(Line([]))
        lines[-1].glyphs.append(glyph)
    lines[0].first = True
    lines[-1].last = True
    return lines


class Judge:
    def __init__(self, pdf: Pdf, *, region: str = "cn", vertical: bool = False) -> None:
        self.region, self.vertical = region, vertical
        self.paragraphs = paragraphs_of(pdf)
        self.headings = paragraphs_of(pdf, frozenset({"H2", "H3"}))
        sizes = Counter(glyph.size for lines in self.paragraphs for line in lines for glyph in line.glyphs)
        self.size = sizes.most_common(1)[0][0]
        fonts = Counter(
            glyph.font
            for lines in self.paragraphs
            for line in lines
            for glyph in line.glyphs
            if glyph.size == self.size
        )
        self.font = fonts.most_common(1)[0][0]
        self.body = [lines for lines in self.paragraphs if self.is_body(lines)]
        self.result = Judgement(lines=sum(map(len, self.body)))

    def is_body(self, lines: list[Line]) -> bool:
        """Text of the story: body size and face, indented by two em (a lead-in may be in another face)."""
        glyphs = [glyph for line in lines for glyph in line.glyphs]
        same = sum(glyph.font == self.font for glyph in glyphs)
        return all(glyph.size == self.size for glyph in glyphs) and same > len(glyphs) / 2

    def judge(self) -> Judgement:
        self.find_columns()
        for lines in self.body:
            self.paragraph(lines)
        self.grid()
        self.keeps()
        return self.result

    def blame(self, rule: str, line: Line, measured: float = 0.0) -> None:
        self.result.findings.append(Finding(rule, line.page + 1, line.text, round(measured, 3)))

    # -- columns -------------------------------------------------------------------------------------------------

    def find_columns(self) -> None:
        starts = Counter(
            round(line.start, 1) for lines in self.body for line in lines[1:] if is_han(line.glyphs[0].text)
        )
        places: list[float] = []
        for start, _ in sorted(starts.items(), key=lambda entry: -entry[1]):
            if all(abs(start - place) > 4 * self.size for place in places):
                places.append(start)
        self.result.columns = [Column(place) for place in sorted(places)]
        self.find_ends()
        self.body = [lines for lines in self.body if not self.is_wide(lines)]
        measures = [(column.end - column.start) / self.size for column in self.result.columns if column.end]
        self.result.measure = mode(round(measure, 2) for measure in measures)
        for measure in measures:  # rule 10, CLREQ 2.3.5
            if abs(measure - round(measure)) > TOLERANCE:
                self.result.findings.append(Finding("10 measure", 0, "", measure))

    def find_ends(self) -> None:
        """Find where columns end: where most of its full lines do that end in Han."""
        ends: dict[int, Counter[float]] = defaultdict(Counter)
        for line in (line for lines in self.body for line in lines):
            line.column = self.column_of(line)
            tail = line.shown[-1]
            if not line.last and is_han(tail.text):
                ends[line.column][round(tail.along + self.size, 1)] += 1
        for number, column in enumerate(self.result.columns):
            column.end = ends[number].most_common(1)[0][0] if ends[number] else 0.0

    def is_wide(self, lines: list[Line]) -> bool:
        """Notices at the end may be set over the width of the page."""
        width = max(column.end - column.start for column in self.result.columns)
        return any(line.shown[-1].along - line.start > width + self.size for line in lines)

    def column_of(self, line: Line) -> int:
        left = [
            n for n, column in enumerate(self.result.columns) if column.start <= line.start + 0.7 * self.size
        ]
        return left[-1] if left else 0

    # -- one paragraph -------------------------------------------------------------------------------------------

    def paragraph(self, lines: list[Line]) -> None:
        for place, line in enumerate(lines):
            column = self.result.columns[line.column]
            self.edges(line, column, lines[place + 1] if place + 1 < len(lines) else None)
            self.pairs(line)
        self.shape(lines)

    def edges(self, line: Line, column: Column, following: Line | None) -> None:
        size, shown = self.size, line.shown
        if not line.first and shown[0].text[0] in NEVER_FIRST:
            self.blame("1 line start", line)
        if following is not None:
            self.line_end(line, column, following)
        trims = self.region == "cn" and shown[0].text in OPENING and shown[0].advance > 0.95
        expected = (2.0 if line.first else 0.0) - (0.5 if trims else 0.0)
        found = (line.start - column.start) / size
        if shown[0].advance < 0.95:
            return  # a proportional glyph may stand aside in its em
        if abs(found - expected) > TOLERANCE + 0.01 and shown[0].text not in OPENING:
            self.blame("9 indent" if line.first else "8 line start", line, found)
        elif trims and abs(found - expected) > TOLERANCE + 0.01:
            self.blame("4 opening mark at line start", line, found)

    def line_end(self, line: Line, column: Column, following: Line) -> None:
        tail, size = line.shown[-1], self.size
        head = following.shown[0]
        self.broken(line, tail, head)
        width = tail.advance
        halved = self.region == "cn" and tail.text in CLOSING | STOPS and tail.advance > 0.95
        halved = halved and not (self.vertical and tail.text in CENTRED_IN_COLUMNS)
        if halved:
            width = 0.5
            self.result.marks_at_line_end += 1
        if tail.text == "——":
            width = 2.0
        if tail.text in HALF_WIDTH and (self.region == "cn" or tail.text.isascii()):
            width = (tail.advance + 0.5) / 2
        end = (tail.along - column.end) / size + width
        if abs(end) > TOLERANCE:
            self.blame("4 mark at line end" if halved else "8 edge", line, end)

    def broken(self, line: Line, tail: Glyph, head: Glyph) -> None:
        """Blame a line that breaks what belongs together."""
        if tail.text[-1] in OPENING:
            self.blame("1 line end", line)
        if is_latin(tail.text) and is_latin(head.text) and line.glyphs[-1] is tail:
            self.blame("2 word broken", line)
        if (tail.text[-1], head.text[0]) in {("—", "—"), ("…", "…")}:
            self.blame("2 dash broken", line)
        if tail.text.isdigit() and head.text[0] in "%％‰℃":
            self.blame("2 number broken", line)

    def pairs(self, line: Line) -> None:
        for left, right in pairwise(line.glyphs):
            gap = (right.along - left.along) / self.size - left.advance
            adjacent = (left.text in CLOSING | STOPS and right.text in CLOSING | STOPS | OPENING) or (
                left.text in OPENING and right.text in OPENING
            )
            if adjacent and min(left.advance, right.advance) > 0.95:
                self.result.adjacent_marks += 1
                if self.region == "cn" and not -1 - TOLERANCE <= gap <= -0.5 + TOLERANCE:
                    self.blame("3 adjacent marks", line, gap)
            elif is_latin(left.text) or is_latin(right.text):
                self.beside_latin(line, left, right, gap)

    def beside_latin(self, line: Line, left: Glyph, right: Glyph, gap: float) -> None:
        if left.across_line or right.across_line:
            return  # a number across a vertical line is set like Han
        if is_latin(left.text) and is_latin(right.text):
            if abs(gap) > TOLERANCE / 2:
                self.blame("7 letterspacing", line, gap)
        elif is_han(left.text) or is_han(right.text):
            self.result.gaps += 1
            if not 0.125 - TOLERANCE <= gap <= 1 / 3 + TOLERANCE:
                self.blame("7 Han-Western gap", line, gap)
        elif right.text in CLOSING | STOPS and right.advance > 0.95 and not -TOLERANCE <= gap <= 0.5:
            self.blame("7 gap next to a stop", line, gap)

    def shape(self, lines: list[Line]) -> None:
        if (
            len(lines) > 1
            and sum(character not in CLOSING | STOPS | OPENING for character in lines[-1].text.strip()) < 2
        ):
            self.blame("9 last line of one character", lines[-1])
        runs: list[list[Line]] = []
        for line in lines:
            if (
                runs
                and (runs[-1][-1].page, runs[-1][-1].column) == (line.page, line.column)
                and (line.across > runs[-1][-1].across)
            ):
                runs[-1].append(line)
            else:
                runs.append([line])
        if len(runs) > 1:
            for run in runs:
                if len(run) < 2:
                    self.blame("9 single line in a column", run[0])

    # -- the page ------------------------------------------------------------------------------------------------

    def grid(self) -> None:
        lines = [line for paragraph in self.body for line in paragraph]
        steps = Counter(
            round(below.across - above.across, 2)
            for paragraph in self.body
            for above, below in pairwise(paragraph)
            if (above.page, above.column) == (below.page, below.column) and below.across > above.across
        )
        leading = steps.most_common(1)[0][0]
        self.result.leading = leading
        origin = lines[0].across
        for line in lines:
            off = (line.across - origin + leading / 2) % leading - leading / 2
            if abs(off) > 0.35:
                self.blame("10 grid", line, off)

    def keeps(self) -> None:
        """Rule 11, CLREQ 4.1.3: below a heading stand two lines of text, or the whole of a shorter one."""
        for heading in self.headings:
            last = heading[-1]
            after = (
                lines for lines in self.paragraphs if lines[0].glyphs[0].element > last.glyphs[0].element
            )
            text = next((lines for lines in after if lines[0].glyphs[-1].size == self.size), [])
            for line in text[:2]:
                if line.page != last.page or line.across <= last.across:
                    self.blame("11 heading without its text", last)


def judge(pdf: Pdf, *, region: str = "cn", vertical: bool = False) -> Judgement:
    """Return the findings and counts of a digest."""
    return Judge(pdf, region=region, vertical=vertical).judge()
