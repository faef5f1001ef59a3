"""MARCXML: a record of MARC 21 for each book, as libraries load them (Library of Congress, MARC21slim)."""

from collections.abc import Iterable, Iterator
from html import escape

from epubmaker.render.catalogue.records import Record

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n'
# New record, language material, serial component or issue, Unicode; positions that a loader fills in are zero.
_LEADER = "00000nab a2200000 i 4500"
_UNKNOWN_DATE = "uuuu"
_COUNTRY, _LANGUAGE = "cc ", "chi"  # China, Chinese
Subfields = tuple[tuple[str, str], ...]


def marc_collection(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield a MARCXML collection piece by piece."""
    yield _HEAD.encode()
    for record in records:
        yield "".join(_record(record)).encode("utf-8", "replace")
    yield b"</collection>\n"


def _record(record: Record) -> Iterator[str]:
    package = record.package
    yield f"<record>\n<leader>{_LEADER}</leader>\n"
    yield _control("001", package.identifier.rpartition(":")[2])
    yield _control("005", f"{package.modified:%Y%m%d%H%M%S}.0")
    yield _control("007", "cr |||||||||||")
    yield _control("008", _fixed(record))
    for tag, indicators, subfields in _fields(record):
        filled = tuple((code, value) for code, value in subfields if value)
        if filled:
            yield _field(tag, indicators, filled)
    yield "</record>\n"


def _fixed(record: Record) -> str:
    """Return field 008: dates, country, form, language; forty characters."""
    package = record.package
    entered = f"{package.modified:%y%m%d}"
    day = f"{package.day:%Y%m%d}" if package.day else _UNKNOWN_DATE + "    "
    return f"{entered}e{day}{_COUNTRY}dr n o     0   b0{_LANGUAGE} d"[:40].ljust(40)


def _fields(record: Record) -> Iterator[tuple[str, str, Subfields]]:
    package = record.package
    day = package.day.isoformat() if package.day else ""
    yield "022", "0 ", (("a", package.imprint.issn),)
    yield "024", "7 ", (("a", package.identifier), ("2", "urn"))
    yield "041", "0 ", (("a", _LANGUAGE),)
    yield "245", "00", (("a", package.title),)
    for publisher in package.publishers or ("",):
        yield "264", " 1", (("b", publisher), ("c", day))
    yield "336", "  ", (("a", "text"), ("b", "txt"), ("2", "rdacontent"))
    yield "337", "  ", (("a", "computer"), ("b", "c"), ("2", "rdamedia"))
    yield "338", "  ", (("a", "online resource"), ("b", "cr"), ("2", "rdacarrier"))
    yield "490", "0 ", (("a", package.series), ("v", record.issue))
    yield "520", "  ", (("a", package.description),)
    yield "540", "  ", (("a", package.imprint.rights),)
    yield "655", " 7", (("a", "Newspapers"), ("2", "lcgft"))
    yield "710", "2 ", (("a", package.creator),)
    for file in record.files:
        yield "856", "40", (("u", file.name), ("q", file.media_type))


def _control(tag: str, value: str) -> str:
    return f'<controlfield tag="{tag}">{_text(value)}</controlfield>\n'


def _field(tag: str, indicators: str, subfields: Subfields) -> str:
    inner = "".join(f'<subfield code="{code}">{_text(value)}</subfield>' for code, value in subfields)
    return f'<datafield tag="{tag}" ind1="{indicators[0]}" ind2="{indicators[1]}">{inner}</datafield>\n'


def _text(text: str) -> str:
    return escape("".join(sign for sign in text if sign >= " "), quote=False)
