"""Bylines inside a paragraph: `本报讯（记者 李明）昨天…`, `…（记者 李明）`. They stay in the text and are named besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from epubmaker.model import Article, Block, Byline, Edition, SourceText
from epubmaker.restore.byline_words import is_place, names_nobody
from epubmaker.restore.names import parse_byline
from epubmaker.text import patterns as re
from epubmaker.text.offices import names_office
from epubmaker.text.surnames import SURNAMES, is_name

_QUALIFIED = (
    r"(?:本[报報刊台]|特[约約派]|[实實][习習]|[见見][习習]|首席|学生|"
    r"[驻駐](?:地|站)|[全融]媒[体體]?|文字|[摄攝]影|[体體]育|新[华華]社)*"
)
# For whom somebody writes: 中央社記者王小明台北10日電, 光明日报记者.
_FOR_WHOM = (
    r"(?:[\u4e00-\u9fff]{0,8}(?:社|[报報]|[网網]|[台臺]|央[视視]|新[闻聞]|海外版|客[户戶]端|在[线線]))?"
    r"(?:[驻駐][\u4e00-\u9fff]{1,4}?)?"
)
_OFFICE = rf"{_FOR_WHOM}{_QUALIFIED}(?:[记記]者|通[讯訊][员員]|[实實見见][习習]生|[评評][论論][员員])"
_NAMES = r"[^（()）。！？，；]{2,30}?"
# Behind a dateline, in brackets or between blanks; and in brackets at the very end.
_DATED = r"(?:本[报報刊台网網].{0,8}?[讯訊電电]|[^，。]{1,14}(?:[讯訊電电]|消息))"
_BARE = rf"{_OFFICE}[ 　]?[\u4e00-\u9fff]{{1,4}}(?:[ 　、][\u4e00-\u9fff]{{1,4}})*"
_OPENED, _CLOSED = r"[（(\[［【〔]\s*", r"\s*[）)\]］】〕]"
# A report that names its writer without brackets: 記者王小明台北報導 ..., 记者张三报道 ..., 記者王小明／台北10日電 ...
_DONE = r"(?:[报報][导導道]|[0-9〇一二三四五六七八九十]{1,3}日[电電])"
_OPENING = re.compile(
    rf"^(?:[【\[]?(?P<dated>{_DATED})[】\]]?\s*)?{_OPENED}(?P<bracketed>{_OFFICE}{_NAMES}){_CLOSED}"
    rf"|^(?:{_DATED}\s*)?(?P<bare>{_BARE})[ 　]"
)
_REPORTS = re.compile(
    rf"^(?:[【\[]?{_DATED}[】\]]?\s*)?(?P<bare>{_OFFICE}{_NAMES}{_DONE})(?:[：:]|[ 　]|(?=[（(]))"
    rf"|^(?P<report>{_OFFICE}{_NAMES})[报報][导導道][道導]?[：:]"
)
_CLOSING = re.compile(
    rf"[（(]\s*(?P<bracketed>{_OFFICE}{_NAMES})\s*[）)]$|^(?P<whole>{_OFFICE}[：:|｜丨/／]?{_NAMES})$"
)
_YU = str.maketrans("於", "于")  # the family name, where a text was led over into Traditional word by word
# Names alone in brackets at the very end, behind a sentence: …圆满结束。（周明远 陈小舟）
_SIGNED = re.compile(
    r"(?<=[。！？”’…])[（(]\s*(?P<signed>[\u4e00-\u9fff]{2,3}(?:[ 　、][\u4e00-\u9fff]{2,3}){0,3})\s*[）)]$"
)
NO_NAME_ENDS = frozenset(
    "处图界区市县镇乡村省州网报社局厅部委院校站馆厂店司队组会表版页略注部分處圖區縣鄉報廳縣館廠隊組會頁註"
)
SURE = 0.9
SHORT = 3  # characters of a name that is known by its place alone


def with_inner_bylines(edition: Edition, source: SourceText) -> Edition:
    """Return the edition with bylines for the articles that have none of their own and name their writer in the text.

    `source` is the text of the edition's spans: it has the blanks between names that restored paragraphs are without.
    """
    return replace(edition, articles=tuple(_credited(article, source) for article in edition.articles))


def _credited(article: Article, source: SourceText) -> Article:
    paragraphs = [block for block in article.blocks if block.kind == "paragraph"]
    if article.bylines and source.pages:
        return replace(article, bylines=tuple(map(_without_place, article.bylines)))
    if article.bylines or not paragraphs:
        return article
    first, last = paragraphs[0], paragraphs[-1]
    ways = [(_printed(first, source), _printed(last, source)), (first.text, last.text)]
    if source.pages:  # a note may stand before the text
        ways += [(_printed(second, source), "") for second in paragraphs[1:2]]
    bylines = next((named for opening, closing in ways if (named := _named(opening, closing))), ())
    if source.pages:  # a name may end with its row
        by_rows = _named(_printed(first, source, " "), "")
        bylines = by_rows if len(_persons(by_rows)) > len(_persons(bylines)) else bylines
    return replace(article, bylines=bylines)


def _without_place(byline: Byline) -> Byline:
    """Return the byline of a reader's letter without the place behind the name (王小明　松原): no person is called so."""
    at_home = (
        len(byline.names) == 2
        and not names_office(byline.text)
        and byline.names[1][:1] not in SURNAMES
        and all(map(is_name, byline.names[:1]))
    )
    return replace(byline, names=byline.names[:1]) if at_home else byline


