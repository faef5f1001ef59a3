"""OPDS: a folder of books as a feed that reading apps subscribe to, as Atom (1.2) and as JSON (2.0)."""

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from epubmaker.render.catalogue.records import Record

_ATOM = "application/atom+xml;profile=opds-catalog;kind=acquisition"
_JSON = "application/opds+json"
_OPEN = "http://opds-spec.org/acquisition/open-access"
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/" xmlns:opds="http://opds-spec.org/2010/catalog">
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<author><name>epubmaker</name></author>
<link rel="self" href="{name}" type="{type}"/>
<link rel="start" href="{name}" type="{type}"/>
"""


def opds_feed(records: Iterable[Record], name: str, about: tuple[str, str, str]) -> Iterator[bytes]:
    """Yield an OPDS 1.2 acquisition feed piece by piece; `about` is its identifier, title and time (RFC 3339)."""
    identifier, title, updated = map(_text, about)
    yield _HEAD.format(id=identifier, title=title, updated=updated, name=_text(name), type=_ATOM).encode()
    for record in records:
        yield "".join(_entry(record)).encode("utf-8", "replace")
    yield b"</feed>\n"


def _entry(record: Record) -> Iterator[str]:
    package = record.package
    yield f"<entry>\n<id>{_text(package.identifier)}</id>\n<title>{_text(package.title)}</title>\n"
    yield f"<updated>{package.modified:%Y-%m-%dT%H:%M:%SZ}</updated>\n"
    yield f"<author><name>{_text(package.creator or package.paper)}</name></author>\n"
    yield f"<dc:language>{_text(package.language)}</dc:language>\n"
    yield from (f"<dc:publisher>{_text(publisher)}</dc:publisher>\n" for publisher in package.publishers)
    if package.day:
        yield f"<dc:issued>{package.day.isoformat()}</dc:issued>\n"
    if package.imprint.rights:
        yield f"<rights>{_text(package.imprint.rights)}</rights>\n"
    if package.description:
        yield f'<summary type="text">{_text(package.description)}</summary>\n'
    for file in record.files:
        yield f'<link rel="{_OPEN}" href="{_text(file.name)}" type="{file.media_type}" length="{file.size}"/>\n'
    yield "</entry>\n"


def opds_publications(records: Iterable[Record], name: str, about: tuple[str, str, str]) -> Iterator[bytes]:
    """Yield an OPDS 2.0 feed piece by piece; `about` is its identifier, title and time (RFC 3339)."""
    identifier, title, updated = about
    head = {
        "metadata": {"identifier": identifier, "title": title, "modified": updated},
        "links": [{"rel": "self", "href": name, "type": _JSON}],
    }
    yield _json(head).rstrip(b"\n}") + b',\n "publications": ['
    first = True
    for record in records:
        yield (b"\n" if first else b",\n") + _json(_publication(record))
        first = False
    yield b"\n ]\n}\n"


def _publication(record: Record) -> dict[str, Any]:
    package = record.package
    metadata: dict[str, Any] = {
        "@type": "http://schema.org/PublicationIssue",
        "identifier": package.identifier,
        "title": package.title,
        "author": package.creator or package.paper,
        "language": package.language,
        "modified": f"{package.modified:%Y-%m-%dT%H:%M:%SZ}",
    }
    if package.publishers:
        metadata["publisher"] = list(package.publishers)
    if package.day:
        metadata["published"] = package.day.isoformat()
    if package.description:
        metadata["description"] = package.description
    if package.series:
        series: dict[str, Any] = {"name": package.series}
        if package.position.isdigit():
            series["position"] = int(package.position)
        metadata["belongsTo"] = {"series": series}
    links = [{"rel": _OPEN, "href": file.name, "type": file.media_type} for file in record.files]
    return {"metadata": metadata, "links": links}


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _text(text: str) -> str:
    return escape("".join(sign for sign in text if sign >= " " or sign in "\t\n"))
