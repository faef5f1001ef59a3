"""Texts that somebody typed or pasted, a paragraph a row or wrapped: what their rows are, and that none of them moves."""

from __future__ import annotations

import pytest

from epubmaker import read_string
from epubmaker.pipeline import reconstruct
from epubmaker.segment.joints import are_spaces_joints
from epubmaker.segment.rows import split_rows
from epubmaker.text.marks import starts_with_dateline


def articles_of(text):
    """Return the articles of a text: headline, and the texts of their blocks."""
    return [
        (article.headline, [block.text for block in article.blocks])
        for article in reconstruct(read_string(text)).articles
    ]


def titles_of(text):
    return [headline for headline, _ in articles_of(text)]


NEWS = """\
千人健步走迎新年
元旦上午，一千多名市民冒着严寒参加健步走活动，用脚步迎接新年。
活动起点设在体育中心，全程五公里。
图为市民在滨江步道健步前行。记者 岑参 摄
老兵捐出珍藏四十年的军功章
昨天，八十六岁的老兵邬长河把六枚军功章捐给了市博物馆。
“放在家里只有我一个人看，放在博物馆大家都能看。”老人说。
邬长河（左二）与博物馆工作人员合影。（博物馆供图）
大雪封山 民警徒步送药
连日大雪，云岭县鹰嘴村道路中断，派出所民警徒步六小时把降压药送到老人手中。
"""


def test_captions_with_their_credits_leave_a_text_in_its_order():
    titles = ["千人健步走迎新年", "老兵捐出珍藏四十年的军功章", "大雪封山　民警徒步送药"]
    assert titles_of(NEWS) == titles


def test_a_short_row_that_ends_with_who_made_the_picture_is_a_caption():
    edition = reconstruct(read_string(NEWS))
    kinds = {block.text[:3]: block.kind for article in edition.articles for block in article.blocks}
    assert kinds["邬长河"] == "caption"
    assert kinds["昨天，"] == "paragraph"


def test_names_in_brackets_below_a_text_go_on_in_no_title():
    text = """\
清明不忘植新绿
清明前后，正是植树好时节。昨天，三百多名志愿者来到凤凰山植树点，种下一千株樟树苗。
志愿者说，一棵树就是一份希望。
（本报记者 瞿秋 通讯员 包容）
乡村大舞台 天天有好戏
锣鼓一响，四邻八乡的村民就扛着板凳来了。在柳河村，乡村大舞台已经连续演出一百场。
村支书说，看戏的人多了，打牌的人少了。
（本报记者 瞿秋）
手语主播让新闻“看得见”
市电视台新闻节目今年增设手语播报，听障人士葛亮每天准时守在电视机前。
"""
    assert titles_of(text) == ["清明不忘植新绿", "乡村大舞台　天天有好戏", "手语主播让新闻“看得见”"]


def test_a_letter_closes_with_regards_and_a_name_and_begins_no_article_there():
    text = """\
读者来信
编辑同志：
我是贵报的老读者，家住铁西区光明街。街口的路灯坏了快两个月，晚上漆黑一片，老人出门很不方便。
希望有关部门尽快派人修理。
此致
敬礼！
读者 万德全
一封感谢信
尊敬的编辑部：
上个月我在火车站丢了钱包，一位姓高的小伙子拾到后追了两条街还给我，连名字都没留下。
祝
工作顺利！
一位外地旅客
"""
    first, second = articles_of(text)
    assert first[0] == "读者来信"
    assert first[1][-2:] == ["此致", "敬礼！"]
    assert second[0] == "一封感谢信"
    assert second[1][-2:] == ["祝", "工作顺利！"]


def test_no_article_begins_with_a_text_that_goes_on_with_another():
    text = """\
副省长调研江州科技园
江州新闻网讯（通讯员 乐天）十月九日，副省长滕云来到江州科技园调研，实地察看了三家企业的生产线。
滕云察看企业生产线
此外，滕云还与园区青年科技人员座谈，听取他们的意见建议。
他强调，要进一步优化人才政策，让青年人留得住、干得好。
市一中举办成人礼
江州新闻网讯（通讯员 乐天）十月十日上午，市一中八百名高三学生身着礼服，走过成人门。
校长鲍春在致辞中勉励同学们勇担责任。
"""
    assert titles_of(text) == ["副省长调研江州科技园", "市一中举办成人礼"]


def test_rows_between_the_texts_of_a_column_of_short_news_are_their_titles():
    text = """\
【简讯】
邮局开通夜间窗口
即日起，南河区中心邮局夜间窗口开放至晚上九点，办理包裹和汇款。
社区图书角征集旧书
白鹭社区图书角向居民征集八成新以上图书，每周三下午集中接收。
三路公交线路调整
因人民桥维修，三路公交车自下周一起改走滨江路，取消人民桥东站。
青年歌手赛报名启动
第九届青年歌手大赛开始报名，年满十六周岁的市民均可参加。
自来水厂检修停水
本周六零时至六时，水厂检修管道，城北片区停水，请市民提前储水。
"""
    assert titles_of(text) == [
        "邮局开通夜间窗口",
        "社区图书角征集旧书",
        "三路公交线路调整",
        "青年歌手赛报名启动",
        "自来水厂检修停水",
    ]


