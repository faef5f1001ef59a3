"""Learns what rows of placed pages are, and which neighbours belong to one article (`layout/telling.py`).

    python -m epubmaker.training rows FOLDER [FOLDER ...] -o epubmaker/layout/data/rows-0.npz [--seed N] [--epochs N] [--hold SHARE]

FOLDER holds pages with known truth as PDF beside `NAME.boxes.json` (`python -m epubmaker.training pages`); those of the settings
`train` and `wide` together show more ways to set a page than either. Every page is read as the library reads it, once as it is
and once spoilt: boxes shifted and typefaces unknown as recognisers have them, rules or pictures lost, or all of one size as in
plain text. `--hold` keeps a share of the pages apart and prints how right the network is on them. Needs PyTorch.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from epubmaker.layout.page import prepared
from epubmaker.layout.scale import scale_of
from epubmaker.layout.signs import SIGNS, row_signs
from epubmaker.layout.telling import AROUND, FARTHEST, LINKS, ROUNDS, Kind, around, links_of
from epubmaker.model.placed import Box, PlacedLine, SourcePage
from epubmaker.readers.pdf import PdfOptions, read_pdf

WIDTH = 64
EPOCHS, TOGETHER, RATE, DECAY = 7, 6, 3e-3, 0.02
DROPPED, NOISE, INSIDE, SMOOTHING = 0.04, 0.05, 0.1, 0.02
WRONG = 0.04  # share of boxes that are too high by a tenth to nearly a half
SPOILT, JITTER, LOST_RULES, LOST_PICTURES = 1, 0.05, 0.25, 0.3
LOST_TYPES, LOST_SIZES = 0.5, 0.15  # of the spoilt pages: as recognisers have them, as plain text has them
UNKNOWN = -1

# What the generator (and a second typesetter) calls the rows of a page.
KINDS = {
    "text": Kind.TEXT, "body": Kind.TEXT, "verse": Kind.TEXT, "dialogue": Kind.TEXT, "list": Kind.TEXT, "question": Kind.QUESTION,
    "headline": Kind.HEADLINE, "kicker": Kind.KICKER, "deck": Kind.DECK, "label": Kind.LABEL, "byline": Kind.BYLINE,
    "signature": Kind.SIGNATURE, "notice-sign": Kind.CONTACT, "crosshead": Kind.CROSSHEAD, "caption": Kind.CAPTION,
    "credit": Kind.CREDIT, "note": Kind.NOTE, "table": Kind.TABLE, "row": Kind.TABLE, "jump": Kind.JUMP, "contact": Kind.CONTACT,
    "ad": Kind.OFFER, "weather": Kind.OFFER, "furniture": Kind.MARGIN, "masthead": Kind.MARGIN, "colophon": Kind.MARGIN,
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Hold a page as the network sees it: signs, neighbours, true kinds; for every link whether both rows are of one article."""

    signs: np.ndarray
    around: np.ndarray
    kinds: np.ndarray
    links: np.ndarray
    same: np.ndarray


