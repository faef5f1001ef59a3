"""Which printed line each piece of an extracted text is: printed lines found in its rows, each used once.

White space is looked past. A row is parted into whole printed lines where that is possible; texts that were printed more than
once are told apart by what stands beside them in the row and the rows around. What is left over of rows and lines (titles that
run down, lines that an extractor broke) is matched by its longest common pieces. Text that no line accounts for has no role.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from .marked import Form, Mark
from .values import Line, Page, Piece

LEAST = 2  # characters of a part of a line that is found by itself
REACH = 400  # characters of text left over in which the rest of a broken line is sought


@dataclass(frozen=True)
class Printed:
    """A piece of a printed line without its white space, and where the middle of its line is."""

    text: str
    piece: Piece
    x: float
    y: float
    vertical: bool = False


@dataclass
class Found:
    """A stretch of the squeezed text that holds a printed text; `printed` is the piece it was given to."""

    start: int
    text: str
    printed: Printed | None = None


@dataclass
class Squeezed:
    """A text without its white space: each row's characters, and where each stands in the text."""

    text: str
    places: list[int]
    rows: list[tuple[int, int]] = field(default_factory=list)


def aligned(page: Page, text: str) -> Form:
    """Return a text with the marks of the printed lines found in it, and the share of the print that was placed."""
    printed = [one for line in page.lines for one in _words(line)]
    by_text: dict[str, list[Printed]] = defaultdict(list)
    for one in printed:
        by_text[one.text].append(one)
    short = squeeze(text)
    found = [hit for start, end in short.rows for hit in parted(short.text[start:end], start, by_text)]
    _give(found, by_text)
    known, used = page.marks(), [False] * len(short.text)
    marks: list[Mark] = []
    placed: dict[int, int] = {}
    for hit in found:
        if hit.printed:
            _mark(marks, short, hit.start, hit.start + len(hit.text), hit.printed, known)
            used[hit.start : hit.start + len(hit.text)] = [True] * len(hit.text)
            placed[id(hit.printed)] = len(hit.text)
    for one in [one for one in printed if id(one) not in placed and not one.vertical]:
        placed[id(one)] = _place_parts(one, short, used, marks, known)
    for one in [one for one in printed if id(one) not in placed]:
        placed[id(one)] = _place_down(one, short, used, marks, known)
    for start, end in _unused(short, used):
        marks.append(Mark(short.places[start], short.places[end - 1] + 1, None, None, None, None))
    whole = sum(len(one.text) for one in printed) or 1
    return Form(
        text, tuple(_joined(text, sorted(marks, key=lambda mark: mark.start))), sum(placed.values()) / whole
    )


def _words(line: Line) -> list[Printed]:
    """Return the words of a printed line, as white space parts them: extractors may bring them to different rows."""
    found, before = [], 0
    for piece in line.pieces:
        for word in piece.text.split():
            across = 0.0 if line.vertical else (before + len(word) / 2) / max(1, len(line.text)) * line.w
            found.append(Printed(word, piece, line.x + across, line.middle, line.vertical))
            before += len(word)
    return found


def _joined(text: str, marks: list[Mark]) -> Iterator[Mark]:
    """Yield marks, those of one printed line joined where only spaces stand between them."""
    last: Mark | None = None
    for mark in marks:
        between = text[last.end : mark.start] if last else ""
        spaces = between and not between.strip() and not set(between) & set("\n\r\f")
        if last and spaces and mark[2:] == last[2:] and mark.index is not None:
            last = last._replace(end=mark.end)
            continue
        if last:
            yield last
        last = mark
    if last:
        yield last


def squeeze(text: str) -> Squeezed:
    """Return a text without white space, by rows."""
    out: list[str] = []
    made = Squeezed("", [])
    at = 0
    for row in re.findall(r"[^\n\f\r]+|[\n\f\r]+", text):
        start = len(out)
        for k, character in enumerate(row, at):
            if not character.isspace() and character not in "\u200b\ufeff":
                out.append(character)
                made.places.append(k)
        if len(out) > start:
            made.rows.append((start, len(out)))
        at += len(row)
    made.text = "".join(out)
    return made


def parted(row: str, start: int, by_text: dict[str, list[Printed]]) -> list[Found]:
    """Return the printed texts of a row, so that as much of it as possible is covered by as few of them as possible."""
    lengths = sorted({len(text) for text in by_text if len(text) <= len(row)}, reverse=True)
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (
        len(row) + 1
    )  # characters left over, texts, length of the text here
    for at in range(len(row) - 1, -1, -1):
        left, count, _ = best[at + 1]
        choice = (left + 1, count, 0)
        for length in lengths:
            if at + length <= len(row) and row[at : at + length] in by_text:
                left, count, _ = best[at + length]
                choice = min(choice, (left, count + 1, length))
        best[at] = choice
    found, at = [], 0
    while at < len(row):
        length = best[at][2]
        if length:
            found.append(Found(start + at, row[at : at + length]))
        at += length or 1
    return found


