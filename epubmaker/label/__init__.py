"""What each line is: masthead, headline, byline, text, weather ... One file a kind, one ordered table in `roles.py`."""

from epubmaker.label.masthead import read_masthead
from epubmaker.label.roles import label_lines
from epubmaker.label.signed_rows import with_signed_rows
from epubmaker.label.web_words import information

__all__ = ["information", "label_lines", "read_masthead", "with_signed_rows"]
