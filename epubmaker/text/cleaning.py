"""Characters that stand for others: what PDF text, web pages and converters leave in the place of plain characters.

Fonts without a proper table make `⽇` (U+2F47, a radical) of 日; Korean and Big5 tables have a second 李 (U+F9E1); editors
decompose `ǎ` into a letter and an accent; web pages bring characters that print nothing, and entities (`&nbsp;`). A search,
a date rule or a dictionary knows none of them. What is said here is so sure that it is done before anything reads the text.

Sources: the Unicode Character Database (canonical and compatibility mappings; EquivalentUnifiedIdeograph for the radicals).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from epubmaker.text import patterns as re
from epubmaker.text.entities import ENTITY, decode_entity
from epubmaker.text.script import language_of

LOST = "\ufffd"
CHARACTER, COMPOSED, INVISIBLE, ENTITY_RULE, SPACE = "character", "composed", "invisible", "entity", "space"

# Never printed, whatever stands beside them: controls, zero-width spaces, byte-order marks, marks of direction, fillers,
# and what stands for a picture that is gone.
_SILENT = (
    "\\x01-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u034f\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u206a-\\u206f"
    "\\ufeff\\ufff9-\\ufffc"
)
# U+001C to U+001E end rows; U+001F is as mute as the rest.
_UNIT = "\\x1f"
_MARKS = "\u0300-\u036f"  # accents set over the letter before them
_VOICED = "\u3099\u309a"  # the same for kana
_CONJOINING = "\u1100-\u115e\u1161-\u11ff"  # Korean syllables taken apart

FORMS = re.compile(
    f"(?P<nul>\\x00)|(?P<silent>[{_SILENT}{_UNIT}]+)|(?P<hyphen>\u00ad+)|(?P<joiner>[\u200c\u200d]+)"
    "|(?P<single>[\u2e80-\u2fd5\u3164\u2800\uf900-\ufad9\U0002f800-\U0002fa1d\ue5e5\ue78d-\ue796\ue7c7\ue7c8\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864])"
    "|(?P<lowered>(?<=[A-Za-z)\\]])[ \u00a0]+(?=[₀-₉₊₋⁰¹²³⁴-⁹⁺⁻])"
    "|(?:(?<=[A-Za-z] [₀-₉])|(?<=[A-Za-z] [₀-₉]{2}))[ \u00a0]+(?=[A-Z](?![a-z]{2})))"
    "|(?P<ligature>[\ufb00-\ufb06])"
    "|(?P<chooser>(?<=[\u3400-\u4dbf\u4e00-\u9fff])[\ufe0e\ufe0f])"
    "|(?P<drawn>[\ufe10-\ufe19\ufe30\ufe35-\ufe44\ufe47\ufe48]|\ufe31(?=\ufe31)|(?<=\ufe31)\ufe31|[\uff66-\uff9d][\uff9e\uff9f]?"
    "|[\U0001d400-\U0001d7ff])"
    f"|(?P<marks>[{_MARKS}{_VOICED}]+)|(?P<syllables>[{_CONJOINING}]{{2,}})|(?P<phonetic>[ɑɡ])|{ENTITY}"
)

# One of these is in all that FORMS finds; looked for first, because a set of characters is found in a tenth of the time.
_ANY_FORM = re.compile(
    f"[\\x00{_SILENT}{_UNIT}\u00ad\u200c\u200d\u2e80-\u2fd5\u3164\u2800\uf900-\ufad9\U0002f800-\U0002fa1d\ue5e5\ue78d-\ue796\ue7c7\ue7c8"
    "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864₀-₉₊₋⁰¹²³⁴-⁹⁺⁻\ufb00-\ufb06\ufe0e-\ufe19\ufe30-\ufe48\uff66-\uff9f\U0001d400-\U0001d7ff"
    f"{_MARKS}{_VOICED}{_CONJOINING}ɑɡ&]"
)

# Radicals that the character database gives no mapping for. They look like the character beside them and mean it.
_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乛乚乙亻冂刀刂卜小小兀尣尢尣巳幺彑彐忄扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒羊羊耂肀聿月艹艹艹虎衤覀西见角角讠贝车辶辶辶钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_BETWEEN_FIGURES = re.compile("(?<=[0-9]).(?=[0-9])")
_FILLERS = {
    "\u3164": "\u3000",
    "\u2800": " ",
}  # a Korean letter and a Braille cell without dots, used as blanks
# Characters that GB 18030-2000 kept in the private area of Unicode, and what they are since (GB 18030-2022, annex D); the blank of
# code page 936 at A3A0.
_PRIVATE = dict(
    zip(
        "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue7c8\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
        "\u3000，。、：；！？〖〗…\u1e3f\u01f9\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
        strict=True,
    )
)
# Marks as vertical text draws them; converters leave them in text that is horizontal, or is turned by whoever sets it.
_UPRIGHT_MARKS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…：—（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
# What Kangxi's forms are today: for all, and for text in Simplified characters.
_TODAY = {"靑": "青"}
_TODAY_SIMPLIFIED = {"戶": "户", "黃": "黄", "冊": "册"}

_BLANK_BEFORE_ENTITY = re.compile(f"[{_SILENT}{_UNIT}\u00ad\u200c\u200d\u2800\u3164]|{ENTITY}")
_PINYIN = re.compile("[a-zɑɡüêāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u0308\u030c]+")
_LONGEST_WORD = 40  # letters; pinyin without gaps hardly has more
_PHONETIC_SIGNS = frozenset("[]/ˈˌːʊəʃʒθðŋɪɔæʌɒʔɜɛɾɹɻʂʐʈɕʑɸβɣχʁħʕ")
_ROW_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Cleaning:
    """A change of characters `start:end` of a text to `after`, because of `rule`."""

    start: int
    end: int
    after: str
    rule: str


def cleanings(text: str) -> list[Cleaning]:
    """Return what is to be set in the place of characters of a text, in order and without overlap.

    Text that has nothing of the kind comes back untouched; that is nearly all. Linear in the text.
    """
    if not _ANY_FORM.search(text):
        return []
    simplified = None
    found: list[Cleaning] = []
    for match in FORMS.finditer(text):
        kind = match.lastgroup or ""
        if kind == "single":
            if simplified is None:
                simplified = language_of(text) == "zh-Hans"
            made: Cleaning | None = _single(match, simplified)
        else:
            made = _KINDS[kind](match)
        if made is not None and (not found or found[-1].end <= made.start):
            found.append(made)
    return found


def cleaned(text: str) -> str:
    """Return a text with its cleanings made."""
    pieces: list[str] = []
    at = 0
    for change in cleanings(text):
        pieces += (text[at : change.start], change.after)
        at = change.end
    return "".join([*pieces, text[at:]])


def is_blank(text: str) -> bool:
    """Return whether a stretch prints nothing: white space, characters that print nothing, entities of such."""
    if not text.strip():
        return True
    return bool(_BLANK_BEFORE_ENTITY.search(text)) and not cleaned(text).strip()


@cache
def unified(character: str, *, simplified: bool) -> str:
    """Return the plain character for a radical, a compatibility ideograph or a filler."""
    plain = _FILLERS.get(character) or _RADICALS.get(character) or _PRIVATE.get(character)
    if plain is None:
        radical = "\u2e80" <= character <= "\u2fdf"
        plain = unicodedata.normalize("NFKC" if radical else "NFC", character)
    if not "\u2e80" <= character <= "\u2fdf":
        return plain
    plain = _TODAY.get(plain, plain)
    return _TODAY_SIMPLIFIED.get(plain, plain) if simplified else plain


# The same one for one, for whoever looks at offsets: a table for `str.translate`.
PLAIN_FORMS = {code: unified(chr(code), simplified=False) for code in range(0x2E80, 0x2FD6)}


def _single(match: re.Match[str], simplified: bool) -> Cleaning | None:
    plain = unified(match[0], simplified=simplified)
    return None if plain == match[0] else Cleaning(match.start(), match.end(), plain, CHARACTER)


def _lost(match: re.Match[str]) -> Cleaning:
    """Return a mark for a NUL, which PDF tools print for a glyph of which the font does not say what it is."""
    return Cleaning(match.start(), match.end(), LOST, CHARACTER)


def _drop(match: re.Match[str]) -> Cleaning:
    return Cleaning(match.start(), match.end(), "", INVISIBLE)


def _close_up(match: re.Match[str]) -> Cleaning:
    """Drop a blank before a raised or lowered figure: CO ₂ is one formula, and its parts are no rows."""
    return Cleaning(match.start(), match.end(), "", SPACE)


def _hyphen(match: re.Match[str]) -> Cleaning | None:
    """Drop a soft hyphen, but at the end of a row inside a word: there it says that the word goes on."""
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if after and after in _ROW_ENDS and before.isascii() and before.isalpha():
        return None
    return _drop(match)


def _joiner(match: re.Match[str]) -> Cleaning | None:
    """Drop joiners, but between letters of scripts that are shaped by them, and inside an emoji."""
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return None if _is_shaped(before) and _is_shaped(after) else _drop(match)


def _is_shaped(character: str) -> bool:
    """Return whether joiners beside a character change its glyph: Arabic and Indic scripts, Mongolian, emoji."""
    if not character:
        return False
    return (
        "\u0600" <= character <= "\u109f"
        or "\u1780" <= character <= "\u18af"
        or "\ua840" <= character <= "\uabff"
        or character == "\ufe0f"
        or unicodedata.category(character) == "So"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _ligature(match: re.Match[str]) -> Cleaning:
    return Cleaning(match.start(), match.end(), unicodedata.normalize("NFKC", match[0]), CHARACTER)


def _drawn(match: re.Match[str]) -> Cleaning | None:
    """Set what is another drawing of a character: a mark of vertical text, half-width kana, a letter of mathematics (𝟐𝟎𝟐𝟒年)."""
    plain = _UPRIGHT_MARKS.get(match[0]) or unicodedata.normalize("NFKC", match[0])
    if plain == "：" and _BETWEEN_FIGURES.match(match.string, match.start()):
        plain = ":"  # a score
    return (
        None
        if len(plain) != 1 or plain == match[0]
        else Cleaning(match.start(), match.end(), plain, CHARACTER)
    )


def _accents(match: re.Match[str]) -> Cleaning | None:
    """Set a letter and the accents over it as the one character there is for them."""
    if not match.start():
        return None
    text = match.string
    letter = text[match.start() - 1]
    if letter in "ɑɡ" and not _is_phonetic(text, match.start() - 1):
        letter = _PLAIN_LETTERS[letter]
    words = letter + match[0]
    composed = unicodedata.normalize("NFC", words)
    return None if composed == words else Cleaning(match.start() - 1, match.end(), composed, COMPOSED)


def _syllables(match: re.Match[str]) -> Cleaning | None:
    composed = unicodedata.normalize("NFC", match[0])
    return None if composed == match[0] else Cleaning(match.start(), match.end(), composed, COMPOSED)


_PLAIN_LETTERS = {"ɑ": "a", "ɡ": "g"}


def _letter(match: re.Match[str]) -> Cleaning | None:
    """Set the letters of phonetic alphabets that stand in pinyin as the letters they are there."""
    text = match.string
    if _is_phonetic(text, match.start()) or _MARK.match(text, match.end()):
        return None  # with an accent the two are composed together
    return Cleaning(match.start(), match.end(), _PLAIN_LETTERS[match[0]], CHARACTER)


_MARK = re.compile(f"[{_MARKS}]")


def _is_phonetic(text: str, at: int) -> bool:
    """Return whether a letter stands in a phonetic transcription: `[ɡʊd]`, `/ˈpɑːk/`."""
    start, end = at, at + 1
    while start and at - start < _LONGEST_WORD and _PINYIN.match(text[start - 1]):
        start -= 1
    while end < len(text) and end - at < _LONGEST_WORD and _PINYIN.match(text[end]):
        end += 1
    return bool(_PHONETIC_SIGNS & {text[start - 1 : start], text[end : end + 1]})


def _entity(match: re.Match[str]) -> Cleaning | None:
    decoded = decode_entity(match["entity"])
    return None if decoded is None else Cleaning(match.start(), match.end(), cleaned(decoded), ENTITY_RULE)


_KINDS = {
    "nul": _lost,
    "silent": _drop,
    "chooser": _drop,  # it chooses between two pictures of a symbol, and a Han character has none
    "hyphen": _hyphen,
    "joiner": _joiner,
    "lowered": _close_up,
    "ligature": _ligature,
    "drawn": _drawn,
    "marks": _accents,
    "syllables": _syllables,
    "phonetic": _letter,
    "entity": _entity,
}
