"""What the user may decide about restoration."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestoreOptions:
    """How far restoration goes.

    fix_ocr               apply likely corrections of misread characters; otherwise they are only offered, as diagnostics
    look_for_misreadings  ask the language model and the lexicon for them; about 3 s for a million characters
    """

    fix_ocr: bool = False
    look_for_misreadings: bool = True
