"""A printable digest of an edition, set by CLREQ on a line grid, written as PDF/A-2a and PDF/UA-1."""

from epubmaker.model import Diagnostic, Edition
from epubmaker.render.pdf.options import PdfOptions

__all__ = ["GLYPH_MISSING", "NO_FONT_HAS", "PdfOptions", "render_pdf", "render_pdf_and_explain"]

GLYPH_MISSING = "glyph-missing"  # code of the diagnostics of characters that no font has
NO_FONT_HAS = "no font has "  # and how what they say begins


def render_pdf(edition: Edition, options: PdfOptions = PdfOptions()) -> bytes:  # noqa: B008  (a frozen value)
    """Return an edition as the bytes of a PDF digest, the same bytes every time.

    Raises `OptionError` for a theme that does not exist and `DependencyError` where a font file is missing.
    """
    return render_pdf_and_explain(edition, options)[0]


def render_pdf_and_explain(
    edition: Edition,
    options: PdfOptions = PdfOptions(),  # noqa: B008  (a frozen value)
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the digest and diagnostics: characters no font has, lines that could not be set by the rules."""
    from epubmaker.render.pdf.document import render_and_explain  # noqa: PLC0415  (loads ReportLab)

    return render_and_explain(edition, options)
