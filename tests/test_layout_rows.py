"""What the rows of a page are, and to which text they belong, where size alone does not tell."""

from __future__ import annotations

from placed_samples import HEIGHT, LEFT, RIGHT, WIDTH, level, upright

from epubmaker.layout import lay_out, source_of_pages
from epubmaker.layout.articles import Draft
from epubmaker.layout.bare import with_bare_titles
from epubmaker.layout.scale import scale_of
from epubmaker.model import Role
from epubmaker.model.placed import Box, PlacedLine, SourcePage
from epubmaker.pipeline import reconstruct
from epubmaker.restore.names import parse_byline

SONG, HEI, KAI = "Song", "Hei", "Kai"
MORE = """图书馆新馆昨天对读者开放，三层
阅览室可坐四百人。馆长说，旧馆
的藏书已搬来大半，地方文献另辟
一室，周末延长到晚上九点，读者
凭身份证即可入馆借书。""".splitlines()
LAST = """文化站的老师说，戏台修好以后，
每逢初一十五都有演出，附近几个
村的人都来看，最多的一次来了八
百人，台下坐不下，就站到桥上去
看，一直到散场。""".splitlines()


def row(text, x, y, size=9.0, font=SONG):
    wide = sum(0.5 if sign < "\x80" else 1 for sign in text) * size
    return PlacedLine(text, Box(x, y, x + wide, y + size), size, font, bold=font == HEI)


def rows(texts, x, y, *, indent=True, step=13.0):
    return [row(text, x + 18 * (indent and at == 0), y + at * step) for at, text in enumerate(texts)]


def page(lines, rules=()):
    return SourcePage(WIDTH, HEIGHT, tuple(lines), tuple(rules))


def articles(lines, rules=()):
    """Return the rows of each article by role, in reading order; those of the page under -1."""
    found: dict[int, dict[Role, list[str]]] = {}
    for one in lay_out(page(lines, rules)).rows:
        found.setdefault(one.article, {}).setdefault(one.role, []).append(one.line.text)
    return found


def two_columns(y=140):
    return [*rows(LEFT, 60, y), *rows(RIGHT, 220, y, indent=False)]


def test_a_heavy_row_inside_a_text_is_its_crosshead():
    lines = [
        row("河东老街今年变个样", 90, 100, 22.0, HEI),
        *rows(LEFT, 60, 140),
        row("老井和牌坊都保留", 90, 218, 9.0, HEI),
        *rows(MORE, 60, 244),
        *rows(RIGHT, 220, 140),
        row("租金三年不变", 255, 218, 9.0, HEI),
        *rows(LAST, 220, 244),
    ]
    (found,) = articles(lines).values()
    assert found[Role.HEADLINE] == ["河东老街今年变个样"]
    assert found[Role.CROSSHEAD] == ["老井和牌坊都保留", "租金三年不变"]
    assert found[Role.BODY] == [*LEFT, *MORE, *RIGHT, *LAST]


def test_heavy_rows_over_texts_that_open_as_news_are_headlines():
    texts = [["本报讯（记者李明）" + part[0][:6], *part[1:]] for part in (LEFT, MORE, RIGHT, LAST)]
    lines = [row("简讯", 60, 100, 16.0, HEI)]
    for at, (title, text) in enumerate(
        zip(
            [
                "河东老街改造昨天正式开工",
                "图书馆新馆对读者开放",
                "改造方案征求三轮意见",
                "文化站戏台修好开演",
            ],
            texts,
            strict=True,
        )
    ):
        lines += [row(title, 66, 130 + 98 * at, 9.0, HEI), *rows(text, 60, 147 + 98 * at)]
    found = [parts for number, parts in articles(lines).items() if number >= 0]
    titles = [parts[Role.HEADLINE] for parts in found if Role.BODY in parts]
    assert titles == [[lines[1].text], [lines[7].text], [lines[13].text], [lines[19].text]]


