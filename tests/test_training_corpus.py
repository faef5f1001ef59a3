"""What is learnt from: articles of files as people have them, the parts they fall into, what is kept out."""

from __future__ import annotations

import json
import lzma

import numpy as np
import pytest

from epubmaker.training.corpus import (
    article_of_text,
    article_of_values,
    articles_of,
    build_corpus,
    corpora_in,
    weights_in,
)
from epubmaker.training.prepare import (
    Filter,
    count_characters,
    derive_variants,
    drop_marked,
    part_of,
    read_segmented_newspaper,
    shingles,
)

LONG = (
    "河东镇昨天举行新桥通车仪式，两岸居民过河不再绕路，沿线村庄的果农十分高兴，"
    "都说等了三十年，如今总算盼到了这一天，往后卖果子也方便。"
)


@pytest.mark.parametrize(
    ("text", "title", "paragraphs"),
    [
        ("新桥通车\n昨天通车。\n明天剪彩。", "新桥通车", ["昨天通车。", "明天剪彩。"]),
        ("新桥通车。\n昨天通车。", "", ["新桥通车。", "昨天通车。"]),  # a sentence is no title
        ("新桥通车：\n昨天通车。", "新桥通车：", ["昨天通车。"]),
        ("桥" * 60 + "\n昨天通车。", "桥" * 60, ["昨天通车。"]),
        ("桥" * 61 + "\n昨天通车。", "", ["桥" * 61, "昨天通车。"]),
        ("新桥通车", "", ["新桥通车"]),  # what stands alone is a text
        ("## 新桥通车\n\n昨天通车。", "新桥通车", ["昨天通车。"]),
        ("　　新桥通车\n　　昨天通车。\n \n", "新桥通车", ["昨天通车。"]),
        ("新桥通车\n\n昨天\n通车。\n\n明天\n剪彩。", "新桥通车", ["昨天通车。", "明天剪彩。"]),
        (
            "新桥通车\n\n昨天通车。\n\n明天剪彩。\n大家看。",
            "新桥通车",
            ["昨天通车。", "明天剪彩。", "大家看。"],
        ),
        ("新桥通车\n　\n昨天\n通车。\n\t\n明天\n剪彩。", "新桥通车", ["昨天通车。", "明天剪彩。"]),
        ("", "", []),
    ],
)
def test_a_text_is_a_title_and_paragraphs(text, title, paragraphs):
    assert article_of_text(text) == {"title": title, "paras": paragraphs}


@pytest.mark.parametrize(
    ("values", "title", "paragraphs"),
    [
        ({"title": " 新桥 ", "paras": [" 甲。", "", "乙。 "]}, "新桥", ["甲。", "乙。"]),
        ({"text": "甲。\n\n 乙。"}, "", ["甲。", "乙。"]),
        ({"title": None, "content": "甲。"}, "", ["甲。"]),
        ({"title": 7, "body": "甲。"}, "", ["甲。"]),
        ({"article": "甲。", "body": "乙。"}, "", ["乙。"]),  # the first name of the list that holds a text
        ({"text": 5, "content": "甲。"}, "", ["甲。"]),
        ({"paras": "甲。", "text": "乙。"}, "", ["乙。"]),
        ({"paras": [1, "乙。"]}, "", ["1", "乙。"]),
        ({"paras": []}, "", []),
    ],
)
def test_values_of_a_row_are_a_title_and_paragraphs(values, title, paragraphs):
    assert article_of_values(values) == {"title": title, "paras": paragraphs}


@pytest.mark.parametrize("values", [{}, {"title": "新桥"}, {"text": ["甲"]}])
def test_values_without_a_text_say_which_names_are_read(values):
    with pytest.raises(ValueError, match="no paras, and none of text, content, body, article"):
        article_of_values(values)


def test_rows_that_cannot_be_read_are_named_by_their_number(tmp_path, capsys):
    path = tmp_path / "web.jsonl"
    path.write_text(
        '{"text": "甲"}\n\nno json\n[1]\n"乙"\n{"title": "丙"}\n{"text": "丁"}\n', encoding="utf-8"
    )
    assert [article["paras"] for article in articles_of(path)] == [["甲"], ["丁"]]
    said = capsys.readouterr().out
    assert [row for row in range(1, 8) if f"row {row}:" in said] == [3, 4, 5, 6]


def test_a_file_that_is_no_text_is_passed_over(tmp_path, capsys):
    path = tmp_path / "page.txt"
    path.write_bytes(b"%PDF-1.7\n\x00\x00\x00\xff")
    assert list(articles_of(path)) == []
    assert capsys.readouterr().out.startswith("passed over: ")


def test_corpora_have_the_names_of_their_files_and_folders(tmp_path):
    for name in ("a paper/1.txt", "a paper/2/3.md", "b（旧）/1.txt", "c.jsonl", "d.x.jsonl.xz", "e/note.doc"):
        path = tmp_path / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = corpora_in([tmp_path / "all"])
    named = {name: [path.name for path in paths] for name, paths in found.items()}
    assert named == {
        "a-paper": ["1.txt", "3.md"],
        "b-旧": ["1.txt"],
        "c": ["c.jsonl"],
        "d": ["d.x.jsonl.xz"],
        "e": [],
    }
    assert list(corpora_in([tmp_path / "all/a paper"])) == ["a-paper"]  # which has texts of its own
    assert list(corpora_in([tmp_path / "all/c.jsonl", tmp_path / "all/e"])) == ["c", "e"]
    with pytest.raises(SystemExit, match="none: no such file or folder"):
        corpora_in([tmp_path / "none"])


