"""Which editions a build has to make."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from epubmaker.batch.names import distinct, folded, safe_name
from epubmaker.batch.pages import PagePattern, page_order
from epubmaker.errors import InputFolderEmptyError, InputUnreadableError
from epubmaker.readers import EDITION_SUFFIX


@dataclass(frozen=True, slots=True)
class Task:
    """This is one edition to build: the files it is made from, and the name of its books.

    `name` is relative to the output folder, with `/`, without a suffix. `pages` are the labels of the pages that
    the files hold, in the same order; empty for a file that is an edition by itself.
    """

    name: str
    paths: tuple[Path, ...]
    pages: tuple[str, ...] = ()


def plan_tasks(inputs: Iterable[str | Path], pattern: PagePattern | None = None) -> tuple[Task, ...]:
    """This returns the editions in `inputs`: files as given, the texts of folders and subfolders by name.

    Every `.txt` is taken but a README; the books of a subfolder go to a subfolder of the same name.
    Files of one folder that are pages of one edition by `pattern` become one edition.
    Raises `InputFolderEmptyError` for a folder without texts. A file is not looked at before its turn.
    """
    tasks: dict[Path, Task] = {}
    for path in map(Path, inputs):
        for task in (
            _tasks_of_folder(path) if path.is_dir() else (Task(safe_name(edition_stem(path)), (path,)),)
        ):
            tasks.setdefault(task.paths[0].absolute(), task)
    grouped = _group_pages(tasks.values(), pattern) if pattern else tuple(tasks.values())
    return _with_distinct_names(grouped)


def edition_stem(path: Path) -> str:
    """This returns the name of an input without `.txt` or `.edition.json`."""
    return path.name.removesuffix(EDITION_SUFFIX) if path.name.endswith(EDITION_SUFFIX) else path.stem


def _tasks_of_folder(folder: Path) -> Iterator[Task]:
    texts = sorted(_texts_below(folder), key=lambda path: path.relative_to(folder).as_posix())
    if not texts:
        raise InputFolderEmptyError(f"{folder}: holds no .txt file; name the folder with the texts")
    for path in texts:
        parents = path.parent.relative_to(folder).parts
        yield Task("/".join(map(safe_name, (*parents, path.stem))), (path,))


def _texts_below(folder: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(top, name) for name in files if _is_text(name))


def _is_text(name: str) -> bool:
    path = Path(name.lower())
    return path.suffix == ".txt" and path.stem not in {"readme", "read me"} and not name.startswith(".")


def _refuse(error: OSError) -> None:
    raise InputUnreadableError(f"{error.filename}: cannot be read ({error.strerror})") from error


def _group_pages(tasks: Iterable[Task], pattern: PagePattern) -> tuple[Task, ...]:
    """This joins the tasks of page files; an edition stands where its first page stood."""
    editions: dict[tuple[Path, str], list[tuple[str, Task]]] = {}
    for task in tasks:
        (path,) = task.paths
        edition, label = pattern.match(edition_stem(path)) or (path.name, "")
        editions.setdefault((path.parent, edition), []).append((label, task))
    return tuple(_edition_task(edition, found) for (_, edition), found in editions.items())


def _edition_task(edition: str, found: list[tuple[str, Task]]) -> Task:
    if not found[0][0]:
        return found[0][1]
    found.sort(key=lambda entry: page_order(entry[0]))
    folder, _, _ = found[0][1].name.rpartition("/")
    name = f"{folder}/{safe_name(edition)}" if folder else safe_name(edition)
    return Task(name, tuple(task.paths[0] for _, task in found), tuple(label for label, _ in found))


def _with_distinct_names(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    uses = Counter(folded(task.name) for task in tasks)
    return tuple(
        replace(task, name=distinct(task.name, task.paths[0].as_posix()))
        if uses[folded(task.name)] > 1
        else task
        for task in tasks
    )
