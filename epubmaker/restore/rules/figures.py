"""Figures that were torn, and the dash between two of them (GB/T 15835: 5.1.5 decimals, 5.1.6 thousands, 5.1.8 ranges).

A recogniser sets blanks around points, commas and colons, and reads the dash of a range as 一 or as two hyphens. What is
closed up is what only a number can be: `36 . 8%`, `1, 234.56亿元`, `06: 10: 28`. A list (`50, 100米`), the number of an item
(`3. 5月份`) or a year behind a label (`表1. 2019年`) look alike and stay as they are.
"""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP, HAN
from epubmaker.restore.context import below_nought
from epubmaker.restore.rules.spread import MEASURE, G, spread_figures
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

_GAPS = re.compile(f"{G}+")
_FIGURE = re.compile("[0-9]")
RULE, RANGE = "figure", "range"
SURE, LIKELY = 0.97, 0.9

# Blanks before the point: no item and no sentence is set so. A day or an hour behind it can be a new sentence.
_POINT_BEFORE = re.compile(
    rf"(?<![\d.])(?P<whole>\d{{1,6}})(?P<gap>{G}+[.．]{G}*)\d{{1,4}}(?![\d.]|[年月日时点号])"
)
_POINT_BEHIND = re.compile(rf"(?<![\d.])(?P<whole>\d{{1,6}})(?P<gap>[.．]{G}+)\d{{1,4}}(?={G}?(?:{MEASURE}))")
# At the end of a clause, too, where Chinese stands before the figure: no item, and no sentence of a figure alone.
_POINT_AT_END = re.compile(
    rf"(?<=[{HAN}])(?<![图表例题第章节条款注])\d{{1,4}}(?P<gap>[.．]{G}+)\d{{1,4}}(?=[，。；）])"
)
# Names whose end is a decimal: a point there is never a stop.
_NAMED = re.compile(rf"P(?P<before>{G}*M{G}*)2(?P<gap>{G}*[.．。]{G}*)5(?!\d)")
# Formulas whose figure stands on the line: C O 2. Others look like the number of something (NO 2).
_FORMULA = re.compile(rf"(?<![A-Za-z])(?:H{G}*2{G}*O|[CS]{G}*O{G}*2|C{G}*H{G}*4)(?![A-Za-z0-9.])")
# A date in points: a blank behind each is the recogniser's.
_DATE = re.compile(
    rf"(?<![\d.])(?:19|20)\d\d(?P<first>{G}*[.．]{G}*)\d{{1,2}}(?P<second>{G}*[.．]{G}*)\d{{1,2}}(?![\d.])"
)
# Signs between two figures, or before one, have no blanks: 1 / 3, 1.5 × 10, ￥ 100.
_SIGN = re.compile(
    rf"(?<=\d)(?P<gap>{G}+)(?=[/×÷]{G}*\d)|(?:(?<=\d[/×÷])|(?<=\d [/×÷]))(?P<behind>{G}+)(?=\d)"
    rf"|(?<=\[)(?P<opened>{G}+)(?=\d{{1,4}}{G}*\])|(?<=\d)(?P<shut>{G}+)(?=\])"
    rf"|(?<=\d\])(?P<left>{G}+)(?=\d+{G}?号)|(?<=\d \])(?P<behind_left>{G}+)(?=\d+{G}?号)"
    rf"|(?:(?<=[{HAN}]×)|(?<=[{HAN}] ×)){G}+(?=\d)"
    rf"|(?<=[（(][-+±－＋])(?P<signed>{G}+)(?=\d)|(?<=[（(] [-+±－＋])(?P<behind_sign>{G}+)(?=\d)"
    rf"|(?:(?<=[{HAN}][-－])|(?<=[{HAN}] [-－])){G}+(?=\d+(?:\.\d+)?{G}?℃)"
    rf"|(?<=[￥¥＄€£])(?P<money>{G}+)(?=\d)|(?<=\d)(?P<sum>{G}+)(?=\+{G}+\d)|(?<=\d \+)(?P<added>{G}+)(?=\d)"
)
_HUNDREDTH = re.compile(rf"(?<=\d\.\d)(?P<gap> )(?=\d(?:{MEASURE}))")
# A letter and its number, C 919, G 60: not where the number counts something.
_MODEL_NUMBER = re.compile(
    rf"(?:^|(?<=[{HAN}，。、；：（“])|(?<=[{HAN}，。、；：（“] ))(?:[A-Z](?P<gap>{G})(?=\d{{1,4}}{G}?[{HAN}])"
    rf"(?!\d+{G}?[年月日时分秒点人名个位家户次项条件张篇部票元角题道页本套天周倍岁米吨斤亩比多余万亿千百])"
    rf"|[GDCKTZ](?P<train>{G})(?=\d{{1,4}}次(?:列车|动车|高铁|航班)|\d{{2,4}}{G}?次))"
)
_GENERATION = re.compile(
    rf"(?:^|(?<=[{HAN}、+])|(?<=[{HAN}、+] ))[2-68](?P<gap>{G}+)(?=[GK] ?[{HAN}、]"
    r"|D(?:打印|电影|动画|建模|模型|影像|效果|技术|扫描|视觉))"
)
_STOP_FOR_POINT = re.compile(rf"(?<![\d.])\d{{1,3}}(?P<gap>。)\d{{1,2}}(?={G}?(?:%|‰|个?百分点|℃))")
_OPENS_ITEM = re.compile(rf"(?:^|[。；;：:（(\n])[{GAP}]*$")
_LABEL = re.compile("[图表例题第章节条款注]$")

