"""Names of output files that are safe on every system."""

from __future__ import annotations

import unicodedata
from hashlib import sha256

# Windows refuses these as names, with any extension (Naming Files, Paths, and Namespaces).
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")]
)
_FORBIDDEN = frozenset('<>:"/\\|?*')
# Most file systems hold 255 bytes a name; `.edition.json` and the name of the file written beside take 30.
_MAX_BYTES = 200


def safe_name(stem: str) -> str:
    """This returns `stem` as a file name for any system: no separators, controls, reserved or overlong names.

    Chinese stays as it is. A name that had to be cut ends in eight digits of the hash of the whole.
    """
    text = unicodedata.normalize("NFC", stem.encode("utf-8", "replace").decode("utf-8"))
    name = "".join("_" if _is_unsafe(character) else character for character in text).strip(" .")
    if not name:
        return f"edition-{_digest(stem)}"
    if name.split(".")[0].strip().lower() in _RESERVED:
        name = f"_{name}"
    if len(name.encode("utf-8")) > _MAX_BYTES:
        name = f"{_cut(name, _MAX_BYTES - 9)}-{_digest(stem)}"
    return name


def distinct(name: str, origin: str) -> str:
    """This returns `name` made different from its namesakes by a hash of where the input lies."""
    return f"{_cut(name, _MAX_BYTES - 9)}-{_digest(origin)}"


def folded(name: str) -> str:
    """This returns the form in which two names are the same file on systems that ignore case."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_unsafe(character: str) -> bool:
    # Cc controls, Cf format characters (bidirectional ones turn a name round), Zl and Zp line ends.
    return character in _FORBIDDEN or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _cut(name: str, size: int) -> str:
    return name.encode("utf-8")[:size].decode("utf-8", "ignore").rstrip(" .")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
