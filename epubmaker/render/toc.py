"""What a book's contents say: names of editions and articles, and the tree that leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from unicodedata import category

from epubmaker.model import Article, Edition
from epubmaker.render.titles import GAP, Titles
from epubmaker.text import patterns as re

# A contents line longer than this is cut with an ellipsis: three rows of a phone.
LONGEST_LABEL = 72
# An article without a headline is named by its opening words.
OPENING = 18
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs"})  # categories of signs that print nothing
_BLANKS = re.compile(r"\s+")
_SIGN = re.compile(r"^[●■◆▲★☆◎○□◇△•·※▪►▶*＊]+\s*(?=\w|[《“「（])")  # before a short news


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents: a label, where it leads, and the lines below it."""

    label: str
    target: str
    entries: tuple[Entry, ...] = ()


def depth(entries: tuple[Entry, ...]) -> int:
    """Return how many levels the contents have."""
    return max((1 + depth(entry.entries) for entry in entries), default=0)


def one_line(text: str | None, longest: int = LONGEST_LABEL) -> str:
    """Return `text` on one line, cut with an ellipsis after `longest` characters; the gap between two clauses stays one."""
    words = _BLANKS.sub(lambda found: GAP if GAP in found[0] else " ", (text or "").strip())
    return words if len(words) <= longest else words[: longest - 2].rstrip() + "……"


def opening_words(text: str) -> str:
    """Return a text as it names an article without a headline: without the sign that marks it as an item."""
    return _SIGN.sub("", text.strip())


def article_label(article: Article, untitled: str, titles: Titles) -> str:
    """Name an article in contents: its headline as `titles` set it, else column and opening words, else `untitled`."""
    label = one_line(titles.line(article))
    if label:
        return label
    told = (opening_words(block.text) for block in article.blocks if block.text.strip())
    opening = one_line(next(told, ""), OPENING)
    column = one_line(article.column, OPENING)
    return "：".join(part for part in (column, opening) if part) or untitled


def written_date(day: date) -> str:
    """Write a date as a masthead does: 2020年1月10日."""
    return f"{day.year}年{day.month}月{day.day}日"


def paper_title(edition: Edition, unknown: str) -> str:
    """Return what the newspaper is called in every book: its title, else the name of the file, else `unknown`.

    A text without masthead that is one article, and nothing of a newspaper, is called as its headline.
    """
    return one_line(edition.masthead.title) or lone_headline(edition) or _stem(edition) or unknown


def nameplate(edition: Edition, unknown: str) -> str:
    """Return what stands in large type over an edition: its title; of an untitled paper the day, else what it is called."""
    masthead = edition.masthead
    day = written_date(masthead.date) if masthead.date is not None else ""
    return one_line(masthead.title) or day or paper_title(edition, unknown)


def source_note(edition: Edition, *, traditional: bool) -> str:
    """Return what tells editions of an untitled paper apart: the file it was read from, in small type; "" where it is told."""
    stem = _stem(edition)
    if one_line(edition.masthead.title) or stem in ("", nameplate(edition, "")):
        return ""
    return ("原文件：{}", "原檔案：{}")[traditional].format(stem)


def _stem(edition: Edition) -> str:
    return one_line(PurePath(edition.source.name).stem)


def lone_headline(edition: Edition) -> str:
    """Return the headline of a text that is one article and nothing of a newspaper, else ""; it stands over such a book once."""
    masthead = edition.masthead
    if len(edition.articles) != 1 or masthead.date is not None or one_line(masthead.title):
        return ""
    headline = one_line(Titles.of(edition).line(edition.articles[0]))
    return headline if any(category(sign) not in _UNSEEN for sign in headline) else ""


def edition_title(edition: Edition, unknown: str) -> str:
    """Name one edition: paper and date; without a date, by its issue."""
    masthead = edition.masthead
    paper = paper_title(edition, unknown)
    if masthead.date is not None:
        return f"{paper} {written_date(masthead.date)}"
    if masthead.issue_number is not None:
        return f"{paper} 第{masthead.issue_number}期"
    return paper