def test_a_title_that_runs_in_with_its_text_is_parted_from_it():
    lines = [
        row("图书馆新馆开放　昨天上午", 78, 100, 9.0, HEI),
        *rows(["，图书馆新馆对读者开放，三层阅", *MORE[1:]], 60, 113, indent=False),
        row("老街改造开工　本报讯昨天", 78, 178, 9.0, HEI),
        *rows(["，河东新区老街改造工程开工，分", *LEFT[1:]], 60, 191, indent=False),
    ]
    first, second = articles(lines).values()
    assert first[Role.HEADLINE] == ["图书馆新馆开放"]
    assert first[Role.BODY] == ["昨天上午", lines[1].text, *MORE[1:]]
    assert second[Role.HEADLINE] == ["老街改造开工"]
    assert second[Role.BODY] == ["本报讯昨天", lines[7].text, *LEFT[1:]]


def test_a_heavy_row_with_a_blank_that_no_text_goes_on_is_whole():
    lines = [row("老街改造　居民期盼", 90, 100, 16.0, HEI), *two_columns()]
    texts = [one.line.text for one in lay_out(page(lines)).rows]
    assert "老街改造　居民期盼" in texts


def test_rows_of_one_headline_are_of_one_size():
    lines = [
        row("东门外四条巷子明年完工", 70, 92, 13.0, KAI),
        row("河东老街今年变个样", 60, 110, 24.0, HEI),
        *two_columns(150),
    ]
    (found,) = articles(lines).values()
    assert found[Role.HEADLINE] == ["河东老街今年变个样"]


def test_a_name_under_a_text_signs_that_text_and_not_the_title_below():
    lines = [
        row("河东老街今年变个样", 60, 60, 18.0, HEI),
        *rows(LEFT, 60, 90),
        row("王晓明", 160, 155, 9.0, KAI),
        row("图书馆新馆开放", 60, 170, 18.0, HEI),
        *rows(MORE, 60, 200),
    ]
    found = [parts for number, parts in articles(lines).items() if number >= 0]
    assert [parts[Role.HEADLINE] for parts in found] == [["河东老街今年变个样"], ["图书馆新馆开放"]]
    signed = next(parts for parts in found if any("王晓明" in texts for texts in parts.values()))
    assert signed[Role.HEADLINE] == ["河东老街今年变个样"]


def test_paragraphs_below_a_label_of_news_in_brief_are_items():
    texts = [
        ["新华社北京3月1日电　全国植树活" + "动", "昨天开始，各地已种树三百万株。"],
        ["本报讯　河东区图书馆新馆开放，", "三层阅览室可坐四百人。"],
        ["新华社上海3月1日电　浦东一座新", "桥昨天通车，全长两公里。"],
        ["本报讯　老街改造工程开工，首期", "改造四条巷子，涉及居民二百户。"],
    ]
    lines = [row("国内简讯", 60, 100, 15.0, HEI)]
    for at, text in enumerate(texts):
        lines += rows(text, 60, 130 + 26 * at)
    bodies = ["".join(parts[Role.BODY]) for parts in articles(lines).values() if Role.BODY in parts]
    assert bodies == ["".join(text) for text in texts]


ITEMS = [
    ["河东区图书馆新馆昨天对读者开放，", "三层阅览室可坐四百人。"],
    ["浦东一座新桥上周建成通车，全长", "两公里，往返四车道。"],
    ["老街改造工程开工，首期改造四条", "巷子，涉及居民二百户。"],
]


def test_paragraphs_below_the_name_of_a_column_of_short_news_are_items_and_those_below_a_headline_are_not():
    def bodies(title):
        lines = [row(title, 60, 100, 15.0, HEI)]
        for at, text in enumerate(ITEMS):
            lines += rows(text, 60, 130 + 26 * at)
        found = articles(lines).values()
        return [parts[Role.BODY] for parts in found], [parts.get(Role.COLUMN_LABEL) for parts in found]

    assert bodies("一句话新闻") == (ITEMS, [["一句话新闻"], None, None])
    assert bodies("河东这一年") == ([[text for item in ITEMS for text in item]], [None])


