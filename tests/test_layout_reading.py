"""Pages as a reader goes through them: bands and columns, titles with what is set among them, notices beside news."""

from __future__ import annotations

from placed_samples import column, level, placed_page, upright

from epubmaker.layout import lay_out

FIRST = """河东新区老街改造昨天开工。工程
分三期进行，首期改造东门外的四
条巷子，涉及居民二百余户，施工""".splitlines()
FIRST_GOES_ON = """期间，公交线路作了调整，居民出
行不受影响，明年春天完工，老井
和石牌坊都会保留。""".splitlines()
SECOND = """社区主任介绍，改造方案征求了三
轮意见，老街上的裁缝铺和茶馆也
将迁回原处，租金三年不变，住在""".splitlines()
SECOND_GOES_ON = """这里五十年的居民说，盼了很久，
街口还要辟出一块空地，给孩子们
踢球，给老人们下棋。""".splitlines()


def told(page):
    """Return the rows of each article by role, in order of the articles."""
    found: dict[int, dict[str, str]] = {}
    for row in lay_out(page).rows:
        parts = found.setdefault(row.article, {})
        parts[str(row.role)] = parts.get(str(row.role), "") + row.line.text
    return [parts for number, parts in sorted(found.items()) if number >= 0]


def bands(upper_right, lower_left, white):
    """Return a page of one headline above two bands of two columns, a white strip between the bands."""
    below = 149 + white
    return placed_page(
        [
            ("河东老街今年变个样", 60, 60, 32.0, ""),
            *column(FIRST, 60, 110),
            *column(upper_right, 220, 110, indent=upper_right is SECOND),
            *column(lower_left, 60, below, indent=lower_left is SECOND),
            *column(SECOND_GOES_ON, 220, below, indent=False),
        ]
    )


def test_a_sentence_that_goes_on_beside_is_read_along_its_band():
    body = "".join(parts.get("body", "") for parts in told(bands(FIRST_GOES_ON, SECOND, 40)))
    assert body == "".join([*FIRST, *FIRST_GOES_ON, *SECOND, *SECOND_GOES_ON])


def test_a_sentence_that_goes_on_below_is_read_down_its_column():
    (article,) = told(bands(SECOND, FIRST_GOES_ON, 4))
    assert article["body"] == "".join([*FIRST, *FIRST_GOES_ON, *SECOND, *SECOND_GOES_ON])


def test_a_small_row_above_and_the_headline_are_one_title_though_a_byline_stands_between_them():
    page = placed_page(
        [
            ("东门外的变迁", 60, 30, 12.0, ""),
            ("■本报记者 王小明", 60, 44, 9.0, ""),
            ("河东老街今年变个样", 60, 58, 24.0, ""),
            *column([*FIRST, *FIRST_GOES_ON], 60, 100),
            *column([*SECOND, *SECOND_GOES_ON], 220, 100),
        ]
    )
    (article,) = told(page)
    assert article["headline"] == "河东老街今年变个样"
    assert article["byline"] == "■本报记者 王小明"
    assert "东门外的变迁" in (article.get("kicker"), article.get("deck"), article.get("column-label"))
    assert article["body"] == "".join([*FIRST, *FIRST_GOES_ON, *SECOND, *SECOND_GOES_ON])


def test_pieces_of_a_row_a_blank_apart_are_one_row_and_columns_are_not():
    rows = [
        ("河东老街今年变个样", 60, 60, 24.0, ""),
        *column(FIRST, 60, 110),
        ("条巷子，", 60, 149, 9.0, ""),
        ("涉及商户三十余家，都已签了字。", 106, 149, 9.0, ""),
    ]
    (article,) = told(placed_page(rows))
    assert article["body"].endswith("条巷子，涉及商户三十余家，都已签了字。")


def test_a_rule_right_under_a_title_is_its_ornament():
    """It parts the title from nothing: what stands below is its text."""
    rows = [("河东老街今年变个样", 60, 60, 24.0, ""), *column([*FIRST, *FIRST_GOES_ON], 60, 110)]
    (article,) = told(placed_page(rows, [level(60, 92, 200)]))
    assert article["headline"] == "河东老街今年变个样"
    assert article["body"] == "".join([*FIRST, *FIRST_GOES_ON])


def test_a_headline_of_two_rows_in_pieces_is_read_row_by_row():
    rows = [
        ("河东老街", 60, 60, 24.0, ""),
        ("今年变个样", 160, 60, 24.0, ""),
        ("茶馆裁缝铺", 60, 88, 24.0, ""),
        ("都迁回原处", 184, 88, 24.0, ""),
        *column([*FIRST, *FIRST_GOES_ON], 60, 130),
        *column([*SECOND, *SECOND_GOES_ON], 220, 130),
    ]
    (article,) = told(placed_page(rows))
    assert article["headline"] == "河东老街今年变个样茶馆裁缝铺都迁回原处"


def test_an_upright_rule_as_high_as_the_title_parts_the_column_behind_it():
    """Without the rule the third column, which begins beside the title, goes on from the second."""
    title = ("河东老街今年变个样", 60, 60, 28.0, "")
    left, middle = [*FIRST, *FIRST_GOES_ON], [*SECOND, *SECOND_GOES_ON]
    rows = [title, *column(left, 60, 110), *column(middle, 220, 110, indent=False), *column(left, 380, 60)]
    parted = [parts.get("body") for parts in told(placed_page(rows, [upright(368, 55, 190)]))]
    assert parted == ["".join([*left, *middle]), "".join(left)]
    together = [parts.get("body") for parts in told(placed_page(rows))]
    assert together == ["".join([*left, *middle, *left])]
