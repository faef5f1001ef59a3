"""Head and foot of a page: masthead, folio line, colophon. They stand at its edges, behind a rule or a gap."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, PlacedLine, Rule
from epubmaker.text import patterns as re

WIDE = 0.75  # of the page's width: a rule that parts the head from the rest
HEAD, FOOT = 0.16, 0.9  # of the page's height
MOST_LINES = 24  # of a head or foot; more is a page
SENTENCES = 3  # rows that end a sentence: a head or foot with as many is an article between two rules
_HEAD_WORDS = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月|[〇○零一二三四五六七八九]{4}年|第?\s*[A-Z]?\d{1,3}\s*版|星期[一二三四五六日天]|^\s*[A-Z]?\d{1,3}\s*$|责编|编辑|編輯|http"
)
_FOOT_WORDS = re.compile(
    r"责编|責編|编辑|編輯|版式|校对|校對|社址|地址|邮编|郵編|邮政编码|郵政編碼|总编室|總編室|印刷|印务|印務|零售|电话|電話|E-?mail|电邮|电子邮箱",
    re.IGNORECASE,
)


def head_and_foot(
    lines: Sequence[PlacedLine], rules: Sequence[Rule], page: Box, scale: Scale
) -> tuple[set[int], set[int]]:
    """Return the numbers of the lines of the head and of the foot of a page."""
    used = [line.box for line in lines]
    if not used:
        return set(), set()
    head = _ruled_head(lines, rules, page) or _banded(lines, scale, page, upper=True)
    foot = _ruled_foot(lines, rules, page) or _banded(lines, scale, page, upper=False)
    return head, foot - head


def _ruled_head(lines: Sequence[PlacedLine], rules: Sequence[Rule], page: Box) -> set[int]:
    tops = sorted(
        rule.box.y0
        for rule in rules
        if rule.axis == "h" and rule.box.width > WIDE * page.width and rule.box.y0 < HEAD * page.height
    )
    for top in reversed(tops):
        above = {number for number, line in enumerate(lines) if line.box.middle[1] < top}
        if _may_be_edge(above, lines) and any(_HEAD_WORDS.search(lines[number].text) for number in above):
            return above
    return set()


def _ruled_foot(lines: Sequence[PlacedLine], rules: Sequence[Rule], page: Box) -> set[int]:
    for rule in sorted(rules, key=lambda rule: rule.box.y0):
        if rule.axis == "h" and rule.box.width > WIDE * page.width and rule.box.y0 > FOOT * page.height:
            below = {number for number, line in enumerate(lines) if line.box.middle[1] > rule.box.y0}
            if _may_be_edge(below, lines):
                return below
    return set()


def _may_be_edge(rows: set[int], lines: Sequence[PlacedLine]) -> bool:
    """Say whether rows beyond a rule may be a head or foot: not too many, and no article."""
    return 0 < len(rows) <= MOST_LINES and sum("。" in lines[number].text for number in rows) < SENTENCES


def _banded(lines: Sequence[PlacedLine], scale: Scale, page: Box, *, upper: bool) -> set[int]:
    """Return the rows at an edge of the page that are parted from the rest by a gap and hold what a head or foot holds."""
    order = sorted(
        range(len(lines)), key=lambda number: lines[number].box.y0 if upper else -lines[number].box.y1
    )
    words = _HEAD_WORDS if upper else _FOOT_WORDS
    band: list[int] = []
    for number in order:
        box = lines[number].box
        inside = box.y1 < 2 * HEAD * page.height if upper else box.y0 > FOOT * page.height
        if band and _gap(band, box, lines, upper=upper) > 0.35 * scale.body:
            known = sum(bool(words.search(lines[one].text)) for one in band)
            whole = [lines[one].box for one in band]
            return set(band) if known and _is_thin(whole, page) else set()
        if not inside or len(band) >= MOST_LINES:
            return set()
        band.append(number)
    return set()


def _gap(band: Sequence[int], box: Box, lines: Sequence[PlacedLine], *, upper: bool) -> float:
    if upper:
        return box.y0 - max(lines[number].box.y1 for number in band)
    return min(lines[number].box.y0 for number in band) - box.y1


def _is_thin(boxes: Sequence[Box], page: Box) -> bool:
    return max(box.y1 for box in boxes) - min(box.y0 for box in boxes) < HEAD * page.height
