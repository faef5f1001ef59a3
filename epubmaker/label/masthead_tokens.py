"""The pieces a Chinese newspaper's masthead and folio line are made of, and where they stand in a page's text.

Kinds that carry weight: date, year, year-month, month-day, weekday, lunar, issue, pages, serial, publisher, title, edition,
folio, section, latin. Kinds that only explain what stands beside them: cover. Sources for the shapes: GB/T 9999 and the
rules for newspaper mastheads (报纸出版管理规定, article 34: title, publisher, serial number, date, total issue, page).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from epubmaker.label.calendar_lunar import SOLAR_TERMS, find_lunar_dates
from epubmaker.label.dates import HAN_NUMERAL, NUMERAL, find_dates, find_weekdays
from epubmaker.label.masthead_page import PageText, RowText
from epubmaker.text import patterns as re

HAN = r"\u3400-\u9fff"

_TITLE_ENDS = (
    "日报|晚报|早报|晨报|午报|夜报|时报|商报|周报|都市报|青年报|少年报|工人报|劳动报|农民报|农村报|法制报|法治报|教育报|科技报|"
    "文汇报|电视报|经济报|导报|消费报|文化报|文艺报|文学报|体育报|健康报|卫生报|医药报|快报|公报|新报|信报|讯报|星报|联合报|"
    "大公报|妇女报|军报|解放军报|交通报|铁道报|石油报|邮电报|建设报|环境报|绿化报|旅游报|安全报|检察报|税务报|质量报|老年报|"
    "老人报|家庭报|生活报|企业报|校报|侨报|参考消息|参考报|观察报|证券报|金融报|财经报|证券时报|华侨报|民报|时事报|群众报|"
    "新闻报|民族报|画报|月报|旬报|周刊|周末|週刊|申报"
)
# Words that end alike but are no newspapers' names.
_NO_TITLE = re.compile(
    "预报|海报|喜报|捷报|简报|汇报|通报|申报$(?<!^申报)|举报|情报|警报|电报|回报|上报|播报|(?<![青少老])年报|填报|壁报|黑板报|天气|今日快报|"
    "[，。；、！？“”‘’]"
)
_TITLE = re.compile(rf"《?(?P<name>[{HAN}]{{0,12}}?(?:{_TITLE_ENDS}))》?")
_PLAIN_TITLE = re.compile(rf"《?(?P<name>[{HAN}]{{2,8}}报)》?")

_SECTION_NAMES = (
    "要闻|新闻|综合|时政|本地|国内|国际|体育|文体|文娱|娱乐|财经|经济|广告|专版|专题|副刊|理论|评论|社会|民生|教育|健康|时评|文化|"
    "科技|视觉|视点|关注|生活|旅游|汽车|房产|天下|特刊|专刊|热点|聚焦|连载|人文|图片|公告|深度|都市|法治|法制|三农|乡镇|读书|"
    "证券|金融|军事|港澳|台湾|两岸|产经|影像|艺术|文艺|家园|地方|区域|县域|焦点|头条|导读|封面|版面"
)
_SECTION = re.compile(rf"[{HAN}]{{0,4}}(?:{_SECTION_NAMES})(?:[·、/]?(?:{_SECTION_NAMES}))?(?:新闻|版)?")
_SECTION_AND_PAGE = re.compile(
    rf"{_SECTION.pattern}\s?[·|/:：—-]?\s?(?P<p1>[A-Z]?\d{{1,3}})版?|(?P<p2>[A-Z]?\d{{1,3}})\s?版?\s?[·|/:：—-]?\s?{_SECTION.pattern}"
)
_EDITION = re.compile(rf"(?P<name>[{HAN}]{{2,6}})版")
_NO_EDITION = re.compile(
    "[第头正改盗出排再绝初原新旧修单双整半封翻拼开制组套底首末活胶木石铅石图再]版$|(?:电子|中文|英文|手机|网络|升级|完整|加强|限量|"
    f"简体|繁体|精装|平装|最新|豪华|影印|校订|国际|数字|一|二|三|四|五|六|七|八|九|十)版$|(?:{_SECTION_NAMES})版$"
)

_PUBLISHING = "主管|主办|联办|合办|协办|承办|主编|编辑|出版|编印|印行|发行|共建|联合出品|出品|联合"
_BODIES = (
    "报社|报业集团|报业传媒集团|传媒集团|传媒中心|新闻社|杂志社|出版社|通讯社|编辑部|委员会|党委|宣传部|融媒体中心|新闻中心|"
    "集团|公司|总社|分社|协会|学会|联合会|联盟|总工会|工会|政府|大学|学院|研究院|局|厅|办公室|党组|机关|"
    "市委|省委|区委|县委|州委|盟委|旗委|镇委|工委|团委|中央|总会|中心|社|部|院|馆"
)
# Possessive: `联合出品` is one verb or two, and a long row of them could be read in a number of ways that doubles with each.
_MORE_VERBS = rf"(?:[、·]?(?>{_PUBLISHING}))*+"
_BODY_PIECE = re.compile(rf"[{HAN}“”《》（）()·、]{{2,24}}?(?:{_BODIES})")
_BODY_VERB_PIECE = re.compile(
    rf"[{HAN}“”《》（）()·、]{{2,30}}?(?:{_BODIES})(?:联合)?(?:{_PUBLISHING})(?:单位)?{_MORE_VERBS}"
)
_VERB_PIECE = re.compile(rf"(?:联合|共同)?(?:{_PUBLISHING}){_MORE_VERBS}")
_VERB_FIRST_PIECE = re.compile(
    rf"(?!(?:主编|编辑)[:：/])(?:{_PUBLISHING}){{1,2}}(?:单位|者)?[:：/]\s*[{HAN}“”《》（）()·、]{{2,30}}"
)
_NO_PUBLISHER = re.compile("[由在将被]|活动|本次|举行|举办|大赛|展览|启动|召开|如何|为什么")
_PRESS = re.compile(rf"[{HAN}]{{1,10}}报社")

_NUMBER = rf"(?:\d[\d,]{{0,6}}|\d(?:\s\d){{1,6}}|[{HAN_NUMERAL}](?:\s?[{HAN_NUMERAL}]){{0,7}})"
_ISSUE = re.compile(
    rf"(?P<total>总(?:期号|期数|期)?\s*+第?\s*+[:：]?\s*+(?P<n1>{_NUMBER})\s*[期号])"
    rf"|(?<![字证])第\s*(?P<n2>{_NUMBER})\s*[期号](?!台风|文件|令|提案|议案|公告|线|楼|馆|院|地块|选手|通告|决议|机)"
    rf"|(?<![A-Za-z])(?:No|Nº|№|Issue)\s?[.:：]?\s?(?P<n3>\d{{1,6}})(?!\d)",
    re.IGNORECASE,
)
_FOLIO = re.compile(
    r"(?<![转接见至到翻阅含每上下占等])(?:第\s?(?P<p1>[A-Z]?\s?\d{1,3}|[一二三四五六七八九十]{1,3})\s?版"
    r"|(?<![\d.A-Za-z])(?P<p2>[A-Z]?\s?\d{1,3})\s?版|版\s?次\s?[:：]?\s?(?P<p3>[A-Z]?\d{1,3})|第\s?(?P<p4>\d{1,3})\s?页)"
    r"(?![本权面式块图画税主社半])",
)
_PAGES = re.compile(
    rf"(?:今\s?[日天]|本期|本日|本报|共|今|对开|四开|[48]开)\s?(?:本报|出版|出|共|计|发行|对开|四开)?\s?(?:{_NUMBER})\s?"
    r"(?:大?版|大?张(?:半)?|页|小?张)"
)
_SERIAL = re.compile(
    r"(?:国内统一(?:连续出版物号|刊号)|国际标准(?:连续出版物号|刊号)|全国统一刊号|统一刊号|刊\s?号|邮发代号|国[内外](?:发行)?代号|"
    r"报刊代号|代号|CN|ISSN|准印证号?|登记证号?)\s?[:：]?\s?(?:CN|ISSN)?\s?[:：]?\s?[(（]?[A-Z]?\d{1,5}(?:\s?[-—–/]\s?[\dA-Z]+)*[)）]?"
    r"|中华邮政[^\n]{0,24}?(?:新闻纸类?|登记)|内部资料[^\n]{0,10}?(?:交流|发行)?"
)
_FOUNDED = re.compile(r"(?:创刊|复刊)(?:于|日期)?[ :：]*\Z")
_WEATHER = "晴|多云|阴|小雨|中雨|大雨|暴雨|阵雨|雷阵雨|小雪|中雪|大雪|雨夹雪|雾|霾"
_CHANGES = 12  # of the weather in one forecast; it names two or three, and a row of nothing else is none
_COVER = re.compile(
    rf"(?:零售价?|定价|售价|每[份张期](?:零售)?|全年|月价)\s?[:：]?\s?(?:人民币)?\s?(?:[\d.]+|{_NUMBER})\s?[元角分]"
    r"|(?:https?://|www\.)\S+|[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]+|(?:网址|电话|传真|新闻热线|热线|值班电话|广告热线)\s?[:：]?|\d{3,4}-\d{7,8}"
    r"|(?:责任编辑|责编|编辑|版式|校对|美编|组版|主编|总编辑?|值班总编|视觉|制图)\s?[:：/]?\s?[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2}(?=\s|$)"
    rf"|(?:今[日天晨]|明[日天]|白天|夜[间里])?\s?(?:{_WEATHER})(?:(?:转|到|间)(?:{_WEATHER})){{0,{_CHANGES}}}(?=[\s\d,，。]|$)"
    # Figures are read from where they begin: from every later digit they would fail for the same reason.
    r"|(?:-|(?<!\d))\d++\s?(?:℃)?\s?[~～—至到-]\s?-?\d++\s?(?:℃|°C|度)|[偏东南西北]{1,3}风|\d(?:[-~～—]\d)?级"
    # The end of a range of days (10日—16日, its dash read as 一 too), and the sheet of paper: 第一张.
    r"|(?<=[日号])\s?(?:[-—–~～至、和]|一(?=\s?\d))\s?(?:\d{1,2}\s?月\s?)?(?:\d{1,2}|[一二三]?十?[一二三四五六七八九]?)\s?[日号]|(?:两期|三期)?合刊"
    r"|第\s?[一二三四五六七八九十\d]{1,2}\s?大?张|(?:星期|周)[一二三四五六日]\s?[-—–~～至]\s?(?:星期|周)[一二三四五六日]"
    rf"|(?:今日|明日)?(?:{SOLAR_TERMS})|(?:创刊|复刊)(?:于)?|农历|公历|出版|编号|大[月]|小[月]|人民网|代印|今日|中国|邮编\s?\d{{6}}"
)
_LATIN = re.compile(r"[A-Z][A-Za-z'’.&\- ]{2,40}")
_LATIN_NAMES = re.compile(
    r"daily|news|post|times|herald|evening|morning|weekly|journal|ribao|wanbao|shibao|zaobao|chenbao|bao\b",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(
    rf"(?<!\d)(?P<y>(?:1[89]|20)\d\d|[一二][{HAN_NUMERAL}]{{3}})\s?"
    rf"(?:年\s?(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月|[./-]\s?(?P<m2>1[0-2]|0[1-9])(?![\d./-]))"
)
_MONTH_DAY = re.compile(
    rf"(?<![年\d〇一二三四五六七八九十])(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月\s?(?P<d>{NUMERAL}{{1,3}})\s?[日号]"
)
_YEAR_ALONE = re.compile(rf"(?:(?:19|20)\d\d|[一二][{HAN_NUMERAL}]{{3}})\s?年")
_BARE_PAGE = re.compile(r"[A-Z]{1,2}\d{1,3}|[A-Z]?\d{1,3}(?=[·|/—])")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a masthead: its kind and characters `start:end` of the page text."""

    kind: str
    start: int
    end: int
    value: str = ""


