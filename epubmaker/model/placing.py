"""Values of the model with their spans elsewhere."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from epubmaker.model.spans import Span

Value = TypeVar("Value")


def with_spans(value: Value, move: Callable[[Span], Span]) -> Value:
    """Return a value of the model with every span in it, however deep, moved by a function."""
    if isinstance(value, Span):
        return move(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(with_spans(member, move) for member in value)  # type: ignore[return-value]
    if is_dataclass(value):
        moved: dict[str, Any] = {
            field.name: with_spans(getattr(value, field.name), move) for field in fields(value)
        }
        return replace(value, **moved)  # type: ignore[type-var]
    return value
