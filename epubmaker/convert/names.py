"""Names in the running text whose surname OpenCC would change, each with the evidence that it is one.

`于` is mostly a preposition, `余` mostly a remainder: only what stands beside them tells. A surname is believed where a
byline gives the name, where an office or a form of address stands beside it, or where it stands in a list of names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from epubmaker.convert.forms import SURNAME_FORMS
from epubmaker.convert.known import foreign_names, listed_names
from epubmaker.convert.surnames import PRIOR, SURE, given_odds, positioned_names
from epubmaker.text import patterns as re
from epubmaker.text.surnames import SURNAMES

ADDRESS = (
    "先生|女士|小姐|太太|夫人|老师|教授|博士|院士|同志|主任|书记|市长|县长|区长|镇长|局长|处长|科长|部长|省长|校长|院长"
    "|干事(?!创业)|所长|会长|董事长|总经理|经理|律师|医生|大夫|师傅|警官|法官|检察官|队长|主席|老汉|大爷|大妈|阿姨|叔叔|奶奶|爷爷"
)
OFFICE = (
    f"(?:{ADDRESS}|记者|通讯员|代表|委员|常委|组长|站长|社长|总编辑|编辑|导演|演员|队员|教练|选手|冠军"
    "|作家|诗人|画家|学者|专家|研究员|村民|居民|市民|职工|民警|志愿者)"
)
SPEECH = (
    "报道|摄影|说|表示|指出|强调|介绍|告诉|认为|要求|坦言|感慨|回忆|透露"
    "|解释|分析|补充|笑着|参加|出席|主持|带领|率|等|致辞|讲话|代表"
)
# What follows such a surname where it is none: a day, a place, a number (于), the second half of a common word (范围).
NOT_A_NAME = re.compile(
    "[日月年号时分今昨前后此其之该本全各在上下中内外即是有个名人]|多次"
    "|当[日天地晚时]|现场|近日|北京|上海|事[前后]|凌晨|清晨|早上|晚[上间]|深夜|年[初底]|会[上前后]"
    "|[围畴例式料抹改层鸦姚杭款额热波地震粮阳麓父母闷结游览]"
)
# Words that a surname may follow without a mark between: none that makes a word with 于 or 余.
BEFORE_NAME = "的和与叫请让跟被姓"
# The surnames looked for in the text. Of the others that OpenCC changes (后 干 党 种 采 ...) the common word is so much
# more frequent than the surname that only a byline or a glossary is believed.
SOUGHT = "于余范岳涂郁"
# Behind these the surname is the end of a word: 趋于, 业余, 规范, 五岳, 忧郁.
WORD_BEFORE = {
    "于": frozenset(
        "用由对关至属位处等基高低大小多少优劣强弱早晚重轻快慢长短善乐忙便利易别难急勇敢限终甘勤精寓始起源归异同介过鉴迟免在次胜富"
        "濒惯益立助决从建成存居陷沦生趋后适不安服屈忠致借受濒出止囿苦疲羞耻贵"
    ),
    "余": frozenset("其剩残业盈多富有空结节之十百千万年月天个年"),
    "范": frozenset("规模示典防师风"),
    "岳": frozenset("五山东南西北中"),
    "涂": frozenset("糊乱"),
    "郁": frozenset("忧抑沉浓葱馥阴苍"),
}
# Given names that say one character twice, which words say otherwise: 谭云云, 侯松松.
TWICE = re.compile(f"[{SURE}](?:云云|松松)(?![地的])")
# Before a form of address that no office is, these are surnames too: 游先生, 丑奶奶, but 党主任.
ADDRESSED = "游丑里种党仇卜干冲征"
PERSONAL = "(?:先生|女士|小姐|太太|老师|教授|阿姨|叔叔|奶奶|爷爷|大爷|大妈|大娘|老汉)"
H = "\u4e00-\u9fff"
DOUBTFUL_PART = re.compile(rf"[{''.join(PRIOR)}](?:(?<=、.)|(?<![{H}].))[{H}]{{1,2}}(?![{H}])", re.DOTALL)
LIST_BEFORE, LIST_BEHIND = re.compile(f"(?:[{H}]+、)+$"), re.compile(f"(?:、[{H}]+)+")
LIST_SIDE = 60  # characters of a list looked at on either side
UNLIKELY = -2.0  # log odds; common given names of one character (强, 立) have no less
LISTED_SURNAMES = SURNAMES | frozenset(SURNAME_FORMS)


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name, or a surname before a form of address, at `start:end` of the text.

    `form` is what it becomes where that does not follow the rules for names.
    """

    start: int
    end: int
    name: str
    evidence: str
    form: str | None = None


def find_names(text: str, surnames: str, credited: Iterable[str]) -> list[NameFound]:
    """Find the names that begin with one of the surnames, by evidence; a full name counts wherever it stands again.

    `credited` are names that bylines give, whatever their surname.
    """
    known: dict[str, str] = {name: "byline" for name in credited if len(name) > 1}
    found: list[NameFound] = []
    if surnames:
        for name, evidence in _evident_names(text, surnames):
            known.setdefault(name, evidence)
        found.extend(_addressed(text, surnames))
        found.extend(_by_position(text, known))
        found.extend(_by_list(text))
        found.extend(_among_names(text))
    for name, evidence in known.items():
        found.extend(
            NameFound(at, at + len(name), name, evidence)
            for at in occurrences(text, name)
            if not _takes_words_apart(text, at, name)
        )
    return found


