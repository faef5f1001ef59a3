"""Is this place Chinese? The question behind every mark.

GB/T 15834 gives the marks of Chinese text; figures, addresses, formulas and phrases of other languages inside it keep
their own. A place is judged by its nearest neighbours that say anything: Han characters and full-width marks say yes,
letters say no, figures, blanks, quotation marks and what ends a sentence say nothing by themselves.
"""

from dataclasses import dataclass

from epubmaker.restore.characters import GAP, HAN, is_chinese, is_digit, is_han, is_latin
from epubmaker.text import patterns as re

MUTE = frozenset(GAP + "\r\n\"'“”‘’?!")
# A mail or host name is sought only where its run of characters begins: if it fails there it fails at every later character
# of the run, and asking each of them would cost the square of the run's length.
ADDRESS = re.compile(
    r"(?i:https?|ftp)://[\x21-\x7e]+|(?i:www)\.[\x21-\x7e]+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"
    r"|(?<![\w-])(?<![\w-]\.)-*+\b[\w-]++(?:\.[\w-]++)*\.(?:com|cn|org|net|gov|edu)(?:\.cn)?(?:/[\x21-\x7e]*)?\b",
    re.ASCII,
)
CHINESE = re.compile(f"[{HAN}]")
REACH = 60  # characters looked at on either side


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest telling characters on both sides of a place; empty at the edges of the text."""

    left: str
    right: str

    @property
    def chinese(self) -> bool:
        """Say whether one of them is Chinese."""
        return is_chinese(self.left) or is_chinese(self.right)

    @property
    def figures(self) -> bool:
        """Say whether both are digits."""
        return is_digit(self.left) and is_digit(self.right)


def neighbours(text: str, start: int, end: int) -> Neighbours:
    """Return the nearest characters around `start:end` that are neither blank nor quotation marks."""
    before = (text[at] for at in range(start - 1, max(-1, start - REACH), -1))
    after = (text[at] for at in range(end, min(len(text), end + REACH)))
    left, right = (next((one for one in side if one not in MUTE), "") for side in (before, after))
    return Neighbours(left, right)


_BELOW_NOUGHT = re.compile(r"(?<![0-9])[-－−﹣][0-9.]{1,5}[℃%]?$")


def below_nought(text: str, at: int) -> bool:
    """Say whether a figure with a minus ends at a place: of two strokes behind it (-3--5℃) one may be another minus."""
    return _BELOW_NOUGHT.search(text[max(0, at - 7) : at]) is not None


def is_chinese_place(text: str, start: int, end: int) -> bool:
    """Say whether a mark at `start:end` stands in Chinese text."""
    around = neighbours(text, start, end)
    if around.chinese:
        return True
    if is_latin(around.left) or is_latin(around.right):
        return False
    return bool(CHINESE.search(text, max(0, start - REACH), end + REACH))


def is_in_foreign_phrase(text: str, at: int) -> bool:
    """Say whether a mark stands between words of another language: letters before it, a blank and letters after it."""
    following = at + 1
    while following < len(text) and text[following] in GAP:
        following += 1
    return following > at + 1 and is_latin(text[following : following + 1]) and is_latin(text[at - 1 : at])


def addresses(text: str) -> list[tuple[int, int]]:
    """Return where network and mail addresses stand; their marks are not punctuation."""
    if "." not in text:
        return []
    return [match.span() for match in ADDRESS.finditer(text)]


def chinese_sentence(text: str, at: int) -> bool:
    """Say whether the words just before a mark, back to the last stop, hold a Han character."""
    for index in range(at - 1, max(-1, at - REACH), -1):
        character = text[index]
        if character in "。！？!?\n":
            return False
        if is_han(character):
            return True
    return False
