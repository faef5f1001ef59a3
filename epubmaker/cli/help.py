"""How a command explains itself: options under headings, defaults, possible values, and examples that can be typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
OTHER = "Options"


class Sectioned(click.Command):
    """A command whose options stand under the headings that `headed` gives them, in the order in which these come."""

    def __init__(self, name: str | None, *, examples: tuple[str, ...] = (), **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.context_settings = {"show_default": True, **self.context_settings}
        self.examples = examples

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those of one heading together."""
        sections: dict[str, list[tuple[str, str]]] = {OTHER: []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                sections.setdefault(getattr(parameter, "heading", OTHER), []).append(record)
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each on a line of its own."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        super().format_epilog(ctx, formatter)


def headed(heading: str, *options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Return a decorator that adds options to a command under a heading of the help."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            decorated: Any = option(command)
            decorated.__click_params__[-1].heading = heading
        return command

    return decorate
