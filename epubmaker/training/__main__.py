"""`python -m epubmaker.training NAME ...`: makes pages and learns the data files, one name a job."""

from __future__ import annotations

import importlib
import sys

# Each name is a module with a `main` that takes the arguments behind the name.
COMMANDS = {
    "articles": "epubmaker.training.articles",
    "confidence": "epubmaker.training.confidence",
    "pages": "epubmaker.training.pages.command",
    "read": "epubmaker.training.read_pages",
    "spaced_titles": "epubmaker.training.spaced_titles",
    "tags": "epubmaker.training.tags",
}


def main(arguments: list[str]) -> None:
    """Run the job that the first argument names."""
    if not arguments or arguments[0] not in COMMANDS:
        sys.exit(f"usage: python -m epubmaker.training NAME ...; names: {', '.join(sorted(COMMANDS))}")
    importlib.import_module(COMMANDS[arguments[0]]).main(arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
