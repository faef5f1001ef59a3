"""Whether a few words above a headline name who says something or where, as a kicker does, or a section of the paper."""

from __future__ import annotations

from epubmaker.text import patterns as re
from epubmaker.text.surnames import COMPOUND_SURNAMES, is_name

_BODIES = re.compile(
    r"(?:[部委局办辦署省市县縣]|(?:新[华華]|中新|[报報]|通[讯訊]|出版|合作|供[销銷])社|国[务務]院|國務院|法院|[检檢]察院|[学學科研究]院|大[学學]"
    r"|集[团團]|公司|委[员員][会會]|[协協监監][会會]|[联聯]合[会會]|[央银銀]行|[日晚早]报|[日晚早]報|政府|法庭|海[关關])$"
)
_NO_BODY = re.compile(
    r"(?:编辑|編輯|俱[乐樂]|全|内|內|外|城|都|夜|超|花|集|菜|股|汽[车車]|人才|跳蚤|[楼樓車车])(?:部|市)$"
)
_PLACES = re.compile(
    r"(?:北京|天津|上海|[重][庆慶]|河[北南]|[山][东東西]|[辽遼][宁寧]|吉林|黑[龙龍]江|江[苏蘇西]|浙江|安徽|福建|湖[北南]|[广廣][东東西]|海南"
    r"|四川|[贵貴]州|[云雲]南|[陕陝]西|甘[肃肅]|青海|[台臺][湾灣]|[内內]蒙古|西藏|[宁寧]夏|新疆|香港|澳[门門])$"
)
# What names of sections end in; given names rarely do.
_SECTIONS = frozenset(
    "界圈季周週刊谈談评評论論坛壇窗园園苑角线線点點观觀察记記录錄事汇匯讯訊版坊台臺站廊说說语語话話人家笔筆场場路眼声聲"
)
BODY = 3  # characters of the shortest name of a body: 国台办
PERSON = 3  # characters of a person's name; of two, too many words look like one (关注, 文化)


def names_speaker(text: str) -> bool:
    """Say whether a few words are the name of a person, a public body or a province, and nothing else."""
    words = text.strip()
    if _PLACES.match(words):
        return True
    if len(words) >= BODY and _BODIES.search(words) and not _NO_BODY.search(words):
        return True
    person = len(words) == PERSON or (len(words) == PERSON + 1 and words[:2] in COMPOUND_SURNAMES)
    return person and is_name(words) and words[-1] not in _SECTIONS


__all__ = ["names_speaker"]
