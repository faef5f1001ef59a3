"""The edition file, after `schema/edition-2.schema.json`: `Edition` to plain values or JSON, and back.

An edition without pictures is written as version 1, as it always was; version 2 adds pictures, the blocks that show them, and
facsimiles. The values of `model/` know nothing of it.
"""

from epubmaker.edition_file.reading import edition_from_dict
from epubmaker.edition_file.writing import FORMAT, edition_to_dict, edition_to_json

__all__ = ["FORMAT", "edition_from_dict", "edition_to_dict", "edition_to_json"]
