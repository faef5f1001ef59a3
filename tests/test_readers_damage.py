"""Encodings of old and damaged texts, and texts that were decoded wrongly before they were saved."""

from __future__ import annotations

import base64
import json
import quopri

import pytest

from epubmaker import read_string, reconstruct
from epubmaker.errors import InputBinaryError, InputEncodingError
from epubmaker.model import Span
from epubmaker.readers import ReadOptions, read_bytes
from epubmaker.readers.legacy import read_on
from epubmaker.readers.mojibake import find_misread, mend_mojibake, unrecoverable
from epubmaker.restore import rebuild_source

PAGE = (
    "河东新区科普馆正式开馆，吸引了两千余名市民前来参观，\n"
    "馆内设有航天、海洋、农业三大主题展区，今天免费开放。\n"
) * 3
TRADITIONAL = (
    "河東新區科普館正式開館，吸引了兩千餘名市民前來參觀，\n館內設有航天、海洋、農業三大主題展區。\n" * 3
)
REPLACE = ReadOptions(errors="replace")
FIX = ReadOptions(fix_mojibake=True)


def damaged(text, encoding, at):
    payload = text.encode(encoding)
    return payload[:at] + b"\xff" + payload[at + 1 :]


@pytest.mark.parametrize(
    ("text", "encoding", "called"),
    [(PAGE, "gb18030", "GB18030"), (PAGE, "utf-8", "UTF-8"), (TRADITIONAL, "big5", "Big5")],
)
def test_one_bad_byte_is_named_and_can_be_read_over(text, encoding, called):
    start = len(text.split("\n")[0].encode(encoding)) + 1  # of the second row
    payload = damaged(text, encoding, start + 7 - (encoding == "utf-8"))
    with pytest.raises(
        InputEncodingError, match=rf"is {called}, but not at byte \d+ \(row 2\).*--encoding-errors replace"
    ):
        read_bytes(payload)
    read = read_bytes(payload, options=REPLACE).text
    assert "\ufffd" in read
    rows, told = read.split("\n"), text.split("\n")
    assert rows[0] == told[0]
    assert rows[2:] == told[2:]
    assert rows[1][-10:] == told[1][-10:]  # the row goes on rightly behind the damage


def test_a_named_encoding_tells_the_place_too():
    with pytest.raises(
        InputEncodingError, match=r"not gb18030 at byte \d+ \(row 1\).*--encoding-errors replace"
    ):
        read_bytes(damaged(PAGE, "gb18030", 9), options=ReadOptions(encoding="gb18030"))


def test_damage_is_noted_in_the_edition():
    source = read_bytes(damaged(PAGE, "gb18030", 9), options=REPLACE)
    notes = {note.code: note.message for note in reconstruct(source).diagnostics}
    assert "U+FFFD" in notes["undecodable"]
    assert "undecodable" not in {note.code for note in reconstruct(read_string(PAGE)).diagnostics}


@pytest.mark.parametrize("encoding", [None, "cp936", "gbk", "gb18030", "gb2312"])
def test_the_euro_of_code_page_936(encoding):
    payload = "门票二十元，今天开放，市民前来参观。".encode("gbk").replace("二十元".encode("gbk"), b"\x8020")
    assert (
        read_bytes(payload, options=ReadOptions(encoding=encoding)).text
        == "门票€20，今天开放，市民前来参观。"
    )


def test_0x80_inside_a_character_is_no_euro():
    text = "亖亗亙亝亣，的一是不在人有"  # characters whose second byte may be 0x80 and more
    assert read_bytes(text.encode("gbk")).text == text
    with_euro = "€".encode("gb18030")
    assert with_euro == b"\xa2\xe3"


def test_the_euro_of_code_page_950():
    assert read_bytes(("票價€20元。" + TRADITIONAL).encode("cp950")).text.startswith("票價€20元。")


@pytest.mark.parametrize("encoding", [None, "big5", "cp950", "big5hkscs"])
def test_figures_in_circles_of_eten(encoding):
    """C6A1 is ① in what programs write as Big5; Python's tables of Big5 and code page 950 have kana there."""
    payload = TRADITIONAL.encode("big5") + b"\xc6\xa1\xc6\xa2 \xa3\xe1" + "20元".encode("big5")
    assert read_bytes(payload, options=ReadOptions(encoding=encoding)).text == f"{TRADITIONAL}①② €20元"


