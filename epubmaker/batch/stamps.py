"""What was built last time: so that a second run does only what changed, and knows its own files from other people's.

Each edition has a small file of its own below `OUT/.epubmaker/`, its stamp. An edition is current whose stamp names the
same input, options and versions, and whose books lie there as they were left. There is no common manifest to lock, to
grow or to lose: killed runs and several machines need nothing more.

The stamp is written twice. Before the books it is written without a key and says which files may lie there by now, those
of last time and those to come; after them it is written whole. So whenever a run is killed, every file it has left is
known by its hash, and what is not known was put there, or changed, by somebody else.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from epubmaker.batch.names import BOOK_SUFFIXES
from epubmaker.batch.options import BuildOptions
from epubmaker.errors import InputError, InputUnreadableError, OutputError
from epubmaker.files import make_folder, read_regular, regular_digest, write_atomically
from epubmaker.messages import Message, packed, unpacked
from epubmaker.readers import EDITION_SUFFIX
from epubmaker.readers.edition import MEDIA_SUFFIX
from epubmaker.render.theme import theme_folder, theme_names
from epubmaker.version import __version__

FOLDER = ".epubmaker"
SPOOL_PREFIX = "epubmaker-stdin-"  # of folders that hold what came through a pipe
_VERSION = (
    3  # 3 knows verdicts; it is part of the key, so that older stamps tell what files are ours and no more
)
_MAX_BYTES = 64 << 20  # a volume of decades names its editions: some hundred bytes for each of 100,000
# The libraries that decide how a book comes out, byte for byte.
_LIBRARIES = (
    "budoux",
    "ebooklib",
    "fonttools",
    "jieba",
    "jinja2",
    "lunar-python",
    "numpy",
    "opencc",
    "pillow",
    "pypinyin",
    "reportlab",
)


def settings_digest(options: BuildOptions) -> str:
    """Return a hash of what the books of all editions depend on: versions, options, themes and fonts of one's own."""
    beside = ("existing", "catalogues", "strict")  # nothing of these changes a byte of a book
    telling = replace(options, read=replace(options.read, tell=None))
    wanted = {name: value for name, value in asdict(telling).items() if name not in beside}
    del wanted["read"]["tell"]
    settings = json.dumps(wanted, default=str, sort_keys=True)
    own = "".join(_state(folder) for folder in _own_folders(options))
    parts = (
        __version__,
        str(_VERSION),
        *_library_versions(),
        settings,
        own,
        os.environ.get("SOURCE_DATE_EPOCH", ""),
    )
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _own_folders(options: BuildOptions) -> Iterator[Path]:
    """Yield the folders of the user's own that decide how books look; raises `OptionError` for a theme that is not there."""
    yield from (
        theme_folder(name) for name in (options.epub.theme, options.pdf.theme) if name not in theme_names()
    )
    if options.pdf.font_dir is not None:
        yield Path(options.pdf.font_dir)


@lru_cache(maxsize=1)
def _library_versions() -> tuple[str, ...]:
    return tuple(_installed(name) for name in _LIBRARIES)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def stamp_key(payloads: Iterable[tuple[str, bytes]], settings: str) -> str:
    """Return a hash of the settings and of the names and bytes of the files that an edition is made from."""
    key = sha256(settings.encode("ascii"))
    for name, payload in payloads:
        key.update(name.encode("utf-8", "surrogatepass") + b"\0" + sha256(payload).digest())
    return key.hexdigest()


