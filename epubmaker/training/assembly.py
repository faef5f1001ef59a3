"""Learns what assembly weighs: paragraph ends, kinship, columns, repairs and their costs.

    python -m epubmaker.training.assembly WORK --simulator simulate.py -o assembly.json

WORK is what `training/prepare.py` wrote. The pages are simulated from its part `weights` and judged on its part `test` and
on a newspaper that no model saw. Seams are scored once with the shipped scorer, so run this after `training/weights.py` and
`training/assembly_titles.py`.
The constants stand in `epubmaker/assemble/`; the file written here is what to copy there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple

import numpy as np

from epubmaker.assemble import paragraphs
from epubmaker.assemble.order import AssemblyOptions
from epubmaker.assemble.paragraphs import BreakWeights
from epubmaker.assemble.repairs import JoinWeights
from epubmaker.seams import default_scorer
from epubmaker.training.assembly_fit import learn_joins, named, search_costs, told, values_of
from epubmaker.training.assembly_kinship import fit_kinship
from epubmaker.training.assembly_pages import ScoredPage, drawn_pages, page_parser
from epubmaker.training.assembly_signs import (
    Row,
    Table,
    break_rows,
    column_rows,
    in_order_rows,
    page_repairs,
    repair_figures,
    text_page,
)
from epubmaker.training.assembly_titles import UNTITLED
from epubmaker.training.logistic import ridge_logistic
from epubmaker.training.weights import calibration_error

FIT = {
    "city-papers-2006": 32,
    "institution-news": 24,
    "wire-news": 24,
    "national-daily-2020": 24,
    "web-news": 24,
}
TEST = {"city-papers-2006": 16, "institution-news": 8, "held-out": 16, "web-news": 8, "wire-news": 8}


def fit_rows(
    name: str, kind: type, shipped: BreakWeights, fit: Iterable[Row], test: Iterable[Row]
) -> dict[str, float]:
    """This learns one group of weights and prints how it judges pages not seen, beside the weights shipped."""
    learnt, judged = Table(list(fit)), Table(list(test))
    weights = ridge_logistic(learnt.signs(), learnt.truth())
    print(f"{name}: {named(kind, weights)}")
    print("   shipped:", told(judged, list(values_of(shipped))))
    print("   learnt: ", told(judged, weights), flush=True)
    return named(kind, weights)


def fit_breaks(fit: Sequence[ScoredPage], test: Sequence[ScoredPage]) -> dict[str, dict[str, float]]:
    """This learns the paragraph ends of the three kinds of neighbours."""
    shipped = {
        "line": paragraphs.ROW_A_LINE,
        "paragraph": paragraphs.ROW_A_PARAGRAPH,
        "apart": paragraphs.APART,
    }
    rows = [[found for page in pages for found in break_rows(page)] for pages in (fit, test)]
    return {
        kind: fit_rows(
            f"paragraph ends, {kind}",
            BreakWeights,
            weights,
            *([row for known, row in part if known == kind] for part in rows),
        )
        for kind, weights in shipped.items()
    }


def fit_order(fit: Sequence[ScoredPage], test: Sequence[ScoredPage], trials: int) -> dict[str, object]:
    """This seeks order costs on pages of the style ocr, learns the join weights that suit them, and prints what they do."""
    known, unseen = ([text_page(page) for page in pages if page.style == "ocr"] for pages in (fit, test))
    shipped = AssemblyOptions()
    now = [page_repairs(page, shipped.costs) for page in unseen]
    print(
        "order, shipped:",
        repair_figures(now, np.array(astuple(shipped.weights)), shipped.apply_threshold),
        flush=True,
    )
    best = search_costs(known, trials)
    if best is None:
        print("order: no costs are precise enough")
        return {}
    weights = learn_joins([page_repairs(page, best.costs) for page in known])
    suggested = [page_repairs(page, best.costs) for page in unseen]
    print("order, learnt: ", repair_figures(suggested, weights, best.threshold))
    table = Table(
        [
            (tuple(signs), bool(right))
            for page in suggested
            for repair in page.repairs
            for signs, right in zip(repair.signs, repair.right, strict=True)
        ]
    )
    print("   joins:", named(JoinWeights, weights), told(table, weights), flush=True)
    return {
        "costs": asdict(best.costs),
        "joins": named(JoinWeights, weights),
        "apply_threshold": best.threshold,
    }


def fit_columns(fit: Sequence[ScoredPage], test: Sequence[ScoredPage]) -> list[float]:
    """This learns how sure a join is that the untangling of columns made."""
    learnt, judged = (
        Table([row for page in pages if page.style == "rows" for row in column_rows(page)])
        for pages in (fit, test)
    )
    weights = ridge_logistic(learnt.signs(), learnt.truth()).round(2)
    print("joins across columns:", weights.tolist())
    print("   shipped:", told(judged, paragraphs.ACROSS_COLUMNS))
    print("   learnt: ", told(judged, weights), flush=True)
    return weights.tolist()


def report_in_order(pages: Sequence[ScoredPage]) -> None:
    """This prints how well the confidence of joins in source order is calibrated, by style."""
    for style in sorted({page.style for page in pages}):
        rows = [row for page in pages if page.style == style for row in in_order_rows(page)]
        chance, truth = np.array([row[0] for row in rows]), np.array([row[1] for row in rows], bool)
        error = calibration_error(chance, truth, np.ones(len(truth), bool))
        print(f"in order, {style}: {len(rows)} joins, calibration error {error:.4f}", flush=True)


def main() -> None:
    """This makes the pages, fits, reports and writes."""
    parser = page_parser(__doc__)
    parser.add_argument("--trials", type=int, default=40, help="sets of order costs to try")
    options = parser.parse_args()
    scorer = default_scorer()
    fit, test = (
        list(drawn_pages(options, part, table, seed, scorer))
        for part, table, seed in (("weights", FIT, 700), ("test", TEST, 900))
    )
    print(len(fit), "pages to learn from,", len(test), "to judge by", flush=True)
    learnt: dict[str, object] = {"breaks": fit_breaks(fit, test)}
    titled = [[page for page in pages if page.corpus != UNTITLED] for pages in (fit, test)]
    learnt["kinship"] = fit_kinship(*titled)
    learnt["columns"] = fit_columns(fit, test)
    report_in_order(test)
    learnt["order"] = fit_order(fit, test, options.trials)
    if options.out:
        options.out.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
