"""Turn trained towers into the bytes that ship.

    python -m epubmaker.training.export_towers WORK/towers.pt -o epubmaker/seams/data/towers.npz

Every matrix becomes int8 with a scale a row. The scale of the product and its division by the root of the depth go into
the right tower's last layer, so that the score of a pair is the plain product of two vectors.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

import numpy as np
import torch

MATRICES = ("near", "far", "middle", "out")


def quantise(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return bytes and the scale of each row."""
    scale = np.maximum(np.abs(matrix).max(1), 1e-9) / 127
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def main() -> None:
    """Write the shipped file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("towers", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    stored = torch.load(options.towers, weights_only=False)
    weights = {name: tensor.numpy() for name, tensor in stored["weights"].items()}
    scale = math.exp(float(weights["scale"])) / math.sqrt(weights["left.out.bias"].shape[0])
    for name in ("right.out.weight", "right.out.bias"):
        weights[name] = weights[name] * scale
    arrays: dict[str, Any] = {"keys": stored["bigrams"].astype(np.int32)}
    matrices = {"symbol": weights["symbol.weight"], "bigram": weights["bigram.weight"]}
    for side in ("left", "right"):
        arrays[f"{side}.weights"] = weights[f"{side}.weights"]
        matrices |= {f"{side}.{name}": weights[f"{side}.{name}.weight"] for name in MATRICES}
        for name in MATRICES:
            if f"{side}.{name}.bias" in weights:
                arrays[f"{side}.{name}_bias"] = weights[f"{side}.{name}.bias"]
    for name, matrix in matrices.items():
        arrays[name], arrays[f"{name}.scale"] = quantise(matrix)
    np.savez_compressed(options.out, **arrays)
    print(options.out.stat().st_size / 1e6, "MB")


if __name__ == "__main__":
    main()
