"""Names told by where they stand: `种粮大户于大海走进` has one, `种粮大户于去年走进` has none.

Surnames that are also common words (于 余 范 里 丑 干 ...) are believed as far as everything around them speaks for a name: what
the characters behind them are, in given names and elsewhere (`data/given_names.tsv`), who is named before them, what goes on behind
them, and whether they make a word with a neighbour. The evidence adds up as log odds; the weights were set by thought and checked
by reading what they find in news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from epubmaker.text import patterns as re

HAN = "\u4e00-\u9fff"
# Family names that are hardly anything else, by which a list is known as one of names.
SURE = (
    "王李张刘陈杨黄赵吴徐孙朱胡郭何罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘袁董苏叶吕魏蒋杜沈姜崔谭陆范廖邹熊孟秦阎薛侯雷龙段郝孔邵毛"
    "钱汤尹黎贺赖龚庞樊殷施翟倪严牛温俞葛韦申尤毕聂"
)
# Log odds that the character opens a name, before anything else is known.
PRIOR = {
    **dict.fromkeys("范岳", 0.5),
    **dict.fromkeys("涂郁余仇卜沈姜", -0.5),
    **dict.fromkeys("于谷曲朱干", -1.0),
    **dict.fromkeys("丑仆朴游", -2.0),
    **dict.fromkeys("里占冲征折", -3.0),
    **dict.fromkeys("后党", -3.5),
    "种": -5.0,
}
ACCEPTED = 2.0
# Family names that are words too: of these a name is believed behind a role alone (记者马占成摄).
ALSO = "马高金白石方田丁江柳洪夏熊戴任姚汪卢傅钟康史顾贾乔龙万武安常文易"
ALSO_PRIOR = -1.5
# Characters that names have in another form than words (孙占元, 令狐冲): behind a family name in no doubt they are looked for too.
IN_GIVEN = "占冲采于征游干斗郁里岳咸升余"
SURE_PRIOR = 0.0
_PRIORS = {**dict.fromkeys(ALSO, ALSO_PRIOR), **PRIOR}
# Behind a verb these are a preposition, or a verb themselves: 奔走于秦岭, 种玉米.
BEHIND_VERBS = frozenset("于游种")
# Verbs, before a word what somebody does: 学生占哈佛总数.
VERBS = frozenset("占冲征折")
# As words so common that only a person named right before them makes a surname of them.
RARE = frozenset("干丑仆里占冲征折后党种")

_ROLE_WORDS = (
    "会计|大户|党员|母亲|父亲|丈夫|妻子|儿子|女儿|姐姐|妹妹|哥哥|弟弟|爱人|儿媳|女婿|孙子|孙女|老板|店主|业主|村民|居民|市民|农民|渔民|"
    "村医|司机|支书|书记|主任|校长|教师|老师|医生|护士|民警|战士|班长|排长|连长|队长|组长|厂长|经理|同学|学生|选手|记者|通讯员|代表|"
    "委员|工人|职工|模范|专家|教授|作家|诗人|画家|导演|演员|律师|法官|志愿者|负责人|创始人|带头人|发言人|主持人|当事人|候选人|烈士|英雄|"
    "团长|部长|省长|市长|县长|区长|镇长|乡长|局长|处长|科长|股长|主席|总编|总编辑|总监|院长|所长|会长|社长|站长|店长|馆长|台长|行长|司长|厅长|秘书长|理事长|"
    "村长|议长|参谋长|检察长|审判长|舰长|机长|船长|总裁|助理|秘书|科员|研究员|本科生|研究生|博士生|硕士生|大学生|毕业生|考生|留学生|新生|"
    "博士|院士|厨师|设计师|工程师|摄影|摄影师|主编|编剧|制片人|经纪人|合伙人|传承人|被害人|受害人|死者|伤者|患者|男子|女子|老伴|邻居|"
    "乘客|受访者|学者|青年|姑娘|小伙|老汉|大爷|大妈|大娘|阿姨|叔叔|爷爷|奶奶|老人|师傅|嫌疑人|被告人|原告|被告|名叫|叫做|姓名|户主|网友|读者|作者|歌手|球员|教练|电工|民工|木工|技工|女工|义工|社工|小将|新秀"
)
_ROLE = re.compile(rf"(?:{_ROLE_WORDS})$")
_ROLE_END = re.compile("[员长手师匠嫂哥姐弟妹妻夫母父翁媪民户医警官兵僧尼]$")
_CALLED = re.compile("[叫请让给跟和与及同问找聘派由]$")
# What is done to persons alone: 会见朴泰成.
_MET = re.compile("(?:会见|接见|会晤|拜访|采访|约见|任命|弹劾|逮捕|起诉|总统|总理|首相|外长|防长)(?:了)?$")
# A name beside it in a list: 李明、里永丰、王强.
_LISTED_BEFORE = re.compile(
    rf"(?<![{HAN}])[{SURE}][{HAN}]{{1,2}}、$|[的有员长记任理]([{SURE}][{HAN}]{{1,2}})、$"
)
_LISTED_BEHIND = re.compile(rf"、[{SURE}][{HAN}]{{1,2}}(?=[、，。；）)等和]|$)")
_ADDRESSED = re.compile(
    "(?:先生|女士|小姐|教授|老师|同志|院士|博士|医生|大夫|律师|书记|主任|市长|县长|镇长|局长|校长|院长|课题组|团队|工作室)(?!们)|《"
)
_HOSTS = re.compile("主持|主讲|主演|执导|担任|带队|率队|领唱|讲授|介绍|作(?:了)?报告|致辞|陪同")
_SPEAKS = re.compile(
    "说|道|报道|摄|表示|告诉|介绍|认为|指出|强调|坦言|回忆|透露|解释|感慨|笑着|走进|走到|来到|赶到|参加|出席|主持|带领|带着|率|等|致辞|讲话|代表|"
    "担任|任|获|荣获|捐|当选|决定|开始|看到|听到|想到|觉得|正在|已经|一家|一直|经常|自己|本人|同志|先生|女士|老师|教授|医生|的[家儿女妻丈父母手]|"
    "今年|去年|前年|现年|时年|当年|昨天|今天|退休|退伍|毕业|出生|入党|参军|去世|逝世|牺牲|承包|种了|养了|开了|办了|创办|经营|负责|管理|"
    "原本|本来|曾|终于|立即|马上|赶紧|急忙|连忙|随即|始终|一度|如是|激动|感动|高兴|兴奋|欣慰|放心|点头|摆手|站在|坐在|住在|拿出|递给"
)
_GOES_ON = re.compile("[的和与也在就又还是从把将向对去来到走被用不没有却才都便]")
_STOP = re.compile("[，。、；：！？（）“”‘’《》\\s■●|/]|$")
_NOT_A_NAME = re.compile(
    "[日月年号时分今昨前后此其之该本全各在上下中内外即是有个名人不我你他她它这那两几多]|多次|一[次个种些]|菊花|杏仁|余[杭姚]|当[日天地晚时]|现场|近日|"
    "事[前后]|凌晨|清晨|早上|晚[上间]|深夜|会[上前后]|[围畴例式料抹改鸦姚杭款额热波震粮麓闷结览辣草货净燥旱起活部群劲警预扰涉洗杯净果冰]|[东西南北]部|[春夏秋冬]季|[一二三四五六七八九十]+[月日年]"
)
_PLACE_END = frozenset("村镇乡县市区路街庄庙桥")  # 后田村 is a place
SOMEBODY = 4.0
AGREED = 1.0  # a role before three characters, and what persons do behind them: 局长党万坚告诉记者
MOST = 3.5  # what the words before a name, or those behind it, can say for it
HOSTED = 2.5  # 由 before the name, and what somebody does behind it
SPEAKS_ITSELF = 3.5  # a given name of two characters that are little else: 党俊武说, but 党中央说
MARGIN = 4.0  # what a word that takes the surname away counts against a name
WINDOW = 6
SHORT_GOES_ON = -2.5  # a name of two characters before any word


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where a name may stand: `start:end`, and the words that would take it apart."""

    start: int
    end: int
    before: str  # the word that the character before makes with the surname
    inside: str  # the word that the surname makes with the next character
    behind: str  # the word that the last character makes with the one behind it


