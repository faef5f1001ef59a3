"""Header groups: whatever stands beside whatever, no line of a title is lost."""

from itertools import product

import pytest

from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.headers import header_groups
from epubmaker.model import Line, Span, set_width

TITLES = {
    "headline": "全市春季植树活动举行",
    "deck": "――记下乡活动座谈会",
    "kicker": "市领导在会上强调：",
    "kind": "春季植树活动综述",
    "phrases": "种树 浇水 护林",
}


def flow_of(texts):
    """Lines and stretches of titles, each a stretch by itself, the whole one run of neighbours."""
    lines, start = [], 0
    for number, text in enumerate(texts):
        lines.append(
            Line(number, Span(start, start + len(text)), text, "blank", 2 * number, number, set_width(text))
        )
        start += len(text) + 2
    return [Stretch("title", number, (number,)) for number in range(len(lines))], lines


@pytest.mark.parametrize("kinds", list(product(TITLES, repeat=3)), ids="-".join)
def test_no_title_is_lost_whatever_its_neighbours(kinds):
    stretches, lines = flow_of([TITLES[kind] for kind in kinds])
    groups = header_groups(stretches, lines)
    assert sorted(number for group in groups for number in group.lines) == list(range(len(lines)))
    assert all(group.headline for group in groups)
