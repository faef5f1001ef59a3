"""The language of a run: how it is chosen, that all is said in it, and that nothing that is written to a file depends on it."""

from __future__ import annotations

import ast
import gettext
import json
import pickle
import re
import shutil

import catalogues
import click
import pytest
from conftest import SEEDS
from hypothesis import given
from hypothesis import strategies as st
from made import edition_of

from epubmaker.cli import run
from epubmaker.cli.app import app
from epubmaker.cli.foreign import KEPT
from epubmaker.cli.help import columns, wrapped
from epubmaker.cli.speech import LANGUAGES, Speech, language_named, preferred, speech_for
from epubmaker.errors import CorrectionsError, InputMissingError
from epubmaker.messages import Message, packed, unpacked
from epubmaker.review.trouble import trouble_page

CHINESE = ("zh-Hans", "zh-Hant")
# Three words of English in a row, as no name of a file, an option or a format has them.
ENGLISH = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}[,;]? [a-z]{2,}\b")
# Commands to be typed, and lists of names to choose from.
NAMES = r"pip install \S+|dask worker|epubmaker \w+|archive classic modern|\b[a-z]+2[a-z0-9 ]+\b"
COMMANDS = app.list_commands(click.Context(app))


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_HK"}, "zh-Hant"),
        ({"LANG": "zh_SG.gb18030"}, "zh-Hans"),
        ({"LANG": "zh_Hans_HK.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "de_DE", "LC_ALL": "zh_TW.Big5"}, "zh-Hant"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_TW:en"}, "zh-Hant"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "de:fr"}, "en"),
        ({"LANGUAGE": "zh"}, "zh-Hans"),
        ({"LC_ALL": "C", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANG": "", "LC_ALL": "", "LANGUAGE": ""}, "en"),
        ({"LC_ALL": "C", "EPUBMAKER_LANGUAGE": "zh-Hant"}, "zh-Hant"),
        ({"LANG": "zh_CN.UTF-8", "EPUBMAKER_LANGUAGE": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "EPUBMAKER_LANGUAGE": "klingon"}, "zh-Hans"),
    ],
)
def test_the_environment_chooses_the_language(environment, language):
    assert preferred(environment, None) == language


def test_the_system_is_asked_where_the_environment_says_nothing():
    assert preferred({}, "Chinese (Traditional)_Taiwan") == "zh-Hant"
    assert preferred({}, "Chinese (Simplified)_China") == "zh-Hans"
    assert preferred({}, "zh_CN") == "zh-Hans"
    assert preferred({"LANG": "en_US.UTF-8"}, "zh_CN") == "en"


def test_names_of_other_languages_are_none_of_ours():
    assert language_named("ja_JP.UTF-8") is None
    assert language_named("zhuang") is None
    assert language_named("") is None


@pytest.mark.parametrize(
    "arguments",
    [["--language", "zh-Hant", "build"], ["build", "--language=zh-hant"], ["--language", "ZH-HANT"]],
)
def test_an_option_goes_before_the_environment(arguments):
    assert speech_for(arguments, {"EPUBMAKER_LANGUAGE": "en"}, None).language == "zh-Hant"


