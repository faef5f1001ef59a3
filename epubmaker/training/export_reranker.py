"""Turn a trained re-ranker into the bytes that ship.

    python -m epubmaker.training.export_reranker WORK/reranker.pt -o epubmaker/seams/data/reranker.npz

Every matrix becomes int8 with a scale a row; what reads symbols, hidden layers and products is parted, since their sizes differ.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch

from epubmaker.seams.reranker import SAID
from epubmaker.training.export_towers import quantise

# Values of an embedded symbol.
DEPTH = 64


def matrices(weights: dict[str, np.ndarray], width: int, near: int) -> dict[str, np.ndarray]:
    """Part the layers by what they read: `width` values of the first layer, `near` symbols of each side."""
    parted = {"middle": weights["middle.weight"], "pair": weights["pair.weight"][:, :width]}
    parted["product"] = weights["pair.weight"][:, width:-SAID]
    parted["said"] = weights["pair.weight"][:, -SAID:]
    for side in ("left", "right"):
        first = weights[f"{side}.weight"]
        symbols = near * DEPTH
        parted |= {f"{side}.near": first[:, :symbols], f"{side}.hidden": first[:, symbols:]}
    return parted


def main() -> None:
    """Write the shipped file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reranker", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    stored = torch.load(options.reranker, weights_only=False)
    weights = {name: tensor.numpy() for name, tensor in stored["weights"].items()}
    arrays: dict[str, Any] = {
        "bias": weights["left.bias"],
        "pair_bias": weights["pair.bias"],
        "middle_bias": weights["middle.bias"],
        "out": weights["out.weight"][0],
    }
    for name, matrix in matrices(weights, stored["shape"]["hidden"], stored["shape"]["near"]).items():
        arrays[name], arrays[f"{name}.scale"] = quantise(matrix)
    np.savez_compressed(options.out, **arrays)
    print(options.out.stat().st_size / 1e6, "MB")


if __name__ == "__main__":
    main()
