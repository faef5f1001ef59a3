"""What stands where on a page, and what follows from that."""

from __future__ import annotations

from placed_samples import LEFT, RIGHT, article_rows, column, level, placed_page, upright

from epubmaker.layout import lay_out
from epubmaker.model import Role
from epubmaker.model.placed import Box, Picture, PlacedLine, SourcePage

OTHER = """南桥图书馆新馆昨天对读者开放，
三层阅览室可坐四百人。馆长说，
旧馆的藏书已搬来大半，地方文献
另辟一室，周末延长到晚上九点。""".splitlines()


def articles(page):
    """Return the rows of each article by role."""
    found: dict[int, dict[str, str]] = {}
    for row in lay_out(page).rows:
        parts = found.setdefault(row.article, {})
        parts[str(row.role)] = parts.get(str(row.role), "") + row.line.text
    return found


def bodies(page):
    return [parts.get("body", "") for number, parts in sorted(articles(page).items()) if number >= 0]


def test_columns_are_read_one_after_the_other():
    assert bodies(placed_page(article_rows())) == ["".join([LEFT[0][:13], *LEFT[1:], *RIGHT])]


def test_a_rule_parts_what_stands_on_either_side():
    rows = [*column(OTHER, 60, 60), *column(LEFT, 60, 140)]
    page = placed_page(
        [("图书馆开放", 60, 30, 16.0, ""), *rows[:4], ("老街改造", 60, 118, 16.0, ""), *rows[4:]]
    )
    assert bodies(page) == ["".join(OTHER), "".join(LEFT)]


def test_two_articles_side_by_side_are_two():
    rows = [
        ("图书馆开放", 60, 100, 18.0, ""),
        *column(OTHER, 60, 130),
        ("老街改造", 260, 100, 18.0, ""),
        *column(LEFT, 260, 130),
    ]
    assert bodies(placed_page(rows, [upright(235, 90, 300)])) == ["".join(OTHER), "".join(LEFT)]
    assert bodies(placed_page(rows)) == ["".join(OTHER), "".join(LEFT)]


def test_a_rule_between_columns_of_one_article_does_not_part_it():
    page = placed_page(article_rows(), [upright(208, 140, 200)])
    assert bodies(page) == ["".join([LEFT[0][:13], *LEFT[1:], *RIGHT])]


def test_a_framed_text_is_an_article_of_its_own():
    inner = [("图书馆开放", 80, 240, 16.0, ""), *column(OTHER, 80, 264)]
    frame = [level(70, 230, 240), level(70, 330, 240), upright(70, 230, 330), upright(240, 230, 330)]
    found = bodies(placed_page([*article_rows(), *inner], frame))
    assert sorted(found) == sorted(["".join([LEFT[0][:13], *LEFT[1:], *RIGHT]), "".join(OTHER)])


def test_a_box_set_into_the_foot_of_a_text_is_an_article_of_its_own():
    """The text runs on from above the box to the column beside it: no straight cut parts the two."""
    first = [
        "戏台搭在老井边上，一连唱了三天",
        "戏，四村八乡的人都来看，台下坐",
        "不下就站到桥上去，孩子们骑在大",
    ]
    rest = [
        "人肩上。班主说，班子里最小的演",
        "员才十六岁，唱的是老生。",
        "锣鼓一响，巷子里的人都出来了，",
        "卖糖人的老汉把担子挪到树下，说",
        "这样的热闹十年没有见过。村里打",
        "算明年再请，费用由各家分摊，老",
        "人和孩子不收钱。戏台拆下的木料",
        "留在祠堂里，来年还用得上。班主",
        "当场答应，新排的两出戏也先到这",
        "里演。散场已是半夜，灯笼一盏一",
        "盏熄了，桥上还有人在说戏。",
    ]
    rows = [
        ("老井边上唱大戏", 60, 60, 24.0, ""),
        *column(first, 60, 100),
        ("图书馆开放", 60, 160, 13.0, ""),
        *column(OTHER, 60, 182),
        *column(rest, 220, 100, indent=False),
    ]
    page = placed_page(rows, [level(60, 150, 196)])
    assert sorted(bodies(page)) == sorted(["".join([*first, *rest]), "".join(OTHER)])


def test_rows_above_and_below_a_headline_are_kicker_and_deck():
    rows = [
        ("东门外四条巷子明年完工", 90, 60, 13.0, ""),
        ("河东老街今年变个样", 60, 78, 24.0, ""),
        ("——居民盼了很久", 100, 107, 13.0, ""),
    ]
    rows += [row for row in article_rows() if row[3] == 9.0]
    (parts,) = articles(placed_page(rows)).values()
    assert (parts["kicker"], parts["headline"], parts["deck"]) == (
        "东门外四条巷子明年完工",
        "河东老街今年变个样",
        "——居民盼了很久",
    )


