"""Lines as marked content: which element each piece of a page belongs to."""

from functools import cache

from epubmaker.render.pdf.ink import Shown
from epubmaker.render.pdf.objects import text_string
from epubmaker.render.pdf.tags import Element, TagTree
from epubmaker.render.pdf.theme import TextStyle


class Marker:
    """Writer of pieces of lines as marked content: one sequence for each stretch of an element and each ActualText."""

    def __init__(self, tags: TagTree, page: int) -> None:
        self._tags = tags
        self._page = page
        self._parts: list[str] = []
        self._open: Element | None = None
        self._colour = ""

    def add(self, element: Element | None, style: TextStyle, pieces: list[Shown]) -> None:
        """Add the pieces of one line."""
        if element is None:
            return
        if not self._parts:
            self._parts.append("BT")
        for piece in pieces:
            if piece.actual or element is not self._open:
                self._close()
                mark = self._tags.mark(element, self._page)
                tag = f"/Span <</MCID {mark} /ActualText {text_string(piece.actual).decode('ascii')}>> BDC"
                self._parts.append(tag if piece.actual else f"/{element.tag} <</MCID {mark}>> BDC")
                if style.colour != self._colour:
                    self._colour = style.colour
                    self._parts.append(colour_of(style.colour, "rg"))
                self._open = element
            self._parts += piece.operators
            if piece.actual:
                self._close()

    def end(self) -> list[str]:
        """Close what is open and return the operators."""
        self._close()
        return [*self._parts, "ET"] if self._parts else []

    def _close(self) -> None:
        if self._open is not None:
            self._parts.append("EMC")
            self._open = None


@cache
def colour_of(colour: str, operator: str) -> str:
    """Return a colour `#RRGGBB` as an operator."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return " ".join(f"{part:.3g}" for part in parts) + f" {operator}"
