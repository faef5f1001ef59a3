"""Learn the weights of the linear model on simulated pages, calibrate it, and report how good it is.

    python -m epubmaker.training.weights WORK -o epubmaker/seams/data/weights.json [--simulator FILE]

Pages come from the articles of part `weights` (no model saw them); most from a corpus that gave nothing to any model.
1. shortlist: which line continues this one, which does this one continue: a softmax over all lines of the page, both ways.
2. pairs: the same once more, with what the re-ranker says of the pairs that 1. puts first.
3. calibration: logistic regression of "continues" on the pair's relation and what either side shows, against the chance
   of a random pair, so that the result is a log likelihood ratio.
4. opens, closes, in_order: logistic regressions.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from epubmaker.seams.candidates import Pairs, choose_pairs
from epubmaker.seams.evidence import PAIR_FEATURES, SIDE_FEATURES, Evidence, Models, shipped_models
from epubmaker.seams.page_text import page_text
from epubmaker.seams.scorer import centred_features, relation
from epubmaker.seams.shortlist import ALL_FEATURES, second_reading
from epubmaker.seams.single_lines import IN_ORDER_FEATURES, LINE_FEATURES, in_order_features, line_features
from epubmaker.training.simulated import TruePage, load_simulator, pages_of, read_articles, simulate

# Pages by corpus. The first is foreign to all models, as a user's newspaper will be.
PAGES = {
    "city-papers-2006": 60,
    "institution-news": 24,
    "wire-news": 24,
    "national-daily-2020": 12,
    "web-news": 12,
    "broadcast-news-2012": 12,
}
TEST_PAGES = {"city-papers-2006": 24, "institution-news": 16}
STYLES = ("ocr", "ocr", "pdf", "rows")
L2 = 1e-3
# A join that the source kept says less about lines that must be brought together from afar than one that it broke:
# lines of one block share measure and neighbours by themselves.
KEPT_JOIN = 0.15
NO_JOIN = 0.3
# The simulator prints no indents. Where a source does, they are as good as certain: these weights are set by hand.
PRINTED_INDENT = {"opens": {"indent_seen": 5.0}, "closes": {"before_indent_seen": 4.0}}


@dataclass
class Sample:
    """The features and the truth of one page, by place among its graph lines."""

    page: TruePage
    evidence: Evidence
    pairs: Pairs
    features: np.ndarray
    successor: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    known: np.ndarray

    def weight(self) -> np.ndarray:
        """Return how much each line counts as the left one of a pair."""
        kept = self.successor == np.arange(1, self.pairs.lines + 1)
        return np.where(kept, KEPT_JOIN, np.where(self.successor >= 0, 1.0, NO_JOIN))

    def square(self, values: np.ndarray) -> np.ndarray:
        """Lay values of pairs out as a matrix, low where there is no pair."""
        matrix = np.full((self.pairs.lines, self.pairs.lines), -1e9)
        matrix[self.pairs.left, self.pairs.right] = values
        return matrix


def strayed(measures: np.ndarray, seed: int) -> np.ndarray:
    """Give a tenth of the lines the measure of some other line.

    The simulator's strays stay within their article, where all columns have one width; on real pages a line may land in a
    column of another width, and the segmenter takes that column's measure for its own.
    """
    rng = np.random.default_rng(seed)
    return np.where(rng.random(len(measures)) < 0.1, rng.permutation(measures), measures)


def sample(
    page: TruePage, models: Models, without: Sequence[str] = (), strays_elsewhere: bool = False
) -> Sample:
    """Work out the features and the truth of one page."""
    text = page_text(page.lines, page.labels)
    if strays_elsewhere:
        text = replace(text, measures=strayed(text.measures, len(text)))
    evidence = Evidence(text, models)
    pairs = choose_pairs(evidence)
    features = centred_features(evidence, pairs).astype(np.float32)
    features[:, [PAIR_FEATURES.index(name) for name in without]] = 0
    place = {int(number): k for k, number in enumerate(text.numbers)}
    successor = np.array([place.get(page.successor.get(int(n), -1), -1) for n in text.numbers])
    masks = [
        np.array([int(n) in lines for n in text.numbers]) for lines in (page.opens, page.closes, page.known)
    ]
    return Sample(page, evidence, pairs, features, successor, *masks)


def learn_pairs(samples: Sequence[Sample], rounds: int = 120) -> np.ndarray:
    """Learn the weights of pairs by competition within rows and columns."""
    width = samples[0].features.shape[1]
    scale = np.sqrt(np.mean([np.mean(s.features**2, axis=0) for s in samples], axis=0)) + 1e-3
    prepared = [prepare_rows(s) for s in samples]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, gradient, count = 0.0, np.zeros(width), 0
        for features, groups, answers, sizes in prepared:
            value, slope = softmax_loss(features, groups, answers, sizes, weights / scale)
            total, gradient, count = total + value, gradient + slope / scale, count + sizes[answers].sum()
        return total / count + L2 * weights @ weights, gradient / count + 2 * L2 * weights

    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print("pairs loss", round(found.fun, 4), "after", found.nit, flush=True)
    return found.x / scale


def prepare_rows(s: Sample) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Stack the rows of lines that have a successor and the columns of those successors: one group each.

    Returns features, the group of each row, the places of the answers, and the weight of each row's group.
    """
    left, right, count = s.pairs.left, s.pairs.right, s.pairs.lines
    has = np.flatnonzero(s.successor >= 0)
    weights = np.zeros(2 * count)
    weights[has] = s.weight()[has]
    weights[count + s.successor[has]] = s.weight()[has]
    rows, columns = np.flatnonzero(weights[left] > 0), np.flatnonzero(weights[count + right] > 0)
    which = np.concatenate([rows, columns])
    groups = np.concatenate([left[rows], count + right[columns]])
    truth = s.successor[left[which]] == right[which]
    return s.features[which], groups, np.flatnonzero(truth), weights[groups].astype(np.float32)


