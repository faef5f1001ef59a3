"""The digest beside its peers, on the same text, in one run: `python tests/benchmarks/bench_pdf.py [ARTICLES ...]`.

Each engine runs in a process of its own; a row gives wall and CPU seconds without start-up, seconds with it, peak memory,
and CPU time as a multiple of ours. The peers set plain articles in three columns of A4; ours makes the whole digest:
contents, outline, tags, PDF/A-2a, PDF/UA-1. A second row of Typst has it make the same: contents, outline, running heads,
both standards. No two articles are alike: an engine that remembers what it has set would gain what no reader gains. An
engine that is not installed is named and left out. Last comes the composer alone.
"""

# ruff: noqa: PLC0415  (an engine is imported only in the process that measures it)

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SONG, HEI = ROOT / "fonts" / "noto-serif-sc-400.ttf", ROOT / "fonts" / "noto-sans-sc-700.ttf"
A4_COLUMN_GAP = 16


def edition_of(count: int):
    """Return an edition of `count` articles like those of the seeds, their sentences in an order of their own."""
    import random
    import re
    from dataclasses import replace

    from pdf_samples import SEEDS, seed_edition

    editions = [seed_edition(path) for path in SEEDS]
    articles = [article for edition in editions for article in edition.articles]
    text = "".join(block.text for article in articles for block in article.blocks)
    sentences = sorted(set(re.findall(r"[^。！？]+[。！？]?", text)))
    dice = random.Random(count)

    def shuffled(length: int) -> str:
        told = ""
        while len(told) < length:
            told += dice.choice(sentences)
        return told[: max(length, 2)]

    made = []
    for number in range(count or len(articles) // 2):
        article = articles[number % len(articles)]
        blocks = tuple(replace(block, text=shuffled(len(block.text))) for block in article.blocks)
        headline = shuffled(len(article.headline or "")).strip("，。")
        made.append(replace(article, id=f"a{number}", headline=headline, blocks=blocks))
    return replace(editions[0], articles=tuple(made), furniture=(), unplaced=())


def ours(edition, path: Path) -> Callable[[], None]:
    import epubmaker.render.pdf.document  # noqa: F401  (loads ReportLab before the clock starts)
    from epubmaker.render.pdf import render_pdf

    return lambda: path.write_bytes(render_pdf(edition)) and None


def plain_reportlab(edition, path: Path) -> Callable[[], None]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    def run() -> None:
        registerFont(TTFont("song", SONG))
        registerFont(TTFont("hei", HEI))
        body = ParagraphStyle(
            "b", fontName="song", fontSize=9.5, leading=15, wordWrap="CJK", firstLineIndent=19
        )
        head = ParagraphStyle("h", fontName="hei", fontSize=14, leading=20, wordWrap="CJK")
        width = (595 - 80 - 2 * A4_COLUMN_GAP) / 3
        frames = [Frame(40 + n * (width + A4_COLUMN_GAP), 48, width, 729, 0, 0, 0, 0) for n in range(3)]
        story = []
        for article in edition.articles:
            story.append(Paragraph(escape(article.headline or ""), head))
            story += [Paragraph(escape(block.text), body) for block in article.blocks]
        document = BaseDocTemplate(str(path), pagesize=(595, 842))
        document.addPageTemplates([PageTemplate("p", frames)])
        document.build(story)

    return run


def typst(edition, path: Path, *, digest: bool = False) -> Callable[[], None]:
    """Set plain articles, or with `digest` all that ours makes: contents, outline, running heads, PDF/A-2a and PDF/UA-1."""
    import typst as engine

    strings = [
        json.dumps([article.headline or "", *(b.text for b in article.blocks)])
        for article in edition.articles
    ]
    data = path.with_suffix(".json")
    data.write_text("[" + ",".join(strings) + "]", encoding="utf-8")
    source = path.with_suffix(".typ")
    opening = (
        '#set document(title: "digest")\n#set page(header: context counter(page).display())\n'
        '#show heading: set text(font: "Noto Sans SC", size: 14pt)\n#outline()\n'
    )
    head = "#heading(a.at(0))" if digest else '#text(font: "Noto Sans SC", size: 14pt, a.at(0))'
    source.write_text(
        '#set page("a4", columns: 3, margin: 40pt)\n#set columns(gutter: 16pt)\n'
        '#set text(font: "Noto Serif SC", size: 9.5pt, lang: "zh")\n'
        "#set par(justify: true, leading: 5.5pt, first-line-indent: (amount: 2em, all: true))\n"
        + opening * digest
        + f'#for a in json("{data.name}") [{head}\n\n#for p in a.slice(1) [#p\n\n]]\n',
        encoding="utf-8",
    )
    faces, standards = [str(SONG.parent)], ["a-2a", "ua-1"] if digest else []
    return lambda: (
        engine.compile(str(source), output=str(path), font_paths=faces, pdf_standards=standards) and None
    )


def weasyprint(edition, path: Path) -> Callable[[], None]:
    import weasyprint as engine

    style = (
        f"@font-face{{font-family:song;src:url({SONG.as_uri()})}}@font-face{{font-family:hei;src:url({HEI.as_uri()})}}"
        "@page{size:A4;margin:40pt}body{columns:3;column-gap:16pt;font:9.5pt/15pt song;text-align:justify}"
        "p{margin:0;text-indent:2em}h2{font:14pt/20pt hei;margin:0}"
    )
    parts = [
        f"<h2>{escape(article.headline or '')}</h2>"
        + "".join(f"<p>{escape(b.text)}</p>" for b in article.blocks)
        for article in edition.articles
    ]
    html = f"<html lang=zh><style>{style}</style><body>{''.join(parts)}</body></html>"
    return lambda: engine.HTML(string=html).write_pdf(str(path))


ENGINES = {
    "epubmaker": ours,
    "ReportLab Paragraph": plain_reportlab,
    "Typst": typst,
    "Typst, the same job": partial(typst, digest=True),
    "WeasyPrint": weasyprint,
}
SLOW = {"WeasyPrint": 100}  # most articles it is asked to set


def measure_one(engine: str, count: int) -> None:
    """Run one engine in this process and print its figures as JSON."""
    started = time.perf_counter()
    edition = edition_of(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out.pdf")
        run = ENGINES[engine](edition, path)
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        done = time.perf_counter()
        figures = {
            "wall": done - wall,
            "cpu": time.process_time() - cpu,
            "whole": done - started,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "kilobytes": path.stat().st_size / 1024,
            "characters": sum(len(block.text) for article in edition.articles for block in article.blocks),
        }
    print(json.dumps(figures))


def compare(count: int) -> None:
    """Print a row for each engine."""
    base = None
    for engine in ENGINES:
        if count > SLOW.get(engine, count):
            print(f"{engine:22} left out above {SLOW[engine]} articles")
            continue
        command = [sys.executable, __file__, "--one", engine, str(count)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            print(f"{engine:22} not run: {ran.stderr.strip().splitlines()[-1]}")
            continue
        figures = json.loads(ran.stdout)
        if base is None:
            base = figures
            print(f"\n{count or 'seed edition'} articles, {figures['characters']:,} characters")
        print(
            f"{engine:22} {figures['wall']:7.2f} s wall {figures['cpu']:7.2f} s CPU {figures['whole']:7.2f} s with start-up"
            f" {figures['megabytes']:5.0f} MB {figures['kilobytes']:6.0f} kB   {figures['cpu'] / base['cpu']:5.2f} x"
        )


def composer() -> None:
    """Print how many characters a second the line composer sets, optimal breaks and adjustment included."""
    from epubmaker.render.pdf.typefaces import FamilyMetrics, Typefaces
    from epubmaker.typeset import Typesetter

    texts = [block.text for article in edition_of(40).articles for block in article.blocks]
    typesetter = Typesetter(FamilyMetrics(Typefaces("zh-Hans"), "song"))
    for measure in (12, 17, 26):
        fastest = min(_timed(typesetter, texts, measure) for _ in range(5))
        print(f"composer, {measure} em: {sum(map(len, texts)) / fastest:,.0f} characters/s")


def _timed(typesetter, texts: list[str], measure: int) -> float:
    started = time.process_time()
    for text in texts:
        typesetter.compose(text, measure, 2.0)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("articles", type=int, nargs="*", default=[0, 100, 1000], help="0 is one seed edition")
    arguments = parser.parse_args()
    if arguments.one:
        measure_one(arguments.one, arguments.articles[0])
        return
    for count in arguments.articles:
        compare(count)
    print()
    composer()


if __name__ == "__main__":
    main()
