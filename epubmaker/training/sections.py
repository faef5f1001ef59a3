"""Learn to tell the head of the next article from that of a section, in texts in order.

    python -m epubmaker.training sections CORPUS_DIR -o epubmaker/roles/data [--pages 6000]

Writes `openings.bin` (how the paragraphs open that open articles), `crossheads.bin` (words of headlines against those of crossheads)
and `sections.npz` (two forests, the second of which is told what the first says of the heads around). Of the stories (see
`section_pages.py`) one in ten is kept apart; prints what is right on pages of those. For the forests, words are learnt twice, each time from
half of the corpora, and asked of pages of the others: so forests trust words as far as they hold in papers that they were not learnt from.
"""

from __future__ import annotations

import argparse
import random
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from epubmaker.label.folding import folding
from epubmaker.label.title_words import HEADER, TitleWords, word_slots
from epubmaker.roles.sections import Signs, Words, around, opening_of
from epubmaker.training.forests import learn_forest
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
Learnt = tuple[list[np.ndarray], list[np.ndarray], list[list[int]]]


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


def slots_of(texts: Sequence[str]) -> csr_matrix:
    """Return the share of every slot in each text, (texts, slots)."""
    table = folding()
    starts, places, shares = [0], [], []
    for text in texts:
        slots = list(word_slots(text.translate(table), BITS))
        places += slots
        shares += [len(slots) ** -0.5] * len(slots)
        starts.append(len(places))
    return csr_matrix((np.array(shares, np.float32), places, starts), shape=(len(texts), 1 << BITS))


def learn_words(rows: Told) -> TitleWords:
    """Learn the weights of slots, true and false rows weighing the same."""
    slots, truth = slots_of([text for text, _ in rows]), np.array([true for _, true in rows])
    weight = np.where(truth, 0.5 / truth.sum(), 0.5 / (~truth).sum())

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value = slots @ weights[:-1].astype(np.float32) + weights[-1]
        slope = weight * (1 / (1 + np.exp(-np.clip(value, -30, 30))) - truth)
        cost = (weight * np.logaddexp(0, np.where(truth, -value, value))).sum()
        gradient = slots.T @ slope.astype(np.float32) + 2 * RIDGE * weights[:-1]
        return float(cost + RIDGE * weights[:-1] @ weights[:-1]), np.append(gradient, slope.sum()).astype(
            float
        )

    found = minimize(
        loss, np.zeros(slots.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    )
    step = float(np.quantile(np.abs(found.x[:-1]), 0.9999)) / 127
    levels = np.clip(np.round(found.x[:-1] / step), -127, 127).astype(np.int8)
    print(len(rows), "rows, loss", round(float(found.fun), 4), flush=True)
    return TitleWords(BITS, step, float(found.x[-1]), array("b", levels.tobytes()))


def words_of(stories: Sequence[Story], rng: random.Random) -> Words:
    """Learn how articles open, and the words of their titles."""
    return Words(learn_words(opening_words(stories, rng)), learn_words(head_words(stories)))


def write_words(words: TitleWords, out: Path) -> None:
    """Write weights."""
    out.write_bytes(HEADER.pack(words.bits, words.step, words.one) + words.weights.tobytes())


def pages_of(
    pages: Pages, count: int, words: Words
) -> tuple[list[np.ndarray], list[np.ndarray], list[list[int]]]:
    """Return the signs of the lone heads of pages, what is true of each, and which sections they are."""
    signs, truth, asked = [], [], []
    for _ in range(count):
        rows, heads = pages.page()
        one = Signs(rows, words)
        lone = one.lone()
        if lone:
            signs.append(one.of(lone))
            truth.append(np.array([heads.get(one.sections[at].head[0], False) for at in lone]))
            asked.append(lone)
    return signs, truth, asked


def learn(
    signs: list[np.ndarray],
    truth: list[np.ndarray],
    asked: list[list[int]],
    learnt: Callable[..., dict[str, np.ndarray]],
) -> dict[str, np.ndarray]:
    """Learn both forests; the second from what the first, learnt from the other half of the pages, says."""
    arrays = {
        f"first.{name}": array for name, array in learnt(np.concatenate(signs), np.concatenate(truth)).items()
    }
    told: list[np.ndarray] = [np.zeros(0)] * len(signs)
    for half in (0, 1):
        forest = as_forest(learnt(np.concatenate(signs[half::2]), np.concatenate(truth[half::2])))
        for at in range(1 - half, len(signs), 2):
            told[at] = forest.log_odds(signs[at])[:, 0]
    both = [
        np.concatenate([own, around(lone, said)], axis=1)
        for own, lone, said in zip(signs, asked, told, strict=True)
    ]
    arrays |= {
        f"second.{name}": array for name, array in learnt(np.concatenate(both), np.concatenate(truth)).items()
    }
    return arrays


def as_forest(arrays: dict[str, np.ndarray]):
    """Return a forest of its arrays."""
    from epubmaker.forests import _forest

    return _forest(arrays)


def report(
    signs: list[np.ndarray], truth: list[np.ndarray], asked: list[list[int]], arrays: dict[str, np.ndarray]
) -> None:
    """Print what is right on pages kept apart."""
    first, second = (
        as_forest({name.split(".")[1]: array for name, array in arrays.items() if name.startswith(one)})
        for one in ("first.", "second.")
    )
    right = {"first": [], "second": []}
    for own, lone, true in zip(signs, asked, truth, strict=True):
        told = first.log_odds(own)[:, 0]
        both = second.log_odds(np.concatenate([own, around(lone, told)], axis=1))[:, 0]
        right["first"].append((told > 0) == true)
        right["second"].append((both > 0) == true)
    every = np.concatenate(truth)
    for name, found in right.items():
        found = np.concatenate(found)
        print(
            name,
            len(every),
            "heads, right",
            f"{found.mean():.4f}; of articles {found[every].mean():.4f}; of sections {found[~every].mean():.4f}",
            flush=True,
        )


def _shuffled(learnt: Learnt, rng: random.Random) -> Learnt:
    """Return pages in another order."""
    order = list(range(len(learnt[0])))
    rng.shuffle(order)
    return tuple([kept[at] for at in order] for kept in learnt)


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
    print(
        len(stories),
        "stories",
        sum(bool(story.crossheads) for _, story in stories),
        "with crossheads",
        flush=True,
    )
    known = [(name, story) for name, story in stories if not is_apart(story)]
    learnt: Learnt = ([], [], [])
    for own, others in (HALVES, HALVES[::-1]):
        words = words_of([story for name, story in known if name in others], rng)
        made = pages_of(Pages([one for one in known if one[0] in own], rng), options.pages // 2, words)
        for kept, new in zip(learnt, made, strict=True):
            kept.extend(new)
    arrays = learn(*_shuffled(learnt, rng), learn_forest)
    words = words_of([story for _, story in known], rng)
    apart = pages_of(Pages([one for one in stories if is_apart(one[1])], random.Random(17)), APART, words)
    report(*apart, arrays)
    write_words(words.openings, options.out / "openings.bin")
    write_words(words.heads, options.out / "crossheads.bin")
    np.savez_compressed(options.out / "sections.npz", **arrays)


if __name__ == "__main__":
    main()
