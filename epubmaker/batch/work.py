"""The unit of work: one edition, from its input to its books. It runs in any process, on any machine."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from time import perf_counter

from epubmaker.amend import share_out
from epubmaker.batch.merge import reconstruct_pages
from epubmaker.batch.options import BuildOptions
from epubmaker.batch.pages import Page, join_pages, split_pages
from epubmaker.batch.report import Failure, Outcome, Status
from epubmaker.batch.stamps import Stamp, current_stamp, settings_digest, stamp_key, write_stamp
from epubmaker.batch.tasks import Task
from epubmaker.convert import convert
from epubmaker.errors import DEFECT_EXIT_CODE, EpubmakerError
from epubmaker.files import make_folder, write_atomically
from epubmaker.model import Edition, SourceText, Span
from epubmaker.model.edition_file import edition_to_json
from epubmaker.readers import (
    EDITION_SUFFIX,
    corrections_beside,
    corrections_path,
    has_corrections,
    read_edition,
    read_text,
)
from epubmaker.render.epub import render_epub
from epubmaker.render.pdf import render_pdf


@dataclass(frozen=True, slots=True)
class Bench:
    """This is where editions are made: the output folder, the options, whether to rebuild what is current."""

    out: Path
    options: BuildOptions
    rebuild: bool = False
    settings: str = field(init=False)

    def __post_init__(self) -> None:
        # Once for all editions: the options may hold the texts of a whole archive to adapt to.
        object.__setattr__(self, "settings", settings_digest(self.options))

    def current(self, task: Task) -> Outcome | None:
        """This returns the outcome of an edition that is current, None for one that has to be built."""
        key = None if self.rebuild else self._key(task)
        known = current_stamp(self.out, task.name, key) if key else None
        return _reported(_unbuilt(task), "current", known) if known else None

    def __call__(self, task: Task) -> Outcome:
        """This builds one edition and never raises: what went wrong stands in the outcome."""
        start = perf_counter()
        outcome = _unbuilt(task)
        try:
            outcome = self._build(task, outcome)
        except EpubmakerError as error:
            outcome = replace(outcome, failure=Failure.of(error))
        except Exception as error:  # noqa: BLE001  (a defect met by one edition must not stop the others)
            outcome = replace(outcome, failure=_defect(task, error))
        return replace(outcome, seconds=round(perf_counter() - start, 3))

    def _build(self, task: Task, outcome: Outcome) -> Outcome:
        key = self._key(task)
        edition = edition_of(task, self.options)
        books = render(edition, task.name, self.options)
        self._write(task, books)
        stamp = _stamp(key or "", books, edition)
        if key is not None:
            write_stamp(self.out, task.name, stamp)
        return _reported(outcome, "built", stamp)

    def _key(self, task: Task) -> str | None:
        """This returns the key of the stamp; None where an input cannot be read, which reading will explain.

        None too with a scorer of the caller's own, as nothing tells whether it is still the same.
        """
        if self.options.reconstruct.scorer is not None:
            return None
        limit = self.options.read.max_bytes
        try:
            if any(not path.is_file() or path.stat().st_size > limit for path in task.paths):
                return None
            beside = [corrections_path(path) for path in task.paths if has_corrections(path)]
            paths = (*task.paths, *beside)
            return stamp_key(((path.name, path.read_bytes()) for path in paths), self.settings)
        except OSError:
            return None

    def _write(self, task: Task, books: dict[str, bytes]) -> None:
        """This writes the books of an edition, the edition file last; an input is never written over."""
        for name, payload in books.items():
            target = self.out / name
            if any(target.absolute() == path.absolute() for path in task.paths):
                continue
            make_folder(target.parent)
            write_atomically(target, payload)


def edition_of(task: Task, options: BuildOptions) -> Edition:
    """This returns the edition as it will be set: reconstructed or read, overridden, converted."""
    if task.paths[0].name.endswith(EDITION_SUFFIX):
        edition = read_edition(task.paths[0], options.read)
    else:
        source, pages = _pages_of(task, options)
        edition = reconstruct_pages(source, pages, options.reconstruct)
    edition = options.masthead.apply(edition)
    if options.convert is None:
        return edition
    return convert(edition, options.convert.configuration, options.convert.options).edition


def _pages_of(task: Task, options: BuildOptions) -> tuple[SourceText, tuple[Page, ...]]:
    """This reads the pages of an edition, each with the corrections that lie beside its file."""
    sources = [read_text(path, options.read) for path in task.paths]
    found = [corrections_beside(path) for path in task.paths]
    if task.pages:
        source, pages = join_pages(sources, task.pages, PurePosixPath(task.name).name)
        return source, tuple(
            replace(page, corrections=corrections) for page, corrections in zip(pages, found, strict=True)
        )
    source, pages = sources[0], split_pages(sources[0])
    if found[0] is None:
        return source, pages
    spans = [Span(page.start, page.start + len(page.source.text)) for page in pages]
    shares = share_out(found[0], source, spans)
    return source, tuple(replace(page, corrections=share) for page, share in zip(pages, shares, strict=True))


def render(edition: Edition, name: str, options: BuildOptions) -> dict[str, bytes]:
    """This returns the files of an edition by name: the books asked for, then the edition file."""
    renderers: dict[str, Callable[[], bytes]] = {
        "epub": lambda: render_epub(edition, options.epub),
        "pdf": lambda: render_pdf(edition, options.pdf),
    }
    books = {f"{name}.{kind}": renderers[kind]() for kind in options.formats}
    return books | {f"{name}{EDITION_SUFFIX}": edition_to_json(edition).encode("utf-8")}


def _unbuilt(task: Task) -> Outcome:
    return Outcome(task.name, tuple(map(str, task.paths)), "failed")


def _stamp(key: str, books: dict[str, bytes], edition: Edition) -> Stamp:
    day = edition.masthead.date
    return Stamp(
        key,
        tuple((name, len(payload)) for name, payload in books.items()),
        day.isoformat() if day else None,
        len(edition.articles),
        sum(diagnostic.severity != "info" for diagnostic in edition.diagnostics),
    )


def _reported(outcome: Outcome, status: Status, stamp: Stamp) -> Outcome:
    return replace(
        outcome,
        status=status,
        outputs=tuple(name for name, _ in stamp.sizes),
        date=stamp.date,
        articles=stamp.articles,
        warnings=stamp.warnings,
    )


def _defect(task: Task, error: Exception) -> Failure:
    kind = type(error).__name__
    message = f"{task.name}: this text met a defect of epubmaker ({kind}: {error}); please report it"
    trace = "".join(traceback.format_exception(error))
    return Failure(kind, DEFECT_EXIT_CODE, message, trace)
