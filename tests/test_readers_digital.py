"""ALTO, PAGE, hOCR, METS and the JSON of recognisers: the same page in every form is the same article."""

from __future__ import annotations

import json

import pytest
from placed_samples import HEIGHT, LEFT, RIGHT, WIDTH, article_rows

from epubmaker import read_bytes, read_text, reconstruct
from epubmaker.edition_file import edition_to_dict
from epubmaker.errors import EditionFormatError, InputDamagedError, InputMissingError

TEXT = "".join([LEFT[0][:13], *LEFT[1:], *RIGHT])
ROWS = [(text, x, y, x + len(text) * size, y + size) for text, x, y, size, _ in article_rows()]


def alto(rows=ROWS, unit="pixel"):
    lines = "".join(
        f'<TextBlock ID="B{n}"><TextLine ID="L{n}" HPOS="{x0}" VPOS="{y0}" WIDTH="{x1 - x0}" HEIGHT="{y1 - y0}">'
        f'<String HPOS="{x0}" VPOS="{y0}" WIDTH="{x1 - x0}" HEIGHT="{y1 - y0}" WC="0.9" CONTENT="{text}"/></TextLine></TextBlock>'
        for n, (text, x0, y0, x1, y1) in enumerate(rows)
    )
    return (
        f'<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>{unit}'
        f'</MeasurementUnit></Description><Layout><Page WIDTH="{WIDTH}" HEIGHT="{HEIGHT}"><PrintSpace>{lines}</PrintSpace>'
        "</Page></Layout></alto>"
    ).encode()


def page_xml():
    lines = "".join(
        f'<TextRegion id="r{n}"><Coords points="{x0},{y0} {x1},{y1}"/><TextLine><Coords points="{x0},{y0} {x1},{y0} {x1},{y1} '
        f'{x0},{y1}"/><TextEquiv conf="0.9"><Unicode>{text}</Unicode></TextEquiv></TextLine></TextRegion>'
        for n, (text, x0, y0, x1, y1) in enumerate(ROWS)
    )
    schema = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
    return f'<PcGts xmlns="{schema}"><Page imageWidth="{WIDTH}" imageHeight="{HEIGHT}">{lines}</Page></PcGts>'.encode()


def hocr():
    lines = "".join(
        f"<span class='ocr_line' title='bbox {x0} {y0} {x1} {y1}; x_size {y1 - y0}'><span class='ocrx_word' "
        f"title='bbox {x0} {y0} {x1} {y1}; x_wconf 91'>{text}</span></span>"
        for text, x0, y0, x1, y1 in ROWS
    )
    return f"<html><body><div class='ocr_page' title='bbox 0 0 {WIDTH} {HEIGHT}'>{lines}</div></body></html>".encode()


def corners(x0, y0, x1, y1):
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


def jsons():
    boxes, texts = [corners(*row[1:]) for row in ROWS], [row[0] for row in ROWS]
    spans = [{"bbox": row[1:], "spans": [{"content": row[0]}]} for row in ROWS]
    flat = [list(row[1:]) for row in ROWS]
    prov = [{"page_no": 1, "bbox": {"l": x0, "t": y0, "r": x1, "b": y1}} for _, x0, y0, x1, y1 in ROWS]
    docling = {
        "schema_name": "DoclingDocument",
        "pages": {"1": {"size": {"width": WIDTH, "height": HEIGHT}}},
        "texts": [{"text": text, "prov": [place]} for text, place in zip(texts, prov, strict=True)],
    }
    return {
        "rapidocr": [[box, text, 0.9] for box, text in zip(boxes, texts, strict=True)],
        "paddle 2": [[[box, [text, 0.9]] for box, text in zip(boxes, texts, strict=True)]],
        "paddle 3": {"res": {"rec_texts": texts, "rec_scores": [0.9] * len(texts), "rec_polys": boxes}},
        "paddle 3 boxes": [{"rec_texts": texts, "rec_boxes": flat}],
        "rapidocr 3": {"boxes": boxes, "txts": texts, "scores": [0.9] * len(texts)},
        "records": [{"box": box, "txt": text, "score": 0.9} for box, text in zip(boxes, texts, strict=True)],
        "mineru": {
            "pdf_info": [{"page_size": [WIDTH, HEIGHT], "preproc_blocks": [{"type": "text", "lines": spans}]}]
        },
        "docling": docling,
    }


