"""Train the two towers: does this line continue that one, judged on whole lines?

    python -m epubmaker.training.towers WORK -o WORK/towers.pt --minutes 65        (after `prepare`; needs PyTorch, CPU is enough)
    python -m epubmaker.training.towers WORK -o WORK/towers.pt --begin WORK/towers.pt --minutes 55 --close 0.6 --rate 1.5e-3

Each step is a page: lines of a dozen or more documents, wrapped at a random measure each as a newspaper wraps them, and
every line must find the one that continues it among all lines of the page. So every seam has some seventy rivals from its
own article. Paragraph ends have no partner and only serve as rivals. With `--close`, so many of the documents stand near the one
before in their corpus, alike in subject and phrase. See `seams/neural.py` for the towers themselves.

What the n-grams across the seam already say is given to the loss as a fixed share (`Neighbours`: bigrams and trigrams of
the training text, the seam itself not counted), so that the towers learn what n-grams do not know. The share is thrown
away afterwards: the shipped language model takes its place.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

# Symbols of a line that a tower reads (a column rarely holds more), and of the line beyond it.
NEAR, FAR = 24, 16
LINES = 1024
LONGEST = 2400
RATE = 2e-3
# Documents drawn close to another stand within so many of it in their corpus; a document comes once among so many.
CLOSE, ONCE_AMONG = 40, 24
# What the library is for comes up more often (times the size of the corpus).
WEIGHTS = {
    "institution-news": 4.0,
    "wire-news": 3.0,
    "web-news": 2.0,
    "national-daily-2020": 1.0,
    "traditional-news": 1.0,
}
OTHERS = 0.7
NO_START = "，。、；：！？）》…"


@dataclass(frozen=True)
class Shape:
    """The size of the towers."""

    symbols: int = 4096
    bigrams: int = 24_000
    depth: int = 64
    hidden: int = 320
    out: int = 128


class Tower(nn.Module):
    """Map of one side of a seam to a vector: 24 symbols nearest to the seam in order, 16 beyond as a weighted bag."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.near = nn.Linear(NEAR * shape.depth, shape.hidden)
        self.far = nn.Linear(shape.depth, shape.hidden, bias=False)
        self.weights = nn.Parameter(torch.full((FAR,), 0.25))
        self.middle = nn.Linear(shape.hidden, shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.out)

    def forward(self, near: torch.Tensor, far: torch.Tensor) -> torch.Tensor:
        """Map embedded lines, (n, 24, depth), and what lies beyond, (n, 16, depth), to vectors."""
        bag = (far * self.weights[:, None]).sum(1)
        hidden = torch.relu(self.near(near.flatten(1)) + self.far(bag))
        hidden = hidden + torch.relu(self.middle(hidden))
        return self.out(hidden)


