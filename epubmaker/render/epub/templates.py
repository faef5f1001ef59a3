"""The book's templates: Jinja2, autoescaped, strict about names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from epubmaker.render.epub.press import Press
from epubmaker.render.epub.text import carried, upright_numbers
from epubmaker.render.headings import Headings
from epubmaker.render.tables import figure_columns, names_of_wide

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
        finalize=carried,  # also what no `book_text` has seen: the quotations of a note
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    inline = upright_numbers if vertical else str  # autoescape does the rest
    environment.filters["inline"] = inline
    environment.filters["heading"] = partial(_heading, inline=inline)
    environment.filters["figure_columns"] = figure_columns
    environment.filters["names_of_wide"] = names_of_wide
    return environment


def _heading(text: str, headings: Headings, inline: Callable[[str], str]) -> Markup:
    """Mark in a heading where its rows may end: between words, and before that between clauses, each a box of its own."""
    from markupsafe import Markup  # noqa: PLC0415  (heavy libraries load when used)

    boxed = Markup('<span class="clause{}">{}</span>')
    ends = headings.clause_ends(text)
    clauses = list(_clauses(headings.pieces(text), ends))
    parts = [Markup("<wbr/>").join(map(inline, pieces)) for pieces in clauses]
    if len(parts) == 1:
        return parts[0]
    return Markup().join(
        part if pieces[0].isspace() else boxed.format(" apart" if at in ends else "", part)
        for pieces, part, at in zip(clauses, parts, accumulate(map(_length, clauses)), strict=True)
    )


def _length(pieces: Iterable[str]) -> int:
    return sum(map(len, pieces))


def _clauses(pieces: Iterable[str], ends: Collection[int]) -> Iterator[list[str]]:
    """Yield the pieces of each clause of a heading, and the gap between two by itself.

    A clause ends there, in a semicolon, or at one of the offsets `ends`.
    """
    clause: list[str] = []
    at = 0
    for piece in pieces:
        at += len(piece)
        if piece.isspace() and clause:
            yield clause
            clause = []
        clause.append(piece)
        if piece.isspace() or piece.endswith("；") or at in ends:
            yield clause
            clause = []
    if clause:
        yield clause


def fill(template: str, press: Press, **values: Any) -> bytes:
    """Fill one template of the folder `templates` and return UTF-8."""
    environment = _environment(press.options.vertical)
    return environment.get_template(template).render(values, press=press).encode("utf-8")
