"""What every page of one book shares."""

from __future__ import annotations

from dataclasses import dataclass

from epubmaker.render.epub.options import EpubOptions
from epubmaker.render.epub.wording import Wording, wording
from epubmaker.render.theme import Theme, load_theme
from epubmaker.text import patterns as re

# A well-formed tag in the shape that EPUB readers know (BCP 47, 2.1); anything else would make the package invalid.
_TAG = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Press:
    """The language of a book (BCP 47), its own words, its theme and its options."""

    language: str
    words: Wording
    theme: Theme
    options: EpubOptions

    @property
    def citations(self) -> bool:
        """Whether paragraphs say where they stand in the source."""
        return self.options.citations or self.theme.reading.citations

    @property
    def numbered(self) -> bool:
        """Whether paragraphs are numbered."""
        return self.options.line_numbers or self.theme.reading.line_numbers

    @property
    def facsimile(self) -> bool:
        """Whether the book shows the pages as they were printed."""
        return self.options.facsimile or self.theme.reading.facsimile

    @property
    def has_sides(self) -> bool:
        """Whether anything stands beside the text."""
        return self.citations or self.numbered or self.options.facing is not None


def set_up(language: str, options: EpubOptions) -> Press:
    """Set up the press for books in one language, `zh` where the tag is none; raises `OptionError` for no theme."""
    tag = language if _TAG.fullmatch(language) else "zh"
    return Press(tag, wording(tag), load_theme(options.theme), options)
