"""Which editions a build has to make."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from epubmaker.batch.beside import input_of, is_printed
from epubmaker.batch.names import BOOK_SUFFIXES, STAMP_SUFFIX, distinct_names, safe_name
from epubmaker.batch.pages import PagePattern
from epubmaker.errors import InputFolderEmptyError, InputUnreadableError, OptionError
from epubmaker.files import is_folder, is_litter, read_head
from epubmaker.messages import Message, system_reason
from epubmaker.pages import page_order
from epubmaker.readers import HEAD, page_kind
from epubmaker.readers.edition import MEDIA_SUFFIX
from epubmaker.text import patterns as re

# Edition files, also as they are kept beside, and JSON under another name: no text of a newspaper is called so.
_EDITION_NAME = re.compile(r"(?:\.edition)?\.json(?:\.old(?:-\d+)?)?$", re.IGNORECASE)
# Texts of a folder by their names, and those that speak of a folder and are none.
_TEXTS = frozenset({".txt", ".md", ".markdown"})
_ABOUT = frozenset({"readme", "read me"})
# Names that scans and digitisations have; they are built when they are named, since a folder holds pictures of all sorts.
_OTHERS = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".xml", ".hocr"})
SHOWN = 3  # names of what is left out: enough to know what it is
Refuse = Callable[[Path, InputUnreadableError], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One edition to build: the files it is made from, and the name of its books.

    `name` is relative to the output folder, with `/`, without a suffix. `pages` are the labels of the pages that
    the files hold, in the same order; empty for a file that is an edition by itself. `notes` say what the reader
    of the report should know, such as a name that had to be changed. `stands_for` is the page in whose place an edition file
    is built: no book takes its place.
    """

    name: str
    paths: tuple[Path, ...]
    pages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stands_for: Path | None = None

    @property
    def is_edition_file(self) -> bool:
        """Say whether the input is an edition file, not a text: JSON by its name, and no result of a recogniser."""
        if not self.paths or _EDITION_NAME.search(self.paths[0].name) is None:
            return False
        return page_kind(read_head(self.paths[0], HEAD)) is None


def plan_tasks(
    inputs: Iterable[str | Path],
    pattern: PagePattern | None = None,
    refuse: Refuse | None = None,
    name: str | None = None,
    *,
    again: bool = False,
) -> tuple[Task, ...]:
    """Return the editions in `inputs`: files as given, the texts of folders and subfolders by name.

    Every `.txt` and `.md` is taken but a README, and every `.pdf` that is no book of ours, or the edition file made from one
    (`beside.input_of`); the books of a subfolder go to a subfolder of the same name. Hidden files and what systems and programs
    leave (`files.is_litter`) are passed over, the latter also among several inputs, as `*` of a shell names them.
    Files of one folder that are pages of one edition by `pattern` become one edition. `refuse` is told of folders that
    cannot be read; without it the first one is raised as `InputUnreadableError`. `name` is what the books of a lone
    edition are to be called; `OptionError` where there are several. With `again` the pages of a folder are read though
    somebody has worked on their edition files.
    Raises `InputFolderEmptyError` for a folder without texts. A file is not looked at before its turn,
    but one with an edition file beside it.
    """
    tasks: dict[Path, Task] = {}
    for path in _without_litter(tuple(map(Path, inputs))):
        for task in (
            _tasks_of_folder(path, refuse or _raise, again)
            if is_folder(path)
            else (Task(safe_name(edition_stem(path)), (path,)),)
        ):
            tasks.setdefault(task.paths[0].absolute(), task)
    grouped = _group_pages(tasks.values(), pattern) if pattern else tuple(tasks.values())
    if name is not None:
        if len(grouped) != 1:
            raise OptionError(
                Message("--name is for one edition; the inputs hold {count}", count=len(grouped))
            )
        grouped = (replace(grouped[0], name=safe_name(name)),)
    return _with_distinct_names(grouped)