_THOUSANDS = re.compile(
    rf"(?<![\d.,，])(?P<head>\d{{1,3}})(?P<groups>(?:{G}*[,，]{G}*\d{{3}})+)(?![\d,，]|{G}[,，]?\d)"
)
# A group that was torn inside: 1,0 00份.
_TORN_GROUP = re.compile(rf"(?<![\d.,，])\d{{1,3}}[,，](?P<group>\d \d ?\d|\d\d \d)(?=[{HAN}])")
_COMMA = re.compile(rf"{G}*[,，]{G}*")
# What is counted by the thousand: behind a figure of one place and a round second group nothing else is sure.
_COUNTED = re.compile(
    rf"\.\d|[.．]{G}+\d{{1,4}}{G}?(?:{MEASURE})|{G}?[万亿元人名户吨亩家张件个位辆套场班份株头只]|多|余|美元|公里|平方|[、和至到]\d{{1,3}}[,，]\d{{3}}(?!\d)"
)

_CLOCK = re.compile(
    rf"(?<![\d.])(?<!\d[:：])(?<!\d[ :：][ :：])(?P<hour>\d(?: ?\d)?){G}*[:：]{G}*(?P<minute>\d ?\d)"
    rf"(?:{G}*[:：]{G}*(?P<second>\d ?\d))?(?! ?\d|[:：])"
)
_COLON = re.compile(f"{G}*[:：]{G}*")
_APART = re.compile(f"{G}[:：]{G}")
_SCORE = re.compile(rf"(?<![\d:：.])\d{{1,3}}(?P<mark>{G}*:{G}*)\d{{1,3}}(?![\d:：.]|{G}*:)")

# A ratio of three and more: 3 : 2 : 1.
_RATIO = re.compile(rf"(?<![\d:：.])\d{{1,3}}(?:{G}+[:：]{G}*\d{{1,3}}){{2,}}(?![\d:：.])")

