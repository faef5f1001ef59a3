"""The evidence for a seam: what each model and each mark says of a pair of lines, before it is weighed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams import marks
from epubmaker.seams.language_model import LanguageModel, language_model
from epubmaker.seams.lexicon import Lexicon, lexicon
from epubmaker.seams.neural import FAR, Towers, towers
from epubmaker.seams.page_language import PageLanguage
from epubmaker.seams.page_text import PageText, Symbols
from epubmaker.seams.remembered import Columns, Remembered
from epubmaker.seams.reranker import NEAR as READ
from epubmaker.seams.reranker import Reranker, reranker
from epubmaker.seams.topic import topic_vectors, unit

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
# Characters on either side of a seam that a five-gram can span.
SPAN = 4
# Lines whose topics are compared at once.
STRETCH = 1024
PART = 1 << 17  # pairs that are scored at once
ROWS = 1 << 13  # pairs whose vectors are multiplied at once

PAIR_FEATURES = (
    "language",
    "language_short",
    "word",
    "towers",
    "towers_beyond",
    "cache_2",
    "cache_3",
    "cache_4",
    "topic",
    "bracket_closed",
    "bracket_broken",
    "quote_closed",
    "quote_open",
    "number",
    "measure_differs",
    "width_misfit",
    "width_differs",
)
# What one side of a seam shows of itself: whether its paragraph goes on at all.
SIDE_FEATURES = (
    "sentence_end",
    "sentence_end_short",
    "short_left",
    "never_last",
    "closing",
    "never_first",
    "opening",
    "indented_right",
)


@dataclass(frozen=True, slots=True)
class Models:
    """What has been learnt: the language model, the lexicon, and the towers where they ship."""

    language: LanguageModel
    lexicon: Lexicon
    towers: Towers | None = None
    reranker: Reranker | None = None


def shipped_models() -> Models:
    """Return the models that ship, each read once a process."""
    return Models(language_model(), lexicon(), towers(), reranker())


class Evidence:
    """The features of pairs of lines of one page; what belongs to a single line is worked out once."""

    def __init__(
        self, page: PageText, models: Models, earlier: Sequence[str] = (), known: Remembered | None = None
    ) -> None:
        """Prepare what lines say by themselves; `known` holds what the texts of the page said of each other in another order."""
        self.page, self._earlier, self._known = page, earlier, known
        self._language = models.language
        self._lexicon = models.lexicon
        self._towers(models.towers, models.reranker)
        self._topics(models.language)
        self.closing = models.language.closing(page.tails[:, :SPAN])
        self.opening = models.language.opening(page.heads[:, :SPAN])
        self.ends = np.array([marks.ends_sentence(text) for text in page.folded], bool)
        self.short = np.clip(page.measures - page.widths, 0, 8)
        # A paragraph's first line is two characters narrower than its column, give or take a mark.
        self.indented = (self.short >= 1.25) & (self.short <= 2.75)
        self._waits, self._closes = marks.bracket_states(page.folded)
        self._odd = marks.odd_quotes(page.folded)
        self._never_first = np.array([text[:1] in marks.NEVER_FIRST for text in page.folded], bool)
        self._never_last = np.array([text[-1:] in marks.NEVER_LAST for text in page.folded], bool)
        self._digit_first = np.array([text[:1] == "0" for text in page.folded], bool)
        self._digit_last = np.array([text[-1:] == "0" for text in page.folded], bool)

    def _topics(self, language: LanguageModel) -> None:
        """Prepare vectors of lines and blocks."""
        page, self._blocks = self.page, self.page.blocks
        self._line_topic = topic_vectors(page.folded, language)
        count = int(page.blocks.max()) + 1 if len(page) else 0
        self._block_topic = np.zeros((count, self._line_topic.shape[1]), np.float32)
        np.add.at(self._block_topic, page.blocks, self._line_topic)
        own_rest = unit(self._block_topic[page.blocks] - self._line_topic)
        self._line_topic, self._block_topic = unit(self._line_topic), unit(self._block_topic)
        self._own_topic = (self._line_topic * own_rest).sum(1)
        if not self._vectors:  # `nearest` asks these where there are some; four kilobytes a line
            self._own_rest = own_rest

    def _towers(self, towers: Towers | None, reranker: Reranker | None) -> None:
        """Prepare what towers and re-ranker make of single lines, a stretch at once: their inner layers are wide."""
        self._reranker = reranker if towers is not None and len(self.page) else None
        self._vectors: tuple[Floats, ...] = ()
        self._shares: tuple[Floats, ...] = ()
        if towers is None or not len(self.page):
            return
        tails, heads = self.page.tails, self.page.heads
        before, after = np.roll(tails[:, :FAR], 1, axis=0), np.roll(heads[:, :FAR], -1, axis=0)
        before[~self.page.adjacent] = 0
        after[~np.roll(self.page.adjacent, -1)] = 0
        stretches = [slice(k, k + STRETCH) for k in range(0, len(self.page), STRETCH)]
        parts = [
            _read(towers, reranker, (tails[here], heads[here]), (before[here], after[here]))
            for here in stretches
        ]
        whole = [np.concatenate(layers) for layers in zip(*parts, strict=True)]
        self._vectors, self._shares = tuple(whole[:4]), tuple(whole[4:])

    def nearest(self, rows: slice, columns: slice) -> Floats:
        """Return a cheap score of lines `rows` before lines `columns`, to choose candidates by."""
        if self._vectors:
            score: Floats = self._vectors[2][rows] @ self._vectors[3][columns].T
            return score
        near: Floats = self._own_rest[rows] @ self._line_topic[columns].T
        return near

    def together(self, left: Indices, right: Indices, said: Floats) -> Floats:
        """Return what the re-ranker says of pairs, both sides read together; 0 where none ships.

        said  (pairs, 2) what the towers, the line beyond read too, and the language model say of them, centred
        """
        if self._reranker is None:
            return np.zeros(len(left), np.float32)
        shares, vectors = (self._shares[0], self._shares[1]), (self._vectors[2], self._vectors[3])
        return self._reranker.score(shares, vectors, said, left, right)

    def topics(self, left: Indices, right: Indices) -> Floats:
        """Return how alike in topic each line is to the other's block, the line itself never counted.

        Pairs must be sorted by `left`: a stretch of lines is compared with the blocks within their reach at once.
        """
        value: Floats = (self._own_topic[left] + self._own_topic[right]) / 2
        bounds = np.searchsorted(left, np.arange(0, len(self.page) + STRETCH, STRETCH))
        for start, end in pairwise(bounds.tolist()):
            if start < end:
                i, j = left[start:end], right[start:end]
                across = self._across_blocks(i, j)
                value[start:end] = np.where(self._blocks[i] != self._blocks[j], across, value[start:end])
        return value

    def _across_blocks(self, left: Indices, right: Indices) -> Floats:
        """Return the likeness of each line to the other's block, of both ways the mean."""
        total: Floats = np.zeros(len(left), np.float32)
        likeness, was = np.zeros((0, 0), np.float32), (0, 0, 0, 0)
        for lines, others in ((left, right), (right, left)):
            blocks = self._blocks[others]
            reach = int(lines.min()), int(lines.max()) + 1, int(blocks.min()), int(blocks.max()) + 1
            if reach != was:
                line, end, block, last = was = reach
                likeness = self._line_topic[line:end] @ self._block_topic[block:last].T
            total += likeness[lines - line, blocks - block]
        total /= 2
        return total

    def pairs(self, left: Indices, right: Indices) -> Floats:
        """Return the features of pairs, (pairs, features), not yet centred over the page."""
        features = np.empty((len(PAIR_FEATURES), len(left)), np.float32)
        # One column after the other: of a page of 20,000 lines all of them at once would take hundreds of megabytes more.
        for told in (self._by_texts(left, right), self._by_places(left, right)):
            for name, values in told:
                features[PAIR_FEATURES.index(name)] = values
        return features.T

    def _by_texts(self, left: Indices, right: Indices) -> Columns:
        """Return the features that texts alone decide, by name; those of all pairs of a page are remembered."""
        if self._known is None or len(left) != len(self.page) * (len(self.page) - 1):
            return self._text_columns(left, right)
        return self._known.columns(self.page.folded, left, right, self._text_columns)

    def _text_columns(self, left: Indices, right: Indices) -> Columns:
        page = self.page
        tails, heads = page.tails[:, :SPAN], page.heads[:, :SPAN]
        language = _in_parts(partial(self._language.continuations, tails, heads), left, right)
        yield "language", language
        yield "language_short", np.clip(language, -3, 3)
        yield "word", self._words(left, right)
        crossing = _in_parts(partial(PageLanguage(page, self._earlier).crossing, page), left, right)
        for least in (2, 3, 4):
            yield f"cache_{least}", crossing >= least
        waits, closes = self._waits[left], self._closes[right]
        yield "bracket_closed", (waits > 0) & (waits == closes)
        yield "bracket_broken", waits != closes
        odd_left, odd_right = self._odd[left], self._odd[right]
        yield "quote_closed", odd_left & odd_right
        yield "quote_open", odd_left ^ odd_right
        yield "number", self._digit_last[left] & self._digit_first[right]
        yield "towers", self._product(0, left, right)

    def _by_places(self, left: Indices, right: Indices) -> Columns:
        """Yield the features that depend on where lines stand, by name."""
        page = self.page
        yield "topic", self.topics(left, right)
        yield "measure_differs", np.minimum(np.abs(page.measures[left] - page.measures[right]), 3)
        yield "width_misfit", np.minimum(np.abs(page.widths[left] - page.measures[right]), 6)
        yield "width_differs", np.minimum(np.abs(page.widths[left] - page.widths[right]), 6)
        yield "towers_beyond", self._product(2, left, right)

    def _product(self, first: int, left: Indices, right: Indices) -> Floats:
        """Return the products of the vectors of pairs, those numbered `first` and the next."""
        if not self._vectors:
            return np.zeros(len(left), np.float32)
        return _products(self._vectors[first], self._vectors[first + 1], left, right)

    def _words(self, left: Indices, right: Indices) -> Floats:
        """Return what words across the seam gain; a word across it makes its two middle characters known together."""
        page = self.page
        gains = np.zeros(len(left), np.float32)
        likely = np.flatnonzero(self._language.together(page.tails[:, 0], page.heads[:, 0], left, right))
        gains[likely] = self._lexicon.gains(page.tails, page.heads, left[likely], right[likely])
        return gains

    def sides(self, left: Indices, right: Indices) -> Floats:
        """Return what the two lines of each pair show on their own, (pairs, features)."""
        columns = {
            "sentence_end": self.ends[left],
            "sentence_end_short": self.ends[left] & (self.short[left] > 1),
            "short_left": np.minimum(self.short[left], 4),
            "never_last": self._never_last[left],
            "closing": np.maximum(self.closing[left], -12),
            "never_first": self._never_first[right],
            "opening": self.opening[right],
            "indented_right": self.indented[right],
        }
        return np.stack([columns[name].astype(np.float32) for name in SIDE_FEATURES], axis=1)


