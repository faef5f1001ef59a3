"""What a catalogue says of books: feeds for readers (OPDS), records for libraries (MARCXML), citations (CSL-JSON)."""

from epubmaker.render.catalogue.csl import csl_items
from epubmaker.render.catalogue.marc import marc_collection
from epubmaker.render.catalogue.opds import opds_feed, opds_publications
from epubmaker.render.catalogue.records import Citation, File, Record, citations_of, record_of

__all__ = [
    "Citation",
    "File",
    "Record",
    "citations_of",
    "csl_items",
    "marc_collection",
    "opds_feed",
    "opds_publications",
    "record_of",
]
