"""Editions from the values of their file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, NoReturn, TypeVar, get_args

from epubmaker.edition_file.pictures import picture_of, zone_box
from epubmaker.edition_file.writing import FORMAT, VERSION, WITH_PICTURES, Evidence
from epubmaker.errors import EditionFormatError
from epubmaker.messages import Message
from epubmaker.model import (
    Article,
    Block,
    BlockForm,
    Byline,
    Diagnostic,
    Edit,
    Edition,
    Furniture,
    Masthead,
    SeamNote,
    Severity,
    SourceInfo,
    Span,
)
from epubmaker.model.edition import ArticleKind, BlockKind
from epubmaker.model.pictures import Facsimile, Zone

# The fields that can have evidence; entries for others are passed over, as all unknown keys are.
_MASTHEAD_EVIDENCE = tuple({field.name for field in fields(Masthead)} - {"evidence", "inferred"})
_ARTICLE_EVIDENCE = ("column", "kicker", "headline", "deck", "dateline")

Value = TypeVar("Value")


def edition_from_dict(values: object) -> Edition:
    """Read an edition file's values; raises `EditionFormatError` with the path of what is wrong.

    Keys that version 1 does not know are passed over, so that files with additions stay readable.
    """
    top = _Cursor(values, "$")
    _check_format(top)
    return Edition(
        source=_source(top.member("source")),
        language=top.text("language"),
        masthead=_masthead(top.member("masthead")),
        articles=top.each("articles", _article),
        furniture=top.each("furniture", _furniture),
        unplaced=top.each("unplaced", _furniture),
        diagnostics=top.each("diagnostics", _diagnostic),
        edits=top.each("edits", _edit),
        pictures=top.each("pictures", lambda cursor: picture_of(cursor.values, cursor.refuse)),
        facsimiles=top.each("facsimiles", _facsimile),
    )


def _check_format(top: _Cursor) -> None:
    """Refuse what is no edition file, and one of a version that is still to come."""
    if top.text("format") != FORMAT or (version := top.integer("version")) < VERSION:
        top.refuse(
            Message(
                "this is no {format} of version {version} or {with_pictures}",
                format=FORMAT,
                version=VERSION,
                with_pictures=WITH_PICTURES,
            )
        )
    if version > WITH_PICTURES:
        top.refuse(
            Message(
                "this is an {format} of version {version}, and versions up to {known} are known here; a newer epubmaker reads it",
                format=FORMAT,
                version=version,
                known=WITH_PICTURES,
            )
        )


def _facsimile(cursor: _Cursor) -> Facsimile:
    return Facsimile(picture_of(cursor.values, cursor.refuse), cursor.each("zones", _zone))


def _zone(cursor: _Cursor) -> Zone:
    return Zone(
        zone_box(cursor.values, cursor.refuse), _span(cursor.values.get("span"), f"{cursor.path}.span")
    )


def _source(cursor: _Cursor) -> SourceInfo:
    return SourceInfo(
        name=cursor.text("name"),
        sha256=cursor.text("sha256"),
        encoding=cursor.text("encoding"),
        characters=cursor.integer("characters"),
    )


def _masthead(cursor: _Cursor) -> Masthead:
    return Masthead(
        title=cursor.text_or_none("title"),
        publisher=cursor.text_or_none("publisher"),
        date=cursor.date_or_none("date"),
        weekday=cursor.text_or_none("weekday"),
        lunar_date=cursor.text_or_none("lunar_date"),
        issue_number=cursor.integer("issue_number") if cursor.has("issue_number") else None,
        page=cursor.text_or_none("page"),
        issn=cursor.text_or_none("issn"),
        cn=cursor.text_or_none("cn"),
        evidence=cursor.evidence(_MASTHEAD_EVIDENCE),
        inferred=cursor.texts("inferred"),
    )


def _article(cursor: _Cursor) -> Article:
    return Article(
        id=cursor.text("id"),
        kind=cursor.choice("kind", get_args(ArticleKind)),
        headline=cursor.text_or_none("headline"),
        kicker=cursor.text_or_none("kicker"),
        deck=cursor.text_or_none("deck"),
        column=cursor.text_or_none("column"),
        bylines=cursor.each("bylines", _byline),
        dateline=cursor.text_or_none("dateline"),
        blocks=cursor.each("blocks", _block),
        confidence=cursor.confidence(),
        evidence=cursor.evidence(_ARTICLE_EVIDENCE),
    )


def _byline(cursor: _Cursor) -> Byline:
    return Byline(
        role=cursor.text("role"),
        names=cursor.texts("names"),
        confidence=cursor.confidence(),
        text=cursor.text_or_none("text") or "",
        spans=cursor.spans("spans"),
    )


def _block(cursor: _Cursor) -> Block:
    return Block(
        kind=cursor.choice("kind", get_args(BlockKind)),
        text=cursor.text("text"),
        spans=cursor.spans("spans"),
        page=cursor.text_or_none("page"),
        seams=cursor.each("seams", _seam_note),
        truncated=cursor.flag("truncated"),
        picture=cursor.text_or_none("picture"),
        form=cursor.choice("form", get_args(BlockForm)) if cursor.has("form") else None,
    )


def _seam_note(cursor: _Cursor) -> SeamNote:
    return SeamNote(cursor.integer("at"), cursor.confidence(), cursor.flag("moved"))


def _furniture(cursor: _Cursor) -> Furniture:
    return Furniture(
        cursor.text("kind"), cursor.text("text"), cursor.spans("spans"), cursor.text_or_none("page")
    )


def _diagnostic(cursor: _Cursor) -> Diagnostic:
    severity = cursor.choice("severity", get_args(Severity))
    return Diagnostic(severity, cursor.text("code"), cursor.text("message"), cursor.spans("spans"))


def _edit(cursor: _Cursor) -> Edit:
    span = _span(cursor.values.get("span"), f"{cursor.path}.span")
    return Edit(span, cursor.text("before"), cursor.text("after"), cursor.text("rule"), cursor.confidence())


def _refuse(path: str, what: str) -> NoReturn:
    raise EditionFormatError(Message("edition file, {path}: {what}", path=path, what=what))


def _span(value: object, path: str) -> Span:
    match value:
        case [int(start), int(end)] if 0 <= start <= end:
            return Span(start, end)
    _refuse(path, Message("should be two numbers [start, end], start not after end"))


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        _refuse(path, Message("should be text"))
    if any("\ud800" <= character <= "\udfff" for character in value):
        _refuse(path, Message("holds a lone surrogate, half of a character"))
    return value


class _Cursor:
    """A walk over the values of an edition file that knows where it stands, for messages."""

    __slots__ = ("path", "values")

    def __init__(self, values: object, path: str) -> None:
        if not isinstance(values, dict):
            _refuse(path, Message("should be an object"))
        self.values: dict[str, Any] = values
        self.path = path

    def refuse(self, what: str, key: str = "") -> NoReturn:
        _refuse(f"{self.path}.{key}" if key else self.path, what)

    def has(self, key: str) -> bool:
        return self.values.get(key) is not None

    def text(self, key: str) -> str:
        return _text(self.values.get(key), f"{self.path}.{key}")

    def text_or_none(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def integer(self, key: str) -> int:
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(Message("should be a whole number"), key)
        return value

    def confidence(self) -> float:
        value = self.values.get("confidence", 1.0)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            self.refuse(Message("should be a number from 0 to 1"), "confidence")
        return float(value)

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.refuse(Message("should be true or false"), key)
        return value

    def choice(self, key: str, choices: tuple[Any, ...]) -> Any:
        value = self.values.get(key)
        if value not in choices:
            self.refuse(Message("should be one of {choices}", choices=", ".join(choices)), key)
        return value

    def date_or_none(self, key: str) -> date | None:
        value = self.text_or_none(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(Message("should be a date such as 2020-01-10"), key)

    def member(self, key: str) -> _Cursor:
        return _Cursor(self.values.get(key), f"{self.path}.{key}")

    def array(self, key: str) -> list[Any]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.refuse(Message("should be a list"), key)
        return value

    def each(self, key: str, read: Callable[[_Cursor], Value]) -> tuple[Value, ...]:
        members = enumerate(self.array(key))
        return tuple(read(_Cursor(member, f"{self.path}.{key}[{number}]")) for number, member in members)

    def texts(self, key: str) -> tuple[str, ...]:
        members = enumerate(self.array(key))
        return tuple(_text(member, f"{self.path}.{key}[{number}]") for number, member in members)

    def spans(self, key: str) -> tuple[Span, ...]:
        members = enumerate(self.array(key))
        return tuple(_span(member, f"{self.path}.{key}[{number}]") for number, member in members)

    def evidence(self, fields: tuple[str, ...]) -> Evidence:
        if not self.has("evidence"):
            return ()
        inner = self.member("evidence")
        return tuple((field, inner.spans(field)) for field in inner.values if field in fields)
