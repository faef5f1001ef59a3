"""Files on disk: bounded reading of regular files, writing whole or not at all, whatever lies there or the system cannot do."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from epubmaker import EpubOptions, PdfOptions
from epubmaker.convert import Glossary
from epubmaker.errors import CorrectionsError, InputError, InputTooLargeError, OptionError, OutputError
from epubmaker.files import (
    kept_copy,
    output_folder,
    read_regular,
    readable_name,
    replacing,
    same_file,
    write_atomically,
)
from epubmaker.readers import corrections_beside
from epubmaker.render.pdf.theme import load_theme as load_pdf_theme
from epubmaker.render.theme import load_theme
from epubmaker.seams.dictionary import tag_words

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and modes of POSIX")


def listed(folder):
    return sorted(path.name for path in folder.iterdir())


def endless(kind, path):
    """Something at `path` that must not be read to its end."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(3 << 30)


def theme_with(path, name):
    (path / "theme.toml").write_text('title = "x"\n', encoding="utf-8")
    (path / name).unlink(missing_ok=True)
    return path / name


READERS = {
    "corrections": (
        lambda path: path / "a.txt.corrections.toml",
        lambda path: corrections_beside(path / "a.txt"),
    ),
    "glossary": (lambda path: path / "terms.txt", lambda path: Glossary.read(path / "terms.txt")),
    "theme settings": (lambda path: theme_with(path, "theme.toml"), load_theme),
    "theme style": (
        lambda path: theme_with(path, "epub.css"),
        lambda path: load_theme(path).file("epub.css"),
    ),
    "theme of the PDF": (lambda path: theme_with(path, "pdf.toml"), lambda path: load_pdf_theme(path, "A4")),
}


@pytest.mark.parametrize("kind", ["pipe", "device", "huge"])
@pytest.mark.parametrize("reader", READERS)
def test_no_side_file_hangs_or_fills_the_memory(tmp_path, reader, kind):
    find, read = READERS[reader]
    place = find(tmp_path)
    endless(kind, place)
    caught = []

    def run():
        try:
            read(tmp_path)
        except (InputError, OptionError, CorrectionsError) as error:
            caught.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive(), "hangs"
    (error,) = caught
    assert "\n" not in str(error)
    assert place.name in str(error)


def test_a_file_of_just_the_limit_is_read_and_one_byte_more_is_not(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    assert read_regular(path, 100) == b"x" * 100
    with pytest.raises(InputTooLargeError, match="over the limit"):
        read_regular(path, 99)


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_only_regular_files_are_replaced(tmp_path, kind):
    target = tmp_path / "target"
    if kind == "folder":
        target.mkdir()
    else:
        endless(kind, target)
    before = target.lstat()
    with pytest.raises(OutputError, match="it is a"):
        write_atomically(target, b"text")
    assert target.lstat() == before
    assert listed(tmp_path) == ["target"]


def test_a_device_is_neither_replaced_nor_taken_for_a_folder():
    with pytest.raises(OutputError, match="a folder is wanted"):
        output_folder(os.devnull)
    with pytest.raises(OutputError, match="device"):
        write_atomically(os.devnull, b"")


def test_a_planted_link_is_not_followed_when_the_folder_is_tried(tmp_path):
    precious = tmp_path / "precious.txt"
    precious.write_text("all my work", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / ".epubmaker-probe").symlink_to(precious)
    output_folder(out)
    assert precious.read_text(encoding="utf-8") == "all my work"
    assert listed(out) == [".epubmaker-probe"]


def test_a_pipe_in_the_place_of_the_trial_file_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / ".epubmaker-probe")
    thread = threading.Thread(target=output_folder, args=(tmp_path,), daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.parametrize("call", ["fsync", "chmod"])
@pytest.mark.parametrize("code", [errno.EINVAL, errno.EPERM, errno.ENOTSUP])
def test_a_file_system_that_cannot_flush_or_knows_no_modes_still_takes_the_book(
    tmp_path, monkeypatch, call, code
):
    def refuse(*_arguments, **_options):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, call, refuse)
    write_atomically(tmp_path / "book", b"whole")
    assert (tmp_path / "book").read_bytes() == b"whole"
    assert listed(tmp_path) == ["book"]


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_fails_is_told(tmp_path, monkeypatch, code):
    def fail(_descriptor):
        raise OSError(code, os.strerror(code))

    (tmp_path / "book").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match=os.strerror(code)):
        write_atomically(tmp_path / "book", b"new")
    assert (tmp_path / "book").read_bytes() == b"old"
    assert listed(tmp_path) == ["book"]


