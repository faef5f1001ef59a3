"""What the user may decide about restoration."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestoreOptions:
    """This sets how far restoration goes.

    fix_ocr  apply likely corrections of misread characters; otherwise they are only offered, as diagnostics
    """

    fix_ocr: bool = False
