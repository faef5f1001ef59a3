"""Names of persons in a text, each with evidence beside it, for the index.

A person is a surname with one or two characters that are no word, beside an office, a form of address, other names, or a verb of
speech.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from epubmaker.convert.names import ADDRESS, OFFICE, SPEECH, find_names
from epubmaker.convert.surnames import given_odds
from epubmaker.render.named_bodies import COUNTRIES, TOWNS
from epubmaker.render.place_words import NO_PERSON, NOT_GIVEN, NUMBER, WORDS_TOO
from epubmaker.seams.dictionary import tag_of
from epubmaker.text import patterns as re
from epubmaker.text.surnames import COMPOUND_SURNAMES, SURNAMES
from epubmaker.text.word_sets import word_set

# Characters that stand between words of a sentence and in no given name.
FUNCTION = frozenset(
    "的了个是在和与及等将为据着卅廿有也不就都把被让从到对向由于以并且而或其该氏偕聚问组这那某每各全我你他她它们此之者所上下里内外前后说市县区镇越则要边"
)
CLAUSE = re.compile(r"[，。！？；：、“”‘’「」『』（）()《》,.!?;:\"'\s]")
# The longest first, so that one verb is found in 笑着说.
SPEAKS = tuple(
    sorted(
        {
            *SPEECH.split("|"),
            *["提醒", "宣布", "建议", "呼吁", "称", "提到", "谈到", "写道", "直言", "回应", "坚信", "答"],
        }
        - {"等", "率", "代表"},
        key=lambda verb: (-len(verb), verb),
    )
)
# Nouns that end so say what somebody is: 农机手, 工程师, 负责人, 种植户.
_TITLE = re.compile(
    ".[人手员师长户任生工家民子]$|(?:总理|总统|首相|大使|公使|参赞|司令|政委|总裁|总监|将军|[上中少]将|主编|总编|老板|博士|硕士|长官|特首|立委|大律师)$"
)
# Nouns that end like a profession and speak of nobody in particular: 大家都富才叫富.
_NOBODY = word_set("大家 人家 国家 全家 自家 别人 他人 有人 个人 本人 众人 双方")
_SURELY_GIVEN = (
    1.0  # log-odds that two characters are a given name, from which an office before them is evidence enough
)
_LIKELY_GIVEN = -1.0  # the same where what goes on behind them is a word by itself
_WELL_KNOWN = 1.8  # the same for a name that the dictionary has
_PLAINLY_GIVEN = 2.0  # the same for a name with no office and no speech beside it: 24 of 25 are one, in papers of six houses
_BESIDE = frozenset(
    "在是的等对为与和以将已被从说称也就由给让及"
)  # words of one character that stand beside names
# With which places, houses and plants end.
_LAND = frozenset("山河江湖海湾桥庄村镇路街家岭口岩楼阁殿宫寺塔花松郡屿亭岛县市州区坝闸港堰洲刀雨冲垸圩坳")
_STUFF = frozenset(
    "粉片饼汤粥酒茶糕豆瓜果菜药丸烟机车船"
)  # things that the dictionary has among persons: 花椒粉
# Behind two characters of a name the surname of the next one in a list without marks; behind three the rest of a foreign name.
_NEXT_SURNAMES = frozenset("王李张刘陈杨赵黄周吴徐孙朱胡郭何郑谢宋唐许韩冯邓曹彭曾蔡魏")
_FOREIGN_SOUNDS = frozenset("姆伊基尔斯特德克拉夫维奇森娃诺尼莱")
_FULL_NAME = 3  # characters of a surname and a given name
_NAME = re.compile("[\u3400-\u9fff]{2,4}")
ADDRESSED = re.compile(f"(?:{ADDRESS})")
OFFICES = re.compile(f"(?:{OFFICE}|{ADDRESS})$")


class Word(NamedTuple):
    """One word of the dictionary at `start:end` of a text, with its tag. A year of editions has millions."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """Return where the word ends."""
        return self.start + len(self.text)


def learnt_names(text: str, words: Sequence[Word]) -> set[str]:
    """Learn the full names of a text from the evidence beside them."""
    at = {word.start: word for word in words}
    found = {
        _without_credit(name.name)
        for name in find_names(text, "".join(sorted(SURNAMES)), ())
        if name.start in at
        and not NUMBER.search(text[max(0, name.start - 1) : name.start])
        and _may_be_a_name(_without_credit(name.name), at[name.start])
    }
    return (
        found
        | set(_speakers(words))
        | set(_dictionary_names(words))
        | set(_office_names(text, words))
        | set(_lone_names(words))
        | set(_interviewed(words))
        | set(_plain_names(words))
        | set(_addressed_names(words))
        | set(_opening_names(text, words))
    )


def _without_credit(name: str) -> str:
    """Return a name without the word of the picture's author or the speaker behind it: 记者胡超摄, 部长王毅谈, 市长路特称."""
    return name[:-1] if len(name) > 2 and name.endswith(("摄", "谈", "称")) else name


