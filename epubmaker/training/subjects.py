"""Learn what headlines and texts speak of: which text is this headline's, and which two parts are of one text?

    python -m epubmaker.training.subjects CORPUS_DIR -o epubmaker/seams/data/subjects.npz --minutes 20      (PyTorch, CPU is enough)

Every step takes 192 articles of the corpora's part `train` (see `prepare.py`), a dozen at a time close together in their corpus,
alike in time and kind as the articles of a page are. Each headline must find its text among the 192, each text its headline,
and each first part of a text its second. What shared words say of the same question is given to the loss as a share of
its own, so that the vectors learn what shared words do not know. Most pairs and characters are left out each time (`DROPPED`):
there are more vectors than headlines, and without that they learn the articles by heart. Judged on the other parts.
"""

from __future__ import annotations

import argparse
import math
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.sparse import csr_matrix
from torch import nn

from epubmaker.roles.shared import SHORT
from epubmaker.seams.alphabet import SIZE, alphabet
from epubmaker.seams.subject import BITS, OFFSET, ROWS, slots
from epubmaker.training.corpus import weights_in
from epubmaker.training.prepare import PARTS, part_of, read_articles

DEPTH = 24
BATCH, TOGETHER, CLOSE = 192, 12, 25
DROPPED = 0.6
LEAD = 120  # characters: a headline speaks of the lead first of all
LONGEST, SHORTEST = 1000, 200  # symbols of a text that are read
NOISE = 0.005  # characters that a recogniser misreads
RATE = 3e-3
# Vectors are trusted less on articles not seen than on those they were trained on.
TRUST = 0.5
# How often a corpus is drawn from, times its size.
CORPORA = {
    "broadcast-news": 0.5,
    "broadcast-news-2012": 0.4,
    "institution-news": 4.0,
    "national-daily-2020": 2.0,
    "national-daily-speeches": 1.0,
    "traditional-news": 1.0,
    "web-news": 3.0,
    "wire-news": 4.0,
}
KEYS = 1 << 24
Bag = tuple[torch.Tensor, torch.Tensor]


@dataclass(frozen=True)
class Article:
    """An article in symbols: its headline and the first thousand characters of its text."""

    corpus: str
    title: np.ndarray
    text: np.ndarray


def gather(folder: Path) -> tuple[list[Article], list[Article]]:
    """Read the articles to learn from and those to judge by, letters only."""
    seen: list[Article] = []
    unseen: list[Article] = []
    numbering = alphabet()
    letters = np.zeros(SIZE, bool)
    letters[2 : 2 + len(numbering.characters)] = [one.isalnum() for one in numbering.characters]

    def encoded(text: str) -> np.ndarray:
        symbols = numbering.encode(text)
        return symbols[letters[symbols]].astype(np.int64)

    for corpus in weights_in(folder, CORPORA):
        for article in read_articles(folder / f"{corpus}.jsonl.xz"):
            title = re.sub(r"\s+", "", article.get("title") or "")
            paragraphs = [re.sub(r"\s+", "", paragraph) for paragraph in article["paras"]]
            paragraphs = [paragraph for paragraph in paragraphs if len(paragraph) > 8]
            if not 4 <= len(title) <= 60 or not paragraphs:
                continue
            folded = (numbering.fold(paragraph) for paragraph in article["paras"])
            part = PARTS[part_of(corpus, "".join(paragraph for paragraph in folded if len(paragraph) > 8))]
            kept = Article(corpus, encoded(title), encoded("".join(paragraphs)[:LONGEST]))
            if len(kept.title) > 1 and len(kept.text) > 20:
                (seen if part == "train" else unseen).append(kept)
    return seen, unseen


def keys_of(symbols: np.ndarray) -> np.ndarray:
    """Return the different pairs of a text."""
    return np.unique(symbols[:-1] << 12 | symbols[1:])


class SharedWords:
    """What shared pairs say of titles and texts, and of two texts: as `roles/shared.py` does."""

    def __init__(self, articles: Sequence[Article]) -> None:
        held = np.zeros(KEYS, np.int32)
        for article in articles:
            held[keys_of(article.text)] += 1
        self.weights = np.log((len(articles) + 1) / (held + 0.5)).astype(np.float32)

    def titles(self, titles: Sequence[np.ndarray], texts: Sequence[np.ndarray]) -> torch.Tensor:
        """Return for every title and text the weighted share of the title's pairs in the text, the lead's double."""
        own, _ = self._table(titles)
        total = np.asarray(own.sum(1)).ravel() + SHORT
        held = [self._table(part)[0].sign() for part in (texts, [text[:LEAD] for text in texts])]
        shared = sum((own @ part.T).toarray() for part in held)
        return torch.from_numpy((shared / (2 * total[:, None])).astype(np.float32))

    def texts(self, first: Sequence[np.ndarray], second: Sequence[np.ndarray]) -> torch.Tensor:
        """Return the cosine of texts' weighted pairs."""
        (one, lengths), (other, widths) = self._table(first), self._table(second)
        return torch.from_numpy((one @ other.T).toarray() / lengths[:, None] / widths[None, :])

    def _table(self, texts: Sequence[np.ndarray]) -> tuple[csr_matrix, np.ndarray]:
        """Return the weights of the pairs that texts hold, (texts, KEYS), and the length of each row."""
        keys = [keys_of(text) for text in texts]
        starts = np.cumsum([0, *map(len, keys)])
        values = self.weights[np.concatenate(keys)]
        table = csr_matrix((values, np.concatenate(keys), starts), shape=(len(texts), KEYS))
        return table, np.sqrt(np.maximum(np.add.reduceat(values**2, starts[:-1]), 1e-6))


