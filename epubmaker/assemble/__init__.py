"""Lines and seams to a plan: reading order, paragraphs, articles, header groups, bylines. Pure Python, no third party."""

from epubmaker.assemble.compose import assemble
from epubmaker.assemble.order import AssemblyOptions
from epubmaker.assemble.titles import possible_text, settle_titles

__all__ = ["AssemblyOptions", "assemble", "possible_text", "settle_titles"]
