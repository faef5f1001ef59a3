"""What kind of text paragraphs are: each kind, and beside it text that looks like it and is none."""

from __future__ import annotations

import pytest
from conftest import SEEDS
from made import edition_of

from epubmaker import convert, read_string, reconstruct
from epubmaker.edition_file import edition_from_dict, edition_to_dict
from epubmaker.errors import CorrectionsError, EditionFormatError
from epubmaker.kinds import with_briefs, with_contacts, with_forms, with_heads
from epubmaker.model import ArticlePlan, BylinePlan, Chain, FurniturePlan, Plan, Role
from epubmaker.model.conservation import check_conservation
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.readers.corrections import parse_corrections
from epubmaker.restore import rebuild_source
from epubmaker.review import render_review
from epubmaker.segment import split_lines
from epubmaker.text.cells import cells_of


def forms(*rows):
    """Return the forms of rows, each a paragraph of one article."""
    lines = split_lines(read_string("\n".join(rows)))
    members = [tuple(line.number for line in lines if line.row == row) for row in range(len(rows))]
    plan = Plan((ArticlePlan("article", chains=tuple(Chain(Role.BODY, own) for own in members)),))
    (article,) = with_forms(plan, lines).articles
    assert [chain.lines for chain in article.chains] == members
    return [chain.form for chain in article.chains]


PROSE = "馆方表示，今后每周末将举办一场免费讲座，由退休教师和青年科技工作者轮流主讲，欢迎市民提前预约。"


# -- tables
@pytest.mark.parametrize(
    "rows",
    [
        ["展区      面积      展品数", "航天      1200      356", "海洋      800       210"],
        ["品名\t均价\t涨跌", "白菜\t2.40\t+1.5%", "鸡蛋\t9.60\t-0.3%", "大米\t5.20\t持平"],
        ["名次　单位　得分", "1　城西中学　98.5", "2　城东中学　97", "3　实验学校　95.5"],
        [
            "时间　地点　内容",
            "周一上午　人民广场　义诊",
            "周三下午　城西公园　植树",
            "周五晚上　科普馆　讲座",
        ],
    ],
)
def test_a_table_has_a_head_and_rows(rows):
    assert forms(PROSE, *rows, PROSE) == [None, "head-row", *["row"] * (len(rows) - 1), None]


def test_a_table_without_names_of_columns():
    assert forms("中国　3:1　日本", "巴西　2:2　德国", "法国　0:1　韩国") == ["row"] * 3


@pytest.mark.parametrize(
    "rows",
    [
        # two columns of prose that an extractor set side by side
        [
            "本报讯昨天上午全市春季植      据市气象台预报，未来三天",
            "树活动在河边公园举行三百      我市以多云为主，气温回升",
        ]
        * 3,
        ["张三　李四　王五", "赵六　孙七　周八", "吴九　郑十　王小明"],
        ["电话：85123456　联系人：王先生", "传真：85123457　邮编：314200", "地址：中街12号　网址：见官网"],
        ["面积 1200"],
        ["会议强调，一要提高认识；　　二要加强领导；", "会议指出，三要狠抓落实；　　四要严明纪律。"],
        ["王　强", "李　明", "张　华"],
    ],
)
def test_what_is_no_table(rows):
    assert not {"row", "head-row"} & set(forms(*rows))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("航天  1200  356", ("航天", "1200", "356")),
        ("王　强　　男　　35", ("王　强", "男", "35")),
        ("序号 姓名 电话", ("序号", "姓名", "电话")),
        ("一格", ("一格",)),
    ],
)
def test_cells(row, cells):
    assert cells_of(row) == cells


# -- lists
@pytest.mark.parametrize(
    "items",
    [
        ["一、施工时间：三月一日起。", "二、施工路段：中街。", "三、绕行线路：建设路。"],
        ["（一）提高认识；", "（二）加强领导；", "（三）狠抓落实。"],
        ["1.东西向车辆绕行；", "2.南北向车辆绕行。"],
        ["①带好证件；", "②提前预约；", "③按时到场。"],
        ["●上午八时：开幕式", "●上午九时：比赛", "●下午三时：颁奖"],
        ["一、报名", "1、网上报名；", "2、现场报名。", "二、考试", "1、笔试；", "2、面试。"],
        ["一等奖：王小明、李大力", "二等奖：张三、李四", "三等奖：赵五、孙六"],
    ],
)
def test_items_of_a_list(items):
    assert forms(PROSE, *items, PROSE) == [None, *["item"] * len(items), None]


