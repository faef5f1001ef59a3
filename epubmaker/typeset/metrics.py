"""What the composer needs to know of a font."""

from typing import Protocol


class Metrics(Protocol):
    """The measures of text in one style; every length is in em, along the line."""

    def advance(self, text: str) -> float:
        """Return the set width of a token as the font draws it."""
        ...

    def blanks(self, character: str) -> tuple[float, float]:
        """Return the blank before and after the ink of a character, inside its own advance."""
        ...

    def face(self, text: str) -> int:
        """Return the number of the face that can draw the whole token, or -1 where none can."""
        ...
