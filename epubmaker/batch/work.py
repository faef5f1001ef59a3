"""The unit of work: one edition, from its input to its books. It runs in any process, on any machine."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import NamedTuple

from epubmaker.batch.options import BuildOptions
from epubmaker.batch.report import Failure, Outcome, Status
from epubmaker.batch.shelf import Shelf
from epubmaker.batch.stamps import Stamp, is_current, read_stamp, settings_digest, stamp_key
from epubmaker.batch.tasks import Task
from epubmaker.convert import convert
from epubmaker.edition_file import edition_to_json
from epubmaker.errors import (
    DEFECT_EXIT_CODE,
    OUT_OF_MEMORY,
    EpubmakerError,
    InputError,
    OutOfMemoryError,
    OutputEditedError,
    OutputError,
)
from epubmaker.files import read_regular
from epubmaker.messages import Message
from epubmaker.model import ORDER_DOUBTFUL, Diagnostic, Edition
from epubmaker.model.diagnostics import IMAGE_MISSING
from epubmaker.pages import join_pages
from epubmaker.pipeline import reconstruct, reconstruct_pages
from epubmaker.readers import (
    EDITION_SUFFIX,
    corrections_beside,
    corrections_path,
    has_corrections,
    input_limit,
    other_inputs,
    read_edition,
    read_text,
)
from epubmaker.readers.corrections import MAX_BYTES as CORRECTIONS_BYTES
from epubmaker.readers.edition import MEDIA_SUFFIX, edition_limits
from epubmaker.render.epub import render_epub
from epubmaker.render.pdf import GLYPH_MISSING, NO_FONT_HAS, render_pdf_and_explain

_MOST_BESIDE = 256 << 20  # bytes of an image of a page
_MOST_NAMED = 12  # characters in a note


@dataclass(frozen=True, slots=True)
class Bench:
    """Where editions are made: the output folder, the options, whether to rebuild what is current."""

    out: Path
    options: BuildOptions
    rebuild: bool = False
    settings: str = field(init=False)

    def __post_init__(self) -> None:
        # Once for all editions: the options may hold the texts of a whole archive to adapt to.
        object.__setattr__(self, "settings", settings_digest(self.options))

    def current(self, task: Task) -> Outcome | None:
        """Return the outcome of an edition that is current, None for one that has to be built."""
        key = None if self.rebuild else self._key(task)
        try:
            known = read_stamp(self.out, task.name) if key else None
        except OutputError:  # told when its turn comes
            return None
        if not known or not is_current(self.out, known, key or "", verify=self.options.existing.verify):
            return None
        return _reported(_unbuilt(task), "current", known)

    def __call__(self, task: Task) -> Outcome:
        """Build one edition and never raises: what went wrong stands in the outcome."""
        start = perf_counter()
        outcome = _unbuilt(task)
        try:
            outcome = self._build(task, outcome)
        except OutputEditedError as error:
            # What the person made of it stays in the volume, and so in the report.
            outcome = replace(self._edited(task, outcome), failure=Failure.of(error))
        except EpubmakerError as error:
            outcome = replace(outcome, failure=Failure.of(error))
        except MemoryError:
            outcome = replace(
                outcome,
                failure=Failure.of(
                    OutOfMemoryError(
                        Message("{name}: {out_of_memory}", name=task.name, out_of_memory=OUT_OF_MEMORY)
                    )
                ),
            )
        except Exception as error:  # noqa: BLE001  (a defect met by one edition must not stop the others)
            outcome = replace(outcome, failure=_defect(task, error))
        return replace(outcome, seconds=round(perf_counter() - start, 3))

    def _build(self, task: Task, outcome: Outcome) -> Outcome:
        shelf = Shelf.of(self.out, task, overwrite_edits=self.options.existing.overwrite_edits)
        shelf.check_edition_file()
        key = self._key(task)
        edition = edition_of(task, self.options)
        files, said = render(edition, task.name, self.options)
        stamp, notes = shelf.put(files, _stamp(key or "", edition, said))
        return replace(_reported(outcome, "built", stamp), notes=task.notes + said + notes)

    def _edited(self, task: Task, outcome: Outcome) -> Outcome:
        known = read_stamp(self.out, task.name)
        return _reported(outcome, "failed", known) if known else outcome

    def _key(self, task: Task) -> str | None:
        """Return the key of the stamp; None where an input cannot be read, which reading will explain.

        None too with a scorer of the caller's own, as nothing tells whether it is still the same.
        """
        if self.options.reconstruct.scorer is not None:
            return None
        edition = edition_limits(self.options.read).max_bytes if task.is_edition_file else None
        beside = [corrections_path(path) for path in task.paths if has_corrections(path)]
        try:
            read = [
                (path.name, read_regular(path, edition or input_limit(path, self.options.read)))
                for path in task.paths
            ]
            read += [(path.name, read_regular(path, CORRECTIONS_BYTES)) for path in beside]
            read += [(other.name, read_regular(other, _MOST_BESIDE)) for other in self._others(task)]
        except InputError:
            return None
        return stamp_key(read, self.settings)

    def _others(self, task: Task) -> list[Path]:
        """Return the files that are read besides those named: pages of a METS file, images of pages."""
        options = replace(self.options.read, facsimile=self.options.read.facsimile or self.options.facsimile)
        return [] if task.is_edition_file else [o for path in task.paths for o in other_inputs(path, options)]


def edition_of(task: Task, options: BuildOptions) -> Edition:
    """Return the edition as it will be set: reconstructed or read, overridden, converted."""
    read = read_edition(task.paths[0], options.read) if task.is_edition_file else None
    edition = options.masthead.apply(read or _reconstructed(task, options))
    if options.convert is None:
        return edition
    return convert(edition, options.convert.configuration, options.convert.options).edition


def _reconstructed(task: Task, options: BuildOptions) -> Edition:
    """Read the pages of an edition, each with the corrections that lie beside its file, and reconstruct it."""
    read = replace(options.read, facsimile=options.read.facsimile or options.facsimile)
    sources = [read_text(path, read) for path in task.paths]
    found = [corrections_beside(path) for path in task.paths]
    wanted = options.reconstruct
    if not task.pages:
        return reconstruct(sources[0], replace(wanted, corrections=found[0] or wanted.corrections))
    source, pages = join_pages(sources, task.pages, PurePosixPath(task.name).name)
    corrected = [
        replace(page, corrections=corrections) for page, corrections in zip(pages, found, strict=True)
    ]
    return reconstruct_pages(source, corrected, wanted)


class Rendered(NamedTuple):
    """The files of an edition by name, and what is to be said of the books."""

    files: dict[str, bytes]
    notes: tuple[str, ...]


def render(edition: Edition, name: str, options: BuildOptions) -> Rendered:
    """Return the files of an edition: the books asked for, then the edition file and its pictures.

    Characters that no font has stand in the edition's diagnostics, and in the notes.
    """
    books: dict[str, bytes] = {}
    missing: tuple[Diagnostic, ...] = ()
    for kind in options.formats:
        if kind == "epub":
            books[f"{name}.epub"] = render_epub(edition, options.epub)
        else:
            books[f"{name}.pdf"], faults = render_pdf_and_explain(edition, options.pdf)
            missing = tuple(one for one in faults if one.code == GLYPH_MISSING)
    known = [one for one in edition.diagnostics if one.code != GLYPH_MISSING]
    told = replace(edition, diagnostics=(*known, *missing))
    media = {f"{name}{MEDIA_SUFFIX}/{one.file}": one.payload for one in edition.images if one.payload}
    files = books | {f"{name}{EDITION_SUFFIX}": edition_to_json(told).encode("utf-8")} | media
    said = (*_doubt(name, edition), *_lacking(name, edition, options), *_note(name, missing))
    return Rendered(files, said)


def verdicts_of(edition: Edition) -> tuple[str, ...]:
    """Return the codes of the verdicts on an edition, each once."""
    return tuple(sorted({one.code for one in edition.verdicts}))


def _doubt(name: str, edition: Edition) -> tuple[str, ...]:
    """Return a note of an edition of which the reading order is not to be trusted."""
    doubted = sum(one.code == ORDER_DOUBTFUL for one in edition.diagnostics)
    if not doubted:
        return ()
    pages = Message(" on {count} pages", count=doubted) if doubted > 1 else ""
    return (
        Message(
            "{name}: its reading order is in doubt{pages}; look at it with: epubmaker review",
            name=name,
            pages=pages,
        ),
    )


def _lacking(name: str, edition: Edition, options: BuildOptions) -> tuple[str, ...]:
    """Return a note of the images of pages that were wanted and not found, one an input."""
    told = tuple(dict.fromkeys(one.message for one in edition.diagnostics if one.code == IMAGE_MISSING))
    shown = any(facsimile.picture.payload for facsimile in edition.facsimiles)
    if options.facsimile and not (told or shown):
        return (
            Message("{name}: has no facsimile: nothing of the input shows a page as an image", name=name),
        )
    return told


def _note(name: str, missing: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    if not missing:
        return ()
    signs = ", ".join(
        one.message.removeprefix(NO_FONT_HAS).partition(":")[0] for one in missing[:_MOST_NAMED]
    )
    left = len(missing) - _MOST_NAMED
    return (
        Message(
            "{name}.pdf: no font has {signs}{more}; give a folder of fonts that have them with --font-dir",
            name=name,
            signs=signs,
            more=Message(" and {count} more", count=left) if left > 0 else "",
        ),
    )


def _unbuilt(task: Task) -> Outcome:
    return Outcome(task.name, tuple(map(str, task.paths)), "failed", notes=task.notes)


def _stamp(key: str, edition: Edition, notes: tuple[str, ...]) -> Stamp:
    day = edition.masthead.date
    return Stamp(
        key,
        (),
        date=day.isoformat() if day else None,
        articles=len(edition.articles),
        warnings=sum(diagnostic.severity != "info" for diagnostic in edition.diagnostics),
        paper=" ".join((edition.masthead.title or "").split()),
        notes=notes,
        verdicts=verdicts_of(edition),
    )


def _reported(outcome: Outcome, status: Status, stamp: Stamp) -> Outcome:
    return replace(
        outcome,
        status=status,
        outputs=tuple(output.name for output in stamp.outputs),
        date=stamp.date,
        articles=stamp.articles,
        warnings=stamp.warnings,
        notes=outcome.notes + stamp.notes,
        paper=stamp.paper,
        verdicts=stamp.verdicts,
    )


def _defect(task: Task, error: Exception) -> Failure:
    kind = type(error).__name__
    message = Message(
        "{name}: met a defect of epubmaker ({kind}: {error}); please report it",
        name=task.name,
        kind=kind,
        error=Message(str(error)),
    )
    trace = "".join(traceback.format_exception(error))
    return Failure(kind, DEFECT_EXIT_CODE, message, trace)