@pytest.mark.parametrize(
    "rows",
    [
        ["一、二、三产业协调发展，城乡面貌焕然一新，人民生活水平稳步提高。", PROSE],
        ["1.5万名市民参加了活动，比去年增加三成。", "2.3万平方米的广场上人头攒动。"],
        ["一、" + PROSE * 5, "二、" + PROSE * 5],  # parts of a speech
        ["2020年是不平凡的一年。", "2021年是充满希望的一年。"],
        ["●记者手记", PROSE, "●编后", PROSE],  # crossheads
        ["1.首先要提高认识。", PROSE, "3.最后要狠抓落实。"],
        ["时间：三月五日。", "地点：人民广场。", "欢迎参加。"],
    ],
)
def test_what_is_no_list(rows):
    assert "item" not in forms(*rows)


# -- verse
FREE = [
    "燕子衔来一纸春光",
    "落在旧日的屋檐上",
    "河水慢慢醒来",
    "柳条写下第一行",
    "谁家的孩子跑过石桥",
    "笑声比风筝还高",
]


def test_free_verse_keeps_its_lines():
    assert forms(*FREE) == ["stanza", *["verse"] * 5]


@pytest.mark.parametrize(
    "rows",
    [
        ["白日依山尽，黄河入海流。", "欲穷千里目，更上一层楼。"],
        ["故人西辞黄鹤楼，", "烟花三月下扬州。", "孤帆远影碧空尽，", "唯见长江天际流。"],
        ["红军不怕远征难　万水千山只等闲", "五岭逶迤腾细浪　乌蒙磅礴走泥丸"],
    ],
)
def test_even_verse_is_told_inside_prose_too(rows):
    assert forms(PROSE, *rows, PROSE) == [None, "stanza", *["verse"] * (len(rows) - 1), None]


def test_an_empty_row_parts_stanzas():
    lines = split_lines(read_string("\n".join(FREE[:3]) + "\n\n" + "\n".join(FREE[3:])))
    plan = Plan((ArticlePlan("article", chains=tuple(Chain(Role.BODY, (n,)) for n in range(6))),))
    made = [chain.form for chain in with_forms(plan, lines).articles[0].chains]
    assert made == ["stanza", "verse", "verse", "stanza", "verse", "verse"]


@pytest.mark.parametrize(
    "rows",
    [
        ["河口中学", "东山小学", "城西中学", "实验小学", "河东中学", "中街小学"],
        ["王小明", "李大力", "张三", "李四", "赵五", "孙六", "周七"],
        [
            "他走了。",
            "天亮了。",
            "雨停了。",
            "我们又上路了。",
            "谁也没有说话。",
            "只有风声。",
        ],  # short paragraphs
        [*FREE, PROSE, PROSE],  # rows without an end before prose: titles or a list rather
        ["科普馆开馆", "早稻开镰", "公交21路延长", "菜市场改造完工", "水质达标", "歌手大赛报名"],
    ],
)
def test_what_is_no_verse(rows):
    assert not {"verse", "stanza"} & set(forms(*rows))


# -- speech
def test_questions_and_answers():
    rows = ["问：办证要带什么？", "答：带身份证原件。", "问：要等多久？", "答：当场就能办好。"]
    assert forms(PROSE, *rows) == [None, "question", "answer", "question", "answer"]
    named = ["记者：钱从哪里来？", "周明远：财政出一部分。", "记者：下一步呢？", "周明远：把南段改完。"]
    assert forms(*named) == ["question", "answer", "question", "answer"]
    assert (
        forms("王大爷：今年收成怎样？", "李大妈：不错。", "王大爷：卖了吗？", "李大妈：都卖了。")[1]
        == "answer"
    )


def test_turns_of_speech():
    rows = ["王强：我同意这个方案。", "李敏：我有一点补充。", "王强：请说。", "李敏：停车位还要增加。"]
    assert forms(*rows) == ["turn"] * 4


