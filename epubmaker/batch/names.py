"""Names of output files: safe on every system, and never two books under one name. They are all given out here."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from epubmaker.files import readable_name
from epubmaker.readers import EDITION_SUFFIX
from epubmaker.text import patterns as re

# What stands behind the name of an edition in the output folder.
BOOK_SUFFIXES = (".epub", ".pdf", EDITION_SUFFIX)
STAMP_SUFFIX = ".json"
VOLUME_PREFIX = "collected-"
UNTITLED = "untitled"  # in the name of a volume of editions whose paper is not known
# Windows refuses these as names, with any extension (Naming Files, Paths, and Namespaces).
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")]
)
_FORBIDDEN = frozenset('<>:"/\\|?*')
# Most file systems hold 255 bytes a name; `.edition.json` and the name of a kept copy take 30.
_MAX_BYTES = 200
# What volumes can be called (`render.epub.volume_name`); kept free whether or not this run makes any.
_VOLUME = re.compile(rf"{VOLUME_PREFIX}(?:all|undated|\d{{4}}(?:-(?:w?\d{{2}}))?)(?:-[^/]+)?")


def safe_name(stem: str) -> str:
    """Return `stem` as a file name for any system: no separators, controls, reserved or overlong names.

    Chinese stays as it is. A name that had to be cut ends in eight digits of the hash of the whole.
    """
    text = unicodedata.normalize("NFC", readable_name(stem))
    name = "".join("_" if _is_unsafe(character) else character for character in text).strip(" .")
    if not name:
        return f"edition-{_digest(stem)}"
    if name.split(".")[0].strip().lower() in _RESERVED:
        name = f"_{name}"
    if len(name.encode("utf-8")) > _MAX_BYTES:
        name = f"{_cut(name, _MAX_BYTES - 9)}-{_digest(stem)}"
    return name


def distinct_names(wanted: Sequence[tuple[str, str]], suffixes: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each pair of wanted name and origin, so that no two books meet, on systems that ignore case too.

    Who wants a name that another wants, that a volume may have, or that is a folder of another's books once one of the
    `suffixes` of books is on it, gets a hash of its origin behind it. What is not in the way of another keeps its name,
    so that names do not depend on the order of the inputs.
    """
    uses = Counter(folded(name) for name, _ in wanted)
    folders = {folded(name[:end]) for name, _ in wanted for end, sign in enumerate(name) if sign == "/"}
    endings = tuple(suffixes)
    taken: set[str] = {name for name, count in uses.items() if count == 1}
    given = []
    for name, origin in wanted:
        own = folded(name)
        clashes = (
            uses[own] > 1 or _VOLUME.fullmatch(own) or any(own + ending in folders for ending in endings)
        )
        if clashes:
            name = _free(name, origin, taken)  # noqa: PLW2901
            taken.add(folded(name))
        given.append(name)
    return tuple(given)


def folded(name: str) -> str:
    """Return the form in which two names are the same file on systems that ignore case."""
    return unicodedata.normalize("NFC", name).casefold()


def _free(name: str, origin: str, taken: set[str]) -> str:
    folder, slash, last = name.rpartition("/")
    candidate, seed = name, origin
    while candidate == name or folded(candidate) in taken:
        candidate = f"{folder}{slash}{_cut(last, _MAX_BYTES - 9)}-{_digest(seed)}"
        seed += "+"
    return candidate


def _is_unsafe(character: str) -> bool:
    # Cc controls, Cf format characters (bidirectional ones turn a name round), Zl and Zp line ends, U+FFFD for unreadable bytes.
    return (
        character in _FORBIDDEN
        or character == "\ufffd"
        or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )


def _cut(name: str, size: int) -> str:
    return name.encode("utf-8")[:size].decode("utf-8", "ignore").rstrip(" .")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
