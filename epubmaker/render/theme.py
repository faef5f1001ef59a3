"""Themes: folders of style that a user can copy and change."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from epubmaker.errors import OptionError
from epubmaker.resources import folder

_SETTINGS = "theme.toml"


@dataclass(frozen=True, slots=True)
class CoverStyle:
    """This says how a cover looks: two colours in RGB; `layout` is `banner` (rules) or `block` (colour)."""

    paper: str = "#ffffff"
    ink: str = "#000000"
    layout: str = "banner"


@dataclass(frozen=True, slots=True)
class Theme:
    """This is one theme: where it lies and what its `theme.toml` says."""

    name: str
    title: str
    path: Path
    cover: CoverStyle

    def file(self, name: str) -> Path:
        """This returns the path of one of the theme's files; raises `OptionError` where there is none."""
        path = self.path / name
        if not path.is_file():
            raise OptionError(f"the theme '{self.path}' has no {name}: copy one from the theme 'classic'")
        return path


def theme_names() -> tuple[str, ...]:
    """This lists the themes that ship with the library."""
    return tuple(sorted(settings.parent.name for settings in folder("styles").glob(f"*/{_SETTINGS}")))


def load_theme(theme: str | Path = "classic") -> Theme:
    """This loads a theme by its name, or from a user's own folder (any path that holds a `theme.toml`).

    Raises `OptionError` with the names there are.
    """
    shipped = folder("styles") / str(theme)
    path = shipped if str(theme) in theme_names() else Path(theme)
    if not (path / _SETTINGS).is_file():
        names = " ".join(theme_names())
        raise OptionError(f"no theme '{theme}': choose one of {names}, or a folder that holds a {_SETTINGS}")
    try:
        settings = tomllib.loads((path / _SETTINGS).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OptionError(f"{path / _SETTINGS} cannot be read: {error}") from error
    return _theme(path, settings)


def _theme(path: Path, settings: dict[str, Any]) -> Theme:
    unknown = settings.keys() - {"title", "cover"}
    if unknown:
        raise OptionError(f"{path / _SETTINGS} has no setting '{min(unknown)}': it knows title and cover")
    cover = settings.get("cover", {})
    try:
        style = CoverStyle(**cover)
    except TypeError as error:
        raise OptionError(f"{path / _SETTINGS}, [cover]: it knows paper, ink and layout") from error
    for colour in (style.paper, style.ink):
        _check_colour(colour, path)
    if style.layout not in ("banner", "block"):
        raise OptionError(f"{path / _SETTINGS}, [cover]: layout is banner or block, not '{style.layout}'")
    return Theme(path.name, str(settings.get("title", path.name)), path, style)


def _check_colour(colour: object, path: Path) -> None:
    digits = colour.removeprefix("#") if isinstance(colour, str) else ""
    if len(digits) != 6 or not set(digits.lower()) <= set("0123456789abcdef"):
        raise OptionError(f"{path / _SETTINGS}, [cover]: '{colour}' is not a colour such as #7a1f1a")