@dataclass(frozen=True)
class Batch:
    """A number of articles: bags of rows of the table, and what shared words say.

    halves  both parts of every text
    """

    titles: Bag
    texts: Bag
    leads: Bag
    halves: tuple[Bag, Bag]
    shared: torch.Tensor
    alike: torch.Tensor


class Batches:
    """Maker of batches."""

    def __init__(self, articles: Sequence[Article], words: SharedWords, seed: int) -> None:
        self.articles, self.words = articles, words
        self.random = np.random.default_rng(seed)
        weight = np.array([CORPORA.get(article.corpus, 1.0) for article in articles])
        self.cumulated = np.cumsum(weight) / weight.sum()

    def draw(self) -> Batch:
        """Draw articles, a dozen close to each other at a time."""
        chosen: dict[int, None] = {}
        while len(chosen) < BATCH:
            centre = int(np.searchsorted(self.cumulated, self.random.random()))
            around = centre + self.random.integers(-CLOSE, CLOSE + 1, TOGETHER)
            chosen |= dict.fromkeys(np.clip(around, 0, len(self.articles) - 1).tolist())
        taken = [self.articles[number] for number in list(chosen)[:BATCH]]
        lengths = self.random.integers(SHORTEST, LONGEST + 1, BATCH)
        texts = [self.misread(article.text[:most]) for article, most in zip(taken, lengths, strict=True)]
        cuts = [int(len(text) * self.random.uniform(0.25, 0.75)) for text in texts]
        return self.batch([self.misread(article.title) for article in taken], texts, cuts, DROPPED)

    def whole(self, articles: Sequence[Article]) -> Batch:
        """Make a batch of articles as they are."""
        texts = [article.text[:600] for article in articles]
        return self.batch(
            [article.title for article in articles], texts, [len(text) // 2 for text in texts], 0
        )

    def misread(self, symbols: np.ndarray) -> np.ndarray:
        """Replace some symbols by frequent ones."""
        hit = self.random.random(len(symbols)) < NOISE
        return np.where(hit, self.random.integers(2, 600, len(symbols)), symbols)

    def batch(
        self, titles: list[np.ndarray], texts: list[np.ndarray], cuts: list[int], dropped: float
    ) -> Batch:
        """Make a batch of titles and texts, each text cut in two at a place."""
        first = [text[:cut] for text, cut in zip(texts, cuts, strict=True)]
        second = [text[cut:] for text, cut in zip(texts, cuts, strict=True)]
        bags = [
            self.bag(part, dropped)
            for part in (titles, texts, [text[:LEAD] for text in texts], first, second)
        ]
        shared, alike = self.words.titles(titles, texts), self.words.texts(first, second)
        return Batch(bags[0], bags[1], bags[2], (bags[3], bags[4]), shared, alike)

    def bag(self, texts: Sequence[np.ndarray], dropped: float) -> Bag:
        """Return the rows of the table that texts are made of, one after the other, and where each text starts."""
        rows = [np.concatenate([slots(text[:-1], text[1:]), text + (1 << BITS)]) for text in texts]
        if dropped:
            rows = [own[self.random.random(len(own)) >= dropped] if len(own) > 4 else own for own in rows]
        starts = np.cumsum([0, *map(len, rows[:-1])])
        return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(starts)


class Vectors(nn.Module):
    """What is trained: the table, a matrix for titles, for texts, for leads, and how much each question counts.

    shares, words  what vectors and shared words count: by whole text, by lead, by halves; titles, halves
    """

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(ROWS, DEPTH, mode="sum")
        nn.init.normal_(self.table.weight, std=0.1)
        self.title, self.text, self.lead = (nn.Linear(DEPTH, DEPTH) for _ in range(3))
        for reading in (self.title, self.text, self.lead):
            nn.init.eye_(reading.weight)
            nn.init.zeros_(reading.bias)
        self.shares = nn.Parameter(torch.tensor([10.0, 10.0, 10.0]))
        self.words = nn.Parameter(torch.tensor([8.0, 20.0]))

    def read(self, reading: nn.Linear, bag: Bag) -> torch.Tensor:
        """Return vectors of length one."""
        return nn.functional.normalize(reading(self.table(*bag)), dim=1)

    def titles(self, batch: Batch, trust: float = 1.0) -> torch.Tensor:
        """Score every title with every text."""
        title = self.read(self.title, batch.titles)
        whole = title @ self.read(self.text, batch.texts).T
        lead = title @ self.read(self.lead, batch.leads).T
        said = self.shares[0] * whole + self.shares[1] * lead
        return trust * said + self.words[0] * batch.shared

    def halves(self, batch: Batch) -> torch.Tensor:
        """Score every first part of a text with every second."""
        first, second = (self.read(self.text, bag) for bag in batch.halves)
        return self.shares[2] * first @ second.T + self.words[1] * batch.alike


def both_ways(scores: torch.Tensor) -> torch.Tensor:
    """Return the loss of rows that must find their column, and of columns that must find their row."""
    answers = torch.arange(len(scores))
    cross_entropy = nn.functional.cross_entropy
    return (cross_entropy(scores, answers) + cross_entropy(scores.T, answers)) / 2


def tests(articles: Sequence[Article], batches: Batches) -> Iterator[tuple[str, list[Batch]]]:
    """Yield for every corpus batches of 24 articles."""
    for corpus in dict.fromkeys(article.corpus for article in articles):
        own = [article for article in articles if article.corpus == corpus]
        groups = [own[at : at + 24] for at in range(0, min(len(own) - 23, 288), 24)]
        if groups:
            yield corpus, [batches.whole(group) for group in groups]


@torch.no_grad()
def report(model: Vectors, judged: Sequence[tuple[str, list[Batch]]]) -> None:
    """Print how often a title's own text among 24 comes first, and the loss: by shared words, with the vectors too."""
    for corpus, batches in judged:
        said = []
        for trust in (0.0, TRUST):
            scores = [model.titles(batch, trust) for batch in batches]
            right = np.mean([float((s.argmax(1) == torch.arange(len(s))).float().mean()) for s in scores])
            said.append(f"{right:.3f} {np.mean([float(both_ways(s)) for s in scores]):.3f}")
        alike = [model.halves(batch) for batch in batches]
        right = np.mean([float((s.argmax(1) == torch.arange(len(s))).float().mean()) for s in alike])
        print(f"   {corpus}: words {said[0]}, vectors too {said[1]}; halves {right:.3f}", flush=True)


def train(model: Vectors, batches: Batches, minutes: float) -> None:
    """Train for a time, the learning rate falling to nothing at its end."""
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE, weight_decay=1e-6)
    started, step, total = time.time(), 0, np.zeros(2)
    while (done := (time.time() - started) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / 100) * (0.495 * (1 + math.cos(math.pi * done)) + 0.01)
        batch = batches.draw()
        losses = both_ways(model.titles(batch)), both_ways(model.halves(batch))
        optimiser.zero_grad()
        (losses[0] + losses[1]).backward()
        optimiser.step()
        step, total = step + 1, total + [loss.item() for loss in losses]
        if step % 200 == 0:
            titles, halves = total / 200
            print(step, f"{done:.2f} loss of titles {titles:.3f}, of halves {halves:.3f}", flush=True)
            total[:] = 0


