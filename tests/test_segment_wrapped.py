"""Texts wrapped at one width: their row ends say where paragraphs end."""

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.order import read_lines
from epubmaker.seams import default_scorer
from epubmaker.segment import split_lines
from epubmaker.segment.wrapped import wrap_of

PARAGRAPHS = [
    "柳溪县图书馆昨天起把闭馆时间推迟到晚上九点，下班以后也能借书了。馆长说，去年来馆的读者有一半是晚上来的，座位常常不够用。",
    "记者傍晚走进二楼阅览室，看到几十位读者正在看书，窗边的长桌坐满了准备考试的学生，服务台前排着短短的队伍。",
    "图书馆还在河边的公园里设了一间小书屋，不用办证，扫码就能进去。",
    "河东镇的新桥昨天通车，两岸居民过河不再绕路，沿线村庄的果农十分高兴，头一天就有三百多辆货车从桥上开过。",
    "镇长在通车仪式上说，这座桥等了十二年，造了两年，以后果子当天就能进城。",
    "果农陈大爷第一个开车过桥，他说以前绕路要一个多小时，如今只要五分钟，一年能省下不少油钱。",
]
TITLES = ["图书馆晚上九点才关门", "河东新桥通车"]
NO_START = "，。、；：！？”）》"


def articles():
    return [(TITLES[0], PARAGRAPHS[:3]), (TITLES[1], PARAGRAPHS[3:])]


def wrapped(text, width, hang):
    """Wrap as programs do: a mark that may not begin a row hangs, or takes the character before it along."""
    rows = [""]
    for character in text:
        if len(rows[-1]) < width or (hang and character in NO_START and len(rows[-1]) == width):
            rows[-1] += character
        elif character in NO_START and not hang:
            rows.append(rows[-1][-1] + character)
            rows[-2] = rows[-2][:-1]
        else:
            rows.append(character)
    return rows


def plain(width, *, hang=False, blank="", between="\n"):
    parts = [
        between.join("\n".join(wrapped(part, width, hang)) for part in (title, *paragraphs))
        for title, paragraphs in articles()
    ]
    return f"\n{blank}".join(parts) + "\n"


def texts_of(edition):
    return [(article.headline, [block.text for block in article.blocks]) for article in edition.articles]


@pytest.mark.parametrize("width", [15, 19, 24, 30, 38])
@pytest.mark.parametrize("hang", [False, True])
@pytest.mark.parametrize(("blank", "between"), [("", "\n"), ("\n", "\n"), ("\n", "\n\n")])
def test_a_text_wrapped_at_a_width_comes_out_whole(width, hang, blank, between):
    edition = reconstruct(read_string(plain(width, hang=hang, blank=blank, between=between)))
    assert texts_of(edition) == articles()


@pytest.mark.parametrize("width", [16, 24, 38])
def test_the_width_is_found(width):
    rows = plain(width).splitlines()
    assert wrap_of(rows).width == width
    assert (
        wrap_of([*rows, "https://example.org/a/very/long/address/that/does/not/fit/anywhere/at/all"]).width
        == width
    )


def test_characters_are_counted_where_a_program_counts_them():
    text = "".join(
        f"{number}年增长{number * 7}%，" + "河东镇的果农十分高兴，" * (number % 3)
        for number in range(1990, 2026)
    )
    rows = [text[at : at + 20] for at in range(0, len(text), 20)]
    found = wrap_of(rows)
    assert found.width == 20
    assert found.least("2024年") == 5


@pytest.mark.parametrize(
    "rows",
    [
        ["他说，桥修好了，", "大家都高兴，于是", "唱了起来。"],  # too few rows
        PARAGRAPHS * 3,  # a paragraph a row
        [
            "柳溪县图书馆昨天起把闭馆时间推迟到",
            "晚上九点，下班以后",
            "也能借书了，馆长说，去年来馆",
            "的读者有一半是晚上",
        ]
        * 6,  # ragged
        ["河东镇的新桥昨天通车，两岸居民", "过河不再绕路，沿线村庄的"]
        * 8,  # around a picture: room is left inside sentences
    ],
)
def test_other_texts_show_no_width(rows):
    assert wrap_of(rows) is None


def test_columns_of_two_widths_show_no_width():
    rows = [row for part in PARAGRAPHS for row in wrapped(part, 12, hang=True)]
    rows += [row for part in PARAGRAPHS for row in wrapped(part, 19, hang=True)]
    assert wrap_of(rows) is None


def test_a_byline_behind_a_title_that_fills_its_row_is_no_part_of_it():
    title = "图书馆推迟闭馆读者晚上也能借书"
    rows = [
        title,
        "记者 李静",
        *(row for part in PARAGRAPHS for row in wrapped(part, len(title), hang=False)),
    ]
    article = reconstruct(read_string("\n".join(rows) + "\n")).articles[0]
    assert (article.headline, [byline.text for byline in article.bylines]) == (title, ["记者　李静"])


@pytest.mark.parametrize("end", ["(完)", "（新华社）", "[详细]"])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_title_behind_a_full_row_that_ends_in_brackets_is_no_part_of_it(end, indent):
    last = "果农陈大爷头一个开车过了桥，他说以前绕路要一个多小时。"
    width = (len(indent) + len(last) + len(end)) // 2
    paragraphs = [*PARAGRAPHS[:2], last + end]
    rows = [TITLES[0], *(row for part in paragraphs for row in wrapped(indent + part, width, hang=False))]
    rows += [
        TITLES[1],
        *(row for part in PARAGRAPHS[3:] for row in wrapped(indent + part, width, hang=False)),
    ]
    page = read_lines(split_lines(read_string("\n".join(rows) + "\n")), default_scorer())
    assert len(page.lines) < len(rows)
    assert TITLES[1] in [line.text for line in page.lines]


def test_a_row_below_a_title_that_fills_its_row_is_its_deck_if_it_opens_with_a_dash():
    title, deck = "图书馆把闭馆时间推迟到晚上九点钟以后", "——河边的公园里还设了一间小书屋"
    rows = [row for part in PARAGRAPHS for row in wrapped(part, len(title), hang=False)]
    edition = reconstruct(read_string("\n".join([title, deck, *rows])))
    assert (edition.articles[0].headline, edition.articles[0].deck) == (title, deck)


def test_a_dash_inside_a_sentence_opens_nothing():
    text = "镇长说，这座桥等了十二年，造了两年，为的就是一件事，"
    rows = wrapped(
        text + "——让果子当天就能进城，让河东的孩子不再绕路上学。" + "".join(PARAGRAPHS[:2]),
        len(text),
        hang=False,
    )
    (article,) = reconstruct(read_string("\n".join(["河东新桥通车", *rows]))).articles
    assert text + "——让果子当天就能进城" in article.blocks[0].text


def test_one_title_with_a_comma_in_it_does_not_hide_how_a_short_text_is_wrapped():
    rows = ["夜里开门，读书人多了", *wrapped("".join(PARAGRAPHS[:3]), 24, hang=False)]
    wrap = wrap_of(rows)
    assert wrap is not None
    assert wrap.width == 24


def test_a_title_wider_than_the_text_is_wrapped_goes_on_nowhere():
    title = "柳溪县图书馆把闭馆时间推迟到晚上九点以后下班也能借书了"
    rows = [title]
    for paragraph in PARAGRAPHS[:3]:
        rows += wrapped(paragraph, 20, False)
    article = reconstruct(read_string("\n".join(rows))).articles[0]
    assert article.headline == title
    assert [block.text for block in article.blocks] == PARAGRAPHS[:3]