def _persons(bylines: Sequence[Byline]) -> list[str]:
    return [name for byline in bylines for name in byline.names]


def _printed(block: Block, source: SourceText, between: str = "") -> str:
    """Return a paragraph as the source has it, its rows one behind the other (`between` their ends), with the blanks inside."""
    pieces: list[str] = []
    at = -1
    for span in block.spans:
        gap = source.text[at : span.start] if 0 <= at < span.start else ""
        blank = gap if gap.strip(" \u3000") == "" else ""
        pieces += [blank, span.of(source.text).replace("\n", between)]
        at = span.end
    return "".join(pieces).strip()


def _named(first: str, last: str) -> tuple[Byline, ...]:
    """Return the writers that the first and the last paragraph of a text name, each once."""
    opening = _OPENING.match(first) or _REPORTS.match(first)
    closing = _CLOSING.search(last) or _signature(last)
    known: set[str] = set()
    bylines: list[Byline] = []
    for byline in (byline for found in (opening, closing) if found for byline in _credits(found)):
        if not known.issuperset(byline.names):
            bylines.append(byline)
            known.update(byline.names)
    return tuple(bylines)


def _credits(found: re.Match[str]) -> Iterator[Byline]:
    """Yield the writers of a place where a text names them."""
    groups = found.groupdict()
    words = next(words for kind, words in groups.items() if words and kind != "dated")
    dated = bool(groups.get("dated") and groups.get("bracketed"))
    for credit in parse_byline(words):
        if credit.names and all(_may_be_a_name(name, dated=dated) for name in credit.names):
            yield Byline(credit.role, credit.names, min(SURE, credit.confidence), words)


def _signature(last: str) -> re.Match[str] | None:
    """Return the names in brackets at the end of a text, where none of them can be anything else: （安徽）, （完） are none."""
    found = _SIGNED.search(last)
    if found is None:
        return None
    names = re.split("[ 　、]", found["signed"])
    return found if all(map(_is_a_person, names)) else None


def _is_a_person(word: str) -> bool:
    """Say whether a word alone in brackets is a person: no place, no body, no picture (高清图), nowhere (张贴处)."""
    return is_name(word) and word[-1] not in NO_NAME_ENDS and not is_place(word) and not names_nobody(word)


def _may_be_a_name(word: str, *, dated: bool) -> bool:
    """Say whether a word may be a person: what a reporter learns or does (记者从现场获悉) is none.

    In brackets behind a dateline (`dated`) nothing else stands, so there the rarest family names are believed.
    """
    plain = word.translate(_YU)
    return is_name(plain) or "·" in word or word.isascii() or (dated and 2 <= len(word) <= SHORT)
