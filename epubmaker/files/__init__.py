"""Files on disk: bounded reading of regular files, writing whole or not at all, identity, folders.

Every stage that touches a disk goes through this room, so that no pipe hangs it, no endless file fills its memory, no
link leads it to overwrite an input, and no crash leaves half a book.
"""

from epubmaker.files.folders import is_folder, make_folder, output_folder
from epubmaker.files.identity import identity, same_file
from epubmaker.files.leftovers import clear_leftovers, locked
from epubmaker.files.litter import is_litter
from epubmaker.files.names import readable_name
from epubmaker.files.reading import (
    MEBIBYTE,
    read_at_most,
    read_head,
    read_regular,
    read_side_text,
    regular_digest,
    regular_holds,
)
from epubmaker.files.toml import parse_toml
from epubmaker.files.writing import check_target, kept_copy, kept_other, replacing, write_atomically

__all__ = [
    "MEBIBYTE",
    "check_target",
    "clear_leftovers",
    "identity",
    "is_folder",
    "is_litter",
    "kept_copy",
    "kept_other",
    "locked",
    "make_folder",
    "output_folder",
    "parse_toml",
    "read_at_most",
    "read_head",
    "read_regular",
    "read_side_text",
    "readable_name",
    "regular_digest",
    "regular_holds",
    "replacing",
    "same_file",
    "write_atomically",
]
