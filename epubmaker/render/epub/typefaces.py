"""Fonts that travel with the book: subsets of the shipped faces, cut to the characters that use them."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from epubmaker.errors import DependencyError
from epubmaker.messages import Message
from epubmaker.render.fonts import Family, face_path
from epubmaker.text import patterns as re

FLAVOURS = {
    "woff": "font/woff",
    "ttf": "font/ttf",
}  # the second for readers that know no WOFF, such as Kindle
# How a theme's style sheet names the embedded families.
NAMES: dict[Family, str] = {"song": "Edition Song", "hei": "Edition Hei", "kai": "Edition Kai"}
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
_NAMEPLATE = re.compile(r'class="front"[^>]*>\s*<h1[^>]*>(.*?)</h1>', re.DOTALL)
_FACING = re.compile(r'<p class="facing[^>]*>(.*?)</p>', re.DOTALL)
# Paragraphs of a kind of text are set as the text around them.
_CLASSED = re.compile(
    r'<p class="(?!(?:question|answer|turn|stanza|signature|contact)")[^>]*>(.*?)</p>', re.DOTALL
)


@dataclass(slots=True)
class Characters:
    """The characters of a book, by face: Song sets all, Hei its headings, Kai its nameplate and paragraphs with a class.

    Text in the other script has a face of its own.
    """

    song: set[str] = field(default_factory=set)
    hei: set[str] = field(default_factory=set)
    kai: set[str] = field(default_factory=set)
    facing: set[str] = field(default_factory=set)

    def read(self, document: bytes) -> None:
        """Take note of the characters of one XHTML document."""
        text = document.decode("utf-8")
        self.facing |= _characters(_FACING.findall(text))
        text = _FACING.sub("", text)
        self.song |= _characters([text])
        self.hei |= _characters(_HEADING.findall(text))
        self.kai |= _characters([*_CLASSED.findall(text), *_NAMEPLATE.findall(text)])

    def families(self) -> Iterator[tuple[Family, str]]:
        """Return each family that is used, with its characters in order."""
        families: tuple[tuple[Family, set[str]], ...] = (
            ("song", self.song),
            ("hei", self.hei),
            ("kai", self.kai),
        )
        return ((family, "".join(sorted(used))) for family, used in families if used)


def _characters(pieces: Iterable[str]) -> set[str]:
    return {
        character for piece in pieces for character in html.unescape(_TAG.sub("", piece)) if character > " "
    }


def font_name(family: Family, flavour: str = "woff") -> str:
    """Return the file name of an embedded family."""
    return f"font-{family}.{flavour}"


def font_rules(families: Iterable[Family]) -> str:
    """Return the style rules that make embedded families known."""
    rule = '@font-face {{ font-family: "{name}"; src: url("{woff}") format("woff"), url("{ttf}") format("truetype"); }}\n'
    return "".join(
        rule.format(name=NAMES[family], woff=font_name(family), ttf=font_name(family, "ttf"))
        for family in families
    )


FACING = "facing"


def facing_rule() -> str:
    """Return the style rule that makes the face of the other script known."""
    return (
        f'@font-face {{ font-family: "Edition Facing"; src: url("font-{FACING}.woff") format("woff"), '
        f'url("font-{FACING}.ttf") format("truetype"); }}\n'
    )


def subset_font(family: Family, language: str, characters: str, flavour: str = "woff") -> bytes:
    """Return one shipped face with the given characters only, as WOFF or TTF, the same bytes every time.

    Vertical forms and the features that CJK setting needs stay. Raises `DependencyError` without fontTools.
    """
    try:
        from fontTools import subset  # noqa: PLC0415  (heavy libraries load when used)
    except ImportError as error:
        raise DependencyError(Message("embedded fonts need fontTools: pip install fonttools")) from error
    options = subset.Options()
    options.flavor = flavour if flavour == "woff" else None
    options.recalc_timestamp = False
    options.layout_features = ["*"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # names, and the licence that must travel with the font
    options.notdef_outline = True
    options.drop_tables += ["DSIG"]
    written = io.BytesIO()
    with subset.load_font(str(face_path(family, language)), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(font)
        subset.save_font(font, written, options)
    return written.getvalue()
