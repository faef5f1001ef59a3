"""A user's own terms: a text file of one term a line, with its form in the other script behind a tab."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from epubmaker.errors import OptionError
from epubmaker.messages import Message

MAX_BYTES = 16 << 20  # half a million terms; the largest dictionaries of OpenCC hold 50,000


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms of the source script and what they become; a term that maps to itself is kept as it is."""

    terms: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str, name: str = "glossary") -> Glossary:
        """Read `term` or `term<TAB>replacement` a line; blank lines and lines that begin with # are skipped.

        Raises `OptionError` with the number of a line that has no term, more than two columns, or an earlier line's term.
        """
        terms: dict[str, str] = {}
        for number, row in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
            if not row.strip() or row.startswith("#"):
                continue
            columns = [column.strip() for column in row.split("\t")]
            if len(columns) > 2 or not columns[0]:
                raise OptionError(
                    Message(
                        "{name}, line {number}: write a term, or a term, a tab and its replacement: {row!r}",
                        name=name,
                        number=number,
                        row=row,
                    )
                )
            term, replacement = columns[0], columns[-1] or columns[0]
            if terms.setdefault(term, replacement) != replacement:
                raise OptionError(
                    Message(
                        "{name}, line {number}: {term!r} stands above with another replacement",
                        name=name,
                        number=number,
                        term=term,
                    )
                )
        return cls(tuple(terms.items()))

    @classmethod
    def read(cls, path: Path) -> Glossary:
        """Read a glossary file in UTF-8; raises the `InputError` of a file that cannot be read."""
        from epubmaker.files import read_side_text, readable_name  # noqa: PLC0415  (15 ms at every import of epubmaker)

        return cls.parse(read_side_text(path, MAX_BYTES, "glossary"), readable_name(path.name))
