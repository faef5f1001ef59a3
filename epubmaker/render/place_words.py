"""Words that look like places, persons or organisations and are none, each with what tells.

Found by reading entries of indexes of news: common words that are also the name of some town (安康, 大庆之年), kinds of village
(城中村), sizes and sides (北广场), what is done with a county (河东撤县), parts of a town (北京市中心).
"""

from __future__ import annotations

from epubmaker.text import patterns as re
from epubmaker.text.word_sets import word_set

# Towns whose names are words of every day. They are places where a place is spoken of.
EVERYDAY = word_set(
    "大城 三河 东兴 东方 丰收 乐业 乐安 互助 仙居 仙桃 光明 公安 兴国 博乐 友谊 双江 双流 同心 和平 商城",
    "团结 大关 大庆 大方 大通 大都 天台 天峻 天柱 天门 太平 安全 安宁 安定 安康 宝山 富民 平和 平安",
    "广平 应城 康乐 延长 建德 建设 开化 开平 德兴 惠民 文成 新兴 新城 新密 新建 新民 景泰 朝阳 桃源",
    "榆树 正安 武功 民乐 民和 永兴 永安 永平 永康 江山 沙河 海晏 温泉 白城 白银 石林 祁连 胜利 解放",
    "通道 都匀 长乐 长城 高平 高明 鹤山 龙井 金山 云霄 长安 凤凰 凤城 中山 乔治 明光 巴中 大邑 大冶",
    "临海 海安 如意 石狮 满城 京都 长寿 祥云 同仁",
)
# Behind a place such words make another name of it: 凤凰机场, 中山医院, 长安网, 乐平里, 南阳杉.
_OTHER_NAME = re.compile(
    "(?:国际)?机场|医院|宾馆|饭店|酒店|大厦|大学|大厅|银山|网(?!络|友)|传言|里(?![面的外程约])|杉|[沟坡岭岗坪谷峰洞湖](?![区里上中])"
)
# Behind any place: the name of a newspaper, a site or an illness: 《印度时报》, 佛山新闻网, 德国麻疹.
NAMES_A_PAPER = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:报|周刊|杂志)》|[\u4e00-\u9fff]{0,2}(?:新闻|广播|侨)网"
    "|[\u4e00-\u9fff]{0,2}(?:(?<![昨今前当每即近])日|晚|时|[晨早](?!上)|商|环境|法制|教育|青年|妇女|都市)报(?![道告送到])|麻疹|脑炎"
)
_PART = re.compile(
    "内阁|里(?![面的外程约])|杉|时间(?![表上里])|证券(?!市场|交易|监|业|公司)|控股|信托|期货(?!市场|交易)"
)
# Behind a place that opens the name of a road or a bridge: 瑞金南路.
_ROAD = re.compile(
    "(?!一路)[东西南北中前后一二三四五]{0,2}(?:路(?![况上线面过口段程人透过])|大道|大街|街(?![头道上区坊边])|大桥)"
)
# Behind a word of every day that is no town there: 泡在温泉中, 长寿之乡.
_INSIDE = tuple("中里之内水")
# Behind a government that only opens another word: 中国政府网, 政府定价药品.
NO_GOVERNMENT = re.compile("网|定价|指导价|采购|投资|债券|补贴|引导|工作报告")
# Who stands before a foreign person, whose name some town has too: 绿党党魁纳塔尔.
_FOREIGNER = re.compile(
    "(?:党魁|总统|总理|首相|议员|教练|球员|外长|特使|大使|国王|女王|王子|公主|作家|导演|演员|歌手|球星|选手)$"
)

