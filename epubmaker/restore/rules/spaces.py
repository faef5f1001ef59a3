"""Spaces inside lines that Chinese text does not have: between Han characters, beside marks, inside numbers."""

from collections.abc import Iterator
from itertools import pairwise

from epubmaker.restore.characters import BETWEEN_WORDS, GAP, HAN, WIDE_MARKS, is_digit, is_han, is_latin
from epubmaker.restore.names import OFFICE, OFFICE_BEFORE_NAME
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re
from epubmaker.text.cells import cell_gaps
from epubmaker.text.offices import plain_offices
from epubmaker.text.surnames import SURNAMES

GAPS = re.compile(f"[{GAP}]+")
MARK = re.compile(f"[{WIDE_MARKS}“”‘’…—·∶～]")
# Figures in groups of three, or a year parted by the recogniser: these are one number.
GROUPS = re.compile(rf"(?<![\d.])\d{{1,3}}(?: \d{{3}})+(?= ?[%‰{HAN}]|\.\d+(?![\d.]| \d))")
# Letters set apart, `G o o g l e`; those of a list (`A B C`) follow each other in the alphabet.
SPREAD = re.compile(r"(?<![A-Za-z0-9.'’-])[A-Za-z](?: [A-Za-z])+(?![A-Za-z'’-])")
# Of two letters, which between blanks could be two parts of a list otherwise.
ABBREVIATIONS = frozenset(
    [
        "AI",
        "QQ",
        "IT",
        "TV",
        "PC",
        "CT",
        "AR",
        "VR",
        "ID",
        "OK",
        "PK",
        "DJ",
        "MV",
        "CD",
        "EQ",
        "IQ",
        "UK",
        "US",
        "EU",
        "UN",
    ]
)
TICKS = "√✓✔×✗✘"
EMOJI = re.compile("[\U0001f000-\U0001faff\u2705\u274c\u274e\ufe0f]")
ANSWER = re.compile("([B-H])([.．、])")
RAISED = "₀-₉₊₋⁰¹²³⁴-⁹⁺⁻"
# H ₂ O is one formula; behind a subscript a letter that stood apart before it too goes on.
FORMULA = re.compile(
    rf"(?<=[A-Za-z0-9)）\]])[{GAP}]+(?=[{RAISED}])|(?<=[A-Za-z] [₀-₉])[{GAP}]+(?=[A-Z](?![a-z]{{2}}))"
    rf"|(?<=[{RAISED}])[{GAP}]+(?=[{RAISED}])"
)
LOWERED = re.compile(rf"[{GAP}]?[{RAISED}]")  # behind letters set apart: C O ₂
# A byline in brackets: an office and its names before a gap, names and offices and nothing else behind it.
OPENED_BYLINE = re.compile(
    rf"[（(](?:本报|本台|本网|新华社|见习|实习|特约|全媒体)*(?:记者|通讯员|实习生)[{GAP}{HAN}·]*$"
)
REST_OF_BYLINE = re.compile(rf"[{HAN}·{GAP}]{{2,24}}[）)]")
CLOCK = re.compile(
    rf"[0-9]{{1,2}}[:：][0-9]{{2}}(?:[-—–~～至][0-9]{{1,2}}[:：][0-9]{{2}})?(?=[{GAP}]+[^{GAP}0-9])"
)
ONE_BEFORE = re.compile(rf"(?<![{HAN}])[{HAN}][{GAP}]+$")
ONE_BEHIND = re.compile(rf"[{GAP}]+[{HAN}](?![{HAN}])")
# What says which kind of reporter one is; it is one office with the word behind it.
_QUALIFIES = re.compile("本报|本台|本网|见习|实习|特约|全媒体|融媒体|首席|驻站")
TAKEN_BY = re.compile("[摄攝文图圖绘繪]$")
YEAR = re.compile(r"(?<!\d)(?:19|20)? ?\d ?\d(?=年)|(?<!\d)(?:1 9|2 0)(?= ?\d ?\d(?! ?\d))")


