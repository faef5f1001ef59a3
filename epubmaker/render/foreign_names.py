"""Foreign persons by the way they are written: sounds in characters kept for them, with a point between given and family name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from epubmaker.convert.names import occurrences
from epubmaker.render.named_bodies import COUNTRIES
from epubmaker.text import patterns as re
from epubmaker.text.word_sets import word_set

# Characters that foreign names are written with, by the tables of the news agency and of the dictionaries of names.
_SOUNDS = (
    "阿埃艾爱安昂奥澳巴白柏拜班邦保鲍贝本比彼宾波伯博布采查察楚茨措达大代戴丹道德登邓迪底第蒂丁东杜敦顿多厄恩尔耳法凡范方菲斐费芬丰冯佛夫弗福富"
    "盖甘冈高戈哥格各葛根贡古瓜圭哈海罕汉翰豪好赫黑亨洪侯胡华怀惠霍基吉季加嘉迦贾简江杰津金京井卡凯坎康考科可克肯孔库夸奎昆拉腊莱赖兰郎朗劳勒雷蕾累黎里"
    "理丽利莉连廉良列烈林琳隆卢鲁路露伦罗洛吕马玛迈麦曼芒茅梅门蒙孟米密敏明缪摩莫默姆木穆娜纳乃奈南内嫩能尼妮涅宁纽农努诺欧帕派潘庞佩彭蓬皮匹平泼珀普齐奇"
    "契恰乔切钦琴丘琼热仁日荣茹儒瑞若撒萨塞赛桑瑟森沙莎山珊尚绍舍申圣胜施什史士斯丝松苏素索塔泰坦汤唐陶特滕提汀廷亭通图土托脱瓦万旺威韦维卫魏温文翁沃乌"
    "武伍西希锡席霞夏显香向肖谢辛欣兴雄休许雪逊雅亚延扬杨耶叶伊依以易因印英尤于约扎泽曾詹章珍真芝治仲朱卓兹子宗祖佐米舒朔聂甫汗孜吾伽芙娅柯宜萝娃黛姬琪薇蓓妲歇卜"
)
_LONGEST = 7  # characters of one part
_POINTS = "·•・‧"
# A country before a name, whose last characters names are written with, too: 吉尔吉斯斯坦萝扎·奥通巴耶娃.
_LONG_COUNTRY = re.compile(
    "|".join(sorted((country for country in COUNTRIES if len(country) > 2), reverse=True))
)  # the longer of two first: 哈萨克斯坦, 哈萨克
_FOREIGN = re.compile(f"[{_SOUNDS}]{{3}}")
_TWO = re.compile(f"[{_SOUNDS}]{{2}}")
_ENDS = frozenset("姆尔斯德克夫奇森娃诺尼莱")  # with which such names end, and hardly a word begins
_POINTED = re.compile(f"[{_SOUNDS}]{{1,{_LONGEST}}}(?:[{_POINTS}][{_SOUNDS}]{{1,{_LONGEST}}})+")
_NO_PERSON = re.compile(
    "国|大?学|学院|医院|研究[所院]|公司|集团|银行|基金会?|中心|机场|国际|号|奖|杯|[街路州市县区省岛河湖山]"
)  # behind the name of another thing
# Ends of words before a name whose last character names are written with, too: 女士爱丽丝·门罗, 王子安德鲁·温莎, 总经理冈萨罗·马林.
_NO_BEGINNING = ("士", "子", "席", "总理", "经理", "助理", "代理")


# A word that begins with the last character of what looks like a name: 海斯|第三次, 剑桥|大学.
_ANOTHER_WORD = re.compile("大学|多[次年家名]|第[一二三四五六七八九十几0-9]")
_OFFICED = re.compile(
    f"(?:总理|总统|首相|外长|部长|议长|主席|国王|大使|总干事|秘书长|发言人|议员|教练|队长|导演|作家)(?P<name>[{_SOUNDS}]{{2,6}})"
    "(?=[、，。：；！？）)]|[0-9]{1,2}日|说|称|表示|指出|强调|宣布|认为|会谈|会见|举行|出席|抵达|访[问华]|发表|致电|在|的|和|与|等|将|对|就|是|曾|已|当天|日前)"
)

# At the beginning of a clause before a verb of speech, and before a form of address.
_TELLING = re.compile(
    rf"(?<![^，。！？；：、“”\s])(?P<name>[{_SOUNDS}]{{3,6}})(?=(?:[0-9]{{1,2}}日|当天|当日|日前|随后|还|也|则)?"
    r"(?:表示|指出|强调|宣布|认为|介绍|告诉|坦言|透露|回忆|呼吁|敦促|重申|说(?!法)|称(?!号|为|之)))"
    rf"|(?<![{_SOUNDS}])(?P<called>[{_SOUNDS}]{{3,6}})(?=先生|女士|夫人|爵士|博士|教授|总统|总理|首相|主席)"
)
_BEFORE = "于以因与依士"  # words of one character before a name that names are written with, too: 于布什总统
# Firms and clubs that speak, too; countries and towns are known to the caller.
_SPEAKING_FIRMS = word_set(
    "英特尔 诺基亚 西门子 特斯拉 亚马逊 马士基 沃尔玛 爱立信 罗尔斯罗伊斯 阿斯利康 拜耳 巴斯夫 麦肯锡 普华永道 "
    "米其林 摩根大通 摩根士丹利 "
    "阿里巴巴 切尔西 阿森纳 埃克森美孚 雷诺 法拉利 保时捷 奥林匹克 哈佛 斯坦福 卡塔尔 基督教 伊斯兰 古兰经"
)


def told_names(text: str, is_other: Callable[[str], bool]) -> set[str]:
    """Return foreign names without a point in them, told by a verb of speech or a form of address behind them.

    `is_other` says whether such a word is known as something else, as the name of a country is.
    """
    found = {(match["name"] or match["called"]).lstrip(_BEFORE) for match in _TELLING.finditer(text)}
    return {name for name in found - _SPEAKING_FIRMS if len(name) > 1 and not is_other(name)}


def is_part_of_a_name(text: str, name: str) -> bool:
    """Say whether a name is in foreign sounds and goes on in them wherever it stands: 莫拉莱 of 莫拉莱斯."""
    behind = [text[found + len(name) : found + len(name) + 2] for found in occurrences(text, name)]
    if len(name) > 2 and _TWO.fullmatch(name[1:]) and all(map(_TWO.fullmatch, behind)):
        return True  # 王阿尔 of 前王阿尔方莎
    return _FOREIGN.fullmatch(name) is not None and all(following[:1] in _ENDS for following in behind)


def foreign_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where foreign names stand in a text: with a point in them, or behind an office and before what ends a name.

    What stands in the marks of a title is none.
    """
    yield from (found.span("name") for found in _OFFICED.finditer(text))
    for found in _POINTED.finditer(text):
        start = found.start()
        for country in _LONG_COUNTRY.finditer(text, max(0, start - 4), found.end()):
            start = max(start, country.end())
        while text.endswith(_NO_BEGINNING, 0, start + 1):
            start += 1
        ends = found.end() - bool(_ANOTHER_WORD.match(text, found.end() - 1))
        alone = text[ends - 2] in _POINTS  # one character behind the last point: 英·法占领区
        if not alone and text[start - 1 : start] not in ("《", "〈") and not _NO_PERSON.match(text, ends):
            yield start, ends
