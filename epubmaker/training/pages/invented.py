"""Invented local news, so that pages can be made where no corpus is at hand: patterns of sentences, filled by chance.

Nothing in it has happened. It is monotonous beside real news: good for tests of pages, not for learning what titles sound like.
"""

from __future__ import annotations

import random
import re
from typing import Any, NamedTuple

SLOTS = {
    "village": ["柳湾村", "北坡村", "石桥村", "荷塘村", "大堰村", "后山村", "麦岭村", "双井村"],
    "town": ["桐川镇", "望湖镇", "竹溪镇", "泉口镇", "长坪镇", "杏林镇"],
    "city": ["云州市", "枫城", "澜江市", "我市"],
    "who": ["村民", "居民", "老师", "医生", "工人", "志愿者", "干部", "商户", "学生家长", "退休职工"],
    "name": [
        "许春生",
        "何玉兰",
        "田家宝",
        "苏小满",
        "罗振华",
        "邱秋云",
        "白建平",
        "江一帆",
        "耿大川",
        "薛明月",
        "石有粮",
        "黎晓光",
    ],
    "num": ["三", "五", "六", "八", "十二", "二十", "三十多", "四十五", "六十", "一百二十", "三百"],
    "percent": ["百分之七", "百分之十二", "一成", "两成", "近三成", "百分之四十五", "一半以上"],
    "time": [
        "今年春天",
        "去年入冬以来",
        "近日",
        "上个月",
        "这几天",
        "三年前",
        "国庆前后",
        "本周末",
        "入夏以后",
        "昨天下午",
    ],
    "money": ["八万元", "二十六万元", "一千二百元", "三百多万元", "五千元", "四十万元"],
    "bureau": ["水利局", "教育局", "交通局", "林业站", "卫生院", "文化馆", "供销社", "环卫所"],
    "month": ["1月", "3月", "4月", "6月", "7月", "9月", "11月", "12月"],
    "day": ["5日", "8日", "12日", "17日", "21日", "26日"],
    "good": ["越来越方便", "比过去强多了", "让人放心", "一天一个样", "真正办到了心坎上", "有了盼头"],
    "but": ["不过", "然而", "但是", "可是", "与此同时"],
}


class Topic(NamedTuple):
    """What one kind of news is made of: titles, openings, sentences of the middle, endings, things."""

    things: str
    titles: str
    openings: str
    middles: str