def find_tokens(page: PageText, rows: tuple[RowText, ...]) -> tuple[Token, ...]:
    """Find all pieces a masthead can be made of, body text included, in order of place; linear in the text."""
    found = [*_calendar_tokens(page.text), *_number_tokens(page.text), *_piece_tokens(page.text)]
    for row in rows:
        found.extend(_row_tokens(page.text, row))
    return tuple(sorted(found, key=lambda token: (token.start, -token.end, token.kind)))


def _calendar_tokens(text: str) -> Iterator[Token]:
    dates = find_dates(text)
    for reading in dates:
        founding = text[reading.end : reading.end + 3].lstrip().startswith(("创刊", "复刊"))
        founding = founding or bool(_FOUNDED.search(text[max(0, reading.start - 4) : reading.start]))
        yield Token("cover" if founding else "date", reading.start, reading.end)
    taken = {place for reading in dates for place in range(reading.start, reading.end)}
    for kind, pattern in (("year-month", _YEAR_MONTH), ("month-day", _MONTH_DAY)):
        for match in pattern.finditer(text):
            if match.start() not in taken:
                yield Token(kind, match.start(), match.end())
    for weekday in find_weekdays(text):
        yield Token("weekday", weekday.start, weekday.end)
    for lunar in find_lunar_dates(text):
        if lunar.start not in taken:
            kind = "lunar" if lunar.month and lunar.sure else "lunar-year" if not lunar.month else "lunar-day"
            yield Token(kind, lunar.start, lunar.end)