def _may_be_a_name(name: str, first: Word) -> bool:
    """Rule out words of the dictionary, words that only begin with a surname, and characters no name has."""
    if not 2 <= len(name) <= 4 or set(name[1:]) & FUNCTION or name[-1] in NOT_GIVEN or NO_PERSON.search(name):
        return False
    if name[0] == "和" and name[1] in SURNAMES:
        return False  # 主席和彭丽媛
    if _is_thing(name) or (name[-1] == "新" and name[:-1] in COUNTRIES | TOWNS):
        return False  # 柏林新市长
    tag = tag_of(name)
    if (tag is not None and not tag.startswith("nr")) or _is_town(name):
        return False
    given = tag_of(name[1:]) or "x"
    worded = len(name) > 2 and given.startswith(("n", "v", "a", "t"))
    if given == "nz" and name[0] not in WORDS_TOO:
        worded = False  # 力达 is the name of something, too
    if worded and (name[0] in WORDS_TOO or name[0] in "高曾" or given_odds(name[1:]) < 0):
        return False  # 和教师, 高素养, 曾明令
    begins = name.startswith(first.text) and first.tag.startswith("nr")
    return begins or len(first.text) == 1 or first.text in COMPOUND_SURNAMES


def _is_thing(name: str) -> bool:
    """Say whether what the dictionary has among persons is a word and one character more that no given name is: 施工图."""
    return tag_of(name) is not None and _is_word_and_more(name) and given_odds(name[1:]) < _SURELY_GIVEN


def _is_word_and_more(name: str) -> bool:
    """Say whether three characters begin with a noun or a verb: 武士道."""
    word = tag_of(name[:2]) or "x"
    return len(name) == _FULL_NAME and word[0] in "nv" and not word.startswith(("nr", "ns", "nz"))


def _is_town(name: str) -> bool:
    return name in COUNTRIES | TOWNS or any(tag_of(name + end) == "ns" for end in "市省县")


def _speakers(words: Sequence[Word]) -> Iterator[str]:
    """Yield names that open a clause or follow an office, and then speak: ，王明指出."""
    for number, first in enumerate(words):
        surname = first.text in COMPOUND_SURNAMES or (len(first.text) == 1 and first.text in SURNAMES)
        parted = first.tag.startswith("nr") and len(first.text) == 2 and first.text[0] in SURNAMES  # 李家|超
        before = words[number - 1].text if number else "，"
        if not (surname or parted) or not (CLAUSE.fullmatch(before[-1]) or names_a_person(before)):
            continue
        given = ""
        for word in words[number + 1 : number + 4]:
            told = next((verb for verb in SPEAKS if (given + word.text).endswith(verb)), "")
            if told and 1 <= len(given + word.text) - len(told) <= (2 if surname else 1):
                name = first.text + (given + word.text)[: -len(told)]
                if _is_no_noun(name[len(first.text) :]) and (surname or given_odds(name[1:]) > 0):
                    yield name
                break
            given += word.text
            if len(given) > 2 or not _may_be_a_name(first.text + given, first):
                break