WRAPPED = """\
河湖长制推行五年
　　本报白水十月三日电（记者骆文斌）
初秋的白水河清澈见底，成群的小鱼在浅
滩间游动，家住岸边的老渔民说，这样的
景象他已经有二十年没见过了。
　　五年前，白水县全面推行河湖长制，
县乡村三级河长共有二百一十四名，每人
负责一段河道，每月至少巡河两次，并且
要把看到的问题逐条记录下来。
　　以前河里都是垃圾，夏天臭得不敢开
窗，老渔民说，现在晚饭后大家都愿意到
河边走走，看看风景，吹吹凉风。
"""


def test_a_dateline_that_fills_a_wrapped_row_opens_its_paragraph():
    ((_, blocks),) = articles_of(WRAPPED)
    assert blocks[0].startswith("本报白水十月三日电（记者骆文斌）初秋的白水河")


def test_a_sentence_that_ends_where_its_row_is_full_goes_on():
    text = """\
山区学校迎来首批支教大学生
昨天下午，云岭县石门小学操场上锣鼓喧
天，十二名来自省城的大学生走下了大巴。
他们将在这里开始为期一年的支教生活，
承担音乐、美术和英语课程。
校长说，学校已经五年没有专职的音乐老
师了，孩子们盼了很久，全校师生一早就
站在校门口等候，手里捧着自己采的花。
家长们也赶来了，有的提着鸡蛋，有的抱
着南瓜，都说要请新老师到家里坐一坐。
"""
    ((_, blocks),) = articles_of(text)
    assert [block[:4] for block in blocks] == ["昨天下午", "校长说，"]


@pytest.mark.parametrize(
    "row", ["本报通讯员 谷雨", "（本报记者 瞿秋 通讯员 包容）", "本報記者 林郁婷 通訊員 陳冠宇"]
)
def test_a_correspondent_is_no_dateline(row):
    assert not starts_with_dateline(row)


def test_the_space_behind_an_office_joins_no_lines():
    text = "江州新闻网讯（通讯员 乐天）十月九日，副省长来到科技园调研。\n江州日报讯（记者 孟晓岚）昨天一早，菜市场重新开门迎客。\n"
    source = read_string(text)
    assert not are_spaces_joints(tuple(split_rows(source)), source.text)


def test_a_reporter_who_signs_below_a_text_opens_no_text_with_the_title_behind():
    text = """\
果园采摘季开启
周末，近郊的果园迎来首批采摘游客，大人孩子提着篮子穿行在果树之间。
记者张明远报道
新桥通车首日运行平稳
昨天清晨，横跨清水河的新桥正式通车，早高峰时段车流平稳有序。
记者张明远报道
"""
    assert titles_of(text) == ["果园采摘季开启", "新桥通车首日运行平稳"]


BRIEFS = {
    "城北菜市今起试业": "城北菜市改造完成，一百二十个摊位今起试业，早市六点开门，晚市到七点收摊。",
    "清淤船开进柳叶河": "两艘清淤船昨天开进柳叶河，计划用四十天清除三公里河段的淤泥。",
}


@pytest.mark.parametrize("form", ["**{}** {}", "【{}】{}", "{}　{}"])
@pytest.mark.parametrize("name", ["简讯", "# 短訊", "一句话新闻"])
def test_two_rows_of_title_and_text_below_the_name_of_short_news_are_two_items(form, name):
    items = [form.format(*item) for item in BRIEFS.items()]
    above = ["# 县城新增三处便民菜店" if name.startswith("#") else "县城新增三处便民菜店"]
    above.append("县城东门、南街、河西三处便民菜店昨天同时开张，早晚各营业四个小时，菜价由供销社统一定。")
    edition = reconstruct(read_string("\n\n".join([*above, name, *items]) + "\n"))
    told = [((article.headline or "").strip("【】"), article.column) for article in edition.articles]
    assert told[1:] == list(zip(BRIEFS, [name.strip("# "), None], strict=True))
    assert [article.blocks[0].text for article in edition.articles[1:]] == list(BRIEFS.values())


def test_bold_words_at_the_head_of_paragraphs_are_no_titles_elsewhere():
    items = [f"**{title}** {text}" for title, text in BRIEFS.items()]
    (article,) = reconstruct(
        read_string("\n\n".join(["# 城建两则", "两处工程同日开工。", "## 看点", *items]) + "\n")
    ).articles
    assert article.headline == "城建两则"
