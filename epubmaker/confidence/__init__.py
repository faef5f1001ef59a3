"""How sure joins, headlines and the page as a whole are."""

from epubmaker.confidence.stage import with_confidence

__all__ = ["with_confidence"]
