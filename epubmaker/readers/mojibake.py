"""Text that was decoded wrongly before it was saved (乱码): told by improbable characters, led back where that is exact.

The idea (as ftfy does for Western text): encode a row again by the code that it was wrongly read in, and decode it by its own.
Only text that took this way decodes again, and only then is it made of common characters; so names in rare characters, and
text of other languages, are never taken for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from epubmaker.messages import Message
from epubmaker.readers.common import plausibility
from epubmaker.text import patterns as re

REPLACEMENT = "\ufffd"
SHORTEST = 4  # characters beyond ASCII in a row; fewer prove nothing
IMPROBABLE = 0.3  # a row of news has more common characters than that; a list of names may have less
PLAIN = 0.5  # and a row that is led back rightly has more than this
GAIN = 0.35
MOST_TIMES = 5  # that a text was decoded wrongly by the same code
SHORTEST_DOUBLE = 6  # the same where what the row was does not check itself, as UTF-8 does
PLAIN_DOUBLE = 0.6
LONG_DOUBLE = 40  # bytes of Western letters that all pair up to Chinese: as good as a check
# What a row read by a double-byte code is made of: Han characters, kana, Hangul, private use. Russian is no such row.
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\ue000-\ufaff\uff61-\uff9f]")
_LATIN = frozenset({"cp1252", "latin-1", "mac_roman", "cp437", "koi8-r", "cp1251", "twice"})
# By what a text was read, and what it was. The commonest first.
WAYS = (
    ("gb18030", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("latin-1", "gb18030"),
    ("cp1252", "gb18030"),
    ("latin-1", "big5hkscs"),
    ("big5hkscs", "gb18030"),
    ("gb18030", "big5hkscs"),
    ("big5hkscs", "utf-8"),
    ("cp949", "gb18030"),
    ("shift_jis", "gb18030"),
    ("cp932", "utf-8"),
    ("mac_roman", "utf-8"),
    ("cp437", "utf-8"),
    ("cp1251", "utf-8"),
    ("koi8-r", "utf-8"),
    ("cp437", "gb18030"),
    ("cp1251", "gb18030"),
    ("koi8-r", "gb18030"),
    ("mac_roman", "gb18030"),
    ("cp1252", "big5hkscs"),
    ("twice", "utf-8"),
)
NAMES = {
    "gb18030": "GBK",
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "big5hkscs": "Big5",
    "cp949": "EUC-KR",
    "shift_jis": "Shift_JIS",
    "cp932": "Shift_JIS",
    "mac_roman": "Mac Roman",
    "cp437": "DOS (437)",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "twice": "Windows-1252, twice",
    "json": "JSON escapes",
}
# Characters as JSON and program source write them: a row with two of Han has been through such a file.
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPED_HAN = re.compile(r"\\u(?:[4-8][0-9a-fA-F]|9[0-9a-fA-F])[0-9a-fA-F]{2}")
# Bytes of U+FFFD in UTF-8, read as GBK; memory that a program never filled, read as GBK.
LOST = re.compile("锟斤拷|锟斤|斤拷锟|烫{3,}|屯{4,}|葺葺葺+")
_OPENING_MARKS, _CLOSING_MARKS = frozenset("“‘「『《\"'"), frozenset("”’」』》\"'")
_ROW = re.compile(r"[^\r\n\f]+")
# Words and marks of UTF-8 read as Windows-1252 inside a sound row: marks one by one (â€™, ï¼Œ, Â·), Han characters two and more,
# for one alone may be an accent before marks (“‘Café’”).
_FOLLOWS = "[\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
_WESTERN = re.compile(
    f"(?:(?:â€|ã€|ï¼|ï½){_FOLLOWS}|[ä-é]{_FOLLOWS}{{2}}(?=[ä-é]{_FOLLOWS}{{2}})|(?<={_FOLLOWS})[ä-é]{_FOLLOWS}{{2}})+"
    "|Â[\xa0°·©®±²³]|(?<=[A-Za-z])Ã[¡-º¼-¿]|Ã[¡-º¼-¿](?=[a-z])"
)
_HIGH = re.compile("[\x80-\xff]")
FEWEST_QUESTIONS, QUESTIONED = 6, 0.6  # question marks of a row, and their share of what is printed


@dataclass(frozen=True, slots=True)
class Misread:
    """A stretch of a text that was decoded wrongly.

    read_as, was  the encodings: read by the first, written in the second
    original      what the stretch was, None where characters were lost on the way
    """

    start: int
    end: int
    read_as: str
    was: str
    original: str | None

    @property
    def way(self) -> str:
        """Return the way in words: `UTF-8 read as GBK`."""
        return Message("{was} read as {read_as}", was=NAMES[self.was], read_as=NAMES[self.read_as])


def find_misread(text: str) -> list[Misread]:
    """Return the rows of a text that were decoded wrongly before, in order. Linear in the text."""
    found = (_misread(match) for match in _ROW.finditer(text))
    return [row for row in found if row is not None]


def mend_mojibake(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with the rows led back that can be, exactly; and the ways it had gone, the commonest first."""
    found = [row for row in find_misread(text) if row.original is not None]
    ways = Counter(row.way for row in found)
    pieces: list[str] = []
    at = 0
    for row in found:
        pieces += (text[at : row.start], row.original or "")
        at = row.end
    return "".join([*pieces, text[at:]]), tuple(way for way, _ in ways.most_common())


