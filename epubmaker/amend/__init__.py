"""Corrections applied: lines cut, roles set, paragraphs and articles put together as a person says."""

from epubmaker.amend.pages import share_out
from epubmaker.amend.stage import Amendments, amend

__all__ = ["Amendments", "amend", "share_out"]
