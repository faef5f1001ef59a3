"""The output folder: what people put there or changed is never lost, and what nobody needs can be cleared away."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from dataclasses import replace

import pytest

from epubmaker import BuildOptions, EpubOptions, build, read_edition
from epubmaker.batch import Existing, PagePattern
from epubmaker.cli import run
from epubmaker.errors import InputMissingError

EPUB = BuildOptions(formats=("epub",), epub=EpubOptions(cover=False))
TEXT = "河东日报\n\n2021年3月4日\n\n春季植树活动举行\n\n本报讯 昨天上午，全市春季植树活动在河边公园举行，三百多名市民参加。\n"


def changed(options, **existing):
    return replace(options, existing=Existing(**existing))


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def edit(path, old="三百多名", new="五百多名"):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path.read_bytes()


def failure(report):
    (outcome,) = report.failures
    return outcome.failure


@pytest.mark.parametrize("rebuild", [False, True])
@pytest.mark.parametrize("new", ["五百多名", "三百多位来自各地的"], ids=["same size", "other size"])
def test_an_edited_edition_file_is_kept_and_the_way_on_is_told(page, tmp_path, new, rebuild):
    out = tmp_path / "out"
    build(page, out, EPUB)
    edited = edit(out / "page.edition.json", new=new)
    book = (out / "page.epub").read_bytes()
    report = build(page, out, EPUB, rebuild=rebuild)
    assert report.exit_code == 21
    assert f"build {out / 'page.edition.json'}" in failure(report).message
    assert "--overwrite-edits" in failure(report).message
    assert (out / "page.edition.json").read_bytes() == edited
    assert (out / "page.epub").read_bytes() == book


def test_the_ways_on_work(page, tmp_path):
    out = tmp_path / "out"
    build(page, out, EPUB)
    first = (out / "page.edition.json").read_bytes()
    edited = edit(out / "page.edition.json")
    assert build(out / "page.edition.json", out, EPUB).count("built") == 1
    with zipfile.ZipFile(out / "page.epub") as book:
        assert any(
            "五百多名" in book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")
        )
    assert (out / "page.edition.json").read_bytes() == edited
    assert failure(build(page, out, EPUB)).exit_code == 21, "building it does not make it ours"
    report = build(page, out, changed(EPUB, overwrite_edits=True))
    assert report.count("built") == 1
    assert "page.edition.json.old" in report.outcomes[0].notes[0]
    assert (out / "page.edition.json.old").read_bytes() == edited
    assert (out / "page.edition.json").read_bytes() == first
    assert build(page, out, EPUB).count("current") == 1


def test_an_edition_file_that_was_only_built_from_is_still_ours(page, tmp_path):
    out = tmp_path / "out"
    build(page, out, EPUB)
    build(out / "page.edition.json", out, EPUB)
    assert build(page, out, EPUB).count("built") == 1


def test_an_edition_file_of_somebody_else_is_kept_too(page, tmp_path):
    out = tmp_path / "out"
    assert run(["reconstruct", str(page), "--json", "-o", str(tmp_path / "page.edition.json")]) == 0
    out.mkdir()
    shutil.copy(tmp_path / "page.edition.json", out)
    edited = edit(out / "page.edition.json")
    assert failure(build(page, out, EPUB)).exit_code == 21
    assert (out / "page.edition.json").read_bytes() == edited
    assert not (out / "page.epub").exists()


def test_what_would_be_written_anyhow_is_no_edit(page, tmp_path):
    out = tmp_path / "out"
    build(page, out, EPUB)
    shutil.rmtree(out / ".epubmaker")
    assert build(page, out, EPUB).count("built") == 1
    assert not list(out.glob("*.old*"))


def test_an_edit_made_while_the_book_is_made_is_kept(page, tmp_path, monkeypatch):
    out = tmp_path / "out"
    build(page, out, EPUB)
    seen = []

    def render(edition, options):
        seen.append(edit(out / "page.edition.json"))
        return b"PK a book"

    monkeypatch.setattr("epubmaker.batch.work.render_epub", render)
    assert failure(build(page, out, EPUB, rebuild=True)).exit_code == 21
    assert (out / "page.edition.json").read_bytes() == seen[0]


def test_an_annotated_book_is_kept_beside_the_new_one(page, tmp_path, capfd):
    out = tmp_path / "out"
    build(page, out, EPUB)
    with (out / "page.epub").open("ab") as book:
        book.write(b"a note in the margin")
    annotated = (out / "page.epub").read_bytes()
    assert run(["build", str(page), "-o", str(out), "--format", "epub"]) == 0
    assert (out / "page.epub.old").read_bytes() == annotated
    assert zipfile.ZipFile(out / "page.epub").testzip() is None
    assert "page.epub.old" in capfd.readouterr().err
    assert run(["build", str(page), "-o", str(out), "--format", "epub"]) == 0
    assert capfd.readouterr().err == "", "it is said once"


def test_a_stamp_without_hashes_is_believed_where_nothing_was_touched_since(page, tmp_path):
    out = tmp_path / "out"
    build(page, out, EPUB)
    stamp = out / ".epubmaker/page.json"
    sizes = [[name, (out / name).stat().st_size] for name in ("page.epub", "page.edition.json")]
    stamp.write_text(
        json.dumps({"key": "0", "sizes": sizes, "date": None, "articles": 1, "warnings": 0}), "utf-8"
    )
    assert build(page, out, EPUB).count("built") == 1
    stamp.write_text(
        json.dumps({"key": "0", "sizes": sizes, "date": None, "articles": 1, "warnings": 0}), "utf-8"
    )
    edit(out / "page.edition.json")
    os.utime(out / "page.edition.json", (2e9, 2e9))
    assert failure(build(page, out, EPUB)).exit_code == 21


def test_an_edited_edition_stays_in_the_volume(page, tmp_path):
    out = tmp_path / "out"
    options = replace(EPUB, collect="all")
    build(page, out, options)
    edit(out / "page.edition.json")
    report = build(page, out, options)
    assert [volume.status for volume in report.volumes] == ["built"]
    with zipfile.ZipFile(out / "collected-all.epub") as book:
        texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    assert any("五百多名" in text for text in texts)


# A flipped bit.


def test_a_flipped_bit_is_found_when_asked_for(page, tmp_path):
    out = tmp_path / "out"
    build(page, out, EPUB)
    whole = (out / "page.epub").read_bytes()
    flipped = bytearray(whole)
    flipped[len(flipped) // 2] ^= 1
    (out / "page.epub").write_bytes(flipped)
    assert build(page, out, EPUB).count("current") == 1, "the size is the same"
    assert build(page, out, changed(EPUB, verify=True)).count("built") == 1
    assert (out / "page.epub").read_bytes() == whole
    assert build(page, out, changed(EPUB, verify=True)).count("current") == 1


def test_a_volume_with_a_flipped_bit_is_found_too(page, tmp_path):
    out = tmp_path / "out"
    options = replace(EPUB, collect="all")
    build(page, out, options)
    whole = (out / "collected-all.epub").read_bytes()
    (out / "collected-all.epub").write_bytes(b"\0" + whole[1:])
    assert build(page, out, options).volumes[0].status == "current"
    assert build(page, out, changed(options, verify=True)).volumes[0].status == "built"
    assert (out / "collected-all.epub").read_bytes() == whole


@pytest.mark.parametrize("library", ["reportlab", "ebooklib", "fonttools", "opencc", "jieba"])
def test_another_version_of_a_library_makes_the_books_again(page, tmp_path, monkeypatch, library):
    from epubmaker.batch import stamps  # noqa: PLC0415

    build(page, tmp_path / "out", EPUB)
    version = stamps.metadata.version
    monkeypatch.setattr(stamps.metadata, "version", lambda name: "99" if name == library else version(name))
    stamps._library_versions.cache_clear()
    try:
        assert build(page, tmp_path / "out", EPUB).count("built") == 1
    finally:
        stamps._library_versions.cache_clear()


# Inputs are never written over.


def cli(*arguments):
    return run([*map(str, arguments)])


@pytest.mark.parametrize(
    "arguments",
    [
        ["reconstruct", "page.txt", "-o", "page.txt"],
        ["reconstruct", "page.txt", "--json", "-o", "sub/../page.txt"],
        ["reconstruct", "page.txt", "-o", "page.txt.corrections.toml"],
        ["inspect", "page.txt", "-o", "link.txt"],
        ["review", "page.txt", "-o", "page.txt"],
        ["review", "link.txt", "-o", "page.txt"],
        ["build", "page.txt", "-o", "out", "--report", "page.txt"],
        ["build", "page.txt", "-o", "out", "--report", "there/page.txt"],
        ["build", ".", "-o", "out", "--report", "page.txt"],
        ["build", "page.txt", "-o", "out", "--report", "page.txt.corrections.toml"],
        ["build", "page.txt", "-o", "out", "--report", "out/page.edition.json"],
        ["build", "page.txt", "-o", "out", "--report", "sub/../out/page.epub"],
        ["build", "page.epub", "-o", "."],
        ["build", "page.epub", "-o", "sub/../page.epub"],
    ],
    ids=" ".join,
)
def test_an_input_is_never_written_over(page, tmp_path, monkeypatch, capfd, arguments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.txt").symlink_to("page.txt")
    (tmp_path / "there").symlink_to(".")
    (tmp_path / "page.txt.corrections.toml").write_text("corrections = []\n", encoding="utf-8")
    (tmp_path / "page.epub").write_text(TEXT, encoding="utf-8")  # a text, whatever its name says
    inputs = ("page.txt", "page.txt.corrections.toml", "page.epub")
    before = {name: (tmp_path / name).read_bytes() for name in inputs}
    assert cli(*arguments) == 20
    assert {name: (tmp_path / name).read_bytes() for name in inputs} == before
    assert capfd.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "spelt", ["sub/../out/page.edition.json", "link.edition.json", "there/page.edition.json"]
)
def test_an_edition_file_in_out_is_an_input_however_it_is_spelt(page, tmp_path, spelt):
    out = tmp_path / "out"
    build(page, out, EPUB)
    edited = edit(out / "page.edition.json")
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.edition.json").symlink_to(out / "page.edition.json")
    (tmp_path / "there").symlink_to(out)
    report = build(tmp_path / spelt, out, replace(EPUB, name="page"))
    assert report.exit_code == 0
    assert (out / "page.edition.json").read_bytes() == edited


# Clearing away.


def names(out):
    return sorted(path.name for path in out.rglob("*") if path.is_file() and ".epubmaker" not in path.parts)


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "texts"
    for name in ("a", "b", "deep/c"):
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT + name, encoding="utf-8")
    return folder


def test_clean_removes_what_no_input_makes_any_more(archive, tmp_path, capfd):
    out = tmp_path / "out"
    cli("build", archive, "-o", out)
    (archive / "b.txt").unlink()
    shutil.rmtree(archive / "deep")
    (out / "mine.pdf").write_bytes(b"%PDF of somebody")
    capfd.readouterr()
    assert cli("build", archive, "-o", out, "--format", "epub", "--clean") == 0
    assert names(out) == ["a.edition.json", "a.epub", "mine.pdf"]
    assert not (out / "deep").exists()
    said = capfd.readouterr().err
    assert all(name in said for name in ("a.pdf", "b.epub", "b.pdf", "b.edition.json", "deep/c.pdf"))
    assert cli("build", archive, "-o", out, "--format", "epub", "--clean") == 0
    assert capfd.readouterr().err == ""


def test_clean_keeps_what_was_edited_what_was_not_named_and_what_is_not_there_today(archive, tmp_path):
    out = tmp_path / "out"
    build(archive, out, EPUB)
    for name in ("a", "b"):
        (archive / f"{name}.txt").unlink()
    edited = edit(out / "a.edition.json")
    build(archive / "deep", out, changed(EPUB, clean=True))
    assert {"a.epub", "b.epub"} <= set(names(out)), "their folder was not named"
    build(archive, out, changed(EPUB, clean=True))
    assert "b.epub" not in names(out)
    assert (out / "a.edition.json").read_bytes() == edited
    shutil.move(archive, tmp_path / "unmounted")
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    build(other, out, changed(EPUB, clean=True))
    assert "c.epub" in names(out)


def test_a_volume_goes_with_the_last_of_its_editions(tmp_path):
    folder, out = tmp_path / "texts", tmp_path / "out"
    folder.mkdir()
    for month in (1, 2):
        text = TEXT.replace("3月4日", f"{month}月4日")
        (folder / f"{month}.txt").write_text(text, encoding="utf-8")
    options = replace(EPUB, collect="month")
    build(folder, out, options)
    (folder / "1.txt").unlink()
    report = build(folder, out, changed(options, clean=True))
    assert "collected-2021-01.epub" in report.cleaned
    assert names(out) == ["2.edition.json", "2.epub", "collected-2021-02.epub"]


# Names.


def test_pages_and_a_file_called_like_their_edition_are_two_editions(tmp_path):
    for name in ("A.txt", "A.txt-01.txt", "A.txt-02.txt"):
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    for order in (["A.txt", "A.txt-01.txt", "A.txt-02.txt"], ["A.txt-02.txt", "A.txt-01.txt", "A.txt"]):
        report = build(
            [tmp_path / name for name in order],
            tmp_path / "o",
            replace(EPUB, pages=PagePattern("{edition}-{page}")),
        )
        assert report.count("failed") == 0
        assert sorted(len(outcome.inputs) for outcome in report.outcomes) == [1, 2]


def test_edition_files_are_no_pages(tmp_path):
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    build(tmp_path / "x.txt", tmp_path / "made", EPUB)
    for number in (1, 2):
        shutil.copy(tmp_path / "made/x.edition.json", tmp_path / f"x-{number}.edition.json")
    files = [tmp_path / f"x-{number}.edition.json" for number in (1, 2)]
    report = build(files, tmp_path / "o", replace(EPUB, pages=PagePattern("{edition}-{page}")))
    assert [outcome.name for outcome in report.outcomes] == ["x-1", "x-2"]


@pytest.mark.parametrize(
    "name", ["collected-all", "Collected-2020-01", "collected-2020-w02", "collected-undated"]
)
def test_an_input_called_like_a_volume_is_renamed_and_that_is_said(tmp_path, name, capfd):
    path = tmp_path / f"{name}.txt"
    path.write_text(TEXT, encoding="utf-8")
    report = build(path, tmp_path / "o", replace(EPUB, collect="all"))
    assert report.outcomes[0].name.startswith(f"{name}-")
    assert report.outcomes[0].name in report.outcomes[0].notes[0]
    assert {f"{report.outcomes[0].name}.epub", "collected-all.epub"} <= set(names(tmp_path / "o"))
    assert cli("build", path, "-o", tmp_path / "p", "--format", "epub") == 0
    assert report.outcomes[0].name in capfd.readouterr().err


def test_a_folder_called_like_a_book_does_not_take_its_place(tmp_path):
    folder = tmp_path / "texts"
    for name in ("x.txt", "x.epub/y.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT + name, encoding="utf-8")
    report = build(folder, tmp_path / "o", EPUB)
    assert report.count("built") == 2
    assert build(folder, tmp_path / "o", EPUB).count("current") == 2


def test_a_name_for_a_lone_edition(page, tmp_path, capfd):
    assert cli("build", page, "-o", tmp_path / "o", "--format", "epub", "--name", "河东 3月") == 0
    assert names(tmp_path / "o") == ["河东 3月.edition.json", "河东 3月.epub"]
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    assert cli("build", page, other, "-o", tmp_path / "o", "--name", "x") == 30
    assert "one edition" in capfd.readouterr().err


def test_an_edition_file_that_is_missing_says_so(tmp_path):
    with pytest.raises(InputMissingError, match="no such file"):
        read_edition(tmp_path / "none.edition.json")
