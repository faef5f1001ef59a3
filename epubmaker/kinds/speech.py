"""Turns of speech: paragraphs that begin with who speaks, two or more who speak by turns; questions and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from epubmaker.kinds.rows import Row
from epubmaker.model import BlockForm
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence

# Who speaks, before a colon, or by himself before a wide gap: 问：, 记者：, 王小明（教师）：.
SPEAKER = re.compile(
    r"^(?P<who>[一-龥A-Za-z·]{1,8})(?:[（(][^（）()：:]{1,16}[)）])?(?:[:：](?!\d)|\u3000(?=\S))"
)
ALONE = re.compile(r"^(?P<who>[问答問]|[记記]者|主持人)[ \u3000]+(?=\S)")
SIGN = re.compile(r"^(?P<who>[●○■□◆◇])[ \u3000]*(?=\S)")
ASKERS = frozenset(
    {
        "问",
        "问题",
        "提问",
        "记者",
        "本报记者",
        "主持人",
        "主持",
        "编者",
        "Q",
        "q",
        "问答",
        "读者",
        "網友",
        "网友",
        "問",
        "記者",
        "本報記者",
    }
)
REPLIERS = frozenset({"答", "A", "a", "答复", "回答"})
ASKS = re.compile(r"[？?][”’」』]?$")
TWICE, TURNS = 2, 4  # turns of a speaker, of all speakers, from which paragraphs are a conversation
SAID = 0.5  # share of turns that end a sentence: rows that name something and say it end none
ASKED = 0.5  # share of a speaker's turns that are questions, of one who asks


def turns(rows: Sequence[Row]) -> dict[int, BlockForm]:
    """Return the rows with which turns of speech begin, each with its form: question, answer or turn."""
    spoken = {place: who for place, row in enumerate(rows) if row.opens and (who := _speaker(row.text))}
    counted = Counter(spoken.values())
    plain = {"问", "問"} & counted.keys() and counted["答"]
    speakers = {
        who for who, count in counted.items() if count >= TWICE or (plain and who in ("问", "問", "答"))
    }
    known = {place: who for place, who in spoken.items() if who in speakers}
    said = sum(ends_sentence(_whole(place, rows)) for place in known)
    if (
        len(speakers) < TWICE
        or len(known) < (TWICE if plain else TURNS)
        or said < SAID * len(known)
        or not _by_turns(known)
    ):
        return {}
    askers = {who for who in speakers if _asks(who, known, rows)}
    if not askers or askers == speakers:
        return dict.fromkeys(known, "turn")
    return {place: "question" if who in askers else "answer" for place, who in known.items()}


def _speaker(text: str) -> str:
    found = SPEAKER.match(text) or ALONE.match(text) or SIGN.match(text)
    return found["who"] if found else ""


def _by_turns(known: dict[int, str]) -> bool:
    """Say whether the next to speak is mostly another one: rows of one name again and again are no conversation."""
    order = [known[place] for place in sorted(known)]
    changes = sum(one != other for one, other in pairwise(order))
    return 2 * changes > len(order) - 1


def _asks(who: str, known: dict[int, str], rows: Sequence[Row]) -> bool:
    """Say whether one who speaks asks: by name, or since the turns are questions."""
    if who in ASKERS or who in REPLIERS:
        return who in ASKERS
    own = [place for place, name in known.items() if name == who]
    return sum(bool(ASKS.search(_whole(place, rows))) for place in own) > ASKED * len(own)


def _whole(place: int, rows: Sequence[Row]) -> str:
    """Return the last row of the paragraph that begins with a row."""
    while not rows[place].closes:
        place += 1
    return rows[place].text
