"""Editions as the values of their file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from epubmaker.edition_file.pictures import facsimile_values, picture_values
from epubmaker.model import Article, Block, Edition, Furniture, Masthead, Span

FORMAT = "epubmaker-edition"
VERSION = 1
WITH_PICTURES = 2

Evidence = tuple[tuple[str, tuple[Span, ...]], ...]


def edition_to_json(edition: Edition) -> str:
    """Return the edition file as text: UTF-8 when encoded, no ASCII escapes, one space of indent."""
    return json.dumps(edition_to_dict(edition), ensure_ascii=False, indent=1) + "\n"


def edition_to_dict(edition: Edition) -> dict[str, Any]:
    """Return the edition file as plain values, ready for JSON."""
    values = {
        "format": FORMAT,
        "version": WITH_PICTURES if edition.images else VERSION,
        "source": asdict(edition.source),
        "language": edition.language,
        "masthead": _masthead_values(edition.masthead),
        "articles": [_article_values(article) for article in edition.articles],
        "furniture": [_furniture_values(furniture) for furniture in edition.furniture],
        "unplaced": [_furniture_values(furniture) for furniture in edition.unplaced],
        "diagnostics": [
            {
                "severity": diagnostic.severity,
                "code": diagnostic.code,
                "message": diagnostic.message,
                "spans": _pairs(diagnostic.spans),
            }
            for diagnostic in edition.diagnostics
        ],
        "edits": [
            {
                "span": [edit.span.start, edit.span.end],
                "before": edit.before,
                "after": edit.after,
                "rule": edit.rule,
                "confidence": edit.confidence,
            }
            for edit in edition.edits
        ],
    }
    if edition.pictures:
        values["pictures"] = [picture_values(picture) for picture in edition.pictures]
    if edition.facsimiles:
        values["facsimiles"] = [facsimile_values(facsimile) for facsimile in edition.facsimiles]
    return values


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _evidence_values(evidence: Evidence) -> dict[str, list[list[int]]]:
    return {field: _pairs(spans) for field, spans in evidence}


def _masthead_values(masthead: Masthead) -> dict[str, Any]:
    return {
        "title": masthead.title,
        "publisher": masthead.publisher,
        "date": masthead.date and masthead.date.isoformat(),
        "weekday": masthead.weekday,
        "lunar_date": masthead.lunar_date,
        "issue_number": masthead.issue_number,
        "page": masthead.page,
        **{
            name: value for name, value in (("issn", masthead.issn), ("cn", masthead.cn)) if value is not None
        },
        "evidence": _evidence_values(masthead.evidence),
        "inferred": list(masthead.inferred),
    }


def _article_values(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "kind": article.kind,
        "column": article.column,
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "bylines": [
            {
                "role": byline.role,
                "names": list(byline.names),
                "confidence": byline.confidence,
                "text": byline.text,
                "spans": _pairs(byline.spans),
            }
            for byline in article.bylines
        ],
        "dateline": article.dateline,
        "blocks": [_block_values(block) for block in article.blocks],
        "confidence": article.confidence,
        "evidence": _evidence_values(article.evidence),
    }


def _block_values(block: Block) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": block.kind,
        "text": block.text,
        "spans": _pairs(block.spans),
        "page": block.page,
        "seams": [{"at": s.at, "confidence": s.confidence, "moved": s.moved} for s in block.seams],
        "truncated": block.truncated,
    }
    if block.form:
        values["form"] = block.form
    return values | {"picture": block.picture} if block.picture else values


def _furniture_values(furniture: Furniture) -> dict[str, Any]:
    return {
        "kind": furniture.kind,
        "text": furniture.text,
        "spans": _pairs(furniture.spans),
        "page": furniture.page,
    }
