"""What a caller can ask of an EPUB."""

from dataclasses import dataclass, field
from pathlib import Path

from epubmaker.render.imprint import Imprint


@dataclass(frozen=True, slots=True)
class EpubOptions:
    """How the book is made.

    theme         name of a theme, or a folder of one's own
    vertical      lines run from top to bottom, pages from right to left
    embed_fonts   subsets of the shipped fonts travel inside the book
    notes         pop-up notes where text was lost or a join is uncertain
    index         an index of persons, organisations and places, and a page of keywords (loads jieba)
    citations     at each paragraph the rows of the source it stands in
    line_numbers  paragraphs are numbered in each article; lines are the reader's own
    facing        each paragraph in the other script behind or beside it, by this OpenCC configuration (`s2t`)
    facsimile     the pages as they were printed, at the end of the book, articles and pages linked both ways
    cover         a generated cover
    evaluated_by  who evaluated the book (EPUB Accessibility 1.1, WCAG 2.1 AA): claims conformance
    imprint       ISSN, serial number and rights, where the caller knows them
    """

    theme: str | Path = "classic"
    vertical: bool = False
    embed_fonts: bool = False
    notes: bool = False
    index: bool = False
    citations: bool = False
    line_numbers: bool = False
    facing: str | None = None
    facsimile: bool = False
    cover: bool = True
    evaluated_by: str | None = None
    imprint: Imprint = field(default_factory=Imprint)
