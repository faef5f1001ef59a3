"""What counts as the same text: marks, widths and blanks may be restored freely, so they are folded before comparing."""

import unicodedata

from epubmaker.text import patterns as re

_QUOTES = dict.fromkeys(map(ord, "“”„‟″\"'‘’「」『』〝〞＂＇`´"), '"')
_DASHES = dict.fromkeys(map(ord, "—―–‒─-－"), "-")
_DOTS = dict.fromkeys(map(ord, "•∙‧・･⋅"), "·")  # between the parts of a name
_FORMS = {**_QUOTES, **_DASHES, **_DOTS, **dict.fromkeys(map(ord, "\u00ad\ufeff\u200b"), None)}
# An ellipsis is printed as dots of every number, and is lost as often; a dash is one stroke or two.
_ELLIPSIS = re.compile(r"…+|\.{3,}")
_STROKES = re.compile(r"-{2,}")


def fold(text: str | None) -> str:
    """Fold a text for comparing: one form of quotes, dashes and middle dots, no ellipses, no blanks, lower case."""
    forms = unicodedata.normalize("NFKC", _ELLIPSIS.sub("", text or "")).translate(_FORMS)
    return _STROKES.sub("-", _ELLIPSIS.sub("", "".join(forms.split()))).lower()


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """Fold a text character by character and return for each folded character where it came from.

    Ellipses and doubled dashes stay, so that every character keeps its place.
    """
    folded: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        forms = "".join(unicodedata.normalize("NFKC", character).translate(_FORMS).lower().split())
        folded.append(forms)
        origins += [at] * len(forms)
    return "".join(folded), origins
