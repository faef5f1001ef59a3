"""Classes of characters, as the rules of restoration ask for them."""

from epubmaker.text import patterns as re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u30ff"
# Marks that only Chinese text has: CJK punctuation and the full-width forms of ASCII marks.
WIDE_MARKS = "\u3001-\u3003\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
CURLY = "“”‘’"
STRAIGHT = "\"'"
# Blank as `str.isspace` has it, without line ends.
GAP = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# A gap between two words: a single character on either side is spread by a justified row (食 药 监 局), which every program does.
BETWEEN_WORDS = re.compile(rf"(?<=[{HAN}]{{2}})[{GAP}]+(?=[{HAN}]{{2}})")

_HAN = re.compile(f"[{HAN}{KANA}]")
_WIDE = re.compile(f"[{WIDE_MARKS}…—●■◆□◎★☆▲△○◇※℃]")


def is_han(character: str) -> bool:
    """Say whether a character is a Han character or kana; the empty string is not."""
    return bool(character) and bool(_HAN.match(character))


def is_chinese(character: str) -> bool:
    """Say whether a character is one that only Chinese text has: Han, or a full-width mark."""
    return is_han(character) or (bool(character) and bool(_WIDE.match(character)))


def is_latin(character: str) -> bool:
    """Say whether a character is a letter of an alphabet, not Han."""
    return character.isalpha() and not is_han(character)


def is_digit(character: str) -> bool:
    """Say whether a character is an ASCII digit."""
    return character in "0123456789" and bool(character)
