"""Articles that run from one page to another: 下转第3版 at the end of one part, 上接第1版 at the head of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from epubmaker.model import Article, Block, Diagnostic, Edition, Furniture, SeamNote
from epubmaker.pages.parting import page_order

_LABEL = r"(?P<page>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})"
_NUMERALS = {numeral: str(number) for number, numeral in enumerate("一二三四五六七八九十", 1)}
_ONWARD = re.compile(rf"[（(▶▷→]?\s*[下紧]转\s*第?\s*{_LABEL}\s*版?\s*[）)]?")
_BACK = re.compile(rf"[（(◀◁←]?\s*(?:上接|紧接)\s*第?\s*{_LABEL}\s*版?[^。]{{0,12}}[）)]?")
# The jump itself is printed; that the first paragraph after it goes on the last before it is what is not certain.
_MENDED = 0.8
# What a paragraph ends with; one that ends otherwise is cut by the jump and goes on after it.
_ENDS = frozenset("。！？…”’」』）)：;；")


@dataclass(frozen=True, slots=True)
class _Part:
    """One end of a jump: the article, the page it stands on, and the page it names."""

    article: Article
    page: str
    names: str


def follow_jumps(edition: Edition) -> Edition:
    """Join the parts of articles that jump between pages; the jump lines become furniture.

    Parts are paired where page and named page answer each other and nothing else does; what stays alone is noted.
    """
    onward = [part for article in edition.articles if (part := _onward_part(article))]
    back = [part for article in edition.articles if (part := _back_part(article))]
    pairs = list(_pairs(onward, back))
    joined = {first.article.id: _join(first.article, second.article) for first, second in pairs}
    absorbed = {second.article.id for _, second in pairs}
    lines = tuple(line for first, second in pairs for line in _jump_furniture(first.article, second.article))
    paired = {part.article.id for pair in pairs for part in pair}
    alone = [part for part in (*onward, *back) if part.article.id not in paired]
    return replace(
        edition,
        articles=tuple(
            joined.get(article.id, article) for article in edition.articles if article.id not in absorbed
        ),
        furniture=edition.furniture + lines,
        diagnostics=edition.diagnostics + tuple(_note(part) for part in alone),
    )


def _onward_part(article: Article) -> _Part | None:
    return _part(article, article.blocks[-1:], _ONWARD)


def _back_part(article: Article) -> _Part | None:
    return _part(article, article.blocks[:1], _BACK)


def _part(article: Article, blocks: tuple[Block, ...], pattern: re.Pattern[str]) -> _Part | None:
    found = pattern.fullmatch(blocks[0].text.strip()) if blocks else None
    if found is None or blocks[0].page is None:
        return None
    return _Part(article, blocks[0].page, _NUMERALS.get(found["page"], found["page"]))


def _pairs(onward: list[_Part], back: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    for part in onward:
        answers = [other for other in back if _same(part.names, other.page) and _same(other.names, part.page)]
        rivals = [
            other for other in onward if _same(other.names, part.names) and _same(other.page, part.page)
        ]
        if len(answers) == len(rivals) == 1:
            yield part, answers[0]


def _same(one: str, other: str) -> bool:
    return one == other or (one.isascii() and other.isascii() and page_order(one) == page_order(other))


def _join(first: Article, second: Article) -> Article:
    """Return one article of both parts; a paragraph that the jump cut in two is one again."""
    before, after = first.blocks[:-1], second.blocks[1:]
    if before and after and _is_cut(before[-1], after[0]):
        before, after = (*before[:-1], _mend(before[-1], after[0])), after[1:]
    return replace(
        first,
        blocks=before + after,
        bylines=first.bylines + second.bylines,
        confidence=min(first.confidence, second.confidence),
    )


def _is_cut(before: Block, after: Block) -> bool:
    return before.kind == after.kind == "paragraph" and before.text[-1:] not in _ENDS


def _mend(before: Block, after: Block) -> Block:
    size = len(before.text)
    seams = (SeamNote(size, _MENDED, moved=True), *(replace(seam, at=seam.at + size) for seam in after.seams))
    return replace(
        before,
        text=before.text + after.text,
        spans=before.spans + after.spans,
        seams=before.seams + seams,
        truncated=after.truncated,
    )


def _jump_furniture(first: Article, second: Article) -> Iterator[Furniture]:
    """Yield what the joined article does not need: both jump lines, and the headline that is repeated."""
    for block in (first.blocks[-1], second.blocks[0]):
        yield Furniture("jump-line", block.text, block.spans, block.page)
    for field, spans in second.evidence:
        if field in {"column", "kicker", "headline", "deck"}:
            yield Furniture("jump-line", getattr(second, field) or "", spans, second.blocks[0].page)


def _note(part: _Part) -> Diagnostic:
    spans = tuple(span for block in part.article.blocks[:1] for span in block.spans)
    return Diagnostic(
        "info",
        "jump-open",
        f"an article on page {part.page} names page {part.names}, where its other part was not found",
        spans,
    )