@pytest.mark.parametrize(
    "rows",
    [
        ["时间：三月五日上午九时。", "地点：人民广场。", "主办：河东新区文化馆。", "承办：科普馆。"],
        ["周明远表示：老街要留给下一代。", PROSE, "林知夏认为：科普要从娃娃抓起。", PROSE],
        ["链接：" + PROSE, "链接：" + PROSE, "提示：" + PROSE],
        ["问题：停车难。", PROSE],
    ],
)
def test_what_is_no_speech(rows):
    assert not {"turn", "question", "answer"} & set(forms(*rows))


# -- notices
def signed(text, *bylines):
    """Return the blocks with their forms, and the bylines left, of a text whose last rows were taken for bylines."""
    lines = split_lines(read_string("\n".join([text, *(row for rows in bylines for row in rows)])))
    at, plans = 1, []
    for rows in bylines:
        plans.append(BylinePlan(tuple(range(at, at + len(rows)))))
        at += len(rows)
    plan = Plan((ArticlePlan("article", bylines=tuple(plans), chains=(Chain(Role.BODY, (0,)),)),))
    (article,) = with_forms(plan, lines).articles
    told = [lines[chain.lines[0]].text for chain in article.chains if chain.form == "signature"]
    return told, [lines[number].text for byline in article.bylines for number in byline.lines]


@pytest.mark.parametrize(
    "rows",
    [
        ["河东新区交警大队", "2020年2月25日"],
        ["河东新区自来水公司　3月5日"],
        ["中街社区居民委员会", "河东新区物业公司", "二〇二〇年二月二十五日"],
    ],
)
def test_who_signs_a_notice(rows):
    assert signed("特此通告。", rows) == (rows, [])
    assert forms(PROSE, "特此通告。", *rows[-2:])[2:] == ["signature"] * len(rows[-2:])


def test_a_byline_stays_a_byline():
    assert signed("特此通告。", ["本报记者　周明远"]) == ([], ["本报记者　周明远"])
    assert signed("特此通告。", ["河东新区交警大队", "2020年2月25日", "周明远"]) == (
        ["河东新区交警大队", "2020年2月25日"],
        ["周明远"],
    )
    assert signed("大会闭幕。", ["（作者单位：河东新区文化馆）"]) == ([], ["（作者单位：河东新区文化馆）"])


def test_a_crosshead_above_a_dateline_begins_an_item():
    def headlines(*rows):
        lines = split_lines(read_string("\n".join(("科普馆开馆", *rows))))
        kinds = [Role.CROSSHEAD if len(row) < 8 else Role.BODY for row in rows]
        chains = tuple(Chain(kind, (n,)) for n, kind in enumerate(kinds, 1))
        made = with_briefs(Plan((ArticlePlan("article", headline=(0,), chains=chains),)), lines).articles
        return [[lines[n].text for n in article.headline] for article in made]

    news = "本报讯　昨天上午科普馆开馆。"
    assert headlines(news, "早稻开镰", news, "水质达标", news) == [["科普馆开馆"], ["早稻开镰"], ["水质达标"]]
    assert headlines(news, "早稻开镰", PROSE) == [["科普馆开馆"]]
    assert headlines(PROSE, "早稻开镰", news) == [["科普馆开馆"]]


def items(*rows, headline=False):
    """Return the column and the text of the articles that an article of some rows is read as."""
    lines = split_lines(read_string("\n".join(rows)))
    chains = tuple(Chain(Role.BODY, (n,)) for n in range(1 if headline else 0, len(rows)))
    plan = Plan((ArticlePlan("article", headline=(0,) if headline else (), chains=chains),))
    made = with_briefs(plan, lines).articles
    assert sorted(
        n for a in made for part in (a.headline, a.column, *(c.lines for c in a.chains)) for n in part
    ) == list(range(len(rows)))
    return [
        (next((lines[n].text for n in a.column), None), [lines[c.lines[0]].text for c in a.chains])
        for a in made
    ]


ONE, TWO, THREE = (
    "本市首条智能公交线路昨天开通，全长十二公里，设站二十一座。",
    "今年前三季度全市新增就业两万八千人，完成全年目标的九成。",
    "市图书馆周末延长开放时间，读者可以借阅到晚上九点。（记者　周明远）",
)


def test_paragraphs_below_the_name_of_a_column_of_short_news_are_items():
    assert items(PROSE, "简讯", ONE, TWO) == [(None, [PROSE]), ("简讯", [ONE]), (None, [TWO])]
    assert items("微新聞", ONE, TWO, THREE, headline=True) == [
        ("微新聞", [ONE]),
        (None, [TWO]),
        (None, [THREE]),
    ]
    assert items("【国际短波】", ONE, TWO, THREE, headline=True)[0] == ("【国际短波】", [ONE])


