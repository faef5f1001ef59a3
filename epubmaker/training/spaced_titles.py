"""Learns which pieces of a text with positions in its blanks are titles, from generated pages as `pdftotext -layout` writes them.

    python -m epubmaker.training spaced_titles FOLDER ... --out epubmaker/arrange/spaced/data

FOLDER is what `python -m epubmaker.training pages --setting train` leaves. Two forests: `titles` reads the signs of a piece,
`titles_again` those signs and what the first says of the pieces above and below.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier

from epubmaker.arrange.spaced.signs import signs_of
from epubmaker.arrange.spaced.stage import read_layout
from epubmaker.arrange.spaced.titles import CLASSES, with_neighbours

TEXT, BOLD, MIDDLE, LARGE = range(4)
# Sizes above these, in sizes of the text, are a class; bold type of the text's size counts where a title is set in it.
SIZES = ((1.3, LARGE), (1.08, MIDDLE))
TITLES = frozenset({"headline", "kicker", "deck", "label", "crosshead"})
FOLDS = 4  # the second forest reads what the first says of pages that it has not learnt from


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn both forests and write them."""
    parser = argparse.ArgumentParser(prog="python -m epubmaker.training spaced_titles", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    pages = [page for folder in given.folders for page in read_pages(folder)]
    first = forest(*stacked(pages))
    told = []
    for fold in range(FOLDS):
        model = forest(*stacked([page for at, page in enumerate(pages) if at % FOLDS != fold]))
        for at, (layout, signs, truth) in enumerate(pages):
            if at % FOLDS == fold:
                shares = [tuple(row) for row in model.predict_proba(np.array(signs))]
                told.append((layout, with_neighbours(layout, signs, shares), truth))
    second = forest(*stacked(told))
    for name, model in (("titles", first), ("titles_again", second)):
        write(given.out / f"{name}.json", model)


def read_pages(folder: Path) -> Iterator[tuple[Any, list[tuple[float, ...]], list[int]]]:
    """Yield the layout of each page, the signs of its pieces, and what they are."""
    for path in sorted(folder.glob("*.layout.txt")):
        text = path.read_text(encoding="utf-8")
        rows = json.loads(path.with_name(path.name.replace(".txt", ".rows.json")).read_text())["rows"]
        layout = read_layout(text)
        if layout is None:
            continue
        boxes = json.loads(path.with_name(path.name.replace(".layout.txt", ".boxes.json")).read_text())
        types = _types(boxes["lines"])
        truth = {
            start: types.get((article, text[start:end].strip()), TEXT) for start, end, _, article, *_ in rows
        }
        yield layout, signs_of(layout), [truth.get(piece.offset, TEXT) for piece in layout.pieces]


def _types(boxes: Sequence[dict[str, Any]]) -> dict[tuple[int | None, str], int]:
    """Return what each line of a page is set in, by article and words."""
    body = sorted(box["size"] for box in boxes)[len(boxes) // 2]
    return {(box["article"], box["text"].replace("\u3000", " ").strip()): _type(box, body) for box in boxes}


def _type(box: dict[str, Any], body: float) -> int:
    size = box["size"] / body if box["role"] in TITLES else 1.0
    for least, kind in SIZES:
        if size > least:
            return kind
    return BOLD if box["font"] == "hei" and box["role"] in TITLES else TEXT


def stacked(pages: Sequence[tuple[Any, list[tuple[float, ...]], list[int]]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the signs and truths of all pages."""
    signs = np.array([row for _, rows, _ in pages for row in rows])
    return signs, np.array([one for _, _, truth in pages for one in truth])


def forest(signs: np.ndarray, truth: np.ndarray) -> LGBMClassifier:
    """Learn a forest that tells the classes."""
    return LGBMClassifier(
        n_estimators=80,
        learning_rate=0.12,
        num_leaves=12,
        min_child_samples=25,
        reg_lambda=2.0,
        colsample_bytree=0.5,
        subsample=0.8,
        subsample_freq=1,
        n_jobs=1,
        random_state=0,
        deterministic=True,
        force_row_wise=True,
        verbose=-1,
    ).fit(signs, truth)


def write(path: Path, model: LGBMClassifier) -> None:
    """Write a forest as plain numbers."""
    trees = [_tree(tree["tree_structure"]) for tree in model.booster_.dump_model()["tree_info"]]
    path.parent.mkdir(parents=True, exist_ok=True)
    stored = {"classes": CLASSES, "trees": trees}
    path.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


def _tree(root: dict[str, Any]) -> dict[str, list[int] | list[float]]:
    """Return a tree by node; the children of a node stand together."""
    asked: list[int] = [-1]
    numbers: list[float] = [0.0]
    children: list[int] = [0]
    todo = [(root, 0)]
    while todo:
        node, at = todo.pop()
        if "split_feature" not in node:
            numbers[at] = round(node["leaf_value"], 5)
            continue
        first = len(asked)
        asked[at], numbers[at], children[at] = node["split_feature"], round(node["threshold"], 5), first
        asked += [-1, -1]
        numbers += [0.0, 0.0]
        children += [0, 0]
        todo += [(node["left_child"], first), (node["right_child"], first + 1)]
    return {"asked": asked, "numbers": numbers, "children": children}


if __name__ == "__main__":
    main()
