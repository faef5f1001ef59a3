"""Fills the boxes of a page, each with an article, briefs, a table, an advertisement, or other small matter."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence

from . import matter
from .articles import loose_parts, set_article, set_head
from .content import Writer
from .filling import Filling
from .fitting import fit_article, runs_of
from .heads import fitted
from .jumps import Issue, taken_up
from .settings import STYLES
from .sheet import Box, Sheet
from .typography import em
from .values import Article, Page, Part
from .variety import caption_above, caption_beside, caption_place, manner_of

SMALL = ("ad", "notice", "photo", "listing", "contacts", "article")


class Composer:
    """Composer: sets what the style of the page asks for into boxes."""

    def __init__(self, page: Page, sheet: Sheet, fill: Filling, issue: Issue | None = None):
        self.issue = issue
        self.page, self.sheet, self.fill = page, sheet, fill
        self.rng: random.Random = fill.rng
        self.writer = Writer(fill, page.house.style, page.house.habits)
        self.area = page.width * page.height
        self.day = datetime.date.fromisoformat(str(page.facts["date"]))
        self._seen: set[str] = set()
        self.manner = manner_of(page.house, page.name) if page.house.free else None

    def set_any(self, box: Box) -> None:
        """Set a box with a kind that the style likes and that the box has room for."""
        if box.w < 7 * self.sheet.size or box.h < 4 * self.sheet.leading:
            return
        rows = box.h / self.sheet.leading
        room = rows * box.w / self.sheet.size
        if article := taken_up(self, room * 0.8):
            self.sheet.place += 1
            set_article(self, box, "article", article)
            return
        kinds = dict(STYLES[self.page.house.style])
        if "weather" in self._seen:
            kinds.pop("weather", None)
        if room < 160 or rows < 8:
            kinds = {kind: kinds.get(kind, 0) + 0.3 for kind in SMALL if kind != "photo" or rows > 8}
        elif room > 1600:
            kinds = {
                kind: weight
                for kind, weight in kinds.items()
                if kind in ("article", "briefs", "boxed", "interview", "verse")
            }
        self.set_kind(self.rng.choices([*kinds], weights=[*kinds.values()])[0], box)

    def set_kind(self, kind: str, box: Box) -> None:
        """Set a box with one kind of matter."""
        self.sheet.place += 1
        self._seen.add(kind)
        if kind in ("article", "boxed", "interview", "verse"):
            set_article(self, box, kind)
        elif kind == "briefs":
            self._briefs(box)
        elif kind == "photo":
            self._photo(box)
        elif kind == "table":
            self._table(box)
        elif kind in ("ad", "weather"):
            self._furniture(kind, box)
        else:
            self._small(kind, box)

    # -- kinds ---------------------------------------------------------------------------------------------------------
    def _briefs(self, box: Box) -> None:
        """Set many short articles one after the other, often below a label."""
        sheet, columns = self.sheet, self.sheet.columns_in(box.w)
        label = self.rng.random() < 0.7
        down = 2.6 * sheet.size if label else 0
        text = Box(box.x, box.y + down, box.w, box.h - down)
        slots = sheet.slots(text, columns)
        made = self.writer.briefs(sum(slot.w for slot in slots) / sheet.size * 0.85)
        runs: list[Sequence[Part]] = []
        while made:
            runs = [
                run
                for brief in made
                for run in ([] if brief.run_in else loose_parts(brief.head)) + runs_of(brief)
            ]
            if sheet.flow(runs, slots)[1] >= 0:
                break
            made.pop()
        if not made:
            return
        if label:
            head = Part("label", made[0].column, "hei", 1.6, self.rng.choice(["center", "left"]))
            made[0].head.insert(0, head)
            sheet.put(head.text, head, Box(box.x, box.y, box.w, down), 1.6 * sheet.size, head.align)
        else:
            for brief in made:
                brief.column = ""
        self.page.articles += made
        rows, _ = sheet.flow(runs, slots)
        sheet.print(rows)
        end = max(row.slot.y for row in rows) + 2 * sheet.leading
        if columns == 1 and box.bottom - end > 6 * sheet.leading:
            self.set_any(Box(box.x, end, box.w, box.bottom - end))

    def _photo(self, box: Box) -> None:
        """Set a picture that stands for itself; its headline is over the picture or between picture and caption."""
        sheet, article = self.sheet, self.writer.photo()
        high = 0.0
        if article.head:
            texts, size = fitted(
                article.head[0].text, box.w, self.rng.uniform(1.2, 2.2) * sheet.size, sheet.size
            )
            for text in texts:
                sheet.put(text, article.head[0], Box(box.x, box.y + high, box.w, size), size, "center")
                high += size * 1.3
        self.page.articles.append(article)
        caption = sum(em(part.text) + part.indent for part in article.pictures[0]) * sheet.size / box.w + 2
        picture = min(box.h - high - caption * sheet.size * 1.3, box.w * 0.8)
        if picture < 2 * sheet.leading:
            picture = 0
        left = self.picture_with_caption(
            article, Box(box.x, box.y + high, box.w, picture), given=article.pictures[0]
        )
        end = left.bottom + sheet.leading
        if box.bottom - end > 6 * sheet.leading:
            self.set_any(Box(box.x, end, box.w, box.bottom - end))

    def picture_with_caption(self, article: Article, box: Box, given: list[Part] | None = None) -> Box:
        """Put a picture and below it its caption and credit; return the box that all of it takes."""
        sheet = self.sheet
        if given is None:
            about = (article.body or article.head)[0].text
            given = self.writer.caption(about)
            article.pictures.append(given)
        if self.manner and box.h:
            for part in given:
                part.font, part.size = self.manner.caption_font, self.manner.caption_size
            place = caption_place(sheet.house, self.manner, self.rng)
            if place == "above":
                return caption_above(self, given, box)
            if place == "beside" and (made := caption_beside(self, given, box)):
                return made
        if box.h:
            sheet.picture(box)
        size = given[0].size * sheet.size
        room = Box(box.x, box.bottom + 2, box.w, 40 * sheet.leading)
        slots = sheet.slots(room, 1, leading=size * 1.3)
        rows, _ = sheet.flow([given] if self.rng.random() < 0.4 else loose_parts(given), slots)
        sheet.print(rows)
        bottom = max((row.slot.y for row in rows), default=room.y) + size * 1.3
        return Box(box.x, box.y, box.w, bottom - box.y)

    def _table(self, box: Box) -> None:
        """Set a table: a title over rows of cells in columns of their own."""
        sheet, rng, framed = self.sheet, self.rng, self.rng.random() < 0.5
        inner = box.inset(sheet.size * 0.7) if framed else box
        rows = int(inner.h / (sheet.leading * 1.15)) - 3
        if rows < 2:
            self._furniture("ad", box)
            return
        article = matter.table(self.fill, min(rows - 1, rng.randint(3, 16)))
        widths = [max(em(part.cells[k]) for part in article.body) for k in range(len(article.body[0].cells))]
        count = len(widths)
        while count > 1 and (sum(widths[:count]) + count) * sheet.size > inner.w:
            count -= 1
        for part in article.body:
            part.cells = part.cells[:count]
            part.text = "　".join(part.cells)
        self.page.articles.append(article)
        left, _ = set_head(self, article, Box(inner.x, inner.y, inner.w, 3 * sheet.leading), 1, [])
        gap = min(6.0, (inner.w / sheet.size - sum(widths[:count])) / max(1, count)) * sheet.size
        y = left.y
        for part in article.body:
            x = inner.x
            for k, cell in enumerate(part.cells):
                sheet.put(
                    cell,
                    part,
                    Box(x, y, widths[k] * sheet.size, sheet.size),
                    sheet.size,
                    "left",
                    "hei" if part.bold else "song",
                )
                x += widths[k] * sheet.size + gap
            y += sheet.leading * 1.15
        if framed:
            sheet.frame(Box(box.x, box.y, box.w, y - box.y))
        self._below(box, y)

    def _small(self, kind: str, box: Box) -> None:
        """Set a list, a notice or a call for letters below its title."""
        sheet, framed = self.sheet, self.rng.random() < 0.6
        inner = box.inset(sheet.size) if framed else box
        columns = sheet.columns_in(inner.w)
        if kind == "listing":
            article = matter.listing(
                self.fill, max(3, min(int(inner.h / sheet.leading * columns * 0.7), self.rng.randint(4, 24)))
            )
        else:
            article = matter.notice(self.fill, self.day) if kind == "notice" else matter.contacts(self.fill)
            columns = min(columns, 2)
        self.page.articles.append(article)
        left, _ = set_head(self, article, inner, 1, [])
        fit_article(self, article, left, columns, (), False)
        own = {id(part) for part in article.parts}
        end = max(line.y + line.high for line in self.page.lines if id(line.pieces[0].part) in own)
        self._close(box, end, framed)

    def _furniture(self, kind: str, box: Box) -> None:
        """Set an advertisement or the weather."""
        sheet, framed = self.sheet, self.rng.random() < 0.7
        inner = box.inset(sheet.size) if framed else box
        parts = matter.advert(self.fill) if kind == "ad" else matter.weather(self.fill)
        for part in parts:
            part.rows = sheet.steps(part)
        columns = min(2, sheet.columns_in(inner.w)) if kind == "ad" else 1
        slots = sheet.slots(inner, columns)
        while len(parts) > 1 and sheet.flow(loose_parts(parts), slots)[1] < 0:
            parts.pop()
        rows, left = sheet.flow(loose_parts(parts), slots)
        if left < 0 or not rows:
            return
        self.page.furniture.append(("advertisement" if kind == "ad" else kind, parts))
        sheet.print(rows)
        end = max(row.slot.y for row in rows) + sheet.leading
        self._close(box, end, framed)

    def _close(self, box: Box, end: float, framed: bool) -> None:
        """Frame what was set down to `end`, where it is to be framed, and set what is left of its box with something else."""
        sheet = self.sheet
        if framed:
            room = box.bottom - end > 6 * sheet.leading
            sheet.frame(Box(box.x, box.y, box.w, end - box.y + sheet.size if room else box.h))
        self._below(box, end + (sheet.size if framed else 0))

    def _below(self, box: Box, y: float) -> None:
        """Set what is left of a box with something else."""
        if box.bottom - y > 6 * self.sheet.leading:
            self.set_any(Box(box.x, y + self.sheet.leading, box.w, box.bottom - y - self.sheet.leading))

    # -- running heads -------------------------------------------------------------------------------------------------
    def running(self, rows: list[str], box: Box, front: bool) -> None:
        """Put the rows of a masthead beside each other at the head of the page, a front page's first one large."""
        sheet, parts = self.sheet, []
        sheet.place = 0
        x = box.x
        for number, row in enumerate(rows):
            size = (2.6 if front else 1.4) * sheet.size if number == 0 else sheet.size
            part = Part("furniture", row, self.rng.choice(["hei", "song", "kai"]), 1.0, "left", 0)
            if x + em(row) * size > box.right:
                break
            sheet.put(row, part, Box(x, box.y, em(row) * size, size), size)
            parts.append(part)
            x += em(row) * size + self.rng.uniform(2, max(3, box.w / sheet.size / 9)) * sheet.size
        if parts:
            self.page.furniture.append(("masthead" if box.y < self.page.height / 2 else "colophon", parts))
