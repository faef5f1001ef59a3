"""The line composer."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from operator import attrgetter

from epubmaker.text import patterns as re
from epubmaker.typeset import ragged
from epubmaker.typeset.breaking import EPSILON, best_breaks
from epubmaker.typeset.classes import Sort, tokens_of
from epubmaker.typeset.justify import open_gaps, reduce_gaps
from epubmaker.typeset.lines import Composed, SetLine
from epubmaker.typeset.metrics import Metrics
from epubmaker.typeset.paragraph import Paragraph, lay_out
from epubmaker.typeset.ragged import Prices
from epubmaker.typeset.setting import Setting
from epubmaker.typeset.spacing import Joints, is_tear
from epubmaker.typeset.units import Unit, UnitMaker

_face = attrgetter("face")
_width = attrgetter("width")
WORD_ROOM = 1.5  # em; room for the mark that may not be parted from a long word
_HEADINGS = 16  # as many as the header groups of a story hold, with some room
_LINES = 16  # single lines, which the head of a page says again after the page before it
_LONG_PART = (
    3.0  # em; a part of an address that leaves a row about as wide as a narrow column can still be opened
)
_LEAST_PART = 2  # letters of an address that stand together at the end or the start of a row
_LETTER = "[A-Za-z0-9]"
_CUT = re.compile(
    f"{_LETTER}{{{_LEAST_PART}}}(?={_LETTER}{{{_LEAST_PART}}})|{_LETTER}+[^A-Za-z0-9]*|[^A-Za-z0-9]+"
)
_ENDLESS = 1000.0  # em; a measure that no line fills
_LOOSE = 0.5  # em; a gap opened by more than this is reported


class Typesetter:
    """Composer of text in one style; it remembers the measure of every token and pair it has met.

    `metrics` measures the fonts of the style, `setting` holds the rules.
    """

    def __init__(self, metrics: Metrics, setting: Setting | None = None) -> None:
        self.setting = setting or Setting()
        self._maker = UnitMaker(metrics, self.setting)
        self._joints = Joints(self.setting)
        self._heading = lru_cache(_HEADINGS)(self._laid_out_heading)
        self._priced = lru_cache(_HEADINGS)(self._priced_heading)
        self._line = lru_cache(_LINES)(self._in_one_line)

    def units(self, text: str) -> list[Unit]:
        """Cut text into measured units; their texts joined are `text` again."""
        units = list(map(self._maker.__getitem__, tokens_of(text)))
        if self._maker.lacking and min(map(_face, units), default=0) < 0:
            return [piece for unit in units for piece in self._maker.pieces(unit.text)]
        return units

    def longest_word(self, text: str) -> float:
        """Return the width of the widest unit of a text in em, which a line longer by `WORD_ROOM` holds whole."""
        return max(map(_width, self.units(text)), default=0.0)

    def compose(self, text: str, measure: float, indent: float = 0.0) -> Composed:
        """Set a paragraph in justified lines of `measure` em, the first indented by `indent` em (CLREQ 3.4.1)."""
        return self.compose_units(self.units(text), measure, indent)

    def compose_units(self, units: list[Unit], measure: float, indent: float = 0.0) -> Composed:
        """Set measured units, which may come from several typesetters of one size, as one paragraph."""
        paragraph = self._laid_out(self._within_addresses(units), measure)
        if paragraph is None:
            return Composed((), measure)
        lines = []
        start, offset = 0, indent
        for chosen in best_breaks(paragraph, measure, indent):
            lines.append(_set_line(paragraph, start, chosen, measure, offset))
            start, offset = paragraph.breaks[chosen], 0.0
        return Composed(tuple(lines), measure)

    def line(self, text: str) -> SetLine:
        """Set a text that is not empty in one line, however long."""
        return self._line(text)

    def _in_one_line(self, text: str) -> SetLine:
        return self.compose(text, _ENDLESS).lines[0]

    def compose_ragged(self, text: str, measure: float, prices: Prices | None = None) -> Composed:
        """Set a heading in as few lines as it needs, of like length, ended where that costs little.

        `prices` returns what it costs to end a line after an offset of a text; without it any break is as good as another.
        """
        units, paragraph, widest = self._heading(text)
        torn = self._laid_out(units, measure) if widest > measure - WORD_ROOM else None
        paragraph = torn or paragraph
        if paragraph is None:
            return Composed((), measure)
        priced: Callable[[], Sequence[float]] = partial(self._priced, text, prices)
        if torn is not None:
            priced = partial(ragged.priced_breaks, torn, prices)
        lines = []
        start = 0
        for chosen in ragged.balanced_breaks(paragraph, measure, priced):
            lines.append(ragged.natural_line(paragraph, start, chosen, measure))
            start = paragraph.breaks[chosen]
        return Composed(tuple(lines), measure)

    def _within_addresses(self, units: list[Unit]) -> list[Unit]:
        """Cut the long parts of addresses, where a line may end before it is opened wide."""
        if max(map(_width, units), default=0.0) < _LONG_PART:
            return units
        western = [False, *(unit.kind.sort is Sort.WESTERN for unit in units), False]
        cut: list[Unit] = []
        for place, unit in enumerate(units, 1):
            part = western[place] and (western[place - 1] or western[place + 1])
            cut += self._maker.torn(_CUT.findall(unit.text)) if part and unit.width >= _LONG_PART else (unit,)
        return cut

    def _laid_out(self, units: list[Unit], measure: float) -> Paragraph | None:
        if not units:
            return None
        if max(map(_width, units)) > measure - WORD_ROOM:
            units = [piece for unit in units for piece in self._torn_to(unit, measure)]
        return lay_out(units, self._joints)

    def _laid_out_heading(self, text: str) -> tuple[list[Unit], Paragraph | None, float]:
        """Measure a heading, which is tried over several measures one after the other, and its widest unit."""
        units = self.units(text)
        return units, lay_out(units, self._joints) if units else None, max(map(_width, units), default=0.0)

    def _priced_heading(self, text: str, prices: Prices | None) -> Sequence[float]:
        _, paragraph, _ = self._heading(text)
        return ragged.priced_breaks(paragraph, prices) if paragraph is not None else ()

    def _torn_to(self, unit: Unit, measure: float) -> list[Unit]:
        if unit.width <= measure - WORD_ROOM or unit.kind.sort is not Sort.WESTERN:
            return [unit]
        return list(self._maker.torn(unit.text))


def _set_line(paragraph: Paragraph, start: int, chosen: int, measure: float, offset: float) -> SetLine:
    stop, tail = paragraph.breaks[chosen], paragraph.tails[chosen]
    kind = paragraph.kinds[start]
    offset -= kind.lead if kind.sort is Sort.OPENING else 0.0
    natural = offset + paragraph.ends[chosen] - paragraph.starts[start]
    over = natural - measure
    last = stop == len(paragraph.units)
    spread, left, fault = 0.0, 0.0, ""
    if over > EPSILON:
        gaps, left = reduce_gaps(paragraph, start, tail, over)
        end, fault = measure + left, "overfull" if left > EPSILON else ""
    elif over < -EPSILON and not last:
        gaps, spread, left = open_gaps(paragraph, start, tail, -over)
        end = measure - left
        fault = "loose" if left > EPSILON or spread > _LOOSE else ""
    else:
        gaps, end = list(paragraph.joints.gap[start:tail]), natural
    if not last and is_tear(paragraph.kinds[stop - 1], paragraph.kinds[stop]):
        fault = fault or "torn"
    if tail < stop - 1:
        gaps.extend([0.0] * (stop - 1 - tail))
    return SetLine(tuple(paragraph.units[start:stop]), tuple(gaps), spread, offset, end, last, fault)
