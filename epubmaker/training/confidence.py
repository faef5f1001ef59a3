"""Learn how sure joins, headlines and pages are (`confidence/`).

    python -m epubmaker.training confidence PAGES [PAGES ...] -o epubmaker/confidence/data [--forms 3] [--seed 1]

Upon generated pages that neither `tags` nor `articles` has learnt from, read by all that is shipped: run this last. A join is right
where the printed line behind the left one is the right one; a headline where it says what the gold says, of its text's article; a
page where most of its text stands in one piece with its article (`ORDERLY`). Needs LightGBM.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from epubmaker.articles import find_articles
from epubmaker.articles.paragraphs import PageShape
from epubmaker.confidence.assurance import join_signs, with_assurance
from epubmaker.confidence.assurance_signs import SIGNS as JOIN_SIGNS
from epubmaker.confidence.headlines import SIGNS as HEADLINE_SIGNS
from epubmaker.confidence.headlines import headline_signs
from epubmaker.confidence.page import SIGNS, page_signs
from epubmaker.label.rows import rows_hold_paragraphs
from epubmaker.model import ArticlePlan, Plan, Role, probability
from epubmaker.training.articles import owner
from epubmaker.training.forests import learn_forest, write_forests
from epubmaker.training.logistic import ridge_logistic
from epubmaker.training.read_pages import LEFT_OUT, ReadPage, read_page

ORDERLY = 0.8  # of the text in order: a page below is to say that its order is in doubt
# Wrong joins and headlines for a right one, in learning: a reader's newspaper is more foreign to the models than these pages.
WRONG = 1.5
SAID = 0.5  # a page is said to be in doubt where it is likelier to be


@dataclass(frozen=True)
class Judged:
    """What a page teaches: signs and truth of its joins, of its headlines; its plan, and how much of its text is in order."""

    joins: tuple[np.ndarray, np.ndarray]
    headlines: tuple[np.ndarray, np.ndarray]
    plan: Plan
    page: ReadPage
    shape: PageShape
    order: float


def judge(text: Path) -> Judged | None:
    """Read a form of a page and compare what became of it with what is true."""
    page = read_page(text)
    made = find_articles(page.lines, page.labels, page.seams, {})
    if len(made.found) != 1:
        return None
    (found,) = made.found
    gold = json.loads(text.with_name(text.name.split(".")[0] + ".gold.json").read_text("utf-8"))["articles"]
    shape = PageShape(page.lines, made.labels, page.seams, rows_hold_paragraphs(page.lines))
    signed = [signed for signed in join_signs(made.plan.articles, shape) if _is_known(signed[0], page)]
    joins = (
        np.array([signs for _, signs in signed], np.float32).reshape(len(signed), len(JOIN_SIGNS)),
        np.array([_is_right(pair, page) for pair, _ in signed], bool),
    )
    heads = headline_signs(found)
    own = [place for place in range(len(found.runs)) if place not in found.homes]
    right = [_headline_right(article, page, gold) for article in made.plan.articles]
    chosen = [(heads[place], good) for place, good in zip(own, right, strict=True) if good is not None]
    headlines = (
        np.array([signs for signs, _ in chosen], np.float32).reshape(len(chosen), len(HEADLINE_SIGNS)),
        np.array([good for _, good in chosen], bool),
    )
    return Judged(joins, headlines, made.plan, page, shape, _order(made.plan, page))


def _is_known(pair: tuple[int, int], page: ReadPage) -> bool:
    return page.places[pair[0]] is not None and page.places[pair[1]] is not None


def _is_right(pair: tuple[int, int], page: ReadPage) -> bool:
    """Say whether the right line of a join is printed behind the left one, in the same part of the same article."""
    left, right = (page.places[number] for number in pair)
    if left is None or right is None or page.articles[pair[0]] != page.articles[pair[1]]:
        return False
    return left[0] == right[0] and (right[1] - left[1] == 1 or (right[1] == left[1] and right[2] > left[2]))


def _headline_right(article: ArticlePlan, page: ReadPage, gold: Sequence[dict[str, str]]) -> bool | None:
    """Say whether a headline is that of its text, letter by letter; None where an article has none."""
    if not article.headline:
        return None
    of = owner([line for chain in article.chains for line in chain.lines], page.articles)
    said = "".join(page.lines[line].text for line in article.headline)
    return of is not None and of < len(gold) and _letters(said) == _letters(gold[of]["headline"])


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _order(plan: Plan, page: ReadPage) -> float:
    """Return the share of the articles' text that stands in order in the piece that is most like it."""
    true: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for number, (article, place) in enumerate(zip(page.articles, page.places, strict=True)):
        if article is not None and place is not None and page.tags[number] in (0, 1, 2):
            true.setdefault(article, []).append((place, number))
    made = [
        [n for c in article.chains if c.kind is not Role.CAPTION for n in c.lines]
        for article in plan.articles
    ]
    got = whole = 0.0
    for found in true.values():
        lines = [number for _, number in sorted(found)]
        best = max(
            (SequenceMatcher(None, lines, other, autojunk=False).ratio() for other in made), default=0.0
        )
        got, whole = got + best * len(lines), whole + len(lines)
    return got / whole if whole else 1.0