def _give(found: list[Found], by_text: dict[str, list[Printed]]) -> None:
    """Give each stretch the printed line that it is: first those whose text is unique, then the others by what is near."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, hit in enumerate(found):
        places[hit.text].append(number)
    for text, numbers in places.items():
        if len(by_text[text]) == 1 and len(numbers) == 1:
            found[numbers[0]].printed = by_text[text][0]
    for text, numbers in sorted(places.items(), key=lambda item: -len(item[0])):
        if len(by_text[text]) > 1 or len(numbers) > 1:
            _give_near(found, numbers, by_text[text])


def _give_near(found: list[Found], numbers: list[int], candidates: list[Printed]) -> None:
    """Give stretches of one text to the printed lines of that text, the nearest pair first; spare prints repeat a line."""
    costs = sorted(
        (_distance(found, number, one), number, k) for number in numbers for k, one in enumerate(candidates)
    )
    left, free = set(numbers), set(range(len(candidates)))
    for _, number, k in costs:
        if number in left and k in free:
            found[number].printed = candidates[k]
            left.discard(number)
            free.discard(k)
    for _, number, k in costs:  # printed twice over: a bold made of two prints
        if number in left:
            found[number].printed = candidates[k]
            left.discard(number)


def _distance(found: list[Found], number: int, one: Printed) -> float:
    """Return how far a printed line is from the lines that stand around a stretch of the text."""
    total, known = 0.0, 0
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(found) and abs(at - number) < 8 and not found[at].printed:
            at += step
        if 0 <= at < len(found) and (near := found[at].printed):
            total += min(abs(near.y - one.y), 40) + min(abs(near.x - one.x), 400) / 8
            if near.piece.part is one.piece.part:
                total -= 20 if near.piece.index == one.piece.index - step * -1 else 10
            known += 1
    return total / known if known else 0.0


def _mark(
    marks: list[Mark],
    short: Squeezed,
    start: int,
    end: int,
    one: Printed,
    known: dict[int, tuple[str, int | None, int]],
) -> None:
    """Mark a stretch of the squeezed text, once for every row of the text that it touches."""
    role, article, block = known[id(one.piece.part)]
    for low, high in short.rows:
        a, b = max(low, start), min(high, end)
        if a < b:
            marks.append(
                Mark(short.places[a], short.places[b - 1] + 1, role, article, block, one.piece.index)
            )


def _unused(short: Squeezed, used: list[bool]) -> list[tuple[int, int]]:
    """Return the stretches of rows that no printed line has taken."""
    found = []
    for low, high in short.rows:
        at = low
        while at < high:
            end = at
            while end < high and not used[end]:
                end += 1
            if end > at:
                found.append((at, end))
            at = max(end, at + 1)
    return found


def _place_parts(
    one: Printed,
    short: Squeezed,
    used: list[bool],
    marks: list[Mark],
    known: dict[int, tuple[str, int | None, int]],
) -> int:
    """Find a line that is nowhere whole among what is left of the text; return how many of its characters were found.

    First the whole of it over the ends of rows, then its longest beginnings one behind the other.
    """
    left = "".join(" " if taken else c for c, taken in zip(short.text, used, strict=True))
    rest, at, placed = one.text, 0, 0
    while rest:
        length, start = _longest(left, rest, at)
        least = LEAST if at == 0 or len(one.text) > 2 else 1
        if length < min(least, len(one.text)) and not (at and length and start - at < REACH):
            rest = rest[1:]
            continue
        _mark(marks, short, start, start + length, one, known)
        used[start : start + length] = [True] * length
        left = left[:start] + " " * length + left[start + length :]
        placed, at, rest = placed + length, start + length, rest[length:]
    return placed


def _place_down(
    one: Printed,
    short: Squeezed,
    used: list[bool],
    marks: list[Mark],
    known: dict[int, tuple[str, int | None, int]],
) -> int:
    """Find a title that runs down: its characters one behind the other, however far apart, where the most of them are."""
    free = [k for k, taken in enumerate(used) if not taken]
    best: list[int] = []
    for first in range(len(free)):
        if short.text[free[first]] in one.text[:3]:
            chain = _chain(one.text, short.text, free[first:])
            if (len(chain), -_span(chain)) > (len(best), -_span(best)):
                best = chain
    for place in best:
        _mark(marks, short, place, place + 1, one, known)
        used[place] = True
    return len(best)


def _span(places: list[int]) -> int:
    """Return how far the last place is from the first."""
    return places[-1] - places[0] if places else 0


def _chain(wanted: str, text: str, free: list[int]) -> list[int]:
    """Return the places of the characters of `wanted` in order among the free ones; what is not within reach is left out."""
    found: list[int] = []
    at = 0
    for character in wanted:
        for k in range(at, len(free)):
            if found and free[k] - found[-1] > REACH * 4:
                break
            if text[free[k]] == character:
                found.append(free[k])
                at = k + 1
                break
    return found


def _longest(left: str, rest: str, at: int) -> tuple[int, int]:
    """Return the length of the longest beginning of `rest` that stands in `left`, preferably behind `at`, and its place."""
    for length in range(len(rest), 0, -1):
        start = left.find(rest[:length], at)
        if start < 0 and length > 1:
            start = left.find(rest[:length])
        if start >= 0:
            return length, start
    return 0, 0
