"""The book's templates: Jinja2, autoescaped, strict about names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    """Mark in a heading where its rows may end: between words, and before that between clauses, each a box of its own."""
    from markupsafe import Markup  # noqa: PLC0415  (heavy libraries load when used)

    boxed = Markup('<span class="clause">{}</span>')
    clauses = list(_clauses(headings.pieces(text)))
    parts = [Markup("<wbr/>").join(map(inline, pieces)) for pieces in clauses]
    if len(parts) == 1:
        return parts[0]
    return Markup().join(
        part if pieces[0].isspace() else boxed.format(part)
        for pieces, part in zip(clauses, parts, strict=True)
    )


def _clauses(pieces: Iterable[str]) -> Iterator[list[str]]:
    """Yield the pieces of each clause of a heading, and the gap between two by itself; a clause ends there or in a semicolon."""
    clause: list[str] = []
    for piece in pieces:
        if piece.isspace() and clause:
            yield clause
            clause = []
        clause.append(piece)
        if piece.isspace() or piece.endswith("；"):
            yield clause
            clause = []
    if clause:
        yield clause


def fill(template: str, press: Press, **values: Any) -> bytes:
    """Fill one template of the folder `templates` and return UTF-8."""
    environment = _environment(press.options.vertical)
    return environment.get_template(template).render(values, press=press).encode("utf-8")
