"""Train the re-ranker: of the lines that might continue this one, which does, both sides read together?

    python -m epubmaker.training.ngrams    WORK -o WORK/half.npz --half --keep 2000000      (and `pack` it)
    python -m epubmaker.training.reranker  WORK --towers WORK/towers.pt --language WORK/half-packed.npz -o WORK/reranker.pt

Needs PyTorch (CPU is enough) and the shipped towers; see `seams/reranker.py` for the re-ranker itself. Pages are made as for
the towers, but most documents of a page stand close together in their corpus, alike in subject and phrase, as the articles
of a newspaper page are. The re-ranker must learn what the first stage of the scorer does not know, so the loss is given
what that stage says, as a share of its own; three things make the share honest:

* the language model is one that has not seen the text of these pages (it is made of the other half of the documents);
* candidates are chosen by that share, as the scorer chooses them;
* a true continuation that is not among the candidates is not put back: that it scores low would give it away.

The towers stay as they ship: the re-ranker reads their hidden layers and their embeddings.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from epubmaker.seams.alphabet import DATA
from epubmaker.seams.evidence import SPAN
from epubmaker.seams.language_model import LanguageModel, language_model
from epubmaker.seams.reranker import NEAR, SAID, SAID_MOST
from epubmaker.training.ngrams import second_half
from epubmaker.training.towers import Pages

LINES = 512
# Pairs a line that are looked at, those of them that become candidates, and random pairs that show what is usual.
LOOKED_AT, CHOSEN, USUAL = 32, 16, 12
CLOSE_SHARE = 0.67  # of the documents stand close to the one before
# What belongs to the same article scores so much more: the topic and the page's own n-grams stand for it in the scorer.
SAME_ARTICLE = 3.0
# Weights of towers, language model, the same kept within bounds, and article with which candidates are chosen.
FIRST = torch.tensor([0.4, 0.45, 0.25, SAME_ARTICLE])
# The corpus that no model is trained on, to measure on.
FOREIGN = "city-papers-2006"
RATE = 2e-3
Read = tuple[torch.Tensor, ...]


@dataclass(frozen=True)
class Shape:
    """The size of the re-ranker: symbols read in order a side, and the width of its layers."""

    near: int = NEAR
    hidden: int = 320
    pair: int = 160


class Frozen(nn.Module):
    """The shipped towers, weights as they ship."""

    symbol: torch.Tensor
    bigram: torch.Tensor
    left_middle: torch.Tensor
    left_out: torch.Tensor

    def __init__(self, path: Path = DATA / "towers.npz") -> None:
        super().__init__()
        with np.load(path) as stored:
            for name in stored.files:
                if name == "keys" or name.endswith(".scale"):
                    continue
                weights = stored[name].astype(np.float32)
                if stored[name].dtype == np.int8:
                    weights = weights * stored[f"{name}.scale"][:, None]
                self.register_buffer(name.replace(".", "_"), torch.from_numpy(weights))

    def embed(self, symbols: torch.Tensor, bigrams: torch.Tensor) -> torch.Tensor:
        """Embed symbols with their bigrams, as the towers do."""
        return (self.symbol[symbols] + self.bigram[bigrams]) * (symbols != 0)[..., None]

    def forward(self, read: Read, side: str) -> Read:
        """Return embedded lines, hidden layers and vectors of one side."""
        mine = {name: getattr(self, f"{side}_{name}") for name in ("near", "far", "weights", "middle", "out")}
        bias = {name: getattr(self, f"{side}_{name}_bias") for name in ("near", "middle", "out")}
        near = self.embed(read[0], read[1])
        bag = (self.embed(read[2], read[3]) * mine["weights"][:, None]).sum(1)
        hidden = torch.relu(near.flatten(1) @ mine["near"].T + bias["near"] + bag @ mine["far"].T)
        hidden = hidden + torch.relu(hidden @ mine["middle"].T + bias["middle"])
        return near, hidden, hidden @ mine["out"].T + bias["out"]


class Reranker(nn.Module):
    """Scorer of pairs: a first layer that is a sum over both sides, two layers over the pair."""

    def __init__(self, shape: Shape, depth: int, hidden: int, out: int) -> None:
        super().__init__()
        self.shape = shape
        self.left = nn.Linear(shape.near * depth + hidden, shape.hidden)
        self.right = nn.Linear(shape.near * depth + hidden, shape.hidden, bias=False)
        self.pair = nn.Linear(shape.hidden + out + SAID, shape.pair)
        self.middle = nn.Linear(shape.pair, shape.pair)
        self.out = nn.Linear(shape.pair, 1, bias=False)
        nn.init.zeros_(self.out.weight)

    def line(self, read: Read, side: str) -> torch.Tensor:
        """Map the lines of one side to their share of the first layer."""
        near, hidden, _ = read
        return getattr(self, side)(torch.cat([near[:, : self.shape.near].flatten(1), hidden], 1))

    def forward(
        self, left: torch.Tensor, right: torch.Tensor, products: torch.Tensor, said: torch.Tensor
    ) -> torch.Tensor:
        """Score pairs, given both sides' shares, the products of the towers' vectors, and what was said before."""
        hidden = torch.relu(self.pair(torch.cat([torch.relu(left + right), products, said], 1)))
        hidden = hidden + torch.relu(self.middle(hidden))
        return self.out(hidden)[:, 0]


class AlikePages(Pages):
    """Maker of pages of documents most of which stand close together, of the half that `ngrams --half` leaves out."""

    def __init__(self, work: Path, seed: int) -> None:
        super().__init__(work, seed, CLOSE_SHARE)

    def usable(self, documents: np.ndarray) -> np.ndarray:
        """Mark the documents that pages are made of."""
        return super().usable(documents) & second_half(len(documents))

    def only(self, work: Path, corpus: str) -> None:
        """Draw from a corpus of which no model was made, from now on."""
        names = json.loads((work / "corpora.json").read_text("utf-8"))
        documents = np.load(work / "documents.npy")
        long = documents[:, 1] - documents[:, 0] > 150
        self.documents = documents[(documents[:, 2] == names.index(corpus)) & long]
        self.cumulated = np.arange(1, len(self.documents) + 1) / len(self.documents)
        self.drawn.clear()


@dataclass
class Candidates:
    """The candidates of one page.

    left, right  (groups, CHOSEN) line numbers; a group asks what follows one line, or what precedes it
    answers      (groups,) which candidate is right
    said         (groups, CHOSEN, 4) what the first stage says of each
    sides        the lines as the towers read them, from the left and from the right
    """

    left: torch.Tensor
    right: torch.Tensor
    answers: torch.Tensor
    said: torch.Tensor
    sides: tuple[Read, Read]


class Questions:
    """Questions about pages: candidates of each line by n-grams and towers, as the scorer chooses them."""

    def __init__(self, pages: Pages, language: LanguageModel, counts: dict[str, torch.Tensor]) -> None:
        self.pages, self.language, self.counts = pages, language, counts
        self.towers = Frozen()

    @torch.no_grad()
    def ask(self) -> Candidates:
        """Make a page and choose the candidates."""
        bounds, successor = self.pages.page()
        bounds, successor = bounds[:LINES], successor[:LINES].copy()
        successor[successor >= len(bounds)] = -1
        left, right = self.pages.side(bounds, True), self.pages.side(bounds, False)
        sides = self.towers(left, "left"), self.towers(right, "right")
        towers = sides[0][2] @ sides[1][2].T
        towers = towers - towers.mean(0, keepdim=True) - towers.mean(1, keepdim=True)
        alike = self.alike(bounds)
        score = 0.6 * towers + SAME_ARTICLE * alike
        score += self.counted(self.pages.neighbours.evidence(left[0].numpy(), right[0].numpy(), successor))
        score.fill_diagonal_(-1e4)
        lefts, rights, truth = self.looked_at(score, successor)
        windows = [read[0][:, :SPAN].numpy().astype(np.uint16) for read in (left, right)]
        language = self.across(windows, lefts, rights)
        said = torch.stack([towers[lefts, rights], language, language.clamp(-3, 3), alike[lefts, rights]], 2)
        best = (said @ FIRST).topk(CHOSEN, 1).indices
        hits = truth.gather(1, best)
        found = hits.any(1)
        best, answers = best[found], hits[found].int().argmax(1)
        said = said[found].gather(1, best[..., None].expand(-1, -1, said.shape[2]))
        return Candidates(lefts[found].gather(1, best), rights[found].gather(1, best), answers, said, sides)

    @staticmethod
    def looked_at(score: torch.Tensor, successor: np.ndarray) -> Read:
        """Return the pairs worth a look, (groups, LOOKED_AT) left and right lines, and which of them are true."""
        mine = np.flatnonzero(successor >= 0)
        first, second = torch.from_numpy(mine), torch.from_numpy(successor[mine])
        after, before = (
            score[first].topk(LOOKED_AT, 1).indices,
            score.T[second].topk(LOOKED_AT, 1).indices,
        )
        lefts = torch.cat([first[:, None].expand(-1, LOOKED_AT), before])
        rights = torch.cat([after, second[:, None].expand(-1, LOOKED_AT)])
        return lefts, rights, torch.cat([after == second[:, None], before == first[:, None]])

    def counted(self, evidence: Read) -> torch.Tensor:
        """Return what bigrams and trigrams say of all pairs, weighed as the towers' training weighed them."""
        pairs, rows, columns = evidence
        return (
            (pairs * self.counts["share"][:, None, None]).sum(0)
            + (rows * self.counts["row_share"][:, None]).sum(0)[:, None]
            + (columns * self.counts["column_share"][:, None]).sum(0)[None, :]
        )

    def across(self, windows: list[np.ndarray], lefts: torch.Tensor, rights: torch.Tensor) -> torch.Tensor:
        """Return what the language model says of pairs, less what it says of random pairs of either line."""
        lines = len(windows[0])
        each = np.repeat(np.arange(lines), USUAL)
        steps = self.pages.random.choice(np.arange(1, lines), USUAL, replace=False)
        other = (each + np.tile(steps, lines)) % lines
        i = np.concatenate([lefts.flatten().numpy(), each])
        j = np.concatenate([rights.flatten().numpy(), other])
        # Pairs come up from either side: each is worked out once.
        keys, back = np.unique(i * lines + j, return_inverse=True)
        tails, heads = windows
        said = self.language.continuations(tails, heads, keys // lines, keys % lines)[back]
        asked, usual = said[: lefts.numel()], said[lefts.numel() :]
        rows, columns = (np.bincount(side, usual, lines) / USUAL for side in (each, other))
        centred = asked - rows[i[: len(asked)]] - columns[j[: len(asked)]]
        return torch.from_numpy(centred.astype(np.float32)).reshape(lefts.shape)

    @staticmethod
    def alike(bounds: np.ndarray) -> torch.Tensor:
        """Say which lines come from the same stretch of text, (n, n)."""
        jumps = np.abs(bounds[1:, 0] - bounds[:-1, 1]) > 60
        article = torch.from_numpy(np.concatenate([[0], np.cumsum(jumps)]))
        return (article[:, None] == article[None, :]).float()


class Share(nn.Module):
    """The share of the first stage: learnt weights over what it says, the article's own kept fixed."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(FIRST[:-1].clone())

    def forward(self, said: torch.Tensor) -> torch.Tensor:
        """Score candidates."""
        return said[..., :-1] @ self.weights + SAME_ARTICLE * said[..., -1]


class Trained(nn.Module):
    """What is trained: the re-ranker, the first stage's share beside it, and that share by itself to compare."""

    def __init__(self, towers: Frozen) -> None:
        super().__init__()
        self.model = Reranker(
            Shape(), towers.symbol.shape[1], towers.left_middle.shape[0], towers.left_out.shape[0]
        )
        self.share, self.alone = Share(), Share()

    def without(self, asked: Candidates) -> tuple[torch.Tensor, float]:
        """Return the loss of the first stage alone and how often it puts the right candidate first."""
        return measured(self.alone(asked.said), asked.answers)

    def together(self, asked: Candidates) -> tuple[torch.Tensor, float]:
        """Return the same of first stage and re-ranker together."""
        (left, right), i, j = asked.sides, asked.left.flatten(), asked.right.flatten()
        model, products = self.model, left[2][i] * right[2][j]
        said = asked.said[..., :SAID].flatten(0, 1).clamp(-SAID_MOST, SAID_MOST)
        scores = model(model.line(left, "left")[i], model.line(right, "right")[j], products, said)
        return measured(self.share(asked.said) + scores.reshape(asked.left.shape), asked.answers)

    @torch.no_grad()
    def test(self, pages: list[Candidates]) -> str:
        """Report loss and first places on pages, without and with the re-ranker."""
        found = [[float(value) for value in (*self.without(asked), *self.together(asked))] for asked in pages]
        return told(np.mean(found, axis=0))


def measured(scores: torch.Tensor, answers: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Return the loss and how often the right candidate comes first."""
    first = (scores.argmax(1) == answers).float().mean().item()
    return nn.functional.cross_entropy(scores, answers), first


def told(figures: np.ndarray) -> str:
    """Put loss and first places into words."""
    return "first stage {:.4f} {:.4f}, re-ranked {:.4f} {:.4f}".format(*figures)


def train(
    questions: Questions, foreign: list[Candidates], out: Path, minutes: float, begin: Path | None
) -> None:
    """Train for a time, the learning rate falling to nothing at its end."""
    trained = Trained(questions.towers)
    if begin is not None:
        trained.model.load_state_dict(torch.load(begin, weights_only=False)["weights"])
    print(sum(p.numel() for p in trained.model.parameters()) / 1e6, "M parameters", flush=True)
    shares = [*trained.share.parameters(), *trained.alone.parameters()]
    groups: list[dict[str, Any]] = [{"params": trained.model.parameters()}, {"params": shares}]
    optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=1e-3, betas=(0.9, 0.98))
    started, step, total = time.time(), 0, np.zeros(4)
    while (done := (time.time() - started) / (60 * minutes)) < 1:
        rate = RATE * min(1, (step + 1) / 200) * (0.49 * (1 + math.cos(math.pi * done)) + 0.02)
        for group, faster in zip(optimiser.param_groups, (1, 5), strict=True):
            group["lr"] = faster * rate
        asked = questions.ask()
        without, with_it = trained.without(asked), trained.together(asked)
        optimiser.zero_grad(set_to_none=True)
        (without[0] + with_it[0]).backward()
        nn.utils.clip_grad_norm_(trained.model.parameters(), 1.0)
        optimiser.step()
        step += 1
        total += (without[0].item(), without[1], with_it[0].item(), with_it[1])
        if step % 100 == 0:
            print(step, f"{done:.3f} {time.time() - started:.0f} s", told(total / 100), flush=True)
            total[:] = 0
        if step % 500 == 0:
            print("   foreign:", trained.test(foreign), flush=True)
            save(trained.model, out)
    print("   foreign:", trained.test(foreign), flush=True)
    save(trained.model, out)


def save(model: Reranker, out: Path) -> None:
    """Write the weights, whole or not at all."""
    part = out.with_suffix(".part")
    torch.save({"weights": model.state_dict(), "shape": vars(model.shape)}, part)
    part.replace(out)


def main() -> None:
    """Train the re-ranker."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--towers", type=Path, required=True, help="what `towers` wrote")
    parser.add_argument("--language", type=Path, required=True, help="n-grams of the other half, packed")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--begin", type=Path, help="a re-ranker to go on from")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    stored = torch.load(options.towers, weights_only=False)["weights"]
    counts = {name: stored[name] for name in ("share", "row_share", "column_share")}
    pages = AlikePages(options.work, options.seed)
    questions = Questions(pages, language_model(options.language), counts)
    kept = pages.documents, pages.cumulated
    pages.only(options.work, FOREIGN)
    foreign = [questions.ask() for _ in range(24)]
    pages.documents, pages.cumulated = kept
    pages.drawn.clear()
    train(questions, foreign, options.out, options.minutes, options.begin)


if __name__ == "__main__":
    main()
