"""Names and offices as newspapers print them in bylines: `■记 者 李小明 通讯员 王 刚`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.restore.byline_words import SET_ASIDE, is_place, names_nobody, without_places
from epubmaker.restore.characters import GAP, HAN
from epubmaker.text import patterns as re
from epubmaker.text.ideographs import is_ideograph
from epubmaker.text.offices import plain_offices
from epubmaker.text.surnames import COMPOUND_SURNAMES, SURNAMES, is_name, parted_names

_G = f"[{GAP}\r\n]*"
_WRITERS = (
    "通讯员|特派员|记者|实习生|见习生|评论员|撰稿人|撰稿|供稿|采写|采访|撰文|编译组|编译|翻译|原作|图源|作者|口述|记录|整理|执笔|策划"
    "|执行|统筹|编辑|责编|主编|校对|版式|监制|审核|审校|监审|初审|复审|终审|剪辑|美编"
)
_PICTURES = "摄影报道|摄影记者|摄影|供图|制图|绘图|漫画|视频|图片|报道|报导"
_QUALIFIERS = "本报|本刊|本台|本网|本社|新华社|学生|星级|全媒体|融媒体|全媒|融媒|见习|实习|特约|特派|首席|驻站|驻地|高级|文字|责任"


def _spread(*lists: str) -> str:
    """Return a pattern for any of the words, with gaps between their characters."""
    words = "|".join(lists).split("|")
    return "|".join(_G.join(word) for word in sorted(words, key=len, reverse=True))


OFFICE = re.compile(
    rf"(?:(?:{_spread(_QUALIFIERS)}){_G})*(?:{_spread(_WRITERS, _PICTURES)})(?:{_G}[/、和兼]?{_G}摄{_G}影)?"
    rf"|文{_G}[/／、]{_G}(?:图|摄影|摄)|图{_G}[/／、]{_G}文{_G}|(?:文{_G}字|[一二三]审)(?={_G}[：:｜|])"
)
# Offices of one character stand alone between gaps, slashes and the edges, or, `摄`, at the end of a name.
SHORT_OFFICE = re.compile(
    rf"(?<![{HAN}])(?:图文|文|图|摄)(?![{HAN}])|(?<=[{HAN}])摄(?:影)?(?=[{GAP}（(）)】\]/{SET_ASIDE}]|$)|(?<=[{HAN}]{{2}}[{GAP}])[作译绘画](?=[）)]|$)"
)
# The characters of offices in Traditional text, one for one.
_SIMPLIFIED = str.maketrans(
    "報記訊員實習評論見約駐級編譯華體輯責專圖畫視頻寫執籌劃監製攝網臺檔稿",
    "报记讯员实习评论见约驻级编译华体辑责专图画视频写执筹划监制摄网台档稿",
)
OFFICE_BEFORE_NAME = re.compile(rf"(?:{_spread(_WRITERS, _PICTURES)})$")
# Letters of Latin script, those with accents too (Latin-1, Extended-A and -B without × and ÷).
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_LETTER = re.compile(f"[{_LATIN}]")
WORD = re.compile(rf"[{HAN}]+(?:·[{HAN}]+)*|[{_LATIN}][{_LATIN}.'’-]*(?: [{_LATIN}][{_LATIN}.'’-]*)*")
_ROW_END = re.compile(rf"(?P<left>[{HAN}]+)(?P<end>\n)(?=(?P<right>[{HAN}]+))")
BLANKS = re.compile(f"[{GAP}\r\n]+")
LONGEST_NAME = 4
_WORKS = re.compile("(?:[记記]者|通[讯訊][员員]|[编編][辑輯]|[评評][论論][员員]|特派[员員])$")
# Provinces begin with the characters of surnames too (江苏, 云南, 安徽).
PROVINCES = frozenset(
    re.findall(
        "[^ ]+",
        "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南"
        " 四川 贵州 云南 陕西 甘肃 青海 台湾"
        " 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 重慶 遼寧 黑龍江 江蘇 廣東 貴州 雲南 陝西 甘肅 臺灣 內蒙古 廣西 寧夏 澳門",
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a byline: an office, or (a part of) a name, at `start:end` of the text."""

    start: int
    end: int
    word: str
    is_office: bool


@dataclass(frozen=True, slots=True)
class Credit:
    """A role with its names, and the stretches of the byline that say so, in the order they should be read."""

    role: str
    names: tuple[str, ...]
    stretches: tuple[tuple[int, int], ...]
    confidence: float


