"""The book's templates: Jinja2, autoescaped, strict about names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from epubmaker.render.epub.press import Press
from epubmaker.render.epub.text import upright_numbers
from epubmaker.render.headings import Headings
from epubmaker.render.tables import figure_columns

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@cache
def _environment(vertical: bool) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  (heavy libraries load when used)

    environment = Environment(
        loader=PackageLoader("epubmaker.render.epub", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    inline = upright_numbers if vertical else str  # autoescape does the rest
    environment.filters["inline"] = inline
    environment.filters["heading"] = partial(_heading, inline=inline)
    environment.filters["figure_columns"] = figure_columns
    return environment


def _heading(text: str, headings: Headings, inline: Callable[[str], str]) -> Markup:
    """Mark in a heading where its lines may end."""
    from markupsafe import Markup  # noqa: PLC0415  (heavy libraries load when used)

    return Markup("<wbr/>").join(map(inline, headings.pieces(text)))


def fill(template: str, press: Press, **values: Any) -> bytes:
    """Fill one template of the folder `templates` and return UTF-8."""
    environment = _environment(press.options.vertical)
    return environment.get_template(template).render(values, press=press).encode("utf-8")
