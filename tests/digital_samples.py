"""One invented page with a photograph, in every form that digitisations have, and the image that it was read from."""

from __future__ import annotations

import json

from PIL import Image, ImageDraw
from placed_samples import HEIGHT, WIDTH, article_rows

PHOTO = (60.0, 240.0, 200.0, 330.0)
RED, BLUE = (200, 30, 30), (30, 30, 200)
CAPTION = "图为改造后的东门外大街。"
CREDIT = "本报记者 林晓 摄"
ROWS = [
    *((text, x, y, x + len(text) * size, y + size) for text, x, y, size, _ in article_rows()),
    (CAPTION, 60.0, 334.0, 60.0 + len(CAPTION) * 8, 342.0),
]


def page_image(colour=RED, scale=2.0, size=(WIDTH, HEIGHT)):
    """Return the image of the page: white, with the photograph in one colour, and all lines as grey bars."""
    image = Image.new("RGB", (round(size[0] * scale), round(size[1] * scale)), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle([part * scale for part in PHOTO], fill=colour)
    for _, *box in ROWS:
        draw.rectangle([part * scale for part in box], fill=(90, 90, 90))
    return image


def alto(photo=PHOTO, image="page.png", scale=1.0, unit="pixel", name="P1", size=(WIDTH, HEIGHT)):
    def at(x0, y0, x1, y1):
        return (
            f'HPOS="{x0 * scale:.0f}" VPOS="{y0 * scale:.0f}" '
            f'WIDTH="{(x1 - x0) * scale:.0f}" HEIGHT="{(y1 - y0) * scale:.0f}"'
        )

    lines = "".join(
        f'<TextBlock ID="{name}_B{n}"><TextLine {at(*box)}><String {at(*box)} CONTENT="{text}"/></TextLine></TextBlock>'
        for n, (text, *box) in enumerate(ROWS)
    )
    shown = (
        f'<ComposedBlock ID="{name}_C"><Illustration ID="{name}_I" {at(*photo)}/></ComposedBlock>'
        if photo
        else ""
    )
    source = f"<sourceImageInformation><fileName>{image}</fileName></sourceImageInformation>" if image else ""
    extent = f'WIDTH="{size[0] * scale:.0f}" HEIGHT="{size[1] * scale:.0f}"' if size else ""
    return (
        f'<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>{unit}'
        f"</MeasurementUnit>{source}</Description><Layout><Page {extent}><PrintSpace>{lines}{shown}</PrintSpace></Page></Layout>"
        "</alto>"
    ).encode()


def points(x0, y0, x1, y1):
    return f"{x0:.0f},{y0:.0f} {x1:.0f},{y0:.0f} {x1:.0f},{y1:.0f} {x0:.0f},{y1:.0f}"


def page_xml(image="page.png", kind="ImageRegion", photo=PHOTO):
    lines = "".join(
        f'<TextRegion id="r{n}"><Coords points="{points(*box)}"/><TextLine id="l{n}"><Coords points="{points(*box)}"/>'
        f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine></TextRegion>"
        for n, (text, *box) in enumerate(ROWS)
    )
    shown = f'<{kind} id="i"><Coords points="{points(*photo)}"/></{kind}>'
    return (
        '<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata/>'
        f'<Page imageFilename="{image}" imageWidth="{WIDTH:.0f}" imageHeight="{HEIGHT:.0f}">{lines}{shown}</Page></PcGts>'
    ).encode()


def hocr(image="page.png"):
    def at(*box):
        return " ".join(f"{part:.0f}" for part in box)

    lines = "".join(
        f"<span class='ocr_line' title='bbox {at(*box)}; x_size {box[3] - box[1]:.0f}'>{text}</span>"
        for text, *box in ROWS
    )
    shown = f"<div class='ocr_photo' title='bbox {at(*PHOTO)}'></div>"
    title = f'image "{image}"; bbox 0 0 {WIDTH:.0f} {HEIGHT:.0f}; ppageno 0'
    return f"<html><body><div class='ocr_page' title='{title}'>{lines}{shown}</div></body></html>".encode()


def mineru():
    blocks = [{"type": "text", "lines": [{"bbox": box, "spans": [{"content": text}]}]} for text, *box in ROWS]
    blocks.append({"type": "image", "bbox": list(PHOTO)})
    return json.dumps(
        {"pdf_info": [{"page_size": [WIDTH, HEIGHT], "preproc_blocks": blocks}]}, ensure_ascii=False
    ).encode()


def paddle(image="page.png"):
    """Return the result of a recogniser of lines: no pictures, and no size of the page."""
    rows = [*ROWS, ("河东日报　第三版", 440.0, 770.0, 520.0, 780.0)]
    boxes = [[box[0], box[1], box[2], box[3]] for _, *box in rows]
    values = {"input_path": image, "rec_texts": [row[0] for row in rows], "rec_boxes": boxes}
    return json.dumps(values, ensure_ascii=False).encode()


FORMS = {"alto": alto(), "page": page_xml(), "hocr": hocr(), "mineru": mineru()}
SUFFIX = {"alto": "xml", "page": "xml", "hocr": "html", "mineru": "json"}


def mets(folder, photo=True):
    """Write an issue of one page below a folder: METS, text and image as it names them; the photograph is in its article."""
    (folder / "text").mkdir(parents=True)
    (folder / "images").mkdir()
    (folder / "text" / "0001.xml").write_bytes(alto(image="D:\\scans\\IMAGE0001.TIF"))
    page_image().save(folder / "images" / "0001.png")
    last = len(ROWS) - 1
    body = "".join(f'<fptr><area FILEID="A1" BEGIN="P1_B{n}"/></fptr>' for n in range(1, last))
    shown = (
        '<div ID="i" TYPE="ILLUSTRATION"><div TYPE="IMAGE"><fptr><area FILEID="A1" BEGIN="P1_C"/></fptr></div>'
        f'<div ID="c" TYPE="CAPTION"><fptr><area FILEID="A1" BEGIN="P1_B{last}"/></fptr></div></div>'
    )
    path = folder / "issue-mets.xml"
    path.write_text(
        '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec><fileGrp USE="Images">'
        '<file ID="I1" MIMETYPE="image/png"><FLocat xlink:href="file://./images/0001.png"/></file></fileGrp><fileGrp USE="Text">'
        '<file ID="A1"><FLocat xlink:href="file://./text/0001.xml"/></file></fileGrp></fileSec>'
        '<structMap TYPE="PHYSICAL"><div TYPE="Newspaper"><div TYPE="PAGE"><fptr><par><area FILEID="I1"/>'
        '<area FILEID="A1" BEGIN="P1"/></par></fptr></div></div></structMap>'
        '<structMap TYPE="LOGICAL"><div TYPE="ISSUE"><div ID="a" TYPE="ARTICLE"><div TYPE="HEADING"><div TYPE="TITLE"><fptr>'
        '<area FILEID="A1" BEGIN="P1_B0"/></fptr></div></div>'
        f'<div TYPE="BODY"><div ID="p" TYPE="PARAGRAPH">{body}</div>{shown if photo else ""}</div></div></div></structMap></mets>',
        encoding="utf-8",
    )
    return path
