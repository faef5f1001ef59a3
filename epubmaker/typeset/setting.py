"""What a reader may choose about how lines are set."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Region = Literal["cn", "tw"]


class Prohibition(IntEnum):
    """How strictly marks are kept from line starts and ends (CLREQ 3.1.4)."""

    NONE = 0
    BASIC = 1
    GB = 2
    STRICT = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """How lines are set; lengths are in em of the text.

    region       `cn` adjusts the width of marks, `tw` (also Hong Kong) sets them full width (CLREQ 3.1.6)
    prohibition  level of the line start and line end rules (CLREQ 3.1.4)
    adjust       whether marks lose their blank; None takes the region's custom
    tight        adjacent marks together take one em instead of one and a half (CLREQ 3.1.6.2)
    hanging      whether `、，。` may hang over the line end (CLREQ 3.1.7)
    gap          nominal space between Han and Western (CLREQ 3.2.2)
    vertical     lines run from top to bottom (CLREQ 2.4)
    """

    region: Region = "cn"
    prohibition: Prohibition = Prohibition.BASIC
    adjust: bool | None = None
    tight: bool = False
    hanging: bool = False
    gap: float = 0.25
    vertical: bool = False

    @property
    def adjusts(self) -> bool:
        """Say whether the blank of full-width marks may be taken away."""
        return self.region == "cn" if self.adjust is None else self.adjust
