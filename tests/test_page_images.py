"""Pictures of digitised pages: cut out of the image beside the file, with their captions, or left out with one word."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from digital_samples import (
    BLUE,
    CAPTION,
    FORMS,
    PHOTO,
    RED,
    SUFFIX,
    alto,
    mets,
    mineru,
    paddle,
    page_image,
    page_xml,
)
from PIL import Image

from epubmaker import build, read_text, reconstruct
from epubmaker.batch import BuildOptions
from epubmaker.cli import run
from epubmaker.errors import InputDamagedError, InputMissingError, OptionError
from epubmaker.readers import ReadOptions


def written(folder, payload, name="page.xml", image="page.png", colour=RED, **how):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(payload)
    if image:
        page_image(colour, **how).save(folder / image)
    return folder / name


def shown(edition):
    """Return the one picture with the text of the block behind it."""
    (picture,) = edition.pictures
    blocks = [block for article in edition.articles for block in article.blocks]
    at = next(at for at, block in enumerate(blocks) if block.picture == picture.id)
    return picture, blocks[at + 1]


def colour_of(payload):
    with Image.open(io.BytesIO(payload)) as image:
        inner = image.convert("RGB").crop((4, 4, image.width - 4, image.height - 4))
        low, high = zip(*inner.getextrema(), strict=True)
    return low, high


def is_all(payload, colour):
    low, high = colour_of(payload)
    return all(
        abs(part - wanted) < 12 for side in (low, high) for part, wanted in zip(side, colour, strict=True)
    )


def said(edition):
    return [one.message for one in edition.diagnostics if one.code == "image-missing"]


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_of_every_form_is_cut_out_of_the_image_beside_it(tmp_path, form):
    path = written(tmp_path, FORMS[form], f"page.{SUFFIX[form]}")
    edition = reconstruct(read_text(path))
    picture, caption = shown(edition)
    assert is_all(picture.payload, RED)
    assert (picture.width, picture.height) == (280, 180)  # the image is twice as large as the page
    assert (caption.kind, caption.text) == ("caption", CAPTION)
    assert said(edition) == []


@pytest.mark.parametrize("form", FORMS)
def test_without_an_image_the_book_is_made_without_pictures_and_says_so_once(tmp_path, form, capsys):
    path = written(tmp_path, FORMS[form], f"page.{SUFFIX[form]}", image="")
    assert run(["build", str(path), "-o", str(tmp_path / "out")]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert f"page.{SUFFIX[form]}: the book is without pictures: " in line
    assert "--image" in line
    edition = json.loads((tmp_path / "out" / "page.edition.json").read_text("utf-8"))
    assert "pictures" not in edition
    assert CAPTION in json.dumps(edition, ensure_ascii=False)


def test_pages_without_pictures_ask_for_no_image(tmp_path):
    path = written(tmp_path, alto(photo=None, image="gone.tif"), image="")
    assert said(reconstruct(read_text(path))) == []


def test_the_one_note_says_what_the_book_is_without(tmp_path):
    def lacking(payload, **options):
        return said(reconstruct(read_text(written(tmp_path, payload, image=""), ReadOptions(**options))))

    assert "without pictures and facsimile: " in lacking(alto(), facsimile=True)[0]
    assert "without facsimile: " in lacking(alto(photo=None), facsimile=True)[0]
    assert "without facsimile: " in lacking(alto(), facsimile=True, pictures=False)[0]


def test_no_pictures_means_that_no_image_is_looked_for(tmp_path):
    edition = reconstruct(read_text(written(tmp_path, alto(), image=""), ReadOptions(pictures=False)))
    assert (edition.pictures, said(edition)) == ((), [])


@pytest.mark.parametrize(
    ("named", "there"),
    [
        ("page.png", "page.png"),
        ("C:\\\\scans\\\\2020\\\\page.tif", "page.tif"),
        ("/mnt/archive/page.tif", "page.jpg"),
        ("file:///mnt/archive/scan%201.tif", "scan 1.png"),
        ("http://example.org/iiif/page.jpg", "page.JPG"),
        ("images/page.png", "images/page.png"),
        ("other.tif", "paper.png"),
        ("", "paper.tiff"),
    ],
)
def test_an_image_is_found_by_its_path_its_name_or_the_name_of_the_file(tmp_path, named, there):
    (tmp_path / "images").mkdir()
    path = written(tmp_path, alto(image=named), "paper.alto.xml", there)
    picture, _ = shown(reconstruct(read_text(path)))
    assert is_all(picture.payload, RED)


def test_the_image_may_lie_above_a_folder_of_page_files(tmp_path):
    written(tmp_path, b"", "none", "0001.png")
    path = written(tmp_path / "page", page_xml(image="0001.png"), "0001.xml", image="")
    assert shown(reconstruct(read_text(path)))


@pytest.mark.parametrize(
    "named", ["../outside.png", "sub/../../outside.png", "link.png", "\0.png", "a" * 3000]
)
def test_nothing_outside_the_folder_is_read(tmp_path, named):
    page_image().save(tmp_path / "outside.png")
    path = written(tmp_path / "in", alto(image=named.replace("\0", "")), image="")
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "outside.png")
    edition = reconstruct(read_text(path))
    assert edition.pictures == ()
    assert len(said(edition)) == 1


def test_units_of_the_file_and_pixels_of_the_image_may_differ(tmp_path):
    path = written(tmp_path, alto(scale=3.5, unit="mm10"), scale=1.5)
    picture, _ = shown(reconstruct(read_text(path)))
    assert (picture.width, picture.height) == (210, 135)
    assert is_all(picture.payload, RED)


def test_an_image_of_other_proportions_is_not_used(tmp_path):
    path = written(tmp_path, alto(), size=(800.0, 700.0))
    edition = reconstruct(read_text(path))
    assert edition.pictures == ()
    (line,) = said(edition)
    assert "proportions" in line


def test_a_damaged_image_costs_the_pictures_and_not_the_book(tmp_path):
    path = written(tmp_path, alto(), image="")
    (tmp_path / "page.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    edition = reconstruct(read_text(path))
    assert edition.pictures == ()
    assert "damaged" in said(edition)[0]


def test_the_caller_may_name_the_image(tmp_path):
    path = written(tmp_path, alto(), image="")
    page_image(BLUE).save(tmp_path / "elsewhere.webp", lossless=True)
    picture, _ = shown(reconstruct(read_text(path, ReadOptions(image=tmp_path / "elsewhere.webp"))))
    assert is_all(picture.payload, BLUE)


def test_an_image_that_the_caller_names_must_be_one_of_the_page(tmp_path):
    path = written(tmp_path, alto(), image="")
    page_image(size=(800.0, 700.0)).save(tmp_path / "wide.png")
    with pytest.raises(InputDamagedError, match="proportions"):
        read_text(path, ReadOptions(image=tmp_path / "wide.png"))
    with pytest.raises(InputMissingError):
        read_text(path, ReadOptions(image=tmp_path / "none.png"))
    with pytest.raises(OptionError, match="--image"):
        build(
            [path, path.parent / "page2.xml"], tmp_path / "out", BuildOptions(read=ReadOptions(image="x.png"))
        )
    (tmp_path / "page.txt").write_text("本报讯 昨天下雨。", encoding="utf-8")
    with pytest.raises(OptionError, match="--image"):
        read_text(tmp_path / "page.txt", ReadOptions(image=tmp_path / "wide.png"))


def test_ornaments_and_the_page_itself_are_no_pictures(tmp_path):
    small, whole = (300.0, 20.0, 308.0, 28.0), (0.0, 0.0, 590.0, 790.0)
    for number, photo in enumerate((small, whole)):
        edition = reconstruct(read_text(written(tmp_path / str(number), alto(photo=photo))))
        assert edition.pictures == ()


def test_a_region_inside_another_is_one_picture(tmp_path):
    inner = '<GraphicRegion id="g"><Coords points="80,250 180,250 180,320 80,320"/></GraphicRegion>'
    payload = page_xml().replace(b"</ImageRegion>", inner.encode() + b"</ImageRegion>")
    picture, _ = shown(reconstruct(read_text(written(tmp_path, payload))))
    assert picture.box == PHOTO


def test_the_pages_of_one_image_file_are_its_frames(tmp_path):
    first, second = page_image(RED), page_image(BLUE)
    first.save(tmp_path / "scan.tif", save_all=True, append_images=[second])
    page = alto(image="scan.tif")
    head, body = page.split(b"<Layout>")
    inner = body.split(b"</Layout>")[0]
    path = written(tmp_path, head + b"<Layout>" + inner + inner + b"</Layout></alto>", image="")
    edition = reconstruct(read_text(path))
    assert [
        is_all(one.payload, colour) for one, colour in zip(edition.pictures, (RED, BLUE), strict=True)
    ] == [True] * 2


def test_lines_in_pixels_without_a_size_of_the_page_fit_their_image_only(tmp_path):
    path = written(tmp_path, paddle(), "page.json", scale=1.0)
    (page,) = read_text(path, ReadOptions(facsimile=True)).pages
    assert [(scan.box.width, scan.box.height) for scan in page.scans] == [(600.0, 800.0)]
    path = written(tmp_path / "large", paddle(), "page.json", scale=3.0)
    (page,) = read_text(path, ReadOptions(facsimile=True)).pages
    assert page.scans == ()


def test_the_illustrations_of_a_mets_file_stand_in_its_articles(tmp_path):
    edition = reconstruct(read_text(mets(tmp_path)))
    picture, caption = shown(edition)
    assert is_all(picture.payload, RED)
    assert (caption.kind, caption.text) == ("caption", CAPTION)
    (article,) = edition.articles
    assert article.headline == "河东老街今年变个样"


def test_a_mets_file_without_its_images_is_read_without_pictures(tmp_path):
    path = mets(tmp_path)
    (tmp_path / "images" / "0001.png").unlink()
    edition = reconstruct(read_text(path))
    assert edition.pictures == ()
    assert len(said(edition)) == 1
    assert "0001.png" in said(edition)[0]


def test_an_illustration_outside_articles_is_no_part_of_one(tmp_path):
    edition = reconstruct(read_text(mets(tmp_path, photo=False)))
    assert edition.pictures == ()


@pytest.mark.parametrize("form", ["alto", "mets", "mineru"])
def test_books_have_the_picture_and_are_made_again_where_the_image_changes(tmp_path, form):
    if form == "mets":
        path, image = mets(tmp_path / "in"), tmp_path / "in" / "images" / "0001.png"
    else:
        path, image = (
            written(tmp_path / "in", FORMS[form], f"page.{SUFFIX[form]}"),
            tmp_path / "in" / "page.png",
        )
    out = tmp_path / "books"
    assert build(path, out).count("built") == 1
    first = {file.name: file.read_bytes() for file in out.rglob("*.*") if file.is_file()}
    assert build(path, out).count("current") == 1
    assert build(path, out, rebuild=True).count("built") == 1
    assert {file.name: file.read_bytes() for file in out.rglob("*.*") if file.is_file()} == first
    page_image(BLUE).save(image)
    assert build(path, out).count("built") == 1
    with zipfile.ZipFile(next(out.glob("*.epub"))) as book:
        (name,) = [name for name in book.namelist() if name.endswith(".jpg")]
        assert is_all(book.read(name), BLUE)


def test_a_recognisers_json_is_built_and_an_edition_file_stays_one(tmp_path):
    path = written(tmp_path, mineru(), "page.json")
    assert build(path, tmp_path / "out").count("built") == 1
    assert build(tmp_path / "out" / "page.edition.json", tmp_path / "again").count("built") == 1


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (
            "junk.jpg",
            "junk.jpg: is no picture that can be read: it is damaged, or of another format than JPEG",
        ),
        ("wide.png", "has other proportions than the page"),
    ],
)
def test_an_image_that_cannot_be_used_is_told_without_the_insides_of_a_library(tmp_path, capsys, image, said):
    path = written(tmp_path, alto(photo=None), image="")
    (tmp_path / "junk.jpg").write_bytes(b"\xff\xd8\xff nothing of a picture")
    Image.new("RGB", (600, 100)).save(tmp_path / "wide.png")
    out = ["-o", str(tmp_path / "out"), "--format", "epub", "--facsimile"]
    assert run(["build", str(path), *out, "--image", str(tmp_path / image)]) == 22
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert "BytesIO" not in line
    if image == "wide.png":
        assert "wide.png (600 x 100 pixels)" in line
        assert line.endswith("; name the image of the page with --image")
