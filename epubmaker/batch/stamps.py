"""What was built last time, so that a second run does only what changed.

Each edition has a small file of its own below `OUT/.epubmaker/`, written after its books. An edition is
current whose stamp names the same input, options and version, and whose books lie there in the sizes it names.
There is no common manifest to lock, to grow or to lose: killed runs and several machines need nothing more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from epubmaker.batch.options import BuildOptions
from epubmaker.files import make_folder, write_atomically
from epubmaker.version import __version__

FOLDER = ".epubmaker"


def settings_digest(options: BuildOptions) -> str:
    """This returns a hash of what the books of all editions depend on: version, options, themes and fonts of one's own."""
    settings = json.dumps(asdict(options), default=str, sort_keys=True)
    folders = (options.epub.theme, options.pdf.theme, options.pdf.font_dir)
    own = "".join(_state(Path(folder)) for folder in folders if folder is not None)
    parts = (__version__, settings, own, os.environ.get("SOURCE_DATE_EPOCH", ""))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def stamp_key(payloads: Iterable[tuple[str, bytes]], settings: str) -> str:
    """This returns a hash of the settings and of the names and bytes of the files that an edition is made from."""
    key = sha256(settings.encode("ascii"))
    for name, payload in payloads:
        key.update(name.encode("utf-8", "surrogatepass") + b"\0" + sha256(payload).digest())
    return key.hexdigest()


def _state(folder: Path) -> str:
    """This describes a folder of the user's own, so that a theme that was edited makes its books anew."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return "".join(f"{path}\0{path.stat().st_size}\0{path.stat().st_mtime_ns}\n" for path in files)


@dataclass(frozen=True, slots=True)
class Stamp:
    """This is what is known of an edition that was built: its key, the sizes of its files, and what to report."""

    key: str
    sizes: tuple[tuple[str, int], ...]
    date: str | None = None
    articles: int = 0
    warnings: int = 0


def current_stamp(out: Path, name: str, key: str) -> Stamp | None:
    """This returns the stamp of the last run if its books are still right, None if there is work to do."""
    try:
        values = json.loads(_stamp_path(out, name).read_text(encoding="utf-8"))
        sizes = tuple((str(output), int(size)) for output, size in values.pop("sizes"))
        stamp = Stamp(sizes=sizes, **values)
        is_current = stamp.key == key and all((out / output).stat().st_size == size for output, size in sizes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # no stamp, or one that something else has written over
    return stamp if is_current else None


def write_stamp(out: Path, name: str, stamp: Stamp) -> None:
    """This records that the edition was built; to be called when its books are all there."""
    path = _stamp_path(out, name)
    make_folder(path.parent)
    write_atomically(path, json.dumps(asdict(stamp), ensure_ascii=False).encode("utf-8"))


def _stamp_path(out: Path, name: str) -> Path:
    return out / FOLDER / f"{name}.json"