def _number_tokens(text: str) -> Iterator[Token]:
    pages = [(match.start(), match.end()) for match in _PAGES.finditer(text)]
    yield from (Token("pages", start, end) for start, end in pages)
    yield from (Token("serial", match.start(), match.end()) for match in _SERIAL.finditer(text))
    yield from (Token("cover", match.start(), match.end()) for match in _COVER.finditer(text))
    for match in _ISSUE.finditer(text):
        value = "".join((match["n1"] or match["n2"] or match["n3"]).replace(",", "").split())
        yield Token("issue-total" if match["total"] else "issue", match.start(), match.end(), value)
    within = {place for start, end in pages for place in range(start, end)}
    for match in _FOLIO.finditer(text):
        if match.start() not in within:
            value = "".join((match["p1"] or match["p2"] or match["p3"] or match["p4"]).split())
            yield Token("folio", match.start(), match.end(), value)


def _piece_tokens(text: str) -> Iterator[Token]:
    bodies: list[re.Match[str]] = []
    for piece in re.finditer(r"\S+", text):
        word = piece.group()
        if _NO_PUBLISHER.search(word):
            bodies = []
        elif _VERB_PIECE.fullmatch(word) and bodies:
            yield Token("publisher", bodies[0].start(), piece.end())
            bodies = []
        elif _BODY_VERB_PIECE.fullmatch(word):
            yield Token("publisher", (bodies[0] if bodies else piece).start(), piece.end())
            bodies = []
        elif _VERB_FIRST_PIECE.fullmatch(word):
            yield Token("publisher", piece.start(), piece.end())
            bodies = []
        elif _BODY_PIECE.fullmatch(word):
            bodies = [*bodies[-5:], piece]
            if _PRESS.fullmatch(word):
                yield Token("press", piece.start(), piece.end())
        else:
            bodies = []
        yield from _named_tokens(piece.start(), word)