def test_hz_is_read():
    assert read_bytes(PAGE.encode("hz")).text == PAGE


def test_iso_2022_cn_is_read():
    rows = [row.encode("gb2312") for row in PAGE.split("\n")[:-1]]
    payload = b"".join(b"\x1b$)A\x0e" + bytes(byte & 0x7F for byte in row) + b"\x0f\n" for row in rows)
    assert read_bytes(payload).text == PAGE


def test_utf_7_is_read():
    assert read_bytes(PAGE.encode("utf-7")).text == PAGE
    assert read_bytes(f"News 2024\n{PAGE}".encode("utf-7")).encoding == "utf-7"


@pytest.mark.parametrize(
    "text",
    [
        "a+b-c and 1+1-2",
        "key +QUJDREVGR0hJSktMTU5PUFFSUw- of a certificate",
        "+ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijk",
    ],
)
def test_plain_text_with_plus_signs_is_no_utf_7(text):
    assert read_bytes(text.encode()).text == text


@pytest.mark.parametrize(
    "text", ["code ~{ this } is plain ~} text", "a~{b}", "~{~}", "price ~{20} for all of us"]
)
def test_plain_text_with_tildes_is_no_hz(text):
    assert read_bytes(text.encode()).text == text


@pytest.mark.parametrize(
    ("was", "read_as"),
    [("utf-8", "latin-1"), ("gb18030", "latin-1"), ("utf-8", "cp1252")],
)
def test_mojibake_is_named_and_led_back(was, read_as):
    text = PAGE if read_as != "cp1252" else "人民日报今天刊登文章，全文如下。"
    wrong = text.encode(was).decode(read_as, "ignore")
    if wrong.encode(read_as) != text.encode(was):
        pytest.skip("this text does not survive that code page")
    source = read_string(wrong)
    notes = [note for note in reconstruct(source).diagnostics if note.code == "mojibake"]
    assert "--fix-mojibake" in notes[0].message
    assert read_bytes(wrong.encode("utf-8"), options=FIX).text == text


def test_rows_that_survived_as_gbk_are_led_back():
    rows = ["馆内设有航天海洋农业展区今天", "河东新区科普馆正式开馆了"]
    wrong = "\n".join(row.encode("utf-8").decode("gb18030") for row in rows)
    read = read_bytes(wrong.encode("utf-8"), options=FIX)
    assert read.text == "\n".join(rows)
    assert read.encoding == "utf-8, UTF-8 read as GBK"
    assert "mojibake-mended" in {note.code for note in reconstruct(read).diagnostics}


def test_what_lost_characters_is_warned_of_and_left():
    wrong = PAGE.encode("utf-8").decode("gbk", "replace")
    assert read_bytes(wrong.encode("utf-8"), options=FIX).text == wrong
    said = [note.message for note in reconstruct(read_string(wrong)).diagnostics if note.code == "mojibake"]
    assert "不能还原" in said[0]


@pytest.mark.parametrize("traces", ["锟斤拷锟斤拷", "烫烫烫烫烫", "屯屯屯屯"])
def test_traces_of_lost_text_are_warned_of(traces):
    codes = {note.code for note in reconstruct(read_string(PAGE + f"他说{traces}好。\n")).diagnostics}
    assert "mojibake" in codes


@pytest.mark.parametrize(
    "row",
    [
        "鄢郦麴酆鲍史唐费廉岑薛雷贺倪汤滕殷罗",
        "Été à la plage, çà et là, où é è ê œuvre",
        "東京都は今日も雨です。カタカナとひらがな",
        "대한민국의 수도는 서울입니다",
        "Привет, мир, это обычный текст",
        "饕餮魑魅魍魉龘靐齉爩麤鱻",
        "Größe, Straße, Äpfel und Öl für übermorgen",
        "汤烫！水很烫，别碰。",
        "",
    ],
)
def test_other_text_is_no_mojibake(row):
    assert find_misread(row) == []
    if row:
        assert read_bytes(row.encode("utf-8"), options=FIX).text == row


