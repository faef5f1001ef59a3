"""Pages with known truth: the two seeds, and pages that the simulator makes of articles no model was trained on."""

from __future__ import annotations

import importlib.util
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import ModuleType

from epubmaker.evaluation import Gold, gold_from_dict, read_gold
from epubmaker.model import SourceText
from epubmaker.readers import read_text
from epubmaker.seams.alphabet import alphabet
from epubmaker.training import flattened
from epubmaker.training.pages.command import flat_forms
from epubmaker.training.pages.corpus import Corpus
from epubmaker.training.pages.gold import gold_of
from epubmaker.training.pages.invented import invented_articles
from epubmaker.training.pages.layout import make_page
from epubmaker.training.pages.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SIMULATOR = SHARED / "bench" / "simulate.py"
PREPARE = ROOT / "epubmaker" / "training" / "prepare.py"  # in no wheel
# Pages of each source in each style. The first three are news with headlines; of the others one is the web's, with whole
# articles in a paragraph, and one is of a source that no model was trained on at all, without headlines.
NEWS = {"institution-news": 4, "wire-news": 4, "national-daily-2020": 4}
FOREIGN = {"web-news": 2, "city-papers-2006": 2}
# Texts as people keep them, in order. The second is of a source that plain forms were not made with.
PLAIN = {"wire-news": 4, "national-daily-2020": 4}
WRAPPED = 20  # characters a row
TYPESET = MADE = 6  # pages of each form
DAMAGE = (0.7, 1.0, 1.3)
ARTICLES = 7  # most articles of a page
OPENING = 200  # characters by which `part_of` tells where an article belongs


@dataclass(frozen=True)
class TruePage:
    """A page and what it ought to become."""

    name: str
    source: SourceText
    gold: Gold


def seed_page(name: str) -> TruePage:
    """Return a seed, `000` or `002`, with the reconstruction made by hand."""
    (path,) = (ROOT / "seeds").glob(f"{name}_*.txt")
    return TruePage(
        f"seed-{name}", read_text(path), read_gold(Path(__file__).parent / f"gold/seed-{name}.json")
    )


def page_set(name: str, seed: int = 0, times: int = 1) -> Iterator[TruePage]:
    """Yield a set of pages by the name it has in `floors.toml`: `seed-000`, `ocr`, `ocr-foreign` ..."""
    if name.startswith("seed-"):
        yield seed_page(name.removeprefix("seed-"))
        return
    if name.startswith("made-"):
        yield from made_pages(name.removeprefix("made-"), MADE * times, seed)
        return
    if name.startswith("plain-"):
        for corpus, pages in PLAIN.items():
            yield from plain_pages(corpus, name.removeprefix("plain-"), pages * times, seed)
        return
    if name.startswith("typeset-"):
        yield from typeset_pages(name.removeprefix("typeset-"), TYPESET * times, seed)
        return
    style, _, foreign = name.partition("-")
    for corpus, pages in (FOREIGN if foreign else NEWS).items():
        yield from simulated_pages(corpus, style, pages * times, seed)


def simulated_pages(corpus: str, style: str, pages: int, seed: int = 0) -> Iterator[TruePage]:
    """Pages of one source in one style, always the same for the same seed."""
    simulator = load_script(SIMULATOR)
    articles = unseen_articles(corpus, pages * ARTICLES)
    rng = random.Random(f"{corpus} {style} {seed}")
    pool = rng.sample(articles, len(articles))
    for number in range(pages):
        taken, pool = pool[: rng.randint(4, ARTICLES)], pool[ARTICLES:]
        text, gold = simulator.Page(rng, style, DAMAGE[number % len(DAMAGE)]).build(taken)
        yield TruePage(f"{corpus}-{style}-{number}", SourceText(text + "\n"), gold_from_dict(gold))