def _named_tokens(start: int, piece: str) -> Iterator[Token]:
    word = piece.strip("■◆●▲□◇○★☆|·—-【】[]〖〗〔〕")
    start += piece.find(word) if word else 0
    end = start + len(word)
    if (match := _TITLE.fullmatch(word)) and not _NO_TITLE.search(word):
        yield Token("title", start, end, match["name"])
    elif (match := _PLAIN_TITLE.fullmatch(word)) and not _NO_TITLE.search(word):
        yield Token("plain-title", start, end, match["name"])
    elif _EDITION.fullmatch(word) and not _NO_EDITION.search(word):
        yield Token("edition", start, end, word)
    if match := _SECTION_AND_PAGE.fullmatch(word):
        yield Token("folio", start, end, match["p1"] or match["p2"])
    elif _SECTION.fullmatch(word):
        yield Token("section", start, end, word)
    elif re.fullmatch(r"[A-Z]{1,2}\d{1,3}", word):
        yield Token("bare-page", start, end, word)
    elif re.fullmatch(r"0?[1-9]|[12]\d|3[01]", word):
        yield Token("bare-number", start, end, word)


def _row_tokens(text: str, row: RowText) -> Iterator[Token]:
    words = text[row.start : row.end]
    if len(words) > 60:
        return
    if _LATIN.fullmatch(words.strip()) and (words.upper() == words or _LATIN_NAMES.search(words)):
        yield Token("latin", row.start, row.end)
    if match := _SECTION_AND_PAGE.fullmatch(words.strip()):
        yield Token("folio", row.start, row.end, match["p1"] or match["p2"])
    if _YEAR_ALONE.fullmatch(words.strip()):
        yield Token("year", row.start, row.end)
    pieces = words.split()
    # A name set with space between its characters: `人 民 日 报`.
    if 3 <= len(pieces) <= 12 and all(len(piece) == 1 for piece in pieces):
        name = "".join(pieces)
        if _TITLE.fullmatch(name) and not _NO_TITLE.search(name):
            yield Token("title", row.start, row.end, name)
        elif _EDITION.fullmatch(name) and not _NO_EDITION.search(name):
            yield Token("edition", row.start, row.end, name)
