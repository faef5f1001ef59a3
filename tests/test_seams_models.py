"""What the seam models know: the alphabet, hashed tables, the n-gram model, words, topics, the towers."""

from __future__ import annotations

import subprocess
import sys
import zlib

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from epubmaker.seams.alphabet import DATA, SIZE, UNKNOWN, alphabet
from epubmaker.seams.evidence import PAIR_FEATURES, SIDE_FEATURES, shipped_models
from epubmaker.seams.hashed_table import HashedTable
from epubmaker.seams.language_model import LanguageModel, Order, language_model
from epubmaker.seams.lexicon import lexicon
from epubmaker.seams.marks import ends_sentence, open_brackets
from epubmaker.seams.shortlist import ALL_FEATURES
from epubmaker.seams.single_lines import IN_ORDER_FEATURES, LINE_FEATURES
from epubmaker.seams.topic import similarity
from epubmaker.seams.weights import shipped_weights
from epubmaker.training.ngrams import estimate, perplexity, prune
from epubmaker.training.pack import fill, pack

HAN = st.text(st.sampled_from("春风又绿江南岸明月何时照我还"), min_size=1, max_size=30)


def windows(texts, backwards, width=4):
    """Return the symbols of texts from the seam."""
    table = np.zeros((len(texts), width), np.uint16)
    for row, text in zip(table, texts, strict=True):
        symbols = alphabet().encode(text)
        symbols = symbols[::-1] if backwards else symbols
        row[: len(symbols)] = symbols[:width]
    return table


def gain(model_method, tail, head):
    """Ask a model about one seam."""
    pair = np.zeros(1, np.int64)
    return float(model_method(windows([tail], True), windows([head], False), pair, pair)[0])


def test_marks_digits_and_letters_fold_to_one_image():
    fold = alphabet().fold
    assert fold("“新华社”,12.5万 OK") == fold('"新华社"，34.7萬 No')


@given(st.text(max_size=60))
def test_folding_is_settled_after_once(text):
    fold = alphabet().fold
    assert fold(fold(text)) == fold(text)


def test_traditional_text_has_the_image_of_its_simplified_form():
    numbering = alphabet()
    assert numbering.fold("臺灣經濟發展與國際貿易") == numbering.fold("台湾经济发展与国际贸易")
    assert (numbering.encode("發展") > UNKNOWN).all()


def test_the_alphabet_fits_twelve_bits():
    assert len(alphabet().characters) == SIZE - 2 == len(set(alphabet().characters))


def test_a_hashed_table_returns_what_was_put_in_and_rarely_anything_else():
    random = np.random.default_rng(1)
    keys = np.unique(random.integers(0, 1 << 60, 40_000, dtype=np.uint64))
    stored, absent = keys[::2], keys[1::2]
    values = random.integers(0, 256, len(stored)).astype(np.uint8)
    extras = random.integers(0, 256, len(stored)).astype(np.uint8)
    built = fill(stored, values, extras)
    table = HashedTable(built["cells"], built["extras"], int(built["seed"]))
    there, found, second = table.find(stored)
    assert there.all()
    assert (found == values).all()
    assert (second == extras).all()
    assert table.find(absent)[0].mean() < 0.01  # one in 256 by design


@pytest.fixture(scope="module")
def tiny():
    """Estimate a trigram model of a rhyme that is repeated with variations."""
    rows = ["春风又绿江南岸", "明月何时照我还", "春风又到江南岸", "明月何时照江南"] * 6
    text = np.concatenate([alphabet().encode_folded("\n" + row + "\n") for row in rows])
    return estimate(text, np.full(len(text), 16, np.uint8), 3), text


def test_an_estimated_model_sums_to_one(tiny):
    (model, _), text = tiny
    for context in ("春风", "明月", "江南", "还春", "我"):
        symbols = alphabet().encode(context).astype(np.uint64)
        prefix = np.uint64(0)
        for symbol in symbols:
            prefix = (prefix << np.uint64(12)) | symbol
        order = len(symbols) + 1
        keys = (prefix << np.uint64(12)) | np.arange(4096, dtype=np.uint64)
        seen = np.isin(np.arange(4096), np.unique(text))
        total = np.exp(model.probability(order, keys[seen])).sum()
        assert total == pytest.approx(1, abs=1e-3)


