"""Whether what looks like a place is one where it stands, by the words beside it."""

from __future__ import annotations

from epubmaker.render.named_bodies import COUNTRIES, LAND_ENDS, WATERS
from epubmaker.render.persons import ADDRESSED, CLAUSE, FUNCTION, OFFICES, SPEAKS, names_a_person
from epubmaker.render.place_words import (
    COUNTED,
    EVERYDAY,
    MEASURES,
    MORE_POWERS,
    NAMES_A_PAPER,
    NO_NAME,
    NUMBER,
    POWERS,
    REPORTS,
    SPEAKS_OF,
    WORDS_TOO,
    is_part_of_a_name,
)
from epubmaker.restore.names import PROVINCES
from epubmaker.text.surnames import SURNAMES

ROADS = ("路", "街", "大道", "广场", "公园", "大桥")


def is_told(text: str, start: int, end: int, *, follows: bool, listed: bool) -> bool:
    """Say whether a place is one where it stands: no word of every day, no kind of village, no end of a person's name.

    `follows` says that it stands right behind another place: 陕西安康; `listed` that it stands in a list of places.
    """
    name = text[start:end]
    left, right = text[max(0, start - 4) : start], text[end : end + 3]
    spoken_of = follows or listed or SPEAKS_OF.search(left) or REPORTS.match(right)
    if (
        _is_no_place(name, left, right)
        or NAMES_A_PAPER.match(text, end)
        or (name in EVERYDAY and not spoken_of)
    ):
        return False
    if name not in COUNTRIES and is_part_of_a_name(name, left, text[end : end + 5]):
        return False
    if name == "韩国" and len(right) > 1 and CLAUSE.match(right[1]) and not CLAUSE.match(right[0]):
        return False  # 韩国瑜
    named = len(left) > 1 and left[-1] in SURNAMES - FUNCTION - WORDS_TOO and len(name) == 2
    called = named and ADDRESSED.match(right) is not None
    return not (
        called
        or (
            named
            and (OFFICES.search(left[:-1]) or left[-2] in "、：丨|｜，。；")
            and (_is_name_end(right) or right[0] in "和与及等")
        )
    )


def _is_no_place(name: str, left: str, right: str) -> bool:
    """Say whether what looks like a place is a title, a sort of place, a part of a longer name, or a person."""
    if POWERS.fullmatch(name) and (MORE_POWERS.match(right) or MORE_POWERS.fullmatch(left[-1:])):
        return True
    if NO_NAME.search(name) or COUNTED.search(name) or (name[0] in MEASURES and NUMBER.search(left)):
        return True
    other = (left[-1:], right[:1]) == ("《", "》") or (name in WATERS and right.startswith(ROADS))
    if other or left.endswith(("小", "亩")) or left[-1:] + name[0] in PROVINCES:  # 小黄山, 海|南海|垦集团
        return True
    if len(name) > 2 and name.endswith(("江", "河", "湖")) and right.startswith("岛"):
        return True
    family = name[0] in SURNAMES
    reporter = family and name.endswith("路") and left.endswith("、") and right.startswith("）")
    formed = len(name) == 3 and name.endswith(LAND_ENDS)  # 院士钟南山
    official = (
        family and (formed or (len(name) == 2 and _is_name_end(right))) and _is_named(left)
    )  # 医师罗平答
    return bool(reporter or official)


def _is_named(left: str) -> bool:
    """Say whether what stands before a name says what a person is."""
    return any(names_a_person(left[-size:]) for size in range(2, len(left) + 1))


def _is_name_end(right: str) -> bool:
    return not right or CLAUSE.match(right) is not None or right.startswith(SPEAKS)
