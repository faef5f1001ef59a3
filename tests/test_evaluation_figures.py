"""Evaluation: what each figure counts, on pages small enough to count by hand."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epubmaker.cli import run
from epubmaker.edition_file import edition_to_json
from epubmaker.errors import DependencyError, EditionFormatError, OptionError
from epubmaker.evaluation import (
    Calibration,
    Figures,
    Tally,
    evaluate,
    gold_from_dict,
    gold_from_edition,
    read_gold,
    sum_figures,
)
from epubmaker.evaluation.figures import MEANINGS
from epubmaker.model import Article, Block, Byline, Edition, Masthead, SeamNote, SourceInfo, Span

# Two articles of two columns; a line of the second stands inside the first.
PAGE = "甲一甲一甲一\n甲二甲二甲二\n乙二乙二乙二\n甲三甲三甲三\n乙一乙一乙一\n甲四甲四甲四\n"
GOLD = {
    "title": "河东日报",
    "articles": [
        {
            "headline": "甲",
            "bylines": ["记者 李明 王强"],
            "blocks": [
                {"pieces": ["甲一甲一甲一", "甲二甲二甲二", "甲三甲三甲三"]},
                {"pieces": ["甲四甲四甲四"]},
            ],
        },
        {"headline": "乙", "kicker": "引", "blocks": [{"pieces": ["乙一乙一乙一", "乙二乙二乙二"]}]},
    ],
}
ROWS = [Span(7 * k, 7 * k + 6) for k in range(6)]
NO_MASTHEAD = Masthead()


def edition_of(*articles, masthead=NO_MASTHEAD):
    """Return an edition of PAGE; an article is a headline and blocks, a block the numbers of its rows."""
    made = tuple(
        Article(
            f"a{n}",
            "article",
            headline,
            blocks=tuple(
                Block(
                    "paragraph",
                    "".join(ROWS[row].of(PAGE) for row in rows),
                    tuple(ROWS[row] for row in rows),
                )
                for rows in blocks
            ),
        )
        for n, (headline, *blocks) in enumerate(articles)
    )
    return Edition(SourceInfo("page", "", "utf-8", len(PAGE)), "zh-Hans", masthead, made)


def figures_of(*articles, **parts):
    return evaluate(gold_from_dict(GOLD), edition_of(*articles, **parts), PAGE).figures


RIGHT = (("甲", (0, 1, 3), (5,)), ("乙", (4, 2)))


def test_a_right_edition_is_right_in_every_part():
    figures = figures_of(*RIGHT)
    for name in (
        "order",
        "exact",
        "joins",
        "hard",
        "repairs",
        "ends",
        "successors",
        "paragraphs",
        "grouping",
    ):
        assert getattr(figures, name).value == 1, name
    assert (figures.joins.of, figures.in_order.of, figures.hard.of) == (3, 1, 2)
    assert figures.headline == Tally(2, 2)
    assert figures.kicker == Tally(0, 1)


def test_source_order_repairs_nothing():
    figures = figures_of(("甲", (0, 1, 2, 3, 4, 5)))
    assert figures.in_order == Tally(1, 1)
    assert figures.hard == Tally(0, 2)
    assert figures.repairs.value is None  # nothing was moved
    assert figures.mid_precision == Tally(1, 5)
    assert figures.paragraphs == Tally(2, 4)  # one boundary said, three true, one of them right
    assert figures.headline == Tally(1, 2)
    # All 36 characters in one article of which 24 and 12 belong together: precision (24²+12²)/36², recall 1.
    precision = (24**2 + 12**2) / 36**2
    assert figures.grouping.value == pytest.approx(2 * precision / (1 + precision))


def test_a_wrong_move_costs_precision():
    figures = figures_of(("甲", (0, 3), (1, 5)), ("乙", (4, 2)))
    assert figures.repairs == Tally(1, 3)
    assert figures.hard == Tally(1, 2)
    assert figures.in_order == Tally(0, 1)


def test_a_paragraph_end_run_over_is_a_right_successor_and_a_wrong_join():
    figures = figures_of(("甲", (0, 1, 3, 5)), ("乙", (4, 2)))
    assert figures.successors == Tally(4, 4)
    assert figures.ends == Tally(0, 1)
    assert figures.mid_precision == Tally(3, 4)


def test_order_is_edit_similarity_by_length():
    figures = figures_of(("甲", (0, 1, 3), (5,)), ("乙", (4,)))
    assert figures.order == Tally(24 + 12 * 0.5, 36)
    assert figures.exact == Tally(1, 2)


def test_persons_and_masthead():
    first, second = edition_of(*RIGHT, masthead=Masthead(title="河东日报")).articles
    credited = replace(first, bylines=(Byline("记者", ("李明",)),))
    whole = replace(edition_of(masthead=Masthead(title="河东日报")), articles=(credited, second))
    figures = evaluate(gold_from_dict(GOLD), whole, PAGE).figures
    assert figures.bylines == Tally(0, 1)
    assert figures.masthead == Tally(1, 1)
    # Found: two headlines and a person; wanted besides: a kicker and a person.
    assert figures.association == Tally(2 * 3, 3 + 5)


def test_what_is_ambiguous_is_not_scored():
    gold = json.loads(json.dumps(GOLD))
    gold["articles"][0]["ambiguous"] = ["headline", "bylines"]
    figures = evaluate(
        gold_from_dict(gold), edition_of(("丙", (0, 1, 3), (5,)), ("乙", (4, 2))), PAGE
    ).figures
    assert figures.headline == Tally(1, 1)
    assert figures.bylines.value is None


def test_marks_and_widths_do_not_count():
    gold = gold_from_dict(
        {"articles": [{"headline": "“甲”，2020", "blocks": [{"pieces": ["甲一甲一甲一"]}]}]}
    )
    figures = evaluate(gold, edition_of(('"甲",２０２０', (0,))), PAGE).figures
    assert figures.headline == Tally(1, 1)


def test_lost_and_invented_characters():
    figures = figures_of(("甲", (0, 1, 3), (5,)))
    assert figures.kept == Tally(24, 36)
    assert figures.true == Tally(24, 25)  # the headline does not stand in the source


def test_confidence_is_taken_from_the_notes_of_a_block():
    first, second = edition_of(*RIGHT).articles
    noted = replace(first.blocks[0], seams=(SeamNote(6, 0.75, False), SeamNote(12, 0.4, True)))
    whole = replace(edition_of(), articles=(replace(first, blocks=(noted, first.blocks[1])), second))
    figures = evaluate(gold_from_dict(GOLD), whole, PAGE).figures
    assert figures.right_flagged == Tally(1, 3)
    assert figures.right_noted == Tally(2, 3)
    assert figures.silent_wrong == Tally(0, 3)
    assert figures.wrong_flagged.value is None
    # Two moved joins, both right: 0.4, and one that is passed over in silence.
    assert figures.calibration_moved.value == pytest.approx((0.6 + 0.05) / 2)


def test_stated_confidences_replace_silence():
    stated = {ROWS[2].start: 0.2}
    figures = evaluate(gold_from_dict(GOLD), edition_of(*RIGHT), PAGE, stated).figures
    assert figures.calibration.joins == 1
    assert figures.calibration.value == pytest.approx(0.8)


def test_calibration_weighs_bins_by_joins():
    joins = [(0.95, True)] * 3 + [(0.95, False)] + [(0.05, False)] * 4
    # Upper bin: .95 said, .75 true, half of all joins; lower bin: .05 said, 0 true.
    assert Calibration.of(joins).value == pytest.approx(0.2 / 2 + 0.05 / 2)
    assert Calibration().value is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30), st.integers(0, 30))
def test_pages_add_up(joins, cut):
    parts = [Figures(calibration=Calibration.of(part)) for part in (joins[:cut], joins[cut:])]
    whole, summed = Calibration.of(joins), sum_figures(parts).calibration
    assert summed.joins == whole.joins == len(joins)
    assert summed.value == pytest.approx(whole.value) if joins else summed.value is None


def test_a_line_that_stands_twice_is_told_by_its_neighbours():
    page = "甲甲甲甲\n丙丙丙丙\n乙乙乙乙\n丙丙丙丙\n"
    rows = [Span(5 * k, 5 * k + 4) for k in range(4)]
    blocks = [{"pieces": ["乙乙乙乙", "丙丙丙丙"]}, {"pieces": ["甲甲甲甲", "丙丙丙丙"]}]
    gold = gold_from_dict({"articles": [{"blocks": [block]} for block in blocks]})
    paragraphs = [Block("paragraph", "", (rows[a], rows[b])) for a, b in ((0, 1), (2, 3))]
    articles = tuple(Article(f"a{n}", "article", blocks=(block,)) for n, block in enumerate(paragraphs))
    made = Edition(SourceInfo("page", "", "utf-8", len(page)), "zh-Hans", Masthead(), articles)
    assert evaluate(gold, made, page).figures.joins == Tally(2, 2)


def test_missed_joins_are_named():
    missed = evaluate(
        gold_from_dict(GOLD), edition_of(("甲", (0, 1, 3), (5,)), ("乙", (4,), (2,))), PAGE
    ).missed
    assert [(join.left, join.right[:6]) for join in missed] == [
        ("甲三甲三甲三\n乙一乙一乙一"[-10:], "乙二乙二乙二")
    ]


def test_every_figure_has_a_meaning():
    assert list(MEANINGS) == [field.name for field in fields(Figures)]


def test_an_edition_is_its_own_gold():
    made = edition_of(*RIGHT)
    figures = evaluate(gold_from_edition(made, PAGE), made, PAGE).figures
    assert figures.order == Tally(36, 36)
    assert figures.joins == Tally(3, 3)  # cut where the lines of the source end
    assert figures.located.value == 1


def test_what_cannot_be_compared_is_refused(tmp_path, monkeypatch):
    gold = gold_from_dict(GOLD)
    with pytest.raises(OptionError, match="42 characters"):
        evaluate(gold, edition_of(*RIGHT), PAGE + "丙")
    with pytest.raises(EditionFormatError):
        evaluate(gold, edition_of(*RIGHT))  # what is no span and no edit cannot be rebuilt
    for text in ("甲", "[]", '{"articles": [{"blocks": [{}]}]}', '{"articles": 1}'):
        (tmp_path / "gold.json").write_text(text, encoding="utf-8")
        with pytest.raises(EditionFormatError, match=r"gold\.json"):
            read_gold(tmp_path / "gold.json")
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)
    with pytest.raises(DependencyError, match="evaluate"):
        evaluate(gold, edition_of(*RIGHT), PAGE)


def test_the_command_prints_a_table_and_json(tmp_path, capfdbinary):
    (tmp_path / "gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "page.edition.json").write_text(edition_to_json(edition_of(*RIGHT)), encoding="utf-8")
    (tmp_path / "page.txt").write_bytes(PAGE.encode())
    paths = [str(tmp_path / name) for name in ("gold.json", "page.edition.json", "page.txt")]
    assert run(["evaluate", *paths, "--missed"]) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert re.search(r"^order +1\.000 +36 / 36 ", shown, re.M)
    assert "missed joins" not in shown
    assert run(["evaluate", *paths, "--json"]) == 0
    values = json.loads(capfdbinary.readouterr().out)
    assert values["figures"]["hard"] == 1
    assert values["counts"]["hard"] == [2, 2]
    assert run(["evaluate", *paths[:2]]) == EditionFormatError.exit_code
