"""Names of files as text."""

from __future__ import annotations

import os
from contextlib import suppress


def readable_name(name: str) -> str:
    """Return a file name without the lone surrogates that Python puts for bytes that are not UTF-8.

    Archives packed on Chinese Windows unpack elsewhere with names in GB18030: such a name is read as that where it is
    valid, otherwise what cannot be read becomes U+FFFD.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        try:
            payload = os.fsencode(name)
        except UnicodeEncodeError:  # a surrogate that stands for no byte, as on Windows
            return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in name)
        for encoding in (
            "utf-8",
            "gb18030",
        ):  # UTF-8 too: in a locale of another encoding Python does not look for it
            with suppress(UnicodeDecodeError):
                return payload.decode(encoding)
        return payload.decode("utf-8", "replace")
    return name
