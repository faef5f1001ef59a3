"""Names that OpenCC's dictionaries set wrongly: makes `convert/data/known_names.txt`.

    python -m epubmaker.training.known_names > epubmaker/convert/data/known_names.txt

Two sources: persons and places written down for this project (`known_names.txt` beside this script: common knowledge), and names
of jieba's dictionary (MIT licence): persons whose surname is also a common word, where their other characters are those of given
names, and foreign names made of characters that only spell. What merely looks like a name was struck out by reading the list.
"""

from pathlib import Path

import jieba

from epubmaker.convert.engine import Configuration, convert_pieces
from epubmaker.convert.protection import name_forms
from epubmaker.convert.surnames import given_odds
from epubmaker.restore.rules.stops import SPELLED

# Persons, living and historical, known to every reader of newspapers.
OWN = [
    row for row in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines() if row and row[0] != "#"
]
NO_NAMES = frozenset(row[1:] for row in OWN if row[0] == "!")
PERSONS = [row for row in OWN if row[0] != "!" and "|" not in row]
PLACES = [row for row in OWN if "|" in row]
SURNAMES = "范余岳涂郁朴"
SPELLING = frozenset(SPELLED) | frozenset(
    "阿卡克里达德尔斯特姆布格瓦托多诺弗朗波松万范胡周才乌兹吉萨沃伍戴龙玛丽安娜亨迪凯泰蒙圣弥厄哥赖隆墨宁巴圭"
)
PLAIN = dict(zip("裡裏鬆佈剋鬍範週託幹", "里里松布克胡范周托干", strict=True))


def from_dictionary() -> tuple[list[str], list[str]]:
    """Return the persons and the foreign names of jieba's dictionary that OpenCC would set wrongly."""
    persons: list[str] = []
    foreign: list[str] = []
    for row in jieba.get_dict_file():
        word, _, tag = row.decode("utf-8").split()
        if word in NO_NAMES or tag[:2] not in ("nr", "ns", "nt", "nz"):
            continue
        if (
            tag.startswith("nr")
            and word[0] in SURNAMES
            and len(word) in (3, 4)
            and given_odds(word[1:]) >= 1.5
        ):
            persons.append(word)
        elif len(word) > 2 and "于" not in word and all(character in SPELLING for character in word):
            foreign.append(word)
    return _set_wrongly(persons), [word for word in foreign if _spelt_wrongly(word)]


def _set_wrongly(names: list[str]) -> list[str]:
    wrong: set[str] = set()
    for configuration in map(Configuration, ("s2t", "s2tw", "s2hk")):
        plain = convert_pieces(names, configuration)
        wrong.update(
            name
            for name, form, by_opencc in zip(names, name_forms(names, configuration), plain, strict=True)
            if form != by_opencc
        )
    return [name for name in names if name in wrong]


def _spelt_wrongly(word: str) -> bool:
    """Return whether OpenCC gives a spelling character the form that it has in words."""
    set_as = convert_pieces([word], Configuration("s2tw"))[0]
    return len(set_as) == len(word) and any(
        PLAIN.get(after) == before for before, after in zip(word, set_as, strict=True)
    )


def main() -> None:
    """Print the list: a name, or a name and its Traditional form behind a tab."""
    persons, foreign = from_dictionary()
    print(
        "# Names kept from OpenCC: persons (their forms follow the rules for names), places with their Traditional form."
    )
    print(
        "# Origin: written down for this project (first part); jieba's dictionary, MIT licence (second part), read through."
    )
    print("# Made by training/known_names.py.")
    # Two characters are told by what stands around them (`convert/surnames.py`): 于海 also stands in 由于海水.
    own = _set_wrongly([name for name in dict.fromkeys(PERSONS) if len(name) > 2])
    for name in own:
        print(name)
    listed = dict(place.split("|") for place in PLACES)
    by_opencc = convert_pieces(list(listed), Configuration("s2t"))
    for (place, form), converted in zip(listed.items(), by_opencc, strict=True):
        # jieba cuts quarters called 里 in two (太古|里), and the text would be parted there.
        if form != converted or place.endswith("里"):
            print(f"{place}\t{form}")
    print("# jieba (MIT)")
    for name in dict.fromkeys([*persons, *foreign]):
        if name not in own and name not in listed:
            print(name)


if __name__ == "__main__":
    main()
