"""Articles that pages are made of: drawn from files of JSON lines {"title", "paras"}, cleaned, in the page's script."""

from __future__ import annotations

import json
import lzma
import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from opencc import OpenCC

from epubmaker.resources import data_file
from epubmaker.text.short_news import names_short_news

from .invented import invented_articles
from .subjects import Subjects

POOL = 1500  # articles kept of each file
DRAWS = 2000  # tries before a corpus counts as used up
LEAST_PARAGRAPH, LONGEST_HEADING = 13, 26  # characters
SHORT_SHARE = (
    0.4  # of the paragraphs of a text: with more of them it is a menu, or a table that has lost its cells
)
LEAST_HEADING = 4
SENTENCE_ENDS = "。！？…”’」』；，：:.）)】"
SIGNED = re.compile("记者|記者|通讯员|通訊員|摄影|攝影|编辑|編輯|来源|來源|作者")
TITLE_LENGTHS = (5, 44)
CLAUSE_MARKS = "[，。；：！？、“”‘’「」『』《》〈〉…—（）() ]"
# What feeds leave in their texts: addresses, markup, failed characters, invitations to click.
WASTE = re.compile(r"https?:|查看原文|点击|\]\(|\? ?\?|收藏|[\\{}<>|]|u00|^[，。、；：）]")
FACES = {
    False: {"song": "noto-serif-sc-400.ttf", "hei": "noto-sans-sc-700.ttf", "kai": "epubmaker-kai-400.ttf"},
    True: {"song": "noto-serif-tc-400.ttf", "hei": "noto-sans-tc-700.ttf", "kai": "epubmaker-kai-400.ttf"},
}
SIMPLIFIED_MARKS, TRADITIONAL_MARKS = str.maketrans("「」『』", "“”‘’"), str.maketrans("“”‘’", "「」『』")


@dataclass(frozen=True)
class Story:
    """A text of the corpus: its title, its section where the title names one, its paragraphs."""

    title: str
    section: str
    paras: tuple[str, ...]
    headings: frozenset[str] = frozenset()

    @property
    def prose(self) -> tuple[str, ...]:
        """Return the paragraphs that are no crossheads."""
        return tuple(para for para in self.paras if para not in self.headings)

    @property
    def size(self) -> int:
        """Return the number of characters of the paragraphs."""
        return sum(map(len, self.paras))


@cache
def known_characters(traditional: bool) -> frozenset[int]:
    """Return the code points that all faces of a script have."""
    sets = []
    for name in FACES[traditional].values():
        with TTFont(data_file("fonts", name), lazy=True) as font:
            sets.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*sets)


@cache
def converter(script: str) -> OpenCC:
    """Return OpenCC's converter `t2s`, `s2tw` or `s2hk`."""
    return OpenCC(script)


def read_pool(path: Path, rng: random.Random, most: int = POOL) -> list[dict[str, Any]]:
    """Return a fair sample of the articles of a file, `.jsonl` or `.jsonl.xz`; those without a title of fit length go.

    So do columns of short news, which archives keep as one article: printed they are several.
    """
    kept: list[bytes] = []
    with lzma.open(path, "rb") if path.suffix == ".xz" else path.open("rb") as rows:
        for number, row in enumerate(rows):
            if number < most:
                kept.append(row)
            elif (place := rng.randrange(number + 1)) < most:
                kept[place] = row
    articles = (json.loads(row) for row in kept)
    return [raw for raw in articles if _is_one_story(title_of(raw["title"])[0])]


def _is_one_story(title: str) -> bool:
    return TITLE_LENGTHS[0] <= len(title) <= TITLE_LENGTHS[1] and not names_short_news(title)


class Corpus:
    """Pools of articles; every file counts alike however long it is."""

    def __init__(self, pools: Iterable[Sequence[dict[str, Any]]]):
        self.pools = [pool for pool in pools if pool]
        if not self.pools:
            raise ValueError("no article of the corpus has a title of 5 to 44 characters: give other files")

    @classmethod
    def of_files(cls, paths: Iterable[Path], seed: int = 0) -> Corpus:
        """Return the corpus of some files."""
        return cls(read_pool(path, random.Random(f"{seed} {path.name}")) for path in paths)

    @classmethod
    def invented(cls) -> Corpus:
        """Return the corpus of invented news that the project holds."""
        return cls([invented_articles()])

    def source(self, rng: random.Random, script: str, subject: str = "") -> Source:
        """Return what one page draws its stories from, in the script that OpenCC calls `t2s`, `s2tw` or `s2hk`.

        With `subject`, any text, only stories of one subject; the same text always gives the same.
        """
        pools = [self.subjects.one(random.Random(subject))] if subject else self.pools
        return Source(pools, rng, script)

    @cached_property
    def subjects(self) -> Subjects:
        """Return the stories of all pools by what they are about."""
        return Subjects([story for pool in self.pools for story in pool])