def softmax_loss(
    features: np.ndarray,
    groups: np.ndarray,
    answers: np.ndarray,
    importance: np.ndarray,
    weights: np.ndarray,
) -> tuple[float, np.ndarray]:
    """Return the negative log likelihood of the answers in their groups, and its gradient."""
    scores = features @ weights.astype(np.float32)
    count = int(groups.max()) + 1
    top = np.full(count, -np.inf, np.float32)
    np.maximum.at(top, groups, scores)
    power = np.exp(scores - top[groups])
    total = np.bincount(groups, weights=power, minlength=count)
    share = (importance * power / total[groups]).astype(np.float32)
    mine = groups[answers]
    value = -(importance[answers] * (scores[answers] - top[mine] - np.log(total[mine]))).sum()
    gradient = features.T @ share - features[answers].T @ importance[answers]
    return float(value), gradient.astype(float)


def learn_logistic(
    features: np.ndarray,
    truth: np.ndarray,
    offset: np.ndarray | float = 0.0,
    weight: np.ndarray | None = None,
) -> np.ndarray:
    """Learn a logistic regression with a fixed offset."""
    weight = np.ones(len(truth)) if weight is None else weight
    scale = features.std(0) + 1e-3

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        logit = features @ (w / scale) + offset
        chance = 1 / (1 + np.exp(-np.clip(logit, -40, 40)))
        value = (
            -(weight * np.where(truth, np.log(chance + 1e-12), np.log(1 - chance + 1e-12))).sum()
            / weight.sum()
        )
        return value + 1e-4 * w @ w, (
            features.T @ (weight * (chance - truth))
        ) / scale / weight.sum() + 2e-4 * w

    return (
        minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
        / scale
    )


def calibration_rows(samples: Sequence[Sample], weights: np.ndarray, seed: int = 0) -> tuple[np.ndarray, ...]:
    """Gather true pairs and a tenth of the others with their features, offset by the chance of a random pair."""
    rng = np.random.default_rng(seed)
    parts = []
    for s in samples:
        relations = relation(s.features.astype(float) @ weights, s.pairs)
        truth = s.successor[s.pairs.left] == s.pairs.right
        sure = s.known[s.pairs.left] & s.known[s.pairs.right]
        keep = sure & (truth | (rng.random(len(truth)) < 0.1) | (relations > 3))
        importance = np.where(truth | (relations > 3), 1.0, 10.0) * s.weight()[s.pairs.left]
        sides = s.evidence.sides(s.pairs.left[keep], s.pairs.right[keep])
        features = np.column_stack([np.ones(keep.sum()), relations[keep], sides])
        chance = np.full(keep.sum(), -np.log(s.pairs.lines))
        parts.append((features, truth[keep], chance, importance[keep]))
    return tuple(np.concatenate(arrays) for arrays in zip(*parts, strict=True))


