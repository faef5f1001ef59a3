"""Scans with an engine of our own making in the place of the real one: what is told, kept beside the scan, and used again."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from epubmaker.batch.options import BuildOptions
from epubmaker.batch.stamps import settings_digest
from epubmaker.errors import DependencyError, InputDamagedError
from epubmaker.readers import ReadOptions, read_text, scan
from epubmaker.readers.scan_marks import Marks

ROWS = [
    "昨天清晨，东街菜场的摊主们比往常",
    "早到了一个钟头。新搭的棚顶已经盖",
    "好，雨水顺着檐沟流进街边的暗渠。",
]


@pytest.fixture
def engine(monkeypatch):
    """Stand in for the engine: it reads the same three rows of every page. Return the sizes of the pages it was given."""
    asked = []

    def recognised(image):
        asked.append(image.size)
        return [
            [[[20, y], [420, y], [420, y + 20], [20, y + 20]], row, 0.9]
            for y, row in zip((40, 70, 100), ROWS, strict=True)
        ]

    monkeypatch.setattr(scan, "_recognised", recognised)
    monkeypatch.setattr(scan, "_engine_version", lambda: "engine 1")
    monkeypatch.setattr(scan, "marks_of", lambda *_, **__: Marks((), ()))
    return asked


def picture(path, pages=1, shade=255):
    images = [Image.new("RGB", (600, 400), (shade, shade, shade - page)) for page in range(pages)]
    stored = io.BytesIO()
    images[0].save(stored, "TIFF", save_all=True, append_images=images[1:])
    path.write_bytes(stored.getvalue())
    return path


def test_pages_are_told_one_after_the_other(engine, tmp_path):
    told = []
    options = ReadOptions(tell=lambda done, total: told.append((done, total)))
    source = read_text(picture(tmp_path / "scan.tif", pages=3), options)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert len(source.pages) == 3
    assert all(row in source.text for row in ROWS)


def test_a_result_is_kept_and_used_again(engine, tmp_path):
    path = picture(tmp_path / "scan.tif", pages=2)
    first = read_text(path)
    told = []
    again = read_text(path, ReadOptions(tell=lambda *pages: told.append(pages)))
    assert len(engine) == 2
    assert told == []
    assert again.text == first.text
    kept = json.loads((tmp_path / "scan.tif.ocr.json").read_bytes())
    assert (kept["engine"], len(kept["pages"])) == ("engine 1", 2)


def test_another_scan_or_engine_is_recognised_anew(engine, tmp_path, monkeypatch):
    path = picture(tmp_path / "scan.tif")
    read_text(path)
    picture(path, shade=250)
    read_text(path)
    monkeypatch.setattr(scan, "_engine_version", lambda: "engine 2")
    read_text(path)
    assert len(engine) == 3


def test_what_another_tool_left_under_the_name_stays(engine, tmp_path):
    path = picture(tmp_path / "scan.tif")
    theirs = tmp_path / "scan.tif.ocr.json"
    theirs.write_text('{"lines": []}')
    assert ROWS[0] in read_text(path).text
    assert theirs.read_text() == '{"lines": []}'


def test_every_page_of_a_scan_is_kept_for_a_facsimile_where_it_is_asked_for(engine, tmp_path):
    path = picture(tmp_path / "scan.tif", pages=2)
    assert all(page.scans == () for page in read_text(path).pages)
    for page in read_text(path, ReadOptions(facsimile=True)).pages:
        (shown,) = page.scans
        assert (shown.pixels, shown.box.width, shown.box.height) == ((600, 400), 600.0, 400.0)
        assert shown.payload.startswith(b"\xff\xd8")


def test_damage_is_told_in_one_line(engine, tmp_path):
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"no picture" * 9)
    with pytest.raises(InputDamagedError, match="damaged"):
        read_text(path)


def test_a_missing_engine_says_what_to_install(tmp_path, monkeypatch):
    def missing(name):
        raise scan.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(scan.metadata, "version", missing)
    with pytest.raises(DependencyError, match=r"pip install .*\[ocr\]"):
        read_text(picture(tmp_path / "scan.tif"))


def test_telling_changes_no_option():
    assert ReadOptions(tell=print) == ReadOptions()
    assert repr(ReadOptions(tell=print)) == repr(ReadOptions())
    told = BuildOptions(read=ReadOptions(tell=print))
    assert settings_digest(told) == settings_digest(BuildOptions())
