"""What the library says to people: a sentence together with the template and the values that it was made of.

A `Message` is a `str`, in the language in which the template is written; so errors, diagnostics and reports hold it as they
hold any text, and nothing here knows a locale. Whoever shows it to a person may put the template into another language and set
the values in again (`cli/speech.py` does). Messages go through pickles with template and values; what is written to a file is text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Message(str):
    """A sentence, `template.format(**values)`; a template without values is taken as it is, braces and all.

    Values are what `str.format` can set, and can be pickled; one that is a `Message` itself is put into the other language too.
    A message made of a message is the same message.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Message:
        """Return the sentence of a template and its values."""
        if isinstance(template, Message) and not values:
            return template
        message = super().__new__(cls, template.format(**values) if values else template)
        message.template, message.values = template, values
        return message

    @classmethod
    def joined(cls, mark: str, parts: Iterable[str]) -> Message:
        """Return the parts with a mark between them, each a message of its own."""
        named = {f"part{number}": part for number, part in enumerate(parts)}
        return cls(mark.join(f"{{{name}}}" for name in named), **named) if named else cls("")

    def __str__(self) -> str:
        """Return the message itself, so that `str(error)` keeps what it was made of."""
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Return what makes this message again, for pickles."""
        return (str.__str__(self.template),), self.values


def system_reason(error: OSError) -> Message:
    """Return why the operating system refused, in its own words."""
    return Message(error.strerror or str(error))
