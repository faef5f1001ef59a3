"""The rules of restoration, one a file, in the order in which they run.

Each rule looks at the text as the rules before it left it and says what to change; it knows nothing of the source.
The order matters in few places: characters come once more after joints, where a row end cut an entity in two; a dateline's
gap must be known before joints and spaces go; joints go before anything that looks at neighbours; figures before marks, which
would widen their commas; marks before spaces, because a space after an ASCII comma is part of the mark's disguise.
"""

from collections.abc import Callable, Iterable

from epubmaker.restore.rules.addresses import addresses
from epubmaker.restore.rules.bylines import byline_gaps
from epubmaker.restore.rules.cells import borders, cells
from epubmaker.restore.rules.characters import characters
from epubmaker.restore.rules.dashes import dashes
from epubmaker.restore.rules.dateline import dateline_gap
from epubmaker.restore.rules.ellipses import ellipses
from epubmaker.restore.rules.figures import figures
from epubmaker.restore.rules.headings import heading_gaps
from epubmaker.restore.rules.joints import joints
from epubmaker.restore.rules.marks import marks
from epubmaker.restore.rules.markup import markup
from epubmaker.restore.rules.quotes import quotes
from epubmaker.restore.rules.spaces import spaces
from epubmaker.restore.rules.stops import stops
from epubmaker.restore.rules.titlemarks import title_marks
from epubmaker.restore.rules.units import units
from epubmaker.restore.rules.widths import widths
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText

Rule = Callable[[TrackedText, Setting], Iterable[Change]]

RULES: tuple[Rule, ...] = (
    borders,
    characters,
    markup,
    dateline_gap,
    byline_gaps,
    heading_gaps,
    joints,
    characters,
    widths,
    addresses,
    units,
    figures,
    ellipses,
    dashes,
    title_marks,
    marks,
    stops,
    quotes,
    spaces,
    cells,
)


def apply_rules(tracked: TrackedText, setting: Setting) -> TrackedText:
    """Run every rule over a text, in order."""
    for rule in RULES:
        tracked = tracked.apply(rule(tracked, setting))
    return tracked


__all__ = ["RULES", "Rule", "apply_rules"]
