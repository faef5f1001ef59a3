"""What Ctrl-C and `kill` do to the command: it ends in order, half-written files cleared away."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

# What a shell reports for a program ended by Ctrl-C (128 + SIGINT) and by `kill` (128 + SIGTERM).
INTERRUPTED = 130
TERMINATED = 143
AGAIN = 0.01  # seconds until an ending is tried again: no callback takes as long


def end_in_order() -> None:
    """Let `kill` end the process as Ctrl-C does, and let neither be lost.

    An exception raised while Python runs a finaliser or the callback of a weak reference is printed and forgotten
    (`sys.unraisablehook`), so a signal that arrives there would end nothing. It is raised once more, a moment later.
    """
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)
    if hasattr(signal, "setitimer"):
        sys.unraisablehook = _raised_in_vain


def _terminate(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(TERMINATED)


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _raised_in_vain(lost: UnraisableHookArgs) -> None:
    """Raise the end of the process again, from where it is heeded; tell anything else as Python does."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        ending = _interrupt
    elif issubclass(lost.exc_type, SystemExit):
        ending = _terminate
    else:
        sys.__unraisablehook__(lost)
        return
    signal.signal(signal.SIGALRM, ending)
    signal.setitimer(signal.ITIMER_REAL, AGAIN)
