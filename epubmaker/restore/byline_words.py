"""What stands in bylines besides offices and names: where a report comes from, who carries it, what was done.

`【記者王小明／台北報導】` names one person, `新华社北京11月9日电（记者张三）` too. `without_places` sets a mark in the place of
every character of a dateline, a place, a newspaper or a source, so that what is left between the offices is names. Places are
told from names by a list and by where they stand: behind a slash, or between a name and 報導.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from epubmaker.label.folding import folding
from epubmaker.restore.characters import GAP
from epubmaker.text import patterns as re
from epubmaker.text.offices import plain_offices
from epubmaker.text.surnames import COMPOUND_SURNAMES, SURNAMES, is_name, parted_names

SET_ASIDE = "；"  # stands where a character was that names nobody; no name goes over it
_H = "\u4e00-\u4e27\u4e29-\u9fff"  # without 丨, which some set as a stroke between an office and a name
_NUMBER = "[0-9〇一二三四五六七八九十]"
_DAY = rf"(?:{_NUMBER}{{1,2}}月)?{_NUMBER}{{1,3}}日"
# What is said of a report behind its place: 台北報導, 北京摄影报道, 东京10日电.
_DONE = rf"(?:(?:摄影|综合|连线|专题|独家|现场|采访|文图)?报[道导]|{_DAY}[专综]?[电讯]|专访|特稿|外电|专电)"
_TAIL = re.compile(rf"(?P<words>[{_H}—–-]*?)(?P<done>{_DONE})(?![{_H}：:／/|｜])")
_OFFICE_END = re.compile("(?:记者|通讯员|特派员|实习生|见习生|评论员|撰稿人|编译组?|采访|撰文|采写)[：:]?$")
_DATELINE = re.compile(
    rf"""据?[{_H}]{{1,8}}?[社报网台刊](?:[{_H}]{{0,10}}?{_DAY}[电讯]|讯|消息|综合(?:消息|报[道导]|讯))(?![{_H}])
    |^[（(]?据?[{_H}]{{1,8}}?[社报网][{_H}、]{{0,24}}?{_DAY}[专综]?电(?=[{_H}]{{0,4}}记者)
    |综合[{_H}]{{2,6}}[电讯](?![{_H}])|[{_H}]{{2,6}}社发(?![{_H}])|(?<![{_H}])[{_H}]{{2,6}}{_DAY}[电讯](?![{_H}])
    |[{_H}]{{2,6}}专讯|(?<=[【\[])[{_H}]{{2,5}}讯(?=[】\]])|^[（(]?(?:据|综合)(?:[{_H}]{{2,6}}社|《)[^）)]*""",
    re.VERBOSE,
)
_SOURCE = re.compile(
    rf"(?:[{_H}]{{2}})?(?:来源|转自|原载|图源(?=[：:])|^[（(]?图据)[{GAP}]*[：:／/|｜]?[{GAP}]*[^{GAP}）)】\]]+"
)
_ABOUT = re.compile(
    rf"字[号体](?:大小)?[{GAP}]*[:：]?[{GAP}大中小T|]*|(?:阅读|浏览|点击)(?:次数|量|数)?[{GAP}]*[:：]?[{GAP}]*[0-9.]+万?次?|发自[{_H}、]{{2,}}|本[版栏期](?=[{_H}])|图为|独家(?=[{_H}]*报)|^[（(]?本报(?:编辑|评论|记者)部"
    rf"|(?<=[摄影道图])[（(](?:影像中国|人民视觉|视觉中国|新华社发?|中新社发?|资料图片?)[）)]|(?<=[/／：:|｜])[{_H}]{{2,20}}(?:教授|研究员|院士|博士)(?=[{_H}]{{2,3}}$)"
    rf"|(?<=作者)(?:系|为|是|单位|简介)[^）)】\]]*|(?:工作|作者)?单位[{GAP}]*[:：][^）)】\]]*|(?<=图)(?:片)?由|提供(?=$|[{GAP}）)】\]])"
)
# Who prints or sends a report: a word that ends so is no person, and stands before an office with or without a gap.
_CARRIERS = re.compile(
    rf"""(?:[{_H}·0-9]*(?:[{_H}]报|[{_H}]{{2}}社|网|电台|电视台|客户端|频道|周刊|杂志|中心|编辑部|新闻部?|传媒|央视|[{_H}]报道|在线)
    |本[报刊台网社](?:驻?(?:(?!记者|通讯员)[{_H}]){{2,6}}?)?|驻[{_H}]{{1,5}}?)
    (?=[{GAP}]?(?:[全融]媒体?|见习|实习|特[约派]|首席|高级|文字|摄影|体育)*(?:记者|通讯员|特派员|评论员))""",
    re.VERBOSE,
)
_WORD = re.compile(f"[{_H}]+")
_NOBODY = re.compile(
    "(?:泣告|泣启|哀告|敬告|敬启|谨启|谨上|敬上|鞠躬|资料|受访者|采访对象|当事人|视觉中国|综合|图片|网络|国际|社会|生活|地方|财经|娱乐|体育|政治|即时|要闻|大陆|两岸)$"
    "|.*(?:.中心|.新闻|客户端|频道|编辑部|杂志社?|周刊|大学|学院|公司|教授|受访者|对象|外电|专电)$"
    # What somebody is, before the name: who writes to a paper, who speaks, who belongs to whom; and bodies that sign.
    "|.*(?:读者|市民|网友|居民|村民|业主|家长|同学|作家|诗人|老师|学生|女儿|儿子|孙女|孙子|丈夫|妻子)"
    "|.*(?:[市县区省州镇乡村局厅处科院校所队会部行]长|书记|主任|主席|经理|总裁|董事长|秘书|代表|委员|教授|院士|博士|研究员|工程师)"
    "|.*(?:小组|工作组|委员会|办公室|协会|联合会|学会|基金会|派出所|[市县区省]政府|[市县区省]委)$"
    "|.*(?:[日晚早时商]报|报社|网|电视台|通讯社)$|.*(?:要闻|新闻|采访|专题|编辑|记者|摄影|评论|总编|宣传)部$|本[报刊台网社].*"
)


def without_places(text: str) -> str:
    """Return a byline, as long as it was, with `SET_ASIDE` for every character that is part of no office and no name."""
    plain = plain_offices(text)
    aside = bytearray(len(text))
    for pattern in (_DATELINE, _SOURCE, _ABOUT):
        for match in pattern.finditer(plain):
            if pattern is not _DATELINE or not re.search("记者|通讯员", match[0]):
                _set(aside, *match.span())
    for start, end in (*_reports(plain), *_carriers(plain), *_said_twice(plain)):
        _set(aside, start, end)
    return "".join(SET_ASIDE if away or text[at] == "丨" else text[at] for at, away in enumerate(aside))


def _set(aside: bytearray, start: int, end: int) -> None:
    aside[start:end] = b"\x01" * (end - start)


def _reports(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the places of reports with what was done there: 台北報導 behind a name, or glued to it."""
    for match in _TAIL.finditer(plain):
        words, start = match["words"], match.start("words")
        office = _office_inside(words)
        start, words = start + office, words[office:]
        before = plain[:start].rstrip(GAP)
        credited = bool(_OFFICE_END.search(before)) or office > 0
        kept = _name_length(
            words, glued=credited, slash=before.endswith(("/", "／")) and _names_somebody(before)
        )
        if kept == len(words) > 0 and match["done"].startswith("文图"):  # no office by itself, as 摄影报道 is
            yield match.span("done")
        elif _has_office(plain) or kept < len(words):
            yield start + kept, match.end() if _has_office(plain) else start + len(words)


def _office_inside(words: str) -> int:
    """Return where in words glued together the last office ends, 0 where there is none: 记者王小明台北."""
    found = [match.end() for match in re.finditer("记者|通讯员|特派员|实习生|评论员|编译组?", words)]
    return found[-1] if found else 0


def _has_office(plain: str) -> bool:
    return bool(re.search("记者|通讯员|特派员|实习生|评论员|编译|采访|撰文|采写|摄影(?!报)", plain))


def _names_somebody(before: str) -> bool:
    """Say whether a name stands before a slash: behind one a place follows, behind a desk (生活中心／) a person."""
    words = _WORD.findall(before)
    return bool(words) and not _NOBODY.fullmatch(words[-1]) and not _OFFICE_END.search(words[-1])


def _name_length(words: str, *, glued: bool, slash: bool) -> int:
    """Return how many characters at the beginning of what stands before 報導 are a name; the rest is its place."""
    if not words or slash or is_place(words):
        return 0
    if is_name(words) and len(words) <= 3:
        return len(words)
    if not glued:
        persons = parted_names(words)  # 高强徐瑾摄影报道
        return 0 if any(map(is_place, persons)) else len("".join(persons))
    lengths = (4, 3, 2) if words[:2] in COMPOUND_SURNAMES else (3, 2, 4)
    fitting = [length for length in lengths if len(words) - length != 1 and length <= len(words)]
    if words[0] not in SURNAMES and words[:2] not in COMPOUND_SURNAMES:
        fitting = [length for length in fitting if is_place(words[length:])]
    told = [length for length in fitting if is_place(words[length:])]
    return next(iter(told or fitting), 0)


def _carriers(plain: str) -> Iterator[tuple[int, int]]:
    """Yield what stands before an office to say for whom somebody works; 本报 alone belongs to the office."""
    for match in _CARRIERS.finditer(plain):
        if not re.fullmatch("本[报刊台网社]|新华社", match[0]):
            yield match.span()


def _said_twice(plain: str) -> Iterator[tuple[int, int]]:
    """Yield what stands before the first office and again before another, to say for whom both work: 每经记者…每经编辑…."""
    first = re.match(rf"[（(]?(?P<whom>[{_H}]{{2,6}})(?:记者|编辑)", plain)
    if first is not None:
        found = [
            match.span("whom") for match in re.finditer(rf"(?P<whom>{first['whom']})(?:记者|编辑)", plain)
        ]
        yield from found if len(found) > 1 else ()


def names_nobody(word: str) -> bool:
    """Say whether a word between offices is no person wherever it stands: 受访者, 視覺中國, 國際中心, 綜合."""
    return _NOBODY.fullmatch(plain_offices(word.translate(folding()))) is not None


def is_place(words: str) -> bool:
    """Say whether words are a place that papers date reports from, or several: 台北, 台南市, 台北—高雄, 綜合."""
    simple = words.translate(folding())
    parts = [part for part in re.split("[—–-]|连线", simple) if part]
    return bool(parts) and all(
        part in _places() or part.rstrip("市县省州区") in _places() or part == "综合" for part in parts
    )


def may_be_between(before: str, after: str) -> bool:
    """Say whether a place of the list may end with a character and another begin with one: soon told, where `is_place` is not."""
    firsts, lasts = _place_edges()
    return before.translate(folding()) in lasts and after.translate(folding()) in firsts


@cache
def _place_edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that places of the list begin with, and end with; read once a process."""
    places = _places()
    return frozenset(place[0] for place in places), frozenset(place[-1] for place in places) | set(
        "市县省州区"
    )


@cache
def _places() -> frozenset[str]:
    """Return the places of the list, read once a process."""
    rows = files("epubmaker.restore").joinpath("data", "dateline_places.txt").read_text("utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in row.split())
