"""Learn what lines are (`roles/tell.py`): a small convolutional network over the signs and the ends of lines.

    python -m epubmaker.training tags WORK [WORK ...] -o epubmaker/roles/data/tags.npz [--opinions OPINIONS] [--begin TAGS.npz]

Two networks are learnt, each on every other page; what each makes of the pages it has not seen is kept in OPINIONS, for
`articles` to learn upon. `--begin` goes on from two networks that were learnt before, with fewer turns and smaller steps. Signs
are dropped at random, the labeller's word more often, so that no one of them is relied on.
Needs PyTorch.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from epubmaker.roles.ends import HEAD, NOTHING, line_ends
from epubmaker.roles.signs import SIGNS
from epubmaker.roles.tags import Tag
from epubmaker.roles.tell import DILATIONS, FARTHEST
from epubmaker.seams.alphabet import SIZE, UNKNOWN
from epubmaker.seams.neural import towers
from epubmaker.training.read_pages import load_pages

WIDTH = 96
DEPTH, TRAITS = 24, 32  # of a character, and of what stands round it
EPOCHS = 22
TOGETHER, CROP = 16, 288  # pages a step, lines of each
RATE, DECAY, SMOOTHING = 3e-3, 0.02, 0.02
EPOCHS_ON, RATE_ON = 9, 2e-3  # where networks are begun with earlier ones
DROPPED, DROPPED_WORD, INSIDE, NOISE = 0.04, 0.25, 0.1, 0.05
DROPPED_CHARACTER, DROPPED_ENDS = 0.1, 0.1


class TagNetwork(nn.Module):
    """Reader of signs of lines, (pages, lines, signs), as log-odds of tags."""

    def __init__(self) -> None:
        super().__init__()
        self.inp = nn.Linear(len(SIGNS), WIDTH)
        self.characters = nn.Embedding.from_pretrained(_characters(), freeze=False)
        self.head = nn.Conv1d(DEPTH, TRAITS, 3, padding=1)
        self.tail = nn.Conv1d(DEPTH, TRAITS, 3, padding=1)
        self.ends = nn.Linear(5 * TRAITS, WIDTH)
        self.blocks = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 5, padding=2 * dilation, dilation=dilation) for dilation in DILATIONS
        )
        self.glob = nn.Linear(WIDTH, WIDTH)
        self.mix = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.out = nn.Linear(WIDTH, len(Tag))

    def forward(self, signs: torch.Tensor, ends: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """Return log-odds, (pages, lines, tags); `there` marks the lines that are no filling."""
        mask = there.unsqueeze(-1).float()
        hidden = functional.relu(self.inp(signs) + self.ends(self._read_ends(ends))) * mask
        for block in self.blocks:
            made = functional.relu(block(hidden.transpose(1, 2)).transpose(1, 2))
            hidden = (hidden + functional.dropout(made, INSIDE, self.training)) * mask
        page = hidden.sum(1) / mask.sum(1).clamp(min=1)
        hidden = hidden + functional.relu(self.glob(page)).unsqueeze(1) * mask
        hidden = (hidden + functional.relu(self.mix(hidden.transpose(1, 2)).transpose(1, 2))) * mask
        logits: torch.Tensor = self.out(hidden)
        return logits

    def _read_ends(self, ends: torch.Tensor) -> torch.Tensor:
        embedded = self.characters(ends.flatten(0, 1)).transpose(1, 2)
        head = functional.relu(self.head(embedded[..., :HEAD]))
        tail = functional.relu(self.tail(embedded[..., HEAD:]))
        told = [head.amax(-1), head[..., 0], head[..., 1], tail.amax(-1), tail[..., -1]]
        return torch.cat(told, -1).unflatten(0, ends.shape[:2])


def _characters() -> torch.Tensor:
    """Return what characters stand for at first, (symbols, depth): the main axes of what the towers have learnt of them."""
    known = towers()
    if known is None:
        raise FileNotFoundError("seams/data/towers.npz is missing: make it with training/towers.py")
    learnt = known.embed(np.arange(SIZE, dtype=np.uint16)[:, None], backwards=True)[:, 0]
    learnt = learnt - learnt.mean(axis=0)
    axes = np.linalg.svd(learnt, full_matrices=False)[2][:DEPTH]
    placed = learnt @ axes.T
    placed /= placed.std(axis=0)
    placed[NOTHING] = 0
    return torch.from_numpy(placed.astype(np.float32))


@dataclass(frozen=True)
class Seen:
    """A page as the network sees it: signs as usual, the ends of lines, and true tags."""

    name: str
    signs: np.ndarray
    ends: np.ndarray
    tags: np.ndarray


def learn(pages: Sequence[Seen], seed: int, begun: Mapping[str, np.ndarray] | None = None) -> TagNetwork:
    """Learn one network, from nothing or from the layers of an earlier one."""
    torch.set_num_threads(1)  # two networks are learnt side by side
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    network = TagNetwork()
    if begun:
        network.load_state_dict({name: torch.from_numpy(layer) for name, layer in begun.items()})
    epochs, rate = (EPOCHS_ON, RATE_ON) if begun else (EPOCHS, RATE)
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=DECAY)
    steps = epochs * len(pages) // TOGETHER
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps + 1)
    for _ in range(steps):
        signs, ends, tags = _draw(pages, chance)
        there = tags > -2
        noisy = signs + NOISE * torch.randn_like(signs) * there.unsqueeze(-1)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            told = network(noisy, ends, there).float()
        loss = functional.cross_entropy(
            told.reshape(-1, len(Tag)),
            tags.clamp(min=-1).reshape(-1),
            ignore_index=-1,
            label_smoothing=SMOOTHING,
        )
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return network.eval()


def _draw(
    pages: Sequence[Seen], chance: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Draw some stretches of pages: signs, ends of lines and tags; signs and characters dropped here and there."""
    words = [at for at, name in enumerate(SIGNS) if name.startswith("own.") or name == "title_score"]
    groups = [words, *([at] for at in range(len(SIGNS)))]
    signs, ends, tags = [], [], []
    for number in chance.integers(0, len(pages), TOGETHER):
        page = pages[number]
        start = int(chance.integers(0, max(1, len(page.tags) - CROP + 1)))
        own, true = page.signs[start : start + CROP].copy(), page.tags[start : start + CROP]
        for group in groups:
            if chance.random() < (DROPPED_WORD if len(group) > 1 else DROPPED):
                own[:, group] = 0
        symbols = page.ends[start : start + CROP].astype(np.int64)
        symbols[(chance.random(symbols.shape) < DROPPED_CHARACTER) & (symbols > NOTHING)] = UNKNOWN
        if chance.random() < DROPPED_ENDS:
            symbols[:] = NOTHING
        ends.append(np.pad(symbols, ((0, CROP - len(own)), (0, 0))))
        signs.append(np.pad(own, ((0, CROP - len(own)), (0, 0))))
        tags.append(np.pad(true, (0, CROP - len(true)), constant_values=-2))
    return (
        torch.from_numpy(np.stack(signs)),
        torch.from_numpy(np.stack(ends)),
        torch.from_numpy(np.stack(tags)).long(),
    )