def tokens(text: str) -> list[Token]:
    """Split a byline into offices and names; spread names and offices come back closed up."""
    text = without_places(text)
    found: list[Token] = []
    at = 0
    for match in _offices(text.translate(_SIMPLIFIED)):
        found.extend(_names(text, at, match.start()))
        word = BLANKS.sub("", text[match.start() : match.end()])
        found.append(Token(match.start(), match.end(), word, is_office=True))
        at = match.end()
    found.extend(_names(text, at, len(text)))
    return [
        token
        for number, token in enumerate(found)
        if token.is_office or not _is_no_name(token, found[number + 1 : number + 2])
    ]


def _is_no_name(token: Token, following: Sequence[Token]) -> bool:
    """Say whether a word is no name: nobody's by itself, or what it says of the office that it stands against (每经记者)."""
    if names_nobody(token.word) or (len(token.word) == 1 and not _LETTER.match(token.word)):
        return True
    against = [after for after in following if after.is_office and after.start == token.end]
    return any(_WORKS.search(after.word) for after in against) and not is_name(token.word)


def torn_names(text: str) -> list[int]:
    """Return where rows of a byline end inside a name: no person is called by one character."""
    ends = []
    for end in _ROW_END.finditer(text):
        left, right = end["left"], end["right"]
        left = left[max((found.end() for found in _offices(left.translate(_SIMPLIFIED))), default=0) :]
        if 1 in (len(left), len(right)) and is_name(left + right):
            ends.append(end.start("end"))
    return ends


def close_up(text: str) -> frozenset[int]:
    """Return where in a byline the gaps begin that stand inside an office or a name."""
    return frozenset(
        token.start + gap.start()
        for token in tokens(text)
        if token.is_office or not _LETTER.match(token.word)
        for gap in BLANKS.finditer(text[token.start : token.end])
    )


def parse_byline(text: str) -> tuple[Credit, ...]:
    """Read roles and names out of a byline.

    The usual order is office, then names; `张三 摄` and `张三/文` have it the other way round. Where names stand before
    an office that has none behind it, while another office follows, the reader scrambled the row: they belong to it.
    """
    words = tokens(text)
    groups = _groups(words)
    if not groups:
        return ()
    if groups[0][0] is None and len(groups) > 1 and len(groups[0][1]) > 0:
        groups = _turned(groups)
    edges = _edges(groups, text, without_places(text))
    return tuple(
        Credit(
            role=_role(office),
            names=tuple(
                name for words in _elsewhere(_persons(office, names, text)) for name in _parted(words.word)
            ),
            stretches=stretches,
            confidence=confidence,
        )
        for (office, names, confidence), stretches in zip(groups, edges, strict=True)
    )


def _persons(office: Token | None, names: list[Token], text: str) -> list[Token]:
    """Leave out the place of a contributor who signs in brackets without an office: （江苏　王明）."""
    signed = office is None and len(names) == 2 and text.strip()[:1] in "（("
    if not signed or names[1].word[0] not in SURNAMES:
        return names
    return names[1:] if names[0].word in PROVINCES or names[0].word[0] not in SURNAMES else names


def _elsewhere(names: list[Token]) -> list[Token]:
    """Leave out the places that stand behind names: 记者 张三 北京."""
    return [name for number, name in enumerate(names) if not number or not is_place(name.word)]


_Group = tuple[Token | None, list[Token], float]


def _groups(words: list[Token]) -> list[_Group]:
    """Gather each office with the names behind it; names before any office come first, with none."""
    groups: list[_Group] = []
    for word in words:
        if word.is_office:
            groups.append((word, [], 0.99))
        elif groups:
            groups[-1][1].append(word)
        else:
            groups.append((None, [word], 0.7))
    return groups


def _turned(groups: list[_Group]) -> list[_Group]:
    """Give leading names to the office behind them, and go on so as long as offices stand behind their names."""
    turned: list[_Group] = []
    waiting = groups[0][1]
    suffixed = not groups[-1][1]  # the row ends with an office: every office stands behind its names
    for number, (office, names, confidence) in enumerate(groups[1:], start=1):
        if suffixed:
            turned.append((office, waiting, 0.95))
            waiting = names
        elif number == 1:
            turned.append((office, waiting if not names else [*waiting, *names], 0.85 if not names else 0.6))
        else:
            turned.append((office, names, confidence))
    return turned