def test_short_articles_and_those_met_before_are_left_out(tmp_path, capsys):
    rows = [{"text": LONG}, {"title": "又", "text": LONG}, {"text": LONG[:59]}, {"text": LONG[:60]}]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": LONG}), encoding="utf-8")
    assert build_corpus([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], tmp_path / "out") == {"a": 2}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.jsonl.xz"]
    assert capsys.readouterr().out == "a: 2 articles of 1 files\n"
    made = lzma.decompress((tmp_path / "out/a.jsonl.xz").read_bytes()).decode("utf-8")
    assert [json.loads(row)["paras"] for row in made.splitlines()] == [[LONG], [LONG[:60]]]


def test_no_article_at_all_says_what_a_source_is(tmp_path):
    (tmp_path / "a.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(SystemExit, match="a source is a folder"):
        build_corpus([tmp_path / "a.jsonl"], tmp_path / "out")


@pytest.mark.parametrize(
    ("there", "known", "weights"),
    [
        (["a", "b"], {"a": 2.0, "c": 3.0}, {"a": 2.0}),
        (["b", "a"], {"c": 3.0}, {"a": 1.0, "b": 1.0}),
        ([], {"c": 3.0}, {}),
    ],
)
def test_weights_of_corpora(tmp_path, there, known, weights):
    for name in there:
        (tmp_path / f"{name}.jsonl.xz").touch()
    assert weights_in(tmp_path, known) == weights


# --- what is kept apart


def test_parts_are_told_by_the_opening_alone_and_hold_what_they_should():
    texts = [f"第{number}条消息" * 40 for number in range(3000)]
    parts = [part_of("any", text) for text in texts]
    assert parts == [part_of("any", text[:200] + "别的结尾") for text in texts]
    shares = [parts.count(part) / len(parts) for part in range(3)]
    assert shares[0] == pytest.approx(0.96, abs=0.02)
    assert shares[1] == pytest.approx(0.02, abs=0.01)
    assert shares[2] == pytest.approx(0.02, abs=0.01)


def test_runs_of_symbols_have_one_hash_wherever_they_stand():
    text = np.array([3, 4, 5, 6, 3, 4, 5, 7], np.uint16)
    found = shingles(text, 3)
    assert len(found) == 6
    assert [int(place) for place in np.flatnonzero(found == found[0])] == [0, 4]
    assert len(set(found.tolist())) == 5
    assert len(shingles(text, 8)) == 1
    assert len(shingles(text, 9)) == 0


def test_paragraphs_that_share_a_run_with_what_is_kept_apart_are_dropped():
    kept = np.array([9, 3, 4, 5, 9], np.uint16)
    text = np.array([1, 2, 0, 3, 4, 5, 6, 0, 4, 5, 6, 7, 0], np.uint16)
    screen = Filter({3: np.sort(shingles(kept, 3))})
    marked = screen.clean(text)
    assert np.flatnonzero(marked).tolist() == [3]
    assert text[drop_marked(text, marked)].tolist() == [1, 2, 0, 4, 5, 6, 7, 0]
    assert drop_marked(text, np.zeros(13, bool)).all()


def test_a_paragraph_is_fresh_once():
    screen = Filter({})
    assert [screen.fresh(text) for text in ("甲", "乙", "甲", "丙", "乙")] == [True, True, False, True, False]


def test_rows_of_the_segmented_newspaper_are_articles(tmp_path):
    path = tmp_path / "old.txt"
    rows = [
        "新桥/n 通车/v", "昨天/t 通车/v 。/w", "[河东/ns 镇/n]nt 剪彩/v 。/w", "", "果园/n 丰收/v", "今年/t 丰收/v 。/w",
        "“/w 好/a ！/w ”/w",
    ]  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8")
    assert list(read_segmented_newspaper(path)) == [
        {"title": "新桥通车", "paras": ["昨天通车。", "河东镇剪彩。"]},
        {"title": "果园丰收", "paras": ["今年丰收。", "“好！”"]},
    ]


def test_a_title_of_two_rows_is_the_last_of_them_and_no_text_is_no_article(tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("引题/n\n主题/n\n正文/n 。/w\n尾/n\n", encoding="utf-8")
    assert list(read_segmented_newspaper(path)) == [{"title": "主题", "paras": ["正文。"]}]


def test_variants_lead_from_traditional_to_simplified_one_for_one():
    left, right = derive_variants()
    assert len(left) == len(right) == len(set(left))
    table = dict(zip(left, right, strict=True))
    assert [table[one] for one in "國學發髮"] == list("国学发发")
    assert not set("国学一") & table.keys()


def test_characters_are_counted_most_frequent_first(tmp_path):
    class Plain:
        def fold(self, text):
            return text.replace("甲", "乙")

    path = tmp_path / "a.jsonl.xz"
    path.write_bytes(lzma.compress(json.dumps({"paras": ["丙丙甲", "乙甲丁丁丁丁"]}).encode()))
    assert count_characters([path], Plain()) == "丁乙丙"