def save(model: Vectors, path: Path) -> None:
    """Write the vectors in four bits with one scale, two to a byte, and the rest as it is."""
    weights = model.table.weight.detach().numpy()
    scale = np.quantile(np.abs(weights), 0.995) / (OFFSET - 1)
    whole = np.clip(np.round(weights / scale), 1 - OFFSET, OFFSET - 1).astype(np.int8) + OFFSET
    halves = (whole[:, ::2] << 4 | whole[:, 1::2]).astype(np.uint8)
    readings: dict[str, Any] = {
        name: np.concatenate([layer.weight.detach().numpy(), layer.bias.detach().numpy()[:, None]], 1)
        for name, layer in (("title", model.title), ("text", model.text), ("lead", model.lead))
    }
    shares = TRUST * model.shares.detach().numpy()[:2]
    np.savez_compressed(path, vectors=halves, scale=np.float32(scale), shares=shares, **readings)


def main() -> None:
    """Read, train, report and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    seen, unseen = gather(options.corpora)
    print(len(seen), "articles to learn from,", len(unseen), "to judge by", flush=True)
    batches = Batches(seen, SharedWords(seen), options.seed)
    judged = list(tests(unseen, batches))
    model = Vectors()
    train(model, batches, options.minutes)
    print("shares:", model.shares.tolist(), "words:", model.words.tolist())
    report(model, judged)
    save(model, options.out)


if __name__ == "__main__":
    main()
