"""What every page of one book shares."""

from __future__ import annotations

from dataclasses import dataclass

from epubmaker.render.epub.options import EpubOptions
from epubmaker.render.epub.wording import Wording, wording
from epubmaker.render.theme import Theme, load_theme


@dataclass(frozen=True, slots=True)
class Press:
    """This holds the language of a book (BCP 47), its own words, its theme and its options."""

    language: str
    words: Wording
    theme: Theme
    options: EpubOptions


def set_up(language: str, options: EpubOptions) -> Press:
    """This sets up the press for books in one language; raises `OptionError` for an unknown theme."""
    tag = language or "zh-Hans"
    return Press(tag, wording(tag), load_theme(options.theme), options)
