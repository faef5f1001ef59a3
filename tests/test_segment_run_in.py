"""Titles in the row of their text, and spaces that are no line ends."""

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.segment import split_lines

BRIEFS = {
    "图书馆夜间开放": "市图书馆昨起每晚开放到九点，读者可以凭身份证入馆，周末另有讲座。",
    "早市搬进大棚": "西门早市近日搬进新建的大棚，摊位由一百个增加到一百八十个，车位也多了一倍。",
    "夜校春季班开班": "青年夜校春季班昨晚开班，首批课程有茶艺、摄影和急救，每门收费五百元。",
}

MORE = "管理员说，晚上来的大多是附近的学生，座位常常不够用，所以又添了一百多把椅子。"


def rows_of(gap, briefs=BRIEFS):
    return read_string("\n".join(f"　　{title}{gap}{text}" for title, text in briefs.items()))


@pytest.mark.parametrize("gap", ["　", " "])
def test_several_paragraphs_that_open_with_a_title_are_parted_from_it(gap):
    lines = split_lines(rows_of(gap))
    assert [line.text for line in lines] == [part for item in BRIEFS.items() for part in item]
    assert all(line.opens for line in lines)


def test_short_news_with_run_in_titles_has_them_as_headlines():
    edition = reconstruct(rows_of("　"))
    assert [article.headline for article in edition.articles] == list(BRIEFS)


@pytest.mark.parametrize(
    "heads", [("本报讯",) * 3, ("本报记者　李明",) * 3, ("新华社北京三月四日电",) * 3, ("问", "答", "问")]
)
def test_datelines_writers_and_speakers_are_no_titles(heads):
    rows = [f"{head}　{text}" for head, text in zip(heads, BRIEFS.values(), strict=True)]
    assert [line.text for line in split_lines(read_string("\n".join(rows)))] == rows


@pytest.mark.parametrize("gap", ["　", "  ", "\t"])
def test_rows_of_cells_are_no_titles_with_their_texts(gap):
    rows = [
        gap.join(cells)
        for cells in (
            ("石浦自来水公司", "云溪县滨河大道27号", "0455-85759818"),
            ("青阳街道办事处", "青阳市滨河大道374号", "0692-72951526"),
            ("丰泽人民医院", "龙泉市解放路312号", "0461-75627434"),
        )
    ]
    assert [line.text for line in split_lines(read_string("\n\n".join(rows)))] == rows


def test_two_such_paragraphs_are_no_set():
    source = rows_of("　", dict(list(BRIEFS.items())[:2]))
    assert len(split_lines(source)) == 2


def test_latin_names_tear_no_paragraph():
    rows = [
        "公司推出了 Apple Vision Pro 的新系统，开发者可以在 Apple Watch 和 Apple TV 上试用全新的界面设计与功能。",
        "与此同时，华尔街的 Goldman Sachs 把经济增长率下调，认为 Wall Street 的乐观情绪难以持续到年底以前。",
    ]
    assert [line.text for line in split_lines(read_string("\n".join(rows)))] == rows


def test_a_dateline_inside_a_row_parts_the_title_before_it_from_its_text():
    rows = [
        "早市搬进大棚本报讯（记者周明远）西门早市近日搬进新建的大棚，摊位由一百个增加到一百八十个。",
        "图书馆延长开放时间，昨起每晚开放到九点，读者可以凭身份证入馆，周末另有讲座。",
        "海关上月通关十万票新华社北京三月四日电据海关总署昨天的消息，上月全国通关十万票，比去年多一成。",
    ]
    texts = [line.text for line in split_lines(read_string("\n".join(rows)))]
    assert texts == ["早市搬进大棚", rows[0][6:], rows[1], "海关上月通关十万票", rows[2][9:]]


def test_titles_said_once_more_are_parted_where_several_are():
    rows = [
        "大藤峡工程发电量突破二百亿度截至昨天五时，大藤峡工程发电量突破二百亿度，相当于节约标准煤六百万吨。",
        "西江新桥主桥合龙西江新桥主桥合龙仪式昨天举行，全桥计划明年五月通车，两岸往来只要十分钟。",
    ]
    texts = [line.text for line in split_lines(read_string("\n".join(rows)))]
    assert texts == [rows[0][:14], rows[0][14:], rows[1][:8], rows[1][8:]]


