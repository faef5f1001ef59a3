"""The proof desk gives a region of the page to an article: in statements that quote the text, and back again."""

from __future__ import annotations

import pytest
from placed_samples import LEFT, RIGHT, article_rows, column, pdf

from epubmaker.errors import CorrectionsError
from epubmaker.model.conservation import assert_conserved
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.readers import ReadOptions, corrections_beside, corrections_path, read_text
from epubmaker.review.regions import regions_of
from epubmaker.review.session import Session

FERRY = """渡口昨天恢复通航，首班渡船载着六
十名乘客驶向对岸。船工说，水位已
经连续五天回落，两岸码头也都清理
干净。""".splitlines()
OLD, NEW = "河东老街今年变个样", "渡口恢复通航"


def rows():
    """Return a page of two articles, one above the other; the upper one in two columns."""
    lower = [(NEW, 60.0, 400.0, 22.0, ""), *column([FERRY[0][:13], *FERRY[1:]], 60.0, 440.0)]
    return [*article_rows(), *lower]


def joined(texts):
    return "".join(block for blocks in texts.values() for block in blocks)


class Page:
    """A page on the desk, and what is on it."""

    def __init__(self, folder, given=None):
        self.path = folder / "paper.pdf"
        self.path.write_bytes(pdf(given or rows()))
        self.session = Session(self.path, ReadOptions(), ReconstructOptions())

    @property
    def made(self):
        options = ReconstructOptions(corrections=corrections_beside(self.path))
        return reconstruct_and_explain(read_text(self.path), options)

    def line(self, text):
        return next(line.number for line in self.made.lines if text in line.text)

    def give(self, text, to):
        change = {"verb": "give", "line": self.line(text), "target": self.line(to)}
        self.session.change(self.session.revision, change)

    def undo(self):
        self.session.undo(self.session.revision)

    def texts(self):
        edition = self.made.edition
        assert_conserved(self.made.source, edition)
        return {article.headline: [block.text for block in article.blocks] for article in edition.articles}

    @property
    def file(self):
        path = corrections_path(self.path)
        return path.read_text("utf-8") if path.exists() else ""


def test_a_region_is_what_stands_together_in_a_column(tmp_path):
    made = Page(tmp_path).made
    found = [[made.lines[number].text for number in region.lines] for region in regions_of(made)]
    assert found == [[OLD], [LEFT[0][:13], *LEFT[1:]], RIGHT, [NEW], [FERRY[0][:13], *FERRY[1:]]]


def test_a_short_last_row_parts_no_region(tmp_path):
    short = [*LEFT[1:3], "完工。", "　　施工期间，居民出行不受影响。", "公交线路作了调整。"]
    given = [(OLD, 60.0, 100.0, 22.0, ""), *column([LEFT[0][:13], *short], 60.0, 140.0)]
    made = Page(tmp_path, given).made
    (_, text) = regions_of(made)
    assert len(text.lines) == 6


def test_a_column_is_given_to_another_article_and_taken_back(tmp_path):
    page = Page(tmp_path)
    before = page.texts()
    page.give("老街上的裁缝铺", NEW)
    after = page.texts()
    assert "".join(after[OLD]) == "".join([LEFT[0][:13], *LEFT[1:]])
    assert "".join(RIGHT) in "".join(after[NEW])
    assert sorted(joined(after)) == sorted(joined(before))
    page.undo()
    assert page.texts() == before
    assert page.file == ""


def test_the_file_says_it_by_quoting_the_text(tmp_path):
    page = Page(tmp_path)
    page.give("老街上的裁缝铺", NEW)
    said = [row.strip() for row in page.file.splitlines() if "=" in row and "{" in row]
    assert said
    for row in said:
        assert row.startswith(("{ break", "{ move", "{ join"))
        assert any(text[:4] in row for text in (*RIGHT, *LEFT, *FERRY, NEW))


def test_given_away_and_given_back_is_as_it_was(tmp_path):
    page = Page(tmp_path)
    before = page.texts()
    page.give("老街上的裁缝铺", NEW)
    page.give("老街上的裁缝铺", OLD)
    after = page.texts()
    assert {title: "".join(blocks) for title, blocks in after.items()} == {
        title: "".join(blocks) for title, blocks in before.items()
    }


def test_text_that_breaks_off_is_gone_on_with(tmp_path):
    """Rows of the lower article were set beside the upper one: given back, they go on in the middle of the sentence."""
    given = [row for row in rows() if row[0] not in FERRY[2:]]
    given += column(FERRY[2:], 380.0, 140.0, indent=False)
    page = Page(tmp_path, given)
    assert "".join(FERRY[2:]) not in "".join(page.texts()[NEW]), (
        "read right at once: set the rows farther away"
    )
    page.give("经连续五天回落", NEW)
    assert page.texts()[NEW] == ["".join([FERRY[0][:13], *FERRY[1:]])]


def test_a_headline_takes_its_whole_article_along(tmp_path):
    page = Page(tmp_path)
    page.give(NEW, OLD)
    texts = page.texts()
    assert list(texts) == [OLD]
    assert texts[OLD][-1] == "".join([FERRY[0][:13], *FERRY[1:]])
    assert NEW in texts[OLD]
    page.undo()
    assert list(page.texts()) == [OLD, NEW]


def test_what_belongs_to_no_article_may_be_given_to_one(tmp_path):
    page = Page(tmp_path, [*rows(), ("河东日报　２０２１年３月４日　第３版", 60.0, 20.0, 9.0, "")])
    texts = page.texts()
    assert "第３版" not in joined(texts)
    page.give("第３版", NEW)
    assert "第" in "".join(page.texts()[NEW])


@pytest.mark.parametrize(("line", "target"), [("老街上的裁缝铺", OLD), ("老街上的裁缝铺", LEFT[1])])
def test_what_changes_nothing_is_refused_in_one_line(tmp_path, line, target):
    page = Page(tmp_path)
    with pytest.raises(CorrectionsError, match="already"):
        page.give(line, target)
    assert page.file == ""


def test_a_text_without_places_has_no_regions(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(
        "河东新桥通车\n\n本报讯 昨天新桥通车。\n\n渡口停航\n\n本报讯 渡口昨天停航。\n", encoding="utf-8"
    )
    session = Session(path, ReadOptions(), ReconstructOptions())
    with pytest.raises(CorrectionsError):
        session.change(session.revision, {"verb": "give", "line": 1, "target": 2})
    for asked in ({"line": -1, "target": 0}, {"line": "1", "target": 2}, {"line": 0}):
        with pytest.raises(CorrectionsError):
            session.change(session.revision, {"verb": "give", **asked})
