"""Flattened text of Chinese newspaper editions in, articles and books out.

    edition = epubmaker.reconstruct(epubmaker.read_text("page.txt"))
    book = epubmaker.render_epub(edition)

Every public name is loaded when it is first used, so that `import epubmaker` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from epubmaker.version import __version__

if TYPE_CHECKING:
    from epubmaker.batch import build
    from epubmaker.convert import ConvertOptions, convert
    from epubmaker.errors import EpubmakerError
    from epubmaker.model import Article, Block, Diagnostic, Edition, Masthead, SourceText
    from epubmaker.pipeline import ReconstructOptions, reconstruct, reconstruct_and_explain
    from epubmaker.readers import read_text
    from epubmaker.render.epub import EpubOptions, render_epub
    from epubmaker.render.pdf import PdfOptions, render_pdf

__all__ = [
    "Article",
    "Block",
    "ConvertOptions",
    "Diagnostic",
    "Edition",
    "EpubOptions",
    "EpubmakerError",
    "Masthead",
    "PdfOptions",
    "ReconstructOptions",
    "SourceText",
    "__version__",
    "build",
    "convert",
    "read_text",
    "reconstruct",
    "reconstruct_and_explain",
    "render_epub",
    "render_pdf",
]

_HOMES = {
    "batch": ("build",),
    "convert": ("ConvertOptions", "convert"),
    "errors": ("EpubmakerError",),
    "model": ("Article", "Block", "Diagnostic", "Edition", "Masthead", "SourceText"),
    "pipeline": ("ReconstructOptions", "reconstruct", "reconstruct_and_explain"),
    "readers": ("read_text",),
    "render.epub": ("EpubOptions", "render_epub"),
    "render.pdf": ("PdfOptions", "render_pdf"),
}
_HOME_OF = {name: f"epubmaker.{home}" for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (PEP 562: the type of each name stands above)
    """This loads a public name from its home on first use."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'epubmaker' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
