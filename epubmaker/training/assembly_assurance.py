"""Learns how sure joins are among the others (`assemble/assurance_signs.py`) from simulated pages.

    python -m epubmaker.training.assembly_assurance WORK --simulator simulate.py -o epubmaker/assemble/data/assurance.json

Pages of the part `weights`, one of five with headlines set otherwise (`varied_pages.py`), put together with all that is shipped:
run this last. Pages to judge by are of the part `test` and of a newspaper that no model saw. Needs scikit-learn.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from epubmaker.assemble.assurance import assurance_forest
from epubmaker.assemble.assurance_signs import SIGNS
from epubmaker.assemble.forest import Forest, forest_of
from epubmaker.seams import default_scorer
from epubmaker.training.assembly_pages import drawn_pages, page_parser
from epubmaker.training.assembly_signs import Table, assurance_rows
from epubmaker.training.weights import calibration_error

FIT = {
    "city-papers-2006": 160,
    "institution-news": 240,
    "wire-news": 240,
    "national-daily-2020": 240,
    "web-news": 140,
}
VARIED = 0.25  # varied pages for one as the simulator makes it
TEST = {
    "city-papers-2006": 24,
    "institution-news": 32,
    "wire-news": 32,
    "national-daily-2020": 32,
    "held-out": 16,
}
# Joins that are right, for one that is wrong, by whether a row holds a paragraph and whether the join leaves source order: a
# reader's newspaper is more foreign to the models than these pages. Where a row is a line few joins are wrong, and they look right.
# Of those moved on other pages few are made, and an edition notes all of them.
WRONG = {(True, False): 1.75, (True, True): 1.0, (False, False): 4.0, (False, True): 4.0}
TREES, LEAVES, RATE = 300, 16, 0.05
ASKED = 0.4  # of the signs may be asked at a node, so that no sign rules all trees
FEWEST, RIDGE = 30, 30.0  # joins in a leaf; what shrinks a leaf's value
NOTED = np.log(9)  # log-odds of .9, below which a join is noted


def learn_forest(table: Table) -> dict[str, Any]:
    """This learns a forest by gradient boosting (scikit-learn's histogram trees), as it is stored."""
    signs, truth = table.signs(), table.truth()
    kinds = signs[:, [SIGNS.index("joined"), SIGNS.index("moved")]] > 0
    counts = np.array(
        [1.0 if true else WRONG[tuple(kind)] for true, kind in zip(truth, kinds.tolist(), strict=True)]
    )
    learnt = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=FEWEST,
        l2_regularization=RIDGE,
        max_features=ASKED,
        early_stopping=False,
        random_state=0,
    ).fit(signs.astype(np.float32), truth, sample_weight=counts)
    stored = _stored(learnt)
    forest, sample = forest_of(stored), signs[:1000]
    told = [forest.log_odds(row) for row in sample.tolist()]
    if np.mean(np.abs(told - learnt.decision_function(sample.astype(np.float32))) > 1e-3) > 1e-2:
        raise RuntimeError("this version of scikit-learn stores its trees otherwise: mend _stored")
    return stored


def _stored(learnt: Any) -> dict[str, Any]:
    """This takes the trees out of scikit-learn's model, which has no public way to them."""
    trees = [_tree(stage[0].nodes, 0) for stage in learnt._predictors]
    return {"start": float(np.ravel(learnt._baseline_prediction)[0]), "trees": trees}


def _tree(nodes: np.ndarray, at: int) -> float | list[Any]:
    node = nodes[at]
    if node["is_leaf"]:
        return float(f"{node['value']:.6g}")
    threshold = float(node["num_threshold"])  # all its digits: many signs are just so large
    return [int(node["feature_idx"]), threshold, _tree(nodes, node["left"]), _tree(nodes, node["right"])]


def judged(forest: Forest, table: Table) -> np.ndarray:
    """This returns the log-odds of every row of a table."""
    return np.array([forest.log_odds(signs) for signs in table.signs().tolist()])


def report(name: str, table: Table, log_odds: np.ndarray) -> None:
    """This prints how many wrong and right joins are noted, and the calibration error."""
    truth = table.truth()
    noted = log_odds < NOTED
    error = calibration_error(1 / (1 + np.exp(-log_odds)), truth, np.ones(len(truth), bool))
    print(
        f"{name}: {len(truth)} joins, {(~truth).sum()} wrong, noted {noted[~truth].mean():.3f} of them"
        f" and {noted[truth].mean():.4f} of the right ones, calibration error {error:.4f}",
        flush=True,
    )


def main() -> None:
    """This makes the pages, learns, reports and writes."""
    options = page_parser(__doc__).parse_args()
    scorer = default_scorer()
    known = drawn_pages(options, "weights", FIT, 5700, scorer, VARIED)
    stored = learn_forest(Table([row for page in known for row in assurance_rows(page)]))
    forest = forest_of(stored)
    unseen: dict[str, list[tuple[tuple[float, ...], bool]]] = {}
    for page in drawn_pages(options, "test", TEST, 5900, scorer):
        unseen.setdefault(page.style, []).extend(assurance_rows(page))
    for style, rows in unseen.items():
        table = Table(rows)
        report(f"{style}, shipped", table, judged(assurance_forest(), table))
        report(f"{style}, learnt", table, judged(forest, table))
    if options.out:
        options.out.write_text(json.dumps(stored, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