def read_again(samples: Sequence[Sample], weights: np.ndarray) -> None:
    """Add the features of the second reading to samples that have those of the first."""
    for s in samples:
        s.features = second_reading(s.evidence, s.pairs, s.features, weights)


def learn(samples: Sequence[Sample]) -> dict[str, Any]:
    """Learn all groups of weights."""
    shortlist = learn_pairs(samples)
    read_again(samples, shortlist)
    pairs = learn_pairs(samples)
    features, truth, chance, importance = calibration_rows(samples, pairs)
    calibration = learn_logistic(features, truth, chance, importance)
    groups = {
        "shortlist": named(PAIR_FEATURES, shortlist),
        "pairs": named(ALL_FEATURES, pairs),
        "calibration": named(("one", "relation", *SIDE_FEATURES), calibration),
    }
    lines = [line_features(s.evidence) for s in samples]
    known = np.concatenate([s.known for s in samples])
    for side in ("opens", "closes"):
        stacked = np.concatenate([features[side] for features in lines])[known]
        truth = np.concatenate([getattr(s, side) for s in samples])[known]
        groups[side] = named(LINE_FEATURES[side], learn_logistic(stacked, truth)) | PRINTED_INDENT[side]
    rows = [order_rows(s, groups, features) for s, features in zip(samples, lines, strict=True)]
    groups["in_order"] = named(
        IN_ORDER_FEATURES,
        learn_logistic(np.concatenate([r[0] for r in rows]), np.concatenate([r[1] for r in rows])),
    )
    return {"groups": groups, "floor": -6.0}


def ratios(s: Sample, groups: dict[str, Any]) -> np.ndarray:
    """Return the calibrated log likelihood ratio of each pair of a page."""
    relations = relation(s.features.astype(float) @ values(groups["pairs"], ALL_FEATURES), s.pairs)
    calibration = values(groups["calibration"], ("one", "relation", *SIDE_FEATURES))
    return (
        calibration[0]
        + calibration[1] * relations
        + s.evidence.sides(s.pairs.left, s.pairs.right) @ calibration[2:]
    )


