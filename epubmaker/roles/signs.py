"""What can be said of every line of a page in reading order: how it is set, what it says, how it goes on, what it shares.

Nothing is decided here. The signs of a line and of its neighbours are what the roles are read from (`tell.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epubmaker.label.title_words import title_words
from epubmaker.model import Label, Line, Role, SeamTable
from epubmaker.roles.shared import SharedWords, arrays_of, unit_rows
from epubmaker.text import patterns as re
from epubmaker.text.marks import LINE_START_FORBIDDEN, ends_sentence, starts_with_dateline
from epubmaker.text.surnames import SURNAMES

Floats = NDArray[np.float32]

CREDITED = re.compile(r"记者|記者|通讯员|通訊員|摄影|攝影|实习生|文[/／]|图[/／]|整理|供稿|报道员|编辑|撰稿")
REPORTED = re.compile(r"(?:电|讯|消息|报道|获悉|电話|訊|電|報導)")
CONTACT = re.compile(
    r"电话|热线|传真|邮[箱编]|@|www|http|版式|责任?编|美编|本版|值班|第\s*\d+\s*版|星期[一二三四五六日]|微信|地址|联系人|零售|定价|印刷|出版"
)
ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[、.．](?!\d)|[①-⑩]|[●■◆▲★□○◇▶•·-])"
)
SPEAKER = re.compile(r"^(?:问|答|[一-鿿]{2,8})[:：]")
MARKS = re.compile(r"[，。；：！？、,.;:!?]")
TELLS = re.compile(r"[，。；,;]")
NAME_PARTS = re.compile(r"[ 　、,，/／]+")
NO_NAME = re.compile(
    r"[（）()■□◆●▲]|本[报報]|新华社|记者|記者|通讯员|通訊員|摄影|攝影|实习生|整理|特约|首席|文|图|摄"
)
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[一二三四五六七八九〇○]{4}年")
ORGAN = re.compile(r"(?:局|厅|委|院|会|部|府|公司|中心|办公室|支队|大队|银行|学校|医院|法院|协会)$")
LONG = 22  # em: no column of a newspaper is wider
NEAR = 9  # lines on either side whose upper quartile is the measure
SPAN = 220  # em of text after and before that a title is compared with
MOST = 12.0  # log-odds and em: what counts at most

# What the labeller takes a row for by its own words; the rest is text to it.
OWN_WORDS = (
    Role.BYLINE,
    Role.CREDIT,
    Role.JUMP_LINE,
    Role.MASTHEAD,
    Role.FOLIO,
    Role.COLOPHON,
    Role.WEATHER,
    Role.NOTICE,
    Role.ADVERTISEMENT,
    Role.LABEL,
    Role.HEADLINE,
    Role.CROSSHEAD,
)

SET = (
    "width", "in_measure", "beyond_measure", "indent", "blank_before", "blank_after", "same_row", "row_goes_on", "ends",
    "marks", "tells", "run", "in_run", "place", "from_start", "to_end", "last_mark", "first_mark", "forbidden_first",
    "opens_known", "goes_on_known",
)  # fmt: skip
SAYS = (
    "dateline", "reported", "credited", "names", "contact", "item", "speaker", "digits", "latin", "spaces", "brackets",
    "quotes", "in_brackets", "dash_first", "dash_last", "picture", "date", "organ", "words", "doubled",
    *(f"own.{role}" for role in OWN_WORDS), "own.sure", "title_score",
)  # fmt: skip
GOES_ON = (
    "opens",
    "closes",
    "in_order",
    "in_order_before",
    "before",
    "after",
    "across",
    "around",
    "from_afar",
    "to_afar",
)
SHARES = (
    "with_after", "with_before", "with_all", "with_next", "with_last", "subject_after", "subject_before", "subject_turns",
)  # fmt: skip
PAGE = (
    "page.ends", "page.indented", "page.blank", "page.median", "page.wide", "page.long", "page.tells", "page.joined",
    "page.closed_rows",
)  # fmt: skip
SIGNS = (*SET, *SAYS, *GOES_ON, *SHARES, *PAGE)


def line_signs(lines: Sequence[Line], labels: Sequence[Label], seams: SeamTable) -> Floats:
    """Return the signs of every line, (lines, signs) in the order of `SIGNS`. Linear in the text."""
    if not lines:
        return np.zeros((0, len(SIGNS)), np.float32)
    widths = np.array([line.width for line in lines])
    told = np.array([bool(TELLS.search(line.text)) for line in lines])
    ends = np.array([ends_sentence(line.text) for line in lines])
    parts = (
        _set(lines, widths, told, ends),
        np.array([_says(line, label) for line, label in zip(lines, labels, strict=True)]),
        _goes_on(seams, len(lines)),
        _shares(lines, widths, seams),
        np.tile(_page(lines, widths, told, ends), (len(lines), 1)),
    )
    signs: Floats = np.concatenate(parts, axis=1).astype(np.float32)
    return signs


def near_measures(widths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the width that the lines around each one fill: the upper quartile of those nearby."""
    padded = np.concatenate([np.full(NEAR, np.nan), widths, np.full(NEAR, np.nan)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEAR + 1)
    measures: NDArray[np.float64] = np.nanpercentile(windows, 75, axis=1, method="higher")
    return measures


def _set(
    lines: Sequence[Line], widths: NDArray[np.float64], told: NDArray[np.bool_], ends: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return how the lines are set."""
    count = len(lines)
    measures = near_measures(widths)
    blank = np.array([line.joint in ("blank", "start") for line in lines] + [True])
    space = np.array([line.joint == "space" for line in lines] + [False])
    run, in_run = _runs(told)
    place = np.arange(count)
    columns = (
        np.minimum(widths, 60),
        np.minimum(widths / np.maximum(measures, 1), 4),
        np.clip(widths - measures, -MOST, 2 * MOST),
        [min(line.indent, MOST) for line in lines],
        blank[:-1],
        blank[1:],
        space[:-1],
        space[1:],
        ends,
        [min(len(MARKS.findall(line.text)), 9) for line in lines],
        told,
        np.minimum(run, 30),
        np.minimum(in_run, 30),
        place / count,
        np.minimum(place, 9),
        np.minimum(count - 1 - place, 9),
        ["，、；：“‘（《".find(line.text[-1]) + 1 for line in lines],
        ['“‘（《【〈"'.find(line.text[0]) + 1 for line in lines],
        [line.text[0] in LINE_START_FORBIDDEN for line in lines],
        [line.opens is True for line in lines],
        [line.opens is False for line in lines],
    )
    return np.stack([np.asarray(column, float) for column in columns], axis=1)


def _runs(told: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each line the length of the run of lines that tell nothing, and its place in it: stacks of titles, tables."""
    length, place = np.zeros(len(told)), np.zeros(len(told))
    start = 0
    for at in [*np.flatnonzero(told).tolist(), len(told)]:
        length[start:at] = at - start
        place[start:at] = np.arange(at - start)
        start = at + 1
    return length, place


def _says(line: Line, label: Label) -> tuple[float, ...]:
    """Return what a line says, and what its row is taken for by its own words."""
    text = line.text
    own = label.role
    score = {"title": 1.0, "title-like": -1.0}.get(label.rule, 0.0) * (label.confidence - 0.5)
    return (
        starts_with_dateline(text),
        bool(REPORTED.search(text[:24])),
        bool(CREDITED.search(text)),
        name_share(text),
        len(CONTACT.findall(text)),
        bool(ITEM.match(text)),
        bool(SPEAKER.match(text)),
        sum(character.isdigit() for character in text) / len(text),
        sum(character.isascii() and character.isalpha() for character in text) / len(text),
        min(9, len(re.findall(r"[ \t　]+", text))),
        sum(map(text.count, "（(")) - sum(map(text.count, "）)")),
        sum(map(text.count, "“「")) - sum(map(text.count, "”」")),
        text[0] in "（(" and text[-1] in "）)",
        text[0] in "—-―–",
        text[-1] in "—-―–：:",
        "图" in text or "摄" in text[-4:] or "圖" in text,
        bool(DATE.search(text)),
        bool(ORGAN.search(text)),
        title_words().log_odds(text[:60]),
        line.again is not None,
        *(own is role for role in OWN_WORDS),
        label.confidence if own in OWN_WORDS else 0.0,
        score,
    )


def name_share(text: str) -> float:
    """Return the share of a line that is made of names, 0..1: 1 where it is nothing else."""
    parts = [part for part in NAME_PARTS.split(NO_NAME.sub(" ", text)) if part]
    if not parts:
        return 0.0
    named = sum(_named(part) for part in parts)
    return named / sum(map(len, parts))


def _named(part: str) -> float:
    """Return how many characters of a word are names: one of two or three characters, or two set together."""
    if 2 <= len(part) <= 3 and part[0] in SURNAMES:
        return len(part)
    if 4 <= len(part) <= 6 and part[0] in SURNAMES and (part[2] in SURNAMES or part[3] in SURNAMES):
        return 0.7 * len(part)
    return 0.0


def _goes_on(seams: SeamTable, count: int) -> NDArray[np.float64]:
    """Return how lines open, close and run on into others."""
    odds = seams.log_odds
    beside = [odds(at, at + 1) for at in range(count - 1)]
    in_order = list(seams.in_order) or [0.0] * count
    afar_in, afar_out = _elsewhere(seams, count)
    columns = (
        seams.opens,
        seams.closes,
        in_order,
        [-5.0, *in_order[:-1]],
        [seams.floor, *beside],
        [*beside, seams.floor],
        [odds(at - 1, at + 1) if 0 < at < count - 1 else seams.floor for at in range(count)],
        [max(_around(at, odds, count), default=seams.floor) for at in range(count)],
        afar_in,
        afar_out,
    )
    bounded: NDArray[np.float64] = np.clip(
        np.stack([np.asarray(column, float) for column in columns], axis=1), -MOST, MOST
    )
    return bounded


def _around(at: int, odds: Callable[[int, int], float], count: int) -> Iterator[float]:
    """Yield the seams of lines shortly before one with lines shortly behind it: what it stands in the way of."""
    for left in range(max(0, at - 4), at):
        for right in range(at + 1, min(count, at + 5)):
            yield odds(left, right)


def _elsewhere(seams: SeamTable, count: int) -> tuple[list[float], list[float]]:
    """Return the best seam into and out of each line with any line that is no neighbour, 0 at least."""
    into, out = [0.0] * count, [0.0] * count
    for row in seams.candidates:
        for seam in row:
            if abs(seam.right - seam.left) > 1:
                into[seam.right] = max(into[seam.right], seam.log_odds)
                out[seam.left] = max(out[seam.left], seam.log_odds)
    return into, out


def _shares(lines: Sequence[Line], widths: NDArray[np.float64], seams: SeamTable) -> NDArray[np.float64]:
    """Return what the lines share with the text around them, in words and in subject."""
    count = len(lines)
    span = max(6, int(SPAN / max(8.0, float(np.median(widths)))))
    words = SharedWords([line.text for line in lines])
    shared = np.array(
        [
            (
                words.share(at, at + 1, at + 1 + span),
                words.share(at, at - span, at),
                words.share(at, 0, count),
                words.share(at, at + 1, at + 2),
                words.share(at, at - 1, at),
            )
            for at in range(count)
        ]
    )
    subjects = seams.subjects
    if subjects is None:
        return np.concatenate([shared, np.zeros((count, 3))], axis=1)
    vectors = np.asarray(subjects.lines, float).reshape(count, subjects.depth)
    total = np.vstack([np.zeros(subjects.depth), np.cumsum(vectors, axis=0)])
    at = np.arange(count)
    after = total[np.minimum(count, at + 1 + span)] - total[at + 1]
    before = total[at] - total[np.maximum(0, at - span)]
    title, text_after, text_before = (
        unit_rows(arrays_of(subjects.title), vectors),
        unit_rows(arrays_of(subjects.text), after),
        unit_rows(arrays_of(subjects.text), before),
    )
    agreed = ((title * text_after).sum(1), (title * text_before).sum(1), (text_after * text_before).sum(1))
    return np.concatenate([shared, np.stack(agreed, axis=1)], axis=1)


def _page(
    lines: Sequence[Line], widths: NDArray[np.float64], told: NDArray[np.bool_], ends: NDArray[np.bool_]
) -> tuple[float, ...]:
    """Return what holds for the page: the form it is kept in."""
    joints = [line.joint for line in lines[1:]] or ["newline"]
    closed = [ends[left] for left, right in pairwise(range(len(lines))) if lines[right].joint != "space"]
    return (
        float(ends.mean()),
        float(np.mean([line.indent >= 1 for line in lines])),
        joints.count("blank") / len(joints),
        min(float(np.median(widths)), 60.0),
        min(float(np.percentile(widths, 90)), 99.0),
        float((widths > 2 * LONG).mean()),
        float(told.mean()),
        joints.count("space") / len(joints),
        float(np.mean(closed)) if closed else 1.0,
    )
