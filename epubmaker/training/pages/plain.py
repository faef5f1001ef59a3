"""The forms in which people keep texts: a paragraph a row, wrapped at a width, Markdown, pages apart."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .marked import Form, Writing
from .typography import wrapped
from .values import Article, Page, Part

TITLES = ("label", "kicker", "headline", "deck", "crosshead")
INDENTED = ("text", "dialogue", "note")


@dataclass(frozen=True)
class Manner:
    """How one form is written: white space before paragraphs, blank rows between parts and articles, a width to wrap at."""

    indent: str = ""
    between: str = "\n"
    apart: str = "\n"
    width: int = 0
    markdown: bool = False
    end: str = "\n"
    pages: str = ""


def plain_forms(page: Page, rng: random.Random, widths: Sequence[int]) -> dict[str, Form]:
    """Return the page's articles in eleven forms; `widths` are those that texts are wrapped at."""
    space = rng.choice(["　　", "　　", "    ", "  "])
    width, numbered = rng.choice(widths), "row" if rng.random() < 0.6 else "feed"
    some = rng.choice([("　　", "\n"), ("　　", "\n\n"), ("", "\n\n"), ("", "\n")])
    manners = {
        "plain-tight": Manner(),
        "plain-indent": Manner(indent=space),
        "plain-blank": Manner(between="\n\n", apart=rng.choice(["\n\n", "\n\n\n"])),
        "plain-both": Manner(indent=space, between="\n\n", apart="\n\n"),
        "plain-apart": Manner(indent=rng.choice(["", "", "　　"]), apart="\n\n"),
        "plain-wrapped": Manner(indent="　　", apart=rng.choice(["\n", "\n\n"]), width=width),
        "plain-flush": Manner(apart=rng.choice(["\n", "\n\n"]), width=width),
        "plain-flush-blank": Manner(between="\n\n", apart="\n\n", width=width),
        "plain-markdown": Manner(between="\n\n", apart="\n\n", markdown=True),
        "plain-crlf": Manner(indent=some[0], between=some[1], apart="\n\n", end="\r\n"),
        "plain-pages": Manner(indent=some[0], between=some[1], apart=some[1], pages=numbered),
    }
    habits = Habits(rng)
    return {name: written(page, manner, habits) for name, manner in manners.items()}


class Habits:
    """What one keeper of texts does in all forms alike."""

    def __init__(self, rng: random.Random):
        self.captions = rng.random() < 0.7
        self.captions_first = rng.random() < 0.2
        self.small = rng.random() < 0.5
        self.running = rng.random() < 0.3
        self.headline_indent = rng.random() < 0.1
        self.marks = rng.choice(
            [("# ", "## ", "**{}**"), ("## ", "### ", "**{}**"), ("# ", "**{}**", "### ")]
        )
        self.turn = rng.choice(
            ["第{}版", "第{}版", "第{:02d}版", "第{}版　要闻", "第{}版：综合", "{:02d}版 社会"]
        )
        self.bullet = rng.choice(["- ", "* "])
        self.cut = rng.randint(2, 4)
        self.cells = rng.choice(["　", " ", "\t", "  "])


def written(page: Page, manner: Manner, habits: Habits) -> Form:
    """Return the articles of a page written in one manner."""
    out = Writing(page)
    articles = [a for a in page.articles if habits.small or a.kind not in ("table", "list", "notice")]
    loose = page.furniture[0][1] if page.furniture and habits.running else []
    for part in loose:
        out.add(part.text, part, 0)
        out.blank("\n")
    size = max(1, -(-len(articles) // habits.cut))
    for number, article in enumerate(articles):
        if number:
            out.blank(manner.apart)
            if manner.pages and number % size == 0:
                _turn(out, manner, habits, number // size + 1)
        _article(out, article, manner, habits)
    out.blank("\n")
    return _with_row_ends(out.form(), manner.end)


def _turn(out: Writing, manner: Manner, habits: Habits, number: int) -> None:
    """Go to the next page: a form feed, or a row that says the page's number."""
    out.blank("\f" if manner.pages == "feed" else "")
    if manner.pages == "row":
        start = len(out.text)
        out.blank(habits.turn.format(number))
        out.marks.append(type(out.marks[0])(start, len(out.text), "furniture", None, None, 0))
        out.blank(manner.between)


def _article(out: Writing, article: Article, manner: Manner, habits: Habits) -> None:
    parts = [part for part in (*article.head, *article.body) if part.text]
    captions = (
        [part for picture in article.pictures for part in picture] if habits.captions or not parts else []
    )
    order = [*article.head, *captions, *article.body] if habits.captions_first else [*parts, *captions]
    run_in = article.head[-1] if article.run_in and article.head else None
    last: Part | None = None
    for part in order:
        if last is not None:
            stanza = last.role == part.role == "verse" and last.stanza != part.stanza
            tight = part.role == last.role and part.role in ("table", "list", "verse", "notice-sign")
            out.blank(
                article.joint if last is run_in else "\n\n" if stanza else "\n" if tight else manner.between
            )
        _part(out, part, manner, habits, inline=run_in is not None and run_in in (part, last))
        last = part


def _part(out: Writing, part: Part, manner: Manner, habits: Habits, inline: bool) -> None:
    """Write one part: whole, wrapped, or with marks of Markdown."""
    if manner.markdown and not inline and (wrap := _markdown(part, habits)):
        before, after = wrap.split("{}")
        out.blank(before)
        out.add(part.text, part, 0)
        out.blank(after)
        return
    if part.role == "table":
        for number, cell in enumerate(part.cells):
            out.blank(habits.cells if number else "")
            out.add(cell, part, number)
        return
    indented = (
        part.role in INDENTED
        or (part.role in TITLES and habits.headline_indent)
        or part.role in ("byline", "caption")
    )
    indent = manner.indent if indented and not inline else ""
    out.blank(indent)
    if manner.width and not inline and part.role not in ("verse", "list"):
        for number, row in enumerate(wrapped(part.text, manner.width, len(indent))):
            out.blank("\n" if number else "")
            out.add(row, part, number)
    else:
        out.add(part.text, part, 0)


def _markdown(part: Part, habits: Habits) -> str:
    """Return what Markdown puts round a part, nothing for running text."""
    headline, crosshead, bold = habits.marks
    wraps: dict[str, Callable[[], str]] = {
        "headline": lambda: headline + "{}",
        "crosshead": lambda: crosshead if "{}" in crosshead else crosshead + "{}",
        "kicker": lambda: bold if "{}" in bold else "{}",
        "list": lambda: habits.bullet + "{}",
        "verse": lambda: "{}  ",
    }
    return wraps[part.role]() if part.role in wraps else ""


def _with_row_ends(form: Form, end: str) -> Form:
    """Return a form with other row ends, its marks moved."""
    if end == "\n":
        return form
    moved, at, shift = [], 0, 0
    for mark in form.marks:  # a mark never spans a row end
        shift += form.text.count("\n", at, mark.start) * (len(end) - 1)
        at = mark.start
        moved.append(mark._replace(start=mark.start + shift, end=mark.end + shift))
    return Form(form.text.replace("\n", end), tuple(moved), form.placed)