def _office_names(text: str, words: Sequence[Word]) -> Iterator[str]:
    """Yield names behind an office whose characters given names are made of, whatever goes on behind them: 县长何立军在."""
    for before, first in pairwise(words):
        name = text[first.start : first.start + 3]
        if (
            first.text[0] in SURNAMES
            and len(name) == _FULL_NAME
            and _NAME.fullmatch(name)
            and given_odds(name[1:]) >= _SURELY_GIVEN
            and names_a_person(before.text)
            and _may_be_a_name(name, first)
            and _ends_with(name, text[first.start + 3 : first.start + 4])
        ):
            yield name


def _is_no_noun(given: str) -> bool:
    """Say whether characters behind a surname are a given name rather than a word of the dictionary: 东方材料称."""
    return len(given) < 2 or (tag_of(given) or "x")[0] not in "nv" or given_odds(given) > 0


def _lone_names(words: Sequence[Word]) -> Iterator[str]:
    """Yield names behind an office: those the dictionary has, and three lone characters before a word: 经理钱模星兴奋地说."""
    for number, before in enumerate(words[:-1]):
        first = words[number + 1]
        if not names_a_person(before.text) or first.text[0] not in SURNAMES:
            continue
        if first.tag.startswith("nr") and 2 <= len(first.text) <= 3 and _may_be_a_name(first.text, first):
            behind = words[number + 2].text if number + 2 < len(words) else "。"
            if len(first.text) == _FULL_NAME or behind in SPEAKS or behind in _BESIDE or CLAUSE.match(behind):
                yield first.text  # 导演武侠片 names nobody
            continue
        three = words[number + 1 : number + 4]
        name = "".join(word.text for word in three)
        following = words[number + 4].text if number + 4 < len(words) else "。"
        alone = len(three) == 3 and all(len(word.text) == 1 for word in three)
        ends = len(following) > 1 or CLAUSE.match(following) or following in SPEAKS
        likely = given_odds(name[1:]) >= _LIKELY_GIVEN and name[-1] not in _NEXT_SURNAMES
        if alone and ends and likely and _NAME.fullmatch(name) and _may_be_a_name(name, first):
            yield name


def _plain_names(words: Sequence[Word]) -> Iterator[str]:
    """Yield full names without evidence beside them: three lone characters that names are made of, between words: ，杨志谋出生."""
    for number, first in enumerate(words[:-2]):
        three = words[number : number + 3]
        if first.text not in SURNAMES or first.text in WORDS_TOO or any(len(word.text) > 1 for word in three):
            continue
        name = "".join(word.text for word in three)
        before = words[number - 1].text if number else "，"
        after = words[number + 3].text if number + 3 < len(words) else "。"
        sides = all(len(side) > 1 or CLAUSE.match(side) or side in _BESIDE for side in (before, after))
        if (
            sides
            and name[-1] not in _LAND
            and given_odds(name[1:]) >= _PLAINLY_GIVEN
            and _may_be_a_name(name, first)
        ):
            yield name


def _addressed_names(words: Sequence[Word]) -> Iterator[str]:
    """Yield full names before a form of address, whatever stands before them: 复旦大学的傅吉祥教授."""
    for number, first in enumerate(words[:-2]):
        name, follows = first.text, number + 1
        while (
            len(name) < _FULL_NAME and follows < len(words) and len(name + words[follows].text) <= _FULL_NAME
        ):
            name += words[follows].text
            follows += 1
            called = follows < len(words) and ADDRESSED.match(words[follows].text)
            if (
                called
                and (first.text in SURNAMES or first.tag.startswith("nr"))
                and name[0] in SURNAMES
                and name[0] not in WORDS_TOO
                and given_odds(name[1:]) >= _SURELY_GIVEN
                and _may_be_a_name(name, first)
            ):
                yield name


