"""Characters that were probably misread: offered, and set only where the user asks for it."""

from collections.abc import Sequence

from epubmaker.label.misread_dates import mend_dates
from epubmaker.messages import Message
from epubmaker.model import Diagnostic
from epubmaker.restore.misread_words import misread_words
from epubmaker.restore.options import RestoreOptions
from epubmaker.restore.residue import STROKE
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

AROUND = 5  # characters shown on either side
Mended = tuple[TrackedText, tuple[Diagnostic, ...]]
STROKE_CONFIDENCE = 0.95
APPLIED = 0.9  # what is less sure is offered only, whatever the user asks for
# Two figures or letters at least, before a unit that no word of letters has; of l0月 and the like one figure.
NUMBER = re.compile(
    r"(?<![A-Za-z0-9.])(?:[Il][0-9Oo](?=月|日(?![本语元])|周年)|(?=[0-9]++[OoIl]|[Il][0-9Oo]{2})[0-9OoIl]++(?=[%‰元万亿人名个户米公吨亩岁年月日时分多余件项家座次倍天]|周年))"
)
# The same behind or before the point of a decimal: 8.l%, O.5%.
DECIMAL = re.compile(
    r"(?<=[0-9])[.．](?=[0-9]*[OoIl])[0-9OoIl]{1,3}(?=[%％‰亿万倍元米吨]|个百分点)|(?<![A-Za-z0-9.])(?=[0-9]*[OoIl])[0-9OoIl]{1,3}(?=\.[0-9]+(?:[%‰亿万倍元米吨]|个百分点))"
)
LETTER = re.compile("[OoIl]")
LETTERS = str.maketrans("OoIl．", "0011.")


def mend_misreadings(texts: Sequence[TrackedText], options: RestoreOptions) -> list[Mended]:
    """Return the texts with what was probably misread in them: corrected, or offered as diagnostics."""
    changes = [[*_stroke(tracked)] if options.fix_ocr else [] for tracked in texts]
    for number, tracked in enumerate(texts):
        changes[number].extend(_told(tracked.text))
    for number, change in _likely(texts) if options.look_for_misreadings else ():
        if all(told.start != change.start for told in changes[number]):
            changes[number].append(change)
    mended: list[Mended] = []
    for tracked, offered in zip(texts, changes, strict=True):
        sure = [change for change in offered if options.fix_ocr and change.confidence >= APPLIED]
        unsure = tuple(_offer(tracked, change) for change in offered if change not in sure)
        mended.append((tracked.apply(sure), unsure))
    return mended


def _likely(texts: Sequence[TrackedText]) -> list[tuple[int, Change]]:
    """Ask the language model and the lexicon about all texts at once."""
    from epubmaker.seams.misreadings import find_misreadings  # noqa: PLC0415  (loads numpy and the model)

    return [
        (found.text, Change(found.at, found.at + 1, found.likely, "misreading", found.confidence))
        for found in find_misreadings([tracked.text for tracked in texts])
    ]


def _told(text: str) -> list[Change]:
    """Return what needs no model: letters in figures, words that no text has."""
    figures = _figures(text)
    taken = {change.start for change in figures}
    words = (
        Change(at, at + 1, printed, "misreading", STROKE_CONFIDENCE)
        for at, printed in misread_words(text)
        if at not in taken
    )
    return [*figures, *words]


def _figures(text: str) -> list[Change]:
    """Read letters as the figures they must be: in dates (1月1O日), and in numbers before a unit (5OO元)."""
    read = mend_dates(text)
    for pattern in (DECIMAL, NUMBER) if LETTER.search(text) else ():
        read = pattern.sub(lambda match: match[0].translate(LETTERS), read)
    if read == text:
        return []
    return [
        Change(at, at + 1, after, "misreading", STROKE_CONFIDENCE)
        for at, (before, after) in enumerate(zip(text, read, strict=True))
        if before != after
    ]


def _stroke(tracked: TrackedText) -> list[Change]:
    """Read a stroke before a doubled measure word as the numeral it must be: 一件件."""
    stroke = STROKE.match(tracked.text)
    if stroke is None or not stroke["again"]:
        return []
    return [Change(0, 1, "一", "misreading", STROKE_CONFIDENCE)]


def _offer(tracked: TrackedText, change: Change) -> Diagnostic:
    """Offer a correction with its confidence."""
    at, text = change.start, tracked.text
    before, after = text[max(0, at - AROUND) : at], text[at + 1 : at + 1 + AROUND]
    said = Message(
        "疑有误识：“{before}{character}{after}”中“{character}”或为“{other}”（可信度{confidence:.2f}）",
        before=before,
        character=text[at],
        after=after,
        other=change.after,
        confidence=change.confidence,
    )
    return Diagnostic("warning", "ocr-suggestion", said, tracked.span_of(at, at + 1))