def test_private_use_characters_are_named_and_stay():
    text = PAGE.replace("。", "\ue123。", 1) + "\uf0b7\U00100000"
    edition = reconstruct(read_string(text))
    note = next(note for note in edition.diagnostics if note.code == "private-use")
    assert note.message.startswith("3处")
    assert "U+E123、U+F0B7、U+100000" in note.message
    assert "\ue123" in "".join(block.text for article in edition.articles for block in article.blocks)


def test_characters_that_have_left_the_private_area_are_none():
    page = PAGE.replace("。", "\ue81e\ue5e5。", 1)
    edition = reconstruct(read_string(page))
    assert "private-use" not in {note.code for note in edition.diagnostics}
    assert "\u9fb4" in "".join(block.text for article in edition.articles for block in article.blocks)


@pytest.mark.parametrize(
    ("read_as", "was"),
    [
        ("mac_roman", "utf-8"),
        ("cp437", "utf-8"),
        ("koi8-r", "utf-8"),
        ("cp437", "gb18030"),
        ("cp1251", "gb18030"),
        ("koi8-r", "gb18030"),
        ("mac_roman", "gb18030"),
    ],
)
def test_rarer_ways_of_wrong_decoding_are_led_back(read_as, was):
    row = "今后每周末将举办一场免费讲座，由退休教师和青年科技工作者轮流主讲。"
    assert mend_mojibake(row.encode(was).decode(read_as))[0] == row


def test_traditional_text_read_as_latin_is_led_back():
    """Of its characters fewer are among the commonest; that all bytes pair up is evidence enough in a long row."""
    row = "受颱風外圍影響，沿海風力逐漸增強，漁船全部回港避風，景區暫停開放，請民眾減少外出並遠離海堤。"
    assert mend_mojibake(row.encode("big5").decode("latin-1"))[0] == row


def test_bytes_that_are_a_character_by_chance_are_not_set_in_a_row_of_another_code():
    row = "¨ü»ä\xad·¥~³ò¼vÅT¡Aªu®üªº"  # a byte of it is lost, so that nothing leads the row back
    assert mend_mojibake(row)[0] == row


def test_text_decoded_wrongly_twice_is_led_back():
    row = "今后每周末将举办一场免费讲座"
    assert mend_mojibake(row.encode().decode("latin-1").encode().decode("latin-1"))[0] == row


def test_escapes_of_json_are_led_back():
    row = "今后每周末将举办𠮷讲座"
    assert mend_mojibake(json.dumps(row).strip('"'))[0] == row
    assert mend_mojibake(r"目录C:\\users\\u4e00，一个路径")[0] == r"目录C:\\users\\u4e00，一个路径"


@pytest.mark.parametrize(
    "row",
    [
        "Это обычный русский текст, и ничего в нём не испорчено.",
        "Ça été déjà vérifié à Genève.",
        "ﾊﾝｶｸｶﾅだけの行です",
    ],
)
def test_text_of_other_languages_is_no_wrong_decoding(row):
    assert mend_mojibake(row) == (row, ())


ROW = (
    "今年入秋以来，各地粮库陆续开仓收粮，农户排队售粮，秩序井然。收储企业增开晚间窗口，农户最快二十分钟便可结算离场。"
    "据统计，首周共收购稻谷三千余吨，比去年同期略有增加。"
)


@pytest.mark.parametrize("place", range(10, 150, 7))
@pytest.mark.parametrize("damage", ["lost", "extra"])
def test_a_lost_or_strange_byte_costs_two_or_three_characters(place, damage):
    payload = bytearray(ROW.encode("gb18030"))
    if damage == "lost":
        del payload[place]
    else:
        payload.insert(place, 0xFF)
    read = read_on(bytes(payload), "gb18030")
    before, mark, behind = read.partition("\ufffd")
    behind = behind.lstrip("\ufffd")
    assert mark
    same = next(
        (at for at, (one, other) in enumerate(zip(before, ROW, strict=False)) if one != other), len(before)
    )
    back = next(
        (at for at in range(min(len(behind), len(ROW))) if behind[-1 - at] != ROW[-1 - at]), len(behind)
    )
    assert same + back >= len(ROW) - 5


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        "王瓒、邴旸、訾琨、麹晖、亓堃、缑岚、逄焱、郄淼",
        "本届大会由International Conference on Computational Linguistics and Speech Processing主办",
        "（VTC，Variable Timing Control“可变正时控制”）",
        "饕餮、貔貅、狴犴、睚眦、赑屃、螭吻、蒲牢、囚牛",
    ],
)
def test_a_sound_row_is_read_as_it_is(row):
    assert read_on(row.encode("gb18030"), "gb18030") == row


