"""Themes: folders of style that a user can copy and change."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from epubmaker.errors import InputError, InputMissingError, OptionError
from epubmaker.files import parse_toml, read_side_text
from epubmaker.messages import Message
from epubmaker.render.fonts import Family
from epubmaker.resources import folder
from epubmaker.text import patterns as re

_SETTINGS = "theme.toml"
_SHARED = "base"  # what the shipped themes share; it has no settings of its own and is no theme
_FALLBACK = "classic"  # whose files stand in for those that a theme lacks
_MAX_BYTES = 4 << 20  # a style sheet with pictures in it; without, one holds some kilobytes
# What holds brackets and quotes that open nothing (comments, strings, bare addresses, escaped characters), and those that do.
_STYLE = re.compile(
    r"""/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^()"']*\)|\\.|(?P<mark>/\*|["'{}()\[\]])""",
    re.DOTALL,
)
_CLOSES = {"}": "{", ")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class CoverStyle:
    """How a cover looks: two colours in RGB; `layout` is `banner` (rules) or `block` (colour).

    `nameplate` is the family of the paper's name.
    """

    paper: str = "#ffffff"
    ink: str = "#000000"
    layout: str = "banner"
    nameplate: Family = "hei"


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """What a theme sets beside the text unasked: citations, line numbers; and facsimiles, where the edition has them."""

    citations: bool = False
    line_numbers: bool = False
    facsimile: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: where it lies and what its `theme.toml` says."""

    name: str
    title: str
    path: Path
    cover: CoverStyle
    reading: ReadingStyle = ReadingStyle()

    def file(self, name: str) -> str:
        """Return the text of one of the theme's files; raises `OptionError` where it cannot be read."""
        return theme_text(self.path, name)


def theme_names() -> tuple[str, ...]:
    """List the themes that ship with the library."""
    return tuple(sorted(settings.parent.name for settings in folder("styles").glob(f"*/{_SETTINGS}")))


def load_theme(theme: str | Path = "classic") -> Theme:
    """Load a theme by its name, or from a user's own folder (any path that holds a `theme.toml`).

    Raises `OptionError` with the names there are.
    """
    path = theme_folder(theme)
    return _theme(path, theme_settings(path, _SETTINGS))


def theme_folder(theme: str | Path) -> Path:
    """Return the folder of a theme: of a shipped one by its name, else the folder itself, by its absolute path.

    Raises `OptionError` with the names there are.
    """
    names = theme_names()
    if str(theme) in names:
        return folder("styles") / str(theme)
    path = Path(theme).absolute()
    try:
        if (path / _SETTINGS).exists() or (path / "pdf.toml").exists():
            return path
    except (OSError, ValueError):  # a name that is too long, say
        pass
    raise OptionError(
        Message(
            "no theme '{theme}': choose one of {names}, or a folder that holds a {settings}",
            theme=theme,
            names=" ".join(names),
            settings=_SETTINGS,
        )
    )


def theme_text(path: Path, name: str) -> str:
    """Return the text of the file `name` of the theme folder `path`, that of its base where it has none of its own.

    A style sheet stands behind that of a base which the theme names. Raises `OptionError`.
    """
    base = _base(path)
    try:
        own = read_side_text(path / name, _MAX_BYTES, "theme file")
    except InputMissingError as error:
        below = base or theme_folder(_FALLBACK)
        if name == _SETTINGS or below == path:
            raise OptionError(
                Message(
                    "the theme '{path}' has no {name}: copy one from the theme '{fallback}'",
                    path=path,
                    name=name,
                    fallback=_FALLBACK,
                )
            ) from error
        return theme_text(below, name)
    except InputError as error:
        raise OptionError(str(error)) from error
    if not name.endswith(".css"):
        return own
    _check_style(own, path / name)
    return own if base is None else f"{theme_text(base, name)}\n{own}"


def _check_style(style: str, path: Path) -> None:
    """Refuse a style sheet that breaks off: readers would drop what the book puts behind it. Raises `OptionError`."""
    opened: list[tuple[str, int]] = []
    for found in _STYLE.finditer(style):
        mark = found["mark"]
        if mark is None:
            continue
        if opened and opened[-1][0] == _CLOSES.get(mark):
            opened.pop()
            continue
        opened.append((mark, found.start()))
        if mark not in "{([":  # a comment or a string without end, or a bracket that nothing opened
            break
    if opened:
        mark, place = opened[-1]
        row = style.count("\n", 0, place) + 1
        raise OptionError(
            Message("{path}, line {row}: {mark} has no counterpart", path=path, row=row, mark=mark)
        )


def theme_settings(path: Path, name: str) -> dict[str, Any]:
    """Return what the TOML file `name` of the theme folder `path` says, over what that of its base says; raises `OptionError`."""
    base = _base(path) if name != _SETTINGS else None
    if name != _SETTINGS and not (path / name).exists():
        return theme_settings(base or theme_folder(_FALLBACK), name)
    try:
        values = parse_toml(theme_text(path, name))
    except ValueError as error:
        raise OptionError(
            Message("{path} cannot be read: {error}", path=path / name, error=Message(str(error)))
        ) from error
    return _merged(theme_settings(base, name), values) if base is not None else values


def _base(path: Path) -> Path | None:
    """Return the folder of the shipped theme that a theme builds upon (`base = "classic"`), None where it names none."""
    if not (path / _SETTINGS).is_file():
        return None
    try:
        said = parse_toml(read_side_text(path / _SETTINGS, _MAX_BYTES, "theme file"))
    except (InputError, ValueError):
        return None  # told when the settings themselves are read
    named = said.get("base")
    if named is None:
        return None
    if named == _SHARED:
        return folder("styles") / _SHARED
    if named not in theme_names() or theme_folder(named) == path:
        raise OptionError(
            Message(
                "{path}: base is a shipped theme, one of {names}",
                path=path / _SETTINGS,
                names=" ".join(theme_names()),
            )
        )
    return theme_folder(named)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        merged[key] = _merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged


def _theme(path: Path, settings: dict[str, Any]) -> Theme:
    unknown = settings.keys() - {"title", "cover", "base", "reading"}
    if unknown:
        raise OptionError(
            Message(
                "{path} has no setting '{unknown}': it knows title, base, cover and reading",
                path=path / _SETTINGS,
                unknown=min(unknown),
            )
        )
    cover = settings.get("cover", {})
    try:
        style = CoverStyle(**cover)
    except TypeError as error:
        raise OptionError(
            Message("{path}, [cover]: it knows paper, ink, layout and nameplate", path=path / _SETTINGS)
        ) from error
    for colour in (style.paper, style.ink):
        _check_colour(colour, path)
    if style.layout not in ("banner", "block"):
        raise OptionError(
            Message(
                "{path}, [cover]: layout is banner or block, not '{layout}'",
                path=path / _SETTINGS,
                layout=style.layout,
            )
        )
    if style.nameplate not in get_args(Family):
        raise OptionError(
            Message(
                "{path}, [cover]: nameplate is song, hei or kai, not '{nameplate}'",
                path=path / _SETTINGS,
                nameplate=style.nameplate,
            )
        )
    return Theme(path.name, str(settings.get("title", path.name)), path, style, _reading(path, settings))


def _reading(path: Path, settings: dict[str, Any]) -> ReadingStyle:
    values = settings.get("reading", {})
    known = {field.name for field in fields(ReadingStyle)}
    if (
        not isinstance(values, dict)
        or values.keys() - known
        or not all(v in (True, False) for v in values.values())
    ):
        raise OptionError(
            Message(
                "{path}, [reading]: {known} are true or false",
                path=path / _SETTINGS,
                known=", ".join(sorted(known)),
            )
        )
    return ReadingStyle(**values)


def _check_colour(colour: object, path: Path) -> None:
    digits = colour.removeprefix("#") if isinstance(colour, str) else ""
    if len(digits) != 6 or not set(digits.lower()) <= set("0123456789abcdef"):
        raise OptionError(
            Message(
                "{path}, [cover]: '{colour}' is not a colour such as #7a1f1a",
                path=path / _SETTINGS,
                colour=colour,
            )
        )
