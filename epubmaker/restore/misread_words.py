"""Words that no text has: what a recogniser makes of 自己, 已经, 未来, and characters that modern news never prints (褔, 毎, 囯).

Written down for this project and looked up in forty million characters of news: they stood there 58 times, 57 of them misprints;
the other is a name, which is left out below.
"""

from collections.abc import Iterator

from epubmaker.restore.characters import HAN
from epubmaker.text import patterns as re
from epubmaker.text.surnames import SURNAMES

# The character read, what it stands for, and where nothing else can be meant.
_WORDS = (
    ("已", "己", r"(?<=[^来由出能难不]自)已(?![婚故经有去亡知是被在])|(?<=^自)已(?![婚故经有去亡知是被在])"),
    (
        "巳",
        "已",
        r"(?<![乙丁己辛癸午辰初延子])巳(?=[经在有达成于被由对向是建完全连开形取做投超过近获收提签启落通进列纳])(?!.[时年月日])",
    ),
    (
        "己",
        "已",
        (
            r"(?<!自)己(?=经)|(?<=[早都均而就便])己(?=[经被成有在是达于完全建开取形])"
            r"|(?<![自知异律克舍为利损达人推个家肥])己(?=成立|建成|完成|达[到0-9]|超过|开通|启动|累计|连续|基本|正式|全部|全面|于[0-9今]|有[0-9])"
        ),
    ),
    (
        "末",
        "未",
        r"(?<![周年月期岁季世始学段词句尾本微毫粉碎泡上场课班路])末(?=来(?!自)|[婚遂免雨](?:[，。、绸者先便])|料[到想])|(?<=[己她他我们者])末(?=曾)|(?<=[从尚还并])末(?=[有曾能经见被发得必])",
    ),
    (
        "入",
        "人",
        r"入(?=民(?:服务|共和国|政府|群众|日报|法院|币|军|检察|代表|生活|公社|医院|团体|内部|警察|当家|至上|福祉))",
    ),
    (
        "人",
        "入",
        (
            r"(?<!资深)(?<=深)人(?=学习|贯彻|推进|开展|实施|基层|群众|了解|调研)|(?<=[纳融列])人(?=[了到为全新市社国中大重]|规划|计划|预算|议程|考核|监管|体系|管理|视野)"
            r"|(?<=投)人(?=使用|运营|运行|生产|资金)|(?<![招接签吸没征]收)(?<=收)人(?=增长|增速|水平|分配|差距|预算|总额)"
            r"|(?<![引先走改促]进)(?<=进)人(?=[新第]|[半总]?决赛|汛期|市场|全国|[春夏秋冬]季|尾声|倒计时|关键|高峰|阶段|快车道|小康)"
            r"|(?<![参增追附]加)(?<=加)人(?=世[界贸]|欧盟|联合国|共青团|中国|俱乐部|作协)"
        ),
    ),
    (
        "千",
        "干",
        r"(?<![一二三四五六七八九两几上数百0-9近])千(?=部(?:队伍|职工|群众|作风|学习|大会|考核|任用|[，。、在要和的们教选]))",
    ),
    ("箅", "算", r"(?<=[预计结决核测演推估清])箅(?!子)"),
    ("土", "士", r"土(?=兵们|气(?:高昂|高涨|大振|低落))"),
    ("贷", "货", r"贷(?=物(?:运|列|贸|周转|进出|流|车))"),
    ("八", "人", r"(?<=[作理术务关业动学训究戏居退])八(?=员(?![大名]))"),
    (
        "曰",
        "日",
        (
            r"(?<=[今昨明近])曰|(?<=[0-9])曰(?=[，。上下晚至在电讯起前])"
            r"|(?<![子书诗对名又有云或答谓问])曰(?=本[国政首队人东外海军]|语[，、。系版言]|均|益[增完壮强突]|常(?:生活|工作|管理|运营)|程表)"
        ),
    ),
    ("目", "自", r"目(?=己)"),
    ("白", "自", r"白(?=己(?:的|动手))"),
    ("镜", "境", r"(?<=环)镜(?![头片面检照])|(?<=[入出过]边)镜|(?<=困)镜(?=[，。、中之的])"),
    ("埸", "场", r"(?<![疆思])埸"),
    ("褔", "福", "褔"),
    ("毎", "每", "毎"),
    ("増", "增", "増"),
    ("巿", "市", "巿"),
    ("囯", "国", "囯"),
    ("亊", "事", "亊"),
    ("仼", "任", "仼"),
    ("夲", "本", "夲"),
)
# Behind a family name that opens a clause they are a given name: 王巳成.
_IN_NAMES = frozenset("巳末曰")
_NAMED = re.compile(rf"(?:^|[^{HAN}])[{''.join(sorted(SURNAMES))}]$")
_READ = re.compile(f"[{''.join(read for read, _, _ in _WORDS)}]")
_COMPILED = {read: (printed, re.compile(pattern)) for read, printed, pattern in _WORDS}


def misread_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the places of characters that stand in no such word, with the one that must have been printed."""
    for found in _READ.finditer(text):
        printed, pattern = _COMPILED[found[0]]
        at = found.start()
        if pattern.match(text, at) is None:
            continue
        named = found[0] in _IN_NAMES and _NAMED.search(text[max(0, at - 2) : at])
        if not named:
            yield at, printed
