"""`python -m epubmaker.training pages`: makes pages with known truth, and flattens them."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from .align import aligned
from .corpus import Corpus
from .extractors import extracted
from .gold import bound, boxes_of, edition_of, gold_of, rows_of
from .kept import make_text, make_typed
from .layout import make_edition, make_page
from .marked import Form
from .pdf import write_pdf
from .plain import plain_forms
from .recognisers import recognised
from .settings import SETTINGS, Setting
from .values import Page


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the pages that the command line asks for."""
    given = _parser().parse_args(arguments)
    corpus = Corpus.of_files(given.corpus) if given.corpus else Corpus.invented()
    setting = SETTINGS[given.setting]
    for number in range(given.first, given.first + given.pages):
        name = f"{given.setting}-{given.seed}-{number:04d}"
        if given.whole or given.typed:
            text = (make_typed if given.typed else make_text)(name, corpus, setting, given.seed)
            forms = plain_forms(text, random.Random(f"{name} flat"), setting.widths)
            write_files(text, forms, given.out)
        elif given.edition > 1:
            pages = make_edition(name, corpus, setting, given.seed, given.edition)
            forms = write_edition(pages, setting, given.out, pdf=not given.no_pdf)
        else:
            page = make_page(name, corpus, setting, given.seed)
            forms = write_page(page, setting, given.out, pdf=not given.no_pdf)
        print(report(name, forms), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m epubmaker.training pages", description=__doc__)
    parser.add_argument(
        "--corpus",
        nargs="+",
        type=Path,
        help='JSON lines {"title", "paras"}, .xz or not; invented news without',
    )
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument(
        "--first", type=int, default=0, help="number of the first page: parts of a run for several processes"
    )
    parser.add_argument("--seed", default="1")
    parser.add_argument("--setting", choices=SETTINGS, default="train")
    parser.add_argument(
        "--no-pdf", action="store_true", help="recognisers' and plain forms only: a tenth of the time"
    )
    parser.add_argument(
        "--edition", type=int, default=1, metavar="K", help="editions of K pages, whose articles run on"
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="texts of whole articles as people keep them: no print, plain forms only",
    )
    parser.add_argument(
        "--typed", action="store_true", help="notices, programmes, letters and the like, plain forms only"
    )
    parser.add_argument("--out", type=Path, required=True)
    return parser


def flat_forms(page: Page, setting: Setting) -> dict[str, Form]:
    """Return the forms of a page that need no PDF."""
    rng = random.Random(f"{page.name} flat")
    return recognised(page, rng) | plain_forms(page, rng, setting.widths)


def write_page(page: Page, setting: Setting, folder: Path, pdf: bool = True) -> dict[str, Form]:
    """Write a page's gold, boxes and forms into a folder, and its PDF; return the forms."""
    folder.mkdir(parents=True, exist_ok=True)
    forms = flat_forms(page, setting)
    if pdf:
        path = folder / f"{page.name}.pdf"
        write_pdf(page, path)
        forms = {
            name: aligned(page, text) for name, text in extracted(path, setting.extractors).items()
        } | forms
    write_files(page, forms, folder)
    return forms


def write_files(page: Page, forms: dict[str, Form], folder: Path) -> None:
    """Write what is true of a page, and its forms."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, files_of(page, forms))


def write_edition(pages: Sequence[Page], setting: Setting, folder: Path, pdf: bool = True) -> dict[str, Form]:
    """Write every page of an edition, and the edition as one: its gold and its forms, pages parted by form feeds."""
    made = [write_page(page, setting, folder, pdf) for page in pages]
    forms = {name: bound(pages, [page[name] for page in made]) for name in made[0]}
    gold = edition_of(pages)
    name = str(gold["source"])
    _write(folder, [(f"{name}.gold.json", _json(gold, indent=1)), *_form_files(name, forms)])
    return forms


def _form_files(name: str, forms: dict[str, Form]) -> Iterator[tuple[str, str]]:
    for form, made in forms.items():
        yield f"{name}.{form}.txt", made.text
        yield f"{name}.{form}.rows.json", _json(rows_of(form, made))


def _write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    for name, value in files:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            file.write(value)


def files_of(page: Page, forms: dict[str, Form]) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of a page's files, all but its PDF."""
    yield f"{page.name}.gold.json", _json(gold_of(page), indent=1)
    yield f"{page.name}.boxes.json", _json(boxes_of(page))
    yield from _form_files(page.name, forms)


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=list) + "\n"


def report(name: str, forms: dict[str, Form]) -> str:
    """Return one line about a page: how much of its print was placed in each extractor's text."""
    shares = [
        f"{form} {made.placed:.3f}"
        for form, made in forms.items()
        if not form.startswith(("plain", "ocr", "stream"))
    ]
    return f"{name}: {len(forms)} forms; placed: {', '.join(shares) or 'all'}"
