"""What a simplifying configuration leaves half done: variant forms of the regions, and characters made rarer than they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from epubmaker.convert.alignment import Stretch
from epubmaker.convert.engine import Configuration
from epubmaker.text import patterns as re
from epubmaker.text.script import language_of

# Family names behind which a character of names stands; 高 is left out, as 高昇 is a promotion.
SURE_IN_TRADITIONAL = (
    "王李張劉陳楊黃趙吳徐孫朱胡郭何羅鄭梁謝宋唐許鄧馮韓曹曾彭蕭蔡潘袁董蘇葉呂魏蔣杜沈姜崔譚陸范廖"
    "鄒熊孟秦閻薛侯雷龍段郝孔邵毛汪戴任姚史顧畢錢湯尹黎賀賴龔龐樊殷施翟倪嚴溫俞葛韋聶洪邱江余于柳祝鮑歐陽"
)
# Pronouns that Taiwan and Hong Kong tell apart and the mainland does not; texts converted from Simplified may hold them.
REGIONAL = {"妳": "你", "牠": "它"}
# Words that the mainland writes otherwise (现代汉语词典), by the character that differs; and 於, which only a surname keeps:
# behind these characters it is the preposition (高於, 善於, 源於), whatever name OpenCC sees in it and what follows (於單).
BEFORE_PREPOSITION = (
    "用由對關至屬位處等基高低大小多少優劣強弱早晚重輕快慢長短善樂忙便利易"
    "別難急勇敢限終甘勤精寓始起源歸異同介過鑑鑒遲免在次勝富瀕慣益立助決從建成存居陷淪生"
)
# 徵 is a note of music (徵調式); what is called up is 征 (徵調球員).
IN_WORDS = re.compile(
    f"(?<=想)像|甚(?=麼)|(?<=[規企籌策])畫|(?<![神地])祇|座(?=標(?![語牌]))|薰(?=[陶染心製魚肉香])|覆(?=[函核])|(?<![聲宮商角])徵(?=調(?!式))|(?<=[{BEFORE_PREPOSITION}])於"
    "|(?<![慰蘊蕴狼枕醞酝籍杯史])藉(?!田)|鉅|鍾(?=馗)|(?<!清)澈(?=底)|(?<=[貫贯洞])澈|祗(?=[可有能要是得好須需不])"
)
WORD_FORMS = {
    "像": "象",
    "甚": "什",
    "畫": "划",
    "祇": "只",
    "座": "坐",
    "薰": "熏",
    "覆": "复",
    "徵": "征",
    "於": "于",
    "藉": "借",
    "鉅": "巨",
    "鍾": "钟",
    "澈": "彻",
    "祗": "只",
}
# What stays as it is: what the standard list (通用规范汉字表, 2013) keeps for names, 鉅 and 昇 behind a surname, 昇騰 the chip
# (words have 巨 and 升), and what somebody has written.
NAMED = re.compile(
    f"(?<=[{SURE_IN_TRADITIONAL}])[鉅昇](?![額資獻惠作款變細製子大著頭星片商富降格華級天空起任學])|鉅(?=亨)|昇(?=騰)"
    f"|(?<=[{SURE_IN_TRADITIONAL}][^魚肉豆菜果筍薯蝦貝餅風曬烘晾吹擦陰未不水土{SURE_IN_TRADITIONAL}])乾(?=[：，、。）)說表指介]|$)"
    f"|(?:(?<=^[{SURE_IN_TRADITIONAL}])|(?<=[：，、。（(\\s][{SURE_IN_TRADITIONAL}]))乾(?=[：，、。）)說表指介])"
    # Reigns and places that are called heaven.
    "|乾(?=(?:[寧德祐佑符封化統定亨貞道明](?:[元一二三四五六七八九十]{1,3}年|年間|[初末]年?)|[東西]五所|祐縣|務鎮))"
    "|著(?=有[《「『]|有[多數一二兩三四五六七八九十]+[部本種卷冊餘])"
)
NAME_FORMS = {"鉅": "钜", "昇": "昇", "乾": "乾", "著": "著"}
# What the standard list has again for names: in a text that is Simplified already they are names (毕昇), not forms to shorten.
STANDARD_IN_NAMES = frozenset("昇陞甯邨迺龢甦氾")
# 著 behind a verb is 着 there: 看著, 隨著. In 土著 and 名著 it is not, and such words alone say nothing.
# So is it where it says that something takes hold: 著陸, 沉著.
ASPECT = re.compile(
    "[看隨沿跟接憑藉帶拿聽說想坐站走穿戴朝向對為等跑笑哭唱抱握拉推]著(?![名作述稱])"
    "|(?<![名原專巨編論土顯昭卓拙遺譯合所])著(?=[陸火急手眼想力落裝衣色迷涼重慌實])|[沉執附膠黏]著"
)


@dataclass(frozen=True, slots=True)
class _Forms:
    """Forms to set by character, those to set at places of the text, and the characters that either concerns."""

    everywhere: dict[str, str]
    places: dict[int, str]
    known: frozenset[str]


def engine_for(text: str, chosen: Configuration) -> Configuration:
    """Return the configuration that reads a text: one of Taiwan for a text that writes 著 for 着 (看著), whatever its name."""
    if chosen.name in ("t2s", "hk2s") and "着" not in text and ASPECT.search(text):
        return Configuration("tw2s")
    return chosen


def simplified_further(text: str, stretches: Iterable[Stretch], chosen: Configuration) -> Iterator[Stretch]:
    """Yield the stretches, without those that make a character rarer, and with the variant forms that were left.

    For configurations that do not simplify the stretches come back as they are.
    """
    if not chosen.simplifies:
        yield from stretches
        return
    kept, plain = _forms()
    if language_of(text) == "zh-Hans":
        kept |= STANDARD_IN_NAMES
    everywhere = plain | (REGIONAL if chosen.origin in ("tw", "hk") else {})
    places = {match.start(): WORD_FORMS[match[0]] for match in IN_WORDS.finditer(text)}
    named = {match.start(): NAME_FORMS[match[0]] for match in NAMED.finditer(text)}
    forms = _Forms(everywhere, places, frozenset(everywhere) | frozenset(WORD_FORMS))
    at = 0
    for start, end, after in stretches:
        yield from _variants(text, at, start, forms)
        at = end
        if len(after) != end - start:
            yield start, end, after
        else:
            yield from _common(text, start, _placed(start, after, places | named, plain), kept)
    yield from _variants(text, at, len(text), forms)


def _variants(text: str, start: int, end: int, forms: _Forms) -> Iterator[Stretch]:
    """Yield the variant forms in a stretch that OpenCC left as it was."""
    if start >= end or forms.known.isdisjoint(text[start:end]):
        return
    for at in range(start, end):
        form = forms.places.get(at) or forms.everywhere.get(text[at])
        if form is not None:
            yield at, at + 1, form


def _placed(start: int, after: str, forms: Mapping[int, str], plain: Mapping[str, str]) -> str:
    """Return what an even stretch becomes, with `forms` set at their places and variants in the standard form."""
    return "".join(
        forms.get(start + offset) or plain.get(character, character) for offset, character in enumerate(after)
    )


def _common(text: str, start: int, after: str, kept: frozenset[str]) -> Iterator[Stretch]:
    """Yield the parts of an even stretch whose characters do not become rarer."""
    run = ""
    for offset, character in enumerate(after):
        if text[start + offset] in kept:
            if run:
                yield start + offset - len(run), start + offset, run
            run = ""
        else:
            run += character
    if run:
        yield start + len(after) - len(run), start + len(after), run


@cache
def _forms() -> tuple[frozenset[str], dict[str, str]]:
    """Return the characters that stay, and the variant forms with their standard ones; read once a process."""
    rows = files("epubmaker.convert").joinpath("data", "simplified_forms.txt").read_text("utf-8").splitlines()
    kept, variants, standard = [row for row in rows if not row.startswith("#")]
    return frozenset(kept), dict(zip(variants, standard, strict=True))
