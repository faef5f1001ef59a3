"""Addresses of the net with blanks in them: `www. people. com. cn`, `abc @163.com`, `http: //a.cn`."""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

G = f"[{GAP}]?"
_END = r"(?:com|cn|net|org|gov|edu)"
# What opens an address says that the dots behind it are none of sentences.
TORN = re.compile(
    rf"(?:https?{G}:{G}/{G}/{G}(?:www{G}[.。]{G})?|\bwww{G}[.。]{G}|(?<![A-Za-z0-9._-])[A-Za-z0-9._-]{{2,40}}{G}@{G})"
    rf"(?:[A-Za-z0-9-]{{1,40}}{G}[.。]{G}){{1,6}}{_END}(?:{G}[.。]{G}{_END})?(?![A-Za-z])",
    re.ASCII,
)
WRONG = re.compile(f"[{GAP}]|。")


def addresses(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Close addresses up, and set the stops in them as the dots they are."""
    text = tracked.text
    if setting.kind == "matter" or ("@" not in text and "www" not in text and "http" not in text):
        return
    for match in TORN.finditer(text):
        for wrong in WRONG.finditer(text, match.start(), match.end()):
            after = "." if wrong[0] == "。" else ""
            yield Change(wrong.start(), wrong.end(), after, "space" if not after else "mark", 0.95)