@dataclass(frozen=True, slots=True)
class Positioned:
    """A name at `start:end`, with the log odds that it is one."""

    start: int
    end: int
    name: str
    odds: float


def positioned_names(text: str) -> Iterator[Positioned]:
    """Yield the names of a Simplified text that begin with a surname in doubt, in order; of two at one place the likelier."""
    from epubmaker.seams.lexicon import known_words  # noqa: PLC0415  (loads numpy and the lexicon)

    places = [place for place in _places(text) if _most(text, place) >= ACCEPTED]
    words = known_words(
        word
        for place in places
        for word in (place.before, place.inside, place.behind, text[place.start + 1 : place.end])
        if len(word) == 2
    )
    best: dict[int, Positioned] = {}
    for place in places:
        odds = _odds(text, place, words)
        if odds >= ACCEPTED and (place.start not in best or odds > best[place.start].odds):
            best[place.start] = Positioned(place.start, place.end, text[place.start : place.end], odds)
    yield from best.values()


def _places(text: str) -> Iterator[_Place]:
    """Yield every place where a name could stand whose surname is in doubt, or whose given name has a character with two forms."""
    sure = f"[{SURE}{ALSO}](?=[{HAN}]?[{IN_GIVEN}])"
    for match in re.finditer(rf"[{''.join(PRIOR)}](?=[{HAN}])|{sure}", text):
        at = match.start()
        if _NOT_A_NAME.match(text, at + 1) or text.startswith("万余", at):
            continue
        before = text[max(0, at - 1) : at + 1]
        for length in (3, 2):
            name = text[at : at + length]
            if match[0] not in PRIOR and not _in_given(name[1:]):
                continue
            if len(name) == length and re.fullmatch(f"[{HAN}]+", name) and name[-1] not in _PLACE_END:
                yield _Place(
                    at, at + length, before, text[at : at + 2], text[at + length - 1 : at + length + 1]
                )