class Source:
    """The stories of one page; none comes twice."""

    def __init__(self, pools: Sequence[Sequence[Mapping[str, Any]]], rng: random.Random, script: str):
        self.pools, self.rng, self.script = pools, rng, script
        self.traditional = script != "t2s"
        self._used: set[str] = set()

    def set(self, text: str) -> str:
        """Return a text in the page's script, with its quotation marks.

        Characters of Hong Kong that the faces lack are set as in Taiwan.
        """
        marks = TRADITIONAL_MARKS if self.traditional else SIMPLIFIED_MARKS
        made: str = converter(self.script).convert(text)
        known = known_characters(self.traditional)
        if self.script == "s2hk" and any(ord(c) not in known for c in made):
            other = converter("s2tw").convert(text)
            if len(other) == len(made):
                made = "".join(a if ord(a) in known else b for a, b in zip(made, other, strict=True))
        return made.translate(marks)

    def draw(self, keep: Callable[[Iterable[str]], Iterator[str]] | None = None) -> Story:
        """Return one story that all faces can print; `keep` yields those of its paragraphs that it is to have."""
        known, keep = known_characters(self.traditional), keep or _kept
        for turn in range(DRAWS):
            if turn == DRAWS // 2:  # a small corpus: stories may come twice
                self._used.clear()
            raw = self.rng.choice(self.rng.choice(self.pools))
            title, section = title_of(raw["title"])
            if title in self._used:
                continue
            kept = [self.set(para) for para in keep(cleaned(para) for para in raw["paras"])]
            story = Story(
                self.set(title), self.set(section), tuple(kept), frozenset(filter(is_heading, kept))
            )
            if story.prose and all(
                ord(c) in known or c == " " for c in story.title + story.section + "".join(story.paras)
            ):
                self._used.add(title)
                return story
        raise ValueError("the corpus has hardly an article that the fonts can print: give other files")

    def pick(self, room: float) -> Story:
        """Return the story of a few that fills `room` characters best: enough, and not far too much."""
        among = 8 if room < 800 else 20
        drawn = [self.draw() for _ in range(among)]
        for story in drawn:
            self._used.discard(story.title)
        best = min(drawn, key=lambda story: abs(story.size - 1.3 * room) + (room if story.size < room else 0))
        self._used.add(best.title)
        return best

    def clause(self, texts: Iterable[str], low: int, high: int) -> str:
        """Return a clause of `low` to `high` characters out of texts, or nothing."""
        found = [
            clause
            for text in texts
            for clause in re.split(CLAUSE_MARKS, text)
            if low <= len(clause) <= high and not clause.isascii()
        ]
        return self.rng.choice(found) if found else ""


def is_heading(para: str) -> bool:
    """Return whether a paragraph is a crosshead: short, and no sentence."""
    quoted = para[:1] in "“「" and para[-1:] in "”」" and not re.search("[。！？…]", para)
    return LEAST_HEADING <= len(para) <= LONGEST_HEADING and (quoted or para[-1] not in SENTENCE_ENDS)


def _kept(paras: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs of a story and the crossheads that stand between two of them.

    Names, sources and captions, which stand as paragraphs in archives, go.
    """
    heading, begun = "", False
    for para in paras:
        if WASTE.search(para) or (len(para) < 40 and SIGNED.search(para) and para[-1:] not in "。！？"):
            continue
        if is_heading(para):
            heading = para if begun else ""
        elif len(para) >= LEAST_PARAGRAPH:
            if heading:
                yield heading
            yield para
            heading, begun = "", True


def whole(paras: Iterable[str]) -> Iterator[str]:
    """Yield all paragraphs of a story as its archive has them, short ones and its signatures too; nothing of a menu."""
    kept = [para for para in paras if para and not WASTE.search(para)]
    while kept and len(kept[0]) <= LONGEST_HEADING and kept[0][-1] not in SENTENCE_ENDS:
        if SIGNED.search(kept[0]):
            break
        kept.pop(0)  # the title once more, the section, what a page offers to click
    short = sum(len(para) < LEAST_PARAGRAPH and not SIGNED.search(para) for para in kept)
    if (
        len(set(kept)) == len(kept) > 1
        and short <= SHORT_SHARE * len(kept)
        and any(len(para) >= 40 for para in kept)
    ):
        yield from kept


def title_of(raw: str) -> tuple[str, str]:
    """Return a title without what its archive has put round it, and the section that it names in brackets."""
    title = re.sub(r"-[^-]*,[^-]*$|[_|｜].*$|--.*$|^【[^】]*】|[（(]组?图[)）]", "", _normal(raw))
    found = re.search(r"（([^（）]{2,8})）$", title)
    return re.sub(r"（[^（）]*）$|^[—－\-\s]+", "", title).strip(), found[1] if found else ""


def cleaned(text: str) -> str:
    """Return a paragraph without spaces between Han characters."""
    text = re.sub(r" (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) ", "", _normal(text))
    return re.sub(r"^原标题[:：]", "", text)


def _normal(text: str) -> str:
    """Return composed characters with single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).replace("・", "·").strip()
