"""The edition file: round trip, schema, and refusals with a path."""

import copy
import json
import re
import subprocess
import sys
from typing import get_args

import jsonschema
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from epubmaker.edition_file import edition_from_dict, edition_to_dict, edition_to_json
from epubmaker.errors import EditionFormatError
from epubmaker.model import (
    Article,
    Block,
    Byline,
    Diagnostic,
    Edit,
    Edition,
    Furniture,
    Masthead,
    SeamNote,
    SourceInfo,
    Span,
)
from epubmaker.model.diagnostics import Severity
from epubmaker.model.edition import ArticleKind, BlockForm, BlockKind
from epubmaker.readers import read_edition
from epubmaker.version import __version__

SCHEMA = json.loads((ROOT / "epubmaker/schema/edition-1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("version", [1, 2])
def test_the_schemas_know_the_kinds_and_forms_of_the_model(version):
    text = (ROOT / f"epubmaker/schema/edition-{version}.schema.json").read_text(encoding="utf-8")
    listed = [set(words) - {None} for words in enumerations(json.loads(text))]
    blocks = set(get_args(BlockKind)) - ({"picture"} if version == 1 else set())
    for known in (set(get_args(ArticleKind)), blocks, set(get_args(BlockForm)), set(get_args(Severity))):
        assert known in listed


def enumerations(schema):
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    own = [schema["enum"]] if isinstance(schema, dict) and isinstance(schema.get("enum"), list) else []
    return own + [words for value in inner for words in enumerations(value)]


def test_an_edition_with_everything_follows_the_schema_and_comes_back(edition):
    values = json.loads(edition_to_json(edition))
    VALIDATOR.validate(values)
    assert edition_from_dict(values) == edition
    assert edition_to_dict(edition) == values


def test_the_old_names_still_work_and_say_what_takes_their_place(edition):
    with pytest.warns(
        DeprecationWarning, match=r"Edition\.to_dict goes with epubmaker 0\.3\.0; use .*edition_to_dict"
    ):
        values = edition.to_dict()
    assert values == edition_to_dict(edition)
    with pytest.warns(DeprecationWarning, match=r"use epubmaker\.edition_file\.edition_from_dict"):
        assert Edition.from_dict(values) == edition


def test_old_names_go_with_the_version_that_they_name():
    goes = re.findall(
        r'until="([0-9.]+)"', "".join(p.read_text("utf-8") for p in (ROOT / "epubmaker").rglob("*.py"))
    )
    assert len(goes) == 2
    assert all(parts(version) > parts(__version__) for version in goes)


def parts(version):
    return tuple(map(int, version.split(".")))


def test_the_values_know_nothing_of_their_file():
    code = "import sys, epubmaker.model; print([name for name in sys.modules if 'edition_file' in name or name == 'json'])"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_the_file_is_utf8_without_escapes(edition):
    assert "春耕时节忙" in edition_to_json(edition)


def test_keys_of_others_are_passed_over(edition):
    values = edition_to_dict(edition)
    values["reviewer"] = {"name": "x"}
    values["articles"][0]["colour"] = "red"
    assert edition_from_dict(values) == edition


BREAKS = [
    (("format",), "something", "no epubmaker-edition"),
    (("version",), 0, "version 1 or 2"),
    (("version",), 3, "a newer epubmaker reads it"),
    (("source",), None, r"\$\.source: should be an object"),
    (("source", "characters"), "12", r"\$\.source\.characters: should be a whole number"),
    (("source", "characters"), True, "whole number"),
    (("language",), 3, r"\$\.language: should be text"),
    (("masthead", "date"), "2021-02-30", r"masthead\.date: should be a date"),
    (("articles",), {}, r"\$\.articles: should be a list"),
    (("articles", 0), "a", r"\$\.articles\[0\]: should be an object"),
    (("articles", 0, "kind"), "essay", r"articles\[0\]\.kind: should be one of article, brief, photo"),
    (("articles", 0, "kind"), ["article"], "should be one of"),
    (("articles", 0, "confidence"), 1.5, "from 0 to 1"),
    (("articles", 0, "confidence"), float("nan"), "from 0 to 1"),
    (("articles", 0, "blocks", 1, "text"), None, r"blocks\[1\]\.text: should be text"),
    (("articles", 0, "blocks", 0, "text"), "\ud800", "lone surrogate"),
    (("articles", 0, "blocks", 0, "spans"), [[3, 2]], r"blocks\[0\]\.spans\[0\]: should be two numbers"),
    (("articles", 0, "blocks", 0, "spans"), [[-1, 2]], "two numbers"),
    (("articles", 0, "blocks", 0, "truncated"), 1, "true or false"),
    (("articles", 0, "bylines", 0, "names"), [1], r"names\[0\]: should be text"),
    (("edits", 0, "span"), 5, r"edits\[0\]\.span"),
    (("diagnostics", 0, "severity"), "fatal", "info, warning, error"),
]


@pytest.mark.parametrize(("path", "value", "message"), BREAKS)
def test_what_breaks_the_format_is_refused_with_its_path(edition, path, value, message):
    values = copy.deepcopy(edition_to_dict(edition))
    inner = values
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(EditionFormatError, match=message):
        edition_from_dict(values)


@pytest.mark.parametrize("value", [None, [], "text", 3])
def test_other_values_are_no_edition(value):
    with pytest.raises(EditionFormatError, match=r"\$: should be an object"):
        edition_from_dict(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON at row 1"),
        ("[" * 100_000, "not an edition file|not JSON"),
        ("[" + "9" * 5_000 + "]", "not an edition file|should be an object"),
        ('{"format": "epubmaker-edition"}', "whole number"),
    ],
)
def test_files_that_are_no_edition_are_refused_by_name(tmp_path, text, message):
    path = tmp_path / "x.edition.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EditionFormatError, match=rf"x\.edition\.json: .*({message})"):
        read_edition(path)


def test_an_edition_file_is_read_from_disk(tmp_path, edition):
    path = tmp_path / "x.edition.json"
    path.write_text(edition_to_json(edition), encoding="utf-8")
    assert read_edition(path) == edition


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe_texts = st.none() | texts
spans = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(min(pair), max(pair))), max_size=3
).map(tuple)
shares = st.floats(0, 1)


