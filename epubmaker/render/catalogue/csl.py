"""CSL-JSON 1.0: articles as Zotero and other reference managers read them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from epubmaker.render.catalogue.records import Citation


def csl_items(citations: Iterable[Citation]) -> Iterator[bytes]:
    """Yield a CSL-JSON array piece by piece, in UTF-8."""
    first = True
    yield b"["
    for citation in citations:
        item = json.dumps(_item(citation), ensure_ascii=False, indent=1)
        yield (b"\n" if first else b",\n") + item.encode("utf-8", "replace")
        first = False
    yield b"\n]\n"


def _item(citation: Citation) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": citation.identifier,
        "type": "article-newspaper",
        "title": citation.title,
        "container-title": citation.paper,
        "language": citation.language,
    }
    if citation.authors:
        item["author"] = [{"literal": name} for name in citation.authors]
    if citation.day:
        item["issued"] = {"date-parts": [[citation.day.year, citation.day.month, citation.day.day]]}
    more = {
        "issue": citation.issue,
        "page": citation.page,
        "publisher": citation.publisher,
        "ISSN": citation.issn,
    }
    return item | {name: value for name, value in more.items() if value}
