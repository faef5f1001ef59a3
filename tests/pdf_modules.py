"""Judges the make-up of a digest from the positions of its glyphs: stories as rectangles, turns with both notes, white.

Which story a glyph belongs to is read from the structure tree, where it stands from the content stream; nothing is asked of
the code that made the pages. Lengths in points.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, pairwise
from math import ceil

from pdf_glyphs import Glyph, Pdf

STUB = 4  # rows
ONWARD, BACK = re.compile(r"下[转轉]第(\d+)[页頁]"), re.compile(r"上接第(\d+)[页頁]")


@dataclass
class Portion:
    """What stands of one story on one page: its box, its headline, the legs of its text (by where their lines start)."""

    page: int
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (
            min(g.along for g in self.glyphs),
            min(g.across - g.size for g in self.glyphs),
            max(g.along + g.size * g.advance for g in self.glyphs),
            max(g.across for g in self.glyphs),
        )

    @cached_property
    def headline(self) -> list[Glyph]:
        return [glyph for glyph in self.glyphs if glyph.tag == "H2"]


class Makeup:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = [pdf.glyphs(page) for page in range(pdf.pages)]
        self.stories: dict[int, dict[int, Portion]] = defaultdict(dict)
        for page, glyphs in enumerate(self.pages):
            for glyph in glyphs:
                story = self.story_of(glyph.element) if glyph.element else 0
                if story:
                    self.stories[story].setdefault(page, Portion(page)).glyphs.append(glyph)
        sizes = [g.size for page in self.pages for g in page if g.tag == "P"]
        self.size = max(set(sizes), key=sizes.count)
        self.leading = self.measured_leading()

    @cached_property
    def parents(self) -> dict[int, tuple[str, int]]:
        return {}

    def story_of(self, element: int) -> int:
        """Return the article (structure type Art) an element lies in, 0 for none."""
        while element:
            if element not in self.parents:
                body = self.pdf.document.xref_object(element)
                tag, parent = re.search(r"/S\s*/(\w+)", body), re.search(r"/P (\d+) 0 R", body)
                self.parents[element] = (tag[1] if tag else "", int(parent[1]) if parent else 0)
            tag, parent = self.parents[element]
            if tag == "Art":
                return element
            element = parent if tag else 0
        return 0

    def measured_leading(self) -> float:
        steps = defaultdict(int)
        for portions in self.stories.values():
            for portion in portions.values():
                rows = sorted({round(g.across, 1) for g in portion.glyphs if g.size == self.size})
                for above, below in pairwise(rows):
                    steps[round(below - above, 1)] += 1
        return max((step for step in steps if step > self.size), key=steps.get, default=1.4 * self.size)

    def legs(self, portion: Portion) -> list[tuple[float, float, float, int]]:
        """Return the legs of a portion's text: where they start and end along the line, the first row, how many rows high."""
        text = [
            g for g in portion.glyphs if g.tag == "H3" or (g.tag == "P" and abs(g.size - self.size) < 0.2)
        ]
        reaches: list[list[float]] = []
        for glyph in sorted(text, key=lambda g: g.along):
            end = glyph.along + glyph.size * max(0.5, glyph.advance)
            if reaches and glyph.along < reaches[-1][1] + 1.8 * self.size:
                reaches[-1][1] = max(reaches[-1][1], end)
            else:
                reaches.append([glyph.along, end])
        legs = []
        for start, end in reaches:
            rows = [g.across for g in text if start <= g.along < end]
            legs.append((start, end, min(rows), ceil((max(rows) - min(rows)) / self.leading - 0.1) + 1))
        return legs

    def width(self, page: int) -> float:
        return self.pdf.document[page].mediabox.width

    # -- findings ----------------------------------------------------------------------------------------------------

    def findings(self) -> list[str]:
        return [*self.overlaps(), *self.under_foreign_headlines(), *self.turns(), *self.ends()]

    def overlaps(self):
        """Check that boxes of two stories on a page never share ground: each is a rectangle of its own."""
        for page in range(len(self.pages)):
            boxes = [(s, p[page].box) for s, p in self.stories.items() if page in p]
            for (one, a), (other, b) in combinations(boxes, 2):
                wide = min(a[2], b[2]) - max(a[0], b[0])
                high = min(a[3], b[3]) - max(a[1], b[1])
                if wide > self.size and high > 0.3 * self.size:
                    yield f"page {page + 1}: stories {one} and {other} share ground"

    def under_foreign_headlines(self):
        """Find legs below the headline of another story: what stands above one, in its column, must be none."""
        for story, portions in self.stories.items():
            for page, portion in portions.items():
                for start, end, top, _ in self.legs(portion):
                    above = [
                        (g.across, self.story_of(g.element), g.tag)
                        for g in self.pages[page]
                        if g.element and start - 1 <= g.along < end
                        and g.across < top - 0.5 * self.leading
                    ]  # fmt: skip
                    if above:
                        _, owner, tag = max(above)
                        if tag == "H2" and owner != story:
                            yield f"page {page + 1}: a leg of story {story} stands under another's headline"

    def notes(self, page: int, pattern: re.Pattern) -> list[tuple[int, float, float]]:
        """Return the notes on a page: the page they name, and where they stand."""
        rows: dict[float, list[Glyph]] = defaultdict(list)
        furniture = [glyph for glyph in self.pages[page] if not glyph.element]
        if self.pdf.vertical:
            furniture = self.vertical_furniture(furniture, self.width(page))
        for glyph in furniture:
            key = next((row for row in rows if abs(row - glyph.across) < 0.4 * glyph.size), glyph.across)
            rows[key].append(glyph)
        found = []
        for glyphs in rows.values():
            glyphs.sort(key=lambda g: g.along)
            texts, start = "", []
            for glyph in glyphs:
                texts += glyph.text
                start += [glyph] * len(glyph.text)
            for match in pattern.finditer(texts):
                at = start[match.start()]
                found.append((int(match[1]), at.along, at.across))
        return found

    @staticmethod
    def vertical_furniture(furniture: list[Glyph], width: float) -> list[Glyph]:
        """Return what stands in vertical notes. A short number across such a line was read as horizontal."""
        upright = [glyph for glyph in furniture if glyph.vertical or glyph.turned]
        numbers: list[list[Glyph]] = []
        for glyph in furniture:
            if glyph.text.isdigit() and glyph not in upright:
                beside = numbers and abs(numbers[-1][-1].across - glyph.across) < 0.01
                if beside and 0 < glyph.along - numbers[-1][-1].along < glyph.size:
                    numbers[-1].append(glyph)
                else:
                    numbers.append([glyph])
        for run in numbers:
            first, last = run[0], run[-1]
            middle = (first.along + last.along + last.size * last.advance) / 2
            text, along = "".join(glyph.text for glyph in run), first.across - 0.87 * first.size
            upright.append(replace(first, text=text, along=along, across=width - middle))
        return upright

    def turns(self):
        """Check that a story on several pages says at each foot where it goes on and at each head where it comes from, rightly."""
        expected = defaultdict(int)
        for story, portions in self.stories.items():
            pages = sorted(portions)
            for here, there in pairwise(pages):
                expected[here, "on"] += 1
                expected[there, "back"] += 1
                yield from self._turn(story, portions[here], portions[there])
        for page in range(len(self.pages)):
            for kind, pattern in (("on", ONWARD), ("back", BACK)):
                found = len(self.notes(page, pattern))
                if found != expected[page, kind]:
                    yield f"page {page + 1}: {found} notes ({kind}), {expected[page, kind]} turns"

    def _turn(self, story: int, here: Portion, there: Portion):
        left, _, right, bottom = here.box
        near = [
            n for n, along, across in self.notes(here.page, ONWARD)
            if left - 1 <= along <= right and bottom < across < bottom + 4 * self.leading
        ]  # fmt: skip
        if near != [there.page + 1]:
            yield f"page {here.page + 1}: story {story} goes on on {there.page + 1}, noted {near}"
        left, top, right, _ = there.box
        near = [
            n for n, along, across in self.notes(there.page, BACK)
            if left - 1 <= along <= right + self.size and top - 3 * self.leading < across < top + self.size
        ]  # fmt: skip
        if near != [here.page + 1]:
            yield f"page {there.page + 1}: story {story} comes from {here.page + 1}, noted {near}"
        for portion in (here, there):
            for *_, rows in self.legs(portion):
                if rows < STUB:
                    yield f"page {portion.page + 1}: a stub of {rows} rows of story {story}"

    def ends(self):
        depths = [max((g.across for g in page if g.element), default=0.0) for page in self.pages]
        tops = [min((g.across for g in page if g.element), default=0.0) for page in self.pages]
        full = max(depths)
        if len(self.pages) > 1 and (depths[-1] - tops[-1]) < 0.3 * (full - tops[-1]) and not self.level():
            yield f"last page: {(depths[-1] - tops[-1]) / (full - tops[-1]):.2f} full, and not level"
        if len(self.pages) > 1 and self.stories:
            blank = 1 - (sum(self.column_feet(0, full)) / len(self.column_feet(0, full)))
            if blank > 0.2:
                yield f"front page: {blank:.2f} blank"

    def column_feet(self, page: int, full: float) -> list[float]:
        """How far down each eighth of a page reaches, as a share of a full page."""
        glyphs = [g for g in self.pages[page] if g.element]
        left, right = min(g.along for g in glyphs), max(g.along for g in glyphs)
        feet = [0.0] * 8
        spans = [(glyph.along, glyph.along + glyph.size, glyph.across) for glyph in glyphs]
        entries: dict[int, list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            if glyph.tag == "Link":  # of the contents: dots lead from the title to the number
                entries[glyph.element].append(glyph)
        for entry in entries.values():
            along = [glyph.along for glyph in entry]
            spans.append((min(along), max(along), max(glyph.across for glyph in entry)))
        for start, end, across in spans:
            first, last = (int(7.99 * min(1.0, (place - left) / (right - left))) for place in (start, end))
            for slot in range(first, last + 1):
                feet[slot] = max(feet[slot], across / full)
        return feet

    def level(self) -> bool:
        """Whether the legs of the last thing on the last page end within a row of each other."""
        page = len(self.pages) - 1
        last = [p[page] for p in self.stories.values() if page in p]
        if not last:
            return True  # notices, whose columns `test_pdf_layout` measures
        legs = self.legs(max(last, key=lambda portion: portion.box[3]))
        feet = [top + rows * self.leading for _, _, top, rows in legs]
        return max(feet) - min(feet) <= 1.1 * self.leading
