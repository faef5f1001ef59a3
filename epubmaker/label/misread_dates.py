"""Dates as a recogniser reads them: letters for figures (二OOO年, 1月l0日), strokes for 一 (星期—), 曰 for 日.

A letter is a figure only where a date leaves no other reading: four places before 年 of which one is a figure at least; one or
two between 年 and 月, or between 月 and 日. One character becomes one character, so that offsets stay.
"""

from epubmaker.text import patterns as re

_NOUGHTS = "OoQDΟО"  # the last two are Greek and Cyrillic
_ONES = "Il|ＩｌⅠ!"
_FIGURES = "0-9〇零一二三四五六七八九十廿卅元"
_LETTERS = _NOUGHTS + _ONES
_ANY = f"[{_FIGURES}{re.escape(_LETTERS)}ニ]"
_LOOSE = r"[ \t]?"
_YEAR = re.compile(
    rf"(?<![A-Za-z0-9])(?=[^年\n]{{0,6}}[{_FIGURES}])({_ANY}(?:{_LOOSE}{_ANY}){{3}})(?={_LOOSE}年)"
)
_MONTH = re.compile(rf"(?<=年)({_LOOSE}{_ANY}(?:{_LOOSE}{_ANY})?)(?={_LOOSE}月)")
_DAY = re.compile(
    rf"(?<=月)({_LOOSE}{_ANY}(?:{_LOOSE}{_ANY}){{0,2}}){_LOOSE}(?:[日号]|[曰目囗](?![的标])|[口ロ](?![人之井味径腔子儿的]))"
)
_NUMERIC = re.compile(
    rf"(?<![A-Za-z0-9])(?=[0-9]|[{re.escape(_ONES)}]9)(?=[^\n]{{0,9}}[0-9])([0-9{re.escape(_LETTERS)}]{{4}}[-./][0-9{re.escape(_LETTERS)}]{{1,2}}[-./]"
    rf"[0-9{re.escape(_LETTERS)}]{{1,2}})(?![A-Za-z0-9])"
)
_WEEKDAY = re.compile(r"(?<=星期)[-—–―ー曰目口ロ囗囚玉夭ニ]|(?<=礼拜)[-—–―ー曰目口ロ囗囚玉夭ニ]")
# The word itself, behind a date: 3日 星朋四.
_WEEK = re.compile(r"(?<=日[ \u3000])(?:星[朋斯其朝]|[垦皇]期)(?=[一二三四五六日天](?![\u4e00-\u9fff]))")
# 年 and 月 between figures of a date, and figures of an issue.
_NAMED = re.compile(
    rf"(?<=[0-9]{{4}})[牛午](?={_LOOSE}[0-9]{{1,2}}{_LOOSE}月)|(?<=[0-9]年[0-9])[目用](?=[0-9])|(?<=[0-9]年[0-9]{{2}})[目用](?=[0-9])"
)
_ISSUE = re.compile(
    rf"(?<=第)({_LOOSE}(?=[0-9{re.escape(_LETTERS)}]*[0-9])[0-9{re.escape(_LETTERS)}]{{2,7}})(?={_LOOSE}[期号](?!楼|线|院|馆))"
)
# Lunar days and years: 初玉, 已亥年, 戊戍年.
_LUNAR = re.compile(
    r"(?<=月初)[玉ー—](?![\u4e00-\u9fff])|[已巳](?=[丑卯巳未酉亥]年(?![满轻幼]))|(?<=[甲丙戊庚壬])戍(?=年)|[戍戌](?=[子寅辰午申戌戍]年)|廾(?=[一二三四五六七八九])"
)
_OF_LUNAR = str.maketrans("玉ー—已巳戍戌廾", "五一一己己戌戊廿")
# A stroke for 一 in a date of Han figures: 二〇二〇年—月十—日.
_STROKE = re.compile(
    rf"(?<=[{_FIGURES}]年)[-—–―](?=[月])|(?<=年十)[-—–―](?=月)|(?<=[〇零一二三四五六七八九十元—]月)[-—–―](?=日)|(?<=十)[-—–―](?=日)"
    rf"|(?<=[一二][〇零九])[-—–―](?=[{_FIGURES}]年)|(?<=[一二][〇零九][{_FIGURES}])[-—–―](?=年)"
)
_ARABIC = str.maketrans(dict.fromkeys(_NOUGHTS, "0") | dict.fromkeys(_ONES, "1") | {"ニ": "二"})
_HAN = str.maketrans(dict.fromkeys(_NOUGHTS, "〇") | dict.fromkeys(_ONES, "一") | {"ニ": "二"})
_IN_HAN = re.compile("[〇零一二三四五六七八九十廿卅元ニ]")
_DAYS = str.maketrans(
    dict.fromkeys("曰目口ロ囗", "日")
    | dict.fromkeys("-—–―ー", "一")
    | dict(zip("囚玉夭ニ", "四五天二", strict=True))
)
_DOUBTFUL = re.compile(
    rf"[{re.escape(_LETTERS)}ニ曰目囗囚戍廾]|[0-9][口ロ牛午用]|[年月]..?[口ロ用]|星[朋斯其朝玉夭]|[垦皇]期|[已巳戌][一-龠]年|初[玉ー—]"
    r"|(?:星期|礼拜|年|月|十|[一二][〇零九][〇零一二三四五六七八九]?)[-—–―ー玉夭]"
)


def mend_dates(folded: str) -> str:
    """Return a folded text with the misread characters of its dates as they should be; as long as it was."""
    if not _DOUBTFUL.search(folded):
        return folded
    folded = _STROKE.sub("一", folded)
    folded = _NAMED.sub(lambda match: "年" if match[0] in "牛午" else "月", folded)
    for pattern in (_YEAR, _MONTH, _NUMERIC, _ISSUE):
        folded = pattern.sub(_as_figures, folded)
    folded = _WEEK.sub("星期", _LUNAR.sub(_as_lunar, folded))
    folded = _DAY.sub(lambda match: _as_figures(match).translate(_DAYS), folded)
    return _WEEKDAY.sub(lambda match: match[0].translate(_DAYS), folded)


def _as_figures(match: re.Match[str]) -> str:
    return match[0].translate(_HAN if _IN_HAN.search(match[0]) else _ARABIC)


def _as_lunar(match: re.Match[str]) -> str:
    """Return a stem, a branch or a figure of the lunar calendar as it should be: 戍 is 戊 before a branch, 戌 behind a stem."""
    if match[0] in "戍戌":
        return "戊" if match.string[match.end() : match.end() + 1] != "年" else "戌"
    return match[0].translate(_OF_LUNAR)
