"""Dates as a recogniser reads them: letters for figures (二OOO年, 1月l0日), strokes for 一 (星期—), 曰 for 日.

A letter is a figure only where a date leaves no other reading: four places before 年 of which one is a figure at least; one or
two between 年 and 月, or between 月 and 日. One character becomes one character, so that offsets stay.
"""

import re

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
_DAY = re.compile(rf"(?<=月)({_LOOSE}{_ANY}(?:{_LOOSE}{_ANY}){{0,2}}){_LOOSE}[日号曰目](?![的标])")
_NUMERIC = re.compile(
    rf"(?<![A-Za-z0-9])(?=[0-9]|[{re.escape(_ONES)}]9)(?=[^\n]{{0,9}}[0-9])([0-9{re.escape(_LETTERS)}]{{4}}[-./][0-9{re.escape(_LETTERS)}]{{1,2}}[-./]"
    rf"[0-9{re.escape(_LETTERS)}]{{1,2}})(?![A-Za-z0-9])"
)
_WEEKDAY = re.compile(r"(?<=星期)[-—–―曰目]|(?<=礼拜)[-—–―曰目]")
# A stroke for 一 in a date of Han figures: 二〇二〇年—月十—日.
_STROKE = re.compile(
    rf"(?<=[{_FIGURES}]年)[-—–―](?=[月])|(?<=年十)[-—–―](?=月)|(?<=[〇零一二三四五六七八九十元—]月)[-—–―](?=日)|(?<=十)[-—–―](?=日)"
)
_ARABIC = str.maketrans(dict.fromkeys(_NOUGHTS, "0") | dict.fromkeys(_ONES, "1") | {"ニ": "二"})
_HAN = str.maketrans(dict.fromkeys(_NOUGHTS, "〇") | dict.fromkeys(_ONES, "一") | {"ニ": "二"})
_IN_HAN = re.compile("[〇零一二三四五六七八九十廿卅元ニ]")
_DAYS = str.maketrans({"曰": "日", "目": "日"} | dict.fromkeys("-—–―", "一"))
_DOUBTFUL = re.compile(rf"[{re.escape(_LETTERS)}ニ曰目]|(?:星期|礼拜|年|月|十)[-—–―]")


def mend_dates(folded: str) -> str:
    """Return a folded text with the misread characters of its dates as they should be; as long as it was."""
    if not _DOUBTFUL.search(folded):
        return folded
    folded = _STROKE.sub("一", folded)
    for pattern in (_YEAR, _MONTH, _NUMERIC):
        folded = pattern.sub(_as_figures, folded)
    folded = _DAY.sub(lambda match: _as_figures(match).translate(_DAYS), folded)
    return _WEEKDAY.sub(lambda match: match[0].translate(_DAYS), folded)


def _as_figures(match: re.Match[str]) -> str:
    return match[0].translate(_HAN if _IN_HAN.search(match[0]) else _ARABIC)
