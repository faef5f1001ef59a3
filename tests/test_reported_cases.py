"""Small inputs made after reports of users of other tools, with what each should become.

They lie in ../shared/cases beside the repository; without it the tests are skipped. What each stands for is tested by its kind in
tests/cases and beside the rules.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT

from epubmaker import read_edition, read_text, reconstruct
from epubmaker.cli import run
from epubmaker.convert import convert
from epubmaker.errors import InputEncodingError
from epubmaker.readers import ReadOptions
from epubmaker.restore import rebuild_source

CASES = ROOT.parent / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="needs the reported cases at ../shared/cases")


def path_of(number):
    return next(CASES.glob(f"{number}-*")) / "input.txt"


def text_of(edition):
    articles = (
        [article.headline or "", *(block.text for block in article.blocks)] for article in edition.articles
    )
    return "\n".join(line for article in articles for line in article)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("011", "36.8%|3.5个百分点|1,234.56亿元|99.5%|0.5元|12,345元"),
        ("019", "€20元"),
        ("020", "河东新区科普馆开馆|吸引了两千余名市民"),
        ("023", "展厅分为三层，每层都有互动区"),
        ("024", "李先生|車賈|塚墓|金玉|《xǐao lǚ》"),
        ("026", "H₂O、CO₂|15m³|3km²|kg/m³"),
        ("027", "《决定》、《大公报》|《关于印发〈河东新区开放办法〉的通知》"),
        ("029", "Google公司|MIT合作|AI课程|iPad上课"),
        ("038", "河東新區老街改造提速|（記者　周明遠）"),
        ("040", "www.hd.example|mail@hd.example|3.5%"),
        ("041", "须知如下|9:00—17:00|票价<20元|“服务台”。"),
    ],
)
def test_what_stands_in_the_text(number, expected):
    source = read_text(path_of(number))
    edition = reconstruct(source)
    text = text_of(edition)
    assert [words for words in expected.split("|") if words not in text] == []
    assert rebuild_source(edition) == source.text


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [
        ("013", "s2twp", "優化營商環境|有關文件|審批程序|項目建設|資訊渠道|窗口|城堡的士兵|連隊的士兵"),
        ("014", "s2tw", "里永紅|丑維民|于大海|范小松|于桂芳|余新|雲中鶴|干立新"),
    ],
)
def test_what_a_conversion_reads(number, name, expected):
    text = text_of(convert(reconstruct(read_text(path_of(number))), name).edition)
    assert [words for words in expected.split("|") if words not in text] == []


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("二OOO年一月十日 星期一", "2000-01-10"),
        ("2020年1月1O日", "2020-01-10"),
        ("2020年l月lO日", "2020-01-10"),
        ("2OO0年1月10日", "2000-01-10"),
        ("2020年1月10日—16日", "2020-01-10"),
        ("2020年1月10日 第一张", "2020-01-10"),
    ],
)
def test_dates_as_recognised_stand_in_the_masthead(row, day, tmp_path):
    text = path_of("032").read_text("utf-8").replace("二OOO年一月十日 星期一", row)
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    edition = reconstruct(read_text(path))
    assert str(edition.masthead.date) == day
    assert [article.headline for article in edition.articles] == ["河东新区科普馆开馆"]
    assert row in edition.furniture[0].text


def blocks_of(article):
    return [(block.form, block.text) for block in article.blocks]


def test_short_news_come_out_one_by_one():
    edition = reconstruct(read_text(path_of("001")))
    rows = path_of("001").read_text("utf-8").split("\n\n")
    assert [article.headline for article in edition.articles] == [row.split("\n")[0] for row in rows]
    assert [len(article.blocks) for article in edition.articles] == [1] * 10


def test_rows_of_a_headline_group_are_told_apart():
    told = [
        (article.kicker, article.headline, article.deck)
        for article in reconstruct(read_text(path_of("005"))).articles
    ]
    assert told == [
        ("我市推进民生实事工程", "河东新区科普馆开馆", "三大展区免费开放，首日接待两千余人"),
        ("周明远在粮食工作会议上强调", "把饭碗牢牢端在自己手里", "林国栋主持"),
        (None, "中街改造记", "——写在老街改造完工之际"),
    ]


def test_a_notice_with_its_items_and_who_signs_it():
    edition = reconstruct(read_text(path_of("006")))
    rows = path_of("006").read_text("utf-8").strip().split("\n")
    (article,) = edition.articles
    assert (article.headline, article.bylines) == (rows[0], ())
    assert [text for _, text in blocks_of(article)] == rows[1:]
    assert [form for form, _ in blocks_of(article)] == [None, *["item"] * 6, None, "signature", "signature"]


def test_a_table_keeps_its_rows_and_cells():
    edition = reconstruct(read_text(path_of("009")))
    (article,) = edition.articles
    assert article.headline == "河东新区科普馆开馆"
    assert blocks_of(article)[1:-1] == [
        ("head-row", "展区\t面积\t展品数"),
        ("row", "航天\t1200\t356"),
        ("row", "海洋\t800\t210"),
        ("row", "农业\t1500\t498"),
        ("row", "合计\t3500\t1064"),
    ]
    assert edition.furniture == edition.unplaced == ()


def test_serial_numbers():
    masthead = reconstruct(read_text(path_of("031"))).masthead
    assert (masthead.issn, masthead.cn) == ("1234-5679", "33-0000")


def test_one_bad_byte():
    with pytest.raises(InputEncodingError, match=r"is GB18030, but not at byte 59 \(row 3\)"):
        read_text(path_of("018"))
    source = read_text(path_of("018"), ReadOptions(errors="replace"))
    edition = reconstruct(source)
    assert "两千余名市民前来参观" in text_of(edition)
    assert "undecodable" in {note.code for note in edition.diagnostics}


def test_mojibake_is_noticed():
    said = [
        note.message for note in reconstruct(read_text(path_of("021"))).diagnostics if note.code == "mojibake"
    ]
    assert "UTF-8 read as GBK" in said[0]


@pytest.mark.parametrize("number", ["002", "003"])
def test_a_row_that_is_indented_opens_a_paragraph(number):
    source = read_text(path_of(number))
    edition = reconstruct(source)
    assert [article.headline for article in edition.articles] == [
        "河东新区科普馆开馆",
        "北港村夏粮开镰",
        "公交21路延伸至高铁站",
    ]
    assert [len(article.blocks) for article in edition.articles] == [5, 4, 4]
    assert rebuild_source(edition) == source.text


def test_a_very_long_headline_is_one(tmp_path):
    edition = reconstruct(read_text(path_of("035")))
    rows = path_of("035").read_text("utf-8").splitlines()
    assert [article.headline for article in edition.articles] == [rows[0]]
    assert text_of(edition).index(rows[0]) < text_of(edition).index("昨天，河东新区科普馆正式开馆")


def test_a_name_that_is_not_utf_8(tmp_path):
    """A name that is unpacked as GBK: the text is built under a safe name, the others as ever, the report is written."""
    folder = tmp_path / "in"
    folder.mkdir()
    name = os.fsdecode(b"\xba\xd3\xb6\xab.txt")
    try:
        (folder / name).write_bytes(path_of("016").read_bytes())
    except OSError:
        pytest.skip("this file system has no such names")
    (folder / "other.txt").write_bytes(path_of("016").read_bytes())
    report = tmp_path / "r.json"
    options = ["--format", "epub", "--report", str(report)]
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), *options]) == 0
    assert len(json.loads(report.read_text("utf-8"))["editions"]) == 2
    books = [path.name for path in (tmp_path / "out").glob("*.epub")]
    assert len(books) == 2
    assert all(book.encode("utf-8") for book in books)
    assert run(["reconstruct", str(folder / name), "--json", "-o", str(tmp_path / "e.json")]) == 0
    assert read_edition(tmp_path / "e.json").articles[0].headline == "河东新区科普馆开馆"


def piped(arguments, payload):
    command = [sys.executable, "-m", "epubmaker", *arguments]
    return subprocess.run(command, input=payload, capture_output=True, cwd=ROOT, check=False)


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_a_text_from_a_pipe(name):
    if name != "-" and not os.path.exists(name):  # noqa: PTH110  (a device, not a file)
        pytest.skip("this system has no /dev/stdin")
    done = piped(["reconstruct", name], path_of("017").read_bytes())
    assert done.returncode == 0
    assert "1. 河东新区科普馆开馆" in done.stdout.decode("utf-8")


def test_an_edition_to_stdout_and_no_folder_called_dash(tmp_path, monkeypatch, capfdbinary):
    page = path_of("017").resolve()
    monkeypatch.chdir(tmp_path)
    assert run(["reconstruct", str(page), "--json", "-o", "-"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["articles"][0]["headline"] == "河东新区科普馆开馆"
    assert run(["build", str(page), "-o", "-"]) == 30
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("options", "direction"), [((), "ltr"), (("--vertical",), "rtl")])
def test_a_traditional_book_says_which_way_it_runs(options, direction, tmp_path):
    words = [
        "build",
        str(path_of("030")),
        "-o",
        str(tmp_path),
        "--format",
        "epub",
        "--convert",
        "s2tw",
        *options,
    ]
    assert run(words) == 0
    with zipfile.ZipFile(tmp_path / "input.epub") as book:
        package = book.read("epub/content.opf").decode("utf-8")
    assert f'page-progression-direction="{direction}"' in package
    assert "zh-Hant-TW" in package


def test_a_name_of_a_book_is_the_book(tmp_path):
    book = tmp_path / "book.epub"
    assert run(["build", str(path_of("034")), "-o", str(book), "--format", "epub"]) == 0
    with zipfile.ZipFile(book) as opened:
        assert opened.testzip() is None
        assert opened.read("mimetype") == b"application/epub+zip"
