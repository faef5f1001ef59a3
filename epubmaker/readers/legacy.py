"""Encodings of Chinese that Python reads in part or not at all, or that announce themselves.

Code page 936 with its euro, HZ, ISO-2022-CN, CESU-8, UTF-7.

Sources: Microsoft's best-fit table of code page 936 (0x80 is U+20AC); RFC 1843 (HZ); RFC 1922 (ISO-2022-CN).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from epubmaker.readers.common import plausibility
from epubmaker.text import patterns as re

CP936 = "cp936"
HZ = "hz"
ISO_2022_CN = "iso-2022-cn"
UTF_7 = "utf-7"
CESU8 = "cesu-8"
FAMILY = frozenset({"gbk", "gb18030", "gb2312", CP936, "936", "ms936"})

# Characters of GB18030 in two, four and one bytes; a byte 0x80 that begins none of them is the euro of Windows.
_CHARACTER = re.compile(
    rb"[\x00-\x7f]++|[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[\x30-\x39][\x81-\xfe][\x30-\x39])|\x80", re.DOTALL
)
_EURO, _EURO_IN_GB18030 = b"\x80", b"\xa2\xe3"
_BIG5_CHARACTER = re.compile(rb"[\x00-\x7f]++|[\x81-\xfe][\x40-\x7e\xa1-\xfe]|.", re.DOTALL)
_EURO_OF_950 = b"\xa3\xe1"
LONGEST_ROW = 10_000  # bytes; in a longer one every damage would be looked at again and again
RUN = 8  # characters by which wrong pairing is told: of eight common ones five are among the 400 commonest, of eight mispaired none
_DOUBTFUL, _NONSENSE, _BETTER = 0.3, 0.13, 0.35
_SKIPPED = (1, 2, 3)  # bytes that a damage may take
_OF_A_BYTE = 0.05  # what a byte more must bring: one rare character in a window of twelve is no damage
WINDOW = 24  # bytes behind a damaged place by which it is told where the next character begins
# Six and more characters of UTF-16 between signs, as old mail programs write Chinese.
_SHIFTED_SEVEN = re.compile(rb"\+[0-9A-Za-z+/]{16,}")
_DESIGNATES = re.compile(rb"\x1b\$(?:\)[AGE]|\*H)")
_SHIFTED = re.compile(rb"\x1b\$\)([AGE])|\x1b\$\*H|\x0e([^\x0f\n\x1b]*)\x0f?|\x0f")


# Both halves of a character outside the first plane, each in three bytes: what some databases write for UTF-8 (Unicode Technical
# Report 26).
_HALVES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")


def is_cesu8(payload: bytes) -> bool:
    """Say whether bytes hold characters in halves, as no UTF-8 does."""
    return _HALVES.search(payload) is not None


def decode_cesu8(payload: bytes, errors: str = "strict") -> str:
    """Decode UTF-8 in which characters outside the first plane are written in halves."""
    whole = _HALVES.sub(
        lambda match: (
            match[0]
            .decode("utf-8", "surrogatepass")
            .encode("utf-16-le", "surrogatepass")
            .decode("utf-16-le")
            .encode()
        ),
        payload,
    )
    return whole.decode("utf-8", errors)


def with_euro(payload: bytes) -> bytes:
    """Return bytes of code page 936 as those of GB18030: the single byte of the euro becomes its two. Linear."""
    if _EURO not in payload:
        return payload
    return _CHARACTER.sub(lambda match: _EURO_IN_GB18030 if match[0] == _EURO else match[0], payload)


def decode_big5(payload: bytes, codec: str) -> str:
    """Decode Big5 as programs for it have extended it: ① of ETEN and the characters of Hong Kong, the euro of code page 950.

    Python's own tables of Big5 and code page 950 have kana in the place of ①; they are asked for what the larger one lacks.
    """
    try:
        if _EURO_OF_950 not in payload:
            return payload.decode("big5hkscs")
        return "".join(
            "€" if piece == _EURO_OF_950 else piece.decode("big5hkscs")
            for piece in _BIG5_CHARACTER.findall(payload)
        )
    except UnicodeDecodeError:
        return payload.decode(codec)


def seven_bit_name(payload: bytes) -> str | None:
    """Return which encoding of seven bits a text announces: HZ, ISO-2022-CN or UTF-7; None for plain ASCII and all others."""
    if not payload.isascii():
        return None
    if _DESIGNATES.search(payload):
        return ISO_2022_CN
    if re.search(rb"~\{[\x21-\x77][\x21-\x7e]", payload):
        return HZ
    return UTF_7 if _SHIFTED_SEVEN.search(payload) else None


def decode_iso_2022_cn(payload: bytes, errors: str = "strict") -> str:
    """Decode ISO-2022-CN as far as it holds GB 2312.

    Raises `UnicodeDecodeError` for the planes of CNS 11643, which Python has no tables for, and for broken bytes.
    """
    pieces: list[str] = []
    at = 0
    for match in _SHIFTED.finditer(payload):
        pieces.append(payload[at : match.start()].decode("ascii", errors))
        at = match.end()
        if match[1] not in (None, b"A") or match[0].startswith(b"\x1b$*"):
            if errors == "strict":
                raise UnicodeDecodeError(ISO_2022_CN, payload, match.start(), match.end(), "CNS 11643")
            continue
        if match[2]:
            pieces.append(_double_bytes(match, payload, errors))
    return "".join([*pieces, payload[at:].decode("ascii", errors)])


def _double_bytes(match: re.Match[bytes], payload: bytes, errors: str) -> str:
    try:
        return bytes(byte | 0x80 for byte in match[2]).decode("gb2312", errors)
    except UnicodeDecodeError as error:
        start = match.start(2) + error.start
        raise UnicodeDecodeError(ISO_2022_CN, payload, start, start + 1, error.reason) from error


def read_on(payload: bytes, codec: str) -> str:
    """Decode bytes of a double-byte code of which some are damaged; each damage becomes U+FFFD.

    A lost or wrong byte pairs all that follow wrongly until the row ends, and rare characters come of it rather than an error. So a
    stretch that reads like none is cut where it begins, and behind a damage the next character is taken to begin where what follows
    reads like Chinese.
    """
    return "".join(_read_row(row, codec) for row in payload.splitlines(keepends=True))


def _read_row(row: bytes, codec: str) -> str:
    if len(row) > LONGEST_ROW:
        return row.decode(codec, "replace")
    pieces: list[str] = []
    at = 0
    while True:
        rest = row[at:]
        try:
            text, error_at = rest.decode(codec), len(rest)
        except UnicodeDecodeError as error:
            text, error_at = rest[: error.start].decode(codec), error.start
        sound = _sound(rest, text, codec)
        bad = at + (error_at if sound is None else sound)
        if bad >= len(row):
            return "".join([*pieces, text])
        pieces += (row[at:bad].decode(codec), "\ufffd")
        at = bad + max(_SKIPPED, key=partial(_gain, row, bad, codec))


def _gain(row: bytes, bad: int, codec: str, skipped: int) -> float:
    """Return how well a row reads on behind a damage of so many bytes; the fewer are given up the better."""
    return _reads_like_text(row, bad + skipped, codec) - skipped * _OF_A_BYTE


def _sound(rest: bytes, text: str, codec: str) -> int | None:
    """Return how many bytes of a row are paired rightly, None where all are: behind them another pairing reads far better."""
    doubtful = (text[at : at + 2 * RUN] for at in range(0, len(text) - RUN, RUN))
    if not any(plausibility(run) <= _DOUBTFUL and _is_double(run) for run in doubtful):
        return None
    ends = [0, *accumulate(_width(character, codec) for character in text)]
    for place in range(len(text) - RUN + 1):
        run = text[place : place + RUN]
        if plausibility(run) > _NONSENSE or not _is_double(run):
            continue
        other = rest[ends[place] + 1 : ends[place] + 1 + 2 * RUN].decode(codec, "replace")
        if plausibility(other) - plausibility(run) >= _BETTER:
            return _first_wrong(rest, text, ends, place, codec)
    return None


def _width(character: str, codec: str) -> int:
    """Return how many bytes a character has; none an accent that HKSCS writes with its letter in one pair (Ê̌)."""
    try:
        return len(character.encode(codec))
    except UnicodeEncodeError:
        return 0


def _is_double(run: str) -> bool:
    """Return whether a run is nearly all of characters of two bytes: a word of an alphabet says nothing of pairs."""
    return sum(character > "\x7f" for character in run) >= len(run) - 1


def _first_wrong(rest: bytes, text: str, ends: Sequence[int], place: int, codec: str) -> int:
    """Return the byte near the beginning of a stretch of wrong pairs from which on pairing otherwise reads best of all."""
    first, last = max(0, place - RUN), min(len(text) - 1, place + RUN)
    end = ends[min(len(text), last + RUN)]

    def reads(cut: int) -> float:
        kept, other = text[first:cut], rest[ends[cut] + 1 : end].decode(codec, "replace")
        return plausibility(kept) * len(kept) + plausibility(other) * len(other)

    return ends[max(range(first, last + 1), key=reads)]


def _reads_like_text(row: bytes, start: int, codec: str) -> float:
    """Return how much the bytes from a place on read like Chinese; what a decoder takes for damage counts against."""
    text = row[start : start + WINDOW].decode(codec, "replace")
    return plausibility(text) - 0.1 * text[:-1].count("\ufffd")
