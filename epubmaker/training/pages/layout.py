"""Pages: a house style drawn, the sheet cut into boxes, every box filled."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

from .composer import Composer
from .corpus import Corpus
from .filling import Filling
from .habits import habits_of
from .jumps import Issue
from .matter import running_heads
from .settings import Setting
from .sheet import Box, Sheet
from .values import House, Page
from .variety import modules, towers

CUTTINGS = {"modules": modules, "towers": towers}
ENOUGH = (0.03, 0.22)  # of the page: a box of no more than a drawn share is not cut any further


def make_page(name: str, corpus: Corpus, setting: Setting, seed: str, issue: Issue | None = None) -> Page:
    """Return one page, set but not written; the same corpus, setting and seed make the same page.

    `issue` is what it shares with the other pages of an edition.
    """
    rng = random.Random(f"{seed} {setting.name} {name}")
    house = setting.house(rng)
    if setting.habitual:
        house = replace(house, habits=habits_of(f"{seed} {name}"))
    if issue:
        house = replace(house, script=issue.script)
    margin = house.size * rng.uniform(2.5, 5)
    width = house.columns * house.unit - house.gutter * house.size + 2 * margin
    page = Page(name, house, width, width * house.shape)
    fill = Filling(
        rng, corpus.source(rng, house.script, name if house.habits.one_subject else ""), setting.words
    )
    sheet = Sheet(page, rng, margin)
    shared = (issue.paper, issue.day, issue.number) if issue else None
    page.facts, head, foot = running_heads(fill, rng, shared)
    composer = Composer(page, sheet, fill, issue)
    front = page.facts["issue_number"] is not None
    top = margin + house.size * (5 if front else 3)
    composer.running(head, Box(margin, margin, width - 2 * margin, top - margin), front)
    bottom = page.height - margin - (house.size * 2.5 if foot else 0)
    if house.ruling != "none":
        sheet.rule(margin, top - house.size * 0.8, width - margin, top - house.size * 0.8)
    for box in cut(sheet, Box(margin, top, width - 2 * margin, bottom - top), rng, house):
        composer.set_any(box)
    if foot:
        composer.running(
            foot, Box(margin, page.height - margin - house.size, width - 2 * margin, house.size), False
        )
    return page


def make_edition(name: str, corpus: Corpus, setting: Setting, seed: str, count: int) -> list[Page]:
    """Return the pages of one edition, some articles of which run on from page to page."""
    rng = random.Random(f"{seed} {setting.name} {name} issue")
    script = setting.house(rng).script
    day = datetime.date(rng.randint(1998, 2025), rng.randint(1, 12), rng.randint(1, 28)).isoformat()
    issue = Issue(script, rng.choice(setting.words.papers), day, pages=count)
    pages = []
    for number in range(1, count + 1):
        issue.number = number
        pages.append(make_page(f"{name}-{number}", corpus, setting, seed, issue))
    return pages


def cut(sheet: Sheet, box: Box, rng: random.Random, house: House) -> list[Box]:
    """Return the boxes of a page in the order in which they are read."""
    if house.cutting == "halves":
        return _halves(sheet, box, rng, box.w * box.h)
    if house.cutting in CUTTINGS:
        return CUTTINGS[house.cutting](sheet, box, rng)
    if house.cutting == "spine":
        count = sheet.columns_in(box.w)
        wide = rng.choice([1, 2]) if count > 5 else 1
        sides = _across(sheet, box, wide if rng.random() < 0.5 else count - 1)
        return [found for side in sides for found in _bands(sheet, side, rng)]
    return _bands(sheet, box, rng)


def _halves(sheet: Sheet, box: Box, rng: random.Random, whole: float) -> list[Box]:
    """Cut a box in two again and again, at any height and between any columns, until the parts are small."""
    columns = sheet.columns_in(box.w)
    rows = box.h / sheet.leading
    wide, high = columns > 1, rows > 16
    if box.w * box.h / whole < rng.uniform(*ENOUGH) or not (wide or high):
        return [box]
    if wide and (not high or rng.random() < min(0.8, box.w / (box.w + box.h * 0.75))):
        parts = _across(sheet, box, rng.randint(1, columns - 1))
    else:
        parts = _down(sheet, box, rng.uniform(0.25, 0.75))
    return [found for part in parts for found in _halves(sheet, part, rng, whole)]


def _bands(sheet: Sheet, box: Box, rng: random.Random) -> list[Box]:
    """Cut a box into bands, and each band into boxes side by side, of which the narrow ones are cut once more."""
    count = rng.choice([2, 3, 3, 4]) if box.h > 60 * sheet.leading else 2
    bands, rest = [], box
    for k in range(count - 1):
        upper, rest = _down(sheet, rest, rng.uniform(0.7, 1.4) / (count - k))
        bands.append(upper)
    found = []
    for band in [*bands, rest]:
        left = band
        while (columns := sheet.columns_in(left.w)) > 2 and rng.random() < 0.75:
            part, left = _across(sheet, left, rng.randint(1, columns - 1))
            found += (
                list(_down(sheet, part, rng.uniform(0.3, 0.7)))
                if part.h > 24 * sheet.leading and rng.random() < 0.45
                else [part]
            )
        found.append(left)
    return found


def _across(sheet: Sheet, box: Box, columns: int) -> tuple[Box, Box]:
    """Cut a box between two columns, with a rule where the house has rules."""
    count = sheet.columns_in(box.w)
    width = (box.w + sheet.gutter) * columns / count - sheet.gutter
    if sheet.house.ruling == "all":
        at = box.x + width + sheet.gutter / 2
        sheet.rule(at, box.y, at, box.bottom)
    return Box(box.x, box.y, width, box.h), Box(
        box.x + width + sheet.gutter, box.y, box.w - width - sheet.gutter, box.h
    )


def _down(sheet: Sheet, box: Box, share: float) -> tuple[Box, Box]:
    """Cut a box across, with a rule where the house has rules."""
    gap = sheet.house.gap * sheet.size
    high = (box.h - gap) * share
    if sheet.house.ruling in ("all", "across"):
        sheet.rule(box.x, box.y + high + gap / 2, box.right, box.y + high + gap / 2)
    return Box(box.x, box.y, box.w, high), Box(box.x, box.y + high + gap, box.w, box.h - high - gap)
