"""How sure joins, headlines and the page as a whole are."""

from epubmaker.confidence.codes import ORDER_DOUBTFUL
from epubmaker.confidence.stage import with_confidence

__all__ = ["ORDER_DOUBTFUL", "with_confidence"]