def order_rows(
    s: Sample, groups: dict[str, Any], lines: dict[str, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of joins in source order and whether they are right, for lines whose truth is known."""
    opens, closes = (lines[side] @ values(groups[side], LINE_FEATURES[side]) for side in ("opens", "closes"))
    features = in_order_features(s.evidence.page, s.pairs, ratios(s, groups), opens, closes)
    truth = s.successor == np.arange(1, s.pairs.lines + 1)
    use = s.known.copy()
    use[-1] = False
    return features[use], truth[use]


def named(names: Sequence[str], weights: np.ndarray) -> dict[str, float]:
    """Name weights."""
    return {name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)}


def values(group: dict[str, float], names: Sequence[str]) -> np.ndarray:
    """Return weights in the order of names."""
    return np.array([group[name] for name in names])


def report(samples: Sequence[Sample], learnt: dict[str, Any]) -> dict[str, float]:
    """Measure the ranking of true successors, the calibration, and the single-line decisions."""
    groups = learnt["groups"]
    hits: dict[str, list[bool]] = {"all": [], "broken": [], "column": []}
    chances, truths = [], []
    for s in samples:
        ratio = ratios(s, groups)
        matrix = s.square(ratio)
        has = np.flatnonzero(s.successor >= 0)
        true = matrix[has, s.successor[has]]
        first = (matrix[has] > true[:, None]).sum(1) == 0
        best = (matrix[:, s.successor[has]] > true[None, :]).sum(0) == 0
        hits["all"] += first.tolist()
        hits["column"] += best.tolist()
        hits["broken"] += (first | best)[s.successor[has] != has + 1].tolist()
        sure = s.known[s.pairs.left] & s.known[s.pairs.right]
        chances.append(1 / (1 + np.exp(-(ratio[sure] - np.log(s.pairs.lines)))))
        truths.append((s.successor[s.pairs.left] == s.pairs.right)[sure])
    chance, truth = np.concatenate(chances), np.concatenate(truths)
    figures = {name: float(np.mean(found)) if found else -1.0 for name, found in hits.items()}
    figures["broken_n"] = len(hits["broken"])
    figures["ece_pairs"] = calibration_error(chance, truth, chance > 0.05)
    orders = [order_rows(s, groups, line_features(s.evidence)) for s in samples]
    logits = np.concatenate(
        [features @ values(groups["in_order"], IN_ORDER_FEATURES) for features, _ in orders]
    )
    truth = np.concatenate([t for _, t in orders])
    figures["in_order_auc"] = auc(logits, truth)
    figures["in_order_ece"] = calibration_error(1 / (1 + np.exp(-logits)), truth, np.ones(len(truth), bool))
    for side in ("opens", "closes"):
        logit = np.concatenate(
            [line_features(s.evidence)[side] @ values(groups[side], LINE_FEATURES[side]) for s in samples]
        )
        known = np.concatenate([s.known for s in samples])
        figures[f"{side}_f1"] = f1(
            (logit > 0)[known], np.concatenate([getattr(s, side) for s in samples])[known]
        )
    return {name: round(value, 4) for name, value in figures.items()}


def calibration_error(chance: np.ndarray, truth: np.ndarray, use: np.ndarray) -> float:
    """Return the expected calibration error over ten bins."""
    chance, truth = chance[use], truth[use]
    bins = np.minimum((chance * 10).astype(int), 9)
    return float(
        sum(abs(chance[bins == k].sum() - truth[bins == k].sum()) for k in range(10)) / max(len(chance), 1)
    )


def auc(scores: np.ndarray, truth: np.ndarray) -> float:
    """Return the area under the ROC curve."""
    ranks = np.argsort(np.argsort(scores))
    positive = truth.sum()
    return float(
        (ranks[truth].sum() - positive * (positive - 1) / 2) / max(positive * (len(truth) - positive), 1)
    )


def f1(found: np.ndarray, truth: np.ndarray) -> float:
    """Return the harmonic mean of precision and recall."""
    return float(2 * (found & truth).sum() / max(found.sum() + truth.sum(), 1))


def make_samples(
    work: Path,
    simulator: Path | None,
    part: str,
    pages: dict[str, int],
    models: Models,
    without: Sequence[str],
) -> list[Sample]:
    """Simulate pages of a part and work out their features."""
    module = load_simulator(simulator)
    made = []
    for seed, (corpus, count) in enumerate(pages.items()):
        path = work / ("held-out.jsonl" if corpus == "held-out" else f"articles/{corpus}-{part}.jsonl")
        styles = [STYLES[k % len(STYLES)] for k in range(count)]
        made += [
            sample(page, models, without, part == "weights")
            for page in simulate(read_articles(path, module), module, styles, 100 + seed, corpus)
        ]
    return made


def main() -> None:
    """Learn, report and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--simulator", type=Path, help="a maker of pages other than flattened.py")
    parser.add_argument("-o", "--out", type=Path)
    parser.add_argument("--without", nargs="*", default=[], help="features of pairs to leave out")
    parser.add_argument("--share", type=float, default=1.0, help="of the pages of the table to make")
    options = parser.parse_args()
    models = shipped_models()

    def pages(part: str, table: dict[str, int]) -> list[Sample]:
        shares = {corpus: max(2, int(count * options.share)) for corpus, count in table.items()}
        return make_samples(options.work, options.simulator, part, shares, models, options.without)

    samples = pages("weights", pages_of(options.work, "weights", PAGES))
    matched = np.mean([s.known.mean() for s in samples])
    print(
        len(samples),
        "pages",
        sum(s.pairs.lines for s in samples),
        "lines",
        f"{matched:.3f} of them aligned",
        flush=True,
    )
    learnt = learn(samples)
    print(json.dumps(learnt["groups"], indent=0), flush=True)
    if options.out:
        options.out.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")
    del samples
    tests = pages_of(options.work, "test", TEST_PAGES)
    if (options.work / "held-out.jsonl").exists():
        tests["held-out"] = 24
    for corpus, count in tests.items():
        held = pages("test", {corpus: count})
        read_again(held, values(learnt["groups"]["shortlist"], PAIR_FEATURES))
        for style in sorted({s.page.style for s in held}):
            print(corpus, style, report([s for s in held if s.page.style == style], learnt), flush=True)


if __name__ == "__main__":
    main()
