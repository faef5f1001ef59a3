"""Editions to set as books, all made up. `python tests/epub_samples.py FOLDER` writes the fuzzed ones out as EPUB."""

from __future__ import annotations

import random
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

from epubmaker.model import Article, Block, Byline, Edition, Furniture, Masthead, SeamNote, SourceInfo
from epubmaker.render.epub import EpubOptions, render_epub, render_volume

SOURCE = SourceInfo("page.txt", "a" * 64, "utf-8", 1200)
FURNITURE_ORDER = (
    "notice",
    "weather",
    "column-label",
    "advertisement",
    "masthead",
    "folio",
    "colophon",
    "noise",
)


def of_gaps() -> Edition:
    """One edition with a table of which the last cell of one row stands empty and that of another is missing."""
    rows = (("日期\t活动\t讲师", "head-row"), ("周一\t义诊\t", "row"), ("周三\t讲座", "row"))
    blocks = tuple(Block("paragraph", text, form=form) for text, form in rows)
    kinds = of_kinds()
    return replace(kinds, articles=(replace(kinds.articles[1], blocks=blocks),))


def of_kinds(language: str = "zh-Hans") -> Edition:
    """One edition with every kind of text: a notice with a list, two tables, a poem, an interview."""

    def blocks(*entries: tuple[str, str | None]) -> tuple[Block, ...]:
        return tuple(Block("paragraph", text, form=form) for text, form in entries)

    notice = blocks(
        ("因管网改造，对部分路段实行交通管制，现通告如下：", None),
        ("一、施工时间：2020年3月1日至4月30日。", "item"),
        ("二、东西向车辆绕行建设路，并请驾驶人服从现场民警和施工人员的指挥，按照标志标线通行。", "item"),
        ("河东新区交警大队", "signature"),
        ("2020年2月25日", "signature"),
    )
    tables = blocks(
        ("馆内设有三大展区。", None),
        ("展区\t面积", "head-row"),
        ("航天\t1200", "row"),
        ("海洋\t800", "row"),
        ("讲座安排如下：", None),
        ("周一\t义诊\t李静斌", "row"),
        ("周三\t讲座\t王建", "row"),
        ("热线电话：0573-85123456", "contact"),
    )
    poem = blocks(
        ("燕子衔来一纸春光", "stanza"),
        ("落在旧日的屋檐上", "verse"),
        ("谁家的孩子跑过石桥", "stanza"),
        ("笑声比风筝还高", "verse"),
    )
    interview = blocks(
        ("记者：最难的是什么？", "question"),
        ("周明远：尊重居民意愿。", "answer"),
        ("王强：我同意。", "turn"),
    )
    bodies = zip(
        ("关于施工的通告", "科普馆开馆", "江南春早", "对话周明远"),
        (notice, tables, poem, interview),
        strict=True,
    )
    articles = tuple(
        Article(f"a{number}", "article", headline, blocks=body)
        for number, (headline, body) in enumerate(bodies, 1)
    )
    return Edition(SOURCE, language, Masthead("河东日报", date=date(2021, 3, 4)), articles)


def paragraph(text: str, page: str | None = None, **more) -> Block:
    return Block("paragraph", text, page=page, **more)


def sample(language: str = "zh-Hans", *, pages: bool = False) -> Edition:
    """One edition with everything a newspaper has."""
    first, second = ("A1", "A2") if pages else (None, None)
    return Edition(
        SOURCE,
        language,
        Masthead(
            "河东日报",
            "河东报社",
            date(2021, 3, 4),
            "星期四",
            "农历辛丑年正月廿一",
            88,
            inferred=("lunar_date",),
        ),
        (
            Article(
                "a1",
                "article",
                "春耕时节忙",
                "各地抓住晴好天气",
                "全市已播种5成",
                "田间新事",
                (Byline("记者", ("李明",), text="■记者 李明"), Byline("通讯员", ("王小强",))),
                "本报讯",
                (
                    paragraph(
                        "本报讯 昨天放晴，18台农机下田。",
                        first,
                        seams=(SeamNote(6, 0.55, True), SeamNote(9, 0.95, False)),
                    ),
                    Block("crosshead", "机器下田", page=first),
                    paragraph("农机手说：“今年用的是2021年的新机器，”他擦了擦汗，", first, truncated=True),
                    Block("label", "新闻点：农机", page=second),
                    paragraph("第二天，村里又来了人。", second),
                    Block("crosshead", "种子入库", page=second),
                    paragraph("种子站的门开了。", second),
                ),
            ),
            Article(
                "a2",
                "photo",
                "河上",
                blocks=(
                    Block("caption", "清晨的河面。", page=second),
                    Block("credit", "■摄影 王强", page=second),
                ),
            ),
            Article(
                "a3", "brief", blocks=(paragraph("昨日气温回升，市民出行增多，公园里到处是人。", second),)
            ),
        ),
        (
            Furniture("masthead", "河东日报 2021年3月4日"),
            Furniture("colophon", "编辑/戴琰 版式/李春"),
            Furniture("weather", "今天多云。\n明天晴。"),
            Furniture("advertisement", "河东驾校欢迎您"),
        ),
        (Furniture("body", "的"),),
    )


