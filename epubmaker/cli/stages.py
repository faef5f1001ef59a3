"""What each stage made of a text, as tables to read and to grep: tab-separated, one header row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from epubmaker.cli.speech import current
from epubmaker.messages import Message
from epubmaker.model import Article, ArticlePlan, Edition, Seam, probability
from epubmaker.pipeline import Reconstruction
from epubmaker.render.titles import Titles
from epubmaker.text.cells import CELL

Row = tuple[object, ...]
_SEVERITIES = {"error": Message("error"), "warning": Message("warning"), "info": Message("info")}
# Seams shown for a line: the candidates that a decision is between.
_SEAMS_SHOWN = 4
_EVIDENCE_SHOWN = 4


def lines_table(result: Reconstruction) -> str:
    """Show the physical lines and what stands before each."""
    rows = (
        (line.number, line.row, line.block, line.joint, line.width, line.measure, line.indent, line.text)
        for line in result.lines
    )
    return _table(("line", "row", "block", "joint", "width", "measure", "indent", "text"), rows)


def roles_table(result: Reconstruction) -> str:
    """Show what each line is taken for, how surely, and by which rule."""
    rows = (
        (line.number, label.role, f"{label.confidence:.2f}", label.rule, line.text)
        for line, label in zip(result.lines, result.labels, strict=True)
    )
    return _table(("line", "role", "sure", "rule", "text"), rows)


def seams_table(result: Reconstruction) -> str:
    """Show for each line the likeliest next lines, with probability and the weightiest evidence."""
    return _table(("left", "right", "sure", "end of left", "start of right", "evidence"), _seam_rows(result))


def _seam_rows(result: Reconstruction) -> Iterator[Row]:
    texts = [line.text for line in result.lines]
    for seams in result.seams.candidates:
        for seam in seams[:_SEAMS_SHOWN]:
            sure = f"{probability(seam.log_odds):.2f}"
            yield seam.left, seam.right, sure, texts[seam.left][-8:], texts[seam.right][:8], _evidence(seam)


def _evidence(seam: Seam) -> str:
    weightiest = sorted(seam.evidence, key=lambda entry: -abs(entry[1]))[:_EVIDENCE_SHOWN]
    return " ".join(f"{name}{share:+.2f}" for name, share in weightiest)


def articles_table(result: Reconstruction) -> str:
    """Show the moves of the search, with what the page gained by each, and the articles that came of them, as sure as they are."""
    texts = [line.text for line in result.lines]
    rows: list[Row] = [(move.name, move.line, f"{move.gain:+.2f}", texts[move.line]) for move in result.moves]
    for article in result.plan.articles:
        named = article.headline or (article.chains[0].lines[:1] if article.chains else ())
        title = "".join(texts[number] for number in named)
        rows.append((article.kind, named[0] if named else "-", f"{article.confidence:.2f}", title))
    return _table(("move or article", "line", "gain or sure", "text"), rows)


def chains_table(result: Reconstruction) -> str:
    """Show the plan: each article's header group and blocks, and the line numbers they are made of."""
    rows: list[Row] = []
    for number, article in enumerate(result.plan.articles, 1):
        rows += [(number, *row) for row in _plan_rows(article)]
    rows += [("-", furniture.kind, _numbers(furniture.lines), "") for furniture in result.plan.furniture]
    rows += [("-", "unplaced", line, "") for line in result.plan.unplaced]
    return _table(("article", "part", "lines", "jumps"), rows)


def _plan_rows(article: ArticlePlan) -> Iterator[Row]:
    for part in ("column", "kicker", "headline", "deck"):
        if numbers := getattr(article, part):
            yield part, _numbers(numbers), ""
    for byline in article.bylines:
        yield "byline", _numbers(byline.lines), ""
    for chain in article.chains:
        jumps = " ".join(f"{j.left}>{j.right}:{j.confidence:.2f}" for j in chain.joins if j.moved)
        yield chain.form or chain.kind, _numbers(chain.lines), jumps


def _numbers(lines: Iterable[int]) -> str:
    return " ".join(map(str, lines))


def edition_table(result: Reconstruction) -> str:
    """Show the edition as an outline to read."""
    return outline(result.edition)


def outline(edition: Edition) -> str:
    """Return an edition as plain text: masthead, articles with their blocks, furniture, diagnostics."""
    masthead = edition.masthead
    say = current().say
    inferred = say(Message(" (inferred)")) if "date" in masthead.inferred else ""
    date = masthead.date and f"{masthead.date.isoformat()}{inferred}"
    issue = None if masthead.issue_number is None else f"第{masthead.issue_number}期"
    head = (masthead.title, date, masthead.weekday, masthead.lunar_date, issue, masthead.page)
    parts = ["  ".join(part for part in head if part) or say(Message("(no masthead)")), ""]
    titles = Titles.of(edition)
    for number, article in enumerate(edition.articles, 1):
        parts += [
            f"{number}. {titles.line(article) or say(Message('(no headline)'))}",
            *_article_lines(article),
            "",
        ]
    parts += [f"[{furniture.kind}] {furniture.text}" for furniture in edition.furniture]
    parts += [f"[unplaced] {furniture.text}" for furniture in edition.unplaced]
    parts += [
        f"{say(_SEVERITIES[note.severity])}: {note.code}: {say(note.message)}" for note in edition.diagnostics
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _article_lines(article: Article) -> Iterator[str]:
    for part in ("column", "kicker", "deck"):
        if text := getattr(article, part):
            yield f"   {part}: {text}"
    for byline in article.bylines:
        yield f"   {byline.role} {'、'.join(byline.names)} ({byline.confidence:.2f})"
    for block in article.blocks:
        kind = block.form or block.kind
        mark = "" if kind == "paragraph" else f"[{kind}] "
        yield f"   {mark}{' | '.join(block.text.split(CELL))}"


def _table(header: Row, rows: Iterable[Row]) -> str:
    return "".join("\t".join(map(_cell, row)) + "\n" for row in (header, *rows))


def _cell(value: object) -> str:
    return " ".join(str(value).split("\t")).replace("\n", " ")


STAGES: dict[str, Callable[[Reconstruction], str]] = {
    "lines": lines_table,
    "roles": roles_table,
    "seams": seams_table,
    "articles": articles_table,
    "chains": chains_table,
    "edition": edition_table,
}
