"""The printed side of a theme: `pdf.toml` in its folder."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from epubmaker.errors import OptionError
from epubmaker.render.fonts import Family
from epubmaker.render.pdf.options import Paper
from epubmaker.render.theme import theme_folder, theme_settings
from epubmaker.typeset import Alignment

_POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class TextStyle:
    """This is how one role of text is set: family, size and leading in points, colour, alignment, indent in em."""

    family: Family
    size: float
    leading: float
    colour: str = "#000000"
    align: Alignment = Alignment.START
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """This is how a page is laid out on one paper: columns, type size, leading and margins, in points.

    Margins are top, right, bottom, left; `gap` is the least distance between columns, in em of the text.
    """

    columns: int
    size: float
    leading: float
    margins: tuple[float, float, float, float]
    gap: float


@dataclass(frozen=True, slots=True)
class Theme:
    """This is a theme for one paper: the paper's layout, a style for each role, line colours and weights in points."""

    paper: PaperStyle
    styles: Mapping[str, TextStyle]
    rule_colour: str
    accent: str
    hairline: float
    bar: float
    column_rules: bool


def load_theme(theme: str | Path, paper: Paper) -> Theme:
    """This reads a theme by name (a folder in `styles/`) or path; raises `OptionError` where it is missing or malformed."""
    path = theme_folder(theme)
    values = theme_settings(path, "pdf.toml")
    try:
        return _theme(values, paper)
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise OptionError(f"pdf.toml of the theme {str(theme)!r} is malformed: {broken}") from broken


def _theme(values: dict[str, Any], paper: Paper) -> Theme:
    layout = values["papers"][paper]
    top, right, bottom, left = (side * _POINTS_PER_MM for side in layout.pop("margins"))
    paper_style = PaperStyle(margins=(top, right, bottom, left), **layout)
    styles = {role: _style(style, paper_style) for role, style in values["styles"].items()}
    return Theme(paper=paper_style, styles=styles, **values["lines"])


def _style(values: dict[str, Any], paper: PaperStyle) -> TextStyle:
    """This reads a style whose `scale` is relative to the text size and whose `leading` is in em of its own size."""
    unknown = set(values) - {"family", "scale", "leading", "colour", "align", "indent"}
    if unknown:
        raise ValueError(
            f"unknown keys {sorted(unknown)}; known are {[field.name for field in fields(TextStyle)]}"
        )
    size = round(paper.size * values.get("scale", 1.0), 2)
    leading = size * values["leading"] if "leading" in values else paper.leading
    return TextStyle(
        family=values["family"],
        size=size,
        leading=leading,
        colour=values.get("colour", "#000000"),
        align=Alignment(values.get("align", "start")),
        indent=values.get("indent", 0.0),
    )
