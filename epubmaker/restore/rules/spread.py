"""Figures that were set apart one by one: `2 0 2 0年`, `1 2 . 5 %`, `C 9 1 9大型客机`.

Single figures with a blank between each may be a list: they count up, or on by equal steps (1 2 3, 1 3 5). Three and more that do
neither are one number, wherever they stand in Chinese text. Two are one where what stands beside them counts one
thing (6 5公斤), or where the same text holds a number that is surely torn: whoever sets figures apart does it all over a text.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from epubmaker.restore.characters import GAP, HAN
from epubmaker.text import patterns as re

G = f"[{GAP}]"
# What is counted or measured, behind a number with a decimal.
MEASURE = (
    "%|‰|℃|个?百分点|倍|亿|万|千|百|元|美元|欧元|公里|千米|米|厘米|毫米|吨|亩|公顷|平方|立方|公斤|千克|克|度|级|岁|折|分钟|小时|秒|升|毫升|"
    "英寸|寸|瓦|千瓦|伏|安|成|斤|吋|km|kg|cm|mm|m|GB|MB|TB|GHz"
)
_BEFORE = rf"(?:^|(?<=[{HAN}，。、；：（“《])|(?<=[{HAN}，。、；：（“《] ))"
_RUN = re.compile(rf"{_BEFORE}\d(?: \d)+(?= ?[{HAN}，。、；：）”％%℃]| ?$)")
# Two of them before a measure. Before a counter they may be two numbers (共3 5个).
_UNITS = "公斤|平方|千克|厘米|毫米|公里|[万亿]?元|[万亿米吨岁亩%％℃]|个百分点|小时|分|秒"
_MEASURED = re.compile(f" ?(?:{_UNITS})|”")
_NUMBERED = re.compile("[第图表组] ?$")
_OF_A_SCORE = re.compile("比分[为是以]? ?$|[战胜平负输赢] ?$")
_OF_A_TIME = re.compile(" ?[时分秒月日]")
_COUNTED_BEFORE = re.compile(rf"\d([{HAN}])、 ?$")  # 3路、1 5路
_COUNTER = re.compile(" ?年代| ?[名个位人家户次项条张篇部届期号座栋层台辆件套匹株枚艘架]")
# Where one number alone can stand: 第3 2条, B座1 1层, 9秒5 8, 10至1 5日.
_ALONE = re.compile(
    r"(?<=第)\d \d(?= ?[条届次期号版章集回名位页])|(?<=[座栋幢楼])\d \d(?= ?[层楼室号])|(?:(?<=\d·)|(?<=\d · ))\d \d(?=[^\d ])"
)
_SURE = re.compile(
    rf"(?<=第 )\d(?: \d)+(?= [{HAN}])|(?<=秒)\d \d(?![\d ])|(?:(?<=月)|(?<=月 ))\d \d(?= ?日)|(?<=[至到—]) ?\d \d(?= ?日)"
    r"|(?:(?<=年)|(?<=年 ))1 [0-2](?= ?月)"
    # A score between blanks: 9 8 : 9 5.
    r"|(?<![\d:：.])(?<![\d:：.] )\d(?: \d){1,2} [:：] ?\d(?: \d){1,2}(?! ?[\d:：.])"
    # A year, wherever it stands; and the whole of a decimal.
    r"|(?<!\d)(?<!\d )(?:(?:1 9|2 0)(?: \d){2}(?! ?\d)|(?:1 ?9|2 ?0) ?\d ?\d(?= ?年))"
    rf"|(?<=[{HAN} ])(?<!\d )\d(?: \d){{1,8}}(?= [.．] ?\d| ?[.．] \d)"
)
# Two of three figures, before a measure: 12 5公斤.
_HALF_TORN = re.compile(rf"{_BEFORE}(?<![第图表组])(?<![第图表组] )(?:\d \d\d|\d\d \d)(?= ?(?:{_UNITS}))")
# A decimal or thousands every figure of which is set apart: 0 . 0 5个百分点, 1 2 , 6 8 0吨.
_DECIMAL = re.compile(
    rf"(?<![\d.,])(?<![\d.,] )\d(?: \d){{0,2}}(?:(?:{G}?,{G}?\d \d \d)+"
    rf"(?:{G}?[.．]{G}?\d(?: \d){{0,3}})?|{G}?[.．]{G}?\d(?: \d){{1,3}})(?={G}?(?:{MEASURE}|[{HAN}]))"
)
# A letter and its number (C 9 1 9, H 7 N 9), a number in parts, a name and its number (C O V I D - 1 9).
_LETTERED = re.compile(rf"{_BEFORE}[A-Z](?: [A-Z0-9])+(?= ?[{HAN}，。、；：）”])")
# A word and its number, each letter and figure set apart: M a t e 6 0.
_WORD_AND_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?<![A-Za-z0-9] )[A-Za-z](?: [A-Za-z]){2,11}(?: \d){2,4}(?! ?[A-Za-z0-9.])"
)
_TRAIN = re.compile(r"(?<![A-Za-z])[GDCKTZ](?: \d){2,4}(?= ?次)")
_PARTS = re.compile(
    r"(?<![A-Za-z0-9])(?<![A-Za-z0-9] )(?:[A-Z](?: [A-Za-z]){0,11}|\d(?: \d){2,7})"
    r"(?: [-－—] [A-Z0-9](?: [A-Za-z0-9]){1,7}){1,3}(?![A-Za-z0-9]| [A-Za-z0-9]|[.:：])"
)
# Text every character of which is set apart: in it figures beside each other are one number.
_ALL_APART = re.compile(rf"(?:[0-9]{G}){{0,8}}(?:[{HAN}]{G}(?:[0-9，。、：（）.%-]{G})*){{5,}}+")
_BETWEEN_FIGURES = re.compile(rf"(?<=[0-9]){G}(?=[0-9])")
_CALLED = re.compile("热线|专线")
_IS_CALLED = re.compile("(?:号码?|群|QQ|微信|电话|热线)[：:] ?$")
FEWEST_CALLED = 6  # figures of a number that one calls


def spread_figures(text: str) -> Iterator[tuple[int, int]]:
    """Yield where figures stand that were set apart one by one, with the blanks inside to drop."""
    if not _BETWEEN_FIGURES.search(text) and not _LETTERED.search(text):
        return
    for run in _ALL_APART.finditer(text):
        yield from (gap.span() for gap in _BETWEEN_FIGURES.finditer(text, *run.span()))
    sure = [match.span() for match in _SURE.finditer(text)]
    sure += [match.span() for match in _DECIMAL.finditer(text) if not _is_grouped_list(match[0])]
    sure += [match.span() for match in _PARTS.finditer(text) if _is_in_parts(match[0])]
    sure += [match.span() for match in _LETTERED.finditer(text) if _is_lettered(match[0].split())]
    sure += [match.span() for match in _WORD_AND_NUMBER.finditer(text) if _is_lettered(match[0].split())]
    sure += [match.span() for match in _TRAIN.finditer(text)]
    runs = list(_RUN.finditer(text))
    sure += [run.span() for run in runs if len(run[0]) > 3 and _is_number(run)]
    yield from sure
    yield from (run.span() for run in runs if len(run[0]) == 3 and _is_pair(run, torn=bool(sure)))
    for match in (*_ALONE.finditer(text), *_HALF_TORN.finditer(text)):
        if len(match[0]) > 3 or not _is_list(match[0].split()):
            yield match.span()


def _is_number(run: re.Match[str]) -> bool:
    """Return whether three or more figures are one number."""
    figures = run[0].split()
    called = len(figures) >= FEWEST_CALLED and _IS_CALLED.search(run.string[: run.start()][-4:])
    return not _is_list(figures) or bool(called) or _CALLED.match(run.string, run.end()) is not None


def _is_pair(run: re.Match[str], *, torn: bool) -> bool:
    """Return whether two figures are one number; `torn` says that the text holds others that are."""
    text, (start, end) = run.string, run.span()
    before = text[max(0, start - 4) : start]
    if _OF_A_SCORE.search(before) or (run[0].startswith("0") and not _OF_A_TIME.match(text, end)):
        return False
    counted = _COUNTED_BEFORE.search(before)
    if counted and text.startswith(counted[1], end):
        return True
    if torn or (run[0].endswith("0") and _COUNTER.match(text, end)):
        return True
    return bool(_MEASURED.match(text, end)) and not _NUMBERED.search(before) and not _is_list(run[0].split())


def _is_lettered(signs: Sequence[str]) -> bool:
    """Return whether letters and figures that stand apart are one name, and no list (A 1 B 2)."""
    letters, figures = [sign for sign in signs if sign.isalpha()], [sign for sign in signs if sign.isdigit()]
    return len(signs) > 2 and bool(figures) and not _is_list(letters) and not _is_list(figures)


def _is_grouped_list(words: str) -> bool:
    """Return whether what could be thousands is a list: 3 , 4 5 6."""
    return words.count(",") == 1 and _is_list(re.findall(r"\d", words))


def _is_in_parts(words: str) -> bool:
    return not any(_is_list(part.split()) for part in re.split("[-－—]", words))


def _is_list(signs: Sequence[str]) -> bool:
    """Return whether single figures or letters go on by equal steps, two of them by one."""
    steps = {ord(after) - ord(before) for before, after in pairwise(signs)}
    return steps == {1} or (len(signs) > 2 and len(steps) == 1 and steps != {0})
