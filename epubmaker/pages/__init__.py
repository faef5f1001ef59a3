"""The pages of one edition: where a text is cut, and how reconstructed pages become one edition again."""

from epubmaker.pages.merge import merge_pages
from epubmaker.pages.parting import LABEL, Page, join_pages, page_order, split_pages

__all__ = ["LABEL", "Page", "join_pages", "merge_pages", "page_order", "split_pages"]
