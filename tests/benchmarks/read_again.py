"""Editions written as plain text in every form in which people keep texts, and read again: same paragraphs, same headlines?

    OMP_NUM_THREADS=1 PYTHONPATH=. python tests/benchmarks/read_again.py [--pages N] [--seed S] [--corpus FILE ...]
                                                                         [--form FORM ...] [--errors N]

What is written: the editions of both seeds as they are reconstructed, and the gold of N generated pages (setting `test`, invented
stories or those of a corpus; without jumps). `paragraphs` is the F1 of whole paragraphs, `begins` that of their beginnings
(eight characters), `headlines` the share that comes back letter by letter with the same first paragraph. `--errors` shows
examples of what went wrong, by kind.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from epubmaker.evaluation.folding import fold
from epubmaker.model import Article, Block, Edition
from epubmaker.pipeline import reconstruct
from epubmaker.readers import read_string, read_text
from epubmaker.training.pages.corpus import Corpus
from epubmaker.training.pages.layout import make_page
from epubmaker.training.pages.settings import SETTINGS
from epubmaker.training.pages.typography import wrapped
from epubmaker.training.pages.values import Page

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*_*.txt"))
WIDTH = 24  # em of a wrapped row
FLOOR = 0.985
NAMES = frozenset({"byline", "signature-author"})  # written among the blocks, read as bylines
ROWS = frozenset(
    {"row", "head-row", "verse", "stanza", "item", "signature", "contact"}
)  # never set in or wrapped


@dataclass(frozen=True)
class Form:
    """How a text is written: what opens a paragraph, what stands between paragraphs and articles, a width, Markdown."""

    indent: str = ""
    between: str = "\n"
    apart: str = "\n"
    width: int = 0
    markdown: bool = False


FORMS = {
    "tight": Form(),
    "indented": Form(indent="　　"),
    "blank rows": Form(between="\n\n", apart="\n\n"),
    "both": Form(indent="　　", between="\n\n", apart="\n\n"),
    "blank between": Form(apart="\n\n"),
    "wrapped, indented": Form(indent="　　", apart="\n\n", width=WIDTH),
    "wrapped, flush": Form(apart="\n\n", width=WIDTH),
    "Markdown": Form(between="\n\n", apart="\n\n", markdown=True),
}


@dataclass
class Story:
    """One article to be written: the rows of its head in order, its headline among them, its blocks with their forms."""

    head: list[str]
    headline: str
    blocks: list[tuple[str, str]] = field(default_factory=list)


def stories_of(edition: Edition) -> list[Story]:
    """Return the articles of an edition; captions, credits and labels are blocks like others, a picture is none."""
    made = []
    for article in edition.articles:
        rows = [article.column, article.kicker, article.headline, article.deck]
        rows += [byline.text for byline in article.bylines]
        blocks = [(block.form or block.kind, block.text) for block in article.blocks if block.text]
        made.append(Story([row for row in rows if row], article.headline or "", blocks))
    return made


def stories_of_page(page: Page) -> list[Story]:
    """Return the articles of a generated page."""
    made = []
    for article in page.articles:
        head = [part.text for part in article.head if part.text]
        forms = {
            "table": "row",
            "verse": "verse",
            "list": "item",
            "notice-sign": "signature",
            "signature": "signature-author",
        }
        blocks = [
            (forms.get(part.role, part.role), part.text)
            for part in article.body
            if part.text and part.role != "jump"
        ]
        made.append(Story(head, article.words("headline"), blocks))
    return [story for story in made if story.head or story.blocks]


def written(stories: Sequence[Story], form: Form) -> str:
    """Return the text of some articles in one form."""
    return form.apart.join(form.between.join(_rows(story, form)) for story in stories) + "\n"


def _rows(story: Story, form: Form) -> Iterator[str]:
    for row in story.head:
        yield f"# {row}" if form.markdown and row == story.headline else row
    for kind, text in story.blocks:
        if form.markdown and kind == "crosshead":
            yield f"## {text}"
        elif kind in ROWS or kind == "crosshead":
            yield text
        elif form.width:
            rows = wrapped(text, form.width, len(form.indent))
            yield "\n".join([form.indent + rows[0], *rows[1:]])
        else:
            yield form.indent + text


@dataclass
class Counted:
    """What came back: right, wanted, given, of paragraphs, of their beginnings, of headlines; and what did not, by kind."""

    paragraphs: Counter[str] = field(default_factory=Counter)
    begins: Counter[str] = field(default_factory=Counter)
    headlines: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def row(self) -> tuple[float, float, float]:
        return (
            _f1(self.paragraphs),
            _f1(self.begins),
            self.headlines["right"] / max(1, self.headlines["want"]),
        )


def _f1(counted: Counter[str]) -> float:
    return 2 * counted["right"] / max(1, counted["want"] + counted["have"])


def count(stories: Sequence[Story], again: Edition, counted: Counted) -> None:
    """Compare what was written with what was read."""
    want = Counter(fold(text) for story in stories for kind, text in story.blocks if kind not in NAMES)
    blocks = [block for article in again.articles for block in article.blocks if block.text]
    have = Counter(fold(block.text) for block in blocks)
    for found, one, other in ((counted.paragraphs, want, have), (counted.begins, _begun(want), _begun(have))):
        found["right"] += (one & other).total()
        found["want"] += one.total()
        found["have"] += other.total()
    titles: dict[str, list[Article]] = {}
    for article in again.articles:
        titles.setdefault(fold(article.headline or ""), []).append(article)
    for story in stories:
        if not story.headline:
            continue
        counted.headlines["want"] += 1
        named = titles.get(fold(story.headline), [])  # several notices may bear one title
        first = fold(story.blocks[0][1])[:8] if story.blocks else ""
        right = any(not first or first in map(_begin, article.blocks) for article in named)
        counted.headlines["right"] += right
        if not right:
            counted.errors.append(_headline_error(story, again, parted=bool(named)))
    counted.errors += _paragraph_errors(stories, have, blocks, again)


def _begin(block: Block) -> str:
    return fold(block.text)[:8]


def _begun(texts: Counter[str]) -> Counter[str]:
    begun: Counter[str] = Counter()
    for text, number in texts.items():
        begun[text[:8]] += number
    return begun


def _headline_error(story: Story, again: Edition, *, parted: bool) -> tuple[str, str]:
    wanted = fold(story.headline)
    if parted:
        return "headline without its text", story.headline
    for article in again.articles:
        for name in ("headline", "kicker", "deck", "column"):
            if wanted in fold(getattr(article, name) or ""):
                return f"headline in a {name}", f"{story.headline} -> {getattr(article, name)}"
        for block in article.blocks:
            if wanted in fold(block.text):
                return f"headline in a {block.form or block.kind}", f"{story.headline} -> {block.text[:40]}"
    return "headline elsewhere", story.headline


def _paragraph_errors(
    stories: Sequence[Story], have: Counter[str], blocks: Sequence[object], again: Edition
) -> Iterator[tuple[str, str]]:
    places = {fold(block.text): block for article in again.articles for block in article.blocks}
    loose = {fold(piece.text) for piece in (*again.furniture, *again.unplaced)}
    heads = {
        fold(getattr(article, name) or ""): name
        for article in again.articles
        for name in ("headline", "kicker", "deck", "column")
    }
    signed = {fold(byline.text) for article in again.articles for byline in article.bylines}
    for story in stories:
        for kind, text in story.blocks:
            wanted = fold(text)
            if not wanted or wanted in have or kind in NAMES:
                continue
            where = next((f"in a {name}" for said, name in heads.items() if wanted in said), "")
            where = where or ("among furniture" if any(wanted in said for said in loose) else "")
            where = where or ("in a byline" if any(wanted in said for said in signed) else "")
            where = where or (
                "joined to another" if any(wanted in said for said in places) else "torn or moved"
            )
            yield f"{kind} {where}", text[:50]


def editions(pages: int, seed: str, corpus: Corpus) -> Iterator[tuple[str, list[Story]]]:
    """Yield what is written: both seeds' editions, and generated pages."""
    for path in SEEDS:
        yield path.stem[:3], stories_of(reconstruct(read_text(path)))
    for number in range(pages):
        page = make_page(f"again-{seed}-{number}", corpus, SETTINGS["test"], seed)
        yield "generated", stories_of_page(page)