def with_articles(*articles: Article, **masthead) -> Edition:
    return Edition(SOURCE, "zh-Hans", Masthead(**masthead), articles)


def fuzzed() -> dict[str, Edition]:
    """24 editions that would break a careless book, by name."""
    body = (paragraph("正文。"),)
    day = {"title": "河东日报", "date": date(2021, 3, 4)}
    hostile = "<script>alert(1)</script>&amp;\"'>]]><!--x-->{{ 7*7 }}{% raw %}%s"
    named = {
        "no-article": with_articles(**day),
        "nothing-at-all": Edition(replace(SOURCE, name="", sha256=""), "zh-Hans", Masthead()),
        "one-article": with_articles(Article("a1", "article", "标题", blocks=body), **day),
        "empty-headline": with_articles(
            Article("a1", "article", "", "", "", "", (Byline("", ()),), "", body), **day
        ),
        "blank-headline": with_articles(Article("a1", "article", " 　\n\t", blocks=body), **day),
        "no-headline-no-text": with_articles(Article("a1", "article"), Article("a2", "photo"), **day),
        "empty-blocks": with_articles(
            Article("a1", "article", "标题", blocks=tuple(Block(k, "") for k in KINDS)), **day
        ),
        "long-headline": with_articles(Article("a1", "article", "长" * 3000, blocks=body), **day),
        "long-title": with_articles(Article("a1", "article", "标题", blocks=body), title="报" * 3000),
        "equal-headlines": with_articles(
            *(Article(f"a{n}", "article", "同题", blocks=body) for n in range(30)), **day
        ),
        "equal-ids": with_articles(*(Article("a", "article", "题", blocks=body) for _ in range(3)), **day),
        "controls": with_articles(
            Article("a1", "article", every(0x00, 0x20), blocks=(paragraph(every(0, 0xA0)),)), **day
        ),
        "surrogates": with_articles(
            Article("a1", "article", "\ud800题", blocks=(paragraph("\udfff文\ud83d"),)), title="\udcff"
        ),
        "private-use": with_articles(
            Article("a1", "article", "\ue000\uf8ff", blocks=(paragraph("\U000f0000\U0010fffd"),)), **day
        ),
        "noncharacters": with_articles(
            Article("a1", "article", "\ufffe\uffff", blocks=(paragraph("\ufdd0\U0001ffff"),)), **day
        ),
        "markup": with_articles(
            Article("a1", "article", hostile, hostile, hostile, hostile, blocks=(paragraph(hostile),)),
            title=hostile,
        ),
        "cdata-end": with_articles(
            Article("a1", "article", "]]>", blocks=(paragraph("<![CDATA[x]]>]]>"),)), title="]]>"
        ),
        "bidi": with_articles(
            Article("a1", "article", "\u202e\u2066题", blocks=(paragraph("\u200f\u202b文\u2069"),)), **day
        ),
        "combining": with_articles(
            Article("a1", "article", "e\u0301", blocks=(paragraph("\u0301\uf900e\u0301\u2000"),)), **day
        ),
        "only-spaces": with_articles(
            Article("a1", "article", "\u200b", blocks=(paragraph("　　\u3000"), paragraph("　文　"))), **day
        ),
        "strange-pages": with_articles(
            Article("a1", "article", "题", blocks=tuple(paragraph("文", p) for p in PAGES)), **day
        ),
        "strange-kinds": replace(
            sample(), furniture=tuple(Furniture(k, k) for k in ('x"y', "", "colophon", "A B"))
        ),
        "many-notes": with_articles(
            Article("a1", "article", "题", blocks=(paragraph("文" * 50, seams=NOTES, truncated=True),)), **day
        ),
    }
    return {**named, "random": noise(7)}


