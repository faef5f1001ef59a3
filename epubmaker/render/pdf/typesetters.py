"""One typesetter for each family of a document."""

from __future__ import annotations

from functools import cached_property, partial

from epubmaker.render.fonts import Family, is_traditional
from epubmaker.render.pdf.options import PdfOptions
from epubmaker.render.pdf.typefaces import FamilyMetrics, Typefaces
from epubmaker.typeset import Setting, Typesetter

_GAP = Setting().gap


class Typesetters:
    """Typesetters by family, each made when it is first needed.

    `solid` sets no space between Han and numbers: a date in a running head is found by extractors that take it for a blank.
    """

    def __init__(
        self,
        typefaces: Typefaces,
        language: str,
        options: PdfOptions,
        *,
        vertical: bool = False,
        solid: bool = False,
    ) -> None:
        self._typefaces = typefaces
        self._vertical = vertical
        self._solid = partial(Typesetters, typefaces, language, options, vertical=vertical, solid=True)
        self._setting = Setting(
            region="tw" if is_traditional(language) else "cn",
            prohibition=options.prohibition,
            hanging=options.hanging,
            vertical=vertical,
            gap=0.0 if solid else _GAP,
        )
        self._made: dict[Family, Typesetter] = {}

    @cached_property
    def solid(self) -> Typesetters:
        """Return the same without space between Han and numbers."""
        return self._solid()

    def of(self, family: Family) -> Typesetter:
        """Return the typesetter of a family."""
        if family not in self._made:
            metrics = FamilyMetrics(self._typefaces, family, vertical=self._vertical)
            self._made[family] = Typesetter(metrics, self._setting)
        return self._made[family]
