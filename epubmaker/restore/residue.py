"""What restoration sees and does not mend: it is said, not guessed."""

from collections.abc import Iterator
from dataclasses import dataclass

from epubmaker.messages import Message
from epubmaker.model import Diagnostic, Line
from epubmaker.restore.characters import HAN, is_han
from epubmaker.restore.rules.quotes import MARKS
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import TrackedText
from epubmaker.text import patterns as re

# A stroke where a paragraph begins is mostly the numeral 一, misread; before a doubled measure word nothing else fits.
STROKE = re.compile(rf"^[-－—–_](?P<word>[{HAN}])(?P<again>(?P=word))?")
LEADING_MARK = re.compile("^[，。、；：？！”’）》」』%]")
DOUBLED = re.compile("，{2,}|(?<!。)。{2}(?!。)|、{2,}|；{2,}|：{2,}|[，、；：]。|。[，、；：]")
LETTER_INSIDE = re.compile(rf"(?<=[{HAN}])[a-z|\\_~^](?=[{HAN}])")
SENTENCE_END = re.compile(r"(?:[。！？!?：:；;]|……|——)[”’」』）)》\"'】]*$|[”’」』）》]$")
# What stands in brackets behind a full stop: （完）, （据新华社）.
NOTE_AT_END = re.compile(r"[。！？!?…][”’」』]?[（(][^（）()]{1,20}[）)]$")
# A straight mark left between Chinese characters: which way it turns could not be told.
STRAIGHT = re.compile(rf"(?<=[{HAN}，。、])[\"'](?=[{HAN}，。、])")
SHOWN = 8
SHORT = 1.5  # em: a last line that leaves more than this free ended there


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubtful stretch of a tracked text, to become a diagnostic."""

    start: int
    end: int
    code: str
    message: str


def residue(tracked: TrackedText, setting: Setting) -> tuple[Diagnostic, ...]:
    """Report what looks misread in a restored text, with its place in the source."""
    if setting.kind == "matter":
        return ()
    findings = [*_strokes(tracked.text), *_marks(tracked.text), *_unpaired(tracked.text, setting)]
    return tuple(
        Diagnostic("warning", finding.code, finding.message, tracked.span_of(finding.start, finding.end))
        for finding in findings
    )


def _strokes(text: str) -> Iterator[Finding]:
    stroke = STROKE.match(text)
    if stroke:
        said = Message("段首“{stroke}”疑有误识", stroke=stroke[0])
        if stroke["again"]:
            said = Message("{said}，或为“一{rest}”", said=said, rest=stroke[0][1:])
        yield Finding(0, 1, "ocr-residue", said)


def _marks(text: str) -> Iterator[Finding]:
    for pattern, said in (
        (LEADING_MARK, Message("段首不应有的标点")),
        (DOUBLED, Message("标点重叠")),
        (LETTER_INSIDE, Message("汉字之间夹有字母或符号")),
    ):
        for match in pattern.finditer(text):
            yield Finding(
                match.start(),
                match.end(),
                "ocr-residue",
                Message("{said}：{text}", said=said, text=_around(text, match.start())),
            )


def _unpaired(text: str, setting: Setting) -> Iterator[Finding]:
    """Yield quotation marks that open and never close, or close what never opened."""
    opened: list[int] = []
    partner = {"”": "“", "’": "‘"}
    for match in MARKS.finditer(text):
        mark, at = match[0], match.start()
        if mark in "“‘":
            opened.append(at)
        elif mark in partner and not (mark == "’" and text[at - 1 : at].isascii()):
            if opened and text[opened[-1]] == partner[mark]:
                opened.pop()
            else:
                yield Finding(
                    at,
                    at + 1,
                    "quote-unpaired",
                    Message(
                        "后引号{mark}没有与之成对的前引号：{around}", mark=mark, around=_around(text, at)
                    ),
                )
    for match in STRAIGHT.finditer(text):
        said = Message(
            "引号{mark}朝向不明，未改：{around}", mark=match[0], around=_around(text, match.start())
        )
        yield Finding(match.start(), match.end(), "quote-unpaired", said)
    for at in opened:
        if not setting.quote_goes_on:
            yield Finding(
                at,
                at + 1,
                "quote-unpaired",
                Message(
                    "前引号{mark}没有与之成对的后引号：{around}", mark=text[at], around=_around(text, at)
                ),
            )


def _around(text: str, at: int) -> str:
    return text[max(0, at - SHOWN) : at + SHOWN]


INNER_MARK = re.compile("[，。；！？]")


def end_is_lost(text: str, last: Line) -> str | None:
    """Say how a paragraph's end was lost: `line` where it breaks off in a full line, `mark` where only its mark is gone.

    A last line that fills its column and ends in no mark was followed by another, which is lost. Where the form of the text
    says that rows are whole, none was, and a row without a mark inside needs none at its end: an item, a verse, a greeting.
    """
    if (
        not text
        or SENTENCE_END.search(text)
        or not (is_han(text[-1]) or text[-1] in "，、,%℃" or text[-1].isalnum())
    ):
        return None
    if last.opens is not None:
        return "mark" if INNER_MARK.search(text) else None
    full = last.measure == 0 or last.width > last.measure - SHORT
    return "line" if full or text[-1] in "，、," else "mark"