def _without_litter(named: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the inputs without what `*` of a shell adds to them; where nothing else is named, that is meant."""
    wanted = tuple(path for path in named if not is_litter(path.name))
    return wanted or named


def edition_stem(path: Path) -> str:
    """Return the name of an input without `.txt` or `.edition.json`."""
    found = _EDITION_NAME.search(path.name)
    return path.name[: found.start()] if found and found.start() else path.stem


def _tasks_of_folder(folder: Path, refuse: Refuse, again: bool) -> Iterator[Task]:
    refused: list[Path] = []

    def tell(error: OSError) -> None:
        below = Path(error.filename)
        refused.append(below)
        message = Message(
            "{below}: this folder cannot be read ({reason}); its texts are left out",
            below=below,
            reason=system_reason(error),
        )
        refuse(below, InputUnreadableError(message))

    files = sorted(_files_below(folder, tell), key=lambda path: path.relative_to(folder).as_posix())
    texts = [path for path in files if _is_text(path) or is_printed(path)]
    inputs = [(path, found) for path in texts if (found := input_of(path, again=again))]
    if not inputs and not refused:
        raise InputFolderEmptyError(
            Message(
                "{folder}: holds no .txt, .md or .pdf file to make books of; name the folder with the texts, "
                "or files of other kinds (scans, ALTO, JSON) one by one",
                folder=folder,
            )
        )
    notes = _left_out(folder, files, texts)
    for path, found in inputs:
        parents = path.parent.relative_to(folder).parts
        name = "/".join(map(safe_name, (*parents, path.stem)))
        instead = None if found.path == path else path
        yield Task(name, (found.path,), notes=(*notes, *found.notes), stands_for=instead)
        notes = ()


def _left_out(folder: Path, files: Iterable[Path], texts: Iterable[Path]) -> tuple[str, ...]:
    """Say which files of a folder could be pages too: scans and XML that lie beside no text of their name."""
    taken = {path.with_suffix("") for path in texts}
    left = [
        path.name
        for path in files
        if path.suffix.lower() in _OTHERS
        and path.with_suffix("") not in taken
        and not path.parent.name.endswith(MEDIA_SUFFIX)  # the pictures of an edition
    ]
    if not left:
        return ()
    names = ", ".join(left[:SHOWN]) + (" ..." if len(left) > SHOWN else "")
    said = Message(
        "{folder}: files of other kinds are left out: {count} ({names}); build those that are pages by name",
        folder=folder,
        count=len(left),
        names=names,
    )
    return (said,)


def _files_below(folder: Path, tell: Callable[[OSError], None]) -> Iterator[Path]:
    for top, folders, files in os.walk(folder, onerror=tell):
        folders[:] = [name for name in folders if not _is_aside(name)]
        yield from (Path(top, name) for name in files if not _is_aside(name))


def _is_aside(name: str) -> bool:
    """Say whether a folder does not mean this name when it is built: it is hidden, or litter."""
    return name.startswith(".") or is_litter(name)


def _is_text(path: Path) -> bool:
    named = Path(path.name.lower())
    return named.suffix in _TEXTS and named.stem not in _ABOUT


def _raise(_folder: Path, error: InputUnreadableError) -> None:
    raise error


def _group_pages(tasks: Iterable[Task], pattern: PagePattern) -> tuple[Task, ...]:
    """Join the tasks of page files; an edition stands where its first page stood. Edition files are whole as they are."""
    # The flag keeps apart an edition `A.txt` made of pages from a file of that name.
    editions: dict[tuple[Path, str, bool], list[tuple[str, Task]]] = {}
    for task in tasks:
        (path,) = task.paths
        found = None if task.is_edition_file else pattern.match(edition_stem(path))
        edition, label = found or (path.name, "")
        editions.setdefault((path.parent, edition, found is not None), []).append((label, task))
    return tuple(
        _edition_task(edition, found) if paged else found[0][1]
        for (_, edition, paged), found in editions.items()
    )


def _edition_task(edition: str, found: list[tuple[str, Task]]) -> Task:
    found.sort(key=lambda entry: page_order(entry[0]))
    folder, _, _ = found[0][1].name.rpartition("/")
    name = f"{folder}/{safe_name(edition)}" if folder else safe_name(edition)
    return Task(name, tuple(task.paths[0] for _, task in found), tuple(label for label, _ in found))


def _with_distinct_names(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    # By the absolute path: the same text has the same name from whatever folder it is named.
    wanted = [(task.name, task.paths[0].absolute().as_posix()) for task in tasks]
    return tuple(
        task if name == task.name else replace(task, name=name, notes=(*task.notes, _renamed(task, name)))
        for task, name in zip(tasks, distinct_names(wanted, (*BOOK_SUFFIXES, STAMP_SUFFIX)), strict=True)
    )


def _renamed(task: Task, name: str) -> str:
    return Message(
        "{paths}: its books are called {name}, since {wanted} is taken by other books",
        paths=task.paths[0],
        name=name,
        wanted=task.name,
    )
