"""`python -m epubmaker.training NAME ...`: makes pages and learns the data files, one name a job; `all` runs them in order."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable

# Names whose module is called otherwise; any other name is a module of this folder with a `main`.
MODULES = {"all": "everything", "pages": "pages.command", "read": "read_pages"}
NAMES = (
    "all", "articles", "clauses", "confidence", "confusions", "corpus", "dashes", "export_reranker", "export_towers",
    "heading_words", "joins", "known_names", "label_titles", "lexicon", "name_characters", "ngrams", "pack", "pages",
    "prepare", "read", "reranker", "rows", "sections", "spaced_titles", "standing", "subjects", "tags", "title_words", "towers",
    "twins", "weights",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Run the job that the first argument names, as `python -m epubmaker.training.NAME` would."""
    name = arguments[0].replace("-", "_") if arguments else ""
    if name not in NAMES:
        sys.exit(f"usage: python -m epubmaker.training NAME ...; names: {', '.join(NAMES)}")
    job: Callable[..., None] = importlib.import_module(f"epubmaker.training.{MODULES.get(name, name)}").main
    if job.__code__.co_argcount:
        job(arguments[1:])
        return
    sys.argv = [f"{sys.argv[0]} {name}", *arguments[1:]]
    job()


if __name__ == "__main__":
    main(sys.argv[1:])