def test_the_lines_under_a_picture_are_its_caption():
    picture = Picture(Box(60, 240, 200, 330))
    rows = [
        *article_rows(),
        ("图为改造后的东门外大街。", 60, 334, 8.0, ""),
        ("本报记者　李明　摄", 110, 346, 8.0, ""),
    ]
    reading = lay_out(placed_page(rows, pictures=[picture]))
    captions = [row.line.text for row in reading.rows if row.role is Role.CAPTION]
    assert captions == ["图为改造后的东门外大街。", "本报记者　李明　摄"]
    assert all(row.figure == 0 for row in reading.rows if row.role is Role.CAPTION)


def test_a_few_rows_under_a_picture_that_end_in_a_credit_are_its_caption():
    picture = Picture(Box(60, 240, 340, 330))
    rows = [
        *article_rows(),
        ("近年来，东门外的老街引来不少做手艺的年轻人，铺子一家", 60, 334, 9.0, ""),
        ("挨着一家。新华社记者李明摄", 60, 346, 9.0, ""),
    ]
    reading = lay_out(placed_page(rows, pictures=[picture]))
    assert [row.line.text for row in reading.rows if row.figure == 0] == [row[0] for row in rows[-2:]]


def test_a_row_that_a_recogniser_ran_over_a_gutter_is_two():
    wide = [
        ("河东新区老街改造工程分三期进行", "首期改造东门外的四条巷子居民"),
        *zip(LEFT, RIGHT, strict=True),
    ] * 2
    rows = []
    for at, (left, right) in enumerate(wide):
        y = 100 + 13 * at
        if at == 5:
            rows.append((left + "　" + right, 60.0, float(y), 9.0, ""))
        else:
            rows += [(left, 60.0, float(y), 9.0, ""), (right, 60.0 + 9 * 16, float(y), 9.0, "")]
    texts = [row.line.text for row in lay_out(placed_page(rows)).rows]
    assert wide[5][0] + "　" + wide[5][1] not in texts
    assert wide[5][0] in texts


def test_a_page_with_nothing_on_it_has_no_rows():
    assert lay_out(placed_page([])).rows == ()


def test_no_line_is_lost_whatever_stands_where():
    rows = [(f"第{n}行文字在这里", (n * 37) % 500, (n * 91) % 760, 6.0 + n % 19, "") for n in range(120)]
    page = placed_page([(text, float(x), float(y), size, font) for text, x, y, size, font in rows])
    texts = sorted("".join(row.line.text for row in lay_out(page).rows))
    assert texts == sorted("".join(row[0] for row in rows))


def test_a_vertical_page_is_read_from_right_to_left_tier_by_tier():
    upper = [
        "河東新區老街改造昨天開工，",
        "分三期進行，首期改造東門外",
        "四條巷子，涉及居民二百餘戶",
        "預計明年春天完工，公交線路",
        "作了調整，居民出行不受影響",
    ]
    lower = [
        "社區主任介紹，改造方案徵求",
        "了三輪意見，老井和石牌坊都",
        "會保留，老街上的裁縫鋪和茶",
        "館也將遷回原處，租金三年不",
        "變，居民們說盼了很久很久。",
    ]
    lines = []
    for tier, rows in enumerate((upper, lower)):
        for at, text in enumerate(rows):
            x, y = 400 - at * 14, 60 + tier * 160
            lines.append(PlacedLine(text, Box(x, y, x + 9, y + 9 * len(text)), 9.0, vertical=True))
    reading = lay_out(SourcePage(600, 800, tuple(lines[::-1])))
    assert [row.line.text for row in reading.rows] == upper + lower
    assert all(row.line.vertical for row in reading.rows)
    assert {row.line.box for row in reading.rows} == {line.box for line in lines}


def test_a_drop_cap_is_the_first_character_of_its_text():
    rows = [
        ("老街换了新颜", 60, 80, 20.0, "Hei"),
        ("河", 60, 110, 27.0, ""),
        ("东老街改造昨天开工，", 87, 111, 9.0, ""),
        ("施工分三期进行首期改", 87, 124, 9.0, ""),
        ("造四条巷子工期半年，居民可从", 60, 137, 9.0, ""),
        ("东门绕行，公交照常停靠。", 60, 150, 9.0, ""),
    ]
    (body,) = bodies(placed_page(rows))
    assert body.startswith("河东老街改造昨天开工，施工分三期进行首期改造四条巷子")
    opens = [row.opens for row in lay_out(placed_page(rows)).rows if row.role is Role.BODY]
    assert opens == [True, False, False, False]


def test_a_large_character_without_rows_beside_it_is_a_title():
    rows = [("茶", 60, 80, 27.0, "Hei"), *column(LEFT, 60, 120)]
    (found,) = articles(placed_page(rows)).values()
    assert found["headline"] == "茶"
