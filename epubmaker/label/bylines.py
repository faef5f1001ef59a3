"""Bylines (署名) and picture credits (摄影): who wrote, who took the picture."""

from functools import cache

from epubmaker.label.rows import LabelRow
from epubmaker.label.signed import CLOSE, DONE, FOR_WHOM, OPEN, STROKE, WORKS, signed_role
from epubmaker.model import Label, Role
from epubmaker.text import patterns as re
from epubmaker.text.offices import plain_offices

BULLET = r"[■□◆◇●○▲△★☆◎⊙*\-—]?"
WRITER = (
    r"(?:本[报刊台网])?(?:全媒体|见习|实习|特约|首席|驻地)?"
    r"(?:记\s*者|通\s*讯\s*员|实\s*习\s*生|评\s*论\s*员|(?:撰\s*稿|作\s*者|编\s*译|文)(?=[\s/:：　]))"
)
PICTURE = r"(?:本[报刊]记者|记\s*者|通\s*讯\s*员)?\s*(?:摄\s*影(?:报道)?|摄|供\s*图|制\s*图|图片?)"
# Two to four characters, two set apart, or a foreign name in parts.
NAME = r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]\s[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3})"
BREAK = r"[\s/:：、,，　]"
# What a reporter does is no name: 记者了解到，创新联盟…
DOES = (
    r"(?:了解|获悉|得知|知悉|发现|看到|见到|注意|留意|采访|探访|走访|走进|来到|赶到|跟随|调查|梳理|查阅|联系|观察|提问|追问|表示|认为|介绍"
    r"|从|在|问|说|随|就|对|将|昨|今|近日|日前|当[天日晚]|现场)"
)
PLACE = r"(?:[\u4e00-\u9fff]{2,6}(?:报道|摄影报道))"
NAMES = rf"{BREAK}*{NAME}(?:{BREAK}+{NAME})*"
CREDITED = rf"(?:{WRITER}(?!{DOES}){NAMES}{BREAK}*)+(?:{PICTURE}{NAMES}|{PLACE})?"
BYLINE = rf"^{BULLET}\s*{CREDITED}(?<![，、,])$"
# A recogniser may print the name before the bullet and the office of the same line.
BYLINE_SHUFFLED = rf"^(?:{NAME}\s+){{1,2}}[■□◆●▲]\s*(?:{WRITER}\s*)*{CREDITED}$"
BRACKETED = rf"^[（(]\s*{BULLET}(?:{WRITER}|{PICTURE}){NAMES}\s*[）)]$"
# What follows a picture's word closely is its author behind a bullet; else 图书馆 and 摄像头 would be persons.
OF_PICTURES = r"(?:作品|大?展|师|家|爱好|大?赛|比赛|协会|艺术|报道|集|组|记者|图片)"
CREDIT = (
    rf"^[（(]?(?:[■□◆◇●○▲△★☆◎⊙]\s*{PICTURE}|{BULLET}\s*{PICTURE}(?={BREAK})|(?:摄影|供图|制图)(?!{OF_PICTURES})){NAMES}[）)]?$"
    rf"|^[（(]?{BULLET}\s*(?:(?:新华社|中新社)?{WRITER}{BREAK}*)?{NAME}(?:{BREAK}+{NAME})*(?:\s*(?<!拍)摄|\s+(?:摄影|供图))[）)]?$"
)
# What a report says of its place and kind: 記者王小明／台北報導, 记者张三北京报道, 中央社記者王小明台北10日電.
_MORE = rf"(?:[\s、，　]+(?:{WORKS}\s?)?{NAME})*"
REPORTED = (
    rf"^{OPEN}\s*(?:{BULLET}){{0,2}}\s*{FOR_WHOM}{WORKS}(?!{DOES})(?:\s?{STROKE})?\s?{NAME}{_MORE}"
    rf"(?:[/／\s]+(?:文(?:[/／]?[图摄](?:影)?)?|图)(?:\s+{NAME}[/／\s]+(?:图|摄|摄影))?|[/／╱∕\s]*[\u4e00-\u9fff—–-]{{0,8}}{DONE}(?<![是由]报道))?\s*{CLOSE}$"
)
# Offices with a stroke or a colon before their names: 撰文／李明华 摄影／王小明, 口述：张三 整理：李四, 文/本报记者 张三.
_WRITES = (
    r"(?:记者|通讯员|文[、/／]图|图[、/／]?文|文|撰文|撰稿|采写|采访(?:[、/／]撰文)?|整理|编译|翻译|(?:独家)?报[道导]|口述|执笔|作者"
    r"|统筹|策划)"
)
_HELPS = r"(?:记者|通讯员|图|摄影|供图|制图|漫画|整理|记录|编译|翻译|采写|执行|编辑|撰文|原作)"
_CREDITED = rf"{STROKE}\s?(?:{FOR_WHOM}{WORKS}\s?)?{NAME}{_MORE}"
TITLED = rf"^{OPEN}{BULLET}\s*{_WRITES}{_CREDITED}(?:\s*{_HELPS}{_CREDITED})*{CLOSE}$"
# A desk before the name, or instead of it: 生活中心／陳大文報導, 國際中心／綜合報導.
DESK = rf"^{OPEN}[\u4e00-\u9fff]{{2,6}}(?:中心|新闻|组)[/／╱∕][\u4e00-\u9fff、]{{2,12}}报[道导]{CLOSE}$"
# Names before what they did: 王瑛 文/摄, 张三 编译.
SIGNED = (
    rf"^{BULLET}\s*{NAME}(?:[\s、　]+{NAME})*[\s/／　]+"
    rf"(?:文[/／]?[图摄](?:影)?|图文|编译|整理|撰文|口述(?:\s+{NAME}\s*整理)?)$"
)
# What a reporter's death, prize or column is called behind the name: 新华社高级记者某某逝世, 记者点评.
NO_BYLINE = re.compile("(?:逝世|去世|离世|辞世|遇害|获奖|点评|手记|感言|札记|述评|见闻)[）)]?$")
# One of these stands in every office: 记者 通讯员 实习生 撰稿 编译 文 摄影 供图 采写 报道.
OF_OFFICES = frozenset("者员生稿译文摄图采写访导道述理筹划画像频报辑作笔录")
# One of these stands in every row of a form.
NEEDED = {
    CREDIT: frozenset("摄图"),
    BYLINE: frozenset("者员生稿译文"),
    BYLINE_SHUFFLED: frozenset("■□◆●▲"),
    BRACKETED: frozenset("（("),
    REPORTED: frozenset("者员生稿译"),
    TITLED: frozenset("/／╱∕|｜丨︰：:"),
    DESK: frozenset("/／╱∕"),
    SIGNED: frozenset("文编整口"),
}
LONGEST = 40  # characters: a byline of four persons with their offices


