"""Characters that print nothing: zero-width spaces, soft hyphens, byte-order marks, controls."""

import re
from collections.abc import Iterator

from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText

# U+200C and U+200D shape other scripts, and U+FE00-FE0F choose a glyph: they are no dirt.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]+"
)


def invisible(tracked: TrackedText, _setting: Setting) -> Iterator[Change]:
    """This drops what prints nothing and would break words, searches and XML."""
    for match in INVISIBLE.finditer(tracked.text):
        yield Change(match.start(), match.end(), "", "invisible")
