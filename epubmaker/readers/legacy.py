"""Encodings of Chinese that Python reads only in part: code page 936 with its euro, HZ, ISO-2022-CN.

Sources: Microsoft's best-fit table of code page 936 (0x80 is U+20AC); RFC 1843 (HZ); RFC 1922 (ISO-2022-CN).
"""

from __future__ import annotations

import re

from epubmaker.readers.common import plausibility

CP936 = "cp936"
HZ = "hz"
ISO_2022_CN = "iso-2022-cn"
FAMILY = frozenset({"gbk", "gb18030", "gb2312", CP936, "936", "ms936"})

# Characters of GB18030 in two, four and one bytes; a byte 0x80 that begins none of them is the euro of Windows.
_CHARACTER = re.compile(
    rb"[\x00-\x7f]++|[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[\x30-\x39][\x81-\xfe][\x30-\x39])|\x80", re.DOTALL
)
_EURO, _EURO_IN_GB18030 = b"\x80", b"\xa2\xe3"
LONGEST_ROW = 10_000  # bytes; in a longer one every damage would be looked at again and again
WINDOW = 24  # bytes behind a damaged place by which it is told where the next character begins
_DESIGNATES = re.compile(rb"\x1b\$(?:\)[AGE]|\*H)")
_SHIFTED = re.compile(rb"\x1b\$\)([AGE])|\x1b\$\*H|\x0e([^\x0f\n\x1b]*)\x0f?|\x0f")


def with_euro(payload: bytes) -> bytes:
    """Return bytes of code page 936 as those of GB18030: the single byte of the euro becomes its two. Linear."""
    if _EURO not in payload:
        return payload
    return _CHARACTER.sub(lambda match: _EURO_IN_GB18030 if match[0] == _EURO else match[0], payload)


def seven_bit_name(payload: bytes) -> str | None:
    """Return which encoding of seven bits a text announces: HZ or ISO-2022-CN; None for plain ASCII and all others."""
    if not payload.isascii():
        return None
    if _DESIGNATES.search(payload):
        return ISO_2022_CN
    return HZ if re.search(rb"~\{[\x21-\x77][\x21-\x7e]", payload) else None


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

    A lost or wrong byte pairs all that follow wrongly until the row ends. So behind it the next character is taken to begin
    where what follows reads like Chinese.
    """
    return "".join(_read_row(row, codec) for row in payload.splitlines(keepends=True))


def _read_row(row: bytes, codec: str) -> str:
    if len(row) > LONGEST_ROW:
        return row.decode(codec, "replace")
    pieces: list[str] = []
    at = 0
    while True:
        try:
            pieces.append(row[at:].decode(codec))
        except UnicodeDecodeError as error:
            bad = at + error.start
            pieces += (row[at:bad].decode(codec), "\ufffd")
            at = bad + max((1, 2, 3), key=lambda skipped: _reads_like_text(row, bad + skipped, codec))
            continue
        return "".join(pieces)


def _reads_like_text(row: bytes, start: int, codec: str) -> float:
    """Return how much the bytes from a place on read like Chinese; what a decoder takes for damage counts against."""
    text = row[start : start + WINDOW].decode(codec, "replace")
    return plausibility(text) - 0.1 * text[:-1].count("\ufffd")
