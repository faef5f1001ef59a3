"""From bytes to text: encodings, limits, and the first refusals."""

from epubmaker.readers.edition import EDITION_SUFFIX, read_edition
from epubmaker.readers.text import ReadOptions, read_bytes, read_string, read_text

__all__ = ["EDITION_SUFFIX", "ReadOptions", "read_bytes", "read_edition", "read_string", "read_text"]
