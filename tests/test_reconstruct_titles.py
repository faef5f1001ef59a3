"""Which rows are headlines, crossheads or text, seen in what becomes of a page."""

from columns import bare, set_in_column

from epubmaker.model import SourceText
from epubmaker.model.conservation import check_conservation
from epubmaker.pipeline import reconstruct

SPORT = set_in_column(
    "本报讯 市第十二届运动会昨晚闭幕，来自九个镇街的一千二百名运动员参加了十八个项目的比赛，城东街道代表团名列金牌榜第一。",
    "本届运动会首次设立广场舞和健步走项目，让普通市民也能登上赛场。组委会说，下届运动会还要增设轮滑项目。",
)
FARM = set_in_column(
    "入秋以来，河西村的柑橘种植户抓紧采摘。今年风调雨顺，全村柑橘产量比去年增加两成，收购价也涨了一些。",
    "村里的合作社统一包装和销售柑橘，还请来农技人员教种植户修枝施肥。",
    "种植户老李说，往年柑橘熟了要自己挑到镇上去卖，如今客商开着冷藏车到地头来收，省了不少力气。",
)
LIBRARY = set_in_column(
    "走进市图书馆新馆，三层楼高的书墙让读者眼前一亮。新馆藏书八十万册，设有少儿阅览室和自习室。",
    "读者凭身份证就能借书，图书馆每晚开放到九点。周末，少儿阅览室还有故事会。",
)
STORIES = set_in_column(
    "少儿阅览室里，故事会吸引了几十个孩子。图书馆的老师一边讲故事，一边请小读者上台扮演角色，家长坐在后排听。",
)


def articles_of(*rows):
    """Headline and blocks (kind, text without blanks) of every article."""
    source = SourceText("\n".join(rows) + "\n")
    edition = reconstruct(source)
    assert not check_conservation(source, edition)
    return {
        article.headline: [(block.kind, "".join(block.text.split())) for block in article.blocks]
        for article in edition.articles
    }


def text_of(blocks):
    return "".join(text for _, text in blocks)


def test_a_title_that_says_the_same_again_opens_the_text():
    again = "（体育快讯）市第十二届运动会闭幕"
    found = articles_of(
        *("市第十二届运动会闭幕", "", "■记者 王小明", "", again, "", *SPORT),
        *("", "河西村柑橘增产增收", "", *FARM),
    )
    assert list(found) == ["市第十二届运动会闭幕", "河西村柑橘增产增收"]
    opening, *rest = found["市第十二届运动会闭幕"]
    assert opening == ("crosshead", again)
    assert text_of(rest) == bare(SPORT)


def test_two_texts_with_nothing_between_are_cut_where_the_subject_changes():
    found = articles_of("河西村柑橘增产增收", "", *FARM, *LIBRARY, "", "市图书馆新馆向读者开放")
    assert {title: text_of(blocks) for title, blocks in found.items()} == {
        "河西村柑橘增产增收": bare(FARM),
        "市图书馆新馆向读者开放": bare(LIBRARY),
    }


def test_a_title_inside_an_article_is_a_crosshead():
    inner = "听故事的孩子们"
    found = articles_of(
        *("市图书馆新馆向读者开放", "", *LIBRARY, "", inner, "", *STORIES),
        *("", "河西村柑橘增产增收", "", *FARM),
    )
    assert list(found) == ["市图书馆新馆向读者开放", "河西村柑橘增产增收"]
    assert ("crosshead", inner) in found["市图书馆新馆向读者开放"]
    assert text_of(found["市图书馆新馆向读者开放"]) == bare(LIBRARY) + inner + bare(STORIES)


def test_a_line_that_runs_on_is_no_title():
    # Short and without a stop, set apart by blank rows: but the words run on.
    rows = [*FARM[:2], "", FARM[2], "", *FARM[3:]]
    found = articles_of("河西村柑橘增产增收", "", *rows)
    assert {title: text_of(blocks) for title, blocks in found.items()} == {"河西村柑橘增产增收": bare(FARM)}
