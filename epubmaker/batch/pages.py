"""Which files are pages of one edition, told from their names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.pages import LABEL


@dataclass(frozen=True, slots=True)
class PagePattern:
    """Reader of file names: which edition and which page a file is.

    `template` is a name without suffix in which `{edition}` and `{page}` stand for the parts, such as
    `{edition}-{page}` or `{edition} 第{page}版`. Raises `OptionError` where one is missing.
    """

    template: str

    def __post_init__(self) -> None:
        if self.template.count("{edition}") != 1 or self.template.count("{page}") != 1:
            raise OptionError(
                Message(
                    "--pages {template}: should hold {{edition}} and {{page}}, each once",
                    template=self.template,
                )
            )

    def match(self, stem: str) -> tuple[str, str] | None:
        """Return edition and page label (without leading zeros), or None for a name of another form."""
        pattern = re.escape(self.template).replace(r"\{edition\}", "(?P<edition>.+?)")
        found = re.fullmatch(pattern.replace(r"\{page\}", f"(?P<page>{LABEL})"), stem)
        if found is None:
            return None
        return found["edition"].strip(), re.sub(r"(?<!\d)0+(?=\d)", "", found["page"])
