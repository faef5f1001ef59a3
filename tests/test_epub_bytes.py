"""The same bytes every time, and on the disk whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT
from epub_samples import sample

from epubmaker.errors import OptionError, OutputError
from epubmaker.files import write_atomically
from epubmaker.render.epub import EpubOptions, render_epub
from epubmaker.render.pdf import PdfOptions, render_pdf
from epubmaker.render.pdf.theme import load_theme as load_pdf_theme
from epubmaker.render.theme import load_theme, theme_names

SCRIPT = """
import hashlib, sys
sys.path.insert(0, "tests")
from epub_samples import sample
from epubmaker.render.epub import EpubOptions, render_epub
options = EpubOptions(vertical=True, embed_fonts=True, notes=True)
sys.stdout.write(hashlib.sha256(render_epub(sample(pages=True), options)).hexdigest())
"""


def test_same_bytes_in_every_process_and_place():
    expected = hashlib.sha256(
        render_epub(sample(pages=True), EpubOptions(vertical=True, embed_fonts=True, notes=True))
    ).hexdigest()
    for changed in (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/Los_Angeles", "LC_ALL": "zh_TW.Big5", "PYTHONUTF8": "0"},
    ):
        environment = {**os.environ, **changed}
        environment.pop("SOURCE_DATE_EPOCH", None)
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.stdout == expected, ran.stderr


def test_a_failure_while_writing_leaves_the_old_book(tmp_path):
    book = tmp_path / "book.epub"
    book.write_bytes(b"old")

    def pieces():
        yield b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_atomically(book, pieces())
    assert book.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["book.epub"]


def test_an_interruption_leaves_the_old_book(tmp_path):
    book = tmp_path / "book.epub"
    book.write_bytes(b"old")

    def pieces():
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(book, pieces())
    assert book.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["book.epub"]


FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
from epubmaker.errors import OutputError
from epubmaker.files import write_atomically
try:
    write_atomically(sys.argv[1], b"new" * 5000)
except OutputError as error:
    print(error)
"""
KILLED = """
import os, signal, sys
from epubmaker.files import replacing
with replacing(sys.argv[1]) as stream:
    stream.write(b"half a book")
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits and signals of POSIX")
@pytest.mark.parametrize(("script", "code", "said"), [(FULL_DISK, 0, "cannot write"), (KILLED, -9, "")])
def test_a_full_disk_or_a_kill_leaves_the_old_book(tmp_path, script, code, said):
    book = tmp_path / "book.epub"
    book.write_bytes(b"old")
    ran = subprocess.run(
        [sys.executable, "-c", script, str(book)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == code, ran.stderr
    assert said in ran.stdout
    assert book.read_bytes() == b"old"


def test_permissions_follow_the_umask_or_the_file_replaced(tmp_path):
    mask = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    (tmp_path / "new").chmod(0o604)
    write_atomically(tmp_path / "new", b"y")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o604
    assert (tmp_path / "new").read_bytes() == b"y"


def test_a_link_is_followed_and_long_names_are_written(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    write_atomically(tmp_path / ("报" * 80), b"x")


def test_a_missing_folder_is_a_clear_error(tmp_path):
    with pytest.raises(OutputError, match="cannot write"):
        write_atomically(tmp_path / "none" / "book.epub", b"x")


def test_a_theme_of_ones_own(tmp_path):
    classic = load_theme("classic")
    for name in ("theme.toml", "epub.css"):
        (tmp_path / name).write_text(classic.file(name), "utf-8")
    style = (tmp_path / "epub.css").read_text(encoding="utf-8") + "\np { color: teal; }\n"
    (tmp_path / "epub.css").write_text(style, encoding="utf-8")
    assert b"color: teal" in unzipped(render_epub(sample(), EpubOptions(theme=tmp_path)), "epub/style.css")


def test_what_a_theme_lacks_comes_from_classic(tmp_path):
    (tmp_path / "theme.toml").write_text('title = "x"', encoding="utf-8")
    plain = render_epub(sample(), EpubOptions(theme=tmp_path))
    assert unzipped(plain, "epub/style.css") == unzipped(render_epub(sample()), "epub/style.css")
    assert render_pdf(sample(), PdfOptions(theme=tmp_path)) == render_pdf(sample())


def test_a_theme_builds_upon_another(tmp_path):
    (tmp_path / "theme.toml").write_text('base = "modern"', encoding="utf-8")
    (tmp_path / "epub.css").write_text("p { color: teal; }\n", encoding="utf-8")
    (tmp_path / "pdf.toml").write_text('[lines]\naccent = "#008080"\n', encoding="utf-8")
    style = unzipped(render_epub(sample(), EpubOptions(theme=tmp_path)), "epub/style.css")
    modern = unzipped(render_epub(sample(), EpubOptions(theme="modern")), "epub/style.css")
    assert style.startswith(modern.rstrip())
    assert style.endswith(b"p { color: teal; }\n")
    own, shipped = load_pdf_theme(tmp_path, "A4"), load_pdf_theme("modern", "A4")
    assert (own.accent, own.styles) == ("#008080", shipped.styles)


def test_a_theme_in_the_working_folder_is_found_by_its_bare_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "theme.toml").write_text('base = "classic"', encoding="utf-8")
    assert render_pdf(sample(), PdfOptions(theme="own")) == render_pdf(sample())
    assert render_epub(sample(), EpubOptions(theme="own"))


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("p { color: teal;\n", r"line 1: \{"),
        ("p { color: teal; }\n/* from here on", r"line 2: /\*"),
        ('p { color: teal; }\n\np::before { content: "一\n; }', 'line 3: "'),
        ("p { color: teal; } }", r"line 1: \}"),
        ("p:not(.a { color: teal; }", r"line 1: \("),
    ],
)
def test_a_style_sheet_that_breaks_off_is_refused(tmp_path, style, message):
    (tmp_path / "theme.toml").write_text('base = "classic"', encoding="utf-8")
    (tmp_path / "epub.css").write_text(style, encoding="utf-8")
    with pytest.raises(OptionError, match=rf"epub\.css, {message} has no counterpart"):
        render_epub(sample(), EpubOptions(theme=tmp_path))


def test_brackets_and_quotes_that_open_nothing(tmp_path):
    style = """/* a { that opens nothing, and a " */
