"""The command line: what it writes, what it says, and how it fails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile

import pytest
from conftest import ROOT, SEEDS
from made import explained

from epubmaker.cli import run
from epubmaker.cli.output import one_line
from epubmaker.cli.stages import STAGES
from epubmaker.edition_file import edition_from_dict
from epubmaker.pipeline import reconstruct
from epubmaker.version import __version__

SMALL = "■记者 李明\n\n本报讯 昨天上午，全市春季植树活动在河边公园举\n行，三百多名市民参加。\n\n春季植树活动举行\n"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def command(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "epubmaker", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | environment,
        check=False,
    )


def files_below(folder):
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".epubmaker" not in path.parts
    )


def test_build_makes_the_books_of_a_page_and_says_nothing(tmp_path):
    seed = SEEDS[1]
    shown = command("build", seed, "-o", tmp_path / "books")
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, b"", b"")
    assert files_below(tmp_path / "books") == [
        f"{seed.stem}.{kind}" for kind in ("edition.json", "epub", "pdf")
    ]
    assert zipfile.ZipFile(tmp_path / "books" / f"{seed.stem}.epub").testzip() is None
    assert (tmp_path / "books" / f"{seed.stem}.pdf").read_bytes().startswith(b"%PDF")


def test_build_takes_folders_and_one_format(tmp_path, page):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("1", "2"):
        shutil.copy(page, folder / f"{name}.txt")
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "--format", "epub"]) == 0
    assert files_below(tmp_path / "out") == [
        f"{name}.{kind}" for name in "12" for kind in ("edition.json", "epub")
    ]


def test_build_from_an_edition_file_makes_the_same_book(tmp_path, page):
    assert run(["build", str(page), "-o", str(tmp_path / "one")]) == 0
    edition = tmp_path / "one/page.edition.json"
    before = edition.read_bytes()
    assert run(["build", str(edition), "-o", str(tmp_path / "two")]) == 0
    assert files_below(tmp_path / "one") == files_below(tmp_path / "two")
    for name in files_below(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    # The books may lie beside the edition file; the file itself is an input and stays as it is.
    assert run(["build", str(edition), "-o", str(tmp_path / "one"), "--title", "新报"]) == 0
    assert edition.read_bytes() == before


def test_build_sets_what_the_caller_knows(tmp_path, page):
    arguments = ["--title", "河东日报", "--date", "2021-03-04", "--issue", "88", "--convert", "s2t"]
    assert run(["build", str(page), "-o", str(tmp_path / "o"), *arguments]) == 0
    edition = edition_from_dict(json.loads((tmp_path / "o/page.edition.json").read_text(encoding="utf-8")))
    assert edition.masthead.title == "河東日報"
    assert edition.masthead.date.isoformat() == "2021-03-04"
    assert edition.masthead.issue_number == 88
    assert edition.language.startswith("zh-Hant")


def test_reconstruct_prints_the_edition_file(page, capfdbinary):
    assert run(["reconstruct", str(page), "--json"]) == 0
    edition = edition_from_dict(json.loads(capfdbinary.readouterr().out.decode("utf-8")))
    assert edition.source.name == "page.txt"


def test_reconstruct_writes_to_a_file(page, tmp_path, capfd):
    assert run(["reconstruct", str(page), "--json", "-o", str(tmp_path / "e.json")]) == 0
    assert capfd.readouterr() == ("", "")
    assert edition_from_dict(json.loads((tmp_path / "e.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("stage", STAGES)
def test_inspect_shows_every_stage(stage, seed, capfdbinary, monkeypatch):
    if stage != "edition":  # that one does all of it; the others show the same reconstruction
        monkeypatch.setattr("epubmaker.cli.inspect.reconstruct_and_explain", lambda *_: explained(seed))
    assert run(["inspect", str(seed), "--stage", stage]) == 0
    rows = capfdbinary.readouterr().out.decode("utf-8").splitlines()
    assert len(rows) > (6 if stage == "articles" else 20)
    if stage != "edition":
        assert {row.count("\t") for row in rows} == {rows[0].count("\t")}


@pytest.mark.parametrize("locale", ["C", "zh_TW.Big5", "POSIX"])
def test_output_is_utf8_in_every_locale(page, locale):
    shown = command("reconstruct", page, "--json", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert shown.returncode == 0
    assert "植树" in shown.stdout.decode("utf-8")


def test_version(capfd):
    assert run(["--version"]) == 0
    assert capfd.readouterr().out.strip() == f"epubmaker, version {__version__}"


def test_without_a_command_the_help_is_shown(capfd):
    assert run([]) == 0
    assert "build" in capfd.readouterr().out


# Bad input: one line, its own exit code, nothing written.


def bad_inputs(folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\xe3\x80\x80\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    (folder / "mixed.txt").write_bytes("好的".encode() + "好的人民".encode("gb18030") + b"\xff\xff")
    (folder / "folder").mkdir()
    (folder / "wrong.edition.json").write_text("{}", encoding="utf-8")
    (folder / "large.txt").write_bytes(b"x" * (5 << 20))
    (folder / "long.txt").write_bytes("行\n".encode() * 60_000)


CODES = {
    "none.txt": 11,
    "empty.txt": 13,
    "blank.txt": 13,
    "binary.txt": 14,
    "picture.txt": 22,
    "mixed.txt": 15,
    "large.txt": 16,
    "long.txt": 16,
    "folder": 17,
    "wrong.edition.json": 18,
}


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_bad_input_gives_one_line_and_its_own_code(tmp_path, capfd, name, code):
    bad_inputs(tmp_path)
    got = run(["build", str(tmp_path / name), "-o", str(tmp_path / "books")])
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("epubmaker: ")
    assert name in err
    assert "Traceback" not in err
    assert got in (code, 15 if name == "binary.txt" else code)
    assert not (tmp_path / "books").exists() or files_below(tmp_path / "books") == []


@pytest.mark.parametrize("name", ["none.txt", "empty.txt", "binary.txt"])
@pytest.mark.parametrize("arguments", [["reconstruct", "--json"], ["inspect", "--stage", "lines"]])
def test_the_other_commands_fail_alike(tmp_path, capfd, arguments, name):
    bad_inputs(tmp_path)
    out = tmp_path / "out"
    assert run([*arguments, str(tmp_path / name), "-o", str(out)]) in (CODES[name], 15)
    assert capfd.readouterr().err.count("\n") == 1
    assert not out.exists()


def test_output_that_cannot_be_written(tmp_path, page, capfd):
    (tmp_path / "taken").write_text("a file")
    assert run(["build", str(page), "-o", str(tmp_path / "taken")]) == 20
    assert run(["build", str(page), "-o", str(tmp_path / "taken/below")]) == 20
    assert run(["reconstruct", str(page), "--json", "-o", str(tmp_path / "no/such/folder.json")]) == 20
    assert capfd.readouterr().err.count("\n") == 3


def test_one_bad_edition_does_not_stop_the_others(tmp_path, page, capfd):
    bad_inputs(tmp_path)
    (tmp_path / "large.txt").unlink()
    (tmp_path / "long.txt").unlink()
    report = tmp_path / "report.json"
    out = tmp_path / "books"
    assert run(["build", str(tmp_path), "-o", str(out), "--report", str(report)]) == 1
    assert files_below(out) == ["page.edition.json", "page.epub", "page.pdf"]
    values = json.loads(report.read_text(encoding="utf-8"))
    assert (values["built"], values["failed"]) == (1, 5)
    codes = {entry["name"]: entry["failure"]["exit_code"] for entry in values["editions"] if entry["failure"]}
    assert codes["empty"] == 13
    assert capfd.readouterr().err.count("\n") == 5


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["frob"], 2, "frob"),
        (["build"], 2, "INPUT"),
        (["build", "x.txt"], 2, "--out"),
        (["build", "x.txt", "-o", "o", "--format", "doc"], 2, "doc"),
        (["build", "x.txt", "-o", "o", "--date", "2021-13-01"], 2, "2021-13-01"),
        (["build", "x.txt", "-o", "o", "--jobs", "0"], 2, "0"),
        (["build", "seeds", "-o", "o", "--issue", "3"], 30, "one edition"),
        (["inspect", "x.txt", "--stage", "soup"], 2, "soup"),
    ],
)
def test_command_lines_that_make_no_sense(arguments, code, word, capfd, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert run(arguments) == code
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert word in err
    assert not (ROOT / "o").exists()


def test_a_script_that_cannot_be_converted_to(tmp_path, page, capfd):
    assert run(["build", str(page), "-o", str(tmp_path / "o"), "--convert", "klingon"]) == 30
    assert "klingon" in capfd.readouterr().err


def test_a_defect_is_one_line_too(monkeypatch, page, capfd):
    def fail(*_arguments, **_options):
        raise IndexError("list index out of range")

    monkeypatch.setattr("epubmaker.cli.reconstruct.reconstruct", fail)
    assert run(["reconstruct", str(page)]) == 70
    assert capfd.readouterr().err.count("\n") == 1
    monkeypatch.setenv("EPUBMAKER_DEBUG", "1")
    assert run(["reconstruct", str(page)]) == 70
    assert "Traceback" in capfd.readouterr().err


def test_a_defect_in_one_edition_does_not_stop_the_others(monkeypatch, tmp_path, page, capfd):
    (tmp_path / "other.txt").write_text(SMALL * 2, encoding="utf-8")

    def fail(source, *_options):
        if source.name == "other.txt":
            raise IndexError("list index out of range")
        return reconstruct(source)

    monkeypatch.setattr("epubmaker.batch.work.reconstruct", fail)
    report = tmp_path / "report.json"
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "o"), "--report", str(report)]) == 1
    assert "defect of epubmaker" in capfd.readouterr().err
    entries = json.loads(report.read_text(encoding="utf-8"))["editions"]
    assert [entry["status"] for entry in entries] == ["failed", "built"]
    assert "IndexError" in entries[0]["failure"]["trace"]


def test_messages_cannot_steer_the_terminal():
    assert one_line("a\x1b]0;title\x07b\nc\u202ed") == "a\\u001b]0;title\\u0007b c\\u202ed"


def test_a_closed_pipe_is_no_error(page):
    shown = subprocess.run(
        f"{sys.executable} -m epubmaker inspect {page} --stage lines | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert shown.stderr == b""


def heed_interrupts():
    """Heed SIGINT again: a job in the background of a shell is born deaf to it, and so would its children be."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupt_stops_with_a_line_and_its_code(tmp_path):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(SMALL * 20 + str(number), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "epubmaker", "build", str(tmp_path), "-o", str(tmp_path / "o")],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  (nothing but a system call between fork and exec)
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "o").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert b"stopped" in err