KINDS = ("paragraph", "crosshead", "caption", "credit", "label")
PAGES = ("1", "A1", "第2版：要闻", " ", "<3>", "1", "\ud800", None, "１", "#?/..")
NOTES = tuple(SeamNote(at, 0.5, False) for at in (0, 0, 10, 49, 50, 99))


def every(low: int, high: int) -> str:
    return "题" + "".join(map(chr, range(low, high))) + "尾"


def noise(seed: int) -> Edition:
    """Any characters anywhere."""
    draw = random.Random(seed)

    def words() -> str:
        return "".join(
            chr(draw.choice((draw.randrange(0x250), draw.randrange(0x110000))))
            for _ in range(draw.randrange(40))
        )

    def article(number: int) -> Article:
        blocks = tuple(
            Block(
                draw.choice(KINDS), words(), page=draw.choice((None, words())), truncated=draw.random() < 0.2
            )
            for _ in range(draw.randrange(9))
        )
        bylines = tuple(Byline(words(), (words(),), text=words()) for _ in range(draw.randrange(3)))
        return Article(words(), "article", words(), words(), words(), words(), bylines, words(), blocks)

    articles = tuple(article(number) for number in range(12))
    furniture = tuple(Furniture(words(), words()) for _ in range(9))
    return Edition(
        SOURCE, "zh-Hant-TW", Masthead(words(), words(), None, words(), words(), 3), articles, furniture
    )


def as_carried(text: str | None) -> str:
    """Return what the book must show of a text: the declared mapping, written down a second time."""
    shown = "".join(
        "\n" if character == "\r" else _shown(character) for character in (text or "").replace("\r\n", "\n")
    )
    return unicodedata.normalize("NFC", shown).strip()


def _shown(character: str) -> str:
    code = ord(character)
    if character in "\t\n" or not (
        unicodedata.category(character) in ("Cc", "Cs") or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    ):
        return character
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def edition_lines(edition: Edition) -> list[str]:
    """Every text of an edition in reading order, as the book must show it."""
    lines: list[str | None] = []
    for article in edition.articles:
        lines += (article.column, article.kicker, article.headline, article.deck)
        lines += (byline.text or " ".join((byline.role, *byline.names)) for byline in article.bylines)
        lines += (block.text for block in article.blocks)
    kinds = {piece.kind for piece in edition.furniture}
    for kind in (*FURNITURE_ORDER, *sorted(kinds - set(FURNITURE_ORDER))):
        for piece in edition.furniture:
            if piece.kind == kind:
                lines += as_carried(piece.text).split("\n")
    for piece in edition.unplaced:
        lines += as_carried(piece.text).split("\n")
    return [carried for line in lines if (carried := as_carried(line))]


def main(folder: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, edition in fuzzed().items():
        for kind, options in (
            ("", EpubOptions()),
            ("-vertical", EpubOptions(vertical=True, notes=True, theme="modern")),
        ):
            Path(folder, f"{name}{kind}.epub").write_bytes(render_epub(edition, options))


def sample_books() -> dict[str, bytes]:
    """Return 34 books, of every kind and of all fuzzed editions, by name."""
    hans, hant = sample(pages=True), sample("zh-Hant-TW")
    return {
        "plain": render_epub(sample()),
        "pages": render_epub(hans, EpubOptions(evaluated_by="河东图书馆")),
        "vertical": render_epub(hant, EpubOptions(vertical=True, notes=True, theme="modern")),
        "fonts": render_epub(hans, EpubOptions(embed_fonts=True, vertical=True)),
        "index": render_epub(hans, EpubOptions(index=True, notes=True)),
        "kinds": render_epub(of_kinds(), EpubOptions(index=True, notes=True)),
        "sides": render_epub(hans, EpubOptions(facing="s2t", citations=True, line_numbers=True, notes=True)),
        "sides-vertical": render_epub(
            hant, EpubOptions(facing="t2s", vertical=True, theme="archive", index=True)
        ),
        "volume": render_volume([hans, hant], EpubOptions(notes=True)),
        "strange-volume": render_volume(fuzzed().values(), EpubOptions(vertical=True)),
        **{name: render_epub(edition, EpubOptions(notes=True)) for name, edition in fuzzed().items()},
    }


if __name__ == "__main__":
    main(sys.argv[1])
