"""The command `epubmaker`: its subcommands, and what becomes of errors."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from epubmaker.cli.output import complain, discard_stdout
from epubmaker.errors import DEFECT_EXIT_CODE, OUT_OF_MEMORY, EpubmakerError, OutOfMemoryError, OutputError
from epubmaker.process import use_one_thread
from epubmaker.version import __version__

# Each lives in the module of its name, as `NAME_command`.
_COMMANDS = ("build", "doctor", "evaluate", "inspect", "reconstruct", "review")
# What a shell reports for a program ended by Ctrl-C (128 + SIGINT), by a closed pipe (128 + SIGPIPE), by `kill` (128 + SIGTERM).
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_TERMINATED = 143
_DEBUG = "EPUBMAKER_DEBUG"


class _Commands(click.Group):
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
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)
    use_one_thread()
    sys.exit(run(sys.argv[1:]))


def _open_standard_streams() -> None:
    """Open what the caller has closed: the next file to be opened would take its number, and messages would go into a book."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one


def _terminate(_signal: int, _frame: object) -> None:
    """End as Ctrl-C does, half-written files cleared away."""
    raise SystemExit(_TERMINATED)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; an error is one line, never a traceback.

    The environment variable EPUBMAKER_DEBUG shows the traceback of a defect all the same.
    """
    try:
        return app.main(list(arguments), prog_name="epubmaker", standalone_mode=False) or 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (the last line of defence: no user shall see a traceback)
        return next(end(error) for kinds, end in _ENDINGS if isinstance(error, kinds))


def _interrupted(_error: BaseException) -> int:
    complain("stopped; run the same command again to go on")
    return _INTERRUPTED


def _pipe_closed(_error: BaseException) -> int:
    discard_stdout()
    return _PIPE_CLOSED


def _told(error: Any) -> int:
    complain(str(error))
    return int(error.exit_code)


def _misused(error: Any) -> int:
    complain(f"{error.format_message()} (see epubmaker --help)")
    return int(error.exit_code)


def _out_of_memory(_error: BaseException) -> int:
    return _told(OutOfMemoryError(OUT_OF_MEMORY))


def _unwritable(error: Any) -> int:
    """End where stdout takes nothing; everything else that touches files has turned its error into a line of its own."""
    if error.filename is not None:
        return _defect(error)
    discard_stdout()
    return _told(OutputError(f"cannot write to standard output: {error.strerror}"))


def _defect(error: BaseException) -> int:
    if os.environ.get(_DEBUG):
        traceback.print_exception(error)
    kind = type(error).__name__
    complain(f"a defect of epubmaker ({kind}: {error}); set {_DEBUG}=1 to see where, and report it")
    return DEFECT_EXIT_CODE


# What ends the command, and how; the first that fits.
_ENDINGS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Callable[[Any], int]], ...] = (
    ((click.Abort, KeyboardInterrupt), _interrupted),
    (BrokenPipeError, _pipe_closed),
    (EpubmakerError, _told),
    (click.ClickException, _misused),
    (MemoryError, _out_of_memory),
    (OSError, _unwritable),
    (Exception, _defect),
)
