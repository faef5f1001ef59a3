"""How a command explains itself: options under headings, defaults, possible values, and examples that can be typed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from unicodedata import east_asian_width

import click
from click.shell_completion import CompletionItem

from epubmaker.cli.speech import LANGUAGES, Speech
from epubmaker.messages import Message
from epubmaker.text import patterns as re

Command = TypeVar("Command", bound=Callable[..., Any])
OTHER = "Options"
# What stays together on a line: a word, a sign of writing, each with the brackets before and the marks behind it.
_PIECE = re.compile(r"\s+|[（《「『“‘]*(?:[!-~]+|[^\s])[，。；：、！？）》」』”’…]*")
_DEFAULT = re.compile(r"default: ([^;\]]*)")


class WideFormatter(click.HelpFormatter):
    """A formatter of help that knows that Chinese may break between any two signs, and that a sign is two columns wide."""

    def write_heading(self, heading: str) -> None:
        """Write a heading with its colon."""
        if _is_wide(heading):
            self.write(f"{'':>{self.current_indent}}{heading}：\n")
        else:
            super().write_heading(heading)

    def write_text(self, text: str) -> None:
        """Write paragraphs, broken to the width of the page."""
        if not _is_wide(text):
            super().write_text(text)
            return
        room, indent = self.width - self.current_indent, " " * self.current_indent
        paragraphs = (wrapped(paragraph, room) for paragraph in text.split("\n\n"))
        self.write("\n\n".join("\n".join(indent + row for row in rows) for rows in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms with what they mean beside them."""
        rows = list(rows)
        if not any(_is_wide(said) for _, said in rows):
            super().write_dl(rows, col_max, col_spacing)
            return
        column = min(max(columns(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, said in rows:
            first, *others = wrapped(said, self.width - self.current_indent - column - 1)
            beside = columns(term) + col_spacing <= column
            self.write(f"{indent}{term}{' ' * (column - columns(term)) if beside else chr(10)}")
            self.write(f"{first}\n" if beside else f"{indent}{' ' * column}{first}\n")
            for row in others:
                self.write(f"{indent}{' ' * column}{row}\n")


def wrapped(text: str, width: int) -> list[str]:
    """Break a paragraph into rows of so many columns."""
    rows, room = [""], width
    for piece in _PIECE.findall(" ".join(text.split("\n"))):
        if columns(piece) > room and rows[-1] and not piece.isspace():
            rows[-1], room = rows[-1].rstrip(), width
            rows.append("")
        if rows[-1] or not piece.isspace():
            rows[-1] += " " if piece.isspace() else piece
            room -= columns(piece)
    return rows


def _is_wide(text: str) -> bool:
    return any(east_asian_width(sign) in "WF" for sign in text)


def columns(text: str) -> int:
    """Return how wide a text is on a terminal."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


class _Context(click.Context):
    formatter_class = WideFormatter


class Speaking(click.Command):
    """A command that explains itself in the language of the run."""

    context_class = _Context

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, the choice of language among them."""
        *own, asked_for_help = super().get_params(ctx)
        return [*own, _LANGUAGE, asked_for_help]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what completes a word, each with its help in the language of the run, on one line."""
        found = super().shell_complete(ctx, incomplete)
        for item in found:
            item.help = speech_of(ctx).say(Message(" ".join(item.help.split()))) if item.help else None
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        say = speech_of(ctx).say
        pieces = [say(Message(piece)) for piece in self.collect_usage_pieces(ctx)]
        usage = say(Message("Usage:"))
        formatter.write_usage(ctx.command_path, " ".join(pieces), usage + " " * (not _is_wide(usage)))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(explained(self, speech_of(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those of one heading together."""
        speech = speech_of(ctx)
        sections: dict[str, list[tuple[str, str]]] = {OTHER: []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                heading = getattr(parameter, "heading", OTHER)
                sections.setdefault(heading, []).append(_translated(record, parameter, speech))
        for heading, records in sections.items():
            if records:
                with formatter.section(speech.say(Message(heading))):
                    formatter.write_dl(records)


class Sectioned(Speaking):
    """A command whose options stand under the headings that `headed` gives them, in the order in which these come."""

    def __init__(self, name: str | None, *, examples: tuple[str, ...] = (), **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.context_settings = {"show_default": True, **self.context_settings}
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each on a line of its own."""
        if self.examples:
            with formatter.section(speech_of(ctx).say(Message("Examples"))):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        super().format_epilog(ctx, formatter)


def explained(command: click.Command, speech: Speech) -> str:
    """Return what a command is for, paragraph by paragraph."""
    return speech.say(Message(inspect.cleandoc(command.help or "")))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, on one line."""
    found = re.match(r".*?(?:[.!?](?=\s|$)|[。！？])", text, re.DOTALL)
    return " ".join((found[0] if found else text).split())


def speech_of(ctx: click.Context) -> Speech:
    """Return the speech of the run that a context belongs to, English where it has none."""
    return ctx.find_object(Speech) or Speech()


def _translated(record: tuple[str, str], option: click.Option, speech: Speech) -> tuple[str, str]:
    """Return names and help of an option; click has set what else it knows behind the help, in brackets."""
    told = " ".join((option.help or "").split())
    rest = record[1].removeprefix(told)
    rest = _DEFAULT.sub(lambda found: speech.say(Message("default: {value}", value=found[1])), rest)
    rest = rest.replace("required", speech.say(Message("required")))
    return record[0], speech.say(Message(told) if told else "") + rest


_LANGUAGE = click.Option(
    ["--language"],
    type=click.Choice(LANGUAGES, case_sensitive=False),
    help="Language of messages; that of the locale otherwise.",
    expose_value=False,  # `run` has read it before anything was said
    show_default=False,
)


def headed(heading: str, *options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Return a decorator that adds options to a command under a heading of the help."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            decorated: Any = option(command)
            decorated.__click_params__[-1].heading = heading
        return command

    return decorate
