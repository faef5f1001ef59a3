"""Options in groups. Each group adds its options to a command and hands it one value made of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, get_args

import click

from epubmaker.batch import Cluster, Executor, Existing, MastheadOverrides, Processes, Serial
from epubmaker.batch.options import Conversion
from epubmaker.cli.help import Command, headed
from epubmaker.cli.progress import Loudness
from epubmaker.cli.values import DAY, FILE, SIZE, WORD, Whole, names_of
from epubmaker.convert import ConvertOptions, Glossary, configuration_names
from epubmaker.errors import InputFolderEmptyError, InputMissingError, InputUnreadableError, OptionError
from epubmaker.files import MEBIBYTE, is_folder, is_litter
from epubmaker.messages import Message
from epubmaker.pipeline import ReconstructOptions
from epubmaker.readers import ReadOptions, read_text
from epubmaker.readers.encodings import Errors
from epubmaker.readers.text import DEFAULT_MAX_BYTES, DEFAULT_MAX_ROWS
from epubmaker.render.epub import EpubOptions
from epubmaker.render.imprint import Imprint
from epubmaker.render.pdf import PdfOptions
from epubmaker.render.pdf.options import PAPERS
from epubmaker.render.theme import theme_names
from epubmaker.restore import RestoreOptions

Looks = tuple[EpubOptions, PdfOptions]


def group(
    name: str, heading: str, take: Callable[..., object], *options: Callable[[Any], Any]
) -> Callable[[Command], Command]:
    """Return a decorator that adds `options` to a command, under a heading of its help, and passes it `name=take(...)`.

    The parameters of `take` are the names of the options.
    """
    names = tuple(inspect.signature(take).parameters)

    def decorate(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> Any:
            own = {option: given.pop(option) for option in names}
            return command(**given, **{name: take(**own)})

        return headed(heading, *options)(run)  # type: ignore[return-value]

    return decorate


def _read_options(
    *,
    encoding: str | None,
    encoding_errors: Errors,
    fix_mojibake: bool,
    max_size: float,
    max_rows: int,
    password: str | None,
    no_pictures: bool,
    ocr: bool,
    image: Path | None,
) -> ReadOptions:
    if image is not None and not image.exists():
        raise InputMissingError(Message("{path}: no such file", path=image))
    return ReadOptions(
        encoding=encoding,
        max_bytes=int(max_size * MEBIBYTE),
        max_rows=max_rows,
        errors=encoding_errors,
        fix_mojibake=fix_mojibake,
        password=password,
        pictures=not no_pictures,
        ocr=ocr,
        image=image,
    )


reading = group(
    "read",
    "Reading the input",
    _read_options,
    click.option(
        "--encoding", type=WORD, metavar="NAME", help="Encoding of the text; told from its content otherwise."
    ),
    click.option(
        "--encoding-errors",
        type=click.Choice(get_args(Errors)),
        default="strict",
        help="What to do with bytes that cannot be decoded: refuse the text (strict), or read on (replace).",
    ),
    click.option(
        "--fix-mojibake",
        is_flag=True,
        help="Lead back rows that were decoded wrongly before they were saved.",
    ),
    click.option(
        "--max-size",
        type=SIZE,
        default=DEFAULT_MAX_BYTES / MEBIBYTE,
        metavar="MIB",
        help="Refuse a larger file.",
    ),
    click.option(
        "--max-rows",
        type=Whole(1),
        default=DEFAULT_MAX_ROWS,
        metavar="N",
        help="Refuse a text of more rows.",
    ),
    click.option("--password", metavar="WORD", help="Opens an encrypted PDF."),
    click.option("--no-pictures", is_flag=True, help="Leave the pictures of a page out."),
    click.option(
        "--image",
        type=FILE,
        metavar="FILE",
        help="Image of the page, where ALTO, PAGE, hOCR or JSON name none that lies beside them.",
    ),
    click.option(
        "--ocr", is_flag=True, help="Recognise a PDF as a scan, whatever text it holds (needs the extra ocr)."
    ),
)


def _reconstruct_options(fix_ocr: bool, adapt: Path | None) -> ReconstructOptions:
    return ReconstructOptions(restore=RestoreOptions(fix_ocr=fix_ocr), earlier=_earlier(adapt))


def _earlier(folder: Path | None) -> tuple[str, ...]:
    """Read the texts of a folder, in the order of their names."""
    if folder is None:
        return ()
    if not is_folder(folder):
        raise InputMissingError(
            Message(
                "--adapt {folder}: no such folder; name one with earlier editions of the paper", folder=folder
            )
        )
    try:
        paths = sorted(path for path in folder.glob("*.txt") if _is_edition(path.name))
    except (OSError, ValueError) as error:
        reason = Message(getattr(error, "strerror", None) or str(error))
        raise InputUnreadableError(
            Message("--adapt {folder}: cannot be read ({reason})", folder=folder, reason=reason)
        ) from error
    if not paths:
        raise InputFolderEmptyError(
            Message(
                "no texts (*.txt) in {folder}; name a folder of earlier editions with --adapt", folder=folder
            )
        )
    return tuple(read_text(path).text for path in paths)


def _is_edition(name: str) -> bool:
    return not name.upper().startswith("README") and not name.startswith(".") and not is_litter(name)


reconstructing = group(
    "reconstruct_options",
    "Putting the page together",
    _reconstruct_options,
    click.option("--fix-ocr", is_flag=True, help="Correct characters that are very likely misread."),
    click.option(
        "--adapt",
        type=FILE,
        metavar="FOLDER",
        help="Texts of earlier editions of the same paper, to learn its language.",
    ),
)


def _overrides(title: str | None, day: date | None, issue: int | None) -> MastheadOverrides:
    return MastheadOverrides(title, day, issue)


overriding = group(
    "masthead",
    "What the page does not say",
    _overrides,
    click.option(
        "--title", type=WORD, metavar="TEXT", help="Title of the newspaper, instead of the one on the page."
    ),
    click.option("--date", "day", type=DAY, metavar="YYYY-MM-DD", help="Date of the edition."),
    click.option("--issue", type=Whole(0), metavar="N", help="Number of the edition."),
)


imprinting = group(
    "imprint",
    "What the page does not say",
    Imprint,
    click.option(
        "--issn",
        metavar="NUMBER",
        default="",
        show_default=False,
        help="ISSN of the newspaper, where the page has none.",
    ),
    click.option(
        "--cn",
        metavar="NUMBER",
        default="",
        show_default=False,
        help="Its serial number in China (CN 33-0012).",
    ),
    click.option(
        "--rights",
        metavar="TEXT",
        default="",
        show_default=False,
        help="Whose the rights are, for the books' metadata.",
    ),
)


def _conversion(convert: str | None, glossary: Path | None) -> Conversion | None:
    if convert is None:
        if glossary is not None:
            raise OptionError(Message("--glossary is for conversion; name a configuration with --convert"))
        return None
    return Conversion(convert, ConvertOptions(Glossary.read(glossary)) if glossary else ConvertOptions())


converting = group(
    "conversion",
    "Script",
    _conversion,
    click.option(
        "--convert",
        type=WORD,
        shell_complete=names_of(configuration_names),
        metavar="CONFIG",
        help="Convert the script by OpenCC: s2t, s2tw, s2twp (Taiwan's words), s2hk; t2s, tw2s, tw2sp, hk2s ...",
    ),
    click.option(
        "--glossary", type=FILE, metavar="FILE", help="Terms to keep or to replace when converting."
    ),
)


def _facing(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    return Conversion(value, option="--facing").configuration if value is not None else None


def _looks(
    *,
    theme: str,
    vertical: bool,
    embed_fonts: bool,
    notes: bool,
    index: bool,
    paper: Any,
    columns: int | None,
    font_dir: Path | None,
    imprint: Imprint,
    large_print: bool,
    booklet: bool,
    citations: bool,
    line_numbers: bool,
    facing: str | None,
    facsimile: bool,
) -> Looks:
    shared: dict[str, Any] = {
        "theme": theme,
        "vertical": vertical,
        "notes": notes,
        "index": index,
        "citations": citations,
        "line_numbers": line_numbers,
        "facing": facing,
        "facsimile": facsimile,
        "imprint": imprint,
    }
    return (
        EpubOptions(embed_fonts=embed_fonts, **shared),
        PdfOptions(
            paper=paper,
            columns=columns,
            font_dir=font_dir,
            large_print=large_print,
            booklet=booklet,
            **shared,
        ),
    )


looking = group(
    "looks",
    "The look of the books",
    _looks,
    click.option(
        "--theme",
        type=WORD,
        shell_complete=names_of(theme_names, folders=True),
        default="classic",
        metavar="NAME",
        help="classic, modern, archive, or a folder with one of your own.",
    ),
    click.option("--vertical", is_flag=True, help="Set lines from top to bottom."),
    click.option("--embed-fonts", is_flag=True, help="EPUB: put the fonts into the book."),
    click.option("--notes", is_flag=True, help="Notes where a join of two rows is doubtful."),
    click.option("--index", is_flag=True, help="An index of persons, organisations and places."),
    click.option("--citations", is_flag=True, help="At each paragraph the rows of the source it stands in."),
    click.option(
        "--line-numbers",
        is_flag=True,
        help="PDF: every fifth line of a story numbered; EPUB: its paragraphs.",
    ),
    click.option(
        "--facing",
        type=WORD,
        shell_complete=names_of(configuration_names),
        metavar="CONFIG",
        callback=_facing,
        help="Each paragraph in both scripts, the other by this OpenCC configuration: s2t ...",
    ),
    click.option(
        "--facsimile",
        is_flag=True,
        help="The pages as they were printed at the end of the books, linked with the articles.",
    ),
    click.option(
        "--paper", type=click.Choice(PAPERS, case_sensitive=False), default="A4", help="PDF: paper size."
    ),
    click.option("--columns", type=Whole(1), metavar="N", help="PDF: columns on a page."),
    click.option("--font-dir", type=FILE, metavar="FOLDER", help="PDF: TrueType fonts for rare characters."),
    click.option("--large-print", is_flag=True, help="PDF: nothing below 16 points, in one column."),
    click.option("--booklet", is_flag=True, help="PDF: A5 pages on A4 sheets, to be folded and stitched."),
)


def _executor(jobs: int, scheduler: str | None) -> Executor:
    if scheduler is None:
        return Processes(jobs) if jobs > 1 else Serial()
    if jobs > 1:
        raise OptionError(
            Message("--jobs and --scheduler exclude each other: the workers of the cluster do the jobs")
        )
    return Cluster(scheduler)


sharing = group(
    "executor",
    "Sharing the work",
    _executor,
    click.option("--jobs", type=Whole(1), default=1, metavar="N", help="Processes to share the work."),
    click.option(
        "--scheduler",
        type=WORD,
        metavar="ADDRESS",
        help="Share the work over a Dask scheduler: tcp://host:8786.",
    ),
)

existing = group(
    "existing_options",
    "What lies in OUT already",
    Existing,
    click.option("--verify", is_flag=True, help="Hash the books that look current; make changed ones again."),
    click.option(
        "--overwrite-edits",
        is_flag=True,
        help="Make an edition again whose edition file was edited; keep the edited file beside, as .old.",
    ),
    click.option("--clean", is_flag=True, help="Remove books that no input makes any more, and list them."),
)


def _loudness(*, quiet: bool, verbose: bool) -> Loudness:
    if quiet and verbose:
        raise OptionError(Message("--quiet and --verbose exclude each other"))
    return "quiet" if quiet else "verbose" if verbose else "usual"


talking = group(
    "loudness",
    "What is said",
    _loudness,
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong."),
    click.option(
        "-v", "--verbose", is_flag=True, help="Say of each edition what became of it, as it is done."
    ),
)
