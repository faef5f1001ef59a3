"""Fonts that travel with the book: subsets of the shipped faces, cut to the characters that use them."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from epubmaker.errors import DependencyError
from epubmaker.messages import Message
from epubmaker.render.fonts import FORMS, chain, face_path, family_of, is_ignorable
from epubmaker.render.truetype import Face
from epubmaker.text import patterns as re

FLAVOURS = {
    "woff": "font/woff",
    "ttf": "font/ttf",
}  # the second for readers that know no WOFF, such as Kindle
# How a theme's style sheet names the embedded faces: those of the families; song of the other region, for what the book's
# own lacks; the face of text in the other script.
NAMES = {
    "song": "Edition Song",
    "hei": "Edition Hei",
    "kai": "Edition Kai",
    "rest": "Edition Rest",
    "facing": "Edition Facing",
}
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

    def faces(self, language: str, tongue: str) -> Iterator[tuple[str, Path, str]]:
        """Yield each face that is used: its key, the file it is cut from, its characters in order.

        What a face lacks goes to the next that a style sheet names: Song, then Song of the other region, then Kai.
        """
        own, other, last, *_ = chain("song", language)
        hei, facing = face_path("hei", language), face_path("song", tongue or language)
        song = self.song | _lacking(self.facing, facing)
        rest = _lacking(song, own) | _lacking(self.hei, hei)
        kai = {sign for sign in self.kai if family_of(sign, "kai", language) == "kai"} | _lacking(rest, other)
        shares = (
            ("song", own, song),
            ("hei", hei, self.hei),
            ("kai", last, kai),
            ("rest", other, rest - _lacking(rest, other)),
            ("facing", facing, self.facing),
        )
        return ((key, path, "".join(sorted(used))) for key, path, used in shares if used)


def _characters(pieces: Iterable[str]) -> set[str]:
    return {
        character for piece in pieces for character in html.unescape(_TAG.sub("", piece)) if character > " "
    }


def _lacking(characters: Iterable[str], path: Path) -> set[str]:
    face = Face(path)
    return {sign for sign in characters if not (face.glyph(sign) or is_ignorable(sign))}


def font_name(key: str, flavour: str) -> str:
    """Return the file name of an embedded face."""
    return f"font-{key}.{flavour}"


def font_rule(key: str) -> str:
    """Return the style rule that makes an embedded face known."""
    woff, ttf = (font_name(key, flavour) for flavour in FLAVOURS)
    return (
        f'@font-face {{ font-family: "{NAMES[key]}"; src: url("{woff}") format("woff"), '
        f'url("{ttf}") format("truetype"); }}\n'
    )


def subset_font(path: Path, characters: str) -> Iterator[tuple[str, bytes]]:
    """Yield one shipped face with the given characters only in each flavour, the same bytes every time.

    A character that the face has as another region writes it is drawn so. Vertical forms and the features that CJK
    setting needs stay. Raises `DependencyError` without fontTools.
    """
    try:
        from fontTools import subset  # noqa: PLC0415  (heavy libraries load when used)
    except ImportError as error:
        raise DependencyError(Message("embedded fonts need fontTools: pip install fonttools")) from error
    options = subset.Options()
    options.recalc_timestamp = False
    options.layout_features = ["*"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # names, and the licence that must travel with the font
    options.notdef_outline = True
    options.drop_tables += ["DSIG"]
    with subset.load_font(str(path), options) as font:
        _name_forms(font, characters)
        cutter = subset.Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(font)
        for flavour in FLAVOURS:
            options.flavor = flavour if flavour == "woff" else None
            written = io.BytesIO()
            subset.save_font(font, written, options)
            yield flavour, written.getvalue()


def _name_forms(font: Any, characters: str) -> None:
    """Let a face draw characters that it has as another region writes them."""
    for table in font["cmap"].tables:
        known = table.cmap
        found = {ord(sign): known.get(ord(FORMS[sign])) for sign in FORMS if sign in characters}
        known.update({code: glyph for code, glyph in found.items() if glyph and code not in known})
