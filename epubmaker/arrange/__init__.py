"""From a page's layout to a plan: what rows are by their place and their words together."""

from epubmaker.arrange.facsimiles import with_facsimiles
from epubmaker.arrange.inner import with_inner_bylines
from epubmaker.arrange.labels import label_rows
from epubmaker.arrange.lines import lines_in_order, lines_of_pages, numbers_as_read
from epubmaker.arrange.pictures import with_pictures
from epubmaker.arrange.plan import plan_pages

__all__ = [
    "label_rows",
    "lines_in_order",
    "lines_of_pages",
    "numbers_as_read",
    "plan_pages",
    "with_facsimiles",
    "with_inner_bylines",
    "with_pictures",
]
