"""Chinese newspaper editions from flattened text: articles, EPUB books and printable PDF digests.

    >>> import epubmaker
    >>> epubmaker.read_string("本报讯 昨天下雨。").encoding
    'utf-8'

Names are loaded when they are first used, so that `import epubmaker` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

# Not lazy: it bears the name of its room, and the room would take its place here when it is loaded.
from epubmaker.convert import convert
from epubmaker.version import __version__ as __version__  # not in __all__: a dunder is no public name

if TYPE_CHECKING:
    from epubmaker.batch import BuildOptions, BuildReport, build
    from epubmaker.errors import EpubmakerError
    from epubmaker.model import Edition, SourceText
    from epubmaker.pipeline import Reconstruction, ReconstructOptions, reconstruct, reconstruct_and_explain
    from epubmaker.readers import ReadOptions, read_bytes, read_edition, read_string, read_text
    from epubmaker.render.epub import EpubOptions, render_epub
    from epubmaker.render.pdf import PdfOptions, render_pdf

__all__ = [
    "BuildOptions",
    "BuildReport",
    "Edition",
    "EpubOptions",
    "EpubmakerError",
    "PdfOptions",
    "ReadOptions",
    "ReconstructOptions",
    "Reconstruction",
    "SourceText",
    "build",
    "convert",
    "read_bytes",
    "read_edition",
    "read_string",
    "read_text",
    "reconstruct",
    "reconstruct_and_explain",
    "render_epub",
    "render_pdf",
]

_HOMES = {
    "epubmaker.batch": ("BuildOptions", "BuildReport", "build"),
    "epubmaker.errors": ("EpubmakerError",),
    "epubmaker.model": ("Edition", "SourceText"),
    "epubmaker.pipeline": ("ReconstructOptions", "Reconstruction", "reconstruct", "reconstruct_and_explain"),
    "epubmaker.readers": ("ReadOptions", "read_bytes", "read_edition", "read_string", "read_text"),
    "epubmaker.render.epub": ("EpubOptions", "render_epub"),
    "epubmaker.render.pdf": ("PdfOptions", "render_pdf"),
}


def __getattr__(name: str) -> object:
    """Load a public name from the room it lives in (PEP 562)."""
    for home, names in _HOMES.items():
        if name in names:
            return globals().setdefault(name, getattr(import_module(home), name))
    raise AttributeError(f"module 'epubmaker' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
