"""What is learnt, on data so small that the answer is known: logistic regressions, n-grams, places of clauses, rows of titles."""

from __future__ import annotations

import json
import math
import random

import numpy as np
import pytest

from epubmaker.render.clauses import HEADER
from epubmaker.training import title_words
from epubmaker.training.clauses import in_steps, packed, prose_places, title_places
from epubmaker.training.flattened import cut
from epubmaker.training.logistic import ridge_logistic
from epubmaker.training.ngrams import (
    BITS,
    Counts,
    Model,
    closed,
    count_highest,
    discounts,
    estimate,
    left_neighbours,
    load,
    lookup,
    mask,
    perplexity,
    prune,
    read_training,
    runs,
    save,
    second_half,
)
from epubmaker.training.simulated import bare, most_alike, pages_of
from epubmaker.training.title_words import cut_lines, text_rows, title_rows
from epubmaker.training.weights import (
    auc,
    calibration_error,
    f1,
    learn_logistic,
    named,
    softmax_loss,
    strayed,
    values,
)

# --- regressions and figures


def test_a_constant_learns_the_odds():
    ones, truth = np.ones((40, 1)), np.arange(40) < 30
    assert ridge_logistic(ones, truth)[0] == pytest.approx(math.log(3), abs=1e-3)
    assert learn_logistic(ones, truth)[0] == pytest.approx(math.log(3), abs=1e-3)
    assert learn_logistic(ones, truth, offset=1.0)[0] == pytest.approx(math.log(3) - 1, abs=1e-3)
    weight = np.where(truth, 1.0, 9.0)  # 30 against 90
    assert learn_logistic(ones, truth, weight=weight)[0] == pytest.approx(-math.log(3), abs=1e-3)


def test_a_sign_in_another_unit_has_a_weight_in_that_unit():
    rng = np.random.default_rng(1)
    sign = rng.normal(size=400)
    truth = rng.random(400) < 1 / (1 + np.exp(-2 * sign))
    signs = np.column_stack([np.ones(400), sign, np.full(400, 7.0)])
    _, plain, idle = ridge_logistic(signs, truth)
    assert 1.5 < plain < 2.5
    assert abs(idle) < 0.05  # a sign that never changes says nothing
    scaled = ridge_logistic(signs * [1, 10, 1], truth)
    assert scaled[1] == pytest.approx(plain / 10, rel=1e-6)
    assert abs(ridge_logistic(signs, truth, ridge=300.0)[1]) < plain / 2


def test_the_slope_of_the_loss_of_groups_is_that_of_its_values():
    features = np.array([[1, 0], [0, 1], [1, 1], [2, 0], [0, 3]], np.float32)
    groups, answers = np.array([0, 0, 1, 1, 1]), np.array([1, 3])
    importance = np.array([1, 1, 2, 2, 2], np.float32)
    told = (features, groups, answers, importance)
    nothing, _ = softmax_loss(*told, np.zeros(2))
    assert nothing == pytest.approx(math.log(2) + 2 * math.log(3), abs=1e-5)
    at = np.array([0.3, -0.2])
    _, slope = softmax_loss(*told, at)
    for sign in range(2):
        step = np.eye(2)[sign] * 1e-2
        rise = softmax_loss(*told, at + step)[0] - softmax_loss(*told, at - step)[0]
        assert slope[sign] == pytest.approx(rise / 2e-2, abs=2e-3)


