"""Page furniture: colophon (版权与编辑栏), weather, notices, advertisements, jump lines."""

from epubmaker.label.rows import LabelRow
from epubmaker.model import Label, Role
from epubmaker.text import patterns as re
from epubmaker.text.surnames import SURNAMES

# Who made a page: an office and names behind it, of two to four characters, the short ones often spread (戴　琰).
_OFFICE = (
    r"(?:责任?编辑?|编辑|版式|美编|校对|排版|组版|检校|审读|值班(?:主任|编委|编辑|总编)|主编|总编辑?|编委|视觉|制图"
    r"|責任?編輯?|編輯|美編|校對|值班(?:主任|編委|編輯)|主編|總編輯?|編委|視覺|製圖)"
)
_FIRST = f"[{''.join(sorted(name for name in SURNAMES if len(name) == 1))}]"
_NAME = rf"(?:{_FIRST}[一-龥·]{{1,3}}|{_FIRST}[ \u3000]{{1,2}}[一-龥])(?![一-龥])"
STAFF = re.compile(
    rf"{_OFFICE}\s*[/／:：][ \u3000]*{_NAME}(?:[ \u3000、,，/／]+(?!{_OFFICE}|电话|電話){_NAME})*"
)
OTHER_STAFF = re.compile(
    rf"{_OFFICE}\s*[/／:：][ \u3000]*[一-龥·]{{2,6}}(?![一-龥])"
)  # beside names that are known
REACHED_AT = re.compile(
    r"(?:热线|电话|邮箱|电邮|熱線|電話|郵箱|E-?mail)\s*[/／:：]\s*[\w.@+()（）—-]+", re.IGNORECASE
)
BESIDE_STAFF = re.compile(r"[本今][版期日报報]|[\s|｜·;；。/／()（）【】\[\]—-]|第?\d{1,2}版")
MOST_BESIDE = 4  # characters of a staff row that name nobody: the name of its section
RIGHTS = re.compile(
    r"未经.{0,12}(?:授权|许可|同意|允许).{0,20}(?:不得|转载|摘编|复制)|法律顾问(?:\s*[:：/]|.{0,30}律师)|版权所有|违者必究|广告(?:经营)?许可证"
    r"|(?:邮政编码|邮编|零售价?|每份|印刷厂?|发行|广告部|总编室)\s*[:：].{0,60}(?:电话|传真|邮编|\d{6,})"
)
SKY = (
    "晴",
    "多云",
    "阴",
    "雨",
    "雪",
    "雾",
    "霾",
    "气温",
    "℃",
    "风力",
    "级",
    "北风",
    "南风",
    "东风",
    "西风",
    "湿度",
    "能见度",
)
WEATHER_START = re.compile(
    r"^(?:今天|今日|今晨|今晚|明天|明日|昨天|昨日|市?气象台?|天气|预计|本市|[一-龥]{2,4}天气)"
)
NOTICE = re.compile(
    r"^(?:友情|温馨|特别|郑重|重要)?(?:提醒|提示|启事|公告|通告|声明|更正|致歉|敬告|预告|讣告|招领|寻人)(?=[:：\s】]|启事|$)"
)
CONTACT = re.compile(
    r"(?:地\s*址|电\s*话|热\s*线|传\s*真|联系人|网\s*址|手机)\s*[:：]?\s*\S"
    r"|(?:咨询|报名|订购|加盟|招租|抢购|开业|特惠)\s*(?:[:：]\s*\S|\d|[！!])"
)
PHONE = re.compile(r"\b(?:0\d{2,3}-?)?\d{7,8}\b|\b1\d{10}\b|\b400-?\d{3,4}-?\d{3,4}\b")
LONGEST_JUMP = 56  # characters, a title among them
JUMP = re.compile(
    r"^[（(［\[【〔▶▷→◀◁←]?\s*(?:(?:(?:下|紧)[转轉]|上接|[详詳][见見]|导读见?)\s*[A-Za-z]?\d{0,3}\s*"
    r"(?:第\s*[A-Za-z]?[\d一二三四五六七八九十]+\s*)?版?|[紧緊]接\s*第?\s*[A-Za-z]?[\d一二三四五六七八九十]+\s*版)"
    r"(?:《[^》]{1,40}》|[^。《]{0,12})[）)］\]】〕▶▷→]?$"
)


