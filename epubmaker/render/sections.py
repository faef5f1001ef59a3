"""The printed pages of an edition by name: 第2版 要闻."""

from epubmaker.model import Article, Edition
from epubmaker.text import patterns as re

# What a folio says beside the page's number: 第2版：要闻, 要闻 2版, A2 要闻.
_NAMED = (
    re.compile(r"第?\s*[A-Z]?[0-9〇零一二三四五六七八九十]{1,3}\s*版\s*[:：·|｜\s]\s*([\u4e00-\u9fff]{2,6})\s*$", re.MULTILINE),
    re.compile(r"^\s*([\u4e00-\u9fff]{2,6})\s*[:：·|｜\s]\s*第?\s*[A-Z]?[0-9]{1,3}\s*版\s*$", re.MULTILINE),
    re.compile(r"^\s*[A-Z]?[0-9]{1,3}\s*[:：·|｜\s]?\s*([\u4e00-\u9fff]{2,6})\s*$", re.MULTILINE),
)  # fmt: skip
_FOLIOS = ("folio", "masthead")
_NO_NAME = frozenset({"星期", "责任编辑", "責任編輯"})


class Sections:
    """Names for the printed pages of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._names: dict[str, str] = {}
        for piece in edition.furniture:
            if piece.kind in _FOLIOS and piece.page:
                name = _name_in(piece.text)
                if name:
                    self._names.setdefault(piece.page, name)

    def label(self, page: str) -> str:
        """Return what a page is called: its number, and its name where a folio gives one."""
        number = page if "版" in page else f"第{page}版"
        name = self._names.get(page, "")
        return f"{number} {name}" if name else number


def page_of(article: Article) -> str | None:
    """Return the printed page an article begins on, None where that is unknown."""
    return next((block.page for block in article.blocks if block.page), None)


def section_labels(edition: Edition) -> list[str]:
    """Return for each article the name of its printed page; nothing but "" in an edition of one page, or of none known."""
    sections = Sections(edition)
    labels, current = [], edition.masthead.page
    for article in edition.articles:
        current = page_of(article) or current
        labels.append(sections.label(" ".join(current.split())) if current else "")
    return labels if len(set(labels)) > 1 else [""] * len(labels)


def _name_in(text: str) -> str:
    for pattern in _NAMED:
        found = pattern.search(text)
        if found and found[1] not in _NO_NAME:
            return found[1]
    return ""
