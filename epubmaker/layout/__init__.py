"""Where things stand on the page, and what that says: articles, reading order, titles, captions.

A `SourcePage` goes in, lines in any order with their boxes; a `Reading` comes out, rows in reading order, each with its article
and its role by place and size. No words are asked but marks: whether a sentence ends, whether a row opens as news does.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epubmaker.layout.page import Reading, lay_out
    from epubmaker.layout.text import source_of_pages

__all__ = ["Reading", "lay_out", "source_of_pages"]

_HOMES = {"Reading": "page", "lay_out": "page", "source_of_pages": "text"}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in (PEP 562): a text without places is not laid out."""
    if name not in _HOMES:
        raise AttributeError(f"module 'epubmaker.layout' has no attribute {name!r}")
    return globals().setdefault(name, getattr(import_module(f"epubmaker.layout.{_HOMES[name]}"), name))