def judged_pages(folders: Sequence[Path], forms: int, seed: int, jobs: int) -> Iterator[Judged]:
    """Yield what the pages of some folders teach."""
    chosen, texts = random.Random(seed), []
    for folder in folders:
        for gold in sorted(folder.glob("*.gold.json")):
            stem = gold.name.removesuffix(".gold.json")
            every = [
                text for text in sorted(folder.glob(f"{stem}.*.txt")) if text.suffixes[-2][1:] not in LEFT_OUT
            ]
            texts += chosen.sample(every, min(forms, len(every)))
    with ProcessPoolExecutor(jobs) as workers:
        yield from (page for page in workers.map(judge, texts) if page is not None)


def learn_page_weights(
    pages: Sequence[Judged], forests: dict[str, dict[str, np.ndarray]], folder: Path
) -> dict[str, object]:
    """Return the weights of a page's signs, learnt upon joins and headlines as sure as the new forests say."""
    write_forests(str(folder / "confidence.npz"), forests)
    from epubmaker.forests import read_forests  # noqa: PLC0415  (of the file just written)

    read = read_forests(folder / "confidence.npz")
    signs = []
    for page in pages:
        articles = with_assurance(page.plan.articles, page.shape, read["join"])
        odds = iter(
            read["headline"].log_odds(page.headlines[0])[:, 0].tolist() if len(page.headlines[0]) else []
        )
        sure = [
            replace(article, confidence=probability(next(odds, 0.0)) if article.headline else 0.5)
            for article in articles
        ]
        signs.append(page_signs(sure, page.page.lines, page.plan.unplaced))
    table = np.hstack([np.ones((len(signs), 1)), np.array(signs)])
    truth = np.array([page.order >= ORDERLY for page in pages], float)
    one, *weights = ridge_logistic(table, truth).tolist()
    chance = 1 / (1 + np.exp(-(table @ np.array([one, *weights]))))
    doubted = chance < SAID
    print(
        f"{len(pages)} pages, {int((truth == 0).sum())} out of order: said of {doubted[truth == 0].mean():.2f}, "
        f"of {doubted[truth == 1].mean():.2f} of the right ones",
        file=sys.stderr,
    )
    return {"one": one, "weights": dict(zip(SIGNS, weights, strict=True)), "doubtful": SAID}


def main(arguments: list[str]) -> None:
    """Learn the forests and weights and write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--forms", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    pages = list(judged_pages(options.pages, options.forms, options.seed, options.jobs))
    forests = {}
    for name in ("join", "headline"):
        tables = [page.joins if name == "join" else page.headlines for page in pages]
        signs = np.concatenate([table for table, _ in tables if len(table)])
        truth = np.concatenate([right for _, right in tables if len(right)])
        again = np.flatnonzero(~truth)[: int((WRONG - 1) * (~truth).sum())]
        forests[name] = learn_forest(
            np.concatenate([signs, signs[again]]), np.concatenate([truth, truth[again]])
        )
        print(f"{name}: {len(truth)}, right {truth.mean():.3f}", file=sys.stderr)
    page = learn_page_weights(pages, forests, options.out)
    origin = f"learnt by training/confidence.py on {len(pages)} forms of generated pages"
    (options.out / "page.json").write_text(json.dumps({"origin": origin, **page}, indent=2) + "\n", "utf-8")
