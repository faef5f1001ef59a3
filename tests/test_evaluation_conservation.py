"""Characters kept and true: a dash that a line end cuts in two is no loss, a dash that is gone is one."""

from dataclasses import replace

import pytest

from epubmaker.evaluation.figures import Tally
from epubmaker.evaluation.texts import conservation_figures
from epubmaker.model import SourceText
from epubmaker.pipeline import reconstruct

# 4 characters of headline, 19 of text with its marks, the dash counted once: 4 + 3 + 7 + 1 + 7 + 1
SOURCE = "新桥通车\n\n本报讯 新桥昨天通车了——两岸居民都来看。\n"


def figures_of(change, source=SOURCE):
    """Return the figures of the reconstruction with its texts changed, beside a source."""
    made = reconstruct(SourceText(SOURCE))
    articles = tuple(
        replace(article, blocks=tuple(replace(block, text=change(block.text)) for block in article.blocks))
        for article in made.articles
    )
    return conservation_figures(replace(made, articles=articles), source)


@pytest.mark.parametrize(
    ("change", "kept", "true"),
    [
        (str, (23, 23), (23, 23)),
        (lambda text: text.replace("——", ""), (22, 23), (22, 22)),  # a dash is lost
        (lambda text: text.replace("两岸", "两"), (22, 23), (22, 22)),
        (lambda text: text.replace("——", "——，——"), (23, 23), (24, 25)),  # a dash and a comma are made up
    ],
)
def test_what_is_lost_and_what_is_made_up(change, kept, true):
    assert figures_of(change) == {"kept": Tally(*kept), "true": Tally(*true)}


def test_a_dash_cut_in_two_is_whole_again():
    cut = SOURCE.replace("了——两", "了—\n两—\n").replace("\n两—\n岸", "\n两\n—岸")
    assert cut.count("—") == 2
    assert figures_of(str, cut)["kept"] == Tally(24, 24)
