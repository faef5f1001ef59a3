"""Headings: as few lines as the measure allows, of like length, broken between phrases rather than inside them."""

from enum import Enum

from epubmaker.typeset.classes import Sort
from epubmaker.typeset.lines import SetLine
from epubmaker.typeset.paragraph import Paragraph

_SAME = 1e-6  # em
_INSIDE_PHRASE = 6.0  # em squared; what a break inside a phrase costs against unequal lines


class Alignment(Enum):
    """This is where ragged lines stand in their measure."""

    START = "start"
    CENTRE = "centre"
    END = "end"


def balanced_breaks(paragraph: Paragraph, measure: float, phrases: frozenset[int]) -> list[int]:
    """This returns the indices (into `paragraph.breaks`) of the line ends that make the lines alike."""
    count = len(paragraph.breaks)
    if _length(paragraph, -1, count - 1) <= measure + _SAME:
        return [count - 1]
    inside = _inside_phrase(paragraph, phrases)
    lengths = [[_length(paragraph, node, target) for target in range(count)] for node in range(-1, count - 1)]
    lines = _fewest_lines(lengths, measure, count)
    even = lengths[0][count - 1] / lines
    best: list[dict[int, tuple[float, list[int]]]] = [{-1: (0.0, [])}]
    for line in range(1, lines + 1):
        reached: dict[int, tuple[float, list[int]]] = {}
        for node, (paid, path) in best[-1].items():
            for target in range(node + 1, count):
                length = lengths[node + 1][target]
                if length > measure + _SAME and target > node + 1:
                    break
                if (line == lines) != (target == count - 1):
                    continue
                price = paid + (length - even) ** 2 + (_INSIDE_PHRASE if inside[target] else 0.0)
                if target not in reached or price < reached[target][0]:
                    reached[target] = (price, [*path, target])
        best.append(reached)
    return best[-1][count - 1][1]


def natural_line(paragraph: Paragraph, start: int, chosen: int, measure: float) -> SetLine:
    """This sets the line from unit `start` to the chosen break without reduction or expansion."""
    stop, tail = paragraph.breaks[chosen], paragraph.tails[chosen]
    kind = paragraph.kinds[start]
    offset = -kind.lead if kind.sort is Sort.OPENING else 0.0
    gaps = [joint.gap for joint in paragraph.joints[start:tail]] + [0.0] * (stop - 1 - tail)
    end = offset + paragraph.ends[chosen] - paragraph.starts[start]
    fault = "overfull" if end > measure + 1e-4 else ""
    return SetLine(tuple(paragraph.units[start:stop]), tuple(gaps), 0.0, offset, end, True, fault)


def _length(paragraph: Paragraph, node: int, target: int) -> float:
    start = paragraph.breaks[node] if node >= 0 else 0
    kind = paragraph.kinds[min(start, len(paragraph.kinds) - 1)]
    lead = kind.lead if kind.sort is Sort.OPENING else 0.0
    return paragraph.ends[target] - paragraph.starts[start] - lead


def _fewest_lines(lengths: list[list[float]], measure: float, count: int) -> int:
    node, lines = -1, 0
    while node < count - 1:
        fitting = [
            target for target in range(node + 1, count) if lengths[node + 1][target] <= measure + _SAME
        ]
        node = fitting[-1] if fitting else node + 1
        lines += 1
    return lines


def _inside_phrase(paragraph: Paragraph, phrases: frozenset[int]) -> list[bool]:
    if not phrases:
        return [False] * len(paragraph.breaks)
    offsets = [0]
    for unit in paragraph.units:
        offsets.append(offsets[-1] + len(unit.text))
    return [offsets[place] not in phrases and place < len(paragraph.units) for place in paragraph.breaks]
