"""Gaps in headings: phrases set side by side keep one, the other spaces and line ends go."""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP, HAN
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

BLANKS = re.compile(f"[{GAP}\r\n]+")
SHORTEST = 3  # characters: spaced-out titles (`喜　报`) have one or two between gaps
CAPTION_WORD = re.compile(f"[{HAN}]{{2,4}}[:：]")
PHRASE = re.compile(f"[{HAN}]+$")
_WITHIN = f"[{HAN}0-9A-Za-z.%“”‘’《》（）]"
PHRASE_BEFORE = re.compile(rf"{_WITHIN}{{{SHORTEST - 1}}}[{HAN}”’》）]$")
PHRASE_BEHIND = re.compile(rf"[{HAN}“‘《]{_WITHIN}{{{SHORTEST - 1}}}")


def heading_gaps(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Keep the gaps between parallel phrases on one row (`强交流 听意见 促发展`) and before a second caption word.

    Phrases are parallel when they are as long as each other; line ends are no such gaps, because a headline is broken
    into lines of one length where the column ends. Where the blanks of a page
    are meant, phrases need no equal lengths. `新闻点：…… 新闻事：……` is two phrases wherever it breaks.
    """
    if setting.kind != "heading":
        return
    text = tracked.text
    gaps = list(BLANKS.finditer(text))
    marks = set(tracked.marks)
    parallel = not any(gap.start() in marks for gap in gaps) and _parallel(text, gaps)
    captioned = bool(CAPTION_WORD.match(text))
    for gap in gaps:
        meant = setting.meant and gap.start() not in marks and _parts_phrases(text, gap)
        if parallel or meant or (captioned and CAPTION_WORD.match(text, gap.end())):
            yield Change(gap.start(), gap.end(), "\u3000", "heading", 0.95)


def _parts_phrases(text: str, gap: re.Match[str]) -> bool:
    """Say whether a gap parts two phrases, none of them so short that it may be a title spread out."""
    left, right = PHRASE_BEFORE.search(text, 0, gap.start()), PHRASE_BEHIND.match(text, gap.end())
    return bool(left and right) and "\n" not in gap[0]


def _parallel(text: str, gaps: list[re.Match[str]]) -> bool:
    """Say whether the phrases between the gaps stand on one row and are as long as each other."""
    if any(set(gap[0]) & {"\n", "\r"} for gap in gaps):
        return False
    phrases = BLANKS.split(text)
    lengths = {len(phrase) for phrase in phrases}
    return len(lengths) == 1 and lengths.pop() >= SHORTEST and all(PHRASE.match(phrase) for phrase in phrases)