def evidence_of(*fields):
    return st.dictionaries(st.sampled_from(fields), spans, max_size=2).map(lambda found: tuple(found.items()))


names = st.lists(texts, max_size=2).map(tuple)


def several(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


blocks = st.builds(
    Block,
    st.sampled_from(["paragraph", "crosshead", "caption", "credit", "label"]),
    texts,
    spans,
    maybe_texts,
    several(st.builds(SeamNote, st.integers(0, 99), shares, st.booleans())),
    st.booleans(),
)
articles = st.builds(
    Article,
    texts,
    st.sampled_from(["article", "brief", "photo"]),
    maybe_texts,
    maybe_texts,
    maybe_texts,
    maybe_texts,
    several(st.builds(Byline, texts, names, shares, texts, spans)),
    maybe_texts,
    several(blocks),
    shares,
    evidence_of("column", "kicker", "headline", "deck", "dateline"),
)
furniture = several(st.builds(Furniture, texts, texts, spans, maybe_texts))
mastheads = st.builds(
    Masthead,
    maybe_texts,
    maybe_texts,
    st.none() | st.dates(),
    maybe_texts,
    maybe_texts,
    st.none() | st.integers(0),
    maybe_texts,
    evidence_of("title", "publisher", "date", "weekday", "lunar_date", "issue_number", "page"),
    names,
)
editions = st.builds(
    Edition,
    st.builds(SourceInfo, texts, texts, texts, st.integers(0)),
    texts,
    mastheads,
    several(articles),
    furniture,
    furniture,
    several(st.builds(Diagnostic, st.sampled_from(["info", "warning", "error"]), texts, texts, spans)),
    several(
        st.builds(
            Edit,
            st.builds(lambda start: Span(start, start + 1), st.integers(0, 9)),
            texts,
            texts,
            texts,
            shares,
        )
    ),
)


@given(editions)
def test_every_edition_comes_back_from_its_file(edition):
    assert edition_from_dict(json.loads(edition_to_json(edition))) == edition
