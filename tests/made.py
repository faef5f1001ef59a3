"""What several tests ask of the same files, made once a process: values are frozen, so nobody can change them for another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from epubmaker import reconstruct
from epubmaker.model import Edition
from epubmaker.pipeline import Reconstruction, reconstruct_and_explain
from epubmaker.readers import read_text
from epubmaker.review import render_review


@cache
def edition_of(path: Path) -> Edition:
    """Return the edition of a file, as it is reconstructed without options."""
    return reconstruct(read_text(path))


@cache
def explained(path: Path) -> Reconstruction:
    """Return the edition of a file of one page with what every stage decided."""
    return reconstruct_and_explain(read_text(path))


@cache
def proof_of(path: Path) -> str:
    """Return the proof page of a file."""
    return render_review(explained(path))
