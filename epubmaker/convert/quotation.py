"""Quotation marks by region: “ ” ‘ ’ on the mainland, 「 」 『 』 in Taiwan and Hong Kong."""

from collections.abc import Iterator, Sequence

from epubmaker.restore.characters import is_chinese, is_han, is_latin
from epubmaker.text import patterns as re

CURLY = "“”‘’"
CORNER = "「」『』"
MARKS = re.compile(f"[{CURLY}{CORNER}]")
OPENING = "“‘「『"
PARTNER = dict(zip("”’」』", "“‘「『", strict=True))


def quotation_changes(text: str, *, to_curly: bool, swapped: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield the quotation marks to change: start, end, new mark.

    Marks that open and close a phrase of another language inside such text keep their form, and so does an apostrophe.
    `swapped` is for text that sets 『 』 outside and 「 」 inside.
    """
    old, new = (CORNER, CURLY) if to_curly else (CURLY, CORNER)
    if swapped:
        new = new[2:] + new[:2]
    forms = dict(zip(old, new, strict=True))
    foreign = _foreign(text)
    for match in MARKS.finditer(text):
        if match[0] in forms and match.start() not in foreign:
            yield match.start(), match.end(), forms[match[0]]


def sets_single_outside(texts: Sequence[str]) -> bool:
    """Say whether 『 』 stand outside and 「 」 inside in most of the texts that nest them, or there are no 「 」 at all."""
    if not any(mark in text for text in texts for mark in "「」"):
        return any(mark in text for text in texts for mark in "『』")
    outside = sum(len(re.findall("『[^「」『』]*「[^「」『』]*」[^「』]*』", text)) for text in texts)
    inside = sum(len(re.findall("「[^」『]*『", text)) for text in texts)
    return outside > inside


def _foreign(text: str) -> frozenset[int]:
    """Return where the marks of other languages stand: apostrophes, and pairs in and around Latin text."""
    kept: set[int] = set()
    opened: list[int] = []
    for match in MARKS.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "’" and is_latin(text[at - 1 : at]) and is_latin(text[at + 1 : at + 2]):
            kept.add(at)
        elif mark in OPENING:
            opened.append(at)
        elif opened and text[opened[-1]] == PARTNER[mark]:
            start = opened.pop()
            if _is_foreign_pair(text, start, at):
                kept |= {start, at}
    return frozenset(kept)


def _is_foreign_pair(text: str, start: int, end: int) -> bool:
    """Say whether a quotation has no Han character in it and Latin letters beside it."""
    left = text[max(0, start - 4) : start].rstrip()[-1:]
    right = text[end + 1 : end + 5].lstrip()[:1]
    if is_chinese(left) or is_chinese(right) or not (is_latin(left) or is_latin(right)):
        return False
    return not any(is_han(character) for character in text[start:end])