FORMS = {"alto": alto(), "page": page_xml(), "hocr": hocr()} | {
    name: json.dumps(values, ensure_ascii=False).encode() for name, values in jsons().items()
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_page_gives_its_article(form):
    edition = reconstruct(read_bytes(FORMS[form]))
    assert [article.headline for article in edition.articles] == ["河东老街今年变个样"]
    assert "".join(block.text for block in edition.articles[0].blocks) == TEXT


def test_one_line_that_holds_a_page_is_taken_apart():
    words = "".join(
        f'<String HPOS="{x0}" VPOS="{y0}" WIDTH="{x1 - x0}" HEIGHT="{y1 - y0}" CONTENT="{text}"/>'
        for text, x0, y0, x1, y1 in ROWS
    )
    line = f'<TextLine HPOS="" VPOS="" WIDTH="" HEIGHT="">{words}</TextLine>'
    whole = f"<alto><Layout><Page><TextBlock>{line}</TextBlock></Page></Layout></alto>"
    source = read_bytes(whole.encode())
    assert len(source.pages[0].rows) == len(ROWS)


def test_words_of_an_alphabet_keep_their_spaces():
    words = "".join(
        f'<String HPOS="{at * 60}" VPOS="10" WIDTH="50" HEIGHT="10" CONTENT="{word}"/>'
        for at, word in enumerate(["The", "Daily", "News"])
    )
    line = f'<TextLine HPOS="0" VPOS="10" WIDTH="170" HEIGHT="10">{words}</TextLine>'
    page = f'<Page WIDTH="500" HEIGHT="500"><TextBlock>{line}</TextBlock></Page>'
    whole = f"<alto><Layout>{page}</Layout></alto>"
    assert read_bytes(whole.encode()).text.strip() == "The Daily News"


def mets(folder, reference="file://./text/1.xml"):
    (folder / "text").mkdir()
    (folder / "text" / "1.xml").write_bytes(alto())
    last = len(ROWS) - 1
    areas = "".join(f'<fptr><area FILEID="A1" BEGIN="B{n}"/></fptr>' for n in [*range(1, last), last])
    text = (
        '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec><fileGrp>'
        f'<file ID="A1"><FLocat xlink:href="{reference}"/></file></fileGrp></fileSec><structMap TYPE="LOGICAL"><div TYPE="ISSUE">'
        '<div ID="a" TYPE="ARTICLE"><div TYPE="HEADING"><div TYPE="TITLE"><fptr><area FILEID="A1" BEGIN="B0"/></fptr></div></div>'
        f'<div TYPE="BODY"><div ID="p" TYPE="PARAGRAPH">{areas}</div></div></div></div></structMap></mets>'
    )
    path = folder / "mets.xml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_articles_of_a_mets_file_are_as_its_structure_says(tmp_path):
    edition = reconstruct(read_text(mets(tmp_path)))
    (article,) = edition.articles
    assert article.headline == "河东老街今年变个样"
    assert [block.text for block in article.blocks] == [TEXT]


@pytest.mark.parametrize(
    "reference", ["http://example.org/1.xml", "file://../1.xml", "file:///etc/passwd.xml"]
)
def test_a_mets_file_reads_nothing_outside_its_folder(tmp_path, reference):
    with pytest.raises((InputMissingError, InputDamagedError)):
        read_text(mets(tmp_path, reference))


BOMB = b'<!DOCTYPE alto [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><alto><Layout><Page>&b;</Page></Layout></alto>'
OUTSIDE = (
    b'<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]><alto><Layout><Page>&x;</Page></Layout></alto>'
)
REFUSED = {
    "bomb": BOMB,
    "external entity": OUTSIDE,
    "cut off": alto()[:300],
    "no page": b"<alto></alto>",
    "nan": alto([("河东", float("nan"), 1.0, 20.0, 10.0)]),
    "infinite": alto([("河东", 0.0, 1.0, float("inf"), 10.0)]),
    "words for numbers": alto().replace(b'HPOS="60.0"', b'HPOS="left"'),
    "other tool": b'[{"text": "x", "transcription": 1, "label": "y"}]',
    "unequal": b'{"rec_texts": ["a", "b"], "rec_polys": [[[0,0],[1,0],[1,1],[0,1]]]}',
    "nan in json": b'[[[[0,0],[NaN,0],[1,1],[0,1]],"a",0.9]]',
    "cut off json": b'{"rec_texts": ["a",',
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(case):
    with pytest.raises(InputDamagedError) as refused:
        read_bytes(REFUSED[case], "page.file")
    assert str(refused.value).startswith("page.file: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "row",
    [
        ("零", 10.0, 10.0, 10.0, 10.0),
        ("页外", 5000.0, 9000.0, 5020.0, 9010.0),
        ("倒置", 40.0, 30.0, 20.0, 20.0),
        ("负", -50.0, -20.0, -10.0, -10.0),
    ],
)
def test_odd_boxes_lose_no_text(row):
    source = read_bytes(alto([*ROWS, row]))
    assert row[0] in source.text
    reconstruct(source)


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>昨天下雨。</body></html>",
        '{"名称": "河东"}',
        '{"名称": "河东", "期号": 88}',
        "[1] 本报讯 昨天下雨。",
        "<消息> 昨天下雨。",
    ],
)
def test_texts_that_only_look_alike_stay_texts(text):
    assert read_bytes(text.encode()).text == text


@pytest.mark.parametrize(
    "values",
    [
        {
            "words_result": [
                {"words": "渡口恢复通航", "location": {"left": 60, "top": 50, "width": 300, "height": 40}}
            ]
        },
        {"lines": [{"text": "渡口恢复通航", "quad": [60, 50, 360, 50, 360, 90, 60, 90]}]},
        [{"page": {"number": 1}, "content": "渡口恢复通航"}],
    ],
)
def test_the_result_of_a_tool_that_is_not_known_makes_no_book_of_its_signs(values):
    with pytest.raises(InputDamagedError, match="no tool that is known here; RapidOCR"):
        read_bytes(json.dumps(values, ensure_ascii=False).encode(), "page.json")


def test_an_edition_file_that_is_read_as_a_text_is_told_for_what_it_is():
    edition = reconstruct(read_bytes("河东新桥通车\n\n本报讯 昨天下雨。".encode()))
    with pytest.raises(EditionFormatError, match="edition file, not a text"):
        read_bytes(json.dumps(edition_to_dict(edition), ensure_ascii=False).encode(), "page.edition.json")


def test_an_edition_file_is_no_page():
    payload = json.dumps({"format": "epubmaker-edition", "rec_texts": []}).encode()
    assert not read_bytes(payload).pages
