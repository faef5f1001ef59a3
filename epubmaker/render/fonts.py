"""The faces that ship with the library, by family and language."""

from pathlib import Path
from typing import Literal

from epubmaker.resources import data_file

Family = Literal["song", "hei", "kai"]

# Glyph shapes follow the region (CLREQ 2.2): a Simplified and a Traditional face each for text and headlines.
_SIMPLIFIED = {"song": "noto-serif-sc-400.ttf", "hei": "noto-sans-sc-700.ttf", "kai": "epubmaker-kai-400.ttf"}
_TRADITIONAL = {
    "song": "noto-serif-tc-400.ttf",
    "hei": "noto-sans-tc-700.ttf",
    "kai": "epubmaker-kai-400.ttf",
}


def is_traditional(language: str) -> bool:
    """Say whether a BCP 47 tag asks for Traditional characters."""
    subtags = language.lower().split("-")
    return "hant" in subtags or ("hans" not in subtags and bool({"tw", "hk", "mo"} & set(subtags)))


def face_path(family: Family, language: str) -> Path:
    """Return the path of the shipped TrueType face of a family (song, hei, kai) for a language.

    Raises `DependencyError` where the installation lacks it.
    """
    faces = _TRADITIONAL if is_traditional(language) else _SIMPLIFIED
    return data_file("fonts", faces[family])
