"""A corpus out of what one has: folders of texts, files of JSON lines; one `NAME.jsonl.xz` for each source, an article a row.

    python -m epubmaker.training corpus SOURCE [SOURCE ...] -o CORPUS

A SOURCE is a folder of texts (`*.txt`, `*.md`, below it too: an article each, its first row the title, where that is
short and ends no sentence), a file of JSON lines (`*.jsonl`, `*.jsonl.xz`: `title`, and `paras`, a list, or one of
`text`, `content`, `body`), or a folder of sources, each of which becomes a corpus by its name. Articles without text, and
those that stood before, are left out.

What the shipped data was learnt from stands in `epubmaker/seams/data/MODEL_CARD.md`: public collections of news, their
addresses and their revisions. Only use what you may; no text leaves the corpus, but weights and counts do.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from epubmaker.errors import EpubmakerError
from epubmaker.readers import read_text

LEAST = 60  # characters of an article; `prepare` asks for as many
LONGEST_TITLE = 60
SUFFIXES = (".txt", ".md")
TEXTS = ("text", "content", "body", "article")
ENDS = tuple("。！？；，.!?;")


class Article(TypedDict):
    """A title, empty where there is none, and paragraphs."""

    title: str
    paras: list[str]


def main(arguments: Sequence[str]) -> None:
    """Build the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m epubmaker.training corpus",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    build_corpus(options.sources, options.out)


def build_corpus(sources: Iterable[Path], out: Path) -> dict[str, int]:
    """Write a file for each corpus found in the sources; return how many articles each holds.

    Raises `SystemExit` with one line where a source is missing or nothing is found in any.
    """
    out.mkdir(parents=True, exist_ok=True)
    met: set[str] = set()
    counts: dict[str, int] = {}
    for name, paths in corpora_in(sources).items():
        rows = [
            json.dumps(article, ensure_ascii=False)
            for path in paths
            for article in articles_of(path)
            if sum(map(len, article["paras"])) >= LEAST and _is_new(article, met)
        ]
        if rows:
            (out / f"{name}.jsonl.xz").write_bytes(lzma.compress(("\n".join(rows) + "\n").encode("utf-8")))
            counts[name] = len(rows)
            print(f"{name}: {len(rows)} articles of {len(paths)} files", flush=True)
    if not counts:
        raise SystemExit("no articles found: a source is a folder of .txt files or a file of JSON lines")
    return counts


def corpora_in(sources: Iterable[Path]) -> dict[str, list[Path]]:
    """Return the files of each corpus by its name, in the order of their paths."""
    found: dict[str, list[Path]] = {}
    for source in sources:
        if not source.exists():
            raise SystemExit(f"{source}: no such file or folder")
        for place in _places(source):
            name = _plain(place.name.split(".")[0]) if place.is_file() else _plain(place.name)
            found.setdefault(name, []).extend([place] if place.is_file() else _texts(place))
    return found


def _places(source: Path) -> list[Path]:
    """Return the corpora of a source: itself, or, of a folder of such, each of them."""
    if source.is_file():
        return [source]
    inner = [path for path in sorted(source.iterdir()) if path.is_dir() or _is_lines(path)]
    own = [path for path in source.iterdir() if path.suffix in SUFFIXES]
    return [source] if own or not inner else inner


def _texts(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and (path.suffix in SUFFIXES or _is_lines(path))
    )


def _is_lines(path: Path) -> bool:
    return path.name.endswith((".jsonl", ".jsonl.xz"))


def _plain(name: str) -> str:
    """Return a name that is safe for a file and unlike none of another corpus."""
    return re.sub(r"[^\w-]+", "-", name).strip("-") or "corpus"


def articles_of(path: Path) -> Iterator[Article]:
    """Yield the articles of a file; what cannot be read is named and passed over."""
    if not _is_lines(path):
        try:
            yield article_of_text(read_text(path).text)
        except EpubmakerError as error:
            print(f"passed over: {error}", flush=True)
        return
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as rows
    ):
        for number, row in enumerate(rows, 1):
            if row.strip():
                try:
                    yield article_of_values(json.loads(row))
                except (ValueError, TypeError, AttributeError) as error:
                    print(f"passed over: {path}, row {number}: {error}", flush=True)


def article_of_text(text: str) -> Article:
    """Return a text as an article: rows are paragraphs, unless empty rows part them; then rows in between are joined."""
    blocks = [block for block in re.split(r"\n[ \t\u3000]*\n", text) if block.strip()]
    wrapped = len(blocks) > 2 and sum("\n" in block.strip() for block in blocks) * 2 > len(blocks)
    rows = ["".join(block.split("\n")) for block in blocks] if wrapped else text.split("\n")
    rows = [row.strip().lstrip("#").strip() for row in rows]
    rows = [row for row in rows if row]
    if len(rows) > 1 and len(rows[0]) <= LONGEST_TITLE and not rows[0].endswith(ENDS):
        return {"title": rows[0], "paras": rows[1:]}
    return {"title": "", "paras": rows}


def article_of_values(values: Mapping[str, object]) -> Article:
    """Return an article of the values of a JSON row; raises `ValueError` where no text is in it."""
    paragraphs = values.get("paras")
    if isinstance(paragraphs, list):
        rows = [str(paragraph).strip() for paragraph in paragraphs]
    else:
        text = next((values[key] for key in TEXTS if isinstance(values.get(key), str)), None)
        if text is None:
            raise ValueError(f"no paras, and none of {', '.join(TEXTS)}")
        rows = [row.strip() for row in str(text).split("\n")]
    title = values.get("title")
    return {"title": title.strip() if isinstance(title, str) else "", "paras": [row for row in rows if row]}


def _is_new(article: Article, met: set[str]) -> bool:
    key = sha256("".join(article["paras"]).encode("utf-8", "replace")).hexdigest()
    new = key not in met
    met.add(key)
    return new


def weights_in(folder: Path, known: Mapping[str, float]) -> dict[str, float]:
    """Return the corpora to learn from with their weights: those that a job knows by name, or, where none is there, all alike."""
    here = sorted(path.name.split(".")[0] for path in folder.glob("*.jsonl.xz"))
    named = {name: weight for name, weight in known.items() if name in here}
    return named or dict.fromkeys(here, 1.0)