def test_pruning_keeps_the_number_asked_for_and_costs_perplexity(tiny):
    (model, gains), text = tiny
    full = sum(len(keys) for size, keys in model.keys.items() if size > 1)
    small = prune(model, {size: gain.copy() for size, gain in gains.items()}, full // 2)
    assert sum(len(keys) for size, keys in small.keys.items() if size > 1) <= full // 2
    assert perplexity(small, text) > perplexity(model, text)


def test_a_packed_model_answers_like_the_model_it_was_packed_from(tiny):
    (model, _), _ = tiny
    arrays = pack(model)
    orders = {
        size: Order(
            HashedTable(arrays[f"cells{size}"], arrays[f"extras{size}"], int(arrays[f"seed{size}"])),
            arrays[f"logp{size}"],
            arrays.get(f"backoff{size}", np.zeros(0, np.float32)),
        )
        for size in (2, 3)
    }
    packed = LanguageModel(arrays["singles"], orders)
    symbols = alphabet().encode("春风又绿江南岸明月何时照我还").astype(np.uint64)
    keys = (symbols[:-2] << np.uint64(24)) | (symbols[1:-1] << np.uint64(12)) | symbols[2:]
    contexts = np.column_stack([symbols[:-2], symbols[1:-1]]).astype(np.uint16)
    answers = packed.log_probability(contexts, symbols[2:].astype(np.uint16))
    assert answers == pytest.approx(model.probability(3, keys), abs=0.02)


def test_a_seam_inside_a_phrase_is_likelier_than_a_seam_between_strangers():
    model = language_model()
    assert gain(model.continuations, "人民代表", "大会") > gain(model.continuations, "人民代表", "垃圾") + 2


def test_a_seam_is_worth_the_difference_of_two_log_probabilities():
    model = language_model()
    tail, head = alphabet().encode("改革开"), alphabet().encode("放")
    after = model.log_probability(tail[None, :], head)
    alone = model.log_probability(np.zeros((1, 0), np.uint16), head)
    assert gain(model.continuations, "改革开", "放") == pytest.approx(float((after - alone)[0]), abs=1e-4)


@given(HAN, HAN)
def test_a_word_over_a_seam_never_costs_anything(tail, head):
    assert gain(lexicon().gains, tail, head) >= 0


def test_a_word_over_a_seam_is_found_and_only_there():
    assert gain(lexicon().gains, "迎来发", "展机遇") > 3
    assert gain(lexicon().gains, "我们的", "目标") == 0
    assert gain(lexicon().gains, "发，", "展") == 0  # a mark parts the two


def test_texts_of_one_topic_are_alike():
    trial = "法院开庭审理这起合同纠纷案，原告律师向法庭提交证据"
    verdict = "法院当庭宣判，被告须赔偿原告，双方律师未表示上诉"
    harvest = "秋收时节，农民驾驶收割机抢收水稻，粮食喜获丰收"
    same, other = similarity([trial], [verdict, harvest])[0]
    assert same > other
    assert similarity([trial], [trial])[0, 0] == pytest.approx(1, abs=1e-5)


def test_a_text_without_words_is_like_nothing():
    assert similarity(["2020，12"], ["法院开庭审理"])[0, 0] == 0


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("完成了。", True),
        ("“走吧！”", True),
        ("增长3.", False),
        ("增长了3", False),
        ("完成了.", True),
        ("", False),
    ],
)
def test_sentence_ends(text, ends):
    assert ends_sentence(alphabet().fold(text)) is ends


@pytest.mark.parametrize(
    ("text", "state"),
    [("出版《红楼", ("》", "")), ("梦》一书", ("", "》")), ("（见《文选》）", ("", "")), ("无", ("", ""))],
)
def test_what_a_line_leaves_open(text, state):
    assert open_brackets(alphabet().fold(text)) == state


def test_what_ships_stays_within_its_budget_and_is_described():
    files = {path.name: path.read_bytes() for path in DATA.iterdir()}
    in_the_wheel = sum(len(zlib.compress(content)) for content in files.values())
    assert in_the_wheel <= 12_000_000
    card = files["MODEL_CARD.md"].decode()
    for name, content in files.items():
        if name.endswith(".npz"):
            assert f"`{name}`" in card
            assert f"{len(content):,}" in card, f"{name}: the card is out of date"


def test_every_weight_belongs_to_a_feature_and_every_feature_has_a_weight():
    groups = shipped_weights().groups
    expected = {
        "shortlist": PAIR_FEATURES,
        "pairs": ALL_FEATURES,
        "calibration": ("one", "relation", *SIDE_FEATURES),
        "opens": LINE_FEATURES["opens"],
        "closes": LINE_FEATURES["closes"],
        "in_order": IN_ORDER_FEATURES,
    }
    assert {name: set(weights) for name, weights in groups.items()} == {
        name: set(features) for name, features in expected.items()
    }


def test_the_models_load_quickly():
    code = (
        "import time, numpy; from epubmaker.seams.evidence import shipped_models; "
        "t = time.process_time(); shipped_models(); print(time.process_time() - t)"
    )

    def seconds():
        shown = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return float(shown.stdout)

    assert min(seconds() for _ in range(3)) < 0.3


def test_towers_prefer_a_true_continuation_without_any_word_across_the_seam():
    model = shipped_models().towers
    assert model is not None
    left = windows(["既要看到发展的机遇，"], True, 24)
    heads = ["又要看到面临的挑战", "的第一手资料送到了", "村民们忙着收割稻谷"]
    right = windows(heads, False, 24)
    nothing = np.zeros((3, 16), np.uint16)
    scores = model.left(left, (nothing[:1],))[0].vectors @ model.right(right, (nothing,))[0].vectors.T
    assert scores.argmax() == 0
