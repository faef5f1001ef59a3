"""PDFs of one page, made of the operators that draw it."""

from __future__ import annotations

from epubmaker.readers.pdf import read_pdf

WIDTH, HEIGHT = 400, 600
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    b"/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>/DW 1000/FontDescriptor<</Type"
    b"/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
    b"/CapHeight 880/StemV 93>>>>]>>"
)
BOX = b"/MediaBox[0 0 400 600]"
WORDS = "河东老街今年变个样"


def words(text: str, x: float, y: float, size: float = 10.0) -> bytes:
    """Return the operators that print a text at a place, from the lower left corner."""
    return f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()


def made(
    contents: bytes, page: bytes = BOX, tree: bytes = b"", form: bytes = b"", matrix: bytes = b""
) -> bytes:
    """Return a PDF of one page; `page` and `tree` are what both say besides, `form` is drawn by `/A Do`."""
    own = b"/Resources<</Font<</F 5 0 R>>/XObject<</A 6 0 R/I 7 0 R>>>>"
    pixel = (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\x00\nendstream"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1" + tree + b">>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + page + own + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(contents), contents),
        FONT,
        b"<</Type/XObject/Subtype/Form/BBox[-9999 -9999 9999 9999]%s%s/Length %d>>stream\n%s\nendstream"
        % (matrix, own.replace(b"/A 6 0 R", b""), len(form), form),
        pixel,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 8\n0000000000 65535 f \n%strailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            len(out),
        )
    )


def only_page(payload: bytes):
    (page,) = read_pdf(payload, "page.pdf")
    return page
