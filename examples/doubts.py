"""Where the machine was unsure: every join over a jump, least sure first.

python doubts.py PAGE.txt
"""

import sys

import epubmaker

edition = epubmaker.reconstruct(epubmaker.read_text(sys.argv[1]))
joins = [
    (
        seam.confidence,
        block.text[max(0, seam.at - 8) : seam.at],
        block.text[seam.at : seam.at + 8],
        article.headline,
    )
    for article in edition.articles
    for block in article.blocks
    for seam in block.seams
]
for confidence, before, after, headline in sorted(joins, key=lambda join: join[0]):
    print(f"{confidence:.2f}  …{before} | {after}…  in {headline}")
for note in edition.diagnostics:
    print(f"{note.severity}: {note.code}: {note.message}")
