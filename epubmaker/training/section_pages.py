"""Texts in order of whose title rows it is known whether an article begins with them: what `sections` learns from.

Stories of the corpora stand one below the other as people keep them; of some their own crossheads are left in them. Columns of
short news, which archives of broadcasts keep as one story with the titles of the items as rows, are the items they are. What
tells an article's beginning by itself (datelines, names) is taken off most texts, and paragraphs are as short as those of a local
paper in many.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from epubmaker.roles.sections import HEAD, OTHER, TEXT, Row, may_be_title
from epubmaker.roles.shared import arrays_of, unit_rows
from epubmaker.seams.subject import subject_model
from epubmaker.training.pages.corpus import SIGNED, WASTE, cleaned, is_heading, title_of
from epubmaker.training.prepare import read_articles

BROADCASTS = ("broadcast-news", "broadcast-news-2012")
# Others are reports and speeches, whose titles of parts are numbered or those of other news.
CORPORA = (
    *BROADCASTS,
    "institution-news",
    "national-daily-2020",
    "traditional-news",
    "web-news",
    "wire-news",
)
LEAST = 24  # characters of a paragraph
AMONG, NEAREST = 3000, 5  # stories of which one of the nearest is drawn, on pages of one subject
OPENING = 120  # characters of a story that say what it speaks of
DOUBLE, SIGNED_BELOW = (
    0.08,
    0.1,
)  # chances: crossheads of two rows, the first of them a word; names below a text
KEPT_APART = 10  # one story in so many is for judging
DATELINE = re.compile(
    r"^(?:[（(]?本[报报刊台网][^，。,（(]{0,14}[讯电]|[据]?新[华]社[^，。,（(]{0,16}电|中新[社网][^，。,（(]{0,16}电"
    r"|[一-龥]{2,8}[网社台](?:消息|讯|电)|[一-龥]{2,10}消息)?[\s　]*(?:[（(][^（）()]{2,30}[）)])?[：:，]?[\s　]*"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国文婷宇浩然晨曦欣怡子涵雨泽梓"
NAMES = ("本报记者　{}", "记者 {}", "□{}", "本报记者　{}　通讯员　{}", "{}", "通讯员 {}", "文/{}", "作者：{}")


@dataclass(frozen=True, slots=True)
class Story:
    """A story: its title, and its paragraphs, each with whether it is a crosshead."""

    title: str
    parts: tuple[tuple[str, bool], ...]

    @property
    def crossheads(self) -> int:
        """Return how many crossheads it has."""
        return sum(head for _, head in self.parts)


def read_stories(folder: Path) -> Iterator[tuple[str, Story]]:
    """Yield the stories of all corpora, each with the name of its corpus."""
    for path in sorted(folder.glob("*.jsonl.xz")):
        name = path.name.split(".")[0]
        if name not in CORPORA:
            continue
        for raw in read_articles(path):
            title, _ = title_of(raw["title"])
            parts = list(_parts(map(cleaned, raw["paras"])))
            made = _items(title, parts) if name in BROADCASTS else [Story(title, tuple(parts))]
            for story in made:
                if 4 <= len(story.title) <= 40 and may_be_title(story.title) and story.parts:
                    yield name, story


def is_apart(story: Story) -> bool:
    """Say whether a story is kept apart for judging."""
    return zlib.crc32(story.title.encode()) % KEPT_APART == 0


def _parts(paras: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs and crossheads of a story; a crosshead stands between two texts."""
    heading, begun = "", False
    for para in paras:
        if WASTE.search(para) or (len(para) < 40 and SIGNED.search(para) and para[-1:] not in "。！？"):
            continue
        if is_heading(para) and may_be_title(para):
            heading = para if begun and not heading else ""
        elif len(para) >= LEAST:
            if heading:
                yield heading, True
            yield para, False
            heading, begun = "", True


