"""What stands round an article where it was copied from a web page, an app or a mail, and is no part of it.

Links to other articles, sizes of type, counters, buttons, what an app adds to what it recognised, the head of a mail. Some rows
say what they are by themselves (上一篇：…, 分享到：微博 微信). Others could stand in a newspaper too (评论 12, 相关新闻): they are
believed on pages that hold two of the first kind.
"""

from collections.abc import Iterator, Mapping, Sequence

from epubmaker.label.rows import LabelRow
from epubmaker.label.signed import signed_role
from epubmaker.label.web_words import COUNT as _COUNT
from epubmaker.label.web_words import COUNTED as _COUNTED
from epubmaker.label.web_words import DATE as _DATE
from epubmaker.label.web_words import TIME as _TIME
from epubmaker.label.web_words import TOOL as _TOOL
from epubmaker.label.web_words import S as _S
from epubmaker.label.web_words import information
from epubmaker.model import Label, Role
from epubmaker.text import patterns as re

RULE = "web-page"  # the rule of rows that a web page, an app or a mail put round its text
PAGE_NUMBER = "page-number"
POSTED = "posted"  # of rows that say when an article was posted: they date the edition as a masthead does
POSTED_BY = "posted-by"  # of rows that say so and name who wrote
SURE = 0.95
LEAST = 2  # rows that say it by themselves, on a page whose other rows are believed
LONGEST = 80  # characters of such a row
LONGEST_TAIL = 20  # characters of a row behind a text
LONGEST_LINK = 42  # characters of a link to another article
_COLON = rf"{_S}[:：]{_S}"
_SIGN = r"[.万萬\s\u3000【】\[\]（）()|｜/／·•>＞<＜:：,，、0-9+-]"
_NETWORK = (
    "微信好友|微信|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|朋友圈|人人网|豆瓣|好友|更多|复制链接|複製連結"
    "|Facebook|Twitter|LINE|Line|Email"
)
_ALLOWED = "授权|授權|同意|许可|許可|轉載|转载|刊載|公众号|立场|立場"
_APPS = "扫描全能王|CamScanner|WPS|夸克|白描|全能扫描王|讯飞"
_PHRASES = (
    # The way to a page, and where to go from it.
    rf"您?(?:当前|现在|所在|目前)?的?(?:所在)?位置(?:是)?{_COLON}.+",
    r"https?://[!-~]+|www\.[!-~]+",
    r"首[页頁][\s\u3000]*[>＞»›→].+",
    rf"[上下][一1][篇条章页版期则]{_COLON}.*",
    rf"(?:分享|转发)(?:到|至|给|本文)?(?:{_S}[:：]?{_S}(?:{_NETWORK}))*{_S}[:：]?",
    r"分享让更多人看到|原创[\s\u3000]\S{2,16}(?:[\s\u3000]\S{2,16})?",
    # Who may print it.
    r"(?:Copyright|©|版权所有[:：©\s]).{0,70}",
    r".{0,30}[A-Z\u4e00-\u9fff]ICP[备證证]\s?[0-9-]+号?(?:-[0-9]+)?.{0,20}",
    r".{0,12}公网安备\s?[0-9]+号?",
    rf"[※*＊]?{_S}(?:本文|本站|本網|原文)(?:由|经|來自|来自|系|为|转载自).{{2,40}}(?:{_ALLOWED}).{{0,24}}",
    r"[（(]?(?:来源|原)(?:标题|題目|题|文标题)[:：].{2,60}",
    # Counters and buttons.
    rf"[【\[（(]?字[号體体](?:大小)?{_S}[:：]{_S}[大中小T+\-\s\u3000|｜]*[】\]）)]?",
    rf"(?:{_COUNT}{_S}[:：]?{_S}[0-9][0-9.,]*\s?(?:万|萬|亿|次|人|\+|k|w|W)*+[\s\u3000|｜·]*+){{2,}}",
    rf"(?:阅读|閱讀|浏览|瀏覽|点击){_COUNTED}{_S}[:：]?{_S}[0-9][0-9.,]*\s?(?:万|萬|次|\+)*",
    r"↑?(?:请)?点击(?:上方|下方|右[上下]角|左[上下]角|屏幕|文[首末])?.{0,8}(?:蓝字|蓝色字|关注|阅读原文|查看更多|收听|视频).{0,14}",
    r"(?:请)?(?:长按|扫描|扫一扫|识别|微信扫).{0,12}(?:二维码|关注|加入|查看|下载).{0,12}",
    r"(?:觉得|喜欢|欢迎|如果).{0,10}点(?:个|亮|一下)?.{0,3}(?:在看|赞|关注).{0,16}",
    r"点(?:个|亮|一下)?[“\"「](?:在看|赞|再看)[”\"」].{0,20}|点(?:个|亮|一下)(?:在看|赞|再看).{0,20}",
    r"写留言|写跟帖|阅读原文|(?:收录于|收錄於)合集.{0,20}|喜欢此内容的人还喜欢|预览时标签不可点|微信扫一扫.{0,10}|轻触阅读原文",
    r"赞赏(?:作者)?|举报[/／]反馈|打开(?:APP|App|客户端).{0,12}|我来说两句.{0,12}|登录后(?:评论|发表).{0,8}|去APP.{0,8}|听全文",
    # What apps and mail programs add.
    rf"由?{_S}(?:{_APPS}){_S}(?:扫描)?(?:创建|生成|识别|扫描|提供|导出)?|Scanned (?:by|with) .{{2,24}}",
    r"来自.{0,8}(?:视频号|客户端|微博|超话)|(?:发自|来自)(?:我的)?[\s\u3000]?(?:iPhone|iPad|安卓|Android|华为|小米|手机|QQ邮箱|网易邮箱).{0,12}",
    r"(?:发件人|收件人|抄送|密送|发送时间|发信时间|寄件者|收件者|Cc|Sent)[\s\u3000]*[:：].{0,60}(?<![。！？])",
    rf"[-—]{{2,}}{_S}(?:原始邮件|转发的?邮件|Original Message|Forwarded message){_S}[-—]{{2,}}",
)
_STRONG = re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES), re.IGNORECASE)
# Possessive: A+ could be read in two ways, and a long row of them in a number of ways that doubles with each.
_TOOLS = re.compile(rf"{_SIGN}*+(?>{_TOOL})(?:{_SIGN}++(?>{_TOOL})|[篇版页](?>{_TOOL}))++{_SIGN}*+")
# When and by whom it was posted: with the time of day no newspaper prints it.
_POSTED = re.compile(
    rf"[^\s\u3000，。]{{0,12}}{_S}(?:[\u4e00-\u9fff]{{2,3}}{_S})?(?:(?:首发|发布|发表|更新|编辑)(?:时间|于|日期)?[:：]?{_S})?{_DATE}{_S}{_TIME}[\s\u3000·|｜]*(?:(?:来自|发布于|发表于|IP属地)?[:：]?[^，。；\s\u3000]{{0,12}})"
)
# The same with who wrote it: a byline that dates the edition.
_SIGNED_POST = re.compile(
    rf"(?:(?:发布|发表|更新)(?:时间|于)?[:：]?{_S})?{_DATE}{_S}{_TIME}[\s\u3000·|｜/]+(?:来源|稿源|出处|作者|记者|编辑|通讯员)[^。！？]{{1,60}}"
)
_PIECE = re.compile(
    rf"{_DATE}(?:{_S}{_TIME})?|(?:发布|发表|更新)?(?:时间|日期|于)|(?:文章|信息|稿件)?(?:来源|稿源|出处){_S}[:：]?{_S}[^\s\u3000：:|｜]{{2,16}}"
    rf"|(?:责任|本期|网络)?编辑{_S}[:：]?{_S}[^\s\u3000：:|｜]{{1,6}}|{_COUNT}{_S}[:：]?{_S}[0-9.]*\s?[万次人]*|{_TOOL}|{_SIGN}"
)
_PAGE_NUMBER = re.compile(
    rf"[-—–·]{_S}[0-9]{{1,4}}{_S}[-—–·]|第{_S}[0-9]{{1,4}}{_S}页{_S}[,，/]?{_S}共{_S}[0-9]{{1,4}}{_S}页|Page\s[0-9]{{1,4}}(?:\sof\s[0-9]{{1,4}})?",
    re.IGNORECASE,
)
# On pages of the web alone.
_HANDS = "一审|二审|三审|审核|审签|监审|终审|初审|复审|编辑|责编|制作|排版|值班编辑|本期编辑|主编|校对|运营"
_WEAK = re.compile(
    rf"图片|公众号|[0-9]+篇原创内容|{_TOOL}|[0-9]{{1,3}}{_S}/{_S}[0-9]{{1,3}}"
    rf"|已?关注|评论|收藏|点赞|赞|分享|展开|全文|正文|END|{_COUNT}{_S}[0-9.万]+|A\+{_S}A-|[↑↓▲▼]+.{{0,20}}[↑↓▲▼]+"
    rf"|[-—～~]*{_S}(?:END|The End|完|全文完){_S}[-—～~]*|(?:{_HANDS}){_S}[:：|丨｜/／]{_S}[^。，]{{2,12}}"
    rf"|(?:主题|主旨|Subject|Date|From|To){_COLON}.{{0,60}}(?<![。！？])"
    rf"|[（(]?(?:文章|信息|稿件|资料|新闻|本文|图文)?(?:来源|稿源|出处|轉自|转自|来自|來源){_COLON}(?!.*[。，；]).{{2,24}}",
    re.IGNORECASE,
)
# The end of a sentence, a caption, a number to ring, or who has issued a notice and when: these are of the text.
_OF_A_TEXT = re.compile(
    rf"[。！？；][”」』）)]?$|[:：]{_S}[0-9][0-9-]{{3,}}[0-9]$|[▲△▼↑→←]|[摄攝][）)]?$|图[：:／/]|^{_DATE}$|^[（(]|年.{{1,3}}月.{{1,3}}日"
    "|[局委部院会所处办厅队站社司室校府心]$"
)
# The title of the window that an article is shown in: the headline with the names of the section and of the site.
_WINDOW = re.compile(
    r"(?P<title>.{4,40}?)\s?[-_|｜—–]\s?[\u4e00-\u9fff·]{2,12}(?:网|新闻|在线|频道|客户端|日报|晚报|新聞|網)(?:_.*)?"
)
_OTHERS = re.compile(
    r"[■◆●▶►▼▪•·【\[]?[\s\u3000]*(?:往期(?:推荐|回顾|精彩)|相关(?:新闻|阅读|推荐|报道|文章|链接|资讯)|推荐阅读|热门(?:文章|推荐|新闻|评论)|猜你喜欢|更多(?:新闻|精彩|阅读|文章|推荐)"
    r"|热点推荐|精彩推荐|为您推荐|为你推荐|大家都在看|24小时热文|编辑推荐|网友评论|最新评论|发表评论|相關新聞|熱門新聞|更多新聞|延伸閱讀|推薦閱讀|為你推薦)[】\]]?[:：]?"
)


