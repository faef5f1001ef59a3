"""The command `epubmaker`: its subcommands, and what becomes of errors."""

from __future__ import annotations

import locale
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from epubmaker.cli.help import Speaking, explained, first_sentence, speech_of
from epubmaker.cli.output import complain, discard_stdout
from epubmaker.cli.signals import INTERRUPTED, end_in_order
from epubmaker.cli.speech import Speech, speech_for
from epubmaker.errors import DEFECT_EXIT_CODE, OUT_OF_MEMORY, EpubmakerError, OutOfMemoryError, OutputError
from epubmaker.messages import Message, system_reason
from epubmaker.process import use_one_thread
from epubmaker.version import __version__

# Each lives in the module of its name, as `NAME_command`.
_COMMANDS = ("build", "doctor", "evaluate", "inspect", "reconstruct", "review")
_PIPE_CLOSED = 141  # what a shell reports for a program ended by a closed pipe (128 + SIGPIPE)
_DEBUG = "EPUBMAKER_DEBUG"


class _Commands(Speaking, click.Group):
    """Group that loads a command when it is asked for, with the stages that it runs."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of the commands, for the help."""
        return list(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return a command by its name, None for one there is not."""
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"epubmaker.cli.{name}"), f"{name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for; where there is none, name the one whose name is nearest."""
        known = args[0] in _COMMANDS or args[0].startswith("-")
        near = () if known else get_close_matches(args[0], _COMMANDS, 1)
        if near:
            said = Message(
                "No such command {command}. Did you mean {other}?", command=repr(args[0]), other=repr(near[0])
            )
            raise click.UsageError(said, ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and each command with the first sentence of what it is for."""
        super().format_options(ctx, formatter)
        with formatter.section(speech_of(ctx).say(Message("Commands"))):
            formatter.write_dl(self._purposes(ctx).items())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what completes a word, each command with the first sentence of what it is for."""
        found = super().shell_complete(ctx, incomplete)
        purposes = self._purposes(ctx)
        for item in found:
            item.help = purposes.get(item.value, item.help)
        return found

    def _purposes(self, ctx: click.Context) -> dict[str, str]:
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return {
            name: first_sentence(explained(command, speech_of(ctx))) for name, command in commands if command
        }


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="epubmaker")
@click.pass_context
def app(context: click.Context) -> None:
    """Turn the flattened text of Chinese newspaper editions into EPUB books and printable PDF digests."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    _open_standard_streams()
    end_in_order()
    use_one_thread()
    sys.exit(run(sys.argv[1:]))


def _open_standard_streams() -> None:
    """Open what the caller has closed: the next file to be opened would take its number, and messages would go into a book."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; an error is one line, never a traceback.

    The environment variable EPUBMAKER_DEBUG shows the traceback of a defect all the same.
    """
    speech = speech_for(arguments, os.environ, locale.getlocale()[0])
    try:
        return app.main(list(arguments), prog_name="epubmaker", standalone_mode=False, obj=speech) or 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (the last line of defence: no user shall see a traceback)
        return next(end(error, speech) for kinds, end in _ENDINGS if isinstance(error, kinds))


def _interrupted(_error: BaseException, speech: Speech) -> int:
    complain(speech.say(Message("stopped; run the same command again to go on")))
    return INTERRUPTED


def _pipe_closed(_error: BaseException, _speech: Speech) -> int:
    discard_stdout()
    return _PIPE_CLOSED


def _told(error: Any, speech: Speech) -> int:
    complain(speech.say(str(error)))
    return int(error.exit_code)


def _misused(error: Any, speech: Speech) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "epubmaker"
    complain(speech.say(Message("{said} (see {command} --help)", said=_misuse(error), command=command)))
    return int(error.exit_code)


def _misuse(error: Any) -> Message:
    """Return what click says of a call that cannot be; it sets our messages into its own, which are made again here."""
    refused = isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter)
    if not refused or error.param is None:
        return Message(error.format_message())
    return Message(
        "Invalid value for {option}: {said}",
        option=error.param.get_error_hint(error.ctx),
        said=Message(error.message),
    )


def _out_of_memory(_error: BaseException, speech: Speech) -> int:
    return _told(OutOfMemoryError(OUT_OF_MEMORY), speech)


def _unwritable(error: Any, speech: Speech) -> int:
    """End where stdout takes nothing; everything else that touches files has turned its error into a line of its own."""
    if error.filename is not None:
        return _defect(error, speech)
    discard_stdout()
    said = Message("cannot write to standard output: {reason}", reason=system_reason(error))
    return _told(OutputError(said), speech)


def _defect(error: BaseException, speech: Speech) -> int:
    if os.environ.get(_DEBUG):
        traceback.print_exception(error)
    kind = type(error).__name__
    said = Message(
        "a defect of epubmaker ({kind}: {error}); set {debug}=1 to see where, and report it",
        kind=kind,
        error=str(error),
        debug=_DEBUG,
    )
    complain(speech.say(said))
    return DEFECT_EXIT_CODE


# What ends the command, and how; the first that fits.
_ENDINGS: tuple[
    tuple[type[BaseException] | tuple[type[BaseException], ...], Callable[[Any, Speech], int]], ...
] = (
    ((click.Abort, KeyboardInterrupt), _interrupted),
    (BrokenPipeError, _pipe_closed),
    (EpubmakerError, _told),
    (click.ClickException, _misused),
    (MemoryError, _out_of_memory),
    (OSError, _unwritable),
    (Exception, _defect),
)
