"""The units that lines are made of: tokens with their set width and the blank that may be taken from them."""

from collections.abc import Iterable
from dataclasses import dataclass

from epubmaker.typeset import classes
from epubmaker.typeset.classes import Sort
from epubmaker.typeset.metrics import Metrics
from epubmaker.typeset.setting import Prohibition, Setting

MARKS = frozenset({Sort.OPENING, Sort.CLOSING, Sort.PAUSE, Sort.STOP, Sort.INTERPUNCT})
_HALF = 0.5
_CENTRED = 0.25
# A mark counts as standing on one side of its em if at least this much of the other side is blank.
_SIDE_BLANK = 0.4
# GB/T 15834: short hyphen, interpunct and solidus take half an em; the font's own widths vary (CLREQ 3.1.6.1).
_SOLIDUS = frozenset("/／")
_HALF_WIDTH = frozenset("·•‧-–‐/")
_HANGING = frozenset("、，。")
_SPACE = 1 / 3  # a Western word space, before it is reduced or expanded (CLREQ 3.5.2)
_UPRIGHT_DIGITS = 2  # longest number that stands upright in a vertical line (CLREQ 2.4.2)


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """All that the rules between two units look at; units that behave alike share one.

    lead, trail      blank that may be taken away before and after the ink, in em
    starts, ends     whether the unit may stand at a line start and a line end
    latin            whether its first and last characters want a gap to Han
    glued            no break and no gap after it: a part of a word
    torn             a piece of a word that was cut because it is wider than the measure
    cut              what a line end takes from it: half of a mark, all of a hanging one, in em
    solid            an ideographic space, which is never reduced
    number           ends in a figure: it is better not parted from the 年, 月 or 名 after it
    """

    sort: Sort
    lead: float = 0.0
    trail: float = 0.0
    starts: bool = True
    ends: bool = True
    latin: tuple[bool, bool] = (False, False)
    glued: bool = False
    torn: bool = False
    cut: float = 0.0
    solid: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One token with its set width in em, its kind, and the number of the face that draws it (-1: none can)."""

    text: str
    width: float
    kind: Kind
    face: int = 0


class UnitMaker(dict[str, Unit]):
    """Maker of units, each distinct token measured once; `maker[token]` is its unit.

    `lacking` says whether any unit so far has no face.
    """

    def __init__(self, metrics: Metrics, setting: Setting) -> None:
        super().__init__()
        self._metrics = metrics
        self._setting = setting
        self._kinds: dict[tuple[object, ...], Kind] = {}
        self.lacking = False

    def __missing__(self, token: str) -> Unit:
        unit = self[token] = self._make(token, classes.sort_of(token))
        self.lacking = self.lacking or unit.face < 0
        return unit

    def torn(self, pieces: Iterable[str]) -> Iterable[Unit]:
        """Return the units of a word that is cut: of the characters of one that is wider than the line, of parts of an address."""
        for piece in pieces:
            yield self._western(piece, torn=True)

    def pieces(self, token: str) -> list[Unit]:
        """Return the units of a token: its characters, glued, where no single face can draw it whole."""
        unit = self[token]
        if unit.face >= 0 or len(token) == 1 or unit.kind.sort is not Sort.WESTERN:
            return [unit]
        glued = [self._western(character, glued=True) for character in token[:-1]]
        return [*glued, self._western(token[-1])]

    def _kind(self, *features: object, **more: object) -> Kind:
        key = (*features, *sorted(more.items()))
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = Kind(*features, **more)  # type: ignore[arg-type]
        return kind

    def _make(self, token: str, sort: Sort) -> Unit:
        if sort is Sort.WESTERN:
            return self._upright(token) or self._western(token)
        face = self._metrics.face(token)
        if sort is Sort.HAN:
            starts = token[0] not in classes.SUFFIX or not self._setting.prohibition
            ends = token[0] not in classes.PREFIX or not self._setting.prohibition
            glued = token[0] in classes.FULL_WIDTH_DIGITS
            return Unit(token, 1.0, self._kind(sort, starts=starts, ends=ends, glued=glued), face)
        if sort is Sort.SPACE:
            solid = "\u3000" in token
            return Unit(token, 1.0 if solid else _SPACE, self._kind(sort, starts=False, solid=solid), face)
        if sort is Sort.DASH:
            starts = self._setting.prohibition < Prohibition.STRICT
            return Unit(token, 2.0, self._kind(sort, starts=starts), face)
        return self._mark(token, sort, face)

    def _mark(self, token: str, sort: Sort, face: int) -> Unit:
        level = self._setting.prohibition
        starts = sort is Sort.OPENING or level is Prohibition.NONE
        ends = sort is not Sort.OPENING or level is Prohibition.NONE
        if level >= Prohibition.GB and token in _SOLIDUS:
            ends = False  # GB/T 15834 4.17: the solidus stands at neither end of a line
        if token in _HALF_WIDTH and (self._setting.region == "cn" or token.isascii()):
            return Unit(token, _HALF, self._kind(sort, starts=starts, ends=ends), face)
        lead, trail = self._blanks(token, sort)
        cut = trail if sort is not Sort.INTERPUNCT else 0.0  # CLREQ 3.1.6.3
        if self._setting.hanging and token in _HANGING:
            cut = 1.0  # CLREQ 3.1.7
        return Unit(token, 1.0, self._kind(sort, lead, trail, starts=starts, ends=ends, cut=cut), face)

    def _blanks(self, mark: str, sort: Sort) -> tuple[float, float]:
        """Return the blank that may be taken before and after a mark (CLREQ 3.1.6), read from its glyph."""
        fixed = self._setting.region == "tw" and mark in "！？"  # in Taiwan and Hong Kong (CLREQ 3.1.6.1)
        if fixed or not self._setting.adjusts or sort is Sort.CONNECTOR:
            return 0.0, 0.0
        before, after = self._metrics.blanks(mark)
        narrow = self._metrics.advance(mark) < 0.95  # a proportional glyph is put to its side of the em
        if sort is Sort.OPENING:
            return (_HALF if narrow or before >= _SIDE_BLANK else 0.0), 0.0
        sided = after >= _SIDE_BLANK and before < _CENTRED and sort is not Sort.INTERPUNCT
        if sided or (narrow and sort is Sort.CLOSING):
            return 0.0, _HALF
        if min(before, after) >= _CENTRED:
            return _CENTRED, _CENTRED
        return 0.0, 0.0

    def _upright(self, token: str) -> Unit | None:
        """Return the unit of a short number standing upright in a vertical line, None for another (CLREQ 2.4.2)."""
        if not self._setting.vertical or not token.isdigit() or len(token) > _UPRIGHT_DIGITS:
            return None
        return Unit(token, 1.0, self._kind(Sort.HAN), self._metrics.face(token))

    def _western(self, token: str, *, glued: bool = False, torn: bool = False) -> Unit:
        free = self._setting.prohibition is Prohibition.NONE
        lone = token[0] in "+-" and not token[1:2].isalnum()  # a connector, not the sign of a number
        raised = token[0] in classes.RAISED
        starts = free or not (lone or raised or token[0] in classes.NEVER_FIRST)
        ends = free or (token[-1] not in classes.ASCII_OPENING and token not in classes.PREFIX)
        signed = not lone and token[0] in "$+-"
        latin = (
            not raised and (token[0].isalnum() or token[0] in classes.PREFIX or signed),
            token[-1].isalnum() or token[-1] in "%°",
        )
        kind = self._kind(
            Sort.WESTERN,
            starts=starts,
            ends=ends,
            latin=latin,
            glued=glued,
            torn=torn,
            number=token[-1].isdigit(),
        )
        return Unit(token, self._metrics.advance(token), kind, self._metrics.face(token))
