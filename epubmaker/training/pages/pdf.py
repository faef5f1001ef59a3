"""A page written as PDF, in the order and the manner of streams that its house has drawn."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from epubmaker.resources import data_file

from .corpus import FACES
from .streams import in_stream_order
from .values import DOWN, Line, Page

BASELINE = 0.88  # of the size: the baseline below a line's top


Paint = Callable[[random.Random, float, float], Any]  # a picture or a picture file, of a size in points


def write_pdf(page: Page, path: Path, paint: Paint | None = None) -> None:
    """Write a page; the same page gives the same bytes. `paint` makes its pictures, hills and clouds otherwise."""
    rng = random.Random(f"{page.name} stream")
    faces = _registered(page.house.script != "t2s")
    pdf = canvas.Canvas(str(path), pagesize=(page.width, page.height), invariant=1)
    for number, (x0, y0, x1, y1) in enumerate(page.pictures):
        image = ImageReader((paint or _painting)(random.Random(f"{page.name} {number}"), x1 - x0, y1 - y0))
        pdf.drawImage(image, x0, page.height - y1, x1 - x0, y1 - y0)
    pdf.setLineWidth(0.6)
    for x0, y0, x1, y1 in page.rules:
        pdf.line(x0, page.height - y0, x1, page.height - y1)
    text = pdf.beginText()
    for line in in_stream_order(page, rng):
        twice = line.role == "headline" and rng.random() < page.house.doubled
        for shift in (0.0, 0.3) if twice else (0.0,):
            _show(text, line, faces[line.font], page, shift)
    pdf.drawText(text)
    pdf.save()


def _show(text: Any, line: Line, face: str, page: Page, shift: float) -> None:
    """Print a line: whole, a character at a time, or in runs of Latin and of Han."""
    x, y = line.x + shift, page.height - line.y - line.size * BASELINE
    text.setFont(face, line.size)
    words = line.text
    if line.vertical:
        for number, character in enumerate(words):
            text.setTextOrigin(x, y - number * line.size * DOWN)
            text.setCharSpace(0)
            text.textOut(character)
        return
    natural = stringWidth(words, face, line.size)
    spread = (line.w - natural) / (len(words) - 1) if len(words) > 1 else 0.0
    emit = page.house.emit if line.role in ("text", "dialogue", "note") else "line"
    runs = {"character": ".", "run": r"[\x20-\x7e]+|[^\x20-\x7e]+", "line": ".+"}[emit]
    for run in re.findall(runs, words):
        text.setTextOrigin(x, y)
        text.setCharSpace(spread if len(run) > 1 else 0)
        text.textOut(run)
        x += stringWidth(run, face, line.size) + len(run) * spread


def _registered(traditional: bool) -> dict[str, str]:
    """Return the names by which the faces of a script are known to the PDF writer."""
    names = {}
    for face, file in FACES[traditional].items():
        names[face] = "pages-" + Path(file).stem
        if names[face] not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(names[face], str(data_file("fonts", file))))
    return names


def _painting(rng: random.Random, width: float, height: float) -> Any:
    """Return a grey picture of hills and clouds."""
    image = Image.new("L", (max(8, int(width)), max(8, int(height))), rng.randint(130, 220))
    pen = ImageDraw.Draw(image)
    for _ in range(rng.randint(8, 30)):
        x, y, size = (
            rng.uniform(-0.2, 1) * width,
            rng.uniform(0.1, 1) * height,
            rng.uniform(0.05, 0.5) * height,
        )
        pen.ellipse([x, y, x + size * rng.uniform(0.5, 3), y + size], fill=rng.randint(20, 240))
    return image
