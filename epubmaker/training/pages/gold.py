"""The truth of a page as files: its articles in the format of the gold, and its lines with their boxes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .marked import Form
from .values import Article, Page


def gold_of(page: Page) -> dict[str, Any]:
    """Return the page's articles, furniture and the facts of its masthead.

    `parts` of an article are all its parts in reading order, [role, pieces]: what `block` counts in the rows of a form.
    `blocks` are those of them that are its body.
    """
    furniture: dict[str, list[str]] = {}
    for kind, parts in page.furniture:
        furniture.setdefault(kind, []).extend("".join(part.pieces) for part in parts)
    loose = [[part.role, part.pieces] for _, parts in page.furniture for part in parts]
    return {
        "source": page.name,
        **page.facts,
        "articles": [_article(article) for article in page.articles],
        "furniture": furniture,
        "furniture_parts": loose,
        "made": asdict(page.house),
    }


def _article(article: Article) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": article.kind}
    for role in ("headline", "kicker", "deck"):
        made[role] = article.words(role)
    made |= {
        "column": article.column,
        "bylines": article.bylines,
        "byline_at": article.byline_at,
        "blocks": [],
    }
    for part in article.body:
        if part.kind:
            made["blocks"].append(
                {"kind": part.kind, "pieces": part.pieces}
                | ({"stanza": part.stanza} if part.role == "verse" else {})
            )
        if part.role == "jump":
            made["jump"] = part.text
    for role in ("caption", "credit"):
        made[role + "s"] = [
            part.text for picture in article.pictures for part in picture if part.role == role
        ]
    made["ambiguous"] = article.ambiguous
    made["parts"] = [[part.role, part.pieces] for part in article.parts]
    return made


def boxes_of(page: Page) -> dict[str, Any]:
    """Return every printed line with its box in points from the top left, and the rules and pictures.

    A line that holds pieces of two parts names the first one's part and lists all under `pieces`.
    """
    known, lines = page.marks(), []
    for line in page.lines:
        role, article, block = known[id(line.pieces[0].part)]
        box = [line.x, line.y, round(line.x + line.w, 2), round(line.y + line.high, 2)]
        row: dict[str, Any] = {
            "text": line.text,
            "box": box,
            "size": line.size,
            "font": line.font,
            "role": role,
        }
        row |= {
            "article": article,
            "block": block,
            "index": line.pieces[0].index,
            "place": line.place,
            "vertical": line.vertical,
        }
        if len(line.pieces) > 1:
            row["pieces"] = [[piece.text, *known[id(piece.part)], piece.index] for piece in line.pieces]
        lines.append(row)
    return {
        "width": page.width,
        "height": page.height,
        "lines": lines,
        "rules": page.rules,
        "pictures": page.pictures,
    }


def rows_of(name: str, form: Form) -> dict[str, Any]:
    """Return the marks of a form's rows as its file holds them."""
    return {"form": name, "placed": round(form.placed, 4), "rows": [list(mark) for mark in form.marks]}
