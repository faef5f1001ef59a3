"""Corrections made on the desk: put into words that stand for one place, saved with what people wrote, taken back."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import date

import pytest
from conftest import ROOT, needed
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.amend.quotations import Words
from epubmaker.errors import CorrectionsError, OutputError
from epubmaker.model import SourceText
from epubmaker.model.corrections import Corrections, Quotation, Statement
from epubmaker.pipeline import ReconstructOptions, reconstruct
from epubmaker.readers import ReadOptions, corrections_path, read_corrections
from epubmaker.readers.corrections import parse_corrections
from epubmaker.review.quoting import Quoter
from epubmaker.review.saving import whole_text, with_changes, with_field
from epubmaker.review.session import Session, StaleError
from epubmaker.segment import split_lines

PAGE = """\
春耕时节忙

本报讯 昨天上午,河东乡的农民在田里忙着
播种小麦,一台台机器来回穿梭,到处都是一
派繁忙的景象。今年乡里添了三台新机器,农
民的劲头更足了,婚烟介绍所也来帮忙。

夏收时节乐

本报讯 前天下午,河西乡的农民在场上忙着
翻晒小麦,一车车粮食来回运送,到处都是一
派丰收的喜悦。
"""
JOIN = Statement("join", Quotation("甲"), Quotation("乙", 2))
BREAK = Statement("break", Quotation('丙"\\'))


def test_files_are_written_as_they_are_read():
    corrections = Corrections(
        (JOIN, BREAK), (("title", "河\n东"), ("date", date(2020, 1, 10)), ("issue_number", 4))
    )
    text = whole_text(corrections)
    read = parse_corrections(text)
    assert (read.statements, read.masthead) == (corrections.statements, corrections.masthead)
    assert [statement.row for statement in read.statements] == [2, 3]


@given(st.text(min_size=1).filter(str.strip), st.integers(0, 5), st.text())
def test_any_words_survive_being_written(words, occurrence, after):
    made = (
        Statement("join", Quotation(words, occurrence), Quotation(words)),
        Statement("replace", Quotation(words), value=after),
    )
    assert parse_corrections(whole_text(Corrections(made))).statements == made


def test_remarks_stay_where_lines_come_and_go():
    text = (
        '# by hand\ncorrections = [\n    # first\n    { break = "一" }, # why\n    { break = "二" }\n]\n\n'
        '[masthead] # paper\ntitle = "甲"\n'
    )
    known = parse_corrections(text).statements
    changed = with_changes(text, known[:1], (JOIN,))
    assert changed == (
        '# by hand\ncorrections = [\n    # first\n    { break = "二" },\n    { join = "甲", with = ["乙", 2] },\n]\n\n'
        '[masthead] # paper\ntitle = "甲"\n'
    )
    changed = with_field(changed, "issue_number", 7)
    assert "# paper\nissue_number = 7\ntitle" in changed
    assert parse_corrections(with_field(changed, "title", None)).masthead == (("issue_number", 7),)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[masthead]\ntitle = '甲'\n", "corrections = []\n"])
def test_the_first_statement_finds_its_place(text):
    changed = with_changes(text, (), (JOIN,))
    assert parse_corrections(changed).statements == (JOIN,)
    assert parse_corrections(changed).masthead == parse_corrections(text).masthead
    assert changed.startswith(text[:1]) or not text.startswith("#")


def test_a_file_of_another_form_is_written_anew():
    text = '[[corrections]]\nbreak = "一"\n'
    assert parse_corrections(with_changes(text, (), (JOIN,))).statements[1:] == (JOIN,)


@settings(max_examples=150)
@given(st.text("甲乙丙 \n", min_size=1, max_size=60).filter(str.strip))
def test_a_quotation_made_stands_for_its_place_and_no_other(text):
    quoter, words = Quoter.of(text), Words.of(text)
    for line in split_lines(SourceText(text)):
        for quotation, edge, wanted in (
            (quoter.onward(line.span.start), "start", line.span.start),
            (quoter.up_to(line.span.end), "end", line.span.end),
            (quoter.inside(line), "start", line.span.start),
        ):
            places = list(words.places(quotation))
            assert bool(quotation.occurrence) == (len(places) > 1)
            assert getattr(places[max(quotation.occurrence, 1) - 1], edge) == wanted


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def session(page):
    return Session(page, ReadOptions(), ReconstructOptions())


def line_of(words):
    (number,) = [line.number for line in split_lines(SourceText(PAGE)) if words in line.text]
    return number


def edition(page):
    source = SourceText(PAGE)
    return reconstruct(source, ReconstructOptions(corrections=read_corrections(corrections_path(page))))


def texts(page):
    return ["｜".join(block.text for block in article.blocks) for article in edition(page).articles]


def test_every_change_is_saved_at_once_and_can_be_taken_back(session, page):
    states = [""]
    for change in (
        {"verb": "break", "lines": [line_of("派繁忙")]},
        {"verb": "replace", "line": line_of("婚烟"), "value": "民的劲头更足了,婚姻介绍所也来帮忙。"},
        {"verb": "move", "lines": [line_of("派繁忙")], "target": line_of("前天下午")},
        {"verb": "masthead", "field": "date", "value": "2021-03-04"},
    ):
        session.change(session.revision, change)
        states.append(corrections_path(page).read_text(encoding="utf-8"))
    assert len(set(states)) == 5
    first, second = texts(page)
    assert "派繁忙" not in first
    assert "婚姻介绍所" in second
    assert edition(page).masthead.date == date(2021, 3, 4)
    for state in reversed(states[1:-1]):
        session.undo(session.revision)
        assert corrections_path(page).read_text(encoding="utf-8") == state
    session.undo(session.revision)
    assert not corrections_path(page).exists()
    with pytest.raises(CorrectionsError, match="nothing to take back"):
        session.undo(session.revision)


def test_after_a_new_start_the_last_statement_can_be_taken_back(session, page):
    session.change(session.revision, {"verb": "break", "lines": [line_of("派繁忙")]})
    session.change(session.revision, {"verb": "role", "lines": [line_of("夏收")], "value": "crosshead"})
    again = Session(page, ReadOptions(), ReconstructOptions())
    again.undo(again.revision)
    assert [s.verb for s in read_corrections(corrections_path(page)).statements] == ["break"]


def test_the_last_word_counts(session, page):
    one, two, three = line_of("播种小麦"), line_of("派繁忙"), line_of("翻晒")
    session.change(session.revision, {"verb": "join", "lines": [one], "target": three})
    session.change(session.revision, {"verb": "join", "lines": [one], "target": two})
    session.change(session.revision, {"verb": "break", "lines": [two]})
    statements = read_corrections(corrections_path(page)).statements
    assert [statement.verb for statement in statements] == ["break"]
    line = line_of("婚烟")
    for typed in ("民的劲头更足了,婚因介绍所也来帮忙。", "民的劲头更足了,婚姻介绍所也来了。"):
        session.change(session.revision, {"verb": "replace", "line": line, "value": typed})
    assert "婚姻介绍所也来了。" in texts(page)[0]
    session.change(
        session.revision, {"verb": "replace", "line": line, "value": "民的劲头更足了,婚烟介绍所也来帮忙。"}
    )
    assert [s.verb for s in read_corrections(corrections_path(page)).statements] == ["break"]


DOUBLED = "我们的家乡在河东我们的家乡在河东\n\n本报讯 昨天上午,河东乡的农民在田里忙着\n播种小麦,到处都是一派繁忙的景象。\n"


def test_the_second_copy_of_a_title_is_shown_and_can_be_brought_back(page):
    page.write_text(DOUBLED, encoding="utf-8")
    session = Session(page, ReadOptions(), ReconstructOptions())
    shown = session.page("/")
    assert '<del class="again">我们的家乡在河东</del>' in shown
    session.change(session.revision, {"verb": "twice", "lines": [0]})
    kept = session.page("/")
    assert "<del" not in kept
    assert kept.count('<span class="t">我们的家乡在河东</span>') == 2
    session.change(session.revision, {"verb": "role", "lines": [1], "value": "crosshead"})
    session.undo(session.revision)
    session.undo(session.revision)
    assert not corrections_path(page).exists()
    assert session.page("/").count('<del class="again">') == 1


@pytest.mark.parametrize("verb", ["break", "article"])
def test_a_title_that_is_set_twice_can_be_corrected_like_any_line(page, verb):
    page.write_text("　" + DOUBLED * 2, encoding="utf-8")
    session = Session(page, ReadOptions(), ReconstructOptions())
    lines = split_lines(SourceText(page.read_text(encoding="utf-8")))
    title = max(line.number for line in lines if line.again)
    session.change(session.revision, {"verb": "role", "lines": [title], "value": "body"})
    session.change(session.revision, {"verb": verb, "lines": [title]})
    assert [statement.verb for statement in read_corrections(corrections_path(page)).statements] == [
        "role",
        verb,
    ]


def test_paragraphs_go_up_and_down_as_often_as_one_likes(session, page):
    session.change(session.revision, {"verb": "break", "lines": [line_of("派繁忙")]})
    up = {"verb": "move", "lines": [line_of("昨天上午")], "target": line_of("派繁忙")}
    down = {"verb": "move", "lines": [line_of("派繁忙")], "target": line_of("昨天上午")}
    for change in (up, down, up):
        session.change(session.revision, change)
    assert texts(page)[0].startswith("派繁忙")


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "burn", "lines": [1]},
        {"verb": "join", "lines": [1], "target": 999},
        {"verb": "join", "lines": [1]},
        {"verb": "join", "lines": [True], "target": 2},
        {"verb": "break", "lines": []},
        {"verb": "role", "lines": [1], "value": "king"},
        {"verb": "twice", "lines": [1]},
        {"verb": "split", "lines": [1], "at": 0},
        {"verb": "split", "lines": [1], "at": 999},
        {"verb": "replace", "line": 1, "value": "一\n二"},
        {"verb": "replace", "line": 1, "value": 3},
        {"verb": "join", "lines": [2], "target": 2},
        {"verb": "move", "lines": [0], "target": 2},
        {"verb": "masthead", "field": "date", "value": "soon"},
        {"verb": "masthead", "field": "owner", "value": "x"},
        {},
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(session, page, change):
    revision = session.revision
    with pytest.raises(CorrectionsError):
        session.change(revision, change)
    assert session.revision == revision
    assert not corrections_path(page).exists()


def test_a_file_changed_by_hand_is_never_written_over(session, page):
    corrections_path(page).write_text('corrections = [ { break = "派繁忙" } ]', encoding="utf-8")
    with pytest.raises(StaleError):
        session.change(session.revision, {"verb": "break", "lines": [3]})
    assert "派繁忙" in session.page("/x/")
    session.change(session.revision, {"verb": "role", "lines": [line_of("夏收")], "value": "crosshead"})
    assert len(read_corrections(corrections_path(page)).statements) == 2


@contextmanager
def served(session):
    """Yield the address of a desk that answers."""
    uvicorn = needed("uvicorn")
    from epubmaker.review import server  # noqa: PLC0415

    ready, found = threading.Event(), []
    kept = uvicorn.Server.run

    def run(self, sockets):
        found.append(self)
        kept(self, sockets)

    def announce(address):
        found.append(address)
        ready.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn.Server, "run", run)
        thread = threading.Thread(target=server.serve, args=(session, 0, announce))
        thread.start()
        assert ready.wait(10)
        try:
            yield found[0]
        finally:
            while len(found) < 2:
                pass
            found[1].should_exit = True
            thread.join(10)


def ask(address, method="GET", path="", body=None, **headers):
    host, _, token = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=20)
    sent = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/json"} | {
        key.replace("_", "-"): value for key, value in headers.items()
    }
    payload = json.dumps(body).encode() if isinstance(body, dict) else body
    connection.request(method, f"/{token}{path}" if not path.startswith("/") else path, payload, sent)
    answer = connection.getresponse()
    words = answer.read().decode()
    connection.close()
    return answer.status, words, dict(answer.getheaders())


def test_the_desk_answers_its_own_page_and_nobody_else(session, page):
    with served(session) as address:
        host = address.removeprefix("http://").partition("/")[0]
        assert host.startswith("127.0.0.1:")
        status, words, headers = ask(address)
        assert status == 200
        assert session.revision in words
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        change = {"revision": session.revision, "change": {"verb": "break", "lines": [line_of("派繁忙")]}}
        refused = {
            "wrong token": ask(address, path="/wrong/")[0],
            "no token": ask(address, path="/")[0],
            "a path outside": ask(address, path="../../etc/passwd")[0],
            "an encoded path": ask(address, path="%2e%2e/etc/passwd")[0],
            "another name of the machine": ask(address, Host="evil.example")[0],
            "another origin": ask(address, "POST", "change", change, Origin="http://evil.example")[0],
            "no origin": ask(address, "POST", "change", change, Origin="null")[0],
            "another site": ask(address, "POST", "change", change, Sec_Fetch_Site="cross-site")[0],
            "a form": ask(address, "POST", "change", change, Content_Type="text/plain")[0],
            "no JSON": ask(address, "POST", "change", b"{")[0],
            "a list": ask(address, "POST", "change", b"[]")[0],
            "too much": ask(address, "POST", "change", b" " * ((1 << 20) + 1))[0],
            "a stale page": ask(address, "POST", "change", change | {"revision": "x"})[0],
            "nonsense": ask(address, "POST", "change", change | {"change": {"verb": "burn"}})[0],
            "another method": ask(address, "PUT", "change", change)[0],
        }
        assert refused == {
            "wrong token": 404,
            "no token": 404,
            "a path outside": 404,
            "an encoded path": 404,
            "another name of the machine": 421,
            "another origin": 403,
            "no origin": 403,
            "another site": 403,
            "a form": 415,
            "no JSON": 400,
            "a list": 400,
            "too much": 413,
            "a stale page": 409,
            "nonsense": 422,
            "another method": 405,
        }
        assert not corrections_path(page).exists()
        status, words, _ = ask(address, "POST", "change", change)
        assert status == 200
        assert session.revision in words
        assert corrections_path(page).exists()


def test_a_save_that_fails_changes_nothing(session, page, monkeypatch):
    session.change(session.revision, {"verb": "break", "lines": [line_of("派繁忙")]})
    before, revision = corrections_path(page).read_bytes(), session.revision
    with monkeypatch.context() as broken:
        broken.setattr("epubmaker.review.session.write_atomically", full_disk)
        with pytest.raises(OutputError):
            session.change(revision, {"verb": "break", "lines": [line_of("播种")]})
    assert (corrections_path(page).read_bytes(), session.revision) == (before, revision)
    session.change(revision, {"verb": "break", "lines": [line_of("播种")]})


def full_disk(path, payload, **options):
    raise OutputError(f"cannot write {path}: No space left on device")


# Saves one break after the other and says so, until it is killed.
SAVING = """
import sys
from pathlib import Path
from epubmaker.pipeline import ReconstructOptions
from epubmaker.readers import ReadOptions
from epubmaker.review import Session
session = Session(Path(sys.argv[1]), ReadOptions(), ReconstructOptions())
done = 0
while True:
    session.change(session.revision, {"verb": "break", "lines": [2 + done % 8]})
    done += 1
    print(done, flush=True)
"""


def test_a_kill_loses_at_most_the_last_change(page):
    with subprocess.Popen(
        [sys.executable, "-c", SAVING, page], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as saving:
        told = [int(saving.stdout.readline()) for _ in range(3)]
        saving.kill()
        told += [int(row) for row in saving.stdout]
    kept = len(read_corrections(corrections_path(page)).statements)
    assert kept - told[-1] in (0, 1)
