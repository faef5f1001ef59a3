"""Texts whose runs of blanks carry positions: what `pdftotext -layout` and its like write, back into pages.

Read `stage.py` first. Rows become pieces (`pieces.py`), which stand in columns or do not (`telling.py`); pieces get places in em
(`places.py`), and what they are as titles (`titles.py`). Then the page goes the way of all pages.
"""

from epubmaker.arrange.spaced.stage import with_places

__all__ = ["with_places"]
