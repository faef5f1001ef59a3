"""What stands first on the page: doubts, masthead with evidence, statistics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from epubmaker.model import Masthead
from epubmaker.model.corrections import Corrections
from epubmaker.pipeline import Reconstruction
from epubmaker.review.doubts import Doubt, JoinMark
from epubmaker.review.markup import Html, tag
from epubmaker.review.saving import statement_text
from epubmaker.review.sheet import TOGETHER, Sheet
from epubmaker.review.wording import word

FIELDS = ("title", "publisher", "date", "weekday", "lunar_date", "issue_number", "page")


def doubts_section(doubts: Sequence[Doubt], sheet: Sheet) -> Html:
    """List the doubts, each a link to its place."""
    rows = [_doubt(doubt, sheet) for doubt in doubts]
    parts = [tag("ol", *rows[at : at + TOGETHER]) for at in range(0, len(rows), TOGETHER)]
    shown = tag("div", *parts, class_="doubts") if rows else tag("p", word("no-doubts"))
    return tag(
        "section",
        tag("h2", word("first"), f" {len(rows)}"),
        shown,
        tag("p", word("help"), class_="help"),
        aria_label="先看这里",
        data_label="first",
    )


def _doubt(doubt: Doubt, sheet: Sheet) -> Html:
    target = f"j{doubt.join.key}" if doubt.join else sheet.anchor(doubt.spans)
    sure = tag("span", f"{doubt.join.confidence:.0%}", class_="sure") if doubt.join else ""
    return tag(
        "li",
        tag("a", tag("b", word(doubt.code)), " ", sure, " ", doubt.message, href=f"#{target}"),
        class_=f"doubt {doubt.code}",
    )


def masthead_section(masthead: Masthead, sheet: Sheet, *, editable: bool) -> Html:
    """Show the masthead's fields, the words of the source they were read from, and what was inferred."""
    rows = [_field(name, masthead, sheet, editable=editable) for name in FIELDS]
    head = tag("tr", *(tag("th", word(key), scope="col") for key in ("field", "value", "evidence")))
    return tag(
        "section",
        tag("h2", word("masthead")),
        tag("table", tag("thead", head), tag("tbody", *rows)),
        id="masthead",
        aria_label="报头",
        data_label="masthead",
    )


def _field(name: str, masthead: Masthead, sheet: Sheet, *, editable: bool) -> Html:
    value = getattr(masthead, name)
    spans = next((spans for field, spans in masthead.evidence if field == name), ())
    shown: Html | str = word("none") if value is None else str(value)
    if editable:
        shown = tag(
            "input",
            name=name,
            value="" if value is None else str(value),
            id=f"m-{name}",
            aria_labelledby=f"f-{name}",
        )
    note = tag("span", " ", word("inferred"), class_="inferred") if name in masthead.inferred else ""
    source = sheet.made.source.text
    words = [tag("a", span.of(source), href=f"#l{sheet.tracer.line_at(span.start)}") for span in spans]
    separated = [part for item in words for part in (item, " ")]
    return tag(
        "tr",
        tag("th", word(name), scope="row", id=f"f-{name}"),
        tag("td", shown, note),
        tag("td", *separated),
    )


def corrections_section(corrections: Corrections | None) -> Html:
    """List what a person has said, as it stands in the corrections file."""
    if not corrections or not corrections.statements:
        return Html("")
    rows = [tag("li", tag("code", statement_text(statement))) for statement in corrections.statements]
    return tag(
        "section",
        tag("h2", word("corrections"), f" {len(rows)}"),
        tag("ol", *rows, tabindex=0, aria_label="人工校正", data_label="corrections"),
        class_="said",
    )


def statistics_section(
    made: Reconstruction, marks: Mapping[tuple[int, int], JoinMark], corrections: Corrections | None
) -> Html:
    """Count what the reconstruction is made of."""
    edition = made.edition
    blocks = [block for article in edition.articles for block in article.blocks]
    chains = [chain for article in made.plan.articles for chain in article.chains]
    pairs = [pair for chain in chains for pair in zip(chain.lines, chain.lines[1:], strict=False)]
    counts = {
        "characters": edition.source.characters,
        "lines": len(made.lines),
        "articles": len(edition.articles),
        "paragraphs": sum(block.kind == "paragraph" for block in blocks),
        "joins-moved": sum(right != left + 1 for left, right in pairs),
        "joins-unsure": sum(mark.confidence < 0.9 for mark in marks.values()),
        "edits": sum(edit.rule != "blank" for edit in edition.edits),
        "corrections": len(corrections.statements) + len(corrections.masthead) if corrections else 0,
    }
    shown = [
        part for key, count in counts.items() for part in (tag("dt", word(key)), tag("dd", f"{count:,}"))
    ]
    return tag(
        "section",
        tag("h2", word("statistics")),
        tag("dl", *shown),
        aria_label="统计",
        data_label="statistics",
    )
