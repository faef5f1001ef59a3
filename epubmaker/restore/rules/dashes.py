"""The dash (破折号): one stroke over two squares (GB/T 15834, 4.12)."""

import re
from collections.abc import Iterator

from epubmaker.restore.characters import is_han
from epubmaker.restore.context import is_chinese_place
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText

# Runs of strokes; a single `—` or `-` can be the hyphen of a range (连接号), which is right as it is.
STROKES = re.compile(r"[-－]{2,}|[–―]{2,}|[─━]{1,}|⸺|—{3,}|—(?:[ \u3000]+—)+|(?<![—–])[–―](?![—–])")
LEADING = re.compile(r"[-－—–―──一](?=[《“\"\u4e00-\u9fff])(?![-－—–―─])")
LONGEST = 6  # a longer run is a rule of the page, not a mark


def dashes(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """This sets doubled hyphens and box-drawing strokes as `——` where the text is Chinese, and opens a deck with it."""
    text = tracked.text
    leading = LEADING.match(text) if setting.deck else None
    if leading and leading[0] != "一":
        yield Change(0, 1, "——", "dash", 0.95)
    for match in STROKES.finditer(text, leading.end() if leading else 0):
        if len(match[0]) > LONGEST or not is_chinese_place(text, match.start(), match.end()):
            continue
        lone = len(match[0]) == 1 and match[0] in "–―"
        if not lone or (match[0] == "―" and is_han(text[match.end() : match.end() + 1])):
            yield Change(match.start(), match.end(), "——", "dash", 0.95)
