"""The second reading of the best pairs: who is read again, and that both sides are read together."""

from __future__ import annotations

import numpy as np
import pytest

from epubmaker.model import Label, Role, SourceText
from epubmaker.seams.candidates import Pairs
from epubmaker.seams.evidence import PAIR_FEATURES, Evidence, Models, shipped_models
from epubmaker.seams.page_text import page_text
from epubmaker.seams.reranker import SAID_MOST, STRETCH, Pair, Reranker, Share, reranker
from epubmaker.seams.shortlist import (
    BEST_AT_LEAST,
    LEAST,
    SECOND_FEATURES,
    second_reading,
    shortlist,
    within_reason,
)
from epubmaker.segment import split_lines
from epubmaker.training.ngrams import second_half

PAGE = "市政府昨天召开会议研究部\n署今年的经济工作，要求各\n部门认真贯彻落实。\n农民正在田里收割水稻，今\n年又是一个丰收年。"


def all_pairs(count):
    """Return every ordered pair of lines."""
    left, right = np.nonzero(~np.eye(count, dtype=bool))
    return Pairs(left, right, count)


def evidence_of(text, models):
    """Return the evidence of a page of body lines."""
    lines = split_lines(SourceText(text))
    return Evidence(page_text(lines, tuple(Label(Role.BODY, 1.0, "test") for _ in lines)), models)


@pytest.fixture
def both():
    """Return a re-ranker of one neuron that wakes only if the first value of either side's hidden layer is 1."""
    share = Share(np.zeros((1, 8 * 2), np.float32), np.array([[1, 0]], np.float32))
    one, nothing = np.ones((1, 1), np.float32), np.zeros((1, 1), np.float32)
    said = np.zeros((1, 2), np.float32)
    pair = Pair(np.array([-1], np.float32), one, nothing, said, nothing[0], nothing, nothing[0], one[0])
    return Reranker(share, share, pair)


def read(model, hidden):
    """Return the shares of lines whose symbols are nothing."""
    near = np.zeros((len(hidden), 8, 2), np.float32)
    return model.left.read(near, hidden), model.right.read(near, hidden)


def test_a_pair_is_more_than_the_sum_of_its_sides(both):
    shares = read(both, np.array([[0, 5], [1, 5]], np.float32))
    vectors = (np.zeros((2, 1), np.float32),) * 2
    left, right = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert both.score(shares, vectors, np.zeros((4, 2), np.float32), left, right).tolist() == [0, 0, 0, 1]


def changed(model, **layers):
    """Return a re-ranker with other layers over the pair."""
    weights = {name: getattr(model.pair, name) for name in Pair.__dataclass_fields__}
    return Reranker(model.left, model.right, Pair(**weights | layers))


def test_what_was_said_before_is_weighed_and_kept_within_bounds(both):
    model = changed(both, said=np.array([[1, 2]], np.float32))
    shares = read(model, np.zeros((2, 2), np.float32))
    vectors = (np.zeros((2, 1), np.float32),) * 2
    said = np.array([[1, 2], [-5, 1], [50, 0]], np.float32)
    assert model.score(shares, vectors, said, *np.array([[0, 0, 1], [1, 0, 0]])).tolist() == [5, 0, SAID_MOST]


def test_products_of_the_towers_vectors_are_read_too(both):
    model = changed(both, product=np.ones((1, 1), np.float32))
    shares = read(model, np.zeros((2, 2), np.float32))
    vectors = np.array([[2], [-1]], np.float32), np.array([[3], [4]], np.float32)
    pairs = np.array([0, 0, 1]), np.array([0, 1, 0])
    assert model.score(shares, vectors, np.zeros((3, 2), np.float32), *pairs).tolist() == [6, 8, 0]


def test_many_pairs_are_scored_like_each_by_itself():
    random = np.random.default_rng(7)

    def some(*shape):
        return random.normal(size=shape).astype(np.float32)

    share = Share(some(6, 16), some(6, 5))
    model = Reranker(
        share, share, Pair(some(6), some(4, 6), some(4, 3), some(4, 2), some(4), some(4, 4), some(4), some(4))
    )
    shares = model.left.read(some(90, 8, 2), some(90, 5)), model.right.read(some(90, 8, 2), some(90, 5))
    vectors = some(90, 3), some(90, 3)
    left, right = np.nonzero(np.ones((90, 90)))
    assert len(left) > STRETCH
    said = some(len(left), 2)
    together = model.score(shares, vectors, said, left, right)
    for k in (0, 1, STRETCH - 1, STRETCH, len(left) - 1):
        alone = model.score(shares, vectors, said[k : k + 1], left[k : k + 1], right[k : k + 1])
        assert together[k] == pytest.approx(alone[0], rel=1e-4, abs=1e-4)


