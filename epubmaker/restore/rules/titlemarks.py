"""Title marks (书名号): 《》 outside, 〈〉 inside (GB/T 15834, 4.15), where a keyboard or a recogniser left others.

`<决定>` and `<<决定>>` are titles, `a<b` and `<br>` are none: what stands between must begin with words and hold Han
characters and no stop. In Simplified text 〈 〉 stand only inside 《 》; Traditional papers set titles of articles in them.
"""

from collections.abc import Iterator

from epubmaker.restore.characters import HAN
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re
from epubmaker.text.script import language_of

RULE = "title-mark"
REACH = 200  # characters before a title in which a bracket can be open
LONGEST = 50  # characters of a title; the names of regulations are long
_DOUBLE_OPEN, _DOUBLE_CLOSE = "<<|< <|＜＜|﹤﹤|≪|«|⟪|〈〈", ">>|> >|＞＞|﹥﹥|≫|»|⟫|〉〉"
_OPEN, _CLOSE = "<＜﹤⟨", ">＞﹥⟩"
MARK = re.compile(rf"(?P<open>《|{_DOUBLE_OPEN}|[{_OPEN}〈])|(?P<close>》|{_DOUBLE_CLOSE}|[{_CLOSE}〉])")
# A bracket read for the mark that closes a title; one that was opened before, or inside, has its own.
_BRACKETED = re.compile(rf"《(?P<title>[^《》〈〉()（）。；;\n]{{1,{LONGEST}}})(?P<mark>[)）])(?![^《\n]*》)")
_NOT_IN_TITLES = re.compile(r"[。；;\n=]")
_BEGINS = re.compile(f"[{HAN}A-Za-z0-9“‘\"'（(〈《<]")
_STANDARD = frozenset("《》〈〉")


def title_marks(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Set angle brackets around titles as 《》, inside another title as 〈〉."""
    text = tracked.text
    if setting.kind != "matter" and "《" in text:
        yield from _bracketed(text)
    found = list(MARK.finditer(text))
    if setting.kind == "matter" or all(match[0] in "《》" for match in found):
        return
    # A regulation's name inside that of a decision keeps its marks where the decision's name is the headline.
    if any(match[0] in "〈〉" for match in found) and (
        setting.kind == "heading" or language_of(text) == "zh-Hant"
    ):
        found = [match for match in found if match[0] not in "〈〉"]
    opened: list[re.Match[str]] = []
    depth = _depths(found, text)
    for match in found:
        if match["open"]:
            opened.append(match)
        elif opened:
            left = opened.pop()
            if (left.start(), match.start()) in depth:
                yield from _pair(left, match, inner=depth[left.start(), match.start()] > 0)


def _bracketed(text: str) -> Iterator[Change]:
    """Yield the brackets that were read for the mark that closes a title."""
    for match in _BRACKETED.finditer(text):
        before = text[max(0, match.start() - REACH) : match.start()]
        if sum(map(before.count, "(（")) <= sum(map(before.count, ")）")):
            yield Change(match.start("mark"), match.end("mark"), "》", RULE, 0.9)


def _depths(found: list[re.Match[str]], text: str) -> dict[tuple[int, int], int]:
    """Return the pairs of marks that enclose titles, each with how many others it stands in."""
    opened: list[re.Match[str]] = []
    pairs: list[tuple[re.Match[str], re.Match[str]]] = []
    for match in found:
        if match["open"]:
            opened.append(match)
        elif opened:
            left = opened.pop()
            if _encloses_title(left, match, text):
                pairs.append((left, match))
    pairs.sort(key=lambda pair: pair[0].start())
    depth: dict[tuple[int, int], int] = {}
    ends: list[int] = []
    for left, right in pairs:
        while ends and ends[-1] <= left.start():
            ends.pop()
        depth[left.start(), right.start()] = len(ends)
        ends.append(right.end())
    return depth


def _encloses_title(left: re.Match[str], right: re.Match[str], text: str) -> bool:
    """Return whether two marks stand around a title and not in a comparison or a tag."""
    if left[0] == "《" and right[0] == "》":
        return True
    inside = text[left.end() : right.start()]
    before = text[left.start() - 1 : left.start()]
    compared = before.isascii() and before.isalnum() and left[0] in _OPEN
    return (
        0 < len(inside) <= LONGEST
        and not compared
        and not (
            before in ("号", "號", "符") and inside[-1] in "号號符"
        )  # the signs themselves: 小于号<和大于号>
        and bool(_BEGINS.match(inside))
        and bool(re.search(f"[{HAN}]", inside))
        and not _NOT_IN_TITLES.search(inside)
        and (left[0] in _STANDARD or "，" not in inside or before == "《")
    )


def _pair(left: re.Match[str], right: re.Match[str], *, inner: bool) -> Iterator[Change]:
    """Yield the marks of a pair that are set otherwise than they should; 《》 inside others stay, as many print them."""
    if left[0] == "《" and right[0] == "》":
        return
    opening, closing = ("〈", "〉") if inner else ("《", "》")
    for match, mark in ((left, opening), (right, closing)):
        if match[0] != mark:
            yield Change(match.start(), match.end(), mark, RULE, 0.95)
