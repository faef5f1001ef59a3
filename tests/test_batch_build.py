"""Building many editions: incremental, resumable, whole or not at all, the same bytes however it is shared out."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from conftest import ROOT, SEEDS

from epubmaker import BuildOptions, EpubOptions, build
from epubmaker.batch import Bench, Existing, MastheadOverrides, PagePattern, Processes, Task
from epubmaker.batch.options import Conversion
from epubmaker.edition_file import edition_from_dict
from epubmaker.errors import InputFolderEmptyError, OptionError, OutputError
from epubmaker.files.leftovers import create_locked
from epubmaker.model import Span

# Without the picture on the cover a book is made four times as fast.
EPUB = BuildOptions(formats=("epub",), epub=EpubOptions(cover=False))
ROWS = SEEDS[1].read_text(encoding="utf-8").splitlines()


def page(number, size=6):
    """Return a small page, unlike the others."""
    rows = random.Random(number).sample(ROWS, size)
    return f"河东日报\n\n2021年3月{number % 28 + 1}日\n\n" + "\n".join(rows) + "\n"


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number:03}.txt").write_text(page(number), encoding="utf-8")
    return folder


def contents(out):
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def states(out):
    return {
        p.relative_to(out).as_posix(): p.stat().st_mtime_ns for p in sorted(out.rglob("*")) if p.is_file()
    }


def test_a_batch_is_the_sum_of_its_editions(archive, tmp_path):
    build(archive, tmp_path / "all", EPUB)
    for path in sorted(archive.iterdir()):
        build(path, tmp_path / "single", EPUB)
    assert contents(tmp_path / "all") == contents(tmp_path / "single")


def test_processes_make_the_same_bytes(archive, tmp_path):
    build(archive, tmp_path / "serial")
    build(archive, tmp_path / "shared", executor=Processes(2))
    assert contents(tmp_path / "serial") == contents(tmp_path / "shared")


def test_a_second_run_does_nothing(archive, tmp_path):
    out = tmp_path / "out"
    first = build(archive, out, EPUB)
    before = states(out)
    second = build(archive, out, EPUB)
    assert (first.count("built"), second.count("current"), second.count("built")) == (6, 6, 0)
    assert states(out) == before
    assert [o.articles for o in second.outcomes] == [o.articles for o in first.outcomes]
    assert [o.date for o in second.outcomes] == [o.date for o in first.outcomes]


def test_only_what_changed_is_made_again(archive, tmp_path):
    out = tmp_path / "out"
    build(archive, out, EPUB)
    (archive / "002.txt").write_text(page(77), encoding="utf-8")
    (out / "004.epub").unlink()
    (out / "005.epub").write_bytes(b"cut short")
    (archive / "new.txt").write_text(page(78), encoding="utf-8")
    report = build(archive, out, EPUB)
    assert [o.name for o in report.outcomes if o.status == "built"] == ["002", "004", "005", "new"]
    assert build(archive, out, EPUB).count("current") == 7


def test_other_options_and_rebuild_make_everything_again(archive, tmp_path, monkeypatch):
    out = tmp_path / "out"
    build(archive, out, EPUB)
    assert build(archive, out, replace(EPUB, masthead=MastheadOverrides(title="新"))).count("built") == 6
    assert build(archive, out, EPUB).count("built") == 6
    assert build(archive, out, EPUB, rebuild=True).count("built") == 6
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert build(archive, out, EPUB).count("built") == 6
    monkeypatch.setattr("epubmaker.batch.stamps.__version__", "99")
    assert build(archive, out, EPUB).count("built") == 6


def test_a_theme_folder_that_changed_makes_everything_again(archive, tmp_path):
    theme = tmp_path / "theme"
    theme.mkdir()
    for path in (ROOT / "styles/classic").iterdir():
        if path.is_file():
            (theme / path.name).write_bytes(path.read_bytes())
    options = BuildOptions(formats=("epub",), epub=EpubOptions(theme=theme, cover=False))
    build(archive, tmp_path / "out", options)
    assert build(archive, tmp_path / "out", options).count("current") == 6
    sheet = next(theme.glob("*.css"))
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\n/* mine */\n", encoding="utf-8")
    assert build(archive, tmp_path / "out", options).count("built") == 6


@pytest.mark.parametrize("stamp", [b"", b"{", b"[]", b'{"key": 1}', b'{"sizes": 3}', b"\xff\xfe", b"null"])
def test_a_broken_stamp_means_build(archive, tmp_path, stamp):
    out = tmp_path / "out"
    build(archive / "000.txt", out, EPUB)
    (out / ".epubmaker/000.json").write_bytes(stamp)
    assert build(archive / "000.txt", out, EPUB).count("built") == 1


def test_failures_stand_in_the_report_and_do_not_stop_the_rest(archive, tmp_path):
    (archive / "bad.txt").write_bytes(b"\x00\x01")
    seen = []
    report = build(
        archive, tmp_path / "out", EPUB, watch=lambda outcome, done, total: seen.append((done, total))
    )
    assert seen == [(n, 7) for n in range(1, 8)]
    assert (report.count("built"), report.count("failed"), report.exit_code) == (6, 1, 1)
    (failed,) = report.failures
    assert (failed.name, failed.failure.error, failed.failure.exit_code) == ("bad", "InputBinaryError", 14)
    values = json.loads(report.to_json())
    assert values["failed"] == 1
    assert values["editions"][-1]["failure"]["message"].startswith("bad.txt: ")
    assert not list((tmp_path / "out").glob("bad*"))


def test_a_lone_edition_gives_its_own_exit_code(tmp_path):
    assert build(tmp_path / "none.txt", tmp_path / "out").exit_code == 11


def test_what_makes_no_sense_is_refused_at_once(archive, tmp_path):
    with pytest.raises(OptionError, match="one edition"):
        build(archive, tmp_path / "o", BuildOptions(masthead=MastheadOverrides(date=date(2020, 1, 1))))
    with pytest.raises(OptionError, match="epub, pdf"):
        BuildOptions(formats=("mobi",))
    with pytest.raises(OptionError, match="no such configuration"):
        Conversion("klingon")
    with pytest.raises(OptionError, match="no such period"):
        BuildOptions(collect="decade")
    with pytest.raises(InputFolderEmptyError):
        build(ROOT / "styles", tmp_path / "o")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="--out"):
        build(archive, tmp_path / "file")


def test_overrides_replace_what_was_read(edition):
    given = MastheadOverrides("新报", date(2022, 1, 2), 5).apply(edition).masthead
    assert (given.title, given.date, given.issue_number, given.weekday) == ("新报", date(2022, 1, 2), 5, None)
    assert dict(given.evidence).keys() == {"date"} - {"date"}
    assert given.inferred == ()
    assert MastheadOverrides().apply(edition) == edition
    assert MastheadOverrides(date=edition.masthead.date).apply(edition).masthead.weekday == "星期四"


def test_page_files_become_one_edition(tmp_path):
    for number in (1, 2):
        (tmp_path / f"day-{number:02}.txt").write_text(page(number), encoding="utf-8")
    report = build(tmp_path, tmp_path / "o", BuildOptions(pages=PagePattern("{edition}-{page}")))
    assert [o.name for o in report.outcomes] == ["day"]
    values = json.loads((tmp_path / "o/day.edition.json").read_text(encoding="utf-8"))
    edition = edition_from_dict(values)
    pages = {block.page for article in edition.articles for block in article.blocks}
    assert pages == {"1", "2"}
    assert len({article.id for article in edition.articles}) == len(edition.articles)
    text = page(1) + "\f" + page(2)
    assert edition.source.characters == len(text)
    assert all(
        Span(span.start, span.end).of(text).strip() for item in edition.furniture for span in item.spans
    )
    with zipfile.ZipFile(tmp_path / "o/day.epub") as book:
        nav = next(book.read(name).decode() for name in book.namelist() if name.endswith("nav.xhtml"))
    assert "page-list" in nav


def test_a_volume_holds_editions_of_one_paper(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, title in enumerate(("河东日报", "河东日报", "河西晚报", "")):
        text = f"{title}\n\n2021年1月{number + 3}日\n\n" + page(number).split("\n\n", 2)[2]
        (folder / f"{number}.txt").write_text(text.lstrip(), encoding="utf-8")
    report = build(folder, tmp_path / "o", BuildOptions(formats=("epub",), collect="month"))
    papers = {volume.outputs[0]: len(volume.inputs) for volume in report.volumes}
    titles = {outcome.paper for outcome in report.outcomes}
    assert sum(papers.values()) == 4
    assert len(papers) == len(titles) > 1
    assert papers["collected-2021-01-河东日报.epub"] == 2
    for name in papers:
        with zipfile.ZipFile(tmp_path / "o" / name) as book:
            package = book.read("epub/content.opf").decode("utf-8")
        assert sum(f">{title}</dc:creator>" in package for title in titles if title) <= 1


def test_editions_are_collected_by_period(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for month in (1, 2):
        for day in (3, 4):
            text = f"河东日报\n\n2021年{month}月{day}日\n\n" + page(month * 10 + day).split("\n\n", 2)[2]
            (folder / f"{month}-{day}.txt").write_text(text, encoding="utf-8")
    options = BuildOptions(formats=("epub",), collect="month")
    report = build(folder, tmp_path / "o", options)
    assert [volume.outputs for volume in report.volumes] == [
        ("collected-2021-01.epub",),
        ("collected-2021-02.epub",),
    ]
    assert all(zipfile.is_zipfile(tmp_path / "o" / volume.outputs[0]) for volume in report.volumes)
    assert [volume.status for volume in build(folder, tmp_path / "o", options).volumes] == [
        "current",
        "current",
    ]
    (folder / "1-3.txt").write_text("河东日报\n\n2021年1月3日\n\n" + "\n".join(ROWS[:20]), encoding="utf-8")
    assert [volume.status for volume in build(folder, tmp_path / "o", options).volumes] == [
        "built",
        "current",
    ]


# Interrupted and hindered.


def test_a_full_disk_leaves_nothing_half_written(archive, tmp_path, monkeypatch):
    def fail(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    report = build(archive, tmp_path / "out", EPUB)
    assert {o.failure.exit_code for o in report.outcomes} == {20}
    assert "No space left" in report.outcomes[0].failure.message
    assert contents(tmp_path / "out") == {}
    monkeypatch.undo()
    assert build(archive, tmp_path / "out", EPUB).count("built") == 6


def test_a_file_system_that_takes_no_large_file(tmp_path):
    """The kernel itself refuses here: files of this process may hold 20,000 bytes, a book holds more."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    shown = subprocess.run(
        [sys.executable, "-m", "epubmaker", "build", str(SEEDS[0]), "-o", str(tmp_path / "out")],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=limit,
        check=False,
    )
    assert shown.returncode == 20, shown.stderr
    assert shown.stderr.count(b"\n") == 1
    assert contents(tmp_path / "out") == {}


