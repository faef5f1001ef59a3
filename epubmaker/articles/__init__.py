"""Which titles and paragraphs are one article: one objective, named moves, one search."""

from epubmaker.articles.scene import Move
from epubmaker.articles.search import MOVES
from epubmaker.articles.stage import Articles, find_articles
from epubmaker.articles.written import with_titles_alone

__all__ = ["MOVES", "Articles", "Move", "find_articles", "with_titles_alone"]