def half_of(name: str) -> int:
    """Return which half a page belongs to; all forms of a page belong to one."""
    return (
        sum(ord(character) * (place + 1) for place, character in enumerate(name.split(".", maxsplit=1)[0]))
        % 2
    )


def main(arguments: list[str]) -> None:
    """Learn the networks and write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--opinions", type=Path)
    parser.add_argument("--begin", type=Path, metavar="TAGS.npz")
    options = parser.parse_args(arguments)
    read = [
        (page.name, page.signs, line_ends(page.lines), page.tags)
        for folder in options.work
        for page in load_pages(folder)
    ]
    every = np.concatenate([signs for _, signs, _, _ in read])
    mean, deviation = every.mean(axis=0), every.std(axis=0) + 1e-3
    begun: Sequence[dict[str, np.ndarray] | None] = [None, None]
    if options.begin:
        mean, deviation, begun = _earlier(options.begin)
    pages = [
        Seen(name, np.clip((signs - mean) / deviation, -FARTHEST, FARTHEST).astype(np.float32), ends, tags)
        for name, signs, ends, tags in read
    ]
    halves = [[page for page in pages if half_of(page.name) != half] for half in (0, 1)]
    with ProcessPoolExecutor(2) as workers:
        networks = list(workers.map(learn, halves, (0, 1), begun))
    arrays = {"mean": mean.astype(np.float32), "std": deviation.astype(np.float32)}
    for number, network in enumerate(networks):
        for name, weights in network.state_dict().items():
            arrays[f"{number}.{name}"] = weights.numpy().astype(np.float16)
    np.savez_compressed(options.out, **arrays)
    if options.opinions:
        options.opinions.write_bytes(
            pickle.dumps({page.name: _odds(networks[half_of(page.name)], page) for page in pages})
        )


def _earlier(path: Path) -> tuple[np.ndarray, np.ndarray, list[dict[str, np.ndarray]]]:
    """Return mean and deviation of the signs, and the layers of the first two networks of a file."""
    with np.load(path) as file:
        layers = [
            {name[2:]: file[name].astype(np.float32) for name in file.files if name.startswith(f"{number}.")}
            for number in (0, 1)
        ]
        return file["mean"], file["std"], layers


def _odds(network: TagNetwork, page: Seen) -> np.ndarray:
    """Return what a network makes of a page that it has not learnt from, (lines, tags)."""
    with torch.no_grad():
        told = network(
            torch.from_numpy(page.signs)[None],
            torch.from_numpy(page.ends.astype(np.int64))[None],
            torch.ones(1, len(page.signs), dtype=torch.bool),
        )
        odds: np.ndarray = functional.softmax(told, -1)[0].numpy()
    return odds
