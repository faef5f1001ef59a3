"""From bytes to text: encodings, limits, and the first refusals."""

from epubmaker.readers.corrections import (
    corrections_beside,
    corrections_path,
    has_corrections,
    read_corrections,
)
from epubmaker.readers.edition import EDITION_SUFFIX, read_edition
from epubmaker.readers.kinds import HEAD, page_kind
from epubmaker.readers.text import (
    ReadOptions,
    input_limit,
    other_inputs,
    read_bytes,
    read_string,
    read_text,
)

__all__ = [
    "EDITION_SUFFIX",
    "HEAD",
    "ReadOptions",
    "corrections_beside",
    "corrections_path",
    "has_corrections",
    "input_limit",
    "other_inputs",
    "page_kind",
    "read_bytes",
    "read_corrections",
    "read_edition",
    "read_string",
    "read_text",
]