def test_what_is_no_option_chooses_nothing():
    assert speech_for(["build", "--", "--language", "zh-Hant"], {}, None).language == "en"
    assert speech_for(["--language"], {}, None).language == "en"
    assert speech_for([], {}, None).language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_keeps_its_placeholders(language):
    found = {one.id: one.string for one in catalogues.read(language) if one.id}
    assert sorted(found) == sorted(catalogues.wanted(language)), "run: python tests/catalogues.py"
    for template, said in found.items():
        assert said, template
        assert catalogues.fields(said) == catalogues.fields(template), template


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_one_that_was_written(language):
    with (catalogues.FOLDER / f"{language}.mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for one in catalogues.read(language):
        if one.id:
            assert compiled.gettext(one.id) == one.string


def test_notes_that_come_out_of_a_file_are_those_of_the_code():
    assert set(KEPT) <= set(catalogues.said_in_code())


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
@pytest.mark.parametrize("language", CHINESE)
def test_help_is_in_chinese(command, language, capsys):
    assert run([*command, "--help", "--language", language]) == 0
    said, _, examples = capsys.readouterr().out.partition("\n示例：" if language == "zh-Hans" else "\n範例：")
    assert not ENGLISH.findall(said)
    assert command == [] or examples
    assert not [row for row in said.splitlines() if columns(row) > 100]


def test_help_in_english_is_as_it_was(capsys):
    assert run(["build", "--help"]) == 0
    said = capsys.readouterr().out
    assert "Usage: epubmaker build [OPTIONS] INPUT..." in said
    assert "Reading the input:" in said
    assert not re.search("[一-鿿]", said)


def bad_calls(folder):
    """Return calls that cannot be done, of every kind."""
    text, gone = str(folder / "page.txt"), str(folder / "gone.txt")
    (folder / "page.txt").write_text(
        "河东镇昨天举行新桥通车仪式，两岸居民过河\n不再绕路。\n", encoding="utf-8"
    )
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "program").write_bytes(b"\x7fELF" + bytes(60))
    (folder / "blank.txt").write_text(" \n", encoding="utf-8")
    (folder / "bytes.txt").write_bytes("河东镇".encode() * 40 + b"\xff\xfe\xfa" * 9)
    (folder / "other.json").write_text('{"rec_texts": ["河东"], "rec_boxes": []}', encoding="utf-8")
    (folder / "broken.json").write_text('{"rec_texts": ', encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "theme").mkdir()
    (folder / "theme" / "theme.toml").write_text('base = "gothic"\n', encoding="utf-8")
    wrong = folder / "wrong.txt"
    shutil.copy(text, wrong)
    (folder / "wrong.txt.corrections.toml").write_text(
        'corrections = [{ join = "没有的话", with = "绕路" }]\n', encoding="utf-8"
    )
    untidy = folder / "untidy.txt"
    shutil.copy(text, untidy)
    (folder / "untidy.txt.corrections.toml").write_text("corrections = [\n", encoding="utf-8")
    out = ["-o", str(folder / "books")]
    return [
        ["build"],
        ["build", text],
        ["build", "--formt", "epub"],
        ["biuld", text],
        ["build", gone, *out],
        ["build", str(folder / "empty"), *out],
        ["build", text, "-o", text],
        ["build", text, *out, "--format", "docx"],
        ["build", text, *out, "--paper", "A3"],
        ["build", text, *out, "--columns", "0"],
        ["build", text, *out, "--columns", "many"],
        ["build", text, *out, "--max-size", "nan"],
        ["build", text, *out, "--max-size", "little"],
        ["build", text, *out, "--date", "yesterday"],
        ["build", text, *out, "--date", "2021-02-30"],
        ["build", text, *out, "--issue", "second"],
        ["build", text, *out, "--title", ""],
        ["build", text, *out, "--image", gone],
        ["build", text, *out, "--font-dir", gone, "--format", "pdf"],
        ["build", text, *out, "--facing", "s2x"],
        ["build", text, "-o", str(folder / "books.mobi")],
        ["build", text, *out, "--convert", "s2x"],
        ["build", text, *out, "--glossary", gone],
        ["build", text, *out, "--theme", "gothic"],
        ["build", text, *out, "--theme", str(folder / "theme")],
        ["build", text, *out, "--issn", "12"],
        ["build", text, *out, "--pages", "page"],
        ["build", text, *out, "--quiet", "--verbose"],
        ["build", text, *out, "--quiet=yes"],
        ["build", text, "--out"],
        ["build", text, *out, "--collect", "century"],
        ["build", text, *out, "--max-rows", "1"],
        ["build", text, *out, "--encoding", "klingon"],
        ["build", "", *out],
        ["build", str(folder / "damaged.pdf"), *out],
        ["reconstruct", str(folder / "program")],
        ["reconstruct", str(folder / "blank.txt")],
        ["reconstruct", str(folder / "bytes.txt")],
        ["reconstruct", str(folder / "other.json")],
        ["reconstruct", str(folder / "broken.json")],
        ["reconstruct", str(folder)],
        ["reconstruct", str(wrong)],
        ["reconstruct", str(untidy)],
        ["reconstruct", text, "and", "more"],
        ["inspect", text, "--stage", "all"],
        ["review", text, "--port", "1"],
        ["review", text, "--edit", "--out", "-"],
        ["evaluate", str(folder / "broken.json"), text],
        ["evaluate", str(folder / "other.json"), text],
    ]


