"""The default scorer: one linear model over all evidence, calibrated on simulated pages.

The weights were learnt as a competition: of all lines of a page, which continues this one, and which does this one
continue (`training/weights.py`). A seam's log-odds is therefore its score against what an average line of the same page
would score in its place, on either side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Label, Line, Seam, SeamTable, Subjects
from epubmaker.seams.candidates import Pairs, choose_pairs, weighed
from epubmaker.seams.evidence import PAIR_FEATURES, SIDE_FEATURES, Evidence, shipped_models
from epubmaker.seams.page_text import PageText, page_text
from epubmaker.seams.pair_evidence import PairEvidence
from epubmaker.seams.remembered import Remembered
from epubmaker.seams.shortlist import ALL_FEATURES, second_reading
from epubmaker.seams.single_lines import IN_ORDER_FEATURES, LINE_FEATURES, in_order_features, line_features
from epubmaker.seams.subject import subject_model
from epubmaker.seams.weights import SeamWeights, shipped_weights

Floats = NDArray[np.float64]
Features = NDArray[np.float32]
# Seams kept a line; the true one is among the first two dozen for all but a handful of lines.
KEPT = 24
EXPLAINED = 3
NAMED, MATTERS = 8, 0.05  # features of a seam that are told at most, the least share in its log-odds
LONG = 2_000  # lines of a text of which the best seams alone are explained


@dataclass(frozen=True, slots=True)
class LinearSeamScorer:
    """The shipped scorer: weighs n-grams, towers, page cache, topic, brackets, marks and widths, and reads the best pairs again.

    `earlier` holds texts of earlier editions of the same paper, to adapt to its language. `known` is what a page said in another
    order: see `of_one_page`.
    """

    earlier: tuple[str, ...] = ()
    weights: SeamWeights = field(default_factory=shipped_weights)
    known: Remembered | None = None

    def score(self, lines: Sequence[Line], labels: Sequence[Label], ahead: int = 1) -> SeamTable:
        """Return the table of seams of a page. Cost grows as n log n beyond some six hundred lines.

        ahead  seams with so many lines that stand next in the source are kept beside the best of all
        """
        return self._scored(lines, labels, ahead)[0]

    def score_with_evidence(
        self, lines: Sequence[Line], labels: Sequence[Label], ahead: int = 1
    ) -> tuple[SeamTable, PairEvidence]:
        """Return the table of seams of a page, and what each kind of evidence says of the pairs that were weighed."""
        table, weighed_pairs = self._scored(lines, labels, ahead)
        if weighed_pairs is None:
            return table, PairEvidence(np.zeros(0, np.int64), np.zeros((0, 0), np.float32), len(lines))
        numbers, pairs, features, ratio = weighed_pairs
        keys = numbers[pairs.left] * len(lines) + numbers[pairs.right]
        values = np.column_stack([features, ratio.astype(np.float32)])
        return table, PairEvidence(keys, values, len(lines))

    def _scored(
        self, lines: Sequence[Line], labels: Sequence[Label], ahead: int
    ) -> tuple[SeamTable, tuple[NDArray[np.int64], Pairs, Features, Floats] | None]:
        """Return the table, and the line numbers, pairs, features and log-odds that it was made of; None of one line."""
        page = page_text(lines, labels)
        subjects = subject_model().read([line.text for line in lines])
        if len(page) < 2:  # a line by itself goes on nowhere
            nothing = (0.0,) * len(lines)
            return SeamTable(((),) * len(lines), nothing, nothing, in_order=nothing, subjects=subjects), None
        evidence = Evidence(page, shipped_models(), self.earlier, self.known)
        pairs = choose_pairs(evidence)
        features = second_reading(
            evidence, pairs, centred_features(evidence, pairs), self.weights.shortlist_vector()
        )
        scores = relation(weighed(features, self.weights.pair_vector()), pairs)
        ratio = calibrated(scores, evidence, pairs, self.weights)
        table = self._table(subjects, evidence, pairs, (features, ratio, ahead))
        return table, (np.asarray(page.numbers), pairs, features, ratio)

    def _table(
        self, subjects: Subjects, evidence: Evidence, pairs: Pairs, told: tuple[Features, Floats, int]
    ) -> SeamTable:
        """Make the table by line number out of the scores by place in the page."""
        ratio = told[1]
        page, weights, count = evidence.page, self.weights, len(subjects)
        opens, closes = (np.zeros(count) for _ in range(2))
        singles = line_features(evidence)
        opens[page.numbers] = singles["opens"] @ weights.vector("opens", LINE_FEATURES["opens"])
        closes[page.numbers] = singles["closes"] @ weights.vector("closes", LINE_FEATURES["closes"])
        in_order = np.zeros(count)
        orderly = in_order_features(page, pairs, ratio, opens[page.numbers], closes[page.numbers])
        in_order[page.numbers] = orderly @ weights.vector("in_order", IN_ORDER_FEATURES)
        candidates: list[tuple[Seam, ...]] = [()] * count
        for place, seams in enumerate(self._candidates(page, pairs, *told)):
            candidates[page.numbers[place]] = seams
        return SeamTable(
            tuple(candidates),
            tuple(opens.tolist()),
            tuple(closes.tolist()),
            weights.floor,
            tuple(in_order.tolist()),
            subjects,
        )

    def _candidates(
        self, page: PageText, pairs: Pairs, features: Features, ratio: Floats, ahead: int
    ) -> list[tuple[Seam, ...]]:
        """Return the best seams of each line, and always those with the lines that stand next in the source."""
        lag = pairs.right - pairs.left
        kept = np.flatnonzero(pairs.best(ratio, KEPT) | ((lag > 0) & (lag <= ahead)))
        ranked = kept[np.lexsort((-ratio[kept], pairs.left[kept]))]
        many = np.bincount(pairs.left[ranked], minlength=len(page))
        rank = np.arange(len(ranked)) - np.repeat(np.cumsum(many) - many, many)
        explained = (rank < EXPLAINED) | (lag[ranked] == 1) if len(page) <= LONG else rank < 1
        # Told for few pairs only: of a large page, all of them would take hundreds of megabytes.
        told = iter(_explained(np.round(features[ranked[explained]] * self.weights.pair_vector(), 2)))
        values = zip(
            page.numbers[pairs.left[ranked]].tolist(),
            page.numbers[pairs.right[ranked]].tolist(),
            ratio[ranked].tolist(),
            [next(told) if why else () for why in explained.tolist()],
            strict=True,
        )
        seams = map(partial(tuple.__new__, Seam), values)
        return [tuple(islice(seams, count)) for count in many.tolist()]


def centred_features(evidence: Evidence, pairs: Pairs) -> Features:
    """Return the features of pairs with what is likely after anything, and before anything, taken out."""
    features = evidence.pairs(pairs.left, pairs.right)
    named = [PAIR_FEATURES.index(name) for name in ("language", "towers", "towers_beyond", "topic")]
    for column in named:
        usual = pairs.row_means(features[:, column]) + pairs.column_means(features[:, column])
        features[:, column] -= usual.astype(np.float32)
    return features


def relation(scores: Floats, pairs: Pairs) -> Floats:
    """Return each pair's score against what an average other line of the page scores in either place."""
    against: Floats = scores - (pairs.row_averages(scores) + pairs.column_averages(scores)) / 2
    return against


def calibrated(relations: Floats, evidence: Evidence, pairs: Pairs, weights: SeamWeights) -> Floats:
    """Return the log likelihood ratio of pairs: the relation, and whether either side's paragraph goes on at all."""
    one, slope = weights.vector("calibration", ("one", "relation"))
    sides = evidence.sides(pairs.left, pairs.right) @ weights.vector("calibration", SIDE_FEATURES)
    ratio: Floats = one + slope * relations + sides
    return ratio


def _explained(shares: Floats) -> list[tuple[tuple[str, float], ...]]:
    """Name the shares of each score that matter, largest first."""
    size = np.abs(shares)
    largest = np.argsort(-size, axis=1, kind="stable")[:, :NAMED]
    many = (np.take_along_axis(size, largest, axis=1) >= MATTERS).sum(axis=1).tolist()
    names = np.array(ALL_FEATURES, object)[largest].tolist()
    values = np.take_along_axis(shares, largest, axis=1).tolist()
    return [
        tuple(zip(name[:count], value[:count], strict=True))
        for name, value, count in zip(names, values, many, strict=True)
    ]
