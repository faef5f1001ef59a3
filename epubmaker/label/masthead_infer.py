"""x"""
from __future__ import annotations
from dataclasses import dataclass
from datetime import date
from epubmaker.model import Span
@dataclass(frozen=True, slots=True)
class Inference:
    day: date | None
    confidence: float
    reason: str
    spans: tuple[Span, ...] = ()
def infer_date(lines, labels, allowed=()):
    return Inference(None, 0.0, "报头没有日期，正文的线索也不足以推定。")
