"""Whether a row may be a byline at all: it names an office or persons, and says nothing else."""

from __future__ import annotations

from epubmaker.model.placed import PlacedLine
from epubmaker.text import patterns as re
from epubmaker.text.ideographs import is_ideograph
from epubmaker.text.offices import names_office, plain_offices
from epubmaker.text.surnames import LONGEST, is_name, parted_names

_AROUND = re.compile(r"^[\s\u3000（(【〔\[□■◎◆●▲○◇▶]+|[\s\u3000）)】〕\]]+$")
_BETWEEN = re.compile(r"[\s\u3000、，,/／：:]+")
# What persons did: words that stand beside names.
_WORK = re.compile(r"^(?:[文图圖摄攝撰编編译譯写寫绘繪整理]{1,3}|摄影|攝影|作者|口述|供稿|特约|本报|本報)$")
# Where an author works, and in which office a writer is none of the paper's: a note below the text.
NOTE = re.compile(r"作者(?:单位|單位|系|係|为|為|是|简介|簡介)")
# A dateline, and brackets behind it that end in the next row: 河东讯（本报记者　李明
_NAMED_INSIDE = re.compile(r"^[^（(【\[]{1,14}[讯訊电電][\s\u3000]*[（(][^）)]*$")
_SECTION = re.compile(r"(?:新[闻聞]|消息|快[讯訊])$")  # 图片新闻: four characters that are no name
_OFFICES = re.compile(
    r"(?:本[报刊台网社]|新华社|[全融]媒体?|见习|实习|特约|特派|首席|高级|驻[站地]|摄影|文字|\s)*"
    r"(?:记\s*者|通\s*讯\s*员|实习生|见习生|特派员|评论员|撰稿人?|供图|摄影|摄$|文[/／]图)"
)
SAME, FULL, STEP = 0.02, 1.3, 1.4  # of the size; sizes left free; pitches: rows of one paragraph
INDENT = (1.2, 3.2)  # sizes by which a paragraph may begin further in
MOST_PERSONS = 8  # with their offices a row of at most forty characters
WRAPPED = 2  # characters: the end of a name that did not fit into the row above


def may_be_byline(text: str) -> bool:
    """Say whether a row may be a byline or the end of one."""
    if NOTE.search(text) or _NAMED_INSIDE.match(text):
        return False
    plain = _AROUND.sub("", _AROUND.sub("", text))
    if names_office(plain) or len(plain) <= WRAPPED:
        return True
    if _SECTION.search(plain):
        return False
    words = [word for word in _BETWEEN.split(plain) if word]
    return all(_may_be_name(word) or _WORK.match(word) for word in words)


def is_byline(text: str) -> bool:
    """Say whether a row names offices of writers and persons and nothing else, whatever blanks stand between them."""
    plain = plain_offices(_AROUND.sub("", _AROUND.sub("", text.strip())))
    if not names_office(plain):
        return False
    persons = [word for part in _OFFICES.split(plain) for word in _BETWEEN.split(part) if word]
    return 0 < len(persons) <= MOST_PERSONS and all(
        is_name(word) or len(word) == 1 or "·" in word or parted_names(word) for word in persons
    )


def opens_with_office(text: str) -> bool:
    """Say whether a row begins with an office of a newspaper's writers."""
    found = _OFFICES.match(plain_offices(_AROUND.sub("", text.strip())))
    return found is not None


def opens_text(line: PlacedLine, below: PlacedLine, pitch: float) -> bool:
    """Say whether a row is the first of a paragraph: indented, filled, and gone on below in one type by more than names.

    Such a row may name who writes (`本报记者 李明 昨天上午…`) and is no byline for that.
    """
    size, one, other = line.size, line.box, below.box
    alike = line.font == below.font and abs(below.size - size) < SAME * size
    indented = INDENT[0] * size < one.x0 - other.x0 < INDENT[1] * size
    filled = abs(one.x1 - other.x1) < FULL * size
    follows = 0 < other.y0 - one.y0 < STEP * pitch
    set_as_text = alike and indented and filled and follows and not line.vertical
    return set_as_text and not is_byline(line.text + below.text)


def _may_be_name(word: str) -> bool:
    """Say whether a word may be a person's name; pen names begin with any character."""
    return "·" in word or (len(word) <= LONGEST and all(map(is_ideograph, word)))
