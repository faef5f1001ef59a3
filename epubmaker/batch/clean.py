"""Books that no input makes any more: of texts that are gone, or in formats that are no longer asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from epubmaker.batch.names import VOLUME_PREFIX
from epubmaker.batch.report import Outcome
from epubmaker.batch.stamps import (
    Output,
    Stamp,
    path_digest,
    read_stamp,
    remove_stamp,
    stamp_names,
    write_stamp,
)
from epubmaker.errors import OutputError
from epubmaker.readers import EDITION_SUFFIX


def clean(out: Path, inputs: Sequence[Path], outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """Remove from `out` the files that builds have left and no input makes any more; return their names.

    Only what a build has left, unchanged since, is removed. An edition that this build did not make is removed only where
    its text was below one of the folders in `inputs` and is there no longer: a folder that is not mounted, or not named
    today, takes no book with it. A volume goes with the last of its editions.
    """
    made = {outcome.name: outcome for outcome in outcomes}
    roots = [path.absolute() for path in inputs if path.is_dir()]
    removed: list[str] = []
    # Volumes last: whether they go depends on the edition files.
    for name in sorted(stamp_names(out), key=lambda name: (name.startswith(VOLUME_PREFIX), name)):
        stamp = read_stamp(out, name)
        if stamp is None:
            continue
        if name in made:
            if made[name].status != "failed":
                removed += _clear_others(out, name, stamp)
        elif _is_orphan(stamp, roots, out):
            removed += _clear(out, stamp.outputs + stamp.others)
            remove_stamp(out, name)
    return tuple(removed)


def _is_orphan(stamp: Stamp, roots: Sequence[Path], out: Path) -> bool:
    """Say whether all inputs of an edition are gone from folders that are there; those of a volume lie in `out`."""
    paths = [Path(path) for path in stamp.inputs]
    return bool(paths) and all(
        not path.exists() and any(path.is_relative_to(root) for root in (*roots, out)) for path in paths
    )


def _clear_others(out: Path, name: str, stamp: Stamp) -> Iterator[str]:
    """Remove the books of an edition in formats of an earlier build. Its edition file may be the input of this one."""
    gone = [output for output in stamp.others if not output.name.endswith(EDITION_SUFFIX)]
    yield from _clear(out, gone)
    if gone:
        kept = tuple(output for output in stamp.others if output not in gone)
        write_stamp(out, name, replace(stamp, others=kept))


def _clear(out: Path, outputs: Iterable[Output]) -> Iterator[str]:
    for output in dict.fromkeys(outputs):
        path = out / output.name
        try:
            if path.is_file() and path_digest(path) == output.sha256:
                path.unlink()
                yield output.name
        except OSError as error:
            raise OutputError(f"cannot remove {path}: {error.strerror}") from error
        with suppress(OSError):  # the folder of a subfolder that is gone, once it is empty
            if path.parent != out:
                path.parent.rmdir()
