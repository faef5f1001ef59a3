"""Follow one line of a seed from its bytes to the books: the table at the head of ARCHITECTURE.md.

python tests/walk.py            prints the table
python tests/walk.py --write    puts it into ARCHITECTURE.md, after models were learnt anew
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from made import explained

from epubmaker import convert, read_text, render_epub, render_pdf
from epubmaker.clean import clean
from epubmaker.label import label_lines
from epubmaker.model import Edition, Plan, SeamTable, Span
from epubmaker.order import ReadingOrder, read_lines
from epubmaker.roles.tell import tell_tags
from epubmaker.seams import default_scorer
from epubmaker.segment import split_lines

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "seeds/000_78004bad7335606d.txt"
HOUSE = ROOT / "epubmaker/ARCHITECTURE.md"
WORDS = "垂范,从自身做起,一开始就坚持"
BEGIN, END = "<!-- the walk: made by tests/walk.py -->\n", "<!-- end of the walk -->\n"

Row = tuple[str, str, str]


def walk() -> str:
    """Return the table: where the line is, in which file that is worked out, and what is known of it there."""
    rows = [
        f"| {number} | {stage} | `{place}` | {value} |"
        for number, (stage, place, value) in enumerate(steps(), 1)
    ]
    return "\n".join(("| | stage | file | what stands there |", "|---|---|---|---|", *rows)) + "\n"


def steps() -> Iterator[Row]:
    """Yield the steps. The first ones run the stages by hand, as `pipeline.reconstruct_and_explain` does."""
    payload, source = PAGE.read_bytes(), read_text(PAGE)
    first = payload.index(WORDS.encode())
    at = source.text.index(WORDS)
    yield (
        "bytes",
        f"seeds/{PAGE.name}",
        f"bytes {first}-{first + len(WORDS.encode())} of {len(payload):,}: `{WORDS}`",
    )
    yield (
        "read",
        "readers/text.py",
        (
            f"characters {at}-{at + len(WORDS)} of {len(source.text):,}, decoded as {source.encoding}; "
            "from here on a place is a `Span` of these"
        ),
    )
    cleaned = clean(source)
    yield (
        "clean",
        "clean/stage.py",
        f"{len(cleaned.changes)} characters of the page stand for others: the reading is the source",
    )
    lines = split_lines(cleaned.reading)
    line = next(line for line in lines if line.text == WORDS)
    before = next(other for other in lines if other.text.endswith("市委常委会率先"))
    yield (
        "segment",
        "segment/lines.py",
        (
            f"line {line.number} of {len(lines)}, after an empty row (`joint={line.joint}`), {line.width:g} em wide "
            f"in a column of {line.measure:g}; the line it continues is {before.number}, `{before.text}`, "
            f"and {before.number + 1} stands behind that"
        ),
    )
    page = read_lines(lines, default_scorer())
    yield ("seams", "seams/scorer.py", _rivals(page.source_seams, before.number, line.number))
    place = page.order.sequence.index(line.number)
    near = page.order.sequence[place - 2 : place + 3]
    yield (
        "order",
        "order/decode.py",
        f"place {place} of the page as it is read; around it stand {', '.join(map(str, near))}",
    )
    labels = label_lines(page.lines)
    yield (
        "label",
        "label/roles.py",
        f"`{labels[place].role}` by rule `{labels[place].rule}`, by its own words alone",
    )
    tags = tell_tags(page.lines, labels, page.seams, {})
    yield (
        "roles",
        "roles/tell.py",
        f"`{tags.tags[place].name}` with probability {tags.odds[place].max():.2f}; `MORE` is a later line of a paragraph",
    )
    yield from _after(page.order, line.number)


def _rivals(seams: SeamTable, left: int, right: int) -> str:
    named = [f"{seam.right} with {seam.log_odds:+.1f}" for seam in seams.candidates[left][:3]]
    return (
        f"what may follow line {left}: {', '.join(named)} log-odds; {right} is among them, "
        f"{left + 1} has {seams.log_odds(left, left + 1):+.1f}"
    )


def _after(order: ReadingOrder, line: int) -> Iterator[Row]:
    """Yield what becomes of the line once it stands in order: article, paragraph, edition, books."""
    made = explained(PAGE)
    number, paragraph = _place(made.plan, line)
    article = made.plan.articles[number]
    chain = article.chains[paragraph]
    yield (
        "articles",
        "articles/search.py",
        (
            f"article {number} of {len(made.plan.articles)}, block {paragraph}: "
            f"`Chain(lines={chain.lines})`; its headline is line {article.headline[0]}"
        ),
    )
    joins = {
        (join.left, join.right): join.confidence for join in chain.joins if line in (join.left, join.right)
    }
    sure = ", ".join(f"{left}→{right} {value:.2f}" for (left, right), value in joins.items())
    yield ("confidence", "confidence/stage.py", f"joins {sure}; what is below .7 goes on the list of doubts")
    edition = made.edition
    block = edition.articles[number].blocks[paragraph]
    span = next(span for span in block.spans if WORDS in span.of(made.source.text))
    edits = [edit for edit in edition.edits if span.start <= edit.span.start < span.end]
    changed = ", ".join(f"`{edit.before}`→`{edit.after}` by `{edit.rule}`" for edit in edits)
    middle = block.text.index("率先垂范")
    yield (
        "restore",
        "restore/stage.py",
        f"`…{block.text[middle - 5 : middle + 22]}…`; {len(edits)} edits in it: {changed}",
    )
    shown = ", ".join(f"[{span.start}, {span.end}]" for span in block.spans)
    doubts = sum(
        item.code == "seam-unsure" and any(_meet(span, other) for other in item.spans)
        for item in edition.diagnostics
    )
    yield (
        "edition file",
        "edition_file/writing.py",
        f"`articles[{number}].blocks[{paragraph}]`: `spans` {shown}; {doubts} diagnostics `seam-unsure` point here",
    )
    yield from _books(edition)


def _books(edition: Edition) -> Iterator[Row]:
    other = convert(edition, "s2tw").edition
    text = next(
        block.text for article in other.articles for block in article.blocks if "率先垂" in block.text
    )
    at = text.index("率先垂")
    yield (
        "convert",
        "convert/stage.py",
        f"with `--convert s2tw` `{text[at : at + 9]}`, the spans as they were",
    )
    with zipfile.ZipFile(io.BytesIO(render_epub(edition))) as book:
        name = next(name for name in book.namelist() if "率先垂范".encode() in book.read(name))
    yield ("EPUB", "render/epub/compose.py", f"`{name}`, a `<p>` of the article")
    digest = pypdfium2.PdfDocument(render_pdf(edition))
    pages = [number for number, page in enumerate(digest, 1) if "率先垂范" in _text(page)]
    yield ("PDF", "render/pdf/document.py", f"page {pages[0]} of {len(digest)}")


def _text(page: pypdfium2.PdfPage) -> str:
    return re.sub(r"\s", "", page.get_textpage().get_text_range())


def _place(plan: Plan, line: int) -> tuple[int, int]:
    return next(
        (number, block)
        for number, article in enumerate(plan.articles)
        for block, chain in enumerate(article.chains)
        if line in chain.lines
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def written(text: str, table: str) -> str:
    """Return the text of ARCHITECTURE.md with the table in its place."""
    head, rest = text.split(BEGIN)
    return head + BEGIN + table + END + rest.split(END)[1]


if __name__ == "__main__":
    if "--write" in sys.argv:
        HOUSE.write_text(written(HOUSE.read_text(encoding="utf-8"), walk()), encoding="utf-8")
    else:
        print(walk())