class RowNetwork(nn.Module):
    """Read the signs of rows and of those around them as log-odds of kinds, and of links within an article."""

    def __init__(self) -> None:
        super().__init__()
        self.inp = nn.Linear(len(SIGNS), WIDTH)
        self.rounds = nn.ModuleList(nn.Linear(WIDTH * (AROUND + 2), WIDTH) for _ in range(ROUNDS))
        self.out = nn.Linear(WIDTH, len(Kind))
        self.pair = nn.Linear(2 * WIDTH + LINKS, WIDTH)
        self.same = nn.Linear(WIDTH, 1)

    def forward(self, pages: Together, signs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return log-odds of kinds, (rows, kinds), and of links, (links,), of some pages at once."""
        there = (pages.around >= 0).float().unsqueeze(-1)
        rows = torch.bincount(pages.page, minlength=pages.count).float().unsqueeze(-1)
        hidden = functional.relu(self.inp(signs))
        for turn in self.rounds:
            seen = (hidden[pages.around.clamp(min=0)] * there).reshape(len(hidden), -1)
            whole = torch.zeros(pages.count, WIDTH).index_add(0, pages.page, hidden) / rows
            made = functional.relu(turn(torch.cat([hidden, seen, whole[pages.page]], 1)))
            hidden = hidden + functional.dropout(made, INSIDE, self.training)
        both = torch.cat([hidden[pages.ends[:, 0]], hidden[pages.ends[:, 1]], pages.said], 1)
        same: torch.Tensor = self.same(functional.relu(self.pair(both))).squeeze(-1)
        return self.out(hidden), same


@dataclass(frozen=True)
class Together:
    """Hold some pages as one: their rows one page behind the other, and of which page each row is."""

    signs: torch.Tensor
    around: torch.Tensor
    kinds: torch.Tensor
    ends: torch.Tensor
    said: torch.Tensor
    same: torch.Tensor
    page: torch.Tensor
    count: int

    @classmethod
    def of(cls, pages: Sequence[Seen]) -> Together:
        """Return pages as one."""
        starts = np.cumsum([0, *(len(page.signs) for page in pages)])
        near = [
            np.where(page.around >= 0, page.around + at, -1) for page, at in zip(pages, starts, strict=False)
        ]
        ends = [page.links[:, :2].astype(np.int64) + at for page, at in zip(pages, starts, strict=False)]

        def joined(parts: Sequence[np.ndarray]) -> torch.Tensor:
            return torch.from_numpy(np.concatenate(parts))

        return cls(
            joined([page.signs for page in pages]),
            joined(near),
            joined([page.kinds for page in pages]),
            joined(ends),
            joined([page.links[:, 2:] for page in pages]),
            joined([page.same for page in pages]),
            joined([np.full(len(page.signs), at) for at, page in enumerate(pages)]),
            len(pages),
        )


def spoilt(page: SourcePage, chance: random.Random) -> SourcePage:
    """Return a page as a recogniser might have it: edges shifted, boxes too high, no typefaces, rules or pictures lost."""

    def moved(line: PlacedLine) -> PlacedLine:
        by = [chance.uniform(-JITTER, JITTER) * line.size for _ in range(4)]
        if chance.random() < WRONG:
            by[3] += chance.uniform(0.1, 0.45) * line.size
        box = Box(line.box.x0 + by[0], line.box.y0 + by[1], line.box.x1 + by[2], line.box.y1 + by[3])
        size = box.width if line.vertical else box.height
        return replace(line, box=box, size=size, font="", bold=False)

    way = chance.random()
    if way < LOST_TYPES:
        page = replace(page, lines=tuple(map(moved, page.lines)))
    elif way < LOST_TYPES + LOST_SIZES:
        return flat(page)
    if chance.random() < LOST_RULES:
        page = replace(page, rules=())
    if chance.random() < LOST_PICTURES:
        page = replace(page, pictures=())
    return page


def flat(page: SourcePage) -> SourcePage:
    """Return a page as rows of plain text show it: all type of one size, no rules, no pictures."""
    size = scale_of(page.lines).body

    def levelled(line: PlacedLine) -> PlacedLine:
        box = line.box
        wide = size * sum(0.5 if ord(sign) < 128 else 1.0 for sign in line.text)
        x1, y1 = (box.x0 + size, box.y0 + wide) if line.vertical else (box.x0 + wide, box.y0 + size)
        return replace(line, box=Box(box.x0, box.y0, x1, y1), size=size, font="", bold=False, edges=())

    return replace(page, lines=tuple(map(levelled, page.lines)), rules=(), pictures=())


def seen_pages(path: Path) -> Iterator[Seen]:
    """Yield a page as it is and as it may be spoilt."""
    pdf, chance = path.with_name(path.name.replace(".boxes.json", ".pdf")), random.Random(path.name)
    truth = json.loads(path.read_text("utf-8"))["lines"]
    places = np.array([row["box"] for row in truth], float)
    (page,) = read_pdf(pdf.read_bytes(), pdf.name, PdfOptions(pictures=False))
    for turn in range(1 + SPOILT):
        made = page if turn == 0 else spoilt(page, chance)
        sheet = prepared(made)
        if sheet is None:
            continue
        signs, near = row_signs(sheet.lines, made, sheet.scale, sheet.frames)
        found = [_true(line, truth, places) for line in sheet.lines]
        kinds = [KINDS[_role(row)] if row else UNKNOWN for row in found]
        articles = [_owner(row) for row in found]
        links = links_of(sheet.lines, near, sheet.scale)
        same = [
            UNKNOWN if None in (articles[int(one)], articles[int(two)]) else int(articles[int(one)] == articles[int(two)])
            for one, two in links[:, :2]
        ]  # fmt: skip
        yield Seen(signs, around(near), np.array(kinds), links, np.array(same))


def _role(row: dict[str, Any]) -> str:
    role = str(row["role"])
    return "question" if role == "dialogue" and row["font"] != "song" else role


def _owner(row: dict[str, Any] | None) -> tuple[int, ...] | None:
    """Return what a row belongs to: its article, or its place on the page; nothing for head and foot."""
    if row is None or KINDS[_role(row)] is Kind.MARGIN:
        return None
    article = row["article"]
    return (-1, row["place"]) if article is None or article < 0 else (article,)


def _true(line: PlacedLine, truth: Sequence[dict[str, Any]], places: np.ndarray) -> dict[str, Any] | None:
    """Return the true row that shares most of a line's box; of a row of several parts the one that the line shows."""
    box = line.box
    across = np.minimum(box.x1, places[:, 2]) - np.maximum(box.x0, places[:, 0])
    down = np.minimum(box.y1, places[:, 3]) - np.maximum(box.y0, places[:, 1])
    shared = np.maximum(across, 0) * np.maximum(down, 0)
    best = int(shared.argmax())
    if shared[best] <= 0:
        return None
    row = truth[best]
    for text, role, article, *_ in row.get("pieces", ()):
        if line.text.strip() and line.text.strip() in text:
            return {**row, "role": role, "article": article}
    return row


def learn(pages: Sequence[Seen], seed: int, epochs: int = EPOCHS) -> RowNetwork:
    """Learn one network; each epoch sees as many pages as there are, drawn by chance."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    network = RowNetwork()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * len(pages) // TOGETHER
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    for _ in range(steps):
        loss = _loss(network, [pages[int(one)] for one in chance.integers(0, len(pages), TOGETHER)])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return network.eval()


def _loss(network: RowNetwork, chosen: Sequence[Seen]) -> torch.Tensor:
    pages = Together.of(chosen)
    kept = (torch.rand(pages.count, pages.signs.shape[1]) >= DROPPED).float()
    signs = pages.signs * kept[pages.page] + NOISE * torch.randn_like(pages.signs)
    told, linked = network(pages, signs)
    kinds = functional.cross_entropy(told, pages.kinds, ignore_index=UNKNOWN, label_smoothing=SMOOTHING)
    known = pages.same >= 0
    same = functional.binary_cross_entropy_with_logits(linked[known], pages.same[known].float())
    loss: torch.Tensor = kinds + same
    return loss


def judged(network: RowNetwork, pages: Sequence[Seen]) -> str:
    """Return how right a network is on pages that it has not seen."""
    hits, said, true = (np.zeros(len(Kind)) for _ in range(3))
    right = of = 0
    with torch.no_grad():
        for page in pages:
            whole = Together.of([page])
            told, linked = network(whole, whole.signs)
            best = told.argmax(1).numpy()
            for kind in Kind:
                hits[kind] += np.sum((best == kind) & (page.kinds == kind))
                said[kind] += np.sum((best == kind) & (page.kinds >= 0))
                true[kind] += np.sum(page.kinds == kind)
            known = page.same >= 0
            right += int(np.sum((linked.numpy()[known] > 0) == page.same[known]))
            of += int(known.sum())
    rows = [
        f"{kind.name:10} F1 {2 * hits[kind] / max(said[kind] + true[kind], 1):.3f} of {int(true[kind])}"
        for kind in Kind
    ]
    return "\n".join([*rows, f"links      {right / max(of, 1):.4f} of {of}"])


def main(arguments: list[str]) -> None:
    """Learn the network and write it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--hold", type=float, default=0.0)
    options = parser.parse_args(arguments)
    files = [path for folder in options.folders for path in sorted(folder.glob("*.boxes.json"))]
    random.Random(1).shuffle(files)
    held = int(options.hold * len(files))
    pages = [[seen for path in part for seen in seen_pages(path)] for part in (files[:held], files[held:])]
    every = np.concatenate([page.signs for page in pages[1]])
    mean, deviation = every.mean(0), every.std(0) + 1e-2
    usual = [
        [replace(page, signs=np.clip((page.signs - mean) / deviation, -FARTHEST, FARTHEST).astype(np.float32)) for page in part]
        for part in pages
    ]  # fmt: skip
    network = learn(usual[1], options.seed, options.epochs)
    if held:
        print(judged(network, usual[0]))
    arrays = {name: weights.numpy().astype(np.float16) for name, weights in network.state_dict().items()}
    np.savez_compressed(options.out, mean=mean.astype(np.float32), std=deviation.astype(np.float32), **arrays)
