"""Articles that run from one page to another: 下转第3版 at the end of one part, 上接第1版 at the head of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from epubmaker.messages import Message
from epubmaker.model import Article, Block, Diagnostic, Edition, Furniture, SeamNote
from epubmaker.pages.answers import Answer, Part, answering, answers, same_page
from epubmaker.text import patterns as re

_LABEL = r"(?P<page>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})"
_NUMERALS = {numeral: str(number) for number, numeral in enumerate("一二三四五六七八九十", 1)}
_OPEN, _CLOSE = r"[（(［\[【〔▶▷→◀◁←]?", r"[）)］\]】〕▶▷→]?"
_ONWARD = re.compile(rf"{_OPEN}\s*(?:下转|下轉|紧转|紧接|緊接)\s*第?\s*{_LABEL}\s*版?\s*{_CLOSE}")
_BACK = re.compile(
    rf"{_OPEN}\s*(?:上接|紧接|緊接)\s*第?\s*{_LABEL}\s*版?(?:《[^》]{{1,40}}》|[^。《]{{0,12}}){_CLOSE}"
)
# The jump itself is printed; that the first paragraph after it goes on the last before it is what is not certain.
_MENDED = 0.8
_TOLD = 0.6  # where words alone tell which parts belong together
# What a paragraph ends with; one that ends otherwise is cut by the jump and goes on after it.
_ENDS = frozenset("。！？…”’」』）)：;；")


def follow_jumps(edition: Edition) -> Edition:
    """Join the parts of articles that jump between pages; the jump lines become furniture.

    Parts are paired where page and named page answer each other, by titles, by their words where several do, or since nothing
    else does. A lone end is joined to an article without a headline on the page it names, where a sentence is cut and the
    words are plainly akin. What words alone tell is noted (`jump-told`), what stays alone too (`jump-open`).
    """
    onward = [part for article in edition.articles if (part := _part(article, article.blocks[-1:], _ONWARD))]
    back = [part for article in edition.articles if (part := _part(article, article.blocks[:1], _BACK))]
    pairs = _without_chains([*answers(onward, back, edition.articles)])
    known = {part.article.id for pair in pairs for part in (pair.first, pair.second)}
    lone = [part for part in (*onward, *back) if part.article.id not in known]
    pairs = _without_chains([*pairs, *_guessed(lone, onward, edition.articles)])
    joined = {pair.first.article.id: _join(pair) for pair in pairs}
    absorbed = {pair.second.article.id for pair in pairs}
    paired = {part.article.id for pair in pairs for part in (pair.first, pair.second)}
    alone = [part for part in lone if part.article.id not in paired]
    return replace(
        edition,
        articles=tuple(
            joined.get(article.id, article) for article in edition.articles if article.id not in absorbed
        ),
        furniture=edition.furniture + tuple(line for pair in pairs for line in _jump_furniture(pair)),
        diagnostics=(
            *edition.diagnostics,
            *(_told(pair) for pair in pairs if not pair.printed),
            *(_note(part) for part in alone),
        ),
    )


def _part(article: Article, blocks: tuple[Block, ...], pattern: re.Pattern[str]) -> Part | None:
    found = pattern.fullmatch(blocks[0].text.strip()) if blocks else None
    if found is None or blocks[0].page is None:
        return None
    names = _NUMERALS.get(found["page"], found["page"])
    if same_page(names, blocks[0].page):
        return None
    return Part(article, blocks[0].page, names, blocks[0].text)


def _without_chains(pairs: Sequence[Answer]) -> list[Answer]:
    """Return pairs of which no article is part of two: an article that is taken up and goes on once more is left in two."""
    taken: set[str] = set()
    kept = []
    for pair in pairs:
        ids = {pair.first.article.id, pair.second.article.id}
        if len(ids) == 2 and taken.isdisjoint(ids):
            taken |= ids
            kept.append(pair)
    return kept


def _guessed(lone: Sequence[Part], onward: Sequence[Part], articles: Sequence[Article]) -> Iterator[Answer]:
    """Yield lone ends with the other part that bears no jump line, as far as a cut sentence and the words tell it."""
    ends = {part.article.id for part in lone}
    for part in lone:
        goes_on = part in onward
        if goes_on and not (len(part.article.blocks) > 1 and _breaks_off(part.article.blocks[-2])):
            continue
        others = [
            other
            for other in articles
            if other.id not in ends
            and other.blocks
            and same_page(other.blocks[0].page or "", part.names)
            and (not other.headline if goes_on else _breaks_off(other.blocks[-1]))
        ]
        found = answering(part, others, articles)
        if found is not None:
            other_part = Part(found, part.names, part.page)
            yield Answer(*((part, other_part) if goes_on else (other_part, part)), printed=False)


def _breaks_off(block: Block) -> bool:
    return block.kind == "paragraph" and block.text[-1:] not in _ENDS


def _join(pair: Answer) -> Article:
    """Return one article of both parts; a paragraph that the jump cut in two is one again."""
    first, second = pair.first.article, pair.second.article
    before = first.blocks[:-1] if pair.first.said else first.blocks
    after = second.blocks[1:] if pair.second.said else second.blocks
    if before and after and after[0].kind == "paragraph" and _breaks_off(before[-1]):
        sure = _MENDED if pair.printed else _TOLD
        before, after = (*before[:-1], _mend(before[-1], after[0], sure)), after[1:]
    return replace(
        first,
        blocks=before + after,
        bylines=first.bylines + second.bylines,
        confidence=min(first.confidence, second.confidence),
    )


def _mend(before: Block, after: Block, sure: float) -> Block:
    size = len(before.text)
    seams = (SeamNote(size, sure, moved=True), *(replace(seam, at=seam.at + size) for seam in after.seams))
    return replace(
        before,
        text=before.text + after.text,
        spans=before.spans + after.spans,
        seams=before.seams + seams,
        truncated=after.truncated,
    )


def _jump_furniture(pair: Answer) -> Iterator[Furniture]:
    """Yield what the joined article does not need: both jump lines, and the headline that is repeated."""
    first, second = pair.first.article, pair.second.article
    lines = ((pair.first, first.blocks[-1]), (pair.second, second.blocks[0]))
    for block in (block for part, block in lines if part.said):
        yield Furniture("jump-line", block.text, block.spans, block.page)
    for field, spans in second.evidence:
        if field in {"column", "kicker", "headline", "deck"}:
            yield Furniture("jump-line", getattr(second, field) or "", spans, second.blocks[0].page)


def _told(pair: Answer) -> Diagnostic:
    first, second = pair.first.article, pair.second.article
    spans = tuple(span for article in (first, second) for block in article.blocks[:1] for span in block.spans)
    pages = f"{pair.first.page}、{pair.second.page}"
    return Diagnostic(
        "warning",
        "jump-told",
        Message("第{pages}版的几段文字只凭词语接成一篇，请核对", pages=pages),
        spans,
    )


def _note(part: Part) -> Diagnostic:
    spans = tuple(span for block in part.article.blocks[:1] for span in block.spans)
    return Diagnostic(
        "info",
        "jump-open",
        Message(
            "第{page}版的一篇文章注明转接第{names}版，该版未见相应部分",
            page=part.page,
            names=part.names,
        ),
        spans,
    )
