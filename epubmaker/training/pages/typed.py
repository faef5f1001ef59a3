"""Texts that people type or paste besides news: notices in numbered sections, programmes, letters, recipes, questions, posts.

News corpora hold none, and models learnt on news alone take their rows for titles and put them apart. Sentences come from the
page's stories, frames from `typed.json`, which has two sets as `words.json` has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from .content import Writer
from .values import Article, Part

Frames = dict[str, list[str]]
NUMBER = re.compile(
    r"[^一二三四五六七八九十\d①-⑩]*[一二三四五六七八九十\d①-⑩]+[^一二三四五六七八九十\d①-⑩（第]*"
)
NUMERALS, CIRCLED = "一二三四五六七八九十", "①②③④⑤⑥⑦⑧⑨⑩"
SHORT = (12, 60)  # characters of a sentence that stands on a row of its own
MORE = 6  # rows, sections, questions at most


@cache
def frames_of(words: str) -> Frames:
    """Return the frames of one set, `train` or `test`; its signs one by one."""
    sets = json.loads(Path(__file__).with_name("typed.json").read_text("utf-8"))
    found: Frames = sets[words] | {"signs": re.findall(r".\ufe0f?", sets[words]["signs"])}
    return found


class Typist:
    """Writer of one typed text after the other; sentences are those of the page's stories."""

    def __init__(self, writer: Writer, words: str):
        self.fill, self.rng, self.writer = writer.fill, writer.rng, writer
        self.frames = frames_of(words)
        self._sentences: list[str] = []

    def any(self) -> Article:
        """Return a text of any kind."""
        kinds: Sequence[Callable[[], Article]] = (
            self.sections, self.sections, self.programme, self.letter, self.steps, self.questions, self.forecast,
            self.results, self.post, self.obituary, self.speech, self.classic, self.short, self.short, self.essay,
            self.essay, self.poems, self.poems,
        )  # fmt: skip
        made = self.rng.choice(kinds)()
        made.ambiguous.append("bylines")
        return made

    def sentence(self) -> str:
        """Return a sentence of a story."""
        while not self._sentences:
            text = "".join(self.writer.source.draw().prose)
            found = [
                one
                for one in re.findall(r"[^。！？]+[。！？][”」]?", text)
                if SHORT[0] <= len(one) <= SHORT[1]
            ]
            self._sentences = [one for one in found if one.count("“") == one.count("”")][:8]
        return self._sentences.pop(0)

    def frame(self, name: str, given: str = "") -> str:
        """Return a drawn frame, filled."""
        return self.fill(self.rng.choice(self.frames[name]), given)

    def marks(self) -> Iterator[str]:
        """Yield the numbers of one style."""
        row = self.rng.choice(self.frames["marks"])
        yield from row if row[0] in CIRCLED else NUMBER.findall(row)

    def _text(self, most: int) -> str:
        return "".join(self.sentence() for _ in range(self.rng.randint(1, most)))

    def _titled(self, title: str, *rows: Part) -> Article:
        return Article(head=[Part("headline", title)], body=list(rows))

    def _rows(self, least: int, most: int, make: Callable[[], str], role: str = "list") -> list[Part]:
        return [Part(role, make()) for _ in range(self.rng.randint(least, most))]

    def sections(self) -> Article:
        """Return a notice in numbered sections, signed."""
        rng, marks = self.rng, list(self.marks())
        made = self._titled(self.fill("关于{}的", self.fill("{clause}")) + self.frame("kinds"))
        if rng.random() < 0.4:
            made.body.append(Part("text", self.frame("addressed")))
        made.body.append(Part("text", self._text(2) + self.frame("as_follows")))
        heads, alone = (
            rng.sample(self.frames["sections"], min(len(marks), rng.randint(2, MORE))),
            rng.random() < 0.6,
        )
        for mark, head in zip(marks, heads, strict=False):
            made.body += self._section(mark + head, alone=alone)
        if rng.random() < 0.3:
            annexes = [self.frame("annexes") for _ in range(2)]
            made.body += [Part("list", f"附件：1. {annexes[0]}"), Part("list", f"2. {annexes[1]}")]
        if rng.random() < 0.5:
            made.body += self._rows(1, 3, lambda: self.frame("rows"))
        made.body += self._signed(self.fill("{firm}"))
        return made

    def _section(self, head: str, *, alone: bool) -> list[Part]:
        """Return a numbered section: its head on a row of its own or before its text, its text or its numbered items."""
        rng = self.rng
        if not alone:
            return [Part("list", head + rng.choice(["：", "。", " "]) + self._text(2))]
        if rng.random() < 0.5:
            return [Part("crosshead", head), Part("text", self._text(3))]
        items = zip(self.marks(), range(rng.randint(2, 4)), strict=False)
        short = rng.random() < 0.4
        return [Part("crosshead", head), *(Part("list", mark + self._item(short=short)) for mark, _ in items)]

    def _item(self, *, short: bool) -> str:
        return self.fill("{clause}") + self.rng.choice(["；", "。", ""]) if short else self.sentence()

    def _signed(self, *signers: str) -> list[Part]:
        rng = self.rng
        day = f"{rng.randint(1998, 2025)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
        rows = [*signers, day] if rng.random() < 0.7 else list(signers)
        return [Part("notice-sign", row) for row in rows] if rng.random() < 0.85 else []

    def programme(self) -> Article:
        """Return rows of times, under the names of channels as often as not."""
        made = self._titled(self.frame("programmes"))
        for _ in range(self.rng.randint(1, 3)):
            if self.rng.random() < 0.75:
                made.body.append(Part("crosshead", self.frame("channels")))
            made.body += self._times()
        return made

    def _times(self) -> list[Part]:
        rng, minutes, rows = self.rng, self.rng.randint(5, 12) * 60, []
        mark = rng.choice(
            ["{:02d}:{:02d} {}", "{}:{:02d}　{}", "{:02d}:{:02d}{}", "{}：{:02d} {}", "{:02d}:{:02d}\t{}"]
        )
        for _ in range(rng.randint(3, 9)):
            rows.append(Part("list", mark.format(minutes // 60 % 24, minutes % 60, self.frame("shows"))))
            minutes += rng.randint(1, 30) * 5
        return rows

    def letter(self) -> Article:
        """Return a letter: greeting, text, closing, signer."""
        rng = self.rng
        made = self._titled(self.frame("letters"), Part("text", self.frame("greetings")))
        made.body += self._rows(1, 4, lambda: self._text(3), "text")
        if rng.random() < 0.7:
            made.body += [Part("text", row) for row in self.frame("closings").split("|")]
        made.body += self._signed(self.frame("signers"))
        return made

    def steps(self) -> Article:
        """Return how something is made, step by step."""
        made = self._titled(self.frame("crafts"), *self._rows(1, 2, lambda: self.frame("parts")))
        made.body.append(Part("text", self.frame("how")))
        frame = self.rng.choice(self.frames["steps"])
        for number in range(self.rng.randint(3, MORE)):
            row = (
                frame.replace("{c}", NUMERALS[number])
                .replace("{n}", str(number + 1))
                .replace("{m}", CIRCLED[number])
            )
            made.body.append(Part("list", self.fill(row, self.sentence())))
        if self.rng.random() < 0.5:
            made.body.append(Part("text", self.frame("hints", self.sentence())))
        return made

    def questions(self) -> Article:
        """Return numbered questions, each with its answer or with choices."""
        rng, answer = self.rng, self.rng.choice(self.frames["answered"])
        made, choices = self._titled(self.frame("askers")), rng.random() < 0.3
        for mark, _ in zip(self.marks(), range(rng.randint(2, MORE)), strict=False):
            made.body.append(Part("list", mark + self.frame("asked")))
            clause = [self.fill("{clause}") for _ in range(4)]
            if choices:
                made.body.append(
                    Part(
                        "list",
                        "　".join(f"{letter}. {text}" for letter, text in zip("ABCD", clause, strict=True)),
                    )
                )
            else:
                made.body.append(Part("text", self.fill(answer, self._text(2))))
        return made

    def forecast(self) -> Article:
        """Return the weather of some days, a text by itself."""
        rng, words = self.rng, self.fill.words
        made = self._titled(self.frame("forecasts"))
        for day in ("今天", "明天", "后天")[: rng.randint(2, 3)]:
            join = rng.choice(["，", " ", "　"])
            heat = f"{rng.randint(-9, 12)}℃～{rng.randint(13, 36)}℃"
            wind = f"{rng.choice('东南西北')}风{rng.randint(1, 4)}级"
            made.body.append(Part("list", self.fill(day + join.join([rng.choice(words.skies), wind, heat]))))
        return made

    def results(self) -> Article:
        """Return rows of figures in groups."""
        made = self._titled(self.frame("results"))
        for _ in range(self.rng.randint(1, 3)):
            made.body.append(Part("crosshead", self.frame("groups")))
            made.body += self._rows(2, 5, lambda: self.frame("figures"))
        return made

    def post(self) -> Article:
        """Return a post of a public account: signs before its section heads."""
        rng, signs = self.rng, self.frames["signs"]
        made = self._titled(self.frame("posts", self.fill("{clause}")))
        made.body += self._rows(1, 2, lambda: self._text(2), "text")
        sign = rng.choice(signs)
        for _ in range(rng.randint(0, 3)):
            sign = sign if rng.random() < 0.4 else rng.choice(signs)
            made.body += [Part("crosshead", sign + self.fill("{clause}")), Part("text", self._text(2))]
        made.body += self._rows(0, 3, lambda: self.frame("rows"))
        made.body += self._rows(0, 2, lambda: self.frame("tags"))
        return made

    def obituary(self) -> Article:
        """Return news of a death with those who sign it."""
        made = self._titled(self.frame("mourned"))
        made.body = self._rows(1, 3, lambda: self.frame("mourning"), "text")
        made.body += self._signed(*(self.frame("mourners") for _ in range(self.rng.randint(1, 4))))
        return made

    def speech(self) -> Article:
        """Return a speech: whom it is given to, sections, thanks."""
        rng = self.rng
        made = self._titled(
            self.frame("speeches"), Part("text", self.frame("audience")), Part("text", self._text(3))
        )
        for mark, _ in zip(self.marks(), range(rng.randint(0, 4)), strict=False):
            made.body.append(Part("crosshead", mark + self.fill("{clause}")))
            dash = rng.choice(["", "", "——", "——"])
            made.body += self._rows(1, 3, lambda dash=dash: dash + self._text(3), "text")  # type: ignore[misc]
        if rng.random() < 0.6:
            made.body.append(Part("text", self.frame("thanks")))
        return made

    def classic(self) -> Article:
        """Return a poem with notes under it."""
        made = self.writer.verse(self.rng.uniform(40, 200), 12)
        for _ in range(self.rng.randint(0, 2)):
            made.body.append(Part("crosshead", self.frame("notes")))
            if self.rng.random() < 0.5:
                made.body += [
                    Part("list", mark + self.sentence()) for mark in CIRCLED[: self.rng.randint(1, 4)]
                ]
            else:
                made.body.append(Part("text", self._text(3)))
        return made

    def short(self) -> Article:
        """Return news of a few rows, a sentence each."""
        story = self.writer.source.draw()
        found = re.findall(r"[^。！？]+[。！？][”」]?", "".join(story.prose))
        rows = [one for one in found[: self.rng.randint(2, 6)] if one.count("“") == one.count("”")]
        made = self._titled(story.title, *(Part("text", row) for row in rows or [story.prose[0]]))
        if self.rng.random() < 0.4 and not made.body[0].text.startswith("本"):
            self.writer.byline(made, self.rng.choice(["top", "bare", "end", "name"]))
        return made

    def essay(self) -> Article:
        """Return a text whose author's bare name stands below its title, or at its end."""
        story = self.writer.source.draw()
        made = self._titled(self.writer.source.clause(story.prose, 3, 9) or story.title)
        made.body = self._rows(2, 8, lambda: self._text(4), "text")
        self.writer.byline(made, self.rng.choice(["bare", "bare", "bare", "name", "signed"]))
        return made

    def poems(self) -> Article:
        """Return free verse, marked or not, its stanzas parted; often a second poem with a title of its own."""
        rng = self.rng
        made = self._titled(self._clause(2, 8) + rng.choice(["", "", "（外二首）", "（组诗）"]))
        marked, stanza = rng.random() < 0.3, 0
        for poem in range(rng.choice([1, 1, 2, 3])):
            if poem:
                made.body.append(Part("crosshead", self._clause(2, 7)))
            for _ in range(rng.randint(1, 5)):
                stanza += 1
                rows = [self._clause(1, rng.choice([3, 6, 10, 14])) for _ in range(rng.randint(1, 6))]
                ends = [rng.choice(["，", "", ""]) * marked for _ in rows[1:]] + ["。" * marked]
                made.body += [
                    Part("verse", row + end, stanza=stanza) for row, end in zip(rows, ends, strict=True)
                ]
        if rng.random() < 0.8:
            self.writer.byline(made, rng.choice(["bare", "bare", "name"]))
        return made

    def _clause(self, least: int, most: int) -> str:
        """Return a clause of so many characters of a story."""
        for _ in range(20):
            if found := self.writer.source.clause([self.sentence() for _ in range(3)], least, most):
                return found
        return self.fill("{clause}")[:most]