@pytest.mark.parametrize(
    "row",
    [
        "大会主席团常务主席主持会议大会主席团常务主席随后宣布，会议各项议程已经全部完成，代表们起立鼓掌。",
        "最后，预祝大会取得圆满成功，祝各位代表身体健康。（新华社北京三月四日电）",
        "今天上午，人民日报、新华社北京分社昨天来电都说了同一件事，编辑部随即派人前往核实有关情况。",
    ],
)
def test_a_phrase_said_twice_an_agency_named_and_a_sign_off_part_nothing(row):
    rows = [row, *BRIEFS.values()]
    assert [line.text for line in split_lines(read_string("\n".join(rows)))] == rows


COLUMN = [
    "市图书馆老馆改造工程昨天完工，",
    "读者可以在新的阅览室里借书。",
    "城东三座小桥年内",
    "全部建成通车本报讯（记者周",
    "明远）记者从市交通局了解到，",
    "城东三座小桥的桥面已经铺好。",
]


def column(*rows):
    return [line.text for line in split_lines(read_string("\n".join([*COLUMN[:3], *rows, *COLUMN[4:]])))]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (["全部建成通车本报讯（记者周"], ["全部建成通车", "本报讯（记者周"]),
        (["全部建成通车本报", "河东3月4日电（记者周"], ["全部建成通车", "本报", "河东3月4日电（记者周"]),
        (["全部建成通车？新华社河东3月4日电"], ["全部建成通车？", "新华社河东3月4日电"]),
        (
            ["全部建成通车河东在线消息（记者周"],
            ["全部建成通车河东在线消息（记者周"],
        ),  # a name that stands nowhere else
    ],
)
def test_in_a_column_a_dateline_parts_the_last_row_of_a_title_from_its_text(rows, parts):
    assert column(*rows) == [*COLUMN[:3], *parts, *COLUMN[4:]]


@pytest.mark.parametrize(
    "row",
    [
        "通车（据新华社河东3月4日电）",  # where a text comes from, at its end
        "通车的消息来自新华社河东3月4日电讯稿，",
        "通车，新华社河东3月4日电文说，",
        "已经通车。本报讯（记者周明",  # a sentence ends before it
        "本报记者周明远摄新华社河东3月4日电",  # who took a picture
        "右图为新华社河东3月4日电所附",
        "本报讯　新华社河东3月4日电",
        "本同讯 河东新闻网讯（记者周",  # misread
        "据河东新闻网3月4日讯 本报讯（记者周",
    ],
)
def test_what_leads_to_a_source_or_ends_a_sentence_is_no_title(row):
    assert column(row) == [*COLUMN[:3], row, *COLUMN[4:]]


def test_a_source_with_a_name_of_its_own_is_known_by_the_rows_that_it_opens():
    first = ["河东新闻网讯（记者周明远）市", "图书馆老馆改造工程昨天完工。"]
    lines = column("全部建成通车河东新闻网讯（记", *first)
    assert lines[3:5] == ["全部建成通车", "河东新闻网讯（记"]


def test_the_rows_before_a_dateline_are_the_headline():
    rows = [*COLUMN[:2], *COLUMN[2:], "车辆下月起可以通行，行人道同时", "开放，绿化带将在雨季前种好。"]
    edition = reconstruct(read_string("\n".join(rows * 1)))
    assert "城东三座小桥年内全部建成通车" in [article.headline for article in edition.articles]


def test_a_title_of_two_phrases_ends_at_the_last_space_before_its_text():
    briefs = {
        "图书馆夜间开放 周末另有讲座": f"市图书馆昨起每晚开放到九点，读者可以凭身份证入馆，{MORE}",
        "早市搬进大棚 摊位多了一倍": f"西门早市近日搬进新建的大棚，摊位由一百个增加到一百八十个，{MORE}",
        "夜校春季班开班：每门五百元": f"青年夜校春季班昨晚开班，首批课程有茶艺、摄影和急救，{MORE}",
    }
    lines = split_lines(rows_of(" ", briefs))
    assert [line.text for line in lines] == [part for item in briefs.items() for part in item]


def test_an_item_of_two_paragraphs_does_not_end_the_set():
    rows = [f"{title}　{text}" for title, text in BRIEFS.items()]
    rows.insert(1, MORE)
    edition = reconstruct(read_string("\n".join(rows)))
    assert [article.headline for article in edition.articles] == list(BRIEFS)
    assert edition.articles[0].blocks[1].text == MORE
