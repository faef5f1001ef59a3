"""How heavy the typefaces of a PDF page are, told from their ink: many programs give typefaces names that say nothing.

The page is drawn small, and of every typeface a few ideographs are looked at: how much of their square is inked. Beside the
typeface of the text that is far more exact than the widths of stems which files state, often wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from epubmaker.readers.glyphs import Glyph, cell_of
from epubmaker.text import patterns as re
from epubmaker.text.ideographs import is_ideograph

PIXELS = 20.0  # of an ideograph of the text: strokes are then one pixel wide or more
MOST_PIXELS = 8_000_000  # of the page
SAMPLES, FEWEST = 12, 2  # ideographs looked at of a typeface
# How much more of its square a heavy ideograph inks than one of the text: Kai comes out as .9 to 1.1 of Song, bold Hei as 1.6 to
# 2.1 (eight pages, drawn by four programs); this is the middle of what lies between.
HEAVIER = 1.3
# Typefaces without a name (Type 3) are parts of others, cut by the numbers of their glyphs: a title may run through five of them.
# They count as one typeface, or as two where some are heavy.
NAMELESS, NAMELESS_HEAVY = "?", "? heavy"
RARE = 6  # ideographs of such a part: with fewer, what stands beside them in their rows is looked at too
_PART = re.compile(r"^[A-Z]{6}\+|\+Z\w+-\d+$")
_HEAVY_NAMES = ("bold", "black", "heavy", "hei", "黑", "-b", "dahei", "xbiao")  # 黑体 is a newspaper's bold
_PLAIN_NAMES = ("regular", "light", "song", "serif", "kai", "fang", "宋", "楷", "仿")


def typeface_of(name: str) -> str:
    """Return the name of a typeface without what marks parts of it: six capitals before, or what Chinese typesetters put behind."""
    return _PART.sub("", name)


def heavy_by_name(name: str) -> bool | None:
    """Say whether a typeface calls itself a heavy one, or an ordinary one; None where its name says neither."""
    lowered = name.lower()
    if any(word in lowered for word in _HEAVY_NAMES):
        return True
    return False if any(word in lowered for word in _PLAIN_NAMES) else None


def nameless(number: int) -> str:
    """Return what a typeface without a name is called until its weight is known."""
    return f"{NAMELESS}{number}"


def with_weights(page: Any, glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters of a page, their weight told by the ink of their typeface where its name does not say it."""
    unsure = {font for font in {glyph.font for glyph in glyphs} if heavy_by_name(font) is None}
    told = heavy_by_ink(page, glyphs) if unsure else {}
    return [_weighed(glyph, told) if glyph.font in unsure else glyph for glyph in glyphs]


def _weighed(glyph: Glyph, told: Mapping[str, bool]) -> Glyph:
    bold = told.get(glyph.font, glyph.bold)
    if not glyph.font.startswith(NAMELESS):
        return replace(glyph, bold=bold)
    return replace(glyph, bold=bold, font=NAMELESS_HEAVY if bold else NAMELESS)


def heavy_by_ink(page: Any, glyphs: Sequence[Glyph]) -> Mapping[str, bool]:
    """Return for the typefaces of a page whether each is heavy beside that of its text; those of no ideographs are left out."""
    by_font: dict[str, list[Glyph]] = {}
    for glyph in glyphs:
        if _shows_weight(glyph):
            by_font.setdefault(glyph.font, []).append(glyph)
    own = {font: found for font, found in by_font.items() if len(found) >= FEWEST}
    if len(own) < 2:
        return {}
    text = max(own, key=lambda font: len(own[font]))
    samples = own | _rare_samples(glyphs, by_font)
    size = median(glyph.size for glyph in own[text])
    width, height = page.get_size()
    scale = min(PIXELS / size, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    inks = {font: _ink(image, found, scale) for font, found in samples.items()}
    return {font: ink > HEAVIER * inks[text] for font, ink in inks.items()}


def _shows_weight(glyph: Glyph) -> bool:
    return is_ideograph(glyph.text) and abs(glyph.angle) < 1 and glyph.size > 1


def _rare_samples(
    glyphs: Sequence[Glyph], by_font: Mapping[str, Sequence[Glyph]]
) -> dict[str, Sequence[Glyph]]:
    """Return the ideographs that show how heavy rare parts of nameless typefaces are: those of the rows they stand in."""
    rows: dict[tuple[float, float], list[Glyph]] = {}
    rare: dict[str, set[tuple[float, float]]] = {}
    for glyph in glyphs:
        if glyph.font.startswith(NAMELESS):
            row = (round(glyph.y, 1), round(glyph.size, 1))
            if _shows_weight(glyph):
                rows.setdefault(row, []).append(glyph)
            if len(by_font.get(glyph.font, ())) < RARE:
                rare.setdefault(glyph.font, set()).add(row)
    found = {font: [one for row in sorted(own) for one in rows.get(row, ())] for font, own in rare.items()}
    return {font: samples for font, samples in found.items() if samples}


def _ink(image: Any, glyphs: Sequence[Glyph], scale: float) -> float:
    """Return how much of their squares some ideographs ink."""
    step = max(1, len(glyphs) // SAMPLES)
    found: list[float] = []
    for glyph in glyphs[::step][:SAMPLES]:
        box = cell_of(glyph)
        crop = image.crop(tuple(round(scale * edge) for edge in (box.x0, box.y0, box.x1, box.y1)))
        counts = crop.histogram()
        ground = max(range(256), key=lambda level: counts[level])
        darkest = max(abs(level - ground) for level in range(256) if counts[level])
        total: float = sum(count * abs(level - ground) for level, count in enumerate(counts))
        found.append(total / max(1, darkest * sum(counts)))
    return median(found)
