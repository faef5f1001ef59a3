"""Bodies and lands that are known by their names alone: no place before them and no ending tells what they are.

Common knowledge, written down for the index: organs of state, parties, agencies and bodies of the world; countries, their capitals
and other towns that news speaks of; rivers and mountains of two characters.
"""

from __future__ import annotations

from epubmaker.restore.names import PROVINCES
from epubmaker.seams.dictionary import tag_of
from epubmaker.text import patterns as re
from epubmaker.text.word_sets import word_set

BODIES = word_set(
    "国务院 外交部 国防部 教育部 科技部 公安部 民政部 司法部 财政部 人社部 农业部 商务部 文化部 卫生部",
    "交通部 水利部 铁道部 审计署",
    "国家发改委 国家卫健委 国家税务总局 国家统计局 国家能源局 国家林草局 国家文物局 国家电网 国家铁路集团",
    "国家邮政局 国资委 证监会",
    "农业农村部 生态环境部 自然资源部 应急管理部 交通运输部 工业和信息化部 住房和城乡建设部",
    "人力资源和社会保障部 文化和旅游部",
    "全国人大 全国政协 全国人大常委会 全国人民代表大会 最高人民法院 最高人民检察院 中国共产党 中共中央",
    "中央军委 中央纪委 中宣部",
    "共青团中央 全国总工会 全国妇联 新华社 中新社 人民日报社 法新社 美联社 路透社 塔斯社 中国科学院",
    "中国工程院 中国社会科学院",
    "联合国 安理会 世界银行 世界卫生组织 世卫组织 世界贸易组织 世贸组织 国际货币基金组织 国际奥委会 欧盟",
    "东盟 北约 非盟 阿盟 欧佩克",
    "中国科协 中国作协 中国文联 中国足协 中国银行 中国人民银行 交通银行 中央电视台 中央广播电视总台",
    "国民党 民进党 民革 民盟 民建 农工党 致公党 九三学社 台盟 共和党 民主党 工党 保守党 自民党 中央巡视组",
    "行政院 立法院 监察院 司法院 立法会 律政司 廉政公署 医管局 金管局 陆委会 海基会 国台办",
    "中央社 中央研究院 民众党 亲民党",
    "人民日报社 新华网 人民网 光明日报社 经济日报社 解放军报社",
)
# Such bodies that the dictionary has in pieces.
BODIES_IN_PIECES = word_set(
    "二十国集团 七国集团 八国集团 上海合作组织 上合组织 博鳌亚洲论坛 社会民主党 康文署 食环署 卫福部 港铁公司"
)
# Words of the dictionary that name an organisation and begin with a place or with one of these: 清华大学 is one of its own.
OPENS_BODY = (
    "中国",
    "中华",
    "中共",
    "中央",
    "全国",
    "国家",
    "国际",
    "世界",
    "亚洲",
    "联合国",
    "北京",
    "上海",
)
BODY_ENDS = tuple(
    sorted(
        word_set(
            "大学 学院 中学 科学院 社科院 农科院 研究院 研究所 出版社 通讯社 电视台 电台 制片厂 委员会 委 局 署 厅 部 使馆",
            "法院 检察院 银行 交易所 协会 学会 联合会 基金会 商会 工会 集团 公司 医院 博物馆 图书馆 美术馆 档案馆",
            "剧院 乐团 舞团 政府 国务院 国会 议会 议院 政协 军区 舰队",
        )
    )
)
# How bodies end that the dictionary has with the name of their country: 以色列国防军.
STATE_ENDS = ("军", "央行", "总统府", "奥委会", "共产党")
# Such words without a name: any town has one.
NO_BODY = re.compile(
    "^(?:上市公司|[一二三四五六七八九十]+国集团|(?:人民|中央|地方|联邦|民主|临时|流亡|联合|高级|中级|基层|初级|商业|土地|中央|综合|师范|理工|工业|农业|医科|财经|政法|外语|文理|音乐|美术|体育"
    "|军事|陆军|海军|中医药?|电影|神|商|法|农|工|医|文|师|党|分|总)*(?:大学|学院|银行|法院|检察院|政府|协会|学会|联合会|委员会|公司|集团|医院|中学|研究[院所]|出版社|通讯社)|.*(?:俱乐|总|院学|党)部|.*常委)$"
)
COUNTRIES = word_set(
    "中国 美国 日本 英国 法国 德国 俄罗斯 韩国 朝鲜 印度 意大利 西班牙 加拿大 澳大利亚 新西兰 巴西",
    "新加坡 马来西亚 泰国 越南",
    "缅甸 菲律宾 印度尼西亚 印尼 巴基斯坦 埃及 南非 香港 澳门 台湾 蒙古国 老挝 柬埔寨 文莱 东帝汶",
    "孟加拉国 尼泊尔 斯里兰卡 马尔代夫",
    "阿富汗 伊朗 伊拉克 叙利亚 黎巴嫩 以色列 巴勒斯坦 约旦 沙特 沙特阿拉伯 也门 阿曼 阿联酋 卡塔尔",
    "科威特 巴林 土耳其 塞浦路斯",
    "哈萨克斯坦 吉尔吉斯斯坦 塔吉克斯坦 乌兹别克斯坦 土库曼斯坦 格鲁吉亚 亚美尼亚 阿塞拜疆 乌克兰 白俄罗斯",
    "摩尔多瓦 波兰 捷克 斯洛伐克",
    "匈牙利 罗马尼亚 保加利亚 塞尔维亚 克罗地亚 斯洛文尼亚 阿尔巴尼亚 希腊 奥地利 瑞士 荷兰 比利时 卢森堡",
    "丹麦 挪威 瑞典 芬兰 冰岛",
    "爱尔兰 葡萄牙 立陶宛 拉脱维亚 爱沙尼亚 马耳他 阿尔及利亚 摩洛哥 突尼斯 利比亚 苏丹 南苏丹 埃塞俄比亚",
    "肯尼亚 坦桑尼亚 乌干达",
    "卢旺达 布隆迪 索马里 吉布提 厄立特里亚 尼日利亚 尼日尔 加纳 多哥 贝宁 马里 塞内加尔 几内亚 塞拉利昂",
    "利比里亚 科特迪瓦 喀麦隆",
    "加蓬 刚果 乍得 中非 安哥拉 赞比亚 津巴布韦 莫桑比克 纳米比亚 博茨瓦纳 马达加斯加 毛里求斯 塞舌尔",
    "墨西哥 危地马拉 洪都拉斯",
    "尼加拉瓜 哥斯达黎加 巴拿马 古巴 海地 牙买加 多米尼加 哥伦比亚 委内瑞拉 厄瓜多尔 秘鲁 玻利维亚 智利",
    "阿根廷 乌拉圭 巴拉圭 斐济 马其顿 北马其顿 黑山 波黑",
    # as Taiwan and Hong Kong write them
    "义大利 纽西兰 澳洲 寮国 北韩 南韩 沙乌地阿拉伯 叶门 奈及利亚 肯亚 衣索比亚 尚比亚 辛巴威 波札那 莫三比克",
    "茅利塔尼亚 赖比瑞亚 象牙海岸 迦纳 贝南 蒲隆地 卢安达 坦尚尼亚 索马利亚 盖亚那 宏都拉斯 瓜地马拉 萨尔瓦多",
    "哥斯大黎加 厄瓜多 吐瓦鲁 帛琉 诺鲁 万那杜 斯洛维尼亚 克罗埃西亚 马尔他 赛普勒斯 乔治亚 亚塞拜然 哈萨克",
    "乌兹别克 吉尔吉斯 塔吉克 土库曼 马尔地夫 汶莱 模里西斯 塞席尔 突尼西亚",
) - {"中非", "马里", "苏丹", "贝宁"}  # words besides: 中非合作, 马里奥, 苏丹红
TOWNS = word_set(
    "纽约 华盛顿 洛杉矶 旧金山 芝加哥 波士顿 休斯敦 多伦多 温哥华 伦敦 巴黎 柏林 慕尼黑 汉堡 罗马 米兰",
    "威尼斯 佛罗伦萨 马德里 巴塞罗那",
    "里斯本 布鲁塞尔 阿姆斯特丹 日内瓦 苏黎世 维也纳 布拉格 布达佩斯 华沙 莫斯科 圣彼得堡 基辅 雅典",
    "伊斯坦布尔 安卡拉 哥本哈根 斯德哥尔摩",
    "奥斯陆 赫尔辛基 东京 大阪 京都 首尔 釜山 平壤 乌兰巴托 河内 曼谷 雅加达 马尼拉 吉隆坡 金边 仰光",
    "新德里 孟买 加尔各答 伊斯兰堡 卡拉奇",
    "喀布尔 德黑兰 巴格达 大马士革 贝鲁特 耶路撒冷 特拉维夫 加沙 迪拜 阿布扎比 利雅得 多哈 开罗 内罗毕",
    "约翰内斯堡 开普敦 悉尼 墨尔本 堪培拉",
    "里约热内卢 圣保罗 巴西利亚 布宜诺斯艾利斯 哈瓦那 加拉加斯 波哥大 利马 墨西哥城 夏威夷 硅谷 好莱坞",
    "加利福尼亚 得克萨斯 佛罗里达",
    "拉法 杰宁 希伯伦 阿勒颇 摩苏尔 基尔库克 坎大哈",
    "哈尔科夫 敖德萨 赫尔松 顿涅茨克 卢甘斯克 顿巴斯 克里米亚 第比利斯 巴库 埃里温 塔什干 比什凯克 阿斯塔纳",
    "长三角 珠三角 京津冀",
    "九龙 新界 尖沙咀 旺角 湾仔 铜锣湾 荃湾 屯门 元朗 大屿山 柴湾 葵涌 黄大仙 落马洲 罗湖 垦丁 沙田",  # Hong Kong, Taiwan
    "奉天 直隶 热河 察哈尔 绥远 西康 武昌 汉阳 牛庄 琼州 岳州 长崎 横滨 神户 函馆",  # of older press
)
# Such places that the dictionary has in pieces.
TOWNS_IN_PIECES = word_set(
    "汗尤尼斯 约旦河西岸 戈兰高地 霍尔木兹海峡 粤港澳大湾区 伊德利卜 高雄 油麻地 深水埗 观塘 将军澳 红磡 筲箕湾 粉岭 天水围 薄扶林"
)
WATERS = word_set(
    "长江 黄河 珠江 淮河 汉江 湘江 赣江 闽江 漓江 辽河 海河 渭河 泾河 洛河 太湖 洪湖 西湖 渤海 黄海",
    "东海 南海 泰山 华山 衡山 嵩山 恒山",
    "庐山 峨眉山 秦岭 欧洲 亚洲 非洲 拉美 中东 东南亚 北美 西欧 东欧 太平洋 大西洋 印度洋 北冰洋",
    "地中海 天安门 中南海 人民大会堂",
)
# A word of three characters and more that the dictionary has as a place, and that ends so, is a river, a mountain, an island.
LAND_ENDS = (
    "湖",
    "河",
    "江",
    "山",
    "岛",
    "海",
    "峡",
    "湾",
    "海峡",
    "半岛",
    "群岛",
    "高原",
    "盆地",
    "平原",
    "沙漠",
    "草原",
    "三角洲",
    "流域",
    "水库",
)


def is_town(name: str) -> bool:
    """Say whether a name is known as a country or a town."""
    return name in COUNTRIES or name in TOWNS or (tag_of(name) or "").startswith("ns")


def is_great(name: str) -> bool:
    """Say whether a name is that of a country, a province, a river or a town that news speaks of everywhere."""
    return name in COUNTRIES or name in TOWNS or name in WATERS or name in PROVINCES
