"""Training from what one has: a corpus of folders and JSON lines, and jobs that run in order and are made once."""

from __future__ import annotations

import json
import lzma
import random
import re

import pytest
from conftest import ROOT

from epubmaker.training import everything, flattened
from epubmaker.training.__main__ import NAMES
from epubmaker.training.__main__ import main as training
from epubmaker.training.corpus import article_of_text, articles_of, build_corpus, weights_in
from epubmaker.training.everything import Plan, keys_of, run_all
from epubmaker.training.jobs import BY_HAND, JOBS
from epubmaker.training.pages.invented import invented_articles
from epubmaker.training.simulated import pages_of, simulate

STORY = "河东镇昨天举行新桥通车仪式，两岸居民过河不再绕路，沿线村庄的果农十分高兴。"
FIRST = ("corpus", "prepare", "alphabet", "lexicon", "ngrams", "pack", "given-names")


def story(number):
    return f"{STORY}这是第{number}条消息，全镇{number}个村都已传开，大家奔走相告。"


@pytest.fixture
def sources(tmp_path):
    """Return a folder of sources as people have them: texts in folders, and JSON lines in two forms."""
    folder = tmp_path / "have"
    (folder / "town paper/2021").mkdir(parents=True)
    for number in range(3):
        text = f"新桥通车之{number}\n　　{story(number)}\n　　{story(number + 10)}\n"
        (folder / f"town paper/2021/{number}.txt").write_bytes(text.encode("gb18030"))
    (folder / "town paper/2021/copy.txt").write_text(
        f"新桥通车之0\n{story(0)}\n{story(10)}\n", encoding="utf-8"
    )
    rows = [
        {"title": "果园", "paras": [story(20)]},
        {"title": "渡口", "content": f"{story(21)}\n{story(22)}"},
        {"title": "空"},
    ]
    (folder / "web.jsonl").write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8"
    )
    invented = [json.dumps(article, ensure_ascii=False) for article in invented_articles(300)]
    (folder / "made.jsonl.xz").write_bytes(lzma.compress("\n".join(invented).encode("utf-8")))
    return folder


def articles_in(path):
    return list(articles_of(path))


def test_a_corpus_of_what_one_has(sources, tmp_path, capsys):
    counts = build_corpus([sources], tmp_path / "corpus")
    assert set(counts) == {"town-paper", "web", "made"}
    assert counts["town-paper"] == 3  # the copy is no new article
    assert counts["web"] == 2
    first = articles_in(tmp_path / "corpus/town-paper.jsonl.xz")[0]
    assert first == {"title": "新桥通车之0", "paras": [story(0), story(10)]}
    assert [len(article["paras"]) for article in articles_in(tmp_path / "corpus/web.jsonl.xz")] == [1, 2]
    assert "web.jsonl, row 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "title", "count"),
    [
        (f"新桥通车\n{STORY}\n{STORY}", "新桥通车", 2),
        (f"# 新桥通车\n\n{STORY}\n\n{STORY}", "新桥通车", 2),
        (f"{STORY}\n{STORY}", "", 2),
        (f"新桥通车\n\n{STORY[:20]}\n{STORY[20:]}\n\n{STORY[:15]}\n{STORY[15:]}\n", "新桥通车", 2),
    ],
)
def test_texts_in_plain_forms(text, title, count):
    article = article_of_text(text)
    assert article["title"] == title
    assert article["paras"] == [STORY] * count


