"""The proof desk: a page that shows where the machine was unsure, and a server on which it is put right."""

from epubmaker.review.page import render_review

__all__ = ["render_review"]