@pytest.mark.parametrize("language", CHINESE)
def test_errors_are_told_in_chinese(language, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("EPUBMAKER_LANGUAGE", language)
    for arguments in bad_calls(tmp_path):
        code = run(arguments)
        said = capsys.readouterr()
        assert code, arguments
        assert re.search("[一-鿿]", said.err), (arguments, said.err)
        plain = re.sub(NAMES, "", said.err.replace(str(tmp_path), ""))
        assert not ENGLISH.findall(plain), plain
        assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("language", CHINESE)
def test_progress_doubts_and_figures_are_told_in_chinese(language, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("EPUBMAKER_LANGUAGE", language)
    monkeypatch.setattr("epubmaker.batch.work.reconstruct", lambda *_: edition_of(SEEDS[0]))
    monkeypatch.setattr("epubmaker.cli.reconstruct.reconstruct", lambda *_: edition_of(SEEDS[0]))
    text = str(SEEDS[0])
    assert run(["build", text, "-o", str(tmp_path), "--format", "epub", "-v"]) == 0
    edition = str(tmp_path / f"{SEEDS[0].stem}.edition.json")
    assert run(["reconstruct", text]) == 0
    assert run(["evaluate", edition, edition, "--missed"]) == 0
    assert run(["doctor"]) == 0
    told = capsys.readouterr()
    said = re.sub(r"pip install \S+", "", told.err + told.out)
    assert not ENGLISH.findall(said)
    # The note comes out of a stamp when nothing has changed since.
    assert run(["build", text, "-o", str(tmp_path), "--format", "epub", "-v"]) == 0
    assert not ENGLISH.findall(capsys.readouterr().err)


def test_doubts_are_told_in_english_too(capsys, monkeypatch):
    monkeypatch.setattr("epubmaker.cli.reconstruct.reconstruct", lambda *_: edition_of(SEEDS[0]))
    assert run(["reconstruct", str(SEEDS[0])]) == 0
    notes = [row for row in capsys.readouterr().out.splitlines() if row.startswith(("warning: ", "info: "))]
    unsure = [row for row in notes if "seam-unsure" in row]
    assert unsure
    assert all("in doubt" in row for row in unsure)


def test_files_do_not_depend_on_the_language(tmp_path, monkeypatch):
    text = str(SEEDS[1])
    monkeypatch.setattr("epubmaker.batch.work.reconstruct", lambda *_: edition_of(SEEDS[1]))
    for language in LANGUAGES:
        out = tmp_path / language
        report = ["--report", str(out / "report.json")]
        assert (
            run(["build", text, str(tmp_path / "gone.txt"), "-o", str(out), "--language", language, *report])
            == 1
        )
    for path in sorted(path for path in (tmp_path / "en").iterdir() if path.is_file()):
        others = [(tmp_path / language / path.name).read_bytes() for language in CHINESE]
        if path.suffix != ".json" or "edition" in path.name:
            assert others == [path.read_bytes()] * 2
        else:
            said = [[one["failure"] for one in json.loads(payload)["editions"]] for payload in others]
            assert said == [[one["failure"] for one in json.loads(path.read_bytes())["editions"]]] * 2


def test_a_message_is_its_english_text_and_goes_through_pickles():
    message = Message("{path}: {reason}", path="a.txt", reason=Message("Permission denied"))
    error = pickle.loads(pickle.dumps(InputMissingError(message)))
    assert error.args == ("a.txt: Permission denied",)
    assert Speech("zh-Hans").say(str(error)) == "a.txt：没有权限"
    assert Speech("en").say(str(error)) == "a.txt: Permission denied"


def test_the_proof_desk_tells_errors_in_the_language_of_the_run():
    error = CorrectionsError(
        Message("{name}, line {row}: {said}", name="page.toml", row=2, said=Message("should be text"))
    )
    assert "page.toml，第 2 行：应为文字" in trouble_page(error, "page.txt", "/x/", Speech("zh-Hans").say)
    assert "page.toml, line 2: should be text" in trouble_page(error, "page.txt", "/x/")


def test_braces_that_are_no_placeholders_stay():
    assert Message("a list of { ... }") == "a list of { ... }"
    assert Speech("zh-Hant").say(Message("{name}: holds no text", name="{x}")).startswith("{x}：")


def test_what_no_catalogue_has_stays_as_it_is():
    assert Speech("zh-Hans").say("河东 river") == "河东 river"
    assert Speech("zh-Hans").say(Message("some {thing} of others", thing="fish")) == "some fish of others"
    assert Speech("zh-Hans").say("") == ""


def test_chinese_breaks_at_the_width_and_never_before_a_mark():
    rows = wrapped("把中文报纸打散的文字，做成 EPUB 电子书（和 PDF 摘编）。", 12)
    assert "".join(rows).replace(" ", "") == "把中文报纸打散的文字，做成EPUB电子书（和PDF摘编）。"
    assert all(columns(row) <= 14 for row in rows)
    assert not [row for row in rows if row[0] in "，。）"]
    assert not [row for row in rows if row[-1] == "（"]


# What says something to people: errors, notes, lines on the terminal.
SAYING = {"complain", "BadParameter", "UsageError", "Diagnostic", "fail", "echo", "warn", "Failure"}
TOLD_TO_PROGRAMMERS = {"AttributeError", "TypeError", "ValueError", "KeyError"}


def plain_words(node):
    """Yield the strings that an expression may be, those of messages aside; a field of an f-string is left out."""
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.JoinedStr(values=parts):
            yield "".join(part.value for part in parts if isinstance(part, ast.Constant))
        case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
            yield from (*plain_words(one), *plain_words(other))
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from plain_words(part)


def calls(tree, names):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
            yield node


def test_whatever_is_said_to_people_is_a_message():
    trees = catalogues.modules().items()
    saying = set(SAYING)
    for _, tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
                saying.add(node.name)
            if isinstance(node, ast.FunctionDef) and re.search(
                r"Error\b", ast.unparse(node.returns or node.args)
            ):
                saying.add(node.name)
    found = [
        f"{path}:{call.lineno} {words}"
        for path, tree in trees
        for call in calls(tree, saying - TOLD_TO_PROGRAMMERS)
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]
        for words in plain_words(argument)
        if re.search(r"[A-Za-z]{2,}[^-\w]+([^-\w]*[A-Za-z]{2,})", words) or re.search("[一-鿿]", words)
    ]
    assert found == []


def test_whatever_is_set_into_a_message_is_a_name_or_a_message():
    found = []
    for path, tree in catalogues.modules().items():
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            known = {}
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    known.setdefault(node.targets[0].id, []).extend(plain_words(node.value))
            for call in calls(function, {"Message"}):
                for keyword in call.keywords:
                    words = [*plain_words(keyword.value), *known.get(getattr(keyword.value, "id", None), [])]
                    found += [
                        f"{path}:{call.lineno} {said}" for said in words if re.search("[a-z]{2} [a-z]", said)
                    ]
    assert found == []


def test_notes_of_an_earlier_run_are_told_in_the_language_of_this_one(tmp_path, capsys, monkeypatch):
    text = tmp_path / "page.txt"
    text.write_text("河东镇昨天举行新桥通车仪式，两岸居民过河\n不再绕路。\n", encoding="utf-8")
    call = ["build", str(text), "-o", str(tmp_path / "books"), "--format", "epub", "--facsimile"]
    assert run(call) == 0
    assert "has no facsimile" in capsys.readouterr().err
    for language, said in (("zh-Hans", "没有影印页"), ("zh-Hant", "沒有影印頁"), ("en", "has no facsimile")):
        monkeypatch.setenv("EPUBMAKER_LANGUAGE", language)
        assert run(call) == 0
        assert said in capsys.readouterr().err


@given(st.text(), st.text(), st.integers())
def test_a_message_comes_back_from_json_as_it_was(name, reason, count):
    inner = Message("cannot be read ({reason})", reason=reason)
    message = Message("{name!r}: {inner} {count:,d}", name=name, inner=inner, count=count)
    back = unpacked(json.loads(json.dumps(packed(message))))
    assert back == message
    assert back.template == message.template
    assert back.values["inner"].template == inner.template
    assert unpacked(packed(name)) == name


@pytest.mark.parametrize(
    "values",
    [
        {"template": "{name.__class__}", "values": {"name": "x"}},
        {"template": "{name[0]}", "values": {"name": "x"}},
        {"template": "{name:>999999999}", "values": {"name": "x"}},
        {"template": "{name:d}", "values": {"name": "x"}},
        {"template": "{", "values": {"name": "x"}},
        {"template": "{name}", "values": 3},
        {"values": {}},
        {},
    ],
)
def test_a_message_out_of_a_strange_file_is_refused(values):
    with pytest.raises(ValueError, match=r".*"):
        unpacked(values)
