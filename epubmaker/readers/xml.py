"""XML and HTML of page files: no entities, no network, no bombs; names without their namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from epubmaker.errors import InputDamagedError
from epubmaker.messages import Message


def parse_xml(payload: bytes, name: str) -> Any:
    """Return the root of an XML file; raises `InputDamagedError` for one that is not well formed, or that is a bomb."""
    from lxml import etree  # noqa: PLC0415

    if b"<!ENTITY" in payload:
        raise InputDamagedError(
            Message("{name}: this XML defines entities, which no page file needs; take them out", name=name)
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(payload, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputDamagedError(
            Message(
                "{name}: this XML is damaged ({reason}); save or download it again",
                name=name,
                reason=_short(error),
            )
        ) from error
    if root is None:
        raise InputDamagedError(Message("{name}: this XML is empty", name=name))
    return root


def parse_html(payload: bytes, name: str) -> Any:
    """Return the root of an HTML file."""
    from lxml import etree, html  # noqa: PLC0415

    if b"<!ENTITY" in payload:
        raise InputDamagedError(
            Message("{name}: this HTML defines entities, which no page file needs; take them out", name=name)
        )
    try:
        parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
        root = html.document_fromstring(payload, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputDamagedError(
            Message("{name}: this HTML is damaged ({reason}); save it again", name=name, reason=_short(error))
        ) from error
    return root


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def local(element: Any) -> str:
    """Return an element's name without its namespace; nothing for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(root: Any, *names: str) -> Iterator[Any]:
    """Yield the elements below (and with) `root` that have one of the names, in the order of the file."""
    for element in root.iter():
        if local(element) in names:
            yield element


def children(parent: Any, *names: str) -> Iterator[Any]:
    """Yield the children that have one of the names."""
    for element in parent:
        if local(element) in names:
            yield element
