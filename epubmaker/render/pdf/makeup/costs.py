"""What a page costs that is not as a sub-editor would make it; the search looks for the cheapest pages.

One unit is a row of white in one column. The numbers were set by looking at pages of both seeds and of fifty generated
editions: each says how much white a reader would rather see than the fault it stands for.
"""

from collections.abc import Sequence

from epubmaker.render.pdf.makeup.legs import Fill
from epubmaker.render.pdf.makeup.modules import LEAD, MAJOR, Frame

LEAST_LEG = 4  # rows; less is a stub
NEVER = 1e6
ORDER = 5.0  # a story that stands one place away from its turn
_TURN = 22.0  # a story that goes on on another page
_TURN_BELOW = (
    6.0  # in one column, where the eye goes to the next page anyway: white at the foot looks like an end
)
LEAD_ELSEWHERE = 400.0  # the lead begins on a later page than the first stories
FORCED = 1000.0  # a part that keeps no rule: a stub, or what no page can hold
PAGE = 30.0  # one page more
FRONT = 2.0  # times: white on the front page is what a buyer sees first
_WANTED_LEG = 8  # rows; shorter legs under a wide head look like a notice
_SHORT_LEG = 3.0  # for each row less
_FLAT = 20.0  # a whole story in legs shorter than that
_DEEP_LEG = 0.75  # of a page; deeper legs tire the reader
_DEEP = 5.0
_LEAD_NARROW = 60.0  # for each column that the lead does not span
_MAJOR_NARROW = 16.0  # a story of the second rank over one column
_MAJOR_WIDE = 3.0  # for each column over two
_MINOR_WIDE = 6.0  # for each column over one
_UNEVEN = 0.5  # for each row by which a leg is shorter than the longest of its story
_HOLE, _NO_HOLE = (
    0.4,
    3,
)  # times the square of what is more than three rows: beside a table or a poem that cannot be parted
_EMPTY = 40.0  # a leg of a story that holds nothing
_LOOSE_ROW = 0.4  # a row of white that headings and seams take up
_BLANK_ROW = 1.5  # one that stays open at the foot of a column
_BLANK_MORE = 0.25  # times the square of it
_SEAM_TAKES = 2  # rows of white that a seam or heading may take up


def cost_of_part(rank: int, fill: Fill, width: int, frame: Frame) -> float:
    """Price one part by its width, which should suit its rank, and by the depth of its legs."""
    depth = fill.rows
    cost = _width_cost(rank, width, frame.columns)
    if width > 1 and 0 < depth < _WANTED_LEG:
        cost += _SHORT_LEG * (_WANTED_LEG - depth) + (_FLAT if depth < LEAST_LEG else 0.0)
    if depth > _DEEP_LEG * frame.rows and frame.columns > 1:
        cost += _DEEP
    if width > 1 and fill.spread > 1:
        cost += sum(
            _UNEVEN * (depth - used) + _HOLE * max(0, depth - used - _NO_HOLE) ** 2 for used in fill.used
        )
        empty = fill.used.count(0)
        cost += _EMPTY * empty
        if rank == LEAD and sum(fill.used) < _WANTED_LEG:  # a few rows: the width brings it nothing
            cost += _LEAD_NARROW * empty
    return cost


def cost_of_turn(frame: Frame) -> float:
    """Price a story that goes on on the next page."""
    return _TURN if frame.columns > 1 else _TURN_BELOW


def cost_of_stub(fill: Fill) -> float:
    """Refuse legs of a few rows of a story that stands on two pages."""
    return NEVER if 0 < min(fill.used) < LEAST_LEG else 0.0


def _width_cost(rank: int, width: int, columns: int) -> float:
    if rank == LEAD:
        return _LEAD_NARROW * (columns - width)
    if rank == MAJOR:
        return _MAJOR_NARROW if width == 1 < columns else _MAJOR_WIDE * (width - min(2, columns))
    return _MINOR_WIDE * (width - 1)


def cost_of_white(blank: int, width: int, places: int) -> float:
    """Price `blank` rows below a stack of `width` columns, of which `places` seams and headings may take some up."""
    taken = min(blank, _SEAM_TAKES * places)
    left = blank - taken
    return width * (_LOOSE_ROW * taken + _BLANK_ROW * left + _BLANK_MORE * left * left)


def cost_of_foot(blank: int, columns: int, shelves: int) -> float:
    """Price `blank` rows at the foot of a page that is not the last."""
    return cost_of_white(blank, columns, shelves)


def white_for(blank: int, places: Sequence[int]) -> dict[int, int]:
    """Share rows of white among places, one after the other, at most `_SEAM_TAKES` for each."""
    shared: dict[int, int] = {}
    for turn in range(min(blank, _SEAM_TAKES * len(places))):
        place = places[turn % len(places)]
        shared[place] = shared.get(place, 0) + 1
    return shared
