"""Characters that stand for more than one in the other script."""

from functools import lru_cache

from epubmaker.convert.engine import Configuration, convert_pieces

# Simplified characters that are also, or only, the short form of several traditional ones in common use.
MANY = (
    "面后发干里余于云丰布系杰党出制只卜台叶咸复姜宁岳征折舍曲朱松板沈种谷范表辟钟郁万几斗冲升采丑当淀吊冬恶胡划回汇伙获饥家价借尽局据卷克夸昆困累历了帘"
    "霉蒙弥蔑苹仆铺朴千签秋确仇尸术苏坛团涂向须旋吁御愿脏扎占致志周筑注准着游欲托佣涌梁熏赞雇奸凶栖秘泛才虫彩刮迹尝娘漓闲医厂广"
)
# Traditional characters with more than one simplified form.
MANY_BACK = {
    "乾": "干乾",
    "著": "著着",
    "瞭": "了瞭",
    "藉": "借藉",
    "徵": "征徵",
    "餘": "余馀",
    "鍾": "钟锺",
    "麼": "么麽",
    "覆": "复覆",
    "夥": "伙夥",
    "妳": "你妳",
    "於": "于於",
}
CJK = range(0x4E00, 0xA000)


@lru_cache(maxsize=4)
def alternatives(chosen: Configuration) -> dict[str, str]:
    """Map each character that the configuration could set in several ways to those ways.

    The ways to set a simplified character are read back from OpenCC itself: what its t2s turns into that character.
    """
    if chosen.simplifies:
        return dict(MANY_BACK)
    if chosen.origin != "s":
        return {}
    characters = [chr(code) for code in CJK]
    back = convert_pieces(characters, Configuration("t2s"))
    ways: dict[str, list[str]] = {character: [] for character in MANY}
    for character, simplified in zip(characters, back, strict=True):
        if simplified in ways:
            ways[simplified].append(character)
    return {character: "".join(several) for character, several in ways.items() if len(several) > 1}


# Surnames whose own form is not the one their character usually becomes.
SURNAME_FORMS = dict(
    zip(
        "于余范姜后谷岳沈涂卜郁党干种仇曲舍台游朱云丰钟叶万宁占采升冲征里系尽折仆朴术志丑",
        "于余范姜后谷岳沈涂卜郁党干种仇曲舍台游朱雲豐鍾葉萬寧占采升冲征里系盡折僕朴術志丑",
        strict=True,
    )
)
# The same for the characters behind the surname, where names prefer another form than words.
GIVEN_FORMS = dict(zip("里征岳郁采于冲游斗咸范干占岩余", "里征岳郁采于沖游斗咸范干占岩余", strict=True))