def _read(
    towers: Towers, reranker: Reranker | None, lines: tuple[Symbols, Symbols], beyond: tuple[Symbols, Symbols]
) -> list[Floats]:
    """Return the vectors of lines by themselves and with the lines beyond, then their shares in the re-ranker."""
    (tails, heads), (before, after) = lines, beyond
    nothing = np.zeros_like(before)
    left, right = towers.left(tails, (nothing, before)), towers.right(heads, (nothing, after))
    read = [left[0].vectors, right[0].vectors, left[1].vectors, right[1].vectors]
    if reranker is not None:
        ends = towers.embed(tails[:, : READ + 1], True)[:, :READ]
        starts = towers.embed(heads[:, : READ + 1], False)[:, :READ]
        read += [reranker.left.read(ends, left[1].hidden), reranker.right.read(starts, right[1].hidden)]
    return read


def _dot(one: Floats, other: Floats) -> Floats:
    """Return the product of each row with its partner."""
    product: Floats = np.einsum("nd,nd->n", one, other)
    return product


def _in_parts(score: Callable[[Indices, Indices], Floats], left: Indices, right: Indices) -> Floats:
    """Return what is said of pairs, a part of them after the other: a score takes many times the memory of what it returns."""
    parts = [score(left[k : k + PART], right[k : k + PART]) for k in range(0, len(left), PART)]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _products(one: Floats, other: Floats, left: Indices, right: Indices) -> Floats:
    """Return products of chosen rows; over a whole page one matrix product is cheaper."""
    if len(left) > len(one) * len(other) // 2:
        return (one @ other.T)[left, right]
    return np.concatenate(
        [_dot(one[left[k : k + ROWS]], other[right[k : k + ROWS]]) for k in range(0, len(left), ROWS)]
        or [np.zeros(0, np.float32)]
    )
