"""One line brought to the measure: reduction before expansion, each in CLREQ's order (3.5.2-3.5.4)."""

from itertools import compress

from epubmaker.typeset.breaking import EPSILON
from epubmaker.typeset.paragraph import Paragraph
from epubmaker.typeset.spacing import HAN_WESTERN, STOP, WORD_SPACE


def reduce_gaps(paragraph: Paragraph, start: int, tail: int, need: float) -> tuple[list[float], float]:
    """Take `need` em from the gaps between units `start` and `tail`, stage after stage.

    Returns the gaps and what is left to take.
    """
    joints = paragraph.joints
    gaps = list(joints.gap[start:tail])
    shrink, stages = joints.shrink[start:tail], joints.stage[start:tail]
    yielding = list(compress(range(tail - start), shrink))
    for stage in range(WORD_SPACE, STOP + 1):
        places = [place for place in yielding if stages[place] == stage]
        if not places:
            continue
        reserve = sum([shrink[place] for place in places])
        share = min(1.0, need / reserve)
        for place in places:
            gaps[place] -= shrink[place] * share
        need -= reserve * share
        if need <= EPSILON:
            break
    return gaps, max(0.0, need)


def open_gaps(paragraph: Paragraph, start: int, tail: int, need: float) -> tuple[list[float], float, float]:
    """Add `need` em to the gaps between units `start` and `tail`: Western spaces first, then all others equally.

    Returns the gaps, what each equally opened gap got, and what could not be added.
    """
    joints = paragraph.joints
    gaps = list(joints.gap[start:tail])
    flexible: list[int] = []
    if paragraph.flex[tail] > paragraph.flex[start]:
        flex, stages = joints.flex[start:tail], joints.stage[start:tail]
        flexible = list(compress(range(tail - start), flex))
        for stage in (WORD_SPACE, HAN_WESTERN):
            places = [place for place in flexible if stages[place] == stage]
            if places and need > EPSILON:
                share = min(flex[places[0]], need / len(places))
                for place in places:
                    gaps[place] += share
                need -= share * len(places)
            if need <= EPSILON:
                return gaps, 0.0, 0.0
    count = paragraph.opens[tail] - paragraph.opens[start]
    if not count:  # nothing but Western text: its spaces take the rest
        for place in flexible:
            gaps[place] += need / len(flexible)
        return gaps, 0.0, 0.0 if flexible else need
    spread = need / count
    opened = [  # most gaps are nothing but the spread: one number for all of them, not one each
        (gap + spread if gap else spread) if opens else gap
        for gap, opens in zip(gaps, joints.opens[start:tail], strict=True)
    ]
    return opened, spread, 0.0
