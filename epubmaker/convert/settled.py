"""Words whose form OpenCC's dictionary has otherwise than papers of Taiwan and Hong Kong print it, or does not have at all.

Each row: the form of one character, and the words in which it has it. Found by comparing, on news, what OpenCC makes of the same
word in different places, and by leading news of Taiwan there and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from epubmaker.convert.engine import Configuration, convert_pieces

_CANNOT = "[对说拿看瞄猜测算摸吃定认听抓]"
SETTLED = (
    # Food that is dried, and what OpenCC takes for a trunk: 干辣椒, 牛肉干.
    (
        "乾",
        (
            "(?<![树骨主才若能相扰肯敢想苦实巧大])干(?=辣椒|竹笋|菊花|槐花|毛巾|沙滩|菌|蘑菇|木耳|海鲜|鲍|树枝|稻草|玉米|桂圆|荔枝|枸杞"
            "|红枣|香菇|豆角|柴火|馍|[了过尽掉]?[这那]?[一二两三几]?[杯碗盅])|(?<=[服被巾发地面田河井池水泪汗墨漆喉嘴唇叶草土粮][都也快全已就才])干(?=[了透，。])|(?:(?<=[肉果鱼薯笋菜])|(?<=豆腐))干(?![部活警线扰预涉事劲群吗嘛什掉成])"
        ),
    ),
    # To come back; 迴歸 is a word of statistics.
    ("歸", "(?<=回)归(?!分析|模型|方程|系数|算法)"),
    ("回", "(?<!线性)回(?=归(?!分析|模型|方程|系数|算法))"),
    # What is allowed; 準 is exact, ready, a measure.
    (
        "准",
        f"准(?=入[口围]?|予|许|考证|生证)|(?<=[获核批恩])准(?![备确则绳])|(?<!{_CANNOT}不)(?<=不)准(?![备确则时点绳的])",
    ),
    # To sign; 籤 is a slip.
    ("簽", "签(?=具|呈|署|订|约|证|发|到|名|字|收|售|批|领|注)|(?<=[免拒续补改草代])签(?![字文诗])"),
    ("週", "(?<=[0-9])周(?![年岁长])"),
    ("岩", "岩"),
    ("夥", "伙(?=伴)"),
    # The lanes of Peking, which papers write as plainly as they are written there.
    ("胡", "胡(?=同)"),
    ("同", "(?<=胡)同"),
    # To tie a knot.
    (
        "繫",
        (
            "(?<![体派联关直])系(?=红领巾|安全带|领带|鞋带|围裙|腰带|扣子|丝带|围巾|蝴蝶结|黄丝带)"
            "|(?<=[心情魂])(?<![中核重轴]心)系(?![统列数])"
        ),
    ),
    # Clocks and hours; 鍾 is a surname, and to love.
    ("鐘", "(?<=[分秒点])钟(?![爱情灵])"),
    # What is counted (一只只小船, 还剩三只); behind a ship 只 is only, where what it does follows (船只剩三条).
    (
        "隻",
        (
            "(?<=[一两几])只(?=只)|(?<=[一两几]只)只(?![要能有是会可好剩为用需想怕见])"
            "|(?<=[0-9一二两三四五六七八九十百千万几数多每])只(?=[，。、；：！？）]|$)"
        ),
    ),
    ("只", "(?<=[船舰舶])只(?=[剩能要会好用需想怕是](?!的))"),
    # The noodles of Italy under phrase forms, which take the country's name for itself.
    ("麵", "(?<=意大利)面(?![对临积向貌前目容部])"),
    # How letters call whom they are to.
    # The office over all stations of a broadcaster; 檯 is a desk in a hotel.
    ("臺", "(?<=总)台(?![服登值结])"),
    # To scrape, as long as no wind blows.
    ("刮", "(?<![风沙尘])刮(?=[得掉破伤痕])"),
    # What somebody does, where no sun or oven could have dried it.
    ("幹", "(?<=[我你他她们想敢肯])干(?![净燥杯粮洗扰涉预瘦咳])"),
    ("台", "台(?=甫|端[^午阳]|鉴|驾)|(?<=兄)台"),
    # As they are written: OpenCC has 待着 for 呆着, and 谿 for the stream of 竹溪.
    ("雲", "(?<=小)云(?!云)"),
    ("修", "(?<=双)修"),
    ("呆", "呆"),
    ("溪", "溪"),
    # To fold a sum; 摺 is paper that is folded.
    ("折", "折(?=合|扣|中|算|旧|价|现|腾|射|返|服|磨|损|半|线|叠(?!起|好|整))"),
    # To take the whole of a work upon oneself.
    ("幹", "(?<=包)干(?![粮果])"),
    # A mile, not the inside: 百里挑一.
    ("里", "(?<=[百千])里(?=挑一|之[外堤行])"),
    (
        "製",
        "(?<=[仿缝研炮烤腌酿熬烧])制(?=[药品成造作出的后时，。、]|$)|(?<![体机法编限管节控抑压])制(?=[壶陶瓷酒鞋])",
    ),
)


def settled_forms(text: str, chosen: Configuration) -> Iterator[tuple[int, str]]:
    """Yield the places of a Simplified text whose form is settled, with that form; nothing for other configurations."""
    if chosen.origin != "s" or chosen.target == "jp":
        return
    for form, pattern in _compiled():
        for match in pattern.finditer(text):
            yield match.start(), _regional(form, chosen.character_form or chosen)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((form, re.compile(pattern)) for form, pattern in SETTLED)


@cache
def _regional(form: str, chosen: Configuration) -> str:
    """Return a form of Traditional text at large as the region writes it."""
    if chosen.target == "t":
        return form
    (made,) = convert_pieces([form], Configuration(f"t2{chosen.target}"))
    return made
