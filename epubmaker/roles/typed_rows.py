"""What single rows of typed texts are by their words and the rows around: who wrote, what a section is called, how to reach one.

Each function takes odds (lines, tags) and returns new ones; none of them says anything of rows that stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Line
from epubmaker.roles.conventions import HEADED, HEADED_BY, moved
from epubmaker.roles.tags import TEXT, TITLES, Tag
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence
from epubmaker.text.surnames import COMPOUND_SURNAMES, is_name

Floats = NDArray[np.float32]
# What somebody is, where he works: words that stand beside his name in a row of their own (市中心医院营养科主任　管丽华).
POST = re.compile(
    r"[一-龥、（）()]{2,24}(?:主任|[医醫][生师師]|教授|[院校所局部会會市县縣镇鎮处處科站社董]?[长長]|研究[员員]"
    r"|[营營][养養][师師]|[老教][师師]|律[师師]|[专專]家|作家|[诗詩]人|[学學]者"
    r"|博士|[书書][记記]|委[员員]|代表|主席|理事|[顾顧][问問]|[经經]理"
    r"|[总總]裁|工程[师師]|[学學]生|大[学學]|[学學][院校]|[医醫]院|中心|[协協][会會]|公司|研究所|[办辦]公室|[一-龥]{2}[局社])"
)
# What writes to a newspaper: the row below a letter that says who.
WRITES_IN = re.compile(
    r"(?:[一-龥]{0,10}(?:[读讀]者|居民|市民|旅客|[学學]生|家[长長]|[业業]主|村民|[职職]工|群[众眾]|[顾顧]客|乘客|[网網]友))"
    r"[ \u3000]+(?P<name>\S.{0,5})"
)
SECTION = re.compile(
    r"(?:要[闻聞]|[综綜]合|[时時]政|本地|[国國][内內際际]|[体體]育|文[体體娱娛]|[娱娛][乐樂]|[财財][经經]|[经經][济濟]|副刊|理[论論]|[评評][论論]|社[会會]|民生|教育|健康|文化"
    r"|科技|生活|旅游|旅遊|法[治制]|三[农農]|[读讀][书書]|[证證]券|金融|[军軍]事|港澳|[台臺][湾灣]|[两兩]岸|[艺藝][术術]|文[艺藝]|地方)(?:新[闻聞]|版)?"
)
LIKELY = 0.2  # probability of being a name from which a row is one that may be one by its family name
STANDING = re.compile(r"[一-龥]{4}")  # four characters are nobody's name but behind a family name of two
BODY_END = re.compile(r"[局会會院委部处處所校社司厅廳办辦队隊站府心馆館团團]$")
REACHED = re.compile(
    r"(?:(?:[联聯][系繫络絡])?(?:[电電][话話]|人|方式)|地址|[热熱][线線]|[传傳]真|[邮郵]箱|手机|手機|[网網]址)[ \u3000]?[:：]\s*\S+"
)
QUOTING = re.compile(
    "[^。，：:“「”」]{2,14}[“「][^“「”」]{2,10}[”」]"
)  # a title that ends in words that it quotes
POINTED, LONGEST_CAPTION = re.compile("[▲△▼▽↑↓]"), 80


def as_writers(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a name beside a post is, or a bare one, between a row without an end and a text: who wrote.

    What stands above is the title, then. A bare name below what is a title without it is told by `written.py`.
    """
    odds = odds.copy()
    for before, line, after in _threes(lines):
        if ends_sentence(before.text) or not ends_sentence(after.text):
            continue
        headed = odds[before.number, HEADED_BY].sum() > HEADED
        likely = odds[line.number, (Tag.BYLINE, Tag.SIGNATURE)].sum() > LIKELY
        if (is_name(line.text) and likely and not headed) or _is_writer(line.text):
            moved(odds[line.number], Tag, Tag.BYLINE)
            moved(odds[before.number], (Tag.CROSSHEAD, Tag.SIGNATURE), Tag.HEADLINE)
    return odds


def _is_writer(text: str) -> bool:
    """Say whether a row is a name and what its bearer is, in either order."""
    words = text.split(maxsplit=1)
    for name, post in (words, words[::-1]) if len(words) == 2 else ():
        if is_name(name) and POST.fullmatch("".join(post.split())):
            return True
    return False


def as_columns(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what the name of a section or of a column is, between a text that has ended and a title."""
    odds = odds.copy()
    for number, line in enumerate(lines[:-1]):
        after = lines[number + 1]
        ended = number == 0 or ends_sentence(lines[number - 1].text)
        if not ended or ends_sentence(after.text) or odds[after.number, Tag.SIGNATURE] > HEADED:
            continue
        if SECTION.fullmatch(line.text):
            moved(odds[line.number], Tag, Tag.LABEL)
            moved(odds[after.number], (Tag.CROSSHEAD, Tag.SIGNATURE), Tag.HEADLINE)
        elif _is_standing(line.text):
            moved(odds[line.number], (Tag.BYLINE, Tag.SIGNATURE), Tag.LABEL)
    return odds


def _is_standing(text: str) -> bool:
    return bool(STANDING.fullmatch(text)) and text[:2] not in COMPOUND_SURNAMES and not BODY_END.search(text)


def as_written_in(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a row is that says who wrote a letter, below its text (市民　董一舟)."""
    odds = odds.copy()
    for before, line, _ in _threes(lines):
        found = WRITES_IN.fullmatch(line.text)
        if found and is_name(found["name"]) and odds[before.number, sorted(TEXT)].sum() > HEADED:
            moved(odds[line.number], Tag, Tag.SIGNATURE)
    return odds


def as_reached(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a row is that says how to reach somebody, right below a text: more of it."""
    odds = odds.copy()
    for before, line, _ in _threes(lines):
        if REACHED.fullmatch(line.text) and odds[before.number, sorted(TEXT)].sum() > HEADED:
            moved(odds[line.number], (Tag.FURNITURE, *TITLES), Tag.FIRST)
    return odds


def as_quoting(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a short row is that ends in words it quotes, between two texts that end: a title of either kind."""
    odds = odds.copy()
    for before, line, after in _threes(lines):
        if QUOTING.fullmatch(line.text) and ends_sentence(before.text) and ends_sentence(after.text):
            inner = odds[line.number, Tag.CROSSHEAD] >= odds[line.number, Tag.HEADLINE]
            moved(odds[line.number], (Tag.FIRST, Tag.MORE), Tag.CROSSHEAD if inner else Tag.HEADLINE)
    return odds


def as_pointed(odds: Floats, lines: Sequence[Line]) -> Floats:
    """Return the odds with what a short row behind an arrow is: what a picture shows. Several together are items of a list."""
    odds = odds.copy()
    pointed = [POINTED.match(line.text) is not None for line in lines]
    for line, before, own, after in zip(
        lines, [False, *pointed], pointed, [*pointed[1:], False], strict=False
    ):
        if own and not (before or after) and len(line.text) <= LONGEST_CAPTION:
            moved(odds[line.number], TEXT, Tag.CAPTION)
    return odds


def _threes(lines: Sequence[Line]) -> Iterator[tuple[Line, Line, Line]]:
    """Yield every line between two others, the last one below itself."""
    yield from zip(lines, lines[1:], [*lines[2:], *lines[-1:]], strict=False)
