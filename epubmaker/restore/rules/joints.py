"""What stands between two lines: nothing in Chinese, a space between Latin words."""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP, HAN, is_latin
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re
from epubmaker.text.offices import plain_offices

BLANKS = re.compile(f"[{GAP}\r\n\v\f\x1c-\x1f\x85\u2028\u2029]*")
# Marks after which Latin text has a space, and a line end of a number or of Chinese text has none.
LATIN_STOPS = ",;:?!."
CLOSING, OPENING = "\"'”’)]", "\"'“‘(["  # round a word of an alphabet
FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
# An entity of HTML that a row end cut in two: `&quo` and `t;`.
ENTITY_OPENS = re.compile("&#?[0-9A-Za-z]{0,9}$")
ENTITY_ENDS = re.compile("[0-9A-Za-z]{0,9}[;；]")
SOFT_HYPHEN = "\u00ad"
# A byline in brackets whose offices and names stand apart: where a row ends between two of them it ends in such a gap.
SIGNED = re.compile(rf"[（(][{HAN}]{{0,6}}(?:记者|通讯员)[{HAN}·{GAP}\r\n]{{0,60}}[）)]")
APART = re.compile(f"(?:记者|通讯员)[{GAP}]+[{HAN}]|[{HAN}][{GAP}]+[{HAN}]{{0,4}}(?:记者|通讯员)")


def joints(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Close the joints between lines; words of an alphabet get one space.

    A number is never parted by a line end (GB/T 15834, 5.1.11 keeps figures together), so digits close up.
    """
    text = tracked.text
    signed = _signed_apart(text) if tracked.marks else ()
    for number, mark in enumerate(tracked.marks):
        gap = BLANKS.match(text, mark)
        end = gap.end() if gap else mark
        left, right = text[mark - 1 : mark], text[end : end + 1]
        if left == SOFT_HYPHEN and number not in setting.kept_joins:
            yield Change(mark - 1, end, "", "joint")  # the word goes on
            continue
        after = "\n" if number in setting.kept_joins else _between(text, mark, end)
        if setting.kind == "matter" and after == "" and end > mark:
            continue
        if not after and any(start < mark < stop for start, stop in signed):
            after = " "  # spaces.py says whether it parts two names
        if text[mark:end] != after and left and right and not tracked.is_changed(mark):
            yield Change(mark, end, after, "joint")


def _signed_apart(text: str) -> tuple[tuple[int, int], ...]:
    """Return where bylines in brackets stand whose offices and names are set apart."""
    plain = plain_offices(text)
    return tuple(match.span() for match in SIGNED.finditer(plain) if APART.search(match[0]))


def _between(text: str, mark: int, end: int) -> str:
    """Return what stands between two lines: the last character of one is before `mark`, the next begins at `end`."""
    left, right = text[mark - 1 : mark], text[end : end + 1]
    if ENTITY_OPENS.search(text, max(0, mark - 12), mark) and ENTITY_ENDS.match(text, end):
        return ""
    if FULL_WIDTH.match(left) and FULL_WIDTH.match(right):
        return ""  # set in squares like Han characters, and so broken anywhere
    if is_latin(left) and (is_latin(right) or right.isdecimal()):
        return " "
    before = text[max(0, mark - 3) : mark].rstrip(CLOSING).rstrip(LATIN_STOPS)
    if (
        left in LATIN_STOPS + CLOSING
        and is_latin(before[-1:])
        and is_latin(text[end : end + 2].lstrip(OPENING)[:1])
    ):
        return " "
    return ""
