"""EPUB 3.3 from editions.

`render_epub` gives the bytes of one edition's book. The disk is touched only to read fonts and themes.
"""

from epubmaker.render.epub.book import render_epub, write_epub
from epubmaker.render.epub.options import EpubOptions

__all__ = ["EpubOptions", "render_epub", "write_epub"]