def test_nothing_to_read_is_one_line(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(SystemExit, match="no articles found"):
        build_corpus([tmp_path / "empty"], tmp_path / "corpus")
    with pytest.raises(SystemExit, match="no such file or folder"):
        build_corpus([tmp_path / "absent"], tmp_path / "corpus")


def test_weights_of_corpora_that_nobody_knows(tmp_path):
    for name in ("web-news", "own"):
        (tmp_path / f"{name}.jsonl.xz").write_bytes(lzma.compress(b"{}"))
    assert weights_in(tmp_path, {"web-news": 1.5, "absent": 2.0}) == {"web-news": 1.5}
    assert weights_in(tmp_path, {"absent": 2.0}) == {"own": 1.0, "web-news": 1.0}


def test_jobs_make_every_data_file_that_ships():
    data = {
        path.relative_to(ROOT / "epubmaker").as_posix()
        for path in (ROOT / "epubmaker").glob("*/data/*")
        if path.suffix in (".npz", ".bin", ".tsv", ".txt", ".json")
    }
    made = {name.removeprefix("{into}/") for job in JOBS for name in job.makes if name.startswith("{into}")}
    by_hand = {name for names in BY_HAND for name in names.split(", ")}
    written = {
        "convert/data/press_words.txt",
        "convert/data/press_words_back.txt",
        "convert/data/simplified_forms.txt",
        "restore/data/dateline_places.txt",
    }  # written down, not learnt
    assert data <= made | by_hand | written
    assert made <= data


def test_jobs_stand_behind_what_they_build_upon():
    seen = set()
    for job in JOBS:
        assert {*job.after, *job.upon} <= seen, job.name
        seen.add(job.name)
        assert job.command[0] in NAMES or job.name == "alphabet"


def test_a_run_makes_what_it_can_and_goes_on_where_it_was(sources, tmp_path, capfd):
    plan = Plan((sources,), tmp_path / "work", tmp_path / "package")
    assert run_all(plan, FIRST) == 0
    made = [path for job in JOBS if job.name in FIRST for path in plan.files(job)]
    assert all(path.exists() for path in made)
    assert (tmp_path / "package/seams/data/ngrams.npz").stat().st_size > 1000
    assert (tmp_path / "package/convert/data/given_names.tsv").read_text("utf-8").startswith("# Character")
    capfd.readouterr()
    assert run_all(plan, FIRST) == 0
    assert re.findall(r"^(.*): is made$", capfd.readouterr().out, re.M) == [
        j.name for j in JOBS if j.name in FIRST
    ]
    made[-1].unlink()
    assert run_all(plan, FIRST) == 0
    assert capfd.readouterr().out.count(": is made") == len(FIRST) - 1


def test_what_has_changed_is_made_again(sources, tmp_path):
    plan = Plan((sources,), tmp_path / "work", tmp_path / "package")
    before = keys_of(plan)
    (sources / "town paper/2021/9.txt").write_text(f"又一条\n{story(30)}\n", encoding="utf-8")
    after = keys_of(plan)
    changed = {job.name for job in JOBS if before[job.name] != after[job.name]}
    assert {"corpus", "prepare", "ngrams", "pack", "towers", "weights"} <= changed
    assert "heading-words" not in changed


def test_jobs_that_cannot_run_are_told_and_those_behind_them(sources, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(everything, "find_spec", lambda name: None if name == "torch" else object())
    monkeypatch.setattr(everything, "_run", lambda _job, _plan: 0)
    plan = Plan((sources,), tmp_path / "work", tmp_path / "package")
    assert run_all(plan) == 1
    told = capfd.readouterr().out
    assert "towers: left, needs torch: pip install" in told
    assert "export-towers: left, waits for towers" in told
    assert "pack: python -m" in told
    assert "weights: python -m" in told


def test_a_job_that_fails_ends_the_run(sources, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(everything, "_run", lambda job, _plan: 3 if job.name == "prepare" else 0)
    assert run_all(Plan((sources,), tmp_path / "work", tmp_path / "package"), FIRST) == 3
    assert "prepare: failed with exit code 3" in capfd.readouterr().out
    assert "ngrams" not in json.loads((tmp_path / "work/made.json").read_text("utf-8"))


def test_the_list_runs_nothing(sources, tmp_path, capsys):
    training(["all", "--corpus", str(sources), "--work", str(tmp_path / "work"), "--list"])
    shown = capsys.readouterr().out
    assert [row.split(":")[0] for row in shown.splitlines() if not row.startswith("by hand")] == [
        job.name for job in JOBS
    ]
    assert "by hand: seams/data/confusions.tsv" in shown
    assert not (tmp_path / "work").exists()


def test_an_unknown_job_is_one_line():
    with pytest.raises(SystemExit, match="names: all, articles"):
        training(["nonsense"])


@pytest.mark.parametrize("style", ["ocr", "pdf", "rows"])
def test_flattened_pages_know_their_truth(style):
    articles = [article for article in invented_articles(60) if any(len(p) > 30 for p in article["paras"])]
    pages = list(simulate(articles, flattened, [style] * 6, 7, "made"))
    lines = sum(len(page.lines) for page in pages)
    assert sum(len(page.known) for page in pages) > 0.75 * lines
    joins = [(a, b) for page in pages for a, b in page.successor.items()]
    broken = [b for a, b in joins if b != a + 1]
    assert joins
    assert len(broken) > 0.02 * len(joins) if style != "pdf" else not broken


def test_flattened_pages_are_damaged_as_far_as_is_asked():
    text = "河东镇昨天举行新桥通车仪式，两岸居民过河不再绕路，沿线村庄的果农十分高兴。" * 4
    articles = [{"title": "新桥通车", "paras": [text, text]}] * 3
    whole, gold = flattened.Page(random.Random(3), "pdf", 0.0).build(articles)
    printed = [
        piece for article in gold["articles"] for block in article["blocks"] for piece in block["pieces"]
    ]
    assert "".join(printed) == text * 6
    assert all(piece in whole.splitlines() for piece in printed)
    damaged, gold = flattened.Page(random.Random(3), "ocr", 3.0).build(articles)
    printed = [
        piece for article in gold["articles"] for block in article["blocks"] for piece in block["pieces"]
    ]
    assert len("".join(printed)) < len(text) * 6
    assert damaged.count("\n\n") > whole.count("\n\n")


def test_no_line_begins_with_a_mark_that_cannot_begin_one():
    text = "果农，菜农，花农，都来了。" * 9
    assert "".join(flattened.cut(text, 6)) == text
    assert not [line for line in flattened.cut(text, 6) if line[0] in "，。"]


def test_pages_are_shared_out_among_corpora_that_nobody_knows(tmp_path):
    (tmp_path / "articles").mkdir()
    for name, said in (
        ("mine-weights", "{}\n"),
        ("other-weights", "{}\n"),
        ("mine-test", "{}\n"),
        ("bare-weights", ""),
    ):
        (tmp_path / f"articles/{name}.jsonl").write_text(said, encoding="utf-8")
    assert pages_of(tmp_path, "weights", {"web-news": 12, "wire-news": 24}) == {"mine": 18, "other": 18}
    (tmp_path / "articles/web-news-weights.jsonl").write_text("{}\n", encoding="utf-8")
    assert pages_of(tmp_path, "weights", {"web-news": 12, "wire-news": 24}) == {"web-news": 12}


def test_every_job_can_run_from_a_corpus_alone():
    for job in JOBS:
        assert "{simulator}" not in job.command
