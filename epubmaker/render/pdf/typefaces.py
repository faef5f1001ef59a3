"""The faces of one document: for each family a chain of faces, each tried where the one before lacks a character."""

from pathlib import Path

from epubmaker.errors import DependencyError
from epubmaker.render.fonts import Family, chain, face_path, family_of, is_ignorable
from epubmaker.render.truetype import Face
from epubmaker.typeset.classes import QUOTES

CENTRE = 0.38  # em above the baseline: the middle of the em box (0.88 above, 0.12 below)
_CELL_TOP, _CELL_BOTTOM = 0.88, -0.12
_USER_FONTS = (".ttf", ".ttc", ".otf")


class Typefaces:
    """Faces, opened when they are first needed and numbered in that order.

    `language` chooses the region's shapes; `font_dir` holds further faces for rare characters.
    """

    def __init__(self, language: str, font_dir: str | Path | None = None) -> None:
        self._language = language
        self._further = _fonts_in(font_dir)
        self._numbers: dict[Path, int] = {}
        self._chains: dict[Family, tuple[Path, ...]] = {}
        self._found: dict[tuple[Family, str], int] = {}
        self.opened: list[Face] = []

    def of_language(self, language: str) -> "Typefaces":
        """Return the faces for text in another language in the same document: numbered together."""
        other = Typefaces(language)
        other._further, other._numbers, other.opened = self._further, self._numbers, self.opened
        return other

    def covering(self, family: Family, text: str) -> int:
        """Return the number of the first face of the family's chain that can draw all of `text`, -1 if none can."""
        key = (family, text)
        if key not in self._found:
            self._found[key] = self._search(family, text)
        return self._found[key]

    def first(self, family: Family) -> int:
        """Return the number of the family's own face."""
        return self._number(face_path(family, self._language))

    def _search(self, family: Family, text: str) -> int:
        family = family_of(text, family, self._language)
        characters = [character for character in text if not is_ignorable(character)]
        if family not in self._chains:
            self._chains[family] = (*chain(family, self._language), *self._further)
        for drawn in (
            Face.has,
            Face.glyph,
        ):  # a form from elsewhere only where no face has the character's own
            for path in self._chains[family]:
                number = self._number(path)
                if number >= 0 and all(drawn(self.opened[number], character) for character in characters):
                    return number
        return -1

    def _number(self, path: Path) -> int:
        number = self._numbers.get(path)
        if number is None:
            try:
                self.opened.append(Face(path))
            except DependencyError:
                if path not in self._further:
                    raise
                self._numbers[path] = -1  # a user's font that holds no TrueType outlines is passed over
                return -1
            number = self._numbers[path] = len(self.opened) - 1
        return number


class FamilyMetrics:
    """The measures of text in one family, along a horizontal or a vertical line, for the composer."""

    def __init__(self, typefaces: Typefaces, family: Family, *, vertical: bool = False) -> None:
        self._typefaces = typefaces
        self._family: Family = family
        self._vertical = vertical

    def face(self, text: str) -> int:
        """Return the number of the face that can draw the whole token, or -1 where none can."""
        return self._typefaces.covering(self._family, text)

    def advance(self, text: str) -> float:
        """Return the set width of a token as the font draws it; a full em for a character no face has."""
        number = self.face(text)
        if number < 0:
            return float(len(text))
        return word_width(self._typefaces.opened[number], text)

    def blanks(self, character: str) -> tuple[float, float]:
        """Return the blank before and after the ink of a character, along the line."""
        number = self.face(character)
        if number < 0:
            return 0.0, 0.0
        face = self._typefaces.opened[number]
        glyph = face.glyph(character)
        if self._vertical:
            box = face.box(face.upright(glyph))
            return (_CELL_TOP - box[3], box[1] - _CELL_BOTTOM) if box else (0.0, 0.0)
        box = face.box(glyph)
        return (box[0], face.advance(glyph) - box[2]) if box else (0.0, 0.0)


def word_width(face: Face, word: str) -> float:
    """Return the width of a word as a face draws it; a curly quote in it takes no em of its own."""
    width = sum(face.advance(face.glyph(sign)) for sign in word if not is_ignorable(sign))
    if len(word) == 1 or QUOTES.isdisjoint(word):
        return width
    return width - sum(sum(blanks_of_quote(face, sign)) for sign in word if sign in QUOTES)


def blanks_of_quote(face: Face, sign: str) -> tuple[float, float]:
    """Return the blank before and after a curly quote that it loses in a Western word: what one side has more than the other."""
    glyph = face.glyph(sign)
    box = face.box(glyph)
    more = box[0] - (face.advance(glyph) - box[2]) if box else 0.0
    return max(more, 0.0), max(-more, 0.0)


def _fonts_in(folder: str | Path | None) -> tuple[Path, ...]:
    if folder is None:
        return ()
    fonts = (path for path in Path(folder).iterdir() if path.suffix.lower() in _USER_FONTS)
    return tuple(sorted(path for path in fonts if path.is_file()))  # a pipe by that name would hang