def test_what_a_text_says_of_lost_characters_is_no_damage():
    assert not list(unrecoverable("屏幕上显示“锟斤拷”三字。"))
    assert list(unrecoverable("今年入秋以来锟斤拷锟斤拷，各地开仓"))


ROWS = "老街改造不搬一户人家\n本报讯　中街的青石板路上，施工队正在更换地下管线。\n住了四十年的陈𠮷婆说，街坊都在𣲗桥边。\n"


def in_halves(text):
    """Return UTF-8 in which characters outside the first plane are two halves of three bytes each."""
    pieces = []
    for character in text:
        code = ord(character) - 0x10000
        halves = character if code < 0 else chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
        pieces.append(halves.encode("utf-8", "surrogatepass"))
    return b"".join(pieces)


@pytest.mark.parametrize("encoding", [None, "cesu-8", "CESU8"])
def test_characters_in_halves_are_read_whole(encoding):
    source = read_bytes(in_halves(ROWS), options=ReadOptions(encoding=encoding))
    assert (source.text, source.encoding) == (ROWS, "cesu-8")
    assert read_bytes(ROWS.encode()).encoding == "utf-8"


def test_a_half_alone_is_no_text():
    with pytest.raises(InputEncodingError):
        read_bytes(ROWS.encode() + b"\xed\xa1\x82\n")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "utf-8-sig"]
)
@pytest.mark.parametrize("row_end", ["\n", "\r\n", "\r"])
def test_every_encoding_of_the_editors_people_use_is_told(encoding, row_end):
    text = ROWS.replace("\n", row_end)
    source = read_bytes(text.encode(encoding))
    assert source.text == text


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (rb"{\rtf1\ansi\ansicpg936 \'c0\'cf\'bd\'d6}", "an RTF document"),
        (b"PK\x03\x04 word/document.xml", "an Office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (ROWS.encode() + b"\0\0\n", rf"holds 2 NUL bytes, the first at byte {len(ROWS.encode())} \(row 4\)"),
        (
            b"From: a@paper.example\nContent-Type: text/plain;\n charset=utf-8\nContent-Transfer-Encoding: base64\n\n6ICB\n",
            "a mail as it is sent",
        ),
        (quopri.encodestring(ROWS.encode()), "a mail as it is sent"),
        (quopri.encodestring(ROWS.encode("gb18030")), "a mail as it is sent"),
        (base64.encodebytes(ROWS.encode() * 3), "a mail as it is sent"),
    ],
)
def test_what_is_no_text_is_named_with_the_way_out(payload, said):
    with pytest.raises(InputBinaryError, match=said):
        read_bytes(payload, "page.txt")


@pytest.mark.parametrize(
    "text",
    [
        ROWS + "邮件里的=E6=B2=B3=E4=B8=9C=E6=97=A5=E6=8A=A5是“河东日报”。\n",
        "a=10, b=20, c=3F\n" * 9,
        "LongWord" * 10 + "\nand words\n" + ROWS,
    ],
)
def test_a_text_that_shows_such_signs_is_read(text):
    assert read_bytes(text.encode(), "page.txt").text == text


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"PK\x05\x06" + bytes(18), "a ZIP archive, .*; unpack it"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "a RAR archive, not text; unpack it"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "a 7-Zip archive, not text; unpack it"),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40), "a JPEG 2000 picture, not text; save it as PNG"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40), "a WebP picture"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "an HEIC or AVIF picture"),
        (b"AT&TFORM\0\0\x10\0DJVUINFO" + bytes(40), "a DjVu document, not text; save it as PDF"),
        (b"Founder CEB\0" + bytes(40), "a CEB document of Founder Apabi, not text; save it as PDF"),
        (b"CAJ\0" + bytes(40), "a CAJ document of CNKI, not text; save it as PDF"),
        (b"MZ\x90\0\x03\0\0\0" + bytes(40), "a program"),
    ],
)
def test_other_formats_are_named_with_the_way_out(payload, said):
    with pytest.raises(InputBinaryError, match=said):
        read_bytes(payload, "page.txt")


