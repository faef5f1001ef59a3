"""The truth of a page as files: its articles in the format of the gold, and its lines with their boxes."""

from __future__ import annotations

from collections.abc import Sequence
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


def edition_of(pages: Sequence[Page]) -> dict[str, Any]:
    """Return the gold of an edition: its pages' articles one after the other, each with its page.

    `continues` is the number of the article that one takes up from an earlier page.
    """
    articles = [article for page in pages for article in page.articles]
    number = {id(article): k for k, article in enumerate(articles)}
    golds = [gold_of(page) for page in pages]
    made = {"source": pages[0].name.rsplit("-", 1)[0], "date": pages[0].facts["date"], "pages": golds}
    rows = [row | {"page": k + 1} for k, gold in enumerate(golds) for row in gold.pop("articles")]
    for article, row in zip(articles, rows, strict=True):
        if article.continues:
            row["continues"] = number[id(article.continues)]
    return made | {
        "articles": rows,
        "furniture_parts": [part for gold in golds for part in gold.pop("furniture_parts")],
    }


def bound(pages: Sequence[Page], forms: Sequence[Form]) -> Form:
    """Return the forms of an edition's pages as one text, form feeds between them, its marks counting through all pages."""
    text, marks, articles, blocks = "", [], 0, 0
    for page, form in zip(pages, forms, strict=True):
        text += "\f" if text else ""
        for mark in form.marks:
            start, end = mark.start + len(text), mark.end + len(text)
            loose = mark.article is None and mark.block is not None
            marks.append(
                mark._replace(
                    start=start,
                    end=end,
                    article=None if mark.article is None else mark.article + articles,
                    block=mark.block + blocks if loose and mark.block is not None else mark.block,
                )
            )
        text += form.text.rstrip("\f")
        articles += len(page.articles)
        blocks += sum(len(parts) for _, parts in page.furniture)
    return Form(text, tuple(marks), sum(form.placed for form in forms) / len(forms))


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
                | ({"goes_on": True} if part.goes_on else {})
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