PAGE = "河东日报 2021年3月4日\n河东镇昨天举行新桥通车仪式，两岸居民过河\n不再绕路。\n"


@pytest.mark.parametrize("call", [["reconstruct"], ["reconstruct", "--json"], ["inspect"], ["review"]])
def test_what_lay_where_a_command_writes_is_kept_beside_it(call, tmp_path, capsys):
    text, out = tmp_path / "page.txt", tmp_path / "mine.html"
    text.write_text(PAGE, encoding="utf-8")
    out.write_text("notes of mine", encoding="utf-8")
    assert run([*call, str(text), "-o", str(out)]) == 0
    assert (tmp_path / "mine.html.old").read_text(encoding="utf-8") == "notes of mine"
    assert "mine.html: what was there is kept as mine.html.old" in capsys.readouterr().err
    first = out.read_bytes()
    assert run([*call, str(text), "-o", str(out)]) == 0
    assert out.read_bytes() == first
    assert not capsys.readouterr().err
    assert not (tmp_path / "mine.html.old-2").exists(), "nothing is kept twice of the same"


def test_a_proof_page_is_made_again_over_itself(tmp_path, capsys):
    text = tmp_path / "page.txt"
    text.write_text(PAGE, encoding="utf-8")
    assert run(["review", str(text)]) == 0
    text.write_text(PAGE + "本报讯 昨天下雨。\n", encoding="utf-8")
    assert run(["review", str(text)]) == 0
    assert not capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.txt", "page.txt.review.html"]


