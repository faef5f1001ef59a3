"""Pictures of PDF pages: clipped to a frame, cut into slices, turned, or behind text as the ground of a box."""

from __future__ import annotations

import io

import pytest
from drawn_pdfs import BOX, WORDS, made, only_page, words
from PIL import Image

from epubmaker.model.placed import Box


def image(x: float, y: float, width: float, height: float) -> bytes:
    """Return the operators that draw the image of one black pixel; (x, y) is its lower left corner."""
    return b"q %f 0 0 %f %f %f cm /I Do Q\n" % (width, height, x, y)


def boxes(contents: bytes, **more: bytes) -> list[tuple[int, ...]]:
    page = only_page(made(words(WORDS, 20, 20) + contents, **more))
    return [
        tuple(round(edge) for edge in (box.x0, box.y0, box.x1, box.y1))
        for box in (p.box for p in page.pictures)
    ]


CLIP = b"q 50 300 100 80 re W n\n%sQ\n"


def test_a_picture_is_where_its_frame_shows_it():
    large = CLIP % image(0, 100, 300, 400)
    assert boxes(large) == [(50, 220, 150, 300)]
    # a frame around a form clips what is drawn in it
    assert boxes(CLIP % b"/A Do\n", form=image(0, 100, 300, 400)) == [(50, 220, 150, 300)]
    # a frame that is no smaller changes nothing, and what is clipped away is not there
    assert boxes(CLIP % image(60, 310, 60, 50)) == [(60, 240, 120, 290)]
    assert boxes(CLIP % image(200, 310, 60, 50)) == []


def test_a_clipped_picture_shows_no_more_than_the_page():
    white = b"1 g 0 100 300 190 re f\n"  # drawn over the lower part of the image, outside of the frame
    page = only_page(made(words(WORDS, 20, 20) + CLIP % image(0, 100, 300, 400) + white))
    shown = Image.open(io.BytesIO(page.pictures[0].payload))
    assert shown.size == page.pictures[0].pixels
    assert shown.width / shown.height == pytest.approx(100 / 80, rel=0.02)


def test_a_rule_that_is_clipped_away_is_none():
    line = b"0 200 300 0.5 re f\n"
    assert only_page(made(words(WORDS, 20, 20) + CLIP % line)).rules == ()
    (rule,) = only_page(made(words(WORDS, 20, 20) + CLIP % b"0 340 300 0.5 re f\n")).rules
    assert (round(rule.box.x0), round(rule.box.x1)) == (50, 150)


def test_slices_and_tiles_that_touch_are_one_picture():
    slices = b"".join(image(50, 300 + 10 * at, 100, 10) for at in range(8))
    tiles = b"".join(image(50 + 50 * x, 300 + 40 * y, 50, 40) for x in (0, 1) for y in (0, 1))
    assert boxes(slices) == boxes(tiles) == [(50, 220, 150, 300)]
    apart = image(50, 300, 100, 40) + image(50, 350, 100, 40) + image(160, 300, 100, 40)
    assert len(boxes(apart)) == 3


def test_an_image_behind_an_article_is_the_ground_of_its_box():
    ground = image(50, 250, 200, 200)
    rows = b"".join(words(WORDS, 60, 430 - 14 * at) for at in range(8))
    page = only_page(made(ground + rows))
    assert page.pictures == ()
    assert {rule.axis for rule in page.rules} == {"h", "v"}
    # a few words on a picture leave it one
    names = b"".join(words(WORDS[:3], 60, 430 - 14 * at) for at in range(8))
    assert boxes(ground + names) == [(50, 150, 250, 350)]


def test_a_picture_of_a_turned_page_stands_upright():
    page = only_page(made(words(WORDS, 20, 20) + image(50, 300, 100, 60), page=BOX + b"/Rotate 90"))
    (picture,) = page.pictures
    assert picture.box.width < picture.box.height
    assert picture.pixels[0] < picture.pixels[1]
    assert picture.box == Box(*(pytest.approx(edge, abs=0.5) for edge in (300, 50, 360, 150)))
