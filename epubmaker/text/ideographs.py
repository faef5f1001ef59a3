"""Which characters are ideographs, and which only look like one."""

import unicodedata

# Radicals that have a character of their own but stand for an ideograph in PDFs of Chromium and macOS, and compatibility forms.
_RADICALS = (0x2E80, 0x2FDF)
_COMPATIBLE = (0xF900, 0xFAFF)


def is_ideograph(character: str) -> bool:
    """Say whether a character is a Han ideograph."""
    return (
        "\u3400" <= character <= "\u9fff" or character in "〇々" or "\U00020000" <= character <= "\U0003ffff"
    )


def unified(character: str) -> str:
    """Return the ideograph that a radical or a compatibility form stands for; any other character as it is."""
    code = ord(character)
    if _RADICALS[0] <= code <= _RADICALS[1] or _COMPATIBLE[0] <= code <= _COMPATIBLE[1]:
        plain = unicodedata.normalize("NFKC", character)
        return _SIMPLE_RADICALS.get(character, plain if len(plain) == 1 else character)
    return character


# CJK radicals without a decomposition in Unicode: the simplified forms that PDFs of simplified text hold.
_SIMPLE_RADICALS = dict(
    zip(
        "⺟⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⺠⻁⻄",
        "母见角贝车辶长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟民虎西",
        strict=True,
    )
)
