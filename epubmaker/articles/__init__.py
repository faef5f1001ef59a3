"""Which titles and paragraphs are one article: one objective, named moves, one search."""

from epubmaker.articles.scene import Move
from epubmaker.articles.search import MOVES
from epubmaker.articles.stage import Articles, find_articles

__all__ = ["MOVES", "Articles", "Move", "find_articles"]