def web_rows(rows: Sequence[LabelRow]) -> dict[int, Label]:
    """Return the rows that a web page, an app or a mail has put round its text, by index."""
    rows = sorted(rows, key=_place)  # as they stand in the source, whatever order they are read in
    found = {row.index: label for row in rows if (label := _strong(row.text.strip())) is not None}
    if sum(label.rule in (RULE, POSTED, POSTED_BY) for label in found.values()) < LEAST:
        return found
    said = {row.text.strip() for row in rows}
    for row in rows:
        text = row.text.strip()
        window = _WINDOW.fullmatch(text)
        if row.index not in found and (_WEAK.fullmatch(text) or (window and window["title"] in said)):
            found[row.index] = _of_the_page()
    for index in (*_links(rows, found), *_tail(rows, found)):
        found[index] = _of_the_page()
    return found


def dates_a_post(row: str) -> bool:
    """Say whether a row says when an article was posted and who wrote it: 2020-01-10 08:30 来源：某报 作者：张三."""
    return _SIGNED_POST.fullmatch(row.strip()) is not None


def _place(row: LabelRow) -> int:
    return row.lines[0].span.start


def _of_the_page() -> Label:
    return Label(Role.COLOPHON, SURE, RULE)


def _strong(text: str) -> Label | None:
    """Label a row that says by itself that it belongs to a web page, an app or a mail."""
    if not text or len(text) > LONGEST:
        return None
    if _PAGE_NUMBER.fullmatch(text):
        return Label(Role.FOLIO, SURE, PAGE_NUMBER)
    if _STRONG.fullmatch(text.rstrip("）)")) or _STRONG.fullmatch(text) or _is_toolbar(text):
        return _of_the_page()
    if _POSTED.fullmatch(text) or _is_information(text):
        return Label(Role.MASTHEAD, SURE, POSTED)
    if says_when_and_who(text):
        return Label(Role.BYLINE, SURE, POSTED_BY)
    return None


