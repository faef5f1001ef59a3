"""What was built last time, so that a second run does only what changed.

Each edition has a small file of its own below `OUT/.epubmaker/`, written after its books. An edition is
current whose stamp names the same input, options and version, and whose books lie there in the sizes it names.
There is no common manifest to lock, to grow or to lose: killed runs and several machines need nothing more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from epubmaker.batch.options import BuildOptions
from epubmaker.render.writing import write_atomically
from epubmaker.version import __version__

FOLDER = ".epubmaker"


def stamp_key(payloads: Iterable[tuple[str, bytes]], options: BuildOptions) -> str:
    """This returns a hash of everything that the bytes of the books depend on.

    `payloads` are the names and bytes of the files the edition is made from.
    """
    key = sha256()
    settings = json.dumps(asdict(options), default=str, sort_keys=True)
    for part in (__version__, settings, os.environ.get("SOURCE_DATE_EPOCH", "")):
        key.update(part.encode("utf-8") + b"\0")
    for name, payload in payloads:
        key.update(name.encode("utf-8", "surrogatepass") + b"\0" + sha256(payload).digest())
    return key.hexdigest()


def stamped_outputs(out: Path, name: str, key: str) -> tuple[str, ...] | None:
    """This returns the outputs of the last run if they are still right, None if there is work to do."""
    try:
        stamp = json.loads(_stamp_path(out, name).read_text(encoding="utf-8"))
        sizes = {str(output): int(size) for output, size in stamp["outputs"].items()}
        is_current = stamp["key"] == key and all(
            (out / output).stat().st_size == size for output, size in sizes.items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # no stamp, or one that something else has written over: build
    return tuple(sizes) if is_current else None


def write_stamp(out: Path, name: str, key: str, sizes: dict[str, int]) -> None:
    """This records that the edition was built: `sizes` maps each output to its size in bytes."""
    path = _stamp_path(out, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    stamp = json.dumps({"key": key, "outputs": sizes}, ensure_ascii=False)
    write_atomically(path, stamp.encode("utf-8"))


def _stamp_path(out: Path, name: str) -> Path:
    return out / FOLDER / f"{name}.json"