@pytest.mark.parametrize(
    ("scores", "truth", "area"),
    [
        ([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.75),
        ([1, 2, 3, 4], [0, 0, 1, 1], 1.0),
        ([4, 3, 2, 1], [0, 0, 1, 1], 0.0),
        ([1, 2, 3], [0, 1, 0], 0.5),
        ([1, 2], [1, 1], 0.0),  # nothing to tell from anything
    ],
)
def test_area_under_the_curve(scores, truth, area):
    assert auc(np.array(scores), np.array(truth, bool)) == pytest.approx(area)


@pytest.mark.parametrize(
    ("found", "truth", "figure"),
    [
        ([1, 1, 0], [1, 0, 0], 2 / 3),
        ([1, 0], [1, 0], 1.0),
        ([0, 1], [1, 0], 0.0),
        ([0, 0], [0, 0], 0.0),
        ([1, 1, 1, 0], [1, 1, 0, 1], 2 / 3),
    ],
)
def test_mean_of_precision_and_recall(found, truth, figure):
    assert f1(np.array(found, bool), np.array(truth, bool)) == pytest.approx(figure)


def test_calibration_is_told_bin_by_bin():
    chance = np.array([0.05, 0.05, 0.95, 1.0, 0.55])
    truth = np.array([False, False, True, True, True])
    every = np.ones(5, bool)
    # .10 too much in the first bin, .05 too little in the last, .45 too little in the middle
    assert calibration_error(chance, truth, every) == pytest.approx(0.6 / 5)
    assert calibration_error(chance, truth, chance < 0.5) == pytest.approx(0.05)
    assert calibration_error(chance, truth, ~every) == 0.0


def test_weights_go_by_their_names():
    group = named(("b", "a"), np.array([1.234567, -2.0]))
    assert group == {"b": 1.23457, "a": -2.0}
    assert values(group, ("a", "b")).tolist() == [-2.0, 1.23457]


def test_a_tenth_of_the_lines_has_the_measure_of_another():
    measures = np.arange(1000.0)
    found = strayed(measures, 3)
    assert 60 < (found != measures).sum() < 140
    assert set(found) <= set(measures)
    assert (strayed(measures, 3) == found).all()


# --- n-grams: a symbol has twelve bits, 0 ends a paragraph


def key(*symbols):
    told = 0
    for symbol in symbols:
        told = told << int(BITS) | symbol
    return told


def counted(text, order, weights=None):
    weight = np.full(len(text), 16, np.uint8) if weights is None else np.array(weights, np.uint8)
    return count_highest(np.array(text, np.uint64), weight, order)


def told(counts):
    rows = zip(counts.keys.tolist(), counts.raw.tolist(), counts.weighted.tolist(), strict=True)
    return {gram: (raw, weighted) for gram, raw, weighted in rows}


@pytest.mark.parametrize(("order", "last"), [(1, 0xFFF), (2, 0xFFFFFF), (5, (1 << 60) - 1)])
def test_mask_of_the_last_symbols(order, last):
    assert int(mask(order)) == last


@pytest.mark.parametrize(
    ("keys", "begins"), [([1, 1, 2, 5, 5], [0, 2, 3]), ([4], [0]), ([1, 2, 3], [0, 1, 2])]
)
def test_where_runs_begin(keys, begins):
    assert runs(np.array(keys)).tolist() == begins


def test_pairs_are_counted_with_the_weight_of_their_first_symbol():
    found = told(counted([0, 5, 6, 0, 5, 6, 0], 2, [48, 48, 16, 16, 16, 16, 16]))
    assert found == {key(0, 5): (2, 4.0), key(5, 6): (2, 4.0), key(6, 0): (2, 2.0)}


def test_nothing_is_counted_across_a_mark_or_outside_the_training_text():
    assert told(counted([0, 5, 6, 0, 5], 3)) == {key(0, 5, 6): (1, 1.0), key(5, 6, 0): (1, 1.0)}
    assert told(counted([0, 5, 0, 5, 6], 3)) == {key(0, 5, 6): (1, 1.0)}  # 0 5 0 says nothing
    assert told(counted([7, 5, 6, 7], 2, [16, 16, 0, 16])) == {key(7, 5): (1, 1.0)}


def test_distinct_symbols_before_are_counted():
    keys = np.array(sorted([key(1, 5), key(2, 5), key(1, 6)]), np.uint64)
    found, left = left_neighbours(Counts(keys, keys, keys), 1)
    assert dict(zip(found.tolist(), left.tolist(), strict=True)) == {5: 2.0, 6: 1.0}


@pytest.mark.parametrize(
    ("counts", "steps"),
    [
        ([1, 1, 1, 1, 2, 2, 3, 4], (0.5, 1.25, 1.0)),  # by hand: 1 - 2/4, 2 - 3/4, 3 - 4/2
        ([1, 1, 5, 5], (0.75, 0.75, 0.75)),
        ([2, 2], (0.75, 0.75, 0.75)),
        ([1, 2, 2, 2, 2], (1 / 9, 1.9, 2.9)),  # 1 - 8/9; 2 and 3, held below
    ],
)
def test_steps_of_the_discount(counts, steps):
    assert discounts(np.array(counts)) == pytest.approx(steps)


def test_values_are_looked_up_by_key():
    keys, known = np.array([2, 5, 9]), np.array([20.0, 50.0, 90.0])
    assert lookup(keys, known, np.array([5, 1, 9, 10, 2]), -1.0).tolist() == [50.0, -1.0, 90.0, -1.0, 20.0]


def small_text():
    """Return five hundred paragraphs of five symbols, of which some like to follow one another."""
    rng = random.Random(1)
    text = [0]
    for _ in range(500):
        at = rng.randint(2, 6)
        for _ in range(rng.randint(3, 9)):
            text.append(at)
            at = at % 5 + 2 if rng.random() < 0.7 else rng.randint(2, 6)
        text.append(0)
    return np.array(text, np.uint64)


@pytest.fixture(scope="module")
def learnt():
    text = small_text()
    model, gains = estimate(text, np.full(len(text), 16, np.uint8), 3)
    return text, model, gains


def test_what_may_follow_adds_up_to_one(learnt):
    _, model, gains = learnt
    small = prune(model, gains, 10_000)  # all of it, its back-off weights made anew
    assert {size: len(keys) for size, keys in small.keys.items()} == {
        size: len(keys) for size, keys in model.keys.items()
    }
    for before in ((3,), (3, 4), (6, 2), (4, 4)):
        keys = np.array([key(*before, one) for one in (0, 2, 3, 4, 5, 6)], np.uint64)
        assert np.exp(small.probability(len(before) + 1, keys)).sum() == pytest.approx(1, abs=0.03)


def test_the_model_expects_what_the_text_does(learnt):
    text, model, _ = learnt
    follows = model.probability(3, np.array([key(6, 3, 5), key(6, 3, 6), key(6, 3, 99)], np.uint64))
    assert follows[0] > follows[1] > follows[2]
    assert np.exp(follows[0]) == pytest.approx(0.65, abs=0.08)  # .7 + .3 / 5, less what ends the paragraph
    shuffled = np.array(random.Random(2).sample(text.tolist(), len(text)), np.uint64)
    assert 1 < perplexity(model, text) < 4 < perplexity(model, shuffled)


def test_fewer_grams_are_kept_with_what_they_need(learnt):
    _, model, gains = learnt
    small = prune(model, gains, 20)
    kept = [set(small.keys[size].tolist()) for size in (1, 2, 3)]
    assert 0 < len(kept[1]) + len(kept[2]) <= 20
    assert kept[0] == set(model.keys[1].tolist())
    assert {gram >> 12 for gram in kept[2]} | {gram & 0xFFFFFF for gram in kept[2]} <= kept[1]
    assert perplexity(small, learnt[0]) >= perplexity(model, learnt[0]) - 0.01


def test_a_chosen_gram_brings_its_first_and_last_symbols():
    model = Model(3)
    model.keys = {
        2: np.array([key(2, 3), key(3, 4), key(4, 5)], np.uint64),
        3: np.array([key(2, 3, 4), key(3, 4, 5)], np.uint64),
    }
    chosen = closed(model, {2: np.zeros(3, bool), 3: np.array([True, False])})
    assert chosen[2].tolist() == [True, True, False]


def test_a_model_is_read_as_it_was_written(learnt, tmp_path):
    _, model, _ = learnt
    save(model, tmp_path / "model.npz")
    again = load(tmp_path / "model.npz")
    assert again.order == 3
    for name in ("keys", "logp", "backoff", "raw"):
        one, other = getattr(model, name), getattr(again, name)
        assert one.keys() == other.keys()
        assert all((one[size] == other[size]).all() for size in one)


def test_half_of_the_documents_is_left_out_in_stretches():
    marked = second_half(100_000)
    assert marked.mean() == pytest.approx(0.5, abs=0.05)
    assert all(len(set(marked[at : at + 200].tolist())) == 1 for at in range(0, 100_000, 200))


def test_only_the_training_part_has_weight(tmp_path):
    np.save(tmp_path / "text.npy", np.arange(12))
    np.save(tmp_path / "documents.npy", np.array([[0, 4, 0, 0], [4, 8, 1, 0], [8, 12, 0, 1]]))
    (tmp_path / "corpora.json").write_text(json.dumps(["wire-news", "mine"]), encoding="utf-8")
    text, weight = read_training(tmp_path)
    assert text.tolist() == list(range(12))
    assert weight.tolist() == [32] * 4 + [16] * 4 + [0] * 4


# --- rows and places


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("一二三四五六七八九十", 6, ["一二三四", "五六七八九十"]),
        ("一二三四，六七八九十", 6, ["一二三四，", "六七八九十"]),
        ("一二三四", 6, ["一二三四"]),
        ("一二三四五六七八九十。", 6, ["一二三四", "五六七八九十。"]),
        ("", 6, []),
    ],
)
def test_a_paragraph_is_cut_behind_its_indent(text, measure, lines):
    assert cut_lines(text, measure) == lines


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("一二三四五", 2, ["一二", "三四", "五"]),
        ("一二。三", 2, ["一二。", "三"]),
        ("ab一cd二", 2, ["ab一", "cd二"]),
        ("一a二", 2, ["一a", "二"]),
        ("", 2, []),
    ],
)
def test_a_text_is_cut_at_a_measure_in_em(text, measure, lines):
    assert cut(text, measure) == lines


