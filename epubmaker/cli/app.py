"""The command `epubmaker`: its subcommands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from epubmaker.cli.output import complain
from epubmaker.errors import DEFECT_EXIT_CODE, EpubmakerError
from epubmaker.process import use_one_thread
from epubmaker.version import __version__

# Each lives in the module of its name, as `NAME_command`.
_COMMANDS = ("build", "evaluate", "inspect", "reconstruct", "review")
# What a shell reports for a program ended by Ctrl-C (128 + SIGINT) and by a closed pipe (128 + SIGPIPE).
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_DEBUG = "EPUBMAKER_DEBUG"


class _Commands(click.Group):
    """This loads a command when it is asked for, with the stages that it runs."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """This returns the names of the commands, for the help."""
        return list(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """This returns a command by its name, None for one there is not."""
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
    """This runs the command line and ends the process with its exit code."""
    use_one_thread()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """This runs the command line and returns its exit code; an error is one line, never a traceback.

    The environment variable EPUBMAKER_DEBUG shows the traceback of a defect all the same.
    """
    try:
        code = app.main(list(arguments), prog_name="epubmaker", standalone_mode=False)
    except EpubmakerError as error:
        complain(str(error))
        return error.exit_code
    except click.ClickException as error:
        complain(f"{error.format_message()} (see epubmaker --help)")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("stopped; run the same command again to go on")
        return _INTERRUPTED
    except BrokenPipeError:
        # Python flushes stdout once more at exit; a closed pipe would make it complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except Exception as error:  # noqa: BLE001  (the last line of defence: no user shall see a traceback)
        if os.environ.get(_DEBUG):
            traceback.print_exc()
        kind = type(error).__name__
        complain(f"a defect of epubmaker ({kind}: {error}); set {_DEBUG}=1 to see where, and report it")
        return DEFECT_EXIT_CODE
    return code or 0
