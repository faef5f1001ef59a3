"""Reading: encodings told by content, and bad input refused with a reason."""

import os
import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epubmaker.errors import (
    EpubmakerError,
    InputBinaryError,
    InputDamagedError,
    InputEmptyError,
    InputEncodingError,
    InputMissingError,
    InputTooLargeError,
    InputUnreadableError,
    OptionError,
)
from epubmaker.readers import ReadOptions, read_bytes, read_string, read_text

SIMPLIFIED = "本报讯 昨天上午，全市春季植树活动在河边公园举行，三百多名市民参加。\n"
TRADITIONAL = "本報訊 昨天上午，全市春季植樹活動在河邊公園舉行，三百多名市民參加。\n"
LATIN = "Only English here, 12 lines of it.\n"


@pytest.mark.parametrize(
    "text", [SIMPLIFIED, TRADITIONAL, SIMPLIFIED[:8], TRADITIONAL[:12], LATIN + SIMPLIFIED]
)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encoding_is_told_from_the_content(text, encoding):
    assert read_bytes(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL[:12], "香港新聞：今日天氣晴朗，市民出遊。"])
def test_big5_is_told_from_gb18030(text):
    source = read_bytes(text.encode("big5"))
    assert source.text == text
    assert source.encoding.startswith("big5")


def test_row_ends_and_odd_spaces_stay_as_they_are():
    text = "第一行\r\n第二行\r\u3000\u3000第三行\x0c\n"
    assert read_bytes(text.encode()).text == text


def test_the_hash_is_of_the_bytes():
    assert read_bytes(b"\xef\xbb\xbfabc").sha256 == read_bytes(b"\xef\xbb\xbfabc").sha256
    assert read_bytes(b"\xef\xbb\xbfabc").sha256 != read_bytes(b"abc").sha256


def test_an_encoding_that_is_named_is_believed():
    payload = "日報".encode("shift_jis")
    assert read_bytes(payload, options=ReadOptions(encoding="shift_jis")).text == "日報"
    with pytest.raises(InputEncodingError, match="row 2"):
        read_bytes("好\n".encode() + b"\xff\xff", options=ReadOptions(encoding="utf-8"))
    with pytest.raises(OptionError, match="no such encoding"):
        read_bytes(b"abc", options=ReadOptions(encoding="klingon"))


def test_codecs_that_are_no_encodings_are_refused():
    with pytest.raises(EpubmakerError):
        read_bytes(b"616263", options=ReadOptions(encoding="hex"))


def test_mixed_encodings_are_refused_with_the_place():
    payload = SIMPLIFIED.encode() * 3 + TRADITIONAL.encode("big5") + SIMPLIFIED.encode() * 3
    with pytest.raises(InputEncodingError, match=r"row 4.*--encoding"):
        read_bytes(payload)


@pytest.mark.parametrize("payload", [b"", b" \n\t\r\n", "\ufeff".encode(), "\u3000\n".encode("gb18030")])
def test_white_space_alone_is_empty(payload):
    with pytest.raises(InputEmptyError, match="nothing but white space"):
        read_bytes(payload)


@pytest.mark.parametrize(
    "payload",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04 docx",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 40,
        SIMPLIFIED.encode() + b"\0",
        b"\x01\x02\x03\x04\x05\x06\x07\x08" * 20,
    ],
)
def test_what_is_no_text_is_refused(payload):
    with pytest.raises((InputBinaryError, InputDamagedError, InputEncodingError)):
        read_bytes(payload)


def test_random_bytes_are_never_taken_for_text():
    generator = random.Random(7)
    for _ in range(200):
        with pytest.raises((InputBinaryError, InputEncodingError)):
            read_bytes(generator.randbytes(400))


def test_a_few_controls_are_borne():
    assert read_bytes(("一二三四五六七八九十" * 5 + "\x1a").encode()).text.endswith("\x1a")


def test_missing_folder_and_device_are_told_apart(tmp_path):
    with pytest.raises(InputMissingError, match="no such file"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(InputMissingError, match="nothing is downloaded; save the page"):
        read_text("https://papers.example/2021-03/04/01.pdf")
    with pytest.raises(InputUnreadableError, match="folder"):
        read_text(tmp_path)
    with pytest.raises(InputUnreadableError, match="device"):
        read_text(os.devnull)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputUnreadableError, match="pipe"):
        read_text(tmp_path / "pipe.txt")
    with pytest.raises(InputUnreadableError, match="cannot be read"):
        read_text(tmp_path / ("n" * 300))
    with pytest.raises(InputUnreadableError):
        read_text("a\0b")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("好")

    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(InputUnreadableError, match="Permission denied"):
        read_text(path)


def test_a_large_file_is_refused_unread_and_the_limit_can_be_lifted(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    with pytest.raises(InputTooLargeError, match=r"100\.0 MiB is over the limit of 4 MiB.*--max-size"):
        read_text(path)
    small = tmp_path / "small.txt"
    small.write_text(SIMPLIFIED * 50)
    with pytest.raises(InputTooLargeError, match="--max-size"):
        read_text(small, ReadOptions(max_bytes=100))
    with pytest.raises(InputTooLargeError, match=r"50 rows.*--max-rows"):
        read_text(small, ReadOptions(max_rows=49))
    assert read_text(small, ReadOptions(max_rows=50)).text == SIMPLIFIED * 50


def test_strings_with_half_characters_are_refused():
    with pytest.raises(InputEncodingError, match="lone surrogate"):
        read_string("好\ud800")
    assert read_string("\ufeff好").text == "好"


@given(st.binary(max_size=400))
def test_reading_bytes_gives_text_or_an_error_of_ours(payload):
    with suppress(EpubmakerError):
        source = read_bytes(payload)
        assert source.text.strip()
        assert source.text.encode("utf-8")


@given(st.text(max_size=300))
def test_every_text_in_utf8_comes_back_or_is_refused(text):
    try:
        source = read_bytes(text.encode("utf-8"))
    except (InputEmptyError, InputBinaryError):
        return
    assert source.text == text.removeprefix("\ufeff")
