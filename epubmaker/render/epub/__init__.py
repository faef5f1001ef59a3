"""EPUB 3.3 of editions.

`render_epub` gives the bytes of one edition's book, `render_volume` of many editions' in one. The disk is touched
only to read fonts and themes, and to hold what memory should not.
"""

from epubmaker.render.epub.book import render_epub, write_epub
from epubmaker.render.epub.losses import replaced_characters
from epubmaker.render.epub.options import EpubOptions
from epubmaker.render.epub.volume import render_volume, write_volume
from epubmaker.render.volumes import PERIODS, Period, volume_name

__all__ = [
    "PERIODS",
    "EpubOptions",
    "Period",
    "render_epub",
    "render_volume",
    "replaced_characters",
    "volume_name",
    "write_epub",
    "write_volume",
]
