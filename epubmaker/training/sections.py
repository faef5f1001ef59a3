"""Learn to tell the head of the next article from that of a section, in texts in order.

    python -m epubmaker.training sections CORPUS_DIR -o epubmaker/roles/data [--pages 6000]

Writes `openings.bin` (how the paragraphs open that open articles), `crossheads.bin` (words of headlines against those of
crossheads) and `sections.npz` (two forests, the second of which is told what the first says of the heads around). Of the
stories (see `section_pages.py`) one in ten is kept apart; prints what is right on texts of those. For the forests, words are
learnt twice, each time from half of the corpora, and asked of texts of the others: so forests trust words as far as they hold
in papers that they were not learnt from.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from epubmaker.forests import forest_of
from epubmaker.label.title_words import TitleWords
from epubmaker.roles.sections import Signs, Words, around, opening_of
from epubmaker.training.forests import learn_forest, write_forests
from epubmaker.training.hashed import in_steps, learn_weights, slots_of, write_words
from epubmaker.training.section_pages import DATELINE, Pages, Story, is_apart, read_stories

BITS = 15
RIDGE = 4e-6
ROUNDS = 60
PAGES, APART = 6000, 600
INSIDE = 3  # paragraphs of a story that open none
HALVES = (
    ("national-daily-2020", "broadcast-news", "traditional-news"),
    ("wire-news", "institution-news", "web-news", "broadcast-news-2012"),
)
Told = list[tuple[str, bool]]


def opening_words(stories: Sequence[Story], rng: random.Random) -> Told:
    """Return how paragraphs open, and whether an article opens with them; datelines are taken off."""
    rows: Told = []
    for story in stories:
        texts = [text for text, head in story.parts if not head]
        rows.append((opening_of(DATELINE.sub("", texts[0])), True))
        rows += [(opening_of(text), False) for text in rng.sample(texts[1:], min(INSIDE, len(texts) - 1))]
    return rows


def head_words(stories: Sequence[Story]) -> Told:
    """Return the words of headlines and of crossheads."""
    rows: Told = []
    for story in stories:
        rows.append((story.title, True))
        rows += [(text, False) for text, head in story.parts if head]
    return rows


def learn_words(rows: Told) -> TitleWords:
    """Learn the weights of slots, true and false rows weighing the same."""
    truth = np.array([true for _, true in rows])
    weight = np.where(truth, 0.5 / truth.sum(), 0.5 / (~truth).sum())
    slots = slots_of([text for text, _ in rows], BITS)
    return in_steps(learn_weights(slots, truth, weight, RIDGE, ROUNDS), BITS)


def words_of(stories: Sequence[Story], rng: random.Random) -> Words:
    """Learn how articles open, and the words of their titles."""
    return Words(learn_words(opening_words(stories, rng)), learn_words(head_words(stories)))


@dataclass(frozen=True, slots=True)
class PageHeads:
    """The heads of one text that are asked about: their signs, which sections they are, and whether articles begin with them."""

    signs: np.ndarray
    asked: list[int]
    truth: np.ndarray


def pages_of(pages: Pages, count: int, words: Words) -> list[PageHeads]:
    """Return the heads in doubt of some texts; those that have none are left out."""
    made = []
    for _ in range(count):
        rows, heads = pages.page()
        signs = Signs(rows, words)
        lone = signs.lone()
        if lone:
            truth = [heads.get(signs.sections[at].head[0], False) for at in lone]
            made.append(PageHeads(signs.of(lone), lone, np.array(truth)))
    return made


def learnt(pages: Sequence[PageHeads], told: Sequence[np.ndarray] = ()) -> dict[str, np.ndarray]:
    """Learn a forest from the signs of heads, and from what another forest `told` of them."""
    signs = [page.signs for page in pages]
    if told:
        signs = [_with_told(page, said) for page, said in zip(pages, told, strict=True)]
    return learn_forest(np.concatenate(signs), np.concatenate([page.truth for page in pages]))


def _with_told(page: PageHeads, said: np.ndarray) -> np.ndarray:
    return np.concatenate([page.signs, around(page.asked, said)], axis=1)


def learn(pages: Sequence[PageHeads]) -> dict[str, dict[str, np.ndarray]]:
    """Learn both forests; the second from what the first, learnt from the other half of the texts, says."""
    told: list[np.ndarray] = [np.zeros(0)] * len(pages)
    for half in (0, 1):
        forest = forest_of(learnt(pages[half::2]))
        for at in range(1 - half, len(pages), 2):
            told[at] = forest.log_odds(pages[at].signs)[:, 0]
    return {"first": learnt(pages), "second": learnt(pages, told)}


def report(pages: Sequence[PageHeads], forests: dict[str, dict[str, np.ndarray]]) -> None:
    """Print what is right on texts kept apart."""
    first, second = forest_of(forests["first"]), forest_of(forests["second"])
    told = [first.log_odds(page.signs)[:, 0] for page in pages]
    both = [second.log_odds(_with_told(page, said))[:, 0] for page, said in zip(pages, told, strict=True)]
    truth = np.concatenate([page.truth for page in pages])
    for name, said in (("first", told), ("second", both)):
        right = (np.concatenate(said) > 0) == truth
        of_articles, of_sections = right[truth].mean(), right[~truth].mean()
        print(
            f"{name}: {len(truth)} heads, of articles {of_articles:.4f} right, of sections {of_sections:.4f}",
            flush=True,
        )


def main() -> None:
    """Learn, report and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=PAGES)
    options = parser.parse_args()
    rng = random.Random(16)
    stories = list(read_stories(options.corpora))
    print(len(stories), "stories", flush=True)
    known = [(name, story) for name, story in stories if not is_apart(story)]
    pages = []
    for own, others in (HALVES, HALVES[::-1]):
        words = words_of([story for name, story in known if name in others], rng)
        pages += pages_of(Pages([one for one in known if one[0] in own], rng), options.pages // 2, words)
    rng.shuffle(pages)
    forests = learn(pages)
    words = words_of([story for _, story in known], rng)
    apart = pages_of(Pages([one for one in stories if is_apart(one[1])], random.Random(17)), APART, words)
    report(apart, forests)
    write_words(words.openings, options.out / "openings.bin")
    write_words(words.heads, options.out / "crossheads.bin")
    write_forests(options.out / "sections.npz", forests)


if __name__ == "__main__":
    main()