def _edges(groups: list[_Group], text: str, left: str) -> list[tuple[tuple[int, int], ...]]:
    """Cut the byline into the stretches of each group; the office is read before its names.

    `left` is the text without what names nobody, which goes with the group that it stands behind.
    """
    stretches: list[tuple[tuple[int, int], ...]] = []
    at = 0
    for number, (office, names, confidence) in enumerate(groups):
        last = number == len(groups) - 1
        words = [*names, *([office] if office else [])]
        end = len(text) if last else max(word.end for word in words)
        end = _past_marks(left, end) if not last else end
        scrambled = office and names and names[0].start < office.start and confidence == 0.85
        if scrambled and office:
            cut = _before_bullet(text, office.start)
            stretches.append(((cut, end), (at, cut)))
        else:
            stretches.append(((at, end),))
        at = end
    return stretches


def _past_marks(text: str, end: int) -> int:
    """Move past closing marks and separators that belong to what stands before them."""
    while end < len(text) and text[end] in f"）)、，,；;/／{SET_ASIDE}":
        end += 1
    return end


def _before_bullet(text: str, start: int) -> int:
    """Move back over the bullet in front of an office."""
    while start and text[start - 1] in "■●◆□◇▲△★☆（(":
        start -= 1
    return start


def _role(office: Token | None) -> str:
    """Return the role as one word; a name without an office is an author's."""
    if office is None:
        return "作者"
    word = office.word.replace("／", "/")
    for qualifier in ("本报", "本刊", "本台", "本网", "本社", "本報", "本臺", "本網"):
        word = word.removeprefix(qualifier)
    return {"摄": "摄影", "攝": "攝影"}.get(word, word)


def _offices(text: str) -> Iterator[re.Match[str]]:
    """Yield the offices of a byline, long ones before short ones, in order."""
    plain = plain_offices(text)
    taken = list(OFFICE.finditer(plain))
    inside = {place for match in taken for place in range(*match.span())}
    taken += [match for match in SHORT_OFFICE.finditer(plain) if inside.isdisjoint(range(*match.span()))]
    yield from sorted(taken, key=lambda match: match.start())


def _names(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the names between two offices; characters spread out are put together."""
    parts = list(WORD.finditer(text, start, end))
    at = 0
    while at < len(parts):
        count = _parts_of_name(parts, at, text)
        first, last = parts[at].start(), parts[at + count - 1].end()
        yield Token(
            first, last, BLANKS.sub("", text[first:last]) if count > 1 else text[first:last], is_office=False
        )
        at += count


def _parts_of_name(parts: list[re.Match[str]], at: int, text: str) -> int:
    """Return how many parts, parted by gaps alone, make up one name."""
    run = [parts[at][0]]
    while (
        at + len(run) < len(parts)
        and not text[parts[at + len(run) - 1].end() : parts[at + len(run)].start()].strip()
    ):
        run.append(parts[at + len(run)][0])
        if len(run) == LONGEST_NAME + 1:
            break
    if _LETTER.match(run[0]) or len(run) == 1:
        return 1
    if run[0] in COMPOUND_SURNAMES and len(run[1]) <= 2:
        return _compound(run)
    if len(run[0]) == 1:
        return _spread_name(run)
    ends = len(run) == 2 or len(run[2]) > 1 or run[2] in SURNAMES  # the next name begins, or none comes
    alone = len(run[1]) == 1 and run[1] not in SURNAMES and ends
    return 2 if len(run[0]) == 2 and alone else 1


def _compound(run: list[str]) -> int:
    """Join a surname of two characters with the given name, spread or not."""
    spread = len(run) > 2 and len(run[1]) == len(run[2]) == 1
    return (
        3 if spread and (len(run) == 3 or run[2] not in SURNAMES) else 2
    )  # what stands last is no name by itself


def _spread_name(run: list[str]) -> int:
    """Join a surname that stands alone with the given name behind it: `王 强`, `王 小 明`, `王 小明`."""
    if len(run[1]) > 1:
        return 2 if len(run[1]) == 2 else 1
    if len(run) > 2 and len(run[2]) == 1:
        rest = run[2:]
        pairs = len(rest) == 1 or rest[0] not in SURNAMES
        return 3 if pairs else 2
    return 2


def _parted(words: str) -> tuple[str, ...]:
    """Return the names in words between which a blank was lost at the end of a row: the fewest that begin with family names."""
    if len(words) < LONGEST_NAME or words[:2] in COMPOUND_SURNAMES or not all(map(is_ideograph, words)):
        return (words,)
    return parted_names(words) or (words,)
