"""Lines and seams to a plan: reading order, paragraphs, articles, header groups, bylines. Pure Python, no third party."""

from epubmaker.assemble.compose import assemble
from epubmaker.assemble.order import AssemblyOptions

__all__ = ["AssemblyOptions", "assemble"]
