"""Where things stand on the page, and what that says: articles, reading order, titles, captions.

A `SourcePage` goes in, lines in any order with their boxes; a `Reading` comes out, rows in reading order, each with its article
and its role by place and size. No words are asked but marks: whether a sentence ends, whether a row opens as news does.
"""

from epubmaker.layout.page import Reading, lay_out
from epubmaker.layout.text import source_of_pages

__all__ = ["Reading", "lay_out", "source_of_pages"]