def test_a_short_title_is_one_row_and_a_long_one_in_two_as_well():
    (row,) = title_rows("十个字的题目就这样了", 2.0, "c", random.Random(1))
    assert row == ("十个字的题目就这样了", True, 2.0, "c")
    for seed in range(20):
        title = "十一个字的题目就是这样"
        whole, first, second = title_rows(title, 2.0, "c", random.Random(seed))
        assert whole.text == first.text + second.text == title
        assert whole.weight == 2.0
        assert (first.weight, second.weight) == (title_words.HALF * 2.0,) * 2
        assert 4 <= len(first.text) <= len(title) - 4


def test_rows_of_text_are_of_three_paragraphs_and_no_address():
    paragraphs = [chr(0x4E00 + number) * 40 for number in range(9)]
    for seed in range(20):
        rows = list(text_rows(paragraphs, 1.0, "c", random.Random(seed)))
        assert len({row.text[0] for row in rows}) == 3
        assert not any(row.is_title for row in rows)
    assert not list(text_rows(["www.a.com"], 1.0, "c", random.Random(1)))


@pytest.mark.parametrize(
    ("title", "ends"),
    [
        ("大桥今天通车 市民奔走相告", [("大桥今天通车", "市民奔走相告")]),
        ("大桥今天通车，市民奔走相告", [("大桥今天通车", "市民奔走相告")]),
        ("【要闻】大桥今天通车　市民奔走相告", [("大桥今天通车", "市民奔走相告")]),
        ("河东镇：大桥今天通车 市民奔走相告", [("大桥今天通车", "市民奔走相告")]),
        ("春来早 百花开 人欢笑", [("春来早", "百花开"), ("百花开", "人欢笑")]),
        ("春来早 花开", []),  # two characters are no clause
        ("春来早 百花开 人欢笑 鸟飞来", []),
        ("大桥今天通车！ 市民奔走相告", []),
        ("大桥今天通车", []),
    ],
)
def test_gaps_of_a_title_end_clauses(title, ends):
    found = list(title_places(title, spaced=False, rng=random.Random(1)))
    assert [(place.left, place.right) for place in found] == ends
    assert all(place.ends and place.weight == 1.0 for place in found)