def main() -> None:
    """Print a row for each form, and examples of what went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--seed", default="again")
    parser.add_argument("--corpus", nargs="+", type=Path, help="JSON lines, as of `training pages`")
    parser.add_argument("--form", nargs="*", default=list(FORMS))
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    given = parser.parse_args()
    corpus = Corpus.of_files(given.corpus) if given.corpus else Corpus.invented()
    all_editions = list(editions(given.pages, given.seed, corpus))
    print(f"{'form':18} {'of':10} paragraphs  begins  headlines  doubted")
    for name in given.form:
        found: dict[str, Counted] = {}
        doubted: Counter[str] = Counter()
        for kind, stories in all_editions:
            again = reconstruct(read_string(written(stories, FORMS[name])))
            doubted[kind] += bool(again.verdicts)
            count(stories, again, found.setdefault(kind, Counted()))
        for kind, counted in found.items():
            figures = counted.row()
            low = "  below the floor" if min(figures[0], figures[2]) < FLOOR else ""
            print(
                f"{name:18} {kind:10} {figures[0]:10.3f} {figures[1]:7.3f} {figures[2]:10.3f} {doubted[kind]:8}{low}"
            )
        if given.errors:
            errors = [error for counted in found.values() for error in counted.errors]
            for error, number in Counter(error for error, _ in errors).most_common(8):
                print(f"    {number:4} {error}")
                for words in [text for kind, text in errors if kind == error][: given.errors]:
                    print(f"           {words}")


if __name__ == "__main__":
    main()
