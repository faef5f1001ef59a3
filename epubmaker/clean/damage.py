"""What a text shows of damage done before it came to us: lost characters, and rows decoded wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from epubmaker.messages import Message
from epubmaker.model import Diagnostic, SourceText, Span
from epubmaker.readers.mojibake import REPLACEMENT, find_misread, unrecoverable
from epubmaker.text import patterns as re
from epubmaker.text.cleaning import cleaned

MOST = 20  # places named; a page may have thousands
CODES = 5  # characters named
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


def damage(source: SourceText) -> tuple[Diagnostic, ...]:
    """Return what a reader should know before trusting the text: `undecodable`, `private-use`, `mojibake`, `mojibake-mended`."""
    return (*_lost(source), *_private(source.text), *_misread(source.text), *_mended(source.encoding))


def _lost(source: SourceText) -> Iterator[Diagnostic]:
    """Yield a note of the characters that could not be decoded, or were lost before the text was saved."""
    text = source.text
    spans = sorted(Span(at, at + 1) for lost in (REPLACEMENT, "\0") for at in _places(text, lost))
    if spans:
        count, row = text.count(REPLACEMENT) + text.count("\0"), _row(text, spans[0].start)
        said = (
            Message(
                "{count}处字符认不出（字体没有编码，记作U+FFFD），首处在第{row}行；可用 --ocr 重读",
                count=count,
                row=row,
            )
            if source.pages
            else Message("{count}处字符未能解码（U+FFFD），首处在第{row}行", count=count, row=row)
        )
        yield Diagnostic("warning", "undecodable", said, tuple(spans))
    for match in list(unrecoverable(text))[:MOST]:
        said = Message(
            "“{match}”是误解码留下的乱码，原文已失，见第{row}行",
            match=match[0][:6],
            row=_row(text, match.start()),
        )
        yield Diagnostic("warning", "mojibake", said, (Span(match.start(), match.end()),))


def _private(text: str) -> Iterator[Diagnostic]:
    """Yield a note of the characters that one font alone can draw: bullets of a symbol font, characters made for a name."""
    found = [match for match in PRIVATE.finditer(text) if cleaned(match[0]) == match[0]]
    if not found:
        return
    codes = list(dict.fromkeys(f"U+{ord(match[0]):04X}" for match in found))
    said = Message(
        "{count}处私用区字符（{codes}），别处没有字形，书中印不出；首处在第{row}行，可用 replace 更正",
        count=len(found),
        codes="、".join(codes[:CODES]) + ("……" if len(codes) > CODES else ""),
        row=_row(text, found[0].start()),
    )
    spans = tuple(Span(match.start(), match.end()) for match in found[:MOST])
    yield Diagnostic("warning", "private-use", said, spans)


def _misread(text: str) -> Iterator[Diagnostic]:
    """Yield a note of the rows that were decoded wrongly, by the way that most of them went."""
    found = find_misread(text)
    if not found:
        return
    whole = [row for row in found if row.original is not None]
    first = (whole or found)[0]
    if len(whole) == len(found):
        advice = Message("可用 --fix-mojibake 还原")
    elif whole:
        advice = Message(
            "其中{count}行可用 --fix-mojibake 还原，其余字符有失，请改用原文件", count=len(whole)
        )
    else:
        advice = Message("字符有失，不能还原，请改用原文件")
    said = Message(
        "{count}行文字曾被误解码（{way}），首处在第{row}行；{advice}",
        count=len(found),
        way=first.way,
        row=_row(text, found[0].start),
        advice=advice,
    )
    yield Diagnostic("warning", "mojibake", said, tuple(Span(row.start, row.end) for row in found[:MOST]))


def _mended(encoding: str) -> Iterator[Diagnostic]:
    """Yield a note of what was led back when the text was read (`readers.mojibake`)."""
    ways = [way for way in encoding.split(", ")[1:] if " read as " in way]
    if ways:
        yield Diagnostic(
            "info",
            "mojibake-mended",
            Message("误解码的文字已还原：{ways}", ways=Message.joined("；", map(Message, ways))),
        )


def _places(text: str, character: str) -> Iterator[int]:
    at = text.find(character)
    count = 0
    while at >= 0 and count < MOST:
        yield at
        count += 1
        at = text.find(character, at + 1)


def _row(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
