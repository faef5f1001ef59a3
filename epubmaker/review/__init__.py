"""The proof desk: a page that shows where the machine was unsure, and a server on which it is put right."""

from epubmaker.review.document import is_proof_page
from epubmaker.review.page import render_review
from epubmaker.review.server import serve
from epubmaker.review.session import Session

__all__ = ["Session", "is_proof_page", "render_review", "serve"]
