"""Script conversion: an edition in the other script, as if it had been printed so, and a report of what to check.

`import epubmaker` loads this room, because its public function bears the room's name; so the work is loaded when called.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from epubmaker.convert.engine import configuration_names
from epubmaker.convert.glossary import Glossary
from epubmaker.convert.options import ConvertOptions

if TYPE_CHECKING:
    from epubmaker.convert.report import ConversionReport, OneToMany, ProtectedTerm
    from epubmaker.convert.stage import Conversion, TextConversion
    from epubmaker.model import Edition

__all__ = [
    "Conversion",
    "ConversionReport",
    "ConvertOptions",
    "Glossary",
    "OneToMany",
    "ProtectedTerm",
    "TextConversion",
    "configuration_names",
    "convert",
    "convert_text",
]

_HOMES = {
    "epubmaker.convert.report": ("ConversionReport", "OneToMany", "ProtectedTerm"),
    "epubmaker.convert.stage": ("Conversion", "TextConversion"),
}


def convert(
    edition: Edition,
    configuration_name: str,
    options: ConvertOptions = ConvertOptions(),  # noqa: B008  (frozen)
) -> Conversion:
    """Convert an edition by one of OpenCC's configurations (`s2t`, `s2twp`, `t2s` ...).

    Titles, text, bylines, masthead and language tag change together; spans, paragraphs and seams stay, and the changes
    stand among the edition's edits. Raises `OptionError` for another name, `DependencyError` without the official OpenCC.
    """
    from epubmaker.convert import stage  # noqa: PLC0415

    return stage.convert(edition, configuration_name, options)


def convert_text(
    text: str,
    configuration_name: str,
    options: ConvertOptions = ConvertOptions(),  # noqa: B008  (frozen)
) -> TextConversion:
    """Convert a text by itself, with the same protection and quotation marks as an edition."""
    from epubmaker.convert import stage  # noqa: PLC0415

    return stage.convert_text(text, configuration_name, options)


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in (PEP 562)."""
    for home, names in _HOMES.items():
        if name in names:
            return globals().setdefault(name, getattr(import_module(home), name))
    raise AttributeError(f"module 'epubmaker.convert' has no attribute {name!r}")