# What follows a name that opens a paragraph on a person: 钱波，南开大学世界经济学博士毕业，现任 ...
_LIFE = re.compile(
    "[，（](?:男|女|本名|原名|字|号|生于|(?:1[89]|20)[0-9]{2}年[^，。]{0,4}(?:生|出生)|[^，。]{2,20}(?:毕业|教授|博士|院士|研究员|主任|人)[，。]|现任|时任)"
)


def _opening_names(text: str, words: Sequence[Word]) -> Iterator[str]:
    """Yield full names that open a paragraph before what somebody is, or, three lone characters, before what somebody does."""
    for number, first in enumerate(words[:-1]):
        if number and not words[number - 1].text.endswith("\n"):
            continue
        if first.text in WORDS_TOO or not (first.text in SURNAMES or first.tag.startswith("nr")):
            continue
        for size in (3, 2):
            name = text[first.start : first.start + size]
            if not _NAME.fullmatch(name) or not _may_be_a_name(name, first) or name[-1] in _LAND:
                continue
            behind = first.start + size
            lives = _LIFE.match(text, behind) is not None and given_odds(name[1:]) > 0
            three = [word.text for word in words[number : number + 3]]
            alone = size == 3 and all(len(each) == 1 for each in three) and "".join(three) == name
            does = alone and text[behind : behind + 1] in _BESIDE and given_odds(name[1:]) > 0
            if lives or does:
                yield name
                break


def _interviewed(words: Sequence[Word]) -> Iterator[str]:
    """Yield full names that open a paragraph and speak after a colon: 梁小民：不是这样."""
    for number, word in enumerate(words[:-1]):
        if number and not words[number - 1].text.endswith("\n"):
            continue
        name, follows = word.text, number + 1
        while len(name) < _FULL_NAME and follows < len(words) and len(words[follows].text) == 1:
            name += words[follows].text
            follows += 1
        speaks = follows < len(words) and words[follows].text in ("：", ":")
        named = name[:1] in SURNAMES and _NAME.fullmatch(name) and len(name) == _FULL_NAME
        if speaks and named and _may_be_a_name(name, word) and given_odds(name[1:]) > 0:
            yield name


def _ends_with(name: str, following: str) -> bool:
    """Say whether a name of three characters is one: no word and what is behind it (祝福姜), nor a shorter name (王丹介绍).

    `following` is the character behind it.
    """
    worded = (tag_of(name[:2]) or "nr").startswith("nr")
    goes_on = following != "" and (tag_of(name[2] + following) is not None or following in _FOREIGN_SOUNDS)
    return worded and not goes_on and name[2] not in _NEXT_SURNAMES


def names_a_person(before: str) -> bool:
    """Say whether a word says what the person after it is."""
    if OFFICES.search(before):
        return True
    return (
        before not in _NOBODY
        and bool(_TITLE.search(before))
        and (tag_of(before) or "n").startswith(("n", "l"))
    )


def _dictionary_names(words: Sequence[Word]) -> Iterator[str]:
    """Yield names that the dictionary has whole: famous ones (`nrfg`), and others where they speak."""
    for number, word in enumerate(words):
        surname = word.text[0] in SURNAMES or word.text[:2] in COMPOUND_SURNAMES
        speaks = number + 1 < len(words) and words[number + 1].text in SPEAKS
        if (
            3 <= len(word.text) <= 4
            and surname
            and not NO_PERSON.search(word.text)
            and (word.tag == "nrfg" or (word.tag.startswith("nr") and not _is_town(word.text)))
            and (word.tag == "nrfg" or speaks or (_is_famous(word.text) and not _is_word_and_more(word.text)))
        ):
            yield word.text


def _is_famous(name: str) -> bool:
    """Say whether a name that the dictionary has whole is made as names are, and neither a place nor a plant: 温家宝, no 屈家岭."""
    made = len(name) == _FULL_NAME and name[0] not in WORDS_TOO and name[-1] not in _LAND | _STUFF
    return made and given_odds(name[1:]) >= _WELL_KNOWN
