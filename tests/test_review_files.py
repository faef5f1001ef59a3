"""The files behind the desk, changed by others at any moment: nothing is lost, and nothing stale is shown."""

from __future__ import annotations

import os
import shutil

import pytest
from test_review_desk import PAGE, line_of

from epubmaker.errors import CorrectionsError, EpubmakerError, InputError, OutputError
from epubmaker.model.corrections import Quotation, Statement
from epubmaker.pipeline import ReconstructOptions
from epubmaker.readers import ReadOptions, corrections_path
from epubmaker.readers.corrections import parse_corrections
from epubmaker.review import session as desk
from epubmaker.review.saving import with_changes, with_field
from epubmaker.review.session import Session, StaleError
from epubmaker.seams import default_scorer

BREAK = {"verb": "break", "lines": [line_of("派繁忙")]}
ROLE = {"verb": "role", "lines": [line_of("夏收")], "value": "crosshead"}
BY_HAND = '# by hand\ncorrections = [\n    { break = "派丰收" },\n]\n'


KNOWN = {}
SCORER = default_scorer()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Reconstruction costs what these tests are not about: what was made of the same once is taken again."""
    kept = desk.reconstruct_and_explain

    def made(source, options):
        key = source, options.corrections
        if key not in KNOWN:
            KNOWN[key] = kept(source, options)
        return KNOWN[key]

    monkeypatch.setattr(desk, "reconstruct_and_explain", made)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def session(page):
    return Session(page, ReadOptions(), ReconstructOptions(scorer=SCORER))


def replaced_by(make):
    """Return a function that puts something else in the place of a file."""

    def replace(path):
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        make(path)

    return replace


BROKEN = {
    "no TOML": replaced_by(
        lambda path: path.write_text("corrections = [\n  { break = \n]\n", encoding="utf-8")
    ),
    "a misfit": replaced_by(
        lambda path: path.write_text('\ncorrections = [{break = "<b>"}]', encoding="utf-8")
    ),
    "a number without end": replaced_by(
        lambda path: path.write_text(f"[masthead]\nissue_number = {'1' * 5000}")
    ),
    "no UTF-8": replaced_by(
        lambda path: path.write_bytes("# 校\n[masthead]\ntitle = '报'".encode("gb18030"))
    ),
    "too much": replaced_by(lambda path: path.write_bytes(b"#" * ((1 << 20) + 1))),
    "a folder": replaced_by(lambda path: path.mkdir()),
    "a ring of links": replaced_by(lambda path: path.symlink_to(path)),
    "a pipe": replaced_by(os.mkfifo),
}
MEDDLING = {
    "changed": replaced_by(lambda path: path.write_text(BY_HAND, encoding="utf-8")),
    "removed": replaced_by(lambda path: None),
} | {name: BROKEN[name] for name in ("no TOML", "no UTF-8", "too much", "a folder", "a pipe")}


def state_of(path):
    status = path.lstat() if os.path.lexists(path) else None
    return status and (status.st_mode, status.st_ino, path.is_file() and path.read_bytes())


def meddled(monkeypatch, name, act):
    """Have `act` done once, right after `session.NAME` was called in earnest or, for the writing, right before it."""
    kept, done = getattr(desk, name), []

    def first(*arguments, **options):
        made = kept(*arguments, **options) if name != "write_atomically" else None
        if not done:
            done.append(True)
            act()
        return kept(*arguments, **options) if name == "write_atomically" else made

    monkeypatch.setattr(desk, name, first)


@pytest.mark.parametrize("moment", ["reconstruct_and_explain", "write_atomically"])
@pytest.mark.parametrize("kind", MEDDLING)
def test_what_is_saved_by_hand_while_the_desk_works_is_kept(session, page, monkeypatch, kind, moment):
    path = corrections_path(page)
    session.change(session.revision, BREAK)
    revision, shown = session.revision, session.page("/x/")
    left = []
    meddled(monkeypatch, moment, lambda: left.append((MEDDLING[kind](path), state_of(path))))
    with pytest.raises(StaleError):
        session.change(revision, ROLE)
    assert state_of(path) == left[0][1]
    assert session.revision == revision
    assert list(page.parent.glob(".*.part")) == []
    MEDDLING["removed"](path)
    path.write_text('corrections = [\n    { break = "派繁忙的" },\n]\n', encoding="utf-8")
    assert session.page("/x/") != shown
    session.change(session.revision, ROLE)


@pytest.mark.parametrize("moment", ["reconstruct_and_explain", "write_atomically"])
def test_a_file_that_appears_while_the_desk_works_is_kept(session, page, monkeypatch, moment):
    meddled(monkeypatch, moment, lambda: MEDDLING["changed"](corrections_path(page)))
    with pytest.raises(StaleError):
        session.change(session.revision, BREAK)
    assert corrections_path(page).read_text(encoding="utf-8") == BY_HAND


@pytest.mark.parametrize("kind", MEDDLING)
def test_taking_the_last_change_back_removes_no_file_but_its_own(session, page, monkeypatch, kind):
    path = corrections_path(page)
    session.change(session.revision, BREAK)
    revision, left = session.revision, []
    meddled(
        monkeypatch, "reconstruct_and_explain", lambda: left.append((MEDDLING[kind](path), state_of(path)))
    )
    with pytest.raises(StaleError):
        session.undo(revision)
    assert state_of(path) == left[0][1]
    assert session.revision == revision


def test_a_text_changed_while_the_desk_works_gets_no_corrections_of_the_old_one(session, page, monkeypatch):
    changed = PAGE.replace("昨天上午", "昨天下午")
    meddled(monkeypatch, "reconstruct_and_explain", lambda: page.write_text(changed, encoding="utf-8"))
    with pytest.raises(StaleError):
        session.change(session.revision, BREAK)
    assert not corrections_path(page).exists()


def test_a_file_that_cannot_be_removed_is_a_refusal(session, page, monkeypatch):
    session.change(session.revision, BREAK)
    revision = session.revision

    def refused(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.unlink", refused)
    with pytest.raises(OutputError, match="Permission denied"):
        session.undo(revision)
    assert session.revision == revision


def test_a_link_to_the_corrections_stays_a_link(session, page, tmp_path):
    path, elsewhere = corrections_path(page), tmp_path / "elsewhere.toml"
    path.symlink_to(elsewhere)
    session.change(session.revision, BREAK)
    assert elsewhere.exists()
    session.undo(session.revision)
    assert path.is_symlink()
    assert not elsewhere.exists()
    session.change(session.revision, BREAK)


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_corrections_are_an_error_of_one_line_until_they_are_mended(session, page, kind):
    path = corrections_path(page)
    session.change(session.revision, BREAK)
    revision, payload = session.revision, path.read_bytes()
    BROKEN[kind](path)
    with pytest.raises(CorrectionsError) as caught:
        session.page("/x/")
    assert "\n" not in str(caught.value)
    assert path.name in str(caught.value)
    with pytest.raises(CorrectionsError):
        Session(page, ReadOptions(), ReconstructOptions(scorer=SCORER))
    for act in (lambda: session.change(revision, ROLE), lambda: session.undo(revision)):
        with pytest.raises(StaleError):
            act()
    replaced_by(lambda path: path.write_bytes(payload))(path)
    assert session.revision == revision
    assert revision in session.page("/x/")
    session.undo(revision)


def test_a_text_changed_on_disk_is_read_again(session, page):
    revision = session.revision
    page.write_text(
        PAGE.replace("春耕", "秋收"), encoding="utf-8"
    )  # as long as before, within a tick of the clock
    with pytest.raises(StaleError):
        session.change(revision, BREAK)
    assert "秋收时节忙" in session.page("/x/")
    assert session.revision != revision
    with pytest.raises(StaleError):
        session.change(revision, BREAK)
    session.change(session.revision, BREAK)
    page.write_text(PAGE, encoding="utf-8")
    assert "春耕时节忙" in session.page("/x/")
    session.undo(session.revision)
    assert not corrections_path(page).exists() or "break" not in corrections_path(page).read_text()


def test_an_old_text_that_lies_still_is_not_decoded_again(session, page, monkeypatch):
    os.utime(page, (1_000_000_000, 1_000_000_000))
    session.page("/x/")
    monkeypatch.setattr("epubmaker.review.disk.read_text", lambda *_: pytest.fail("read again"))
    session.page("/x/")
    session.change(session.revision, BREAK)


TEXTS = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_text(" \n"),
    "binary": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(200)),
    "a pipe": replaced_by(os.mkfifo),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_that_cannot_be_read_any_more_is_an_error_until_it_is_back(session, page, kind):
    revision = session.revision
    TEXTS[kind](page)
    with pytest.raises(InputError):
        session.page("/x/")
    with pytest.raises(StaleError):
        session.change(revision, BREAK)
    assert not corrections_path(page).exists()
    replaced_by(lambda path: path.write_text(PAGE, encoding="utf-8"))(page)
    assert revision in session.page("/x/")
    session.change(revision, BREAK)


def test_corrections_that_do_not_fit_a_new_text_are_named_with_their_line(session, page):
    session.change(session.revision, BREAK)
    page.write_text(PAGE.replace("派繁忙", "派热闹"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(EpubmakerError, match=r"corrections\.toml, line 2: "):
            session.page("/x/")
    page.write_text(PAGE, encoding="utf-8")
    session.undo(session.revision)


WINDOWS = (
    '# von Hand\r\ncorrections = [\r\n    { break = "派繁忙" }, # warum\r\n    { break = "派丰收" }\r\n]\r\n\r\n'
    '[masthead]\r\ntitle = "甲"\r\n'
)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_of_a_windows_editor_keeps_its_line_ends(page, mark):
    path = corrections_path(page)
    path.write_bytes((mark + WINDOWS).encode("utf-8"))
    session = Session(page, ReadOptions(), ReconstructOptions(scorer=SCORER))
    first = session.revision
    assert first in session.page("/x/")
    session.change(first, ROLE)
    changed = path.read_bytes().decode("utf-8")
    assert changed.startswith('# von Hand\r\ncorrections = [\r\n    { break = "派繁忙" }, # warum\r\n')
    assert changed.count("\n") == changed.count("\r\n") == WINDOWS.count("\n") + 1
    session.change(session.revision, {"verb": "masthead", "field": "issue_number", "value": "7"})
    assert "[masthead]\r\nissue_number = 7\r\ntitle" in path.read_bytes().decode("utf-8")
    assert session.revision in session.page("/x/")
    session.undo(session.revision)
    session.undo(session.revision)
    assert path.read_bytes() == WINDOWS.encode("utf-8")
    assert session.revision == first


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_come_and_go_in_files_of_either_line_end(end):
    text = WINDOWS.replace("\r\n", end)
    known = parse_corrections(text).statements
    added = Statement("break", Quotation("一"))
    changed = with_field(with_changes(text, known[:1], (added,)), "title", None)
    assert changed == end.join(
        [
            "# von Hand",
            "corrections = [",
            '    { break = "派丰收" },',
            '    { break = "一" },',
            "]",
            "",
            "[masthead]",
            "",
        ]
    )
    other = f'[[corrections]]{end}break = "二"{end}'
    assert with_changes(other, (), (added,)).count(end) == with_changes(other, (), (added,)).count("\n") == 4


def test_what_only_python_takes_for_a_line_end_loses_no_remark():
    text = '# first\ncorrections = [\n    { break = "甲\u2028乙" }, # why\n]\n'
    assert with_changes(text, (), (Statement("break", Quotation("一")),)) == text.replace(
        "]\n", '    { break = "一" },\n]\n'
    )
