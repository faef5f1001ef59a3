"""Make-up of pages: stories as rectangles on a grid of columns and rows. Knows rows and columns, and nothing of glyphs."""

from epubmaker.render.pdf.makeup.legs import Fill, Mark, Piece, balance
from epubmaker.render.pdf.makeup.modules import CONTINUED_ROWS, Frame, Made, Module, Part
from epubmaker.render.pdf.makeup.search import make_up

__all__ = [
    "CONTINUED_ROWS",
    "Fill",
    "Frame",
    "Made",
    "Mark",
    "Module",
    "Part",
    "Piece",
    "balance",
    "make_up",
]
