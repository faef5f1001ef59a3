"""The printed side of a theme: `pdf.toml` in its folder."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.render.fonts import Family
from epubmaker.render.pdf.options import MOST_COLUMNS, Paper
from epubmaker.render.theme import theme_folder, theme_settings
from epubmaker.text import patterns as re
from epubmaker.typeset import Alignment

LARGE_PRINT = 16.0  # points; the least size of large print (RNIB Clear Print)
_OUT_OF_GRID = 0.01  # points; any height over one row takes two
_LARGE_LEADING = 1.5  # em
_LARGE_GROWTH = 0.4  # of what a headline is larger than text, where text itself is large
_POINTS_PER_MM = 72 / 25.4
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
# Roles that came later; a theme that was written before sets them as it sets these.
_STAND_INS = {
    "major-column": "column",
    "major-kicker": "kicker",
    "major-headline": "headline",
    "major-deck": "deck",
    "major-byline": "byline",
    "continued": "label",
    "turn": "credit",
    "contents-section": "label",
    "item": "body",
    "verse": "body",
    "question": "body",
    "signature": "credit",
    "cell": "body",
    "head-cell": "label",
}
# What can be printed and read on a page: sizes and weights in points, margins in mm, the rest in em or as factors.
_RANGES: dict[str, tuple[float, float]] = {
    "columns": (1, MOST_COLUMNS),
    "size": (4, 36),
    "leading": (4, 72),
    "margins": (0, 100),
    "gap": (0, 10),
    "scale": (0.3, 12),
    "leading in em": (0.8, 5),
    "indent": (0, 10),
    "hairline": (0, 10),
    "bar": (0, 36),
}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one role of text is set: family, size and leading in points, colour, alignment, indent in em."""

    family: Family
    size: float
    leading: float
    colour: str = "#000000"
    align: Alignment = Alignment.START
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """How a page is laid out on one paper: columns, type size, leading and margins, in points.

    Margins are top, right, bottom, left; `gap` is the least distance between columns, in em of the text.
    """

    columns: int
    size: float
    leading: float
    margins: tuple[float, float, float, float]
    gap: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme for one paper: the paper's layout, a style for each role, line colours and weights in points.

    Nothing is set smaller than `least`, which is 0 but in large print.
    """

    paper: PaperStyle
    styles: Mapping[str, TextStyle]
    rule_colour: str
    accent: str
    hairline: float
    bar: float
    column_rules: bool
    least: float = 0.0


def load_theme(theme: str | Path, paper: Paper) -> Theme:
    """Read a theme by name (a folder in `styles/`) or path; raises `OptionError` where it is missing or malformed."""
    path = theme_folder(theme)
    values = theme_settings(path, "pdf.toml")
    try:
        return _theme(values, paper)
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        said = (
            Message("{broken} is missing", broken=str(broken))
            if isinstance(broken, KeyError)
            else str(broken)
        )
        raise OptionError(
            Message("pdf.toml of the theme {theme!r} is malformed: {said}", theme=str(theme), said=said)
        ) from broken


def _theme(values: dict[str, Any], paper: Paper) -> Theme:
    _refuse_unknown("pdf.toml", values, {"lines", "papers", "styles"})
    _refuse_unknown("papers", values["papers"], get_args(Paper))
    _refuse_unknown("styles", values["styles"], _needed_roles() | _STAND_INS.keys())
    style = _paper(values["papers"][paper])
    roles = {role: _named_style(role, own, style) for role, own in values["styles"].items()}
    for role, other in _STAND_INS.items():
        if other in roles:
            roles.setdefault(role, roles[other])
    missing = _needed_roles() - roles.keys()
    if missing:
        raise ValueError(
            Message("[styles.{missing}] is missing; copy it from the theme 'classic'", missing=min(missing))
        )
    lines = values["lines"]
    _refuse_unknown("lines", lines, {"rule_colour", "accent", "hairline", "bar", "column_rules"})
    return Theme(
        paper=style,
        styles=roles,
        rule_colour=_colour(lines, "rule_colour"),
        accent=_colour(lines, "accent"),
        hairline=_number(lines, "hairline"),
        bar=_number(lines, "bar"),
        column_rules=_flag(lines, "column_rules"),
    )


def enlarged(theme: Theme) -> Theme:
    """Return a theme for readers of large print: no size below 16 points, one column; what was large grows less."""
    least = min(style.size for style in theme.styles.values())
    size = round(theme.paper.size * LARGE_PRINT / least, 2)
    leading = round(size * _LARGE_LEADING, 2)
    styles = {role: _enlarged(style, theme.paper, (size, leading)) for role, style in theme.styles.items()}
    paper = replace(theme.paper, columns=1, size=size, leading=leading)
    return replace(theme, paper=paper, styles=styles, least=LARGE_PRINT)


def _enlarged(style: TextStyle, paper: PaperStyle, text: tuple[float, float]) -> TextStyle:
    size, leading = text
    scale = style.size / paper.size
    own = size * (scale if scale <= 1 else 1 + _LARGE_GROWTH * (scale - 1))
    lead = leading if style.leading == paper.leading else own * style.leading / style.size
    if style.leading > paper.leading:  # what stands out of the grid still does, and has its white
        lead = max(lead, leading + _OUT_OF_GRID)
    return replace(style, size=round(max(LARGE_PRINT, own), 2), leading=round(lead, 2))


@cache
def _needed_roles() -> frozenset[str]:
    """Return the roles that a theme has to style: those of the theme `classic`."""
    return frozenset(theme_settings(theme_folder("classic"), "pdf.toml")["styles"])


def _paper(values: dict[str, Any]) -> PaperStyle:
    _refuse_unknown("papers", values, {field.name for field in fields(PaperStyle)})
    margins = values["margins"]
    if not isinstance(margins, list) or len(margins) != 4:
        raise ValueError(Message("margins should be four numbers: top, right, bottom, left, in mm"))
    top, right, bottom, left = (_in_range("margins", side) * _POINTS_PER_MM for side in margins)
    columns = _number(values, "columns")
    if columns != int(columns):
        raise ValueError(Message("columns should be a whole number"))
    return PaperStyle(
        columns=int(columns),
        size=_number(values, "size"),
        leading=_number(values, "leading"),
        margins=(top, right, bottom, left),
        gap=_number(values, "gap"),
    )


def _named_style(role: str, values: dict[str, Any], paper: PaperStyle) -> TextStyle:
    """Read a style; what is wrong in it is said with its name."""
    _refuse_unknown(f"styles.{role}", values, {"family", "scale", "leading", "colour", "align", "indent"})
    try:
        return _style(values, paper)
    except KeyError as missing:
        said = Message("{broken} is missing", broken=str(missing))
        raise ValueError(Message("[styles.{role}]: {said}", role=role, said=said)) from missing
    except (TypeError, ValueError) as broken:
        said = broken.args[0] if broken.args and isinstance(broken.args[0], Message) else Message(str(broken))
        raise ValueError(Message("[styles.{role}]: {said}", role=role, said=said)) from broken


def _style(values: dict[str, Any], paper: PaperStyle) -> TextStyle:
    """Read a style whose `scale` is relative to the text size and whose `leading` is in em of its own size."""
    size = round(paper.size * _in_range("scale", values.get("scale", 1.0)), 2)
    own = _in_range("leading in em", values["leading"]) * size if "leading" in values else paper.leading
    if values["family"] not in get_args(Family):
        raise ValueError(
            Message(
                "family should be one of {family}, not {values!r}",
                family=", ".join(get_args(Family)),
                values=values["family"],
            )
        )
    return TextStyle(
        family=values["family"],
        size=size,
        leading=own,
        colour=_colour(values, "colour") if "colour" in values else "#000000",
        align=_alignment(values.get("align", "start")),
        indent=_in_range("indent", values.get("indent", 0.0)),
    )


def _alignment(value: object) -> Alignment:
    known = {one.value: one for one in Alignment}
    if not isinstance(value, str) or value not in known:
        raise ValueError(
            Message("align should be one of {known}, not {value!r}", known=", ".join(known), value=value)
        )
    return known[value]


def _refuse_unknown(table: str, values: object, known: Collection[str]) -> None:
    if not isinstance(values, dict):
        raise TypeError(Message("[{table}] should be a table, not {value!r}", table=table, value=values))
    unknown = set(values) - set(known)
    if unknown:
        raise ValueError(
            Message(
                "[{table}] has unknown keys {unknown}; known are {known}",
                table=table,
                unknown=sorted(unknown),
                known=sorted(known),
            )
        )


def _number(values: dict[str, Any], key: str) -> float:
    return _in_range(key, values[key])


def _in_range(key: str, value: object) -> float:
    """Return a number that can be printed: a theme with others gives a page without text, or text off the page."""
    low, high = _RANGES[key]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError(
            Message(
                "{key} should be a number from {low:g} to {high:g}, not {value!r}",
                key=key,
                low=low,
                high=high,
                value=value,
            )
        )
    return float(value)


def _colour(values: dict[str, Any], key: str) -> str:
    value = values[key]
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise ValueError(
            Message("{key} should be a colour such as #7a1f1a, not {value!r}", key=key, value=value)
        )
    return value


def _flag(values: dict[str, Any], key: str) -> bool:
    value = values[key]
    if not isinstance(value, bool):
        raise TypeError(Message("{key} should be true or false, not {value!r}", key=key, value=value))
    return value