def byline_role(row: LabelRow) -> Label | None:
    """Label a row that names the writers, or the picture's author, and nothing else."""
    return written_by(row.text)


def written_by(row: str) -> Label | None:
    """Label a row that names the writers, or the picture's author, and nothing else, by its text."""
    text = plain_offices(row.strip())
    if "。" in text or OF_OFFICES.isdisjoint(text) or NO_BYLINE.search(text):
        return None
    return (_by_form(text) if len(text) <= LONGEST else None) or _signed(text)


def _by_form(text: str) -> Label | None:
    """Label a row that has one of the common forms."""
    if _has_form(CREDIT, text):
        return Label(Role.CREDIT, 0.95, "credit")
    if any(_has_form(shape, text) for shape in (BYLINE, BYLINE_SHUFFLED, BRACKETED)):
        return Label(Role.BYLINE, 0.97 if "■" in text or "记" in text[:6] else 0.85, "byline")
    if any(_has_form(shape, text) for shape in (REPORTED, TITLED, DESK, SIGNED)):
        return Label(Role.BYLINE, 0.95, "byline")
    return None


def _has_form(shape: str, text: str) -> bool:
    """Say whether a row has a form. Most rows lack a character that it needs, and most pages need few of the forms."""
    return not NEEDED[shape].isdisjoint(text) and _pattern(shape).match(text) is not None


def _signed(text: str) -> Label | None:
    """Label a row that is read piece by piece."""
    role = signed_role(text)
    return Label(role, 0.95, "credit" if role is Role.CREDIT else "byline") if role else None


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    """Compile a pattern when a page first asks for it: the four of them take a twelfth of a second."""
    return re.compile(shape)
