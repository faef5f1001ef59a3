"""How sure joins, headlines and the page as a whole are."""

from epubmaker.confidence.stage import ORDER_DOUBTFUL, with_confidence

__all__ = ["ORDER_DOUBTFUL", "with_confidence"]
