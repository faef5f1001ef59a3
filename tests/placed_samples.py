"""Pages of invented newspapers as PDF: drawn here, line by line, so that every test says what stands where."""

from __future__ import annotations

import io

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from epubmaker.model.placed import Box, PlacedLine, Rule, SourcePage

WIDTH, HEIGHT, BODY = 600.0, 800.0, 9.0
LEFT = """河东新区老街改造昨天开工。工程
分三期进行，首期改造东门外的四
条巷子，涉及居民二百余户，预计
明年春天完工。施工期间，公交线
路作了调整，居民出行不受影响。""".splitlines()
RIGHT = """社区主任介绍，改造方案征求了三
轮意见，老井和石牌坊都会保留。
老街上的裁缝铺和茶馆也将迁回原
处，租金三年不变。住在这里五十
年的居民说，盼了很久。""".splitlines()


def column(rows, x, y, *, indent=True, step=13.0, size=BODY, font=""):
    """Return rows of a column as (text, x, y, size, font); the first row begins two characters in."""
    return [
        (row, x + (2 * size if at == 0 and indent else 0), y + at * step, size, font)
        for at, row in enumerate(rows)
    ]


def article_rows(x=60.0, y=100.0):
    """Return an article of two columns below its title group."""
    rows = [("河东老街今年变个样", x, y, 22.0, "")]
    left, right = [LEFT[0][:13], *LEFT[1:]], RIGHT
    return rows + column(left, x, y + 40) + column(right, x + 160, y + 40, indent=False)


def placed_page(rows, rules=(), pictures=()):
    """Return rows as a page that a recogniser has seen: boxes without typefaces."""
    lines = [
        PlacedLine(
            text, Box(x, y, x + sum(0.5 if c < "\x80" else 1 for c in text) * size, y + size), size, font
        )
        for text, x, y, size, font in rows
    ]
    return SourcePage(WIDTH, HEIGHT, tuple(lines), tuple(rules), tuple(pictures))


def level(x0, y, x1):
    """Return a level rule."""
    return Rule(Box(x0, y, x1, y), "h")


def upright(x, y0, y1):
    """Return an upright rule."""
    return Rule(Box(x, y0, x, y1), "v")


def pdf(*pages, password=None, rotate=0, crop=None, mode=0, shift=0.0, picture=None):
    """Return a PDF: each page a list of rows, printed `mode` (3 is invisible), twice at a distance where `shift` is given."""
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword="owner") if password else None
    sheet = canvas.Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=lock)
    for rows in pages:
        if crop:
            sheet.setCropBox(crop)
        if picture:
            x, y, wide, high = picture
            hills = Image.linear_gradient("L").resize((280, 180))
            sheet.drawImage(ImageReader(hills), x, HEIGHT - y - high, wide, high)
        if rotate:
            sheet.setPageRotation(rotate)
        for text, x, y, size, _font in rows:
            for by in (0.0, shift) if shift else (0.0,):
                piece = sheet.beginText(x + by, HEIGHT - y - 0.88 * size)
                piece.setFont("STSong-Light", size)
                piece.setTextRenderMode(mode)
                piece.textOut(text)
                sheet.drawText(piece)
        sheet.showPage()
    sheet.save()
    return out.getvalue()
