"""Books that no input makes any more: of texts that are gone, or in formats that are no longer asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from epubmaker.batch.names import VOLUME_PREFIX
from epubmaker.batch.report import Outcome
from epubmaker.batch.stamps import Output, Stamp, read_stamp, remove_stamp, stamp_names, write_stamp
from epubmaker.errors import InputError, OutputError
from epubmaker.files import is_folder, regular_digest
from epubmaker.messages import Message, system_reason
from epubmaker.readers import EDITION_SUFFIX


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The files that were removed, and a line for each that should have been and could not."""

    removed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def clean(out: Path, inputs: Sequence[Path], outcomes: Iterable[Outcome]) -> Cleaned:
    """Remove from `out` the files that builds have left and no input makes any more.

    Only what a build has left, unchanged since, is removed. An edition that this build did not make is removed only where
    its text was below one of the folders in `inputs` and is there no longer: a folder that is not mounted, or not named
    today, takes no book with it. A volume goes with the last of its editions.
    """
    made = {outcome.name: outcome for outcome in outcomes}
    roots = [Path(os.path.realpath(path)) for path in inputs if is_folder(path)]
    cleaned = Cleaned()
    # Volumes last: whether they go depends on the edition files.
    for name in sorted(stamp_names(out), key=lambda name: (name.startswith(VOLUME_PREFIX), name)):
        try:
            _clean_one(out, name, made.get(name), roots, cleaned)
        except (OSError, OutputError) as error:
            said = (
                str(error)
                if isinstance(error, OutputError)
                else Message("{path}: {reason}", path=error.filename, reason=system_reason(error))
            )
            cleaned.refused.append(
                Message("--clean could not finish with {name}: {said}", name=name, said=said)
            )
    return cleaned


def _clean_one(
    out: Path, name: str, outcome: Outcome | None, roots: Sequence[Path], cleaned: Cleaned
) -> None:
    stamp = read_stamp(out, name)
    if stamp is None or (outcome is not None and outcome.status == "failed"):
        return
    if outcome is None and _is_orphan(stamp, roots, out):
        for file in _clear(out, stamp.outputs + stamp.others, roots):
            cleaned.removed.append(file)
        remove_stamp(out, name)
    elif outcome is not None:
        # Books in formats of an earlier build. The edition file may be the input of this one.
        gone = [output for output in stamp.others if not output.name.endswith(EDITION_SUFFIX)]
        for file in _clear(out, gone, roots):
            cleaned.removed.append(file)
        if gone:
            kept = tuple(output for output in stamp.others if output not in gone)
            write_stamp(out, name, replace(stamp, others=kept))


def _is_orphan(stamp: Stamp, roots: Sequence[Path], out: Path) -> bool:
    """Say whether all inputs of an edition are gone from folders that are there; those of a volume lie in `out`."""
    top = Path(os.path.realpath(out))
    paths = [top / path for path in stamp.inputs]  # an absolute path stays as it is
    return bool(paths) and all(
        any(path.is_relative_to(root) for root in (*roots, top)) and _is_gone(path) for path in paths
    )


def _is_gone(path: Path) -> bool:
    """Say whether there is no such file; where that cannot be told, it is there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        pass
    return False


def _clear(out: Path, outputs: Iterable[Output], roots: Sequence[Path]) -> Iterator[str]:
    for output in dict.fromkeys(outputs):
        path = out / output.name
        with suppress(FileNotFoundError, InputError):
            if regular_digest(path) == output.sha256:
                path.unlink()
                yield output.name
        # The folder of a subfolder that is gone, once it is empty; never a folder of the inputs.
        real = Path(os.path.realpath(path.parent))
        if path.parent != out and not any(real.is_relative_to(root) for root in roots):
            with suppress(OSError):
                path.parent.rmdir()