def made_pages(style: str, pages: int, seed: int = 0) -> Iterator[TruePage]:
    """Pages as recognisers and extractors flatten them, with invented stories: what the repository alone can make."""
    articles = flattened.usable(invented_articles(pages * ARTICLES, seed))
    for number in range(pages):
        rng = random.Random(f"{style} {seed} {number}")
        taken = articles[number * ARTICLES :][: rng.randint(4, ARTICLES)]
        text, gold = flattened.Page(rng, style, DAMAGE[number % len(DAMAGE)]).build(taken)
        yield TruePage(f"made-{style}-{number}", SourceText(text), gold_from_dict(gold))


def typeset_pages(form: str, pages: int, seed: int = 0) -> Iterator[TruePage]:
    """Pages of the generator's `test` setting with stories that the repository holds, in one form that needs no PDF."""
    for number in range(pages):
        name, texts, gold = typeset(seed, number)
        yield TruePage(name, SourceText(texts[form]), gold)


@cache
def typeset(seed: int, number: int) -> tuple[str, dict[str, str], Gold]:
    """Return the name of a page, its text in every form, and its gold: one page serves all forms."""
    page = make_page(f"typeset-{seed}-{number}", Corpus.invented(), SETTINGS["test"], str(seed))
    texts = {form: made.text for form, made in flat_forms(page, SETTINGS["test"]).items()}
    return page.name, texts, gold_from_dict(gold_of(page))


def plain_pages(corpus: str, form: str, pages: int, seed: int = 0) -> Iterator[TruePage]:
    """Texts of one source in a plain form: `tight`, `indent`, `blank`, `wrapped` or `markdown`."""
    usable = [article for article in unseen_articles(corpus, 200) if 2 <= len(article["paras"]) <= 9]
    rng = random.Random(f"{corpus} plain {seed}")
    for number in range(pages):
        taken = rng.sample(usable, rng.randint(2, 5))
        told = [
            (article["title"].strip(), [" ".join(p.split()) for p in article["paras"]]) for article in taken
        ]
        gold = {"articles": [{"headline": t, "blocks": [{"pieces": [p]} for p in ps]} for t, ps in told]}
        text = "\n".join(row for title, paragraphs in told for row in plain_rows(form, title, paragraphs))
        yield TruePage(f"{corpus}-{form}-{number}", SourceText(text + "\n"), gold_from_dict(gold))


def plain_rows(form: str, title: str, paragraphs: list[str]) -> Iterator[str]:
    """Yield the rows of one article in a plain form."""
    yield f"# {title}" if form == "markdown" else title
    for paragraph in paragraphs:
        if form == "wrapped":
            whole = "　　" + paragraph
            yield from (whole[at : at + WRAPPED] for at in range(0, len(whole), WRAPPED))
        else:
            yield from [""] * (form in ("blank", "markdown"))
            yield "　　" * (form == "indent") + paragraph
    yield from [""] * (form != "wrapped")


@cache
def load_script(path: Path) -> ModuleType:
    """Return a module that no package holds."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def unseen_articles(corpus: str, count: int) -> list[dict]:
    """Return the first articles of a source that are in no training text: part `test` of `epubmaker/training/prepare.py`."""
    rows = load_script(SIMULATOR).read_articles(SHARED / "corpus" / f"{corpus}.jsonl.xz")
    return list(islice((article for article in rows if is_unseen(corpus, article)), count))


def is_unseen(corpus: str, article: dict) -> bool:
    """Whether an article is kept for tests."""
    folded = (alphabet().fold(paragraph) for paragraph in article["paras"])
    text = ""
    prepare = load_script(PREPARE)
    for paragraph in folded:
        text += paragraph if len(paragraph) > 8 else ""
        if len(text) >= OPENING:  # which says already to which part an article belongs: to others, mostly
            break
    if prepare.PARTS[prepare.part_of(corpus, text)] != "test":
        return False
    text += "".join(paragraph for paragraph in folded if len(paragraph) > 8)
    return len(re.sub(r"\s", "", text)) >= 200
