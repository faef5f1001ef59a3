"""Texts as people keep them: whole articles one after the other, as archives have them, never set in print.

Printed pages cut their articles to the room they have, and few crossheads and short paragraphs are left. What people keep is
whole: an interview with thirty short paragraphs, a report with five crossheads, names and sources at its end.
"""

from __future__ import annotations

import datetime
import random
import re
from dataclasses import replace

from .content import SIGNED as REPORTED
from .content import Writer
from .corpus import SIGNED, Corpus, Story, is_heading, whole
from .filling import Filling
from .habits import habits_of
from .matter import contacts, listing, notice, running_heads, table
from .settings import Setting
from .typed import Typist
from .values import Article, Page, Part

LONGEST = 3500  # characters of an article
WHOLE, BRIEFS, SMALL = 12, 0.5, 0.15  # how likely a text, a column of short news, a notice or table is
TITLES_ONLY = 0.55  # of the texts: no kickers and no decks
HEADED = 0.35  # of the texts: rows of a masthead stand at their head
AMONG_NEWS = 0.3  # of the further texts of a typed page
CAPTIONS, CROSSHEADS, LABELS = 0.1, 0.15, 0.08
BYLINES = ("top", "top", "top", "bare", "end", "signed", "opening", "last")
PICTURED = re.compile(r"[摄攝](影报道|影報道|影)?[）)]?$|^图[为：①-⑨]|^圖[為：①-⑨]")
AUTHOR = re.compile(r"(文|作者|撰文|图)[/／：:|丨]|^[□■◎○（(]?\S{0,8}(记者|記者|通讯员|通訊員)")


def make_text(name: str, corpus: Corpus, setting: Setting, seed: str) -> Page:
    """Return a page without print that holds some whole articles; the same corpus, setting and seed make the same page."""
    rng = random.Random(f"{seed} {setting.name} {name} whole")
    house = replace(setting.house(rng), columns=1)
    if setting.habitual:
        house = replace(house, habits=habits_of(f"{seed} {name}"))
    page = Page(name, house, 1, 1)
    subject = name if house.habits.one_subject else ""
    fill = Filling(rng, corpus.source(rng, house.script, subject), setting.words)
    writer = Writer(fill, house.style, house.habits)
    page.facts, head, _ = running_heads(fill, rng)
    if rng.random() < HEADED:
        page.furniture.append(("masthead", [Part("furniture", row) for row in head]))
    plain = rng.random() < TITLES_ONLY
    for _ in range(rng.choice([2, 3, 5, 8, 8, 12, 12, 16, 24])):
        kind = rng.choices(["whole", "briefs", "small"], weights=[WHOLE, BRIEFS, SMALL])[0]
        if kind == "whole":
            page.articles.append(_whole_article(writer, plain))
        elif kind == "briefs":
            page.articles += writer.briefs(rng.uniform(300, 1200))
        else:
            page.articles.append(_small(fill, rng))
    for part in page.parts():
        part.pieces = [part.text]
    return page


def make_typed(name: str, corpus: Corpus, setting: Setting, seed: str) -> Page:
    """Return a page without print of what people type besides news, one such text in half of the pages.

    The same corpus, setting and seed make the same page.
    """
    rng = random.Random(f"{seed} {setting.name} {name} typed")
    house = replace(setting.house(rng), columns=1)
    page = Page(name, house, 1, 1)
    fill = Filling(rng, corpus.source(rng, house.script), setting.words)
    writer = Writer(fill, house.style)
    page.facts, _, _ = running_heads(fill, rng)
    typist = Typist(writer, "test" if setting.name.endswith("test") else "train")
    for number in range(rng.choice([1, 1, 1, 2, 3, 5])):
        whole_story = number and rng.random() < AMONG_NEWS
        page.articles.append(_whole_article(writer, plain=True) if whole_story else typist.any())
    for part in page.parts():
        part.pieces = [part.text]
    return page


def _small(fill: Filling, rng: random.Random) -> Article:
    maker = rng.randrange(4)
    if maker < 2:
        return (table, listing)[maker](fill, rng.randint(4, 12))
    day = datetime.date(rng.randint(1998, 2025), rng.randint(1, 12), rng.randint(1, 28))
    return notice(fill, day) if maker == 2 else contacts(fill)


def _whole_article(writer: Writer, plain: bool) -> Article:
    """Return a story with all its paragraphs: its own crossheads, its own names, or a byline that is given to it."""
    rng = writer.rng
    story = writer.source.draw(whole)
    made = Article(body=_body(replace(story, paras=writer.habits.opened(story.paras))))
    if plain:
        made.head = [Part("headline", story.title)]
    else:
        writer.titles(made, story.title, [])
    if rng.random() < LABELS:
        made.column = story.section or writer.fill(rng.choice(writer.fill.words.labels))
        made.head.insert(0, Part("label", made.column))
    if rng.random() < CROSSHEADS:
        writer.crossheads(made, [])
    if any(REPORTED.search(text[:40] + text[-30:]) for text in story.paras):
        made.ambiguous.append("bylines")
    elif rng.random() < 0.6:
        writer.byline(made, writer.habits.byline_place(BYLINES, rng))
    if rng.random() < CAPTIONS:
        made.pictures.append(writer.caption(story.paras[0]))
    return made


def _body(story: Story) -> list[Part]:
    """Return the paragraphs of a story with their roles: text, crossheads between two texts, names at either end."""
    paras: list[str] = []
    left = LONGEST
    for para in story.paras:
        if left > 0 or not paras:
            paras.append(para)
        left -= len(para)
    while len(paras) > 1 and is_heading(paras[-1]) and not SIGNED.search(paras[-1]):
        paras.pop()
    parts = []
    for at, para in enumerate(paras):
        short = len(para) < 40 and para[-1] not in "。！？"
        if PICTURED.search(para) and len(para) < 90:
            parts.append(Part("caption", para))
        elif short and (AUTHOR.search(para) or SIGNED.search(para)):
            parts.append(Part("byline" if at < 2 else "signature", para))
        elif 0 < at < len(paras) - 1 and is_heading(para):
            parts.append(Part("crosshead", para))
        else:
            parts.append(Part("text", para))
    return parts
