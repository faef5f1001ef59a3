"""What the composer needs to know of a font."""

from typing import Protocol


class Metrics(Protocol):
    """This measures text in one style; every length is in em, along the line."""

    def advance(self, text: str) -> float:
        """This returns the set width of a token as the font draws it."""
        ...

    def blanks(self, character: str) -> tuple[float, float]:
        """This returns the blank before and after the ink of a character, inside its own advance."""
        ...

    def face(self, text: str) -> int:
        """This returns the number of the face that can draw the whole token, or -1 where none can."""
        ...
