"""Learn what lines are (`roles/tell.py`): a small convolutional network over the signs of lines.

    python -m epubmaker.training tags WORK [WORK ...] -o epubmaker/roles/data/tags.npz [--opinions OPINIONS]

Two networks are learnt, each on every other page; what each makes of the pages it has not seen is kept in OPINIONS, for
`articles` to learn upon. Signs are dropped at random, the labeller's word more often, so that no one of them is relied on.
Needs PyTorch.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from epubmaker.roles.signs import SIGNS
from epubmaker.roles.tags import Tag
from epubmaker.roles.tell import DILATIONS, FARTHEST
from epubmaker.training.read_pages import load_pages

WIDTH = 96
EPOCHS = 70
TOGETHER, CROP = 16, 288  # pages a step, lines of each
RATE, DECAY, SMOOTHING = 3e-3, 0.02, 0.02
DROPPED, DROPPED_WORD, INSIDE, NOISE = 0.04, 0.25, 0.1, 0.05


class TagNetwork(nn.Module):
    """Reader of signs of lines, (pages, lines, signs), as log-odds of tags."""

    def __init__(self) -> None:
        super().__init__()
        self.inp = nn.Linear(len(SIGNS), WIDTH)
        self.blocks = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 5, padding=2 * dilation, dilation=dilation) for dilation in DILATIONS
        )
        self.glob = nn.Linear(WIDTH, WIDTH)
        self.mix = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.out = nn.Linear(WIDTH, len(Tag))

    def forward(self, signs: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """Return log-odds, (pages, lines, tags); `there` marks the lines that are no filling."""
        mask = there.unsqueeze(-1).float()
        hidden = functional.relu(self.inp(signs)) * mask
        for block in self.blocks:
            made = functional.relu(block(hidden.transpose(1, 2)).transpose(1, 2))
            hidden = (hidden + functional.dropout(made, INSIDE, self.training)) * mask
        page = hidden.sum(1) / mask.sum(1).clamp(min=1)
        hidden = hidden + functional.relu(self.glob(page)).unsqueeze(1) * mask
        hidden = (hidden + functional.relu(self.mix(hidden.transpose(1, 2)).transpose(1, 2))) * mask
        logits: torch.Tensor = self.out(hidden)
        return logits


@dataclass(frozen=True)
class Seen:
    """A page as the network sees it: signs as usual, and true tags."""

    name: str
    signs: np.ndarray
    tags: np.ndarray


def learn(pages: Sequence[Seen], seed: int) -> TagNetwork:
    """Learn one network."""
    torch.set_num_threads(1)  # two networks are learnt side by side
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    network = TagNetwork()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * len(pages) // TOGETHER
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    for _ in range(steps):
        signs, tags = _draw(pages, chance)
        there = tags > -2
        noisy = signs + NOISE * torch.randn_like(signs) * there.unsqueeze(-1)
        told = network(noisy, there)
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


def _draw(pages: Sequence[Seen], chance: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw some stretches of pages, signs dropped here and there."""
    words = [at for at, name in enumerate(SIGNS) if name.startswith("own.") or name == "title_score"]
    groups = [words, *([at] for at in range(len(SIGNS)))]
    signs, tags = [], []
    for number in chance.integers(0, len(pages), TOGETHER):
        page = pages[number]
        start = int(chance.integers(0, max(1, len(page.tags) - CROP + 1)))
        own, true = page.signs[start : start + CROP].copy(), page.tags[start : start + CROP]
        for group in groups:
            if chance.random() < (DROPPED_WORD if len(group) > 1 else DROPPED):
                own[:, group] = 0
        signs.append(np.pad(own, ((0, CROP - len(own)), (0, 0))))
        tags.append(np.pad(true, (0, CROP - len(true)), constant_values=-2))
    return torch.from_numpy(np.stack(signs)), torch.from_numpy(np.stack(tags)).long()


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
    options = parser.parse_args(arguments)
    read = [(page.name, page.signs, page.tags) for folder in options.work for page in load_pages(folder)]
    every = np.concatenate([signs for _, signs, _ in read])
    mean, deviation = every.mean(axis=0), every.std(axis=0) + 1e-3
    pages = [
        Seen(name, np.clip((signs - mean) / deviation, -FARTHEST, FARTHEST).astype(np.float32), tags)
        for name, signs, tags in read
    ]
    halves = [[page for page in pages if half_of(page.name) != half] for half in (0, 1)]
    with ProcessPoolExecutor(2) as workers:
        networks = list(workers.map(learn, halves, (0, 1)))
    arrays = {"mean": mean.astype(np.float32), "std": deviation.astype(np.float32)}
    for number, network in enumerate(networks):
        for name, weights in network.state_dict().items():
            arrays[f"{number}.{name}"] = weights.numpy().astype(np.float16)
    np.savez_compressed(options.out, **arrays)
    if options.opinions:
        options.opinions.write_bytes(
            pickle.dumps({page.name: _odds(networks[half_of(page.name)], page) for page in pages})
        )


def _odds(network: TagNetwork, page: Seen) -> np.ndarray:
    """Return what a network makes of a page that it has not learnt from, (lines, tags)."""
    with torch.no_grad():
        told = network(torch.from_numpy(page.signs)[None], torch.ones(1, len(page.signs), dtype=torch.bool))
        odds: np.ndarray = functional.softmax(told, -1)[0].numpy()
    return odds
