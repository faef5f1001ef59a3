"""Books from PDF pages: built, left alone when current, never taken for an input."""

from __future__ import annotations

import json
import zipfile

import pymupdf
from placed_samples import article_rows, pdf

from epubmaker import build
from epubmaker.batch import plan_tasks
from epubmaker.cli import run


def test_a_pdf_becomes_both_books_and_is_current_the_second_time(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(article_rows()))
    out = tmp_path / "books"
    assert build(path, out).count("built") == 1
    first = {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()}
    assert set(first) == {"paper.epub", "paper.pdf", "paper.edition.json"}
    assert build(path, out).count("current") == 1
    assert build(path, out, rebuild=True).count("built") == 1
    assert {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()} == first
    assert build(out / "paper.edition.json", tmp_path / "again").count("built") == 1


def test_the_books_of_a_folder_are_not_its_pages(tmp_path):
    (tmp_path / "note.txt").write_text("本报讯 昨天下雨。", encoding="utf-8")
    (tmp_path / "page.pdf").write_bytes(pdf(article_rows()))
    build(tmp_path / "note.txt", tmp_path)
    assert {task.paths[0].name for task in plan_tasks([tmp_path])} == {"note.txt", "page.pdf"}


def test_a_book_never_takes_the_place_of_the_pdf_it_is_made_from(tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf(article_rows()))
    before = path.read_bytes()
    build(path, tmp_path)
    assert path.read_bytes() == before


def test_corrections_beside_a_pdf_hold(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(article_rows()))
    (tmp_path / "paper.pdf.corrections.toml").write_text(
        'corrections = [{ replace = "裁缝铺", with = "裁缝店" }]\n', encoding="utf-8"
    )
    build(path, tmp_path / "books")
    edition = json.loads((tmp_path / "books" / "paper.edition.json").read_text("utf-8"))
    text = "".join(block["text"] for article in edition["articles"] for block in article["blocks"])
    assert "裁缝店" in text
    assert "裁缝铺" not in text


def test_the_command_line_opens_an_encrypted_pdf(tmp_path, capsys):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(article_rows(), password="geheim"))
    assert run(["reconstruct", str(path)]) == 19
    assert "--password" in capsys.readouterr().err
    assert run(["reconstruct", str(path), "--password", "geheim"]) == 0
    assert "河东老街今年变个样" in capsys.readouterr().out


def test_pages_in_several_pdfs_are_one_edition(tmp_path):
    for page in (1, 2):
        (tmp_path / f"河东日报-{page}.pdf").write_bytes(pdf(article_rows()))
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "out"), "--pages", "{edition}-{page}"]) == 0
    edition = json.loads((tmp_path / "out" / "河东日报.edition.json").read_text("utf-8"))
    assert [article["blocks"][0]["page"] for article in edition["articles"]] == ["1", "2"]


def test_review_shows_a_pdf(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(article_rows()))
    assert run(["review", str(path)]) == 0
    assert "河东老街今年变个样" in (tmp_path / "paper.pdf.review.html").read_text("utf-8")


def test_a_picture_of_the_page_comes_into_the_book_with_its_caption(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_with_picture())
    out = tmp_path / "books"
    assert build(path, out).count("built") == 1
    edition = json.loads((out / "paper.edition.json").read_text("utf-8"))
    (picture,) = edition["pictures"]
    blocks = [block for article in edition["articles"] for block in article["blocks"]]
    shown = next(at for at, block in enumerate(blocks) if block["kind"] == "picture")
    assert blocks[shown]["picture"] == picture["id"]
    assert blocks[shown + 1]["text"] == "图为改造后的东门外大街。"
    assert (out / "paper.media" / picture["file"]).read_bytes().startswith(b"\xff\xd8")
    with zipfile.ZipFile(out / "paper.epub") as book:
        page = "".join(book.read(name).decode() for name in book.namelist() if "/a0" in name)
        assert book.read(f"epub/{picture['file']}") == (out / "paper.media" / picture["file"]).read_bytes()
    assert f'src="{picture["file"]}" alt="图为改造后的东门外大街。"' in page
    again = tmp_path / "again"
    assert build(out / "paper.edition.json", again).count("built") == 1
    with zipfile.ZipFile(again / "paper.epub") as book:
        assert f"epub/{picture['file']}" in book.namelist()


def test_the_digest_shows_a_picture_above_its_caption_in_the_same_column(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_with_picture())
    build(path, tmp_path / "books")
    with pymupdf.open(tmp_path / "books" / "paper.pdf") as book:
        shown = [
            (page, page.get_image_rects(image[0])[0]) for page in book for image in page.get_images() if page
        ]
        ((page, picture),) = [(page, box) for page, box in shown if not box.is_empty]
        (caption, *_) = page.search_for("图为改造后")
    assert picture.y1 <= caption.y0 < picture.y1 + 3 * caption.height
    assert picture.x0 - caption.width <= caption.x0 < picture.x1


