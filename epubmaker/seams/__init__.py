"""Which line continues which: evidence from language, layout and topic, weighed into calibrated log-odds."""

from dataclasses import replace

from epubmaker.seams.protocol import EvidenceScorer, SeamScorer

__all__ = ["EvidenceScorer", "SeamScorer", "default_scorer", "of_one_page"]


def default_scorer(earlier: tuple[str, ...] = ()) -> SeamScorer:
    """Return the shipped scorer; `earlier` holds texts of earlier editions of the same paper, to adapt to its language."""
    from epubmaker.seams.scorer import LinearSeamScorer  # noqa: PLC0415  (numpy is loaded only when a page is scored)

    return LinearSeamScorer(earlier)


def of_one_page(scorer: SeamScorer) -> SeamScorer:
    """Return a scorer for the orders of one page, that works out once what its texts say of each other.

    A scorer that is not the shipped one stays as it is.
    """
    from epubmaker.seams.remembered import Remembered  # noqa: PLC0415
    from epubmaker.seams.scorer import LinearSeamScorer  # noqa: PLC0415

    return replace(scorer, known=Remembered()) if isinstance(scorer, LinearSeamScorer) else scorer