def colophon_role(row: LabelRow) -> Label | None:
    """Label the lines of staff, rights and addresses that a newspaper prints at the foot of the page."""
    text = row.text
    named = len(STAFF.findall(text))
    others = REACHED_AT.sub("", OTHER_STAFF.sub("", STAFF.sub("", text)))
    rest = BESIDE_STAFF.sub("", others)
    if named and len(rest) <= MOST_BESIDE:
        return Label(Role.COLOPHON, 0.95 if named >= 2 else 0.8, "staff")
    if len(text) <= 160 and RIGHTS.search(text):
        return Label(Role.COLOPHON, 0.93, "rights")
    return None


def weather_role(row: LabelRow) -> Label | None:
    """Label a weather forecast: three signs of the sky or more in a short text that opens with a day."""
    text = row.text.strip()
    signs = sum(sign in text for sign in SKY)
    if len(text) > 220 or signs < 3:
        return None
    if WEATHER_START.match(text) and ("℃" in text or "气温" in text or signs >= 5):
        return Label(Role.WEATHER, 0.93, "weather")
    return None


def notice_role(row: LabelRow) -> Label | None:
    """Label a short notice of the paper or of an office: `友情提醒：…`, `启事`."""
    text = row.text.strip()
    if len(text) <= 80 and NOTICE.match(text) and "。" not in text[:-1]:
        return Label(Role.NOTICE, 0.8, "notice")
    return None


def advertisement_role(row: LabelRow) -> Label | None:
    """Label an advertisement: an address or a telephone, and the way advertisements talk, without a story."""
    text = row.text
    if len(text) > 200 or text.count("。") > 1:
        return None
    reached = len(CONTACT.findall(text)) + 1.5 * bool(PHONE.search(text))
    score = reached + text.count("！") + text.count("!")
    found = reached and score >= 2
    return Label(Role.ADVERTISEMENT, min(0.95, 0.6 + 0.1 * score), "contact") if found else None


def jump_role(row: LabelRow) -> Label | None:
    """Label a jump line: `下转第3版`, `上接1版`."""
    text = row.text.strip()
    return Label(Role.JUMP_LINE, 0.97, "jump") if len(text) <= LONGEST_JUMP and JUMP.match(text) else None


PROMPTS = re.compile(
    r"^[■●◆▲【\[]?(?:新闻[点事眼背景链接回放提示人物]{1,2}|核心提示|内容提要|背景(?:链接|资料)?|相关(?:链接|新闻)|延伸阅读|编者按|编后|记者手记"
    r"|小贴士|小知识|提示|导读|阅读提示|数据|人物(?:名片|简介))[】\]]?\s*[:：]\s*\S"
)


# A row that only names a part of the article above: what the writer adds, what else has been written.
PART = re.compile(
    r"[■●◆▲【\[]?(?:(?:记者|記者|采访|採訪|编辑|編輯)(?:手记|手記|札记|札記|感言|点评|點評)|编后|編後|编后语|編後語|延伸阅读|延伸閱讀"
    r"|(?:相关|相關|新闻|新聞)(?:链接|鏈接|連結|背景))[】\]]?"
)


def names_part(row: str) -> bool:
    """Say whether a row names a part of the article above it and says nothing else (记者手记, 新闻链接)."""
    return PART.fullmatch(row.strip()) is not None


def prompt_role(row: LabelRow) -> Label | None:
    """Label a prompt (提示语) that stands before or beside an article: `核心提示：…`, `新闻链接：…`."""
    text = row.text.strip()
    return (
        Label(Role.LABEL, 0.85, "prompt")
        if len(text) <= 80 and "。" not in text and PROMPTS.match(text)
        else None
    )
