"""The dash (破折号): one stroke over two squares (GB/T 15834, 4.12)."""

from collections.abc import Iterator
from itertools import chain, pairwise

from epubmaker.restore.byline_words import is_place, may_be_between
from epubmaker.restore.characters import is_han
from epubmaker.restore.context import below_nought, is_chinese_place
from epubmaker.restore.dash_evidence import log_odds, names_its_kind, sides_of
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

# Runs of strokes; a single `—` or `-` can be the hyphen of a range (连接号), which is right as it is.
STROKES = re.compile(
    r"[-－﹣](?:[ \u3000]?[-－﹣])+|ー{2}|[–―]{2,}|[─━]{1,}|⸺|—{3,}|—(?:[ \u3000]+[-—])+|(?<![—–])[–―](?![—–])"
)
LEADING = re.compile(r"[-－—–―──一](?=[《“\"\u4e00-\u9fff])(?![-－—–―─])")
# A stroke between two places was read as the numeral: 北京一上海, 呼和浩特一包头高铁. Longer places are less sure to be
# such, so that nothing but a way between them goes on.
BETWEEN = re.compile("(?<=[\u4e00-\u9fff]{2})一(?=[\u4e00-\u9fff]{2})")
LONGEST_PLACE = 5
ON_THE_WAY = re.compile(
    "[^\u4e00-\u9fff]|$|高[铁速]|铁路|动车|直[达飞通]|往返|航[线班]|公路|班[列机]|列车|专?线|沿线|段|之?间|城际|国际|管道|走廊|光缆|特高压|一"
)
LONGEST = 6  # a longer run is a rule of the page, not a mark
NUMERALS = re.compile("一一")
# 一一 is also an adverb, one by one (一一对应), and the end of one word before another: 唯一一次, 统一一下, 二〇一一年.
IN_WORDS = re.compile(r"(?:[唯惟统第之逐万专划归合如同单化始初十百千万〇零二三四五六七八九]|^)$")
AFTER_NUMERALS = re.compile(
    "[年月日号时分秒的、〇零一二三四五六七八九十百千万]|[个次名位家条座所例张段种户项部人件句]"
)
# What no adverb stands before: an opening mark, a figure, a letter, words that open a clause.
OPENS_CLAUSE = re.compile(r"[“‘《（〈\"'A-Za-z0-9]|[这那我他她它你]们?|因为|虽然|不仅|既")
OPENS_WORDS = ("“", "‘", "《")
CLOSED = frozenset("”’》）〉\"'")
NOTED = re.compile("[记访写评论致献谈看]")  # a deck: ——记人民教师王某
# What decks say a report is: ——河东区教育改革纪实.
REPORT = re.compile(
    "(?:纪实|侧记|综述|观察|访谈|述评|启示|实践|巡礼|扫描|透视|探访|印象|之路|工作|札记|一瞥|紀實|側記|觀察|訪談|述評|啟示|實踐)$"
)
# Log odds of a dash over the adverb (`dash_evidence`). One adverb in a hundred has more; half of those are misread dashes.
LEAST_ODDS = 5.4
TOLD_ODDS = 10.0  # of one that the marks beside it tell
# Two around words without a mark, which insert them: 他的家乡一一河东村一一变了样. An adverb says so once, before what is done.
PAIR_ODDS = 8.0
CLAUSE = re.compile("[\u4e00-\u9fff、·“”《》0-9]{2,24}")


def dashes(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Set doubled hyphens and box-drawing strokes as `——` where the text is Chinese, and open a deck with it."""
    text = tracked.text
    leading = LEADING.match(text) if setting.deck else None
    if leading and leading[0] == "一":
        leading = None  # a numeral, unless it is doubled
    if leading:
        yield Change(0, 1, "——", "dash", 0.95)
    start = leading.end() if leading else 0
    yield from chain(_numerals(text, setting, start), _between_places(text))
    for match in STROKES.finditer(text, start):
        if len(match[0]) > LONGEST or not is_chinese_place(text, match.start(), match.end()):
            continue
        if match[0] in ("--", "－－") and below_nought(text, match.start()):
            continue
        lone = len(match[0]) == 1 and match[0] in "–―"
        if not lone or (match[0] == "―" and is_han(text[match.end() : match.end() + 1])):
            yield Change(match.start(), match.end(), "——", "dash", 0.95)


def _between_places(text: str) -> Iterator[Change]:
    """Yield the numerals that are the stroke between two places."""
    for match in BETWEEN.finditer(text):
        at, end = match.span()
        if not may_be_between(text[at - 1], text[end]):
            continue
        at_two = is_place(text[at - 2 : at])
        from_place = any(is_place(text[at - size : at]) for size in range(2, LONGEST_PLACE + 1) if size <= at)
        if from_place and any(
            is_place(text[end : end + size])
            and ((at_two and size == 2) or ON_THE_WAY.match(text, end + size))
            for size in range(2, LONGEST_PLACE + 1)
        ):
            yield Change(match.start(), match.end(), "—", "dash", 0.93)


def open_numerals(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the places where 一一 is no part of a word or a number."""
    for match in NUMERALS.finditer(text, start):
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if before == "一" or after == "一" or (before and IN_WORDS.match(before)):
            continue
        counted = AFTER_NUMERALS.match(after) and before not in CLOSED
        if not counted or is_place(text[match.end() : match.end() + 2]):
            yield match


def _numerals(text: str, setting: Setting, start: int) -> Iterator[Change]:
    """Yield the places where 一一 is a dash: by the marks around it, or by the words beside it."""
    asked: list[re.Match[str]] = []
    told: set[re.Match[str]] = set()
    for match in open_numerals(text, start):
        if _is_dash(text, match, setting):
            yield Change(match.start(), match.end(), "——", "dash", 0.93)
            told.add(match)
        elif not (
            is_han(text[match.start() - 1 : match.start()]) and is_han(text[match.end() : match.end() + 1])
        ):
            continue
        asked.append(match)
    if len(asked) > len(told):
        yield from _expected(text, asked, told)


def _is_dash(text: str, match: re.Match[str], setting: Setting) -> bool:
    """Return whether the marks beside 一一 leave nothing but a dash."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if not before:
        opens = NOTED.match(after) or OPENS_CLAUSE.match(after) or REPORT.search(text)
        return text.startswith(OPENS_WORDS, match.end()) or (setting.deck and opens is not None)
    if not after:
        return before not in "，。、；："
    return (before in CLOSED and is_han(after)) or bool(OPENS_CLAUSE.match(text, match.end()))


def _expected(text: str, asked: list[re.Match[str]], told: set[re.Match[str]]) -> Iterator[Change]:
    """Yield the places between words where a dash is likelier than an adverb; `told` are dashes already."""
    odds = dict.fromkeys(told, TOLD_ODDS)
    doubtful = [match for match in asked if match not in told]
    odds.update(zip(doubtful, log_odds([sides_of(text, match) for match in doubtful]), strict=True))
    sure = {match for match in doubtful if odds[match] >= LEAST_ODDS or names_its_kind(sides_of(text, match))}
    for left, right in pairwise(asked):
        inserted = CLAUSE.fullmatch(text, left.end(), right.start())
        if inserted and odds[left] + odds[right] >= PAIR_ODDS:
            sure |= {left, right} - told
    for match in sorted(sure, key=lambda match: match.start()):
        yield Change(match.start(), match.end(), "——", "dash", 0.9)