@pytest.mark.parametrize(
    "start", ["BMW中国宣布", "RIFFA音乐节", "KDH 专线", "CAJ论文", "HN省", "MZ公司", "PK赛"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_may_begin_with_the_letters_of_a_format(start, encoding):
    text = f"{start}\n{ROWS * 3}"
    assert read_bytes(text.encode(encoding)).text == text


def test_a_text_that_speaks_of_mails_is_read():
    text = "发件人: 方晓静\n主题: 稿件\n\n" + ROWS
    assert read_bytes(text.encode()).text == text


@pytest.mark.parametrize("nuls", [1, 4])
def test_a_few_nuls_of_a_pdf_tool_are_lost_characters_and_no_reason_to_refuse(nuls):
    """PDF tools print NUL for a glyph of which the font does not say what it is."""
    text = ROWS * 8 + f"图书馆在河{chr(0) * nuls}公园设了一间小书屋，不用办证，扫码就能进去。\n"
    source = read_bytes(text.encode(), "page.txt")
    edition = reconstruct(source)
    assert source.text == text
    assert rebuild_source(edition) == text
    assert f"河{chr(0xFFFD) * nuls}公园" in "".join(
        block.text for article in edition.articles for block in article.blocks
    )
    (note,) = (note for note in edition.diagnostics if note.code == "undecodable")
    first = text.index("\0")
    assert note.spans == tuple(Span(at, at + 1) for at in range(first, first + nuls))


FOREIGN_ROW = "咨询电话在服务台领取，欢迎前来参观，节日照常开放。\n"


@pytest.mark.parametrize(("own", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_rows_of_another_encoding_are_read_by_it(own, other):
    payload = PAGE.encode(own) + FOREIGN_ROW.encode(other) + PAGE.encode(own)
    called = {"utf-8": "UTF-8", "gb18030": "GB18030"}[own]
    with pytest.raises(InputEncodingError, match=rf"is {called}, but not at byte \d+ \(row [78]\)"):
        read_bytes(payload)
    source = read_bytes(payload, options=REPLACE)
    assert source.text == PAGE + FOREIGN_ROW + PAGE
    assert source.encoding == own


@pytest.mark.parametrize(
    ("damage", "mended"),
    [
        ("卡尔Â·马克思的书", "卡尔·马克思的书"),
        ("Itâ€™s openï¼Œ来吧ã€‚", "It’s open，来吧。"),
        ("在CafÃ©喝å’–å•¡", "在Café喝咖啡"),
    ],
)
def test_words_read_wrongly_inside_a_sound_row_are_led_back(damage, mended):
    page = PAGE + damage + "\n"
    assert find_misread(page)[0].original == mended
    assert mend_mojibake(page) == (PAGE + mended + "\n", ("UTF-8 read as Windows-1252",))


@pytest.mark.parametrize(
    "text", ["他说“‘Café’”和“café”……", "“IRMÔ“São João”的Ângela", "é—è、“naïve”—“Zoë”", "Â和Ã是字母"]
)
def test_accents_beside_marks_are_no_damage(text):
    assert find_misread(PAGE + text + "\n") == []


def test_a_page_of_question_marks_is_told_once():
    lost = PAGE.encode("latin-1", "replace").decode()
    (found,) = unrecoverable(lost)
    assert found.start() == 0
    assert list(unrecoverable("Really??????\n真的吗??????\n?????\n")) == []


def test_pairs_of_hkscs_that_are_a_letter_and_an_accent_are_read_on():
    """Two bytes are two characters there, Ê and an accent, which has no bytes of its own."""
    accented = "Ê̌ê̄" * 4
    row = accented.encode("big5hkscs") + b"\xff" + "河東新區科普館正式開館".encode("big5")
    read = read_on(row, "big5hkscs")
    assert read.startswith(accented + "\ufffd")
    assert read.endswith("東新區科普館正式開館")
