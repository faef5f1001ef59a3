"""One text into an edition and its two books.

python one_edition.py PAGE.txt OUT_FOLDER
"""

import sys
from pathlib import Path

import epubmaker

text, out = Path(sys.argv[1]), Path(sys.argv[2])
edition = epubmaker.reconstruct(epubmaker.read_text(text))

print(edition.masthead.title, edition.masthead.date)
for article in edition.articles:
    names = "、".join(name for byline in article.bylines for name in byline.names)
    print(f"- {article.headline} ({names})" if names else f"- {article.headline}")

out.mkdir(parents=True, exist_ok=True)
(out / f"{text.stem}.epub").write_bytes(epubmaker.render_epub(edition))
(out / f"{text.stem}.pdf").write_bytes(epubmaker.render_pdf(edition))