# The unit of the first figure may stand before the dash: 10日—16日, 3岁—6岁.
_UNIT = "年月日时分秒岁%℃元度级号楼版"
_HAN_FIGURES = "〇○零一二三四五六七八九"
_TWO_STROKES = r"(?:[-－]{2,3}|[─━]{1,2}|―{1,2}|–{2}|—(?= —)|[-－–—](?:[ \u3000]+[-－–—])+)"
_RANGE = re.compile(
    rf"[0-9](?P<dash>{G}*(?:一{{1,2}}|{_TWO_STROKES}|——){G}*)(?=[0-9])"
    rf"|[0-9]{G}?[{_UNIT}](?P<unit>{G}*(?:一|{_TWO_STROKES}){G}*)(?=[0-9])"
    rf"|[0-9](?P<counted>[{HAN}％‰]{{1,3}}?)(?P<again>{G}*(?:一|{_TWO_STROKES}){G}*)(?=[0-9]+(?:\.[0-9]+)?(?P=counted))"
    rf"|[0-9](?P<same>[年月日%％℃])(?P<twice>{G}*——{G}*)(?=(?:[0-9]{{4}}年)?(?:[0-9]{{1,2}}月)?[0-9.]+(?P=same))"
    rf"|第[0-9]+(?P<nth>[{HAN}]{{1,2}}?)(?P<ordinal>{G}*(?:一|{_TWO_STROKES}){G}*)(?=第[0-9]+(?P=nth))"
    rf"|[0-9](?:{G}?[%％‰℃年月日时])?(?P<loose>{G}+[-－–—~～]{G}*|[-－–—~～]{G}+)(?=[0-9](?![^=\n]{{0,6}}=))"
    r"|[A-Z]?[0-9](?P<models>一)(?=[A-Z][0-9])"
)
# The same between years in Han figures, and between days of the week.
_RANGE_OF_WORDS = re.compile(
    rf"一(?:(?<=[{_HAN_FIGURES}]{{4}}年一)(?=[一二][{_HAN_FIGURES}]{{3}}年)|(?:(?<=周[一二三四五六日]一)|(?<=星期[一二三四五六日]一))(?=周|星期))"
)
_IN_YEAR = re.compile("[〇零一二三四五六七八九]$")  # 二0一0年: figures of both kinds, and no range
_CALL = re.compile(r"(?<!\d)0\d{2,3}$")  # an area code: 0573一89508212
_LOOSE_CALL = re.compile(
    rf"(?<!\d)0\d{{2,3}}(?P<gap>{G}+[-－—]{G}*|[-－—]{G}+)(?=\d{{3,4}}{G}?\d{{4}}(?!\d))"
)
_LOOSE_MODEL = re.compile(  # 歼 - 20, CCTV - 1, J - 20战机
    rf"(?<![A-Za-z])(?:[歼轰]|东风|红旗|巨浪|[A-Z]{{2,5}}|[A-Z](?={G}*-{G}*\d{{1,3}}{G}?(?:战|型|飞机|导弹|轰炸|直升|客机|隐[身形]|系列)))(?P<gap>{G}+-{G}*|-{G}+)(?=\d{{1,3}}(?![\d.:%]|{G}?[%年月日时]))"
)
_MODEL = re.compile(  # B一52, 5G一A, 歼一20
    r"一(?:(?<=[A-Z]一)(?=[A-Z0-9])|(?<=[歼轰]一)(?=\d{1,2}(?!\d))"
    r"|(?<=[运直教]一)(?=\d{1,2}[A-Z]?(?:型|系列|直升机|运输机|飞机|战机|首飞|交付|列装|入列|[、，。”]|$)))"
)


