"""What a caller can ask of a build."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from epubmaker.batch.pages import PagePattern
from epubmaker.convert import ConvertOptions, configuration_names
from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.model import Edition, Masthead
from epubmaker.pipeline import ReconstructOptions
from epubmaker.readers import ReadOptions
from epubmaker.render.epub import PERIODS, EpubOptions, Period
from epubmaker.render.pdf import PdfOptions
from epubmaker.render.theme import theme_folder, theme_names

Format = Literal["epub", "pdf"]
Catalogue = Literal["opds", "marcxml", "csl"]


@dataclass(frozen=True, slots=True)
class MastheadOverrides:
    """What the caller knows better than the page; None leaves a field as it was read."""

    title: str | None = None
    date: date | None = None
    issue_number: int | None = None

    def __post_init__(self) -> None:
        if self.title is not None and any("\ud800" <= sign <= "\udfff" for sign in self.title):
            raise OptionError(
                Message("--title: holds a byte that is not UTF-8, or half a character; type it again")
            )

    def apply(self, edition: Edition) -> Edition:
        """Return the edition with the given fields set; their evidence goes, as they were not read.

        A new date takes the weekday and the lunar date of the old one with it.
        """
        given = {
            name: value
            for name in ("title", "date", "issue_number")
            if (value := getattr(self, name)) is not None
        }
        if not given:
            return edition
        masthead = edition.masthead
        if self.date not in (None, masthead.date):
            given |= {"weekday": None, "lunar_date": None}
        return replace(edition, masthead=_with_fields(masthead, given))


def _with_fields(masthead: Masthead, given: dict[str, object]) -> Masthead:
    return replace(
        masthead,
        **given,  # type: ignore[arg-type]  # the names are fields of Masthead, by construction above
        evidence=tuple(entry for entry in masthead.evidence if entry[0] not in given),
        inferred=tuple(name for name in masthead.inferred if name not in given),
    )


@dataclass(frozen=True, slots=True)
class Conversion:
    """An OpenCC configuration, such as `s2tw`, and how it is applied; raises `OptionError` for another."""

    configuration: str
    options: ConvertOptions = field(default_factory=ConvertOptions)
    option: InitVar[str] = "--convert"

    def __post_init__(self, option: str) -> None:
        names = configuration_names()
        if self.configuration not in names:
            raise OptionError(
                Message(
                    "{option} {configuration}: OpenCC has no such configuration; it has {names}",
                    option=option,
                    configuration=self.configuration,
                    names=" ".join(names),
                )
            )


@dataclass(frozen=True, slots=True)
class Existing:
    """What is done about files that lie in the output folder already. Nothing of it changes a byte of a book.

    verify           hash the books that look current: one that was changed or damaged is made again
    overwrite_edits  make editions again whose edition file was edited; the edited file is kept beside as `NAME.edition.json.old`
    clean            remove books that no input of this build makes any more
    """

    verify: bool = False
    overwrite_edits: bool = False
    clean: bool = False


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Which books are made of an edition, and how.

    formats  `epub`, `pdf` or both; the edition file is always written
    convert  the script the books are in; None leaves it as it is
    pages    which files are pages of one edition; None where every file is an edition
    collect  the period of which all editions are bound into one book besides, in every format
    name     what the books of a lone edition are called; None where they are called after the input
    existing what is done about files that lie there already
    catalogues  catalogues written beside the books of a folder
    strict   whether an edition in doubt as a whole is no success: its books are made, and the report says 61
    """

    formats: tuple[Format, ...] = get_args(Format)
    convert: Conversion | None = None
    pages: PagePattern | None = None
    collect: Period | None = None
    masthead: MastheadOverrides = MastheadOverrides()
    read: ReadOptions = ReadOptions()
    reconstruct: ReconstructOptions = field(default_factory=ReconstructOptions)
    epub: EpubOptions = field(default_factory=EpubOptions)
    pdf: PdfOptions = field(default_factory=PdfOptions)
    name: str | None = None
    existing: Existing = Existing()
    catalogues: tuple[Catalogue, ...] = ()
    strict: bool = False

    @property
    def facsimile(self) -> bool:
        """Whether a book is to show the pages as they were printed."""
        return (self.epub.facsimile and "epub" in self.formats) or (
            self.pdf.facsimile and "pdf" in self.formats
        )

    def with_absolute_paths(self) -> BuildOptions:
        """Return the options as they mean the same in a process with another working folder.

        Raises `OptionError` for a theme that is not there.
        """
        return replace(
            self,
            epub=replace(self.epub, theme=_absolute(self.epub.theme)),
            pdf=replace(self.pdf, theme=_absolute(self.pdf.theme)),
            read=replace(self.read, image=Path(self.read.image).absolute()) if self.read.image else self.read,
        )

    def __post_init__(self) -> None:
        unknown = [name for name in self.formats if name not in get_args(Format)]
        if unknown or not self.formats:
            raise OptionError(
                Message(
                    "--format {unknown}: no such format; choose epub, pdf or epub,pdf",
                    unknown=",".join(unknown),
                )
            )
        strange = [name for name in self.catalogues if name not in get_args(Catalogue)]
        if strange:
            raise OptionError(
                Message(
                    "--catalogue {strange}: no such catalogue; choose of {choices}",
                    strange=",".join(strange),
                    choices=", ".join(get_args(Catalogue)),
                )
            )
        if self.collect is not None and self.collect not in PERIODS:
            raise OptionError(
                Message(
                    "--collect {collect}: no such period; choose one of {periods}",
                    collect=self.collect,
                    periods=" ".join(PERIODS),
                )
            )


def _absolute(theme: str | Path) -> str | Path:
    """Return a shipped theme by its name, a folder by its absolute path."""
    return theme if str(theme) in theme_names() else theme_folder(theme)
