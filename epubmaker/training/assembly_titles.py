"""Learns what is a headline, a crosshead or text (`assemble/title_signs.py`) from simulated pages.

    python -m epubmaker.training.assembly_titles WORK --simulator simulate.py -o epubmaker/assemble/data/title_weights.json

Two pages of three are as the simulator makes them, one has its headlines set otherwise (`varied_pages.py`), all of the part
`weights`; those to judge by are of the part `test`. Seams are scored with the shipped scorer: run this after `training/weights.py`.

Where it is known which way a sign speaks, its weight may not speak the other way: on simulated pages it sometimes would, because
they lay out all their headlines by a few rules, and a newspaper does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from epubmaker.assemble.title_signs import SIGNS
from epubmaker.assemble.titles import title_weights
from epubmaker.seams import default_scorer
from epubmaker.training.assembly_fit import told
from epubmaker.training.assembly_pages import ScoredPage, drawn_pages, page_parser
from epubmaker.training.assembly_signs import Row, Table, title_rows
from epubmaker.training.logistic import signed_logistic

FOR_A_HEADLINE = frozenset(
    {
        *(f"words.{name}" for name in ("score", "words", "sure", "doubled")),
        *(f"setting.{name}" for name in ("wide", "blank_before", "blank_after")),
        *(f"place.{name}" for name in ("byline_after", "closed", "dated", "opens", "closes")),
        *(f"subject.{name}" for name in ("of_after", "of_others", "surer")),
    }
)
AGAINST_A_HEADLINE = frozenset(
    {
        *(f"words.{name}" for name in ("parallel", "commas", "stop", "numbered", "remark")),
        *(f"setting.{name}" for name in ("as_first", "indented", "tail", "as_column")),
        *(f"seams.{name}" for name in ("before", "before_runs_on", "after", "after_runs_on")),
        *(f"seams.{name}" for name in ("from_elsewhere", "to_elsewhere")),
        *(f"subject.{name}" for name in ("of_before", "one_article", "alike", "heading_above", "repeated")),
    }
)
FOR_A_CROSSHEAD = frozenset(
    {
        *(f"words.{name}" for name in ("score", "words", "parallel", "numbered")),
        *(f"setting.{name}" for name in ("blank_before", "blank_after")),
        *(f"place.{name}" for name in ("closed", "closes", "opens", "opens_itself", "closes_itself")),
        *(f"subject.{name}" for name in ("of_before", "of_after", "one_article", "alike")),
    }
)
AGAINST_A_CROSSHEAD = frozenset(
    {
        *(f"words.{name}" for name in ("stop", "commas")),
        *(f"setting.{name}" for name in ("as_full", "as_column")),
        *(f"seams.{name}" for name in ("before", "before_runs_on", "after", "after_runs_on")),
        *(f"seams.{name}" for name in ("from_elsewhere", "to_elsewhere")),
    }
)
# Reprints whose titles are the first eighteen characters of the text: no title is to be learnt from them.
UNTITLED = "city-papers-2006"
FIT = {
    "city-papers-2006": 80,
    "institution-news": 240,
    "wire-news": 240,
    "national-daily-2020": 240,
    "web-news": 140,
}
VARIED = 0.5  # varied pages for one as the simulator makes it
TEST = {"institution-news": 40, "wire-news": 40, "national-daily-2020": 40}
TitleRow = tuple[str, tuple[float, ...]]


def fit_titles(
    known: Mapping[str, Sequence[TitleRow]], unseen: Mapping[str, Sequence[TitleRow]]
) -> dict[str, dict[str, dict[str, float]]]:
    """This learns what is a headline, and what of the rest is a crosshead, by what a row of the source holds."""
    learnt: dict[str, dict[str, dict[str, float]]] = {}
    for kind, shipped in title_weights().items():
        parts = known[kind], unseen[kind]
        learnt[kind] = {
            "headline": _fit(
                f"headlines, row a {kind}",
                shipped.headline,
                *([(signs, of == "headline") for of, signs in rows] for rows in parts),
                ways=(FOR_A_HEADLINE, AGAINST_A_HEADLINE),
            ),
            "crosshead": _fit(
                f"crossheads, row a {kind}",
                shipped.crosshead,
                *([(signs, of == "crosshead") for of, signs in rows if of != "headline"] for rows in parts),
                ways=(FOR_A_CROSSHEAD, AGAINST_A_CROSSHEAD),
            ),
        }
    return learnt


def gathered(pages: Iterable[ScoredPage]) -> dict[str, list[TitleRow]]:
    """This gathers the groups that may be titles, by what a row of the source holds: `line` or `paragraph`."""
    rows: dict[str, list[TitleRow]] = {"line": [], "paragraph": []}
    for page in pages:
        rows["paragraph" if page.joined else "line"] += (
            row for row in title_rows(page) if row[0] != "headline" or page.corpus != UNTITLED
        )
    return rows


def _fit(
    name: str,
    shipped: Sequence[float],
    fit: Sequence[Row],
    test: Sequence[Row],
    ways: tuple[frozenset[str], frozenset[str]],
) -> dict[str, float]:
    """This learns one model, and prints how it judges pages not seen, beside the weights shipped."""
    learnt, judged = Table(list(fit)), Table(list(test))
    up, down = ways
    way = [(sign in up) - (sign in down) for sign in SIGNS]
    weights = signed_logistic(learnt.signs(), learnt.truth(), way)
    print(f"{name}\n   shipped:", told(judged, shipped))
    print("   learnt: ", told(judged, weights), flush=True)
    return {sign: round(float(weight), 3) for sign, weight in zip(SIGNS, weights, strict=True)}


def main() -> None:
    """This makes the pages, learns, reports and writes."""
    options = page_parser(__doc__).parse_args()
    scorer = default_scorer()
    known, unseen = (
        gathered(drawn_pages(options, part, table, seed, scorer, VARIED))
        for part, table, seed in (("weights", FIT, 3700), ("test", TEST, 3900))
    )
    learnt = fit_titles(known, unseen)
    if options.out:
        options.out.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
