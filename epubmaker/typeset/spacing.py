"""What stands between two neighbouring units: gap, reserve for reduction and expansion, and whether a line may end there."""

from typing import NamedTuple

from epubmaker.typeset.classes import Sort
from epubmaker.typeset.setting import Setting
from epubmaker.typeset.units import MARKS, Kind

# Order of reduction (CLREQ 3.5.2-3.5.3). The mark at the line end comes first and is always set at half an em.
WORD_SPACE, INTERPUNCT, BRACKET, PAUSE, HAN_WESTERN, STOP = range(1, 7)
_STAGE = {Sort.PAUSE: PAUSE, Sort.STOP: STOP}

_LEAST_WORD_SPACE, _MOST_WORD_SPACE = 0.25, 0.5
_LEAST_GAP, _MOST_GAP = 1 / 8, 1 / 3
_NUMBER_TOLL = 8.0  # about the price of opening every gap of a line by a thirtieth of an em
_TEAR = 800.0  # inside a word that was cut: the price of opening every gap of a line by two tenths of an em
_AFTER = frozenset({Sort.CLOSING, Sort.PAUSE, Sort.STOP})
_BEFORE = _AFTER | {Sort.OPENING}


class Joint(NamedTuple):
    """The place between two units; lengths in em.

    gap      natural distance added between them (negative where blank is taken away)
    shrink   how much more can be taken away, in `stage` of the reduction order
    flex     how much can be added before all other gaps are opened
    opens    1 if the place takes part in opening all gaps equally, else 0
    breaks   whether a line may end here
    toll     what a line end here costs beside its spacing
    trimmed  whether a line that ends here ends elsewhere than the next unit would begin
    """

    gap: float = 0.0
    shrink: float = 0.0
    stage: int = 0
    flex: float = 0.0
    opens: int = 0
    breaks: bool = True
    toll: float = 0.0
    trimmed: bool = False


def is_tear(left: Kind, right: Kind) -> bool:
    """Say whether a line end between two units lies inside a word that was cut, and not behind a sign in it."""
    return left.torn and right.torn and left.latin[1] and right.latin[0]


class Joints(dict[tuple[Kind, Kind], Joint]):
    """The joints between pairs of kinds, each worked out once; `joints[left, right]` is the joint between them."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting = setting

    def __missing__(self, pair: tuple[Kind, Kind]) -> Joint:
        joint = self._work_out(*pair)
        joint = self[pair] = joint._replace(trimmed=bool(joint.gap or pair[0].cut))
        return joint

    def _work_out(self, left: Kind, right: Kind) -> Joint:
        breaks = left.ends and right.starts and not left.glued
        if left.glued and left.sort is Sort.HAN:  # digits of a full-width number stay together (CLREQ 3.1.5)
            breaks = left.ends and right.starts and not right.glued
            return Joint(opens=int(not right.glued), breaks=breaks)
        if Sort.SPACE in (left.sort, right.sort):
            return self._beside_space(left, breaks=breaks)
        if left.sort in MARKS or right.sort in MARKS:
            return self._beside_mark(left, right, breaks=breaks)
        if left.sort is Sort.WESTERN and right.sort is Sort.WESTERN:
            return Joint(breaks=breaks, toll=_TEAR if is_tear(left, right) else 0.0)
        if self._wants_gap(left, right):
            gap = self._setting.gap
            toll = _NUMBER_TOLL if left.number else 0.0
            return Joint(
                gap, max(0.0, gap - _LEAST_GAP), HAN_WESTERN, max(0.0, _MOST_GAP - gap), 0, breaks, toll
            )
        fixed = {left.sort, right.sort} & {Sort.CONNECTOR}
        return Joint(opens=int(not fixed), breaks=breaks)

    @staticmethod
    def _wants_gap(left: Kind, right: Kind) -> bool:
        """Find the border of Han and Western text (CLREQ 3.2.2)."""
        return (left.sort is Sort.HAN and right.latin[0]) or (left.latin[1] and right.sort is Sort.HAN)

    @staticmethod
    def _beside_space(left: Kind, *, breaks: bool) -> Joint:
        if left.sort is not Sort.SPACE or left.solid:  # an ideographic space is a character like any other
            return Joint(breaks=breaks)
        natural = 1 / 3
        return Joint(0.0, natural - _LEAST_WORD_SPACE, WORD_SPACE, _MOST_WORD_SPACE - natural, 0, breaks)

    def _beside_mark(self, left: Kind, right: Kind, *, breaks: bool) -> Joint:
        """Take blank from adjacent marks (CLREQ 3.1.6.2) and find what reduction may still take."""
        gap = 0.0
        if left.sort in _AFTER and right.sort in _BEFORE:
            gap = -(left.trail or right.lead)
        elif left.sort is right.sort is Sort.OPENING:
            gap = -right.lead
        rest = left.trail + right.lead + gap
        if gap and self._setting.tight:
            gap, rest = gap - rest, 0.0
        return Joint(gap, rest, self._stage(left, right), 0.0, int(gap == 0.0), breaks)

    @staticmethod
    def _stage(left: Kind, right: Kind) -> int:
        if Sort.INTERPUNCT in (left.sort, right.sort):
            return INTERPUNCT
        if left.sort is Sort.CLOSING or right.sort is Sort.OPENING:
            return BRACKET
        return _STAGE.get(left.sort, _STAGE.get(right.sort, PAUSE))
