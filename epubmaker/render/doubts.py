"""What a reader should know of a text that was put together: doubtful joins with both rows and the alternative, losses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from epubmaker.model import ORDER_DOUBTFUL, Block, Diagnostic, Edition, Span
from epubmaker.render.fonts import is_traditional
from epubmaker.text import patterns as re

UNSURE = 0.7  # joins below are told to the reader
_ROW = 12  # characters of a row that are quoted
_CODE = "seam-unsure"
_OTHER = re.compile("；或接“(.+?)”(?=；或接|$)")
LOST = "〔原文以下缺失〕"
_DISORDERED = ("本版文字的次序没有把握，阅读时请对照原件。", "本版文字的次序沒有把握，閱讀時請對照原件。")
_JOINED = (
    "此处由“{left}”与“{right}”两行拼接，可信度{percent}%{other}。",
    "此處由“{left}”與“{right}”兩行拼接，可信度{percent}%{other}。",
)
_ELSE = "；也可能接“{}”"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about a join: its offset in the text of its block, and what is said of it."""

    at: int
    text: str


class Doubts:
    """What is doubtful in each block of an edition."""

    def __init__(self, edition: Edition) -> None:
        traditional = is_traditional(edition.language)
        self._joined = _JOINED[traditional]
        self._noted = [one for one in edition.diagnostics if one.code == _CODE and len(one.spans) > 1]

    def of(self, block: Block) -> tuple[Doubt, ...]:
        """Return the doubts of a block in the order of its text."""
        unsure = sorted((seam for seam in block.seams if seam.confidence < UNSURE), key=lambda seam: seam.at)
        noted = [one for one in self._noted if any(_inside(one.spans[1], span) for span in block.spans)]
        doubts = []
        for seam in unsure:
            at = min(seam.at, len(block.text))
            other = _other(noted, block, (at, seam.confidence))
            said = self._joined.format(
                left=block.text[max(0, at - _ROW) : at].strip(),
                right=block.text[at : at + _ROW].strip(),
                percent=round(seam.confidence * 100),
                other=_ELSE.format(other) if other else "",
            )
            doubts.append(Doubt(at, said))
        return tuple(doubts)


def warning_of(edition: Edition) -> str:
    """Return what is said at the head of a book in which the order of a page is in doubt (`order-doubtful`), "" for others."""
    if all(one.code != ORDER_DOUBTFUL for one in edition.diagnostics):
        return ""
    return _DISORDERED[is_traditional(edition.language)]


def _inside(span: Span, whole: Span) -> bool:
    return whole.start <= span.start < whole.end


def _other(noted: list[Diagnostic], block: Block, join: tuple[int, float]) -> str:
    """Return the likeliest other continuation that the diagnostics name for a join, "" where they name none."""
    at, confidence = join
    near = [
        (abs(place - at), number)
        for number, one in enumerate(noted)
        for place in _places(one.spans[1], block)
        if f"（{confidence:.2f}）" in one.message
    ]
    if not near:
        return ""
    found = _OTHER.search(noted[min(near)[1]].message)
    return found[1] if found else ""


def _places(row: Span, block: Block) -> Iterator[int]:
    """Yield about where in a block's text a row of the source begins."""
    before = 0
    for span in block.spans:
        if _inside(row, span):
            yield before + row.start - span.start
        before += span.end - span.start
