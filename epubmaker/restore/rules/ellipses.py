"""The ellipsis (省略号): six dots on two squares (GB/T 15834, 4.11)."""

from collections.abc import Iterator

from epubmaker.restore.context import is_chinese_place
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

DOTS = re.compile(r"\.(?: ?\.){2,}|。{3,}|[·・•∙⋅]{3,}|…(?: *…)*|⋯+")


def ellipses(tracked: TrackedText, _setting: Setting) -> Iterator[Change]:
    """Set runs of dots, and a lone `…`, as `……` where the text is Chinese; longer ones are one mark."""
    for match in DOTS.finditer(tracked.text):
        if match[0] != "……" and is_chinese_place(tracked.text, match.start(), match.end()):
            yield Change(match.start(), match.end(), "……", "ellipsis", 0.97)
