"""What the pages of one file are set and drawn with: theme, sheet, typefaces, typesetters, fonts, inks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from epubmaker.convert import convert
from epubmaker.model import Edition
from epubmaker.render.citations import Citations
from epubmaker.render.headings import Headings
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.drawing import Inks, PageDrawer
from epubmaker.render.pdf.embedding import FontBook
from epubmaker.render.pdf.facing import FacingComposition
from epubmaker.render.pdf.facsimiles import Facsimiles
from epubmaker.render.pdf.geometry import sheet_for
from epubmaker.render.pdf.glyphs import Encoder
from epubmaker.render.pdf.ink import HorizontalInk
from epubmaker.render.pdf.manuscript import Story, stories_of
from epubmaker.render.pdf.options import PdfOptions, page_paper
from epubmaker.render.pdf.tags import TagTree
from epubmaker.render.pdf.theme import enlarged, load_theme
from epubmaker.render.pdf.typefaces import Typefaces
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.render.pdf.vertical import VerticalEncoder, VerticalInk
from epubmaker.render.theme import load_theme as load_settings


class Studio:
    """The tools of one file, in one language; raises `OptionError` for a theme that is not there."""

    def __init__(self, language: str, options: PdfOptions) -> None:
        theme = load_theme(options.theme, page_paper(options))
        self.theme = enlarged(theme) if options.large_print else theme
        self.sheet = sheet_for(options, self.theme.paper)
        self.language = language
        reading = load_settings(options.theme).reading
        self.citations = options.citations or reading.citations
        self._facsimile = options.facsimile or reading.facsimile
        self.line_numbers = options.line_numbers or reading.line_numbers
        self._beside: Typesetters | None = None
        self._options = options
        self._typefaces = typefaces = Typefaces(language, options.font_dir)
        self._typesetters = Typesetters(typefaces, language, options, vertical=options.vertical)
        self._furniture = Typesetters(typefaces, language, options, solid=True)
        self.book = FontBook(typefaces.opened)
        self._encoders = (Encoder(typefaces, self.book), VerticalEncoder(typefaces, self.book))
        horizontal = HorizontalInk(self._encoders[0])
        self._inks = Inks(VerticalInk(self._encoders[1]) if options.vertical else horizontal, horizontal)

    def facsimiles(self, edition: Edition, prefix: str = "") -> Facsimiles:
        """Return the pages of an edition as they were printed, where they are asked for."""
        return Facsimiles(edition, wanted=self._facsimile, prefix=prefix)

    def stories(self, edition: Edition, notes: list[str], facsimiles: Facsimiles) -> list[Story]:
        """Return the stories of an edition, with the facsimiles they point at.

        What is said of doubtful joins is added to `notes`, where it is asked for.
        """
        citations = Citations(edition) if self.citations else None
        stories = stories_of(edition, notes if self._options.notes else None, citations)
        pointers = facsimiles.pointers
        return [replace(story, pictured=pointers.get(story.name, ())) for story in stories]

    def composition(self, edition: Edition | None = None, names: Iterable[str] = ()) -> Composition:
        """Return what sets the passages of an edition, or of what belongs to none and speaks of `names`."""
        headings = Headings(edition, names)
        own = self._composition(self._typesetters, headings, self.language, numbered=self.line_numbers)
        if edition is None or self._options.facing is None:
            return own
        other = convert(edition, self._options.facing).edition
        if self._beside is None:
            faces = self._typefaces.of_language(other.language)
            self._beside = Typesetters(faces, other.language, self._options, vertical=self._options.vertical)
        beside = self._composition(self._beside, Headings(other), other.language)
        return FacingComposition(own, beside, {story.name: story for story in stories_of(other)})

    def _composition(
        self, typesetters: Typesetters, headings: Headings, language: str, *, numbered: bool = False
    ) -> Composition:
        return Composition(self.sheet, self.theme, typesetters, headings, language, numbered=numbered)

    def drawer(self, tags: TagTree, pages_of: Mapping[str, int]) -> PageDrawer:
        """Return what draws pages and marks their content; `pages_of` says on which page (from 0) each target stands."""
        typesetters = (self._typesetters, self._furniture)
        return PageDrawer(self.sheet, self.theme, typesetters, self._inks, tags, pages_of)

    @property
    def missing(self) -> Counter[str]:
        """How often each character was drawn that no face has."""
        return self._encoders[0].missing + self._encoders[1].missing
