"""Borders of words that OpenCC's longest match would run over: 中美|发展 is no 美发, 全面|包含 no 面包, 新|征途 no 新征.

OpenCC takes the longest word of its own list wherever it begins. Where five characters become something else together than parted
beside the one in the middle, jieba is asked what the words of the run are, and the text is parted at those of its borders that
make a difference. That is a small part of a text, and jieba is slow.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, pairwise
from operator import add, ne, or_

from epubmaker.convert.engine import Asked, Configuration, convert_pieces
from epubmaker.convert.forms import MANY
from epubmaker.text import patterns as re

HAN = "\u3400-\u9fff"
RUN = re.compile(f"[{HAN}]{{3,}}")
ONE = re.compile(f"[{HAN}]")
# A character in doubt, with two of those before it or the one there is, and two behind it.
IN_DOUBT = re.compile(f"[{MANY}个并念](?:(?<=([{HAN}]{{2}}).)|(?<=([{HAN}]).)|)(?=([{HAN}]{{0,2}}))")
NAMES = frozenset({"nr", "ns", "nt", "nz"})  # how jieba tags names
# Words of one character in doubt that become the same alone as they are meant.
PLAIN_ALONE = frozenset("后里占于只尽游出发胡向致家局表党团困")
# Behind these 里 spells a name (马斯凯特里) or ends that of a place (能仁里).
SPELLING = frozenset("特德格斯尔克姆弗蒂菲莫穆阿亚尼拉马达塔托罗诺维瑞仁光河福和永")


def crossed_borders(text: str, chosen: Configuration, asked: Asked) -> list[int]:
    """Return the offsets of a Simplified text at which it must be parted; linear in the text."""
    if chosen.origin != "s" or chosen.target == "jp":
        return []
    plain = chosen.character_form or chosen
    runs = _runs_in_doubt(text, plain, asked)
    if not runs:
        return []
    from epubmaker.seams.dictionary import tag_words  # noqa: PLC0415  (loads jieba's dictionary: a second)

    words = _halved([list(tag_words(run[0])) for run in runs], plain, asked)
    distinct = sorted({word for of_run in words for word in of_run})
    alone = dict(zip(distinct, asked.of(distinct, plain), strict=True))
    together = asked.of([run[0] for run in runs], plain)
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


def _halved(runs: Sequence[Sequence[tuple[str, str]]], plain: Configuration, asked: Asked) -> list[list[str]]:
    """Return the words of runs, long ones parted where two words meet that OpenCC reads across: 分配|制度 holds no 配制.

    What OpenCC knows as one word (人云亦云) stays one, and so do names (阿德里安).
    """
    places = sorted(
        {(word, at) for run in runs for word, tag in run if tag[:2] not in NAMES for at in _middles(word)}
    )
    if not places:
        return [[word for word, _ in run] for run in runs]
    from epubmaker.seams.lexicon import known_words  # noqa: PLC0415  (loads numpy and the lexicon)

    known = known_words(half for word, at in places for half in (word[:at], word[at:]))
    places = [(word, at) for word, at in places if word[:at] in known and word[at:] in known]
    made = iter(asked.of([piece for word, at in places for piece in _around(word, at)], plain))
    torn: dict[str, list[int]] = {}
    for (word, at), forms in zip(places, zip(*[made] * 6, strict=True), strict=True):
        if _reads_across(*forms):
            torn.setdefault(word, []).append(at)
    return [[part for word, _ in run for part in _parts(word, torn.get(word, []))] for run in runs]


def _middles(word: str) -> Iterator[int]:
    """Yield where a long word could be two; one that says a character twice there (扎扎实实) is one."""
    yield from (at for at in range(2, len(word) - 1) if word[at] != word[at - 1] != word[at - 2])


def _around(word: str, at: int) -> tuple[str, ...]:
    """Return the pieces of a word that tell whether OpenCC reads across `at`: halves, the pair in the middle, its characters."""
    return word, word[:at], word[at:], word[at - 1 : at + 1], word[at - 1], word[at]


def _reads_across(whole: str, left: str, right: str, pair: str, last: str, first: str) -> bool:
    """Say whether a word becomes something else than its halves because of the pair in its middle, a word of OpenCC's."""
    return whole != left + right and pair != last + first and pair == whole[len(left) - 1 : len(left) + 1]


def _parts(word: str, borders: Sequence[int]) -> list[str]:
    return [word[low:high] for low, high in pairwise([0, *borders, len(word)])]


def _runs_in_doubt(text: str, plain: Configuration, asked: Asked) -> list[re.Match[str]]:
    """Return the runs of Han characters in which parting beside a character in doubt changes what it becomes."""
    places: list[int] = []
    around: list[tuple[str, str]] = []
    for match in IN_DOUBT.finditer(text):
        two, one, rest = match.groups("")
        places.append(match.start())
        around.append((two or one, match[0] + rest))
    changed = _changed_by_parting(list(set(around)), plain, asked)
    found: list[re.Match[str]] = []
    reached = 0
    for place in compress(places, map(changed.__contains__, around)):
        if place >= reached:
            run = RUN.match(text, _beginning(text, place))
            if run is not None:
                found.append(run)
                reached = run.end()
    return found


def _changed_by_parting(
    windows: Sequence[tuple[str, str]], plain: Configuration, asked: Asked
) -> frozenset[tuple[str, str]]:
    """Return the windows, parted before a character in doubt, that become something else when parted beside it."""
    wholes = convert_pieces([left + right for left, right in windows], plain)  # hardly one stands twice
    before = asked.of([left for left, _ in windows], plain)
    from_it = asked.of([right for _, right in windows], plain)
    to_it = asked.of([left + right[0] for left, right in windows], plain)
    behind = asked.of([right[1:] for _, right in windows], plain)
    parted_before = map(ne, wholes, map(add, before, from_it))
    parted_behind = map(ne, wholes, map(add, to_it, behind))
    return frozenset(compress(windows, map(or_, parted_before, parted_behind)))


def _beginning(text: str, place: int) -> int:
    """Return where the run begins that a place stands in."""
    while place and ONE.match(text, place - 1):
        place -= 1
    return place


def _holds(left: str, right: str) -> bool:
    """Say whether the border between two words is to be believed.

    A word of one character in doubt says nothing by itself of what it becomes, but for a few: 亲子|游, 班子|里.
    """
    if len(left) == len(right) == 1 or left in ("里", "一出"):  # 太古里|相邻, 一出|道
        return False
    if any(len(word) == 1 and word in MANY and word not in PLAIN_ALONE for word in (left, right)):
        return False
    return right != "里" or left[-1] not in SPELLING