p::before { content: "}"; } p::after { content: '\\'{'; }
.\\{ { color: teal; } a[href$='('] { background: url(data:image/png;base64,/*AAAA); }
"""
    (tmp_path / "theme.toml").write_text('base = "classic"', encoding="utf-8")
    (tmp_path / "epub.css").write_text(style, encoding="utf-8")
    made = unzipped(render_epub(sample(), EpubOptions(theme=tmp_path)), "epub/style.css").decode("utf-8")
    assert made.endswith(style)


def test_a_base_that_is_none_is_refused(tmp_path):
    (tmp_path / "theme.toml").write_text('base = "baroque"', encoding="utf-8")
    with pytest.raises(OptionError, match="base is a shipped theme"):
        render_epub(sample(), EpubOptions(theme=tmp_path))


def unzipped(payload: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(payload)).read(name)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("colour = 1", "colour"),
        ("[cover]\nlayout = 'round'", "banner or block"),
        ("[cover]\nink = 'red'", "not a colour"),
        ("[cover]\nhue = 1", "paper, ink, layout and nameplate"),
        ("= broken", "cannot be read"),
    ],
)
def test_a_bad_theme_says_what_is_wrong(tmp_path, settings, message):
    (tmp_path / "theme.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(OptionError, match=message):
        load_theme(tmp_path)


def test_an_unknown_theme_names_those_there_are():
    assert {"classic", "modern"} <= set(theme_names())
    with pytest.raises(OptionError, match="archive classic modern"):
        load_theme("baroque")


def test_setting_a_book_does_not_load_jieba_or_fonts_tools():
    check = (
        SCRIPT.replace(", embed_fonts=True", "")
        + "\nassert not {'jieba', 'fontTools', 'numpy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True, capture_output=True)
