"""Pieces of the search for articles by hand: paragraphs and titles of tagged lines, blocks that are articles, runs that go on."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from epubmaker.articles.apart import apart_cuts, apart_tags, articles_apart
from epubmaker.articles.evidence import Evidence
from epubmaker.articles.follows import Page, follow_signs
from epubmaker.articles.layout import Paragraph, Rows, TitleGroup, read_layout
from epubmaker.articles.names import MATCH_SIGNS
from epubmaker.model import Line, Role, Seam, SeamTable, Span
from epubmaker.roles.tags import Tag

LETTERS = {
    "F": Tag.FIRST, "M": Tag.MORE, "H": Tag.HEADLINE, "h": Tag.HEADLINE_ON, "K": Tag.KICKER, "D": Tag.DECK, "B": Tag.BYLINE,
    "C": Tag.CAPTION, "S": Tag.SIGNATURE, "X": Tag.CROSSHEAD, "L": Tag.LABEL, "T": Tag.TABLE, "V": Tag.VERSE, "P": Tag.FURNITURE,
}  # fmt: skip
OPEN, ENDED = "昨天上午，两岸居民都来了，", "昨天上午，两岸居民都来了。"


def tags_of(letters):
    return [LETTERS[letter] for letter in letters]


def layout_of(letters, *, borders=(), ended=(), goes_on=(), marked=()):
    """Return the layout of lines given by letters; of lines in `ended` the text ends."""
    texts = [ENDED if line in ended else OPEN for line in range(len(letters))]
    rows = Rows(texts, [line in goes_on for line in range(len(letters))], frozenset(marked))
    return read_layout(tags_of(letters), frozenset(borders), rows)


def shown(layout):
    """Return the paragraphs as their lines, each with the letter of its kind."""
    names = {tag: letter for letter, tag in LETTERS.items()}
    return [names[one.tag] + "".join(map(str, one.lines)) for one in layout.paragraphs]


@pytest.mark.parametrize(
    ("letters", "paragraphs"),
    [
        ("FMM", ["F012"]),
        ("FMFM", ["F01", "F23"]),
        ("MMF", ["M01", "F2"]),
        ("FXFM", ["F0", "X1", "F23"]),
        ("XM", ["X0", "M1"]),  # a crosshead goes on in nothing
        ("TT", ["T0", "T1"]),
        ("TM", ["T0", "M1"]),
        ("VVM", ["V0", "V1", "M2"]),
        ("FHM", ["F02"]),  # over a title
        ("FPBM", ["F03"]),
        ("FCCM", ["F03"]),
        ("HCC", ["C12"]),  # news of one picture
        ("HCCH", ["C12"]),
        ("HCHC", ["C1", "C3"]),
        ("HCF", ["F2"]),  # a picture of an article
        ("HCCFM", ["F34"]),
        ("FC", ["F0"]),
        ("", []),
    ],
)
def test_paragraphs_of_tagged_lines(letters, paragraphs):
    assert shown(layout_of(letters)) == paragraphs


@pytest.mark.parametrize(
    ("letters", "told", "paragraphs"),
    [
        ("FHM", {"ended": [0]}, ["F0", "M2"]),  # the text had ended, and stands apart
        ("FHM", {"ended": [0], "goes_on": [2]}, ["F02"]),
        ("FM", {"ended": [0]}, ["F01"]),  # right behind it
        ("FHMM", {"ended": [2]}, ["F023"]),
    ],
)
def test_a_later_line_apart_from_a_text_that_has_ended_opens_one(letters, told, paragraphs):
    assert shown(layout_of(letters, **told)) == paragraphs


@pytest.mark.parametrize(
    ("letters", "told", "titles"),
    [
        ("HhFM", {}, [((0, 1), 0, False)]),
        ("KHDF", {}, [((0, 1, 2), 0, False)]),
        ("FMHhF", {}, [((2, 3), 1, False)]),
        ("FHM", {}, [((1,), 1, True)]),  # the paragraph goes on behind it
        ("HHF", {"borders": [1]}, [((0,), 0, False), ((1,), 0, False)]),
        ("HHF", {"marked": [1]}, [((0,), 0, False), ((1,), 0, False)]),
        ("FBF", {}, []),  # a byline by itself is none
        ("FHB", {}, [((1, 2), 1, False)]),
        ("FH", {}, [((1,), 1, False)]),
    ],
)
def test_titles_of_tagged_lines(letters, told, titles):
    layout = layout_of(letters, **told)
    assert [(title.lines, title.gap, title.inside) for title in layout.titles] == titles


def test_what_stands_beside_texts_and_titles():
    layout = layout_of("HFSBFPCCHhKF")
    assert layout.signatures == {1: (2, 3)}
    assert layout.captions == ((2, (6, 7)),)
    assert layout.furniture == (5,)
    assert layout.joints == (9, 10)
    assert layout.starts == [1, 4, 11]
    assert layout.titles_in == {0: [0], 2: [1]}
    assert layout.paragraphs[0] == Paragraph(Tag.FIRST, (1,))


@pytest.mark.parametrize(
    ("letters", "head"),
    [("KHhD", (1, 2)), ("KD", (0, 1)), ("LB", (0,)), ("B", (0,)), ("LK", (1,))],
)
def test_the_head_of_a_title(letters, head):
    title = TitleGroup(tuple(range(len(letters))), tuple(tags_of(letters)), 0, inside=False)
    assert title.head == head


# --- texts of blocks


def lines_of(*texts, apart=()):
    return [
        Line(
            at,
            Span(99 * at, 99 * at + len(text)),
            text,
            "newline",
            at,
            0,
            float(len(text)),
            apart=at in apart,
        )
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("letters", "starts", "given", "told"),
    [
        ("FFF", [0], {}, "HFF"),
        ("HFF", [0], {}, "HFF"),
        ("FFHF", [0], {}, "HFXF"),  # a title below the first text is a crosshead
        ("FFFH", [0], {}, "HFFF"),  # and text behind the last
        ("FFBF", [0], {}, "HFBF"),
        ("FFHF", [0], {2: Role.HEADLINE}, "HFHF"),
        ("FFF", [0], {0: Role.BODY}, "FFF"),
        ("FFHFFF", [0, 3], {}, "HFFHFF"),
        ("KHFHF", [0], {}, "KHFXF"),
        ("HBPCFF", [0], {}, "HBPCFF"),
        ("BB", [0], {}, "BB"),
    ],
)
def test_rows_of_a_block_are_a_title_and_its_text(letters, starts, given, told):
    texts = ["老街改造" if at in starts else ENDED for at in range(len(letters))]
    texts = ["新的一节" if letter in "KHX" else text for letter, text in zip(letters, texts, strict=True)]
    found = apart_tags(lines_of(*texts), tags_of(letters), starts, given)
    names = {tag: letter for letter, tag in LETTERS.items()}
    assert "".join(names[tag] for tag in found) == told


def blocks(*texts):
    """Return the first line of every block of texts; an empty text parts blocks."""
    rows, apart = [], set()
    for text in texts:
        if text:
            rows.append(text)
        else:
            apart.add(len(rows))
    lines = lines_of(*rows, apart=apart)
    tags = [Tag.HEADLINE if len(row) < 9 else Tag.FIRST for row in rows]
    return articles_apart(lines, tags, {})


ARTICLE = ("老街改造", ENDED)


def test_blocks_that_open_with_titles_are_articles():
    assert blocks(*ARTICLE, "", *ARTICLE, "", *ARTICLE) == (0, 2, 4)
    assert blocks(*ARTICLE, "", *ARTICLE) == ()  # two show no habit
    assert blocks(*ARTICLE, "", *ARTICLE, "", ENDED, ENDED) == ()
    three = (*ARTICLE, "", *ARTICLE, "", *ARTICLE, "")
    assert blocks(*three, "字" * 36, ENDED) == (0, 2, 4, 6)
    assert blocks(*three, "字" * 37, ENDED) == ()  # wider than any title
    assert blocks(*ARTICLE, "", *ARTICLE, "", *["老街改造"] * 4, ENDED) == (0, 2, 4)
    assert blocks(*ARTICLE, "", *ARTICLE, "", *["老街改造"] * 5, ENDED) == ()


def test_lines_out_of_their_order_are_no_blocks():
    first, *rest = lines_of(*ARTICLE, *ARTICLE, *ARTICLE, apart=(2, 4))
    tags = tags_of("HFHFHF")
    assert articles_apart([first, *rest], tags, {}) == (0, 2, 4)
    moved = [first, rest[1], rest[0], *rest[2:]]
    assert articles_apart(moved, tags, {}) == ()


def test_a_headline_that_a_person_gave_begins_a_block():
    lines = lines_of(*ARTICLE, ENDED, *ARTICLE, *ARTICLE, apart=(3, 5))
    found = articles_apart(lines, tags_of("HFFHFHF"), {2: Role.HEADLINE, 4: Role.BODY})
    assert found == (0, 2, 3, 5)


def test_articles_begin_where_blocks_do():
    layout = layout_of("HFFHFBKF", borders=[3])
    assert apart_cuts(layout, [], [0, 3, 5]) == ((0, 2, 3), (0, 1, 2))
    assert apart_cuts(layout, [], [0, 2]) == ((0, 1), (0, None))  # text without a title of its own
    assert apart_cuts(layout_of("H"), [], [0]) == ((), ())


# --- runs that go on


def page_of(texts, paragraphs, *, ranks=None, headline=(), titles=2):
    """Return a page of which every part is given by hand, and what two runs share is 0.5."""
    odds = np.zeros((len(texts), len(Tag)))
    odds[list(headline), Tag.HEADLINE] = 0.75
    odds[:, Tag.FIRST] = 0.25
    count = len(texts)
    seams = SeamTable(
        tuple((Seam(at, at + 1, 2.0),) if at + 1 < count else () for at in range(count)),
        (-1.0,) * count,
        (60.0,) * count,
        floor=-6.0,
    )
    kin = SimpleNamespace(spoken=tuple, likened=lambda end, start: [0.5])
    ground = SimpleNamespace(
        lines=lines_of(*texts),
        odds=odds,
        seams=seams,
        kin=kin,
        places=SimpleNamespace(moved=0.125, rank=np.array(ranks or range(count))),
    )
    layout = SimpleNamespace(
        paragraphs=[Paragraph(Tag.FIRST, tuple(lines)) for lines in paragraphs], titles=[None] * titles
    )
    lengths = np.cumsum([0, *(sum(len(texts[line]) for line in lines) for lines in paragraphs)])
    prose = SimpleNamespace(lengths=lengths, texts=[texts[lines[0]] for lines in paragraphs])
    return Page(ground, layout, prose)


NAMES = (
    "seam", "closes", "opens", "ended", "first", "alike", "same title", "other's", "best", "less", "apart", "below", "next",
    "length", "other length", "dated", "titles between", "moved", "runs", "titles", "shared height", "tops", "bottoms", "step",
)  # fmt: skip


def signs(page, pair, near=((0.9, 0.1), (0.25, 0.75)), runs=2):
    own = {run: np.array(told) for run, told in zip(pair, near, strict=True)}
    found = follow_signs(page, [pair], own, runs)[0].tolist()
    return dict(zip(NAMES, found, strict=True))


def test_signs_of_a_run_right_behind_another():
    page = page_of([OPEN, ENDED, ENDED, ENDED], [(0, 1), (2, 3)], headline=[1])
    assert signs(page, ((0, 1), (1, 2))) == {
        "seam": 2.0, "closes": 12.0, "opens": -1.0, "ended": 1.0, "first": 0.25, "alike": 0.5,
        "same title": 0.0, "other's": 0.25, "best": 0.75, "less": -0.5, "apart": 1.0, "below": 1.0, "next": 1.0,
        "length": 26.0, "other length": 26.0, "dated": 0.0, "titles between": 0.0, "moved": 0.125, "runs": 2.0, "titles": 2.0,
        "shared height": -0.25, "tops": 2.0, "bottoms": 2.0, "step": 1.0,
    }  # fmt: skip


def test_signs_of_a_run_above_another_and_far_from_it():
    texts = ["本报讯 昨天通车。", *[OPEN] * 300]
    page = page_of(texts, [(0,), (1,), tuple(range(2, 301))], headline=[100])
    up = signs(page, ((2, 3), (0, 1)), near=((0.25, 0.75), (0.1, 0.9)), runs=99)
    assert (up["below"], up["apart"], up["next"]) == (0.0, 300.0, 0.0)
    assert (up["same title"], up["other's"], up["less"]) == (1.0, 0.9, 0.0)
    assert (up["dated"], up["ended"], up["runs"]) == (1.0, 0.0, 60.0)
    assert (up["length"], up["other length"]) == (13.0 * 299, 9.0)
    assert up["titles between"] == 0.75
    assert (up["tops"], up["bottoms"], up["step"]) == (2.0, 200.0, -200.0)
    down = signs(page, ((0, 1), (2, 3)))
    assert (down["step"], down["next"]) == (2.0, 0.0)


def test_what_is_counted_is_counted_so_far():
    page = page_of([OPEN] * 900, [(0,), tuple(range(1, 450)), tuple(range(450, 900))])
    told = signs(page, ((0, 1), (2, 3)))
    assert (told["apart"], told["other length"], told["step"]) == (400.0, 4000.0, 200.0)
    both = signs(page, ((1, 2), (2, 3)))
    assert (both["length"], both["tops"], both["bottoms"]) == (4000.0, 200.0, 200.0)


def test_columns_side_by_side_share_their_height():
    page = page_of([OPEN] * 6, [(0, 1, 2), (3, 4, 5)], ranks=[0, 2, 4, 1, 3, 5])
    told = signs(page, ((0, 1), (1, 2)))
    assert told["shared height"] == pytest.approx(3 / 6)  # from 1 to 4 of 0 to 5
    assert (told["tops"], told["bottoms"], told["step"]) == (1.0, 1.0, -3.0)


def test_a_page_without_titles_is_akin_to_none():
    told = signs(page_of([OPEN, ENDED], [(0,), (1,)], titles=0), ((0, 1), (1, 2)), near=((), ()))
    assert [told[name] for name in ("same title", "other's", "best", "less", "titles")] == [0.0] * 5


# --- matches of titles and runs


def matched(letters, texts, words, runs, borders=()):
    """Return the signs of every title and run of a page by their names; `words` say how many each title shares with each run."""
    layout = read_layout(tags_of(letters), frozenset(borders), Rows(texts, [False] * len(texts)))
    odds = np.zeros((len(texts), len(Tag)))
    odds[:, Tag.HEADLINE] = np.arange(len(texts)) / 100
    told = np.zeros((len(layout.titles), len(runs), 3))
    told[..., 0] = words
    kin = SimpleNamespace(titles=len, told=lambda titles, texts: told)
    found = Evidence(SimpleNamespace(lines=lines_of(*texts), odds=odds, kin=kin), layout).matches(runs)
    return [[dict(zip(MATCH_SIGNS, signs, strict=True)) for signs in of_run.tolist()] for of_run in found]


def test_signs_of_titles_that_stand_above_one_another_and_of_runs():
    texts = ["老街改造", "新桥通车了", "记者王强", ENDED, OPEN, ENDED, "渡口", "本报讯昨天开工。"]
    (first, other) = matched(
        "HHBFFFHF", texts, [[0.5, 0.1], [0.3, 0.2], [0.1, 0.4]], [(0, 3), (3, 4)], borders=[1]
    )
    assert [one["together"] for one in first] == [2, 2, 1]
    assert [one["place"] for one in first] == [0, 1, 0]
    assert [one["places_after"] for one in first] == [1, 0, 0]
    assert [(one["paragraphs"], one["characters"]) for one in (first[0], other[0])] == [(3, 39), (1, 8)]
    assert [(one["head_rows"], one["head_length"], one["byline"]) for one in first] == [
        (1, 4, 0),
        (1, 5, 1),
        (1, 2, 0),
    ]
    assert [one["headline_odds"] for one in first] == pytest.approx([0.0, 0.01, 0.06])
    assert [(one["right_before"], one["right_after"]) for one in first] == [(1, 0), (1, 0), (0, 1)]
    assert [(one["from_start"], one["from_end"]) for one in other] == [(-3, -4), (-3, -4), (0, -1)]
    assert [one["dated"] for one in (first[0], other[0])] == [0, 1]
    assert [one["lines_before"] for one in other] == [7, 5, 1]
    assert [one["rank"] for one in first] == [0, 1, 2]
    assert [one["rank"] for one in other] == [2, 1, 0]
    assert first[0]["over_rival"] > 0 > first[1]["over_rival"]
    of_page = {name: value for name, value in first[0].items() if name.startswith("page.")}
    assert of_page["page.before"] == pytest.approx(1 / 3)  # one title by itself above a paragraph
    assert of_page["page.stacked"] == pytest.approx(2 / 3)  # two above one another
    assert of_page["page.after"] == 0
    assert of_page["page.titles"] == pytest.approx(3 / 4)
    assert of_page["page.opens"] == 1


def test_a_title_inside_a_text_stands_by_itself():
    ((one,),) = matched("FHM", [OPEN, "老街改造", OPEN], [[0.5]], [(0, 1)])
    assert (one["together"], one["place"], one["places_after"]) == (1, 0, 0)
    assert (one["inside_text"], one["page.inside"], one["page.stacked"]) == (1, 1, 0)


def test_a_title_inside_a_text_is_none_of_those_behind_it():
    inside, behind = matched("FHMHF", [OPEN, "老街改造", ENDED, "新桥通车", ENDED], [[0.5], [0.5]], [(1, 2)])[
        0
    ]
    assert (inside["together"], inside["place"], inside["places_after"]) == (1, 0, 0)
    assert (inside["inside_text"], behind["inside_text"]) == (0, 0)
    assert (inside["right_before"], behind["right_before"]) == (0, 1)