def _most(text: str, place: _Place) -> float:
    """Return the log odds of a name at a place if all that stands around it spoke for one."""
    return (
        _PRIORS.get(text[place.start], SURE_PRIOR)
        + given_odds(text[place.start + 1 : place.end])
        + 2 * MOST
        + AGREED
    )


def _in_given(given: str) -> bool:
    return any(character in IN_GIVEN for character in given)


def _odds(text: str, place: _Place, words: frozenset[str]) -> float:
    """Return the log odds of a name at a place."""
    given = text[place.start + 1 : place.end]
    left = text[max(0, place.start - WINDOW) : place.start]
    hosted = left.endswith("由") and _HOSTS.match(text, place.end) is not None  # 会议由于明远主持: no 由于
    surname = text[place.start]
    odds = _PRIORS.get(surname, SURE_PRIOR) + given_odds(given)
    if surname not in PRIOR:  # 曾采访, 许占地: words of their own behind what could be a family name
        odds -= MARGIN * ((given in words) + (place.behind in words and not _SPEAKS.match(text, place.end)))
    sure = _addressed(text, place.end) or (
        given_odds(given) >= SPEAKS_ITSELF and _SPEAKS.match(text, place.end) is not None
    )
    odds += HOSTED if hosted else _before(left, text[place.start], addressed=sure)
    odds += _behind(text, place.end, short=len(given) == 1)
    if len(given) == 2 and _ROLE.search(left) and _SPEAKS.match(text, place.end):
        odds += AGREED
    odds -= (MARGIN + 2) * (place.before in words and not hosted and not _ROLE.search(left))
    odds -= MARGIN * (place.inside in words)
    odds -= 1.5 * (text[place.start] in BEHIND_VERBS and given in words)
    odds -= MARGIN * (text[place.start] in VERBS and given in words)
    odds -= 1.5 * (place.behind in words and not _SPEAKS.match(text, place.end))
    return odds


def given_odds(given: str) -> float:
    """Return the log odds that one or two characters are a given name, and not the next words of a text."""
    if given in ("某", "某某"):  # as papers print whose name they keep
        return SOMEBODY
    known = _given_names()
    odds = sum(max(-3.0, min(2.5, known.get(character, -1.0))) for character in given)
    return odds + known.get(given, 0.0) if len(given) == 2 else odds - 1.0


def _addressed(text: str, end: int) -> bool:
    return _ADDRESSED.match(text, end) is not None


def _before(left: str, surname: str, *, addressed: bool) -> float:
    """Return what the words before say: a role nearly names the person, a stop leaves everything open."""
    if _ROLE.search(left) or _LISTED_BEFORE.search(left) or _MET.search(left):
        return 3.5
    opens = not left or _STOP.match(left[-1]) is not None
    if surname in RARE and not _ROLE_END.search(left):
        return 0.5 if addressed and opens else -3.0
    if opens:
        return 1.5 if left.endswith("、") else 0.5
    if _ROLE_END.search(left):
        return 3.0
    if _CALLED.search(left):
        return 1.0
    return -3.0 if surname in BEHIND_VERBS else -1.5


def _behind(text: str, end: int, *, short: bool) -> float:
    """Return what goes on behind says."""
    if _addressed(text, end):
        return 3.5
    if _LISTED_BEHIND.match(text, end):
        return 3.0
    if _SPEAKS.match(text, end):
        return 2.5
    if end >= len(text) or _STOP.match(text, end):
        return 1.0
    if _GOES_ON.match(text, end):
        return 0.5
    return SHORT_GOES_ON if short else -0.5


@cache
def _given_names() -> dict[str, float]:
    """Return the log odds of characters in given names, read once a process."""
    rows = files("epubmaker.convert").joinpath("data", "given_names.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {character: float(odds) for character, odds in pairs}
