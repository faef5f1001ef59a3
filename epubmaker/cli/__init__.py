"""The command line. The only place that prints, and that turns exceptions into exit codes."""

from epubmaker.cli.app import main, run

__all__ = ["main", "run"]
