"""Quotation marks: straight ones paired into “ ” ‘ ’, a misread one mended (GB/T 15834, 4.8).

The idea: every quotation mark of a paragraph either opens or closes, and the whole paragraph must nest. So the marks are
read together, by the cheapest path through the possible nestings; the neighbours of a mark say what it likes to be (after
a colon it opens, before a comma it closes), a mark that has its shape already (“ ”) costs much to read otherwise, and
what stays open at the end costs too. The path is exact and linear: there are few nestings.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from epubmaker.restore.characters import GAP, is_chinese, is_han, is_latin
from epubmaker.restore.context import is_chinese_place
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

# 〃 stands for what is above it; against a character it is a mark misread.
DITTO = "(?<=[^\\s〃])〃(?=[^\\s〃])|(?<=[^\\s〃])〃$|^〃(?=[^\\s〃])"
MARKS = re.compile(f"[\"'“”‘’„‟‚‛″′`´〝〞〟]|{DITTO}")
NEEDS_WORK = re.compile(f"[\"'„‟‚‛″′`´〝〞〟]|{DITTO}")
ANY_OTHER = re.compile('["“”„‟″〝〞〟]')
DOUBLE = frozenset('"“”„‟″〝〞〟〃')
OPENING, CLOSING = frozenset("“‘〝„‚‟‛"), frozenset("”’〞〟")
SHAPES = {("open", "D"): "“", ("close", "D"): "”", ("open", "S"): "‘", ("close", "S"): "’"}

# Costs are in nats, roughly: what one would bet against the reading. Set by thought, checked on damaged newspaper text.
FLIPPED = 7.0  # reading “ as ”
OTHER_KIND = 3.5  # reading ' as half of a pair of double marks: recognisers lose one of the two strokes
WIDENED = 6.0  # reading " as a single mark
UNPAIRED_CLOSE = 5.0
UNPAIRED_OPEN = 5.0
GOES_ON = 1.0  # an open quotation whose next paragraph opens with a mark again
SINGLE_OUTSIDE = 1.5  # ‘ ’ without “ ” around it
SAME_INSIDE = 4.0  # “ ” directly inside “ ”
IN_SPEECH = 2.5  # the same inside what is said: speech quotes words, and a keyboard has one mark for both
BROKEN_SPEECH = 2.5  # speech behind a colon that ends without a stop
SPEECH_ENDS = frozenset("。！？…!?.”’\"'")
IGNORED = 6.5  # neither opens nor closes: an inch, a foot, a prime
DEEPEST = 3
HOPELESS = 24.0  # behind the best reading so far: more than any end can make up for

BEFORE_OPENING = frozenset("，。、；：？！（《〈【「『—…,;:?!(“‘ ·/■◆●")
BEFORE_COST = {"）": 1.0, "》": 1.2, "”": 0.3, "’": 0.8, ")": 1.0}
AFTER_CLOSING = frozenset("，。、；：？！）》〉】」』”’,;:?!)…—·/")
ROW_ENDS = "\r\n"
LATIN_OUTSIDE = (
    3.5  # a mark that opens right behind a word of letters, or closes right before one: such are quoted whole
)
LEANING = 1.0  # an unpaired straight mark whose neighbours favour one reading by less is left as it is
YEAR = 1.5  # an apostrophe for the century: '98, '60年代
# 5'10", 17"显示器
INCHES = re.compile(
    r"(?<=\d['’′]\d)\"|(?<=\d['’′]\d\d)\"|(?<=[0-9])\"(?=(?:液晶|彩色|高清|纯平)?(?:显示|屏|电视|彩电|平板|笔记本|轮|软盘|硬盘|蛋糕|披萨|照片))"
)
# What closes a single quotation may be an apostrophe that ends a word: Guns N' Roses. What opens one is none.
CUT_OFF = re.compile(
    r"(?<=[A-Za-z])['’] (?=[A-Za-z])|(?<=[A-Za-z] )['’](?=n['’] ?[A-Za-z])|(?<= ['’]n)['’](?= [A-Za-z])"
)
OPENS_SINGLE = re.compile("(?<![A-Za-z])['‘]")
# The value of an attribute, as text shows it that speaks of web pages: class="a".
ATTRIBUTE = re.compile(r"(?<=[A-Za-z]=)\"[!-~]{0,40}?\"(?=[\s/>])")
CENTURY = re.compile(r"'\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class QuoteMark:
    """One quotation mark of a paragraph with what stands beside it."""

    at: int
    character: str
    before: str
    after: str
    century: bool = False
    word_before: bool = False
    word_after: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read a mark: it opens (+1), closes (-1) or is no quotation mark (0), of a kind, at a cost."""

    direction: int
    kind: str
    shape: str
    cost: float


