"""The faces that ship with the library, by family and language."""

from pathlib import Path
from typing import Literal

from epubmaker.resources import data_file

Family = Literal["song", "hei", "kai"]
GETA = "〓"  # printers' sign for a sort that the case lacks

# One character as it is written elsewhere: where no face has a shape for the first form, the second is drawn. Forms that
# OpenCC writes for Taiwan and Hong Kong; printed forms of the age of lead; variants that the list of 1955
# (第一批异体字整理表) calls the same character. No shipped face has the first.
_PAIRS = (
    "僞偽 啓啟 嫺嫻 嬀媯 峯峰 榲榅 潙溈 爲為 牀床 竈灶 糉粽 繮韁 羣群 蔿蒍 衆眾 裏裡 鉢缽 鮎鯰 麪麵 卽即 旣既 眞真 敎教 鎭鎮 "
    "捝挩 揾搵 敚敓 敍敘 枱檯 涚涗 緼縕 藴蘊 衞衛 説說 輼轀 醖醞 鈎鉤 鋭銳 閲閱 叄叁 綫線 滙匯 "
    "靑青 淸清 顚顛 塡填 鄕鄉 郞郎 槪概 愼慎 硏研 緖緒 甁瓶 倂併 竝並 襃褒 戸戶 呉吳 兪俞 査查 歩步 毎每 黒黑 黙默 擧舉 撃擊 "
    "畵畫 絶絕 緑綠 録錄 産產 顔顏 浄淨 餠餅 吿告 飜翻 寗甯 寜寧 凖準 囘回 囬回 徧遍 輭軟 鉄鐵 鐡鐵 舘館 縂總 緫總 夀壽 壻婿 "
    "姉姊 粧妝 慙慚 欵款 疎疏 碁棋 甎磚 窓窗 籖籤 罸罰 羗羌 聨聯 臈臘 蔴麻 覇霸 艶艷 贜贓 逈迥 隣鄰 醻酬 閙鬧 雑雜 靣面 鞌鞍 "
    "韮韭 饍膳 駡罵 騐驗 髙高 鬪鬥 鬭鬥 濵濱"
)
FORMS = dict(zip(_PAIRS[::3], _PAIRS[1::3], strict=True))
_IGNORABLE = frozenset(
    [*range(0x200B, 0x2010), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0xFEFF, 0x20E3]
)

# Glyph shapes follow the region (CLREQ 2.2): a Simplified and a Traditional face each for text and headlines.
_SIMPLIFIED = {"song": "noto-serif-sc-400.ttf", "hei": "noto-sans-sc-700.ttf", "kai": "epubmaker-kai-400.ttf"}
_TRADITIONAL = {
    "song": "noto-serif-tc-400.ttf",
    "hei": "noto-sans-tc-700.ttf",
    "kai": "epubmaker-kai-400.ttf",
}


# Marks that stand in the middle of their square in Taiwan and Hong Kong. The one kai has them in its corner, as the Mainland does.
_MARKS = frozenset("，。、；：！？．")


def family_of(text: str, family: Family, language: str) -> Family:
    """Return the family that draws a token: song lends kai the marks of its region."""
    lent = family == "kai" and is_traditional(language) and _MARKS.issuperset(text)
    return "song" if lent and text else family


def is_traditional(language: str) -> bool:
    """Say whether a BCP 47 tag asks for Traditional characters."""
    subtags = language.lower().split("-")
    return "hant" in subtags or ("hans" not in subtags and bool({"tw", "hk", "mo"} & set(subtags)))


def face_path(family: Family, language: str) -> Path:
    """Return the path of the shipped TrueType face of a family (song, hei, kai) for a language.

    Raises `DependencyError` where the installation lacks it.
    """
    faces = _TRADITIONAL if is_traditional(language) else _SIMPLIFIED
    return data_file("fonts", faces[family])


def chain(family: Family, language: str) -> tuple[Path, ...]:
    """Return the order of fallback: the family's face, the other region's, kai, which has the most characters, then song."""
    other = "zh-Hans" if is_traditional(language) else "zh-Hant"
    order: tuple[tuple[Family, str], ...] = (
        (family, language),
        (family, other),
        ("kai", language),
        ("song", language),
        ("song", other),
    )
    return tuple(dict.fromkeys(face_path(*one) for one in order))


def is_ignorable(character: str) -> bool:
    """Say whether a character has no shape of its own: joiners, variation selectors."""
    return ord(character) in _IGNORABLE