def _takes_words_apart(text: str, at: int, name: str) -> bool:
    """Say whether a short name that is known stands there by chance only: 于平 in 趋于平稳, 余波 in 其余波动, 于某 in 于某种."""
    if len(name) > 2:
        return False
    return text[max(0, at - 1) : at] in WORD_BEFORE.get(name[0], ()) or (
        name[1] == "某" and text[at + 2 : at + 3] in "些种个地日年时天月方一人" and at + 2 < len(text)
    )


def _by_position(text: str, known: dict[str, str]) -> Iterator[NameFound]:
    """Yield names told by where they stand; those of three characters are known from there on wherever they stand."""
    for found in positioned_names(text):
        if len(found.name) > 2 or found.name[1] == "某":
            known.setdefault(found.name, "position")
        else:
            yield NameFound(found.start, found.end, found.name, "position")


def _by_list(text: str) -> Iterator[NameFound]:
    """Yield known names and places, and foreign names told by their spelling."""
    for start, end, form in listed_names(text):
        if not _takes_words_apart(text, start, text[start:end]):
            yield NameFound(start, end, text[start:end], "known name", form)
    for start, end in foreign_names(text):
        yield NameFound(start, end, text[start:end], "foreign name")
    for match in TWICE.finditer(text):
        yield NameFound(match.start(), match.end(), match[0], "given name")


def _among_names(text: str) -> Iterator[NameFound]:
    """Yield the parts of a list of nothing but names whose surname is in doubt: 丰立、种小军、朴成哲.

    The first part may have words before it and the last behind it; of those in between each is as long as a name and begins
    with a surname, and one at least with a surname that is hardly anything else.
    """
    for match in DOUBTFUL_PART.finditer(text):
        before = LIST_BEFORE.search(text, max(0, match.start() - LIST_SIDE), match.start())
        behind = LIST_BEHIND.match(text, match.end(), match.end() + LIST_SIDE)
        parts = f"{before[0] if before else ''}{match[0]}{behind[0] if behind else ''}".split("、")
        names = parts[not 2 <= len(parts[0]) <= 3 : len(parts) - (not 2 <= len(parts[-1]) <= 3)]
        listed = len(parts) > 2 and all(2 <= len(name) <= 3 and name[0] in LISTED_SURNAMES for name in names)
        sure = any(name[0] in SURE and given_odds(name[1:]) > UNLIKELY for name in names)
        if listed and sure and given_odds(match[0][1:]) > 0:
            yield NameFound(match.start(), match.end(), match[0], "list of names")


def _evident_names(text: str, surnames: str) -> Iterator[tuple[str, str]]:
    """Yield full names that stand beside an office, a form of address or in a list of names."""
    patterns = (
        (rf"(?<![{H}])([{surnames}][{H}]{{1,2}}?)(?:{ADDRESS})", "form of address"),
        (rf"{OFFICE}([{surnames}][{H}]{{1,2}}?)(?=[^{H}]|{SPEECH}|$)", "office"),
        (rf"{OFFICE}[（(]?([{surnames}][{H}]{{1,2}})(?=[，。、；）)])", "office"),
    )
    known: set[str] = set()
    for pattern, evidence in patterns:
        for match in re.finditer(pattern, text):
            if not NOT_A_NAME.match(match[1], 1):
                known.add(match[1])
                yield match[1], evidence
    yield from _listed_names(text, surnames, known)


def _listed_names(text: str, surnames: str, known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield full names between 、 that have a name beside them.

    Such a name is one whose surname is no common word, or one known already.
    """
    before = rf"(?<=、)([{surnames}][{H}]{{1,2}})(?=[、，。；）)]|等|{SPEECH}|$)"
    first = rf"(?<![{H}])([{surnames}][{H}]{{1,2}})(?=、)"
    for match in re.finditer(f"{before}|{first}", text):
        name = match[1] or match[2]
        if NOT_A_NAME.match(name, 1):
            continue
        beside = _beside(text, match.start(), match.end())
        if any(near in known or near[0] in SURNAMES - set(SOUGHT) for near in beside):
            known.add(name)
            yield name, "list of names"


def _beside(text: str, start: int, end: int) -> list[str]:
    """Return the neighbours in a list that are as long as names are."""
    left = re.search(rf"([{H}]{{2,3}})、$", text[max(0, start - 5) : start])
    right = re.match(rf"、([{H}]{{2,3}})(?=[、等，。；）)]|$)", text[end : end + 6])
    return [near[1] for near in (left, right) if near is not None]


def _addressed(text: str, surnames: str) -> Iterator[NameFound]:
    """Yield surnames that stand right before a form of address: 余先生."""
    for match in re.finditer(
        rf"([{ADDRESSED}])(?:(?<![{H}].)|(?<=[{BEFORE_NAME}].))(?={PERSONAL})", text, re.DOTALL
    ):
        yield NameFound(match.start(1), match.end(1), match[1], "form of address")
    for match in re.finditer(
        rf"([{surnames}])(?:(?<![{H}].)|(?<=[{BEFORE_NAME}].))(?=(?:老|总)(?![{H}])|(?:{ADDRESS})|(?<=姓[{surnames}]))",
        text,
        re.DOTALL,
    ):
        yield NameFound(match.start(1), match.end(1), match[1], "form of address")


def occurrences(text: str, name: str) -> Iterator[int]:
    """Yield where a name stands."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))