def test_leftovers_of_killed_runs_are_cleared_but_nothing_else(archive, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    descriptor, orphan = create_locked(out)
    os.close(descriptor)  # as the end of its process does
    descriptor, in_use = create_locked(out)
    elsewhere = orphan.name.replace(orphan.name[11:17], "abcdef")
    theirs = [".movie.mkv.part", ".old.epub.x1y2.part", f"{orphan.name}.part", f"0{elsewhere}"]
    for name, age in ((elsewhere, 60), (elsewhere[:-6] + "1.part", 60), *((name, 7200) for name in theirs)):
        (out / name).write_bytes(b"half")
        os.utime(out / name, (time.time() - age, time.time() - age))
    old = out / elsewhere.replace("abcdef", "abcde0")
    old.write_bytes(b"of another machine, an hour ago")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    build(archive / "000.txt", out, EPUB)
    left = {path.name for path in out.iterdir() if ".part" in path.name}
    os.close(descriptor)
    assert left == {in_use.name, elsewhere, elsewhere[:-6] + "1.part", *theirs}


def test_a_picture_half_written_is_cleared_with_the_next_build(archive, tmp_path):
    pictures = tmp_path / "out" / "000.media"
    pictures.mkdir(parents=True)
    descriptor, orphan = create_locked(pictures)
    os.close(descriptor)
    (pictures / "mine.jpg").write_bytes(b"of the user")
    build(archive / "000.txt", tmp_path / "out", EPUB)
    assert [path.name for path in pictures.iterdir()] == ["mine.jpg"]
    assert not orphan.exists()


def test_a_batch_killed_in_the_middle_goes_on_where_it_was(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:03}.txt").write_text(page(number, 2), encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "epubmaker", "build", str(folder), "-o", str(out), "--format", "epub"]
    process = subprocess.Popen([*command, "--jobs", "2"], cwd=ROOT, start_new_session=True)
    stamps = out / ".epubmaker"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and len(stamped(stamps)) < 8:
        time.sleep(0.02)
    process.kill()
    process.wait()
    wait_for_orphans(process.pid)
    books = sorted(out.glob("*.epub"))
    assert 8 <= len(books) < 30
    assert all(zipfile.ZipFile(book).testzip() is None for book in books)
    finished = {
        name: when for name, when in states(out).items() if name.split("/")[-1][:3] in stamped(stamps)
    }
    report = build(folder, out, BuildOptions(formats=("epub",)))
    assert report.count("current") + report.count("built") == 30
    assert report.count("current") == len({name.split("/")[-1][:3] for name in finished})
    assert {name: states(out)[name] for name in finished} == finished
    build(folder, tmp_path / "undisturbed", BuildOptions(formats=("epub",)), executor=Processes(2))
    assert visible(out) == visible(tmp_path / "undisturbed")


def stamped(stamps):
    """Return the editions that are finished; a stamp without a key says that one was being written."""
    written = {path.stem: json.loads(path.read_text("utf-8")) for path in stamps.glob("[0-9]*.json")}
    return {name for name, stamp in written.items() if stamp["key"]}


def visible(out):
    return {name: payload for name, payload in contents(out).items() if not name.endswith(".part")}


def wait_for_orphans(group):
    """Workers end by themselves soon after their parent was killed."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    pytest.fail("worker processes outlived their parent by 30 s")


def test_a_task_of_nothing_is_no_crash(tmp_path):
    outcome = Bench(tmp_path, EPUB)(Task("x", (tmp_path,)))
    assert outcome.failure.exit_code == 12


def test_books_depend_on_nothing_but_text_and_options(tmp_path):
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C", "OPENBLAS_NUM_THREADS": "2"},
        {
            "PYTHONHASHSEED": "2",
            "TZ": "America/New_York",
            "LC_ALL": "zh_TW.Big5",
            "OPENBLAS_NUM_THREADS": "1",
        },
    ]
    for number, surrounding in enumerate(surroundings):
        command = [
            sys.executable,
            "-m",
            "epubmaker",
            "build",
            str(SEEDS[0]),
            "-o",
            str(tmp_path / str(number)),
        ]
        subprocess.run(command, cwd=ROOT, env=os.environ | surrounding, check=True)
    assert visible(tmp_path / "0") == visible(tmp_path / "1")


def test_volumes_come_in_every_format_and_one_no_longer_wanted_is_cleaned(tmp_path):
    folder, out = tmp_path / "texts", tmp_path / "o"
    folder.mkdir()
    for day in (3, 4):
        text = f"河东日报\n\n2021年1月{day}日\n\n" + page(day).split("\n\n", 2)[2]
        (folder / f"{day}.txt").write_text(text, encoding="utf-8")
    options = BuildOptions(formats=("epub", "pdf"), collect="month")
    (volume,) = build(folder, out, options).volumes
    assert volume.outputs == ("collected-2021-01.epub", "collected-2021-01.pdf")
    assert (out / volume.outputs[1]).read_bytes().startswith(b"%PDF-")
    assert build(folder, out, options).volumes[0].status == "current"
    plain = replace(options, formats=("epub",))
    build(folder, out, plain)
    assert (out / "collected-2021-01.pdf").exists(), "nothing is removed unasked"
    report = build(folder, out, replace(plain, existing=Existing(clean=True)))
    assert "collected-2021-01.pdf" in report.cleaned
    assert not (out / "collected-2021-01.pdf").exists()
    assert (out / "collected-2021-01.epub").exists()
