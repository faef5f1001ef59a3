"""Commas, colons, semicolons, question marks, exclamation marks, brackets: full width in Chinese text (GB/T 15834)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from epubmaker.restore.characters import GAP, HAN, is_chinese, is_digit, is_han, is_latin
from epubmaker.restore.context import (
    Neighbours,
    addresses,
    chinese_sentence,
    is_in_foreign_phrase,
    neighbours,
)
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
MARKS = re.compile(r"[,:;?!]")
BRACKETS = re.compile(r"[()（）]")
# One bound belongs to it and the other does not: [0, 1), (−∞, 5].
INTERVAL = re.compile(
    r"\[\s*[-−+\w.]{1,12}\s*[,，]\s*[-−+\w.∞]{1,12}\s*\)|\(\s*[-−+\w.∞]{1,12}\s*[,，]\s*[-−+\w.]{1,12}\s*\]",
    re.ASCII,
)
THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,]\d)")
LISTED = re.compile(
    rf",[{GAP}](?:[A-Za-z0-9-]{{1,20}}[{GAP}]{{1,3}},[{GAP}]){{0,9}}[A-Za-z0-9-]{{1,20}}[{GAP}]?[{HAN}]"
)
DOUBLED = re.compile(
    "(?<=，),|,(?=，)|(?<=；);|;(?=；)|(?<=：):|:(?=：)"
)  # one mark read twice, in both widths
SURE, LIKELY = 0.995, 0.9


def marks(tracked: TrackedText, _setting: Setting) -> Iterator[Change]:
    """Set ASCII marks in full width where the text is Chinese, and leave those of figures, addresses and Latin."""
    text = tracked.text
    kept = tuple(
        _Places(spans)
        for spans in (
            addresses(text),
            [match.span() for match in THOUSANDS.finditer(text)],
            [match.span() for match in INTERVAL.finditer(text)],
        )
    )
    doubled = frozenset(match.start() for match in DOUBLED.finditer(text))
    for match in MARKS.finditer(text):
        at = match.start()
        if at in doubled:
            yield Change(at, at + 1, "", "mark", LIKELY)
        elif not any(at in places for places in kept):
            confidence = _full_width(text, at)
            if confidence:
                yield Change(at, at + 1, WIDE[match[0]], "mark", confidence)
    if "(" in text or ")" in text:
        yield from _brackets(text, kept)


class _Places:
    """Stretches of a text in order, none over another, that are asked whether they hold an offset."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, at: int) -> bool:
        place = bisect_right(self._starts, at) - 1
        return place >= 0 and at < self._ends[place]


def _full_width(text: str, at: int) -> float:
    """Return how sure it is that the mark should be full width; 0 for a mark to leave alone."""
    around = neighbours(text, at, at + 1)
    mark = text[at]
    if mark in "?!":
        return _closes_sentence(text, at, around)
    if around.figures:
        return _between_figures(text, at)
    if around.chinese:
        return SURE
    if mark == ":" and is_latin(around.left) and is_latin(around.right):
        return 0
    if is_in_foreign_phrase(text, at) or not around.left:
        return 0
    return LIKELY if _run_is_embedded(text, at) or _stands_apart(text, at) else 0


def _stands_apart(text: str, at: int) -> bool:
    """Say whether a comma stands between blanks in a list of names that goes on in Chinese: WTO , IMF等."""
    listed = LISTED.match(text, at) if text[at] == "," else None
    return text[at - 1] in GAP and listed is not None


def _between_figures(text: str, at: int) -> float:
    """Decide about a mark between two digits: times, ratios and scores keep their colon, a list has commas."""
    if text[at] == ":" and is_digit(text[at - 1 : at]) and is_digit(text[at + 1 : at + 2]):
        return 0
    return LIKELY if chinese_sentence(text, at) else 0


def _closes_sentence(text: str, at: int, around: Neighbours) -> float:
    """Decide about a question or exclamation mark by the sentence before it."""
    if is_chinese(around.left):
        return SURE
    if text[at] == "!" and is_latin(around.left) and is_han(around.right):
        return 0  # it can be part of a name: Yahoo!
    if not around.left:
        return LIKELY if is_chinese(around.right) else 0
    return LIKELY if around.left != "=" and chinese_sentence(text, at) else 0


def _run_is_embedded(text: str, at: int) -> bool:
    """Say whether the ASCII words around a mark are few and stand in Chinese text: `使用Word,Excel等`."""
    start, end = at, at + 1
    while start and at - start < 40 and text[start - 1].isascii():
        start -= 1
    while end < len(text) and end - at < 40 and text[end].isascii():
        end += 1
    enclosed = is_chinese(text[start - 1 : start]) and (end == len(text) or is_chinese(text[end : end + 1]))
    return enclosed and " " not in text[start:end].strip()


def _brackets(text: str, kept: Sequence[_Places]) -> Iterator[Change]:
    """Decide about brackets pair by pair: both are full width if what is in or around them is Chinese."""
    opened: list[int] = []
    for match in BRACKETS.finditer(text):
        at = match.start()
        if any(at in places for places in kept):
            continue
        if match[0] in "(（":
            opened.append(at)
        elif opened:
            yield from _bracket_pair(text, opened.pop(), at)
        else:
            opened_alone = neighbours(text, at, at + 1)
            if opened_alone.chinese:
                yield from _widen(text, at, LIKELY)
    for at in opened:
        if neighbours(text, at, at + 1).chinese:
            yield from _widen(text, at, LIKELY)


def _bracket_pair(text: str, start: int, end: int) -> Iterator[Change]:
    """Widen a pair of brackets whose surroundings, content or partner is Chinese."""
    left, right = text[start - 1 : start], text[end + 1 : end + 2]
    wide = "（" in text[start] or "）" in text[end]
    inside = any(is_chinese(character) for character in text[start + 1 : min(end, start + 80)])
    around = is_chinese(left) or (is_chinese(right) and not is_latin(left))
    outside = neighbours(text, start, end + 1)
    if wide or inside or around or (outside.chinese and not is_latin(left)):
        yield from _widen(text, start, SURE)
        yield from _widen(text, end, SURE)


def _widen(text: str, at: int, confidence: float) -> Iterator[Change]:
    if text[at] in WIDE:
        yield Change(at, at + 1, WIDE[text[at]], "mark", confidence)