def test_a_report_takes_the_place_of_a_report_and_of_nothing_else(tmp_path, capsys):
    text, report = tmp_path / "page.txt", tmp_path / "report.json"
    text.write_text(PAGE, encoding="utf-8")
    call = ["build", str(text), "-o", str(tmp_path / "books"), "--format", "epub", "--report", str(report)]
    report.write_text('{"mine": 1}', encoding="utf-8")
    assert run(call) == 0
    assert (tmp_path / "report.json.old").read_text(encoding="utf-8") == '{"mine": 1}'
    assert "kept as report.json.old" in capsys.readouterr().err
    assert run(call) == 0
    assert not capsys.readouterr().err
    assert not (tmp_path / "report.json.old-2").exists()


def test_an_edition_file_that_was_worked_on_is_kept(tmp_path):
    text, out = tmp_path / "page.txt", tmp_path / "page.edition.json"
    text.write_text(PAGE, encoding="utf-8")
    assert run(["reconstruct", str(text), "--json", "-o", str(out)]) == 0
    edited = out.read_text(encoding="utf-8").replace("新桥", "大桥")
    out.write_text(edited, encoding="utf-8")
    assert run(["reconstruct", str(text), "--json", "-o", str(out)]) == 0
    assert (tmp_path / "page.edition.json.old").read_text(encoding="utf-8") == edited


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--date", "2021-02-30", "'2021-02-30' is no day of the calendar; write it like 2021-03-04"),
        ("--date", "yesterday", "'yesterday' is no day of the calendar; write it like 2021-03-04"),
        ("--issue", "second", "'second' is no whole number from 0 upwards"),
        ("--issue", "-1", "'-1' is no whole number from 0 upwards"),
        ("--columns", "1.5", "'1.5' is no whole number from 1 upwards"),
        (
            "--max-size",
            "5MB",
            "'5MB' is no size; give mebibytes as a number from above 0 to 1048576, such as 0.5 or 64",
        ),
        ("--max-size", "nan", "'nan' is no size; give mebibytes"),
        ("--max-size", "-3", "'-3' is no size; give mebibytes"),
        ("--theme", "", "an empty name; is a variable not set?"),
        ("--title", " ", "an empty name; is a variable not set?"),
        ("--encoding", "", "an empty name; is a variable not set?"),
        ("--convert", "", "an empty name; is a variable not set?"),
        ("--facing", "s2x", "--facing s2x: OpenCC has no such configuration"),
        ("--convert", "s2x", "--convert s2x: OpenCC has no such configuration"),
        ("--font-dir", "gone", "--font-dir gone: no such folder"),
        ("--image", "gone.jpg", "gone.jpg: no such file"),
        (
            "--out",
            "books.mobi",
            "books.mobi: no book of that kind is made; name a folder, or a book .epub or .pdf",
        ),
    ],
)
def test_a_wrong_value_is_named_and_a_right_one_shown(page, capsys, monkeypatch, option, value, said):
    monkeypatch.chdir(page.parent)
    out = [] if option == "--out" else ["-o", "books"]
    assert run(["build", str(page), *out, option, value]) in (2, 11, 30)
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not (page.parent / "books").exists()


def test_what_is_right_is_taken_as_before(page, tmp_path):
    assert (
        run(
            [
                "build",
                str(page),
                "-o",
                str(tmp_path),
                "--date",
                "2021-3-4",
                "--issue",
                "7",
                "--max-size",
                "0.5",
            ]
        )
        == 0
    )
    masthead = json.loads((tmp_path / "page.edition.json").read_text(encoding="utf-8"))["masthead"]
    assert (masthead["date"], masthead["issue_number"]) == ("2021-03-04", 7)


def test_the_help_that_is_named_is_that_of_the_command(capsys):
    assert run(["build", "--formt", "epub"]) == 2
    assert "(see epubmaker build --help)" in capsys.readouterr().err
    assert run(["nothing"]) == 2
    assert "(see epubmaker --help)" in capsys.readouterr().err