def test_the_best_of_every_row_and_of_every_column_are_read_again():
    pairs = all_pairs(4)
    #                  0>1  0>2  0>3  1>0  1>2  1>3  2>0  2>1  2>3  3>0  3>1  3>2
    scores = np.array([0.9, 0.8, 0.1, 0.3, 0.2, 0.1, 0.5, 0.4, 0.3, 0.2, 0.1, 0.7])
    chosen = shortlist(scores, pairs, 1)
    named = set(zip(pairs.left[chosen].tolist(), pairs.right[chosen].tolist(), strict=True))
    rows, columns = {(0, 1), (1, 0), (2, 0), (3, 2)}, {(2, 0), (0, 1), (0, 2), (2, 3)}
    assert named == rows | columns


def test_of_pairs_that_score_alike_the_first_of_the_page_are_chosen():
    pairs = all_pairs(3)
    #                                        0>1, 0>2, 1>0, 1>2, 2>0, 2>1
    chosen = shortlist(np.zeros(6), pairs, 1)
    assert chosen.tolist() == [True, True, True, False, True, False]


def test_every_pair_of_a_small_page_is_read_again_and_the_first_reading_stays():
    evidence, pairs = evidence_of(PAGE, shipped_models()), all_pairs(5)
    features = evidence.pairs(pairs.left, pairs.right)
    more = second_reading(evidence, pairs, features, np.ones(len(PAIR_FEATURES)))
    assert (more[:, : len(PAIR_FEATURES)] == features).all()
    assert more.shape[1] == len(PAIR_FEATURES) + len(SECOND_FEATURES)
    assert (more[:, -1] == 1).all()


def test_only_chosen_pairs_have_a_second_reading():
    evidence = evidence_of((PAGE + "\n") * 12, shipped_models())
    pairs = all_pairs(len(evidence.page))
    features = evidence.pairs(pairs.left, pairs.right)
    more = second_reading(evidence, pairs, features, np.ones(len(PAIR_FEATURES)))
    said, chosen = more[:, -2], more[:, -1] == 1
    assert 0 < chosen.sum() < len(chosen)
    assert (said[~chosen] == 0).all()
    assert (said[chosen] != 0).any()


def test_without_a_re_ranker_nothing_is_said():
    known = shipped_models()
    evidence = evidence_of(PAGE, Models(known.language, known.lexicon, known.towers))
    pairs = all_pairs(5)
    assert (evidence.together(pairs.left, pairs.right, np.ones((20, 2), np.float32)) == 0).all()


def test_one_that_does_not_ship_is_none(tmp_path):
    assert reranker(tmp_path / "nothing.npz") is None


def test_the_shipped_one_hears_that_a_line_opens_a_sentence_of_its_own():
    evidence = evidence_of(PAGE, shipped_models())
    left, right = np.array([0, 0]), np.array([1, 3])
    true, foreign = evidence.together(left, right, np.zeros((2, 2), np.float32))
    assert true > foreign + 1


def test_half_of_the_documents_is_left_out_in_stretches():
    half = second_half(100_000)
    assert 0.45 < half.mean() < 0.55
    assert (np.diff(half.astype(int)) != 0).sum() <= 100_000 / 200


def test_a_line_said_to_go_on_nowhere_still_has_a_best_pair():
    scores = np.array([-60.0, -63.0, 0.5, -1.0], np.float32)
    left, right = np.array([0, 0, 1, 1]), np.array([2, 3, 2, 3])
    lifted = within_reason(scores, left, right)
    assert lifted.tolist() == [BEST_AT_LEAST, BEST_AT_LEAST - 3, 0.5, -1.0]
    assert within_reason(np.full(2, -60.0, np.float32), np.array([0, 1]), np.array([1, 0])).min() >= LEAST
