"""EPUB writing side by side with pandoc and bare ebooklib: wall seconds (processor seconds), peak memory.

    python tests/benchmarks/bench_epub.py [ARTICLES ...]      (default 12 100 1000 5000)

Each run is a process of its own; what a Python that does nothing needs is taken off ours and ebooklib's. pandoc comes
with the package `pypandoc_binary`; without it, its column stays empty. `--limit 200` skips peers on larger books.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "今天上午，第{number}批农机手来到田头，为春耕做准备，预计本周可以完成播种任务的五成。"
PARAGRAPHS, SENTENCES = 8, 4

OURS = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
from bench_epub import edition
from epubmaker.render.epub import render_epub
payload = render_epub(edition({articles}))
open({out!r}, "wb").write(payload)
assert "jieba" not in sys.modules
"""
START = "import sys; sys.path[:0] = [{root!r}, {here!r}]; from bench_epub import edition; edition({articles})"
EBOOKLIB = """
import sys
sys.path[:0] = [{here!r}]
from bench_epub import texts
from ebooklib import epub
book = epub.EpubBook()
book.set_title("河东日报")
book.set_language("zh-Hans")
chapters = []
for number, (title, paragraphs) in enumerate(texts({articles})):
    chapter = epub.EpubHtml(title=title, file_name=f"a{{number}}.xhtml", lang="zh-Hans")
    chapter.content = f"<h1>{{title}}</h1>" + "".join(f"<p>{{each}}</p>" for each in paragraphs)
    book.add_item(chapter)
    chapters.append(chapter)
book.toc = chapters
book.add_item(epub.EpubNcx())
book.add_item(epub.EpubNav())
book.spine = ["nav", *chapters]
epub.write_epub({out!r}, book)
"""
# Written by a process of its own: peak memory of a child counts from this process, which must stay small.
PAGE = """
import sys
sys.path[:0] = [{here!r}]
from bench_epub import texts
with open({out!r}, "w", encoding="utf-8") as page:
    for title, paragraphs in texts({articles}):
        page.write(f"<h1>{{title}}</h1>" + "".join(f"<p>{{each}}</p>" for each in paragraphs))
"""
FIND_PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path(), end='')"


@dataclass(frozen=True)
class Run:
    """One measured process."""

    seconds: float
    cpu: float
    megabytes: float

    def beyond(self, start: Run) -> Run:
        return Run(self.seconds - start.seconds, self.cpu - start.cpu, self.megabytes - start.megabytes)

    def __str__(self) -> str:
        return f"{self.seconds:6.2f} s ({self.cpu:5.2f}) {self.megabytes:4.0f} MB"


def texts(articles: int) -> list[tuple[str, list[str]]]:
    """Return the same made-up newspaper for everyone: titles and paragraphs."""
    return [
        (
            f"春耕时节第{number}天",
            [
                "".join(SENTENCE.format(number=number * each + n) for n in range(SENTENCES))
                for each in range(PARAGRAPHS)
            ],
        )
        for number in range(articles)
    ]


def edition(articles: int):
    from epubmaker.model import Article, Block, Byline, Edition, Masthead, SourceInfo  # noqa: PLC0415  (peers do without)

    return Edition(
        SourceInfo("bench.txt", "0" * 64, "utf-8", 0),
        "zh-Hans",
        Masthead("河东日报", "河东报社", date(2021, 3, 4), issue_number=88),
        tuple(
            Article(
                f"a{number}",
                "article",
                title,
                bylines=(Byline("记者", ("李明",)),),
                blocks=tuple(Block("paragraph", each) for each in paragraphs),
            )
            for number, (title, paragraphs) in enumerate(texts(articles))
        ),
    )


def measure(command: list[str]) -> Run:
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed with {process.returncode}")
    return Run(perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def best(command: list[str], times: int) -> Run:
    runs = [measure(command) for _ in range(times)]
    return min(runs, key=lambda run: run.seconds)


def python(script: str, articles: int, out: Path, times: int) -> Run:
    code = script.format(root=str(ROOT), here=str(Path(__file__).parent), articles=articles, out=str(out))
    return best([sys.executable, "-c", code], times)


def pandoc(articles: int, folder: Path, times: int) -> Run | None:
    if find_spec("pypandoc") is None:
        return None
    source = folder / "in.html"
    python(PAGE, articles, source, 1)
    program = subprocess.run(
        [sys.executable, "-c", FIND_PANDOC], capture_output=True, text=True, check=True
    ).stdout
    out = str(folder / "pandoc.epub")
    metadata = ["--metadata", "title=河东日报", "--metadata", "lang=zh-Hans"]
    return best([program, str(source), "-f", "html", "-t", "epub3", *metadata, "-o", out], times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="*", type=int, default=[12, 100, 1000, 5000])
    parser.add_argument("--limit", type=int, default=5000, help="largest book that pandoc is asked for")
    arguments = parser.parse_args()
    print(f"{'articles':>8} | {'epubmaker':>24} | {'bare ebooklib':>24} | {'pandoc':>24}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for articles in arguments.articles:
            times = 3 if articles <= 1000 else 1
            start = python(START, articles, folder / "none", times)
            bare = python("pass", articles, folder / "none", times)
            ours = python(OURS, articles, folder / "ours.epub", times).beyond(start)
            ebooklib = python(EBOOKLIB, articles, folder / "ebooklib.epub", times).beyond(bare)
            peer = pandoc(articles, folder, times) if articles <= arguments.limit else None
            print(f"{articles:8} | {ours!s:>24} | {ebooklib!s:>24} | {peer or '-'!s:>24}", flush=True)


if __name__ == "__main__":
    main()
