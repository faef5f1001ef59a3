"""The CLREQ line composer: text and a measure in, lines of placed units out. It knows no PDF and no font file."""

from epubmaker.typeset.compose import WORD_ROOM, Typesetter
from epubmaker.typeset.lines import Composed, SetLine
from epubmaker.typeset.metrics import Metrics
from epubmaker.typeset.ragged import Alignment
from epubmaker.typeset.setting import Prohibition, Region, Setting
from epubmaker.typeset.units import Unit

__all__ = [
    "WORD_ROOM",
    "Alignment",
    "Composed",
    "Metrics",
    "Prohibition",
    "Region",
    "SetLine",
    "Setting",
    "Typesetter",
    "Unit",
]