# What stands before a place that is spoken of, and behind one that a report comes from.
SPEAKS_OF = re.compile("(?:在|到|从|赴|往|抵|离|来自|位于|前往|落户|走进|省|自治区|新华社|中新社|本报|据)$")
REPORTS = re.compile("[0-9０-９]{1,2}[月日]|[市县区省州]|人[，。、]")
# What is done with a county or town: no character of a name stands so before its ending.
TURNED = frozenset("撤建设改并升划属辖分合称置析归隶治迁移转扩代全各进驻两三四五六七八九十几多等走")
NO_NAME = re.compile(
    "(?:城中|空心|示范|文明|贫困|脱贫|样板|小康|行政|自然|帮扶|先进|重点|美丽|旅游|专业|特色|淘宝|试点|邻近|周边|度假|奥运|地球|农业|亿元|网红|明星|长寿|富裕|偏远|移民|艺术|画家|生态|电商|光伏)村$"
    "|(?:示范|文明|贫困|样板|小康|先进|重点|美丽|旅游|特色|试点|中心|建制|百强)(?:镇|乡|县|街道|社区)$"
    "|[大小]?交路$|(?:跑|让|带|迷|绝|岔|弯|套|修|通|沙土)路$|城乡$|[东西南北]亚区$|[赛分战禁灾疫特驶航泊]区$|农村$|乡镇$|^友谊$|水乡$|绥靖区$|^[非不未](?!洲)|省省$|[省市县]社区$|[禁限可][养建渔采伐行]区$"
    "|^的|^中国[市县区乡镇村省]$|^(?:亚|非|欧|美|亚太|大洋)洲?区$"
    "|^.{1,2}族自治[州县]$|^满大街$"
    "|(?:周边|周围|其他|其它|部分|这些|附近|亚太|全球|北方|南方|内陆|东南|西南|西北|中南|沿海|中部|西部|东部|东北|华北|边远|贫困|山区|农村|城市)地区$"
    "|(?:边境|高原|沿江|库区|灾区|疫区|城乡)地区$"
    "|^[东南西北中前后新老大小左右内外上下](?:广场|大道|公园|大桥|街|路|区|门)$"
    "|^各[乡镇街村县省市区]|^[一这那每各某本该几].(?:公园|广场|大桥|大道|路|街)$"
    "|^(?:主|副|新|老|大|小|中心)?(?:城区|市区|园区|片区|校区|厂区|景区|库区|社区|街区|小区|辖区)$"
    "|^(?:都市|中心|核心|商业|居民|办公|生活|生产|缓冲|试验|实验)区$|军区$|大都市$|(?:占|占领)区$|^.{3,}市区$|^各庄[镇乡村]?$|^.{2,}桥区$"
)
# So many of them, or what sort: 三省九市, 海洋强省, 农业大县.
COUNTED = re.compile(
    r"^[一二两三四五六七八九十几多数]+个?[省市县镇乡村]|^(?:许多|众多|不少|很多|多数|所有|全部)|[一二两三四五六七八九十][省市县]$|[两三几多][省市县区镇乡村]$|[强大富穷小贫弱名][省市县乡村]$"
    r"|^([省市县区镇乡村]).{0,2}\1$"
)
# Words that the dictionary has as persons, and persons of whom only the family name is said.
NO_PERSON = re.compile(
    "^.(?:先生|女士|小姐|太太|夫人|总统|总理|总裁|主席|委员长|司令|将军|主任|书记|教授|老师|医生|师傅|经理|老板|警官|律师|大爷|大妈|阿姨|奶奶|爷爷|婆婆|妈妈|爸爸|伯伯|叔叔)$"
    r"|^(.)\1(.)\2$|灌木$|^左[大小][腿臂]$|^[栾榆槐柏柳杨桑梅李桃]树$|辅警$|^[高初大中小研留]中?[中学]?生$|^岳[父母]"
    "|^.[局市县区镇院校厂处科所队组部省]长$|[铁铜铅锌锡钨金银锰]矿$|岗岩$|雀石$"
    "|^高[盐糖温压热寒酸碱脂钙钠油薪价]$|^包[吃住进会赔退换邮]$|^高超$|^孔明[灯锁]$|^王老五$|^.[令法军教长]官$|^成建制$|^.[钧台勋]鉴$|^(?:白发|耿耿之|马自达|高清|黄金周|向日葵|康乃馨|满天星|郁金香|丁香花|冰淇淋|麻醉科|周大福|周生生|周大生)$"
)
# The middle of a town, and what it gives itself for a middle; organisations that are not named.
NO_ORGANISATION = re.compile(
    "原名|[又更改]名|前身|简称|(?:[市区县镇]|城市副|市副|城市)中心$|届|[暨曁]|[巷弄衖]|[一二三四五六七八九大小]马路|行业|巨头|知名|著名|一家|多家|[一二两三四五六七八九十这那该]所|各级|有关|相关|智库|连锁|顶级|[左右]翼|[会宾乐览舞歌车机影议告]厅$|部[小中大]学$|[大中小]{2}学$|全[省市县区镇村]|[多几数各两三]所|某"
    "|(?<!第)一(?![汽拖重建中小院]).{0,4}公司$"
)
# Behind a place alone they name none of many.
BARE = word_set(
    "公司 分公司 分行 支行 有限公司 集团 总公司 子公司 学校 医院 银行 中心 委 局 部 协会 工会 商会"
)
# No given name ends so: 记者李明摄, 原副书记, 韩洪乡.
NOT_GIVEN = frozenset("还仍摄谈副正总原老乡村曾作称因赴")
# Family names that are words besides: with a word behind them they are no name (和教师, 保工资, 1400位大学).
WORDS_TOO = frozenset("来和位向于保任都全段应连经计沿支边单成明宁常原车路万家官种占时费关包水符台后就并党")
# Places that a name opens: 沈北新区, 白求恩医院; 王明市长 is a person.
OPENS_PLACE = re.compile(
    "新区|[区县镇乡村市](?![长委民局])|街道|大学|中学|小学|医院|楼(?!长|主)|水库|水电站|灌区|煤矿|油田|奖学金|杯(?!子)|律师事务所|会计师事务所"
)
# Countries by one character, several in a row: 英德法三国.
_POWERS = "英美法德俄日意中苏奥普印韩朝"
POWERS = re.compile(f"[{_POWERS}]{{2}}")
MORE_POWERS = re.compile(f"[{_POWERS}]|[两二三四五六七八九多各诸列]国")
# What is counted before a place: 106项|街镇, 1985年|美日.
MEASURES = frozenset("项个名位条家次年间座所件起人户亩吨元张处")
NUMBER = re.compile("[0-9０-９一二两三四五六七八九十百千万亿几多数余每各这那]$")


def is_part_of_a_name(name: str, left: str, behind: str) -> bool:
    """Say whether a place with these words beside it is a part of another name, or a person of that name."""
    if name in EVERYDAY and (_OTHER_NAME.match(behind) or behind.startswith(_INSIDE)):
        return True
    if _ROAD.match(behind) is not None and name[-1] not in "省市县区镇乡村路街":
        return True
    return _PART.match(behind) is not None or (len(name) > 2 and _FOREIGNER.search(left) is not None)