def test_a_title_where_gaps_are_usual_has_places_inside_too():
    title = "河东乡村今年种下万亩新树"
    (place,) = title_places(title, spaced=True, rng=random.Random(1))
    assert not place.ends
    assert place.left + place.right == title
    assert min(len(place.left), len(place.right)) >= 3
    assert not list(title_places("大桥今天通车了", spaced=True, rng=random.Random(1)))


def test_commas_of_running_text_end_clauses_and_other_marks_do_not():
    text = "大桥今天通车，市民奔走相告。孩子放起风筝；老人唱起老歌，笑"
    found = {
        (place.left, place.right)
        for seed in range(30)
        for place in prose_places(text, random.Random(seed))
        if place.ends
    }
    assert found == {("大桥今天通车", "市民奔走相告")}


def test_weights_are_kept_in_steps_of_one_size():
    weights = np.array([-127.0, 63.4, 0.2, 0.0, 127.0, 5.5])  # the last is the constant
    step, levels = in_steps(weights)
    assert step == pytest.approx(1.0, abs=1e-3)
    assert levels.tolist() == [-127, 63, 0, 0, 127]
    kept = packed(weights)
    assert HEADER.unpack(kept[: HEADER.size])[2] == 5.5
    assert np.frombuffer(kept[HEADER.size :], np.int8).tolist() == levels.tolist()


# --- simulated pages


def test_articles_of_a_page_are_like_the_first():
    texts = [
        "渔船出海捕鱼，渔民在码头修网。",
        "学校开学，学生领到新书。",
        "渔民出海，渔船捕鱼归来，码头热闹。",
        "学生在学校读书。",
    ]
    articles = [{"paras": [text]} for text in texts]
    assert most_alike(articles, 2) == [articles[0], articles[2]]
    assert most_alike(articles[1:], 2) == [articles[1], articles[3]]
    assert most_alike(articles, 9)[0] == articles[0]


@pytest.mark.parametrize(
    ("there", "table", "pages"),
    [
        (["a", "b"], {"a": 4, "c": 6}, {"a": 4}),
        (["b", "d"], {"a": 4, "c": 7}, {"b": 6, "d": 6}),  # eleven pages, shared out, none too few
        ([], {"a": 4}, {}),
    ],
)
def test_pages_of_each_corpus(tmp_path, there, table, pages):
    (tmp_path / "articles").mkdir()
    for name in there:
        (tmp_path / f"articles/{name}-train.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "articles/a-test.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "articles/e-train.jsonl").write_text("\n", encoding="utf-8")  # a corpus without such articles
    assert pages_of(tmp_path, "train", table) == pages


def test_white_space_is_dropped():
    assert bare(" 甲\u3000乙\n丙\t") == "甲乙丙"
