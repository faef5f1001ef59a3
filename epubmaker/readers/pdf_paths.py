"""The straight parts of what a PDF page draws: bars, strokes and rectangles, also those that share one path, and rows of dots.

What lies outside of the path that a thing is clipped by is not shown.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from epubmaker.model.placed import Box, Rule

Point = tuple[float, float]
Bounds = tuple[float, float, float, float]
MOST_SEGMENTS = 2_000  # of one path; a map's outline has more, and parts nothing
DOT = 4.0  # points: a small round thing is a dot, whatever its shape
SAME = 0.02  # points: corners that differ by less stand on one line
# A row of dots or dashes that is a rule: how far apart they stand, how many there are, how long it is (points).
STEP, LEAST, LONG = 8.0, 6, 36.0
APART = 4.0  # points: rows of dots closer than that are a screen or a pattern


def drawn_bounds(thing: Any, bounds: Bounds) -> Bounds:
    """Return where on the page bounds lie that are given in the space of the form which holds a thing."""
    form = thing.container
    while form is not None:
        bounds, form = form.get_matrix().on_rect(*bounds), form.container
    return bounds


def clip_of(thing: Any) -> Bounds | None:
    """Return the rectangle around what of a thing is shown where it is clipped, forms around it counted; None where it is not."""
    shown: Bounds | None = None
    while thing is not None:
        for clip in _clips(thing):
            bounds = drawn_bounds(thing, clip)
            shown = bounds if shown is None else _common(shown, bounds)
        thing = thing.container
    return shown


def _clips(thing: Any) -> Iterator[Bounds]:
    """Yield the rectangles around the paths that a thing is clipped by, in the space that holds it."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(max(0, pdfium.FPDFClipPath_CountPaths(clip))):
        points = []
        for at in range(max(0, pdfium.FPDFClipPath_CountPathSegments(clip, number))):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, at)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            yield _around(points)


def _common(one: Bounds, other: Bounds) -> Bounds:
    """Return what two rectangles share; an empty one lies within both edges."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3]))


def straight_parts(path: Any) -> Iterator[Bounds]:
    """Yield what of a path runs along the page: rectangles and dots whole, else each straight stroke by itself."""
    matrix = path.get_matrix()
    for corners in _subpaths(path):
        points = [matrix.on_point(corner.x, corner.y) for corner in corners]
        whole = _around(points)
        curved = any(corner.curved for corner in corners)
        xs, ys = _levels(x for x, _ in points), _levels(y for _, y in points)
        if (not curved and len(xs) <= 2 and len(ys) <= 2) or max(
            whole[2] - whole[0], whole[3] - whole[1]
        ) <= DOT:
            yield drawn_bounds(path, whole)
            continue
        for one, other, corner in zip(points, points[1:], corners[1:], strict=False):
            if not corner.curved and (abs(one[0] - other[0]) < SAME or abs(one[1] - other[1]) < SAME):
                yield drawn_bounds(path, _around((one, other)))


class _Corner(NamedTuple):
    x: float
    y: float
    curved: bool  # the pen comes there by a curve


def _subpaths(path: Any) -> Iterator[list[_Corner]]:
    """Yield the corners of each part of a path that is drawn without lifting the pen."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (heavy, and only PDFs need it)

    count = pdfium.FPDFPath_CountSegments(path)
    if count > MOST_SEGMENTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[_Corner] = []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and corners:
            yield corners
            corners = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        corners.append(_Corner(x.value, y.value, kind == pdfium.FPDF_SEGMENT_BEZIERTO))
        if pdfium.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if corners:
        yield corners


def _levels(values: Iterator[float]) -> list[float]:
    """Return values without those that are almost the same as another."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SAME:
            kept.append(value)
    return kept


def _around(points: Sequence[Point]) -> Bounds:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def dotted_rules(dots: Sequence[Box]) -> list[Rule]:
    """Return the rules that dots or short dashes in a row make; rows of them close together are a pattern."""
    made = []
    for level in (True, False):
        rows = sorted(_rows(dots, level=level), key=lambda box: box.y0 if level else box.x0)
        for at, box in enumerate(rows):
            near = (*rows[max(0, at - 3) : at], *rows[at + 1 : at + 4])
            if not any(_is_beside(box, other, level=level) for other in near):
                made.append(Rule(box, "h" if level else "v"))
    return made


def _is_beside(one: Box, other: Box, *, level: bool) -> bool:
    if level:
        return abs(one.y0 - other.y0) < APART and one.across(other) > 0
    return abs(one.x0 - other.x0) < APART and one.down(other) > 0


def _rows(dots: Sequence[Box], *, level: bool) -> Iterator[Box]:
    """Yield the boxes of rows of dots along an axis."""
    lanes: dict[int, list[Box]] = {}
    for box in dots:
        x, y = box.middle
        lanes.setdefault(round(y if level else x), []).append(box)
    for lane in lanes.values():
        lane.sort(key=lambda box: box.x0 if level else box.y0)
        runs = [[lane[0]]]
        for box in lane[1:]:
            if _follows(runs[-1][-1], box, level=level):
                runs[-1].append(box)
            else:
                runs.append([box])
        for run in runs:
            whole = Box(run[0].x0, run[0].y0, run[-1].x1, run[-1].y1)
            if len(run) >= LEAST and max(whole.width, whole.height) >= LONG:
                yield whole


def _follows(one: Box, other: Box, *, level: bool) -> bool:
    return (other.x0 - one.x1 if level else other.y0 - one.y1) <= STEP
