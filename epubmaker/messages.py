"""What the library says to people: a sentence together with the template and the values that it was made of.

A `Message` is a `str`, in the language in which the template is written; so errors, diagnostics and reports hold it as they
hold any text, and nothing here knows a locale. Whoever shows it to a person may put the template into another language and set
the values in again (`cli/speech.py` does). Messages go through pickles with template and values; what is written to a file is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

# Placeholders of our own templates: a name, `!r`, at most two digits for a width and one for decimals.
_PLAIN = re.compile(r"(?:[^{}]|\{[a-z_]\w*(?:!r)?(?::,?\d?(?:\.\d)?[dfg%]?)?\})*", re.ASCII)


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


def packed(text: str) -> Any:
    """Return a message as plain values for JSON, so that it can be told in any language when it is read again."""
    if not isinstance(text, Message):
        return text
    if not text.values:
        return str.__str__(text)
    values = {name: packed(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return {
        "template": str.__str__(text.template),
        "values": {
            name: value if isinstance(value, (str, int, float, dict)) else str(value)
            for name, value in values.items()
        },
    }


def unpacked(packed_text: Any) -> str:
    """Return the message that `packed` made plain values of; raises `ValueError` for values that it never makes.

    The values come out of a file: a template may name its values and say how many digits they have, and nothing else.
    """
    if not isinstance(packed_text, dict):
        return Message(str(packed_text))
    template, values = packed_text.get("template"), packed_text.get("values")
    if not isinstance(template, str) or not isinstance(values, dict) or not _PLAIN.fullmatch(template):
        raise ValueError(packed_text)
    try:
        return Message(template, **{str(name): _value(value) for name, value in values.items()})
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(packed_text) from error


def _value(value: Any) -> Any:
    return (
        unpacked(value)
        if isinstance(value, dict)
        else value
        if isinstance(value, (str, int, float))
        else str(value)
    )


def system_reason(error: OSError) -> Message:
    """Return why the operating system refused, in its own words."""
    return Message(error.strerror or str(error))
