"""One line brought to the measure: reduction before expansion, each in CLREQ's order (3.5.2-3.5.4)."""

from collections.abc import Sequence

from epubmaker.typeset.breaking import EPSILON
from epubmaker.typeset.spacing import HAN_WESTERN, STOP, WORD_SPACE, Joint


def reduce_gaps(joints: Sequence[Joint], need: float) -> tuple[list[float], float]:
    """Take `need` em from the gaps of a line, stage after stage, and return the gaps and what is left to take."""
    gaps = [joint.gap for joint in joints]
    for stage in range(WORD_SPACE, STOP + 1):
        places = [place for place, joint in enumerate(joints) if joint.stage == stage and joint.shrink > 0.0]
        if not places:
            continue
        reserve = sum([joints[place].shrink for place in places])
        share = min(1.0, need / reserve)
        for place in places:
            gaps[place] -= joints[place].shrink * share
        need -= reserve * share
        if need <= EPSILON:
            break
    return gaps, max(0.0, need)


def open_gaps(joints: Sequence[Joint], need: float) -> tuple[list[float], float, float]:
    """Add `need` em to the gaps of a line: Western spaces first, then all others equally.

    Returns the gaps, what each equally opened gap got, and what could not be added.
    """
    gaps = [joint.gap for joint in joints]
    for stage in (WORD_SPACE, HAN_WESTERN):
        need = _fill_stage(joints, gaps, stage, need)
        if need <= EPSILON:
            return gaps, 0.0, 0.0
    places = [place for place, joint in enumerate(joints) if joint.opens]
    if not places:  # nothing but Western text: its spaces take the rest
        places = [place for place, joint in enumerate(joints) if joint.flex > 0.0]
        if not places:
            return gaps, 0.0, need
        for place in places:
            gaps[place] += need / len(places)
        return gaps, 0.0, 0.0
    spread = need / len(places)
    for place in places:
        gaps[place] += spread
    return gaps, spread, 0.0


def _fill_stage(joints: Sequence[Joint], gaps: list[float], stage: int, need: float) -> float:
    places = [place for place, joint in enumerate(joints) if joint.stage == stage and joint.flex > 0.0]
    if not places or need <= EPSILON:
        return need
    share = min(joints[places[0]].flex, need / len(places))
    for place in places:
        gaps[place] += share
    return need - share * len(places)
