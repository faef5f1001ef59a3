"""Rows of a text wrapped at one width are made whole, and the plan is led back to them."""

from epubmaker.model import ArticlePlan, BylinePlan, Chain, FurniturePlan, Join, Line, Plan, Role, Span
from epubmaker.order import ReadingOrder, arranged_numbers, arranged_plan, in_source_order
from epubmaker.order.whole import whole_lines

ROWS = ["河东新桥通车", "河东镇的新桥昨天通车，", "两岸居民不再绕路。", "用 Open", "Source 造桥。"]
OPENS = [True, True, False, True, False]


def rows(opens=OPENS):
    made, at = [], 0
    for number, (text, known) in enumerate(zip(ROWS, opens, strict=True)):
        joint = "start" if number == 0 else "blank" if known else "newline"
        width = float(len(text))
        made.append(Line(number, Span(at, at + len(text)), text, joint, number, number, width, opens=known))
        at += len(text) + 1
    return made


def test_rows_that_go_on_are_one_line():
    lines, held = whole_lines(rows(), {})
    assert held == (1, 2, 2)
    assert [line.text for line in lines] == [
        "河东新桥通车",
        "河东镇的新桥昨天通车，两岸居民不再绕路。",
        "用 Open Source 造桥。",
    ]
    assert [line.number for line in lines] == [0, 1, 2]
    assert (lines[1].span.start, lines[1].span.end) == (7, 28)


def test_what_is_unknown_stays_apart():
    assert whole_lines(rows([True, None, None, None, None]), {})[1] == (1, 1, 1, 1, 1)


def test_rows_of_different_given_roles_stay_apart():
    assert whole_lines(rows(), {2: Role.CAPTION})[1] == (1, 1, 1, 2)
    assert whole_lines(rows(), {1: Role.CAPTION, 2: Role.CAPTION})[1] == (1, 2, 2)


def test_a_plan_of_whole_lines_is_one_of_rows():
    order = ReadingOrder(tuple(range(7)), held=(2, 1, 3, 1))
    plan = Plan(
        (
            ArticlePlan(
                "article", headline=(0,), bylines=(BylinePlan((1,)),),
                chains=(Chain(Role.BODY, (2, 3), (Join(2, 3, 0.4, moved=False),)),),
            ),
        ),
        (FurniturePlan(Role.FOLIO, ()),),
    )  # fmt: skip
    article = arranged_plan(plan, order).articles[0]
    assert article.headline == (0, 1)
    assert article.bylines[0].lines == (2,)
    chain = article.chains[0]
    assert chain.lines == (3, 4, 5, 6)
    assert [(join.left, join.right, join.moved) for join in chain.joins] == [
        (3, 4, False),
        (4, 5, False),
        (5, 6, False),
    ]
    assert chain.joins[-1].confidence == 0.4
    assert min(join.confidence for join in chain.joins[:2]) > 0.99


def test_values_of_whole_lines_are_shared_out():
    order = ReadingOrder(tuple(range(4)), held=(1, 2, 1))
    assert in_source_order(["a", "b", "c"], order) == ("a", "b", "b", "c")
    assert arranged_numbers({0: "x", 2: "y"}, order) == {0: "x", 1: "y"}
