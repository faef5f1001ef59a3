"""Finds the persons, places and organisations of an edition, each only with evidence: an index must not hold nonsense.

The text is cut into dictionary words. A person is a surname with one or two characters that are no word, beside an office,
a form of address, other names, or a verb of speech. A place ends like one (市 县 镇 街道) or is a known city or province.
An organisation runs from a place to a word such as 委员会 or 公司.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from epubmaker.convert.names import occurrences
from epubmaker.render.foreign_names import foreign_names, is_part_of_a_name, told_names
from epubmaker.render.named_bodies import (
    BODIES,
    BODIES_IN_PIECES,
    COUNTRIES,
    LAND_ENDS,
    TOWNS_IN_PIECES,
    WATERS,
    is_great,
    is_town,
)
from epubmaker.render.organisations import known_bodies, named_organisations
from epubmaker.render.persons import (
    ADDRESSED,
    FUNCTION,
    Word,
    learnt_names,
)
from epubmaker.render.place_words import (
    OPENS_PLACE,
    TURNED,
)
from epubmaker.render.told_places import ROADS, is_told
from epubmaker.restore.names import PROVINCES
from epubmaker.seams.dictionary import tag_of, tag_words
from epubmaker.text import patterns as re
from epubmaker.text.surnames import SURNAMES

Kind = Literal["person", "reporter", "organisation", "place"]


# Verbs of one character before a place: 入林埭镇, 赴河东县. They begin no name that the dictionary does not have as a whole.
_GOING = frozenset("走入出到赴当至往来去驻达离进回访经沿抵过住迁搬")
_POINTS = frozenset("·•-")  # beside a part of a foreign name: 罗伯特·恩格尔
# The last character of what a ruler is called is no family name: 宋徽宗|赵佶, 英王|乔治.
_RULERS = frozenset(
    (
        *(f"{name}宗" for name in "太高中世仁英神哲徽钦真孝光宁理度玄肃代德顺穆敬文武宣宪景"),
        *(f"{land}王" for land in "英法德俄国女荷比"),
    )
)
_ABOVE = frozenset("邦州省")  # ends of a name that stands before: 若开邦皎漂镇
_ADMINISTRATIVE = (
    "自治区",
    "自治州",
    "自治县",
    "开发区",
    "街道",
    "社区",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "村",
    "州",
)
_PLACE_ENDS = _ADMINISTRATIVE + ROADS
_PLACE_WORDS, _ADMINISTRATIVE_WORDS = frozenset(_PLACE_ENDS), frozenset(_ADMINISTRATIVE)
_LONGEST_NAME = 3  # characters before the ending of a place that the dictionary does not know
_LESSER = ("街道", "社区", "镇", "乡", "村", "区")  # what a county or a town is divided into
_ABOVE_LESSER = ("市", "县", "区", "镇", "乡")  # and behind what
_LONGEST_LESSER = 3  # characters of its name
_UNMARKED = 40  # characters a mark; press without marks has more than 70, all other press fewer
_MARKS = "，。、；：！？,.;:!?"
# Behind a name: that of a firm, a ship, a school or a family.
_FIRM = re.compile("轮(?!流|番|值|换)|庄(?!园)|[行号栈堂氏烟记]|合记|师范")
_SURE: tuple[Kind, ...] = ("organisation", "reporter")


@dataclass(frozen=True, slots=True)
class Term:
    """A person, place or organisation at `start:end` of a text."""

    kind: Kind
    start: int
    end: int


_start = attrgetter("start")
_text = attrgetter("text")


def find_terms(text: str, words: Sequence[Word], credited: Iterable[str]) -> list[Term]:
    """Find the terms of a Simplified text and its words; `credited` are names that bylines give: reporters."""
    people = list(_longest(_persons(text, words, credited)))
    found = list(_longest([*_places(words), *_known_towns(text)]))
    found = [place for place in found if not _inside(place, people)]
    ends = {place.end for place in found}
    starts = {place.start for place in found}
    places = [
        place
        for place in found
        if is_told(
            text,
            place.start,
            place.end,
            follows=place.start in ends,
            listed=_is_listed(text, place, starts, ends),
        )
        and (not _unmarked(text, place) or _is_known(text, place))
    ]
    bodies = (Term("organisation", start, end) for start, end in known_bodies(text, words))
    known = [body for body in bodies if not _inside(body, people)]
    opening = [(term.start, term.end) for term in (*places, *known)]
    named = [Term("organisation", start, end) for start, end in named_organisations(words, opening)]
    organisations = list(_longest([*_alone(text, named, ends), *known]))
    opened = {body.start: text[body.start : body.end] for body in organisations}
    told = (place for place in places if not _inside(place, organisations))
    terms = [*people, *(place for place in told if _opens_no_name(text, place, opened)), *organisations]
    return [
        term for term in terms if term.kind in _SURE or not _unmarked(text, term) or _is_known(text, term)
    ]


def _persons(text: str, words: Sequence[Word], credited: Iterable[str]) -> list[Term]:
    """Find persons, and reporters among them, wherever their names stand."""
    reporters = {name for name in credited if 2 <= len(name) <= 4}
    foreign = [(start, end) for start, end in foreign_names(text) if not _is_list_of_towns(text[start:end])]
    officed = {name for name in (text[start:end] for start, end in foreign) if not _is_no_person(name)}
    learnt = {name for name in learnt_names(text, words) if not is_part_of_a_name(text, name)}
    names = reporters | learnt | told_names(text, _is_no_person) | officed
    kinds: dict[str, Kind] = {name: "reporter" if name in reporters else "person" for name in names}
    persons = [
        Term(kinds[name], found, found + len(name))
        for name in names
        for found in occurrences(text, name)
        if not OPENS_PLACE.match(text, found + len(name))
        and (text[found - 1 : found], text[found + len(name) : found + len(name) + 1]) != ("《", "》")
        and text[max(0, found - 1) : found + 1] not in _RULERS
        and not _POINTS & {text[max(0, found - 1) : found], text[found + len(name) : found + len(name) + 1]}
    ]
    return [*persons, *(Term("person", start, end) for start, end in foreign)]


def _is_list_of_towns(name: str) -> bool:
    """Say whether points part towns and no parts of a name: 北平·武汉·重庆."""
    parts = "".join(" " if character in _POINTS else character for character in name).split()
    return any(len(part) > 1 and tag_of(f"{part}市") == "ns" for part in parts)


def _unmarked(text: str, term: Term) -> bool:
    """Say whether a term stands in a paragraph without marks, where nothing shows in which name its characters belong."""
    start, end = text.rfind("\n", 0, term.start) + 1, text.find("\n", term.end)
    return _is_unmarked(text[start : end if end >= 0 else len(text)])


@lru_cache(1)
def _is_unmarked(paragraph: str) -> bool:
    return len(paragraph) > _UNMARKED * (1 + sum(map(paragraph.count, _MARKS)))


def _is_known(text: str, term: Term) -> bool:
    """Say whether a term is one by itself: a town that many know, a person of the dictionary or with a form of address behind.

    Lesser towns lend their names to firms, ships and families there: 永昌庄, 利川轮, 武城氏.
    """
    name = text[term.start : term.end]
    if term.kind == "place":
        return is_great(name) or (not _FIRM.match(text, term.end) and _is_of_rank(name))
    if term.kind == "person" and _FIRM.match(text, term.end):
        return False
    return (tag_of(name) or "").startswith("nr") or ADDRESSED.match(text, term.end) is not None


def _is_of_rank(name: str) -> bool:
    """Say whether a name is that of a town with the rank of one, or of a place that says what it is: 靖江, 丹阳县."""
    return tag_of(f"{name}市") == "ns" or (len(name) > 2 and (is_town(name) or is_town(name[:-1])))


def _alone(text: str, bodies: Iterable[Term], ends: Container[int]) -> Iterator[Term]:
    """Yield bodies, of those that end together where no mark parts them the one that names no other place on its way.

    上海新闸一衖江苏教育总会 is two things. `ends` are those of all places: 江苏省南京市政府 is one.
    """
    last = {body.end: body.start for body in bodies if body.start not in ends}
    for body in bodies:
        if body.start >= last.get(body.end, 0) or not _unmarked(text, body):
            yield body


def _is_no_person(name: str) -> bool:
    """Say whether what is written like a foreign name is known as a country, a town or another thing."""
    of_a_country = any(name in country for country in COUNTRIES)  # 内瑞拉
    return of_a_country or is_town(name) or not (tag_of(name) or "nr").startswith("nr")


def _opens_no_name(text: str, place: Term, opened: Mapping[int, str]) -> bool:
    """Say whether a place does not only open the name of a body that lies elsewhere: 上海合作组织, 长江存储公司.

    `opened` are the organisations by where they begin.
    """
    body = opened.get(place.start)
    if body is None:
        return True
    return body not in BODIES | BODIES_IN_PIECES and text[place.start : place.end] not in WATERS


def _known_towns(text: str) -> Iterator[Term]:
    """Yield places that are known and that the dictionary has in pieces."""
    for name in TOWNS_IN_PIECES:
        yield from (Term("place", found, found + len(name)) for found in occurrences(text, name))


def _is_listed(text: str, place: Term, starts: Container[int], ends: Container[int]) -> bool:
    """Say whether a place stands beside another one in a list: 朝阳、海淀; `starts` and `ends` are those of all places."""
    before = text[place.start - 1 : place.start] == "、" and place.start - 1 in ends
    return before or (text[place.end : place.end + 1] == "、" and place.end + 1 in starts)


def _inside(term: Term, others: Sequence[Term]) -> bool:
    """Say whether a term is a part of another that does not begin with it: 亚东 of 贺亚东."""
    number = bisect_left(others, term.start, key=_start)
    return number > 0 and term.start < others[number - 1].end


def read_words(text: str) -> list[Word]:
    """Cut a Simplified text into the words of the dictionary, without gaps."""
    words, start = [], 0
    for word, tag in tag_words(text):
        words.append(Word(word, tag, start))
        start += len(word)
    return words


def _longest(terms: Sequence[Term]) -> Iterator[Term]:
    """Drop terms that lie inside another."""
    reach = 0
    for term in sorted(terms, key=lambda term: (term.start, -term.end)):
        if term.end > reach:
            reach = term.end
            yield term


def _places(words: Sequence[Word]) -> Iterator[Term]:
    """Yield places: known ones, and one to three characters that are no word before an ending such as 镇."""
    reach = 0
    for number, word in enumerate(words):
        tried = (find(words, number) for find in (_lesser_place, _family_place, _place_start))
        start = next((found for found in tried if found is not None), None)
        if start is not None and start >= reach:
            reach = word.end
            yield Term("place", start, word.end)


def _place_start(words: Sequence[Word], number: int) -> int | None:
    """Return where the place that ends with a word begins, None where none ends there."""
    word = words[number]
    following = words[number + 1].text if number + 1 < len(words) else ""
    if word.text in _PLACE_WORDS:
        first = _first_of_a_name(words, number)
        if first is None:
            return None
        named = [each for each in words[first:number] if each.text not in _ADMINISTRATIVE_WORDS]
        if word.start - words[first].start >= 2 and named:
            return words[first].start
        if _goes_on(words, first - 1, number):
            return words[first - 1].start
        known = number > 0 and (_is_known_place(words[number - 1]) or _is_short_county(words, number))
        return words[number - 1].start if known and word.text in _ADMINISTRATIVE_WORDS else None
    told_with_its_ending = following in _ADMINISTRATIVE_WORDS and len(word.text) > 1  # 河东 before 市
    if told_with_its_ending or (number + 2 < len(words) and _goes_on(words, number, number + 2)):
        return None  # 独山 before 港镇 too
    return word.start if _is_known_place(word) else None


def _first_of_a_name(words: Sequence[Word], number: int) -> int | None:
    """Return the first of the characters that name a place before its ending; None where the name may begin before: 江木尔扎村."""
    first, ending = number, words[number].start
    while first > 0 and ending - words[first - 1].start <= _LONGEST_NAME and _nameless(words[first - 1]):
        first -= 1
    never = _GOING | TURNED | _ABOVE | _ADMINISTRATIVE_WORDS
    longest = ending - words[first].start == _LONGEST_NAME
    if longest and first and _nameless(words[first - 1]) and words[first - 1].text not in never:
        return None
    while first < number and words[first].text in never:
        first += 1
    return first


def _family_place(words: Sequence[Word], number: int) -> int | None:
    """Return where a village begins that is named after a family, a character behind it or none: 梁家湾村, 张家村."""
    if words[number].text not in _LESSER:
        return None
    first = number - 1
    if first > 0 and _nameless(words[first]) and words[first].text not in TURNED:
        first -= 1
    word = words[first] if first >= 0 else words[number]
    family = len(word.text) == 2 and word.text[0] in SURNAMES and word.text[1] in "家庄寨店集营堡坊"
    return word.start if family else None


def _lesser_place(words: Sequence[Word], number: int) -> int | None:
    """Return where a town, village or street directly after a county, city or district begins: 横店镇 after 东阳市 or 东阳."""
    word = words[number]
    if not word.text.endswith(_LESSER):
        return None
    first = number
    ending = next(len(ending) for ending in _LESSER if word.text.endswith(ending))
    while (
        first > 0
        and word.end - words[first].start < ending + 2
        and not words[first - 1].text.endswith(_ABOVE_LESSER)
    ):
        first -= 1
    length = word.end - words[first].start - ending
    named = "".join(each.text for each in words[first : number + 1])[:length]
    above = words[first - 1].text if first else ""
    if not (1 if above.endswith(("镇", "乡")) else 2) <= length <= _LONGEST_LESSER or set(named) & FUNCTION:
        return None
    divided = above.endswith(_ABOVE_LESSER) and len(above) > 2 and words[first - 1].tag.startswith("n")
    below_a_town = word.text in ("镇", "乡") and number - first == 1 and tag_of(above + "市") == "ns"
    return words[first].start if divided or below_a_town else None


def _goes_on(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a place of the dictionary, one more character and an ending are the name of another place: 独山港镇."""
    if first < 0 or last - first != 2 or words[last].text not in _ADMINISTRATIVE_WORDS:
        return False
    middle = words[first + 1]
    known = (
        words[first].tag.startswith("ns")
        and len(words[first].text) > 1
        and words[first].text not in PROVINCES
    )
    return known and _nameless(middle) and middle.text not in TURNED


def _is_short_county(words: Sequence[Word], number: int) -> bool:
    """Say whether one character behind a province and before 县 is a county: 河南范县."""
    return number > 1 and words[number].text == "县" and words[number - 2].text in PROVINCES


def _nameless(word: Word) -> bool:
    return len(word.text) == 1 and "\u4e00" <= word.text <= "\u9fff" and word.text not in FUNCTION


def _is_known_place(word: Word) -> bool:
    """Say whether a word is a country, or a place of the dictionary that ends like one or does with 市, 省 or 县."""
    name, tag = word.text, word.tag
    if is_great(name):
        return True
    if len(name) > 2 and tag == "ns" and name.endswith(LAND_ENDS):
        return True
    if len(name) < 2 or not tag.startswith(("ns", "nr")):
        return False
    if len(name) > 2 and name.endswith(_PLACE_ENDS) and not name.endswith("城市") and tag == "ns":
        return True
    return any(tag_of(name + ending) == "ns" for ending in "市省县")
