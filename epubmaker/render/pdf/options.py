"""What a reader may choose about the digest."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from epubmaker.errors import OptionError
from epubmaker.typeset import Prohibition

Paper = Literal["A4", "A5", "B5", "Letter"]
PAPERS: tuple[Paper, ...] = ("A4", "A5", "B5", "Letter")
_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """This says how the digest is made; raises `OptionError` for a value that does not exist.

    paper        A4, A5, B5 or Letter
    columns      columns a page (tiers in vertical setting); None takes what suits the paper
    vertical     lines run from top to bottom, pages are bound on the right
    theme        name of a folder in `styles/`, or the path of such a folder
    font_dir     folder of further TrueType fonts for characters that the shipped faces lack
    prohibition  level of the line start and line end rules (CLREQ 3.1.4)
    hanging      whether `、，。` hang over the line end (CLREQ 3.1.7)
    """

    paper: Paper = "A4"
    columns: int | None = None
    vertical: bool = False
    theme: str | Path = "classic"
    font_dir: Path | None = None
    prohibition: Prohibition = Prohibition.BASIC
    hanging: bool = False

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise OptionError(f"no paper called {self.paper!r}: choose one of {', '.join(PAPERS)}")
        if self.columns is not None and not 1 <= self.columns <= _MOST_COLUMNS:
            raise OptionError(f"{self.columns} columns: choose 1 to {_MOST_COLUMNS}")
        if self.font_dir is not None and not self.font_dir.is_dir():
            raise OptionError(f"the font folder {self.font_dir} does not exist")
