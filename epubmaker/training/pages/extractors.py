"""A PDF's text by real extractors. They are tools of training and of tests alone; one that is not installed is left out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

POPPLER = {"pdftotext": (), "layout": ("-layout",), "raw": ("-raw",)}


def extracted(pdf: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the text of a PDF by each extractor named; what is missing is said once on standard error."""
    found = {}
    for name in names:
        try:
            found[name] = _poppler(pdf, POPPLER[name]) if name in POPPLER else LIBRARIES[name](pdf)
        except ImportError:
            _say_missing(name)
        except FileNotFoundError:
            _say_missing("pdftotext")
    return found


def _poppler(pdf: Path, flags: tuple[str, ...]) -> str:
    """Return what pdftotext prints."""
    tool = shutil.which("pdftotext")
    if not tool:
        raise FileNotFoundError("pdftotext")
    run = subprocess.run([tool, *flags, str(pdf), "-"], capture_output=True, check=True)
    return run.stdout.decode("utf-8")


def _pymupdf(pdf: Path) -> str:
    import pymupdf  # noqa: PLC0415  (may be missing)

    with pymupdf.open(pdf) as pages:
        return "\f".join(page.get_text() for page in pages)


def _pdfminer(pdf: Path) -> str:
    from pdfminer.high_level import extract_text  # noqa: PLC0415  (may be missing)

    return str(extract_text(str(pdf)))


def _pdfplumber(pdf: Path) -> str:
    import pdfplumber  # noqa: PLC0415  (may be missing)

    with pdfplumber.open(pdf) as pages:
        return "\f".join(page.extract_text() or "" for page in pages.pages)


def _pypdf(pdf: Path) -> str:
    from pypdf import PdfReader  # noqa: PLC0415  (may be missing)

    return "\f".join(page.extract_text() for page in PdfReader(str(pdf)).pages)


LIBRARIES: dict[str, Callable[[Path], str]] = {
    "pymupdf": _pymupdf,
    "pdfminer": _pdfminer,
    "pdfplumber": _pdfplumber,
    "pypdf": _pypdf,
}


@cache
def _say_missing(name: str) -> None:
    print(f"{name} is not installed: pages have no such form", file=sys.stderr)
