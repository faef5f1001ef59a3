"""Source text to physical lines: rows, joints inside rows, column measures. Knows nothing of meaning."""

from epubmaker.segment.lines import split_lines

__all__ = ["split_lines"]
