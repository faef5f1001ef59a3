"""Script conversion: an edition in the other script, as if it had been printed so, and a report of what to check."""

from epubmaker.convert.engine import configuration_names
from epubmaker.convert.glossary import Glossary
from epubmaker.convert.options import ConvertOptions
from epubmaker.convert.report import ConversionReport, OneToMany, ProtectedTerm
from epubmaker.convert.stage import Conversion, TextConversion, convert, convert_text

__all__ = [
    "Conversion",
    "ConversionReport",
    "ConvertOptions",
    "Glossary",
    "OneToMany",
    "ProtectedTerm",
    "TextConversion",
    "configuration_names",
    "convert",
    "convert_text",
]
