"""What the user may decide about script conversion."""

from dataclasses import dataclass

from epubmaker.convert.glossary import Glossary

NO_TERMS = Glossary()


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """How an edition is converted.

    glossary  terms of the user's own: kept as they are, or replaced by what they should read in the other script
    """

    glossary: Glossary = NO_TERMS