def test_pictures_stay_out_where_they_are_not_wanted(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf_with_picture())
    assert run(["build", str(path), "-o", str(tmp_path / "out"), "--no-pictures"]) == 0
    assert "pictures" not in json.loads((tmp_path / "out" / "paper.edition.json").read_text("utf-8"))
    assert not (tmp_path / "out" / "paper.media").exists()


def pdf_with_picture():
    rows = [*article_rows(), ("图为改造后的东门外大街。", 60.0, 334.0, 8.0, "")]
    return pdf(rows, picture=(60.0, 240.0, 140.0, 90.0))


def page_and_edition(folder, corrected="老街"):
    """Put a page and an edition file that was made from it, and worked on since, into a folder."""
    folder.mkdir()
    (folder / "paper.pdf").write_bytes(pdf(article_rows()))
    assert (
        run(["reconstruct", str(folder / "paper.pdf"), "--json", "-o", str(folder / "paper.edition.json")])
        == 0
    )
    path = folder / "paper.edition.json"
    path.write_text(path.read_text("utf-8").replace("老街", corrected), encoding="utf-8")
    return folder


def words_of(edition):
    articles = json.loads(edition.read_text("utf-8"))["articles"]
    return "".join(article["headline"] or "" for article in articles)


def test_an_edition_file_goes_before_the_page_that_it_was_made_from_and_says_so(tmp_path, capsys):
    folder = page_and_edition(tmp_path / "papers", "老巷")
    assert run(["build", str(folder), "-o", str(tmp_path / "books"), "--format", "epub"]) == 0
    (said,) = capsys.readouterr().err.splitlines()
    assert "paper.pdf: paper.edition.json was made from it, and is built in its place" in said
    assert "老巷" in words_of(tmp_path / "books" / "paper.edition.json")
    assert run(["build", str(folder / "paper.pdf"), "-o", str(tmp_path / "own"), "--format", "epub"]) == 0
    assert "老巷" not in words_of(tmp_path / "own" / "paper.edition.json"), "a page that is named is read"
    assert not capsys.readouterr().err


def test_a_page_is_never_lost_to_the_book_of_its_edition_file(tmp_path, capsys):
    folder = page_and_edition(tmp_path / "papers")
    before = (folder / "paper.pdf").read_bytes()
    assert run(["build", str(folder), "-o", str(folder)]) != 0
    assert "paper.pdf: is the input itself" in capsys.readouterr().err
    assert (folder / "paper.pdf").read_bytes() == before
    assert not list(folder.glob("*.old"))


def test_a_page_beside_an_edition_file_of_something_else_is_built(tmp_path, capsys):
    folder = page_and_edition(tmp_path / "papers")
    (folder / "paper.pdf").write_bytes(pdf(article_rows()[:-1]))
    assert run(["build", str(folder), "-o", str(tmp_path / "books"), "--format", "epub"]) == 0
    (said,) = capsys.readouterr().err.splitlines()
    assert "paper.edition.json beside it was not made from it, and is left out" in said
    source = json.loads((tmp_path / "books" / "paper.edition.json").read_text("utf-8"))["source"]
    assert source["name"] == "paper.pdf"


def test_a_page_is_read_again_while_its_edition_file_is_as_a_build_left_it(tmp_path, capsys):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "paper.pdf").write_bytes(pdf(article_rows()))
    call = ["build", str(folder), "-o", str(folder), "--format", "epub"]
    assert run(call) == 0
    (folder / "paper.pdf.corrections.toml").write_text(
        'corrections = [{ replace = "裁缝铺", with = "裁缝店" }]\n', encoding="utf-8"
    )
    assert run(call) == 0
    assert not capsys.readouterr().err
    assert "裁缝店" in (folder / "paper.edition.json").read_text("utf-8")


def test_books_that_were_moved_elsewhere_are_still_none_of_the_pages(tmp_path, capsys):
    (tmp_path / "note.txt").write_text("本报讯 昨天下雨。", encoding="utf-8")
    build(tmp_path / "note.txt", tmp_path / "books", rebuild=True)
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("note.pdf", "note.edition.json"):
        (moved / name).write_bytes((tmp_path / "books" / name).read_bytes())
    assert run(["build", str(moved), "-o", str(tmp_path / "again")]) == 17
    assert "no .txt, .md or .pdf file to make books of" in capsys.readouterr().err


def test_a_volume_in_a_folder_of_books_is_no_page(tmp_path):
    (tmp_path / "note.txt").write_text("河东日报 2021年3月4日\n本报讯 昨天下雨。", encoding="utf-8")
    assert run(["build", str(tmp_path), "-o", str(tmp_path), "--collect", "all"]) == 0
    assert (tmp_path / "collected-all.pdf").exists()
    assert {task.paths[0].name for task in plan_tasks([tmp_path])} == {"note.txt"}
