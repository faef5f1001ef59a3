"""A full stop or a middle dot that became an ASCII full stop, and the mark after a numeral in Han characters."""

import re
from collections.abc import Iterator

from epubmaker.restore.characters import HAN
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText

STOP = re.compile(rf"(?<=[{HAN}”’」』）》)%℃\"'])\.(?=[{HAN}“‘「『《（(\"']|$|[”’」』）)])")
# Shorter figures before a full stop number the items of a list.
AFTER_FIGURES = re.compile(rf"(?<=[0-9]{{3}})\.(?=[{HAN}“《])")
NUMERAL = re.compile(r"[一二三四五六七八九十]{1,3}(?P<mark>[.．])")
# Characters that Chinese spells foreign names with; a dot between two of them parts a name from a name.
SPELLED = frozenset(
    "阿艾埃安奥巴贝本比彼宾波伯博布查茨达丹道德迪蒂杜顿多恩尔法菲费弗夫福盖戈格哈海汉赫霍基吉加杰金卡凯坎科克肯库夸拉莱兰朗劳勒雷里"
    "利莉列琳林卢鲁路伦罗洛马玛迈麦曼梅蒙米密莫默姆穆内纳娜奈尼妮涅诺努欧帕佩皮普齐乔切茹瑞萨塞桑瑟沙莎什施史斯丝苏索塔泰坦特提图托瓦威维韦沃乌"
    "西希谢辛休雅亚扬耶伊因约泽詹珍芝朱兹佐森逊"
)
REACH = 2  # characters looked at on either side of the dot


def stops(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Set `.` after Chinese text as `。`, between the parts of a foreign name as `·`, after `一` as `、`."""
    text = tracked.text
    if "." not in text and "．" not in text:
        return
    numeral = NUMERAL.match(text)
    if numeral:
        yield Change(numeral.start("mark"), numeral.end("mark"), "、", "stop", 0.9)
    for match in STOP.finditer(text, numeral.end() if numeral else 0):
        between_names = _is_spelled(text[max(0, match.start() - REACH) : match.start()]) and _is_spelled(
            text[match.end() : match.end() + REACH]
        )
        yield Change(match.start(), match.end(), "·" if between_names else "。", "stop", 0.9)
    for match in AFTER_FIGURES.finditer(text):
        if setting.kind == "prose":
            yield Change(match.start(), match.end(), "。", "stop", 0.85)


def _is_spelled(characters: str) -> bool:
    """Say whether all of a few characters are ones that foreign names are spelled with."""
    return len(characters) == REACH and all(character in SPELLED for character in characters)