def figures(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Close up decimals, thousands and times that were torn, and set one dash between two figures."""
    text = tracked.text
    blank = _GAPS.search(text) is not None
    if setting.kind == "matter":
        yield from _calls(text)
        return
    if _FIGURE.search(text):
        for match in _STOP_FOR_POINT.finditer(text):
            yield Change(match.start("gap"), match.end("gap"), ".", RULE, LIKELY)
        if blank or "．" in text or "M2。5" in text:
            yield from _points(text, opens=setting.kind != "heading")
        yield from _thousands(text)
        if ":" in text or "：" in text:
            yield from _times(text)
    yield from _ranges(text)
    if blank:
        yield from _signs(text)


def _calls(text: str) -> Iterator[Change]:
    """Yield the hyphens of telephone numbers that stand between blanks."""
    for match in _LOOSE_CALL.finditer(text):
        yield Change(match.start("gap"), match.end("gap"), "-", RULE, LIKELY)


def _signs(text: str) -> Iterator[Change]:
    """Yield the blanks to drop beside signs and inside figures that were set apart one by one."""
    for match in _SIGN.finditer(text):
        yield Change(match.start(), match.end(), "", RULE, LIKELY)
    for match in _FORMULA.finditer(text):
        for gap in _GAPS.finditer(text, match.start(), match.end()):
            yield Change(gap.start(), gap.end(), "", RULE, LIKELY)
    for match in (*_GENERATION.finditer(text), *_HUNDREDTH.finditer(text)):
        yield Change(match.start("gap"), match.end("gap"), "", RULE, LIKELY)
    for match in _MODEL_NUMBER.finditer(text):
        yield Change(*match.span(match.lastgroup or "gap"), "", RULE, LIKELY)
    yield from _spread(text)


def _spread(text: str) -> Iterator[Change]:
    """Yield the blanks inside figures that were set apart one by one."""
    for start, end in spread_figures(text):
        for gap in _GAPS.finditer(text, start, end):
            yield Change(gap.start(), gap.end(), "", RULE, LIKELY)


def _points(text: str, *, opens: bool) -> Iterator[Change]:
    """Yield the decimal points to set without blanks; where a text may open with the number of an item, none there."""
    for match in _NAMED.finditer(text):
        if match[0] != "PM2.5":
            yield Change(match.start("before"), match.end(), "M2.5", RULE, SURE)
    for match in _DATE.finditer(text):
        yield from (
            Change(match.start(kind), match.end(kind), ".", RULE, LIKELY)
            for kind in ("first", "second")
            if match[kind] != "."
        )
    for match in _POINT_BEFORE.finditer(text):
        yield Change(match.start("gap"), match.end("gap"), ".", RULE, SURE)
    for match in _POINT_BEHIND.finditer(text):
        before = text[max(0, match.start() - 4) : match.start()]
        if not (_OPENS_ITEM.search(before) and (opens or before)) and not _LABEL.search(before):
            yield Change(match.start("gap"), match.end("gap"), ".", RULE, LIKELY)
    for match in _POINT_AT_END.finditer(text):
        yield Change(match.start("gap"), match.end("gap"), ".", RULE, LIKELY)


def _thousands(text: str) -> Iterator[Change]:
    """Yield the commas between groups of three figures to set narrow and without blanks."""
    for match in _TORN_GROUP.finditer(text):
        if _COUNTED.match(text, match.end()):
            start = match.start("group") - 1
            yield Change(start, match.end(), "," + match["group"].replace(" ", ""), RULE, LIKELY)
    for match in _THOUSANDS.finditer(text):
        if _COMMA.sub(",", match["groups"]) == match["groups"] or not _is_one_number(match, text):
            continue
        for comma in _COMMA.finditer(text, match.start("groups"), match.end("groups")):
            if comma[0] != ",":
                yield Change(comma.start(), comma.end(), ",", RULE, LIKELY)


def _is_one_number(match: re.Match[str], text: str) -> bool:
    """Return whether groups of figures are one number and no list.

    Blanks before a comma, a group with a leading zero and a decimal behind are of no list. Lists of Arabic figures have 、
    in Chinese text, and a recogniser's comma with a blank; so wide commas part thousands where something counted follows.
    """
    head, groups = match["head"], _COMMA.split(match["groups"])[1:]
    counted = _COUNTED.match(text, match.end())
    blank_before = re.search(rf"{G}[,，]", match["groups"])
    if head.startswith("0"):
        return False
    if blank_before or groups[0].startswith("0") or (counted and counted[0].startswith((".", "．"))):
        return True
    if len(groups) > 1:
        return len(head) < 3 and counted is not None
    round_number = groups[0].endswith("00") or groups[0].endswith("50")
    if re.search(G, match["groups"]):
        return counted is not None and len(head) < 3 and (not round_number or len(head) == 1)
    return counted is not None


def _times(text: str) -> Iterator[Change]:
    """Yield times of day, scores and ratios to close up: 06: 10: 28, 3 : 1."""
    taken: list[tuple[int, int]] = []
    for match in _CLOCK.finditer(text):
        whole = match[0]
        hour, minute = (int(_GAPS.sub("", match[part])) for part in ("hour", "minute"))
        if (
            not re.search(G, whole)
            or hour > 24
            or minute > 59
            or (" " in match["hour"] and " " not in match["minute"] and not _APART.search(whole))
        ):
            continue
        if _LABEL.search(text[max(0, match.start() - 1) : match.start()]):
            continue
        taken.append(match.span())
        yield Change(match.start(), match.end(), _GAPS.sub("", _COLON.sub(":", whole)), RULE, SURE)
    for match in _RATIO.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            taken.append(match.span())
            yield Change(match.start(), match.end(), _COLON.sub(":", match[0]), RULE, LIKELY)
    for match in _SCORE.finditer(text):
        inside = any(start <= match.start() < end for start, end in taken)
        label = _LABEL.search(text[max(0, match.start() - 1) : match.start()])
        if not inside and not label and match["mark"] != ":":
            yield Change(match.start("mark"), match.end("mark"), ":", RULE, LIKELY)


def _ranges(text: str) -> Iterator[Change]:
    """Yield what stands for the dash between two figures, to be set as one dash; in a telephone number as a hyphen."""
    for match in _RANGE_OF_WORDS.finditer(text):
        yield Change(match.start(), match.end(), "—", RANGE, SURE)
    for match in _RANGE.finditer(text) if _FIGURE.search(text) else ():
        if _IN_YEAR.search(text[max(0, match.start() - 2) : match.start()]):
            continue
        kind = match.lastgroup or "dash"
        if below_nought(text, match.start(kind)) and match[kind] in ("--", "－－"):
            continue
        dash = match["loose"].strip().replace("－", "-") if kind == "loose" else "—"
        call = _CALL.search(text[max(0, match.start() - 4) : match.start() + 1])
        yield Change(
            match.start(kind), match.end(kind), "-" if call and kind != "loose" else dash, RANGE, SURE
        )
    for match in _MODEL.finditer(text):
        yield Change(match.start(), match.end(), "-", RANGE, LIKELY)
    for match in _LOOSE_MODEL.finditer(text):
        yield Change(match.start("gap"), match.end("gap"), "-", RANGE, LIKELY)
