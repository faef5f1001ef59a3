"""Borders of words that OpenCC's longest match would run over: 中美|发展 is no 美发, 全面|包含 no 面包, 新|征途 no 新征.

OpenCC takes the longest word of its own list wherever it begins. Where five characters become something else together than parted
beside the one in the middle, jieba is asked what the words of the run are, and the text is parted at those of its borders that
make a difference. That is a small part of a text, and jieba is slow.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import methodcaller

from epubmaker.convert.engine import Configuration, convert_pieces
from epubmaker.convert.forms import MANY

HAN = "\u3400-\u9fff"
RUN = re.compile(f"[{HAN}]{{3,}}")
IN_DOUBT = re.compile(f"[{MANY}个]")
AROUND = 2  # characters on either side of one in doubt
# Words of one character in doubt that become the same alone as they are meant.
PLAIN_ALONE = frozenset("后里占于只尽游出发")
# Behind these 里 spells a name (马斯凯特里) or ends that of a place (能仁里).
_start = methodcaller("start")
SPELLING = frozenset("特德格斯尔克姆弗蒂菲莫穆阿亚尼拉马达塔托罗诺维瑞仁光河福和永")


def crossed_borders(text: str, chosen: Configuration) -> list[int]:
    """Return the offsets of a Simplified text at which it must be parted; linear in the text."""
    if chosen.origin != "s" or chosen.target == "jp":
        return []
    plain = chosen.character_form or chosen
    runs = _runs_in_doubt(text, plain)
    if not runs:
        return []
    from epubmaker.seams.dictionary import tag_words  # noqa: PLC0415  (loads jieba's dictionary: a second)

    words = [[word for word, _ in tag_words(run[0])] for run in runs]
    distinct = sorted({word for of_run in words for word in of_run})
    alone = dict(zip(distinct, convert_pieces(distinct, plain), strict=True))
    together = convert_pieces([run[0] for run in runs], plain)
    return [
        run.start() + border
        for run, of_run, made in zip(runs, words, together, strict=True)
        for border in _crossed(of_run, [alone[word] for word in of_run], made)
    ]


def _crossed(words: Sequence[str], alone: Sequence[str], together: str) -> Iterator[int]:
    """Yield the borders beside the words of a run that become something else alone than in the run."""
    if len(together) != sum(map(len, words)):
        return
    ends = list(accumulate(map(len, words)))
    for number, (word, form, end) in enumerate(zip(words, alone, ends, strict=True)):
        if together[end - len(word) : end] == form:
            continue
        if number and _holds(words[number - 1], word):
            yield end - len(word)
        if number + 1 < len(words) and _holds(word, words[number + 1]):
            yield end


def _runs_in_doubt(text: str, plain: Configuration) -> list[re.Match[str]]:
    """Return the runs of Han characters in which parting beside a character in doubt changes what it becomes."""
    found: list[tuple[re.Match[str], list[tuple[str, int]]]] = []
    for run in RUN.finditer(text):
        words = run[0]
        places = [
            (words[max(0, at - AROUND) : at + AROUND + 1], min(at, AROUND))
            for at in map(_start, IN_DOUBT.finditer(words))
        ]
        if places:
            found.append((run, places))
    asked = list({place for _, places in found for place in places})
    together = convert_pieces([words for words, _ in asked], plain)
    before = convert_pieces([f"{words[:at]} {words[at:]}" for words, at in asked], plain)
    behind = convert_pieces([f"{words[: at + 1]} {words[at + 1 :]}" for words, at in asked], plain)
    changed = {
        place
        for place, whole, *parted in zip(asked, together, before, behind, strict=True)
        if any(halves.replace(" ", "") != whole for halves in parted)
    }
    return [run for run, places in found if not changed.isdisjoint(places)]


def _holds(left: str, right: str) -> bool:
    """Say whether the border between two words is to be believed.

    A word of one character in doubt says nothing by itself of what it becomes, but for a few: 亲子|游, 班子|里.
    """
    if len(left) == len(right) == 1 or left in ("里", "一出"):  # 太古里|相邻, 一出|道
        return False
    if any(len(word) == 1 and word in MANY and word not in PLAIN_ALONE for word in (left, right)):
        return False
    return right != "里" or left[-1] not in SPELLING
