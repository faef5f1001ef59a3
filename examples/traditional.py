"""An edition in Traditional script, with Taiwan's words and marks.

python traditional.py PAGE.txt BOOK.epub
"""

import sys
from pathlib import Path

import epubmaker

edition = epubmaker.reconstruct(epubmaker.read_text(sys.argv[1]))
conversion = epubmaker.convert(edition, "s2tw")
for article in conversion.edition.articles:
    print(article.headline)
Path(sys.argv[2]).write_bytes(epubmaker.render_epub(conversion.edition))
