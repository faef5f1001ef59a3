"""Rows that are nothing but offices of writers and their names: 文/图 本报记者 张三, 张三 文 李四 摄, 图片由张三提供.

`bylines.py` has the commonest forms one by one; here a row is read piece by piece, each an office with names behind it, or names
with an office behind them. Every name begins with a family name, so that titles of the same build (文/走进社区) are none.
"""

from functools import cache

from epubmaker.label.web_words import information
from epubmaker.model import Role
from epubmaker.text import patterns as re
from epubmaker.text.offices import plain_offices
from epubmaker.text.surnames import COMPOUND_SURNAMES, SURNAMES

LONGEST = 48  # characters: four persons with their offices
STROKE = r"[/／╱∕|｜丨︰：:]"
_ORGAN = (
    r"(?:《[\u4e00-\u9fff]{2,12}》|[\u4e00-\u9fff0-9]{1,10}"
    r"(?:社|报|网|台|新闻|客户端|在线|央视|周刊|杂志|报道|财经|融媒|每经|云|谈)(?:海外版)?)"
)
FOR_WHOM = rf"(?:(?:{_ORGAN}[-—/／+])?{_ORGAN}(?:·[\u4e00-\u9fff]{{2,8}})?讯?\s?|每经)?"
WORKS = (
    r"(?:本[报刊台网社])?(?:[全融]媒体?|见习|实习|特约|特派|首席|星级|学生|高级|驻[\u4e00-\u9fff]{1,5})*"
    r"(?:记\s*者|通\s*讯\s*员|特派员|实习生|评论员|撰稿人|编译组?)"
)
_DAY = r"(?:[0-9〇一二三四五六七八九十]{1,2}月)?[0-9〇一二三四五六七八九十]{1,3}日"
DONE = rf"(?:(?:摄影|综合|连线|专题|独家|现场|采访|文图)?报[道导]|{_DAY}专?[电讯]|专访|特稿|外电)"
OPEN, CLOSE = r"[（(【〔\[［]?", r"[）)】〕\]］]?"

_HAN = "[\u4e00-\u9fff]"
_FIRST = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{''.join(sorted(name for name in SURNAMES if len(name) == 1))}])"
_NAME = rf"(?:{_FIRST}(?:{_HAN}{{1,2}}|[ \u3000]{{1,2}}{_HAN})|{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}){{1,3}})"
_GAP = r"[\s\u3000]*"
_NAMES = rf"{_NAME}(?:[\s\u3000、，,/／]+{_NAME})*"
_MIXED = r"文[/／、并]?(?:摄影?|图)|图[/／、]文|图文|摄影报[道导]"
_WRITES = (
    rf"{_MIXED}|文字|撰文|撰稿|供稿|采写|采访整理|采访|编译|翻译|整理|记录|执笔|口述|统筹|策划|作者|原作|文"
)
_STAFF = "责任编辑|编辑|责编|校对|审核|监制|主编|设计|制作|排版|美编|制片|文编|剪辑师"  # beside writers only
_GLUED_NAMES = rf"(?:{_NAME}){{1,6}}"  # between which an extractor has lost the blanks
_NOBODY = "受访者(?:提供|供图)?|采访对象|网络|资料图?片?|视觉中国|新华社|中新社|央视|主办方|单位"  # whose picture it is
_PICTURES = "摄影|摄像|摄|图片|图源|供图|制图|绘图|绘制|漫画|插画|插图|图|视频|海报|剪辑"
# What stands close behind a name; 文 and 图 may be its last character there.
_GLUED = rf"(?:{_MIXED}|摄影?|供图|制图|绘图|编译|整理|采访整理|采写|撰文)"
_PREFIX = rf"(?:{OPEN}本[报台网社刊](?:综合)?(?:讯|消息){CLOSE}{_GAP})?"
_GIVEN = re.compile(
    rf"^{OPEN}(?:本版|本文)?(?:图片?|照片|配图|漫画)(?:均?由)(?:{WORKS}{_GAP})?{_NAMES}(?:提供|拍摄|供图)?{CLOSE}$"
)
# Whose picture it is, without any person: 某某文化中心供图, 资料图片, 图片来源于网络.
_NOBODYS = re.compile(
    rf"^{OPEN}(?:{_NAMES}{_GAP})?(?:资料图片?|(?:图片|照片)?来(?:源于|自)网络|图片来源[：:].{{2,16}}){CLOSE}$"
    rf"|^{OPEN}[\u4e00-\u9fff]{{2,14}}(?:中心|馆|局|队|社|网|委|部|院|校|所|会|台|项目|公司|集团){_GAP}供图{CLOSE}$"
    rf"|^{OPEN}供图{_GAP}{STROKE}{_GAP}[\u4e00-\u9fff]{{3,14}}{CLOSE}$"
)
# Who sells it, behind its author: 王明 摄（影像中国）.
_SOLD_BY = re.compile(
    r"(?<=[摄影道图])[（(](?:影像中国|人民视觉|视觉中国|新华社发?|中新社发?|资料图片?)[）)]$"
)
# Where and when a report was filed, before who filed it: 新华社北京5月17日电（记者…）.
_FILED = re.compile(
    r"^(?P<open>[（(]?)(?:据)?(?:本报|本社|[\u4e00-\u9fff]{1,6}[社报网])[\u4e00-\u9fff、]{1,24}(?:[0-9]{1,2}月)?[0-9]{1,2}日[专综]?电[（(]?(?=[\u4e00-\u9fff]{0,8}记者)"
)
# What stands in every row of these, and what in none.
_OFFICES = frozenset("者员生稿文摄图写访译理录笔述筹划作影画像频报导辑")
_AROUND = " \t\r\n\u3000|｜"  # what parts a signature from what its row says beside it
_STAFF_ONLY = re.compile(_STAFF)
_PICTURED = re.compile(_PICTURES)
_NEVER = re.compile("[。！？；“”0-9A-Za-z]|《(?![\u4e00-\u9fff]{2,12}》[\u4e00-\u9fff]{0,4}记者)")


