"""Characters that a recogniser takes for each other: those that look alike in the faces of newspapers.

Run: python -m epubmaker.training.twins
Each character of the alphabet is drawn in song and in hei, blurred, and compared with every other; the most alike are
its twins. Written to seams/data/twins.txt, a row for each character: the character, then its twins, most alike first.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from epubmaker.seams.alphabet import DATA, alphabet

FONTS = Path(__file__).resolve().parents[2] / "fonts"
FACES = ("noto-serif-sc-400.ttf", "noto-sans-sc-700.ttf")
SIZE, MARGIN = 40, 2  # pixels: enough to tell 未 from 末
ALIKE = 0.5  # correlation of the blurred glyphs; 核 and 校 have 0.58
MOST = 14


def glyphs(characters: list[str], face: Path) -> NDArray[np.float32]:
    """Draw the characters, blur them, and return them as unit vectors without what all have in common."""
    font = ImageFont.truetype(str(face), SIZE)
    side = SIZE + 2 * MARGIN
    drawn: NDArray[np.float32] = np.zeros((len(characters), side, side), np.float32)
    for number, character in enumerate(characters):
        canvas = Image.new("L", (side, side), 0)
        ImageDraw.Draw(canvas).text((MARGIN, -2 * MARGIN), character, font=font, fill=255)
        drawn[number] = np.asarray(canvas, np.float32) / 255
    for _ in range(3):
        for axis in (1, 2):
            drawn = ((np.roll(drawn, 1, axis) + 2 * drawn + np.roll(drawn, -1, axis)) / 4).astype(np.float32)
    flat = drawn.reshape(len(characters), -1)
    flat -= flat.mean(axis=0)
    return flat / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6)


def main() -> None:
    """Write the twins."""
    characters = [one for one in alphabet().characters if "\u4e00" <= one <= "\u9fff"]
    alike = np.zeros((len(characters), len(characters)), np.float32)
    for face in FACES:
        vectors = glyphs(characters, FONTS / face)
        alike += vectors @ vectors.T / len(FACES)
    np.fill_diagonal(alike, 0)
    rows = []
    for number, character in enumerate(characters):
        order = np.argsort(-alike[number], kind="stable")[:MOST]
        twins = "".join(characters[other] for other in order if alike[number, other] >= ALIKE)
        if twins:
            rows.append(character + twins)
    (DATA / "twins.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