@pytest.mark.parametrize(
    "rows",
    [("简讯", ONE), ("文化馆", ONE, TWO, THREE), ("简讯", ONE, "秋粮收购", TWO), ("简讯", ONE, TWO[:20])],
)
def test_a_text_below_another_title_is_one(rows):
    assert items(*rows, headline=True) == [(None, list(rows[1:]))]
    assert items(PROSE, *rows) == [(None, [PROSE, *rows])]


def test_items_keep_every_row():
    lines = split_lines(read_string("\n".join(["秋粮收购", "简讯", TWO, ONE, "周明远", "记者　李河东"])))
    chains = (Chain(Role.BODY, (1,)), Chain(Role.BODY, (3,)), Chain(Role.BODY, (2,)))
    signed = (BylinePlan((0,)), BylinePlan((4,)), BylinePlan((5,)))
    untitled = ArticlePlan("article", bylines=signed, chains=chains)
    titled = ArticlePlan("article", headline=(0,), bylines=signed[1:], chains=chains)
    for article in (untitled, titled):
        made = with_briefs(Plan((article,)), lines).articles
        kept = [
            n
            for a in made
            for part in (a.headline, a.column, *(b.lines for b in a.bylines), *(c.lines for c in a.chains))
            for n in part
        ]
        assert sorted(kept) == list(range(len(lines)))
        assert len(made) == (2 if article is untitled else 1)


def test_contacts():
    assert forms(PROSE, "热线电话：0573-85123456", "投稿信箱：hd@hd.example") == [None, "contact", "contact"]
    assert forms("市民拨打电话：0573-85123456，咨询办证事宜。", "电话：请勿在车内拨打") == [None, None]


def test_contacts_between_two_articles_belong_to_the_first():
    rows = ["甲文在此。", "热线电话：0573-85123456", "乙文在此。", "读者热线：0573-85123457"]
    lines = split_lines(read_string("\n".join(rows)))
    articles = tuple(ArticlePlan("article", chains=(Chain(Role.BODY, (n,)),)) for n in (0, 2))
    page = tuple(FurniturePlan(Role.ADVERTISEMENT, (n,)) for n in (1, 3))
    made = with_contacts(Plan(articles, page), lines)
    assert [[chain.form for chain in article.chains] for article in made.articles] == [
        [None, "contact"],
        [None],
    ]
    assert made.furniture == page[1:]  # at the foot of the page it is the newspaper's own
    lines = split_lines(read_string("甲文在此。\n家具城开业 电话：85123456 八折\n乙文在此。\n末行"))
    assert with_contacts(Plan(articles, page), lines) == Plan(articles, page)


def test_a_headline_said_once_more_is_no_text():
    def first_kind(row):
        lines = split_lines(read_string(f"科普馆昨日开馆\n{row}\n{PROSE}"))
        chains = tuple(Chain(Role.BODY, (n,)) for n in (1, 2))
        (article,) = with_forms(Plan((ArticlePlan("article", headline=(0,), chains=chains),)), lines).articles
        return article.chains[0].kind

    assert first_kind("（本报讯）科普馆昨日开馆") is Role.CROSSHEAD
    assert first_kind("科普馆昨日开馆") is Role.CROSSHEAD
    assert first_kind("科普馆昨日开馆。") is Role.BODY
    assert first_kind("科普馆昨日开馆，两千余名市民前来参观") is Role.BODY
    assert first_kind("馆方昨日表示") is Role.BODY


# -- from text to edition
TABLE = """河东新区科普馆开馆
本报讯（记者 林知夏）昨天，河东新区科普馆正式开馆，吸引了两千余名市民前来参观，馆内设有航天、海洋、农业三大主题展区。
展区      面积      展品数
航天      1200      356
海洋      800       210
农业      1500      498
馆方表示，今后每周末将举办一场免费讲座，由退休教师和青年科技工作者轮流主讲，欢迎市民提前预约报名参加。
"""


