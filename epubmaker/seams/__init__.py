"""Which line continues which: evidence from language, layout and topic, weighed into calibrated log-odds."""

from epubmaker.seams.protocol import EvidenceScorer, SeamScorer

__all__ = ["EvidenceScorer", "SeamScorer", "default_scorer"]


def default_scorer(earlier: tuple[str, ...] = ()) -> SeamScorer:
    """Return the shipped scorer; `earlier` holds texts of earlier editions of the same paper, to adapt to its language."""
    from epubmaker.seams.scorer import LinearSeamScorer  # noqa: PLC0415  (numpy is loaded only when a page is scored)

    return LinearSeamScorer(earlier)
