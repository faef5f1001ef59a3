"""What the pages of one file are set and drawn with: theme, sheet, typefaces, typesetters, fonts, inks."""

from collections import Counter
from collections.abc import Mapping

from epubmaker.render.headings import Headings
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.drawing import Inks, PageDrawer
from epubmaker.render.pdf.embedding import FontBook
from epubmaker.render.pdf.geometry import sheet_for
from epubmaker.render.pdf.glyphs import Encoder
from epubmaker.render.pdf.ink import HorizontalInk
from epubmaker.render.pdf.options import PdfOptions, page_paper
from epubmaker.render.pdf.tags import TagTree
from epubmaker.render.pdf.theme import enlarged, load_theme
from epubmaker.render.pdf.typefaces import Typefaces
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.render.pdf.vertical import VerticalEncoder, VerticalInk


class Studio:
    """This is set up once for a file, in one language; raises `OptionError` for a theme that is not there."""

    def __init__(self, language: str, options: PdfOptions) -> None:
        theme = load_theme(options.theme, page_paper(options))
        self.theme = enlarged(theme) if options.large_print else theme
        self.sheet = sheet_for(options, self.theme.paper)
        self.language = language
        typefaces = Typefaces(language, options.font_dir)
        self._typesetters = Typesetters(typefaces, language, options, vertical=options.vertical)
        self._furniture = Typesetters(typefaces, language, options, solid=True)
        self.book = FontBook(typefaces.opened)
        self._encoders = (Encoder(typefaces, self.book), VerticalEncoder(typefaces, self.book))
        horizontal = HorizontalInk(self._encoders[0])
        self._inks = Inks(VerticalInk(self._encoders[1]) if options.vertical else horizontal, horizontal)

    def composition(self, headings: Headings) -> Composition:
        """Return what sets the passages of an edition, whose words `headings` knows."""
        return Composition(self.sheet, self.theme, self._typesetters, headings, self.language)

    def drawer(self, tags: TagTree, pages_of: Mapping[str, int]) -> PageDrawer:
        """Return what draws pages and marks their content; `pages_of` says on which page (from 0) each target stands."""
        typesetters = (self._typesetters, self._furniture)
        return PageDrawer(self.sheet, self.theme, typesetters, self._inks, tags, pages_of)

    @property
    def missing(self) -> Counter[str]:
        """How often each character was drawn that no face has."""
        return self._encoders[0].missing + self._encoders[1].missing