def test_a_table_in_the_edition_file():
    source = read_string(TABLE)
    edition = reconstruct(source)
    rows = [(block.form, block.text) for block in edition.articles[0].blocks if block.form]
    assert rows == [
        ("head-row", "展区\t面积\t展品数"),
        ("row", "航天\t1200\t356"),
        ("row", "海洋\t800\t210"),
        ("row", "农业\t1500\t498"),
    ]
    assert len(edition.articles) == 1
    assert check_conservation(source, edition) == ()
    assert rebuild_source(edition) == source.text
    assert edition_from_dict(edition_to_dict(edition)) == edition
    assert edition_to_dict(edition)["version"] == 1


def test_running_text_has_no_form_in_the_file():
    blocks = edition_to_dict(reconstruct(read_string(TABLE)))["articles"][0]["blocks"]
    assert "form" not in blocks[0]
    broken = edition_to_dict(reconstruct(read_string(TABLE)))
    broken["articles"][0]["blocks"][1]["form"] = "grid"
    with pytest.raises(EditionFormatError, match=r"blocks\[1\].form: should be one of head-row, row"):
        edition_from_dict(broken)


def test_the_names_of_columns_come_back_from_the_page():
    lines = split_lines(read_string("正文在此。\n展区  面积\n航天  1200\n海洋  800\n农业  1500"))
    chains = tuple(Chain(Role.BODY, (n,)) for n in (0, 2, 3, 4))
    plan = Plan((ArticlePlan("article", chains=chains),), (FurniturePlan(Role.NOTICE, (1,)),))
    made = with_heads(with_forms(plan, lines), lines)
    assert made.furniture == ()
    assert [chain.lines for chain in made.articles[0].chains] == [(0,), (1,), (2,), (3,), (4,)]
    # a notice of the page stays one
    lines = split_lines(read_string("正文在此。\n友情提醒  请带证件\n航天  1200\n海洋  800\n农业  1500"))
    assert with_heads(with_forms(plan, lines), lines).furniture == plan.furniture


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_are_running_text(seed):
    told = [block.form for article in edition_of(seed).articles for block in article.blocks]
    assert set(told) == {None}


def test_markdown_items_lose_their_marks():
    text = "# 春季活动安排\n\n" + PROSE + "\n\n- 人民广场，义务诊疗\n- 城西公园，植树\n\n活动咨询可到社区。\n"
    source = read_string(text)
    edition = reconstruct(source)
    assert [(block.form, block.text) for block in edition.articles[0].blocks][1:] == [
        ("item", "人民广场，义务诊疗"),
        ("item", "城西公园，植树"),
        (None, "活动咨询可到社区。"),
    ]
    assert rebuild_source(edition) == source.text


# -- corrections
def corrected(statement):
    options = ReconstructOptions(corrections=parse_corrections(f"corrections = [ {statement} ]"))
    return reconstruct(read_string(TABLE), options).articles[0].blocks


def test_a_person_says_what_kind_of_text_it_is():
    blocks = corrected('{ form = "海洋      800       210", is = "paragraph" }')
    assert [block.form for block in blocks] == [None, "head-row", "row", None, "row", None]
    blocks = corrected('{ form = "馆方表示", is = "item" }')
    assert blocks[-1].form == "item"


def test_a_join_makes_running_text_of_rows():
    blocks = corrected('{ join = "海洋      800       210", with = "农业      1500" }')
    assert [block.form for block in blocks] == [None, "head-row", "row", None, None]


def test_an_unknown_form_is_refused():
    with pytest.raises(
        CorrectionsError, match="line 1: there is no form 'grid'; there are paragraph, head-row"
    ):
        corrected('{ form = "馆方表示", is = "grid" }')
    with pytest.raises(CorrectionsError, match="stands in no paragraph"):
        corrected('{ form = "河东新区科普馆开馆", is = "item" }')


def test_forms_and_cells_stay_in_the_other_script():
    source = read_string(TABLE)
    made = convert(reconstruct(source), "s2tw").edition
    rows = [(block.form, block.text) for block in made.articles[0].blocks if block.form]
    assert rows[:2] == [("head-row", "展區\t面積\t展品數"), ("row", "航天\t1200\t356")]
    assert check_conservation(source, made) == ()


def test_the_proof_desk_names_the_forms():
    page = render_review(reconstruct_and_explain(read_string(TABLE)))
    assert page.count("表格行</span>") == 3
    assert page.count("表头</span>") == 1
