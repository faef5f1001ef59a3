"""Rules and pictures of a scan, found in the image with the text taken out.

A rule is dark, long and thin; a picture is a large area that is not white. What lies inside a picture is no rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from epubmaker.errors import DependencyError
from epubmaker.messages import Message
from epubmaker.model.placed import Box, Picture, Rule
from epubmaker.readers.jpeg import cut_out

DARK, GREY = 200, 225  # of 255: ink of rules, and the lightest tone of a picture
LONG, THIN = 0.05, 0.012  # of the page's width: the shortest rule, the thickest
WIDE, HIGH, FULL = 0.08, 0.05, 0.4  # of the page: the smallest picture, and how much of its box it must fill


@dataclass(frozen=True, slots=True)
class Marks:
    """The rules and pictures of a scan."""

    rules: tuple[Rule, ...]
    pictures: tuple[Picture, ...]


def marks_of(image: Any, texts: Sequence[Box], *, pictures: bool) -> Marks:
    """Return rules and pictures of an RGB picture of a page; `texts` are the boxes of its lines."""
    try:
        import cv2  # noqa: PLC0415
        import numpy as np  # noqa: PLC0415
    except ImportError as error:
        raise DependencyError(
            Message(
                "a scan needs the extra ocr ({error}): pip install 'epubmaker-zh[ocr]'",
                error=Message(str(error)),
            )
        ) from error
    colours = np.asarray(image)
    tones = colours.min(axis=2)
    blank = np.ones(tones.shape, np.uint8)
    for box in texts:
        blank[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1] = 0
    found = _pictures(cv2, np, (colours.mean(axis=2) < GREY).astype(np.uint8) * blank, image.size)
    rules = _rules(cv2, np, (tones < DARK).astype(np.uint8) * blank, image.size)
    kept = tuple(rule for rule in rules if not any(box.holds(rule.box, 4) for box in found))
    return Marks(
        kept,
        tuple(
            cut_out(image, (box.x0, box.y0, box.x1, box.y1), box) if pictures else Picture(box)
            for box in found
        ),
    )


def _rules(cv2: Any, np: Any, ink: Any, size: tuple[int, int]) -> list[Rule]:
    width, _ = size
    long, thin = max(12, int(width * LONG)), max(4, int(width * THIN))
    found: list[Rule] = []
    for level in (True, False):
        shape = (1, long) if level else (long, 1)
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        lines = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((3, 9) if level else (9, 3), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(lines)
        for x, y, wide, high, _ in stats[1:]:
            across = high if level else wide
            along = wide if level else high
            if across <= thin and along > 8 * across:
                box = Box(float(x), float(y), float(x + wide), float(y + high))
                found.append(Rule(box, "h" if level else "v"))
    return found


def _pictures(cv2: Any, np: Any, ink: Any, size: tuple[int, int]) -> list[Box]:
    width, height = size
    step = max(3, width // 140)
    area = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((step, step), np.uint8))
    area = cv2.morphologyEx(area, cv2.MORPH_OPEN, np.ones((2 * step, 2 * step), np.uint8))
    found = []
    for contour in cv2.findContours(area, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, wide, high = cv2.boundingRect(contour)
        whole = wide > 0.9 * width and high > 0.9 * height
        if (
            wide > WIDE * width
            and high > HIGH * height
            and not whole
            and cv2.contourArea(contour) > FULL * wide * high
        ):
            found.append(Box(float(x), float(y), float(x + wide), float(y + high)))
    return sorted(found, key=lambda box: (box.y0, box.x0))
