"""Programs draw the same page in many ways: the reader sees the same lines, rules and pictures in all of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from drawn_pdfs import HEIGHT, WIDTH, WORDS, made, only_page, words
from PIL import Image, ImageDraw

from epubmaker.errors import InputDamagedError
from epubmaker.model.placed import Box, PlacedLine, Rule
from epubmaker.readers.gaps import BlankGaps
from epubmaker.readers.glyphs import Glyph, set_lines
from epubmaker.readers.pdf_marks import PageMarks
from epubmaker.readers.pdf_paths import dotted_rules
from epubmaker.readers.pdf_weight import heavy_by_name, nameless, typeface_of, with_weights


def near(rule: Rule, *edges: float) -> bool:
    box = rule.box
    return all(abs(a - b) < 1.5 for a, b in zip((box.x0, box.y0, box.x1, box.y1), edges, strict=True))


def test_a_page_has_the_size_that_the_tree_of_pages_gives_it():
    text = words(WORDS, 300, 560)
    inherited = only_page(made(text, b"", b"/MediaBox[0 0 400 600]"))
    assert (inherited.width, inherited.height) == (WIDTH, HEIGHT)
    assert inherited.lines == only_page(made(text)).lines
    # and what lies off a page of that size is none of its text
    assert not [line for line in only_page(made(text + words("外", 500, 700))).lines if line.text == "外"]


STROKE = b"50 300 m 350 300 l S\n"


@pytest.mark.parametrize(
    ("drawn", "form", "matrix"),
    [
        (STROKE, b"", b""),
        (b"50 299.7 300 .6 re f\n", b"", b""),
        (b"q 300 0 0 .6 50 299.7 cm /I Do Q\n", b"", b""),
        (b"q .5 0 0 .5 0 0 cm /A Do Q\n", b"100 600 m 700 600 l S\n", b""),
        (b"/A Do\n", b"5 30 m 35 30 l S\n", b"/Matrix[10 0 0 10 0 0]"),
        (b"[3 2] 0 d 50 300 m 350 300 l S\n", b"", b""),
        (b"".join(b"%d 300 m %d 300 l S\n" % (x, x + 3) for x in range(50, 350, 6)), b"", b""),
    ],
    ids=["stroke", "bar", "image", "form", "form with a matrix", "dash pattern", "dashes"],
)
def test_a_rule_is_one_however_it_is_drawn(drawn, form, matrix):
    page = only_page(made(words(WORDS, 50, 560) + drawn, form=form, matrix=matrix))
    (rule,) = page.rules
    assert rule.axis == "h"
    assert abs(rule.box.x0 - 50) < 4
    assert abs(rule.box.x1 - 350) < 4
    assert abs(rule.box.middle[1] - 300) < 1
    assert not page.pictures


def test_strokes_that_share_one_path_are_rules_each():
    together = b"50 300 m 350 300 l 200 20 m 200 280 l 50 100 m 150 100 l S\n"
    rules = only_page(made(words(WORDS, 50, 560) + together)).rules
    assert sorted(rule.axis for rule in rules) == ["h", "h", "v"]
    assert any(near(rule, 200, 320, 200, 580) for rule in rules)


def test_a_curve_in_a_chart_is_no_rule():
    chart = b"50 300 m 120 380 200 220 350 310 c 60 60 m 90 130 l 140 70 l S\n"
    assert only_page(made(words(WORDS, 50, 560) + chart)).rules == ()


def test_a_frame_with_round_corners_has_four_rules():
    frame = (
        b"60 50 m 340 50 l 345.5 50 350 54.5 350 60 c 350 290 l 350 295.5 345.5 300 340 300 c 60 300 l 54.5 300 50 295.5 50 290 c"
        b" 50 60 l 50 54.5 54.5 50 60 50 c h S\n"
    )
    rules = only_page(made(words(WORDS, 50, 560) + frame)).rules
    assert sorted(rule.axis for rule in rules) == ["h", "h", "v", "v"]


def test_rows_of_dots_are_rules_and_a_screen_of_dots_is_none():
    row = [Box(x, 100, x + 1, 101) for x in range(20, 220, 5)]
    (rule,) = dotted_rules(row)
    assert rule.axis == "h"
    assert near(rule, 20, 100, 216, 101)
    screen = [Box(x, y, x + 1, y + 1) for x in range(20, 220, 3) for y in range(100, 160, 3)]
    assert dotted_rules(screen) == []
    assert dotted_rules(row[:4]) == []


def test_a_band_behind_one_row_parts_nothing_and_a_frame_does():
    band, frame = Box(50, 100, 250, 124), Box(50, 100, 250, 300)
    title = PlacedLine("河东老街", Box(60, 103, 140, 121), 18.0)
    rows = [PlacedLine("今年变个样", Box(60, y, 160, y + 9), 9.0) for y in range(110, 280, 14)]
    assert PageMarks((), (), (band,)).parting_rules([title]) == ()
    assert len(PageMarks((), (), (frame,)).parting_rules(rows)) == 4
    assert len(PageMarks((), (), (band,)).parting_rules([])) == 4


def glyphs(text: str, advances: list[float], size: float = 10.0) -> list[Glyph]:
    x, out = 50.0, []
    for sign, advance in zip(text, advances, strict=True):
        out.append(Glyph(sign, x, 100.0, Box(x, 91, x + size, 101), size))
        x += advance
    return out


def test_marks_pressed_into_half_their_width_stay_in_their_row():
    text = "他说：“好。”她笑了"
    pressed = [5.0 if sign in "：。" else 10.0 for sign in text]
    (line,) = set_lines(glyphs(text, pressed))
    assert line.text == text
    # characters that lie on each other by half are two rows that happen to meet
    assert len(set_lines(glyphs("他说好她笑", [10.0, 5.0, 10.0, 10.0, 10.0]))) == 2


def test_marks_whose_white_halves_face_each_other_may_lie_on_one_place():
    text = "他说，“好。”（记者"
    advances = [
        0.0 if pair in ("，“", "”（") else 5.0 if pair[0] in "。“" else 10.0
        for pair in map("".join, pairwise(text + "。"))
    ]
    (line,) = set_lines(glyphs(text, advances))
    assert line.text == text
    # a mark that opens and one that closes have their ink where the other has its own
    assert len(set_lines(glyphs("他说“，好", [10.0, 10.0, 0.0, 10.0, 10.0]))) == 2


def test_names_of_typefaces_lose_what_marks_their_parts():
    assert typeface_of("ABCDEF+SimHei") == "SimHei"
    assert typeface_of("FZSSK--GBK1-0+ZGbA9-3") == "FZSSK--GBK1-0"
    assert typeface_of("NotoSerifSC-Regular") == "NotoSerifSC-Regular"


def test_a_name_says_heavy_or_plain_or_nothing():
    assert heavy_by_name("SimHei") is True
    assert heavy_by_name("NotoSerifSC-Regular") is False
    assert heavy_by_name("CIDFont+F2") is None


class Shown:
    """A page on which every typeface is drawn with strokes as wide as it says."""

    def __init__(self, strokes):
        self.strokes = strokes

    def get_size(self):
        return 200.0, 200.0

    def render(self, scale, grayscale):
        assert grayscale
        self.image = Image.new("L", (round(200 * scale), round(200 * scale)), 255)
        pen = ImageDraw.Draw(self.image)
        for box, wide in self.strokes:
            x, y = box.x0 * scale, box.y0 * scale
            pen.rectangle([x, y, x + wide * scale, y + 10 * scale], fill=0)
        return self

    def to_pil(self):
        return self.image


def test_weight_is_told_by_ink_where_a_name_says_nothing():
    def set_in(font, y):
        return [
            Glyph(sign, x, y, Box(x, y - 9, x + 10, y + 1), 10.0, font=font)
            for x, sign in zip(range(20, 100, 10), "河东老街今年变样", strict=True)
        ]

    text, title = set_in("F1", 100.0) + set_in("F1", 120.0), set_in("F2", 50.0)
    page = Shown([(one.box, 2.0) for one in text] + [(one.box, 4.5) for one in title])
    told = with_weights(page, [*text, *title])
    assert {one.font: one.bold for one in told} == {"F1": False, "F2": True}
    # a name that says what it is is believed
    named = [Glyph(one.text, one.x, one.y, one.box, one.size, font="SimSong") for one in title]
    assert not any(one.bold for one in with_weights(page, [*text, *named]))


def test_parts_of_a_typeface_without_a_name_are_one_typeface():
    def set_in(fonts, y, words):
        return [
            Glyph(sign, x, y, Box(x, y - 9, x + 10, y + 1), 10.0, font=font)
            for x, (sign, font) in zip(range(20, 100, 10), zip(words, fonts, strict=True), strict=True)
        ]

    text = set_in(["Song"] * 8, 100.0, "河东老街今年变样") + set_in(["Song"] * 8, 120.0, "河东老街今年变样")
    # printers cut a typeface that they draw themselves into parts: here three of them, one with a single character
    first = set_in([nameless(3)] * 4 + [nameless(4)] * 4, 50.0, "石桥修好居民出行")
    second = set_in([nameless(4)] * 7 + [nameless(9)], 70.0, "再也不用绕过北山")
    plain = set_in([nameless(5)] * 8, 150.0, "记者昨天在桥头见")
    page = Shown([(one.box, 2.0) for one in (*text, *plain)] + [(one.box, 4.5) for one in (*first, *second)])
    told = with_weights(page, [*text, *first, *second, *plain])
    by_row = {one.y: {(other.font, other.bold) for other in told if other.y == one.y} for one in told}
    assert by_row[50.0] == by_row[70.0]
    assert len(by_row[50.0]) == 1
    (heavy,), (ordinary,) = by_row[50.0], by_row[150.0]
    assert (heavy[1], ordinary[1]) == (True, False)
    assert heavy[0] != ordinary[0]
    assert by_row[100.0] == {("Song", False)}


@pytest.mark.parametrize(
    ("above", "below", "blank"),
    [
        # the row above is indented and begins where the second piece does, the row below crosses the gap
        ([Box(70, 85, 200, 95)], [Box(50, 115, 200, 125)], True),
        # the last row of a paragraph ends where the first piece does
        ([Box(50, 85, 200, 95), Box(50, 100, 60, 110)], [], True),
        # two columns above and below
        ([Box(10, 85, 60, 95), Box(70, 85, 200, 95)], [Box(10, 115, 60, 125), Box(70, 115, 200, 125)], False),
    ],
)
def test_a_gap_as_wide_as_a_character_is_a_blank_where_no_column_stands_beside_it(above, below, blank):
    left, right = Box(50, 100, 60, 110), Box(70, 100, 200, 110)
    gaps = BlankGaps([(box, 10.0) for box in (*above, *below, left, right)])
    assert gaps.is_blank(left, right, 10.0) is blank


def test_text_whose_encoding_was_lost_in_part_is_refused_and_foreign_words_are_not():
    broken = "".join(WORDS[:4] + sign for sign in "ôßþĀ")
    with pytest.raises(InputDamagedError, match="--ocr"):
        only_page(made(words(broken, 20, 100) + words(WORDS, 20, 80)))
    sound = b"".join(words(WORDS, 20, 300 - 14 * at) for at in range(12))
    page = only_page(made(sound + words("他在 café Müller 里等", 20, 100)))
    assert any("Müller" in line.text for line in page.lines)


def test_first_characters_of_rows_printed_below_each_other_stay_in_their_rows():
    rows = ["列产品昨天到店", "企业派人来接货", "展览会明天开门"]

    def placed(text, x, y):
        return [
            Glyph(sign, x + 10 * at, y, Box(x + 10 * at, y - 9, x + 10 * at + 10, y + 1), 10.0)
            for at, sign in enumerate(text)
        ]

    heights = [100.0, 114.0, 128.0]
    first = [glyph for text, y in zip(rows, heights, strict=True) for glyph in placed(text[0], 50.0, y)]
    rest = [glyph for text, y in zip(rows, heights, strict=True) for glyph in placed(text[1:], 60.0, y)]
    assert sorted(line.text for line in set_lines([*first, *rest])) == sorted(rows)
    # a vertical title beside a column is one: it stands apart from the rows
    title = [glyph for text, y in zip("老街变", heights, strict=True) for glyph in placed(text, 30.0, y)]
    assert "老街变" in [line.text for line in set_lines([*title, *rest])]


BLACK, WHITE = b" 0 g ", b" 1 g "


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (WHITE + words("白字", 50, 300), False),
        (b"0 g 40 290 200 30 re f" + WHITE + words("白字", 50, 300), True),
        (b"q 200 0 0 50 40 280 cm /I Do Q" + WHITE + words("白字", 50, 300), True),
        (words("图下", 50, 300) + b"q 200 0 0 50 40 280 cm /I Do Q", False),
        (words("图旁", 50, 350) + b"q 200 0 0 50 40 280 cm /I Do Q", True),
        (b"q 200 0 0 50 40 280 cm /I Do Q " + words("图上", 50, 300), True),
        (b" .9 g " + words("浅灰", 50, 300), True),
    ],
    ids=["white on white", "white on dark", "white on a picture", "under", "beside", "over", "grey"],
)
def test_what_nobody_sees_is_none_of_the_text(drawn, read):
    page = only_page(made(words(WORDS, 50, 560) + drawn + BLACK))
    texts = [line.text for line in page.lines]
    assert (len(texts) == 2) is read
    assert texts[0] == WORDS
    assert [str(note.words) for note in page.notes] == (
        [] if read else ["page 1: characters that nobody sees are left out: 2"]
    )


def test_a_layer_of_text_under_the_image_of_a_scan_is_its_text():
    scan = words(WORDS, 50, 560) + b"q 400 0 0 600 0 0 cm /I Do Q"
    assert [line.text for line in only_page(made(scan)).lines] == [WORDS]


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (b"", "1"),
        (b"/PageLabels<</Nums[0<</P(A01)>>]>>", "A01"),
        (b"/PageLabels<</Nums[0<</P<FEFF7B2C00337248>>>]>>", "3"),
        (b"/PageLabels<</Nums[0<</S/D/St 5>>]>>", "5"),
    ],
    ids=["none", "prefix", "第3版", "number"],
)
def test_a_page_is_called_what_the_pdf_calls_it(labels, name):
    payload = made(words(WORDS, 50, 560)).replace(b"/Type/Catalog", b"/Type/Catalog" + labels)
    assert only_page(payload).name == name