def spaces(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Drop spaces that Chinese text does not have; the gap between Han and Latin is the typesetter's (CLREQ 3.2.2).

    What stays: gaps between words of an alphabet, full-width gaps that part Han characters on purpose, and one
    full-width gap between an office and a name (`记者　张三`).
    """
    text = tracked.text
    spread = _spread_words(text) if setting.kind != "matter" else frozenset()
    kept = _kept(text, setting)
    for match in GAPS.finditer(text):
        start, end = match.span()
        if start in kept:
            continue
        if start in spread:
            yield Change(start, end, "", "space", 0.95)
            continue
        if start == 0 or end == len(text) or ("\u3000" in match[0] and tracked.is_changed(start)):
            continue  # a gap that another rule has set
        after = _set_as(text, start, end, setting)
        if after != match[0]:
            yield Change(start, end, after, "space")


def _kept(text: str, setting: Setting) -> frozenset[int]:
    """Return where blanks begin that part cells, or the time of day that a row opens with from what begins then."""
    cells = (start for start, _ in cell_gaps(text)) if setting.cells else ()
    clock = CLOCK.match(text)
    return frozenset((*cells, clock.end())) if clock else frozenset(cells)


def _spread_words(text: str) -> frozenset[int]:
    """Return where the blanks begin that stand inside words of an alphabet, or before raised and lowered figures."""
    inside = [match.start() for match in FORMULA.finditer(text)]
    for match in SPREAD.finditer(text):
        if _is_word(match, text):
            inside.extend(range(match.start() + 1, match.end(), 2))
    return frozenset(inside)


def _is_word(match: re.Match[str], text: str) -> bool:
    """Return whether letters set apart are one word: three or more, or two capitals between Chinese characters."""
    letters = match[0].replace(" ", "")
    if LOWERED.match(text, match.end()):  # N O ₂
        return True
    steps = {ord(after.lower()) - ord(before.lower()) for before, after in pairwise(letters)}
    if steps == {1}:  # A B C: the answers to a question, the parts of a row
        return False
    if len(letters) > 2:
        return True
    before, after = text[: match.start()][-1:], text[match.end() : match.end() + 1]
    if letters in ABBREVIATIONS:  # set apart on both sides too: 使用 Q Q 聊天
        before, after = text[: match.start()].rstrip(GAP)[-1:], text[match.end() :].lstrip(GAP)[:1]
    chinese = all(not side or is_han(side) or side == "+" or MARK.match(side) for side in (before, after))
    return letters.isupper() and chinese and (is_han(before) or is_han(after))


def _set_as(text: str, start: int, end: int, setting: Setting) -> str:
    """Return what the gap at `start:end` should be."""
    left, right, gap = text[start - 1], text[end], text[start:end]
    if setting.kind == "matter" and (not _spreads_name(text, start, end) or _among_others(text, start, end)):
        return gap
    if setting.meant and _parts_words(text, start, end, caption=setting.caption):
        return gap if "\u3000" in gap else "\u3000"
    if MARK.match(left) or MARK.match(right):
        return _beside_mark(text, start, end)
    if is_han(left) and is_han(right):
        return _between_han(text, start, end, setting)
    if is_han(left) or is_han(right):
        return gap if "\u3000" in gap or _is_ticked(text, end) or _is_typed(text, start, end) else ""
    return _between_others(text, start, end)


def _between_others(text: str, start: int, end: int) -> str:
    """Decide about a gap between figures and letters."""
    left, right, gap = text[start - 1], text[end], text[start:end]
    if is_digit(left) and is_digit(right):
        return "" if _same_number(text, start, end) else gap
    return " " if is_latin(left) and is_latin(right) and len(gap) > 1 else gap


def _is_ticked(text: str, end: int) -> bool:
    """Say whether an answer that is ticked or crossed out stands behind a gap, in a text with ticks."""
    ticked = text[end] in TICKS and is_han(text[end + 1 : end + 4].lstrip(GAP)[:1])
    return ticked and re.search("[√✓✔]", text) is not None


def _is_typed(text: str, start: int, end: int) -> bool:
    """Say whether a gap stands beside an emoji, which no recogniser reads, or before the next of several answers: A.是 B.否."""
    if EMOJI.match(text, start - 1) or EMOJI.match(text, end):
        return True
    answer = ANSWER.match(text, end)
    return answer is not None and f"{chr(ord(answer[1]) - 1)}{answer[2]}" in text[:start]


def _parts_words(text: str, start: int, end: int, *, caption: bool) -> bool:
    """Say whether a gap parts two words, or below a picture what is shown from who took it."""
    if BETWEEN_WORDS.match(text, start):
        return True
    return caption and bool(TAKEN_BY.match(text, end) or text[start - 1] in "。！？）")


def _beside_mark(text: str, start: int, end: int) -> str:
    """Keep a full-width gap beside a bracket or a title mark, and a blank between a quoted word of an alphabet and the next."""
    left, right, gap = text[start - 1], text[end], text[start:end]
    if "\u3000" in gap and (left in "》）”」】" or right in "《（“「【"):
        return gap
    behind = left in "”’》" and _is_foreign(text[start - 2 : start - 1]) and is_latin(right)  # “craft” and
    before = right in "“‘’《" and _is_foreign(left) and is_latin(text[end + 1 : end + 2])  # said, “craft
    return " " if behind or before else ""


def _is_foreign(character: str) -> bool:
    """Say whether a character is a letter, or a mark as other languages have it."""
    return is_latin(character) or (character != "" and character in ",.;:!?")


def _between_han(text: str, start: int, end: int, setting: Setting) -> str:
    """Decide about a gap between two Han characters."""
    gap = text[start:end]
    if setting.kind == "byline" and gap == "\u3000":
        return gap
    if OFFICE_BEFORE_NAME.search(plain_offices(text[max(0, start - 6) : start])) and _opens_byline(
        text, start
    ):
        return "\u3000"
    if "\u3000" in gap and not _spreads_name(text, start, end):
        return gap
    return "\u3000" if _parts_names(text, start, end) else ""


def _parts_names(text: str, start: int, end: int) -> bool:
    """Return whether a gap parts two names, or a name and an office, in brackets: `（记者 张三 李小四）`."""
    if not REST_OF_BYLINE.match(text, end) or _spreads_name(text, start, end):
        return False
    if not OPENED_BYLINE.search(plain_offices(text[max(0, start - 30) : start])):
        return False
    *before, left = re.split(f"[{GAP}（(]", text[max(0, start - 8) : start])
    if len(left) == 1 and before and len(before[-1]) == 1:
        left = before[-1] + left  # a name that is spread
    right = re.split(f"[{GAP}）)]", text[end : end + 8])[0]
    office = OFFICE.match(plain_offices(text[end : end + 8]))
    if _QUALIFIES.fullmatch(plain_offices(left)):
        return False
    return 2 <= len(left) <= 4 and (bool(office) or (2 <= len(right) <= 4 and right[0] in SURNAMES))


def _opens_byline(text: str, start: int) -> bool:
    """Say whether the office before a gap opens a byline inside the text: `（记者 张三）`, `■记者 张三`."""
    clause = re.split(r"[，。；：！？、]", text[max(0, start - 16) : start])[-1]
    return bool(re.search(r"[（(■]", clause))


def _spreads_name(text: str, start: int, end: int) -> bool:
    """Say whether a gap spreads a name of two characters to the width of three: `王　强、李小明`."""
    before, after = text[max(0, start - 2) : start - 1], text[end + 1 : end + 2]
    single = not (is_han(before) or is_digit(before) or is_han(after) or is_digit(after))
    return single and is_han(text[start - 1]) and is_han(text[end])


def _among_others(text: str, start: int, end: int) -> bool:
    """Say whether a third character stands apart beside the two round a gap: 大 中 小 is no name spread out."""
    return bool(ONE_BEFORE.search(text, max(0, start - 4), start - 1) or ONE_BEHIND.match(text, end + 1))


def _same_number(text: str, start: int, end: int) -> bool:
    """Say whether a gap between digits is inside one number."""
    low, high = max(0, start - 12), end + 12
    return any(
        low + match.start() < end and low + match.end() > start
        for pattern in (GROUPS, YEAR)
        for match in pattern.finditer(text[low:high])
    )
