"""What people type besides news: every kind occurs, in either set of frames, with what it is made of in its order."""

import random
import re
from itertools import pairwise

import pytest

from epubmaker.training.__main__ import main as training
from epubmaker.training.pages.content import Writer
from epubmaker.training.pages.corpus import Corpus
from epubmaker.training.pages.filling import Filling
from epubmaker.training.pages.gold import gold_of
from epubmaker.training.pages.kept import make_typed
from epubmaker.training.pages.plain import plain_forms
from epubmaker.training.pages.settings import SETTINGS
from epubmaker.training.pages.typed import Typist, frames_of


@pytest.fixture(scope="module")
def corpus():
    return Corpus.invented()


def typist(corpus, seed, words="train"):
    chance = random.Random(seed)
    setting = SETTINGS["train" if words == "train" else "test"]
    return Typist(Writer(Filling(chance, corpus.source(chance, "t2s"), setting.words), "daily"), words)


def roles(article):
    return [part.role for part in article.body]


@pytest.mark.parametrize("words", ["train", "test"])
@pytest.mark.parametrize(
    "kind",
    [
        "sections", "programme", "letter", "steps", "questions", "forecast", "results", "post", "obituary", "speech",
        "classic", "short", "essay", "poems",
    ],
)  # fmt: skip
def test_every_kind_is_made_and_leaves_no_frame_unfilled(corpus, kind, words):
    for seed in range(12):
        made = getattr(typist(corpus, seed, words), kind)()
        assert made.words("headline")
        assert made.body
        texts = [part.text for part in (*made.head, *made.body)]
        assert all(text.strip() and not re.search(r"[{}|]", text) for text in texts)


def test_sets_of_frames_share_no_section_and_no_channel():
    train, test = frames_of("train"), frames_of("test")
    assert train.keys() == test.keys()
    for name in ("sections", "channels", "shows", "crafts", "groups"):
        assert not set(train[name]) & set(test[name])


def test_sections_are_numbered_from_one_on(corpus):
    for seed in range(20):
        made = typist(corpus, seed).sections()
        heads = [part.text for part in made.body if part.role == "crosshead"]
        if heads and heads[0][0] in "一（" and heads[0].strip("（")[0] == "一":
            assert [head.strip("（")[0] for head in heads] == list("一二三四五六七八")[: len(heads)]
            break
    else:
        pytest.fail("no notice in sections was drawn")


def test_times_of_a_programme_rise(corpus):
    for seed in range(10):
        rows = [part.text for part in typist(corpus, seed).programme().body if part.role == "list"]
        times = [
            60 * int(row.replace("：", ":").split(":")[0]) + int(re.split("[:：]", row)[1][:2])
            for row in rows
        ]
        falls = sum(late < early for early, late in pairwise(times))
        assert falls <= 2  # where another channel begins
        assert len(rows) >= 3


def test_a_letter_ends_with_its_signers(corpus):
    seen = set()
    for seed in range(20):
        told = roles(typist(corpus, seed).letter())
        assert told[0] == "text"
        seen.add(told[-1])
    assert seen == {"text", "notice-sign"}


def test_the_same_page_is_the_same_and_its_gold_holds_every_character(corpus):
    one, other = (make_typed("typed-3", corpus, SETTINGS["train"], "5") for _ in range(2))
    forms = [plain_forms(page, random.Random(1), (20,)) for page in (one, other)]
    assert {name: form.text for name, form in forms[0].items()} == {
        name: form.text for name, form in forms[1].items()
    }
    gold = gold_of(one)
    parts = [part for article in gold["articles"] for part in article["parts"]]
    assert ["".join(pieces) for _, pieces in parts] == [part.text for part in one.parts()]


def test_the_command_writes_them(tmp_path):
    training(["pages", "--typed", "--pages", "2", "--seed", "4", "--out", str(tmp_path)])
    assert len(list(tmp_path.glob("*.gold.json"))) == 2
    assert all(file.read_text("utf-8").strip() for file in tmp_path.glob("*.plain-tight.txt"))
