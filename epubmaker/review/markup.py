"""HTML as values: what is text is escaped, what is markup is not."""

from __future__ import annotations

from html import escape

VOID = frozenset({"meta", "br", "input", "link"})


class Html(str):
    """A piece of markup; every other string is text and will be escaped."""

    __slots__ = ()


def tag(name: str, /, *inner: str, **attributes: str | int | bool | None) -> Html:
    """Return an element. `class_` is `class`, `data_left` is `data-left`; None and False leave an attribute out."""
    opened = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{opened}>")
    return Html(f"<{opened}>{join(*inner)}</{name}>")


def join(*parts: str) -> Html:
    """Set pieces after each other."""
    return Html("".join(part if isinstance(part, Html) else escape(part, quote=False) for part in parts))


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