def test_the_name_of_a_column_of_short_news_is_no_headline_where_it_stands_alone():
    lines = [row("简讯", 60, 60, 15.0, HEI), row("老街", 60, 300, 15.0, HEI), *two_columns(500)]
    drafts = with_bare_titles([Draft(headline=[0]), Draft(headline=[1])], lines, scale_of(lines))
    assert [(draft.column, draft.headline) for draft in drafts] == [([0], []), ([], [1])]


def test_an_item_without_a_title_ends_with_who_wrote_it():
    signed = [[first, f"{rest}（记者王晓明）"] for first, rest in ITEMS]
    lines = [text for at, item in enumerate([*signed, *ITEMS]) for text in rows(item, 60, 100 + 26 * at)]
    bodies = [parts[Role.BODY] for parts in articles(lines).values()]
    assert bodies[:3] == signed


def test_a_title_that_runs_in_with_its_text_may_end_in_the_second_row():
    lines = [
        row("老街改造工程昨天开工居民期", 78, 100, 9.0, HEI),
        row("盼已久", 60, 113, 9.0, HEI),
        row("东门外的四条巷子首期动工", 87, 113),
        *rows(LEFT, 60, 126, indent=False),
        *rows(RIGHT, 60, 126 + 13 * len(LEFT), indent=False),
    ]
    (parts,) = articles(lines).values()
    assert parts[Role.HEADLINE] == ["老街改造工程昨天开工居民期", "盼已久"]
    assert parts[Role.BODY][0] == "东门外的四条巷子首期动工"


def test_an_advertisement_in_a_frame_belongs_to_the_page_and_a_notice_does_not():
    offer = ["开业庆典", "全场八折优惠，欢迎惠顾", "诚招各县市代理商", "电话：0571-88452210"]
    notice = ["关于停水的通知", "因检修管道，东门外自今晚十时起", "停水六小时，请居民提前储水。"]

    def framed(texts, x, y):
        lines = [row(texts[0], x + 20, y + 10, 15.0, HEI), *rows(texts[1:], x + 12, y + 36)]
        sides = [upright(x, y, y + 84), upright(x + 165, y, y + 84)]
        return lines, [level(x, y, x + 165), level(x, y + 84, x + 165), *sides]

    one, frame = framed(offer, 60, 260)
    other, second = framed(notice, 260, 260)
    lines = [row("河东老街今年变个样", 90, 100, 22.0, HEI), *two_columns(), *one, *other]
    found = articles(lines, [*frame, *second])
    assert found[-1][Role.ADVERTISEMENT] == offer
    assert any(parts.get(Role.HEADLINE) == notice[:1] for number, parts in found.items() if number >= 0)


def test_the_place_of_a_contributor_is_no_name():
    assert [credit.names for credit in parse_byline("（江苏　王晓明）")] == [("王晓明",)]
    assert [credit.names for credit in parse_byline("（李刚　王晓明）")] == [("李刚", "王晓明")]
    assert [credit.names for credit in parse_byline("记者　江涛　王晓明")] == [("江涛", "王晓明")]


def test_a_writer_who_reports_at_the_opening_is_named():
    def names(opening):
        lines = [
            row("河东老街今年变个样", 60, 100, 22.0, HEI),
            *rows([opening, *LEFT[1:]], 60, 140),
            *rows(MORE, 220, 140),
        ]
        source = source_of_pages([(page(lines), lay_out(page(lines)))], "page", "pdf", "0" * 64)
        (article,) = reconstruct(source).articles
        return [name for byline in article.bylines for name in byline.names]

    assert names("特约记者王晓明报道：老街") == ["王晓明"]
    assert names("记者昨天从市里了解到，老街") == []
