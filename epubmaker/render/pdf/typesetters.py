"""One typesetter for each family of a document."""

from epubmaker.render.fonts import Family, is_traditional
from epubmaker.render.pdf.options import PdfOptions
from epubmaker.render.pdf.typefaces import FamilyMetrics, Typefaces
from epubmaker.typeset import Setting, Typesetter


class Typesetters:
    """This makes the typesetter of a family when it is first needed."""

    def __init__(
        self, typefaces: Typefaces, language: str, options: PdfOptions, *, vertical: bool = False
    ) -> None:
        self._typefaces = typefaces
        self._vertical = vertical
        self._setting = Setting(
            region="tw" if is_traditional(language) else "cn",
            prohibition=options.prohibition,
            hanging=options.hanging,
            vertical=vertical,
        )
        self._made: dict[Family, Typesetter] = {}

    def of(self, family: Family) -> Typesetter:
        """This returns the typesetter of a family."""
        if family not in self._made:
            metrics = FamilyMetrics(self._typefaces, family, vertical=self._vertical)
            self._made[family] = Typesetter(metrics, self._setting)
        return self._made[family]