def test_a_folder_that_may_not_be_listed_takes_the_book(tmp_path, monkeypatch):
    opened = os.open

    def refuse(path, flags, *rest, **options):
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *rest, **options)

    monkeypatch.setattr(os, "open", refuse)
    write_atomically(tmp_path / "book", b"whole")
    assert (tmp_path / "book").read_bytes() == b"whole"


def test_the_last_word_before_the_rename_keeps_the_old_file(tmp_path):
    path = tmp_path / "book"
    path.write_bytes(b"old")

    def refuse():
        assert path.read_bytes() == b"old"
        raise ValueError("changed meanwhile")

    with pytest.raises(ValueError, match="meanwhile"):
        write_atomically(path, b"new", before_rename=refuse)
    assert path.read_bytes() == b"old"
    assert listed(tmp_path) == ["book"]


def test_copies_are_kept_one_beside_the_other(tmp_path):
    path = tmp_path / "a.edition.json"
    for text in (b"one", b"two", b"three"):
        path.write_bytes(text)
        kept_copy(path)
    assert [(tmp_path / f"a.edition.json.old{n}").read_bytes() for n in ("", "-2", "-3")] == [
        b"one",
        b"two",
        b"three",
    ]


def test_one_file_is_one_file_however_it_is_spelt(tmp_path):
    path = tmp_path / "a"
    path.touch()
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to(path)
    (tmp_path / "there").symlink_to(tmp_path)
    os.link(path, tmp_path / "hard")
    for other in ("sub/../a", "link", "there/a", "hard", "./a"):
        assert same_file(path, f"{tmp_path}/{other}")
    assert not same_file(path, tmp_path / "b")
    assert same_file(tmp_path / "b", tmp_path / "sub/../b")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("河东.txt", "河东.txt"),
        (os.fsdecode("河东.txt".encode("gb18030")), "河东.txt"),
        ("a\udcff", "a\ufffd"),
        ("\ud800", "\ufffd"),
    ],
)
def test_names_are_text(name, shown):
    assert readable_name(name) == shown


def test_a_failure_while_writing_leaves_nothing(tmp_path):
    def fail():
        with replacing(tmp_path / "book") as stream:
            stream.write(b"half")
            raise KeyError("of the caller")

    with pytest.raises(KeyError):
        fail()
    assert listed(tmp_path) == []


def test_options_take_paths_and_names_as_people_write_them(tmp_path):
    assert PdfOptions(paper="a4") == PdfOptions(paper="A4")
    assert PdfOptions(paper="letter").paper == "Letter"
    assert PdfOptions(font_dir=str(tmp_path)).font_dir == tmp_path == PdfOptions(font_dir=tmp_path).font_dir
    with pytest.raises(OptionError, match="no such folder"):
        PdfOptions(font_dir=str(tmp_path / ("n" * 300)))
    assert load_theme(EpubOptions(theme="classic").theme).name == "classic"
    for theme in (tmp_path / "none", "n" * 300):
        with pytest.raises(OptionError, match="no theme"):
            load_theme(theme)
        with pytest.raises(OptionError, match="no theme"):
            load_pdf_theme(theme, "A4")


def test_the_index_needs_no_cache_that_others_could_plant(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("HOME", "/nowhere")
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    (tmp_path / "jieba.cache").write_bytes(b"planted")
    from epubmaker.seams import dictionary  # noqa: PLC0415

    dictionary._jieba.cache_clear()
    assert ("北京大学", "nt") in list(tag_words("他在北京大学读书"))
    assert (tmp_path / "jieba.cache").read_bytes() == b"planted"
    assert listed(tmp_path) == ["jieba.cache"]
    assert capfd.readouterr() == ("", "")
