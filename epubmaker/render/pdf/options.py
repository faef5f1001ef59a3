"""What a reader may choose about the digest."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.render.imprint import Imprint
from epubmaker.typeset import Prohibition

Paper = Literal["A4", "A5", "B5", "Letter"]
PAPERS: tuple[Paper, ...] = ("A4", "A5", "B5", "Letter")
MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """How the digest is made; raises `OptionError` for a value that does not exist.

    paper        A4, A5, B5 or Letter, in capitals or not
    columns      columns a page (tiers in vertical setting); None takes what suits the paper
    vertical     lines run from top to bottom, pages are bound on the right
    theme        name of a folder in `styles/`, or the path of such a folder
    font_dir     folder of further TrueType fonts for characters that the shipped faces lack
    prohibition  level of the line start and line end rules (CLREQ 3.1.4)
    hanging      whether `、，。` hang over the line end (CLREQ 3.1.7)
    notes        numbered notes at the end where a join is doubtful
    index        an index of persons, organisations, places and reporters with the pages they stand on
    citations    at each paragraph the rows of the source it stands in
    line_numbers every fifth line of a story is numbered beside its column
    facing       both scripts side by side, the other one by this OpenCC configuration (`s2t`)
    imprint      ISSN, serial number and rights, where the caller knows them
    large_print  no size below 16 points, in one column
    facsimile    the pages as they were printed, at the end of the digest, articles and pages linked both ways
    booklet      pages of half the paper, two on each side of a sheet, to be folded and stitched; only on A4
    """

    paper: Paper = "A4"
    columns: int | None = None
    vertical: bool = False
    theme: str | Path = "classic"
    font_dir: str | Path | None = None
    prohibition: Prohibition = Prohibition.BASIC
    hanging: bool = False
    notes: bool = False
    index: bool = False
    citations: bool = False
    line_numbers: bool = False
    facing: str | None = None
    imprint: Imprint = field(default_factory=Imprint)
    large_print: bool = False
    booklet: bool = False
    facsimile: bool = False

    def __post_init__(self) -> None:
        # Written as people write them, and kept in one form: an equal wish has an equal value.
        named = {paper.casefold(): paper for paper in PAPERS}.get(str(self.paper).casefold())
        if named is None:
            raise OptionError(
                Message(
                    "no paper called {paper!r}: choose one of {papers}",
                    paper=self.paper,
                    papers=", ".join(PAPERS),
                )
            )
        object.__setattr__(self, "paper", named)
        if self.booklet and named != "A4":
            raise OptionError(
                Message(
                    "--booklet prints A5 pages on sheets of A4, not on {named}; leave --paper out",
                    named=named,
                )
            )
        if self.large_print and self.columns not in (None, 1):
            raise OptionError(Message("--large-print has one column, not {columns}", columns=self.columns))
        if self.columns is not None and not 1 <= self.columns <= MOST_COLUMNS:
            raise OptionError(
                Message(
                    "{columns} columns: choose 1 to {most_columns}",
                    columns=self.columns,
                    most_columns=MOST_COLUMNS,
                )
            )
        if self.facing is not None and (self.large_print or self.columns not in (None, 2)):
            raise OptionError(Message("--facing sets two columns; leave --columns and --large-print out"))
        if self.font_dir is not None:
            object.__setattr__(self, "font_dir", _existing_folder(Path(self.font_dir)))


def page_paper(options: PdfOptions) -> Paper:
    """Return the paper of one page: half the sheet in a booklet."""
    return "A5" if options.booklet else options.paper


def _existing_folder(path: Path) -> Path:
    """Return the absolute path of a folder, which holds in another process too; raises `OptionError`."""
    try:
        if path.is_dir():
            return path.absolute()
    except (OSError, ValueError):  # a name that is too long, say
        pass
    raise OptionError(
        Message("--font-dir {path}: no such folder; name one that holds TrueType fonts", path=path)
    )