TOPICS = (
    Topic(
        "老桥 灌渠 水库大坝 引水渠 防洪堤",
        "{thing}修好了 {village}不再怕汛期|{town}：一条{thing}带来的变化|{thing}加固工程完工|等了{num}年的{thing}",
        "{month}{day}，{town}{village}的{thing}通过验收，比原定的日子早了{num}天。|{time}，记者来到{village}，远远就看见新修的{thing}。",
        "这里的{thing}建于几十年前，年久失修，一到雨天，两岸的庄稼就要遭殃。|{bureau}派出技术人员驻村，和村里一起算账：先修哪一段，用什么料，钱从哪里来。"
        "|“以前出门要绕{num}里路，现在几分钟就到。”{who}{name}说，日子{good}。|工程总投资{money}，其中{percent}由村民自筹，其余由财政补助。"
        "|施工队白天清淤，夜里浇筑，{num}名工人轮流上阵，没有耽误一天农时。|{but}，修好只是第一步，管护更要跟上，村里为此定了巡查制度，每十天走一遍。",
    ),
    Topic(
        "图书室 实验课 营养午餐 校车 操场",
        "{thing}进了{village}小学|山里孩子有了{thing}|{city}{num}所学校添置{thing}|{thing}怎么办好？听听家长怎么说",
        "新学期开学，{town}中心小学的孩子们发现，学校里多了{thing}。|“叮铃铃——”下课铃一响，{village}小学的{num}个孩子就跑了出来。",
        "校长{name}介绍，为了{thing}，学校前后跑了{num}趟{bureau}，终于在{time}定了下来。|{who}{name}的女儿今年上四年级，她告诉记者，孩子回家说得最多的就是{thing}。"
        "|据统计，{city}农村学校{thing}的覆盖面已达{percent}，比上一年又有提高。|{bureau}要求，每一笔开支都要上墙公布，请家长代表每月查一次账。"
        "|老师们自己动手，把旧教室粉刷一新，又从家里搬来花草，走廊里一下子亮堂起来。|{but}，偏远教学点老师不足的问题还没有根本解决，有的老师一人要教{num}门课。",
    ),
    Topic(
        "苹果 香菇 大棚番茄 黄牛 茶叶 稻田鱼",
        "{village}：{thing}卖出好价钱|小小{thing}撑起一个产业|{name}和他的{num}亩{thing}|{thing}滞销之后",
        "眼下正是{thing}上市的时节，{town}的收购点前排起了长队。|{time}，{village}{who}{name}算了一笔账：靠{thing}，家里收入{money}。",
        "{name}今年五十出头，种了半辈子地，{num}年前才开始试着侍弄{thing}。|头一年没有经验，损失了{percent}，他没有灰心，买书、请教、一遍遍地试。"
        "|村里成立了合作社，统一品种，统一技术，统一销路，入社的已有{num}户。|客商来得多了，路却不好走，{bureau}把进村的土路铺成了水泥路。"
        "|“价钱好坏，一半在质量，一半在名声。”{name}说，谁要是掺次货，合作社就不收谁的。|{but}，市场一天一变，今年{thing}的价格比去年低了{percent}，大伙儿都盼着有自己的冷库。",
    ),
    Topic(
        "公交线路 菜市场 老旧小区 停车场 供暖管网",
        "{thing}改造 先问居民|{city}{num}处{thing}年内完工|家门口的{thing}{good}|一封来信改变了{thing}",
        "{time}，{city}对{num}处{thing}进行改造，涉及居民{num}百余户。|“终于盼来了！”{month}{day}，家住和顺里的{who}{name}一大早就给本报打来电话。",
        "改造之前，街道在楼下支起桌子，挨家挨户征求意见，收到的建议有{num}条。|{bureau}负责人{name}说，怎么改，改成什么样，由居民说了算，图纸改了{num}稿。"
        "|记者在现场看到，工人正在铺设管道，路面留出了行人通道，晚上还有灯。|{who}{name}提出，施工时间能不能避开孩子午睡，工地当天就作了调整。"
        "|按照计划，工程将在{month}底前结束，总费用{money}，居民不出一分钱。|{but}，也有人担心，建得好不如管得好，过几年会不会又回到老样子。",
    ),
    Topic(
        "篮球联赛 剧团演出 书法展 灯会 长跑比赛",
        "{town}{thing}热闹开场|{num}支队伍角逐{thing}|{thing}：台上台下都是主角|一场{thing}背后的故事",
        "{month}{day}晚，{town}文化广场灯火通明，一年一度的{thing}在这里举行。|锣鼓一响，{village}的男女老少都往广场上赶，{thing}就要开始了。",
        "参加的有农民、教师和商店营业员，年纪最大的{name}已经七十二岁。|{bureau}的同志告诉记者，筹备工作从{time}就开始了，光排练就有{num}次。"
        "|“自己演自己的事，观众爱看。”领队{name}抹了一把汗，笑着说。|为了不影响白天干活，大家把时间都放在晚上，{num}里外的也骑着车赶来。"
        "|场边挤满了人，孩子骑在父亲的肩上，小贩的吆喝声也停了下来。|{but}，经费一直是难题，今年的{money}里，有{percent}来自乡亲们的捐助。",
    ),
    Topic(
        "家庭医生 体检车 急救站 中医馆 药房",
        "{thing}开到{village}|看病少跑路 {town}有了{thing}|{thing}的{num}个日夜|{name}：守在山里的{thing}",
        "早上七点，{town}卫生院门口，{name}把最后一箱药搬上了车。|{time}起，{city}的{num}个乡镇都有了{thing}，看病不必再进城。",
        "{village}离县城{num}公里，过去老人头疼脑热，多半是忍一忍就过去了。|{name}背着药箱走遍了{num}个村组，谁家有几口人，谁的血压高，他都记在本子上。"
        "|数据显示，{thing}设立以来，已为{num}万人次服务，转诊的人数下降了{percent}。|“半夜打电话，他也来。”{who}{name}指着墙上的号码说。"
        "|{bureau}计划再培训{num}名乡村医生，考试合格的，每月补助{money}的百分之一。|{but}，设备还是旧的，遇到急症，仍要往城里送，路上最少要一个小时。",
    ),
)
ENDINGS = (
    "记者离开时，{name}正忙着招呼下一拨人。",
    "据悉，下一步，{city}还将在{num}个乡镇推广这一做法。",
    "谈起明年的打算，{name}说，还要再添一把劲。",
    "夜色渐浓，{village}的灯一盏盏亮了起来。",
    "对此，本报将继续关注。",
    "{bureau}表示，有关办法将在{month}公布，欢迎群众提出意见。",
)
SHARED = (
    "{time}以来，{city}出现了不少新鲜事，{who}们议论最多的，就是{thing}。",
    "{who}{name}起初并不看好，{num}个月以后，他成了最积极的一个。",
    "有人问，这样做值不值？{name}的回答是：“群众说好，就值。”",
    "从{month}到现在，类似的事情已经办成了{num}件，还有{num}件正在办。",
    "{bureau}的一份材料显示，与{time}相比，投诉减少了{percent}，满意的人多了起来。",
)


def invented_articles(count: int = 90, seed: int = 1) -> list[dict[str, Any]]:
    """Return made-up articles of one to fourteen paragraphs, the same for the same seed."""
    rng, seen = random.Random(f"invented {seed}"), set()
    made: list[dict[str, Any]] = []
    while len(made) < count:
        article = _article(rng)
        if article["title"] not in seen:
            seen.add(article["title"])
            made.append(article)
    return made


def _article(rng: random.Random) -> dict[str, Any]:
    topic = rng.choice(TOPICS)
    thing = rng.choice(topic.things.split())
    middles = [*topic.middles.split("|"), *SHARED]
    rng.shuffle(middles)
    paras = [rng.choice(topic.openings.split("|"))]
    for _ in range(rng.choice([0, 1, 2, 3, 4, 5, 7, 9, 13])):
        if not middles:
            middles = [*topic.middles.split("|"), *SHARED]
            rng.shuffle(middles)
        paras.append("".join(middles.pop() for _ in range(min(len(middles), rng.choice([1, 1, 2, 3])))))
    paras.append(rng.choice(ENDINGS))
    return {
        "title": _filled(rng.choice(topic.titles.split("|")), thing, rng),
        "paras": [_filled(p, thing, rng) for p in paras],
    }


def _filled(pattern: str, thing: str, rng: random.Random) -> str:
    """Return a pattern with its slots filled, the thing the same throughout."""
    return re.sub(
        r"\{(\w+)\}", lambda found: thing if found[1] == "thing" else rng.choice(SLOTS[found[1]]), pattern
    )