def _misread(match: re.Match[str]) -> Misread | None:
    """Return the row if it was decoded wrongly, all of it or words; all words, where the row is not to be led back whole."""
    row = _misread_row(match)
    if row is not None and (row.original is not None or REPLACEMENT in match[0]):
        return row
    return _misread_words(match) or row


def _misread_row(match: re.Match[str]) -> Misread | None:
    row = match[0]
    if len(_ESCAPED_HAN.findall(row)) > 1:
        return Misread(match.start(), match.end(), "json", "utf-8", _unescaped(row))
    if row.isascii() or sum(character > "\x7f" for character in row) < SHORTEST:
        return None
    before = plausibility(row)
    if before > IMPROBABLE:
        return None
    beyond = sum(character > "\x7f" for character in row)
    east_asian = len(_EAST_ASIAN.findall(row)) >= 0.5 * beyond
    ways = [
        (read_as, was)
        for read_as, was in WAYS
        if (read_as in _LATIN) != east_asian and (was == "utf-8" or beyond >= SHORTEST_DOUBLE)
    ]
    for exact, (read_as, was) in product((True, False), ways):
        original = _led_back(row, read_as, was, exact=exact)
        after = plausibility(original.replace(REPLACEMENT, "")) if original is not None else before
        certain = was == "utf-8" or (exact and read_as in _LATIN and beyond >= LONG_DOUBLE)
        if after >= (PLAIN if certain else PLAIN_DOUBLE) and after - before >= GAIN:
            return Misread(match.start(), match.end(), read_as, was, original if exact else None)
    return None


def _misread_words(match: re.Match[str]) -> Misread | None:
    """Return the row if words or marks of it alone were decoded wrongly."""
    original = _WESTERN.sub(lambda words: _by_both(words[0]) or words[0], match[0])
    if original == match[0] or 0 < len(_EAST_ASIAN.findall(original)) < len(_HIGH.findall(original)):
        return None  # nothing, or a chance of bytes in a row of another code
    return Misread(match.start(), match.end(), "cp1252", "utf-8", original)


def _led_back(row: str, read_as: str, was: str, *, exact: bool) -> str | None:
    """Return a row encoded and decoded again; where that is not exact, with what was lost left out."""
    if read_as == "twice":
        return _by_both_again(row) if exact else None
    if exact:
        try:
            return row.encode(read_as).decode(was)
        except UnicodeError:
            return _by_both(row) if (read_as, was) == ("cp1252", "utf-8") else None
    original = row.encode(read_as, "replace").decode(was, "replace")
    lost = original.count(REPLACEMENT) + original.count("?") - row.count("?")
    return original if lost * 3 <= len(original) else None


def _by_both(row: str) -> str | None:
    """Return a row of Windows-1252 in which the five bytes that it lacks stand as controls, as browsers read them."""
    try:
        payload = b"".join(
            character.encode("latin-1") if "\x80" <= character <= "\x9f" else character.encode("cp1252")
            for character in row
        )
        return payload.decode("utf-8")
    except UnicodeError:
        return None


def _by_both_again(row: str) -> str | None:
    """Return a row that was decoded wrongly twice or more often, as each program on its way took it for Windows-1252."""
    once = _by_both(row)
    text = _by_both(once) if once else None
    for _ in range(MOST_TIMES - 2):
        again = _by_both(text) if text else None
        if again is None:
            break
        text = again
    return text


def _unescaped(row: str) -> str | None:
    """Return a row with its escapes as the characters they stand for; None where half of a pair is missing."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), row)
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeError:
        return None


def unrecoverable(text: str) -> Iterator[re.Match[str]]:
    """Yield the traces of characters that were lost before the text was saved: 锟斤拷, 烫烫烫, the first row of question marks."""
    yield from (match for match in LOST.finditer(text) if not _is_spoken_of(text, match))
    yield from islice((match for match in _ROW.finditer(text) if _is_questioned(match[0])), 1)


def _is_questioned(row: str) -> bool:
    """Return whether a row is what a program wrote that had no Chinese characters: a question mark for each."""
    count = row.count("?")
    return count >= FEWEST_QUESTIONS and row.isascii() and count >= QUESTIONED * len("".join(row.split()))


def _is_spoken_of(text: str, match: re.Match[str]) -> bool:
    """Return whether a trace stands between quotation marks alone: what a text says of such damage is none."""
    return (
        text[match.start() - 1 : match.start()] in _OPENING_MARKS
        and text[match.end() : match.end() + 1] in _CLOSING_MARKS
        and match.start() > 0
    )
