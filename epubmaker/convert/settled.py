"""Words whose form OpenCC's dictionary has otherwise than papers of Taiwan and Hong Kong print it, or does not have at all.

Each row: the form of one character, and the words in which it has it. Found by comparing, on news, what OpenCC makes of the same
word in different places, and by leading news of Taiwan there and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from epubmaker.convert.engine import Configuration, convert_pieces
from epubmaker.text import patterns as re

_CANNOT = "[对说拿看瞄猜测算摸吃定认听抓扣]"
# Behind these 干 is dry, whatever follows: 晒干的, 擦干点.
_DRIED = (
    "[晒烘风晾吹擦烤阴抹熬饼果菜笋薯流哭榨吸抽掏拧蒸速半冻萄焙沥甩喝口喉水地土田河井池泪汗墨漆唇叶草粮肉鱼]"
)
# What is dry when it is called so (干抹布), and what nobody does; and to do nothing but wait: 干等着.
_DRY_THINGS = (
    "皮肤|桂花|虾|鱼|泥[巴沙土]|沙[子土]|木柴|树叶|叶子|鞋|袜子|床单|被子|尿布|馒头|米饭|饼(?!干)|面条|面包|[红白]葡萄酒|啤|锅|拌面|煸|痒"
    "|蒸(?=桑拿|房|烧卖)|法(?=脱硫|生产|工艺|除尘|熄焦)|物质|稻[谷草]|毛[笔衣刷]|砂浆|挂石材|磨|垃圾|手巾|抹布|纸巾|海绵|头发|布条|树皮|竹子|[牛羊猪鸡]粪|苔藓"
    "|海[带参]|紫菜|[墨鱿]鱼|花椒|[橘陈]皮|玫瑰|薰衣草|荷叶|[茶烟]叶|核桃|杏仁|花生|葡萄|柿子|无花果|芒果|榴莲|香蕉|豆[腐皮]|腐竹|米粉|粉丝|河床|[水鱼]塘"
    "|水[井池]|游泳池|裤子|外套|衣[服裳]|拖把|刷子|容器|[等坐熬耗](?=[着了])"
)
SETTLED = (
    # Food that is dried, and what OpenCC takes for a trunk: 干辣椒, 牛肉干.
    (
        "乾",
        (
            f"(?<![树骨主才若能相扰肯敢想苦实巧大提转高枝躯基我你他她们])干(?={_DRY_THINGS}|辣椒|竹笋|菊花|槐花|毛巾|沙滩|菌|蘑菇|木耳|海鲜|鲍|树枝|稻草|玉米|桂圆|荔枝|枸杞"
            "|红枣|香菇|豆角|柴火|馍|[了过尽掉]?[这那]?[一二两三几]?[杯碗盅])|(?<=[服被巾发地面田河井池水泪汗墨漆喉嘴唇叶草土粮][都也快全已就才])干(?=[了透，。])|(?<=[滤攥舔挤甩舀淘熬炒耗捂熏薰])干(?![部活劲事扰涉预线系警将才练群么什啥嘛吗得])|干(?=[了过尽掉][这那]?[一二两三几][杯碗盅])|(?<=控)干(?=水|[，。、])|(?<=衣服|毛巾|头发|地面|路面|墙面|泪水|墨迹|油漆|嘴唇|喉咙)干(?=[了透])|(?:(?<=[肉果鱼薯笋菜])|(?<=豆腐))干(?![部活警线扰预涉事劲群吗嘛什掉成])"
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
    (
        "簽",
        (
            "签(?=具|呈|署|订|约|证|发|到|名|字|收|售|批|领|注)|(?<=[免拒续补改草代])签(?![字文诗])"
            "|(?<![标书抽牙竹求解中摇名便灵浮诗])签(?![文诗筒条语])"
        ),
    ),
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
    ("只", "(?<=[船舰舶])只(?=[剩能要会好用需想怕是](?!的))|(?<=[一两几这那]只船)只(?=有)"),
    # The noodles of Italy under phrase forms, which take the country's name for itself.
    ("麵", "(?<=意大利)面(?![对临积向貌前目容部])"),
    # How letters call whom they are to.
    # The office over all stations of a broadcaster; 檯 is a desk in a hotel.
    ("臺", "(?<=总)台(?![服登值结])"),
    # To scrape, as long as no wind blows.
    ("刮", "(?<![风沙尘])刮(?=[得掉破伤痕])"),
    # What somebody does, where no sun or oven could have dried it.
    (
        "幹",
        (
            "(?<=[我你他她们想敢肯啥])干(?![净燥杯粮洗扰涉预瘦咳脆旱货爽粉涸锅硬涩妈爹爸娘瘪巴枯结])"
            f"|(?<!{_DRIED})干(?=的(?:[事活，。奋第一两几不很]|工作|[都就]?是)|[重农脏累粗细零散苦]活|家务|点[儿轻重什]|啥|得[很更不真太漂挺])|(?<=一)干(?=就[是几一两三好])|(?<=白)干(?=了|[一两三几半]?[年天场]|活)|(?<=[得主大员名批力骁猛])干(?=将(?![来要会近与在就是被把]))|(?<=题)干(?=[的，。、中里上内])|(?<=加油)干"
        ),
    ),
    ("干", "(?<=江)干(?=区)"),
    ("台", "台(?=甫|端(?![午阳])|鉴|驾)|(?<=兄)台"),
    # As they are written: OpenCC has 待着 for 呆着, and 谿 for the stream of 竹溪.
    # To row; what flies cuts across the sky.
    ("划", "(?<!飞船)(?<=[船舟艇筏])划(?=[过着向来去行到进])"),
    # Families, where the text says so.
    ("种", "(?<=姓)(?<!家姓)种(?![类种别])"),
    ("丑", "(?<=姓)(?<!家姓)丑"),
    # All of them, in the language of old books.
    ("咸", "(?<=长)咸(?=集)|咸(?=使[知闻])"),
    # A clock that is counted, and what is poured.
    ("鐘", "(?<=[一二两三四五几这那][台座口只])钟(?![爱情灵先老教])"),
    ("沖", "冲(?=[了好上]?[一两二三几这那]?[杯壶碗包][热浓凉]?[茶咖奶豆果蜂牛开药]|茶|咖啡|奶粉)"),
    ("雲", "(?<=小)云(?!云)"),
    ("修", "(?<=双)修"),
    ("呆", "呆"),
    ("溪", "溪"),
    # To fold a sum; 摺 is paper that is folded.
    ("折", "折(?=合|扣|中|算|旧|价|现|腾|射|返|服|磨|损|半|线|叠(?!起|好|整))"),
    # To take the whole of a work upon oneself.
    ("幹", "(?<=包)干(?![粮果])"),
    # A mile, not the inside: 百里挑一.
    ("里", "(?<=[百千])里(?=挑一|之[外堤行]|长征)"),
    # And that joins two doings: 典礼并为…颁奖. Behind 合, 兼 and the like it makes one of many.
    ("並", "(?<![合兼吞归裁撤整吸])并(?=[为成进力]|合[影作理]|兼任)|(?<=起火)并(?=[导引造蔓])"),
    # To go out; what is played on a stage is counted by 齣: 演了一出, 一出好戏.
    ("出", "(?<=[^演唱看了这那]一)出(?![^，。；]{0,9}[戏剧])"),
    # Behind what a player does with the ball; 球后 is the queen of a sport.
    ("後", "(?<=[断失进得传接抢带停罚任射扑救控开发持丢运顶踢输赢一两]球)后(?![冠位])"),
    ("別", "别(?=着)"),
    # The queen whom a vessel of bronze is called after.
    ("后", "后(?=母戊)"),
    # Who makes watches; what is made of rows and columns stays.
    # Made by oneself (自制月饼); to hold oneself back is 自制力, 难以自制.
    ("製", "(?<![不难能法以于够善很更懂会]自)(?<=自)制(?=[的了]?[\u4e00-\u9fff])(?![力能性与和、])"),
    ("製", "制(?=表(?:厂|商|业(?!务)|师|匠|工艺|大师|品牌))"),
    ("錶", "表(?=上的?[指时分秒]针)"),
    ("錶", "(?<=制)表(?=厂|商|业(?!务)|师|匠|工艺|大师|品牌)"),
    # What is sent or given out is no hair: 发卡日期, 编发短信.
    (
        "發",
        "发(?=卡(?:日期|行|量|机构|银行|方|数|城市|公司))|(?<=[编转])发(?=[等送稿布短消简新信])|发(?=长?微[博信]|朋友圈)",
    ),
    # One character in every sense, as the standard of Taiwan has them.
    ("背", "背(?=着|篓)|(?<=违)背"),
    ("衝", "冲(?=突)"),
    ("歷", "(?<=西)历(?=史)"),
    ("升", "(?<=拉)升"),
    ("卷", "(?<=[0-9])卷"),
    ("彩", "(?<=全)彩"),
    ("臺", "台(?=盘村)"),
    ("拐", "(?<=石)拐(?=区)"),
    ("娘", "(?<=老)娘|娘(?=家)"),
    ("暗", "暗(?=弱)"),
    ("征", "(?<=长)征"),
    ("向", "向(?=应)"),
    ("念", "(?<=理)念"),
    ("桿", "(?<=杠)杆"),
    ("槓", "杠(?=杆)"),
    ("鏈", "(?<=资金)链"),
    # To get well; 愈 is the more.
    ("癒", "(?<=[伤痊])愈(?![演加发来益])|(?<=治)愈|(?<=治不)愈"),
    ("餵", "(?<![“「‘（：，。！？喂])喂(?=[\u4e00-\u9fff])(?![喂哎])"),
    ("厘", "(?<=[车巴])厘(?=[子岛国人海])"),
    ("霉", "(?<=[发倒])霉|霉(?=[运味烂斑])"),
    # Fuel is filled in; a note is written.
    ("注", "(?<=加)注(?![释音解明拼])"),
    ("復", "复(?=校)"),
    ("捨", "(?<![宿校馆房寒农屋旅客茅精])舍(?=小家|近求|生取义|生忘|身[忘取])"),
    ("匯", "汇(?=算)"),
    # It is, in the language of courts; a department is 系.
    ("係", "(?<=[原均确实乃纯])系(?![列统主院里友副教学办总派])"),
    ("致", "致(?=[唁贺]|电[^子视脑影]|函|信[，。给祝])"),
    ("家", "(?<=[一二两三四五六七八九十百千万多几各这那每哪0-9厂])家(?=私[募下立人企营自家])"),
    ("制", "(?<=以[\u4e00-\u9fff])制(?=[华夷暴敌恶动衡])"),
    ("岳", "岳(?=阳)"),
    # Families and villages: 部长胡安 has no beard, 梁子林 no feud, and 于营村 is a place.
    ("胡", "(?<=长)胡(?![须子渣茬])"),
    ("梁", "(?<![结了下的])梁(?=子[\u4e00-\u9fff])"),
    ("于", "(?<=[乡镇县区市])于(?=[\u4e00-\u9fff家][村庄屯寨堡沟湾])"),
    ("余", "(?<![其剩残业盈多富有空结节之])余(?=华[，。、》的说在写和与”：）])"),
    # Bells that are struck; 鍾 is a surname, and to love.
    ("鐘", "(?<=[编甬镈敲撞停])钟|钟(?=[槌乳鼎鼓磬])"),
    (
        "製",
        "(?<=[仿缝研炮烤腌酿熬烧])制(?=[药品成造作出的后时，。、]|$)|(?<![体机法编限管节控抑压])制(?=[壶陶瓷酒鞋])",
    ),
)


def settled_forms(text: str, chosen: Configuration) -> Iterator[tuple[int, str]]:
    """Yield the places of a Simplified text whose form is settled, with that form; nothing for other configurations.

    A rule is asked only where its character stands: that is a twentieth of a text.
    """
    if chosen.origin != "s" or chosen.target == "jp":
        return
    characters, rules = _compiled()
    for place in characters.finditer(text):
        for form, pattern in rules[place[0]]:
            if pattern.match(text, place.start()):
                yield place.start(), _regional(form, chosen.character_form or chosen)
                break


@cache
def _compiled() -> tuple[re.Pattern[str], dict[str, list[tuple[str, re.Pattern[str]]]]]:
    """Return a pattern for the characters that the rules are about, and the rules by character, in their order."""
    simplified = convert_pieces([form for form, _ in SETTLED], Configuration("t2s"))
    rules: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for character, (form, pattern) in zip(simplified, SETTLED, strict=True):
        rules.setdefault(character, []).append((form, re.compile(pattern)))
    return re.compile(f"[{''.join(rules)}]"), rules


@cache
def _regional(form: str, chosen: Configuration) -> str:
    """Return a form of Traditional text at large as the region writes it."""
    if chosen.target == "t":
        return form
    (made,) = convert_pieces([form], Configuration(f"t2{chosen.target}"))
    return made
