"""What makes the file archival: metadata, output intent (PDF/A-2a, ISO 19005-2) and the PDF/UA-1 claim (ISO 14289-1)."""

from dataclasses import dataclass
from html import escape

from epubmaker.render.pdf import PRODUCER
from epubmaker.render.pdf.objects import Objects, reference, text_string

_PROFILE_NAME = "sRGB IEC61966-2.1"
_PROFILE_DATE = slice(24, 36)
_PROFILE_IDENTIFIER = slice(84, 100)

_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{more}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate>
</rdf:Description>
{schema}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the file says about itself; `created` is UTC as `YYYY-MM-DDTHH:MM:SS`."""

    title: str
    author: str
    language: str
    created: str
    publishers: tuple[str, ...] = ()
    description: str = ""
    rights: str = ""


def write_information(objects: Objects, facts: DocumentFacts) -> int:
    """Write the document information, equal to the XMP packet as PDF/A asks, and return its object."""
    moment = "D:" + "".join(digit for digit in facts.created if digit.isdigit()) + "+00'00'"
    return objects.add(
        b"<< /Title %s%s%s /Producer %s /CreationDate (%s) /ModDate (%s) >>"
        % (
            text_string(facts.title),
            b" /Author " + text_string(facts.author) if facts.author else b"",
            b" /Subject " + text_string(facts.description) if facts.description else b"",
            text_string(PRODUCER),
            moment.encode("ascii"),
            moment.encode("ascii"),
        )
    )


def write_metadata(objects: Objects, facts: DocumentFacts) -> int:
    """Write the XMP packet, uncompressed so that archives can read it, and return its object."""
    packet = _PACKET.format(
        title=escape(facts.title, quote=False),
        more=_more(facts),
        language=facts.language,
        producer=PRODUCER,
        created=facts.created + "+00:00",
        schema=_SCHEMA,
    )
    return objects.add_stream(
        packet.encode("utf-8", "replace"), b"/Type /Metadata /Subtype /XML", compress=False
    )


def _more(facts: DocumentFacts) -> str:
    """Return the XMP elements of what only some newspapers say."""
    elements = []
    if facts.author:
        name = escape(facts.author, quote=False)
        elements.append(f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>\n")
    if facts.publishers:
        names = "".join(f"<rdf:li>{escape(name, quote=False)}</rdf:li>" for name in facts.publishers)
        elements.append(f"<dc:publisher><rdf:Bag>{names}</rdf:Bag></dc:publisher>\n")
    for name, text in (("description", facts.description), ("rights", facts.rights)):
        if text:
            said = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text, quote=False)}</rdf:li></rdf:Alt>'
            elements.append(f"<dc:{name}>{said}</dc:{name}>\n")
    return "".join(elements)


def write_output_intent(objects: Objects) -> int:
    """Write the sRGB output intent and return its object."""
    profile = objects.add_stream(_srgb_profile(), b"/N 3")
    name = f"({_PROFILE_NAME})".encode("ascii")
    return objects.add(
        b"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier %s /Info %s /DestOutputProfile %s >>"
        % (name, name, reference(profile))
    )


def _srgb_profile() -> bytes:
    """Make an sRGB profile without the clock that Little CMS writes into it, nor the checksum over that."""
    from PIL import ImageCms  # noqa: PLC0415  (heavy: loaded where it is used)

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_PROFILE_DATE] = bytes.fromhex("07d000010001000000000000")
    profile[_PROFILE_IDENTIFIER] = bytes(16)
    return bytes(profile)