class Towers(nn.Module):
    """A tower for the line before the seam and one for the line after it, over shared embeddings."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.symbol = nn.Embedding(shape.symbols, shape.depth)
        self.bigram = nn.Embedding(shape.bigrams + 1, shape.depth)
        nn.init.normal_(self.symbol.weight, std=0.3)
        nn.init.normal_(self.bigram.weight, std=0.1)
        self.left, self.right = Tower(shape), Tower(shape)
        self.scale = nn.Parameter(torch.tensor(0.0))
        self.share = nn.Parameter(torch.tensor([0.3, 0.3, 0.3]))
        self.row_share = nn.Parameter(torch.tensor([-0.2, -0.2]))
        self.column_share = nn.Parameter(torch.tensor([-0.2, -0.2]))

    def embed(self, symbols: torch.Tensor, bigrams: torch.Tensor) -> torch.Tensor:
        """Embed symbols and the bigrams that end at them; symbol 0 is no text and embeds to 0."""
        return (self.symbol(symbols) + self.bigram(bigrams)) * (symbols != 0)[..., None]

    def forward(self, left: tuple[torch.Tensor, ...], right: tuple[torch.Tensor, ...]) -> torch.Tensor:
        """Score every left line before every right line: near and far symbols and bigrams of each."""
        a = self.left(self.embed(left[0], left[1]), self.embed(left[2], left[3]))
        b = self.right(self.embed(right[0], right[1]), self.embed(right[2], right[3]))
        return a @ b.T * (torch.exp(self.scale) / math.sqrt(self.shape.out))

    def known(self, evidence: tuple[torch.Tensor, torch.Tensor, torch.Tensor]) -> torch.Tensor:
        """Return what n-grams say of each pair: learnt weights over the logarithms of their counts."""
        pairs, rows, columns = evidence
        said = (pairs * self.share[:, None, None]).sum(0)
        return (
            said
            + (rows * self.row_share[:, None]).sum(0)[:, None]
            + (columns * self.column_share[:, None]).sum(0)[None, :]
        )


class Neighbours:
    """Counts of the bigrams and (hashed) trigrams of the training text."""

    BITS = 25

    def __init__(self, text: np.ndarray) -> None:
        bigrams = np.zeros(4096 * 4096, np.int64)
        trigrams = np.zeros(1 << self.BITS, np.int32)
        for start in range(0, len(text), 8_000_000):
            piece = text[start : start + 8_000_000].astype(np.int64)
            inside = (piece[:-1] > 1) & (piece[1:] > 1)
            keys = piece[:-1] * 4096 + piece[1:]
            bigrams += np.bincount(keys[inside], minlength=len(bigrams))
            inside = inside[:-1] & inside[1:]
            trigrams += np.bincount(
                self.slot(keys[:-1][inside], piece[2:][inside]), minlength=len(trigrams)
            ).astype(np.int32)
        self.bigrams, self.trigrams = bigrams.astype(np.int32), trigrams
        self.singles = bigrams.reshape(4096, 4096).sum(1)

    def slot(self, keys: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Hash a bigram's key and a third symbol to a slot."""
        whole = (keys.astype(np.uint64) << np.uint64(12)) | last.astype(np.uint64)
        return ((whole * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - self.BITS)).astype(np.int64)

    def evidence(
        self, left: np.ndarray, right: np.ndarray, successor: np.ndarray
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return log counts across each seam, (3, n, n), and of each side, (2, n) twice; windows are seam first."""
        before, last = left[:, 1] * 4096 + left[:, 0], left[:, 0]
        first, after = right[:, 0], right[:, 0] * 4096 + right[:, 1]
        across = last[:, None] * 4096 + first[None, :]
        counts = [
            self.bigrams[across],
            self.trigrams[self.slot(before[:, None], first[None, :])],
            self.trigrams[self.slot(across, right[None, :, 1])],
        ]
        mine = np.flatnonzero(successor >= 0)
        for plane in counts:
            plane[mine, successor[mine]] = np.maximum(plane[mine, successor[mine]] - 1, 0)
        rows = np.stack([self.singles[last], self.bigrams[before]])
        columns = np.stack([self.singles[first], self.bigrams[after]])
        pairs, left_rows, right_columns = (
            torch.from_numpy(np.log(a + np.float32(0.3)).astype(np.float32))
            for a in (np.stack(counts), rows, columns)
        )
        return pairs, left_rows, right_columns


class Pages:
    """Maker of pages of wrapped lines from the training text; `close` is the share of documents close to the one before."""

    def __init__(self, work: Path, seed: int, close: float = 0.0) -> None:
        self.random = np.random.default_rng(seed)
        self.close, self.drawn = close, deque[int](maxlen=ONCE_AMONG)
        self.text = np.load(work / "text.npy")
        documents = np.load(work / "documents.npy")
        names = json.loads((work / "corpora.json").read_text("utf-8"))
        alphabet = (work / "alphabet.txt").read_text("utf-8").strip("\n")
        self.documents = documents[self.usable(documents)]
        weight = np.array([WEIGHTS.get(name, OTHERS) for name in names])[self.documents[:, 2]]
        weight = weight * np.minimum(self.documents[:, 1] - self.documents[:, 0], LONGEST)
        self.cumulated = np.cumsum(weight) / weight.sum()
        number = {character: index + 2 for index, character in enumerate(alphabet)}
        self.width = np.ones(4096)
        self.width[[number[c] for c in "0a.%" if c in number]] = 0.5
        self.no_start = np.zeros(4096, bool)
        self.no_start[[number[c] for c in NO_START if c in number]] = True
        self.neighbours = Neighbours(self.text)
        frequent = np.argpartition(-self.neighbours.bigrams, Shape.bigrams)[: Shape.bigrams]
        self.bigrams = np.sort(frequent).astype(np.int32)
        self.bigram_index = np.zeros(4096 * 4096, np.int32)
        self.bigram_index[self.bigrams] = np.arange(1, len(self.bigrams) + 1)

    def usable(self, documents: np.ndarray) -> np.ndarray:
        """Mark the documents that pages are made of."""
        return (documents[:, 3] == 0) & (documents[:, 1] - documents[:, 0] > 150)

    def draw(self) -> int:
        """Draw the document whose lines come next on the page; none comes twice in a while."""
        while True:
            if self.drawn and self.random.random() < self.close:
                document = self.drawn[-1] + int(self.random.integers(-CLOSE, CLOSE + 1))
            else:
                document = int(np.searchsorted(self.cumulated, self.random.random()))
            if 0 <= document < len(self.documents) and document not in self.drawn:
                self.drawn.append(document)
                return document

    def cuts(self, paragraph: np.ndarray, measure: float) -> list[int]:
        """Return where the lines of a paragraph start, its first line indented, marks kept off line starts."""
        reach = np.cumsum(self.width[paragraph])
        starts, at, room = [0], 0, measure - 2
        while True:
            done = reach[at - 1] if at else 0.0
            at = int(np.searchsorted(reach, done + room, side="right"))
            if at < len(paragraph) and self.no_start[paragraph[at]]:
                at += 1
            if at >= len(paragraph):
                return starts
            starts.append(at)
            room = measure

    def page(self) -> tuple[np.ndarray, np.ndarray]:
        """Return line bounds (n, 2) in the text and for each line the line that continues it, or -1."""
        bounds: list[tuple[int, int]] = []
        successor: list[int] = []
        while len(bounds) < LINES:
            start, end = self.documents[self.draw(), :2]
            if end - start > LONGEST:
                start += int(self.random.random() * (end - start - LONGEST))
                end = start + LONGEST
            measure = float(self.random.integers(11, 25))
            marks = np.flatnonzero(self.text[start:end] == 0)
            for first, last in zip(
                np.concatenate([[0], marks + 1]), np.concatenate([marks, [end - start]]), strict=True
            ):
                if last - first < 4:
                    continue
                at = self.cuts(self.text[start + first : start + last], measure)
                stops = [*at[1:], int(last - first)]
                successor += [len(bounds) + k + 1 for k in range(len(at) - 1)] + [-1]
                bounds += [(start + first + a, start + first + b) for a, b in zip(at, stops, strict=True)]
        return np.array(bounds[:LINES]), np.array(successor[:LINES])

    def window(self, bounds: np.ndarray, length: int, from_end: bool) -> np.ndarray:
        """Cut the `length` symbols of each line nearest to the seam, seam first, 0 beyond the line."""
        steps = np.arange(length)[None, :]
        inside = steps < (bounds[:, 1] - bounds[:, 0])[:, None]
        where = bounds[:, 1:] - 1 - steps if from_end else bounds[:, :1] + steps
        return np.where(inside, self.text[np.where(inside, where, 0)], 0).astype(np.int64)

    def noisy(self, symbols: np.ndarray) -> np.ndarray:
        """Replace one symbol in a hundred by a frequent one, as a recogniser does."""
        hit = (self.random.random(symbols.shape) < 0.01) & (symbols > 1)
        return np.where(hit, self.random.integers(2, 600, symbols.shape), symbols)

    def side(self, bounds: np.ndarray, left: bool) -> tuple[torch.Tensor, ...]:
        """Return the four tensors that one tower reads, for all lines."""
        near = self.noisy(self.window(bounds, NEAR, left))
        # Beyond the line stands its neighbour on the page: its own paragraph's text, a stray line, or nothing.
        order = np.arange(len(bounds))
        neighbour = np.clip(order - 1 if left else order + 1, 0, len(bounds) - 1)
        kind = self.random.random(len(bounds))
        neighbour = np.where(kind < 0.25, self.random.permutation(len(bounds)), neighbour)
        far = self.noisy(self.window(bounds[neighbour], FAR, left))
        far[(kind > 0.65)] = 0
        return tuple(torch.from_numpy(a) for a in (near, self.pairs(near, left), far, self.pairs(far, left)))

    def pairs(self, symbols: np.ndarray, reversed_order: bool) -> np.ndarray:
        """Return the number of the bigram that each symbol forms with its neighbour farther from the seam."""
        beyond = np.concatenate([symbols[:, 1:], np.zeros((len(symbols), 1), np.int64)], 1)
        keys = beyond * 4096 + symbols if reversed_order else symbols * 4096 + beyond
        return np.where((symbols > 0) & (beyond > 0), self.bigram_index[keys], 0).astype(np.int64)


def loss_of(scores: torch.Tensor, successor: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Return the contrastive loss both ways, and the share of seams whose right line ranks first."""
    left = torch.nonzero(successor >= 0).flatten()
    right = successor[left]
    square = scores - torch.diag(torch.full((len(scores),), 1e4))
    rows = nn.functional.cross_entropy(square[left], right)
    columns = nn.functional.cross_entropy(square.T[right], left)
    return (rows + columns) / 2, (square[left].argmax(1) == right).float().mean().item()


def train(pages: Pages, out: Path, minutes: float, begin: Path | None, highest: float) -> None:
    """Train for a time, the learning rate falling from `highest` to nothing at its end."""
    towers = Towers(Shape())
    if begin is not None:
        towers.load_state_dict(torch.load(begin, weights_only=False)["weights"])
    print(sum(p.numel() for p in towers.parameters()) / 1e6, "M parameters", flush=True)
    optimiser = torch.optim.AdamW(towers.parameters(), lr=highest, weight_decay=1e-4, betas=(0.9, 0.98))
    started, step, total, hits = time.time(), 0, 0.0, 0.0
    while (done := (time.time() - started) / (60 * minutes)) < 1:
        rate = highest * min(1, (step + 1) / 300) * (0.49 * (1 + math.cos(math.pi * done)) + 0.02)
        for group in optimiser.param_groups:
            group["lr"] = rate
        bounds, successor = pages.page()
        successor[successor >= len(bounds)] = -1
        left, right = pages.side(bounds, True), pages.side(bounds, False)
        known = towers.known(pages.neighbours.evidence(left[0].numpy(), right[0].numpy(), successor))
        scores = towers(left, right) + known
        loss, first = loss_of(scores, torch.from_numpy(successor))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(towers.parameters(), 1.0)
        optimiser.step()
        step, total, hits = step + 1, total + loss.item(), hits + first
        if step % 200 == 0:
            print(
                step,
                f"{done:.3f} loss {total / 200:.4f} first {hits / 200:.4f} {time.time() - started:.0f} s",
                flush=True,
            )
            alone = loss_of(known, torch.from_numpy(successor))
            print(
                f"   n-grams alone: loss {alone[0].item():.3f} first {alone[1]:.3f}",
                [round(x, 3) for x in towers.share.tolist()],
                flush=True,
            )
            total = hits = 0.0
            save(towers, pages, out)
    save(towers, pages, out)


def save(towers: Towers, pages: Pages, out: Path) -> None:
    """Write the weights and the bigrams they stand for."""
    torch.save({"weights": towers.state_dict(), "bigrams": pages.bigrams, "shape": vars(towers.shape)}, out)


def main() -> None:
    """Train the towers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=65)
    parser.add_argument("--begin", type=Path, help="towers to go on from")
    parser.add_argument("--close", type=float, default=0.0, help="share of documents close to the one before")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    pages = Pages(options.work, options.seed, options.close)
    train(pages, options.out, options.minutes, options.begin, options.rate)


if __name__ == "__main__":
    main()
