"""What is true of the lines of a generated page, and what follows which."""

from epubmaker.model import Line, Span
from epubmaker.roles.tags import Tag
from epubmaker.training.read_pages import TrueRow, line_truth, true_successors


def line(start, end):
    return Line(0, Span(start, end), "字" * (end - start), "newline", 0, 0, 9.0, 9.0)


def test_a_line_found_in_pieces_is_what_most_of_it_is():
    """12月19日,全国大学 with figures that an alignment found in a list elsewhere on the page."""
    rows = [
        TrueRow(0, 1, "list", 22, 1, 0),
        TrueRow(1, 3, "text", 0, 1, 4),
        TrueRow(3, 4, "list", 22, 2, 0),
        TrueRow(4, 12, "text", 0, 1, 4),
        TrueRow(13, 20, "text", 5, 1, 0),
    ]
    starts = [row.start for row in rows]
    assert line_truth(line(0, 12), rows, starts) == (Tag.MORE, 0, (1, 4, -1))
    assert line_truth(line(13, 20), rows, starts) == (Tag.FIRST, 5, (1, 0, 0))
    assert line_truth(line(30, 36), rows, starts) == (-1, None, None)


def test_nothing_follows_over_a_printed_line_that_was_found_nowhere():
    truth = [
        (Tag.FIRST, 0, (1, 0, 0)),
        (Tag.MORE, 0, (1, 1, 0)),
        (Tag.MORE, 0, (1, 3, 0)),  # the line between was lost
        (Tag.FIRST, 0, (2, 0, 0)),
        (Tag.CAPTION, 0, (3, 0, 0)),
        (Tag.MORE, 0, (4, 1, 0)),  # the first line of its paragraph was lost
    ]
    assert true_successors(truth) == {0: 1, 2: 3}
