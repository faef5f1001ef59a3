"""The shipped faces: present, unchanged, named as their licences ask, and complete for newspapers of both scripts."""

import hashlib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from epubmaker.errors import DependencyError
from epubmaker.render.fonts import face_path, is_traditional
from epubmaker.render.pdf.subset import subset_font
from epubmaker.render.truetype import Face
from epubmaker.resources import data_file, folder

FAMILIES = ("song", "hei", "kai")
FACES = sorted({face_path(family, language) for family in FAMILIES for language in ("zh-Hans", "zh-Hant")})


def test_checksums_are_those_of_the_files():
    lines = data_file("fonts", "SHA256SUMS").read_text(encoding="ascii").splitlines()
    listed = dict(reversed(line.split()) for line in lines)
    assert {path.name for path in FACES} == set(listed)
    for path in FACES:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == listed[path.name]


def test_every_face_has_the_characters_of_its_script():
    standard = data_file("fonts", "standard-8105.txt").read_text(encoding="utf-8").replace("\n", "")
    assert len(set(standard)) == 8105
    for family in FAMILIES:
        simplified, traditional = Face(face_path(family, "zh-Hans")), Face(face_path(family, "zh-Hant-TW"))
        assert all(map(simplified.glyph, standard + "，。、；：？！“”‘’（）《》〈〉【】—…·～％℃￥〓■▲"))
        assert all(map(traditional.glyph, "臺灣報紙體驗學習龜鬱籲，。、；：？！「」『』（）《》—…‧～％℃〓"))


def test_a_modified_font_does_not_bear_a_reserved_name():
    for path in FACES:
        names = [str(record) for record in TTFont(path)["name"].names if record.nameID in {1, 3, 4, 6, 16}]
        assert not any(
            reserved in name for name in names for reserved in ("LXGW", "WenKai", "霞鹜", "Source")
        )


def test_licences_lie_beside_the_fonts():
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder("fonts") / "licenses").iterdir())]
    assert len(texts) == 3
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in texts)


@pytest.mark.parametrize(
    ("language", "traditional"),
    [
        ("zh-Hans", False),
        ("zh-Hant", True),
        ("zh-Hant-TW", True),
        ("zh-Hant-HK", True),
        ("zh-TW", True),
        ("zh", False),
    ],
)
def test_the_language_chooses_the_region(language, traditional):
    assert is_traditional(language) is traditional


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_our_reader_agrees_with_fonttools(path):
    """Glyphs, widths, boxes and vertical forms, read without parsing the font, are those that fontTools reads."""
    font, face = TTFont(path), Face(path)
    characters, order = font.getBestCmap(), font.getGlyphOrder()
    vertical = {
        one: other
        for lookup in font["GSUB"].table.LookupList.Lookup
        for subtable in lookup.SubTable
        for one, other in getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}).items()
    }
    for code in (0x20, 0x41, 0xE9, 0x2014, 0x3001, 0x3010, 0xFF08, 0x4E00, 0x56FD, 0x9F9C, 0x2CB6C, 0x1F600):
        glyph = face.glyph(chr(code))
        assert order[glyph] == characters.get(code, ".notdef")
        width, _ = font["hmtx"][order[glyph]]
        assert face.advance(glyph) == pytest.approx(width / font["head"].unitsPerEm)
        outline = font["glyf"][order[glyph]]
        if outline.numberOfContours:
            box = (outline.xMin, outline.yMin, outline.xMax, outline.yMax)
            assert face.box(glyph) == pytest.approx([side / face.units for side in box])
    for character in "（）「」，。—…":
        glyph = face.glyph(character)
        assert order[face.upright(glyph)] in {vertical.get(order[glyph]), order[glyph]}
    assert face.upright(face.glyph("（")) != face.glyph("（")


def test_a_subset_holds_the_glyphs_asked_for_and_their_parts(tmp_path):
    face = Face(face_path("song", "zh-Hans"))
    glyphs = [0, *map(face.glyph, "国Å，")]
    path = tmp_path / "subset.ttf"
    path.write_bytes(subset_font(face, glyphs))
    font, whole = TTFont(path, checkChecksums=2), TTFont(face.path)
    assert font["maxp"].numGlyphs >= len(glyphs)
    for slot, glyph in enumerate(glyphs):
        name, source = font.getGlyphName(slot), whole.getGlyphName(glyph)
        assert font["hmtx"][name][0] == whole["hmtx"][source][0]
        coordinates = font["glyf"][name].getCoordinates(font["glyf"])[0]
        assert coordinates == whole["glyf"][source].getCoordinates(whole["glyf"])[0]


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"\x00\x01\x00\x00\x00\x01glyf"])
def test_what_is_no_font_is_refused(tmp_path, content):
    path = Path(tmp_path, "bad.ttf")
    path.write_bytes(content)
    with pytest.raises(DependencyError, match=r"bad\.ttf"):
        Face(path)


def test_a_missing_data_file_is_named():
    with pytest.raises(DependencyError, match=r"nothing\.ttf"):
        data_file("fonts", "nothing.ttf")
    with pytest.raises(DependencyError, match="nowhere"):
        folder("nowhere")
