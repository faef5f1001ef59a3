"""How right an edition is, beside a gold one: order, joins, header groups, paragraphs, grouping, metadata, confidence.

    figures = evaluate(read_gold("page.gold.json"), edition).figures
    print(figures.order.value, figures.repairs.value)

The figures of several pages add up: `sum_figures`. Needs rapidfuzz (the extra `evaluate`).
"""

from epubmaker.evaluation.calibration import Calibration, confidences_of
from epubmaker.evaluation.figures import Figures, Tally, sum_figures
from epubmaker.evaluation.gold import (
    Gold,
    GoldArticle,
    GoldBlock,
    gold_from_dict,
    gold_from_edition,
    read_gold,
)
from epubmaker.evaluation.stage import Evaluation, MissedJoin, evaluate

__all__ = [
    "Calibration",
    "Evaluation",
    "Figures",
    "Gold",
    "GoldArticle",
    "GoldBlock",
    "MissedJoin",
    "Tally",
    "confidences_of",
    "evaluate",
    "gold_from_dict",
    "gold_from_edition",
    "read_gold",
    "sum_figures",
]
