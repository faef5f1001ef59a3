"""A printable digest of an edition, set by CLREQ on a line grid, written as PDF/A-2a and PDF/UA-1."""

from collections.abc import Iterable
from typing import BinaryIO

from epubmaker.model import Diagnostic, Edition
from epubmaker.model.checks import check_edition
from epubmaker.process import collector_at_rest
from epubmaker.render.pdf.options import PdfOptions

__all__ = [
    "GLYPH_MISSING",
    "NO_FONT_HAS",
    "PRODUCER",
    "PdfOptions",
    "render_pdf",
    "render_pdf_and_explain",
    "write_pdf_volume",
]

GLYPH_MISSING = "glyph-missing"  # code of the diagnostics of characters that no font has
NO_FONT_HAS = "no font has "  # and how what they say begins
PRODUCER = "epubmaker with ReportLab"  # how every PDF names its maker, in its XMP as plain bytes


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
    check_edition(edition, "render_pdf")
    from epubmaker.render.pdf.document import render_and_explain  # noqa: PLC0415  (loads ReportLab)

    with collector_at_rest():
        return render_and_explain(edition, options)


def write_pdf_volume(
    editions: Iterable[Edition],
    sink: BinaryIO,
    options: PdfOptions = PdfOptions(),  # noqa: B008  (a frozen value)
) -> tuple[Diagnostic, ...]:
    """Write one PDF of many editions into `sink`, contents by date first; give the editions by date.

    Editions are taken one at a time and not kept. Returns the characters no font has. Raises `InputEmptyError` where there
    is no edition at all.
    """
    from epubmaker.render.pdf.volume import write_volume_pdf  # noqa: PLC0415  (loads ReportLab)

    return write_volume_pdf(editions, sink, options)