def _state(folder: Path) -> str:
    """Describe a folder of the user's own, so that a theme that was edited makes its books anew."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{path}\0{path.stat().st_size}\0{path.stat().st_mtime_ns}\n" for path in files)


@dataclass(frozen=True, slots=True)
class Output:
    """A file as it was left: its name relative to the output folder, its size in bytes, the SHA-256 of its bytes."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, name: str, payload: bytes) -> Output:
        """Describe a file that is to be written."""
        return cls(name, len(payload), sha256(payload).hexdigest())


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is known of an edition that was built.

    key       the hash of its input and settings; empty while its books are being written
    outputs   the files of this build
    others    files of earlier builds that may still lie there under the same names, or under others
    inputs    real paths of what it was made from; relative to the output folder for what lies in it
    date, articles, warnings, paper, notes, verdicts   what to report of it
    """

    key: str
    outputs: tuple[Output, ...]
    others: tuple[Output, ...] = ()
    inputs: tuple[str, ...] = ()
    date: str | None = None
    articles: int = 0
    warnings: int = 0
    paper: str = ""
    notes: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    version: int = field(default=_VERSION)

    def knows(self, name: str, digest: str) -> bool:
        """Say whether a file of that name and hash is one that a build has left."""
        return any(output.name == name and output.sha256 == digest for output in self.outputs + self.others)


def read_stamp(out: Path, name: str) -> Stamp | None:
    """Return the stamp of the last build of an edition, None where there is none that can be believed.

    Raises `OutputError` where there is one that may not be read.
    """
    path = _stamp_path(out, name)
    try:
        values = json.loads(read_regular(path, _MAX_BYTES))
        return _stamp_of(values, name, out, path.stat().st_mtime_ns)
    except InputUnreadableError as error:
        if path.is_file():
            raise OutputError(
                Message(
                    "{error}; it says what was built; make it readable, or choose another --out",
                    error=Message(str(error)),
                )
            ) from error
    except (InputError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass  # none, or one that something else has written over
    return None


def _stamp_of(values: dict[str, Any], name: str, out: Path, written: int) -> Stamp:
    """Return a stamp; raises `ValueError` and its like for values that no build writes."""
    allowed = {f"{name}{suffix}" for suffix in BOOK_SUFFIXES}
    media = re.compile(rf"{re.escape(name)}{re.escape(MEDIA_SUFFIX)}/p[0-9a-f]{{1,64}}\.(?:jpg|png)")

    def output(entry: list[Any]) -> Output:
        file, size, digest = entry
        if file not in allowed and not media.fullmatch(
            file
        ):  # a name from elsewhere would make cleaning remove what is not ours
            raise ValueError(file)
        return Output(str(file), int(size), str(digest))

    if "sizes" in values:  # version 1 knew no hashes
        old = [output([file, size, ""]) for file, size in values["sizes"]]
        return Stamp(
            "", tuple(replace(one, sha256=_old_digest(out / one.name, one.size, written)) for one in old)
        )
    day = values["date"]
    if day is not None:
        date.fromisoformat(day)
    return Stamp(
        str(values["key"]),
        tuple(map(output, values["outputs"])),
        tuple(map(output, values["others"])),
        tuple(map(str, values["inputs"])),
        day,
        int(values["articles"]),
        int(values["warnings"]),
        str(values.get("paper", "")),
        tuple(map(unpacked, values.get("notes", ()))),
        tuple(map(str, values.get("verdicts", ()))),
    )


def _old_digest(path: Path, size: int, written: int) -> str:
    """Return the hash of a file that has the size of last time and was not touched since, otherwise of none."""
    try:
        status = path.stat()
        return regular_digest(path) if status.st_size == size and status.st_mtime_ns <= written else ""
    except (OSError, InputError):
        return ""


def is_current(out: Path, stamp: Stamp, key: str, *, verify: bool = False) -> bool:
    """Say whether there is nothing to do: the same key, and every file as it was left.

    Books are told by their size, edition files, which people edit, by their hash; with `verify` books are too.
    """
    if stamp.key != key or not key:
        return False
    try:
        return all(
            (out / output.name).stat().st_size == output.size
            and (
                not (verify or output.name.endswith(EDITION_SUFFIX))
                or regular_digest(out / output.name) == output.sha256
            )
            for output in stamp.outputs
        )
    except (OSError, ValueError, InputError):
        return False


def write_stamp(out: Path, name: str, stamp: Stamp, *, durable: bool = True) -> None:
    """Record what was built, or, with an empty key, what is about to be written; raises `OutputError`."""
    path = _stamp_path(out, name)
    make_folder(path.parent)
    values = asdict(stamp) | {"notes": [packed(note) for note in stamp.notes]}
    for part in ("outputs", "others"):
        values[part] = [list(entry.values()) for entry in values[part]]
    write_atomically(path, json.dumps(values, ensure_ascii=True).encode("ascii"), durable=durable)


def remove_stamp(out: Path, name: str) -> None:
    """Forget an edition."""
    _stamp_path(out, name).unlink(missing_ok=True)


def lasting_inputs(out: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    """Return how a stamp names inputs: by their real paths; what lies in the output folder moves with it.

    What came through a pipe has no place that lasts, and is left out.
    """
    top = Path(os.path.realpath(out))
    real = [Path(os.path.realpath(path)) for path in paths if not path.parent.name.startswith(SPOOL_PREFIX)]
    return tuple(str(path.relative_to(top) if path.is_relative_to(top) else path) for path in real)


def stamp_names(out: Path) -> tuple[str, ...]:
    """Return the names of all editions and volumes that have a stamp, in order."""
    top = out / FOLDER
    return tuple(
        sorted(path.relative_to(top).as_posix().removesuffix(".json") for path in top.rglob("*.json"))
    )


def _stamp_path(out: Path, name: str) -> Path:
    return out / FOLDER / f"{name}.json"
