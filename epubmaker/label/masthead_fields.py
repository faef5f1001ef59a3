"""The fields of a masthead, read from its rows: title, publisher, issue number, page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.label.dates import number
from epubmaker.label.masthead_page import PageText
from epubmaker.label.masthead_rows import MastheadRow
from epubmaker.label.masthead_tokens import Token
from epubmaker.model import Span
from epubmaker.text import patterns as re

_PRESS_NAME = re.compile(r"(?:^|[\s、:：/])(?P<name>[\u3400-\u9fff]{1,10}?[报報])社")


@dataclass(frozen=True, slots=True)
class Field:
    """One field's text and the source spans it was read from."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PlacedToken:
    """A token with the row it stands in and how sure that row is."""

    token: Token
    row: MastheadRow


def placed(rows: Sequence[MastheadRow], *kinds: str) -> tuple[PlacedToken, ...]:
    """Return the tokens of these kinds in the rows, in order of place."""
    return tuple(PlacedToken(token, row) for row in rows for token in row.tokens if token.kind in kinds)


def read_title(page: PageText, rows: Sequence[MastheadRow]) -> Field | None:
    """Read the title: the newspaper's name, then its edition (`海外版`) after a space.

    Where no name is printed by itself, it is the publisher's without 社 (`…日报社` prints `…日报`).
    """
    names = _distinct(page, placed(rows, "title")) or _distinct(page, placed(rows, "plain-title"))
    name = names[0] if names else _name_in_publisher(page, rows)
    editions = _distinct(page, placed(rows, "edition"))
    parts = [field for field in (name, editions[0] if editions else None) if field is not None]
    if not parts:
        return None
    spans = tuple(sorted({span for field in parts for span in field.spans}))
    return Field(" ".join(field.text for field in parts), spans)


def _distinct(page: PageText, tokens: Sequence[PlacedToken]) -> list[Field]:
    """Return the different names among tokens, the surest row's first, earlier before later."""
    ordered = sorted(tokens, key=lambda found: -round(found.row.confidence, 1))
    fields: dict[str, Field] = {}
    for found in ordered:
        text = _squeezed(page.printed(found.token.start, found.token.end)).strip("《》■◆●▲□◇○★☆|·—-【】[]")
        fields.setdefault(text, Field(text, page.spans(found.token.start, found.token.end)))
    return list(fields.values())


def _name_in_publisher(page: PageText, rows: Sequence[MastheadRow]) -> Field | None:
    for found in placed(rows, "publisher", "press"):
        start, end = found.token.start, found.token.end
        if match := _PRESS_NAME.search(page.text[start:end]):
            first, last = start + match.start("name"), start + match.end("name")
            return Field(_squeezed(page.printed(first, last)), page.spans(first, last))
    return None


def read_publisher(page: PageText, rows: Sequence[MastheadRow]) -> Field | None:
    """Read the publisher line as printed: bodies and what they do, one space between."""
    tokens = placed(rows, "publisher") or placed(rows, "press")
    texts: dict[str, tuple[Span, ...]] = {}
    for found in tokens:
        text = " ".join(page.printed(found.token.start, found.token.end).split())
        texts.setdefault(text, page.spans(found.token.start, found.token.end))
    if not texts:
        return None
    return Field(" ".join(texts), tuple(sorted({span for spans in texts.values() for span in spans})))


def read_issue_number(page: PageText, rows: Sequence[MastheadRow]) -> tuple[int, tuple[Span, ...]] | None:
    """Read the issue number: the running total (`总第…期`) where printed, else the longest number of an issue."""
    tokens = placed(rows, "issue-total") or placed(rows, "issue")
    values = [(number(found.token.value), found.token) for found in tokens]
    known = [(value, token) for value, token in values if value]
    if not known:
        return None
    value, token = max(known, key=lambda pair: (len(str(pair[0])), -pair[1].start))
    return value, page.spans(token.start, token.end)


def read_page(page: PageText, rows: Sequence[MastheadRow]) -> Field | None:
    """Read the page's number or letter and number (`1`, `01`, `A1`); None where the text holds several pages."""
    tokens = placed(rows, "folio") or placed(rows, "bare-page")
    fields: dict[str, Field] = {}
    for found in tokens:
        text = "".join((found.token.value or page.text[found.token.start : found.token.end]).split())
        if not text.isascii():
            text = str(number(text) or text)
        spans = page.spans(found.token.start, found.token.end)
        fields.setdefault(text.lstrip("0") or text, Field(text, spans))
    return next(iter(fields.values())) if len(fields) == 1 else None


_ISSN = re.compile(r"ISSN\s?[:：]?\s?(?P<number>\d{4}\s?[-—–]\s?\d{3}[\dXx])(?![\dA-Za-z])")
_CN = re.compile(
    r"(?:国内统一(?:连续出版物号|刊号)|(?:全国)?统一刊号|(?<![A-Za-z])(?=CN))\s?[:：]?\s?(?:CN)?\s?[:：]?\s?[(（]?"
    r"(?P<number>\d{2}\s?[-—–]\s?\d{4})(?!\d)"
)


def read_issn(page: PageText, rows: Sequence[MastheadRow]) -> Field | None:
    """Read the international serial number (ISSN) from the masthead; None where its check digit says that it is misread."""
    found = _serial(_ISSN, page, rows)
    return found if found is not None and _issn_holds(found.text) else None


def read_cn(page: PageText, rows: Sequence[MastheadRow]) -> Field | None:
    """Read the Chinese serial number (国内统一连续出版物号): two digits of the province, four of the paper."""
    return _serial(_CN, page, rows)


def _serial(pattern: re.Pattern[str], page: PageText, rows: Sequence[MastheadRow]) -> Field | None:
    for row in rows:
        if match := pattern.search(page.text, row.start, row.end):
            number = re.sub(r"\s?[-—–]\s?", "-", match["number"]).upper()
            return Field(number, page.spans(match.start("number"), match.end("number")))
    return None


def _issn_holds(issn: str) -> bool:
    """Return whether the last digit is the check digit of the other seven (ISO 3297, annex A)."""
    digits = issn.replace("-", "")
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits[:7], strict=True))
    return "0123456789X"[-total % 11] == digits[7]


def _squeezed(text: str) -> str:
    return "".join(text.split())
