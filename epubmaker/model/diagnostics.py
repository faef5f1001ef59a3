"""Warnings are values that travel with the result."""

from dataclasses import dataclass
from typing import Literal

from epubmaker.model.spans import Span

Severity = Literal["info", "warning", "error"]
# The code of the word on a page as a whole: its reading order is not to be trusted.
ORDER_DOUBTFUL = "order-doubtful"
# The code of what is said of images of pages that were wanted and not found.
IMAGE_MISSING = "image-missing"
# The code of what is said of a page of pictures among pages with text.
PAGE_WITHOUT_TEXT = "page-without-text"
# The code of what is said of characters that a page holds and does not show.
TEXT_UNSEEN = "text-unseen"
# What says of a page that it is not to be trusted as a whole: its order, or that characters of it are lost.
VERDICTS = frozenset({ORDER_DOUBTFUL, "undecodable", "mojibake"})


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a reader of the result should know, and where in the source.

    `code` is a stable word such as `seam-unsure`, `removed`, `byline-unsure`, `glyph-missing`.
    """

    severity: Severity
    code: str
    message: str
    spans: tuple[Span, ...] = ()