# A way to read the marks so far: what it costs, the last mark's shape, and the way to read those before.
Reading = tuple[float, str, "Reading | None"]


def quotes(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Give every quotation mark its direction, by the nesting that fits the whole paragraph best."""
    text = tracked.text
    if not NEEDS_WORK.search(text) and nests(text):
        return
    unpaired = {match.start() for match in INCHES.finditer(text)}
    unpaired.update(at for match in ATTRIBUTE.finditer(text) for at in (match.start(), match.end() - 1))
    unpaired.update(_cut_off(text))
    found = [mark for mark in _marks(text) if not _is_apostrophe(mark) and mark.at not in unpaired]
    if not found or _are_measures(found):
        return
    shapes = _best_reading(found, setting)
    kept = _foreign_pairs(found, shapes, text) | _undecided(found, shapes)
    for number, (mark, shape) in enumerate(zip(found, _inner_single(found, shapes), strict=True)):
        if shape and shape != mark.character and number not in kept:
            yield Change(mark.at, mark.at + 1, shape, "quote", _confidence(mark, shape))


def _are_measures(found: list[QuoteMark]) -> bool:
    """Say whether all marks are inches and feet: straight, and each behind a figure, so that none opens (12"和14"两种)."""
    return len(found) > 1 and all(mark.character in "\"'" and mark.before.isdigit() for mark in found)


def _cut_off(text: str) -> Iterator[int]:
    """Yield the apostrophes that end an English word, where no single quotation is open."""
    if not OPENS_SINGLE.search(text):
        yield from (match.start() for match in CUT_OFF.finditer(text))


def _inner_single(found: list[QuoteMark], shapes: list[str]) -> list[str]:
    """Return the shapes, straight marks directly inside “ ” set single: a keyboard has one pair, print has two (4.8.3.4)."""
    single = list(shapes)
    for first, last, depth in _pairs(shapes):
        straight = all(found[number].character in '"＂' for number in (first, last))
        if depth % 2 and straight and shapes[first] == "“" and shapes[last] == "”":
            single[first], single[last] = "‘", "’"
    return single


def _pairs(shapes: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the numbers of marks that pair up, each pair with how many others it stands in."""
    opened: list[int] = []
    for number, shape in enumerate(shapes):
        if shape in ("“", "‘"):
            opened.append(number)
        elif shape in ("”", "’") and opened:
            first = opened.pop()
            yield first, number, len(opened)


def _undecided(found: list[QuoteMark], shapes: list[str]) -> frozenset[int]:
    """Return the numbers of straight marks that pair with none and whose neighbours do not say which way they turn."""
    paired = {number for first, last, _ in _pairs(shapes) for number in (first, last)}
    return frozenset(
        number
        for number, mark in enumerate(found)
        if number not in paired
        and mark.character in "\"'〃"
        and abs(_opening_cost(mark) - _closing_cost(mark)) < LEANING
    )


def nests(text: str) -> bool:
    """Say whether the curly marks of a text are paired and nested as they stand."""
    opened: list[str] = []
    for match in MARKS.finditer(text):
        mark = match[0]
        if mark in "“‘":
            if opened and opened[-1] == mark:
                return False
            opened.append(mark)
        elif mark in "”’":
            if mark == "’" and _is_apostrophe(_mark(text, match.start())):
                continue
            if not opened or opened.pop() != {"”": "“", "’": "‘"}[mark]:
                return False
    return not opened


def _marks(text: str) -> Iterator[QuoteMark]:
    for match in MARKS.finditer(text):
        if match[0] == "〃" and not ANY_OTHER.search(text):
            continue
        yield _mark(text, match.start())


def _mark(text: str, at: int) -> QuoteMark:
    before, after = text[at - 1] if at else "", text[at + 1] if at + 1 < len(text) else ""
    words = [
        len(side) == 2 and all(map(is_latin, side))
        for side in (text[max(0, at - 2) : at], text[at + 1 : at + 3])
    ]
    return QuoteMark(at, text[at], before, after, bool(CENTURY.match(text, at)), *words)


def _is_apostrophe(mark: QuoteMark) -> bool:
    """Say whether a mark is part of a word (don't) or of a measure (5'10)."""
    if mark.character not in "'’‘`´′":
        return False
    if mark.before.isdigit() and mark.after.isdigit():
        return True
    return is_latin(mark.before) and (is_latin(mark.after) or mark.character in "`´′")


def _best_reading(found: list[QuoteMark], setting: Setting) -> list[str]:
    """Return the shape of each mark on the cheapest path; the empty string for one that is no quotation mark."""
    beam: dict[str, Reading] = {"": (0.0, "", None)}
    for mark in found:
        extended: dict[str, Reading] = {}
        choices = _choices(mark)
        for nesting, reading in beam.items():
            for following, cost, shape in _extensions(nesting, choices):
                total = reading[0] + cost
                if following not in extended or total < extended[following][0]:
                    extended[following] = (total, shape, reading)
        limit = min(reading[0] for reading in extended.values()) + HOPELESS
        beam = {nesting: reading for nesting, reading in extended.items() if reading[0] <= limit}
    left_open = GOES_ON if setting.quote_goes_on else UNPAIRED_OPEN
    best: Reading | None = min(
        ((reading[0] + left_open * len(nesting), *reading[1:]) for nesting, reading in beam.items()),
        key=lambda reading: reading[0],
    )
    shapes: list[str] = []
    while best is not None and best[2] is not None:
        shapes.append(best[1])
        best = best[2]
    return shapes[::-1]


def _choices(mark: QuoteMark) -> list[Choice]:
    """Return the ways to read a mark by itself."""
    opening = _opening_cost(mark) + _flip_cost(mark, "open")
    closing = _closing_cost(mark) + _flip_cost(mark, "close")
    choices: list[Choice] = []
    for kind in "DS":
        as_kind = _kind_cost(mark, kind)
        opened = "Q" if kind == "D" and mark.before and mark.before in "：:" else kind
        choices.append(Choice(1, opened, SHAPES["open", kind], opening + as_kind))
        choices.append(Choice(-1, kind, SHAPES["close", kind], closing + as_kind))
    breaks_off = 0.0 if mark.before and mark.before in SPEECH_ENDS else BROKEN_SPEECH
    choices.append(Choice(-1, "Q", "”", closing + _kind_cost(mark, "D") + breaks_off))
    if mark.character not in OPENING | CLOSING:
        choices.append(
            Choice(0, "", "", YEAR if mark.century else IGNORED - (3.0 if mark.before.isdigit() else 0.0))
        )
    return choices


def _extensions(nesting: str, choices: list[Choice]) -> Iterator[tuple[str, float, str]]:
    """Yield what a nesting becomes by one more mark, at what cost, and the mark's shape."""
    for choice in choices:
        if choice.direction > 0:
            if len(nesting) < DEEPEST:
                yield nesting + choice.kind, choice.cost + _nesting_cost(nesting, choice.kind), choice.shape
        elif choice.direction == 0:
            yield nesting, choice.cost, ""
        elif nesting.endswith(choice.kind):
            yield nesting[:-1], choice.cost, choice.shape
        elif not nesting:
            yield "", choice.cost + UNPAIRED_CLOSE, choice.shape


def _kind_cost(mark: QuoteMark, kind: str) -> float:
    """Return what it costs to read the mark as double (D) or single (S)."""
    double = mark.character in DOUBLE
    if double == (kind == "D"):
        return 0.0
    return WIDENED if double else OTHER_KIND


def _nesting_cost(nesting: str, kind: str) -> float:
    """Return what it costs to open a quotation of a kind where others are open."""
    if not nesting:
        return SINGLE_OUTSIDE if kind == "S" else 0.0
    if nesting[-1] == "Q" and kind == "D":
        return IN_SPEECH
    return SAME_INSIDE if nesting[-1] == kind else 0.0


def _flip_cost(mark: QuoteMark, direction: str) -> float:
    """Return what it costs to read a mark against its shape."""
    against = CLOSING if direction == "open" else OPENING
    return FLIPPED if mark.character in against else 0.0


def _opening_cost(mark: QuoteMark) -> float:
    """Return how little the neighbours of a mark like it to open."""
    before, after = mark.before, mark.after
    if not before or before in BEFORE_OPENING or before in GAP or before in ROW_ENDS:
        cost = 0.0
    elif before in BEFORE_COST:
        cost = BEFORE_COST[before]
    elif before in "\"'":
        cost = 0.5
    else:
        cost = 1.0 if is_han(before) else LATIN_OUTSIDE if mark.word_before else 1.5
    if not after:
        return cost + 6.0
    if after in "…—":
        return cost + 1.5
    return cost + (5.0 if after in AFTER_CLOSING else 0.0)


def _closing_cost(mark: QuoteMark) -> float:
    """Return how little the neighbours of a mark like it to close."""
    before, after = mark.before, mark.after
    if not after or after in AFTER_CLOSING or after in GAP or after in ROW_ENDS:
        cost = 0.0
    elif after in "“‘\"'《（(":
        cost = 0.4
    else:
        cost = 1.0 if is_han(after) else LATIN_OUTSIDE if mark.word_after else 1.5
    if not before or before in "（《〈【(“‘":
        return cost + 6.0
    if before in "：:":
        return cost + 4.0
    return cost + (2.0 if before in "，、；,;" else 0.0)


def _foreign_pairs(found: list[QuoteMark], shapes: list[str], text: str) -> frozenset[int]:
    """Return the numbers of marks that pair up around and inside a foreign phrase; they keep their shape."""
    foreign: dict[int, int] = {}
    opened: list[int] = []
    for number, shape in enumerate(shapes):
        if shape in ("“", "‘"):
            opened.append(number)
        elif shape in ("”", "’") and opened:
            first = opened.pop()
            start, end = found[first].at, found[number].at
            inside = text[start + 1 : end]
            if not any(map(is_chinese, inside)) and not is_chinese_place(text, start, end + 1):
                foreign[first] = number
    closing = set(foreign.values())
    for first, last in sorted(foreign.items()):
        if _touches_chinese(found, (first, last), foreign, closing):
            del foreign[first]
            closing.remove(last)
    return frozenset([*foreign, *foreign.values()])


def _touches_chinese(
    found: list[QuoteMark], pair: tuple[int, int], opening: Container[int], closing: Container[int]
) -> bool:
    """Return whether a quotation stands against one that is Chinese: “互联网+”“5G+”.

    `opening` and `closing` hold the marks of the pairs that are foreign so far.
    """
    first, last = pair
    before = first > 0 and found[first - 1].at + 1 == found[first].at and first - 1 not in closing
    after = last + 1 < len(found) and found[last].at + 1 == found[last + 1].at and last + 1 not in opening
    return before or after


def _confidence(mark: QuoteMark, shape: str) -> float:
    """Return how sure a mark's new shape is: least where its own shape said otherwise."""
    kept_kind = (mark.character in DOUBLE) == (shape in "“”")
    if mark.character in OPENING | CLOSING:
        return 0.8
    return 0.98 if kept_kind else 0.88