def says_when_and_who(text: str) -> bool:
    """Say whether a row is one of a web page that tells when a text was posted, where or how it is read, and who wrote it."""
    if re.search(_DATE, text) is None or len(text) > LONGEST:
        return False
    return len(information(text)) > 1 and signed_role(text) is Role.BYLINE


def _is_toolbar(text: str) -> bool:
    """Say whether a row is made of buttons, one of which has a name: 大 中 小 alone could be sizes of anything."""
    return _TOOLS.fullmatch(text) is not None and re.search("[\u4e00-\u9fff]{2}", text) is not None


def _is_information(text: str) -> bool:
    """Say whether a row is made of when, where from, by which editor and of buttons: 2020-01-10 来源：某报 字号：大 中 小."""
    if not re.search(rf"{_TIME}|(?:来源|稿源)|字[号体]", text) or not re.search(f"{_DATE}|字[号体]", text):
        return False
    return not _PIECE.sub("", text).strip()


def _links(rows: Sequence[LabelRow], found: dict[int, Label]) -> Iterator[int]:
    """Yield the rows of lists of other articles: their name, and short rows without sentences to the end or a row found."""
    at = 0
    while at < len(rows):
        row = rows[at]
        at += 1
        if row.index in found or not _OTHERS.fullmatch(row.text.strip()):
            continue
        end = at
        while end < len(rows) and rows[end].index not in found and _is_link(rows[end].text.strip()):
            end += 1
        if end > at and (end == len(rows) or rows[end].index in found):
            yield from (other.index for other in rows[at - 1 : end])
        at = end


def _tail(rows: Sequence[LabelRow], found: Mapping[int, Label]) -> Iterator[int]:
    """Yield the short rows behind the last sentence of a text that sign nothing: key words, the name of the account."""
    for row in reversed(rows):
        text = row.text.strip()
        if row.index in found:
            continue
        if len(text) > LONGEST_TAIL or _OF_A_TEXT.search(text):
            return
        if signed_role(text) is None:
            yield row.index


def _is_link(text: str) -> bool:
    return len(text) <= LONGEST_LINK and not re.search("[。；]|[！？]$", text) and not _OTHERS.fullmatch(text)