def _items(title: str, parts: list[tuple[str, bool]]) -> Iterator[Story]:
    """Yield the items of a broadcast that are kept as one story: each row between texts is the title of the next."""
    own: list[tuple[str, bool]] = []
    for text, head in parts:
        if head:
            if own:
                yield Story(title, tuple(own))
            title, own = text, []
        else:
            own.append((text, False))
    if own:
        yield Story(title, tuple(own))


def subjects_of(stories: Sequence[Story]) -> np.ndarray:
    """Return what stories speak of, as vectors of length one, (stories, depth)."""
    model = subject_model()
    texts = [story.title + story.parts[0][0][:OPENING] for story in stories]
    sums = np.asarray(model.read(texts).lines, float).reshape(len(texts), -1)
    return unit_rows(arrays_of(model.text), sums).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text was kept: shares of articles and how long they are.

    undated, signed, second, shorter  chances: datelines taken off, names or a second row below titles, few sentences a paragraph
    paragraphs, sectioned, kindred  how many below each title; chances of crossheads, of speaking as the story above does
    blank  where empty rows stand: "none", "articles", "heads"
    bold   whether titles bear the marks of bold type
    """

    undated: float
    signed: float
    second: float
    shorter: float
    paragraphs: int
    sectioned: float
    kindred: float
    blank: str
    bold: str


def manner(rng: random.Random) -> Manner:
    """Return one way of keeping texts."""
    return Manner(
        rng.choice((0.0, 0.5, 0.8, 1.0, 1.0)),
        rng.choice((0.0, 0.1, 0.3, 0.7)),
        rng.choice((0.0, 0.1, 0.3)),
        rng.choice((0.0, 0.5, 1.0, 1.0)),
        rng.choice((1, 2, 3, 4, 6, 9)),
        rng.choice((0.0, 0.0, 0.1, 0.1, 0.2, 0.35, 1.0)),
        rng.choice((0.0, 0.5, 0.8, 1.0)),
        rng.choice(("none", "none", "none", "none", "articles", "heads")),
        rng.choice(("", "", "", "", "titles", "crossheads")),
    )


class Pages:
    """Texts made of stories."""

    def __init__(self, stories: Iterable[tuple[str, Story]], rng: random.Random) -> None:
        self.rng = rng
        self.plain: dict[str, list[Story]] = {}
        self.sectioned: dict[str, list[Story]] = {}
        for name, story in stories:
            if (
                story.crossheads != 1
            ):  # a single one is as often the title of what is added: links, a box, another item
                kind = self.sectioned if story.crossheads else self.plain
                kind.setdefault(name, []).append(story)
        self._subjects = {
            id(stories): subjects_of(stories)
            for kind in (self.plain, self.sectioned)
            for stories in kind.values()
        }

    def page(self) -> tuple[list[Row], dict[int, bool]]:
        """Return a text, and of its title rows whether an article begins with them."""
        rng, how = self.rng, manner(self.rng)
        one = rng.choice(sorted(self.plain)) if rng.random() < 0.5 else ""
        rows: list[Row] = []
        truth: dict[int, bool] = {}
        count = rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 14)) if how.sectioned < 1 else rng.choice((1, 1, 2, 3))
        last = None
        for _ in range(count):
            last = self._article(rows, truth, how, self._draw(how, one, last))
        return _spaced(rows, truth, how), truth

    def _draw(self, how: Manner, name: str, last: Story | None) -> Story:
        """Return a story; on pages of one subject, of many the one that speaks most like the last."""
        rng = self.rng
        pools = self.sectioned if rng.random() < how.sectioned else self.plain
        name = name if name in pools and rng.random() < 0.9 else rng.choice(sorted(pools))
        stories = pools[name]
        if last is None or rng.random() >= how.kindred:
            return rng.choice(stories)
        some = [rng.randrange(len(stories)) for _ in range(AMONG)]
        near = self._subjects[id(stories)][some] @ subjects_of([last])[0]
        nearest = [some[at] for at in np.argsort(-near)[: NEAREST + 1] if stories[some[at]] is not last]
        return stories[rng.choice(nearest or some)]

    def _article(self, rows: list[Row], truth: dict[int, bool], how: Manner, story: Story) -> Story:
        rng = self.rng
        parts = self._shortened(story, how)
        truth[len(rows)] = True
        if rng.random() < how.second / 2:
            label = self._short(parts, 2, 5)
            rows += [Row(label, HEAD)] if label else []
        rows.append(Row(story.title, HEAD))
        if rng.random() < how.second:
            clause = self._short(parts, 6, 22) if rng.random() < 0.5 else self._name()
            rows += [Row(clause, HEAD)] if clause else []
        if rng.random() < how.signed:
            rows.append(Row(self._byline(), OTHER))
        undated, double = rng.random() < how.undated, rng.random() < DOUBLE
        if undated:
            parts[0] = (DATELINE.sub("", parts[0][0]), parts[0][1])
        for text, head in parts:
            if head:
                truth[len(rows)] = False
                rows += [Row(text[:2], HEAD)] if double else []
            rows.append(Row(text, HEAD if head else TEXT))
        self._sign(rows)
        return story

    def _sign(self, rows: list[Row]) -> None:
        """Set a name below a text now and then, in its row or in one of its own."""
        rng = self.rng
        if rng.random() < SIGNED_BELOW:
            rows.append(Row(self._byline(), OTHER))
        elif rng.random() < SIGNED_BELOW:
            rows[-1] = replace(rows[-1], text=f"{rows[-1].text}（{self._name()}）")

    def _shortened(self, story: Story, how: Manner) -> list[tuple[str, bool]]:
        """Return the paragraphs that are kept of a story, some of them below each crosshead."""
        rng = self.rng
        most = max(1, round(rng.gauss(how.paragraphs, how.paragraphs / 2)))
        kept: list[tuple[str, bool]] = []
        run = 0
        for text, head in story.parts:
            run = 0 if head else run + 1
            if head or run <= most:
                kept.append((text if head else self._cut(text, how), head))
        sections = rng.choice((2, 3, 4, 6, 9))
        heads = [at for at, (_, head) in enumerate(kept) if head]
        return kept[: heads[sections]] if len(heads) > sections else kept

    def _cut(self, text: str, how: Manner) -> str:
        if self.rng.random() >= how.shorter:
            return text
        found = re.findall(r"[^。！？]*[。！？][”』」]?|[^。！？]+$", text)
        kept = "".join(found[: self.rng.choice((1, 1, 2, 3))])
        return kept if len(kept) >= LEAST else text

    def _short(self, parts: list[tuple[str, bool]], low: int, high: int) -> str:
        """Return a clause of some paragraph; nothing where none is so short."""
        text = self.rng.choice([text for text, head in parts if not head])
        found = [one for one in re.split("[，。；：！？、“”（）]", text) if low <= len(one) <= high]
        return self.rng.choice(found) if found else ""

    def _name(self) -> str:
        rng = self.rng
        return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))

    def _byline(self) -> str:
        return self.rng.choice(NAMES).replace("{}", self._name(), 1).replace("{}", self._name())


def _spaced(rows: list[Row], truth: dict[int, bool], how: Manner) -> list[Row]:
    """Return the rows with the empty rows and marks of a manner."""
    made = []
    for number, row in enumerate(rows):
        blank = how.blank == "articles" and truth.get(number, False)
        blank = number > 0 and (blank or (how.blank == "heads" and number in truth))
        made.append(replace(row, blank=blank, bold=_is_bold(truth.get(number), how.bold)))
    return made


def _is_bold(begins: bool | None, bold: str) -> bool:
    """Say whether a row is set in bold type: `begins` says whether an article begins with it, or a section; None of no title."""
    return begins is not None and (bold == "titles" or (bold == "crossheads" and not begins))
