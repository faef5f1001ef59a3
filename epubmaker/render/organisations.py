"""Finds organisations: bodies that are known by their names, and what runs from a place to a word such as 委员会 or 公司."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubmaker.convert.names import occurrences
from epubmaker.render.named_bodies import (
    BODIES,
    BODIES_IN_PIECES,
    BODY_ENDS,
    COUNTRIES,
    NO_BODY,
    OPENS_BODY,
    STATE_ENDS,
    is_town,
)
from epubmaker.render.persons import FUNCTION, Word
from epubmaker.render.place_words import BARE, NO_GOVERNMENT, NO_ORGANISATION
from epubmaker.text.word_sets import word_set

Stretch = tuple[int, int]  # start and end in a text

_SHORT_COUNTRIES = frozenset("叙美英法德俄韩朝印伊乌埃澳缅越泰菲")
_SORTS_OF_PARTY = word_set("基督 基督教 社会 自由 立宪 国家 人民 民族 进步")  # 基督|民主党
_OWN = frozenset({"中国"})  # whose ministries are called so; those of other countries are named with them
_ORGANISATION_ENDS = word_set(
    "委员会 委 局 厅 部 中心 服务中心 公司 有限公司 集团 协会 学会 联合会 总会 商会 工会 联谊会 基金会 法院 检察院 医院",
    "学校 大学 学院 中学 小学 幼儿园 银行 党委 政府 市委 市政府 县委 区委 研究院 研究所 电视台 报社 新闻社 通讯社 合作社",
    "支队 大队 支行 分行 派出所 图书馆 博物馆 文化馆 档案馆 人民代表大会 人民代表大会常务委员会 人大 人大常委会 政协 人民政府",
    "人民法院 人民检察院 中院 高院 纪委 监委 团委 妇联 残联 科协 文联 市纪委 县纪委 宣传部 组织部 统战部 公安局 公安厅",
)
_COMMON_SCHOOLS = word_set("小学 中学 幼儿园")  # of a country they are no single one
_COMPLETE = word_set("市委 市政府 县委 区委")
# Parts of speech that the middle of an organisation's name may have.
_NAMING = ("n", "vn", "j", "b", "an", "zg", "l", "m")
_LONGEST_ORGANISATION = 8
_LONGEST_BANK = 3  # words before 银行
# Words that end so are the last of an organisation's name: 水利局, 人民法院.
_ORGANISATION_SUFFIXES = tuple(
    sorted(word_set("局 厅 法院 检察院 医院 大学 学院 中学 小学 银行 支行 公司 协会 支队 大队"))
)
# Words that end like an office and are none.
_NO_OFFICE = ("布局", "格局", "结局", "大局", "全局", "僵局", "定局", "客厅", "餐厅", "大厅", "展厅")


def known_bodies(text: str, words: Sequence[Word]) -> Iterator[Stretch]:
    """Yield organisations that are known, and those that the dictionary has whole and that have a name besides what they are."""
    for name in BODIES_IN_PIECES:
        yield from ((found, found + len(name)) for found in occurrences(text, name))
    for number, word in enumerate(words):
        named = word.tag == "nt" and word.text.endswith(BODY_ENDS) and not NO_BODY.match(word.text)
        opens = word.text.startswith(OPENS_BODY) or any(
            is_town(word.text[:size]) for size in range(2, len(word.text) - 1)
        )
        if _goes_on_as_a_word(words, number):
            continue
        if word.text in BODIES or _is_of_a_country(word) or (named and (opens or word.text.endswith("大学"))):
            yield _start_of_a_body(words, number), word.end


def _start_of_a_body(words: Sequence[Word], number: int) -> int:
    """Return where a known body begins: a ministry with its country, a mission with whose it is: 中国驻美国大使馆."""
    word, above = words[number], words[number - 1] if number else words[number]
    if word.text.endswith("党") and above.text in _SORTS_OF_PARTY:
        return above.start
    if word.text.endswith("部") and above.text in COUNTRIES - _OWN:
        return above.start
    if above.text in _SHORT_COUNTRIES and word.text.endswith("部"):
        return above.start
    if above.text != "驻":
        return word.start
    sender = words[number - 2] if number > 1 else above
    return sender.start if sender.text in COUNTRIES else above.start


def _is_of_a_country(word: Word) -> bool:
    """Say whether a word is a body that the dictionary has with the name of its country: 伊朗外交部."""
    named = word.tag == "nt" and word.text.endswith(STATE_ENDS)
    return named and any(word.text[:size] in COUNTRIES for size in range(2, len(word.text) - 1))


def named_organisations(words: Sequence[Word], places: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield organisations: from a place over naming words to the last ending that belongs to them."""
    index = {word.end: number for number, word in enumerate(words)}
    for start, end in (place for place in places if place[1] in index):
        first = index[end] + 1
        last = _last_word(words, first)
        if last is not None and not _goes_on_as_a_word(words, index[last.end]):
            named = [word.text for word in words[first : index[last.end] + 1]]
            above = words[first - 1].text
            common = above in COUNTRIES and named[0] in _COMMON_SCHOOLS
            begins = _start_of_a_branch(words, index.get(start), start, last)
            nameless = common or (named[0] in BARE and begins == start)
            if not nameless and not NO_ORGANISATION.search("".join([above, *named])):
                yield begins, last.end


def _last_word(words: Sequence[Word], first: int) -> Word | None:
    """Return the last ending that belongs to an organisation whose naming words begin with a word, None without one."""
    last = None
    for number, word in enumerate(words[first : first + _LONGEST_ORGANISATION], first + 1):
        if word.text in _ORGANISATION_ENDS or _ends_an_organisation(word.text):
            if last is not None and last.text[-2:] == word.text[-2:]:
                break  # of two banks without a mark between them the first
            following = words[number].text if number < len(words) else ""
            if word.text.endswith("会") and following.startswith("长"):
                break  # 学会总会|长
            last = word
            if word.text in _COMPLETE:
                break
        elif not word.tag.startswith(_NAMING) and word.text not in ("组织", "管理", "服务"):
            break
    return last


def _start_of_a_branch(words: Sequence[Word], above: int | None, start: int, last: Word) -> int:
    """Return where an organisation at a place begins: a branch with its bank, word `above`: 浙商银行呼和浩特分行."""
    banks = last.text.endswith(("分行", "支行")) and above is not None and words[above].text.endswith("银行")
    if not banks or above is None:
        return start
    first = above
    while words[above].text == "银行" and first > 0 and above - first < _LONGEST_BANK:
        if words[first - 1].text in FUNCTION:
            break
        first -= 1
        if len(words[first].text) > 1:
            break
    return words[first].start


def _goes_on_as_a_word(words: Sequence[Word], number: int) -> bool:
    """Say whether a government is but the first half of a word: 中国政府|网."""
    following = "".join(word.text for word in words[number + 1 : number + 3])
    return words[number].text.endswith("政府") and NO_GOVERNMENT.match(following) is not None


def _ends_an_organisation(word: str) -> bool:
    return len(word) > 2 and word.endswith(_ORGANISATION_SUFFIXES) and not word.endswith(_NO_OFFICE)