def signed_role(row: str) -> Role | None:
    """Return what a row is that names who wrote (a byline), or who made the pictures (a credit), and nothing else."""
    text = plain_offices(without_information(row).strip(_AROUND))
    text = _FILED.sub(r"\g<open>", _SOLD_BY.sub("", text))
    if _NOBODYS.match(text):
        return Role.CREDIT
    if len(text) > LONGEST or _OFFICES.isdisjoint(text) or _NEVER.search(text):
        return None
    if _GIVEN.match(text):
        return Role.CREDIT
    found = _whole().match(text)
    if found is None:
        return None
    if _writing().search(_by_photographers().sub("", text) if _PICTURED.search(text) else text):
        return Role.BYLINE
    return None if _STAFF_ONLY.search(text) else Role.CREDIT


def without_information(row: str) -> str:
    """Return a row with blanks for what it says of when and where it was posted."""
    for start, end in information(row):
        row = f"{row[:start]}{' ' * (end - start)}{row[end:]}"
    return row


@cache
def _whole() -> re.Pattern[str]:
    """Return the pattern of a whole row, compiled when a page first asks for it.

    Each piece may stand behind what parts it from the one before; the first has nothing of the kind before it. So the pieces are
    written once: they are most of the pattern, and to compile them takes longer than to read a page by them.
    """
    office = f"(?:{_WRITES}|{_PICTURES})"
    staff = rf"(?:{_STAFF}){_GAP}{STROKE}{_GAP}{_NAMES}|(?:{_PICTURES}){_GAP}{STROKE}{_GAP}(?:{_NOBODY})"
    reporter = f"{FOR_WHOM}{WORKS}{_GAP}"
    behind = rf"(?:(?:[\s\u3000/／]+{office}|{_GLUED})(?!{_HAN}))"
    named = rf"(?:{_NAMES}|{_GLUED_NAMES})(?:{_GAP}[|｜]?{_GAP}(?:[\u4e00-\u9fff]{{2,4}})?{DONE})?{behind}?"
    led = rf"(?:{reporter}(?:{STROKE}{_GAP})?|(?:本[版文]|本组图片)?{office}(?:{_GAP}{STROKE}{_GAP}|[\s\u3000]+)(?:{reporter})?)"
    staffed = rf"(?:每经)?(?:编辑|校对){_GAP}(?:{STROKE}{_GAP})?{_NAME}"
    glued = rf"{_GLUED_NAMES}(?:摄影|文图|图文)报[道导](?!{_HAN})"
    one = rf"(?:{staff}|{led}{named}(?:{staffed})*|{_NAMES}(?:{_GAP}{DONE}(?!{_HAN})|{behind})|{glued})"
    bullet = "[■□◆◇●○▲△★☆◎⊙*—-]?"
    parts = r"[\s\u3000/／、，,|｜]"
    return re.compile(
        rf"^{OPEN}{bullet}{_GAP}{_PREFIX}{OPEN}(?!{parts})(?:{parts}*{one})+{_GAP}{CLOSE}{CLOSE}$"
    )


@cache
def _writing() -> re.Pattern[str]:
    """Return what says that somebody wrote: an office of writing, or a reporter."""
    return re.compile(
        rf"{_MIXED}|(?<!{_HAN})(?:{_WRITES})(?!{_HAN})|报[道导]|{WORKS}|(?:{_WRITES}){_GAP}{STROKE}"
    )


@cache
def _by_photographers() -> re.Pattern[str]:
    """Return reporters whose work is a picture: 记者 张三 摄, 摄影 本报记者 张三."""
    made = rf"[\s\u3000/／]*(?:{_PICTURES})(?!影?报[道导])(?!{_HAN})"
    return re.compile(
        rf"{WORKS}{_GAP}{_NAMES}{made}|(?<![文/／、并])(?:{_PICTURES}){_GAP}(?:{STROKE}{_GAP})?{FOR_WHOM}{WORKS}"
    )
