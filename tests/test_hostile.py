"""Hostile and broken texts: they stay text, the books stay well-formed, names stay inside, no network is touched."""

from __future__ import annotations

import json
import socket
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import SEEDS
from fuzz.fuzz_text import check
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker import BuildOptions, build
from epubmaker.batch import Bench, Task
from epubmaker.edition_file import edition_from_dict

NEWS = "本报讯 昨天上午，全市春季植树活动在河边公园举行，三百多名市民参加。\n"
ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>\n'
TEXTS = {
    "script": "<script>alert(1)</script> 与 & ]]> <!-- x --> 标题\n" + NEWS,
    "entities": ENTITIES + NEWS,
    "template": "{{ 7*7 }} {% for x in y %} ${jndi:ldap://x} %s %n\n" + NEWS,
    "controls": "一二三四五六七八九十" * 5 + "\x01\x1b[31m\x0b\x1a\x7f\x85\n" + NEWS * 2,
    "private": "字\ue000\uf8ff\U000f0001 字\n" + NEWS,
    "noncharacters": "字\ufffe\uffff\ufdd0\U0001fffe字\n" + NEWS,
    "bidirectional": "字\u202e\u2066\u200f字\u202c\n" + NEWS,
    "invisible": "字\u200b\u200d\ufeff\u2060\u00ad字\n" + NEWS,
    "combining": "字" + "\u0301" * 500 + "\n" + NEWS,
    "emoji": "👨‍👩‍👧‍👦🇨🇳字𠀀𪜀\n" + NEWS,
    "marks": "，。、；：？！" * 40,
    "latin": "Only English text here, nothing else. " * 40,
    "digits": "1234567890 " * 300,
    "one": "字",
    "row": "春季植树活动在河边公园举行" * 2_000,
    "headline": "标题很长" * 200 + "\n\n■记者 李明\n\n" + NEWS,
    "spaces": "字 " * 2_000,
    "blanks": "\n\n\n\n字\n\n\n\n" * 200,
    "masthead": "2020年1月10日 星期五\n第4364期\n",
    "repeated": NEWS * 100,
    "returns": (NEWS * 10).replace("\n", "\r"),
    "separators": (NEWS * 10).replace("\n", "\u2028"),
    "quotes": "\"'\"'“”‘’'" * 100 + "\n" + NEWS,
    "brackets": "（（（（（（【【【《《《" * 50 + NEWS,
    "dates": "2020年13月45日 星期八 农历己亥年十三月三十二 总第99999999999999999999期\n" + NEWS,
    "zeros": "0000年0月0日\n总第0期\n" + NEWS,
    "arabic": "مرحبا بالعالم\n" + NEWS,
    "pages": "\f".join([NEWS] * 5),
    "credits": "■记者 \n■记者\n通讯员\n■\n■■■\n" + NEWS,
}


def built(tmp_path, name, text):
    path = tmp_path / f"{name}.txt"
    path.write_bytes(text.encode("utf-8"))
    outcome = Bench(tmp_path / "out", BuildOptions())(Task(name, (path,)))
    assert outcome.failure is None
    return tmp_path / "out"


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_makes_well_formed_books(tmp_path, name):
    out = built(tmp_path, name, TEXTS[name])
    with zipfile.ZipFile(out / f"{name}.epub") as book:
        assert book.testzip() is None
        parts = {part: book.read(part) for part in book.namelist()}
    trees = {
        part: ElementTree.fromstring(parts[part])
        for part in parts
        if part.endswith((".xhtml", ".opf", ".ncx"))
    }
    tags = {element.tag.rpartition("}")[2] for tree in trees.values() for element in tree.iter()}
    assert "script" not in tags
    assert not any(b"<!ENTITY" in payload for part, payload in parts.items() if part in trees)
    assert not any(part.startswith(("/", "..")) or ".." in part.split("/") for part in parts)
    edition_from_dict(json.loads((out / f"{name}.edition.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "name",
    [
        "up..",
        "a..b",
        "CON",
        "x" * 240,
        "line\nbreak",
        "\u202egnp.exe",
        "-rf",
        "~",
        "$(id)",
        "a b",
    ],
)
def test_books_stay_in_the_output_folder_whatever_the_input_is_called(tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    try:
        (folder / f"{name}.txt").write_text(NEWS, encoding="utf-8")
    except OSError:
        pytest.skip("this file system cannot hold the name")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    report = build(folder, tmp_path / "out", BuildOptions(formats=("epub",)))
    assert report.exit_code == 0
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert len(made) == 3
    assert all((tmp_path / "out") in path.parents for path in made)


def test_no_network_is_touched(tmp_path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert build(SEEDS[1], tmp_path).count("built") == 1


def test_inputs_are_never_changed(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    texts = {folder / "utf-8.txt": NEWS.encode("utf-8"), folder / "gb18030.txt": NEWS.encode("gb18030")}
    for path, payload in texts.items():
        path.write_bytes(payload)
    build(folder, folder, BuildOptions(formats=("epub",)))
    build(folder, folder, BuildOptions(formats=("epub",)), rebuild=True)
    assert {path: path.read_bytes() for path in texts} == texts


# Properties: `check` says what must hold for any bytes (see fuzz/fuzz_text.py).

pieces = st.sampled_from(
    [row for seed in SEEDS for row in seed.read_text(encoding="utf-8").splitlines(keepends=True)]
    + [
        "\n",
        "\f",
        "■记者 李明\n",
        "（下转第2版）\n",
        "<b>&amp;</b>",
        "\u3000\u3000",
        "，",
        "\x02",
        "\U0001fffe",
        "第1版\n",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(pieces | st.text(max_size=12), max_size=14).map("".join))
def test_any_shuffled_page_keeps_every_character(text):
    check(text.encode("utf-8", "ignore"))


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent / "fuzz/regressions").glob("*")), ids=lambda path: path.name
)
def test_what_the_fuzzer_found_stays_mended(path):
    check(path.read_bytes())
