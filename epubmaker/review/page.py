"""The proof page: one HTML file with everything in it, which asks nothing of any network."""

from __future__ import annotations

import json
from dataclasses import dataclass

from epubmaker.model.corrections import Corrections
from epubmaker.pipeline import Reconstruction
from epubmaker.review.articles import article_section, furniture_section
from epubmaker.review.document import asset, document
from epubmaker.review.doubts import JoinMark, join_marks, list_doubts
from epubmaker.review.drawing import shows_images
from epubmaker.review.markup import Html, join, tag
from epubmaker.review.overview import (
    corrections_section,
    doubts_section,
    masthead_section,
    statistics_section,
)
from epubmaker.review.sheet import Sheet
from epubmaker.review.source import source_section
from epubmaker.review.wording import dictionary, word

Marks = dict[tuple[int, int], JoinMark]


@dataclass(frozen=True, slots=True)
class Desk:
    """A page that is served to be edited: where it sends changes, what they are based on, whether one can go back."""

    address: str
    revision: str
    can_undo: bool = False


def render_review(
    made: Reconstruction, corrections: Corrections | None = None, desk: Desk | None = None
) -> str:
    """Return the proof page of a reconstruction as HTML.

    Left the source with its lines, right the articles; what is doubtful first. With `desk` it is the editable page that
    the server sends. The page's policy forbids every connection but to the desk it came from.
    """
    sheet = Sheet.of(made)
    marks = join_marks(made)
    script = asset("desk.js") + (asset("edit.js") if desk else "")
    day = made.edition.masthead.date
    name = " ".join(filter(None, (made.edition.masthead.title, day.isoformat() if day else None)))
    body = join(
        tag("a", word("skip"), href="#articles", class_="skip"),
        _header(name, made.source.name, desk),
        tag("main", _overview(sheet, marks, corrections, desk), _panes(sheet, marks)),
        tag("aside", id="inspector", hidden=True, aria_label="接缝", data_label="join"),
        tag("p", id="status", role="status"),
        Html(f'<script type="application/json" id="sheet">{_json(_values(sheet, marks, desk))}</script>'),
    )
    connect = "'self'" if desk else "'none'"
    title = f"校样 {name or made.source.name}"
    return document(title, body, asset("desk.css"), script, connect, images=shows_images(sheet))


def _overview(sheet: Sheet, marks: Marks, corrections: Corrections | None, desk: Desk | None) -> Html:
    """Return the upper part of the page: doubts, masthead, statistics, corrections."""
    return tag(
        "div",
        doubts_section(list_doubts(sheet.made, marks), sheet),
        masthead_section(sheet.made.edition.masthead, sheet, editable=desk is not None),
        statistics_section(sheet.made, marks, corrections),
        corrections_section(corrections),
        class_="overview",
    )


def _panes(sheet: Sheet, marks: Marks) -> Html:
    """Return the lower part of the page: the source, and beside it what became of it."""
    articles = [article_section(number, sheet, marks) for number in range(len(sheet.made.edition.articles))]
    right = tag(
        "section",
        tag("h2", word("articles")),
        *articles,
        furniture_section(sheet),
        id="articles",
        tabindex=-1,
        aria_label="稿件",
        data_label="articles",
    )
    return tag("div", source_section(sheet), right, class_="panes")


def _header(name: str, file: str, desk: Desk | None) -> Html:
    undo = tag("button", word("undo"), type="button", id="undo", disabled=not desk.can_undo) if desk else ""
    return tag(
        "header",
        tag("h1", word("desk"), " ", tag("span", name or file, class_="edition")),
        tag("p", file, class_="file"),
        undo,
        tag("button", word("previous"), type="button", id="previous"),
        tag("button", word("next"), type="button", id="next"),
        tag("button", word("theme"), type="button", id="theme"),
        tag("button", word("language"), type="button", id="language"),
    )


def _values(sheet: Sheet, marks: Marks, desk: Desk | None) -> dict[str, object]:
    """Return what the page's script needs to know."""
    values: dict[str, object] = {"words": dictionary(), "joins": sheet.join_values(marks)}
    if desk is not None:
        values["desk"] = {
            "address": desk.address,
            "revision": desk.revision,
        }
    return values


def _json(values: object) -> str:
    """Return JSON that may stand inside a script element."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
