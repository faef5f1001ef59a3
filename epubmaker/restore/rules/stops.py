"""A full stop or a middle dot that became an ASCII full stop, and the mark after a numeral in Han characters."""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP, HAN
from epubmaker.restore.context import chinese_sentence
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

_BEHIND = rf"[{HAN}“‘「『《（(\"']|$|[”’」』）)]"
# Between blanks too: a recogniser's are round the mark.
STOP = re.compile(
    rf"(?<=[{HAN}”’」』》）)%℃\"'])\.(?={_BEHIND})|(?<=[{HAN}”’」』》）][{GAP}])\.(?=[{GAP}]?(?:{_BEHIND}))"
)
# A middle dot that another code page, or a list, has: between Han characters, and in the name of a day (3•15).
DOT = re.compile(rf"(?<=[{HAN}0-9])[{GAP}]*(?P<dot>[•・∙‧⋅])(?=[{GAP}]*[{HAN}0-9])")
WIDE_POINT = re.compile(rf"(?<=[{HAN}])．(?=[{HAN}])")
# Parts of names of Central Asia: a dot before or behind one parts two names.
_NAME_PARTS = (
    "买买提|艾买提|赛买提|托合提|吐尔逊|吐尔地|阿不都|阿卜杜|阿布都|艾力|艾山|吾买尔|依明|热合曼|热依木|古丽|阿依|帕提|努尔|木沙|尼亚孜|卡德尔|玉素甫|库尔班|肉孜"
    "|斯迪克|别克|买提|江波拉提|迪丽|热娜|哈孜|克里木|亚森|麦麦提"
)
NAME_ENDS, NAME_BEGINS = (
    re.compile(f"(?:{_NAME_PARTS})$"),
    re.compile(f"(?:{_NAME_PARTS})(?:[江汗别尔克]|$|[^{HAN}])"),
)
# Shorter figures before a full stop number the items of a list.
AFTER_FIGURES = re.compile(rf"(?<=[0-9]{{3}})\.(?=[{HAN}“《])")
NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}(?P<mark>[.．])")
# Characters that Chinese spells foreign names with; a dot between two of them parts a name from a name.
SPELLED = frozenset(
    "阿艾埃安奥巴贝本比彼宾波伯博布查茨达丹道德迪蒂杜顿多恩尔法菲费弗夫福盖戈格哈海汉赫霍基吉加杰金卡凯坎科克肯库夸拉莱兰朗劳勒雷里"
    "利莉列琳林卢鲁路伦罗洛马玛迈麦曼梅蒙米密莫默姆穆内纳娜奈尼妮涅诺努欧帕佩皮普齐乔切茹瑞萨塞桑瑟沙莎什施史斯丝苏索塔泰坦特提图托瓦威维韦沃乌"
    "西希谢辛休雅亚扬耶伊因约泽詹珍芝朱兹佐森逊翰廉娅汀汤贾蕾琼"
)
REACH = 2  # characters looked at on either side of the dot


def stops(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Set `.` after Chinese text as `。`, between the parts of a foreign name as `·`, after `一` as `、`."""
    text = tracked.text
    yield from _dots(text)
    if "." not in text and "．" not in text:
        return
    numeral = NUMERAL.match(text)
    if numeral:
        yield Change(numeral.start("mark"), numeral.end("mark"), "、", "stop", 0.9)
    for match in STOP.finditer(text, numeral.end() if numeral else 0):
        if text[match.start() - 1] in "\"'" and not chinese_sentence(text, match.start()):
            continue  # He said "OK".
        between_names = _parts_names(text, match)
        yield Change(match.start(), match.end(), "·" if between_names else "。", "stop", 0.9)
    for match in AFTER_FIGURES.finditer(text):
        if setting.kind == "prose":
            yield Change(match.start(), match.end(), "。", "stop", 0.85)


def _dots(text: str) -> Iterator[Change]:
    """Yield the dots between parts of names that another character stands for."""
    for match in DOT.finditer(text):
        yield Change(match.start("dot"), match.end("dot"), "·", "stop", 0.95)
    for match in WIDE_POINT.finditer(text):
        if _parts_names(text, match):
            yield Change(match.start(), match.end(), "·", "stop", 0.9)


def _parts_names(text: str, dot: re.Match[str]) -> bool:
    """Say whether a dot stands between parts of a foreign name."""
    before = text[max(0, dot.start() - 5) : dot.start()].rstrip(GAP)
    after = text[dot.end() : dot.end() + 6].lstrip(GAP)
    if _is_spelled(before[-REACH:]) and _is_spelled(after[:REACH]):
        return True
    return bool(NAME_ENDS.search(before) or NAME_BEGINS.match(after))


def _is_spelled(characters: str) -> bool:
    """Say whether all of a few characters are ones that foreign names are spelled with."""
    return len(characters) == REACH and all(character in SPELLED for character in characters)
